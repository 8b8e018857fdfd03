"""``check --fix``: personal data in the drafts, masked as they may be published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rectify_site.checks import masking
from rectify_site.checks.masking import Fix
from rectify_site.documents import writing
from rectify_site.model.office import KINDS, Document, kind_of
from rectify_site.model.units import HandPage
from rectify_site.store import files
from rectify_site.workflow.opening import file_of, open_office


def mask(root: Path, *, write: bool) -> tuple[Fix, ...]:
    """Every field that masking would change; with ``write`` the drafts are written so. Signed texts stay."""
    opened = open_office(root)
    found = masking.fixes(opened.office)
    if write:
        texts: dict[str, dict[str, str]] = {}
        for fix in found:
            texts.setdefault(fix.document, {})[fix.field] = fix.after
        changed = [_masked(item, texts[item.id]) for item in opened.office.documents if item.id in texts]
        files.write_all({file_of(opened.home, item): _bytes(item) for item in changed})
    return found


def _masked(document: Document, texts: dict[str, str]) -> Document:
    """The document with these texts at these paths (``measures.0.text``)."""
    tree: dict[str, Any] = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for field, text in texts.items():
        *way, last = field.split(".")
        held: Any = tree
        for part in way:
            held = held[int(part)] if isinstance(held, list) else held[part]
        held[int(last) if isinstance(held, list) else last] = text
    return KINDS[kind_of(document)].model_validate(tree)


def _bytes(document: Document) -> bytes:
    """A draft as a file. A page written by hand is its Markdown, and its title is a line of it."""
    return document.markdown.encode() if isinstance(document, HandPage) else writing.dump(document)
