"""The outputs, a row each: how it is written of an edition, and how its program reads it.

An output that comes later adds its row here; nothing else is needed for it to meet every string there is.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO, StringIO
from typing import NamedTuple

import icalendar
import pytest

from rectify_site import channels, links
from rectify_site.channels.exports import circular, desk, posted_notice, press_sheet
from rectify_site.channels.outlet import Outlet
from rectify_site.cli.findings import finding_lines
from rectify_site.cli.printing import plain as plain_data
from rectify_site.cli.words import harmless
from rectify_site.documents import reading, writing
from rectify_site.model.edition import Edition
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Finding, Level, Place
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Record
from rectify_site.papers import findings, ledger, letters
from rectify_site.papers.letters import Grid, Line
from rectify_site.press import assembly
from rectify_site.tables.matters import matters
from tests.builders import a_rule, some_settings
from tests.channels import paper
from tests.escape import beside_pages, laid_before, oracle
from tests.escape.beside_pages import shared
from tests.escape.oracle import Seen
from tests.pages.site import TEMPLATES


class Output(NamedTuple):
    """A kind of file that leaves the house, or that the office opens with a program of its own."""

    name: str
    write: Callable[[Edition], Iterable[Artifact]]
    read: Callable[[bytes], Seen]


def _pdfs(edition: Edition) -> list[Artifact]:
    """A dozen strings or so of an office: to set a document and to read it back takes a third of a second."""
    step = max(1, len(edition.plans) // 10)
    plans = edition.plans[::step]
    names = {plan.id for plan in plans}
    records = tuple(record for record in edition.records if record.plan in names)
    return pdfs(
        edition.model_copy(update={"plans": plans, "records": records, "reports": edition.reports[::step]})
    )


def pdfs(edition: Edition) -> list[Artifact]:
    """Every document of an office on paper."""
    return [Artifact(f"{writing.kind}-{writing.id}.pdf", data) for writing, data in paper.written(edition)]


def read_pdf(data: bytes) -> Seen:
    return Seen(paper.roles(data), (paper.words(data),))


def _build_json(edition: Edition) -> list[Artifact]:
    return [Artifact("build.json", assembly.build_json(edition, {}))]


@shared
def _ledgers(edition: Edition) -> list[Artifact]:
    """整改台账, one of each plan."""
    told = {
        record.id: {"state": record.number, "progress": record.number, "signed": record.number}
        for record in edition.records
    }
    return [
        Artifact(f"{plan.id}.xlsx", ledger.ledger(plan, edition.records_of(plan.id), told))
        for plan in edition.plans
    ]


def _texts(edition: Edition) -> list[str]:
    return [record.number for record in edition.records]


def _letter(edition: Edition) -> list[Artifact]:
    lines = [Line(text, look) for text in _texts(edition) for look in ("title", "heading", "body", "right")]
    grid = Grid(("甲", "乙"), tuple((text, text) for text in _texts(edition)), (80, 80))
    return [Artifact("letter.docx", letters.written([*lines, grid]))]


PLACE_OF_A_NAME = re.compile(rb'<w:ind w:rightChars="[0-9]+" w:right="[0-9]+"/>')
"""A name stands over its date by how wide it is, and letters are wider than the signs they stand for."""


def _read_word(data: bytes) -> Seen:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            made.writestr(name, PLACE_OF_A_NAME.sub(b"", archive.read(name)))
    return oracle.package(out.getvalue())


def _outlet(edition: Edition) -> Outlet:
    return Outlet(edition, some_settings(), matters(edition, a_rule()))


def _circulars(edition: Edition) -> list[Artifact]:
    """Every report with its figures, every notice."""
    outlet, rule = _outlet(edition), a_rule()
    counting = (report.model_copy(update={"as_of": edition.as_of}) for report in edition.reports)
    reports = [Artifact(f"{report.id}.docx", circular.circular(outlet, rule, report)) for report in counting]
    notices = [
        Artifact(f"{notice.id}.docx", posted_notice.posted(outlet, notice)) for notice in edition.notices
    ]
    return [*reports, *notices]


def _press_sheets(edition: Edition) -> Iterator[tuple[str, press_sheet.Sheet]]:
    """A sheet of each plan, so that every matter has a chance to be an example."""
    for plan in edition.plans:
        alone = edition.model_copy(update={"plans": (plan,), "records": edition.records_of(plan.id)})
        yield plan.id, press_sheet.sheet(_outlet(alone))


def _press_word(edition: Edition) -> list[Artifact]:
    return [Artifact(f"{key}.docx", press_sheet.as_word(said)) for key, said in _press_sheets(edition)]


def _press_markdown(edition: Edition) -> list[Artifact]:
    return [Artifact(f"{key}.md", press_sheet.as_markdown(said)) for key, said in _press_sheets(edition)]


@shared
def _findings(edition: Edition) -> list[Artifact]:
    rows = [laid_before.finding_row(text) for text in _texts(edition)]
    return [Artifact("findings.xlsx", findings.findings(rows))]


def _finding(text: str) -> Finding:
    return Finding(
        code="T101",
        level=Level.ERROR,
        document="2022-a-01",
        field="problem",
        message="{word}",
        values={"word": text},
        hint="{word}",
        words=text,
        place=Place(file=text, source_file=text, source_place=text),
    )


def _terminal(edition: Edition) -> list[Artifact]:
    lines = (harmless(line) for text in _texts(edition) for line in finding_lines(_finding(text)))
    return [Artifact("terminal.txt", "\n".join(lines).encode())]


def _for_programs(edition: Edition) -> list[Artifact]:
    """What ``--json`` says."""
    return [
        Artifact(
            "findings.json", json.dumps(plain_data([_finding(text) for text in _texts(edition)])).encode()
        )
    ]


def _drafts(edition: Edition) -> list[Artifact]:
    """A draft as it is written into ``content/``, read back by our own loader."""
    fewer = (record.model_copy(update={"events": record.events[:3]}) for record in edition.records)
    return [Artifact(f"{record.id}.yml", writing.dump(record)) for record in fewer]


def _read_draft(data: bytes) -> Seen:
    record = reading.read("record", "draft.yml", data).document
    assert isinstance(record, Record)
    seen = oracle.json_text(record.model_dump_json().encode())
    assert public_text(record.problem) in seen.texts
    return seen


@shared
def _channels(edition: Edition) -> tuple[Artifact, ...]:
    return tuple(channels.of(edition, some_settings(), matters(edition, a_rule())))


def _channel(*endings: str) -> Callable[[Edition], list[Artifact]]:
    """The files of all channels with these endings; what tells digests of others is read with those."""

    def write(edition: Edition) -> list[Artifact]:
        kept = (artifact for artifact in _channels(edition) if artifact.path.endswith(endings))
        return [artifact for artifact in kept if artifact.path != links.DATA_PACKAGE]

    return write


def _data_package(edition: Edition) -> list[Artifact]:
    made = channels.of(edition, some_settings(), matters(edition, a_rule()))
    return [artifact for artifact in made if artifact.path == links.DATA_PACKAGE]


def _read_data_package(data: bytes) -> Seen:
    """Without the sizes and digests of the files that it describes: those differ."""
    return oracle.json_text(re.sub(rb'"(bytes|hash)": [^\n,]*', rb'"\1": 0', data))


def _desk(kind: str, wanted: str) -> Callable[[Edition], list[Artifact]]:
    """The files of ``export wechat`` or ``export cms`` whose path matches. No piece is cut: entities make it longer."""

    def write(edition: Edition) -> list[Artifact]:
        outlet, rule = Outlet(edition, some_settings(), matters(edition, a_rule())), a_rule()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk, "EDITORS", {kind: desk.EDITORS[kind]._replace(limit=None)})
            found = desk.desk(
                outlet,
                rule,
                kind,
                {name: (TEMPLATES / name).read_text("utf-8") for name in (desk.PAGE, desk.SCRIPT)},
            )
        return [file for file in found if re.fullmatch(wanted, file.path)]

    return write


def _read_csv(data: bytes) -> Seen:
    """Its cells, without the sign that keeps a text from being calculated; no cell may be without it that needs it."""
    table = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    live = [
        cell
        for row in table
        for cell in row
        if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    ]
    shape = (*(str(len(row)) for row in table), *live)
    return Seen(shape, tuple(cell.removeprefix("'") for row in table for cell in row))


def _read_calendar(data: bytes) -> Seen:
    shape, texts = [], []
    for part in icalendar.Calendar.from_ical(data).walk():
        for name, value in part.property_items(recursive=False):
            shape.append(name)
            text = str(value.to_ical() if hasattr(value, "dt") else value)
            # the library leaves names of its own unread, though they are text too (RFC 5545, 3.8.8.2)
            texts.append(re.sub(r"\\([\\;,])", r"\1", text) if name.startswith("X-") else text)
    return Seen(tuple(shape), tuple(texts))


def _read_desk(data: bytes) -> Seen:
    """The page without the lengths it tells: those of the entities differ."""
    return oracle.html(re.sub(rb"\d+ \xe4\xb8\xaa\xe5\xad\x97\xe7\xac\xa6", b"", data))


ANOTHER_ENGINE = Output(
    "pages, as MkDocs alone would make them", beside_pages.texts, beside_pages.read_by_another_engine
)
"""No page of ours is made so, and it takes longest: the whole of the corpora goes through ``tests/render`` instead."""

OUTPUTS = (
    Output("pages", beside_pages.texts, beside_pages.read_markdown),
    Output("the text of sealed pages", beside_pages.sealed_texts, beside_pages.read_markdown),
    Output("titles and ways back", beside_pages.facts, oracle.json_text),
    Output("the cover of a sealed year", beside_pages.cover, oracle.html),
    Output("what the search shows", beside_pages.searches, beside_pages.read_script),
    Output("sitemap", beside_pages.sitemaps, oracle.xml),
    Output("a drawing", beside_pages.drawings, oracle.xml),
    Output("PDF, its words and its structure", _pdfs, read_pdf),
    Output("build.json", _build_json, oracle.json_text),
    Output("整改台账, every part of the file", _ledgers, oracle.package),
    Output("整改台账, its cells", _ledgers, oracle.workbook),
    Output("检查结果, every part of the file", _findings, oracle.package),
    Output("检查结果, its cells", _findings, oracle.workbook),
    Output("送审单", laid_before.forms, laid_before.read_form),
    Output("公开稿", laid_before.drafts, oracle.package),
    Output("变化对照表, every part of the file", laid_before.comparisons, oracle.package),
    Output("变化对照表, its cells", laid_before.comparisons, oracle.workbook),
    Output("letters", _letter, oracle.package),
    Output("情况通报 and 公示 in Word", _circulars, _read_word),
    Output("新闻素材 in Word", _press_word, oracle.package),
    Output("新闻素材 in Markdown", _press_markdown, beside_pages.read_markdown),
    Output("articles for 公众号", _desk("wechat", r"articles/.*"), oracle.html),
    Output("articles for portals", _desk("cms", r"articles/.*"), oracle.html),
    Output("the page they are copied from", _desk("wechat", r"index\.html"), _read_desk),
    Output("录入单, every part of the file", _desk("cms", r".*\.xlsx"), oracle.package),
    Output("录入单, its cells", _desk("cms", r".*\.xlsx"), oracle.workbook),
    Output("the terminal", _terminal, oracle.plain),
    Output("data for programs", _for_programs, oracle.json_text),
    Output("drafts", _drafts, _read_draft),
    Output("feeds, Atom", _channel(".xml"), oracle.xml),
    Output("feeds and open data, JSON", _channel(".json"), oracle.json_text),
    Output("the data package", _data_package, _read_data_package),
    Output("open data, CSV", _channel(".csv"), _read_csv),
    Output("open data, every part of the workbook", _channel(".xlsx"), oracle.package),
    Output("open data, the cells of the workbook", _channel(".xlsx"), oracle.workbook),
    Output("calendars", _channel(".ics"), _read_calendar),
)  # fmt: skip
