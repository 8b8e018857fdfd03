"""Open data, subscriptions and calendars, as programs take them."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import openpyxl

from tests.channels.retold.basics import Files, Told, in_order, key_of, kind, reasons, roles, under
from tests.channels.truth import ROLES, Facts, bare, squeezed, state, together

Rows = Mapping[str, Iterable[Mapping[str, str]]]
ATOM = "{http://www.w3.org/2005/Atom}"
SHEETS = {"整改清单": "records", "整改措施": "measures", "办理情况": "events", "数字": "figures"}


def csv_rows(files: Files) -> Rows:
    """Every CSV by its name, the sign taken off that keeps a text from being calculated."""
    found = {}
    for path, data in under(files, r"site/data/\w+\.csv").items():
        rows = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        found[key_of(path)] = [{key: text.removeprefix("'") for key, text in row.items()} for row in rows]
    return found


def xlsx_rows(files: Files) -> Rows:
    """Every sheet; its last one says which title is which column."""
    book = openpyxl.load_workbook(BytesIO(files["site/data/all.xlsx"]))
    names = {(row[0], row[1]): row[2] for row in book["字段说明"].iter_rows(min_row=2, values_only=True)}
    found: dict[str, list[dict[str, str]]] = {}
    for title, key in SHEETS.items():
        heads, *rows = book[title].iter_rows(values_only=True)
        columns = [names[title, head] for head in heads]
        found[key] = [dict(zip(columns, map(_cell, row), strict=True)) for row in rows]
    return found


def json_rows(files: Files) -> Rows:
    return {
        key: [
            {name: _cell(value) for name, value in row.items()}
            for row in json.loads(files[f"site/data/{key}.json"])
        ]
        for key in SHEETS.values()
    }


def api_rows(files: Files) -> Rows:
    """Every matter that the index names, each from its own file."""
    index = json.loads(files["site/data/v1/index.json"])
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in index["records"]:
        whole = json.loads(files[f"site/data/v1/{row['file']}"])
        assert {key: whole["record"][key] for key in row if key != "file"} == {
            key: row[key] for key in row if key != "file"
        }
        for key, rows in {**whole, "records": [whole["record"]]}.items():
            if key in SHEETS.values():
                found[key] += [{name: _cell(value) for name, value in one.items()} for one in rows]
    return found


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "、".join(value) if isinstance(value, list) else str("" if value is None else value)


def read(rows: Callable[[Files], Rows]) -> Callable[[Files], Iterator[Told]]:
    """The matters of a set of tables, whatever file the tables came from."""

    def reader(files: Files) -> Iterator[Told]:
        sets = rows(files)
        inside: dict[str, dict[str, list[Mapping[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for key in ("measures", "events", "figures"):
            for row in sets[key]:
                inside[row["record"]][key].append(row)
        for row in sets["records"]:
            yield row["id"], _of_rows(row, inside[row["id"]])

    return reader


def _of_rows(row: Mapping[str, str], inside: Mapping[str, list[Mapping[str, str]]]) -> Facts:
    late, events = row["late"] == "是", inside["events"]
    texts = [row[key] for key in ("problem", "task", "target")] + [one["text"] for one in inside["measures"]]
    told = [event for event in events if event["kind"] == "delay_explained"]
    return {
        "number": row["number"],
        "name": bare(row["title"]),
        "leads": together(row["lead_units"]),
        "units": roles({role: row[key] for role, key in ROLES.items()}),
        "deadline": row["deadline"] or None,
        "words": squeezed(row["deadline_text"]),
        "state": state(row["state_title"]),
        "late": late,
        "texts": in_order(bare(text) for text in texts if bare(text) != bare(row["title"])),
        "events": in_order(event["on"] + kind(event["kind_title"]) for event in events),
        "said": in_order(bare(event["text"]) for event in events),
        "figures": in_order(
            squeezed(f"{one['label']}{'约' if one['approximate'] == '是' else ''}{one['value']}{one['unit']}")
            for one in inside["figures"]
        ),
        "reason": reasons(told[-1]["reason"], told[-1]["next_step"]) if late and told else (),
    }


def atom(files: Files) -> Iterator[Told]:
    """Entries about matters, of every feed."""
    for data_ in under(files, r"site/feeds/.*\.xml").values():
        for entry in ET.fromstring(data_).iter(f"{ATOM}entry"):  # noqa: S314 - a moment ago we wrote it
            address = entry.find(f"{ATOM}link").get("href", "")  # type: ignore[union-attr]
            yield from _entry(
                address, entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}content", "")
            )


def json_feed(files: Files) -> Iterator[Told]:
    for data_ in under(files, r"site/feeds/.*\.json").values():
        for item in json.loads(data_)["items"]:
            yield from _entry(item["url"], item["title"], item["content_text"])


def _entry(address: str, title: str, content: str) -> Iterator[Told]:
    found = re.fullmatch(r"\w+：第(.+?)项 (.*)", title)
    if found and "/records/" in address:
        facts = dict(line.split("：", 1) for line in content.splitlines() if "：" in line)
        told: Facts = {"number": found[1], "name": bare(found[2]), "leads": together(facts.get("牵头单位"))}
        yield key_of(address), told | {"words": squeezed(facts["时限"])}


def calendars(files: Files) -> Iterator[Told]:
    """Deadlines, of every calendar."""
    for data_ in under(files, r"site/feeds/.*\.ics").values():
        for event in icalendar.Calendar.from_ical(data_).walk("VEVENT"):
            what, _, key = str(event["UID"]).partition("@")[0].partition("-")
            found = re.fullmatch(r"整改时限：第(.+?)项 (.*)", str(event["SUMMARY"]))
            if what == "deadline" and found:
                facts = dict(
                    part.split("：", 1) for part in str(event["DESCRIPTION"]).split("。") if "：" in part
                )
                yield (
                    key,
                    {
                        "number": found[1],
                        "name": bare(found[2]),
                        "leads": together(facts.get("牵头单位")),
                        "deadline": event["DTSTART"].dt.isoformat(),
                        "state": state(facts["状态"]),
                    },
                )
