"""公示 as .docx: a notice that is signed, to be posted on paper, and its matters as a table."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.channels.exports.saying import closed, day
from rectify_site.channels.outlet import Outlet
from rectify_site.model import words
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Notice
from rectify_site.official.writing import Cell, Grid, Line, Part, Row, Turn, signed, title, written
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import last
from rectify_site.tables.wording import heading, listed

HEADS = ("整改目标", "完成情况", "牵头单位", "核查单位")
WIDTHS = (14, 62, 48, 52, 26, 23)  # 225 mm in all
ANNEX = "公示事项清单"


def posted(outlet: Outlet, notice: Notice) -> bytes:
    """The document, dated with the first day of the notice."""
    return written(_parts(outlet, notice))


def _parts(outlet: Outlet, notice: Notice) -> Iterator[Part]:
    found = [outlet.record_of[key] for key in notice.records if key in outlet.record_of]
    kind = words.DAY_KIND[notice.day_kind]
    yield from title(public_text(notice.title))
    yield from (Line(public_text(text)) for text in notice.text)
    yield Line(f"公示时间：{day(notice.from_)}至{day(notice.to)}，共{notice.days}个{kind}，首尾两天都计。")
    yield Line(f"怎样反映：{closed(notice.how_to_object)}")
    yield Line(f"联系方式：{closed(notice.contact)}")
    if found:
        yield from (Line(""), Line(f"附件：{ANNEX}"))
    yield Line("")
    yield from signed(outlet.settings.office, day(notice.from_))
    if found:
        yield from (Turn(), Line("附件", "Flush"), Line(ANNEX, "Title"))
        item = words.item(matter.plan for matter in found)
        yield Grid(("序号", f"整改{item}", *HEADS), tuple(map(_row, found)), WIDTHS)


def _row(matter: Matter) -> Row:
    record = matter.record
    texts = (
        record.number,
        heading(record),
        public_text(record.target),
        _done(matter),
        listed(record.lead_units),
        record.verifying_unit or "",
    )
    return Row(tuple(map(Cell, texts)))


def _done(matter: Matter) -> str:
    """What was reported as done, and where that has no words, what the check said."""
    told = (last(matter, kind) for kind in (EventKind.SUBMITTED, EventKind.ACCEPTED))
    return next((public_text(event.text) for event in told if event and event.text), "")
