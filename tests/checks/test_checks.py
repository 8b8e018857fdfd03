"""The rules, by their sheets of bad and good examples; and the laws that hold for all of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from rectify_site.checks import rules, run
from rectify_site.checks.given import Given
from rectify_site.checks.passages import texts
from rectify_site.model.due import DueRule
from rectify_site.model.findings import Finding, Place
from rectify_site.model.lexicon import Lexicon
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.units import HandPage
from rectify_site.model.waivers import Waivers
from rectify_site.registry import Plug, check

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared" / "seeds"

A_PLAN = {
    "id": "2021-minzhu",
    "kind": "democratic_life",
    "title": "2021年度民主生活会整改方案",
    "directions": [
        {"number": "一", "title": "政治建设"},
        {"number": "（一）", "title": "学习", "parent": "一"},
    ],
    "scope": "public",
}
A_RECORD = {
    "id": "2021-minzhu-01",
    "number": "1",
    "direction": ["一"],
    "problem": "理论学习的系统性还不足。",
    "leaders": ["区委副书记"],
    "lead_units": ["区发展改革局"],
    "deadline": {"kind": "by_date", "text": "2022年12月底前", "date": "2022-12-31"},
    "scope": "public",
}
UNITS = {
    "units": [
        {"id": "fagai", "name": "区发展改革局", "aliases": ["区发改局"]},
        {"id": "caizheng", "name": "区财政局"},
        {"id": "xinghua", "name": "兴华街道", "kind": "street"},
        {"id": "zhenjie", "name": "各镇街", "kind": "collective"},
    ],
    "scope": "public",
}


class Example(NamedTuple):
    code: str
    bad: bool
    facts: Mapping[str, Any]


def sheets() -> Iterator[Example]:
    for path in sorted(HERE.glob("*.yml")):
        tree = yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506 - builds strings, lists and maps, no more
        for code, sheet in tree.items():
            for bad in (True, False):
                for entry in sheet["bad" if bad else "good"]:
                    yield Example(code, bad, {"text": entry} if isinstance(entry, str) else entry)


EXAMPLES = list(sheets())


def a_page(text: str) -> Office:
    return Office(pages=(HandPage.model_construct(id="page", title="说明", markdown=text, scope="public"),))


def with_defaults(defaults: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**defaults, **changes}.items() if value != "null"}


def an_office(**facts: Any) -> Office:  # noqa: ANN401 - each document has its own fields
    """A small office without a fault, and in it what the example changes."""
    records = facts.get("records", [facts.get("record", {})])
    return Office.model_validate(
        {
            "plans": [with_defaults(A_PLAN, facts.get("plan", {}))],
            "records": [with_defaults(A_RECORD, record) for record in records],
            "units": with_defaults(UNITS, facts.get("units", {})),
            "reports": facts.get("reports", []),
            "notices": facts.get("notices", []),
            "pages": facts.get("pages", []),
        }
    )


def nowhere(document: str, field: str) -> Place:
    return Place(file=f"{document}.yml")


def given(facts: Mapping[str, Any]) -> Given:
    """Sheets are strings all through; the office counts ten days after a deadline."""
    rule = DueRule(near_days=30, stale_days=90, collected_by=lambda day: day + timedelta(days=10))
    days = {name: date.fromisoformat(facts[name]) for name in ("as_of", "today") if name in facts}
    lexicon = Lexicon.model_validate({"entries": facts.get("lexicon", [])})
    waivers = Waivers.model_validate({"waivers": facts.get("waivers", [])})
    return Given(lexicon=lexicon, waivers=waivers, due=rule, **days)


def findings(example: Example) -> list[Finding]:
    text = example.facts.get("text")
    office = an_office(**example.facts) if text is None else a_page(text)
    found = run(office, nowhere, given(example.facts))
    return [finding for finding in found if finding.code == example.code]


def of_text(text: str, code: str) -> int:
    return sum(finding.code == code for finding in run(a_page(text), nowhere))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.code}-{example.facts}"[:60])
def test_the_sheet_says_what_is_caught_and_what_is_left_alone(example: Example) -> None:
    found = findings(example)
    assert len(found) == (int(example.facts.get("count", 1)) if example.bad else 0), found
    for words in example.facts.get("words", ()):
        assert any(words in finding.words for finding in found), found
    if "message" in example.facts:
        assert example.facts["message"] in found[0].message.format_map(found[0].values)


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    rules()
    known = {plug.key for plug in check}
    assert known == {example.code for example in EXAMPLES if example.bad}
    assert known == {example.code for example in EXAMPLES if not example.bad}


def test_a_rule_for_texts_has_six_of_each() -> None:
    count = Counter((example.code, example.bad) for example in EXAMPLES)
    few = [plug.key for plug in rules()["text"] for bad in (True, False) if count[plug.key, bad] < 6]
    assert few == []


@pytest.mark.parametrize(
    "plug", [plug for plugs in rules().values() for plug in plugs], ids=lambda plug: plug.key
)
def test_a_rule_says_what_it_is_about(plug: Plug) -> None:
    assert plug.function.__doc__
    assert plug.facts["title"]
    assert plug.facts["level"]


AS_WRITTEN = {"T901", "T902", "T903", "T904"}
"""Rules about the signs themselves: a wide comma is another sign, and an invisible one no model lets in."""
IN_TEXT = [
    example
    for example in EXAMPLES
    if {"text", "lexicon", "waivers"} & set(example.facts) == {"text"} and example.code not in AS_WRITTEN
]


@pytest.mark.parametrize(
    "example", IN_TEXT, ids=lambda example: f"{example.code}-{example.facts['text']}"[:60]
)
def test_no_disguise_changes_the_verdict(example: Example) -> None:
    text, code = example.facts["text"], example.code
    plain = of_text(text, code)
    assert of_text("\u200b".join(text), code) == plain
    assert of_text("".join(f"{letter}\ufe0f\u00ad" for letter in text), code) == plain
    assert of_text(widened(text), code) == plain


def widened(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def test_the_sample_office_of_the_tests_has_no_fault() -> None:
    assert run(an_office(), nowhere) == ()


@pytest.mark.parametrize(
    ("seed", "signs"),
    [
        ("000", {"X": 26, "XX": 5}),
        ("001", {"X": 2, "XX": 12}),
        ("002", {"xx": 70}),
        ("003", {"x": 5, "xxxx": 2}),
        ("004", {"XX": 42, "XXX": 2, "xx": 1}),
    ],
)
def test_the_placeholders_of_the_seeds_are_all_found(seed: str, signs: dict[str, int]) -> None:
    found = [finding for finding in of_seed(seed) if finding.code == "T101"]
    assert Counter(finding.values["token"] for finding in found) == signs


def of_seed(seed: str) -> tuple[Finding, ...]:
    paths = list(SEEDS.glob(f"{seed}_*.txt"))
    if not paths:
        pytest.skip(f"no seed {seed} in {SEEDS}")
    return run(a_page(paths[0].read_text(encoding="utf-8")), nowhere)


def test_nothing_but_the_known_faults_is_found_in_the_seeds() -> None:
    codes = {
        seed: Counter(finding.code for finding in of_seed(seed))
        for seed in ("000", "001", "002", "003", "004")
    }
    topics = Counter(["T701", "T702", "T703", "T704", "T706", "T707"])  # a chapter each; 截止目前 is T803
    assert codes["000"] == {"T101": 31, "T701": 1}
    assert codes["001"] == {"T101": 14, "T901": 1}
    assert codes["002"] == {"T101": 70, "T803": 1} | topics
    assert codes["003"] == {"T101": 7, "T201": 4}
    written = {"T702": 1, "T903": 7}  # 不稳定因素, and ; in place of ；
    assert codes["004"] == {"T101": 45, "T303": 1, "T304": 1, "T401": 8, "T502": 1} | written


def test_findings_follow_the_source_and_then_the_code() -> None:
    paragraphs = {"problem": 9, "leaders.0": 4, "lead_units.0": 6}

    def locate(document: str, field: str) -> Place:
        return Place(file=f"{document}.yml", source_file="方案.docx", source_paragraph=paragraphs.get(field))

    office = an_office(record={"problem": "解决<br>由XX", "leaders": ["X"], "lead_units": ["北关街道"]})
    order = [(finding.place.source_paragraph, finding.code) for finding in run(office, locate)]
    assert order == [(4, "T101"), (6, "R501"), (9, "T101"), (9, "T501")]


def test_both_the_working_and_the_public_wording_are_checked() -> None:
    office = an_office(record={"problem": {"text": "由XX解决", "public": "由甲解决X"}})
    fields = [finding.field for finding in run(office, nowhere)]
    assert sorted(fields) == ["problem.public", "problem.text"]


def test_paths_are_those_of_the_file() -> None:
    event = {
        "on": "2022-06-30",
        "kind": "notice",
        "from": "2022-07-01",
        "to": "2022-07-08",
        "reason": {"text": "甲", "public": "乙"},
    }
    source = {"file": "XX.docx", "sha256": "0" * 64}
    record = Record.model_validate({**A_RECORD, "events": [event], "source": source})
    paths = [path for path, _ in texts(record)]
    assert "events.0.from" in paths
    assert "events.0.reason.public" in paths
    assert "deadline.text" in paths
    assert not {"id", "source.file", "source.sha256", "deadline.kind"} & set(paths)


def test_no_finding_quotes_a_personal_number() -> None:
    text = "由XX转交，电话138 0013 8000，证号11010519491231002X"
    office = an_office(record={"problem": text, "lead_units": ["张某13800138000"]})
    shown = [f"{finding.words}{finding.values}" for finding in run(office, nowhere)]
    assert len(shown) == 5
    assert not any(secret in words for words in shown for secret in ("0013", "8001380", "19491231"))


def test_the_words_around_are_those_of_the_text() -> None:
    (finding,) = (
        item for item in run(a_page("各镇办，ＸＸ各相关部门以及其他单位都要认真抓好落实工作"), nowhere)
    )
    assert finding.words == "各镇办，ＸＸ各相关部门以及其他单位都…"
    assert finding.values == {"token": "ＸＸ"}
