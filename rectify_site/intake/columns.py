"""The header of a ledger: which row it is, and what each of its columns holds, in the many words offices use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rectify_site.intake import row_kinds, status_words
from rectify_site.intake.column_words import DONE, ROLES
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.label_words import FIELDS_OF_A_MATTER
from rectify_site.text import fold

NAMING = frozenset({"problem", "task"})
CORE = NAMING | {"measures"}
LOOKED_AT, LONGEST, FEWEST = 20, 24, 3
ENDING = 4  # characters of a known word at the end of a longer heading: 整改落实责任单位
AHEAD = ("下一步", "下步", "未", "是否", "原因", "不")
WIDEST = 256  # columns of a ledger
DEEPEST = 3  # rows of a header
TICKS = frozenset({"√", "✓", "✔", "☑", "■", "●", "v", "V"})
CROSSES = frozenset({"×", "✕", "✗", "✘", "x", "X", "□", "☐"})
KINDS_OF_WORK = re.compile(
    "立行立改|即知即改|立查立改|立即整改|限期整改|按期整改|限时整改|分阶段整改|阶段性整改|长期整改|长期坚持|持续整改|持续推进|持续坚持|"
    "立行立改类|限期整改类|长期坚持类|长期整改类"
)
CHOICES = re.compile(f"{KINDS_OF_WORK.pattern}|分阶段|已?销号|是|否|.{{1,8}}方面")
DIRECTIONS = re.compile(".{1,10}(?:方面|领域|建设|类)")
BRACKETS = re.compile(r"[（(\[【][^（()）\[\]【】]{0,20}[）)\]】]")
LIKE = (
    (
        re.compile(
            ".{2,10}(?<!主要)(?<!其他)问题|.{0,6}问题(?:表述|概述|简述|概况|摘要|要点|说明|点|描述|详情|事实)"
        ),
        "problem",
    ),
    (re.compile(".{2,8}(?:措施|举措)"), "measures"),
    (re.compile(".{2,8}(?:时限|期限)"), "deadline"),
)
"""Headings that are not known word for word: 高频问题, 审计报告反映的问题."""

JOINT = re.compile("及其?|和|与|或|[/、,+|\n]")
IN_BRACKETS = re.compile(r"(?P<first>[^()]{2,12})\((?P<second>[^()]{2,12})\)(?P<end>[^()]{0,2})")
SHARED = frozenset(FIELDS_OF_A_MATTER) | {"progress", "evidence", "contact"}
"""Roles that share a column (责任单位及责任人): what stands in a cell has to be divided."""


class Column(NamedTuple):
    """What a column holds: its role ("" where the heading is not known), and the meaning of √ in it, if it has one.

    ``shared`` are all roles, in order, of a heading that names several (责任单位/责任人); ``role`` is the first.
    """

    role: str
    label: str
    choice: str = ""
    shared: tuple[str, ...] = ()


class Head(NamedTuple):
    """The header: its first row, the first row of the matters, and the columns in order.

    ``taken`` is the heading that is not known and was taken for that of the problems, because nothing else can be.
    """

    first: int
    end: int
    columns: tuple[Column, ...]
    taken: str = ""

    def at(self, *roles: str) -> tuple[int, ...]:
        """The places of the columns with these roles."""
        return tuple(place for place, column in enumerate(self.columns) if column.role in roles)


def head(grid: Grid) -> Head | None:
    """The header of a ledger, in the first rows of a table; None where no row looks like one."""
    best, most = None, 0
    if grid.rows and len(grid.rows[0]) > WIDEST:
        return None
    for place in range(min(LOOKED_AT, len(grid.rows))):
        for end in range(place + 1, min(place + DEEPEST, len(grid.rows)) + 1):
            rows = grid.rows[place:end]
            if len(rows) > 1 and not _goes_below(_from_above(rows[:-1]), rows[-1]):
                break
            columns = _settled([_column(labels) for labels in zip(*rows, strict=True)])
            count = _fit(columns, rows)
            if count > most:
                best, most = Head(place, end, columns), count
    return _with_problem(best._replace(columns=_ticked(grid, best))) if best else None


def _with_problem(its: Head) -> Head:
    """The one column before the measures whose heading is not known must tell what they are for."""
    measures = its.at("measures")
    if its.at(*NAMING) or not measures:
        return its
    unknown = [at for at in range(measures[0]) if its.columns[at].label and not its.columns[at].role]
    if len(unknown) != 1:
        return its
    at, label = unknown[0], its.columns[unknown[0]].label
    return its._replace(
        columns=(*its.columns[:at], Column("problem", label), *its.columns[at + 1 :]), taken=label
    )


def _from_above(rows: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """The lowest label over each column so far."""
    return tuple(
        next((cell for cell in labels[::-1] if cell.text), Cell()) for labels in zip(*rows, strict=True)
    )


def _ticked(grid: Grid, its: Head) -> tuple[Column, ...]:
    """The columns as what stands below them shows them.

    Those that are a direction each (学习方面 | 作风方面, with √ below) are known as such; one that is called 类别 and
    holds 立行立改 or 长期坚持 in every row is the kind of work.
    """
    ticks = [
        place
        for place, column in enumerate(its.columns)
        if not column.role and DIRECTIONS.fullmatch(bare(column.label)) and _holds_ticks(grid, its.end, place)
    ]
    columns = list(its.columns)
    for place, column in enumerate(its.columns):
        if place in ticks and len(ticks) > 1:  # one alone is no choice
            columns[place] = Column("direction", column.label, column.label)
        elif column.role == "direction" and not column.choice and _kinds(grid, its.end, place):
            columns[place] = column._replace(role="work_kind")
    return tuple(columns)


def _kinds(grid: Grid, start: int, place: int) -> bool:
    texts = {row[place].text for row in grid.rows[start:] if not row[place].repeated} - {""}
    return bool(texts) and all(is_kind(text) for text in texts)


def is_kind(text: str) -> bool:
    """Whether words of a 类别 say how fast, and not what about: 立行立改, ☑长期坚持 □限期整改."""
    return KINDS_OF_WORK.fullmatch(bare(row_kinds.chosen(text))) is not None


def _holds_ticks(grid: Grid, start: int, place: int) -> bool:
    texts = {row[place].text for row in grid.rows[start:] if not row[place].repeated} - {""}
    return bool(texts & TICKS) and texts <= TICKS | CROSSES | {grid.rows[start - 1][place].text}


def bare(label: str) -> str:
    """A heading without blanks, widths, brackets and marks: 完 成 时 限（年月日）* is 完成时限."""
    narrow = "".join(fold(label).text.split())
    return BRACKETS.sub("", narrow).strip("：:*※、/.").upper()


@lru_cache(maxsize=2048)
def role(label: str) -> str:
    """What a heading stands for; "" where it is not known."""
    word = bare(label)
    if not word or len(word) > LONGEST:
        return ""
    if word in ROLES:
        return ROLES[word]
    if word.startswith(("截至", "截止")):
        return "progress" if "进展" in word or "情况" in word else ""
    if word.startswith(AHEAD):
        return ""
    first = next(iter(_pieces_of(label)), "")  # 责任单位及其他 holds units first
    if first != word and first in ROLES:
        return ROLES[first]
    ends = (word[-length:] for length in range(len(word) - 1, ENDING - 1, -1))
    found = next((ROLES[end] for end in ends if end in ROLES), "")
    return found or next((its for pattern, its in LIKE if pattern.fullmatch(word)), "")


@lru_cache(maxsize=2048)
def known(label: str) -> str:
    """The role of a heading that is known word for word, or the first of several; "" where it is not."""
    found = ROLES.get(bare(label), "") if len(label) <= LONGEST else ""
    return found or next(iter(shared(label) if len(label) <= LONGEST else ()), "")


def shared(label: str) -> tuple[str, ...]:
    """The roles that a heading names, if it names several: 责任单位及责任人, 牵头/责任单位, 责任单位（责任人）."""
    pieces = _pieces_of(label)
    if bare(label) in ROLES and not IN_BRACKETS.fullmatch(_narrow(label)):
        return ()
    whole = [piece if piece in ROLES else f"{pieces[0][:2]}{piece}" for piece in pieces]
    found = [ROLES.get(piece, "") for piece in whole]
    several = len(set(found)) == len(found) > 1
    return tuple(found) if several and SHARED.issuperset(found) else ()


def _pieces_of(label: str) -> tuple[str, ...]:
    narrow = _narrow(label)
    if found := IN_BRACKETS.fullmatch(narrow):
        pieces = (found["first"] + found["end"], found["second"] + found["end"])
        return pieces if set(pieces) <= ROLES.keys() else (bare(label),)
    at_joints = tuple(map(bare, JOINT.split(narrow)))
    return at_joints if at_joints[0] in ROLES else (bare(label),)


def _narrow(label: str) -> str:
    lines = ("".join(line.split()) for line in fold(label).text.split("\n"))
    return "\n".join(filter(None, lines)).strip(":*※.")


def _column(labels: Sequence[Cell]) -> Column:
    """The column under one label, or under a group and a label below it (责任单位 over 牵头 and 配合)."""
    texts = list(dict.fromkeys(cell.text for cell in labels if cell.text))
    if not texts:
        return Column("", "")
    if len(texts) == 1:
        return _under_one(texts[0])
    upper, lower = next((text for text in texts[-2::-1] if role(text)), texts[-2]), texts[-1]
    name = f"{upper}·{lower}"
    group = role(upper)
    if group in {"progress", "direction", "work_kind", "deadline"} and _is_choice(lower):
        return Column(group, name, lower)
    for word in (lower, lower + upper[-2:], upper + lower, lower[:2] + upper[-2:]):
        if its := role(word):
            return Column(its, name, shared=shared(word))
    return Column(group if group not in NAMING else "", name)


def _under_one(label: str) -> Column:
    its = role(label)
    if its:
        return Column(its, label, shared=shared(label))
    if status_words.read(label) or status_words.says_closed(label):
        return Column("progress", label, label)
    return Column("work_kind", label, label) if KINDS_OF_WORK.fullmatch(bare(label)) else Column("", label)


def _is_choice(label: str) -> bool:
    known = status_words.read(label) is not None or status_words.says_closed(label)
    return known or (not role(label) and CHOICES.fullmatch(bare(label)) is not None)


def _goes_below(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row goes on with the header above it: its own words stand under a group, all others are blank."""
    own = [at for at, cell in enumerate(lower) if cell.text and not cell.repeated]
    texts = [lower[at].text for at in own]
    if not own or any(len(text) > LONGEST or text.isdigit() for text in texts):
        return False
    if sum(bool(role(text)) or _is_choice(text) for text in texts) * 2 < len(own):
        return False
    beside = any(role(cell.text) for at, cell in enumerate(upper) if cell.text and at not in own)
    return beside and not _whole_header(lower)


