"""What frames every page: the navigation over the kinds that exist, and the facts of the foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Page
from rectify_site.pages.contact import of_office
from rectify_site.render.templates import day_zh
from rectify_site.settings import Settings


class Column(NamedTuple):
    """A place in the navigation: its name, the kinds under it, what it holds (栏目描述).

    Those asked for most stand in sight on a phone too; the others are folded there under 更多.
    """

    label: str
    kinds: tuple[str, ...]
    about: str
    asked: bool = False


COLUMNS = (
    Column("首页", ("home",), "整改落实情况总览"),
    Column(
        "全部{item}",
        ("records", "record", "withdrawn", "search"),
        "向社会公开的全部整改{item}及其进展",
        asked=True,
    ),
    Column("整改方案", ("plan", "direction"), "整改方案及各整改方向的落实情况"),
    Column("按单位", ("units", "unit"), "各单位牵头和参与的整改{item}", asked=True),
    Column("按状态", ("statuses", "status", "listing"), "按整改状态查看"),
    Column("按时限", ("deadlines", "deadline"), "按完成时限查看", asked=True),
    Column("公示", ("notices", "notice", "certificate"), "整改{item}销号以前的公示及其结果"),
    Column("通报", ("reports", "report"), "半年和全年的整改情况通报"),
    Column("更新", ("updates", "corrections"), "每次公布了什么、改了什么，以及更正", asked=True),
    Column("往年", ("archive",), "已经封存的往年资料"),
)
ASIDE = Column("关于本站", ("about", "method", "data", "page", "missing"), "本站的说明、数据的统计办法和下载")
"""What the foot links to."""

BASE = re.compile(r"/([a-z0-9._-]+/)*")
FOOT = (("订阅与下载", "data"), ("数据说明", "method"), ("关于本站", "about"))


def columns(pages: Sequence[Page], item: str) -> list[dict[str, Any]]:
    """The columns whose first kind has a page. One plan stands in it; several are reached from home."""
    paths: dict[str, list[str]] = {}
    for page in pages:
        paths.setdefault(page.kind, []).append(page.path)
    made = []
    for column in COLUMNS:
        first = paths.get(column.kinds[0], [])
        if first and (column.kinds[0] != "plan" or len(first) == 1):
            label, about = column.label.format(item=item), column.about.format(item=item)
            made.append(
                {
                    "label": label,
                    "path": first[0],
                    "kinds": list(column.kinds),
                    "about": about,
                    "asked": column.asked,
                }
            )
    return made


def column_of(kind: str, item: str) -> Column:
    """The column a kind of page belongs to, also where the navigation does not show it.

    Raises:
        LookupError: a kind without a column.

    """
    for column in (*COLUMNS, ASIDE):
        if kind in column.kinds:
            words = (text.format(item=item) for text in (column.label, column.about))
            label, about = words
            return Column(label, column.kinds, about)
    message = f"pages of the kind {kind} belong to no column"
    raise LookupError(message)


def _foot(pages: Iterable[Page]) -> Iterator[dict[str, str]]:
    given = list(pages)
    for label, kind in FOOT:
        yield from ({"label": label, "path": page.path} for page in given if page.kind == kind)
    yield from ({"label": page.title, "path": page.path} for page in given if page.kind == "page")


def base_path(settings: Settings) -> str:
    """Where the site stands on its server: ``/`` or ``/zhenggai/``; ``./`` where that is not known."""
    path = urlsplit(settings.site_url or "").path.rstrip("/") + "/"
    return path if settings.site_url and BASE.fullmatch(path) else "./"


def site_facts(edition: Edition, settings: Settings, pages: Sequence[Page]) -> dict[str, Any]:
    """What the theme says on every page, as plain values. Record text is never among them."""
    reach, footer = of_office(settings), settings.footer
    offered = any(page.kind == "data" for page in pages)
    return {
        "name": settings.site_name,
        "office": settings.office,
        "language": "zh-CN",
        "base": base_path(settings),
        "domain": urlsplit(settings.site_url).netloc if settings.site_url else "",
        "draft": edition.draft,
        "snapshot": day_zh(edition.as_of) if edition.snapshot else "",
        "as_of": edition.as_of.isoformat(),
        "nav": columns(pages, words.item(plan for plan in edition.plans if edition.records_of(plan.id))),
        "links": list(_foot(pages)),
        "contact": {
            "unit": reach.unit,
            "ways": [[way.label, way.words, unescape(way.href or "")] for way in reach.ways],
        },
        "footer": {
            "organiser": footer.organiser or settings.office,
            "undertaker": footer.undertaker or "",
            "site_id_code": footer.site_id_code or "",
            "icp": footer.icp or "",
            "police": footer.police or "",
            "support": footer.support or "",
            "links": [[link.label, link.address] for link in footer.links],
        },
        "update_cycle": settings.update_cycle or "",
        "home": links.HOME,
        "feed": f"{links.FEED}.xml" if offered and not edition.snapshot else "",
        "search": next((page.path for page in pages if page.kind == "search"), ""),
    }
