"""An edited cell of the office's own ledger as the field it stands for, by the grammar every source is read by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import deadlines, names
from rectify_site.intake.items import DOUBTS
from rectify_site.intake.ledger_cells import (
    CUT,
    DEADLINE,
    DIRECTION,
    MEASURES,
    PEOPLE,
    PUBLIC,
    SCOPE,
    SCOPES,
    SINGLE,
    UNITS,
    path_words,
    paths,
    settled,
    units,
    words_of,
)
from rectify_site.intake.markers import divide
from rectify_site.intake.paragraphs import shown
from rectify_site.model.records import Plan

NUMERAL = re.compile("[0-9]{1,3}")
TOO_LONG = N_("the text is too long for a cell and was cut: correct it in the plan")
NO_DIRECTION = N_("this is none of the plan's directions: choose one of those in the other rows")
NO_SCOPE = N_("this is no choice and was not taken: choose 向社会公开, 一定范围通报 or —")
NO_LINE = N_("a public wording begins with the number of its measure, like 2. …; this line does not")
NO_WORDS = N_("there are no words beside it that it could be the public wording of")


Doubts = tuple[tuple[str, str, dict[str, str]], ...]
"""Code, message and values of each remark."""


class Put(NamedTuple):
    """The value a field gets by an edited cell, or why it gets none; and what is doubtful about it."""

    value: Any = None
    why: str = ""
    doubts: Doubts = ()


def put(key: str, text: str, tree: Mapping[str, Any], plan: Plan) -> Put:
    """The new value of the field a cell belongs to. ``tree`` is the draft as JSON, ``text`` is settled."""
    if text.endswith(CUT):
        return Put(why=TOO_LONG)
    old = tree.get(key.removesuffix(PUBLIC))
    if key.endswith(PUBLIC):
        return _put_public(old, text, key)
    if key in {DIRECTION, DEADLINE}:
        return {DIRECTION: _put_direction, DEADLINE: _put_deadline}[key](text, plan)
    if key in UNITS:
        return _put_units(text, old or [])
    return _put_text(key, text, old)


def _put_text(key: str, text: str, old: Any) -> Put:  # noqa: ANN401 - any JSON value
    if key == SCOPE:
        return _put_scope(text)
    if key == MEASURES:
        return Put(_put_measures(text, old or []))
    if key in PEOPLE:
        return Put(_each(text, old or [], names.people))
    if key in SINGLE:
        return Put("、".join(text.splitlines()) if text not in deadlines.ABSENT else None)
    return Put(_worded(old, "".join(text.splitlines())))


def _put_direction(text: str, plan: Plan) -> Put:
    known = {settled(path_words(path, plan)): list(path) for path in paths(plan)}
    line = "".join(text.splitlines())
    if not line:
        return Put([])
    return Put(known[line]) if line in known else Put(why=NO_DIRECTION)


def _put_scope(text: str) -> Put:
    if text in {"", "-", "—", "——"}:
        return Put(None)
    value = next((value for value, words in SCOPES.items() if words == text), None)
    return Put(value) if value else Put(why=NO_SCOPE)


def _put_deadline(text: str, plan: Plan) -> Put:
    words = "".join(text.splitlines())
    year = plan.execution_year or plan.year
    read = deadlines.read(words, year)
    value = read.deadline.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if not read.doubt:
        return Put(value)
    code, message = DOUBTS[read.doubt]
    return Put(value, doubts=((code, message, {"words": shown(words), "year": str(year)}),))


def _put_units(text: str, old: Sequence[str]) -> Put:
    glued = [each for line in text.splitlines() if line not in old for each in names.units(line).glued]
    message = N_("no separator stands in “{names}”; read as {count} units")
    doubts = tuple(
        ("S254", message, {"names": each, "count": str(len(names.units(each).names))}) for each in glued
    )
    return Put(_each(text, old, units), doubts=doubts)


def _each(text: str, old: Sequence[str], grammar: Callable[[str], Iterable[str]]) -> list[str]:
    """The names in a cell. A name that stood there before stays as it is, whatever the grammar would make of it."""
    if text in deadlines.ABSENT:
        return []
    found: list[str] = []
    for line in text.splitlines():
        found += [line] if line in old else grammar(line)
    return list(dict.fromkeys(found))


def _put_measures(text: str, old: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One measure a line. A line that stayed keeps all that belonged to it.

    Where no line came or went, the others were reworded in their order and keep their public wording. A cell that
    was empty holds a text as plans write it (一是…。二是…。), and is divided as there.
    """
    lines = text.splitlines()
    if not old:
        return [{"text": part} for line in lines for part in divide(line)]
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    for each in old:
        waiting.setdefault(settled(words_of(each["text"])), []).append(each)
    stayed = [waiting[line].pop(0) if waiting.get(line) else None for line in lines]
    same = [id(each) for each in stayed if each is not None]
    others: Iterator[Mapping[str, Any]] = iter(
        [each for each in old if id(each) not in same] if len(lines) == len(old) else ()
    )
    found: list[dict[str, Any]] = []
    for line, its in zip(lines, stayed, strict=True):
        if its is not None:
            found.append(dict(its))
            continue
        before = next(others, {"text": line})
        found.append({**before, "text": _worded(before["text"], line)})
    return found


def _put_public(old: Any, text: str, key: str) -> Put:  # noqa: ANN401 - any JSON value
    if key != MEASURES + PUBLIC:
        if text and not old:
            return Put(why=NO_WORDS)
        return Put(_with_public(old, "".join(text.splitlines())))
    wordings: dict[int, str] = {}
    for line in text.splitlines():
        number, _, words = line.replace("．", ".").partition(".")
        at = int(number) if NUMERAL.fullmatch(number) else 0
        if not (0 < at <= len(old or ()) and words.strip()):
            return Put(why=NO_LINE)
        wordings[at] = words.strip()
    return Put(
        [
            {**each, "text": _with_public(each["text"], wordings.get(at, ""))}
            for at, each in enumerate(old or (), 1)
        ]
    )


def _worded(old: Any, words: str) -> Any:  # noqa: ANN401 - any JSON value
    """New words; a public wording that stood beside the old ones stays."""
    return {**old, "text": words} if isinstance(old, Mapping) and words else words or None


def _with_public(old: Any, words: str) -> Any:  # noqa: ANN401 - any JSON value
    return {"text": words_of(old), "public": words} if words else words_of(old) or None
