"""Offices of any size, made up and signed: what the speed goals are measured on.

``python -m benchmarks.offices 10000 DIR`` writes mkdocs.yml and content/ with a ledger in which every record is
signed. The same number gives the same bytes. There are no drafts: a build reads none.
"""

import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.documents import canonical
from rectify_site.ledger import chain
from rectify_site.ledger.entries import Change, Content, Entry, Op
from rectify_site.model.office import KINDS, Document

A_PLAN = 500
"""Records of one plan; a larger office has more plans, not larger ones."""

FIRST, LAST = date(2025, 12, 31), date(2026, 6, 30)
AT = {FIRST: "2026-01-16T09:30:00+08:00", LAST: "2026-07-15T15:00:00+08:00"}
PLACES = (
    "老街",
    "北坡",
    "车站",
    "中学",
    "菜场",
    "河堤",
    "园区",
    "渡口",
    "书院",
    "码头",
    "果园",
    "水库",
    "桥头",
    "山口",
)
THINGS = (
    "排水管网",
    "路灯",
    "公交站",
    "充电桩",
    "养老食堂",
    "垃圾转运站",
    "停车位",
    "学位",
    "窗口服务",
    "审批材料",
    "河道保洁",
)
FAULTS = (
    "长期没有解决",
    "群众反映较多",
    "进展慢于计划",
    "标准不统一",
    "责任不清",
    "夜间无人值守",
    "信息更新不及时",
)
STEPS = (
    "摸清底数，逐条建账",
    "与相关单位会商，明确分工",
    "安排资金，限期完工",
    "公开进度，接受监督",
    "完工后回访群众",
)
UNITS = 40
DIRECTIONS = tuple("一二三四五")
CLOSING = ("registered", "started", "progress", "submitted", "accepted", "closed")


class Signed(NamedTuple):
    """A ledger and what it signed, as lines."""

    ledger: list[bytes]
    approved: list[bytes]
    head: str


def unit(number: int) -> str:
    """The name of a unit."""
    return f"{PLACES[number % len(PLACES)]}{'街道' if number % 2 else '局'}{number // len(PLACES) + 1}"


def units() -> dict[str, Any]:
    """The list of units."""
    listed = [
        {"id": f"danwei-{number:02}", "name": unit(number), "kind": "street" if number % 2 else "department"}
        for number in range(UNITS)
    ]
    listed.append({"id": "duchashi", "name": "督查室", "kind": "department"})
    return {"id": "units", "scope": "public", "units": listed}


def plan(number: int) -> dict[str, Any]:
    """A plan with five directions."""
    return {
        "id": f"2025-jihua-{number:03}",
        "kind": "supervision",
        "title": f"第{number}批整改方案",
        "year": 2025,
        "adopted_on": "2025-03-10",
        "directions": [{"number": mark, "title": f"{THINGS[at]}方面"} for at, mark in enumerate(DIRECTIONS)],
        "scope": "public",
    }


def record(number: int) -> dict[str, Any]:
    """A matter with measures, units, a deadline and a story; about a thousand characters."""
    batch, place, thing = (
        (number - 1) // A_PLAN + 1,
        PLACES[number % len(PLACES)],
        THINGS[number % len(THINGS)],
    )
    name = f"{place}{number % 97}号片区{thing}"
    due = FIRST + timedelta(days=number % 500)
    return {
        "id": f"2025-jihua-{batch:03}-{(number - 1) % A_PLAN + 1:03}",
        "number": str((number - 1) % A_PLAN + 1),
        "direction": [DIRECTIONS[number % len(DIRECTIONS)]],
        "problem": f"{name}{FAULTS[number % len(FAULTS)]}，涉及{number}户，编号{number:06}",
        "target": f"{name}达到规定标准，每月抽查一次",
        "measures": [
            {"text": f"{step}；{name}第{at}处先行，{number + at}户受益。"} for at, step in enumerate(STEPS)
        ],
        "leaders": ["分管副区长"],
        "lead_units": [unit(number % UNITS)],
        "responsible_units": [unit((number * 7 + 1) % UNITS), unit((number * 3 + 2) % UNITS)],
        "verifying_unit": "督查室",
        "deadline": {
            "text": f"{due.year}年{due.month}月{due.day}日前",
            "kind": "by_date",
            "date": due.isoformat(),
        },
        "scope": "public",
        "events": [*events(number, name)],
    }


