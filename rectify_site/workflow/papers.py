"""The page a leader signs, made from a sheet. It stays in the office; the public never sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rectify_site.ledger.entries import Change
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Finding, Level
from rectify_site.model.records import Record
from rectify_site.model.titles import title
from rectify_site.model.words import CHANGE, DEADLINE, EVENT
from rectify_site.render import templates as rendering
from rectify_site.settings import Settings
from rectify_site.store.templates import templates

TEMPLATE = "office/sheet.html.jinja"
UNSAID = frozenset({"id", "scope", "kind", "item_label", "closing"})
KINDS = {
    "plan": "方案",
    "record": "事项",
    "report": "情况通报",
    "notice": "公示",
    "units": "单位名单",
    "page": "页面",
}


def sheet_page(sheet: Sheet, settings: Settings, found: Iterable[Finding], late: Iterable[Record]) -> bytes:
    """The page to print: content, scope, way; what changes; what will be shown as late; findings; the check code."""
    sources = {name: data.decode() for name, data in templates().items() if name == TEMPLATE}
    stops = [finding for finding in found if finding.level is Level.ERROR]
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
        items=[_row(item) for item in sheet.items],
        roles=list(settings.sign_roles),
    )
    return page.encode()


def _summary(sheet: Sheet) -> str:
    counts = {kind: sum(item.kind == kind for item in sheet.items) for kind in KINDS}
    return "，".join(f"{KINDS[kind]} {count} 份" for kind, count in counts.items() if count)


def _row(item: Item) -> dict[str, object]:
    """A new document with all its words, field by field; of a known one only what differs."""
    rows = list(_new(item) if item.change is Change.NEW else _changed(item))
    return {
        "id": item.id,
        "kind": KINDS[item.kind],
        "change": CHANGE.get(item.change or "", "有改动"),
        "rows": rows,
    }


def _changed(item: Item) -> Iterator[dict[str, str]]:
    for found in item.differences:
        yield {"name": title(found.field), "before": found.before or "", "after": found.after or "（删去）"}


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


def _words(name: str, value: object) -> Iterator[str]:
    """The texts in a value, in their order; of the list of units only the names."""
    if isinstance(value, dict):
        kept = ["name"] if name == "units" else [key for key in value if key != "id"]
        for key in kept:
            yield from _words(key, value[key])
    elif isinstance(value, list):
        for part in value:
            yield from _words(name, part)
    elif not isinstance(value, bool):
        yield (
            DEADLINE[DeadlineKind(str(value))]
            if name == "kind" and value in set(DeadlineKind)
            else str(value)
        )
