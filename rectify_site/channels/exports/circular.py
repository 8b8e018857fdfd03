"""情况通报 as .docx: a report that is signed, and the matters it counts as a table on paper that lies on its side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rectify_site.channels.exports.saying import closed, day, deadline, explained, standing
from rectify_site.channels.outlet import Outlet
from rectify_site.model.due import DueRule
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Report
from rectify_site.official.writing import Cell, Grid, Line, Part, Row, Turn, signed, title, written
from rectify_site.tables.matters import Matter, matters
from rectify_site.tables.progress import Progress, progress, sentence
from rectify_site.tables.reporting import Chapter, aspects, behind, counts, earlier, said
from rectify_site.tables.standing import delay
from rectify_site.tables.wording import direction_name, heading, listed
from rectify_site.text import numeral

UNDATED = "　　　　年　　月　　日"
"""Where the signed report does not say on which day it was issued: the clerk fills it in, nothing is guessed."""

WIDTHS = (14, 80, 36, 52, 43)  # 225 mm in all


def circular(outlet: Outlet, rule: DueRule, report: Report) -> bytes:
    """The document; its figures are those of the report's page, because both count the same."""
    return written(_parts(outlet, counted(outlet, rule, report), report))


def counted(outlet: Outlet, rule: DueRule, report: Report) -> Outlet | None:
    """All as it stood on the day a report's data reach to; None where it counts nothing."""
    if report.as_of is None or not counts(outlet.edition, report):
        return None
    then = earlier(outlet.edition, report.as_of, report.plan)
    found = matters(then, rule)
    return Outlet(then, outlet.settings, found) if found else None


def _parts(outlet: Outlet, then: Outlet | None, report: Report) -> Iterator[Part]:
    told = progress(then.matters) if then else None
    if report.document:
        yield Line(report.document, "Number")
    yield from title(public_text(report.title))
    yield from map(Line, said(report.preamble))
    if then and told:
        yield Line(f"截至{day(then.edition.as_of)}，向社会公开的{sentence(told)}")
    for chapter in _in_order(then, told, report):
        yield Line(chapter.number + chapter.title, "Heading1")
        yield from map(Line, chapter.paragraphs)
        if chapter.figures:
            yield Line(closed("；".join(chapter.figures)))
    name = f"整改{told.item}清单" if told else ""
    if then:
        yield from (Line(""), Line(f"附件：{name}"))
    yield Line("")
    yield from signed(
        report.issued_by or outlet.settings.office, day(report.issued_on) if report.issued_on else UNDATED
    )
    if then and told:
        yield from _attached(then, told, name)


def _in_order(then: Outlet | None, told: Progress | None, report: Report) -> list[Chapter]:
    """Chapters with their numbers: those behind the report's own go on from where these end."""
    own, late = aspects(report), _late(then, told)
    rest = [*late, *behind(report)]
    brought = [chapter.number for chapter in own]
    running = [f"{numeral(place)}、" for place in range(1, len(own) + len(rest) + 1)]
    if brought not in (running[: len(own)], [""] * len(own)):
        return [*own, *rest]
    return [chapter._replace(number=number) for chapter, number in zip([*own, *rest], running, strict=True)]


def _late(then: Outlet | None, told: Progress | None) -> list[Chapter]:
    if then is None or told is None or not told.late:
        return []
    late = f"超过时限，尚未完成的{told.item}（{told.late}项）"
    return [Chapter("", late, tuple(_told(matter) for matter in then.matters if matter.late))]


def _told(matter: Matter) -> str:
    units = listed(matter.record.lead_units)
    who = f"牵头单位：{units}。" if units else ""
    when = f"时限：{deadline(matter)}。"
    return (
        f"第{matter.record.number}项，{closed(heading(matter.record))}{who}{when}{explained(delay(matter))}"
    )


def _attached(then: Outlet, told: Progress, name: str) -> Iterator[Part]:
    yield Turn()
    yield Line("附件", "Flush")
    yield Line(name, "Title")
    yield Line(f"按截至{day(then.edition.as_of)}的情况、由目前公开的记录统计。", "Cell")
    heads = ("序号", f"整改{told.item}", "牵头单位", "完成时限", "整改进展")
    yield Grid(heads, tuple(_rows(then)), WIDTHS)


def _rows(then: Outlet) -> Iterator[Row]:
    """The matters in their order, under the names of their plans and directions."""
    many = len({matter.plan.id for matter in then.matters}) > 1
    for name, inside in groupby(then.matters, lambda matter: _heading(matter, many=many)):
        if name:
            yield Row((Cell(name),))
        yield from (_row(then, matter) for matter in inside)


def _heading(matter: Matter, *, many: bool) -> str:
    title = [public_text(matter.plan.title)] if many else []
    whole: Sequence[str] = [direction_name(given, limit=1000) for given in matter.headings[:1]]
    return "　".join((*title, *whole))


def _row(then: Outlet, matter: Matter) -> Row:
    record = matter.record
    units = Cell(listed(record.lead_units))
    return Row(
        (Cell(record.number), Cell(heading(record)), units, Cell(deadline(matter)), standing(then, matter))
    )
