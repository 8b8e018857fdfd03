"""What every reader needs: the files of an outlet, and facts in the form in which they are compared."""

import re
from collections.abc import Iterable, Mapping

from tests.channels.truth import EVENTS, ROLES, Fact, Facts, bare, squeezed, together

Files = Mapping[str, bytes]
Told = tuple[str, Facts]

DAY = r"\d{4}-\d\d-\d\d"
HAPPENED = re.compile(rf"({DAY}) ?({'|'.join(sorted(EVENTS.values(), key=len, reverse=True))})")


class Words(str):
    """Prose without blanks: what is true has to stand in it whole, wherever."""

    __slots__ = ()


def under(files: Files, place: str) -> dict[str, bytes]:
    """The files whose path matches."""
    return {path: data for path, data in files.items() if re.fullmatch(place, path)}


def key_of(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def roles(given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{role}{together(given[role])}" for role in ROLES if given.get(role))


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(text for text in texts if text))


def reasons(*texts: str) -> tuple[str, ...]:
    """Reason and next step; that nobody has given any is no reason."""
    return tuple(bare(text) for text in texts if text and bare(text) != "责任单位尚未说明原因")


def kind(words: str) -> str:
    return re.sub("（.*", "", squeezed(words))


def same(told: Fact, wanted: Fact) -> bool:
    """Whether a fact that was read is the one that was signed. A name that a list cuts ends in … ."""
    if isinstance(told, Words):
        return all(text in told for text in (wanted if isinstance(wanted, tuple) else [str(wanted or "")]))
    if isinstance(told, str) and told.endswith("…") and len(told) > 10:
        return str(wanted).startswith(told[:-1])
    return told == wanted
