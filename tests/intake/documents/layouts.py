"""Where the fields of a matter stand: a line each, one line, brackets, behind the problem, in one paragraph."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.intake.documents.truth import Line


class Written(NamedTuple):
    """The words of a matter before they are laid out. ``extra`` is a line with a field nobody is asked for here."""

    marker: str
    problem: str
    measures: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    colon: str
    problem_label: str
    measures_label: str
    extra: str = ""

    @property
    def head(self) -> Line:
        return Line(self.problem + "。", self.marker)

    @property
    def told(self) -> list[Line]:
        """The measures behind their label."""
        first, *others = self.measures
        return [Line(f"{self.measures_label}{self.colon}{first}"), *map(Line, others)]

    @property
    def fields(self) -> list[str]:
        return [f"{name}{self.colon}{value}" for name, value in self.pairs]

    @property
    def more(self) -> list[Line]:
        return [Line(self.extra)] if self.extra else []


def heading(problem: str) -> str:
    """A short heading over a problem that is told below it."""
    return f"关于{problem[:8]}的问题".replace("。", "").replace("“", "").replace("《", "")


def _joint(rng: Random, written: Written) -> str:
    """， parts fields only where no value has one itself."""
    return rng.choice("；；，") if not any(set("，,；") & set(value) for _, value in written.pairs) else "；"


def _lines(_: Random, written: Written) -> list[Line]:
    return [written.head, *written.told, *map(Line, written.fields), *written.more]


def _stopped(_: Random, written: Written) -> list[Line]:
    """Each field a sentence."""
    return [written.head, *written.told, *(Line(f"{field}。") for field in written.fields), *written.more]


def _spaced(_: Random, written: Written) -> list[Line]:
    """Labels set apart to one width."""
    names = ["\u3000".join(name) if len(name) < 4 else " ".join(name) for name, _ in written.pairs]
    fields = [f"{name}：{value}" for name, (_, value) in zip(names, written.pairs, strict=True)]
    return [written.head, *written.told, *map(Line, fields)]


def _first(_: Random, written: Written) -> list[Line]:
    """Fields above the measures."""
    return [written.head, *written.more, *map(Line, written.fields), *written.told]


def _labelled(_: Random, written: Written) -> list[Line]:
    text = f"{written.problem_label}{written.colon}{written.problem}。"
    below = [*written.told, *map(Line, written.fields), *written.more]
    if written.marker.startswith("序号"):
        return [Line(written.marker.strip()), Line(text), *below]
    return [Line(text, written.marker), *below]


def _headed(_: Random, written: Written) -> list[Line]:
    """A heading of its own, then the problem under its label."""
    told = Line(f"{written.problem_label}{written.colon}{written.problem}。")
    return [Line(heading(written.problem), written.marker), told, *written.told, *map(Line, written.fields)]


def _line(rng: Random, written: Written) -> list[Line]:
    joint = rng.choice((_joint(rng, written), _joint(rng, written), "。", "\u3000\u3000", "   "))
    fields = [Line(joint.join(written.fields) + "。")] if written.pairs else []
    return [written.head, *written.told, *fields]


def _tail(rng: Random, written: Written) -> list[Line]:
    """Fields behind the last measure, in its paragraph."""
    *told, last = written.told
    return [written.head, *told, last._replace(text=last.text + _joint(rng, written).join(written.fields))]


def _inside(rng: Random, written: Written) -> str:
    if not written.pairs:
        return ""
    if rng.random() < 0.1:
        return "".join(f"（{field}）" for field in written.fields)
    opened, closed = rng.choice(("（）", "（）", "（）", "()", "【】"))
    return opened + _joint(rng, written).join(written.fields) + closed


def _brackets(rng: Random, written: Written) -> list[Line]:
    """A task with its text and its fields in brackets, all in one paragraph."""
    text = written.problem + "。" + "".join(written.measures)
    stopped = rng.random() < 0.2 and text.endswith("。")
    inside = _inside(rng, written)
    return [
        Line(text.removesuffix("。") + inside + "。" if stopped and inside else text + inside, written.marker)
    ]


def _split(rng: Random, written: Written) -> list[Line]:
    """The same, the text in a paragraph below its heading."""
    return [Line(written.problem, written.marker), Line("".join(written.measures) + _inside(rng, written))]


def _behind(rng: Random, written: Written) -> list[Line]:
    """Brackets on a line of their own behind the measures."""
    fields = [Line(_inside(rng, written))] if written.pairs else []
    return [written.head, *written.told, *fields]


def _front(rng: Random, written: Written) -> list[Line]:
    """Brackets right behind the problem."""
    inside = "（" + _joint(rng, written).join(written.fields) + "）" if written.pairs else ""
    return [Line(written.problem + (inside or "。"), written.marker), *written.told]


def _square(_: Random, written: Written) -> list[Line]:
    first, *others = written.measures
    told = [Line(f"【{written.measures_label}】{first}"), *map(Line, others)]
    return [written.head, *told, *(Line(f"【{name}】{value}") for name, value in written.pairs)]


def _whole(rng: Random, written: Written) -> list[Line]:
    """Everything in one paragraph, where the measures are one paragraph."""
    if len(written.measures) > 1:
        return _line(rng, written)
    fields = _joint(rng, written).join(written.fields)
    text = f"{written.problem}。{written.measures_label}{written.colon}{written.measures[0]}{fields}"
    return [Line(text if text.endswith("。") else text + "。", written.marker)]


def _numbered(_: Random, written: Written) -> list[Line]:
    """Labels that are numbered themselves, where the measures are not."""
    if len(written.measures) > 1:
        return _lines(_, written)
    fields = [f"{written.measures_label}{written.colon}{written.measures[0]}", *written.fields]
    return [written.head, *(Line(f"（{at}）{field}") for at, field in enumerate(fields, 1))]


def _values_below(_: Random, written: Written) -> list[Line]:
    """A label, and its value on the next line."""
    fields = [line for name, value in written.pairs for line in (Line(f"{name}："), Line(value))]
    told = [line for line in written.measures if line]
    return [written.head, Line(f"{written.measures_label}："), *map(Line, told), *fields]


LAYOUTS: dict[str, Callable[[Random, Written], list[Line]]] = {
    "lines": _lines,
    "stopped": _stopped,
    "spaced": _spaced,
    "first": _first,
    "labelled": _labelled,
    "headed": _headed,
    "line": _line,
    "tail": _tail,
    "brackets": _brackets,
    "brackets below": _split,
    "behind": _behind,
    "front": _front,
    "square": _square,
    "whole": _whole,
    "numbered": _numbered,
    "values below": _values_below,
}
TASKS = {"brackets", "brackets below"}
HEADED = {"headed"}
