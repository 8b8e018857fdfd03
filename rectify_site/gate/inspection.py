"""The leak gate: nothing is put in place while any byte or name of it says what must not leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectify_site.checks.lines import SECRECY, spotted
from rectify_site.errors import N_, TRUST, RectifyError
from rectify_site.gate.properties import told
from rectify_site.gate.sought import LEAK, MACHINE, PLACE, Kind, Sought, alone, everywhere
from rectify_site.gate.unfolding import UnreadableError, is_markup, leaves, plain, read_aloud, run_on, unread
from rectify_site.model.outputs import Artifact

SHOWN = 2
SPELT = 8  # characters of a line

_MEET = N_(
    "the old site stays as it is; look at that page with `rectify-site serve`, "
    "correct the texts that meet there and have them signed again"
)
PERSONAL = Kind("K103", N_("{path} shows personal data that stand in no signed text: {words}"), _MEET)
MARK = Kind("K104", N_("{path} carries a mark of secrecy that stands in no signed text: {words}"), _MEET)
MAKER = Kind("K106", N_("{path} tells who or what made it: {words}"), LEAK)
CLOSED = Kind("K107", N_("{path} is packed and cannot be opened, so nobody can say what is in it"), LEAK)

_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])")
_MARKUP = (".html", ".xml", ".svg", ".rels")
_CODE = (".css", ".js")
_QUOTING = (".js", ".json")
_NOT_READ = (".css", ".woff", ".woff2", ".map")


class LeakError(RectifyError):
    """The webmaster looks at it: something in the outputs is covered by no signature."""

    exit_code = TRUST


class Leak(NamedTuple):
    """One thing that must not leave: why, in which file, and its words, masked."""

    kind: Kind
    path: str
    words: str = ""


def refuse_leaks(artifacts: Iterable[Artifact], wanted: Sought) -> None:
    """Let these files go, or raise.

    Raises:
        LeakError: K101–K107 for the first thing found.

    """
    first = next(leaks(artifacts, wanted), None)
    if first:
        kind = first.kind
        raise LeakError(kind.code, kind.message, kind.hint, path=first.path, words=first.words)


def leaks(artifacts: Iterable[Artifact], wanted: Sought) -> Iterator[Leak]:
    """Everything that must not leave. Lines that many pages share are looked at once, as written and as read."""
    seen, heard = set[int](), set[int]()
    for artifact in artifacts:
        try:
            for leaf in leaves(artifact):
                yield from _in_text(leaf.path, plain(leaf.path), wanted)
                yield from (Leak(MAKER, leaf.path, words) for words in told(leaf, wanted.known))
                text = _fresh(leaf.text.split("\n"), seen)
                markup = leaf.path.endswith(_MARKUP) or is_markup(leaf.text)
                if markup:
                    yield from _in_text(leaf.path, plain(_fresh(unread(text), seen)), wanted)
                read = plain(read_aloud(text) if markup else text)
                yield from _as_read(leaf.path, _fresh(_sentences(leaf.path, read), heard), wanted)
        except UnreadableError as error:
            yield Leak(CLOSED, str(error))


def _fresh(parts: Iterable[str], seen: set[int]) -> str:
    """The parts that no file before had, still one behind the other. Shells make most of ten thousand pages.

    The shortest are always kept, because a text can be spelt out of them.
    """
    marked = [(hash(part), part) for part in parts]
    new = [part for mark, part in marked if len(part) < SPELT or mark not in seen]
    seen.update(mark for mark, _ in marked)
    return "\n".join(new)


def _sentences(path: str, read: str) -> Iterable[str]:
    """The same words in the same cut, whether they stand in a page or in the data of the search."""
    return (read.replace('"', "\n") if path.endswith(_QUOTING) else read).split("\n")


def _as_read(path: str, text: str, wanted: Sought) -> Iterator[Leak]:
    yield from _in_text(path, text, wanted, shown=not path.endswith(_CODE))
    if not path.endswith(_NOT_READ):
        yield from _by_rules(path, text, wanted)


def _in_text(path: str, text: str, wanted: Sought, *, shown: bool = False) -> Iterator[Leak]:
    found = [wanted.texts.things[number] for number, _ in everywhere(wanted.texts, run_on(text))]
    found += [wanted.words.things[number] for number, _ in alone(wanted.words, text)]
    for words, kind in dict.fromkeys(found):
        if shown or not kind.only_shown:
            yield Leak(kind, path, words if kind in {PLACE, MACHINE} else _masked(words))


def _masked(words: str) -> str:
    """Enough to look it up by one who may see it, and no more."""
    return f"{words[:SHOWN]}{'*' * min(len(words) - 1, SHOWN)}"


def _by_rules(path: str, shown: str, wanted: Sought) -> Iterator[Leak]:
    """Personal data and marks of secrecy. What stands so in a signed text was looked at there, with its field."""
    lines = [line for line in _DIGEST.sub(" ", shown).split("\n") if not line.isspace() and line]
    for item in spotted(lines):
        secret = item.code.startswith(SECRECY)
        words = run_on(plain(item.around.strip(" ….") if secret else item.core))
        if words not in wanted.known:
            yield Leak(MARK if secret else PERSONAL, path, item.masked)
