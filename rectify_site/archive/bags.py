"""Read and check a bag (RFC 8493, and its drafts from 0.93 on), whoever made it: complete, unchanged, readable.

The tag files come first, because they say how the payload is hashed; the payload streams by and is not kept.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from rectify_site.errors import N_, ArchiveError
from rectify_site.model.outputs import Artifact

PAYLOAD = "data/"
INFO, FETCH = "bag-info.txt", "fetch.txt"
RESTORE = N_(
    "restore the year from another copy (the site, the archive's disc); a sealed year is never mended by hand"
)
DECLARED = re.compile(
    rb"BagIt-Version: (\d+)\.(\d+)\r?\nTag-File-Character-Encoding: ([A-Za-z0-9-]+)(?:\r?\n)*"
)
LIST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
ROW = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
ESCAPED = re.compile(r"%(0[DdAa]|25)")
OXUM = re.compile(r"^Payload-Oxum\s*:\s*(\d+)\.(\d+)\s*$", re.MULTILINE)
FINAL = (1, 0)
"""From this version on every manifest lists every file, and each once."""


class Bag(NamedTuple):
    """What the tag files say: the version, the digests by algorithm and path, what bag-info says."""

    version: tuple[int, int]
    payload: dict[str, dict[str, str]]
    tags: dict[str, dict[str, str]]
    info: str


def read(where: str, tags: Mapping[str, bytes]) -> Bag:
    """Read the tag files of a bag.

    Raises:
        ArchiveError: A201 it is no bag; A202 a manifest cannot be read; A209 the declaration is malformed; A210 a file
            is listed twice; A212 a listed path leads out of the bag; A213 no manifest of a known kind.

    """
    version, code = _declared(where, tags)
    lists: dict[bool, dict[str, dict[str, str]]] = {True: {}, False: {}}
    for name in sorted(tags):
        found = LIST.fullmatch(name)
        if found and found[2] in hashlib.algorithms_available:
            text = _decoded(where, name, tags[name], code)
            lists[bool(found[1])][found[2]] = _listed(where, name, text, version)
    if not lists[False]:
        message = N_("{where} has no manifest that can be checked")
        raise ArchiveError("A213", message, RESTORE, where=where)
    for path in _fetched(where, tags, code):
        _refuse_outside(where, FETCH, path)
    info = _decoded(where, INFO, tags.get(INFO, b""), code)
    return Bag(version, lists[False], lists[True], info)


def _declared(where: str, tags: Mapping[str, bytes]) -> tuple[tuple[int, int], str]:
    if "bagit.txt" not in tags or not any(LIST.fullmatch(name) for name in tags):
        raise ArchiveError("A201", N_("{where} is not a sealed year"), RESTORE, where=where)
    found = DECLARED.fullmatch(tags["bagit.txt"])
    try:
        code = codecs.lookup(found[3].decode()).name if found else ""
    except LookupError:
        code = ""
    if found is None or not code:
        message = N_("{where}: bagit.txt is not the declaration of a bag")
        raise ArchiveError("A209", message, RESTORE, where=where)
    return (int(found[1]), int(found[2])), code


def _decoded(where: str, name: str, data: bytes, code: str) -> str:
    try:
        return data.decode(code)
    except UnicodeDecodeError as error:
        message = N_("{where}: {path} cannot be read")
        raise ArchiveError("A202", message, RESTORE, where=where, path=name) from error


def _listed(where: str, name: str, text: str, version: tuple[int, int]) -> dict[str, str]:
    """The digests of a manifest by path."""
    rows: dict[str, str] = {}
    for row in re.split(r"\r\n|\r|\n", text):
        if not row.strip():
            continue
        found = ROW.fullmatch(row)
        if found is None:
            message = N_("{where}: {path} cannot be read")
            raise ArchiveError("A202", message, RESTORE, where=where, path=name)
        path = _path(found[2])
        _refuse_outside(where, name, path)
        digest = found[1].lower()
        if path in rows and (version >= FINAL or rows[path] != digest):
            message = N_("{where}: {list} lists {path} twice")
            raise ArchiveError("A210", message, RESTORE, where=where, list=name, path=path)
        rows[path] = digest
    return rows


def _path(written: str) -> str:
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)
    return plain.removeprefix("./")


def _fetched(where: str, tags: Mapping[str, bytes], code: str) -> Iterable[str]:
    for row in _decoded(where, FETCH, tags.get(FETCH, b""), code).splitlines():
        if row.strip():
            yield _path(row.split(maxsplit=2)[-1])


def _refuse_outside(where: str, name: str, path: str) -> None:
    if path.startswith(("/", "~", "\\")) or ".." in re.split(r"[/\\]", path) or re.match(r"[A-Za-z]:", path):
        message = N_("{where}: {list} names {path}, which lies outside")
        raise ArchiveError("A212", message, RESTORE, where=where, list=name, path=path)


class Hashed(NamedTuple):
    """What streamed by: which files, how many bytes, which of them are not as some list says."""

    paths: set[str]
    octets: int
    changed: set[str]


def hashed(lists: Mapping[str, Mapping[str, str]], files: Iterable[Artifact]) -> Hashed:
    """Hash each file as the lists ask, compare, and forget it."""
    paths, changed, octets = set(), set(), 0
    known = [(_hash(algorithm), rows) for algorithm, rows in lists.items()]
    for artifact in files:
        paths.add(artifact.path)
        octets += len(artifact.data)
        for digest_of, rows in known:
            digest = rows.get(artifact.path)
            if digest is not None and digest_of(artifact.data).hexdigest() != digest:
                changed.add(artifact.path)
    return Hashed(paths, octets, changed)


def _hash(algorithm: str) -> Callable[[bytes], Any]:
    """The function of an algorithm; by its name it would be looked up again for each file."""
    return getattr(hashlib, algorithm, None) or partial(hashlib.new, algorithm)


FAULTS = {
    "missing": ("A203", N_("{where}: {path} is missing")),
    "changed": ("A204", N_("{where}: {path} was changed")),
    "extra": ("A205", N_("{where}: {path} was added after sealing")),
}


def hold(where: str, found: Hashed, lists: Mapping[str, Mapping[str, str]], *, strict: bool) -> None:
    """Say the first file that is not as listed. ``strict``: what no list names must not be there.

    Raises:
        ArchiveError: A203 missing, A204 changed, A205 added.

    """
    listed = set().union(*lists.values())
    faults = [(path, "missing") for path in listed - found.paths]
    faults += [(path, "changed") for path in found.changed]
    faults += [(path, "extra") for path in found.paths - listed if strict]
    for path, fault in sorted(faults):
        code, message = FAULTS[fault]
        raise ArchiveError(code, message, RESTORE, where=where, path=path)


def check(
    where: str, bag: Bag, tags: Iterable[Artifact], payload: Iterable[Artifact], *, strict: bool
) -> int:
    """Hold all files against the manifests; how many there are. ``strict`` also refuses tag files nobody listed.

    Raises:
        ArchiveError: A203–A205 the first file that differs; A211 manifests that do not list the same files; A214 a sum
            in bag-info that does not fit.

    """
    tagged = hashed(bag.tags, (item for item in tags if not item.path.startswith("tagmanifest-")))
    hold(where, tagged, bag.tags, strict=strict)
    held = hashed(bag.payload, payload)
    hold(where, held, bag.payload, strict=True)
    if bag.version >= FINAL and any(rows.keys() != held.paths for rows in bag.payload.values()):
        message = N_("{where}: its manifests do not list the same files")
        raise ArchiveError("A211", message, RESTORE, where=where)
    found = OXUM.search(bag.info)
    if found and (int(found[1]), int(found[2])) != (held.octets, len(held.paths)):
        message = N_("{where}: bag-info.txt gives another size than the files have")
        raise ArchiveError("A214", message, RESTORE, where=where)
    return len(tagged.paths) + len(held.paths)
