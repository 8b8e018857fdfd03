"""What the head of each page says to machines: complete for its kind, nothing empty, nothing that breaks out."""

import json
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from rectify_site import links
from rectify_site.charts.qr import qr
from rectify_site.model.outputs import Page
from rectify_site.pages.conventions import dressed
from rectify_site.pages.nav import column_of
from rectify_site.press.sitemap import MOST, sitemap
from rectify_site.registry import gather
from rectify_site.registry import page as kinds
from rectify_site.render.escape import drawing
from rectify_site.settings import Footer
from tests.builders import a_record, an_edition, some_settings
from tests.pages.district import district
from tests.pages.site import made, sample
from tests.pages.test_theme import framed
from tests.render.corpora import OWN
from tests.render.reading import Reader

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
gather("rectify_site.pages")
KINDS = [plug.key for plug in kinds]
HOME_KINDS = {"home", "missing"}
LIST_KINDS = {
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
RECORD = links.record("2022-minzhu-06")
ROOT = "https://zg.example.gov.cn/zhenggai/"
HOSTILE = "甲\"><script>alert(1)</script>&lt;\u2028</script><!--' {{7*7}} http-equiv=refresh"


def wanted(kind: str) -> set[str]:
    """国办发〔2017〕47号: three, seven, ten."""
    return SITE if kind in HOME_KINDS else SITE | COLUMN if kind in LIST_KINDS else SITE | COLUMN | CONTENT


def tags(page: Reader) -> dict[str, str]:
    found = [given for tag, given in page.elements if tag == "meta"]
    named = [
        (str(given.get("name") or given.get("property")), str(given["content"]))
        for given in found
        if "content" in given
    ]
    assert len({name for name, _ in named}) == len(named)
    return dict(named)


def block(page: Page) -> dict[str, object]:
    return json.loads(page.structured)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_carries_its_tags_and_none_is_empty(kind: str) -> None:
    of_kind = [
        page for name in ("district", "two_plans") for page in sample(name).values() if page.kind == kind
    ]
    assert of_kind
    found = tags(framed(of_kind[0]))
    assert wanted(kind) <= set(found)
    assert not (SITE | COLUMN | CONTENT) & set(found) - wanted(kind)
    assert not [name for name, said in found.items() if said.strip().lower() in {"", "none", "null"}]


def test_every_page_of_content_says_its_minute() -> None:
    for page in sample("two_plans").values():
        for _, name, said in page.tags:
            if name == "PubDate":
                assert datetime.strptime(said, "%Y-%m-%d %H:%M"), page.path  # noqa: DTZ007 - the zone is China's
    assert ("name", "PubDate", "2023-01-18 09:30") in sample("district")[RECORD].tags


def test_a_value_the_office_has_not_given_leaves_no_empty_tag() -> None:
    bare = made(district(), site_url=None, footer=Footer())[RECORD]
    names = {name for _, name, _ in bare.tags}
    assert not {"SiteDomain", "SiteIDCode", "Url", "og:url"} & names
    assert bare.canonical is None
    assert "https://zg" not in bare.structured


@pytest.mark.parametrize("hostile", [*OWN, HOSTILE])
def test_what_an_author_types_stays_a_value(hostile: str) -> None:
    typed = " ".join(hostile.split())
    settings = some_settings(office=typed[:100] or "甲")
    plain = sample("district")[RECORD]
    hostile_page = plain.model_copy(update={"title": typed, "about": ""})
    page = dressed(hostile_page, settings, "任务", "", draft=False, kept=False)
    seen, usual = framed(page), framed(plain)
    assert seen.tags == usual.tags
    assert tags(seen)["ArticleTitle"] == typed
    assert tags(seen)["og:title"] == typed
    assert json.loads(page.structured)["@graph"][0]["name"] == typed
    assert not set("<>&\u2028\u2029") & set(page.structured)


def test_the_data_block_says_where_a_page_stands_and_who_published_it() -> None:
    report, way = block(sample("district")[RECORD])["@graph"]
    assert report["@type"] == "Report"
    assert report["url"] == sample("district")[RECORD].canonical == f"{ROOT}{RECORD}"
    assert report["datePublished"] == "2023-01-18T09:30+08:00"
    assert report["publisher"]["name"] == "中共青石区委办公室"
    assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3, 4]
    assert way["itemListElement"][0]["item"] == f"{ROOT}index.html"


def test_without_an_address_on_the_web_the_block_points_along_the_site() -> None:
    page = made(district(), site_url=None)[RECORD]
    assert block(page)["@graph"][1]["itemListElement"][0]["item"] == "../index.html"


SCANNED = {"home", "plan", "unit", "notice", "certificate"}


def test_a_page_that_may_leave_the_screen_carries_the_code_of_its_own_address() -> None:
    for page in sample("district").values():
        shown = drawing(qr("用手机扫一扫，打开本页", f"{ROOT}{page.path}"))
        assert page.markdown.count('<figure class="scan">') == (page.kind in SCANNED), page.path
        assert (shown in page.markdown) == (page.kind in SCANNED), page.path


@pytest.mark.parametrize("fields", [{"site_url": None}, {"site_url": "zg.example"}])
def test_without_an_address_there_is_no_code(fields: dict[str, object]) -> None:
    assert not [page for page in made(district(), **fields).values() if "scan" in page.markdown]


def test_a_preview_has_no_code() -> None:
    assert not [page for page in made(district(draft=True)).values() if "scan" in page.markdown]


def test_a_preview_is_for_no_search_engine() -> None:
    for page in made(district(draft=True)).values():
        assert ("name", "robots", "noindex") in page.tags
        assert page.canonical is None
    assert sitemap(made(district(draft=True)).values()) == ()


def test_kinds_without_a_column_are_refused() -> None:
    with pytest.raises(LookupError):
        column_of("unheard-of", "任务")


def test_the_sitemap_lists_every_page_once_with_its_day() -> None:
    built = sample("district")
    (listed,) = sitemap(built.values())
    found = {
        node[0].text: node.findtext("{*}lastmod")
        for node in ET.fromstring(listed.data)  # noqa: S314 - our own
    }
    assert set(found) == {f"{ROOT}{path}" for path in built if path != links.MISSING}
    assert found[f"{ROOT}{RECORD}"] == "2023-01-18"


def test_robots_are_told_at_the_root_of_a_server_only() -> None:
    edition = an_edition([a_record()])
    at_root = {
        item.path: item.data for item in sitemap(made(edition, site_url="https://zg.example/").values())
    }
    assert at_root["robots.txt"].endswith(b"Sitemap: https://zg.example/sitemap.xml\n")
    assert [item.path for item in sitemap(made(edition).values())] == ["sitemap.xml"]


def test_a_long_list_is_cut_into_several() -> None:
    page = sample("district")[RECORD]
    many = [
        page.model_copy(update={"path": f"records/{n}.html", "canonical": f"{ROOT}records/{n}.html"})
        for n in range(MOST + 1)
    ]
    found = {item.path: item.data for item in sitemap(many)}
    assert set(found) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    assert f"<loc>{ROOT}sitemap-2.xml</loc>".encode() in found["sitemap.xml"]
    assert found["sitemap-2.xml"].count(b"<loc>") == 1
