"""Reads PDFs back as a program would: the words of a document without page furniture, and its structure."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

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
    """All words in their order, squeezed: without heads and feet of pages, and repeated heads of tables."""
    return squeezed("".join(lines(data)))


def lines(data: bytes) -> list[str]:
    """The same line by line."""
    reader = pypdf.PdfReader(BytesIO(data))
    return "\n".join(_words(reader, page) for page in reader.pages).splitlines()


def _words(reader: pypdf.PdfReader, page: pypdf.PageObject) -> str:
    content, kept, depth = ContentStream(page.get_contents(), reader, "bytes"), [], 0
    for operands, operator in content.operations:
        opens = operator in {b"BMC", b"BDC"}
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
