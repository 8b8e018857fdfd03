"""``purge``: signed texts that are no longer public are deleted for good, with their salts; the chain stays whole.

What it reaches: approved.jsonl of the circle it was signed for and what was torn off it, the sheets under ``review/``,
the preview, the memory of the last build (its findings say words), a draft that says the same, what is remembered of
the source, and the sealed years that are corrected for it. What else in the project holds the words is named. What it
cannot reach: backups, sources and papers elsewhere, what was published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.documents.canonical import content as signed_form
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import checkpoints, editions
from rectify_site.ledger.entries import Content, Entry, Op
from rectify_site.model.records import Plan, Scope
from rectify_site.settings import Settings
from rectify_site.store import files, leftovers, projects
from rectify_site.store.leftovers import squeezed
from rectify_site.store.projects import Project
from rectify_site.workflow import circles, purged_years, sealing
from rectify_site.workflow.opening import Chain, open_office, open_settings
from rectify_site.workflow.reviewing import CONTENTS_FILE
from rectify_site.workflow.signing import append
from rectify_site.workflow.sources import Remembered, recall, remember

TYPED = 8  # of the 64 characters of a digest
SHOWN = 16
SHORT = 8  # characters; what is shorter and part of a longer text says nothing by itself
OPTION = {Scope.PUBLIC: "", Scope.LIMITED: " --limited"}
CODED = re.compile(r"[\d\-:T+]+|[a-z_]+")
"""Dates, numbers and the words of the format: they tell nothing of a text."""


class Purged(NamedTuple):
    """What was deleted: texts, with their lines of the ledger; files; what was rewritten; where words still stand."""

    texts: int
    entries: tuple[Entry, ...]
    years: tuple[int, ...]  # the sealed years that were corrected for it
    removed: tuple[str, ...]
    rewritten: tuple[str, ...]
    left: tuple[str, ...]
    unread: tuple[str, ...]
    bound: tuple[
        str, ...
    ] = ()  # words that stand where nothing may be changed: the ledger's own lines, a sealed year


class _Words(NamedTuple):
    """The texts that nothing else that is kept says, squeezed."""

    texts: tuple[str, ...]

    def told(self, text: str) -> bool:
        """Whether a text, squeezed, holds one of them."""
        return any(word in text for word in self.texts)

    def touched(self, text: str) -> bool:
        """Whether a passage holds one of them or is a part of one."""
        text = squeezed(text)
        return self.told(text) or (len(text) >= SHORT and any(text in word for word in self.texts))


def purge(
    root: Path,
    name: str,
    at: str,
    digest: str | None = None,
    *,
    reseal: bool = False,
    scope: Scope = Scope.PUBLIC,
) -> Purged:
    """Delete the texts signed under an id that nobody reads any more, or the one with this digest.

    With ``reseal`` the sealed years that show them are corrected in the same act (补封). The ledger's lines come first
    and approved.jsonl last: a run that was cut short is finished by the next one.

    Raises:
        SourceError: G170 nothing of this id was signed, or all of it is gone; G171 it is public and no digest is
            named; G172 no text of it has this digest; G174 the text is public.
        ArchiveError: G173 a sealed year shows it, and is not to be corrected; A20x a sealed year is damaged.

    """
    home = projects.project(root)
    settings, _ = open_settings(home)
    with projects.locked(home):
        there, named = circles.shelf(home, settings, scope)
        chain = _open(there, named)
        wanted = _wanted(chain, name, digest, scope)
        if (showing := purged_years.showing(home, chain, wanted)) and not reseal:
            purged_years.refuse(showing, name)
        gone = [chain.contents[entry.digest] for entry in wanted]
        words = _words(gone, _kept(home, settings, scope) | chain.contents)
        removed = [*_sheets(home, name), *_torn(there), *_previews(home), *_drafts(root, name, gone)]
        rewritten = _memories(home, words)
        kept = _without(there, wanted)
        lines = _lines(chain, wanted, at)
        years = purged_years.decided(home, chain, wanted, lines, showing, at)
        with sealing.more_to_come():
            if lines or years.lines:
                append(there, named, chain, (*lines, *years.lines), ())
            leftovers.remove(removed)
            files.write_all(rewritten)
            for year, bag in years.bags.items():
                sealing.put(home, year, bag)
            sealing.tidy(home, chain.entries)
        files.write(there.content / "approved.jsonl", kept)
        left, unread = _search(home, words, sorted(home.archive.glob("[0-9]*")))
    bound = [path for path in left if _is_bound(home, settings, path)]
    found = removed, rewritten, [path for path in left if path not in bound], unread, bound
    told = [tuple(map(home.name, paths)) for paths in found]
    return Purged(len(wanted), lines, tuple(years.bags), *told)


def _kept(home: Project, settings: Settings, scope: Scope) -> dict[str, Content]:
    """What the public reads keeps its words, whatever a limited circle read; not the other way round."""
    return {} if scope is Scope.PUBLIC else circles.at(home, settings, Scope.PUBLIC).chain.contents


def _is_bound(home: Project, settings: Settings, path: Path) -> bool:
    """Whether a file is none to edit: a ledger, a sealed year, what a limited circle reads and has a purge for."""
    limited = circles.limited(home, settings)[0].content
    return path == home.content / "ledger.jsonl" or path.parent == limited or home.archive in path.parents


def _without(home: Project, wanted: Iterable[Entry]) -> bytes:
    """The signed texts without those of these lines."""
    raw = files.read_if_there(home.content / "approved.jsonl", limit=None) or b""
    return links_of_chain.without(raw, {entry.digest for entry in wanted})


def _search(home: Project, words: _Words, sealed: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files that still hold the words, and those that could not be looked into.

    The next build writes the site anew. The sealed years show none of the texts any more: there a short word stands by
    chance.
    """
    left, unread = leftovers.holding(home.root, words.told, [home.site, *sealed])
    telling = _Words(tuple(text for text in words.texts if len(text) >= SHORT))
    for folder in sealed:
        more, closed = leftovers.holding(folder, telling.told, ())
        left, unread = left + more, unread + closed
    return left, unread


