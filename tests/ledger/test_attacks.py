"""The ledger under attack: each thing that can be done to it has a code of its own, and nothing goes unseen."""

import random
import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from rectify_site.documents.canonical import canonical
from rectify_site.errors import LedgerError
from rectify_site.ledger import chain, checkpoints, upgrades
from rectify_site.ledger.entries import Entry
from tests.ledger.lines import ORIGIN, a_ledger, fields, grown, joined

OWN, SITE, YEAR = "content/checkpoint.txt", "site/checkpoint.txt", "content/archive/2025/data/checkpoint.txt"
LEDGER = a_ledger(20)
LINES = [chain.line(entry) for entry in LEDGER]
DATA = b"".join(LINES)
REMEMBERED = {OWN: chain.checkpoint(LEDGER, ORIGIN)}


def memory(entries: tuple[Entry, ...]) -> bytes:
    return chain.checkpoint(entries, ORIGIN)


def opened(data: bytes, remembered: dict[str, bytes]) -> None:
    """As every verb opens it: a torn tail is put aside first, then all is held against all."""
    tail = checkpoints.unacknowledged(data, remembered, OWN, ORIGIN)
    checkpoints.hold(chain.read(data[: len(data) - len(tail)]), remembered, OWN, ORIGIN)


def seen(data: bytes) -> LedgerError:
    with pytest.raises(LedgerError) as refusal:
        opened(data, REMEMBERED)
    assert refusal.value.exit_code == 3
    return refusal.value


# --- the table -------------------------------------------------------------------------------------------

OTHER = grown(LEDGER[:18], *(fields(entry) | {"document": "另一文号"} for entry in LEDGER[18:]))
REWRITTEN = grown((), *(fields(entry) | {"document": "另一文号"} for entry in LEDGER))
AT_ONCE = [*LINES[:19], chain.line(OTHER[18]), LINES[19]]
TWICE = grown(LEDGER, fields(LEDGER[3]))
AGREED = {OWN: memory(LEDGER)}

