"""What must not leave: every text of the ledger that is not public as it stands now, signers, this computer.

Drafts are not among it: a build does not read them (P1), and there is no way from them into an Edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from rectify_site.errors import N_
from rectify_site.gate.unfolding import plain, read_aloud, run_on, spoken
from rectify_site.ledger.entries import Content, Entry
from rectify_site.model.edition import Edition
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import Noun, Wording
from rectify_site.model.records import Scope, Source
from rectify_site.model.units import HandPage

TELLING = 12
"""Letters from which a text is told from a set phrase; a shorter one could stand on any page by itself."""

SPELT = 8
"""Characters of a part that says something by itself; a text can be spelt out of shorter ones."""

TELLING_TITLE = 6
TELLING_NAME = 2
TELLING_WORD = 3

_HAN = re.compile(r"[\u3400-\u9fff]")
_COUNTED = re.compile(r"[0-9年月日号季度前底末初上中下旬半全第至到个项次元万亿月期工作自然]")
_FEWEST_HAN = 4

LEAK = N_(
    "the old site stays as it is; this is a fault of a template or of the tool: report it with this sentence"
)


class Kind(NamedTuple):
    """Why something must not leave: the code of the refusal, its sentence, the next step.

    What is ``only_shown`` counts where a person reads it: a user may be called ``main``, and so may a style.
    """

    code: str
    message: str
    hint: str
    only_shown: bool = False


TEXT = Kind("K101", N_("{path} holds a text that is not public: {words}"), LEAK)
SIGNER = Kind("K102", N_("{path} names somebody who signed, or repeats an opinion: {words}"), LEAK)
PLACE = Kind("K105", N_("{path} names a folder of this computer: {words}"), LEAK)
MACHINE = Kind("K108", N_("{path} names this computer or its user: {words}"), LEAK, only_shown=True)


class Sought(NamedTuple):
    """Ready to be looked for. ``texts`` in what is spoken, ``words`` where they stand by themselves.

    ``said`` is all that may be said, line by line as it was signed; ``known`` the same in the form of ``spoken``.
    ``letters`` are those of all that is sought, but for codes, which no output takes apart.
    """

    texts: Watched
    words: Watched
    said: frozenset[str]
    known: str
    letters: str


class Watched(NamedTuple):
    """Things to find in one pass, and why each must not leave."""

    found_by: AhoCorasick | None
    things: tuple[tuple[str, Kind], ...]


def sought(
    edition: Edition,
    entries: Iterable[Entry],
    contents: Mapping[str, Content],
    allowed: Iterable[str],
    machine: Iterable[str],
) -> Sought:
    """All that must not leave, without what may be said besides: the edition, and the ``allowed`` words."""
    entries = tuple(entries)
    open_to_all = "\n".join((*_public(edition), *allowed))
    lines = frozenset(open_to_all.split("\n"))
    known = plain(open_to_all)
    said = spoken(known)
    texts = dict.fromkeys(_texts(entries, contents, lines), TEXT)
    words: dict[str, Kind] = dict.fromkeys(_titles(edition), TEXT)
    words |= dict.fromkeys(_signers(entries), SIGNER)
    for word in machine:
        if len(word) >= TELLING_WORD:
            words[plain(word)] = PLACE if any(sign in word for sign in "/\\") else MACHINE
    wanted = _watched(texts)
    free = {number for number, _ in everywhere(wanted, said.replace("\n", ""))}
    by_itself = _watched(words)
    spared = {number for number, _ in alone(by_itself, known)}
    texts = dict(pair for number, pair in enumerate(wanted.things) if number not in free)
    words = dict(pair for number, pair in enumerate(by_itself.things) if number not in spared)
    return Sought(
        _watched(texts),
        _watched(words),
        frozenset(line for line in lines if len(line) >= SPELT),
        said,
        spoken("\n".join(thing for thing in (*texts, *words) if not thing.isascii())),
    )


def _watched(things: Mapping[str, Kind]) -> Watched:
    ordered = tuple(things.items())
    return Watched(AhoCorasick([thing for thing, _ in ordered]) if ordered else None, ordered)


def everywhere(watched: Watched, text: str) -> Iterator[tuple[int, int]]:
    """Number and place of each thing in a text."""
    if watched.found_by is not None:
        for number, start, _ in watched.found_by.find_matches_as_indexes(text, overlapping=True):
            yield number, start


def alone(watched: Watched, text: str) -> Iterator[tuple[int, int]]:
    """The same, only where no letter, digit or character touches it: 高峰 is somebody, 早高峰时段 is not."""
    if watched.found_by is not None:
        for number, start, end in watched.found_by.find_matches_as_indexes(text, overlapping=True):
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield number, start


def _public(edition: Edition) -> Sequence[str]:
    """Everything the public may read of what was signed."""
    found: list[str] = []
    for documents in (
        *(edition.plans, edition.records, edition.reports),
        *(edition.notices, edition.units, edition.pages, edition.sealed),
    ):
        _open(documents, found)
    for act in edition.publications:
        found += filter(None, (act.document, act.reason))
        found += (text for part in act.changed for text in (part.before, part.after))
    found += (gone.reason for gone in edition.withdrawn)
    return found


def _open(value: object, found: list[str]) -> None:
    """The public wording where there is one; evidence only where it says that it is public; no objector's words."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _open(item, found)
    elif isinstance(value, Wording):
        found.append(value.public)
    elif isinstance(value, HandPage):
        found += (value.title, *value.markdown.split("\n"), read_aloud(value.markdown))
    elif isinstance(value, Noun) and not isinstance(value, Source) and vars(value).get("public", True):
        silent = isinstance(value, Event) and value.kind is EventKind.OBJECTION
        for name, item in vars(value).items():
            if item and not (silent and name == "text"):
                _open(item, found)


def _texts(entries: Iterable[Entry], contents: Mapping[str, Content], known: frozenset[str]) -> Iterator[str]:
    """Every text that was ever signed, and what was typed into the ledger for the office alone."""
    typed: list[str] = []
    for one in contents.values():
        _strings(one.content, typed)
    said = {*typed} - known
    said.update(entry.reason for entry in entries if entry.reason)
    said.update(entry.document for entry in entries if entry.document and entry.scope is Scope.LIMITED)
    for words in sorted(set(spoken(plain("\n".join(said))).split("\n"))):
        if len(words) >= TELLING and _speaks(words):
            yield words
    yield from sorted({run_on(entry.sheet_code) for entry in entries if entry.sheet_code})
    yield from sorted(one.salt for one in contents.values())


def _speaks(words: str) -> bool:
    """Whether it is more than days and amounts: 2025年12月底前 stands on many pages that say it of themselves."""
    return len(_HAN.findall(_COUNTED.sub("", words))) >= _FEWEST_HAN


def _strings(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found += value.split("\n")
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            _strings(item, found)


def _titles(edition: Edition) -> Iterator[str]:
    """Titles of evidence that is not for the public; the longer ones are found as texts."""
    for record in edition.records:
        for event in record.events:
            for item in event.evidence:
                if not item.public and len(item.title) >= TELLING_TITLE:
                    yield plain(item.title)


def _signers(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for signature in entry.signatures:
            if len(signature.name) >= TELLING_NAME:
                yield plain(signature.name)
            if signature.opinion and len(signature.opinion) >= TELLING_TITLE:
                yield plain(signature.opinion)
