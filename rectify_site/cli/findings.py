"""How findings are told. A file of its own with few imports, so that a build with nothing to do is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rectify_site.cli.printing import Printer
from rectify_site.cli.words import _, said
from rectify_site.errors import N_
from rectify_site.model.findings import Finding, Level

ORDER = (Level.ERROR, Level.JUDGE, Level.WARNING)
UNDECIDED = "R401"
MANY = 5  # findings that say the same are told once
SHOWN = 20  # ids of the others


def say_findings(printer: Printer, found: Sequence[Finding]) -> None:
    """One finding a block: where, what, the next step. Errors come first; what is said of many is said once."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(found, key=lambda item: (bool(item.waived), ORDER.index(item.level))):
        alike.setdefault(_said_of(finding), []).append(finding)
    for first, *rest in alike.values():
        printer.always(finding_lines(first))
        if rest and (len(rest) >= MANY or first.code == UNDECIDED):
            printer.always([_of_the_rest(rest)])
        else:
            for finding in rest:
                printer.always(finding_lines(finding))


def _said_of(finding: Finding) -> tuple[str, ...]:
    """What a finding says, without the place it says it of."""
    if finding.code == UNDECIDED:
        return (UNDECIDED,)
    values = [f"{name}={value}" for name, value in sorted(finding.values.items())]
    return (finding.code, finding.message, finding.words, finding.waived or "", *values)


def _of_the_rest(rest: Sequence[Finding]) -> str:
    ids = [finding.document for finding in rest]
    shown = {"code": rest[0].code, "ids": "、".join(ids[:SHOWN]), "count": len(ids)}
    many = N_("{code} the same for {count} more: {ids} …")
    return said(many if len(ids) > SHOWN else N_("{code} the same for: {ids}"), shown)


def finding_lines(finding: Finding) -> Iterator[str]:
    """A finding in two or three lines: the place as the clerk knows it comes first."""
    level = {Level.ERROR: _("error"), Level.JUDGE: _("to be judged"), Level.WARNING: _("warning")}[
        finding.level
    ]
    values = {**finding.values, "field": finding.values.get("field", finding.field)}
    yield f"{finding.code} {level} {_place(finding)}"
    yield f"    {said(finding.message, values)}{_words(finding)}"
    if finding.waived:
        yield "    " + said(N_("waived: {reason}"), {"reason": finding.waived})
    elif finding.hint:
        yield f"    → {said(finding.hint, values)}"


def _words(finding: Finding) -> str:
    return f"　“{finding.words}”" if finding.words else ""


def _place(finding: Finding) -> str:
    place = finding.place
    parts = []
    if place.source_paragraph is not None:
        parts.append(
            said(
                "{file} paragraph {paragraph}",
                {"file": place.source_file, "paragraph": place.source_paragraph},
            )
        )
    elif place.source_place:
        parts.append(f"{place.source_file} {place.source_place}")
    at = ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)
    return "　".join([*parts, at, finding.document])
