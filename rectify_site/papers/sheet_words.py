"""What is laid before a leader, in the office's words: the parts of a document, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeGuard

from rectify_site.ledger.entries import Change
from rectify_site.ledger.sheets import Difference, Item
from rectify_site.model.events import EventKind
from rectify_site.model.titles import title
from rectify_site.model.words import CAUSE, DAY_KIND, DEADLINE, EVENT, ITEM, PACE, PLAN, RESULT

UNSAID = frozenset({"id", "scope"})
CLOSED = frozenset(
    {
        *(
            "kind",
            "pace",
            "cause",
            "result",
            "satisfied",
            "day_kind",
            "item_label",
            "closing",
            "unit",
            "scope",
        ),
        "undisclosed",
    }
)
CLOSED_WORDS: dict[str, str] = {
    str(word): said
    for table in (EVENT, DEADLINE, PLAN, PACE, CAUSE, RESULT, DAY_KIND, ITEM)
    for word, said in table.items()
} | {
    "public": "向社会公开",
    "limited": "一定范围通报",
    "count": "写明另有几项不公开",
    "silent": "不作说明",
    "department": "部门",
    "street": "镇、街道",
    "body": "党委、政府",
    "collective": "统称",
    "yes": "满意",
    "no": "不满意",
    "unknown": "未表态",
    "months": "个月",
    "days": "天",
    "working_days": "个工作日",
}
"""Closed words of the documents as the public reads them."""

KINDS = {
    "plan": "方案",
    "record": "事项",
    "report": "情况通报",
    "notice": "公示",
    "units": "单位名单",
    "page": "页面",
}
PROSE = frozenset({"preamble", "remaining", "next_steps", "conclusion", "text", "paragraphs"})
"""Lists in which each entry is a paragraph of its own; other lists of words are said in one line."""

WORDING = frozenset({"text", "public"})
OFFICE_ONLY, FOR_PUBLIC = "原文（不公开）", "公开表述"
ADDED, REPLACED, REMOVED, HAPPENED, GONE = "新增", "修改", "删去", "进展", "（删去）"


class Part(NamedTuple):
    """A piece of a document that stands alone: where it stands (``measures.0``, ``events.3``), and its value."""

    field: str
    value: Any

    @property
    def name(self) -> str:
        """The field it belongs to."""
        return next(part for part in reversed(self.field.split(".")) if not part.isdecimal())


class Row(NamedTuple):
    """One thing that changed: where, its title, the words before and after, what kind of change it is."""

    field: str
    name: str
    before: str
    after: str
    how: str = REPLACED


def parts(content: Mapping[str, Any]) -> Iterator[Part]:
    """A document in pieces, each a paragraph or a line; together they are all of it but its id and scope."""
    for name, value in content.items():
        if name not in UNSAID:
            yield from _pieces(name, name, value)


def _pieces(name: str, field: str, value: object) -> Iterator[Part]:
    if not isinstance(value, list) or _one_line(name, value):
        yield Part(field, value)
        return
    for index, one in enumerate(value):
        below = one.get("paragraphs") if isinstance(one, dict) else None
        if below is None:
            yield Part(f"{field}.{index}", one)
            continue
        head = {key: part for key, part in one.items() if key != "paragraphs"}
        if head:
            yield Part(f"{field}.{index}", head)
        yield from _pieces("paragraphs", f"{field}.{index}.paragraphs", below)


def _one_line(name: str, values: list[object]) -> bool:
    return name not in PROSE and all(isinstance(value, str) for value in values)


def heading(content: Mapping[str, Any]) -> str:
    """The words that name a document, as the public reads them."""
    found = next((content[name] for name in ("title", "problem", "task") if name in content), "")
    return str(found["public"]) if _worded(found) else str(found)


def called(item: Item) -> str:
    """A document in a line: what it is, its number, the words that name it."""
    number = f"第{item.content['number']}项" if "number" in item.content else ""
    return "　".join(filter(None, (number or KINDS[item.kind], heading(item.content))))


def told(item: Item) -> tuple[Row, ...]:
    """All that a signature brings: of a new document every part, of a known one what differs."""
    if item.change is not Change.NEW:
        return tuple(changed(item))
    return tuple(
        Row(part.field, _title(part), "", said(part), HAPPENED if part.name == "events" else ADDED)
        for part in parts(item.content)
    )


def _title(part: Part) -> str:
    return title(part.name if part.name == "events" else part.field)


def changed(item: Item) -> Iterator[Row]:
    """What differs: name, before, after. A new event is one row and reads like an event."""
    if not item.differences:
        yield Row("", "数据截至日期", "", "内容不变，只更新数据截至日期")
    added = {found.field for found in item.differences if found.before is None}
    said_already: set[str] = set()
    for found in item.differences:
        name, _, rest = found.field.partition(".")
        index = rest.partition(".")[0]
        if name == "markdown":
            yield from _page_rows(found)
        elif name != "events" or f"events.{index}.on" not in added:
            before, after = _closed(found.field, found.before), _closed(found.field, found.after)
            how = REMOVED if not after else REPLACED if before else ADDED
            yield Row(found.field, _named(found.field, item.content), before, after or GONE, how)
        elif index not in said_already:
            said_already.add(index)
            yield Row(f"events.{index}", "进展", "", _event(item.content["events"][int(index)]), HAPPENED)


def _page_rows(found: Difference) -> Iterator[Row]:
    """What changed in a page written by hand: the lines that differ, and not the whole page."""
    before, after = ((text or "").splitlines() for text in (found.before, found.after))
    for how, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = ("\n".join(filter(None, lines)) for lines in (before[start:end], after[first:last]))
        if how != "equal" and (old or new):
            how_said = REMOVED if not new else REPLACED if old else ADDED
            yield Row(found.field, title(found.field), old, new or GONE, how_said)


def _named(field: str, content: Mapping[str, Any]) -> str:
    """The title of a field; the office's own wording beside a public one says that it is not published."""
    return f"{title(field.rpartition('.')[0])}·{OFFICE_ONLY}" if office_only(field, content) else title(field)


