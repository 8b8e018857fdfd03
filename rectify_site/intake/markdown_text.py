"""Markdown (.md): the text a reader sees, one paragraph a line; its tables as grids.

Signs of layout are taken off (#, -, **, [ ]( )), numbers stay. Nothing in it is ever run: HTML, code and comments are
listed as they stand. One line is one paragraph, as in a text file: plans put a field on each line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from rectify_site.errors import N_, SourceError
from rectify_site.intake import books, charset, grids, headings
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.headings import Line
from rectify_site.intake.paragraphs import Extract, Paragraph, clean, settle
from rectify_site.intake.signatures import refuse_disguise
from rectify_site.intake.worksheets import AREA_LIMIT, tidy, too_large
from rectify_site.registry import importer

SIZE_LIMIT = 10_000_000  # bytes, as for a text file

FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+\s*)")
BLOCK = re.compile(
    r"\s{0,3}<(?:!|\?|/?(?:script|style|pre|textarea|div|table|tr|td|th|thead|tbody|iframe|section|article|"
    r"center|p|ul|ol|li|h[1-6]|hr|form|details|summary|object|embed|svg|nav|main|header|footer|link|meta|body|head|html)\b)",
    re.IGNORECASE,
)
TAG = re.compile(r"<!--.{0,2000}?-->|</?[A-Za-z][^<>]{0,500}>")
AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,500})>")
DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,100}\]:\s*\S")
QUOTE = re.compile(r"\s{0,3}>\s?")
HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
HEADING_END = re.compile(r"\s+#+\s*$")
BULLET = re.compile(r"\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
PAGE = re.compile(r"\s*-\s*\d{1,4}\s*-\s*")  # - 3 - is the number of a page
DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,200}\")?\)")
LINK = re.compile(r"\[([^\[\]]{0,500})\](?:\([^()\s]{0,1000}(?:\s+\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\])")
STRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![*\\])\*\*\*(?!\*)(?=\w|(?<!\w\*\*\*)\S)([^*\n]{1,2000}?)(?<=\S)\*\*\*(?!\*)",
        r"(?<![*\\])\*\*(?!\*)(?=\w|(?<!\w\*\*)\S)([^*\n]{1,2000}?)(?<=\S)\*\*(?!\*)",
        r"(?<![_\w\\])__(?=\S)([^_\n]{1,2000}?)(?<=\S)__(?![_\w])",
        r"(?<![*\\0-9])\*(?!\*)(?=\w|(?<!\w\*)\S)([^*\n]{1,2000}?)(?<=\S)\*(?![*0-9])",
        r"(?<![_\w\\])_(?=[^_\s])([^_\n]{1,2000}?)(?<=\S)_(?![_\w])",
        r"~~(?=\S)([^~\n]{1,2000}?)~~",
        r"(?<![`\\])`([^`\n]{1,2000})`(?!`)",
    )
)
KEPT = "\0"  # stands for an escaped sign while the others are taken off; no text gets here with one

CODE = N_("a block of code is not read")
RAW = N_("raw HTML is not read")
PICTURE = N_("a picture is not read")
ADDRESS = N_("the address of a link is not read")
FRONT_MATTER = N_("front matter is not read")


@importer(".md")
def read_markdown(data: bytes, encoding: str | None) -> Extract:
    """The lines of a Markdown file as they are seen, and its tables."""
    if len(data) > SIZE_LIMIT:
        message = N_("a text of {size} bytes is too long for one plan; {limit} are read")
        hint = N_("divide it, one plan a file")
        raise SourceError("S205", message, hint, size=len(data), limit=SIZE_LIMIT)
    refuse_disguise(".md", data)
    text = charset.decode(data, encoding).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    paragraphs, tables = list[Paragraph](), list[Grid]()
    at = 0
    while at < len(lines):
        end, why = _block(lines, at)
        if why:
            paragraphs += (_listed(number + 1, lines[number], why) for number in range(at, end))
        elif end > at:
            tables.append(_grid(lines[at:end], at, f"表{len(tables) + 1}"))
            paragraphs += books.cells(tables[-1:])
        else:
            paragraphs += _line(lines[at], at + 1)
            end = at + 1
        at = end
    return settle(_numbered(paragraphs, lines))._replace(grids=tuple(tables))


def _numbered(paragraphs: Sequence[Paragraph], lines: Sequence[str]) -> list[Paragraph]:
    """Headings (##) that have no number get one by their depth."""
    depths = [HEADING.match("" if each.aside else lines[each.line - 1]) for each in paragraphs]
    whole = [
        Line(found.group().count("#") if found else 0, each.text.strip())
        for found, each in zip(depths, paragraphs, strict=True)
    ]
    numbers = headings.numbers(whole)
    return [each._replace(text=numbers.get(at, "") + each.text) for at, each in enumerate(paragraphs)]


def _listed(number: int, text: str, why: str) -> Paragraph:
    return Paragraph(number, text, place=f"第{number}行", aside=why)


def _block(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Where a block of several lines ends and why it is not read ("" for a table); ``at`` where none begins."""
    line = lines[at]
    if at == 0 and line.strip() == "---" and "---" in lines[1:200]:
        return lines.index("---", 1) + 1, FRONT_MATTER
    fence = FENCE.match(line)
    if fence:
        marks = fence.group(1)
        ends = (place for place in range(at + 1, len(lines)) if lines[place].strip().startswith(marks))
        return next(ends, len(lines) - 1) + 1, CODE
    if BLOCK.match(line) and not AUTOLINK.match(line.strip()):
        ends = (place for place in range(at, len(lines)) if not lines[place].strip())
        return max(at + 1, next(ends, len(lines))), RAW
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if "|" in line and "-" in below and "|" in below and DELIMITERS.fullmatch(below):
        ends = (place for place in range(at + 2, len(lines)) if "|" not in lines[place])
        return next(ends, len(lines)), ""
    return at, ""


def _line(line: str, number: int) -> Iterator[Paragraph]:
    """A line as it is seen, and the parts of it that are not."""
    if RULE.fullmatch(line):
        return
    if DEFINITION.match(line):
        yield _listed(number, line, ADDRESS)
        return
    bare = line
    while quote := QUOTE.match(bare):
        bare = bare[quote.end() :]
    if heading := HEADING.match(bare):
        bare = HEADING_END.sub("", bare[heading.end() :])
    if (bullet := BULLET.match(bare)) and not PAGE.fullmatch(bare):
        bare = bare[bullet.end() :]
    yield Paragraph(number, seen(bare))
    for tag in TAG.findall(AUTOLINK.sub("", bare)):
        yield _listed(number, tag, RAW)
    for picture in IMAGE.finditer(bare):
        yield _listed(number, picture.group(), PICTURE)


def seen(text: str) -> str:
    """The words of a line without the signs of layout."""
    escaped: list[str] = []

    def keep(found: re.Match[str]) -> str:
        escaped.append(found.group(1))
        return KEPT

    text = ESCAPE.sub(keep, text) if "\\" in text and KEPT not in text else text
    text = AUTOLINK.sub(r"\1", text)
    text = re.sub(r"<br\s{0,5}/?>", "\n", text, flags=re.IGNORECASE)
    text = LINK.sub(r"\1", IMAGE.sub("", TAG.sub("", text)))
    for stress in STRESSES:
        text = stress.sub(r"\1", text)
    if escaped:
        signs = iter(escaped)
        text = "".join(next(signs, "") if sign == KEPT else sign for sign in text)
    return html.unescape(text).removesuffix("\\")


def _grid(lines: Sequence[str], first: int, name: str) -> Grid:
    """A pipe table; its second line only says how columns are set."""
    found: dict[tuple[int, int], Cell] = {}
    width = 0
    for row, line in enumerate((lines[0], *lines[2:])):
        parts = _cells(line)
        width = max(width, len(parts))
        if len(lines) * width > AREA_LIMIT:
            raise too_large(name)
        for column, text in enumerate(parts):
            place = f"{name} 第{row + 1}行第{column + 1}列"
            words = clean(Paragraph(first + 1, tidy(seen(text)), place=place))[0].text.strip()
            if words:
                found[row, column] = Cell(words, place)
    return grids.grid(name, found, (), first)


def _cells(line: str) -> list[str]:
    r"""The cells between the bars of a line; \| is a bar inside a cell."""
    parts = re.split(r"(?<!\\)\|", line.strip())
    if parts and not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [part.replace("\\|", "|") for part in parts]
