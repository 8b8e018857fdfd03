"""Two texts: where an office works with one wording and publishes another, only the other leaves, in whatever field."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from rectify_site.documents import writing
from rectify_site.ledger.entries import Signature
from rectify_site.model.events import Event
from rectify_site.model.fields import Noun, Wording
from rectify_site.model.office import KINDS, Document
from rectify_site.model.records import Direction, Measure, Section
from rectify_site.model.reports import Aspect, Notice, Report
from rectify_site.store.projects import project, tree
from rectify_site.workflow import building, reviewing, signing
from rectify_site.workflow.opening import file_of
from rectify_site.workflow.signatures import Form
from tests.builders import a_plan, a_record, an_event

INNER = "内部原话"
ROOT = Path(__file__).parents[2]
USED: set[tuple[str, str]] = set()


def two(numbers: Iterator[int]) -> dict[str, str]:
    """A text with a public wording beside it; each one is another."""
    number = next(numbers)
    return {"text": f"{INNER}第{number}句", "public": f"公开写法第{number}句"}


def documents() -> tuple[Document, ...]:
    """One document of each kind that knows two texts, with two texts wherever it knows them."""
    numbers = count(1)
    both = lambda: two(numbers)  # noqa: E731 - a word for what is written twenty times below
    plan = a_plan(
        title=both(),
        directions=({"number": "一", "title": both()},),
        preamble=(both(),),
        sections=({"title": "工作要求", "paragraphs": (both(),)},),
        adopted_on="2022-01-20",
    )
    told = (
        an_event("progress", "2022-06-30", text=both(), pace="behind"),
        an_event(
            "delay_explained",
            "2022-07-10",
            by="区住建局",
            expected="2022-12-31",
            text=both(),
            reason=both(),
            next_step=both(),
        ),
    )
    record = a_record(
        problem=both(), title=both(), task=both(), target=both(), measures=({"text": both()},), events=told
    )
    report = Report.model_validate(
        {
            "id": "2022-minzhu-r1",
            "plan": plan.id,
            "title": both(),
            "issued_on": "2022-07-01",
            "preamble": (both(),),
            "aspects": ({"title": both(), "paragraphs": (both(),)},),
            "remaining": (both(),),
            "next_steps": (both(),),
            "conclusion": (both(),),
            "scope": "public",
        }
    )
    notice = Notice.model_validate(
        {
            "id": "2022-minzhu-n1",
            "plan": plan.id,
            "title": both(),
            "records": (record.id,),
            "from": "2022-07-01",
            "to": "2022-07-07",
            "days": 7,
            "day_kind": "calendar",
            "contact": "0000-6612345",
            "how_to_object": "打电话",
            "text": (both(),),
            "scope": "public",
        }
    )
    return plan, record, report, notice


def worded(kind: type[Noun]) -> Iterator[tuple[str, str]]:
    """The fields of a noun that may hold two texts."""
    for name, field in kind.model_fields.items():
        if "Wording" in str(field.annotation):
            yield kind.__name__, name


def held(value: object) -> Iterator[tuple[str, str]]:
    """The fields in which two texts stand, in a document and in all it is made of."""
    if isinstance(value, Noun):
        for name in type(value).model_fields:
            inside = getattr(value, name)
            if isinstance(inside, Wording) or (
                isinstance(inside, tuple) and any(isinstance(one, Wording) for one in inside)
            ):
                yield type(value).__name__, name
            yield from held(inside)
    elif isinstance(value, tuple):
        for one in value:
            yield from held(one)


def test_no_field_that_knows_two_texts_is_forgotten_here() -> None:
    known = {
        pair
        for kind in (*KINDS.values(), Direction, Measure, Section, Event, Aspect)
        for pair in worded(kind)
    }
    assert {pair for document in documents() for pair in held(document)} == known


@pytest.mark.slow
def test_the_offices_own_wording_stands_in_no_output(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    home = project(tmp_path)
    for document in documents():
        path = file_of(home, document)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writing.dump(document))
    (home.content / "units.yml").write_text(
        "units:\n  - {id: qu-zhujianju, name: 区住建局}\n", encoding="utf-8"
    )
    sheet = reviewing.review(tmp_path, reviewing.Selection(), date(2022, 7, 31)).sheet
    signs: list[dict[str, Any]] = [
        {"role": role, "name": name, "on": "2022-08-01"}
        for role, name in (("保密审查", "乙"), ("签发", "丙"))
    ]
    form = Form(sheet.code, tuple(map(Signature.model_validate, signs)), "某整公〔2022〕1号")
    clock = signing.Clock("2022-08-02T09:00:00+08:00", lambda: "0f" * 16)
    approved = signing.approve(tmp_path, reviewing.Selection(), form, clock)
    assert len(approved.entries) == 5, approved.findings
    building.build(tmp_path)
    texts = {item.path: html.unescape(item.data.decode("utf-8", "replace")) for item in tree(home.site)}
    spoken = INNER.encode("ascii", "backslashreplace").decode()
    assert [path for path, text in texts.items() if INNER in text or spoken in text] == []
    everything = "\n".join(texts.values())
    shown = [number for number in range(1, 40) if f"公开写法第{number}句" in everything]
    assert len(shown) > 12
