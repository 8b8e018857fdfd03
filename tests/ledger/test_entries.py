"""What a line may say, to the letter: bytes that are read for decades change their meaning with no version."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rectify_site.ledger.entries import Change, Content, CorrectionClass, Entry, Op, WithdrawReason
from tests.ledger.lines import SALT, a_ledger

LINE = a_ledger(1)[0].model_dump(mode="json", by_alias=True)


def test_the_words_of_a_line_are_those_that_were_always_written() -> None:
    assert [*Op] == ["approve", "withdraw", "purge", "seal", "accept", "retire", "reopen"]
    assert [*Change] == ["new", "progress", "revision", "correction"]
    assert [*CorrectionClass] == ["fact", "wording", "personal", "sensitive"]
    assert [*WithdrawReason] == ["内容更正后重新发布", "事项合并", "已移交档案馆", "依规定不再公开"]


def test_the_first_line_of_a_ledger_stays_what_it_was() -> None:
    """The whole line as it was written first; with its hash, which no version may compute in another way."""
    assert LINE == {
        "v": 1,
        "seq": 1,
        "prev": "0" * 64,
        "op": "approve",
        "kind": "record",
        "id": "2025-a-1",
        "change": "new",
        "class": None,
        "scope": "public",
        "digest": "bcb3991b4760bd9f05554a0b3026f46180b3abd068d47b7ac0ec68f895108a3f",
        "as_of": "2025-03-10",
        "signatures": [{"role": "签发", "name": "甲", "on": "2025-03-12", "opinion": None}],
        "document": "澄整办〔2025〕1号",
        "basis": None,
        "sheet_code": None,
        "not_before": None,
        "reason": None,
        "at": "2025-03-12T10:00:00+08:00",
        "hash": "66bcaec543a58aa4678446fd5e103d5f05932f320b59765a0c845154cece57ca",
    }


@pytest.mark.parametrize(
    "given",
    [
        {"seq": 0},
        {"prev": "0" * 63},
        {"digest": "0" * 65},
        {"digest": "A" * 64},
        {"hash": "g" * 64},
        {"kind": "draft"},
        {"kind": "records"},
        {"op": "sign"},
        {"v": 2},
        {"document": "字" * 501},
        {"reason": "字" * 501},
        {"sheet_code": ""},
        {"at": "2025-03-12T10:00:00+00:00"},
        {"at": "2025-03-12 10:00:00+08:00"},
        {"at": "2025-03-12T10:00+08:00"},
        {"at": "2025-03-12T10:00:00+08:00 "},
        {"not_before": "12025-03-12T10:00:00+08:00"},
    ],
    ids=str,
)
def test_a_line_says_nothing_else(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Entry.model_validate({**LINE, **given})


@pytest.mark.parametrize("kind", ["plan", "record", "report", "notice", "units", "page", "archive", "ledger"])
def test_a_line_is_about_one_of_these(kind: str) -> None:
    said = {"kind": kind, "document": "字" * 500, "reason": "字" * 500, "not_before": LINE["at"]}
    assert Entry.model_validate({**LINE, **said}).kind == kind


@pytest.mark.parametrize("salt", [SALT[1:], SALT + "0", SALT.upper(), SALT[:-1] + "g"])
def test_a_salt_has_128_bits(salt: str) -> None:
    good = {"digest": "0" * 64, "salt": SALT, "content": {}}
    assert Content.model_validate(good).salt == SALT
    with pytest.raises(ValidationError):
        Content.model_validate({**good, "salt": salt})
