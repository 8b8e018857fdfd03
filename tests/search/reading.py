"""A second reader of the search's files, in Python and without hurry: what the script in the browser has to find."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property

from rectify_site.model.outputs import Artifact

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CALL = re.compile(r'rectifySearch\("([a-z0-9-]+)",(.*)\);\n', re.DOTALL)


def numbers(text: str) -> list[int]:
    found, value, shift = [], 0, 0
    for letter in text:
        digit = LETTERS.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value, shift = 0, 0
    assert not shift, "the list ends inside a number"
    return found


def rising(text: str) -> list[int]:
    total, found = 0, []
    for gap in numbers(text):
        total += gap
        found.append(total)
    return found


def ranked(text: str) -> dict[int, int]:
    entry, found = -1, {}
    for value in numbers(text):
        entry += value // 7 + 1
        found[entry] = value % 7 + 1
    return found


class Reading:
    """The files of one site's search."""

    def __init__(self, files: Iterable[Artifact]) -> None:
        self.files: dict[str, object] = {}
        for path, data in files:
            call = CALL.fullmatch(data.decode())
            assert call, path
            assert path == f"search/{call[1]}.js"
            self.files[call[1]] = json.loads(call[2])

    @cached_property
    def folded(self) -> dict[int, str]:
        given = self.files["folding"]
        table = {ord(sign): plain for sign, plain in zip(given["from"], given["to"], strict=True)}
        table |= {ord(sign): plain for sign, plain in given["many"].items()}
        return table | {code: "" for first, last in given["none"] for code in range(first, last + 1)}

    @cached_property
    def entries(self) -> list[list]:
        names = sorted(name for name in self.files if name.startswith("text-"))
        blocks = [self.files[name] for name in names]
        ends = rising(self.files["catalogue"]["blocks"])
        assert [len(block) for block in blocks] == [end - start for start, end in zip([0, *ends], ends)]  # noqa: B905
        return [entry for block in blocks for entry in block]

    @cached_property
    def plain(self) -> list[list[tuple[int, str]]]:
        """The texts of each entry as they are searched."""
        return [[(rank, self.fold(text)) for rank, _, text in entry[5]] for entry in self.entries]

    def fold(self, text: str) -> str:
        return text.translate(self.folded)

    def list_of(self, gram: str) -> dict[int, int]:
        number = 0
        for sign in gram:
            number = (number * 31 + ord(sign)) % self.files["catalogue"]["shards"]
        return ranked(self.files[f"index-{number:03x}"].get(gram, ""))

    def candidates(self, term: str) -> set[int]:
        """Entries in which all grams stand in texts of one rank."""
        places = range(len(term) - 1)
        grams = [
            term[n : n + 4] if re.fullmatch("[!-~]{4}", term[n : n + 4]) else term[n : n + 2] for n in places
        ]
        kept: dict[int, int] | None = None
        for gram in grams:
            found = self.list_of(gram)
            kept = (
                found if kept is None else {n: kept[n] & found[n] for n in kept if kept[n] & found.get(n, 0)}
            )
        return set(kept or ())

    def terms(self, query: str) -> list[str]:
        words = [plain for word in query.split() if (plain := self.fold(word))]
        return words if any(len(word) > 1 for word in words) else ["".join(words)]

    def search(self, query: str) -> list[int]:
        """The hits in their order."""
        terms = self.terms(query)
        asked = [self.candidates(term) for term in terms if len(term) > 1]
        first = self.files["catalogue"]["names"].get(self.fold(query))
        hits = []
        for number in set.intersection(*asked):
            ranks = [
                min((rank for rank, text in self.plain[number] if term in text), default=None)
                for term in terms
            ]
            if None not in ranks:
                hits.append((0 if number == first else 1 + max(ranks), number))
        return [number for _, number in sorted(hits)]
