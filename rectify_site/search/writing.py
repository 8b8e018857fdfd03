"""The files of the search: shards of the index, blocks of texts, the catalogue, the facets, the folding table.

Each is a script that calls one function with its name and its data, because a page opened from a disc may load
scripts and nothing else. The parts are fitted to the site: a small one has few.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import numpy as np

from rectify_site.model.outputs import Artifact
from rectify_site.search.entries import Entry, Facet, Findable
from rectify_site.search.folding import fold, table_for_scripts
from rectify_site.search.grams import grams
from rectify_site.search.postings import postings, rising

FOLDER = "search/"
SHARD, MOST_SHARDS = 10_000, 1024
"""Characters of a shard, so that one costs few kilobytes; and the number beyond which they grow instead."""

BLOCK = 2_000
"""Characters of text in a block. The texts of one page of hits lie in as many blocks as there are hits."""

IN_SCRIPTS = re.compile("[<>&\u2028\u2029]")
"""Signs that can end a script, or a line of one, where its writer did not mean it."""


def artifacts(found: Findable) -> tuple[Artifact, ...]:
    """All files of the search; none where nothing can be found."""
    if not found.entries:
        return ()
    blocks = tuple(_blocks(found.entries))
    shards = _shards(found.entries)
    parts = [
        _script("folding", table_for_scripts()),
        _script("facets", [_facet(facet, found.entries) for facet in found.facets]),
        *(_script(f"index-{number:03x}", shard) for number, shard in enumerate(shards)),
        *(
            _script(f"text-{number:04}", [_shown(entry) for entry in block])
            for number, block in enumerate(blocks)
        ),
    ]
    sizes = [len(block) for block in blocks]
    names = {
        fold(name): number
        for number, entry in reversed(list(enumerate(found.entries)))
        for name in entry.names
    }
    catalogue = {
        "version": _version(parts),
        "shards": len(shards),
        "blocks": rising(np.cumsum(sizes, dtype=np.uint64)),
        "names": names,
    }
    return (*parts, _script("catalogue", catalogue))


def _version(parts: Iterable[Artifact]) -> str:
    """Stands in the addresses of all parts, so that no browser mixes those of two builds."""
    return sha256(b"\0".join(part.data for part in parts)).hexdigest()[:12]


def _script(name: str, data: object) -> Artifact:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    safe = IN_SCRIPTS.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)
    return Artifact(f"{FOLDER}{name}.js", f'rectifySearch("{name}",{safe});\n'.encode())


def shard_of(gram: str, shards: int) -> int:
    """The shard in which a gram stands."""
    number = 0
    for sign in gram:
        number = (number * 31 + ord(sign)) % shards
    return number


def _shards(entries: Sequence[Entry]) -> list[dict[str, str]]:
    lists = dict(postings(grams(entries)))
    size = sum(len(pair) + len(text) for pair, text in lists.items())
    number = 1
    while number < MOST_SHARDS and number * SHARD < size:
        number *= 2
    shards: list[dict[str, str]] = [{} for _ in range(number)]
    for pair, text in lists.items():
        shards[shard_of(pair, number)][pair] = text
    return shards


def _blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    block: list[Entry] = []
    size = 0
    for entry in entries:
        length = sum(len(field.text) for field in entry.fields)
        if block and size + length > BLOCK:
            yield block
            block, size = [], 0
        block.append(entry)
        size += length
    if block:
        yield block


def _shown(entry: Entry) -> list[object]:
    badges = [list(badge) for badge in entry.badges]
    return [entry.url, entry.kind, entry.title, entry.note, badges, [list(field) for field in entry.fields]]


def _facet(facet: Facet, entries: Sequence[Entry]) -> dict[str, object]:
    """A facet with the entries of each of its values; values that nothing has are left out."""
    held: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, value in entry.facets:
            if key == facet.key:
                held[value].append(number)
    kept = [(key, words) for key, words in facet.values if key in held]
    lists = [[key, words, rising(np.array(held[key], np.uint64))] for key, words in kept]
    return {"key": facet.key, "label": facet.label, "values": lists}
