"""What the head of a government page says to machines: 网页标签 by the 3/7/10 rule, and who it is by, for all others.

国办发〔2017〕47号: three tags on the first page, seven on lists, ten on pages of content. A tag is left out where the
office has not given its value; none is written empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from rectify_site.model.outputs import Page, Tag
from rectify_site.pages.nav import Column, base_path, column_of
from rectify_site.pages.on_the_web import moment, web_page
from rectify_site.pages.structured import structured
from rectify_site.settings import Settings
from rectify_site.tables.wording import short

LISTS = frozenset(
    {
        "archive",
        "corrections",
        "deadline",
        "deadlines",
        "listing",
        "notices",
        "records",
        "reports",
        "search",
        "status",
        "statuses",
        "units",
        "updates",
    }
)
"""Kinds that only lead to others; every other kind but the first page is content."""

FRAMES = frozenset({"home", "missing"})
"""Kinds that belong to no column."""

TYPE, TOPIC, DESCRIPTION = "信息公开", "整改落实", 120


def dressed(page: Page, settings: Settings, item: str, signed: str, *, draft: bool, kept: bool) -> Page:
    """The page with its tags, its address on the web, and its data block.

    ``signed`` is the time of the newest publication, for pages that say the same whoever signs what;
    ``item`` is what the matters of the site are called. A page ``kept`` in a sealed year has the tags of a government
    page and no more: what tells search engines and other sites of it is the living site's.
    """
    column = column_of(page.kind, item)
    dated = page if page.published else page.model_copy(update={"published": signed or None})
    address = None if draft or kept or page.kind == "missing" else web_page(page.path, settings)
    said = page.about or (column.about if page.kind in FRAMES else f"{page.title}。{column.about}")
    said = short(said, DESCRIPTION)
    return page.model_copy(
        update={
            "tags": (
                *_tags(dated, column, said, settings),
                *(() if kept else _open_graph(dated, said, address, settings)),
                *((Tag("name", "robots", "noindex"),) if draft or page.kind == "missing" else ()),
            ),
            "canonical": address,
            "structured": "" if kept or page.kind == "missing" else structured(dated, said, column, settings),
        }
    )


def _tags(page: Page, column: Column, said: str, settings: Settings) -> Iterator[Tag]:
    own = urlsplit(settings.site_url or "").netloc
    given = [
        ("SiteName", settings.site_name),
        ("SiteDomain", own),
        ("SiteIDCode", settings.footer.site_id_code or ""),
    ]
    if page.kind not in FRAMES:
        given += [
            ("ColumnName", column.label),
            ("ColumnDescription", column.about),
            ("ColumnKeywords", f"{TOPIC},{column.label}"),
            ("ColumnType", TYPE),
        ]
    if page.kind in FRAMES | LISTS:
        given.append(("description", said))
    else:
        given += [
            ("ArticleTitle", page.title),
            ("PubDate", page.published or ""),
            ("ContentSource", settings.office),
            ("Keywords", f"{TOPIC},{column.label}"),
            ("Description", said),
            ("Url", f"{base_path(settings)}{page.path}" if own else ""),
        ]
    yield from (Tag("name", name, value) for name, value in given if value)


def _open_graph(page: Page, said: str, address: str | None, settings: Settings) -> Iterator[Tag]:
    article = page.kind not in FRAMES | LISTS
    given = (
        ("og:type", "article" if article else "website"),
        ("og:title", page.title),
        ("og:description", said),
        ("og:site_name", settings.site_name),
        ("og:locale", "zh_CN"),
        ("og:url", address or ""),
        ("article:published_time", moment(page.published) if article and page.published else ""),
    )
    yield from (Tag("property", name, value) for name, value in given if value)
