"""Numbers that do not divide the document, and matters that have none.

Measures counted under 整改措施： may use any kind of number, that of the matters or of the directions above them
included. Where nothing is numbered, 第一， and 一是 number the matters, or each 存在问题： begins one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectify_site.intake.labels import FIELDS, segments
from rectify_site.intake.markers import SPOKEN, divide, marker, ordinal, spoken
from rectify_site.intake.outline import CHAPTER, NAMING, Block, each_has_fields, item_level, spans

FEWEST = 2
HEADING = 25  # characters of a heading among measures
ENDS = ("。", "；", ";", "！", ".")


class Run(NamedTuple):
    """Measures being counted: the level of their numbers and the one that comes next."""

    level: int
    following: int


def settled(document: Sequence[Block]) -> tuple[Block, ...]:
    """The document with a level for each paragraph that begins a matter or stands above one, and for no other."""
    plain = tuple(_demoted(_naming_lines(tuple(_demoted(document)))))
    said = tuple(_demoted(_said(document)))
    if _number_matters(said):
        return tuple(_within(said))
    if item_level(plain) > CHAPTER:
        return tuple(_within(plain))
    several = sum(block.level == SPOKEN for block in said) >= FEWEST
    return tuple(_within(said)) if several and each_has_fields(said, SPOKEN) else plain


def _number_matters(document: Sequence[Block]) -> bool:
    """Whether 第一， or 一是 number matters: there is a second one, and labels stand below each of them."""
    bearing = [block for span in spans(document) if any(each.fields for each in span) for block in span]
    owners = [place for place, block in enumerate(bearing) if block.level == SPOKEN]
    seconds = any(ordinal(bearing[place].number) == FEWEST for place in owners)
    return seconds and all(_has_label(bearing, place) for place in owners)


def _has_label(document: Sequence[Block], place: int) -> bool:
    for at in range(place, len(document)):
        if at > place and document[at].level:
            return False
        if document[at].fields:
            return True
    return False


def _within(document: Sequence[Block]) -> Iterator[Block]:
    """Numbers below a matter that is counted or spoken are its measures, unless they are those of a heading."""
    above, inside = 0, False
    for block in document:
        if block.level == SPOKEN:
            inside = True
        elif block.level and not (inside and block.level > above):
            above, inside = block.level, False
        elif block.level:
            yield block._replace(level=0)
            continue
        yield block


def _demoted(document: Sequence[Block]) -> Iterator[Block]:
    """Level 0 for the measures of a run; their numbers stay with them."""
    run: Run | None = None
    listed = opened = 0
    for place, block in enumerate(document):
        roles = [part.role for part in block.parts if part.role]
        if not block.level or roles:
            run, opened = (_opened(block), place) if roles else (run, opened)
            listed = _end_of_list(document, place) if run and block.parts[-1].role in NAMING else listed
            yield block
            continue
        count = ordinal(block.number) or 0
        new = run is not None and not run.level and (count == 1 or place == opened + 1)
        goes_on = run is not None and block.level == run.level and count == run.following
        deeper = run is not None and run.level and block.level > run.level
        begins = place >= listed and _begins_matter(document, place)
        if run is None or not (new or goes_on or deeper) or begins:
            run = None
            yield block
            continue
        run = run if deeper else Run(block.level, count + 1)
        yield block._replace(level=0)


def _end_of_list(document: Sequence[Block], place: int) -> int:
    """Where the problems counted under 存在问题： end; ``place`` where each of them is a matter with labels of its own.

    They are a list where 整改措施： comes once, behind the last of them, and all of it stands under one heading.
    """
    behind = range(place + 1, len(document))
    end = next((at for at in behind if any(part.role for part in document[at].parts)), place)
    listed = [block for block in document[place + 1 : end] if block.level]
    above = any(block.level and listed and block.level < listed[0].level for block in document[:place])
    if not listed or not above or document[end].level or document[end].parts[0].role != "measures":
        return place
    level, following = listed[0].level, len(listed) + 1
    if any(block.level != level for block in listed):
        return place
    for at in range(end + 1, len(document)):
        if 0 < document[at].level < level:
            break
        if (
            document[at].level == level
            and ordinal(document[at].number) == following
            and _has_measures(document, at)
        ):
            return place
    return end


def _opened(block: Block) -> Run | None:
    """The run that a label opens: 整改措施： or 存在问题： alone any, 整改措施：1.… one that goes on with 2."""
    last = block.parts[-1]
    if last.role not in {"measures", *NAMING}:
        return None
    if not last.text:
        return Run(0, 1)
    if last.role in NAMING:
        return None
    first = marker(last.text)
    return Run(first.level, len(divide(last.text)) + 1) if first and ordinal(first.number) == 1 else None


def _begins_matter(document: Sequence[Block], place: int) -> bool:
    """Whether measures of its own stand below it; or below the next number, where this one is a heading."""
    if _has_measures(document, place):
        return True
    words = document[place].words
    following = next((at for at in range(place + 1, len(document)) if document[at].level), None)
    heading = len(words) <= HEADING and not words.endswith(ENDS)
    return heading and following == place + 1 and _has_measures(document, following)


def _has_measures(document: Sequence[Block], place: int) -> bool:
    """Whether measures or a problem are named below it; a problem behind responsibilities is the next one."""
    answered = False
    for at in range(place, len(document)):
        if at > place and document[at].level:
            return False
        roles = {part.role for part in document[at].parts}
        if roles & NAMING and answered:
            return False
        if roles & {"measures", *NAMING}:
            return True
        answered = answered or bool(roles & FIELDS)
    return False


def _naming_lines(document: Sequence[Block]) -> tuple[Block, ...]:
    """存在问题： begins a matter where it stands several times under one number, or under none."""
    label = next((block.parts[0].label for block in document if block.parts[0].role in NAMING), "")
    owners = Counter[int]()
    owner = 0
    for block in document:
        owner = block.place if block.level else owner
        owners[owner] += not block.level and block.parts[0].label == label
    again = any(count >= FEWEST for count in owners.values())
    unowned = owners[0] > 0 and owners.total() == owners[0]
    if not label or not (again or unowned) or not any(block.fields for block in document):
        return tuple(document)
    return tuple(_counted(document, label))


def _counted(document: Sequence[Block], label: str) -> Iterator[Block]:
    count = 0
    for block in document:
        names = not block.level and block.parts[0].label == label
        count += names
        yield block._replace(level=SPOKEN, number=str(count)) if names else block


def _said(document: Sequence[Block]) -> tuple[Block, ...]:
    """第一， and 一是 at the start of a paragraph as numbers."""
    return tuple(_spoken(block) for block in document)


def _spoken(block: Block) -> Block:
    mark = None if block.level or block.number or block.parts[0].role else spoken(block.words)
    if mark is None:
        return block
    words = block.words[mark.end :]
    parts = segments(words)
    return (
        block
        if parts[0].role in FIELDS
        else Block(block.place, block.paragraph, SPOKEN, mark.number, words, parts)
    )
