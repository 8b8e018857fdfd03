"""How a reading differs from the truth, field by field, and what of the source is nowhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from rectify_site.intake.report import Reading, as_json, documents
from rectify_site.text import chinese_number
from tests.intake.documents.truth import Matter, Paper, Told, Truth

MARK = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+(?:是|要|、)|第[一二三四五六七八九十]+[，、]|[（(]\d+[）)]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|——|\d+[.．、)）])"
)
ONE_WIDTH = str.maketrans("０１２３４５６７８９:;,()", "0123456789：；，（）")
LISTS = ("leaders", "persons", "lead_units", "responsible_units", "cooperating_units")


class Field(NamedTuple):
    """One field as it is wanted and as it was read."""

    name: str
    wanted: Any
    got: Any
    right: bool


def fields(truth: Truth, reading: Reading) -> Iterator[Field]:
    """Every field that is asked of this document."""
    found = as_json(reading)
    yield Field(
        "kind",
        truth.kind,
        found["kind"],
        truth.kind == found["kind"] or {truth.kind, found["kind"]} == {"ledger", "plan"},
    )
    if truth.title:
        yield one_of("title", truth.title, found["title"])
    if truth.year is not None:
        yield same("year", truth.year, found["year"])
    if truth.directions is not None:
        got = [(one["number"], bare(one["title"])) for one in found["directions"]]
        yield same("directions", [(number, bare(title)) for number, title in truth.directions], got)
    if truth.matters is not None:
        yield same("records", len(truth.matters), len(found["records"]))
        titles = {one["number"]: bare(one["title"]) for one in found["directions"]}
        for wanted, record in paired(truth.matters, found["records"]):
            yield from _matter(wanted, record, titles)
    yield from _told(truth, found)
    yield from _rest(truth, found, reading)


def same(name: str, wanted: Any, got: Any) -> Field:  # noqa: ANN401 - any field
    return Field(name, wanted, got, wanted == got)


def one_of(name: str, wanted: tuple[str, ...], got: str | None) -> Field:
    """Any of several readings; a label in the run of a sentence (主要表现：一是…) may be left out."""
    return Field(name, wanted, got, unlabelled(got) in {unlabelled(text) for text in wanted})


def unlabelled(text: str | None) -> str:
    return re.sub("主要表现：|具体表现在：", "", bare(text))


def bare(text: str | None) -> str:
    """A text in one width, without blanks and without the stop at its end."""
    return re.sub(r"\s", "", text or "").translate(ONE_WIDTH).rstrip("。；，")


def stripped(text: str) -> str:
    return MARK.sub("", bare(text))


def paired(wanted: tuple[Any, ...], got: list[Any]) -> Iterator[tuple[Any, Any]]:
    """In order where there are as many as there should be, else each with the one most like it."""
    if len(wanted) == len(got):
        yield from zip(wanted, got, strict=True)
        return
    left = list(got)
    for one in wanted:
        text = bare(one.problem[0] if isinstance(one, Matter) else one.title)
        best = max(
            left, key=lambda each: _alike(text, bare(each.get("problem") or each.get("title"))), default={}
        )
        if best in left:
            left.remove(best)
        yield one, best


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else 0.9 * SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


def _matter(wanted: Matter, got: dict[str, Any], titles: dict[str, str]) -> Iterator[Field]:
    """In a ledger a direction has no number: there it is asked for by its title, written with a = in front.

    A number ~一 may be kept as 一 or as 1; the number ? is not asked for.
    """
    number = str(got.get("number"))
    loose = wanted.number[0] == "~" and number in {wanted.number[1:], str(chinese_number(wanted.number[1:]))}
    if wanted.number != "?":
        yield Field("number", wanted.number, number, loose or number == wanted.number)
    if wanted.direction and wanted.direction[0][0] == "=":
        title = titles.get(*(got.get("direction") or [""])[-1:], "")
        yield Field("direction", wanted.direction, title, stripped(title) == bare(wanted.direction[0][1:]))
    else:
        yield same("direction", list(wanted.direction), got.get("direction"))
    told = bare(got.get("problem"))
    split = {bare(text).partition("：")[::2] for text in wanted.problem}
    right = any(rest == told and bare(got.get("title")) in head for head, rest in split if rest)
    yield one_of("problem", wanted.problem, got.get("problem"))._replace(**({"right": True} if right else {}))
    measures = [stripped(text) for text in got.get("measures", ())]
    texts = [bare(text) for text in wanted.measures]
    yield Field("measures", texts, measures, _measures(texts, measures))
    for name in LISTS:
        yield same(
            name, [bare(who) for who in getattr(wanted, name)], [bare(who) for who in got.get(name, ())]
        )
    deadline = got.get("deadline", {})
    if wanted.due.kind == "?":
        return
    yield same("deadline.kind", wanted.due.kind, deadline.get("kind"))
    yield same("deadline.date", wanted.due.date or None, deadline.get("date"))
    if wanted.due.text == "*":
        return
    yield same("deadline.text", bare(wanted.due.text), bare(deadline.get("text")))


def _measures(wanted: list[str], got: list[str]) -> bool:
    """Equal, but for an introduction in front of the first (抓好三件事：一是…), which is kept with it."""
    return len(wanted) == len(got) and all(
        one == two or (not at and two.endswith(f"一是{one}"))
        for at, (one, two) in enumerate(zip(wanted, got, strict=True))
    )


def _told(truth: Truth, found: dict[str, Any]) -> Iterator[Field]:
    if truth.aspects is not None:
        yield same("aspects", len(truth.aspects), len(found["aspects"]))
        for wanted, got in paired(truth.aspects, found["aspects"]):
            yield from _aspect(wanted, got)
    for name in ("remaining", "next_steps"):
        texts = getattr(truth, name)
        if texts is not None:
            got_texts = [stripped(text) for text in found[name]]
            wanted_texts = [bare(text) for text in texts]
            yield Field(name, wanted_texts, got_texts, _measures(wanted_texts, got_texts))
    if truth.phases is not None:
        got_phases = [(one["name"], one["starts"] or "", one["ends"] or "") for one in found["phases"]]
        right = len(truth.phases) == len(got_phases) and all(
            one.name[:4] in got[0] and (one.starts, one.ends) == got[1:]
            for one, got in zip(truth.phases, got_phases, strict=True)
        )
        yield Field("phases", truth.phases, got_phases, right)
    if truth.roles is not None:
        got_roles = [(one["role"], bare(one["who"])) for one in found["roles"]]
        right = len(got_roles) == len(truth.roles) and all(
            got[0].endswith(role) and got[1] == bare(who)
            for (role, who), got in zip(truth.roles, got_roles, strict=True)
        )
        yield Field("roles", truth.roles, got_roles, right)


def _aspect(wanted: Told, got: dict[str, Any]) -> Iterator[Field]:
    yield same("aspect.number", wanted.number, got.get("number"))
    yield same("aspect.title", bare(wanted.title), bare(got.get("title")))
    yield same("aspect.text", bare(wanted.text), bare(got.get("text")))
    figures = [
        (plain(one["value"]), one["unit"], bool(one["approximate"]), one["placeholder"])
        for one in got.get("figures", ())
    ]
    yield same("aspect.figures", [(plain(one[0]), *one[1:]) for one in wanted.figures], figures)


def plain(value: str) -> str:
    """A figure without the marks of roughness and of thousands: 约1,200余 is 1200."""
    return re.sub("[余多约近,，超过]", "", value.translate(ONE_WIDTH))


def _rest(truth: Truth, found: dict[str, Any], reading: Reading) -> Iterator[Field]:
    pairs = [(one["declared"], one["found"]) for one in found["declared"]]
    for wanted in truth.declared:
        yield Field("declared", wanted, pairs, wanted in pairs)
    if truth.notice is not None:
        got = found.get("notice") or {}
        for name in ("from", "to", "days", "day_kind"):
            yield same(f"notice.{name}", truth.notice[name], got.get(name))
        contact = bare(str(got.get("contact")))
        yield Field("notice.contact", truth.notice["phone"], contact, truth.notice["phone"] in contact)
    used = {bare(paragraph.text) for paragraph in reading.used}
    for text in truth.junk:
        yield Field("junk", text, "used", bare(text) not in used)


def lost(paper: Paper, reading: Reading) -> list[str]:
    """Words of the source that stand in no paragraph, and words of used paragraphs that stand in no draft."""
    places = [*reading.used, *reading.junk, *(one.paragraph for one in reading.unread)]
    seen = "".join(squeezed(paragraph.text) for paragraph in places)
    sources = [line.text for line in paper.lines]
    sources += [
        str(cell.value)
        for sheet in paper.sheets
        for row in sheet.rows
        for cell in row
        if cell and not isinstance(cell.value, date)
    ]
    missing = [text for text in sources if squeezed(text) not in seen]
    drafts = f"{documents(reading)}{reading.title}{[each.values for each in reading.remarks]}{reading.roles}"
    known = {*paper.labels, "主要表现", "具体表现在"}
    for paragraph in reading.used:
        text = re.sub(
            "^(?:第[一二三四五六七八九十]+部分|序号[一二三四五六七八九十]+)", "", MARK.sub("", paragraph.text)
        )
        runs = re.findall("[\u4e00-\u9fff]{3,}", text)
        missing += [
            f"(in no draft) {run}"
            for run in runs
            if run not in drafts and run not in known and not run.startswith("问题")
        ]
    return missing


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).translate(ONE_WIDTH)
