"""Subscriptions: an Atom feed (RFC 4287) and a JSON Feed 1.1 of the site, of each plan, of each unit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from rectify_site import links
from rectify_site.channels.news import News, newest, news
from rectify_site.channels.outlet import Outlet
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
LANGUAGE = "zh-CN"


class Feed(NamedTuple):
    """One subscription: where it stands without its ending, what it is called, the page it belongs to, its news."""

    place: str
    title: str
    page: str
    news: tuple[News, ...]


@channel("feeds")
def feeds(outlet: Outlet) -> Iterator[Artifact]:
    """None in a sealed year: nothing of it is ever new."""
    if outlet.edition.snapshot:
        return
    for feed in _feeds(outlet):
        yield Artifact(f"{feed.place}.xml", atom(outlet, feed))
        yield Artifact(f"{feed.place}.json", json_feed(outlet, feed))


def _feeds(outlet: Outlet) -> Iterator[Feed]:
    found, name = news(outlet), outlet.settings.site_name
    yield Feed(links.FEED, f"{name}：全部更新", links.HOME, newest(found))
    for plan in outlet.edition.plans:
        own = (one for one in found if plan.id in {one.about[1], one.about[1].rpartition("-")[0]})
        title = f"{public_text(plan.title)}：更新"
        yield Feed(links.plan_feed(plan.id), title, links.plan(plan.id), newest(own))
    for part in outlet.parts.values():
        records = {("record", matter.record.id) for matter in part.all}
        own = (one for one in found if one.about in records)
        title = f"{part.unit.name}：更新"
        yield Feed(links.unit_feed(part.unit.id), title, links.unit(part.unit.id), newest(own))


def _id(outlet: Outlet, feed: Feed) -> str:
    return f"tag:{outlet.settings.origin},2020:{feed.place}"


def atom(outlet: Outlet, feed: Feed) -> bytes:
    """The feed as Atom. Where the office has no address on the web yet, links lead from the file to its neighbours."""
    place = f"{feed.place}.xml"
    root = Element("feed", {"xmlns": ATOM, "xml:lang": LANGUAGE})
    SubElement(root, "id").text = _id(outlet, feed)
    SubElement(root, "title").text = feed.title
    SubElement(root, "updated").text = max((one.at for one in feed.news), default=outlet.edition.published_at)
    SubElement(SubElement(root, "author"), "name").text = outlet.settings.office
    SubElement(root, "link", rel="self", type="application/atom+xml", href=_address(outlet, place, place))
    SubElement(root, "link", rel="alternate", type="text/html", href=_address(outlet, feed.page, place))
    for one in feed.news:
        entry = SubElement(root, "entry")
        SubElement(entry, "id").text = one.id
        SubElement(entry, "title").text = one.title
        SubElement(entry, "updated").text = one.at
        SubElement(entry, "published").text = one.at
        SubElement(entry, "link", rel="alternate", type="text/html", href=_address(outlet, one.page, place))
        SubElement(entry, "category", term=one.kind, label=one.label)
        SubElement(entry, "content", type="text").text = "\n".join(one.lines) or one.title
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _address(outlet: Outlet, page: str, place: str) -> str:
    return outlet.web(page) or links.relative(page, place)


def json_feed(outlet: Outlet, feed: Feed) -> bytes:
    """The feed as JSON. Addresses stand in it only where the office has said where its site is."""
    given = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": outlet.web(feed.page),
        "feed_url": outlet.web(f"{feed.place}.json"),
        "language": LANGUAGE,
        "authors": [{"name": outlet.settings.office}],
        "items": [_item(outlet, one) for one in feed.news],
    }
    return (
        json.dumps({key: value for key, value in given.items() if value != ""}, ensure_ascii=False) + "\n"
    ).encode()


def _item(outlet: Outlet, one: News) -> dict[str, object]:
    given = {
        "id": one.id,
        "url": outlet.web(one.page),
        "title": one.title,
        "content_text": "\n".join(one.lines) or one.title,
        "date_published": one.at,
        "date_modified": one.at,
        "tags": [one.label],
    }
    return {key: value for key, value in given.items() if value != ""}
