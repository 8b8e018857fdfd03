"""An Office file (.docx, .xlsx) as a package of parts, opened as if someone hostile had made it.

Everything is looked at before anything is parsed: names, sizes as declared, marks of encryption and of macros, and
a DOCTYPE in any XML part. The usual libraries would take a package with two main documents, and entities as nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import iterparse  # type: ignore[import-untyped]

from rectify_site.errors import N_, SourceError
from rectify_site.intake.signatures import OLE, ZIP, refuse_disguise

PACKED_LIMIT = 64_000_000  # bytes
UNPACKED_LIMIT = 200_000_000  # bytes, all parts together
XML_LIMIT = 32_000_000  # bytes, all XML parts; parsed, they take five to eight times that
RATIO_LIMIT, RATIO_FREE = (
    200,
    5_000_000,
)  # how far an XML part may be packed, above that size; pictures stay packed
PART_LIMIT = 5_000
NODE_LIMIT, ATTRIBUTE_LIMIT = 1_000_000, 1_500_000  # of one part; a node takes a hundred bytes and more
STREAM_LIMIT = 1_500_000  # of a worksheet, read one row at a time; a cell with a value has four

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "macroenabled"
XML_NAMES = (".xml", ".rels", ".vml")
TYPES = "[Content_Types].xml"
ENCODING = re.compile(rb"""^[^>]{0,100}encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})""")
DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
LEADS_OUT = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f\\]")
ENCRYPTED_FLAG = 0x1
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
)

SEND_AGAIN = N_("ask whoever sent it to send it again, and import that file")
SAVE_AGAIN = N_("open it in Word or WPS, choose 另存为 .docx, and import the new file")
SAVE_WORKBOOK = N_("open it in Excel or WPS, choose 另存为 .xlsx, and import the new file")
MACROS_OUT = N_("choose 另存为 .docx (without macros) and import the new file")
WORKBOOK_MACROS_OUT = N_("choose 另存为 .xlsx (without macros) and import the new file")


CUT_OFF = N_("its end is missing, as when a download stops early")
UNPACKED_BADLY = N_("a part of it cannot be unpacked")
BROKEN_XML = N_("it is no whole XML")
OTHERS = {
    "word/document.xml": (".docx", N_("the file is called {suffix} but is a Word document")),
    "xl/workbook.xml": (".xlsx", N_("the file is called {suffix} but is a workbook of Excel or WPS")),
    "ppt/presentation.xml": (".pptx", N_("the file is called {suffix} but is a presentation")),
}
"""What a package is by its main part: its right suffix, and what to say of it under another."""


class Office(NamedTuple):
    """A kind of package: its suffix, the content type of its main part, and how to save it anew."""

    suffix: str
    main: str
    again: str
    macros_out: str


WORD = Office(".docx", MAIN, SAVE_AGAIN, MACROS_OUT)
EXCEL = Office(".xlsx", WORKBOOK, SAVE_WORKBOOK, WORKBOOK_MACROS_OUT)


class Package(NamedTuple):
    """The XML parts by name, what each is by its content type (header, footer, comments), and the names of all."""

    parts: dict[str, bytes]
    kinds: dict[str, str]
    names: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Names of the parts of a kind, the document's own before those of its building blocks."""
        names = (name for name, its in self.kinds.items() if its == kind and name in self.parts)
        return tuple(sorted(names, key=lambda name: (name.count("/"), name)))