def _open(home: Project, settings: Settings) -> Chain:
    """The verified ledger; texts that are purged and still there are no fault here, but what is to be mended."""
    raw = projects.ledger(home)
    entries = links_of_chain.read(raw.ledger)
    own = home.name(home.content / "checkpoint.txt")
    checkpoints.hold(entries, raw.checkpoints, own, settings.origin)
    return Chain(entries, links_of_chain.contents(raw.approved, entries))


def _wanted(chain: Chain, name: str, digest: str | None, scope: Scope) -> tuple[Entry, ...]:
    """The approvals whose texts go."""
    signed = [entry for entry in chain.entries if entry.op is Op.APPROVE and entry.id == name]
    there = [entry for entry in signed if entry.digest in chain.contents]
    if not there:
        hint = N_(
            "look at the ids with `rectify-site status`; what is registered for the limited circle needs --limited"
        )
        raise SourceError(
            "G170", N_("there is no signed text of {id} to purge"), hint, exit_code=USAGE, id=name
        )
    standing = editions.standing(chain.entries).signed.values()
    read = {entry.digest for entry in standing if entry.id == name}
    if digest is None:
        _refuse_read(name, there, read, scope)
        return tuple(there)
    typed = digest.strip().lower()
    found = [entry for entry in there if len(typed) >= TYPED and entry.digest.startswith(typed)]
    if len(found) != 1:
        message = N_("no single text of {id} has the digest {digest}; there are: {digests}")
        hint = N_("type at least {count} characters of the digest in content/ledger.jsonl")
        values = {"digests": "、".join(entry.digest[:SHOWN] for entry in there), "count": TYPED}
        raise SourceError("G172", message, hint, exit_code=USAGE, id=name, digest=typed[:64], **values)
    if found[0].digest in read:
        hint = N_(
            "take it back first with `rectify-site withdraw {id} --urgent{option}`, or have a corrected text signed"
        )
        message = N_("this text of {id} is public")
        if scope is Scope.LIMITED:
            message = N_("this text of {id} is in force for the limited circle")
        raise SourceError("G174", message, hint, exit_code=USAGE, id=name, option=OPTION[scope])
    return tuple(found)


