"""How a collection round is told, in the words of an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rectify_site.cli.printing import Printer, error_lines
from rectify_site.cli.words import _, said
from rectify_site.errors import N_
from rectify_site.intake.returns import Note
from rectify_site.model.rounds import Answer, Round, period
from rectify_site.workflow.answering import Handed
from rectify_site.workflow.collecting import Sent, Stand
from rectify_site.workflow.returning import Collected


def say_sent(printer: Printer, sent: Sent) -> None:
    """What went out, to whom."""
    asked = sent.round
    matters = {name for one in asked.asked for name in one.records}
    printer.line(
        N_("{plan}, {period}: {matters} matters, {units} units, answers by {due}."),
        plan=asked.plan,
        period=asked.words,
        matters=len(matters),
        units=len(asked.asked),
        due=asked.due,
    )
    if sent.early:
        message = N_("Mind: the last day {due} lies before the period is over ({ends}).")
        printer.line(message, due=asked.due, ends=period(asked.period).ends)
    for own in (one for one in asked.asked if one.own):
        message = N_("{count} matters have no lead unit of their own; they stand in the workbook of {unit}.")
        printer.line(message, count=len(own.records), unit=own.unit)
    printer.line(N_("Written: {count} files in {folder}"), count=len(sent.written), folder=sent.folder)
    if sent.kept:
        printer.line(
            N_("{count} files were there and were left as they are (--again replaces them)."),
            count=len(sent.kept),
        )
    printer.line(
        N_(
            "Workbooks are for inside the office; they hold all matters, those of limited scope too. Next: send them."
        )
    )
    printer.data(
        {
            **_round(asked),
            "folder": sent.folder,
            "written": sent.written,
            "kept": sent.kept,
            "units": [{"unit": one.unit, "records": one.records, "own": one.own} for one in asked.asked],
        }
    )


def _round(asked: Round) -> dict[str, Any]:
    return {"plan": asked.plan, "period": asked.period, "due": asked.due}


def say_collected(printer: Printer, collected: Collected) -> None:
    """What was taken, what it means, what was not taken and why."""
    for one in collected.rounds:
        printer.line(
            N_(
                "{plan}, {period}: units answered {units}, silent {silent}; rows answered {matters}, owed {left}."
            ),
            plan=one.round.plan,
            period=one.round.words,
            units=sum(bool(answer.reported) for answer in one.answers),
            silent=sum(bool(answer.missing) and not answer.reported for answer in one.answers),
            matters=sum(len(answer.reported) for answer in one.answers),
            left=sum(len(answer.missing) for answer in one.answers),
        )
    events = sum(len(one.appended) for one in collected.registered)
    replaced = sum(one.replaced for one in collected.registered)
    printer.line(N_("New events registered in the drafts: {count}."), count=events - replaced)
    if replaced:
        printer.line(N_("Earlier answers replaced: {count}."), count=replaced)
    for number in dict.fromkeys(number for _id, number in collected.submitted()):
        printer.line(
            N_("Matter {number} “已完成” is registered as reported done, to be checked."), number=number
        )
    printer.line(
        N_(
            "Blank cells: {blank}, not reported; foreign rows: {foreign}, not taken; rows of no matter: {unmatched}."
        ),
        blank=collected.blank,
        foreign=collected.foreign,
        unmatched=collected.unmatched,
    )
    printer.always(_questions(collected))
    printer.line(N_("Next: rectify-site collect status"))
    printer.data(_told(collected))


def _questions(collected: Collected) -> Iterator[str]:
    """File by file what was refused, asked or skipped; then what the drafts did not take."""
    for one in collected.files:
        if one.skipped:
            yield said(N_("{file} was not read: {what}."), {"file": one.file, "what": one.skipped})
        if one.refused:
            yield said(N_("{file} was not taken:"), {"file": one.file})
            yield from (f"  {row}" for row in error_lines(one.refused))
        if one.notes:
            yield f"{one.file}："
            yield from _notes(one.notes)
    compared = [note for one in collected.registered for note in one.notes]
    if compared:
        yield _(N_("Held against the drafts:"))
        yield from _notes(compared)


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield f"  {note.code} {said(note.message, note.values)}"
        if note.hint:
            yield f"    → {said(note.hint, note.values)}"


def _told(collected: Collected) -> dict[str, Any]:
    """The report in keys that stay the same."""
    return {
        "files": [_file(one) for one in collected.files],
        "registered": [
            {
                "id": one.id,
                "number": one.number,
                "unit": one.turn.unit,
                "period": one.turn.period,
                "events": [
                    event.model_dump(mode="json", by_alias=True, exclude_defaults=True)
                    for event in one.appended
                ],
                "replaced": one.replaced,
                "notes": [_note(note) for note in one.notes],
            }
            for one in collected.registered
            if one.appended or one.notes
        ],
        "submitted": [name for name, _number in collected.submitted()],
        "blank": collected.blank,
        "foreign": collected.foreign,
        "unmatched": collected.unmatched,
        "rounds": [{**_round(one.round), "units": _answers(one.answers)} for one in collected.rounds],
    }


def _file(one: Handed) -> dict[str, Any]:
    refused = one.refused
    error = {"code": refused.code, "message": said(refused.message, refused.values)} if refused else None
    return {
        "file": one.file,
        "plan": one.answered.round.plan if one.answered else None,
        "period": one.answered.round.period if one.answered else None,
        "unit": one.answered.unit if one.answered else None,
        "refused": error,
        "skipped": _(one.skipped) or None,
        "notes": [_note(note) for note in one.notes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "code": note.code,
        "weight": note.weight,
        "message": said(note.message, note.values),
        "values": note.values,
    }


def _answers(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    return [{"unit": one.unit, "reported": one.reported, "missing": one.missing} for one in answers]


def say_stands(printer: Printer, stands: Iterable[Stand], on: date) -> None:
    """Who has not answered, round by round, in the order of the office's list."""
    told = []
    for one in stands:
        printer.line(
            N_("{plan}, {period}: answers by {due}, counted on {on}."),
            plan=one.round.plan,
            period=one.round.words,
            due=one.round.due,
            on=on,
        )
        for answer in one.answers:
            printer.line(
                N_("  {unit}: asked {asked}, answered {reported}, not answered {missing}"),
                unit=answer.unit,
                asked=len(answer.reported) + len(answer.missing),
                reported=len(answer.reported),
                missing=len(answer.missing),
            )
        if one.overdue:
            printer.line(N_("The day is past and answers are missing."))
        printer.line(N_("Those to remind: {file}"), file=one.file)
        told.append(
            {**_round(one.round), "overdue": one.overdue, "units": _answers(one.answers), "file": one.file}
        )
    printer.data(told)
