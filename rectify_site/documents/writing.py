"""Documents to YAML: keys in the order of the model, one physical line a paragraph, no quotes that are not needed."""

from __future__ import annotations

from typing import Any

import yaml

from rectify_site.model.office import Document


class _Dumper(yaml.SafeDumper):
    """Writes scalars plain: to our loader they are all strings, so ``5`` needs no quotes."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML looks it up on the class

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:str", "", style=None)
)


def dump(document: Document) -> bytes:
    """The YAML file of a document. An undecided ``scope`` stands there empty, so that somebody sees it."""
    tree = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if document.scope is None:
        tree["scope"] = None
    return dump_tree(_plain(_in_order(tree, document)))


def dump_tree(tree: dict[str, Any]) -> bytes:
    """Any tree of strings, lists and maps as YAML."""
    text: str = yaml.dump(
        tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"), indent=2
    )
    return text.encode()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Numbers and truth values as the words the loader reads back."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)


def _in_order(tree: dict[str, Any], document: Document) -> dict[str, Any]:
    names = [field.alias or name for name, field in type(document).model_fields.items()]
    return {name: tree[name] for name in names if name in tree}
