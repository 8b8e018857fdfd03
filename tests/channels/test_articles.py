"""公众号 and portals say what the Edition says: the same facts, nothing live, each piece short enough."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections import Counter
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.channels.exports import blocks, desk
from rectify_site.channels.exports.blocks import Grid, Paragraph, Run, parted
from rectify_site.channels.exports.picture import HEIGHT, WIDTH, bar
from rectify_site.channels.outlet import Outlet
from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.fields import public_text
from rectify_site.model.states import history
from rectify_site.render.escape import collapse
from rectify_site.render.fragments import ELEMENTS, GROUNDS, STYLES, Look
from rectify_site.tables.matters import matters
from tests.builders import a_record, a_rule, a_unit, an_edition, some_settings
from tests.escape.office import office
from tests.pages import district
from tests.render.corpora import OWN

TEMPLATES = Path(__file__).parents[2] / "site_templates"
SOURCES = {name: (TEMPLATES / name).read_text("utf-8") for name in (desk.PAGE, desk.SCRIPT)}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def laid(edition: Edition, kind: str = "wechat") -> dict[str, bytes]:
    outlet = Outlet(edition, some_settings(), matters(edition, a_rule()))
    return {file.path: file.data for file in desk.desk(outlet, a_rule(), kind, SOURCES)}


def fragments(edition: Edition, kind: str = "wechat") -> dict[str, "Read"]:
    found = laid(edition, kind)
    return {
        path.removeprefix("articles/").removesuffix(".html"): Read(data.decode())
        for path, data in found.items()
        if path.startswith("articles/")
    }


class Read(HTMLParser):
    """A fragment as a browser reads it: elements with attributes, the lines of its text, the rows of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html, self.tags, self.lines, self.rows = html, [], [], []  # type: ignore[var-annotated]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        elif tag == "p":
            self.lines.append("")
        elif tag == "br":
            self.rows[-1][-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.tags[-1][0] != "p" and self.rows and "td" in {tag for tag, _ in self.tags[-3:]}:
            self.rows[-1][-1] += data
        if self.lines:
            self.lines[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        return " ".join(self.lines)


HOSTILE = office(list(OWN[::6]))
EDITIONS = {"district": district.district(), "two plans": district.two_plans(), "hostile": HOSTILE}


@pytest.mark.parametrize("kind", ["wechat", "cms"])
@pytest.mark.parametrize("name", EDITIONS)
def test_only_known_elements_with_known_styles(name: str, kind: str) -> None:
    for read in fragments(EDITIONS[name], kind).values():
        for tag, attrs in read.tags:
            assert tag in ELEMENTS
            assert attrs == [] or ([key for key, _ in attrs] == ["style"] and attrs[0][1] in STYLES)


def test_no_style_moves_hides_or_fetches_anything() -> None:
    for style in STYLES:
        assert not re.search(r"url|position|expression|@|display|opacity|float|[<>\"\\]", style)
        assert re.fullmatch(r"(?:[a-z-]+:[^;:]+;)+", style)


@pytest.mark.parametrize("name", ["district", "two plans"])
def test_the_list_of_all_says_what_the_edition_says(name: str) -> None:
    edition = EDITIONS[name]
    rows = {
        row[1].rpartition("\n")[2]: row for row in fragments(edition, "cms")["items"].rows if row[0] != "序号"
    }
    assert list(rows) == [record.id for plan in edition.plans for record in edition.records_of(plan.id)]
    for record in edition.records:
        number, _, units, standing = rows[record.id]
        state = history([event for event in record.events if event.on <= edition.as_of], edition.as_of).state
        assert number == record.number
        assert units == "、".join(record.lead_units)
        told = standing.split("\n")[1]
        assert told.startswith(words.state(state, edition.plan_of[record.plan])[:4])
        moved = [
            event.to
            for event in record.events
            if event.kind == "deadline_changed" and event.on <= edition.as_of
        ]
        if moved or (record.deadline.date and not any(event.deadline for event in record.events)):
            assert DAY.findall(standing)[0] == (moved[-1] if moved else record.deadline.date.isoformat())


@pytest.mark.parametrize("kind", ["wechat", "cms"])
def test_every_public_word_of_a_matter_stands_in_the_article_of_who_leads(kind: str) -> None:
    edition = EDITIONS["district"]
    read = fragments(edition, kind)
    said = collapse(" ".join(read[key].text for key in read if key.startswith(("unit-", "lead-"))))
    for record in edition.records:
        public = [
            public_text(given)
            for given in (record.problem, record.title, record.task, record.target)
            if given
        ]
        public += [public_text(measure.text) for measure in record.measures]
        names = (*record.lead_units, *record.responsible_units, *record.cooperating_units, *record.leaders)
        for event in record.events:
            if event.on > edition.as_of or event.kind == "objection":
                continue
            public.append(f"{event.on.isoformat()} {words.EVENT[event.kind]}")
            public += [public_text(given) for given in (event.text, event.reason, event.next_step) if given]
            public += [f"{figure.value}{figure.unit or ''}" for figure in event.figures]
        for text in (record.id, *public, *names):
            assert collapse(text).rstrip("。") in said


def test_the_sentence_adds_up_and_who_is_late_is_said_with_the_reason() -> None:
    edition = EDITIONS["district"]
    told, *_ = fragments(edition)["overview"].lines
    found = [matter for matter in matters(edition, a_rule()) if matter.group]
    total = re.search(r"公开的(\d+)项", told)
    parts = re.findall(
        r"[，、中](?:已完成|核查和公示中|正在整改|暂无进展报送|阶段目标已完成、长期坚持)(\d+)项", told
    )
    assert total
    assert int(total[1]) == len(found) == sum(map(int, parts))
    late = [matter.record for matter in found if matter.late]
    assert late
    assert f"其中超过时限{len(late)}项" in told
    overview = fragments(edition)["overview"].text
    for record in late:
        told_why = [event for event in record.events if event.kind == "delay_explained"]
        assert (public_text(told_why[-1].reason) if told_why else "责任单位尚未说明原因。") in overview


def test_every_report_and_every_notice_is_an_article_in_its_own_words() -> None:
    edition = EDITIONS["district"]
    read = fragments(edition)
    for report in edition.reports:
        for paragraph in (*report.preamble, *report.next_steps):
            assert public_text(paragraph) in read[f"report-{report.id}"].text
    for notice in edition.notices:
        said = read[f"notice-{notice.id}"].text
        assert all(
            text in said
            for text in (
                notice.contact,
                notice.how_to_object,
                *notice.records,
                f"{notice.from_}至{notice.to}",
            )
        )


def test_the_form_has_a_row_an_article_with_days_as_days() -> None:
    found = laid(EDITIONS["district"], "cms")
    sheet = openpyxl.load_workbook(BytesIO(found["录入单.xlsx"])).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == (
        ["栏目", "标题", "信息来源", "成文日期", "发布时间", "索引号", "公开方式", "关键词", "摘要", "附件"]
    )
    assert len(rows) == sum(path.startswith("articles/") for path in found)
    assert len({row[5].value for row in rows}) == len(rows)
    for row in rows:
        assert all(cell.data_type in "snd" for cell in row)
        assert row[3].value is None or (
            isinstance(row[3].value, datetime) and row[3].number_format == "yyyy-mm-dd"
        )
        assert row[6].value == "主动公开"
    signed = EDITIONS["district"].published_at
    assert rows[0][4].value == datetime.fromisoformat(signed).replace(tzinfo=None)
    assert rows[0][9].value == "overview.png"


def test_nothing_internal_is_in_any_file_and_two_runs_are_the_same() -> None:
    edition = EDITIONS["district"]
    canaries = [
        district.CANARY_EVIDENCE,
        district.CANARY_FILE,
        district.CANARY_WORDING,
        district.CANARY_OBJECTOR,
    ]
    for kind in ("wechat", "cms"):
        found = laid(edition, kind)
        assert found == laid(edition, kind)
        texts = [data for path, data in found.items() if not path.endswith(".xlsx")]
        with zipfile.ZipFile(BytesIO(found["录入单.xlsx"])) as archive:
            texts += [archive.read(name) for name in archive.namelist()]
        read = b"\n".join(texts).decode("utf-8", "replace")
        whole = read + re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), read)
        assert [canary for canary in canaries if canary in whole] == []


