"""A waiver keeps the finding and says why it may stay; it is bound to the words, the person and the day."""

from datetime import date

from rectify_site.checks import run
from rectify_site.checks.given import Given
from rectify_site.model.findings import Finding, Level, Place
from rectify_site.model.office import Office
from rectify_site.model.units import HandPage
from rectify_site.model.waivers import Waivers

WAIVER = {
    "code": "T708",
    "document": "page",
    "words": "宏远建设有限公司",
    "reason": "合同已经公开",
    "by": "分管副区长",
    "until": "2025-12-31",
}
TEXT = "由宏远建设有限公司施工。"


def found(text: str, today: date | None = None, **changes: object) -> tuple[Finding, ...]:
    page = HandPage.model_construct(id="page", title="说明", markdown=text, scope="public")
    waiver = {name: value for name, value in {**WAIVER, **changes}.items() if value is not None}
    waivers = Waivers.model_validate({"waivers": [waiver]})
    return run(Office(pages=(page,)), lambda *_: Place(file="x"), Given(waivers=waivers, today=today))


def test_a_waived_finding_is_kept_and_says_why() -> None:
    (finding,) = found(TEXT)
    assert (finding.code, finding.waived, finding.stops) == ("T708", "合同已经公开", False)


def test_the_finding_is_back_when_the_words_change() -> None:
    codes = [(item.code, item.waived) for item in found("由宏远路桥有限公司施工。")]
    assert codes == [("T708", ""), ("W103", "")]


def test_the_finding_is_back_when_the_day_is_over_or_a_part_is_missing() -> None:
    assert [item.code for item in found(TEXT, date(2026, 1, 1)) if not item.waived] == ["T708", "W102"]
    for part in ("reason", "by", "until"):
        assert [item.code for item in found(TEXT, **{part: None}) if not item.waived] == ["T708", "W101"]


def test_nobody_can_waive_personal_data_secrecy_and_placeholders() -> None:
    for code, text in (("T603", "电话13800138000"), ("T302", "内部资料"), ("T101", "XX部门")):
        items = found(text, code=code, words=None)
        assert {item.code for item in items} == {code, "W104"}
        assert all(item.stops for item in items)


def test_an_error_that_is_waived_does_not_stop_the_signature() -> None:
    text = "更多范文关注我们"
    (before,) = found(text, code="T401", words="没有这句")[:1]
    (after,) = found(text, code="T401", words="更多范文关注")
    assert (before.level, before.stops) == (Level.ERROR, True)
    assert (after.level, after.stops) == (Level.ERROR, False)
