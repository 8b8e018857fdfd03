"""Counts again what the pages count, from the signed contents alone: no noun, table or page of the program is used.

A matter is a plain dictionary as it stands in ``approved.jsonl``. The state machine is written out a second time, from
the vocabulary of the field and not from ``model.states``.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

Doc = dict[str, Any]
OPEN = {"listed", "in_progress", "rework"}
PART = {
    "closed": "done",
    "submitted": "checking",
    "accepted": "checking",
    "on_notice": "checking",
    "in_progress": "working",
    "rework": "working",
    "listed": "waiting",
    "stage_done": "lasting",
}
NEXT = {
    "registered": ({"listed"}, "listed"),
    "started": (OPEN, "in_progress"),
    "stage_done": (OPEN | {"stage_done"}, "stage_done"),
    "submitted": (OPEN | {"stage_done"}, "submitted"),
    "accepted": ({"submitted"}, "accepted"),
    "returned": ({"submitted", "accepted"}, "rework"),
    "notice": ({"accepted"}, "on_notice"),
    "closed": ({"accepted"}, "closed"),
}
"""Where an event may come from and where it leads; those with a condition are in ``after``."""


class Counted(NamedTuple):
    """What counting needs of a matter."""

    id: str
    plan: Doc
    doc: Doc
    state: str
    part: str | None
    due: str | None
    deadline: str | None
    done_in: str | None
    late: bool


def after(state: str, event: Doc) -> str | None:  # noqa: PLR0911 - one answer a kind
    """The state after an event; None where it does not fit and changes nothing."""
    kind = event["kind"]
    if kind in NEXT:
        sources, to = NEXT[kind]
        return to if state in sources else None
    if kind in {"feedback", "answered"}:
        again = event.get("make_up") and (event.get("result") == "adopted" or event.get("satisfied") == "no")
        return "rework" if kind == "answered" and again and state != "moved" else state
    if state == "moved":
        return None
    if kind == "progress":
        return None if state == "closed" else "in_progress" if state == "listed" else state
    if kind in {"objection", "notice_result"}:
        upheld = "rework" if event.get("upheld") else "accepted"
        return None if state != "on_notice" else state if kind == "objection" else upheld
    if kind == "look_back":
        relapsed = event.get("result") == "relapsed"
        return None if state not in {"closed", "accepted", "stage_done"} else "rework" if relapsed else state
    if kind == "rework":
        return None if state == "listed" else "rework"
    if kind == "delay_explained":
        return state if state in OPEN else None
    if state == "closed":
        return None
    return "moved" if kind == "moved" else state


def counted(plan: Doc, doc: Doc, as_of: str, near_days: int, collected_by: Callable[[date], date]) -> Counted:
    """One matter on the cut-off date."""
    formal = "closed" in plan.get("closing", ["submitted", "accepted", "closed"])
    state, day, done_in = "listed", doc.get("deadline", {}).get("date"), None
    events = [event for event in doc.get("events", []) if event["on"] <= as_of]
    for event in events:
        then = after(state, event)
        if then is None:
            continue
        state = then
        day = (_day(event.get("to")) if event["kind"] == "deadline_changed" else event.get("deadline")) or day
        done = state == "closed" or (state == "accepted" and not formal)
        done_in = (done_in or event["on"][:7]) if done else None
    part = "done" if done_in else PART.get(state)
    due = _due(events, day, as_of, near_days, collected_by) if day and state in OPEN else None
    return Counted(doc["id"], plan, doc, state, part, due, day, done_in, due == "late")


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def _due(events: list[Doc], day: str, as_of: str, near: int, collected_by: Callable[[date], date]) -> str:
    if as_of < day:
        left = date.fromisoformat(day) - date.fromisoformat(as_of)
        return "near" if left.days <= near else "not_due"
    told = any(
        event["kind"] in {"delay_explained", "progress", "returned"} and event["on"] > day for event in events
    )
    over = date.fromisoformat(as_of) > collected_by(date.fromisoformat(day))
    return "late" if as_of > day and (over or told) else "reached"


def four_weeks(day: date) -> date:
    """The collection of ``tests.builders.a_rule``."""
    return day + timedelta(days=28)


def public(root: Path) -> dict[str, dict[str, Doc]]:
    """The signed public documents by kind and id, as the last line about each left them."""
    lines = [json.loads(line) for line in (root / "ledger.jsonl").read_text("utf-8").splitlines()]
    kept = [json.loads(line) for line in (root / "approved.jsonl").read_text("utf-8").splitlines()]
    contents = {line["digest"]: line["content"] for line in kept}
    found: dict[str, dict[str, Doc]] = {"plan": {}, "record": {}, "units": {}}
    for line in lines:
        shelf = found.setdefault(line["kind"] or "", {})
        if line["op"] == "approve" and line["scope"] == "public" and line["digest"] in contents:
            shelf[line["id"]] = contents[line["digest"]]
        elif line["op"] in {"withdraw", "purge"}:
            shelf.pop(line["id"], None)
    return found


def recounted(
    documents: dict[str, dict[str, Doc]], as_of: str, near_days: int, collected_by: Callable[[date], date]
) -> list[Counted]:
    """All public matters whose plan is public."""
    plans = documents["plan"]
    return [
        counted(plans[key.rpartition("-")[0]], doc, as_of, near_days, collected_by)
        for key, doc in documents["record"].items()
        if key.rpartition("-")[0] in plans
    ]


def unit_names(documents: dict[str, dict[str, Doc]]) -> dict[str, Doc]:
    """Units by every name they go by."""
    units: Iterable[Doc] = [unit for given in documents["units"].values() for unit in given["units"]]
    return {name: unit for unit in units for name in (unit["name"], *unit.get("aliases", []))}