def office_only(field: str, content: Mapping[str, Any]) -> bool:
    """Whether a field is the office's own wording, beside which a public one stands."""
    *way, last = field.split(".")
    held: Any = content
    for step in way:
        if isinstance(held, list):
            held = held[int(step)] if step.isdecimal() and int(step) < len(held) else None
        else:
            held = held.get(step) if isinstance(held, dict) else None
    return last == "text" and _worded(held)


def _closed(field: str, value: str | None) -> str:
    """A value as the public reads it: closed words in Chinese, truth values as 是 and 否."""
    known = CLOSED_WORDS if field.rpartition(".")[2] in CLOSED else {"True": "是", "False": "否"}
    return known.get(value or "", value or "")


def said(part: Part) -> str:
    """All words of a part, the office's own among them."""
    if part.name == "events":
        return _event(part.value)
    return "；".join(_words(part.name, part.value))


def said_to_the_public(part: Part) -> str:
    """The words of a part that leave the office; nothing where none do."""
    if part.name == "events":
        return _event(part.value, public=True)
    return ("、" if isinstance(part.value, list) else "　").join(_words(part.name, part.value, public=True))


def _event(event: Mapping[str, Any], *, public: bool = False) -> str:
    rest = {name: value for name, value in event.items() if name not in {"on", "kind"}}
    words = "；".join(_words("", rest, public=public))
    return f"{event['on']} {EVENT[EventKind(event['kind'])]}{'　' if words else ''}{words}"


def plain_words(value: object) -> str:
    """Any value of a document in one line, as the public reads it."""
    return "／".join(_words("", value))


def _worded(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and set(value) == WORDING and isinstance(value["public"], str)


def _words(name: str, value: object, *, public: bool = False) -> Iterator[str]:
    """Every text in a value, in its order: closed words in Chinese, a truth value by its name.

    With ``public`` the office's own wording and evidence that is not for the public are left out.
    """
    if isinstance(value, dict):
        yield from _words_of(name, value, public=public)
    elif isinstance(value, list):
        for part in value:
            yield from _words(name, part, public=public)
    elif isinstance(value, bool):
        if value and not (public and name == "public"):
            yield "向社会公开" if name == "public" else title(name)
    else:
        yield CLOSED_WORDS.get(str(value), str(value)) if name in CLOSED else str(value)


def _words_of(name: str, value: Mapping[str, Any], *, public: bool) -> Iterator[str]:
    if public and name == "deadline":
        day = f"（{value['date']}）" if "date" in value else ""
        yield f"{value.get('text') or CLOSED_WORDS[value['kind']]}{day}"
    elif name == "evidence" and not value.get("public"):
        if not public:
            yield f"{'，'.join(_words('', value))}（不公开）"
    elif _worded(value):
        if not public:
            yield f"{OFFICE_ONLY}：{value['text']}"
        yield value["public"] if public else f"{FOR_PUBLIC}：{value['public']}"
    else:
        for key, part in value.items():
            if key != "id":
                yield from _words(key, part, public=public)
