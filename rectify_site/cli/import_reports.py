"""How an import is told: what was read, what is unsure, what was left, what became of the drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rectify_site.cli.cell_runs import last_place, runs
from rectify_site.cli.printing import Printer, error_lines
from rectify_site.cli.reports import short
from rectify_site.cli.words import _, field_title, said
from rectify_site.errors import FINDINGS, N_
from rectify_site.intake import edits
from rectify_site.intake.ledger_cells import PUBLIC
from rectify_site.intake.merge import Merged
from rectify_site.intake.report import Reading
from rectify_site.intake.traces import Sure
from rectify_site.model.records import ItemLabel, Plan
from rectify_site.model.reports import Notice, Report
from rectify_site.papers.sheet_words import plain_words
from rectify_site.workflow import import_pages
from rectify_site.workflow.importing import Imported, Tried, as_json

SURE = {Sure.CLEAR: N_("clear"), Sure.INFERRED: N_("inferred"), Sure.UNSURE: N_("unsure")}
ITEMS = {ItemLabel.PROBLEM: N_("problems"), ItemLabel.TASK: N_("tasks"), ItemLabel.MEASURE: N_("matters")}
"""What a plan calls its matters, in a sum."""

NO_DEADLINE = {"kind": "none"}


def say_all(printer: Printer, tried: Sequence[Tried], review: Path | None = None) -> int:
    """Tell what became of each source, as words and as data; the exit code is the worst of theirs.

    ``review`` is the project that gets a page of each source.
    """
    told, codes = [], [0]
    for each in tried:
        if each.imported is not None:
            say_import(printer, each.imported)
            told.append(as_json(each.imported, _) | _page(printer, review, each.imported))
            codes.append(0 if each.imported.written and not open_ends(each.imported) else FINDINGS)
        elif each.error is not None:
            printer.always([f"{each.source}：", *error_lines(each.error)])
            told.append(
                {"source": each.source, "error": {"code": each.error.code, "values": each.error.values}}
            )
            codes.append(each.error.exit_code)
        else:
            printer.line(
                N_("{file} was passed over: it only shows that a program has the document open."),
                file=each.source,
            )
            told.append({"source": each.source, "passed": True})
    if len(tried) > 1:
        _say_files(printer, tried)
    printer.data(told if len(told) > 1 else told[0])
    return max(codes)


def _say_files(printer: Printer, tried: Sequence[Tried]) -> None:
    """After several files: how many were read, and which were not."""
    refused = [each.source for each in tried if each.error is not None]
    read = sum(each.imported is not None for each in tried)
    counts = {"total": len(tried), "read": read, "refused": len(refused)}
    message = (
        N_("{total} files: {read} read, {refused} not read: {names}.")
        if refused
        else N_("{total} files: {read} read.")
    )
    printer.line(message, **counts, names="、".join(refused))


def open_ends(imported: Imported) -> int:
    """How many edits of a ledger were not taken, and how many conflicts wait for a person."""
    return len(imported.merged.conflicts) + (_refused(imported) if imported.edits else 0)


def _refused(imported: Imported) -> int:
    """A column of somebody's own notes is no edit."""
    return sum(one.why != edits.NO_COLUMN for one in imported.reading.unread)


def _page(printer: Printer, project: Path | None, imported: Imported) -> dict[str, str]:
    if project is None:
        return {}
    path = import_pages.write(project, imported, said)
    printer.line(N_("Source and drafts side by side: {path}"), path=path)
    return {"review": str(path)}


def say_import(printer: Printer, imported: Imported) -> None:
    """What was read and left, what became of the drafts, what to do next."""
    printer.rows(_remarks(imported))
    if not imported.edits and imported.reading.traces:
        _say_fields(printer, imported)
    if imported.edits:
        _say_edits(printer, imported)
        return
    _say_sum(printer, imported)
    if not imported.written:
        printer.line(N_("No plan and no report was found in it, so no draft was written."))
        printer.line(N_("Next: see whether this is the right file; plans with numbered matters can be read."))
        return
    if not imported.first:
        _say_merge(printer, imported.merged)
    _say_units(printer, imported)
    _say_undecided(printer, imported)
    printer.line(N_("Next: rectify-site check"))


