"""One ledger, every outlet, the same facts: read back out of each kind of file, and held against what was signed."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks import offices
from rectify_site import channels
from rectify_site.channels import forms
from rectify_site.model.edition import Edition
from rectify_site.tables.matters import matters
from rectify_site.workflow import building, on_paper
from tests.builders import PLAN, a_record, a_rule, a_story, an_event, some_settings
from tests.channels import truth
from tests.channels.retold import basics, data, paper, web
from tests.channels.retold import figures as counts
from tests.channels.retold.basics import Files, Told
from tests.channels.taken_out import by_verbs, in_memory
from tests.channels.truth import FACTS, Facts
from tests.pages import district
from tests.pages.test_recount import twenty_workdays
from tests.recount import Counted, Doc, four_weeks, public, recounted


class Signed(NamedTuple):
    """What is true: the facts of every matter, of the matters that reports and notices list, and the figures."""

    facts: Mapping[str, Facts]
    reported: Mapping[str, Facts]  # by report and matter, as of the day of the report
    posted: Mapping[str, Facts]  # by notice and matter
    dated: Mapping[str, Facts]
    numbers: Mapping[tuple[str, str], str]  # the matter that has a number in a report or notice
    shares: Counter[str]
    plans: Mapping[str, Counter[str]]
    reports: Mapping[str, Counter[str]]


class Outlet(NamedTuple):
    """An outlet: how its files are read, which matters it tells of, and what of them it does not tell."""

    read: Callable[[Files], Iterator[Told]]
    tells: str  # all, some: as it takes; dated, reported, posted: those it is about
    silent: frozenset[str] = frozenset()


def without(*facts: str) -> frozenset[str]:
    assert set(facts) <= set(FACTS)
    return frozenset(facts)


IN_FULL = without("texts", "events", "said", "figures", "reason")
"""What only outlets have that tell a matter in full."""

OUTLETS: dict[str, Outlet] = {
    "pages": Outlet(web.pages, "all"),
    "CSV": Outlet(data.read(data.csv_rows), "all"),
    "XLSX": Outlet(data.read(data.xlsx_rows), "all"),
    "JSON": Outlet(data.read(data.json_rows), "all"),
    "API": Outlet(data.read(data.api_rows), "all"),
    "articles for 公众号": Outlet(web.articles("wechat"), "all"),
    "articles for portals": Outlet(web.articles("cms"), "all"),
    "list of all for 公众号": Outlet(web.list_of_all("wechat"), "all", IN_FULL | without("units", "words")),
    "list of all for portals": Outlet(web.list_of_all("cms"), "all", IN_FULL | without("units", "words")),
    "PDF of matters": Outlet(paper.matters, "some"),
    "PDF of plans": Outlet(paper.plans, "all", IN_FULL | without("number", "name")),
    "情况通报 in Word": Outlet(paper.circulars, "reported", IN_FULL | without("units")),
    "公示 in Word": Outlet(
        paper.posted, "posted", IN_FULL | without("units", "deadline", "words", "state", "late")
    ),
    "新闻素材 in Word": Outlet(
        paper.press(r"press/.*\.docx"),
        "some",
        IN_FULL | without("number", "units", "words", "deadline", "late"),
    ),
    "新闻素材 in Markdown": Outlet(
        paper.press(r"press/.*\.md"),
        "some",
        IN_FULL | without("number", "units", "words", "deadline", "late"),
    ),
    "Atom": Outlet(data.atom, "all", IN_FULL | without("units", "deadline", "state", "late")),
    "JSON Feed": Outlet(data.json_feed, "all", IN_FULL | without("units", "deadline", "state", "late")),
    "calendars": Outlet(data.calendars, "dated", IN_FULL | without("units", "words", "late")),
}
"""Every outlet that tells of matters. A press sheet gives the day of a late one only, a feed the words of the plan.