ATTACKS: dict[str, tuple[bytes, dict[str, bytes], str, int]] = {
    "an edit that leaves it readable": (DATA.replace(b"2025-a-7", b"2025-a-9"), AGREED, "L104", 7),
    "an edit that breaks it": (DATA.replace(b'"v":1}', b'"v":1,}', 1), AGREED, "L102", 1),
    "other layout, same meaning": (DATA.replace(b'":', b'": ', 1), AGREED, "L103", 1),
    "a line deleted": (joined((*LEDGER[:5], *LEDGER[6:])), AGREED, "L105", 6),
    "two lines swapped": (joined((*LEDGER[:5], LEDGER[6], LEDGER[5], *LEDGER[7:])), AGREED, "L135", 6),
    "a line replayed": (DATA + LINES[3], AGREED, "L134", 21),
    "an old signature registered again": (joined(TWICE), {OWN: memory(TWICE)}, "L140", 21),
    "a line of another ledger": (joined((*LEDGER[:19], REWRITTEN[19])), AGREED, "L106", 20),
    "two writers": (b"".join(AT_ONCE), AGREED, "L137", 20),
    "a line torn, others behind it": (
        b"".join([*LINES[:4], LINES[4][:90] + b"\n", *LINES[5:]]),
        AGREED,
        "L138",
        5,
    ),
    "a line torn, another glued to it": (
        b"".join([*LINES[:4], LINES[4][:90], *LINES[5:]]),
        AGREED,
        "L138",
        5,
    ),
    "a newer version": (DATA + b'{"v":2}\n', AGREED, "L107", 21),
    "a version that never was": (DATA + b'{"v":-1}\n', AGREED, "L139", 21),
    "its end cut off between lines": (joined(LEDGER[:18]), AGREED, "L113", 19),
    "its end cut off within a line": (DATA[:-5], AGREED, "L130", 20),
    "rewritten from the first line": (joined(REWRITTEN), AGREED, "L114", 20),
    "a rollback, its own checkpoint with it": (
        joined(LEDGER[:15]),
        {OWN: memory(LEDGER[:15]), SITE: memory(LEDGER)},
        "L132",
        16,
    ),
    "a fork": (joined(OTHER), {OWN: memory(OTHER), SITE: memory(LEDGER[:19])}, "L133", 19),
    "another office's checkpoint": (DATA, {OWN: chain.checkpoint(LEDGER, "linqu")}, "L112", 0),
    "a checkpoint that is none": (DATA, {OWN: b"20\n"}, "L111", 0),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_has_its_own_code_line_and_next_step(attack: str) -> None:
    data, remembered, code, line = ATTACKS[attack]
    with pytest.raises(LedgerError) as refusal:
        opened(data, remembered)
    assert refusal.value.code == code, str(refusal.value)
    assert refusal.value.exit_code == 3
    assert refusal.value.hint
    if line:
        assert f"line {line} " in f"{refusal.value} " or f"and {line} " in str(refusal.value)


def test_no_two_attacks_share_a_code_but_those_that_do_the_same() -> None:
    codes = [code for _, _, code, _ in ATTACKS.values()]
    assert {code for code in codes if codes.count(code) > 1} == {"L138"}


# --- the law ---------------------------------------------------------------------------------------------


def edits(places: range) -> Iterator[bytes]:
    """One byte changed in each bit, taken out, put in; at each place."""
    for place in places:
        before, byte, after = DATA[:place], DATA[place], DATA[place + 1 :]
        yield from (before + bytes([byte ^ (1 << bit)]) + after for bit in range(8))
        yield before + after
        yield from (before + bytes([more, byte]) + after for more in b'\n"')


def shuffles() -> Iterator[bytes]:
    """Each line gone, each doubled in each place, each two swapped."""
    for one in range(20):
        yield b"".join(LINES[:one] + LINES[one + 1 :])
        yield from (b"".join([*LINES[:place], LINES[one], *LINES[place:]]) for place in range(one % 4, 21, 4))
    for one, other in combinations(range(20), 2):
        lines = list(LINES)
        lines[one], lines[other] = lines[other], lines[one]
        yield b"".join(lines)


def lines_of(data: bytes, refusal: LedgerError) -> bool:
    """Whether the line that the message names is where the bytes differ first, or the one behind it."""
    same = next(
        (n for n, (a, b) in enumerate(zip(data, DATA, strict=False)) if a != b), min(len(data), len(DATA))
    )
    first = DATA[:same].count(b"\n") + 1
    named = [int(number) for number in re.findall(r"lines? (\d+)(?: and (\d+))?", str(refusal))[0] if number]
    return any(number in {first, first + 1} for number in named)


def test_a_change_anywhere_is_seen_and_its_line_named() -> None:
    for data in edits(range(random.Random(4).randrange(307), len(DATA), 307)):  # noqa: S311 - a sample, no secret
        assert lines_of(data, seen(data)), data


def test_a_line_gone_doubled_or_swapped_is_seen() -> None:
    for data in shuffles():
        seen(data)


def test_a_cut_anywhere_is_seen() -> None:
    for size in range(0, len(DATA), 97):
        assert lines_of(DATA[:size], seen(DATA[:size]))


@pytest.mark.deep
@pytest.mark.parametrize("part", range(8))
def test_every_change_of_every_byte_is_seen(part: int) -> None:
    for data in edits(range(part, len(DATA), 8)):
        seen(data)


@pytest.mark.deep
def test_every_value_of_every_byte_of_a_line_is_seen() -> None:
    line = LINES[0]
    for place in range(len(line)):
        for value in set(range(256)) - {line[place]}:
            seen(line[:place] + bytes([value]) + line[place + 1 :])


@pytest.mark.deep
def test_every_cut_is_seen() -> None:
    for size in range(len(DATA)):
        seen(DATA[:size])


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"v": True}, "L102"),
        ({"v": "1"}, "L102"),
        ({"seq": True}, "L103"),
        ({"seq": "1"}, "L103"),
        ({"more": 1}, "L102"),
    ],
)
def test_a_line_says_each_thing_in_one_way(edit: dict[str, object], code: str) -> None:
    """Even with a hash that fits: a value in another type, or a key nobody knows, is no line of ours."""
    tree = LEDGER[0].model_dump(mode="json", by_alias=True) | edit
    with pytest.raises(LedgerError, match=code):
        chain.read(canonical(tree | {"hash": chain._hash(tree)}) + b"\n")  # noqa: SLF001 - the rule that never changes


# --- the torn tail ---------------------------------------------------------------------------------------

GROWN = grown(LEDGER, *(fields(entry) | {"digest": f"{n:064x}"} for n, entry in enumerate(LEDGER[:2])))


@pytest.mark.parametrize("kept", [20, 21])
def test_a_tail_that_nobody_was_told_about_is_put_aside_and_nothing_else(kept: int) -> None:
    """The checkpoint comes last: what it does not remember was never acknowledged."""
    whole = joined(GROWN[:kept])
    for size in range(1, len(chain.line(GROWN[kept])), 7):
        torn = chain.line(GROWN[kept])[:size]
        assert checkpoints.unacknowledged(whole + torn, REMEMBERED, OWN, ORIGIN) == torn
    assert checkpoints.unacknowledged(whole, REMEMBERED, OWN, ORIGIN) == b""
    assert checkpoints.unacknowledged(whole + b"\0" * 700, REMEMBERED, OWN, ORIGIN) == b"\0" * 700


def test_a_tail_is_not_put_aside_from_a_ledger_that_was_touched() -> None:
    edited = DATA.replace(b"2025-a-7", b"2025-a-9")
    with pytest.raises(LedgerError, match="L104"):
        checkpoints.unacknowledged(edited + b"{", REMEMBERED, OWN, ORIGIN)
    with pytest.raises(LedgerError, match="L114"):
        checkpoints.unacknowledged(joined(REWRITTEN) + b"{", REMEMBERED, OWN, ORIGIN)


