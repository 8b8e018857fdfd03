"""What a sealed year tells the living site: its figures, with where they lead in it, and that it can be searched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rectify_site.archive.bags import PAYLOAD
from rectify_site.model import words
from rectify_site.model.edition import SealedYear, YearFigure
from rectify_site.model.outputs import Artifact
from rectify_site.tables.matters import Matter
from rectify_site.tables.year_figures import year_figures

PATH = f"{PAYLOAD}figures.json"
SEARCH = f"{PAYLOAD}site/search/catalogue.js"


def figures(found: Sequence[Matter]) -> Artifact:
    """The file, for the payload."""
    tree = {
        "item": words.item(matter.plan for matter in found),
        "figures": [figure.model_dump(mode="json") for figure in year_figures(found)],
    }
    return Artifact(PATH, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())


def telling(year: SealedYear, bag: Iterable[Artifact]) -> SealedYear:
    """The year with what its bag, which was verified, tells. One sealed before years told figures has none."""
    files = {item.path: item.data for item in bag if item.path in {PATH, SEARCH}}
    told = json.loads(files.get(PATH, b"{}"))
    given = tuple(YearFigure.model_validate(figure) for figure in told.get("figures", ()))
    return year.model_copy(
        update={"item": told.get("item", ""), "figures": given, "searched": SEARCH in files}
    )
