"""Reports on how far things have come: aspects with figures, what remains, what comes next."""

from __future__ import annotations

from random import Random

from tests.intake.documents import frames, words
from tests.intake.documents.numbers import LADDERS, NUMERALS, bare_number
from tests.intake.documents.truth import Line, Paper, Told, Truth

TITLES = (
    "{org}关于{year}年度民主生活会整改落实情况的报告",
    "{org}{year}年度民主生活会整改措施落实情况通报",
    "{org}{year}年主题教育检视问题整改情况报告",
    "{org}关于区委巡察组{year}年巡察反馈意见整改进展情况的通报",
    "{org}关于{year}年审计查出问题整改情况的报告",
    "{org}{year}年度组织生活会整改落实情况报告",
    "{org}关于{year}年巡察反馈意见整改落实情况的说明",
    "{org}{year}年度民主生活会整改工作总结",
    "中共{org}委员会关于{year}年巡察整改进展情况的通报",
)
LEADS = (
    "根据有关要求，现将整改落实情况报告如下。",
    "{year}年度民主生活会召开以来，{org}高度重视，扎实推进整改。现将有关情况通报如下：",
    "按照统一部署，{org}认真抓好问题整改。现将整改落实情况报告如下：",
    "根据巡察工作有关规定，现将整改进展情况予以公布。",
)
GENERAL = (
    ("基本情况", "总体情况"),
    ("整改工作开展情况", "组织推进情况", "坚持高位推动，压实整改责任", "主要做法"),
)
CHAPTERS = (
    "整改任务落实情况",
    "整改落实情况",
    "具体整改情况",
    "问题整改情况",
    "坚持问题导向，狠抓整改落实",
    "整改措施落实情况",
    "整改完成情况",
)
REMAINING = ("存在问题", "存在的问题", "存在的主要问题", "存在的不足", "当前存在的问题", "存在的问题和不足")
NEXT = (
    "下一步打算",
    "下一步工作打算",
    "下步工作措施",
    "下一步工作安排",
    "下一步工作计划",
    "下一步整改打算",
    "下一步工作",
)
ENDS = ("特此报告。", "", "", "专此报告。")
ASPECTS = (
    "关于{said}的问题", "{area}方面", "在{area}方面还存在差距方面", "针对“{said}”的问题", "{said}方面",
    "关于{area}方面的问题",
)  # fmt: skip
DONE = (
    "制定了{book}，从源头上规范管理。", "坚持把{subject}作为重点，主要负责同志亲自过问、亲自协调。",
    "建立{list}，问题得到有效解决。", "班子成员带头认领问题，做到边学边改。",
    "{subject}明显改观，群众反映良好。", "2021年3月起实行{list}，运行平稳。",
    "对照{book}开展自查，已全部整改到位。", "该项问题已完成整改，并长期坚持。",
    "目前正在按计划推进，预计2023年6月底前完成。", "积极落实〔2022〕3号文件精神，强化部门联动。",
    "召开第3次党组（扩大）会专题研究，1至5月整体好转。", "推行“1+3”工作机制。", "{subject}一是抓在经常，二是严在日常。",
    "做到“{slogan}”常态化，干部作风持续好转。", "依托12345热线畅通诉求渠道。",
)  # fmt: skip
COUNTED = (
    ("全年共召开专题会议", "次"), ("组织集中学习", "次"), ("开展督查检查", "轮"),
    ("办结群众诉求", "件"), ("培训业务骨干", "人次"), ("新建便民服务点", "处"),
    ("走访企业", "家"), ("修订完善制度", "项"), ("下发督办单", "份"),
    ("清理超标准办公用房", "平方米"), ("收回结余资金", "万元"), ("合格率提高", "个百分点"), ("撰写调研报告", "篇"),
    ("谈心谈话", "人"), ("改造老旧管网", "公里"), ("发放补贴", "亿元"),
    ("编发简报", "期"), ("举办专题讲座", "场"), ("群众满意率达", "%"),
    ("整改完成率达到", "%"), ("惠及群众", "人"), ("处置网络舆情", "条"),
)  # fmt: skip
REST = (
    "理论学习系统性还不强", "个别整改事项进展不平衡", "长效机制还不够健全",
    "部分干部主动作为意识不强，存在畏难情绪", "跟踪问效不够及时", "个别单位重视程度不够，措施不够具体",
    "历史遗留问题化解难度较大，需要多部门协同",
)  # fmt: skip
NEXT_STEPS = (
    "持续加强理论武装", "紧盯未完成事项，倒排工期、挂图作战", "健全长效机制，防止问题反弹回潮",
    "强化督导问效，定期开展“回头看”", "严格落实主体责任，压紧压实各级责任", "加大宣传力度，营造良好氛围",
    "加强队伍建设，提升干部能力素质",
)  # fmt: skip


