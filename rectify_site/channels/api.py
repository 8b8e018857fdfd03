"""The data for programs, a file a thing, under ``data/v1/``: fields may come to be added, none goes or changes.

What would change a meaning becomes ``data/v2/`` beside it. The shape stands in docs/reference/open-data.md. Rows are
the lines of the data sets, letter for letter: the last gate reads each line once, whatever files it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rectify_site import __version__, links
from rectify_site.channels.forms import in_lines, one_line
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel

VERSION = "1"
INSIDE = ("measures", "stages", "events", "figures")
"""What belongs to a matter; the first column of each says to which one."""

BRIEFLY = ("id", "number", "title", "state", "late", "deadline", "last_published")


@channel("api")
def api(outlet: Outlet) -> Iterator[Artifact]:
    """The index, each matter with all that belongs to it, each unit with the ids of its matters.

    None in a sealed year: a program reads the same rows from the data sets, and no page needs them a second time.
    """
    if outlet.edition.snapshot:
        return
    ids = {dataset.key: [str(row[0]) for row in dataset.rows] for dataset in outlet.datasets}
    inside = {key: _by(ids[key], outlet.lines[key]) for key in INSIDE}
    yield _file(links.API, {key: one_line(value) for key, value in _index(outlet).items()})
    for key, line in zip(ids["records"], outlet.lines["records"], strict=True):
        own = {name: in_lines(rows.get(key, ())) for name, rows in inside.items()}
        yield _file(links.api_record(key), {"record": f"\n{line}\n", **own})
    for key, line in zip(ids["units"], outlet.lines["units"], strict=True):
        yield _file(links.api_unit(key), {"unit": f"\n{line}\n", "records": one_line(_part(outlet, key))})


def _by(ids: Iterable[str], lines: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, line in zip(ids, lines, strict=True):
        found[key].append(line)
    return found


def _file(path: str, members: Mapping[str, str]) -> Artifact:
    """An object whose values are JSON already."""
    written = ",\n".join(
        f'"{name}": {value}' for name, value in {"version": f'"{VERSION}"', **members}.items()
    )
    return Artifact(path, f"{{{written}}}\n".encode())


def _index(outlet: Outlet) -> dict[str, object]:
    edition = outlet.edition
    told = ("plans", "records", "units")
    sets = {each.key: each.objects() for each in outlet.datasets if each.key in told}
    return {
        "tool": __version__,
        "site": outlet.settings.site_name,
        "office": outlet.settings.office,
        "as_of": edition.as_of,
        "published_at": edition.published_at,
        "plans": list(sets["plans"]),
        "records": [
            {name: row[name] for name in BRIEFLY} | {"file": f"records/{row['id']}.json"}
            for row in sets["records"]
        ],
        "units": [
            {name: row[name] for name in ("id", "name")} | {"file": f"units/{row['id']}.json"}
            for row in sets["units"]
        ],
    }


def _part(outlet: Outlet, unit: str) -> dict[str, list[str]]:
    part = outlet.parts.get(unit)
    if part is None:
        return {}
    ways = {"lead": part.lead, "named": part.named, "joint": part.joint, "helping": part.helping}
    return {way: [matter.record.id for matter in found] for way, found in ways.items()}
