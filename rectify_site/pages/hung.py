"""How a notice (公示) stands on the cut-off date, and what came of it: for its page and all that lead to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Notice
from rectify_site.pages.lines import Badge, Line, line
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import Matter
from rectify_site.tables.notice_days import result

RUNNING = "截至{day}正在公示"
AWAITED = Badge("reached", "公示已结束，结果待公布")
FINISHED = Badge("done", "公示已结束")


class Outcome(NamedTuple):
    """A matter that was put up, and what came of it."""

    line: Line
    on: date | None
    said: str
    text: str


class Hung(NamedTuple):
    """A notice with its days in words and how it stands."""

    notice: Notice
    href: Safe
    title: str
    days: str
    badge: Badge
    outcomes: tuple[Outcome, ...]

    @property
    def span(self) -> str:
        """From when to when, and how many days of which kind."""
        return f"{self.notice.from_.isoformat()}至{self.notice.to.isoformat()}，{self.days}"

    @property
    def settled(self) -> bool:
        """Whether there is a result for every matter."""
        return bool(self.outcomes) and all(outcome.on for outcome in self.outcomes)

    @property
    def current(self) -> bool:
        """Whether the public can still object or waits for the result."""
        return self.badge is not FINISHED


def hung(view: View, here: Here) -> tuple[Hung, ...]:
    """All notices of the edition, the newest first."""
    found = sorted(view.edition.notices, key=lambda notice: (notice.from_, notice.id), reverse=True)
    return tuple(stands(view, notice, here) for notice in found)


def stands(view: View, notice: Notice, here: Here) -> Hung:
    """How one notice stands."""
    found = [view.record_of[key] for key in notice.records if key in view.record_of]
    outcomes = tuple(_outcome(view, matter, notice, here) for matter in found)
    over = view.edition.as_of > notice.to
    settled = not outcomes or all(outcome.on for outcome in outcomes)
    return Hung(
        notice=notice,
        href=here.to(links.notice(notice.id)),
        title=public_text(notice.title),
        days=f"共{notice.days}个{words.DAY_KIND[notice.day_kind]}",
        badge=_running(view.edition.as_of) if not over else FINISHED if settled else AWAITED,
        outcomes=outcomes,
    )


def _running(as_of: date) -> Badge:
    """A reader may come after the last day: the state is that of the cut-off date, and says so."""
    return Badge("checking", RUNNING.format(day=f"{as_of.month}月{as_of.day}日"))


def _outcome(view: View, matter: Matter, notice: Notice, here: Here) -> Outcome:
    event = result(matter.record.events, notice)
    said = line(view, matter, here)
    if event is None:
        return Outcome(said, None, "", "")
    told = f"收到不同意见{event.objections or 0}件"
    told += f"，成立{event.upheld or 0}件" if event.objections else ""
    return Outcome(said, event.on, told, public_text(event.text))


def current(found: Iterable[Hung]) -> tuple[Hung, ...]:
    """Those that run or whose result is not there yet."""
    return tuple(one for one in found if one.current)