def unpack(data: bytes, office: Office = WORD) -> Package:
    """The XML parts of a package, each within its limits, none with a DOCTYPE."""
    _refuse_other_formats(data, office)
    if len(data) > PACKED_LIMIT:
        raise SourceError(
            "S205",
            N_("the file has {size} bytes, more than {limit}"),
            office.again,
            size=len(data),
            limit=PACKED_LIMIT,
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _refuse_names(infos, office)
            _refuse_sizes(infos, office)
            parts = {info.filename: archive.read(info) for info in infos if _is_xml(info)}
    except ZIP_FAULTS as error:
        message = N_("the file is damaged: {problem}")
        problem = CUT_OFF if "not a zip file" in str(error) else UNPACKED_BADLY
        raise SourceError("S223", message, SEND_AGAIN, problem=problem) from error
    for name, content in parts.items():
        _refuse_doctype(name, content)
    names = tuple(info.filename for info in infos)
    return Package(parts, _kinds(parts, names, office), names)


def parse(name: str, content: bytes, again: str = SAVE_AGAIN) -> BaseOxmlElement:
    """The root of an XML part; entities stay unresolved, and there were none to resolve."""
    if content.count(b"<") > NODE_LIMIT or content.count(b"=") > ATTRIBUTE_LIMIT:
        message = N_("the part {part} holds more elements than a document of this kind can have")
        raise SourceError("S227", message, again, part=name)
    try:
        root = parse_xml(content)
    except (SyntaxError, ValueError) as error:  # lxml's own error is a SyntaxError
        raise _broken(name) from error
    if root.getroottree().docinfo.doctype:
        raise _doctype(name)
    return root


def stream(name: str, content: bytes, tags: Iterable[str]) -> Iterator[BaseOxmlElement]:
    """The elements of a worksheet with these local names, one after the other; each is emptied once it was seen."""
    if content.count(b"<") > STREAM_LIMIT:
        message = N_("the part {part} holds more cells than a ledger can have; most of them may be empty")
        hint = N_("delete the empty rows and columns beside the table, save the file and import it again")
        raise SourceError("S227", message, hint, part=name)
    wanted = [f"{{*}}{tag}" for tag in tags]
    try:
        for _, element in iterparse(BytesIO(content), tag=wanted, resolve_entities=False, no_network=True):
            yield element
            element.clear()
    except (SyntaxError, ValueError) as error:  # lxml's own error is a SyntaxError
        raise _broken(name) from error


def local(tag: str) -> str:
    """The name of an element without its namespace: strict and transitional files differ in nothing else."""
    return tag.rpartition("}")[2]


def _broken(name: str) -> SourceError:
    message = N_("the part {part} of the file is damaged: {problem}")
    return SourceError("S223", message, SEND_AGAIN, part=name, problem=BROKEN_XML)


def _refuse_other_formats(data: bytes, office: Office) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = N_("the file is protected by a password")
            hint = N_("open it, take the password out (文件 → 信息 → 保护), save it and import it again")
            raise SourceError("S221", message, hint)
        message = N_(
            "the file is an old Office file (.doc, .wps, .xls or .et) that was only renamed to {suffix}"
        )
        raise SourceError("S222", message, office.again, suffix=office.suffix)
    if not data:
        raise SourceError("S201", N_("the file is empty"), SEND_AGAIN)
    if not data.startswith(ZIP):
        refuse_disguise(office.suffix, data)
        message = N_("the file is called {suffix} but is no Office file of this kind")
        raise SourceError("S204", message, office.again, suffix=office.suffix)


def _refuse_names(infos: list[zipfile.ZipInfo], office: Office) -> None:
    for info in infos:
        if LEADS_OUT.search(info.orig_filename):
            message = N_("the file holds a part that points out of it: {part}")
            raise SourceError(
                "S225", message, N_("do not use this file; ask where it comes from"), part=info.orig_filename
            )
        if info.flag_bits & ENCRYPTED_FLAG:
            message = N_("the part {part} of the file is encrypted")
            raise SourceError("S221", message, office.again, part=info.filename)
    twice = [name for name, count in Counter(info.filename.lower() for info in infos).items() if count > 1]
    if twice:
        message = N_("the file holds the part {part} twice, so that two readers may see two texts")
        raise SourceError("S224", message, office.again, part=twice[0])


def _refuse_sizes(infos: list[zipfile.ZipInfo], office: Office) -> None:
    whole = sum(info.file_size for info in infos)
    xml = sum(info.file_size for info in infos if _is_xml(info))
    if whole > UNPACKED_LIMIT or xml > XML_LIMIT or len(infos) > PART_LIMIT:
        message = N_(
            "unpacked the file has {size} bytes in {count} parts, more than a document of this kind can have"
        )
        raise SourceError("S227", message, office.again, size=whole, count=len(infos))
    for info in infos:
        ratio = info.file_size // max(1, info.compress_size)
        if _is_xml(info) and info.file_size > RATIO_FREE and ratio > RATIO_LIMIT:
            message = N_("the part {part} unpacks to {size} bytes, {ratio} times its packed size")
            raise SourceError(
                "S227", message, office.again, part=info.filename, size=info.file_size, ratio=ratio
            )


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(XML_NAMES)


def _refuse_doctype(name: str, content: bytes) -> None:
    declared = ENCODING.match(content)
    strange = declared and declared.group(1).lower() not in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
    if strange or any(mark in content for mark in DOCTYPES):
        raise _doctype(name)


def _doctype(name: str) -> SourceError:
    message = N_("the part {part} holds a document type or an encoding that Office never writes")
    return SourceError("S226", message, N_("do not use this file; ask where it comes from"), part=name)


def _kinds(parts: dict[str, bytes], names: tuple[str, ...], office: Office) -> dict[str, str]:
    if TYPES not in parts:
        raise _another(office, names)
    declared = {}
    for override in parse(TYPES, parts[TYPES]).iter("{*}Override"):
        declared[override.get("PartName", "").lstrip("/")] = override.get("ContentType", "")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
        MACROS in kind.lower() for kind in declared.values()
    ):
        message = N_("the file holds macros")
        raise SourceError("S228", message, office.macros_out)
    if office.main not in declared.values():
        raise _another(office, names)
    return {name: kind.removesuffix("+xml").rpartition(".")[2] for name, kind in declared.items()}


def _another(office: Office, names: tuple[str, ...]) -> SourceError:
    right, message = next((said for part, said in OTHERS.items() if part in names), ("", ""))
    if right and right != office.suffix:
        hint = N_("rename it so that its name ends in {right}, and import it again")
        return SourceError("S230", message, hint, suffix=office.suffix, right=right)
    message = N_("the file is a zip archive but no document of the kind {suffix}")
    return SourceError("S230", message, office.again, suffix=office.suffix)
