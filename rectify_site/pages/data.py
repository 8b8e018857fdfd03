"""订阅与下载: what can be subscribed to and taken away, under which licence, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe, web_address
from rectify_site.tables.agenda import agenda
from rectify_site.tables.datasets import KIND_WORDS, Dataset
from rectify_site.tables.facts import datasets
from rectify_site.tables.wording import plan_name


class Download(NamedTuple):
    """A data set: its title, what a row is, how many, its files, and its columns."""

    title: str
    means: str
    rows: int
    csv: Safe
    json: Safe | None
    columns: tuple[tuple[str, str, str], ...]


class Subscription(NamedTuple):
    """What is subscribed to, its two forms, and its calendar where it has dates."""

    title: str
    feed: Safe
    feed_json: Safe
    calendar: Safe | None = None


@page("data")
def data(view: View) -> Iterator[Page]:
    """One page; none in a preview, of which nothing may be taken away, and none before anything is public."""
    if view.edition.draft or not view.edition.publications:
        return
    here, kept = Here(links.DATA), view.edition.snapshot is not None
    yield view.page(
        Head(links.DATA, "data", "订阅与下载", view.crumbs(), view.edition.published_at),
        as_of=view.edition.as_of,
        item=view.item,
        workbook=here.to(links.WORKBOOK),
        downloads=[_download(dataset, here, kept=kept) for dataset in datasets(view.edition, view.matters)],
        subscriptions=() if kept else tuple(_subscriptions(view, here)),
        licence=view.settings.licence,
        licence_at=web_address(view.settings.licence.address) if view.settings.licence else None,
        method=here.to(links.METHOD),
        updates=here.to(links.UPDATES),
        package=here.to(links.DATA_PACKAGE),
        catalogue=None if kept else here.to(links.DATA_CATALOGUE),
        api=None if kept else here.to(links.API),
    )


def _download(dataset: Dataset, here: Here, *, kept: bool) -> Download:
    return Download(
        title=dataset.title,
        means=dataset.means,
        rows=len(dataset.things),
        csv=here.to(links.data(dataset.key, "csv")),
        json=None if kept else here.to(links.data(dataset.key, "json")),
        columns=tuple(
            (
                column.title,
                column.name,
                "；".join(said for said in (KIND_WORDS[column.kind], column.means) if said),
            )
            for column in dataset.columns
        ),
    )


def _subscriptions(view: View, here: Here) -> Iterator[Subscription]:
    """The whole site, each plan, each unit with a part."""
    dates = agenda(view.edition, view.matters)
    dated = {record for date in dates for record in date.records}
    yield _subscription("全部更新", links.FEED, here, links.CALENDAR if dates else "")
    for plan in view.edition.plans:
        yield _subscription(plan_name(plan), links.plan_feed(plan.id), here)
    for part in view.parts.values():
        own = any(matter.record.id in dated for matter in part.all)
        calendar = links.unit_calendar(part.unit.id) if own else ""
        yield _subscription(part.unit.name, links.unit_feed(part.unit.id), here, calendar)


def _subscription(title: str, place: str, here: Here, calendar: str = "") -> Subscription:
    return Subscription(
        title, here.to(f"{place}.xml"), here.to(f"{place}.json"), here.to(calendar) if calendar else None
    )
