"""The page a leader signs, made from a sheet. It stays in the office; the public never sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rectify_site.ledger.entries import Change
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Finding
from rectify_site.model.records import Record
from rectify_site.model.titles import title
from rectify_site.model.words import CAUSE, CHANGE, DAY_KIND, DEADLINE, EVENT, ITEM, PACE, PLAN, RESULT
from rectify_site.render import templates as rendering
from rectify_site.settings import Settings
from rectify_site.store.templates import templates

TEMPLATE = "office/sheet.html.jinja"
UNSAID = frozenset({"id", "scope"})
CLOSED = frozenset(
    {"kind", "pace", "cause", "result", "satisfied", "day_kind", "item_label", "closing", "unit", "scope"}
)
CLOSED_WORDS: dict[str, str] = {
    str(word): said
    for table in (EVENT, DEADLINE, PLAN, PACE, CAUSE, RESULT, DAY_KIND, ITEM)
    for word, said in table.items()
} | {
    "public": "向社会公开",
    "limited": "一定范围通报",
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


def sheet_page(
    sheet: Sheet,
    settings: Settings,
    found: Iterable[Finding],
    late: Iterable[Record],
    later: Iterable[tuple[str, date]],
) -> bytes:
    """The page to print: content, scope, way; what changes; what will be shown as late; findings; the check code.

    ``later`` is the progress behind the cut-off date, which this signature covers and the site does not show yet.
    """
    sources = {name: data.decode() for name, data in templates().items() if name == TEMPLATE}
    stops = [finding for finding in found if finding.stops]
    page = rendering.write(
        rendering.environment(sources),
        TEMPLATE,
        code=sheet.code,
        office=settings.office,
        site=settings.site_name,
        as_of=sheet.as_of.isoformat(),
        summary=_summary(sheet),
        stops=[
            f"{finding.code} {finding.document} {title(finding.field)}　{finding.words}" for finding in stops
        ],
        late=[f"{record.id} {public_text(record.heading)}" for record in late],
        later=[f"{name} {on.isoformat()}" for name, on in later],
        items=[_row(item) for item in sheet.items],
        roles=list(settings.sign_roles),
    )
    return page.encode()


def _summary(sheet: Sheet) -> str:
    counts = {kind: sum(item.kind == kind for item in sheet.items) for kind in KINDS}
    return "，".join(f"{KINDS[kind]} {count} 份" for kind, count in counts.items() if count)


def _row(item: Item) -> dict[str, object]:
    """A new document with all its words, field by field; of a known one what differs, whole events as events."""
    heading = next(
        (plain_words(item.content[name]) for name in ("title", "problem", "task") if name in item.content), ""
    )
    rows = list(_new(item) if item.change is Change.NEW else changed(item))
    change = CHANGE.get(item.change or "", "有改动")
    return {"id": item.id, "kind": KINDS[item.kind], "change": change, "heading": heading, "rows": rows}


def changed(item: Item) -> Iterator[dict[str, str]]:
    """The rows of what differs: name, before, after. A new event is one row and reads like an event."""
    if not item.differences:
        yield {"name": "数据截至日期", "before": "", "after": "内容不变，只更新数据截至日期"}
    added = {found.field for found in item.differences if found.before is None}
    told: set[str] = set()
    for found in item.differences:
        name, _, rest = found.field.partition(".")
        index = rest.partition(".")[0]
        if name != "events" or f"events.{index}.on" not in added:
            yield {
                "name": title(found.field),
                "before": _closed(found.field, found.before),
                "after": _closed(found.field, found.after) or "（删去）",
            }
        elif index not in told:
            told.add(index)
            yield {"name": "进展", "before": "", "after": _event(item.content["events"][int(index)])}


def _closed(field: str, value: str | None) -> str:
    """A value as the public reads it: closed words in Chinese, truth values as 是 and 否."""
    known = CLOSED_WORDS if field.rpartition(".")[2] in CLOSED else {"True": "是", "False": "否"}
    return known.get(value or "", value or "")


def _new(item: Item) -> Iterator[dict[str, str]]:
    for name, value in item.content.items():
        if name in UNSAID:
            continue
        if name == "events":
            yield from ({"name": "进展", "before": "", "after": _event(event)} for event in value)
        else:
            yield {"name": title(name), "before": "", "after": "；".join(_words(name, value))}


def _event(event: dict[str, Any]) -> str:
    rest = {name: value for name, value in event.items() if name not in {"on", "kind"}}
    return f"{event['on']} {EVENT[EventKind(event['kind'])]}　{'；'.join(_words('', rest))}"


def plain_words(value: object) -> str:
    """Any value of a document in one line, as the public reads it."""
    return "／".join(_words("", value))


def _words(name: str, value: object) -> Iterator[str]:
    """Every text in a value, in its order, with closed words in Chinese and a truth value by its name."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "id":
                yield from _words(key, part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(name, part)
    elif isinstance(value, bool):
        if value:
            yield "向社会公开" if name == "public" else title(name)
    elif name == "public":
        yield f"公开表述：{value}"
    else:
        yield CLOSED_WORDS.get(str(value), str(value)) if name in CLOSED else str(value)