def report(rng: Random) -> Paper:
    """A whole report."""
    year, org = rng.randint(2019, 2025), rng.choice(words.ORGS)
    title = rng.choice(TITLES).format(org=org, year=year)
    titled = rng.random() > 0.1 or "民主生活会" not in title
    lead = rng.choice(LEADS[:2] if not titled else LEADS).format(org=org, year=year)
    lead = lead if titled else LEADS[1].format(org=org, year=year)
    frame = frames.framed(rng, title, org, year, lead)
    ladder = rng.choice(LADDERS)
    lines, at = [], 0
    for names in GENERAL:
        if rng.random() < 0.4:
            at += 1
            lines += [
                Line(rng.choice(names), NUMERALS[ladder[0]](at), 1),
                Line("".join(_done(rng, ()) for _ in range(2))),
            ]
    above = list(frame.above) if titled else [Line(lead)]
    aspects, said, at = _aspects(rng, ladder, at)
    rest, told, at = _list(rng, ladder, at, REMAINING, REST)
    following, more, at = _list(rng, ladder, at, NEXT, NEXT_STEPS)
    end = [Line(text) for text in (rng.choice(ENDS),) if text]
    whole, junk = frames.dirty(rng, [*above, *lines, *said, *told, *more, *end, *frame.below])
    truth = Truth(
        "progress_report",
        frame.titles if titled else (),
        year,
        aspects=aspects,
        remaining=rest,
        next_steps=following,
        junk=junk,
    )
    headings = tuple(line.text.rstrip("。") for line in (*told, *more) if line.level)
    return Paper("report", frames.typed(rng, tuple(whole)), truth=truth, labels=headings)


def _aspects(rng: Random, ladder: tuple[str, ...], at: int) -> tuple[tuple[Told, ...], list[Line], int]:
    deep = at > 0 or rng.random() < 0.8
    lines = [Line(rng.choice(CHAPTERS), NUMERALS[ladder[0]](at + 1), 1)] if deep else []
    marker = NUMERALS[rng.choice((ladder[1], ladder[1], ladder[2]) if deep else ladder[:1])]
    form, run_in = rng.choice(ASPECTS), rng.random() < 0.6
    aspects = []
    areas = rng.sample(words.AREAS, rng.randint(2, 7))
    for number, area in enumerate(areas, 1):
        title = form.format(area=area, said=rng.choice(words.SUBJECTS) + rng.choice(words.LACKS))
        parts = [_paragraph(rng) for _ in range(1 if run_in else rng.randint(1, 3))]
        figures = tuple(figure for _, found in parts for figure in found)
        printed = marker(number)
        label = rng.choice(("", "", "整改情况："))
        if run_in:
            lines.append(Line(f"{title}。{parts[0][0]}", printed))
        else:
            lines.append(Line(title + rng.choice(("", "。")), printed, 2 if deep else 1))
            lines += [
                Line((label if first else "") + text)
                for first, (text, _) in zip((True, False, False), parts, strict=False)
            ]
        text = ("" if run_in else label) + "".join(text for text, _ in parts)
        aspects.append(Told(bare_number(printed), title, text, figures))
    return tuple(aspects), lines, at + 1 if deep else len(areas)


