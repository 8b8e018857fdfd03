"""One oracle for all outputs: what is written of a hostile office is what is written of its twin, renamed.

A reader takes an output apart as its program would: into its shape (elements, attributes, types of cells, parts of a
package), and its texts. The shapes have to be equal, the texts equal when the twin's are called by their own names.
What a hostile text turned into anything but a text is a difference in shape, what it lost is one in the texts.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from itertools import zip_longest
from typing import Any, NamedTuple

import openpyxl
from lxml import etree

from rectify_site.model.outputs import Artifact
from tests.escape.office import Names, called_back

LOOK_OF_A_CELL = re.compile(rb'(<c r="[A-Z]+[0-9]+") s="[0-9]+"')
HEADINGS = re.compile(r"h[1-6]")


class Seen(NamedTuple):
    """What a program sees in a file: its shape, and the texts in their order."""

    shape: tuple[str, ...]
    texts: tuple[str, ...]


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.texts: list[str] = []
        self.data = False
        self.unread = False  # what a browser with scripts does not read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unread:
            return
        self.unread = tag == "noscript"
        self.shape.append(element(tag, [name for name, _ in attrs]))
        self.texts += [f"{name}={value or ''}" for name, value in attrs if shown(tag, name)]
        self.data = dict(attrs).get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self.data &= tag != "script"
        self.unread &= tag != "noscript"

    def handle_data(self, data: str) -> None:
        if self.data and data.strip():
            inner = json_text(data.encode())
            self.shape += inner.shape
            self.texts += inner.texts
        elif data.strip() and not self.unread:
            self.texts.append(" ".join(data.split()))

    def handle_comment(self, data: str) -> None:
        self.shape.append(f"comment {data}")

    handle_pi = unknown_decl = handle_comment


def shown(tag: str, name: str) -> bool:
    """Whether an attribute is compared: the engine makes the id of a heading out of its letters."""
    return not (name == "id" and HEADINGS.fullmatch(tag))


def element(tag: str, names: Iterable[str]) -> str:
    """An element with the names of its attributes, in one order."""
    return " ".join([tag, *sorted(names)])


def html(data: bytes) -> Seen:
    """A page as a parser of HTML reads it."""
    reader = _Html()
    reader.feed(data.decode())
    reader.close()
    return Seen(tuple(reader.shape), tuple(reader.texts))


def xml(data: bytes) -> Seen:
    """A document of XML, strictly; SVG and feeds among them."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False))
    shape, texts = [], []
    for node in root.iter():
        shape.append(f"{node.tag} {sorted(node.attrib)}")
        texts += [str(value) for value in node.attrib.values()] + [node.text or "", node.tail or ""]
    return Seen(tuple(shape), tuple(" ".join(text.split()) for text in texts if text.strip()))


def package(data: bytes) -> Seen:
    """A file of Word or Excel: every part of it, strictly, but for the looks: a text like a formula gets its own."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/styles.xml")]
        seen = [(name, xml(LOOK_OF_A_CELL.sub(rb"\1", archive.read(name)))) for name in names]
    shape = [line for name, part in seen for line in (name, *part.shape)]
    return Seen(tuple(shape), tuple(text for _, part in seen for text in part.texts))


def workbook(data: bytes) -> Seen:
    """The cells as a program for tables takes them: the type of each, and its value to the last blank."""
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    kinds = [
        f"{cell.parent.title}!{cell.coordinate} {cell.data_type} {bool(cell.hyperlink)}" for cell in cells
    ]
    return Seen((*kinds, *map(str, book.defined_names)), tuple(str(cell.value) for cell in cells))


def json_text(data: bytes) -> Seen:
    """Data for programs."""
    shape: list[str] = []
    texts: list[str] = []

    def walk(value: Any, path: str) -> None:  # noqa: ANN401 - whatever JSON holds
        shape.append(f"{path} {type(value).__name__}")
        if isinstance(value, str):
            texts.append(value)
        for key, item in (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
        ):
            walk(item, f"{path}.{key}")

    walk(json.loads(data), "")
    return Seen(tuple(shape), tuple(texts))


def plain(data: bytes) -> Seen:
    """Lines for a terminal: nothing in them but what can be seen."""
    text = data.decode()
    hidden = re.findall(
        r"[^\n\S ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text
    )
    return Seen(tuple(map(repr, hidden)), tuple(" ".join(line.split()) for line in text.splitlines()))


def differences(name: str, hostile: Seen, twin: Seen, known: Names) -> Iterator[str]:
    """What one output shows that the other does not. Empty is what the house promises."""
    back = called_back(known)
    pairs: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("shape", hostile.shape, twin.shape),
        ("text", hostile.texts, (text.translate(back) for text in twin.texts)),
    )
    for what, got, wanted in pairs:
        for one, other in zip_longest(got, wanted):
            if one != other:
                yield f"{name}: {what}: {other!r} became {one!r}"
                break


def compared(
    read: Callable[[bytes], Seen], hostile: Iterable[Artifact], twin: Iterable[Artifact], known: Names
) -> list[str]:
    """All differences between the files of an output and those of its twin."""
    pairs = list(zip_longest(hostile, twin))
    names = [(one.path if one else None, other.path if other else None) for one, other in pairs]
    strange = [f"{one} stands beside {other}" for one, other in names if one != other]
    if strange:
        return strange
    return [
        found
        for one, other in pairs
        for found in differences(one.path, read(one.data), read(other.data), known)
    ]
