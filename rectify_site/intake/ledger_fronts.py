"""What stands above the header of a ledger: its title, its number, who filled it in, and the day it tells up to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import fronts, ledger_events
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.ledgers import Table
from rectify_site.intake.markers import marker
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.intake.plans import Front
from rectify_site.intake.row_kinds import FOOT, NOTE

PLAIN_NAME = re.compile(r"(?:sheet|工作表|表格?|table)?\s*[0-9一二三四五六七八九十]{0,3}", re.IGNORECASE)
TITLE = re.compile(r"[^：:。；;]{5,80}(?:表|账|帐|单|方案|情况|汇总)(?:[（(][^（()）]{1,30}[）)])?")
ISSUER = re.compile(
    r"(?:填报|填表|报送|编制|制表|责任)?(?:单位|部门)(?:[（(][^（()）]{1,8}[）)])?[：:]\s*(?P<name>\S{2,30})"
)
UP_TO = re.compile(r"[（(]\s*截[至止][^（()）]{2,30}[）)]$")
ATTACHMENT = re.compile(r"附[件表]\s*[0-9一二三四五六七八九十]{0,3}[：:]?")

ABOVE = N_("a line above the table")


class Found(NamedTuple):
    """A table of the ledger: its grid, its rows read, and the cells above its header."""

    grid: Grid
    table: Table
    above: tuple[Cell, ...]


class Above(NamedTuple):
    """What the lines above the header say: how it is called, who filled it in, the day it tells up to."""

    front: Front
    left: dict[str, str]
    as_of: date | None


def read(found: Sequence[Found], front: Front) -> Above:
    """What stands above the headers of the tables of a ledger, put into the front of its plan."""
    lines = [cell for each in found for cell in each.above]
    left = {cell.place: ABOVE for cell in lines}
    texts = [cell.text for cell in lines]
    day = ledger_events.as_of([front.title, *texts, *_labels(found), *(each.grid.name for each in found)])
    paragraphs = [
        Paragraph(at, " ".join(cell.text.split()), place=cell.place) for at, cell in enumerate(lines)
    ]
    plain = [each for each, noted in zip(paragraphs, _noted(paragraphs), strict=True) if not noted]
    top = fronts.front(plain)
    title = top.title or next((each.text for each in plain if TITLE.fullmatch(each.text)), "")
    title = UP_TO.sub("", title)
    issuer = next((match["name"] for match in map(ISSUER.search, texts) if match), "")
    kept = {plain[at].place for at in (*top.taken, *top.lead)}
    for each in paragraphs:
        dated = day is not None and ledger_events.as_of([each.text]) == day
        if each.place in kept or each.text == title or dated or (issuer and issuer in each.text):
            left.pop(each.place, None)
    lead = tuple(plain[at] for at in top.lead if plain[at].text != title)
    signed = front.signed._replace(issuer=front.signed.issuer or top.issuer or issuer)
    if signed.on is None:
        signed = signed._replace(on=top.adopted)
    front = front._replace(
        title=front.title or title,
        document=front.document or top.document,
        lead=(*front.lead, *lead),
        signed=signed,
    )
    if not front.title and not front.derived_title:
        front = front._replace(derived_title=_called(found, front))
    return Above(front, left, day)


def _noted(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Which lines are no part of the document: who filled the table in, and how it is to be filled in."""
    noted, all_of = False, []
    for each in paragraphs:
        noted = NOTE.fullmatch(each.text) is not None or (noted and marker(each.text) is not None)
        beside = FOOT.fullmatch(each.text) or ATTACHMENT.fullmatch(each.text)
        all_of.append(noted or beside is not None)
    return all_of


def _labels(found: Sequence[Found]) -> list[str]:
    return [column.label for each in found for column in each.table.head.columns if column.role == "progress"]


def _called(found: Sequence[Found], front: Front) -> str:
    """A title for a ledger that has none: the name of its only sheet, else that of the file."""
    name = found[0].grid.name.strip()
    if len(found) == 1 and not found[0].grid.line and not PLAIN_NAME.fullmatch(name):
        return name
    return PurePosixPath(front.source.file).stem.strip() or front.source.file
