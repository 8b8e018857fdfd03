"""The chain: whatever is done to it afterwards is seen, and the line is named."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.errors import LedgerError
from rectify_site.ledger import chain
from rectify_site.ledger.entries import Content, Entry

ORIGIN = "chenghu-qu"
SALT = "0f" * 16


def a_ledger(count: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number in range(1, count + 1):
        content = {"id": f"2025-a-{number}"}
        entries.append(
            chain.seal(
                entries[-1] if entries else None,
                {
                    "op": "approve",
                    "kind": "record",
                    "id": f"2025-a-{number}",
                    "change": "new",
                    "scope": "public",
                    "digest": chain.digest(SALT, content),
                    "as_of": date(2025, 3, 10),
                    "signatures": [{"role": "签发", "name": "甲", "on": "2025-03-12"}],
                    "document": "澄整办〔2025〕1号",
                    "at": "2025-03-12T10:00:00+08:00",
                },
            )
        )
    return tuple(entries)


LEDGER = a_ledger(5)
LINES = [chain.line(entry) for entry in LEDGER]
DATA = b"".join(LINES)
CHECKPOINT = chain.checkpoint(LEDGER, ORIGIN)


def verified(data: bytes, remembered: bytes = CHECKPOINT) -> None:
    chain.extends(chain.read(data), remembered, "checkpoint.txt", ORIGIN)


def line_named(data: bytes) -> int:
    with pytest.raises(LedgerError) as refusal:
        verified(data)
    assert refusal.value.exit_code == 3
    found = re.search(r"line (\d+)", str(refusal.value))
    assert found, str(refusal.value)
    return int(found[1])


def test_what_was_written_is_read_again() -> None:
    assert chain.read(DATA) == LEDGER
    verified(DATA)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_one_byte_changed_anywhere_is_seen_and_its_line_named(place: int, flip: int) -> None:
    edited = bytearray(DATA)
    edited[place] ^= flip
    named = line_named(bytes(edited))
    assert named in {DATA[:place].count(b"\n") + 1, DATA[:place].count(b"\n") + 2}


@pytest.mark.parametrize("gone", range(5))
def test_a_line_deleted_is_seen_the_last_one_too(gone: int) -> None:
    assert line_named(b"".join(LINES[:gone] + LINES[gone + 1 :])) == gone + 1


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 3), (3, 4), (0, 4)])
def test_two_lines_swapped_are_seen(one: int, other: int) -> None:
    lines = list(LINES)
    lines[one], lines[other] = lines[other], lines[one]
    assert line_named(b"".join(lines)) == one + 1


@pytest.mark.parametrize("size", range(1, len(DATA), 97))
def test_a_ledger_cut_anywhere_is_seen(size: int) -> None:
    assert line_named(DATA[:size]) == DATA[:size].count(b"\n") + 1


def test_a_doubled_line_is_seen() -> None:
    assert line_named(DATA + LINES[-1]) == 6


def test_a_rewritten_ledger_is_not_an_extension_of_the_remembered_one() -> None:
    other = a_ledger(7)
    forged = [
        chain.seal(
            None,
            other[0].model_dump(by_alias=True, exclude={"seq", "prev", "hash"}) | {"document": "另一文号"},
        )
    ]
    for entry in other[1:]:
        forged.append(
            chain.seal(forged[-1], entry.model_dump(by_alias=True, exclude={"seq", "prev", "hash"}))
        )
    assert line_named(b"".join(chain.line(entry) for entry in forged)) == 5


def test_a_longer_ledger_extends_its_checkpoint() -> None:
    verified(b"".join(chain.line(entry) for entry in a_ledger(7)))


def test_a_checkpoint_of_another_office_is_refused() -> None:
    with pytest.raises(LedgerError, match="L112"):
        verified(DATA, chain.checkpoint(LEDGER, "linqu"))


@pytest.mark.parametrize("remembered", [b"", b"x", b"a\nb\nc\n", b"\xff\n1\nx\n"])
def test_a_checkpoint_that_is_none_is_refused(remembered: bytes) -> None:
    with pytest.raises(LedgerError, match="L111"):
        verified(DATA, remembered)


def test_a_newer_line_is_not_judged() -> None:
    with pytest.raises(LedgerError, match="L107"):
        chain.read(b'{"v":2}\n')


def test_contents_answer_to_their_digest() -> None:
    contents = [Content(digest=entry.digest, salt=SALT, content={"id": entry.id}) for entry in LEDGER]
    data = b"".join(chain.content_line(content) for content in contents)
    assert set(chain.contents(data, LEDGER)) == {entry.digest for entry in LEDGER}
    with pytest.raises(LedgerError, match=r"L122.*line 2"):
        chain.contents(data.replace(b"2025-a-2", b"2025-a-9"), LEDGER)
    with pytest.raises(LedgerError, match=r"L123.*2025-a-5"):
        chain.contents(b"".join(chain.content_line(content) for content in contents[:4]), LEDGER)


def test_a_purged_content_may_be_gone_and_the_chain_is_whole() -> None:
    purge = chain.seal(LEDGER[-1], {**LEDGER[4].model_dump(by_alias=True), "op": "purge"})
    kept = [Content(digest=entry.digest, salt=SALT, content={"id": entry.id}) for entry in LEDGER[:4]]
    data = b"".join(chain.content_line(content) for content in kept)
    assert len(chain.contents(data, (*LEDGER, purge))) == 4
    assert chain.read(DATA + chain.line(purge))[-1] == purge
