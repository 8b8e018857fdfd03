"""Word files (.docx): the visible text, paragraph by paragraph, and beside it all that is no body text.

Tables come as grids, and their cells as asides; headers, footers, notes, text boxes, comments and hidden words are
listed, so that nothing is lost without a word. A table of one column is a frame, and its text is text. Tracked
changes stop the import: with them nobody can say which text was adopted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rectify_site.errors import N_, SourceError
from rectify_site.intake import books, headings, numbering, word_tables
from rectify_site.intake.grids import Grid
from rectify_site.intake.headings import Line
from rectify_site.intake.package import SAVE_AGAIN, Package, parse, unpack
from rectify_site.intake.paragraphs import Extract, Paragraph, Remark, settle, shown
from rectify_site.intake.word_tables import Said
from rectify_site.registry import importer

P, TABLE, RUN, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "r", "t"))
BOX, VANISH = qn("w:txbxContent"), qn("w:vanish")
OTHER_FILE = qn("w:altChunk")
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = f"{COMPATIBILITY}Fallback"  # the same text box once more, for old programs
SKIPPED = frozenset(
    {BOX, FALLBACK, qn("w:pPr"), qn("w:rt")}
)  # boxes are listed apart; w:rt is pinyin over a word
CHANGES = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
TAKEN_OUT = tuple(qn(f"w:{name}") for name in ("del", "moveFrom", "cellDel"))
DELETED = qn("w:delText")
FEW_CHANGES = 5  # tracked changes that are shown
WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:sym"): "□",  # a sign from a picture font has no character of its own
}
PAGE_BREAKS = ("page", "column")
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

IN_BOX = N_("a text box is not read")
HIDDEN = N_("hidden text is not read")
EMBEDDED = N_("another file is embedded here; its text is not read")
ASIDES = {
    "header": ("页眉", N_("page headers are not read")),
    "footer": ("页脚", N_("page footers are not read")),
    "footnotes": ("脚注", N_("footnotes are not read")),
    "endnotes": ("尾注", N_("endnotes are not read")),
    "comments": ("批注", N_("comments are not read")),
}


@importer(".docx")
def read_docx(data: bytes, encoding: str | None) -> Extract:  # noqa: ARG001 - Word files name their own encoding
    """The paragraphs of the body in order, then what stands outside it."""
    package = unpack(data)
    body = _root(package, "main")
    if body is None or body.tag != qn("w:document"):
        raise SourceError("S230", N_("the file holds no Word document of the usual kind"), SAVE_AGAIN)
    _refuse_changes(body)
    styles = _root(package, "styles")
    lists, by_style = numbering.lists(_root(package, "numbering")), numbering.styles(styles)
    heading = _headings(body, headings.depths(styles), lambda one: numbering.counts(one, lists, by_style))
    label = numbering.labeller(lists, by_style)
    whole = (*_body(body, lambda one: label(one) or heading.get(one, "")), *_outside(package))
    tables = tuple(each for each in whole if isinstance(each, Grid))
    extract = settle(each for each in whole if isinstance(each, Paragraph))
    if not extract.paragraphs:
        message = N_("the file holds no text: its pages may be pictures (a scan)")
        raise SourceError("S231", message, N_("ask for the Word file it was made from"))
    return extract._replace(remarks=(*extract.remarks, *_pictures(body)), grids=tables)


def _headings(
    body: BaseOxmlElement, of_style: Mapping[str, int], numbered: Callable[[BaseOxmlElement], bool]
) -> Mapping[BaseOxmlElement, str]:
    """The numbers of headings that have a style and no number."""
    whole = [block for block in _blocks(body) if block.tag == P]
    lines = [Line(headings.depth(each, of_style), _text(each).strip(), numbered(each)) for each in whole]
    return {whole[at]: number for at, number in headings.numbers(lines).items()}


def _root(package: Package, kind: str) -> BaseOxmlElement | None:
    names = package.of_kind(kind)
    return parse(names[0], package.parts[names[0]]) if names else None


def _pictures(body: BaseOxmlElement) -> Iterator[Remark]:
    count = sum(1 for _ in body.iter("{*}blip", "{*}OLEObject"))
    if count:
        message = N_("the file holds {count} pictures or objects; words in them are not read")
        yield Remark("S253", message, {"count": str(count)}, 0)


def _refuse_changes(body: BaseOxmlElement) -> None:
    lines = {block: line for line, block in enumerate(_lines(body), 1)}
    changes = [
        (change, "".join(one.text or "" for one in change.iter(TEXT, DELETED)))
        for change in body.iter(*CHANGES)
    ]
    words = [_changed(change, text, lines) for change, text in changes if text.strip()]
    if changes:
        first = "；".join(words[:FEW_CHANGES]) + ("……" if len(words) > FEW_CHANGES else "")
        raise SourceError(
            "S229",
            N_("the file holds {count} tracked changes: {words}"),
            N_(
                "accept or reject them in Word (审阅 → 接受 → 接受所有修订), save the file and import it again"
            ),
            count=len(changes),
            words=first or "¶",
        )


def _lines(body: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (block for block in _blocks(body) if block.tag == P)


def _changed(change: BaseOxmlElement, text: str, lines: Mapping[BaseOxmlElement, int]) -> str:
    """A tracked change as a clerk looks for it: 第3段 增“…”（张三）."""
    line = next((lines[each] for each in change.iterancestors(P) if each in lines), None)
    place = f"第{line}段" if line else "表格或文本框里"
    what = "删" if change.tag in TAKEN_OUT else "增"
    author = change.get(qn("w:author"), "")
    return f"{place} {what}“{shown(text)}”" + (f"（{shown(author)}）" if author else "")


def _body(root: BaseOxmlElement, label: Callable[[BaseOxmlElement], str]) -> Iterator[Paragraph | Grid]:
    """Body paragraphs numbered from 1, blank ones too; a table stands under the number of the one before it."""
    line = table = 0

    def said(paragraph: BaseOxmlElement) -> str:
        return label(paragraph) + _text(paragraph)

    for block in _blocks(root):
        if block.tag == P:
            line += 1
            number, text = label(block), _text(block)
            yield Paragraph(line, number + text if text.strip() else "")
            yield from _beside(block, line, f"第{line}段", said)
        elif block.tag == TABLE:
            table += 1
            yield from _table(block, line, f"表{table}", said)
        else:
            yield Paragraph(line, "……", place=f"第{line}段之后", aside=EMBEDDED)


def _blocks(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs, tables and embedded files in order, through the wrappers around them (content controls)."""
    for child in element:
        if child.tag in {P, TABLE, OTHER_FILE}:
            yield child
        elif child.tag != FALLBACK:
            yield from _blocks(child)


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED or (child.tag == RUN and _hidden(child)):
            continue
        if child.tag in {TEXT, MATH}:
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield " " if child.get(qn("w:type")) in PAGE_BREAKS else "\n"
        elif child.tag in WRITTEN:
            yield WRITTEN[child.tag]
        else:
            yield from _pieces(child)


