"""Sources become drafts and a report: bytes in, values out. No disk, no clock.

One kind of source a file (``@importer(".docx")``); what they hand over are paragraphs, read by one grammar.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath

from pydantic import TypeAdapter, ValidationError

from rectify_site.errors import N_, SourceError
from rectify_site.intake import books, reading
from rectify_site.intake.paragraphs import Extract
from rectify_site.intake.report import Reading
from rectify_site.intake.signatures import refuse_suffix
from rectify_site.intake.workbooks import Book, Tick
from rectify_site.model.fields import FORBIDDEN, Slug
from rectify_site.model.records import Source
from rectify_site.registry import gather, importer

PLAN_ID_LIMIT = 58  # leaves room for the number of a record
SLUG = TypeAdapter(Slug)


def read(
    name: str,
    data: bytes,
    encoding: str | None = None,
    plan: str | None = None,
    *,
    kind: str | None = None,
    tick: Tick | None = None,
) -> Reading:
    """Read a source by the suffix of its name. ``plan`` is the id of the plan, else it is made of year and kind.

    ``kind`` is what the clerk says it is (plan, report, notice, ledger), whatever it reads like; ``tick`` is called
    with the rows done and all rows while a large table is read.

    Raises ``SourceError`` S2xx for what cannot be read as it is; everything else is a reading, with findings.
    """
    base = re.split(r"[/\\]", name)[-1]
    suffix = PurePosixPath(base).suffix.lower()
    if suffix not in importer:
        gather(__name__)
    if suffix not in importer:
        raise refuse_suffix(suffix, tuple(plug.key for plug in importer))
    plug = importer[suffix]
    more = (tick,) if plug.facts.get("ticks") else ()
    extract = plug.function(data, encoding, *more) if data.strip() else Extract(())
    return _composed(base, data, extract, plan, kind)


def read_book(name: str, data: bytes, book: Book, plan: str | None = None) -> Reading:
    """Read a workbook that was opened already: the same reading as that of its bytes, without opening it again."""
    return _composed(re.split(r"[/\\]", name)[-1], data, books.extract(book), plan, None)


def _composed(base: str, data: bytes, extract: Extract, plan: str | None, kind: str | None) -> Reading:
    if not extract.paragraphs:
        raise SourceError(
            "S201", N_("{file} is empty"), N_("save it once more and import it again"), file=base
        )
    file = FORBIDDEN.sub("", base.replace("\n", ""))
    source = Source(file=file, sha256=sha256(data).hexdigest())
    return reading.compose(extract, source, _plan_id(plan), kind)


def _plan_id(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        fits = len(SLUG.validate_python(name)) <= PLAN_ID_LIMIT
    except ValidationError:
        fits = False
    if not fits:
        message = N_("“{name}” cannot be the id of a plan")
        hint = N_("use small letters, digits and hyphens, at most {limit}, for example 2023-minzhu")
        raise SourceError("S241", message, hint, name=name, limit=PLAN_ID_LIMIT)
    return name
