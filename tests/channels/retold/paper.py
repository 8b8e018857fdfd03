"""What is printed and handed out: Word, the sheet for the press, PDF."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

from docx import Document

from tests.channels import paper
from tests.channels.retold.basics import DAY, HAPPENED, Files, Told, Words, in_order, key_of, roles, under
from tests.channels.truth import ROLES, Facts, bare, squeezed, state, together

FULL_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def word_lines(data_: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data_)).paragraphs]


def circulars(files: Files) -> Iterator[tuple[tuple[str, str], Facts]]:
    """The rows of the lists that are attached to reports: they name matters by their numbers."""
    for path, data_ in under(files, r"docx/report-.*\.docx").items():
        for table in Document(BytesIO(data_)).tables:
            for row in table.rows[1:]:
                cells = [cell.text for cell in row.cells]
                if len(set(cells)) > 1:
                    yield (key_of(path).removeprefix("report-"), cells[0]), _in_word(cells)


def _in_word(cells: list[str]) -> Facts:
    number, name, units, due, standing = cells
    day = re.search(r"(?:（|现定|^)(\d{4}年\d{1,2}月\d{1,2}日)）?$", due)
    return {
        "number": number,
        "name": bare(name),
        "leads": together(units),
        "deadline": iso(day[1]) if day else None,
        "words": squeezed(re.sub(r"（(?:原定[^（）]*|现定)?\d{4}年\d{1,2}月\d{1,2}日）$", "", due)),
        "state": state(standing),
        "late": "超过时限" in standing,
    }


def iso(text: str) -> str:
    return "-".join(f"{int(part):02}" for part in FULL_DAY.search(text).groups())  # type: ignore[union-attr]


def posted(files: Files) -> Iterator[tuple[tuple[str, str], Facts]]:
    """The rows of the lists that are attached to notices."""
    for path, data_ in under(files, r"docx/notice-.*\.docx").items():
        for table in Document(BytesIO(data_)).tables:
            for row in table.rows[1:]:
                number, name, _, _, units, _ = (cell.text for cell in row.cells)
                key = (key_of(path).removeprefix("notice-"), number)
                yield key, {"number": number, "name": bare(name), "leads": together(units)}


EXAMPLE = re.compile(
    r"(?:最近完成|超过时限最久|最近启动)：(.*?)。(?:牵头单位：(.*?)。)?"
    r"(\d+年\d+月\d+日)(认定完成|到期|启动整改)。目前：(.*?)。.*?records/([\w-]+)\.html"
)


def press(place: str) -> Callable[[Files], Iterator[Told]]:
    """The examples on the sheet for the press."""

    def read(files: Files) -> Iterator[Told]:
        (data_,) = under(files, place).values()
        lines = word_lines(data_) if place.endswith("docx") else data_.decode().splitlines()
        text = re.sub(r"[*<>]", "", "".join(lines))
        for name, units, day, what, standing, key in EXAMPLE.findall(text):
            told: Facts = {"name": bare(name), "leads": together(units), "state": state(standing)}
            yield key, told | ({"deadline": iso(day), "late": True} if what == "到期" else {})

    return read


def matters(files: Files) -> Iterator[Told]:
    """The PDF of a matter, line by line."""
    for path, data_ in under(files, r"pdf/record-.*\.pdf").items():
        yield key_of(path).removeprefix("record-"), _on_paper(paper.lines(data_))


HEADS = (
    *(
        "谁负责、什么时候",
        "为什么没有按期完成",
        "问题来源",
        "问题",
        "任务",
        "整改目标",
        "整改措施",
        "阶段目标",
    ),
    *("进展", "核查和佐证材料", "佐证材料", "公布和更正的记录", "怎么反映"),
)


def _on_paper(lines: list[str]) -> Facts:
    at = next(place for place, line in enumerate(lines) if "·编号" in squeezed(line))
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for line in lines[at + 1 :]:
        if line.strip() in HEADS and line.strip() not in parts:
            current = line.strip()
        parts.setdefault(current, []).append(line)
    box = _box(parts["谁负责、什么时候"][1:])
    due = box.get("现定时限", box.get("时限", ""))
    whole = Words(squeezed("".join(lines)))
    late = any(line.startswith("超过时限") for line in parts[""])
    happened = (HAPPENED.match(line) for line in parts.get("进展", []))
    return {
        "number": re.search(r"第([^第]+?)项·编号", squeezed("".join(lines[: at + 1])))[1],  # type: ignore[index]
        "name": bare("".join(lines[:at])),
        "leads": together(box.get("牵头单位")),
        "units": roles(box),
        "deadline": due[:10] if re.match(DAY, due) else None,
        "words": whole,
        "state": state(parts[""][0]),
        "late": late,
        "texts": whole,
        "events": in_order("".join(found.groups()) for found in happened if found),
        "said": whole,
        "figures": whole,
        "reason": whole,
    }


def _box(lines: list[str]) -> dict[str, str]:
    """A list of labels and what stands beside them, on this line and the next ones."""
    labels = (*ROLES, "整改主体", "原定时限", "现定时限", "时限")
    found, current = {"": ""}, ""
    for line in map(squeezed, lines):
        label = next((one for one in labels if line.startswith(one)), "")
        current = label or current
        found[current] = found.get(current, "") + line.removeprefix(label)
    return found


def plans(files: Files) -> Iterator[Told]:
    """The rows of the PDF of a plan: what stands from one id to the next."""
    for data_ in under(files, r"pdf/plan-.*\.pdf").values():
        pieces = re.split(r"编号([a-z0-9-]+-\d+)", paper.words(data_))
        for key, row in zip(pieces[1::2], pieces[2::2], strict=True):
            found = IN_A_PLAN.match(row)
            assert found, row
            names = iter(re.split(rf"({'|'.join(ROLES)})：", found["who"])[1:])
            named = dict(zip(names, names, strict=True))
            yield (
                key,
                {
                    "leads": together(named.get("牵头单位")),
                    "units": roles(named),
                    "deadline": found["now"] or found["first"],
                    "words": found["words"],
                    "state": state(found["rest"]),
                    "late": "超过时限" in found["rest"],
                },
            )


IN_A_PLAN = re.compile(
    rf"(?P<who>.*?)(?:原定时限)?(?P<first>{DAY})?(?:“(?P<words>.*?)”)(?:{DAY})*(?:现定时限(?P<now>{DAY}))?(?P<rest>.*)"
)