def _whole_header(row: Sequence[Cell]) -> bool:
    found = {role(cell.text) for cell in row if cell.text and not cell.repeated}
    return "number" in found and bool(found & CORE)


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """完成日期 is the day a matter was done where another column holds its deadline, or behind the progress."""
    due = [place for place, column in enumerate(columns) if column.role == "deadline" and not column.choice]
    progress = next(
        (place for place, column in enumerate(columns) if column.role == "progress"), len(columns)
    )
    for place in due:
        label = bare(columns[place].label.rpartition("·")[2])
        told = place > progress and label.endswith(
            "日期"
        )  # 完成时间 behind 是否完成 is a deadline where it is the only one
        if label in DONE and (len(due) > 1 or told):
            columns[place] = columns[place]._replace(role="done_on")
    work = [place for place, column in enumerate(columns) if KINDS_OF_WORK.fullmatch(bare(column.label))]
    if any(
        columns[place].role == "work_kind" for place in work
    ):  # 长期坚持 alone is also the word for a state
        for place in work:
            columns[place] = columns[place]._replace(role="work_kind")
    return tuple(columns)


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    """How many different roles a header has; 0 where it is none."""
    roles = {column.role for column in columns if column.role}
    own = sum(any(cell.text and not cell.repeated for cell in labels) for labels in zip(*rows, strict=True))
    known = sum(bool(column.role) for column in columns)
    if _alternate(columns):
        return 0
    if not roles & CORE or len(roles) < min(FEWEST, max(2, own)) or known * 2 < own:
        return 0
    return len(roles) * 2 + known - sum(bool(column.label) and not column.role for column in columns)


def _alternate(columns: Sequence[Column]) -> bool:
    """Whether labels and values stand side by side, as on a card: 问题 | 学得少 | 措施 | 多学."""
    labels = [column for at, column in enumerate(columns) if column.label and column is not columns[at - 1]]
    return len(labels) > FEWEST and all(bool(its.role) == (at % 2 == 0) for at, its in enumerate(labels))
