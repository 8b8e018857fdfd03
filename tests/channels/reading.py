"""Reads the files of the channels back, each as its program would."""

import csv
import json
from datetime import date, datetime
from functools import cache
from io import BytesIO, StringIO

import openpyxl

from rectify_site import channels
from rectify_site.channels.outlet import Outlet
from rectify_site.model.edition import Edition
from rectify_site.tables.datasets import Dataset
from rectify_site.tables.matters import matters
from tests.builders import a_rule, some_settings
from tests.pages import district

SAMPLES = ("district", "two_plans")


def files(edition: Edition, **settings: object) -> dict[str, bytes]:
    """What the channels make of an edition, by path."""
    made = tuple(channels.of(edition, some_settings(**settings), matters(edition, a_rule())))
    found = {artifact.path: artifact.data for artifact in made}
    assert len(found) == len(made), "two channels write the same file"
    return found


@cache
def sample(name: str) -> dict[str, bytes]:
    return files(edition(name))


@cache
def edition(name: str) -> Edition:
    return getattr(district, name)()


def outlet(given: Edition) -> Outlet:
    return Outlet(given, some_settings(), matters(given, a_rule()))


def csv_rows(data: bytes) -> list[list[str]]:
    """Head and rows; the sign that keeps a text from being calculated is taken off."""
    assert data.startswith(b"\xef\xbb\xbf")
    read = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [[cell.removeprefix("'") for cell in row] for row in read]


def json_rows(data: bytes) -> list[list[str]]:
    """The same of a JSON file, its values as a table would write them."""
    objects = json.loads(data)
    return [[written(value) for value in row.values()] for row in objects]


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    """The rows of every sheet below its head, values as a table would write them."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        sheet.title: [[written(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
        for sheet in book
    }


def facts(dataset: Dataset) -> list[list[str]]:
    """A data set of the Edition, its values as a table would write them."""
    return [[written(value) for value in row] for row in dataset.rows]


def written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(value) if isinstance(value, list | tuple) else str(value)
