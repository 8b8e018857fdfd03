"""The open data say the same in every form, the same as the pages, and nothing that is not public."""

import csv
import json
import shutil
import subprocess
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from rectify_site import links
from rectify_site.channels.forms import guarded, plain
from rectify_site.channels.workbook import DICTIONARY
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.tables.datasets import Value
from tests.builders import a_record, an_edition, an_event
from tests.channels.reading import SAMPLES, csv_rows, edition, facts, files, json_rows, outlet, sample, sheets
from tests.pages import district
from tests.pages.site import sample as pages_of
from tests.pages.site import text

FOR_PROGRAMS = {"state", "kind", "deadline_kind", "plan", "plan_title", "direction", "page", "record", "no"}
"""Columns that say what stands elsewhere on a page in other words: codes, keys, what leads to other pages."""


@pytest.mark.parametrize("name", SAMPLES)
def test_csv_json_workbook_and_edition_say_the_same(name: str) -> None:
    made, book = sample(name), sheets(sample(name)[links.WORKBOOK])
    for dataset in outlet(edition(name)).datasets:
        told = facts(dataset)
        head, *rows = csv_rows(made[links.data(dataset.key, "csv")])
        assert head == [column.name for column in dataset.columns]
        assert rows == told
        assert json_rows(made[links.data(dataset.key, "json")]) == told
        assert book[dataset.title] == told


@pytest.mark.parametrize("name", SAMPLES)
def test_every_matter_unit_and_event_is_in_the_data(name: str) -> None:
    sets = {dataset.key: dataset for dataset in outlet(edition(name)).datasets}
    told = edition(name)
    assert [row["id"] for row in sets["records"].objects()] == [record.id for record in told.records]
    assert [row["name"] for row in sets["units"].objects()] == [unit.name for unit in told.units]
    assert len(sets["events"].rows) == sum(len(record.events) for record in told.records)
    assert len(sets["measures"].rows) == sum(len(record.measures) for record in told.records)


def words_of(column: str, value: Value) -> tuple[str, ...]:
    """What a page has to say for a value: a day as it is, a time to its minute, a name without its stop."""
    if column in FOR_PROGRAMS or value in {None, words.DUE[Due.NOT_DUE]} or isinstance(value, bool | int):
        return ()
    if column.endswith("_published"):
        return (plain(value)[:16].replace("T", ""),)
    parts = value if isinstance(value, tuple) else (plain(value),)
    return tuple("".join(part.split()).rstrip("。") for part in parts)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_data_say_of_a_matter_stands_on_its_page(name: str) -> None:
    """Units, deadlines, states, figures and texts: the page and the data are of one mouth."""
    pages, missing = pages_of(name), []
    for dataset in outlet(edition(name)).datasets:
        if dataset.key in {"units", "plans"}:
            continue
        for row in dataset.objects():
            key = str(row.get("record") or row["id"])
            page = pages[links.record(key)]
            shown = "".join((text(page) + page.markdown).split())
            said = ((column, part) for column, value in row.items() for part in words_of(column, value))
            missing += [(key, dataset.key, column, part) for column, part in said if part not in shown]
    assert missing == [], missing


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert files(district.two_plans()) == files(district.two_plans())


def test_what_is_internal_is_in_no_file_of_any_channel() -> None:
    canaries = [value for name, value in vars(district).items() if name.startswith("CANARY")]
    assert len(canaries) >= 4
    for path, data in sample("district").items():
        whole = data
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                whole = b"".join(archive.read(name) for name in archive.namelist())
        for canary in canaries:
            assert canary.encode() not in whole, (path, canary)
            assert json.dumps(canary).encode()[1:-1] not in whole, (path, canary)


def test_objectors_are_not_quoted_and_late_reasons_are() -> None:
    told = a_record(
        events=(an_event("objection", text="来信人说的话"), an_event("delay_explained", reason="征地未完成"))
    )
    made = files(an_edition([told]))
    for path in (links.data("events", "csv"), links.data("events", "json"), links.api_record(told.id)):
        assert "来信人说的话" not in made[path].decode()
        assert "征地未完成" in made[path].decode()


def test_a_preview_has_no_channels() -> None:
    assert files(an_edition([a_record()], draft=True)) == {}


def test_the_workbook_has_no_formula_no_link_no_name() -> None:
    record = a_record(
        problem="=1+1", lead_units=("+甲局", "@乙局"), measures=({"text": '=HYPERLINK("http://e.example")'},)
    )
    data = files(an_edition([record]))[links.WORKBOOK]
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert not list(book.defined_names)
    guarded_cells = [cell for cell in cells if str(cell.value).startswith(("=", "+"))]
    assert guarded_cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in guarded_cells)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_the_workbook_has_a_frozen_chinese_head_typed_days_and_a_dictionary() -> None:
    book = openpyxl.load_workbook(BytesIO(sample("district")[links.WORKBOOK]))
    first = book.worksheets[0]
    heads = {cell.value: cell.column for cell in first[1]}
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    kinds = {first.cell(row, heads["现定时限"]).data_type for row in range(2, first.max_row + 1)} - {"n"}
    assert kinds == {"d"}
    assert first.cell(2, heads["办理情况条数"]).data_type == "n"
    told = {(row[0].value, row[1].value) for row in book[DICTIONARY].iter_rows(min_row=2)}
    assert {("整改清单", title) for title in heads} <= told


