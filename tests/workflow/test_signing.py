"""What is registered is what was on the paper, once, by the right people, and no more comes out than was signed."""

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from rectify_site.errors import SourceError
from rectify_site.ledger.entries import Change, CorrectionClass, Signature, WithdrawReason
from rectify_site.model.records import Scope
from rectify_site.workflow import asking, building, removing, reviewing, signing, starting

LAST = date(2026, 6, 30)
ALL = reviewing.Selection()
RECORD = "2024-minzhu-12"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def clock(at: str = "2026-08-02T09:00:00+08:00") -> signing.Clock:
    return signing.Clock(at, lambda: "0f" * 16)


def form(code: str, *signs: tuple[str, str, str], **more: object) -> signing.Form:
    given = signs or (("保密审查", "乙", "2026-08-01"), ("签发", "丙", "2026-08-01"))
    signatures = tuple(
        Signature.model_validate(dict(zip(("role", "name", "on"), sign, strict=True))) for sign in given
    )
    return signing.Form(sheet_code=code, signatures=signatures, document="澄整公〔2026〕3号", **more)  # type: ignore[arg-type]


def edit(root: Path, old: str, new: str) -> None:
    path = root / "content" / "plans" / "2024-minzhu" / "records" / f"{RECORD}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def revise(root: Path, old: str = "水管老化", new: str = "供水管老化") -> str:
    """Change a word, have it signed; the code of the sheet."""
    edit(root, old, new)
    code = reviewing.review(root, ALL, LAST).sheet.code
    paper = form(code, change=Change.REVISION, reason="写得更清楚")
    assert signing.approve(root, ALL, paper, clock()).entries
    return code


def test_an_old_paper_is_not_taken_twice(office: Path) -> None:
    first = revise(office)
    revise(office, "供水管老化", "水管用了三十年")
    edit(office, "水管用了三十年", "供水管老化")
    with pytest.raises(SourceError, match="G119"):
        signing.approve(office, ALL, form(first, change=Change.REVISION, reason="旧纸"), clock())


def test_the_code_may_be_typed_as_people_type(office: Path) -> None:
    edit(office, "水管老化", "供水管老化")
    code = reviewing.review(office, ALL, LAST).sheet.code
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    approved = signing.approve(office, ALL, form(typed, change=Change.REVISION, reason="x"), clock())
    assert [entry.sheet_code for entry in approved.entries] == [code]


def test_part_of_a_sheet_is_registered_under_the_code_on_the_paper(office: Path) -> None:
    edit(office, "水管老化", "供水管老化")
    edit_other = office / "content" / "plans" / "2024-minzhu" / "plan.yml"
    edit_other.write_text(
        edit_other.read_text(encoding="utf-8").replace("title: ", "title: 关于", 1), encoding="utf-8"
    )
    code = reviewing.review(office, ALL, LAST).sheet.code
    paper = form(code, change=Change.CORRECTION, reason="笔误", correction=CorrectionClass.FACT)
    approved = signing.approve(office, reviewing.Selection(ids=(RECORD,)), paper, clock())
    assert [(entry.id, entry.sheet_code, entry.class_) for entry in approved.entries] == [
        (RECORD, code, "fact")
    ]
    assert approved.left == ("2024-minzhu",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signs", "more", "code"),
    [
        ([("保密审查", "乙", "2026-08-01")], {}, "G108"),
        ([("签发", "丙", "2026-08-01")], {}, "G108"),
        (
            [("保密审查", "乙", "2026-08-01"), ("批准", "丙", "2026-08-01"), ("签发", "丙", "2026-08-01")],
            {},
            "G109",
        ),
        ([("保密审查", "乙", "2026-08-01"), ("签发", "丙", "2026-08-03")], {}, "G110"),
        (
            [("拟稿", "甲", "2026-08-01"), ("保密审查", "乙", "2026-08-01"), ("签发", "甲", "2026-08-01")],
            {},
            "G111",
        ),
        (
            [
                ("拟稿", "甲", "2026-08-01"),
                ("保密审查", "乙", "2026-08-01"),
                ("签发", "甲", "2026-08-01"),
                ("签发", "丙", "2026-08-01"),
            ],
            {},
            "G111",
        ),
        ([("保密审查", "乙", "2026-08-02"), ("签发", "丙", "2026-08-01")], {}, "G125"),
        ([], {"change": None}, "G105"),
        ([], {"reason": None}, "G105"),
        ([], {"reason": "x" * 501}, "G122"),
        ([], {"reason": "x\u200b"}, "G122"),
        ([], {"change": Change.CORRECTION}, "G121"),
        ([], {"as_of": date(2026, 7, 1)}, "G106"),
    ],
)
def test_a_paper_that_is_not_in_order_registers_nothing(
    office: Path, signs: Iterable[tuple[str, str, str]], more: Mapping[str, object], code: str
) -> None:
    edit(office, "水管老化", "供水管老化")
    sheet = reviewing.review(office, ALL, LAST).sheet.code
    before = (office / "content" / "ledger.jsonl").read_bytes()
    with pytest.raises(SourceError, match=code):
        signing.approve(
            office, ALL, form(sheet, *signs, **{"change": Change.REVISION, "reason": "x", **more}), clock()
        )
    assert (office / "content" / "ledger.jsonl").read_bytes() == before


