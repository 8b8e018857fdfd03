"""The page a leader signs, made from a sheet. It stays in the office; the public never sees it."""

from __future__ import annotations

from collections.abc import Iterable

from rectify_site.ledger.entries import Change
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Finding, Level
from rectify_site.model.records import Record
from rectify_site.model.titles import title
from rectify_site.render import templates as rendering
from rectify_site.settings import Settings
from rectify_site.store.templates import templates

TEMPLATE = "office/sheet.html.jinja"
CHANGES = {Change.NEW: "新公开", Change.PROGRESS: "新进展", None: "改动"}
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
    rows = [
        {"name": title(found.field), "before": found.before or "", "after": found.after or "（删去）"}
        for found in item.differences
        if found.field != "id"
    ]
    return {"id": item.id, "change": CHANGES[item.change], "rows": rows}
