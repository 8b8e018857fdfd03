"""The loader guesses nothing, follows nothing and names the place of everything."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.documents.loading import DEPTH_LIMIT, SIZE_LIMIT, load
from rectify_site.documents.reading import read
from rectify_site.errors import SourceError

HOSTILE = sorted((Path(__file__).parents[3] / "shared" / "corpora" / "own").glob("yaml-*.yml"))
GOOD = b"id: 2025-a-01\nnumber: 0012\nproblem: NO\ndeadline:\n  kind: ongoing\n"


def test_every_scalar_is_a_string() -> None:
    tree = load(b"a: NO\nb: 0012\nc: 1:30\nd: 2024_001\ne: 2025-01-01\nf: on\ng: ~\nh: 1.0", "x.yml")
    assert list(tree.value.values()) == ["NO", "0012", "1:30", "2024_001", "2025-01-01", "on", "~", "1.0"]


def test_a_field_with_nothing_behind_it_is_not_there() -> None:
    assert load(b"scope:\nbasis: ''\n", "x.yml").value == {"scope": None, "basis": ""}


def test_each_value_knows_its_line_and_column() -> None:
    tree = load("a: 1\nevents:\n  - on: x\n    text: 甲\n".encode(), "x.yml")
    assert tree.position("events.0.text") == (4, 11)
    assert tree.position("events.0.none.such") == (3, 5)
    assert tree.position("none") == (1, 1)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a: 1\nb: 2\na: 3\n", "D103", 3),
        (b"a: &x 1\nb: *x\n", "D104", 1),
        (b"a: !!python/object:os.system x\n", "D105", 1),
        (b"a: 1\n---\nb: 2\n", "D106", 2),
        (b"a:\n\tb: 1\n", "D100", 2),
        ("a：1\nb: 2\n".encode(), "D100", 2),
        (b"- a\n- b\n", "D108", 1),
        (b"", "D108", 1),
        (b"? [a]\n: b\n", "D107", 1),
        (b"[" * (DEPTH_LIMIT + 2), "D109", 1),
        (b"a: " + b"[" * 5000, "D109", 1),
    ],
)
def test_what_yaml_can_hide_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    with pytest.raises(SourceError) as refusal:
        load(data, "x.yml")
    assert refusal.value.code == code
    assert int(refusal.value.values["line"]) == line
    assert refusal.value.hint


def test_a_file_that_is_too_large_or_not_utf8_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(SourceError, match="D101"):
        load(b"a" * (SIZE_LIMIT + 1), "x.yml")
    with pytest.raises(SourceError, match="D102"):
        load("区".encode("gb18030"), "x.yml")


@pytest.mark.skipif(not HOSTILE, reason="the corpus of hostile files is not beside this checkout")
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_every_hostile_file_ends_in_findings(path: Path) -> None:
    loaded = read("record", path.name, path.read_bytes())
    assert loaded.document is None
    assert all(finding.code.startswith("D") and finding.hint for finding in loaded.findings)
    assert loaded.findings


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_one_kind_of_error(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert isinstance(load(data, "x.yml").value, dict)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (b"problm: x\n", "D201", "problm"),
        (b"scope: everyone\n", "D203", "scope"),
        (b"events:\n  - {on: 2025-02-30, kind: started}\n", "D209", "events.0.on"),
        (b'target: "a\\u200bb"\n', "D209", "target"),
        (b"leaders: [[a]]\n", "D209", "leaders.0"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_place(change: bytes, code: str, field: str) -> None:
    loaded = read("record", "x.yml", GOOD + change)
    assert [(finding.code, finding.field) for finding in loaded.findings] == [(code, field)]
    assert loaded.findings[0].place.line == (7 if field.startswith("events") else 6)


@pytest.mark.parametrize(
    "name", ["../x", "CON", "con", "a b", "A-1", "a--b", "-a", "a/", "区", "x" * 65, "nul", "index"]
)
def test_a_hostile_id_is_never_a_document(name: str) -> None:
    data = GOOD.replace(b"2025-a-01", f"'{name}'".encode())
    assert read("record", "x.yml", data).document is None


def test_an_unknown_field_is_told_the_nearest_known_one() -> None:
    (finding,) = read("record", "x.yml", GOOD + b"problm: x\n").findings
    assert finding.values["near"] == "problem"