def _say_sum(printer: Printer, imported: Imported) -> None:
    """The sum of it in one or two sentences."""
    reading = imported.reading
    counts = {"used": len(reading.used), "junk": len(reading.junk), "unread": len(reading.unread)}
    tables = any(one.place for one in reading.used)
    message = (
        N_(
            "{source}: {total} paragraphs and cells read: {used} used, {junk} irrelevant, {unread} not recognised."
        )
        if tables
        else N_("{source}: {total} paragraphs read: {used} used, {junk} irrelevant, {unread} not recognised.")
    )
    printer.line(message, source=imported.source, total=reading.total, **counts)
    if reading.report is not None:
        _say_report(printer, reading.report)
    elif reading.notice is not None:
        _say_notice(printer, reading.notice)
    elif reading.plan is not None:
        _say_plan(printer, reading, reading.plan)
    if imported.written and (count := imported.placeholders):
        printer.line(N_("{count} placeholders have to be filled in."), count=count)


def _say_fields(printer: Printer, imported: Imported) -> None:
    """Per kind of field how sure the reading is, then every field somebody has to look at."""
    counts: dict[str, Counter[Sure]] = {}
    unsure = []
    for name, traced in imported.reading.traces.items():
        for one in traced:
            counts.setdefault(one.field.partition(".")[0], Counter())[one.sure] += 1
            if one.sure is Sure.UNSURE:
                unsure.append((imported.merged.names.get(name, name), one))
    head = [_("field"), *(_(SURE[sure]) for sure in Sure)]
    printer.table(
        head, ([field_title(field), *(str(its[sure]) for sure in Sure)] for field, its in counts.items())
    )
    for name, one in unsure:
        where = one.place or _at(imported.source, one.line)
        printer.rows([f"{where}　{name} {field_title(one.field)}　{said(one.why, one.values)}"])


def _say_report(printer: Printer, report: Report) -> None:
    printer.line(
        N_("Report {report}: {aspects} aspects, {remaining} remaining problems, {steps} next steps."),
        report=report.id,
        aspects=len(report.aspects),
        remaining=len(report.remaining),
        steps=len(report.next_steps),
    )
    printer.line(N_("It can be signed and kept; the site has no page for reports yet."))


def _say_notice(printer: Printer, notice: Notice) -> None:
    printer.line(
        N_("Notice {notice}: open from {begins} to {ends}, {days} days; it names {records} matters."),
        notice=notice.id,
        begins=notice.from_,
        ends=notice.to,
        days=notice.days,
        records=len(notice.records),
    )


def _say_plan(printer: Printer, reading: Reading, plan: Plan) -> None:
    printer.line(
        N_("Plan {plan}: {directions} directions, {records} {what}, {measures} measures."),
        plan=plan.id,
        directions=len(plan.directions),
        records=len(reading.records),
        what=ITEMS[plan.item_label],
        measures=sum(len(record.measures) for record in reading.records),
    )


def _say_units(printer: Printer, imported: Imported) -> None:
    if imported.units:
        names = "、".join(f"{unit.name}（{unit.id}）" for unit in imported.units)
        printer.line(N_("New in the list of units: {names}"), names=names)


def _say_undecided(printer: Printer, imported: Imported) -> None:
    reading, merged = imported.reading, imported.merged
    told = reading.report or reading.notice
    names = [merged.names.get(record.id, record.id) for record in reading.records] + (
        [told.id] if told else []
    )
    undecided = sum(merged.documents.get(name, {"scope": ""}).get("scope") is None for name in names)
    if undecided:
        owner = reading.plan.id if reading.plan else names[0]
        printer.line(N_("Who may read them: {count} not decided."), count=undecided)
        printer.line(
            N_("Decide with: rectify-site scope {plan} public --basis 党务公开 (or limited)"), plan=owner
        )


