"""Lists of units and people as plans write them: 区住建局、区城管局，各镇街."""

from __future__ import annotations

import re
from typing import NamedTuple

OPEN, CLOSE = "（(", "）)"
SEPARATORS = "、，,；;/／"
ENDING = "局|委|办|办公室|中心|院|部|会|公司|处|队|站|所|校|政府|部门|单位|街道|镇|乡"
GLUED = re.compile(
    rf"(?<=[局委办室心院部司])(?=(?:区(?![域块划间位])|市(?![场域容民区])|县(?!域)|省)[\u4e00-\u9fff]{{1,14}}(?:{ENDING})$)"
)
SHORTEST = 3  # 区委区政府 is read as one body: its first half is too short to be a department
LEAST_BLANK_PART = 2
PLACEHOLDER = re.compile("[xXｘＸ×✕ХхΧχ*＊○□■_]{1,6}|某某?")


class Names(NamedTuple):
    """The names in order, each once; ``glued`` are those that were divided where no separator stands."""

    names: tuple[str, ...]
    glued: tuple[str, ...] = ()


def units(text: str) -> Names:
    """Names of units. Blanks separate, and so does the start of a second unit without a separator before it."""
    parts = [part for piece in _parts(text) for part in _at_blanks(piece)]
    whole: list[str] = []
    glued = []
    for part in parts:
        halves = _unglued(part)
        if len(halves) > 1:
            glued.append(part)
        whole.extend(halves)
    return Names(tuple(dict.fromkeys(whole)), tuple(glued))


def people(text: str) -> tuple[str, ...]:
    """Posts and names. A blank does not separate: it stands between post and name, or inside 张 三."""
    return tuple(dict.fromkeys(_parts(text)))


def has_placeholder(name: str) -> bool:
    """Whether a placeholder stands anywhere in the name (X各部门)."""
    return PLACEHOLDER.search(name) is not None


def _parts(text: str) -> list[str]:
    """Divided at separators outside brackets: 区住建局（城管科、环卫科） is one unit."""
    parts, depth, current = [], 0, ""
    for character in text:
        depth = max(0, depth + (character in OPEN) - (character in CLOSE))
        if character in SEPARATORS and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part for part in (piece.strip(" \u3000\u00a0。.") for piece in [*parts, current]) if part]


def _at_blanks(text: str) -> list[str]:
    """Divided at blanks, unless that leaves single characters: 区 住建局 is set wide and one name."""
    parts = text.split()
    return parts if all(len(part) >= LEAST_BLANK_PART for part in parts) and not _bracketed(text) else [text]


def _bracketed(text: str) -> bool:
    return any(character in text for character in OPEN)


def _unglued(name: str) -> list[str]:
    halves, rest = [], name
    while cut := next((at.start() for at in GLUED.finditer(rest) if at.start() >= SHORTEST), 0):
        halves.append(rest[:cut])
        rest = rest[cut:]
    return [*halves, rest]
