"""Who leads and who helps where words say it, and names of units that are joined or left open."""

from __future__ import annotations

from typing import Any

import pytest

from rectify_site import intake
from rectify_site.intake import duties, names
from rectify_site.intake.labels import segments
from rectify_site.intake.report import as_json

TITLE = "2022年度民主生活会整改方案\n"


def matter(*lines: str) -> dict[str, Any]:
    document = TITLE + "1.学得少。\n整改措施：多学。\n" + "".join(f"{line}\n" for line in lines)
    found: dict[str, Any] = as_json(intake.read("x.txt", document.encode()))
    assert len(found["records"]) == 1
    return {**found["records"][0], "codes": [finding["code"] for finding in found["findings"]]}


@pytest.mark.parametrize(
    ("line", "lead", "responsible", "cooperating"),
    [
        ("责任分工：区住建局牵头，区城管局、区水务局配合。", ["区住建局"], [], ["区城管局", "区水务局"]),
        ("责任单位：由区水务局牵头负责，各镇街落实", ["区水务局"], ["各镇街"], []),
        ("责任单位：区住建局（牵头）、区城管局", ["区住建局"], ["区城管局"], []),
        ("责任单位：区住建局（牵头单位），区教育局（配合）", ["区住建局"], [], ["区教育局"]),
        ("责任单位：牵头单位：区水务局；配合单位：区林业局", ["区水务局"], [], ["区林业局"]),
        ("责任单位：区住建局、区城管局", [], ["区住建局", "区城管局"], []),
        ("责任单位：区应急管理局、区统筹办", [], ["区应急管理局", "区统筹办"], []),
    ],
)
def test_words_say_who_leads_and_who_helps(
    line: str, lead: list[str], responsible: list[str], cooperating: list[str]
) -> None:
    found = matter(line)
    assert found["lead_units"] == lead
    assert found["responsible_units"] == responsible
    assert found["cooperating_units"] == cooperating


def test_a_division_of_work_that_tells_what_each_does_is_kept_as_a_measure() -> None:
    found = matter("责任分工：办公室负责统筹协调，人事科负责督查考核。")
    assert found["measures"][-1] == "责任分工：办公室负责统筹协调，人事科负责督查考核"
    assert found["responsible_units"] == []


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        (
            "多学。（区住建局牵头，各镇街配合，2023年6月底前完成）",
            "区住建局牵头，各镇街配合",
            "2023年6月底前完成",
        ),
        ("多学。（由办公室负责）", "由办公室负责", ""),
        (
            "多学。（市住建局牵头，市财政局、市工信局按职责分工负责，持续推进）。",
            "市住建局牵头，市财政局、市工信局按职责分工负责",
            "持续推进",
        ),
    ],
)
def test_a_bracket_without_labels_says_who_and_when(text: str, who: str, when: str) -> None:
    head, *parts = segments(text)
    assert head.text == "多学。"
    assert [part.text for part in parts] == [each for each in (who, when) if each]


@pytest.mark.parametrize(
    "text", ["多学（见附件）", "开会（已抓好落实）", "走访群众（重点是困难群众）", "学习（由大家共同负责）"]
)
def test_other_brackets_stay_in_the_text(text: str) -> None:
    assert [part.text for part in segments(text)] == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区水务局和区农业农村局", ("区水务局", "区农业农村局")),
        ("区委办公室、区政府办公室及区直有关单位", ("区委办公室", "区政府办公室", "区直有关单位")),
        ("区发展和改革局、区住房和城乡建设局", ("区发展和改革局", "区住房和城乡建设局")),
        ("区人力资源和社会保障局", ("区人力资源和社会保障局",)),
        ("各镇党委和政府", ("各镇党委和政府",)),
        ("龙泉县委、县政府，安平县委、县政府", ("龙泉县委、县政府", "安平县委、县政府")),
    ],
)
def test_joined_names_are_divided_where_both_sides_are_units(text: str, found: tuple[str, ...]) -> None:
    assert names.units(text).names == found


def test_units_that_are_not_named_are_said() -> None:
    assert names.units("区住建局、区城管局等相关部门") == (("区住建局", "区城管局"), (), ("等相关部门",))
    found = matter("责任单位：区住建局、区城管局等部门")
    assert found["responsible_units"] == ["区住建局", "区城管局"]
    assert "S289" in found["codes"]


def test_a_list_without_duties_keeps_the_role_of_its_label() -> None:
    assert duties.read("cooperating_units", "区住建局、区城管局") == (
        ("cooperating_units", "区住建局、区城管局"),
    )
