"""Notices (公示): what is shown, from when to when, and how to object."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.intake.documents import frames, words
from tests.intake.documents.truth import Line, Paper, Truth

TITLES = (
    "{org}关于{year}年生态环境保护督察反馈问题整改销号的公示",
    "关于{org}{year}年巡察反馈问题整改完成情况的公示",
    "{org}关于{year}年度民主生活会整改任务完成情况的公示",
    "关于拟对{year}年督察整改任务予以销号的公示",
)
WINDOWS = (
    "公示期为{span}（{days}）。",
    "公示时间：{span}（{days}）",
    "公示期{days}，自{span}。",
    "公示期限：{span}，{days}。",
)
QUIET_MONTHS = (3, 7, 8, 11)  # no public holiday moves a working day there


def notice(rng: Random) -> Paper:
    """A notice whose window is said in full; where the days are working days, it runs from Monday to Friday."""
    year, org = rng.randint(2019, 2025), rng.choice(words.ORGS)
    title = rng.choice(TITLES).format(org=org, year=year)
    working = rng.random() < 0.4
    start = date(year, rng.choice(QUIET_MONTHS), rng.randint(1, 12))
    start -= timedelta(days=start.weekday() if working and start.day > start.weekday() else 0)
    start += timedelta(days=(7 - start.weekday()) % 7 if working else 0)
    length = 5 if working else rng.choice((5, 7, 10, 15))
    end = start + timedelta(days=length - 1)
    days = (
        f"{length}个工作日" if working else rng.choice((f"共{length}天", f"{length}天", f"{length}个自然日"))
    )
    span = (
        f"{_day(start)}{rng.choice('至—-')}{_day(end) if rng.random() < 0.6 else f'{end.month}月{end.day}日'}"
    )
    phone = rng.choice(("0571-8888{}", "010-6666{}", "8512{}")).format(rng.randint(1000, 9999))
    form = rng.choice(WINDOWS).format(span=span, days=days)
    lead = f"按照整改销号管理有关规定，现将第{rng.randint(1, 9)}项整改任务完成情况予以公示，接受社会监督。"
    lines = [Line(lead)]
    if rng.random() < 0.6:
        lines += [
            Line(f"整改任务：{words.problem(rng)}。"),
            Line("整改目标：问题整改到位。"),
            Line(f"整改完成情况：{words.measure(rng)}。"),
        ]
    lines.append(Line(form))
    lines.append(Line(rng.choice((
        "公示期间如有异议，请以书面形式实名反映，并提供必要的证据材料。", "如有不同意见，请在公示期内来电来函反映。",
    ))))  # fmt: skip
    lines += [Line(f"联系单位：{org}办公室"), Line(f"联系电话：{phone}")]
    frame = frames.framed(rng, title, org, year, "")
    below = (Line(org), Line(_day(start)))
    whole, junk = frames.dirty(
        rng, [*(line for line in frame.above if "号" not in line.text[-1:]), *lines, *below]
    )
    wanted = {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "days": length,
        "day_kind": "working" if working else "calendar",
        "phone": phone,
    }
    return Paper(
        "notice",
        frames.typed(rng, tuple(whole)),
        truth=Truth("notice", frame.titles, junk=junk, notice=wanted),
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
