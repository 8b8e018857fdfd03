"""Signatures in the order of the office, by as many people as the office wants, and no paper that is out of order."""

from __future__ import annotations

import pytest

from rectify_site.errors import RectifyError, SourceError
from rectify_site.ledger.entries import Signature
from rectify_site.settings import Settings
from rectify_site.workflow.signatures import Form, complete, orderly
from tests.builders import some_settings

NOW = "2026-08-02T09:00:00+08:00"
GOOD = ("拟稿=甲@07-28", "核稿=丁@07-29", "保密审查=乙@07-29", "审核=戊@07-30", "签发=丙@07-31")


def signs(*given: str) -> tuple[Signature, ...]:
    """``签发=丙@07-31`` of this year."""
    parts = [(role, *rest.split("@")) for role, _, rest in (one.partition("=") for one in given)]
    return tuple(
        Signature.model_validate({"role": role, "name": name, "on": f"2026-{day}"})
        for role, name, day in parts
    )


def registered(*given: str, settings: Settings | None = None, **more: object) -> None:
    complete(Form("", signs(*given), "某〔2026〕1号", **more), settings or some_settings(), NOW)  # type: ignore[arg-type]


def test_a_paper_in_order_is_taken_however_its_signatures_are_typed() -> None:
    registered(*GOOD)
    registered(*reversed(GOOD))
    registered("签发=丙@07-31", "保密审查=乙@07-31")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("拟稿=甲@07-30", *GOOD[1:]), "G125"),
        ((*GOOD[:3], "审核=戊@07-28", GOOD[4]), "G125"),
        ((*GOOD[:1], "会签=己@08-01", *GOOD[2:]), "G125"),
        (("拟稿=甲@07-28", "拟稿=庚@07-30", *GOOD[1:]), "G125"),
        ((*GOOD[:4], "签发=甲@07-31"), "G111"),
        ((*GOOD[:4], "签发=甲　@07-31"), "G111"),
        (GOOD[:4], "G108"),
        ((*GOOD[:2], *GOOD[3:]), "G108"),
        ((*GOOD, "盖章=辛@07-31"), "G109"),
        ((*GOOD[:4], "签发=丙@08-03"), "G110"),
    ],
)
def test_a_paper_out_of_order_is_refused_with_the_next_step(given: tuple[str, ...], code: str) -> None:
    with pytest.raises(RectifyError, match=code) as caught:
        registered(*given)
    assert caught.value.hint


def test_several_people_may_sign_as_one_role() -> None:
    registered(GOOD[0], "会签=己@07-28", "会签=庚@07-29", *GOOD[2:])


def test_one_person_in_two_roles_is_for_the_office_to_decide() -> None:
    twice = (*GOOD[:1], "核稿=乙@07-29", *GOOD[2:])
    registered(*twice)
    strict = some_settings(separate_roles=(("核稿", "保密审查", "签发"),))
    with pytest.raises(RectifyError, match="G182"):
        registered(*twice, settings=strict)
    registered(*GOOD, settings=strict)


def test_the_order_is_that_of_the_settings() -> None:
    other = some_settings(sign_roles=("保密审查", "拟稿", "签发"))
    early = ("保密审查=乙@07-20", "拟稿=甲@07-28", "签发=丙@07-31")
    registered(*early, settings=other)
    with pytest.raises(RectifyError, match="G125"):
        registered(*early[::-1][:2], "保密审查=乙@07-30", settings=other)


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        (("拟稿", "签发"), "G180"),
        (("拟稿", "保密审查"), "G180"),
        (("签发", "保密审查"), "G181"),
    ],
)
def test_settings_that_nobody_could_sign_under_are_said_before_the_paper_is_printed(
    roles: tuple[str, ...], code: str
) -> None:
    with pytest.raises(RectifyError, match=code):
        orderly(some_settings(sign_roles=roles))


def test_publication_is_not_dated_back() -> None:
    registered(*GOOD, not_before="2026-08-02T09:00:01+08:00")
    with pytest.raises(RectifyError, match="G183"):
        registered(*GOOD, not_before="2026-08-02T09:00:00+08:00")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("应张某要求更正，电话13800138000", "K111"),
        ("身份证号１１０１０１１９９００３０７７８９１写错", "K111"),
        ("原文标有机密★10年，不宜公开", "K112"),
    ],
)
@pytest.mark.parametrize("place", ["reason", "document", "opinion"])
def test_what_no_purge_can_take_out_is_not_registered(words: str, code: str, place: str) -> None:
    """The lines of the ledger stay for ever; what is refused is not said again in full."""
    given = [one.model_dump() for one in signs(*GOOD)]
    if place == "opinion":
        given[-1]["opinion"] = words
    form = Form("", tuple(map(Signature.model_validate, given)), "某〔2026〕1号")
    with pytest.raises(SourceError, match=code) as refused:
        complete(form if place == "opinion" else form._replace(**{place: words}), some_settings(), NOW)
    assert refused.value.hint
    assert "13800138000" not in str(refused.value)


def test_an_ordinary_reason_is_registered() -> None:
    registered(*GOOD, reason="第3项牵头单位名称写错，电话0000-6612345，改为区住建局")
