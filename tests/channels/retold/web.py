"""Pages, and the articles for 公众号 and portals, as their editors and browsers read them."""

import re
from collections.abc import Callable, Iterator

from lxml import html

from tests.channels.retold.basics import (
    DAY,
    HAPPENED,
    Files,
    Told,
    Words,
    in_order,
    key_of,
    kind,
    reasons,
    roles,
    under,
)
from tests.channels.truth import EVENTS, SILENT, Facts, bare, squeezed, state, together


def pages(files: Files) -> Iterator[Told]:
    """The page of every matter."""
    for path, data_ in under(files, r"site/records/[\w-]+-\d+\.html").items():
        (article,) = html.fromstring(data_.decode()).xpath("//article | self::main")
        if article.xpath("//dl"):
            yield key_of(path), _page(article)


def _page(article: html.HtmlElement) -> Facts:
    name = bare(article.xpath("string(.//h1)"))
    box = {row.xpath("string(dt)"): row.xpath("dd")[0] for row in article.xpath(".//aside//dl/div")}
    due = box.get("现定时限", box.get("时限"))
    days = due.xpath("span[not(@class)]/text()") if due is not None else []
    standing = article.xpath(".//div[@class='standing']//span[starts-with(@class, 'state')]")
    parts = _under_heads(article)
    line = article.xpath(".//h2[text()='进展']/following-sibling::ol[1]/li")
    texts = [text for head in ("问题", "任务", "整改目标", "整改措施") for text in parts.get(head, ())]
    (quoted,) = article.xpath(".//dt[text()='时限' or text()='原定时限']/..//span[@class='quoted']") or [None]
    delay = [
        squeezed(given.text_content()) for given in article.xpath(".//div[@class='delay']/p[not(@class)]")
    ]
    late = any("超过时限" in given.text_content() for given in standing)
    return {
        "number": re.search(r"第(.+?)项", article.xpath("string(.//p[@class='meta'])"))[1],  # type: ignore[index]
        "name": name,
        "leads": together(box["牵头单位"].text_content()) if "牵头单位" in box else "",
        "units": roles({role: given.text_content() for role, given in box.items()}),
        "deadline": next(iter(re.findall(DAY, "".join(days))), None),
        "words": squeezed(quoted.text_content()).strip("“”") if quoted is not None else "",
        "state": state(standing[0].text_content()),
        "late": late,
        "texts": in_order(map(bare, texts)),
        "events": in_order(
            one.xpath("string(.//time)") + kind(one.xpath("string(.//strong)")) for one in line
        ),
        "said": in_order(
            bare(given.text_content())
            for one in line
            if kind(one.xpath("string(.//strong)")) not in {EVENTS[one] for one in SILENT}
            for given in one.xpath("p[not(@class)]")
        ),
        "figures": in_order(
            squeezed(given.text_content()) for one in line for given in one.xpath("ul[@class='numbers']/li")
        ),
        "reason": reasons(*(text.removeprefix("下一步：") for text in delay if not text.startswith("预计")))
        if late
        else (),
    }


def _under_heads(article: html.HtmlElement) -> dict[str, list[str]]:
    """Paragraphs and items of lists under the headings of a page."""
    found: dict[str, list[str]] = {}
    for head in article.xpath(".//h2"):
        texts = found.setdefault(head.text_content(), [])
        for node in head.itersiblings():
            if node.tag == "h2":
                break
            if node.tag in {"p", "ol", "ul"}:
                texts += [given.text_content() for given in (node.xpath("li") or [node])]
    return found


def articles(place: str) -> Callable[[Files], Iterator[Told]]:
    """The matters told in full in the articles of the units that lead."""

    def read(files: Files) -> Iterator[Told]:
        for path, data_ in sorted(under(files, rf"{place}/articles/(unit|lead)-.*\.html").items()):
            lines = [given.text_content() for given in html.fromstring(data_.decode()).iter("p")]
            starts = [place for place, text in enumerate(lines) if text.startswith("编号：")]
            ends = [*(start - 1 for start in starts[1:]), len(lines)]
            for start, end in zip(starts, ends, strict=True):
                assert path
                yield (
                    lines[start].removeprefix("编号：").strip(),
                    _told(lines[start - 1], lines[start + 1 : end]),
                )

    return read


def _told(name: str, lines: list[str]) -> Facts:
    number, heading = re.fullmatch(r"第(.+?)项\s(.*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    facts = dict(line.split("：", 1) for line in reversed(lines) if "：" in line and not re.match(DAY, line))
    begin = lines.index("整改措施") + 1 if "整改措施" in lines else 0
    end = next(
        (at for at, line in enumerate(lines) if at >= begin and line.startswith(("阶段目标：", "进展"))),
        len(lines),
    )
    texts = [*lines[begin:end], *(facts[head] for head in ("问题", "任务", "整改目标") if head in facts)]
    due, late = facts.get("时限", ""), "超过时限" in facts["状态"]
    days = re.findall(rf"现定({DAY})|^({DAY})", due)
    quoted = re.search(
        r"（(.*)）$|^原定(.*?)，现定|^(.*)$", re.sub(rf"^{DAY}|^原定{DAY}，现定{DAY}", "", due)
    )
    return {
        "number": number,
        "name": bare(heading),
        "leads": together(facts.get("牵头单位")),
        "units": roles(facts),
        "deadline": "".join(days[0]) if days else None,
        "words": squeezed("".join(part or "" for part in quoted.groups())) if quoted else "",
        "state": state(facts["状态"]),
        "late": late,
        "texts": in_order(map(bare, texts)),
        "events": in_order("".join(found.groups()) for line in lines if (found := HAPPENED.match(line))),
        "said": Words(squeezed("".join(lines))),
        "figures": Words(squeezed("".join(lines))),
        "reason": reasons(facts.get("原因", ""), facts.get("下一步", "")) if late else (),
    }


def list_of_all(place: str) -> Callable[[Files], Iterator[Told]]:
    """The rows of the list of all matters, its parts one after the other."""

    def read(files: Files) -> Iterator[Told]:
        for _, data_ in sorted(under(files, rf"{place}/articles/items.*\.html").items()):
            for row in html.fromstring(data_.decode()).iter("tr"):
                cells = [[text.strip() for text in cell.itertext()] for cell in row]
                if cells[0] != ["序号"]:
                    yield cells[1][1], _row(cells)

    return read


def _row(cells: list[list[str]]) -> Facts:
    (number,), (name, _), units, (when, standing, *late) = cells
    return {
        "number": number,
        "name": bare(name),
        "leads": together(units),
        "deadline": when if re.fullmatch(DAY, when) else None,
        "state": state(standing),
        "late": any("超过时限" in text for text in late),
    }
