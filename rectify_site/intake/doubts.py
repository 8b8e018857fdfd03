"""What there is to say about a plan as a whole: counts that differ, numbers that jump, what had to be made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rectify_site.errors import N_
from rectify_site.intake import items
from rectify_site.intake.counts import Declared
from rectify_site.intake.items import Made
from rectify_site.intake.markers import ordinal
from rectify_site.intake.outline import Item
from rectify_site.intake.paragraphs import Remark, remark, shown
from rectify_site.model.records import Plan

ABOVE = N_("a responsibility line above the matters: write it under each of them")


def above(matters: Sequence[Item]) -> Iterator[Remark]:
    """Headings that carry fields: the words stay in the title, and nobody can say for which matters they are."""
    for heading in dict.fromkeys(heading for item in matters for heading in item.path):
        if heading.fields:
            yield remark(heading.paragraph, "S265", ABOVE)


def differences(declared: Sequence[Declared]) -> Iterator[Remark]:
    """Counts that are not what was found."""
    for one in declared:
        if one.found is not None and one.found != one.declared:
            message = N_("the text says “{words}”, {found} were found")
            yield Remark("S261", message, {"words": one.text, "found": str(one.found)}, one.line, one.column)


def jumps(matters: Sequence[Item]) -> Iterator[Remark]:
    """Numbers that do not run on: one is missing, or stands twice."""
    for before, item in pairwise(matters):
        one, two = ordinal(before.head.number), ordinal(item.head.number)
        if one and two and two not in {one + 1, 1} and before.head.level == item.head.level:
            message = N_("number {number} follows {before}")
            last = before.head.number
            yield remark(item.head.paragraph, "S262", message, number=item.head.number, before=last)


def first_assumed(made: Sequence[Made]) -> Iterator[Remark]:
    """All remarks about matters; that a year was assumed is said once."""
    said = False
    for one in made:
        for each in one.remarks:
            if each.code != items.ASSUMED or not said:
                yield each
            said = said or each.code == items.ASSUMED


def about_plan(plan: Plan, *, titled: bool) -> Iterator[Remark]:
    """What the document does not say of itself and had to be made up."""
    if not titled:
        message = N_("the document has no title; it is called “{title}”")
        yield Remark("S258", message, {"title": shown(str(plan.title))}, 0)
    if plan.year is None:
        message = N_("the document names no year: its id is {name}; give a better one with --plan")
        yield Remark("S259", message, {"name": plan.id}, 0)
