"""新闻素材: one page for the press, as .docx and as Markdown: the figures, three examples, whom to ask, where to look.

The examples are no choice of anybody: the one done last, the one late for longest, the one begun last. Where two are
equal, the first in the list stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.channels.exports.saying import closed, day
from rectify_site.channels.outlet import Outlet
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.states import OPEN
from rectify_site.official.writing import Line, written
from rectify_site.render.escape import readable, web_address
from rectify_site.tables.listings import finished_on
from rectify_site.tables.matters import Matter
from rectify_site.tables.progress import progress, sentence
from rectify_site.tables.standing import delay, last, state_words
from rectify_site.tables.wording import heading, listed, short

TITLE, NAME, REASON, NAMED, WAY = 40, 46, 60, 24, 60
"""Characters: a sheet is one page whatever an office writes."""

RULE = "最近完成、超过时限最久、最近启动的各一项，按固定规则选取，不是评价或者排名。"


class Example(NamedTuple):
    """A matter: as what it stands here, its name, what is to be said, its page on the web."""

    label: str
    name: str
    words: str
    address: str


class Sheet(NamedTuple):
    """What a press sheet says."""

    title: str
    figures: str
    plans: str
    examples: tuple[Example, ...]
    contact: str
    addresses: tuple[tuple[str, str], ...]


def sheet(outlet: Outlet) -> Sheet:
    """All of it, from the Edition."""
    edition, settings = outlet.edition, outlet.settings
    plans = [public_text(plan.title) for plan in edition.plans]
    of = f"《{short(plans[0], TITLE)}》" if len(plans) == 1 else f"{len(plans)}个整改方案"
    pages = (("全部内容", links.HOME), ("每次更新了什么", links.UPDATES), ("怎样统计", links.METHOD))
    return Sheet(
        title=f"{short(settings.site_name, TITLE)}：新闻素材",
        figures=f"截至{day(edition.as_of)}，{of}向社会公开的{sentence(progress(outlet.matters))}",
        plans=f"材料由{settings.office}提供。",
        examples=tuple(examples(outlet)),
        contact="；".join(f"{label}：{short(words, WAY)}" for label, words in _ways(outlet)),
        addresses=tuple((name, outlet.web(path)) for name, path in pages if outlet.web(path)),
    )


def _ways(outlet: Outlet) -> Iterator[tuple[str, str]]:
    contact = outlet.settings.contact
    given = (
        ("单位", contact.unit or outlet.settings.office),
        ("电话", contact.telephone),
        ("接听时间", contact.hours),
        ("信箱", contact.mailbox),
    )
    return ((label, words) for label, words in given if words)


def examples(outlet: Outlet) -> Iterator[Example]:
    """At most three; of a kind that there is not, none."""
    done = _most(outlet.matters, finished_on)
    if done:
        yield _example(outlet, "最近完成", *done, "认定完成")
    late = [matter for matter in outlet.matters if matter.late and matter.deadline]
    if late:
        matter = min(late, key=lambda one: str(one.deadline))
        reason = delay(matter).reason
        why = f"原因：{closed(short(reason, REASON))}" if reason else "责任单位尚未说明原因。"
        made = _example(outlet, "超过时限最久", matter, matter.deadline or outlet.edition.as_of, "到期")
        yield made._replace(words=made.words + why)
    begun = _most(outlet.matters, _begun)
    if begun:
        yield _example(outlet, "最近启动", *begun, "启动整改")


def _begun(matter: Matter) -> date | None:
    started = last(matter, EventKind.STARTED)
    return started.on if started and matter.state in OPEN else None


def _most(found: Iterable[Matter], on: Callable[[Matter], date | None]) -> tuple[Matter, date] | None:
    """The one of the latest day; the first of those of one day."""
    dated = [(matter, when) for matter in found if (when := on(matter))]
    return max(dated, key=lambda one: one[1], default=None)


def _example(outlet: Outlet, label: str, matter: Matter, on: date, what: str) -> Example:
    notices = {notice.id: notice for notice in outlet.edition.notices}
    state = state_words(matter, notices, outlet.edition.as_of)
    units = short(listed(matter.record.lead_units), NAMED)
    who = f"牵头单位：{units}。" if units else ""
    said = f"{who}{day(on)}{what}。目前：{closed(state)}"
    return Example(
        label, short(heading(matter.record), NAME), said, outlet.web(links.record(matter.record.id))
    )


def as_word(given: Sheet) -> bytes:
    """The page as .docx."""
    lines = [Line(given.title, "Title"), Line(given.figures, "Small"), Line(given.plans, "Small")]
    lines.append(Line("例子", "SmallHead"))
    for one in given.examples:
        lines.append(Line(f"{one.label}：{closed(one.name)}{one.words}", "Small"))
        lines += [Line(one.address, "Small")] if one.address else []
    lines += [Line(RULE, "Small"), Line("联系", "SmallHead"), Line(closed(given.contact), "Small")]
    if given.addresses:
        lines.append(Line("网址", "SmallHead"))
        lines += [Line(f"{name}：{address}", "Small") for name, address in given.addresses]
    return written(lines)


def as_markdown(given: Sheet) -> bytes:
    """The same as Markdown."""
    blocks = [f"# {readable(given.title)}", readable(given.figures), readable(given.plans), "## 例子"]
    blocks += [
        f"**{one.label}**：{readable(closed(one.name) + one.words)}{_linked(one.address)}"
        for one in given.examples
    ]
    blocks += [RULE, "## 联系", readable(closed(given.contact))]
    if given.addresses:
        blocks.append("## 网址")
        blocks += [f"{name}：{_linked(address)}" for name, address in given.addresses]
    return ("\n\n".join(blocks) + "\n").encode()


def _linked(address: str) -> str:
    return f"<{address}>" if web_address(address) else readable(address)
