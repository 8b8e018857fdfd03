"""Events that the state machine does not take, and events that lack what their kind needs (states.RULES)."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.states import RULES, history
from rectify_site.model.words import EVENT, STATE
from rectify_site.registry import check


@check("R201", level=Level.ERROR, on="record", title=N_("event that may not follow"))
def allowed_event(record: Record, _office: Office) -> Iterator[Complaint]:
    """Such an event changes nothing: the page would go on showing the state before it."""
    for refused in history(record.events).refused:
        allowed = "、".join(EVENT[kind] for kind, rule in RULES.items() if refused.state in rule.after)
        yield Complaint(
            f"events.{refused.index}.kind",
            N_("“{event}” may not follow while the state is “{state}”"),
            {"event": EVENT[refused.kind], "state": STATE[refused.state], "allowed": allowed},
            N_("add the step that is missing before it; what may follow: {allowed}"),
        )


@check("R202", level=Level.ERROR, on="record", title=N_("event that lacks a field"))
def complete_event(record: Record, _office: Office) -> Iterator[Complaint]:
    """Closing without a document number, a delay without a reason. Nought objections is an answer."""
    for index, event in enumerate(record.events):
        for name in RULES[event.kind].needs:
            if getattr(event, name) in {None, (), ""}:
                field = name.rstrip("_")
                yield Complaint(
                    f"events.{index}.{field}",
                    N_("“{event}” of {day} lacks {field}"),
                    {"event": EVENT[event.kind], "day": event.on, "field": field},
                    N_("add it in the source document or in the draft"),
                )
