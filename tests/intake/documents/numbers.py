"""Printed numbers: their forms, which form stands below which, and the number that is meant."""

from __future__ import annotations

import re

from tests.intake.documents import due
from tests.intake.documents.due import chinese_number

CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMERALS = {
    "一、": lambda at: f"{chinese_number(at)}、",
    "（一）": lambda at: f"（{chinese_number(at)}）",
    "(一)": lambda at: f"({chinese_number(at)})",
    "㈠": lambda at: chr(0x321F + at) if at <= 10 else f"（{chinese_number(at)}）",
    "⒈": lambda at: chr(0x2487 + at) if at <= 20 else f"{at}.",
    "第一部分　": lambda at: f"第{chinese_number(at)}部分　",
    "1.": lambda at: f"{at}.",
    "1．": lambda at: f"{at}．",
    "1、": lambda at: f"{at}、",
    "１．": lambda at: f"{at}．".translate(due.WIDE),
    "（1）": lambda at: f"（{at}）",
    "(1)": lambda at: f"({at})",
    "1）": lambda at: f"{at}）",
    "⑴": lambda at: chr(0x2473 + at) if at <= 20 else f"（{at}）",
    "①": lambda at: CIRCLES[at - 1] if at <= 20 else f"（{at}）",
    "问题1：": lambda at: f"问题{at}：",
    "问题一：": lambda at: f"问题{chinese_number(at)}：",
    "第一阶段：": lambda at: f"第{chinese_number(at)}阶段：",
    "序号一": lambda at: f"序号{chinese_number(at)}",
    "第1项：": lambda at: f"第{at}项：",
    "任务1：": lambda at: f"任务{at}：",
    "第一，": lambda at: f"第{chinese_number(at)}，",
    "一是": lambda at: f"{chinese_number(at)}是",
}
LADDERS = (
    ("一、", "（一）", "1.", "（1）"),
    ("一、", "（一）", "1．", "（1）"),
    ("一、", "(一)", "1、", "(1)"),
    ("一、", "（一）", "1、", "①"),
    ("一、", "（一）", "１．", "（1）"),
    ("一、", "（一）", "1.", "⑴"),
    ("一、", "（一）", "1.", "①"),
    ("一、", "（一）", "1.", "1）"),
    ("一、", "㈠", "⒈", "⑴"),
    ("一、", "（一）", "第一，", "①"),
    ("一、", "（一）", "一是", "①"),
    ("（一）", "1.", "（1）", "①"),
    ("第一部分　", "一、", "（一）", "1."),
)


def below(marker: str) -> str:
    """A form of number that stands below this one, as measures do below their matter."""
    if marker in {"①", "⑴", "1）"}:
        return "——"
    return "①" if marker in {"（1）", "(1)"} else "（1）"


def bare_number(printed: str) -> str:
    """The number itself: 一 of （一）, 3 of ③ or of 问题3：."""
    for start in (0x245F, 0x2473, 0x2487):
        if start < ord(printed[0]) <= start + 20:
            return str(ord(printed[0]) - start)
    if 0x321F < ord(printed[0]) <= 0x3229:
        return chinese_number(ord(printed[0]) - 0x321F)
    digits = printed.translate(due.NARROW)
    return re.search("[0-9]+|[一二三四五六七八九十]+", digits)[0]  # type: ignore[index]