@pytest.mark.parametrize(
    "written",
    ["=1", "+1", "-1", "@a", "\t=1", " =1", "　＝1", "＋1", "－1", "＠x", "{=1}", "'=1", "'甲", "\ufeff=1"],
)
def test_a_text_like_a_formula_is_guarded_and_comes_back(written: str) -> None:
    assert guarded(written) == f"'{written}"


@pytest.mark.parametrize("written", ["甲=1", "2022-12-31", "12", "“引号”", "甲'乙"])
def test_other_texts_stay_as_they_are(written: str) -> None:
    assert guarded(written) == written


def test_each_matter_and_unit_has_its_file_for_programs() -> None:
    made, told = sample("two_plans"), edition("two_plans")
    index = json.loads(made[links.API])
    assert index["as_of"] == told.as_of.isoformat()
    assert [row["id"] for row in index["records"]] == [record.id for record in told.records]
    rows = {row["id"]: row for row in json.loads(made[links.data("records", "json")])}
    for row in index["records"]:
        whole = json.loads(made[f"data/v1/{row['file']}"])
        assert whole["version"] == index["version"] == "1"
        assert whole["record"] == rows[row["id"]]
        assert len(whole["events"]) == whole["record"]["event_count"]
    for row in index["units"]:
        whole = json.loads(made[f"data/v1/{row['file']}"])
        assert len(whole["records"].get("lead", ())) == whole["unit"]["lead"]


def test_the_lines_of_a_file_for_programs_are_those_of_the_data_sets() -> None:
    """The last gate reads a line once, in whatever files it stands."""
    made = sample("district")
    known = {line for path, data in made.items() if path.startswith("data/") and path.count("/") == 1
             and path.endswith(".json") for line in data.decode().split("\n")}  # fmt: skip
    told = [made[links.api_record(record.id)] for record in edition("district").records]
    lines = [line for data in told for line in data.decode().split("\n")]
    rows = [line for line in lines if line.startswith("{") and not line.startswith('{"version"')]
    assert len(rows) > len(told)
    assert set(rows) <= known


ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no second opinion")
def test_libreoffice_reads_the_workbook_as_the_data_say_and_wraps_its_texts(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(sample("two_plans")[links.WORKBOOK])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", ALL_SHEETS, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "all.xlsx")], check=True, capture_output=True, timeout=180)
    for dataset in outlet(edition("two_plans")).datasets:
        text = (tmp_path / f"all-{dataset.title}.csv").read_text(encoding="utf-8-sig")
        head, *rows = csv.reader(StringIO(text, newline=""))
        assert head == [column.title for column in dataset.columns]
        assert rows == facts(dataset)
    book = openpyxl.load_workbook(BytesIO(sample("two_plans")[links.WORKBOOK]))
    assert all(cell.alignment.wrap_text for sheet in book for row in sheet for cell in row if cell.value)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SAMPLES)
def test_the_data_package_is_valid(name: str, tmp_path) -> None:  # noqa: ANN001
    frictionless = pytest.importorskip("frictionless")
    for path, data in sample(name).items():
        if path.startswith("data/") and path.count("/") == 1:
            (tmp_path / path.removeprefix("data/")).write_bytes(data)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(outlet(edition(name)).datasets)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("url", ["https://zg.example.gov.cn/zhenggai/", None])
def test_the_catalogue_is_a_graph_with_every_download(url: str | None) -> None:
    rdflib = pytest.importorskip("rdflib")
    licence = {"label": "许可", "address": "https://example.gov.cn/licence"}
    made = files(edition("district"), site_url=url, licence=licence)
    where = f"{url or 'https://other.example/'}{links.DATA_CATALOGUE}"
    graph = rdflib.Graph().parse(data=made[links.DATA_CATALOGUE], format="json-ld", publicID=where)
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    assert (rdflib.URIRef(where), dcat.dataset, dataset) in graph
    downloads = {str(found) for found in graph.objects(None, dcat.downloadURL)}
    base = where.removesuffix(links.DATA_CATALOGUE)
    forms = {path for path in made if path.startswith("data/") and path.count("/") == 1}
    assert {found.removeprefix(base) for found in downloads} == forms - {
        links.DATA_CATALOGUE,
        links.DATA_PACKAGE,
    }
    assert len(set(graph.objects(None, rdflib.DCTERMS.license))) == 1