def _paragraph(rng: Random) -> tuple[str, tuple[tuple[str, str, bool, bool], ...]]:
    found: list[tuple[str, str, bool, bool]] = []
    text = "".join(_done(rng, found) for _ in range(rng.randint(2, 4)))
    return text, tuple(found)


def _done(rng: Random, found: object) -> str:
    """A sentence; its figures, if it may have any, are added to ``found``."""
    if isinstance(found, list) and rng.random() < 0.5:
        pairs = [_figure(rng, *counted) for counted in rng.sample(COUNTED, rng.randint(1, 3))]
        found.extend(figure for _, figure in pairs)
        return rng.choice("，、，").join(text for text, _ in pairs) + "。"
    return rng.choice(DONE).format(
        book=rng.choice(words.BOOKS),
        list=rng.choice(words.LISTS),
        subject=rng.choice([each for each in words.SUBJECTS if not each[0].isdigit()]),
        slogan=rng.choice(words.SLOGANS),
    )


def _figure(rng: Random, what: str, unit: str) -> tuple[str, tuple[str, str, bool, bool]]:
    """Words with a figure, and the figure: 3.5亿元 is 3.5亿 and 元."""
    value, rough = _value(rng, unit)
    hidden = rng.random() < 0.15
    value = rng.choice(("xx", "XX", "××", "X")) if hidden else value
    scale, bare = (unit[0], "元") if unit.endswith("元") else ("", unit)
    return f"{what}{value}{unit}", (value + scale, bare, rough and not hidden, hidden)


def _value(rng: Random, unit: str) -> tuple[str, bool]:
    """A number as reports write it, and whether it is rough."""
    few, many = rng.randint(2, 90), rng.randint(2, 3000)
    if unit == "%":
        return rng.choice((f"{rng.randint(60, 99)}.{rng.randint(1, 9)}", str(rng.randint(60, 100)))), False
    if unit.endswith("元"):
        return rng.choice(((f"{few}.{rng.randint(1, 99)}", False), (str(many), False), (f"约{few}", True)))
    if rng.random() < 0.7:
        return rng.choice(
            (str(many), str(many), str(few), f"{few},{rng.randint(100, 999)}", f"{few}.{few % 9 + 1}万")
        ), False
    return rng.choice((f"{few}0余", f"{few}0多", f"近{few}0", f"约{few}0", f"{few}万余")), True


def _list(
    rng: Random, ladder: tuple[str, ...], at: int, titles: tuple[str, ...], texts: tuple[str, ...]
) -> tuple[tuple[str, ...], list[Line], int]:
    """A chapter of short points: in one paragraph, or a paragraph each, under numbers or 一是."""
    if rng.random() < 0.25:
        return (), [], at
    head = Line(rng.choice(titles) + rng.choice(("", "", "。")), NUMERALS[ladder[0]](at + 1), 1)
    points = [
        f"{text}。{rng.choice(DONE[3:4])}" if rng.random() < 0.15 else text
        for text in rng.sample(texts, rng.randint(2, 4))
    ]
    points = [point.rstrip("。") for point in points]
    kind = rng.choice(("inline", "inline", "一是", "numbers", "numbers", "intro"))
    if kind in {"inline", "intro"}:
        intro = (
            "整改工作虽然取得一定成效，但还存在一些不足：" if kind == "intro" and titles is REMAINING else ""
        )
        stop = rng.choice("；。")
        said = stop.join(f"{'一二三四'[n]}是{text}" for n, text in enumerate(points)) + "。"
        return tuple(points), [head, Line(intro + said)], at + 1
    signs = NUMERALS["一是"] if kind == "一是" else NUMERALS[rng.choice(ladder[1:3])]
    return tuple(points), [head, *(Line(f"{text}。", signs(n)) for n, text in enumerate(points, 1))], at + 1
