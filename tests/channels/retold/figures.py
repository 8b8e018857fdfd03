"""The figures that add up, wherever they are told."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from lxml import html

from tests.channels import paper
from tests.channels.retold.basics import Files
from tests.channels.retold.data import api_rows, csv_rows, json_rows, xlsx_rows
from tests.channels.retold.paper import word_lines
from tests.channels.truth import PARTS, squeezed, state


def shares(text: str) -> Counter[str]:
    """The figures of the first sentence that adds up."""
    found = re.search(r"(\d+)项[^，。]{2,3}中，(已完成\d+项.*)", squeezed(text))
    assert found, text[:200]
    told, rest = Counter({"total": int(found[1])}), found[2].split("。")[0]
    for words, part in PARTS.items():
        number = re.search(rf"(?:^|，){words}(\d+)项", rest)
        told[part] += int(number[1]) if number else 0
    told["late"] = sum(map(int, re.findall(r"超过时限(\d+)项", rest)))
    return +told


def figures(files: Files, path: str, form: str) -> Counter[str]:
    """The figures a file tells, whatever its form."""
    tables = {
        "records.csv": csv_rows,
        "all.xlsx": xlsx_rows,
        "records.json": json_rows,
        "v1/index.json": api_rows,
    }
    if form in tables:
        return counted(tables[form](files)["records"])
    texts: dict[str, Callable[[bytes], str]] = {
        "html": lambda data_: html.fromstring(data_.decode()).text_content(),
        "docx": lambda data_: "".join(word_lines(data_)),
        "pdf": paper.words,
        "text": bytes.decode,
    }
    first = path if path in files else path.replace(".html", "-part-1.html")
    return shares(texts[form](files[first]))


def counted(rows: Iterable[Mapping[str, str]]) -> Counter[str]:
    """The same figures, added up from rows of matters by whoever takes the data."""
    part_of = {
        "closed": "done", "submitted": "checking", "accepted": "checking", "on_notice": "checking",
        "in_progress": "working", "rework": "working", "listed": "waiting", "stage_done": "lasting",
    }  # fmt: skip
    kept = [row for row in rows if row["counted"] == "是"]
    told = Counter(part_of[state(row["state_title"])] for row in kept)
    told["total"], told["late"] = len(kept), sum(row["late"] == "是" for row in kept)
    return +told
