"""Papers as files: text in its encodings, Markdown, Word in its styles, workbooks old and new, CSV."""

from __future__ import annotations

import io
from random import Random

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.intake.documents import tables
from tests.intake.documents.truth import Line, Paper

TEXTS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16")


TABLES = {"xlsx": tables.xlsx, "xls": tables.xls, "csv": tables.delimited, "docx table": tables.word}


def forms(paper: Paper) -> tuple[str, ...]:
    """The formats this paper can have."""
    if paper.sheets:
        return ("xlsx", "xlsx", "xls", "csv", "docx table") if len(paper.sheets) == 1 else ("xlsx", "xls")
    return ("txt", "txt", "docx", "docx styles", "docx numbers", "docx breaks", "md")


def file(rng: Random, paper: Paper, form: str) -> tuple[str, bytes]:
    """The name and the bytes of the paper in a format."""
    if form == "txt":
        return "材料.txt", text(rng, paper)
    if form == "md":
        return "材料.md", markdown(paper).encode()
    if form in TABLES:
        return f"台账.{form.removesuffix(' table')}", TABLES[form](rng, paper)
    return "材料.docx", word(rng, paper, form)


def text(rng: Random, paper: Paper) -> bytes:
    indent = rng.choice(("", "", "\u3000\u3000", "    ", "\t"))
    after = rng.choice(("", "", "", " ", "\u3000"))
    end = rng.choice(("\n", "\n", "\r\n"))
    gap = end if rng.random() < 0.1 else ""
    lines = [
        f"{indent}{line.number}{line.text}{after}" if line.text.strip() else line.text for line in paper.lines
    ]
    return (end + gap).join(lines).encode(rng.choice(TEXTS))


def markdown(paper: Paper) -> str:
    marks = {1: "## ", 2: "### ", 3: "#### "}
    return "\n\n".join(f"{marks.get(line.level, '')}{line.number}{line.text}" for line in paper.lines)


def word(rng: Random, paper: Paper, form: str) -> bytes:
    document = Document()
    numbers = _Numbers(document) if form == "docx numbers" else None
    previous = None
    for line in paper.lines:
        if form == "docx breaks" and previous is not None and joined(line):
            previous.add_run().add_break()
            previous.add_run(line.text)
            continue
        style = f"Heading {line.level}" if form == "docx styles" and line.level else None
        numbered = numbers.number(line) if numbers and line.number else None
        paragraph = document.add_paragraph("" if numbered is not None else line.number, style=style)
        if numbered is not None:
            paragraph._p.get_or_add_pPr().append(numbered)  # noqa: SLF001 - python-docx has no call for numbers
        _runs(rng, paragraph, line.text)
        previous = paragraph if not line.level and line.text.strip() else None
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def joined(line: Line) -> bool:
    """Whether a line can follow the one before behind a soft break: the fields of a matter do."""
    return not line.level and not line.number and line.text[:14].find("：") > 0


def _runs(rng: Random, paragraph: object, words: str) -> None:
    """Word cuts a paragraph into runs wherever somebody typed."""
    cuts = sorted(rng.sample(range(1, len(words)), min(2, len(words) - 1))) if len(words) > 1 else []
    for start, stop in zip([0, *cuts], [*cuts, len(words)], strict=True):
        run = paragraph.add_run(words[start:stop])  # type: ignore[attr-defined]
        run.bold = rng.random() < 0.2


FORMATS = {
    "一、": ("chineseCounting", "%1、"),
    "（一）": ("chineseCounting", "（%1）"),
    "(一)": ("chineseCounting", "(%1)"),
    "1.": ("decimal", "%1."),
    "1．": ("decimal", "%1．"),
    "1、": ("decimal", "%1、"),
    "（1）": ("decimal", "（%1）"),
    "(1)": ("decimal", "(%1)"),
    "1）": ("decimal", "%1）"),
    "①": ("decimalEnclosedCircle", "%1"),
    "问题1：": ("decimal", "问题%1："),
    "问题一：": ("chineseCounting", "问题%1："),
}


class _Numbers:
    """Automatic numbers: one list for each form of number, begun anew where the printed number is 1."""

    def __init__(self, document: object) -> None:
        self.root = document.part.numbering_part.element  # type: ignore[attr-defined]
        self.lists: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.free = 100

    def number(self, line: Line) -> object | None:
        """The w:numPr of this line, or None where its number is typed."""
        from tests.intake.documents.numbers import NUMERALS

        for form in FORMATS:
            for at in range(1, 41):
                if NUMERALS[form](at) == line.number:
                    return self._numbered(form, at)
        return None

    def _numbered(self, form: str, at: int) -> object:
        if self.last.get(form, -1) + 1 != at:
            self._begin(form, at)
        self.last[form] = at
        return parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{self.lists[form]}"/></w:numPr>'
        )

    def _begin(self, form: str, at: int) -> None:
        self.free += 1
        kind, shown = FORMATS[form]
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.free}"><w:lvl w:ilvl="0"><w:start w:val="{at}"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
        )
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(abstract)
        else:
            first.addprevious(abstract)
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.free}"><w:abstractNumId w:val="{self.free}"/></w:num>'
            )
        )
        self.lists[form] = self.free