def test_a_cut_off_date_lies_neither_ahead_of_the_day_nor_behind_the_last_one(office: Path) -> None:
    code = reviewing.review(office, ALL, date(2062, 6, 30)).sheet.code
    with pytest.raises(SourceError, match="G120"):
        signing.approve(office, ALL, form(code), clock())
    with pytest.raises(SourceError, match="G123"):
        reviewing.review(office, ALL, date(2026, 1, 1))


@pytest.mark.slow
def test_a_new_cut_off_date_alone_can_be_signed(office: Path) -> None:
    reviewed = reviewing.review(office, ALL, date(2026, 7, 31))
    assert {item.kind for item in reviewed.sheet.items} == {"plan"}
    assert signing.approve(office, ALL, form(reviewed.sheet.code), clock()).entries
    assert building.build(office).as_of == date(2026, 7, 31)
    with pytest.raises(SourceError, match="G107"):
        reviewing.review(office, ALL, date(2026, 7, 31))


@pytest.mark.slow
def test_a_withdrawn_plan_takes_its_matters_along_until_they_are_signed_again(office: Path) -> None:
    others = [path for path in office.glob("content/plans/*/records/*.yml") if "2024-minzhu" not in path.name]
    removing.withdraw(office, "2024-minzhu", WithdrawReason.RULES, form(""), clock())
    code = reviewing.review(office, reviewing.Selection(ids=("2024-minzhu",)), LAST).sheet.code
    paper = form(code, change=Change.REVISION, reason="重新公开")
    assert (
        len(signing.approve(office, reviewing.Selection(ids=("2024-minzhu",)), paper, clock()).entries) == 1
    )
    assert building.build(office).records == len(others)


def test_what_was_withdrawn_comes_back_only_by_its_name(office: Path) -> None:
    removing.withdraw(office, RECORD, WithdrawReason.RULES, form(""), clock())
    with pytest.raises(SourceError, match="G107"):
        reviewing.review(office, ALL, LAST)
    assert asking.status(office).unsigned == ()
    (item,) = reviewing.review(office, reviewing.Selection(ids=(RECORD,)), LAST).sheet.items
    assert (item.id, item.change) == (RECORD, None)


def test_the_list_of_units_is_not_withdrawn(office: Path) -> None:
    with pytest.raises(SourceError, match="G124"):
        removing.withdraw(office, "units", WithdrawReason.RULES, form(""), clock())


@pytest.mark.parametrize("selection", [reviewing.Selection(plan="2099-x"), reviewing.Selection(ids=("x-1",))])
def test_a_name_nobody_knows_is_said(office: Path, selection: reviewing.Selection) -> None:
    with pytest.raises(SourceError, match="G115"):
        reviewing.review(office, selection, LAST)
    with pytest.raises(SourceError, match="G115"):
        signing.approve(office, selection, form("0000-0000-0000-0000"), clock())


def test_a_plans_name_does_not_overrule_a_decision_about_one_matter(office: Path) -> None:
    done = starting.scope(office, (RECORD,), Scope.LIMITED, None)
    assert done.still_public == (RECORD,)
    assert starting.scope(office, ("2024-minzhu",), Scope.PUBLIC, None).ids == ()
    assert RECORD not in {item.id for item in asking.diff(office).items}
