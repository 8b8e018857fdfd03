"""Documents to YAML: keys in the order of the model, one physical line a paragraph, no quotes that are not needed."""

from __future__ import annotations

import re
from typing import Any

import yaml

from rectify_site.model.office import Document

LETTERS = r"A-Za-z0-9\u4e00-\u9fff\u2460-\u2473"
PLAIN = re.compile(
    rf"[{LETTERS}（《“〔][{LETTERS}\u3001-\u3029\uff01-\uff5e‘-”…—·%!./_+()=,;-]*(?: [{LETTERS}（《“〔]+)*",
    re.ASCII,
)
"""Texts that stand in YAML as they are, whatever is around them."""


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
    quick = _quick(tree)
    return (_thorough(tree) if quick is None else quick).encode()


def _thorough(tree: dict[str, Any]) -> str:
    text: str = yaml.dump(
        tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"), indent=2
    )
    return text


def _quick(tree: dict[str, Any]) -> str | None:
    """What PyYAML writes, ten times faster; None where a text needs its care."""
    lines: list[str] = []
    return "".join(lines) if tree and _written(tree, "", "", lines) else None


def _written(tree: dict[str, Any] | list[Any], first: str, indent: str, lines: list[str]) -> bool:
    """Append the lines of a map or list; ``first`` stands before the first of them, ``indent`` before the others."""
    named = tree.items() if isinstance(tree, dict) else (("-", value) for value in tree)
    for name, value in named:
        head = f"{first}{name}" + (":" if isinstance(tree, dict) else "")
        first = indent
        if isinstance(value, str) and PLAIN.fullmatch(value):
            lines.append(f"{head} {value}\n")
        elif value is None and isinstance(tree, dict):
            lines.append(f"{head}\n")
        elif not (isinstance(value, (dict, list)) and value):
            return False
        elif isinstance(tree, list):
            if isinstance(value, list) or not _written(value, f"{head} ", f"{indent}  ", lines):
                return False
        else:
            lines.append(f"{head}\n")
            deeper = indent if isinstance(value, list) else f"{indent}  "
            if not _written(value, deeper, deeper, lines):
                return False
    return True


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
