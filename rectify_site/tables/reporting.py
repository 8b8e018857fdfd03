"""What a report says and what it counts, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rectify_site.model.edition import Edition
from rectify_site.model.fields import Worded, public_text
from rectify_site.model.records import Direction
from rectify_site.model.reports import Aspect, Report
from rectify_site.tables.matters import ordinal
from rectify_site.tables.wording import figure


class Chapter(NamedTuple):
    """A chapter in the words that were signed; ``number`` is the one it brings along, with its stop."""

    number: str
    title: str
    paragraphs: tuple[str, ...]
    figures: tuple[str, ...] = ()


def said(texts: Iterable[Worded]) -> tuple[str, ...]:
    """Paragraphs as the public reads them."""
    return tuple(public_text(text) for text in texts)


def aspects(report: Report) -> tuple[Chapter, ...]:
    """The chapters of a report's own."""
    return tuple(_aspect(aspect) for aspect in report.aspects)


def behind(report: Report) -> tuple[Chapter, ...]:
    """What every report may say behind its chapters, under the same headings everywhere."""
    given = (
        ("还没有解决的问题", report.remaining),
        ("下一步安排", report.next_steps),
        ("其他", report.conclusion),
    )
    return tuple(Chapter("", title, said(texts)) for title, texts in given if texts)


def _aspect(aspect: Aspect) -> Chapter:
    number = ordinal(Direction(number=aspect.number, title=aspect.title)) if aspect.number else ""
    figures = tuple(figure(given) for given in aspect.figures)
    return Chapter(number, public_text(aspect.title), said(aspect.paragraphs), figures)


def reach(report: Report) -> date | None:
    """The day its data reach to, else the day it was issued."""
    return report.as_of or report.issued_on


def newest(edition: Edition) -> list[Report]:
    """Reports in the order of their data, the newest first."""
    return sorted(edition.reports, key=lambda report: (str(reach(report) or ""), report.id), reverse=True)


def counts(edition: Edition, report: Report) -> bool:
    """Whether a report counts matters: it names the day its data reach to, and that day has come."""
    return report.as_of is not None and report.as_of <= edition.as_of


def earlier(edition: Edition, day: date, plan: str | None) -> Edition:
    """The edition as of a day, with one plan or with all that there were, from the records that are public now."""
    plans = tuple(one for one in edition.plans if plan in {None, one.id} and _there(one.adopted_on, day))
    names = {one.id for one in plans}
    records = tuple(record for record in edition.records if record.plan in names)
    return edition.model_copy(update={"as_of": day, "plans": plans, "records": records})


def _there(adopted: date | None, day: date) -> bool:
    return adopted is None or adopted <= day
