"""The columns of the office's own ledger (整改台账): how a field becomes a cell.

Cells are compared after ``settled``, because a desk program changes blanks and line ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rectify_site.intake import names
from rectify_site.intake.paragraphs import UNSEEN
from rectify_site.model.deadlines import Deadline
from rectify_site.model.records import Plan, Record, Scope

KEY = "id"
NUMBER, DIRECTION, SCOPE, BASIS, MEASURES, DEADLINE = (
    "number",
    "direction",
    "scope",
    "basis",
    "measures",
    "deadline",
)
WORDED = ("title", "problem", "task", "target")
"""Texts that may have a public wording beside them."""

NAMING = frozenset({"title", "problem", "task"})
"""What a matter is known by: emptied in a cell, it is asked about and never deleted at once."""

UNITS = ("lead_units", "responsible_units", "cooperating_units")
PEOPLE = ("leaders", "persons")
SINGLE = ("source_of_problem", "responsible_body", "supervising_unit", "verifying_unit")
PUBLIC = ".public"
SHOWN_ONLY = {"state": "目前状态", "progress": "最近进展", "signed": "登记签发"}
"""What the office is told beside the fields, and cannot change here."""

TITLES = {
    KEY: "编号",
    NUMBER: "序号",
    DIRECTION: "整改方向",
    "title": "事项名称",
    "problem": "问题",
    "task": "任务",
    "source_of_problem": "问题来源",
    "target": "整改目标",
    MEASURES: "整改措施",
    "leaders": "责任领导",
    "persons": "责任人",
    "responsible_body": "整改主体",
    "lead_units": "牵头单位",
    "responsible_units": "责任单位",
    "cooperating_units": "配合单位",
    "supervising_unit": "督导单位",
    "verifying_unit": "核查单位",
    DEADLINE: "落实时限",
    SCOPE: "公开属性",
    BASIS: "公开依据",
}
PUBLIC_TITLES = {field + PUBLIC: f"公开表述：{TITLES[field]}" for field in (*WORDED, MEASURES)}
ALL_TITLES = {**TITLES, **PUBLIC_TITLES, **SHOWN_ONLY}
KEY_OF = {title: key for key, title in ALL_TITLES.items()}
READ_ONLY = frozenset({KEY, *SHOWN_ONLY})
ONLY_IF_ANY = ("title", "problem", "task", "source_of_problem", "responsible_body", *PUBLIC_TITLES)
"""Columns that stand there only where some matter has something in them."""

SCOPES = {Scope.PUBLIC.value: "向社会公开", Scope.LIMITED.value: "一定范围通报", None: "—"}
LONGEST = 32_000  # UTF-16 units; a cell of Excel holds few more
CUT = "……（文字过长，这里没有列完，请在方案里改）"

OF_PLAN = frozenset({SCOPE, BASIS})
"""What the row of the plan itself may change; its words are corrected in the plan."""


def settled(text: str) -> str:
    """What counts in a cell: its lines without blanks around them, without empty ones and what cannot be seen."""
    lines = (UNSEEN.sub("", line).strip() for line in text.replace("\t", " ").splitlines())
    return "\n".join(line for line in lines if line)


def columns(records: Sequence[Record]) -> tuple[str, ...]:
    """The columns these matters need, in their order; a public wording stands behind its text."""
    shown_cells = [cells(record, None) for record in records]
    order = [
        each for key in TITLES for each in (key, key + PUBLIC) if each in TITLES or each in PUBLIC_TITLES
    ]
    return tuple(key for key in order if key not in ONLY_IF_ANY or any(row.get(key) for row in shown_cells))


def cells(record: Record, plan: Plan | None) -> dict[str, str]:
    """The cell of every field of a matter, as much of it as a cell can hold."""
    return {key: _fitting(text) for key, text in _cells(record, plan).items()}


def _fitting(text: str) -> str:
    units_16 = text.encode("utf-16-le")
    return (
        text if len(units_16) <= 2 * LONGEST else units_16[: 2 * LONGEST].decode("utf-16-le", "ignore") + CUT
    )


def _cells(record: Record, plan: Plan | None) -> dict[str, str]:
    tree = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {
        KEY: record.id,
        NUMBER: record.number,
        DIRECTION: path_words(record.direction, plan),
        **{field: words_of(tree.get(field)) for field in WORDED},
        **{field + PUBLIC: public_of(tree.get(field)) for field in WORDED},
        MEASURES: "\n".join(words_of(each["text"]) for each in tree.get(MEASURES, ())),
        MEASURES + PUBLIC: "\n".join(_numbered(tree.get(MEASURES, ()))),
        **{field: _listed(tree.get(field, ()), names.people) for field in PEOPLE},
        **{field: _listed(tree.get(field, ()), units) for field in UNITS},
        **{field: tree.get(field, "") for field in SINGLE},
        DEADLINE: _deadline_words(record.deadline),
        SCOPE: SCOPES[tree.get(SCOPE)],
        BASIS: record.basis or "",
    }


def cells_of_plan(plan: Plan, heading: str = "") -> dict[str, str]:
    """The row of the plan itself, where its scope is decided; its title stands in the column ``heading``."""
    its = {KEY: plan.id, NUMBER: "方案", SCOPE: SCOPES[plan.scope], BASIS: plan.basis or ""}
    return {**its, heading: words_of(plan.model_dump(mode="json")["title"])} if heading else its


def path_words(path: Iterable[str], plan: Plan | None) -> str:
    """A direction with all above it, as a person reads it: 一、加强学习／（一）理论学习."""
    words, above = [], None
    for number in path:
        known = plan.directions if plan else ()
        found = [each for each in known if each.number == number]
        its = next((each for each in found if each.parent == above), next(iter(found), None))
        title = words_of(its.title if isinstance(its.title, str) else its.title.text) if its else ""
        words.append(f"{number}、{title}" if title and title != number else number)
        above = number
    return "／".join(words)


def paths(plan: Plan) -> list[tuple[str, ...]]:
    """Every direction of a plan with those above it."""
    by_number = {each.number: each for each in reversed(plan.directions)}
    found = []
    for each in plan.directions:
        path, above = [each.number], each.parent
        while above and above in by_number and above not in path:
            path.insert(0, above)
            above = by_number[above].parent
        found.append(tuple(path[-3:]))
    return found


def units(text: str) -> tuple[str, ...]:
    """The names of units in a line."""
    return names.units(text).names


def _listed(its: Sequence[str], grammar: Callable[[str], Iterable[str]]) -> str:
    """Names with 、 between them; one a line where a name holds what looks like a separator."""
    line = "、".join(its)
    return line if list(grammar(line)) == list(its) else "\n".join(its)


def _numbered(measures: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for at, each in enumerate(measures, 1):
        if words := public_of(each["text"]):
            yield f"{at}. {words}"


def words_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """The words the office works with."""
    return str(value["text"]) if isinstance(value, Mapping) else value or ""


def public_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """The public wording of a text, if there is one."""
    return str(value["public"]) if isinstance(value, Mapping) else ""


def worded(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a public wording stands beside a text, or beside one of several measures."""
    pieces = value if isinstance(value, list) else [{"text": value}]
    texts = [each["text"] for each in pieces if isinstance(each, Mapping)]
    return any(isinstance(text, Mapping) and "public" in text for text in texts)


def _deadline_words(deadline: Deadline) -> str:
    day = deadline.date
    return deadline.text or (f"{day.year}年{day.month}月{day.day}日" if day else "")
