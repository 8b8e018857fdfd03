"""A public notice (公示) out of its paragraphs: from when to when, whom to tell, how, and which matters it names.

Without its days or a way to answer it, it is no notice: what is missing is said and nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rectify_site import workdays
from rectify_site.errors import N_
from rectify_site.intake import deadlines, kinds
from rectify_site.intake.markers import ordinal
from rectify_site.intake.outline import Block
from rectify_site.intake.paragraphs import Paragraph, Remark, remark
from rectify_site.intake.plans import Front
from rectify_site.model.fields import ID_LIMIT, TEXT_LIMIT
from rectify_site.model.records import Record
from rectify_site.model.reports import DayKind, Notice
from rectify_site.text import chinese_number

TITLE = re.compile("公示期?的?(?:公告|通告|启事|通知|表|书)?(?:[（(][^（()）]{1,20}[）)])?$")
PERIOD = re.compile("公示(?:时间|期限|期间|期|日期|时限|起止)")
COUNT = re.compile(
    "(?:公示期?|为期|共计?|期限|时间|[:：(（,，])[^0-9]{0,6}?(?P<count>[0-9]{1,3})个?(?P<unit>工作日|自然日|日历日|天|日)(?!内)"
)
NUMERAL = re.compile("[一二三四五六七八九十]{1,3}(?=个?(?:工作日|自然日|日历日|天|日))")
AT_ONCE = re.compile("(?:自|从)?(?:即日|发布之日|公布之日|公示之日|本公示发布之日|刊登之日|今日)起")
WITHIN = re.compile("(?:[起到至]|—|–|-|~)")
LABEL = re.compile(
    "(?:监督|举报|受理|联系|咨询|反映|公示|投诉)?(?:联系人|联系单位|受理单位|受理部门|联系部门|联系方式|联系地址|通[讯信]地址|电子邮箱|电子邮件"
    "|电子信箱|邮政信箱|邮政编码|邮编|邮箱|信箱|传真|电话|地址|受理时间)[^：:，。；]{0,8}[：:]"
    "|(?:监督|举报|受理|联系|咨询)?电话[ \u3000]?(?=[0-9])"
)
REACHED = re.compile(r"\d[\d-]{4,}|@|信箱[：:]|地址[：:]|[xX×＊*]{4,}")
OBJECT = re.compile(
    "异议|不同意见|意见建议|意见和建议|有意见|有问题的?[，,]|提出意见|向.{2,60}反映|反映(?:情况|意见)"
)
SENTENCE = re.compile("[^。]+。?")
MATTER = re.compile("第?\\s?([0-9]{1,3})\\s?[项号]|序号\\s?([0-9]{1,3})")
SPELLED = re.compile("(?:第|序号)([一二三四五六七八九十]{1,4})[项号]")
LISTED = re.compile("第?([0-9]{1,3}(?:[、,，和及][0-9]{1,3})+)[项号]")
MISSING = {
    "from": N_("the notice does not say from which day it is open"),
    "to": N_("the notice does not say until which day or for how many days it is open"),
    "contact": N_("the notice names no telephone, address or mailbox"),
    "how_to_object": N_("the notice does not say how to answer it"),
}
UNTITLED = "公示"
ONE_DAY = timedelta(days=1)


class Period(NamedTuple):
    """The days of a notice as its text gives them; None for what it does not say."""

    begins: date | None
    ends: date | None
    days: int | None
    day_kind: DayKind
    paragraph: Paragraph | None


class Posted(NamedTuple):
    """The draft (None where it lacks something), the printed numbers of the matters it names, and what to say."""

    notice: Notice | None
    numbers: tuple[str, ...]
    remarks: tuple[Remark, ...]


def is_notice(title: str, texts: Iterable[str]) -> bool:
    """Whether it is called 公示 and speaks of its days. A report that is called so has none."""
    return TITLE.search(title) is not None and any(
        PERIOD.search(text) or AT_ONCE.search(text) for text in texts
    )


def compose(document: Sequence[Block], front: Front) -> Posted:
    """The notice. Working days are those announced by the State Council."""
    paragraphs = (*front.lead, *(block.paragraph for block in document))
    texts = [each.text for each in paragraphs]
    period = _completed(_period(paragraphs, front.signed.on))
    contact = "；".join(_contacts(texts))[:TEXT_LIMIT]
    objecting = "".join(_objections(texts))[:TEXT_LIMIT]
    values = {"from": period.begins, "to": period.ends, "contact": contact, "how_to_object": objecting}
    numbers = tuple(dict.fromkeys(_numbers(texts)))
    remarks = [Remark("S286", MISSING[name], {}, 0) for name, value in values.items() if not value]
    if remarks:
        return Posted(None, numbers, tuple(remarks))
    remarks += _differing(period)
    if not front.said[0]:
        message = N_("the document has no title; it is called “{title}”")
        remarks.append(Remark("S258", message, {"title": UNTITLED}, 0))
    kept = tuple(text for text in texts if not LABEL.match(text) and not _objects(text))
    return Posted(_notice(front, period, values, (*kept, *_signature(front))), numbers, tuple(remarks))


def resolved(notice: Notice, numbers: Sequence[str], records: Mapping[str, Record]) -> Notice:
    """The notice with the ids of the matters it names, where each printed number is that of one record of its plan."""
    ids = [[name for name, record in records.items() if _same(record.number, number)] for number in numbers]
    if not ids or any(len(found) != 1 for found in ids):
        return notice
    return notice.model_copy(update={"records": tuple(found[0] for found in ids)})


def _same(printed: str, named: str) -> bool:
    """Whether two numbers count the same: 十九 and 19 do."""
    return printed == named or (ordinal(printed) or printed) == (ordinal(named) or named)


def _notice(front: Front, period: Period, values: Mapping[str, object], text: tuple[str, ...]) -> Notice:
    title, lead = front.said
    begins = period.begins or date.min
    its = kinds.plan_kind(title, lead)
    plan = front.name or f"{kinds.stated_year(title, ()) or begins.year}-{kinds.SLUGS[its]}"
    return Notice.model_validate(
        {
            **values,
            "id": f"{plan}-notice-{begins:%Y%m%d}"[-ID_LIMIT:].strip("-"),
            "title": title or UNTITLED,
            "plan": front.name,
            "days": period.days or 1,
            "day_kind": period.day_kind,
            "text": text,
            "source": front.source,
        }
    )


def _signature(front: Front) -> Iterator[str]:
    """Who posted it, when and under which number, as its last paragraph: a notice has no fields for them."""
    on = front.signed.on
    said = (front.signed.issuer, f"{on.year}年{on.month}月{on.day}日" if on else "", front.document)
    words = " ".join(filter(None, said))
    if words:
        yield words


def _period(paragraphs: Sequence[Paragraph], signed: date | None) -> Period:
    """The sentence that gives the period, the one with most days in it."""
    best = Period(None, None, None, DayKind.CALENDAR, None)
    for paragraph in paragraphs:
        for sentence in SENTENCE.findall(paragraph.text):
            if PERIOD.search(sentence) or AT_ONCE.search(sentence):
                found = _read(sentence, signed, paragraph)
                if sum(map(bool, found[:3])) > sum(map(bool, best[:3])):
                    best = found
    return best


def _read(sentence: str, signed: date | None, paragraph: Paragraph) -> Period:
    plain = NUMERAL.sub(lambda one: str(chinese_number(one.group())), deadlines.plain_words(sentence))
    year = signed.year if signed else None
    named = [when.day for when in deadlines.days(plain, year) if when.day]
    begins = named[0] if named else signed if AT_ONCE.search(plain) else None
    counted = COUNT.search(plain)
    working = bool(counted and counted["unit"] == "工作日")
    return Period(
        begins,
        named[-1] if len(named) > 1 else None,
        int(counted["count"]) if counted else None,
        DayKind.WORKING if working else DayKind.CALENDAR,
        paragraph,
    )


def _completed(period: Period) -> Period:
    """The last day from the number of days, or the number from both days. Both end days count."""
    begins, ends = period.begins, period.ends
    if begins is None:
        return period
    if ends is not None and ends >= begins:
        return period._replace(days=period.days or _count(begins, ends, period.day_kind))
    return period._replace(ends=_last(begins, period.days, period.day_kind) if period.days else None)


def _last(begins: date, days: int, day_kind: DayKind) -> date:
    return (
        workdays.after(begins - ONE_DAY, days)
        if day_kind is DayKind.WORKING
        else begins + (days - 1) * ONE_DAY
    )


def _count(begins: date, ends: date, day_kind: DayKind) -> int:
    every = [begins + at * ONE_DAY for at in range(min((ends - begins).days + 1, 1000))]
    return sum(day_kind is DayKind.CALENDAR or workdays.is_workday(day) for day in every)


def _differing(period: Period) -> Iterator[Remark]:
    """Declared days against those between both ends; days called 天 may be meant as working days."""
    if not (period.begins and period.ends and period.days and period.paragraph):
        return
    found = _count(period.begins, period.ends, period.day_kind)
    if found != period.days:
        message = N_("the notice speaks of {declared} days; from {begins} to {ends} there are {found}")
        begins, ends = period.begins, period.ends
        yield remark(
            period.paragraph, "S287", message, declared=period.days, found=found, begins=begins, ends=ends
        )


def _contacts(texts: Iterable[str]) -> Iterator[str]:
    """The words from the first label of a telephone or an address to the end of the paragraph."""
    for text in texts:
        found = LABEL.search(text)
        if (found and REACHED.search(text[found.start() :])) or (found and LABEL.match(text)):
            yield text[found.start() :].rstrip("。；; ")


def _objections(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for sentence in SENTENCE.findall(text):
            if OBJECT.search(sentence) and not LABEL.match(sentence):
                contact = LABEL.search(sentence)
                yield (sentence[: contact.start()].rstrip("（(，,；;：:") + "。") if contact else sentence


def _objects(text: str) -> bool:
    """Whether the paragraph says nothing but how to answer."""
    sentences = SENTENCE.findall(text)
    return all(OBJECT.search(sentence) or LABEL.match(sentence) for sentence in sentences)


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        plain = deadlines.plain_words(text)
        for listed in LISTED.finditer(plain):
            yield from re.findall(r"\d+", listed.group(1))
        yield from SPELLED.findall(plain)
        for one in MATTER.finditer(plain):
            if plain[one.start()] in "第序":
                yield one.group(1) or one.group(2)