No facts of matters stand in what describes other files: the data package, the DCAT catalogue, 录入单, manifests.
"""


def complaints(signed: Signed, files: Files, names: Iterable[str] = OUTLETS) -> list[str]:
    """Every fact that an outlet tells otherwise, and every matter it loses or should not know."""
    return [found for name in names for found in _complaints(signed, files, name, OUTLETS[name])]


def _complaints(signed: Signed, files: Files, name: str, outlet: Outlet) -> Iterator[str]:
    numbered = outlet.tells in {"reported", "posted"}
    true = getattr(signed, outlet.tells, signed.facts)
    read = (
        [(signed.numbers.get(key, key), told) for key, told in outlet.read(files)]
        if numbered
        else list(outlet.read(files))
    )
    strange = {key for key, _ in read} ^ true.keys()
    if not read or (strange and outlet.tells != "some") or strange - true.keys():
        yield f"{name}: tells of {sorted(map(str, strange))}"
    for key, facts in read:
        for fact in [one for one in FACTS if key in true and (one not in outlet.silent or one in facts)]:
            if not basics.same(facts[fact], true[key][fact]):
                yield f"{name}: {key}: {fact}: {facts[fact]!r}, signed {true[key][fact]!r}"


# --- the truth -------------------------------------------------------------------------------------------


def signed_in(
    documents: Mapping[str, Mapping[str, Doc]], as_of: str, collected_by: Callable[[date], date]
) -> Signed:
    def count(day: str, plan: str | None = None) -> list[Counted]:
        found = recounted(documents, as_of=day, near_days=30, collected_by=collected_by)  # type: ignore[arg-type]
        return [one for one in found if plan in {None, one.plan["id"]}]

    now = count(as_of)
    facts = {one.id: truth.facts(one, as_of) for one in now}
    days = {key: doc["as_of"] for key, doc in documents["report"].items() if doc.get("as_of")}
    reports = {key: count(day, documents["report"][key].get("plan")) for key, day in days.items()}
    listed = {
        key: [one for one in now if one.id in doc["records"]] for key, doc in documents["notice"].items()
    }
    return Signed(
        facts=facts,
        reported={
            f"{key}/{one.id}": truth.facts(one, days[key]) for key, found in reports.items() for one in found
        },
        posted={f"{key}/{one.id}": facts[one.id] for key, found in listed.items() for one in found},
        dated={one.id: facts[one.id] for one in now if one.deadline and one.part},
        numbers={
            (key, one.doc["number"]): f"{key}/{one.id}"
            for key, found in (reports | listed).items()
            for one in found
        },
        shares=truth.shares(now),
        plans={key: truth.shares(one for one in now if one.plan["id"] == key) for key in documents["plan"]},
        reports={key: truth.shares(found) for key, found in reports.items()},
    )


def of_edition(edition: Edition) -> Signed:
    def dumped(noun: object) -> Doc:
        return json.loads(noun.model_dump_json(by_alias=True, exclude_defaults=True))  # type: ignore[attr-defined]

    kinds = {
        "plan": edition.plans,
        "record": edition.records,
        "report": edition.reports,
        "notice": edition.notices,
    }
    documents = {kind: {noun.id: dumped(noun) for noun in nouns} for kind, nouns in kinds.items()}
    return signed_in(documents, edition.as_of.isoformat(), four_weeks)


def of_ledger(content: Path) -> Signed:
    lines = (content / "ledger.jsonl").read_text("utf-8").splitlines()
    return signed_in(public(content), max(json.loads(line)["as_of"] or "" for line in lines), twenty_workdays)


# --- the law ---------------------------------------------------------------------------------------------


def figures(signed: Signed, files: Files) -> list[str]:
    """Every figure that does not add up to what was signed: of the whole, of each plan, of each report."""
    wanted: list[tuple[str, str, Counter[str]]] = [
        ("site/index.html", "html", signed.shares),
        *((f"{kind}/articles/overview.html", "html", signed.shares) for kind in ("wechat", "cms")),
        ("press/sheet.md", "text", signed.shares),
        ("press/sheet.docx", "docx", signed.shares),
        *((f"site/data/{name}", name, signed.shares) for name in DATA),
    ]
    for key, told in signed.plans.items():
        wanted += [(f"site/plans/{key}/index.html", "html", told), (f"pdf/plan-{key}.pdf", "pdf", told)]
    for key, told in signed.reports.items():
        wanted += [(f"site/reports/{key}.html", "html", told), (f"pdf/report-{key}.pdf", "pdf", told)]
        wanted += [(f"{kind}/articles/report-{key}.html", "html", told) for kind in ("wechat", "cms")]
        wanted += [(f"docx/report-{key}.docx", "docx", told)]
    read = [(path, counts.figures(files, path, form), told) for path, form, told in wanted]
    return [f"{path}: {found}, signed {told}" for path, found, told in read if found != told]


DATA = ("records.csv", "all.xlsx", "records.json", "v1/index.json")
"""Where a reader adds up the rows."""


@pytest.mark.slow
def test_a_district_with_every_state_is_told_alike_in_every_outlet() -> None:
    edition = district.two_plans()
    signed, files = of_edition(edition), in_memory(edition)
    assert complaints(signed, files) == []
    assert figures(signed, files) == []


@pytest.mark.slow
def test_the_sample_office_is_told_alike_in_every_outlet(sample: Path, taken_out: dict[str, bytes]) -> None:
    signed = of_ledger(sample / "content")
    assert complaints(signed, taken_out) == []
    assert figures(signed, taken_out) == []
    assert len(signed.facts) == 25
    assert len(signed.reports) == 3


@pytest.mark.slow
def test_three_hundred_matters_are_told_alike_in_every_outlet(tmp_path: Path) -> None:
    """Signed, built and exported by the verbs. On paper the plan, the report and one matter."""
    root = tmp_path / "office"
    offices.write(300, root, [*offices.documents(300), *BESIDE])
    building.build(root)
    papers = [on_paper.Choice("plan", A_PLAN), on_paper.Choice("report", f"{A_PLAN}-r1")]
    papers.append(on_paper.Choice("record", f"{A_PLAN}-150"))
    signed, files = of_ledger(root / "content"), by_verbs(root, tmp_path / "out", papers)
    assert complaints(signed, files) == []
    assert figures(signed, files) == []
    assert len(signed.facts) == 300


A_PLAN = "2025-jihua-001"
BESIDE: list[tuple[str, Doc]] = [
    ("report", {
        "id": f"{A_PLAN}-r1", "title": "整改情况通报", "plan": A_PLAN, "as_of": "2025-12-31", "scope": "public",
    }),
    ("notice", {
        "id": f"{A_PLAN}-n1", "title": "整改情况公示", "plan": A_PLAN, "records": [f"{A_PLAN}-002"],
        "from": "2026-01-05", "to": "2026-01-09", "days": 5, "day_kind": "working", "contact": "督查室",
        "how_to_object": "来电反映。", "scope": "public",
    }),
]  # fmt: skip
"""What an office of any size publishes beside its plans."""


# --- it can fail -----------------------------------------------------------------------------------------


LAMPS = {"label": "路灯", "value": "40", "unit": "盏"}


def some() -> Edition:
    """A late matter with all there is to tell, and one that is done."""
    told = (
        *a_story("started"),
        an_event(
            "progress",
            "2022-06-28",
            text="修好路灯40盏。",
            figures=({"label": "路灯", "value": "40", "unit": "盏"},),
        ),
        an_event("delay_explained", "2022-12-20", reason="灯杆没有到货。", next_step="到货后装完。"),
    )
    late = a_record(
        2, due="2022-10-31", lead_units=("区住建局", "区教育局"), target="路灯都亮。", events=told
    )
    done = a_record(1, due="2022-11-30", events=a_story("closed"))
    return district.district(records=[late, done, a_record(5, due="2022-12-15", events=a_story("accepted"))])


def changed(edition: Edition, **fields: object) -> Edition:
    """The same with other facts of its first matter."""
    first, *rest = edition.records
    return edition.model_copy(update={"records": (first.model_copy(update=fields), *rest)})


FIRST = some().records[0]
FAULTS: dict[str, tuple[Edition, set[str]]] = {
    "names, days, words and figures": (
        changed(
            some(),
            problem="路灯没有亮",
            target="路灯没有都亮。",
            lead_units=("区住建局",),
            deadline=a_record(due="2022-10-30").deadline.model_copy(update={"text": "月底前"}),
            events=(
                *FIRST.events[:2],
                an_event("progress", "2022-06-28", text="修好路灯46盏。", figures=(LAMPS | {"value": "46"},)),
                an_event("delay_explained", "2022-12-20", reason="灯杆已经到货。", next_step="到货后装完。"),
            ),
        ),
        {"name", "texts", "leads", "units", "deadline", "words", "said", "figures", "reason"},
    ),
    "state": (
        changed(some(), number="7", events=a_story("submitted")),
        {"number", "state", "late", "events"},
    ),
}


@pytest.fixture(scope="module")
def whole() -> tuple[Signed, dict[str, bytes]]:
    return of_edition(some()), in_memory(some())


def test_nothing_is_complained_about_where_there_is_no_fault(whole: tuple[Signed, dict[str, bytes]]) -> None:
    assert complaints(*whole) == []
    assert figures(*whole) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_an_outlet_that_tells_otherwise_is_named_with_what(
    whole: tuple[Signed, dict[str, bytes]], fault: str
) -> None:
    """Every outlet in turn is one that writes what was not signed: each wrong fact that it carries is found."""
    edition, facts = FAULTS[fault]
    broken = in_memory(edition)
    for name, outlet in OUTLETS.items():
        found = complaints(whole[0], broken, [name])
        told = {line.split(": ")[2] for line in found if line.count(": ") > 1}
        by_number = outlet.tells in {"reported", "posted"} and "number" in facts
        assert found or outlet.tells == "some", name
        assert by_number or outlet.tells == "some" or told >= facts - outlet.silent, (name, found)


def test_a_lost_matter_and_a_writer_that_drops_a_unit_are_named(
    whole: tuple[Signed, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed, files = whole
    fewer = {path: data for path, data in files.items() if path != f"site/records/{PLAN}-02.html"}
    assert {line.partition(":")[0] for line in complaints(signed, fewer)} == {"pages"}
    plain = forms.plain
    monkeypatch.setattr(forms, "plain", lambda value: plain(value[1:] if isinstance(value, tuple) else value))
    made = channels.of(some(), some_settings(), matters(some(), a_rule()))
    broken = files | {f"site/{file.path}": file.data for file in made}
    assert {line.partition(":")[0] for line in complaints(signed, broken)} == {"CSV"}