def _hidden(run: BaseOxmlElement) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{VANISH}")
    return mark is not None and mark.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _beside(paragraph: BaseOxmlElement, line: int, place: str, said: Said) -> Iterator[Paragraph | Grid]:
    """The text boxes anchored in a paragraph with the tables in them, and its hidden words."""
    tables = 0
    for box in _boxes(paragraph):
        for block in _blocks(box):
            if block.tag == TABLE:
                tables += 1
                name = f"{place} 文本框表{tables}"
                yield from _as_aside(block, line, name, said)
            elif block.tag == P:
                yield Paragraph(line, _text(block), place=f"{place} 文本框", aside=IN_BOX)
                yield from _beside(block, line, f"{place} 文本框", said)
    hidden = [run for run in paragraph.iter(RUN) if _hidden(run) and next(run.iterancestors(P)) is paragraph]
    words = "".join(piece.text or "" for run in hidden for piece in run.iter(TEXT))
    if words:
        yield Paragraph(line, words, place=f"{place} 隐藏文字", aside=HIDDEN)


def _boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The text boxes of a paragraph, without those inside them and the copies for old programs."""
    for box in paragraph.iter(BOX):
        above = [each.tag for each in box.iterancestors(P, FALLBACK)]
        if FALLBACK not in above and next(box.iterancestors(P)) is paragraph:
            yield box


def _as_aside(table: BaseOxmlElement, line: int, name: str, said: Said) -> Iterator[Paragraph | Grid]:
    """A table in a text box: a grid as any other, but a frame around text is the text of the box."""
    for each in _table(table, line, name, said):
        yield each._replace(aside=IN_BOX) if isinstance(each, Paragraph) and not each.aside else each


def _table(table: BaseOxmlElement, line: int, name: str, said: Said) -> Iterator[Paragraph | Grid]:
    """A grid and its cells as asides; the paragraphs of a frame; and what is inside its cells."""
    if word_tables.one_column(table):
        for row, element in enumerate(word_tables.rows(table)):
            for paragraph in (
                each for cell in word_tables.cells(element) for each in word_tables.paragraphs(cell)
            ):
                yield Paragraph(line, said(paragraph), place=word_tables.place(name, row, 0))
    else:
        grid = word_tables.read(table, name, line, said)
        yield grid
        yield from books.cells((grid,))
    for row, element in enumerate(word_tables.rows(table)):
        for paragraph in (
            each for cell in word_tables.cells(element) for each in word_tables.paragraphs(cell)
        ):
            yield from _beside(paragraph, line, f"{name} 第{row + 1}行", said)
    for place, inner in word_tables.inner(table, name):
        yield from _table(inner, line, place, said)


def _outside(package: Package) -> Iterator[Paragraph]:
    """Headers, footers, notes and comments; their line is 0, for they stand on no line of the body."""
    for kind, (place, why) in ASIDES.items():
        for name in package.of_kind(kind):
            for paragraph in parse(name, package.parts[name]).iter(P):
                yield Paragraph(0, _text(paragraph), place=place, aside=why)
