"""The last step of every office file: the same parts in the same order, without times and without people."""

from __future__ import annotations

import re
import zipfile
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
PROPERTIES = {"docProps/core.xml": CORE.encode(), "docProps/app.xml": APP.encode()}
"""What libraries fill with the time, their own name, or the name of whoever made their template."""

LEFT_OUT = frozenset({"docProps/thumbnail.jpeg"})
RELATIONS = "_rels/.rels"
TO_LEFT_OUT = re.compile(rb"<Relationship [^>]*thumbnail\.jpeg[^>]*/>")


def packed(data: bytes) -> bytes:
    """An .xlsx or .docx packed again: properties empty, times fixed, so that the same content gives the same bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: PROPERTIES.get(name) or archive.read(name) for name in archive.namelist()}
    parts[RELATIONS] = TO_LEFT_OUT.sub(b"", parts[RELATIONS])
    kept = sorted(parts.keys() - LEFT_OUT, key=lambda name: (name != TYPES, name))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in kept:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, parts[name])
    return out.getvalue()
