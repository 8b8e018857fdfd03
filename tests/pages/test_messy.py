"""An office that fills in as little as it may, and that oddly: its pages have no hole and no foreign word."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Phases
from hypothesis import strategies as st
from lxml import html

from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.edition import Edition, Withdrawn
from rectify_site.model.events import EventKind
from rectify_site.model.outputs import Page
from rectify_site.model.records import Phase, Section
from rectify_site.model.reports import Notice, Report
from rectify_site.settings import Contact, Footer
from tests.builders import SIGNED, a_plan, a_record, a_unit, an_edition, an_event
from tests.pages.site import made, read, sample
from tests.pages.test_conventions import tags, wanted
from tests.pages.test_laws import AVOIDED
from tests.pages.test_theme import framed
from tests.render.reading import commonmark

BARE = {"site_url": None, "footer": Footer(), "contact": Contact(), "update_cycle": None, "next_update": None}
ASKED_OF_THE_OFFICE = {"SiteDomain", "SiteIDCode"}
HOLE = re.compile(
    r"\b(None|null|NaN|nan|undefined|True|False)\b|[{}\[\]]|[（“《]\s*[）”》]|[，、：；]\s*[，。；、）]|^[，。；、）]|第\s*项|为$"
)
SPOKEN = {"Excel", "WPS", "UTF", "Data", "Package", "DCAT", "xlsx", "csv", "json"}
ID = re.compile(r"\b\d{4}-[a-z]+(?:-[a-z0-9]+)*\b|https?://\S+|<[a-z]+>")
LATIN = re.compile(r"[A-Za-z]{2,}")
TAGS = "li dd dt h1 h2 h3 h4 td th p[not(@role)] caption figcaption a strong summary time"
SAYS = "|".join(f"//{tag}" for tag in TAGS.split())


def a_bare_record(ordinal: int, kinds: Iterable[str], deadline: Deadline, **fields: object) -> object:
    """Nothing beside what a record must have; its events say their day only."""
    events = tuple(an_event(kind, f"2022-0{month}-01") for month, kind in enumerate(kinds, 1))
    bare = {"direction": (), "measures": (), "leaders": (), "lead_units": (), **fields}
    return a_record(ordinal, deadline=deadline, events=events, **bare)


def office(records: Iterable[object]) -> Edition:
    """A plan of a name and a kind, units of a name, a notice and a report that name nothing, what was withdrawn."""
    notice = {"id": "n1", "title": "公示", "contact": "办公室", "how_to_object": "来电", "scope": "public"}
    days = {"from": "2022-12-01", "to": "2022-12-07", "days": 7, "day_kind": "calendar"}
    bare = a_plan(
        kind="other", year=None, directions=(), phases=(Phase(id="p1", name="阶段"),), sections=(Section(),)
    )
    return an_edition(
        records,
        plans=(bare,),
        units=(
            a_unit("u1", "甲局"),
            a_unit("u2", "乙街道", kind="street"),
            a_unit("u3", "各街道", kind="collective"),
        ),
        notices=(Notice.model_validate(notice | days),),
        reports=(
            Report(id="r1", title="通报", scope="public"),
            Report(id="r2", title="再通报", as_of=date(2022, 6, 30), scope="public"),
        ),
        withdrawn=tuple(
            Withdrawn(kind=kind, id=f"2022-{kind}-9", at=SIGNED, reason="")
            for kind in ("record", "plan", "report", "notice", "page")
        ),
    )


def assert_whole(page: Page) -> None:
    """No hole in what a reader sees or a machine reads of a page."""
    lines = [ID.sub("", line) for line in read(page).lines]
    assert [line for line in lines if HOLE.search(line)] == [], page.path
    assert [word for line in lines for word in AVOIDED.findall(line)] == [], page.path
    tree = html.fromstring(f"<main>{commonmark(page.markdown)}</main>")
    spoken = {
        word
        for text in tree.xpath("//text()[not(ancestor::code)]")
        for word in LATIN.findall(ID.sub("", text))
    }
    assert spoken <= SPOKEN, page.path
    empty = [
        node.tag
        for node in tree.xpath(SAYS)
        if not node.text_content().strip() and not node.xpath(".//*[local-name()='svg']")
    ]
    assert empty == [], page.path
    told = tags(framed(page))
    assert not [name for name, said in told.items() if said.strip().lower() in {"", "none", "null"}], (
        page.path
    )
    assert not [name for name, said in told.items() if HOLE.search(said)], page.path


def test_bare_pages_of_every_kind_have_no_hole() -> None:
    deadlines = [
        Deadline(kind=kind) for kind in DeadlineKind if kind.value not in {"by_date", "by_date_then_ongoing"}
    ]
    kinds = [str(kind) for kind in EventKind]
    records = [a_bare_record(n, kinds[n - 1 :: 3], deadline) for n, deadline in enumerate(deadlines, 1)]
    named = a_bare_record(
        20, (), deadlines[0], responsible_units=("乙街道", "各街道"), lead_units=("没有登记的局",)
    )
    built = made(office([*records, named]), **BARE)
    for page in built.values():
        assert_whole(page)
        assert wanted(page.kind) - ASKED_OF_THE_OFFICE <= set(tags(framed(page))), page.path
    assert len({page.kind for page in built.values()}) > 20


@pytest.mark.slow
@settings(
    max_examples=10, phases=[Phases.explicit, Phases.generate], suppress_health_check=[HealthCheck.too_slow]
)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*map(str, EventKind)]), max_size=7),
            st.sampled_from(["none", "vague", "immediate"]),
        ),
        max_size=4,
    )
)
def test_whatever_happened_without_a_word_leaves_no_hole(drawn: list[tuple[list[str], str]]) -> None:
    records = [a_bare_record(n, kinds, Deadline(kind=kind)) for n, (kinds, kind) in enumerate(drawn, 1)]
    for page in made(office(records), **BARE).values():
        assert_whole(page)


@pytest.mark.parametrize("name", ["district", "two_plans"])
def test_full_pages_have_no_hole_either(name: str) -> None:
    for page in sample(name).values():
        told = tags(framed(page))
        assert wanted(page.kind) <= set(told), page.path
        assert not [key for key, said in told.items() if said.strip().lower() in {"", "none", "null"}], (
            page.path
        )
