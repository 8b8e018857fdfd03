"""What stands around the matters: titles, leads, chapters of prose, signatures, and the dirt of copied files."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.intake.documents import words
from tests.intake.documents.truth import Line

TITLES = (
    "{org}{year}年度民主生活会整改方案",
    "{org}领导班子{year}年度民主生活会整改落实方案",
    "{org}{year}年度组织生活会整改措施",
    "{org}关于区委第三巡察组{year}年巡察反馈意见的整改方案",
    "关于{year}年度预算执行审计发现问题的整改方案",
    "{org}{year}年主题教育检视问题整改工作方案",
    "{year}年{org}生态环境保护督察反馈问题整改方案",
    "{org}{year}年“庸懒散拖”问题专项整改方案",
    "{org}关于落实区人大常委会审议意见的整改方案（{year}年）",
    "{org}{year}年度党史学习教育专题民主生活会整改实施方案",
    "关于印发《{org}{year}年度民主生活会整改方案》的通知",
    "{org}领导班子{chinese}年度民主生活会整改方案",
)
LEADS = (
    "根据上级部署要求，结合实际，制定本方案。",
    "为扎实做好整改工作，经{org}研究，现制定如下整改方案。",
    "按照有关要求，{org}认真对照检查，坚持边查边改，特制定本整改方案。",
    "为确保反馈的问题整改到位，现结合工作实际，提出如下整改措施。",
    "会后，{org}召开专题会议，逐条研究整改措施，明确责任单位、责任人和完成时限，形成本方案。",
)
COUNTS = (
    "经梳理，共有{directions}个方面{matters}项问题。",
    "对查摆出的{matters}个问题，制定{measures}条整改措施。",
    "此次共梳理{matters}个问题，逐项明确了责任。",
    "共确定{matters}项整改任务。",
)
DEEP_COUNTS = (*COUNTS[1:], "反馈意见指出了{tops}大类{directions}个方面{matters}项具体问题。")


class Framed(NamedTuple):
    """Lines above and below, the title as a reader gives it, the day of signing, and which lines are junk."""

    above: tuple[Line, ...]
    below: tuple[Line, ...]
    titles: tuple[str, ...]
    signed: tuple[int, int, int]


def framed(rng: Random, title: str, org: str, year: int, lead: str) -> Framed:
    """Put a title (in one line or two), perhaps a document number or a date, and an end around a document."""
    signed = (year, rng.randint(2, 4), rng.randint(1, 28))
    above = [Line(part) for part in _parts(rng, title)]
    titles = (title, above[1].text) if len(above) > 1 and above[1].text.startswith("关于") else (title,)
    if rng.random() < 0.25:
        sign = rng.choice("青临白安东新") + rng.choice(("政办", "党组", "委发", "水发"))
        above.append(Line(f"{sign}〔{year}〕{rng.randint(1, 60)}号"))
    elif rng.random() < 0.15:
        above.append(Line(rng.choice("（(") + f"{signed[0]}年{signed[1]}月{signed[2]}日" + "）"))
        above[-1] = above[-1]._replace(text=above[-1].text.replace("(", "（"))
    if lead:
        above.append(Line(lead))
    inner = title.removeprefix("关于印发《").removesuffix("》的通知")
    if inner != title:
        number = above[-1:] if above[-1].text.endswith("号") else []
        above = [
            Line(title),
            *number,
            Line("各科室，各下属单位："),
            Line(f"现将《{inner}》印发给你们，请认真贯彻执行。"),
        ]
        above += [Line(org), Line(f"{signed[0]}年{signed[1]}月{signed[2]}日"), Line(inner)]
        titles = (title, inner)
    day = f"{signed[0]}年{signed[1]}月{signed[2]}日"
    ends: tuple[tuple[str, ...], ...] = (
        (),
        (org, day),
        (org, day),
        (day,),
        (f"附件：{org}问题整改清单", org, day),
        (org, day, "附件：", "1.问题整改清单", "2.整改责任分工表"),
        ("附件：1.问题整改清单", "\u3000\u3000\u30002.整改责任分工表", org, day),
        (org, day, "（此件公开发布）"),
        (org, day, "抄送：区纪委监委，区委办公室。", f"{org}办公室 {day}印发"),
    )
    below = tuple(Line(text) for text in rng.choice(ends))
    return Framed(tuple(above), below, titles, signed)


def _parts(rng: Random, title: str) -> list[str]:
    """A long title is often set in two lines, broken behind the office or before 整改."""
    cuts = [at for word in ("关于", "年度", "整改") if (at := title.find(word)) > 5]
    if rng.random() < 0.25 and cuts and not title.startswith("关于印发"):
        at = rng.choice(cuts)
        at += 2 if title[at:].startswith("年度") else 0
        return [title[:at], title[at:]]
    return [title]


def prose(rng: Random, title: str, below: tuple[str, ...]) -> list[Line]:
    """A chapter without matters, its heading still without a number; ``below`` are the makers of lower numbers."""
    pairs = words.PRINCIPLES if title in {"基本原则", "整改原则"} else words.DEMANDS
    if title in {*words.PROSE_BEFORE} - {"基本原则", "整改原则"}:
        return [Line(text) for text in rng.sample(words.GOALS, rng.randint(1, 2))]
    chosen = rng.sample(pairs, rng.randint(2, 4))
    kind = rng.random()
    if kind < 0.2:
        return [Line("".join(f"{head}，{text}" for head, text in chosen))]
    if kind < 0.4:
        joined = "".join(f"{'一二三四'[at]}是{head}。{text}" for at, (head, text) in enumerate(chosen))
        return [Line(joined)]
    return [Line(f"{head}。{text}", below[at], 2) for at, (head, text) in enumerate(chosen)]


HALF = str.maketrans("：；（），", ":;(),")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def typed(rng: Random, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The punctuation of another keyboard throughout, or wide digits, or ends of lines with blanks."""
    kind = rng.random()
    if kind < 0.08:
        return tuple(line._replace(text=line.text.translate(HALF)) for line in lines)
    if kind < 0.12:
        return tuple(
            line._replace(text=line.text.translate(WIDE), number=line.number.translate(WIDE))
            for line in lines
        )
    return lines


def dirty(rng: Random, lines: list[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Put adverts, page numbers and blank lines between the lines; the adverts and page numbers are the junk."""
    found, junk = list(lines), []
    if rng.random() < 0.2:
        advert = rng.choice(words.ADVERTS)
        found.insert(0, Line(advert))
        junk.append(advert)
    if rng.random() < 0.15:
        advert = rng.choice(words.ADVERTS)
        found.append(Line(advert))
        junk.append(advert)
    if rng.random() < 0.2 and len(found) > 12:
        form = rng.choice(words.PAGE_NUMBERS)
        for count, at in enumerate(range(10, len(found), 17), 1):
            number = form.format(n=count)
            found.insert(at, Line(number))
            junk.append(number)
    if rng.random() < 0.3:
        for at in sorted(rng.sample(range(3, len(found)), min(4, len(found) - 3)), reverse=True):
            found.insert(at, Line(rng.choice(("", "  ", "\u3000"))))
    return found, tuple(dict.fromkeys(junk))
