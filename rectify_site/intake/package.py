"""A Word file as a package of parts, opened as if someone hostile had made it.

Everything is looked at before anything is parsed: names, sizes as declared, marks of encryption and of macros, and
a DOCTYPE in any XML part. python-docx would take a package with two main documents, and read entities as nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import NamedTuple

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

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

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
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

SAVE_AGAIN = N_("open it in Word or WPS, choose 另存为 .docx, and import the new file")


class Package(NamedTuple):
    """The XML parts by name, and what each is by its content type (the last word of it: header, footer, comments)."""

    parts: dict[str, bytes]
    kinds: dict[str, str]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Names of the parts of a kind, the document's own before those of its building blocks."""
        names = (name for name, its in self.kinds.items() if its == kind and name in self.parts)
        return tuple(sorted(names, key=lambda name: (name.count("/"), name)))


def unpack(data: bytes) -> Package:
    """The XML parts of a .docx, each within its limits, none with a DOCTYPE."""
    _refuse_other_formats(data)
    if len(data) > PACKED_LIMIT:
        raise SourceError(
            "S205",
            N_("the file has {size} bytes, more than {limit}"),
            SAVE_AGAIN,
            size=len(data),
            limit=PACKED_LIMIT,
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _refuse_names(infos)
            _refuse_sizes(infos)
            parts = {info.filename: archive.read(info) for info in infos if _is_xml(info)}
    except ZIP_FAULTS as error:
        message = N_("the file is damaged: {problem}")
        raise SourceError("S223", message, SAVE_AGAIN, problem=error) from error
    for name, content in parts.items():
        _refuse_doctype(name, content)
    return Package(parts, _kinds(parts, [info.filename for info in infos]))


def parse(name: str, content: bytes) -> BaseOxmlElement:
    """The root of an XML part; entities stay unresolved, and there were none to resolve."""
    if content.count(b"<") > NODE_LIMIT or content.count(b"=") > ATTRIBUTE_LIMIT:
        message = N_("the part {part} holds more elements than a plan can have")
        raise SourceError("S227", message, SAVE_AGAIN, part=name)
    try:
        root = parse_xml(content)
    except (SyntaxError, ValueError) as error:  # lxml's own error is a SyntaxError
        message = N_("the part {part} of the file is damaged: {problem}")
        raise SourceError("S223", message, SAVE_AGAIN, part=name, problem=error) from error
    if root.getroottree().docinfo.doctype:
        raise _doctype(name)
    return root


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = N_("the file is protected by a password")
            hint = N_(
                "open it in Word, take the password out (文件 → 信息 → 保护文档), save it and import it again"
            )
            raise SourceError("S221", message, hint)
        message = N_("the file is an old Office file (.doc, .wps or .xls) that was only renamed to .docx")
        raise SourceError("S222", message, SAVE_AGAIN)
    if not data.startswith(ZIP):
        refuse_disguise(".docx", data)
        raise SourceError("S204", N_("the file is called .docx but is no Word file"), SAVE_AGAIN)


def _refuse_names(infos: list[zipfile.ZipInfo]) -> None:
    for info in infos:
        if LEADS_OUT.search(info.orig_filename):
            message = N_("the file holds a part that points out of it: {part}")
            raise SourceError(
                "S225", message, N_("do not use this file; ask where it comes from"), part=info.orig_filename
            )
        if info.flag_bits & ENCRYPTED_FLAG:
            message = N_("the part {part} of the file is encrypted")
            raise SourceError("S221", message, SAVE_AGAIN, part=info.filename)
    twice = [name for name, count in Counter(info.filename.lower() for info in infos).items() if count > 1]
    if twice:
        message = N_("the file holds the part {part} twice, so that two readers may see two texts")
        raise SourceError("S224", message, SAVE_AGAIN, part=twice[0])


def _refuse_sizes(infos: list[zipfile.ZipInfo]) -> None:
    whole = sum(info.file_size for info in infos)
    xml = sum(info.file_size for info in infos if _is_xml(info))
    if whole > UNPACKED_LIMIT or xml > XML_LIMIT or len(infos) > PART_LIMIT:
        message = N_("unpacked the file has {size} bytes in {count} parts, more than a plan can have")
        raise SourceError("S227", message, SAVE_AGAIN, size=whole, count=len(infos))
    for info in infos:
        ratio = info.file_size // max(1, info.compress_size)
        if _is_xml(info) and info.file_size > RATIO_FREE and ratio > RATIO_LIMIT:
            message = N_("the part {part} unpacks to {size} bytes, {ratio} times its packed size")
            raise SourceError(
                "S227", message, SAVE_AGAIN, part=info.filename, size=info.file_size, ratio=ratio
            )


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(XML_NAMES)


def _refuse_doctype(name: str, content: bytes) -> None:
    declared = ENCODING.match(content)
    strange = declared and declared.group(1).lower() not in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
    if strange or any(mark in content for mark in DOCTYPES):
        raise _doctype(name)


def _doctype(name: str) -> SourceError:
    message = N_("the part {part} holds a document type or an encoding that Word never writes")
    return SourceError("S226", message, N_("do not use this file; ask where it comes from"), part=name)


def _kinds(parts: dict[str, bytes], names: list[str]) -> dict[str, str]:
    if TYPES not in parts:
        raise SourceError("S230", N_("the file is a zip archive but no Word document"), SAVE_AGAIN)
    declared = {}
    for override in parse(TYPES, parts[TYPES]).iter("{*}Override"):
        declared[override.get("PartName", "").lstrip("/")] = override.get("ContentType", "")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
        MACROS in kind.lower() for kind in declared.values()
    ):
        message = N_("the file holds macros")
        raise SourceError("S228", message, N_("choose 另存为 .docx (without macros) and import the new file"))
    if MAIN not in declared.values():
        raise SourceError("S230", N_("the file is a zip archive but no Word document"), SAVE_AGAIN)
    return {name: kind.removesuffix("+xml").rpartition(".")[2] for name, kind in declared.items()}