def _refuse_read(name: str, there: Iterable[Entry], read: Collection[str], scope: Scope) -> None:
    """Refuse to delete all texts of a document while somebody reads one of them."""
    if not read:
        return
    old = "、".join(entry.digest[:SHOWN] for entry in there if entry.digest not in read) or "—"
    message = N_("{id} is public; its older texts: {digests}")
    if scope is Scope.LIMITED:
        message = N_("{id} is in force for the limited circle; its older texts: {digests}")
    hint = N_(
        "name an older text with --digest, or take {id} back first: rectify-site withdraw {id} --urgent{option}"
    )
    raise SourceError("G171", message, hint, exit_code=USAGE, id=name, digests=old, option=OPTION[scope])


def _words(gone: Iterable[Content], contents: Mapping[str, Content]) -> _Words:
    """The texts of what goes that no text that stays has in it."""
    going = list(gone)
    names = {one.digest for one in going}
    kept = "\n".join(
        text for key, one in contents.items() if key not in names for text in _leaves(one.content)
    )
    told = {text for one in going for text in _leaves(one.content) if text != one.content.get("id")}
    return _Words(tuple(sorted(text for text in told if text not in kept)))


def _leaves(value: object) -> Iterator[str]:
    """Every text in a tree that could tell something, squeezed."""
    if isinstance(value, str):
        text = squeezed(value)
        if len(text) > 1 and not (CODED.fullmatch(text) and len(text) < TYPED + 3):
            yield text
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _lines(chain: Chain, wanted: Iterable[Entry], at: str) -> tuple[Entry, ...]:
    """The lines that say what was purged; none for what an earlier run has said already."""
    known = {entry.digest for entry in chain.entries if entry.op is Op.PURGE}
    made: list[Entry] = []
    for old in wanted:
        if old.digest not in known:
            same: dict[str, Any] = {"kind": old.kind, "id": old.id, "scope": old.scope, "digest": old.digest}
            previous = made[-1] if made else chain.entries[-1]
            made.append(links_of_chain.seal(previous, {"op": Op.PURGE, **same, "at": at}))
    return tuple(made)


def _sheets(home: Project, name: str) -> list[Path]:
    """The folders of every sheet on which it stands, signed or not: none of them can be signed any more.

    A folder that has lost its memory is what a purge that was cut short has left of one.
    """
    found = sorted(path / CONTENTS_FILE for path in home.review.glob("*") if path.is_dir())
    return [path.parent for path in found if not path.exists() or name in _ids(path)]


def _ids(path: Path) -> set[str]:
    try:
        return {str(row["id"]) for row in json.loads(files.read(path))["items"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return set()


def _torn(home: Project) -> list[Path]:
    """What broke off in mid-line was never registered; which text it was cannot be told."""
    return sorted(home.content.glob("approved.jsonl.torn-*"))


def _previews(home: Project) -> list[Path]:
    return [path for path in (home.preview, home.memory) if path.exists()]


def _drafts(root: Path, name: str, gone: Iterable[Content]) -> list[Path]:
    """The draft, if it says what was purged word for word: one that was rewritten since is somebody's work.

    The draft of a plan stays: its matters could not be read without it.
    """
    opened = open_office(root)
    loaded = opened.by_id.get(name)
    if loaded is None or loaded.document is None or isinstance(loaded.document, Plan):
        return []
    same = any(signed_form(loaded.document) == one.content for one in gone)
    return [opened.home.root / loaded.name] if same else []


def _memories(home: Project, words: _Words) -> dict[Path, bytes]:
    """What is remembered of sources, without the passages and documents that say it; places stay."""
    kept = {}
    for path in sorted(home.content.glob("plans/**/*.json")):
        remembered = recall(home, path) if path.parent.name != "rounds" else None
        if remembered and (fresh := _forgetful(remembered, words)) != remembered:
            kept[path] = remember(fresh)
    return kept


def _forgetful(remembered: Remembered, words: _Words) -> Remembered:
    passages = tuple(
        passage._replace(text="") if words.touched(passage.text) else passage
        for passage in remembered.passages
    )
    told = {name for name, tree in remembered.documents.items() if any(map(words.told, _leaves(tree)))}
    documents = {name: tree for name, tree in remembered.documents.items() if name not in told}
    fields = {name: places for name, places in remembered.fields.items() if name not in told}
    return Remembered(remembered.file, passages, documents, fields)
