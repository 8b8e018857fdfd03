"""What every page is made from: the Edition, the settings, the templates, and what is derived once for all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from rectify_site import links, tables
from rectify_site.model import words
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition, Publication
from rectify_site.model.outputs import Page, Table
from rectify_site.model.records import Plan
from rectify_site.model.reports import Notice
from rectify_site.model.states import State
from rectify_site.render.escape import Safe, address
from rectify_site.render.templates import Templates, minute, write
from rectify_site.settings import Settings
from rectify_site.tables.entries import Known
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.roles import Part, parts
from rectify_site.tables.wording import plan_name

Crumbs = tuple[tuple[str, str], ...]
ABOUT = "about"
"""The id of the hand-written page about the site."""


@lru_cache(maxsize=65_536)
def _near(target: str, folder: str) -> Safe:
    return address(links.relative(target, folder))


@dataclass(frozen=True)
class Here:
    """The page being written: it knows how to reach the others."""

    path: str

    def to(self, target: str) -> Safe:
        """The relative link to another page."""
        return _near(target, self.path[: self.path.rfind("/") + 1])


@dataclass(frozen=True)
class Head:
    """What a page is, beside its text."""

    path: str
    kind: str
    title: str
    crumbs: Crumbs = ()
    published: str = ""  # ISO 8601
    about: str = ""  # in a sentence, plain text


@dataclass(frozen=True)
class View:
    """All that pages are made from."""

    edition: Edition
    settings: Settings
    rule: DueRule
    templates: Templates
    matters: tuple[Matter, ...]

    @cached_property
    def counted(self) -> tuple[Matter, ...]:
        """The matters that stand in the base of the figures."""
        return counted(self.matters)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """All tables over the whole edition."""
        return tables.over(self.edition, self.matters)

    @cached_property
    def by_plan(self) -> dict[str, tuple[Matter, ...]]:
        """The matters of each plan that has any, in the order of the edition."""
        found: dict[str, list[Matter]] = defaultdict(list)
        for matter in self.matters:
            found[matter.plan.id].append(matter)
        return {plan.id: tuple(found[plan.id]) for plan in self.edition.plans if plan.id in found}

    @cached_property
    def by_shelf(self) -> dict[State, tuple[Matter, ...]]:
        """The matters of each state that has any, in the order in which the public reads the states."""
        return {
            state: kept
            for state in State
            if (kept := tuple(matter for matter in self.matters if matter.shelf is state))
        }

    @cached_property
    def memory(self) -> dict[tuple[str, str, str], Any]:
        """What was worked out for one page and is needed on others: values only, the same whoever asks first."""
        return {}

    @cached_property
    def acts(self) -> dict[tuple[str, str], tuple[Publication, ...]]:
        """The acts of publication of each document, oldest first, by kind and id."""
        found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
        for act in self.edition.publications:
            found[act.kind, act.id].append(act)
        return {key: tuple(acts) for key, acts in found.items()}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The part of every unit that has one; those units have pages."""
        return parts(self.edition, self.matters)

    @cached_property
    def notice_of(self) -> dict[str, Notice]:
        """Notices by id."""
        return {notice.id: notice for notice in self.edition.notices}

    @cached_property
    def record_of(self) -> dict[str, Matter]:
        """Matters by the id of their record."""
        return {matter.record.id: matter for matter in self.matters}

    @cached_property
    def item(self) -> str:
        """What the matters of this site are called."""
        return words.item(matter.plan for matter in self.matters)

    def known(self, here: Here) -> Known:
        """What the events on a page may name, and how the page reaches it."""
        return Known(self.notice_of, self.record_of, self.edition.plan_of, here.to)

    def shelf_words(self, state: State) -> str:
        """The words for the page of a state; what 已完成 means depends on the plans."""
        return (
            words.done(matter.plan for matter in self.counted)
            if state is State.CLOSED
            else words.STATE[state]
        )

    def shelf_means(self, state: State) -> str:
        """What a state means on this site."""
        return words.means(state, (matter.plan for matter in self.counted))

    def published(self, kind: str, key: str) -> str:
        """When a document was last published; empty in a preview."""
        acts = self.acts.get((kind, key), ())
        return acts[-1].at if acts else ""

    def newest(self, plan: Plan) -> str:
        """When a plan or one of its matters was last published."""
        found = (self.published("record", matter.record.id) for matter in self.by_plan.get(plan.id, ()))
        return max(found, default="", key=str) or self.published("plan", plan.id)

    def crumbs(self, *more: tuple[str, str]) -> Crumbs:
        """The way from home to a page."""
        return (("首页", links.HOME), *more)

    def plan_crumb(self, plan: Plan) -> tuple[str, str]:
        """The plan on the way to one of its pages."""
        return plan_name(plan), links.plan(plan.id)

    def page(self, head: Head, **values: object) -> Page:
        """Fill in the template that has the name of the kind."""
        text = write(self.templates, f"{head.kind}.md.jinja", head=head, settings=self.settings, **values)
        return Page(
            path=head.path,
            kind=head.kind,
            title=head.title,
            markdown=text,
            crumbs=head.crumbs,
            published=str(minute(head.published)) if head.published else None,
            about=head.about,
        )
