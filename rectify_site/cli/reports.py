"""How the larger results are told: what was done, the numbers, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from rectify_site.checks.masking import Fix
from rectify_site.cli.findings import say_findings
from rectify_site.cli.printing import Printer
from rectify_site.cli.proofs import say_waiting
from rectify_site.cli.words import _
from rectify_site.errors import N_
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.titles import title
from rectify_site.papers.sheet_words import KINDS as PAPERS
from rectify_site.papers.sheet_words import changed
from rectify_site.workflow.asking import Status
from rectify_site.workflow.reviewing import Reviewed
from rectify_site.workflow.signing import Approved

OF_THE_SITE = frozenset({"units", "page"})
SHOWN = 60  # characters of a text in a difference
KINDS = (
    N_("plan"),
    N_("record"),
    N_("report"),
    N_("notice"),
    N_("units"),
    N_("page"),
    N_("ledger"),
    N_("site"),
    N_("public"),
    N_("limited"),
)
"""Words that stand in results as values; the catalogue has them."""

CHANGES = {
    "new": N_("new"),
    "progress": N_("progress"),
    "revision": N_("revision"),
    "correction": N_("correction"),
}


def say_fixes(printer: Printer, fixes: Sequence[Fix], *, written: bool) -> None:
    """Each field as it may be published; the words as they are now are shown nowhere."""
    for fix in fixes:
        printer.rows([f"{'、'.join(fix.codes)}　{fix.document}　{title(fix.field)}：{short(fix.after)}"])
    if not fixes:
        printer.line(N_("Nothing to mask."))
    elif written:
        printer.line(
            N_("Masked in the drafts: {count} fields. Mask them in the source, too."), count=len(fixes)
        )
    else:
        printer.line(
            N_("{count} fields can be masked like this. Write them with: rectify-site check --fix --write"),
            count=len(fixes),
        )


def say_sheet(printer: Printer, sheet: Sheet) -> None:
    """Every document that differs, and its fields before and after."""
    for item in sheet.items:
        change = _(CHANGES[item.change]) if item.change else _("changed")
        printer.rows([f"{_called(item)}　{change}"])
        if item.change != "new":
            printer.rows(_differences(item))
    printer.line(N_("{count} documents differ from what is signed."), count=len(sheet.items))


def _called(item: Item) -> str:
    """A document by its id; the one list of units, and pages, also by what they are."""
    name = PAPERS[item.kind] if item.kind in OF_THE_SITE else ""
    return f"{name} {item.id}" if name and item.id != item.kind else name or item.id


def _differences(item: Item) -> list[str]:
    rows = []
    for row in changed(item):
        before, after = _contrast(row.before, row.after)
        rows.append(f"    {row.name}：{before} → {after}" if row.before else f"    {row.name}：{after}")
    return rows


def _contrast(before: str, after: str) -> tuple[str, str]:
    """Both sides from shortly before the place where they part."""
    if not before or not after:
        return short(before), short(after)
    pairs = enumerate(zip(before, after, strict=False))
    same = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
    start = max(0, same - SHOWN // 4) if max(len(before), len(after)) > SHOWN else 0
    mark = "…" if start else ""
    return mark + short(before[start:]), mark + short(after[start:])


def short(text: str) -> str:
    """The first words of a text."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def say_review(printer: Printer, reviewed: Reviewed) -> None:
    """The code, the page to print, what will be shown as late, what keeps it from being signed."""
    say_findings(printer, reviewed.findings)
    for record in reviewed.late:
        printer.line(N_("Will be shown as late: {id}"), id=record.id)
    for name, on in reviewed.later:
        message = N_("Not shown yet, it is behind the cut-off date: progress of {on}, {id}")
        printer.line(message, on=on, id=name)
    sheet = reviewed.sheet
    printer.line(N_("{count} documents, data until {day}."), count=len(sheet.items), day=sheet.as_of)
    printer.line(N_("Check code: {code}"), code=sheet.code)
    printer.line(N_("Print and sign, three files: {path}"), path=reviewed.folder)
    if any(finding.stops for finding in reviewed.findings):
        printer.line(N_("It cannot be signed yet: mend the errors above, then review again."))
    else:
        printer.line(N_("Next: rectify-site approve --all --sheet-code {code} --sign …"), code=sheet.code)


def say_approval(printer: Printer, approved: Approved) -> None:
    """How many were registered, what was left out, what prevented it."""
    say_findings(printer, approved.findings)
    for name in approved.limited:
        printer.line(N_("Not public, not registered: {id}"), id=name)
    for name in approved.left:
        printer.line(N_("On the sheet, not registered: {id}"), id=name)
    if approved.findings:
        printer.line(
            N_("Nothing was registered: mend the errors above, review again, have the new sheet signed.")
        )
    elif approved.entries:
        last = approved.entries[-1]
        message = N_("Registered {count} documents; the ledger has {size} lines. Next: rectify-site build")
        printer.line(message, count=len(approved.entries), size=last.seq)
        if last.not_before:
            said_as = f"{last.not_before[:10]} {last.not_before[11:16]}"
            printer.line(N_("Public not before {moment}: build again then."), moment=said_as)
    else:
        printer.line(N_("Nothing to register: all of it is signed already."))


def say_status(printer: Printer, found: Status) -> None:
    """Signed, unsigned, findings, ledger."""
    for kind, names in found.signed.items():
        printer.line(N_("Signed: {count} {kind}: {ids}"), count=len(names), kind=kind, ids="、".join(names))
    for item in found.unsigned:
        printer.line(N_("Waits for a signature: {id}"), id=item.id)
    for name in found.limited:
        printer.line(N_("Signed for a limited circle, in no output: {id}"), id=name)
    for name in found.limited_unsigned:
        printer.line(N_("Limited, waits for a signature: {id}. Next: rectify-site review --limited"), id=name)
    for name in found.withdrawn:
        printer.line(N_("Withdrawn: {id}"), id=name)
    say_waiting(printer, found.waiting)
    for names, option in ((found.unconfirmed, ""), (found.limited_unconfirmed, " --limited")):
        for name in names:
            message = N_(
                "Withdrawn at once, and its paper is still missing: {id}. Register it with withdraw {id}{option}."
            )
            printer.line(message, id=name, option=option)
    printer.line(N_("{count} findings in the drafts."), count=len(found.findings))
    if found.size:
        printer.line(
            N_("Ledger: {size} lines, head {head}, data until {day}."),
            size=found.size,
            head=found.head,
            day=found.as_of,
        )
    else:
        printer.line(N_("Ledger: nothing is signed yet."))
