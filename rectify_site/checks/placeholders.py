"""What somebody meant to fill in and did not: XX, ××, ○○, □□, 某某."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rectify_site.checks import tokens
from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.registry import check

_HINTS = {
    "leaders": N_("write the post, for example 区委副书记, in the source document"),
    "persons": N_("write the post of the person who answers, in the source document"),
    "lead_units": N_("write the full name of the unit as the list of units has it, in the source document"),
    "responsible_units": N_(
        "write the full name of the unit as the list of units has it, in the source document"
    ),
    "cooperating_units": N_(
        "write the full name of the unit as the list of units has it, in the source document"
    ),
    "deadline": N_("write the day, or words such as 立行立改, in the source document"),
    "figures": N_("write the figure, or leave the sentence out"),
}
_HINT = N_(
    "write the name, post, figure or date it stands for in the source document, or leave the words out"
)

_LONGEST_OPEN = 8  # characters of 待定 and its like

_SOMEONE = re.compile(
    rf"(?<![{tokens.SURNAMES}某])某某+(?=[省市县区镇乡村街社局委办部院厅处科队所站厂校同公企单项工])"
)


@check("T101", level=Level.ERROR, on="text", cue=tokens.CUE, title=N_("placeholder left in the text"))
def placeholder(passage: Passage) -> Iterator[Hit]:
    """Each token by itself, because each asks the clerk for another word. Masked numbers (138XXXX8000) stay.

    The window of a phase stands in the words of its chapter, too: it is counted and mended there.
    """
    parts = passage.field.split(".")
    if parts[0] == "phases" and parts[-1] == "text":
        return
    hint = next((_HINTS[part] for part in parts if part in _HINTS), _HINT)
    for match in tokens.tokens(passage.text, passage.shadow):
        token = passage.written(*match.span())
        yield Hit(
            *match.span(), Complaint(passage.field, N_("placeholder {token} is left"), {"token": token}, hint)
        )


@check("T102", level=Level.WARNING, on="text", cue=re.compile("某某"), title=N_("某某 in place of a name"))
def somebody(passage: Passage) -> Iterator[Hit]:
    """A unit called 某某. Behind a surname (李某某) it keeps a person unnamed on purpose."""
    for match in _SOMEONE.finditer(passage.shadow.text):
        yield Hit(
            *match.span(),
            Complaint(
                passage.field, N_("{token} stands where a name should be"), {"token": match.group()}, _HINT
            ),
        )


@check("T104", level=Level.ERROR, on="fields", title=N_("value still open"))
def open_value(fields: Sequence[tuple[str, str]]) -> Iterator[Complaint]:
    """待定, 暂缺 or a stroke where a name or a text should be. Deadlines are asked by T103."""
    for path, text in fields:
        if len(text) > _LONGEST_OPEN or "deadline" in path:
            continue
        if not tokens.is_blank(text) or not text.strip() or tokens.has_token(text):
            continue
        hint = next((_HINTS[part] for part in path.split(".") if part in _HINTS), _HINT)
        yield Complaint(
            path, N_("“{text}” still stands where a name or a text should be"), {"text": text}, hint
        )


@check("T103", level=Level.ERROR, on="record", title=N_("deadline still open"))
def open_deadline(record: Record, _office: Office) -> Iterator[Complaint]:
    """XX月XX日: a deadline that nobody can meet or miss. Milestones count as well."""
    deadlines: list[tuple[str, Deadline]] = [("deadline", record.deadline)]
    deadlines += [(f"milestones.{n}.deadline", stage.deadline) for n, stage in enumerate(record.milestones)]
    for path, deadline in deadlines:
        if deadline.kind is DeadlineKind.PLACEHOLDER:
            yield Complaint(
                f"{path}.kind",
                N_("the deadline {text} is not filled in"),
                {"text": deadline.text or ""},
                _HINTS["deadline"],
            )
