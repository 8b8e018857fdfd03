"""Read YAML so that nothing is guessed: every scalar is a string, every node knows its line and column.

The parser's events are walked with a stack of our own: no recursion, no anchors, aliases, tags, duplicate keys or
second documents, and caps on size and depth. PyYAML's own construction reads ``NO`` as False, ``0012`` as 10 and
``1:30`` as 90, keeps the last of two equal keys in silence, and dies on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from rectify_site.errors import N_, SourceError

SIZE_LIMIT = 2_000_000  # bytes a file
DEPTH_LIMIT = 12  # a record needs 5
KEY_HINT = N_("compare with docs/reference/documents.md, or import the source file again")

Position = tuple[int, int]
"""Line and column, both from 1."""


class Tree(NamedTuple):
    """The parsed values, and the position of each by its dotted path (``measures.0.text``)."""

    value: dict[str, Any]
    positions: dict[str, Position]

    def position(self, path: str) -> Position:
        """The position of a field, or of the nearest thing around it that is written down."""
        while path and path not in self.positions:
            path = path.rpartition(".")[0]
        return self.positions.get(path, (1, 1))


class _Frame:
    """A mapping or list that is still open while its events arrive."""

    def __init__(self, value: dict[str, Any] | list[Any], path: str) -> None:
        self.value, self.path, self.key = value, path, ""
        self.expects_key = isinstance(value, dict)

    def child_path(self) -> str:
        name = self.key if isinstance(self.value, dict) else str(len(self.value))
        return f"{self.path}.{name}" if self.path else name

    def put(self, value: Any) -> None:  # noqa: ANN401 - a node of any kind
        if isinstance(self.value, dict):
            self.value[self.key] = value
            self.expects_key = True
        else:
            self.value.append(value)


def load(data: bytes, name: str) -> Tree:
    """Parse one YAML file. ``name`` is for messages only.

    Raises:
        SourceError: D101–D109 with line and column, for anything but one plain mapping of strings.

    """
    if len(data) > SIZE_LIMIT:
        raise SourceError(
            "D101",
            N_("{file} has {size} bytes, more than the {limit} allowed"),
            N_("split it into several documents"),
            file=name,
            size=len(data),
            limit=SIZE_LIMIT,
        )
    try:
        value, positions = _build(_events(_decode(data, name)), name)
    except yaml.YAMLError as error:
        raise _broken(error, name) from error
    if not isinstance(value, dict):
        raise SourceError(
            "D108", N_("{file} is not a document: it has no fields"), KEY_HINT, file=name, line=1
        )
    return Tree(value, positions)


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            "D102",
            N_("{file} is not UTF-8 text (byte {at})"),
            N_("save it again as UTF-8"),
            file=name,
            at=error.start,
        ) from error


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _build(events: Iterator[yaml.Event], name: str) -> tuple[Any, dict[str, Position]]:
    stack: list[_Frame] = []
    positions: dict[str, Position] = {}
    root: Any = None
    documents = 0
    for event in events:
        documents += isinstance(event, yaml.DocumentStartEvent)
        _refuse_strange(event, name, documents=documents, depth=len(stack))
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            value = _node(event, stack, positions, name)
            root = value if root is None else root
    return root, positions


def _node(event: yaml.Event, stack: list[_Frame], positions: dict[str, Position], name: str) -> Any:  # noqa: ANN401
    at = _position(event.start_mark)
    frame = stack[-1] if stack else None
    if frame and isinstance(frame.value, dict) and frame.expects_key:
        _take_key(frame, event, at, name)
        return None
    path = frame.child_path() if frame else ""
    positions[path] = at
    value: Any = _scalar(event) if isinstance(event, yaml.ScalarEvent) else _container(event)
    if frame:
        frame.put(value)
    if not isinstance(event, yaml.ScalarEvent):
        stack.append(_Frame(value, path))
    return value


def _scalar(event: yaml.ScalarEvent) -> str | None:
    """A field with nothing behind its colon is not there; a quoted empty string is an empty string."""
    return None if not event.style and event.value == "" else event.value


def _container(event: yaml.Event) -> dict[str, Any] | list[Any]:
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _take_key(frame: _Frame, event: yaml.Event, at: Position, name: str) -> None:
    key = event.value if isinstance(event, yaml.ScalarEvent) else ""
    if not key:
        raise _at(SourceError("D107", N_("{file}: a field without a name"), KEY_HINT, file=name), at)
    if key in frame.value:
        hint = N_("keep one of the two")
        raise _at(
            SourceError("D103", N_("{file}: the field {field} stands twice"), hint, file=name, field=key), at
        )
    frame.key, frame.expects_key = key, False


def _refuse_strange(event: yaml.Event, name: str, *, documents: int, depth: int) -> None:
    at = _position(event.start_mark)
    plain = N_("write the value out in plain words")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _at(
            SourceError(
                "D104", N_("{file}: anchors and aliases (& and *) are not allowed"), plain, file=name
            ),
            at,
        )
    if getattr(event, "tag", None):
        raise _at(SourceError("D105", N_("{file}: tags (!) are not allowed"), plain, file=name), at)
    if documents > 1:
        hint = N_("put it into a file of its own")
        raise _at(SourceError("D106", N_("{file}: a second document begins"), hint, file=name), at)
    if depth > DEPTH_LIMIT:
        raise _at(SourceError("D109", N_("{file}: nested too deeply"), KEY_HINT, file=name), at)


def _position(mark: Any) -> Position:  # noqa: ANN401 - PyYAML has two classes of marks
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _at(error: SourceError, at: Position) -> SourceError:
    error.values |= {"line": str(at[0]), "column": str(at[1])}
    return error


def _broken(error: yaml.YAMLError, name: str) -> SourceError:
    hint = N_(
        "look at this line and the one above: a half-width colon with a blank behind it, blanks instead of tabs"
    )
    broken = SourceError("D100", N_("{file} cannot be understood here"), hint, file=name)
    return _at(broken, _position(getattr(error, "problem_mark", None)))
