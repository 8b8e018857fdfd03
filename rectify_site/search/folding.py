"""The folding table: which characters count as the same when somebody searches.

The script in the browser does not fold by itself: it gets this table as a file of the site, so that both sides fold
alike whatever Unicode the browser knows. Folded are widths, compatibility forms (①, ㎡, Ⅲ, radicals out of PDF
files), case, and the kinds of brackets, quotes and dashes; white space, combining marks and what cannot be seen are
dropped. Chinese numerals stay as they are: 三 is not 3.
"""

from __future__ import annotations

import unicodedata

from rectify_site.text import INVISIBLE, MARKS

RANGES = (
    (0x0000, 0x0530),  # Latin, Greek, Cyrillic
    (0x2000, 0x2190),  # punctuation, raised and lowered figures, ℃ № Ⅲ
    (0x2460, 0x2500),  # ① ⑴ ⒈
    (0x2E80, 0x2FE0),  # radicals that stand for whole signs
    (0x3000, 0x3040),
    (0x3200, 0x3300),  # ㈠
    (0x3380, 0x33E0),  # ㎡
    (0xFE10, 0xFE70),
    (0xFF00, 0xFFF0),  # full and half width
)
"""Where characters that fold are looked for; elsewhere only the invisible ones fold, to nothing."""

ALIKE = (
    "(〔［【〖[{〈《⟨<「『",
    ")〕］】〗]}〉》⟩>」』",
    '"“”„‟″〝〞',
    "'‘’‚‛′",
    "-‐‑‒–—―−─",
    "·•‧・･",
    "~～〜∼",
    ",，、",
)
"""Kinds of one thing; all fold to the first: (2022)9号 finds 〔2022〕9号."""

FIRST = {ord(sign): kinds[0] for kinds in ALIKE for sign in kinds[1:]}


def _folded(sign: str) -> str:
    if sign in INVISIBLE or MARKS.match(sign) or sign.isspace():
        return ""
    plain = unicodedata.normalize("NFKC", sign).lower()
    kept = "".join(each for each in plain if not (each.isspace() or each in INVISIBLE or MARKS.match(each)))
    return kept.translate(FIRST)


def _table() -> dict[int, str]:
    codes = {code for start, end in RANGES for code in range(start, end)}
    codes |= {ord(sign) for sign in INVISIBLE} | set(FIRST)
    marks = [code for code in range(0x0300, 0xFE30) if MARKS.match(chr(code))]
    pairs = {code: _folded(chr(code)) for code in sorted(codes | set(marks))}
    return {code: folded for code, folded in pairs.items() if folded != chr(code)}


TABLE = _table()
"""What each character folds to, by its code; a character that is not here stays itself."""


def fold(text: str) -> str:
    """The text as it is searched."""
    return text.translate(TABLE)


def table_for_scripts() -> dict[str, object]:
    """The table in few bytes: characters that fold one to one, those that become several, ranges that vanish."""
    one = {chr(code): folded for code, folded in TABLE.items() if len(folded) == 1}
    return {
        "from": "".join(one),
        "to": "".join(one.values()),
        "many": {chr(code): folded for code, folded in TABLE.items() if len(folded) > 1},
        "none": _ranges([code for code, folded in TABLE.items() if not folded]),
    }


def _ranges(codes: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found