def events(number: int, name: str) -> Iterator[dict[str, Any]]:
    """The story of a matter as far as it has come; a part of it is on the way, a part late, a part done."""
    day = date(2025, 3, 20) + timedelta(days=number % 60)
    for at, kind in enumerate(CLOSING[: 3 + number % 4]):
        on = (day + timedelta(days=45 * at)).isoformat()
        told: dict[str, dict[str, Any]] = {
            "registered": {"document": f"湖整办〔2025〕{number % 40 + 1}号"},
            "started": {"text": f"{name}成立专班，明确{number % 9 + 2}名专人。"},
            "progress": {
                "pace": "on_track",
                "text": f"{name}完成{number % 80 + 10}处，走访群众{number % 300 + 5}人次。",
                "figures": [{"label": "完成", "value": str(number % 80 + 10), "unit": "处"}],
            },
            "submitted": {"evidence": [{"title": f"{name}完成情况报告", "public": True}]},
            "accepted": {"by": "督查室"},
            "closed": {"by": "督查室", "document": f"湖整销〔2025〕{number % 90 + 1}号"},
        }
        yield {"on": on, "kind": kind, **told[kind]}


def signed(documents: Iterable[tuple[str, dict[str, Any]]]) -> Signed:
    """A ledger in which each of these is approved once."""
    ledger, approved = [], []
    previous: Entry | None = None
    for number, (kind, tree) in enumerate(documents, start=1):
        document: Document = KINDS[kind].model_validate(tree)
        salt, content = f"{number:032x}", canonical.content(document)
        digest = chain.digest(salt, content)
        previous = chain.seal(previous, _approval(kind, tree["id"], digest))
        ledger.append(chain.line(previous))
        approved.append(chain.content_line(Content(digest=digest, salt=salt, content=content)))
    return Signed(ledger, approved, chain.head([previous] if previous else []))


def _approval(kind: str, name: str, digest: str) -> dict[str, Any]:
    return {
        "op": Op.APPROVE,
        "kind": kind,
        "id": name,
        "change": Change.NEW,
        "scope": "public",
        "digest": digest,
        "as_of": LAST,
        "document": "湖整公〔2026〕2号",
        "at": AT[LAST],
    }


def documents(size: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """All that an office of this many records signs, in order."""
    yield "units", units()
    for number in range(1, (size - 1) // A_PLAN + 2):
        yield "plan", plan(number)
    for number in range(1, size + 1):
        yield "record", record(number)


def write(size: int, root: Path, beside: Iterable[tuple[str, dict[str, Any]]] = ()) -> None:
    """Write the office into a new folder, with what else it has signed."""
    made = signed(itertools.chain(documents(size), beside))
    content = root / "content"
    content.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        (Path(__file__).parents[1] / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (content / "ledger.jsonl").write_bytes(b"".join(made.ledger))
    (content / "approved.jsonl").write_bytes(b"".join(made.approved))
    _remember(content, len(made.ledger), made.head)


def lines(root: Path) -> list[dict[str, Any]]:
    """The lines of the ledger."""
    return [json.loads(row) for row in (root / "content" / "ledger.jsonl").read_text("utf-8").splitlines()]


def _remember(content: Path, size: int, head: str) -> None:
    (content / "checkpoint.txt").write_bytes(f"chenghu-qu\n{size}\n{head}\n".encode())


def sign_one_more(root: Path) -> None:
    """Sign one matter again, with a step more than before."""
    content = root / "content"
    entries = chain.read((content / "ledger.jsonl").read_bytes())
    tree = record(4 * (len(entries) % 20 + 1))  # one that is on the way
    on = (LAST - timedelta(days=1)).isoformat()
    tree["events"].append(
        {"on": on, "kind": "progress", "pace": "on_track", "text": f"第{len(entries)}次登记。"}
    )
    document = KINDS["record"].model_validate(tree)
    salt, body = f"{len(entries) + 1:032x}", canonical.content(document)
    digest = chain.digest(salt, body)
    fields = {**_approval("record", tree["id"], digest), "change": Change.PROGRESS}
    entry = chain.seal(entries[-1], fields)
    with (content / "approved.jsonl").open("ab") as approved, (content / "ledger.jsonl").open("ab") as ledger:
        approved.write(chain.content_line(Content(digest=digest, salt=salt, content=body)))
        ledger.write(chain.line(entry))
    _remember(content, len(entries) + 1, chain.head([entry]))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps({"records": int(sys.argv[1]), "root": sys.argv[2]}))
