"""The last step of every office file: the same parts in the same order, without times and without people."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can name
TYPES = "[Content_Types].xml"
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator></dc:creator>'
    "<cp:lastModifiedBy></cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
EMPTY_PROPERTIES = {"docProps/core.xml": CORE, "docProps/app.xml": APP}
"""What libraries fill with the time, their own name, or the name of whoever made their template."""

LEFT_OUT = frozenset({"docProps/thumbnail.jpeg"})
RELATIONS = "_rels/.rels"
TO_LEFT_OUT = re.compile(rb"<Relationship [^>]*thumbnail\.jpeg[^>]*/>")

LONGEST = 32_767  # UTF-16 units a cell holds; what is longer makes Excel repair the file
CUT = "……（文字过长，这里没有列完）"
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULA = re.compile("[\t\r\n]|[\ufeff\u3000 \t\r\n\x0b\x0c]*(?:[=+@＝＋－＠|%'-]|\\{=)")


def fitting(text: str) -> str:
    """A text as a cell can hold it: nothing XML forbids, and where it is too long a visible mark that it goes on."""
    plain = NOT_IN_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    if len(plain.encode("utf-16-le")) // 2 <= LONGEST:
        return plain
    return plain.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def like_a_formula(text: str) -> bool:
    """Whether a program for tables might calculate it: what matters is the first sign that is no blank."""
    return FORMULA.match(text) is not None


def packed(data: bytes) -> bytes:
    """An .xlsx or .docx packed again: properties empty, times fixed, so that the same content gives the same bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {
            name: EMPTY_PROPERTIES.get(name) or archive.read(name) for name in archive.namelist()
        }
        parts[RELATIONS] = TO_LEFT_OUT.sub(b"", archive.read(RELATIONS))
    return zipped({name: part for name, part in parts.items() if name not in LEFT_OUT})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts of an office file as its bytes, the list of types first."""
    kept = sorted(parts, key=lambda name: (name != TYPES, name))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in kept:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, parts[name])
    return out.getvalue()
