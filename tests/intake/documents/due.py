"""Deadlines in the many wordings of plans, each with its kind and its day."""

from __future__ import annotations

import calendar
from random import Random

from tests.intake.documents.truth import Due

DIGITS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")

IMMEDIATE = ("立行立改", "立即整改", "即知即改", "即查即改", "立改立行", "马上整改")
BOTH = (
    "立行立改，长期坚持",
    "即知即改、长期坚持",
    "立行立改并长期坚持",
    "即知即改，持续整改",
    "立行立改、持续推进",
    "立即整改，长期坚持",
)
ONGOING = ("长期坚持", "持续整改", "长期坚持，常抓不懈", "持续推进", "持续推进，长期坚持", "长期整改")
PERIODIC = ("每季度", "每月", "每半年一次", "每年6月底和12月底前", "每季度末", "每月底前")
WITHIN = (
    "自反馈之日起3个月内", "自反馈之日起三个月内", "反馈意见后2个月内", "自收到审计报告之日起60日内",
    "方案印发后一个月内", "自反馈之日起15个工作日内", "收到反馈意见之日起两个月内完成",
)  # fmt: skip
VAGUE = ("尽快", "近期", "在今后较长时间内", "适时", "争取国庆节前", "待条件成熟后实施", "分步推进")
PLACEHOLDER = ("XX年XX月XX日", "2022年X月X日前", "××年××月底前", "20XX年12月底", "XX月底前", "X月X日")
KINDS = ("by_date",) * 12 + ("immediate",) * 3 + ("immediate_and_ongoing",) * 3 + ("ongoing",) * 3 + (
    "by_date_then_ongoing",
) * 3 + ("periodic", "within", "within", "vague", "placeholder")  # fmt: skip
WORDS = {
    "immediate": IMMEDIATE,
    "immediate_and_ongoing": BOTH,
    "ongoing": ONGOING,
    "periodic": PERIODIC,
    "within": WITHIN,
    "vague": VAGUE,
    "placeholder": PLACEHOLDER,
}


def due(rng: Random, year: int, *, yearless: bool = False) -> Due:
    """A deadline in ``year``; ``yearless`` allows wordings whose year is that of the dated document."""
    kind = rng.choice(KINDS)
    if kind in WORDS:
        return Due(rng.choice(WORDS[kind]), kind)
    text, day = _day(rng, year, yearless=yearless)
    if kind == "by_date":
        return Due(text + rng.choice(_ends(text)), kind, day)
    stem = text.removesuffix("前") + ("底" if text.endswith("月") else "")
    tail = rng.choice(
        (
            "完成，长期坚持",
            "完成整改，并长期坚持",
            "，长期坚持",
            "完成整改，今后长期坚持",
            "取得阶段性成效，长期坚持",
        )
    )
    return Due(stem + ("" if stem.endswith(("上半年", "季度")) else "前") + tail, kind, day)


def _ends(text: str) -> tuple[str, ...]:
    """What may follow a day. 6月前 would be read in two ways, so a bare month has no 前."""
    if text.endswith("前"):
        return ("", "", "完成", "整改到位")
    if text.endswith(("月", "上半年", "季度")):
        return ("", "", "完成")
    return ("", "", "前", "前完成", "前整改到位", "前取得实效")


def _day(rng: Random, year: int, *, yearless: bool) -> tuple[str, str]:
    month = rng.randint(5, 12)
    last = calendar.monthrange(year, month)[1]
    day = rng.randint(1, last)
    if yearless and rng.random() < 0.5:
        return rng.choice(
            (
                (f"{month}月底前", f"{year}-{month:02}-{last}"),
                (f"{month}月{day}日前", f"{year}-{month:02}-{day:02}"),
                ("年底前", f"{year}-12-31"),
                ("今年年底前", f"{year}-12-31"),
                (f"今年{month}月底", f"{year}-{month:02}-{last}"),
            )
        )
    chinese = chinese_year(year)
    exact = f"{year}-{month:02}-{day:02}"
    end = f"{year}-{month:02}-{last}"
    return rng.choice(
        (
            (f"{year}年{month}月{day}日", exact),
            (f"{year}年{month}月{day}日前", exact),
            (f"{year}年{month:02}月{day:02}日", exact),
            (f"{year}年{month}月底", end),
            (f"{year}年{month}月底前", end),
            (f"{year}年{month}月末", end),
            (f"{year}年{month}月", end),
            (f"{year}年底", f"{year}-12-31"),
            (f"{year}年年底前", f"{year}-12-31"),
            (f"{year}年12月31日", f"{year}-12-31"),
            (f"{year}.{month}.{day}", exact),
            (f"{year}-{month:02}-{day:02}", exact),
            (f"{year}/{month}/{day}", exact),
            (f"{year} 年 {month} 月 {day} 日", exact),
            (f"{year}年{month}月{day}日".translate(WIDE), exact),
            (f"{chinese}年{chinese_number(month)}月{chinese_number(day)}日", exact),
            (f"{chinese}年{chinese_number(month)}月底", end),
            (f"{year}年上半年", f"{year}-06-30"),
            (f"{year}年第四季度", f"{year}-12-31"),
            (f"{year}年三季度末", f"{year}-09-30"),
        )
    )


def chinese_number(number: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def chinese_year(year: int) -> str:
    """二〇二二 of 2022."""
    return "".join(DIGITS[int(digit)] for digit in str(year))
