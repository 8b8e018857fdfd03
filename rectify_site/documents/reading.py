"""From a parsed file to a document, or to findings that name the field, the line and what to do."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rectify_site.documents.loading import Tree, load
from rectify_site.errors import N_, SourceError
from rectify_site.model.findings import Finding, Level, Place
from rectify_site.model.office import KINDS, Document
from rectify_site.model.titles import TITLES


class Loaded(NamedTuple):
    """One file: the document or the findings that prevent it, and where its fields stand."""

    name: str
    document: Document | None
    tree: Tree | None
    findings: tuple[Finding, ...] = ()

    def place(self, field: str) -> Place:
        """Where a field is written: in the source document if that is known, and in this file."""
        source = getattr(self.document, "source", None)
        line, column = self.tree.position(field) if self.tree else (1, 1)
        return Place(
            file=self.name,
            line=line,
            column=column,
            source_file=source.file if source else None,
            source_paragraph=source.paragraph if source else None,
            source_place=source.place if source else None,
        )


def read(kind: str, name: str, data: bytes) -> Loaded:
    """Read one document file. Faults in it become findings (D1xx, D2xx), so that all are shown together."""
    try:
        tree = load(data, name)
    except SourceError as error:
        return Loaded(name, None, None, (_syntax(error, name),))
    return build(kind, name, tree)


def build(kind: str, name: str, tree: Tree) -> Loaded:
    """Hold a parsed tree against the model of its kind."""
    model: type[Document] = KINDS[kind]
    try:
        return Loaded(name, model.model_validate(tree.value), tree)
    except ValidationError as error:
        document = str(tree.value.get("id", name))
        found = [_schema(fault, model, document, Loaded(name, None, tree)) for fault in _meant(error)]
        return Loaded(name, None, tree, tuple(found))


def _meant(error: ValidationError) -> list[ErrorDetails]:
    """The faults without those of the arm of a union that nobody meant: a text is no mapping, nor the reverse."""
    faults = error.errors()
    crowded = Counter(_path(fault) for fault in faults)
    return [fault for fault in faults if crowded[_path(fault)] == 1 or fault["type"] not in OTHER_ARM]


def _path(fault: ErrorDetails) -> str:
    return ".".join(str(part) for part in fault["loc"] if not _is_union_arm(part))


def _syntax(error: SourceError, name: str) -> Finding:
    place = Place(file=name, line=int(error.values.get("line", 1)), column=int(error.values.get("column", 1)))
    return Finding(
        code=error.code,
        level=Level.ERROR,
        document=name,
        field="",
        message=error.message,
        values=error.values,
        hint=error.hint,
        place=place,
    )


SCHEMA_FAULTS = {
    "extra_forbidden": (
        "D201",
        N_("the field {field} is not known"),
        N_("did you mean {near}? otherwise remove it"),
    ),
    "missing": (
        "D202",
        N_("the field {field} is missing"),
        N_("add it; an example stands in docs/reference/documents.md"),
    ),
    "enum": ("D203", N_("{field} cannot be {value}"), N_("write one of: {expected}")),
    "string_pattern_mismatch": (
        "D204",
        N_("{field}: {value} is not a name for a file or an address"),
        N_("use lower-case letters, digits and single hyphens"),
    ),
}
OTHER_ARM = frozenset({"model_type", "string_type"})
OTHER_FAULT = (
    "D209",
    N_("{field}: {problem} (here: {value})"),
    N_("compare with docs/reference/documents.md"),
)


PROBLEMS = {
    "int_parsing": N_("it has to be a whole number"),
    "bool_parsing": N_("write true or false"),
    "string_type": N_("it has to be a text"),
    "string_too_short": N_("it is empty"),
    "string_too_long": N_("it is too long"),
    "tuple_type": N_("it has to be a list: one entry a line, each behind a hyphen"),
    "model_type": N_("it has to be a set of fields"),
    "too_long": N_("it has too many entries"),
    "greater_than_equal": N_("the number is too small"),
    "less_than_equal": N_("the number is too large"),
}
"""What pydantic finds, by its type, in words that the catalogue has."""

OWN_PROBLEMS = (
    N_("a date is written YYYY-MM-DD"),
    N_("this day does not exist"),
    N_("this name belongs to a device on Windows"),
    N_("this name belongs to the page of a list"),
    N_("it holds an invisible or a control character, which cannot be published"),
    N_("one paragraph is one line: write a second paragraph as its own entry"),
    N_("a record needs a problem, a title or a task"),
    N_("a deadline with a day needs its date"),
    N_("a notice ends before it begins"),
)
"""What the models themselves say; named here because the nouns know nothing of languages."""


def _schema(fault: ErrorDetails, model: type[BaseModel], document: str, loaded: Loaded) -> Finding:
    field = _path(fault)
    code, message, hint = SCHEMA_FAULTS.get(fault["type"], OTHER_FAULT)
    context = fault.get("ctx", {})
    values = {
        "field": field,
        "value": _shown(fault["input"]),
        "problem": PROBLEMS.get(fault["type"], fault["msg"].removeprefix("Value error, ")),
        "expected": str(context.get("expected", "")),
        "near": _near(field.rpartition(".")[2], model),
    }
    return Finding(
        code=code,
        level=Level.ERROR,
        document=document,
        field=field,
        message=message,
        values=values,
        hint=_hint_for_unknown(field, values["near"]) if code == "D201" else hint,
        place=loaded.place(field),
    )


def _hint_for_unknown(field: str, near: str) -> str:
    if "：" in field or ":" in field:
        return N_("write a half-width colon and a blank behind it")
    return N_("did you mean {near}? otherwise remove it") if near else N_("remove it")


def _is_union_arm(part: object) -> bool:
    """Whether pydantic put the name of a union's arm (``constrained-str``, ``Wording``) into the path."""
    return isinstance(part, str) and (
        part.startswith(("constrained-", "function-", "str")) or part == "Wording"
    )


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else str(KINDS_OF_VALUE.get(type(value), "…"))
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - a glimpse, not the text


KINDS_OF_VALUE = {type(None): "（空）", list: "[…]", dict: "{…}"}


def _near(name: str, model: type[BaseModel]) -> str:
    names = {name for part in _models(model) for name in part.model_fields}
    said = next((key for key, title in TITLES.items() if title == name and key in names), "")
    if said:
        return said
    return next(iter(difflib.get_close_matches(name, sorted(names), 1)), "")


def _models(model: type[BaseModel]) -> set[type[BaseModel]]:
    found, waiting = set(), [model]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found.add(part)
        for field in part.model_fields.values():
            waiting += [
                arm for arm in _arms(field.annotation) if isinstance(arm, type) and issubclass(arm, BaseModel)
            ]
    return found


def _arms(annotation: object) -> list[object]:
    arms = list(get_args(annotation))
    return [annotation, *(deep for arm in arms for deep in _arms(arm))]
