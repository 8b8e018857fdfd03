"""Settings an office may write, and those it may not; plug-ins that would take another's place."""

from typing import Any

import pytest

from rectify_site import settings
from rectify_site.errors import SettingsError
from rectify_site.registry import Socket

OWN = {"office": "澄湖区人民政府办公室", "origin": "chenghu-qu"}


def a_tree(**more: object) -> dict[str, Any]:
    return {"site_name": "整改公开", "plugins": [{"rectify": dict(OWN)}], **more}


def test_what_init_writes_is_taken() -> None:
    assert settings.of(a_tree(**settings.PINNED)).office == OWN["office"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site_dir", "site"),
        ("docs_dir", "content"),
        ("theme", {"name": "mkdocs"}),
        ("use_directory_urls", "true"),
    ],
)
def test_what_could_put_drafts_before_the_public_is_pinned(key: str, value: object) -> None:
    with pytest.raises(SettingsError, match=rf"M106.*{key}"):
        settings.of(a_tree(**{key: value}))


@pytest.mark.parametrize("key", ["extra_javascript", "hooks", "repo_url", "nav", "INHERIT"])
def test_a_key_nobody_allowed_is_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=rf"M101.*{key}"):
        settings.of(a_tree(**{key: "x"}))


@pytest.mark.parametrize(
    "section",
    [
        {},
        {"office": "x"},
        {**OWN, "near_days": "99999999999"},
        {**OWN, "facts": "x"},
        {**OWN, "origin": "澄湖"},
    ],
)
def test_a_faulty_section_is_named(section: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=r"M102|M103"):
        settings.of(a_tree(plugins=[{"rectify": section}]))


def test_a_plug_in_cannot_take_the_place_of_another() -> None:
    socket = Socket("check")

    def rule() -> None:
        """One rule."""

    def other() -> None:
        """Another of the same name, from elsewhere."""

    other.__qualname__, other.__module__ = rule.__qualname__, "somewhere.else"
    socket("T101")(rule)
    socket("T101")(rule)
    with pytest.raises(ValueError, match="T101"):
        socket("T101")(other)


@pytest.mark.parametrize("said", ["meta", "snippet", "off"])
def test_who_says_the_policy_is_one_of_three(said: str) -> None:
    assert settings.of(a_tree(plugins=[{"rectify": {**OWN, "csp": said}}])).csp == said


def test_another_word_for_the_policy_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"M102.*csp"):
        settings.of(a_tree(plugins=[{"rectify": {**OWN, "csp": "header"}}]))


@pytest.mark.parametrize("written", ["1F4E79", "#1f4e79"])
def test_an_office_has_a_colour_of_its_own(written: str) -> None:
    tree = a_tree(plugins=[{"rectify": {**OWN, "colour": written}}])
    assert settings.of(tree).colour == "#1f4e79"


@pytest.mark.parametrize("written", ["", "深蓝", None])
def test_what_is_no_colour_is_refused_even_where_the_sign_made_it_a_comment(written: str | None) -> None:
    with pytest.raises(SettingsError, match="M120"):
        settings.of(a_tree(plugins=[{"rectify": {**OWN, "colour": written}}]))


def test_a_colour_too_pale_to_read_is_refused_and_the_nearest_that_can_be_read_is_named() -> None:
    with pytest.raises(SettingsError, match="M121") as refused:
        settings.of(a_tree(plugins=[{"rectify": {**OWN, "colour": "ff6666"}}]))
    proposed = refused.value.values["darker"]
    assert settings.of(a_tree(plugins=[{"rectify": {**OWN, "colour": proposed}}])).colour == f"#{proposed}"
