"""A matter: how far it has come, who answers for it and by when, why it is late, what was done, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.states import OPEN, Group
from rectify_site.pages import responsibility
from rectify_site.pages.contact import Reach, of_matter
from rectify_site.pages.lines import badge
from rectify_site.pages.on_the_web import web_page
from rectify_site.pages.steps import steps
from rectify_site.pages.telling import all_evidence, chapters, flags, means, once, proofs
from rectify_site.pages.view import Crumbs, Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.render.templates import piece
from rectify_site.tables.acts import act
from rectify_site.tables.entries import entries
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import last
from rectify_site.tables.wording import (
    CRUMB,
    HEADING,
    deadline_words,
    direction_name,
    heading,
    listed,
    numbered,
    short,
)


@page("record")
def records(view: View) -> Iterator[Page]:
    """Every public matter."""
    for matter in view.matters:
        yield _page(view, matter)


def _page(view: View, matter: Matter) -> Page:
    record = matter.record
    here, acts = Here(links.record(record.id)), view.acts.get(("record", record.id), ())
    reach = of_matter(matter, view.edition, view.settings)
    delay = last(matter, EventKind.DELAY_EXPLAINED) if matter.state in OPEN else None
    return view.page(
        _head(view, matter, acts[-1].at if acts else ""),
        record=record,
        first=acts[0].at if acts else "",
        badge=badge(view, matter),
        means=means(matter),
        flags=flags(view, matter),
        steps=steps(matter),
        roles=responsibility.roles(view, matter, here),
        deadlines=responsibility.deadlines(matter),
        late=matter.late,
        delay=delay,
        delay_words={key: public_text(getattr(delay, key)) for key in ("text", "reason", "next_step")}
        if delay
        else {},
        chapters=chapters(matter),
        measures=[public_text(measure.text) for measure in record.measures],
        numbered=numbered(public_text(measure.text) for measure in record.measures),
        milestones=[
            (stage.text, stage.deadline.date, deadline_words(stage.deadline)) for stage in record.milestones
        ],
        entries=[once(told, delay) for told in entries(view.known(here), matter)],
        proofs=proofs(record.events) if matter.group in {Group.DONE, Group.CHECKING} else (),
        evidence=all_evidence(record.events),
        kept=any(not item.public for event in record.events for item in event.evidence),
        cited=web_page(here.path, view.settings),
        reach=reach,
        reach_block=_block(view, reach),
        acts=[act(done, matter.plan) for done in reversed(acts)],
        corrected=next((done.at for done in reversed(acts) if done.fault), ""),
        method=here.to(links.METHOD),
    )


def _head(view: View, matter: Matter, published: str) -> Head:
    """Its sentence names the matter, who leads, and how far it has come, for those who read only that."""
    name, leading = short(heading(matter.record), HEADING), listed(matter.record.lead_units)
    said = (name, leading and f"牵头单位：{leading}", badge(view, matter).word)
    about = "。".join(part for part in said if part)
    return Head(links.record(matter.record.id), "record", name, _crumbs(view, matter), published, about)


def _block(view: View, reach: Reach) -> Safe:
    """How to reach somebody, written once for all matters of a unit."""
    key = ("reach", reach.unit, "")
    if key not in view.memory:
        view.memory[key] = piece(view.templates, "reach", reach)
    found: Safe = view.memory[key]
    return found


def _crumbs(view: View, matter: Matter) -> Crumbs:
    plan = matter.plan
    above = [(direction_name(way, CRUMB), links.direction(plan, way)) for way in matter.headings]
    return view.crumbs(view.plan_crumb(plan), *above)
