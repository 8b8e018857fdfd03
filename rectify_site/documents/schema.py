"""JSON Schema of each kind of document, with the titles an office uses."""

from __future__ import annotations

from typing import Any

from rectify_site.model.office import KINDS
from rectify_site.model.titles import TITLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind (``plan``, ``record``, ``report``, ``notice``, ``units``, ``page``)."""
    tree = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **_titled(tree)}


def _titled(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        return [_titled(item) for item in value]
    if not isinstance(value, dict):
        return value
    tree = {name: _titled(item) for name, item in value.items()}
    for name, field in tree.get("properties", {}).items():
        field["title"] = TITLES.get(name, name)
    return tree
