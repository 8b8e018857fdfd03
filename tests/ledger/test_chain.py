"""The chain: whatever is done to it afterwards is seen, and the line is named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.errors import LedgerError
from rectify_site.ledger import chain, checkpoints
from rectify_site.ledger.entries import Content
from tests.ledger.lines import ORIGIN, SALT, a_ledger, fields

LEDGER = a_ledger(5)
LINES = [chain.line(entry) for entry in LEDGER]
DATA = b"".join(LINES)
CHECKPOINT = chain.checkpoint(LEDGER, ORIGIN)


def verified(data: bytes, remembered: bytes = CHECKPOINT) -> None:
    checkpoints.extends(chain.read(data), remembered, "checkpoint.txt", ORIGIN)


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


def test_a_file_that_ends_within_a_line_is_not_read_as_if_it_were_whole() -> None:
    with pytest.raises(LedgerError, match=r"L101.*line 6 "):
        chain.read(DATA + b"{")
    with pytest.raises(LedgerError, match=r"L124.*line 3 "):
        chain.contents(b"{}\n{}\n{", ())


@pytest.mark.parametrize("line", [b"", b"[]", b"{", b'{"digest":"x"}', b"\xff", b"[" * 9999])
def test_a_content_that_is_none_is_named_by_its_line(line: bytes) -> None:
    with pytest.raises(LedgerError, match=r"L121.*line 1 "):
        chain.contents(line + b"\n", ())


def test_a_line_has_a_limit_and_what_is_written_stays_below_it() -> None:
    note = "字" * 500
    signatures = [{"role": note, "name": note, "on": "2025-03-12", "opinion": note}] * 12
    entry = chain.seal(LEDGER[-1], fields(LEDGER[4]) | {"signatures": signatures, "digest": "0" * 64})
    line = chain.line(entry)
    assert 50_000 < len(line) < chain.LINE_LIMIT
    assert chain.read(DATA + line)[-1] == entry
    with pytest.raises(LedgerError, match="L102"):
        chain.read(DATA + line[:-2] + b" " * chain.LINE_LIMIT + b"}\n")
    with pytest.raises(LedgerError, match="L102"):
        chain.seal(LEDGER[-1], fields(LEDGER[4]) | {"signatures": signatures * 2, "digest": "0" * 64})


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


def test_a_purged_content_that_is_still_there_is_refused_and_can_be_taken_out() -> None:
    made = [{"id": f"2025-a-{number}"} for number in range(1, 6)]
    texts = [Content(digest=chain.digest(SALT, one), salt=SALT, content=one) for one in made]
    data = b"".join(map(chain.content_line, texts))
    purge = {**fields(LEDGER[1]), "op": "purge", "change": None, "signatures": ()}
    entries = (*LEDGER, chain.seal(LEDGER[-1], purge))
    with pytest.raises(LedgerError, match="L142"):
        chain.refuse_purged(entries, chain.contents(data, entries))
    left = chain.without(data, {texts[1].digest})
    assert left == b"".join(map(chain.content_line, (texts[0], *texts[2:])))
    chain.refuse_purged(entries, chain.contents(left, entries))
    assert chain.without(left, set()) == left


@pytest.mark.parametrize(("length", "code"), [(65_536, "L103"), (65_537, "L102")])
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(length: int, code: str) -> None:
    """One that is not too long is read, and found to be no canonical form."""
    line = LINES[0][:-2]
    with pytest.raises(LedgerError) as refused:
        chain.read(line + b" " * (length - len(line) - 1) + b"}\n")
    assert refused.value.code == code


def test_every_fault_of_a_content_has_its_code_to_the_letter() -> None:
    with pytest.raises(LedgerError) as refused:
        chain.contents(b"{}\n", ())
    assert refused.value.code == "L121"
