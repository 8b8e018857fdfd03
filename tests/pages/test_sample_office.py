"""The site of the sample office holds every kind of page, and nothing the public is never shown (DOMAIN §4)."""

import html
import json
import re
from pathlib import Path

import pytest

from rectify_site import links
from rectify_site.registry import page as kinds
from rectify_site.workflow.opening import open_office
from tests import sample as fixture
from tests.pages.test_conventions import wanted
from tests.pages.test_laws import AVOIDED
from tests.pages.test_messy import ID, LATIN, SPOKEN
from tests.render.reading import Reader

KIND = re.compile(r'<article id="content" class="page kind-([a-z]+)')
DETAILS = re.compile(r'<details class="verify".*?</details>', re.DOTALL)
MASKS = {
    "a mobile telephone": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "an identity number": re.compile(r"(?<!\d)\d{17}[\dX](?!\d)"),
    "a digest": re.compile(r"[0-9a-f]{40,}"),
    "a code of a finding": re.compile(r"(?<![A-Za-z0-9_])[A-Z][1-9]\d{2}(?!\d)"),
    "a placeholder": re.compile(r"[X×]{2,}|xx(?!\w)"),
    "an objection by its short name": re.compile(r"(?<!不同意见（)异议"),
    "a rank": re.compile(r"排名|第[一二三]名|垫底|居首"),
    "a rate of completion": re.compile(r"(完成|办结)率"),
    "pinyin in place of words": re.compile(r"\b(mzshh|xjp)\b", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def written(sample_site: Path) -> dict[str, str]:
    """The pages of the site without those of sealed years: as HTML, by path."""
    found = {path.relative_to(sample_site).as_posix(): path for path in sample_site.rglob("*.html")}
    return {
        name: path.read_text("utf-8")
        for name, path in found.items()
        if not name.startswith("archive/2") and KIND.search(path.read_text("utf-8"))
    }


@pytest.fixture(scope="module")
def said(written: dict[str, str]) -> dict[str, str]:
    """What each page says to a reader, without what stands in closed details."""
    return {
        name: html.unescape(
            re.sub(
                r"<[^>]+>",
                " ",
                re.sub(r"<(script|style).*?</\1>", "", DETAILS.sub("", page), flags=re.DOTALL),
            )
        )
        for name, page in written.items()
    }


@pytest.mark.slow
def test_every_kind_of_page_occurs(written: dict[str, str]) -> None:
    found = {KIND.search(page)[1] for page in written.values()}
    assert {plug.key for plug in kinds} - found <= {"page", "listing"}, (
        "the sample has one hand page: 关于本站"
    )


@pytest.mark.slow
def test_every_page_carries_the_tags_of_its_kind_and_none_is_empty(written: dict[str, str]) -> None:
    for name, page in written.items():
        found = [given for tag, given in Reader(page.partition("<body")[0]).elements if tag == "meta"]
        told = {str(given.get("name") or given.get("property")): str(given.get("content")) for given in found}
        assert wanted(KIND.search(page)[1]) <= set(told), name
        empty = {key for key, value in told.items() if value.strip().lower() in {"", "none", "null"}}
        assert empty <= {"None"}, name  # the character set has neither name nor content


@pytest.mark.slow
def test_no_foreign_word_is_on_any_page(written: dict[str, str]) -> None:
    """But names of files and programs, ICP, and the id of the page that was withdrawn."""
    own = {*SPOKEN, "ICP", *fixture.FORMER.split("-")}
    for name, page in written.items():
        shown = re.sub(
            r"<(script|style|code).*?</\1>", "", "<body" + page.partition("<body")[2], flags=re.DOTALL
        )
        words = ID.sub(
            " ", re.sub(r"\S+@\S+|https?://[\w/.-]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))
        )
        assert set(LATIN.findall(words)) - own == set(), name


@pytest.mark.slow
def test_no_word_to_avoid_is_on_any_page(said: dict[str, str]) -> None:
    assert [(name, word) for name, text in said.items() for word in AVOIDED.findall(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("what", MASKS)
def test_what_is_never_shown_is_on_no_page(said: dict[str, str], what: str) -> None:
    assert [(name, found[0]) for name, text in said.items() if (found := MASKS[what].search(text))] == []


@pytest.mark.slow
def test_no_words_that_stay_in_the_office_are_in_any_file(sample_site: Path) -> None:
    """Who signed, why a clerk corrected, what was corrected, evidence that is not public, sheets, file names."""
    office = open_office(fixture.ROOT).office
    events = [event for record in office.records for event in record.events]
    lines = (fixture.ROOT / "content/ledger.jsonl").read_text("utf-8").splitlines()
    secret = {
        *(fixture.DRAFTER, fixture.KEEPER, fixture.SIGNER, fixture.REASON),
        *(one.wrong for one in fixture.MISTAKES[1:]),
        *(item.title for event in events for item in event.evidence if not item.public),
        *(one.source.file for one in (*office.plans, *office.records) if one.source),
        *(code for line in lines if (code := json.loads(line).get("sheet_code"))),
        fixture.FORMER_TEXT.splitlines()[2],
    }
    shown = {path.name: path.read_text("utf-8") for path in sample_site.rglob("*.html")}
    found = [(name, word) for name, page in shown.items() for word in secret if word in html.unescape(page)]
    assert found == []


@pytest.mark.slow
def test_the_corrections_and_the_withdrawal_are_told(written: dict[str, str]) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", " ", written[links.CORRECTIONS]))
    assert "抽查记录：由3120条改为3210条" in page
    assert "文字表述不准确" in page
    gone = html.unescape(written[links.hand_page(fixture.FORMER)])
    assert "依规定不再公开" in gone