def test_the_manifest_names_every_file() -> None:
    found = laid(EDITIONS["district"])
    lines = dict(line.split("  ")[::-1] for line in found.pop("manifest-sha256.txt").decode().splitlines())
    assert lines == {path: hashlib.sha256(data).hexdigest() for path, data in found.items()}


def test_who_leads_without_being_in_the_list_has_an_article_and_nothing_signed_makes_none() -> None:
    records = (a_record(1, lead_units=("外单位",)), a_record(2, lead_units=()), a_record(3))
    read = fragments(an_edition(records, units=(a_unit("qu-zhujianju", "区住建局"),)))
    assert {"unit-qu-zhujianju", "lead-1", "lead-2"} <= set(read)
    assert "外单位牵头" in read["lead-1"].lines[0]
    assert laid(Edition(as_of=date(2022, 12, 31), head="0" * 64, size=0)) == {}


def test_three_hundred_matters_come_in_parts_that_the_editor_takes() -> None:
    edition = an_edition([a_record(number, lead_units=("区住建局",)) for number in range(1, 301)])
    read = fragments(edition)
    assert max(len(part.html) for part in read.values()) < 20_000
    parts = [part for key, part in read.items() if key.startswith("items-part-")]
    assert len(parts) > 1
    assert all(part.rows[0][0] == "序号" for part in parts)
    numbers = [row[0] for part in parts for row in part.rows if row[0] != "序号"]
    assert numbers == [str(number) for number in range(1, 301)]


