"""Builders of nouns for tests: each takes what the test is about and hides the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition, Publication
from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Direction, Measure, Plan, PlanKind, Record, Scope
from rectify_site.model.units import Unit
from rectify_site.settings import Contact, Footer, Settings

PLAN = "2022-minzhu"
FIRST_AS_OF, AS_OF = date(2022, 6, 30), date(2022, 12, 31)
SIGNED = "2023-01-18T09:30:00+08:00"
FIRST = "2022-03-12T10:00:00+08:00"

CLOSING_STORY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("2022-03-12", "registered", {"document": "青整办〔2022〕1号"}),
    ("2022-03-20", "started", {"text": "成立专班，明确分工"}),
    ("2022-11-01", "submitted", {"evidence": ({"title": "完成情况报告"},)}),
    ("2022-11-15", "accepted", {"by": "区委督查室"}),
    ("2022-11-20", "notice", {"from": "2022-11-21", "to": "2022-11-27"}),
    ("2022-11-28", "notice_result", {"objections": 0, "upheld": 0}),
    ("2022-12-02", "closed", {"by": "区委督查室", "document": "青整办〔2022〕17号"}),
)
"""A matter from its listing to its end; a shorter story leaves it in an earlier state."""


def an_event(kind: str, on: str = "2022-06-30", **fields: object) -> Event:
    """An event; ``from_`` may be written for ``from``."""
    return Event.model_validate({"on": on, "kind": kind, **fields})


def a_story(until: str, *more: Event) -> tuple[Event, ...]:
    """The usual events up to and with the first of a kind, and what comes after them."""
    kinds = [kind for _, kind, _ in CLOSING_STORY]
    kept = CLOSING_STORY[: kinds.index(until) + 1]
    return (*(an_event(kind, on, **fields) for on, kind, fields in kept), *more)


def a_record(ordinal: int = 1, *, plan: str = PLAN, due: str | None = None, **fields: object) -> Record:
    """A matter that is listed and has no news. ``due`` is a day by which it is to be done."""
    deadline = (
        Deadline(kind=DeadlineKind.BY_DATE, date=date.fromisoformat(due), text="年底前完成")
        if due
        else Deadline(kind=DeadlineKind.ONGOING, text="长期坚持")
    )
    given: dict[str, Any] = {
        "id": f"{plan}-{ordinal:02}",
        "number": str(ordinal),
        "direction": ("一",),
        "problem": f"第{ordinal}个问题还没有解决",
        "measures": (Measure(text="逐项梳理，限期办理"),),
        "leaders": ("分管副区长",),
        "lead_units": ("区住建局",),
        "deadline": deadline,
        "scope": Scope.PUBLIC,
    }
    return Record.model_validate({**given, **fields})


def a_plan(**fields: object) -> Plan:
    """A plan with two directions that closes matters formally."""
    given: dict[str, Any] = {
        "id": PLAN,
        "kind": PlanKind.DEMOCRATIC_LIFE,
        "title": "青石区2022年度民主生活会整改方案",
        "year": 2022,
        "directions": (
            Direction(number="一", title="服务群众方面"),
            Direction(number="二", title="担当作为方面"),
        ),
        "scope": Scope.PUBLIC,
    }
    return Plan.model_validate({**given, **fields})


def a_unit(key: str, name: str, **fields: object) -> Unit:
    """A unit of the office's list."""
    return Unit.model_validate({"id": key, "name": name, **fields})


def an_edition(records: Iterable[Record] = (), **fields: object) -> Edition:
    """Signed documents, published twice: when they were first signed, and at the year's end."""
    records = tuple(records)
    plans = fields.pop("plans", (a_plan(),))
    keys = [*(("plan", plan.id) for plan in plans), *(("record", record.id) for record in records)]
    acts = [
        Publication(
            kind=kind,
            id=key,
            op="approve",
            change=change,
            at=at,
            as_of=as_of,
            document=f"青整办〔{at[:4]}〕1号",
        )
        for at, as_of, change in ((FIRST, FIRST_AS_OF, "new"), (SIGNED, AS_OF, "progress"))
        for kind, key in keys
    ]
    given: dict[str, Any] = {
        "as_of": AS_OF,
        "head": "0" * 64,
        "size": len(acts),
        "plans": plans,
        "records": records,
        "units": (a_unit("qu-zhujianju", "区住建局"), a_unit("qu-jiaoyuju", "区教育局")),
        "publications": tuple(acts),
    }
    return Edition(**{**given, **fields})


def a_rule(**fields: object) -> DueRule:
    """Deadlines count as collected four weeks later."""
    given: dict[str, Any] = {
        "near_days": 30,
        "stale_days": 90,
        "collected_by": lambda day: day + timedelta(days=28),
    }
    return DueRule(**{**given, **fields})


def some_settings(**fields: object) -> Settings:
    """The settings of a made-up district."""
    given: dict[str, Any] = {
        "site_name": "青石区整改落实公开",
        "site_url": "https://zg.example.gov.cn/zhenggai/",
        "office": "中共青石区委办公室",
        "origin": "qingshi",
        "contact": Contact(
            unit="区委办公室督查科",
            telephone="0000-6612345",
            hours="工作日 9:00–17:00",
            mailbox="青石区人民路1号，邮编000000",
            message_board="https://liuyan.example.gov.cn/",
        ),
        "footer": Footer(
            organiser="中共青石区委办公室",
            undertaker="青石区大数据中心",
            site_id_code="0000000000",
            icp="X ICP备00000000号",
            police="X公网安备 00000000000000号",
        ),
        "update_cycle": "每半年更新一次",
        "next_update": "2023年7月",
    }
    return Settings(**{**given, **fields})


def kinds_of(events: Iterable[Event]) -> list[EventKind]:
    """The kinds of events in their order."""
    return [event.kind for event in events]
