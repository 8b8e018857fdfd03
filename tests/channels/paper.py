"""Reads PDFs back as a program would: the words of a document without page furniture, and its structure."""

from codecs import BOM_UTF16_BE
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import pypdf
import pytest
from pypdf.generic import ContentStream, IndirectObject, NameObject

from rectify_site.channels.exports import pdf
from rectify_site.errors import SettingsError
from rectify_site.model.edition import Edition
from rectify_site.model.writings import Writing
from rectify_site.pages.on_paper import writings
from tests.builders import a_rule, some_settings
from tests.pages.site import TEMPLATES

OPENS = {b"BMC", b"BDC"}
SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}


@cache
def template() -> bytes:
    return (TEMPLATES / pdf.TEMPLATE).read_bytes()


@cache
def fonts() -> pdf.Fonts:
    """Those of this computer; without a Chinese one nothing of this can be tested."""
    try:
        return pdf.fonts()
    except SettingsError as error:
        pytest.skip(str(error))


def written(edition: Edition, kind: str = "", **settings: object) -> Iterator[tuple[Writing, bytes]]:
    """The documents of a kind, or all, each with its PDF."""
    made = writings(edition, some_settings(**settings), a_rule(), lambda one, _: kind in {"", one})
    return ((writing, pdf.pdf(writing, template(), fonts())) for writing in made)


def squeezed(text: str) -> str:
    """Without blanks: lines of a page end anywhere, and between Chinese and Latin letters stands a gap."""
    return "".join(text.split())


def words(data: bytes) -> str:
    """All words that stand on the sheets, squeezed, in the order in which they are read aloud.

    It is the order of the structure: a cell that goes on over the page is read to its end before the next one. Heads
    and feet of pages and the repeated heads of tables are no part of it.
    """
    reader = pypdf.PdfReader(BytesIO(data))
    marked = {page.indirect_reference: _marked(reader, page) for page in reader.pages}
    tree = reader.root_object["/StructTreeRoot"]
    return squeezed("".join(marked[page].get(number, "") for page, number in _leaves(tree, None)))


class _Mark(NamedTuple):
    number: int | None
    told: bool  # by ActualText, whatever its signs look like


def _marked(reader: pypdf.PdfReader, page: pypdf.PageObject) -> dict[int, str]:
    """The words of a page by the number of their mark; what lies outside of the sheet nobody reads."""
    found: dict[int, str] = defaultdict(str)
    inside = [_Mark(None, told=False)]
    left, low, right, high = map(float, page.mediabox)

    def mark(operator: bytes, operands: Any, *_: object) -> None:  # noqa: ANN401
        if operator in OPENS:
            given, above = operands[1] if operator == b"BDC" else {}, inside[-1]
            instead = given.get("/ActualText")
            inside.append(_Mark(given.get("/MCID", above.number), above.told or instead is not None))
            if instead is not None and above.number is not None:
                found[above.number] += _text(bytes(instead))
        elif operator == b"EMC":
            inside.pop()

    def read(text: str, matrix: list[float], *_: object) -> None:
        number, told = inside[-1]
        if number is not None and not told and left <= matrix[4] <= right and low <= matrix[5] <= high:
            found[number] += text

    page[NameObject("/Contents")] = _parted(ContentStream(page.get_contents(), reader, "bytes"))
    page.extract_text(visitor_operand_before=mark, visitor_text=read)
    return found


def _text(given: bytes) -> str:
    return given.decode("utf-16" if given.startswith(BOM_UTF16_BE) else "ascii")


def _parted(content: ContentStream) -> ContentStream:
    """Ends a run of text where a mark opens or closes inside it: pypdf tells what it read at the end of a run."""
    parted, running = [], False
    for operands, operator in content.operations:
        running = operator == b"BT" or (running and operator != b"ET")
        between = running and operator in {*OPENS, b"EMC"}
        parted += [([], b"ET")] * between + [(operands, operator)] + [([], b"BT")] * between
    content.operations = parted
    return content


def _leaves(node: Any, page: object) -> Iterator[tuple[Any, int]]:  # noqa: ANN401 - whatever a PDF holds
    """The marks below an element of the structure, in order, each with its page."""
    node = node.get_object()
    if isinstance(node, int):
        yield page, node
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child, page)
    else:
        page = node.raw_get("/Pg") if "/Pg" in node else page
        if "/MCID" in node:
            yield page, node["/MCID"]
        elif "/K" in node:
            yield from _leaves(node["/K"], page)


def lines(data: bytes) -> list[str]:
    """The words line by line, as they stand on the sheets."""
    reader = pypdf.PdfReader(BytesIO(data))
    return "\n".join(_words(reader, page) for page in reader.pages).splitlines()


def _words(reader: pypdf.PdfReader, page: pypdf.PageObject) -> str:
    content, kept, depth = ContentStream(page.get_contents(), reader, "bytes"), [], 0
    for operands, operator in content.operations:
        opens = operator in OPENS
        depth += opens and (depth > 0 or operands[0] == "/Artifact")
        depth -= operator == b"EMC" and depth > 0
        if not (depth and operator in SHOWS_TEXT):
            kept.append((operands, operator))
    content.operations = kept
    page[NameObject("/Contents")] = content
    return page.extract_text()


def roles(data: bytes) -> tuple[str, ...]:
    """The elements of the structure that a screen reader walks, in their order."""
    tree = pypdf.PdfReader(BytesIO(data)).root_object["/StructTreeRoot"].get_object()
    return tuple(_roles(tree))


def _roles(node: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a PDF holds
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _roles(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _roles(node["/K"])


def names(root: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a PDF holds
    """Every name that is used anywhere in the file: of an entry, or as its value."""
    left, seen = [root], set()
    while left:
        node = left.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
            node = node.get_object()
        if isinstance(node, dict):
            yield from map(str, node)
            left += dict.values(node)
        elif isinstance(node, list):
            left += list.__iter__(node)
        elif isinstance(node, NameObject):
            yield str(node)