def size(block: blocks.Block) -> int:
    if isinstance(block, Paragraph):
        return sum(len(run.words) for run in block.runs) * 10 + 50
    return 100 + sum(sum(len(run.words) for cell in row for run in cell) + 30 for row in block.rows)


SENTENCES = st.text(alphabet="整改落实。；", min_size=1, max_size=6000)
PARAGRAPHS = st.builds(lambda text: Paragraph(Look.TEXT, (Run(text),)), SENTENCES)
ROWS = st.text(alphabet="甲乙丙", min_size=1, max_size=200).map(lambda text: ((Run(text),),))
GRIDS = st.builds(lambda rows: Grid(("名",), tuple(rows)), st.lists(ROWS, min_size=1, max_size=150))
CHAPTERS = st.lists(st.lists(PARAGRAPHS | GRIDS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5)


def flat(block: blocks.Block) -> str:
    runs = (
        block.runs
        if isinstance(block, Paragraph)
        else [run for row in block.rows for cell in row for run in cell]
    )
    return "".join(run.words for run in runs)


@given(CHAPTERS)
def test_parts_are_short_enough_and_lose_nothing(chapters: list[blocks.Chapter]) -> None:
    parts = parted(chapters, size, 19_700)
    assert all(sum(map(size, part)) <= 19_700 for part in parts)
    assert all(parts)
    whole = "".join(flat(block) for chapter in chapters for block in chapter)
    assert "".join(flat(block) for part in parts for block in part) == whole


@given(st.lists(st.tuples(st.sampled_from(sorted(GROUNDS)), st.integers(1, 400)), min_size=1, max_size=5))
def test_the_picture_shows_the_figures(parts: list[tuple[str, int]]) -> None:
    data = bar(parts)
    chunks, place = {}, 8
    while place < len(data):
        length = struct.unpack(">I", data[place : place + 4])[0]
        name, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0] == zlib.crc32(
            name + body
        )
        chunks[name], place = body, place + 12 + length
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == (WIDTH + 1) * HEIGHT
    drawn = Counter(pixels[1 : WIDTH + 1])
    whole = sum(number for _, number in parts)
    for index, (_, number) in enumerate(parts, start=1):
        assert abs(drawn[index] - WIDTH * number / whole) <= 6


def test_there_is_no_picture_of_nothing() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        bar([])
