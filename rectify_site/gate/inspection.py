"""The leak gate: nothing is put in place while any byte or name of it says what must not leave."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from rectify_site.checks.lines import SECRECY, spotted
from rectify_site.errors import N_, TRUST, RectifyError
from rectify_site.gate.cutting import Memory, cut
from rectify_site.gate.properties import told
from rectify_site.gate.sought import LEAK, MACHINE, PLACE, Kind, Sought, alone, everywhere
from rectify_site.gate.unfolding import UnreadableError, leaves, plain, read_aloud, run_on, unread
from rectify_site.model.outputs import Artifact

SHOWN = 2

_MEET = N_(
    "the old site stays as it is; look at that page with `rectify-site serve`, "
    "correct the texts that meet there and have them signed again"
)
PERSONAL = Kind("K103", N_("{path} shows personal data that stand in no signed text: {words}"), _MEET)
MARK = Kind("K104", N_("{path} carries a mark of secrecy that stands in no signed text: {words}"), _MEET)
MAKER = Kind("K106", N_("{path} tells who or what made it: {words}"), LEAK)
CLOSED = Kind("K107", N_("{path} is packed and cannot be opened, so nobody can say what is in it"), LEAK)

_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])")
_CODE = (".css", ".js")
_NOT_READ = (".css", ".woff", ".woff2", ".map")

HEAP = 1 << 19
"""Characters that are looked through at a time."""


class Way(NamedTuple):
    """How a text is looked at: whether a person reads it, whether the rules for personal data are asked."""

    shown: bool
    by_rules: bool


HIDDEN = Way(shown=False, by_rules=False)


class LeakError(RectifyError):
    """The webmaster looks at it: something in the outputs is covered by no signature."""

    exit_code = TRUST


class Text(NamedTuple):
    """What is fresh of a file."""

    path: str
    text: str


class Leak(NamedTuple):
    """One thing that must not leave: why, in which file, and its words, masked."""

    kind: Kind
    path: str
    words: str = ""


def let_through(artifacts: Iterable[Artifact], wanted: Sought) -> Iterator[Artifact]:
    """Hand on these files one after the other. The last words are said behind the last file, so take them all.

    Raises:
        LeakError: K101–K107 for the first thing found.

    """
    inspection = Inspection(wanted)
    for artifact in artifacts:
        _refuse(inspection.of(artifact))
        yield artifact
    _refuse(inspection.rest())


def leaks(artifacts: Iterable[Artifact], wanted: Sought) -> Iterator[Leak]:
    """Everything that must not leave."""
    inspection = Inspection(wanted)
    for artifact in artifacts:
        yield from inspection.of(artifact)
    yield from inspection.rest()


def _refuse(found: Iterable[Leak]) -> None:
    for kind, path, words in found:
        raise LeakError(kind.code, kind.message, kind.hint, path=path, words=words)


class Inspection:
    """Looks at files that come one after the other.

    Texts that many files share are looked at once. Those of many files are looked through together, and one by one
    only where something is found.
    """

    def __init__(self, wanted: Sought) -> None:
        self._wanted = wanted
        self._heaps = defaultdict[Way, Heap](Heap)
        self._memories = defaultdict[Way, Memory](partial(Memory, frozenset(map(hash, wanted.said)), wanted))
        self._seen = Memory(frozenset(), wanted)

    def of(self, artifact: Artifact) -> Iterator[Leak]:
        """What this file says that must not leave, and those that were waiting to be looked through with it."""
        try:
            for leaf in leaves(artifact):
                way = Way(not leaf.path.endswith(_CODE), not leaf.path.endswith(_NOT_READ))
                markup, words = cut(leaf, self._seen)
                read = chain(map(str.strip, read_aloud(markup).split("\n")), words)
                yield from (
                    Leak(MAKER, leaf.path, words) for words in told(leaf.path, markup, self._wanted.known)
                )
                for how, parts in (
                    (HIDDEN, (leaf.path, *"\n".join(unread(markup)).split('"'))),
                    (way, read),
                ):
                    if full := self._heaps[how].full(leaf.path, self._memories[how].fresh(parts)):
                        yield from _in_heap(full, how, self._wanted)
        except UnreadableError as error:
            yield Leak(CLOSED, str(error))

    def rest(self) -> Iterator[Leak]:
        """What the files say that are still waiting."""
        for way, heap in self._heaps.items():
            yield from _in_heap(heap.texts, way, self._wanted)


class Heap:
    """Texts of many files, to be looked through together."""

    def __init__(self) -> None:
        self.texts, self._size = list[Text](), 0

    def full(self, path: str, parts: Sequence[str]) -> Sequence[Text]:
        """Put one more on it; all that lie there, once they are enough."""
        self.texts.append(Text(path, "\n".join(parts)))
        self._size += len(self.texts[-1].text)
        if self._size < HEAP:
            return ()
        full, self.texts, self._size = self.texts, [], 0
        return full


def _in_heap(heap: Sequence[Text], way: Way, wanted: Sought) -> Iterator[Leak]:
    """What is found in a heap, file by file; in most there is nothing."""
    if any(True for _ in _found("\n".join(text.text for text in heap), way, wanted)):
        for path, text in heap:
            yield from (Leak(kind, path, words) for kind, words in _found(text, way, wanted))


def _found(text: str, way: Way, wanted: Sought) -> Iterator[tuple[Kind, str]]:
    """What must not leave of a text, and its words for a person."""
    text = plain(text)
    found = [wanted.texts.things[number] for number, _ in everywhere(wanted.texts, run_on(text))]
    found += [wanted.words.things[number] for number, _ in alone(wanted.words, text)]
    for words, kind in dict.fromkeys(found):
        if way.shown or not kind.only_shown:
            yield kind, words if kind in {PLACE, MACHINE} else _masked(words)
    if way.by_rules:
        yield from _by_rules(text, wanted)


def _masked(words: str) -> str:
    """Enough to look it up by one who may see it, and no more."""
    return f"{words[:SHOWN]}{'*' * min(len(words) - 1, SHOWN)}"


def _by_rules(shown: str, wanted: Sought) -> Iterator[tuple[Kind, str]]:
    """Personal data and marks of secrecy. What stands so in a signed text was looked at there, with its field."""
    lines = [line for line in _DIGEST.sub(" ", shown).split("\n") if not line.isspace() and line]
    for item in spotted(lines):
        secret = item.code.startswith(SECRECY)
        words = run_on(plain(item.around.strip(" ….") if secret else item.core))
        if words not in wanted.known:
            yield MARK if secret else PERSONAL, item.masked
