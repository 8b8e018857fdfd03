"""One entry per real public change, with a name that lasts; valid for those who read feeds."""

import json
import re
from datetime import datetime

import pytest
from lxml import etree

from rectify_site import links
from rectify_site.channels.news import MOST
from rectify_site.model.edition import Changed, Edition, Publication, Withdrawn
from tests.builders import a_record, an_edition
from tests.channels.reading import SAMPLES, edition, files, sample

ATOM = "{http://www.w3.org/2005/Atom}"


def an_act(change: str, at: str, *changed: Changed, **fields: object) -> Publication:
    given = {
        "kind": "record",
        "id": "2022-minzhu-01",
        "op": "approve",
        "change": change,
        "at": at,
        "changed": changed,
    }
    return Publication.model_validate({**given, **fields})


def told(*acts: Publication, **fields: object) -> list[dict[str, object]]:
    made = files(an_edition([a_record()], publications=acts, **fields))
    return json.loads(made[f"{links.FEED}.json"])["items"]


def atoms(made: dict[str, bytes]) -> dict[str, etree._Element]:
    return {
        path: etree.fromstring(data)
        for path, data in made.items()
        if path.startswith("feeds/") and path.endswith(".xml")
    }


@pytest.mark.parametrize("url", ["https://zg.example.gov.cn/zhenggai/", None])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_atom_feed_keeps_to_rfc_4287(name: str, url: str | None) -> None:
    found = atoms(files(edition(name), site_url=url))
    assert {f"{links.FEED}.xml", *(f"{links.plan_feed(plan.id)}.xml" for plan in edition(name).plans)} <= set(
        found
    )
    for path, root in found.items():
        assert root.tag == f"{ATOM}feed"
        entries = root.findall(f"{ATOM}entry")
        for node in (root, *entries):
            assert [len(node.findall(ATOM + once)) for once in ("id", "title", "updated")] == [1, 1, 1], path
            assert node.findtext(f"{ATOM}title")
            assert datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "").tzinfo
            assert re.fullmatch(
                r"tag:[a-z0-9-]+,\d{4}(-\d\d-\d\d)?:[a-z0-9/-]+", node.findtext(f"{ATOM}id") or ""
            )
            links_of = [link.get("rel") for link in node.findall(f"{ATOM}link")]
            assert len(links_of) == len(set(links_of))
            assert "alternate" in links_of
        ids = [node.findtext(f"{ATOM}id") for node in (root, *entries)]
        assert len(ids) == len(set(ids))
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        assert [node.findtext(f"{ATOM}updated") for node in entries] == sorted(
            (node.findtext(f"{ATOM}updated") or "" for node in entries), reverse=True
        )
        assert root.findtext(f"{ATOM}updated") == max(
            node.findtext(f"{ATOM}updated") or "" for node in entries
        )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", SAMPLES)
def test_a_reader_of_feeds_takes_them_without_complaint(name: str) -> None:
    feedparser = pytest.importorskip("feedparser")
    for path, root in atoms(sample(name)).items():
        read = feedparser.parse(sample(name)[path])
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert [entry.id for entry in read.entries] == [
            node.findtext(f"{ATOM}id") for node in root.iter(f"{ATOM}entry")
        ]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_json_feed_has_its_required_keys_and_says_what_atom_says(name: str) -> None:
    for path, root in atoms(sample(name)).items():
        feed = json.loads(sample(name)[path.replace(".xml", ".json")])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] == root.findtext(f"{ATOM}title")
        nodes = root.findall(f"{ATOM}entry")
        told_twice = zip(feed["items"], nodes, strict=True)
        for item, node in told_twice:
            assert item["id"] == node.findtext(f"{ATOM}id")
            assert item["title"] == node.findtext(f"{ATOM}title")
            assert item["content_text"] == node.findtext(f"{ATOM}content")
            assert item["date_published"] == node.findtext(f"{ATOM}updated")
            assert item["url"] == node.find(f"{ATOM}link").get("href")  # type: ignore[union-attr]


def test_each_kind_of_change_is_told_in_its_own_word() -> None:
    items = told(
        an_act("new", "2022-03-12T10:00:00+08:00"),
        an_act("progress", "2022-04-12T10:00:00+08:00"),
        an_act(
            "progress",
            "2022-05-12T10:00:00+08:00",
            Changed(part="deadline", before="2022-06-30", after="2022-12-31"),
        ),
        an_act(
            "progress",
            "2022-06-12T10:00:00+08:00",
            Changed(part="status", before="on_notice", after="closed"),
        ),
        an_act("correction", "2022-07-12T10:00:00+08:00", fault="fact"),
    )
    assert [item["tags"] for item in items] == [
        ["更正"],
        ["已完成"],
        ["时限调整"],
        ["更新进展"],
        ["首次公开"],
    ]
    assert "时限：由2022-06-30改为2022-12-31" in str(items[2]["content_text"])
    assert "事实、数据有误" in str(items[0]["content_text"])


def test_what_was_withdrawn_is_named_by_its_number_alone() -> None:
    gone = Withdrawn(kind="record", id="2022-minzhu-07", at="2022-07-12T10:00:00+08:00", reason="事项合并")
    acts = (
        an_act("new", "2022-03-12T10:00:00+08:00", id=gone.id),
        Publication(kind="record", id=gone.id, op="withdraw", at=gone.at, reason=gone.reason),
    )
    (item,) = told(*acts, withdrawn=(gone,))
    assert item["title"] == "撤下：编号 2022-minzhu-07"
    assert item["content_text"] == "原因：事项合并"
    assert str(item["url"]).endswith("records/2022-minzhu-07.html")


def test_the_name_of_an_entry_stays_when_more_is_published() -> None:
    first = an_act("new", "2022-03-12T10:00:00+08:00")
    before = told(first)
    after = told(first, an_act("progress", "2022-04-12T10:00:00+08:00"))
    assert before == after[1:]


def test_a_feed_is_bounded_and_a_correction_is_not_what_is_cut() -> None:
    records = [a_record(number) for number in range(1, MOST + 20)]
    at = "2022-03-12T10:00:00+08:00"
    acts = [an_act("new", at, id=record.id) for record in records]
    acts[-1] = an_act("correction", at, id=records[-1].id, fault="wording")
    made = files(an_edition(records, publications=tuple(acts)))
    items = json.loads(made[f"{links.FEED}.json"])["items"]
    assert len(items) == MOST
    assert items[0]["tags"] == ["更正"]


def test_a_unit_hears_of_its_own_matters_only() -> None:
    records = [a_record(1, lead_units=("区住建局",)), a_record(2, lead_units=("区教育局",))]
    made = files(an_edition(records))
    items = json.loads(made[f"{links.unit_feed('qu-jiaoyuju')}.json"])["items"]
    assert {item["url"].rpartition("/")[2] for item in items} == {"2022-minzhu-02.html"}


def test_a_sealed_year_offers_no_subscription() -> None:
    sealed: Edition = an_edition([a_record(due="2022-12-31")], snapshot={"year": 2022})
    assert not [path for path in files(sealed) if path.startswith("feeds/")]
