"""Whether somebody has decided who may read it (党务公开条例 art. 15: content, scope, time, way)."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Document, Office
from rectify_site.registry import check


@check("R401", level=Level.ERROR, on="document", title=N_("scope not decided"))
def decided(document: Document, _office: Office) -> Iterator[Complaint]:
    """There is no default on purpose: an import leaves the scope empty."""
    if document.scope is None:
        hint = N_("once it is decided, run `rectify-site scope {id} public`, or limited for 一定范围通报")
        yield Complaint("scope", N_("nobody has decided who may read this"), {"id": document.id}, hint)