# --- a person accepts ------------------------------------------------------------------------------------

RESTORED = LEDGER[:15]
BOTH = {OWN, SITE}


def accept(
    entries: tuple[Entry, ...], remembered: dict[str, bytes], typed: str | None = None
) -> tuple[Entry, ...]:
    found = checkpoints.overruled(entries, remembered, BOTH, typed or chain.head(entries), ORIGIN)
    lines = [
        {
            "op": "accept",
            "kind": "ledger",
            "id": "checkpoint",
            "digest": one.head,
            "reason": one.where,
            "at": "2026-08-01T09:00:00+08:00",
        }
        for one in found
    ]
    return grown(entries, *lines)


@pytest.mark.parametrize("remembered", [{OWN: memory(LEDGER)}, {OWN: memory(RESTORED), SITE: memory(LEDGER)}])
def test_a_restored_ledger_is_accepted_by_its_head_and_the_ledger_says_so(
    remembered: dict[str, bytes],
) -> None:
    with pytest.raises(LedgerError):
        checkpoints.hold(RESTORED, remembered, OWN, ORIGIN)
    accepted = accept(RESTORED, remembered)
    checkpoints.hold(accepted, remembered, OWN, ORIGIN)
    assert [(entry.op, entry.reason) for entry in accepted[15:]] == [("accept", next(reversed(remembered)))]
    assert chain.read(joined(accepted)) == accepted
    assert accept(RESTORED, remembered, f" {chain.head(RESTORED)[:16].upper()}") == accepted


def test_the_checkpoint_beside_the_ledger_speaks_first() -> None:
    with pytest.raises(LedgerError, match="L113"):
        checkpoints.hold(RESTORED, {SITE: memory(LEDGER), OWN: memory(LEDGER)}, OWN, ORIGIN)


def test_an_accepted_memory_excuses_no_other() -> None:
    accepted = accept(RESTORED, {OWN: memory(LEDGER)})
    with pytest.raises(LedgerError, match="L113"):
        checkpoints.hold(accepted, {OWN: memory(GROWN)}, OWN, ORIGIN)


@pytest.mark.parametrize(
    "typed", ["", "0", chain.head(LEDGER), chain.head(RESTORED)[:15], chain.head(RESTORED)[:20] + "x"]
)
def test_a_head_that_is_not_the_ledgers_is_not_accepted(typed: str) -> None:
    with pytest.raises(LedgerError, match="L141") as refusal:
        accept(RESTORED, REMEMBERED, typed or " ")
    assert (refusal.value.code, refusal.value.exit_code) == ("L141", 2)


def test_a_sealed_year_and_another_office_cannot_be_overruled() -> None:
    with pytest.raises(LedgerError, match="L132"):
        accept(RESTORED, {OWN: memory(RESTORED), YEAR: memory(LEDGER)})
    with pytest.raises(LedgerError, match="L112"):
        accept(RESTORED, {OWN: chain.checkpoint(LEDGER, "linqu")})


def test_nothing_is_written_where_nothing_disagrees() -> None:
    assert accept(LEDGER, REMEMBERED) == LEDGER


# --- old versions ----------------------------------------------------------------------------------------


def from_zero(tree: dict[str, object]) -> dict[str, object]:
    """A made-up older form: the number was called ``n``, and there was no scope."""
    return {**{key: value for key, value in tree.items() if key != "n"}, "seq": tree["n"], "scope": "public"}


def old_line(entry: Entry) -> bytes:
    tree = entry.model_dump(mode="json", by_alias=True, exclude={"hash", "scope", "seq"}) | {
        "v": 0,
        "n": entry.seq,
    }
    return canonical(tree | {"hash": chain._hash(tree)}) + b"\n"  # noqa: SLF001 - the rule that never changes


@pytest.fixture
def _zero_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upgrades.UPGRADES, 0, from_zero)


@pytest.mark.usefixtures("_zero_was")
def test_an_old_line_is_read_through_its_upgrade_and_the_chain_goes_on() -> None:
    old = old_line(LEDGER[0])
    first = chain.read(old)[0]
    assert (first.v, first.seq, first.scope) == (1, 1, "public")
    both = grown((first,), fields(LEDGER[1]))
    assert chain.read(old + chain.line(both[1])) == both


@pytest.mark.usefixtures("_zero_was")
def test_an_edit_of_an_old_line_is_seen_as_in_a_new_one() -> None:
    old = old_line(LEDGER[0])
    for place in range(0, len(old) - 1, 5):
        with pytest.raises(LedgerError, match="line 1 "):
            chain.read(old[:place] + bytes([old[place] ^ 1]) + old[place + 1 :])


def test_without_its_upgrade_an_old_line_is_not_judged() -> None:
    with pytest.raises(LedgerError, match="L139"):
        chain.read(old_line(LEDGER[0]))
