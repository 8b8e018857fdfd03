"""Plain text: one paragraph a line."""

from __future__ import annotations

from rectify_site.errors import N_, SourceError
from rectify_site.intake import charset
from rectify_site.intake.paragraphs import Extract, Paragraph, settle
from rectify_site.intake.signatures import refuse_disguise
from rectify_site.registry import importer

SIZE_LIMIT = 10_000_000  # bytes; the longest plan seen has 60,000


@importer(".txt")
def read_text(data: bytes, encoding: str | None) -> Extract:
    """The lines of a text file. Line numbers are those of an editor: only line feeds and returns count."""
    if len(data) > SIZE_LIMIT:
        message = N_("a text of {size} bytes is too long for one plan; {limit} are read")
        hint = N_("divide it, one plan a file")
        raise SourceError("S205", message, hint, size=len(data), limit=SIZE_LIMIT)
    refuse_disguise(".txt", data)
    text = charset.decode(data, encoding).replace("\r\n", "\n").replace("\r", "\n")
    return settle(Paragraph(number, line) for number, line in enumerate(text.split("\n"), 1))
