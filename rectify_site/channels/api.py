"""The data for programs, a file a thing, under ``data/v1/``: fields may come to be added, none goes or changes.

What would change a meaning becomes ``data/v2/`` beside it. The shape stands in docs/reference/open-data.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rectify_site import __version__, links
from rectify_site.channels.forms import one_line
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel
from rectify_site.tables.matters import Matter

VERSION = "1"
INSIDE = {"measures": "record", "stages": "record", "events": "record"}
"""What belongs to a matter, and the column that says to which one; its place in the list is its number."""

Object = dict[str, Any]


@channel("api")
def api(outlet: Outlet) -> Iterator[Artifact]:
    """The index, each matter with all that belongs to it, each unit with the ids of its matters."""
    sets = {dataset.key: list(dataset.objects()) for dataset in outlet.datasets}
    yield _file(links.API, _index(outlet, sets))
    inside = {key: _by(rows, INSIDE[key]) for key, rows in _with_figures(sets).items()}
    for record in sets["records"]:
        own = {key: rows.get(str(record["id"]), []) for key, rows in inside.items()}
        yield _file(links.api_record(str(record["id"])), {"version": VERSION, **record, **own})
    for unit in sets["units"]:
        yield _file(
            links.api_unit(str(unit["id"])),
            {"version": VERSION, **unit, "records": _part(outlet, str(unit["id"]))},
        )


def _file(path: str, value: Object) -> Artifact:
    return Artifact(path, f"{one_line(value)}\n".encode())


def _index(outlet: Outlet, sets: dict[str, list[Object]]) -> Object:
    edition = outlet.edition
    briefly = ("id", "number", "title", "state", "late", "deadline", "last_published")
    return {
        "version": VERSION,
        "tool": __version__,
        "site": outlet.settings.site_name,
        "office": outlet.settings.office,
        "as_of": edition.as_of,
        "published_at": edition.published_at,
        "plans": sets["plans"],
        "records": [
            {name: row[name] for name in briefly} | {"file": f"records/{row['id']}.json"}
            for row in sets["records"]
        ],
        "units": [
            {name: row[name] for name in ("id", "name")} | {"file": f"units/{row['id']}.json"}
            for row in sets["units"]
        ],
    }


def _with_figures(sets: dict[str, list[Object]]) -> dict[str, list[Object]]:
    """The rows that belong to matters, each event with its figures."""
    figures: dict[tuple[str, int], list[Object]] = defaultdict(list)
    for row in sets["figures"]:
        figures[row["record"], row["event"]].append(_without(row, ("record", "event")))
    events = [{**row, "figures": figures.get((row["record"], row["no"]), [])} for row in sets["events"]]
    return {"measures": sets["measures"], "stages": sets["stages"], "events": events}


def _by(rows: Iterable[Object], name: str) -> dict[str, list[Object]]:
    found: dict[str, list[Object]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(_without(row, (name,)))
    return found


def _without(row: Object, names: Iterable[str]) -> Object:
    return {name: value for name, value in row.items() if name not in names}


def _part(outlet: Outlet, unit: str) -> dict[str, list[str]]:
    part = outlet.parts.get(unit)
    given: dict[str, tuple[Matter, ...]] = (
        {"lead": part.lead, "named": part.named, "joint": part.joint, "helping": part.helping} if part else {}
    )
    return {way: [matter.record.id for matter in found] for way, found in given.items()}
