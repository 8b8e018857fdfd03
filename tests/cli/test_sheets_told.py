"""What differs is told by names an office knows."""

from __future__ import annotations

from datetime import date

import pytest

from rectify_site.cli.printing import Printer
from rectify_site.cli.reports import say_sheet
from rectify_site.ledger.sheets import Item, Sheet


def test_the_list_of_units_and_the_pages_are_called_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    items = tuple(
        Item(kind, name, {}, None, ())
        for kind, name in (("units", "units"), ("page", "about"), ("record", "2022-minzhu-01"))
    )
    say_sheet(Printer(as_json=False, quiet=False), Sheet(date(2022, 3, 1), items))
    said = [line for line in capsys.readouterr().out.splitlines() if "　" in line and line[0] != " "]
    assert [line.partition("　")[0] for line in said] == ["单位名单", "页面 about", "2022-minzhu-01"]