def _say_edits(printer: Printer, imported: Imported) -> None:
    """A ledger of our own that came back: only what was edited is told."""
    merged, reading = imported.merged, imported.reading
    refused = _refused(imported)
    message = (
        N_(
            "{source}: the ledger of {plan}: {updated} cells taken, {refused} not taken (see above), "
            "the rest unchanged, conflicts {conflicts}."
        )
        if refused
        else N_(
            "{source}: the ledger of {plan}: {updated} cells taken, the rest unchanged, conflicts {conflicts}."
        )
    )
    values = {"source": imported.source, "plan": reading.plan.id if reading.plan else "", "refused": refused}
    printer.line(message, **values, updated=len(merged.updated), conflicts=len(merged.conflicts))
    for name, field in merged.updated:
        empty = merged.documents[name].get(field.removesuffix(PUBLIC)) in (None, [], NO_DEADLINE)
        printer.line(
            N_("    {id} {field} (deleted)") if empty else N_("    {id} {field}"), id=name, field=field
        )
    _say_conflicts(printer, merged)
    _say_units(printer, imported)
    for name in imported.still_public:
        printer.line(N_("Still on the site: {id}. To take it off: rectify-site withdraw {id} …"), id=name)
    printer.line(N_("Next: rectify-site check"))


def _remarks(imported: Imported) -> Iterator[str]:
    """What the reader of the file should look at: remarks, and every paragraph that went into no draft."""
    for remark in imported.reading.remarks:
        yield f"{remark.code} {_at(imported.source, remark.line)}　{said(remark.message, remark.values)}"
    for its in runs(imported.reading.unread):
        first = its[0].paragraph
        where = first.place or _at(imported.source, first.line)
        if len(its) > 1:
            where = said(N_("{first} to {last}"), {"first": where, "last": last_place(its)})
        words = "｜".join(one.paragraph.text for one in its)
        yield f"{where}　{_(its[0].why)}：{short(words)}"


def _at(source: str, line: int) -> str:
    return said(N_("{file} paragraph {paragraph}"), {"file": source, "paragraph": line}) if line else source


def _say_merge(printer: Printer, merged: Merged) -> None:
    """A corrected source: what was taken, what was kept, where a person has to choose."""
    counts = {"updated": len(merged.updated), "conflicts": len(merged.conflicts)}
    if merged.added or merged.kept:
        message = N_("Updated {updated}, added {added}, kept {kept}, conflicts {conflicts}.")
        printer.line(message, **counts, added=len(merged.added), kept=len(merged.kept))
    else:
        printer.line(N_("Updated {updated}, the rest unchanged, conflicts {conflicts}."), **counts)
    _say_conflicts(printer, merged)
    for name in merged.gone:
        printer.line(
            N_("No longer in the source, draft kept: {id} (delete its file if it was struck out)"), id=name
        )
    for name, field in merged.kept:
        if not field:
            printer.line(
                N_("Its draft was deleted, not brought back: {id} (bring it back with --take source)"),
                id=name,
            )


def _plain(value: object) -> str:
    """One side of a conflict as a clerk reads it: names in a row, a deadline by its own words."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    if isinstance(value, dict) and "kind" in value:
        return plain_words(value.get("text") or value)
    return plain_words(value) if value is not None else ""


def _say_conflicts(printer: Printer, merged: Merged) -> None:
    for conflict in merged.conflicts:
        draft, source = (short(_plain(side)) or _("nothing") for side in (conflict.draft, conflict.source))
        message = N_("{id} {field}: the draft says {draft}, the source {source}")
        printer.line(message, id=conflict.id, field=conflict.field, draft=draft, source=source)
    if merged.conflicts:
        printer.line(N_("Choose with: rectify-site import FILE --take source, or --take draft"))
