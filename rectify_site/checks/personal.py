"""Personal numbers in a text that is to be public.

个人信息保护法 art. 28 (sensitive data), 34–35 (offices within their powers only). Telephones of offices stay: they are
how people reach them; landlines anywhere, mobiles in the fields that are for contact (``masking.of_an_office``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rectify_site.checks import personal_numbers, personal_traces
from rectify_site.checks.masking import mask, of_an_office
from rectify_site.checks.passages import Hit, Passage, skim
from rectify_site.checks.personal_numbers import Kind
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check
from rectify_site.text import INVISIBLE, fold

_CUE = personal_numbers.CUE
_OUT = N_("delete it in the source document, or mask it there as {number}")


@check("T601", level=Level.ERROR, on="text", cue=_CUE, title=N_("identity card number"))
def identity_card(passage: Passage) -> Iterator[Hit]:
    """Eighteen characters with a fitting check digit (GB 11643-1999), however disguised."""
    return _hits(passage, Kind.IDENTITY, N_("identity card number {number}"))


@check("T602", level=Level.ERROR, on="text", cue=_CUE, title=N_("identity card number of fifteen digits"))
def old_identity_card(passage: Passage) -> Iterator[Hit]:
    """The form before 1999 has no check digit: the place and the date of birth must fit."""
    return _hits(passage, Kind.IDENTITY_OLD, N_("identity card number of fifteen digits {number}"))


@check("T603", level=Level.ERROR, on="text", cue=_CUE, title=N_("mobile telephone number"))
def mobile(passage: Passage) -> Iterator[Hit]:
    """Eleven digits from 13 to 19, with or without 86, however disguised. Landlines are not looked for."""
    return _hits(passage, Kind.MOBILE, N_("mobile telephone number {number}"))


@check("T604", level=Level.JUDGE, on="text", cue=_CUE, title=N_("number that looks like an identity card"))
def mistyped_identity_card(passage: Passage) -> Iterator[Hit]:
    """Place and date of birth fit and the check digit does not: mistyped, it still names a person."""
    return _hits(
        passage, Kind.IDENTITY_MISTYPED, N_("{number} looks like an identity card number with a wrong digit")
    )


@check("T605", level=Level.ERROR, on="text", cue=_CUE, title=N_("bank card number"))
def bank_card(passage: Passage) -> Iterator[Hit]:
    """Sixteen to nineteen digits that begin with 62 and pass the check of ISO/IEC 7812-1."""
    return _hits(passage, Kind.BANK, N_("bank card number {number}"))


def _hits(passage: Passage, kind: Kind, message: str) -> Iterator[Hit]:
    if of_an_office(passage.field, kind):
        return
    for number in personal_numbers.numbers(passage.text):
        if number.kind is kind:
            complaint = Complaint(passage.field, message, {"number": number.masked()}, _OUT)
            yield Hit(number.at[0], number.at[-1] + 1, complaint)


_PART = 40
_RUNS_ON = N_("the number {number} runs on into the next field")
_SIGNS = frozenset(
    chr(code)
    for code in (*range(0x3000), *range(0xA600, 0xAC00), *range(0xFF00, 0xFFF0))
    if (folded := fold(chr(code)).text) and (folded.isascii() or not folded.isalnum())
) | {*personal_numbers.HAN, *INVISIBLE}
_ENDS = _SIGNS | set(personal_traces.PROVINCES + "村路街道巷弄楼栋幢座元苑院镇乡组号住址")
_BEGINS = _SIGNS | set("号楼栋幢座单室组社队村民室路街")


@check("T606", level=Level.ERROR, on="fields", title=N_("personal number split over two fields"))
def split_number(fields: Sequence[tuple[str, str]]) -> Iterator[Complaint]:
    """1380013 in one cell and 8000 in the next: shown one behind the other they are a number again."""
    for run in _touching(fields):
        text, ends = "", []
        for _, part in run:
            text += part
            ends.append(len(text))
        for start, end in _parts(text):
            crossed = bisect_right(ends, start)
            if ends[crossed] < end:
                yield Complaint(run[crossed][0], _RUNS_ON, {"number": mask(text)[start:end]}, _OUT)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text personal data of any kind stand."""
    plain = skim(text)
    if personal_numbers.CUE.search(plain):
        shadow = fold(text)
        yield from (shadow.span(found.at[0], found.at[-1] + 1) for found in personal_numbers.numbers(text))
    if personal_traces.CUE.search(plain):
        shadow = fold(text)
        yield from (shadow.span(found.start, found.end) for found in personal_traces.traces(shadow))


def _touching(fields: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Fields in a row of which one ends and the next begins with a sign of a number; of long ones only the edges."""
    run: list[tuple[str, str]] = []
    for (path, text), (following, behind) in pairwise(fields):
        touching = text[-1:] in _ENDS and behind[:1] in _BEGINS
        if run and not (touching and len(text) <= _PART):
            yield run
            run = []
        if touching:
            run = run or [(path, text[-_PART:])]
            run.append((following, behind[:_PART]))
    if run:
        yield run
