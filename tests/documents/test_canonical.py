"""One value, one sequence of bytes: ours against the reference implementation, and YAML there and back."""

import json
from pathlib import Path

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from rectify_site.documents.canonical import canonical, content
from rectify_site.documents.reading import read
from rectify_site.documents.writing import dump
from rectify_site.model.records import Record

VECTORS = Path(__file__).parents[3] / "shared" / "corpora" / "jcs" / "testdata"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
CLEAN = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30
) | st.sampled_from(
    [
        "- a",
        "a: b",
        "#c",
        "'q",
        "*x",
        "&y",
        "!z",
        "5",
        "yes",
        "null",
        "~",
        "2025-01-01",
        "{a",
        "[b",
        "|",
        ">",
        "@",
        "%",
        "? k",
        " 前后空 ",
    ]
)


@given(VALUES)
@example({"\ue000": 1, "\U00010000": 2, "😀": [{"\uffff": 0, "\U0001f600": 0}]})
@example({"a": "1.5", "b": ["12345678901234567", ":0.5e3"]})
def test_canonical_json_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.skipif(not VECTORS.exists(), reason="the RFC 8785 vectors are not beside this checkout")
@pytest.mark.parametrize("name", ["french", "unicode", "weird", "arrays"])
def test_the_published_vectors_hold_where_they_have_no_fractions(name: str) -> None:
    value = json.loads((VECTORS / "input" / f"{name}.json").read_bytes())
    expected = (VECTORS / "output" / f"{name}.json").read_bytes()
    assert canonical(value) == expected.rstrip(b"\n")


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, "\ud800", {"\udc00": 1}])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


@given(st.lists(CLEAN, min_size=3, max_size=3))
def test_a_document_written_and_read_again_is_the_same(texts: list[str]) -> None:
    record = Record.model_validate(
        {
            "id": "2025-a-01",
            "number": "1",
            "problem": texts[0],
            "measures": [{"text": texts[1]}, {"text": {"text": texts[1], "public": texts[2]}}],
            "deadline": {"kind": "by_date", "text": texts[2], "date": "2025-06-30"},
            "scope": "public",
            "events": [
                {"on": "2025-02-01", "kind": "submitted", "evidence": [{"title": texts[0], "public": True}]},
                {"on": "2025-03-01", "kind": "notice", "from": "2025-03-05", "to": "2025-03-11"},
                {"on": "2025-03-12", "kind": "notice_result", "objections": 1, "upheld": 0},
            ],
            "source": {"file": "方案.docx", "sha256": "0" * 64, "paragraph": 59},
        }
    )
    loaded = read("record", "x.yml", dump(record))
    assert loaded.findings == ()
    assert loaded.document == record


def test_layout_does_not_change_what_is_signed_and_words_do() -> None:
    plain = read(
        "record", "a", b"id: 2025-a-01\nnumber: '1'\nproblem: x\ndeadline: {kind: ongoing}\n"
    ).document
    other = read(
        "record", "b", b"deadline:\n    kind: 'ongoing'\nproblem: \"x\"\nnumber: 1\nid: 2025-a-01\n"
    ).document
    edited = read(
        "record", "c", b"id: 2025-a-01\nnumber: '1'\nproblem: y\ndeadline: {kind: ongoing}\n"
    ).document
    assert plain is not None
    assert other is not None
    assert edited is not None
    assert canonical(content(plain)) == canonical(content(other)) != canonical(content(edited))


def test_where_a_draft_came_from_is_not_signed() -> None:
    record = Record.model_validate(
        {
            "id": "2025-a-01",
            "number": "1",
            "problem": "x",
            "deadline": {"kind": "ongoing"},
            "source": {"file": "方案.docx", "sha256": "0" * 64, "paragraph": 7},
        }
    )
    assert "source" not in content(record)
