"""移交目录: what an archive takes over from a sealed year, one line an item, as a workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from rectify_site import links
from rectify_site.model.edition import Edition
from rectify_site.model.fields import Worded, public_text
from rectify_site.papers.workbooks import Column, Sheet, saved

COLUMNS = (
    Column("件号", 6),
    Column("题名", 48),
    Column("责任者", 24),
    Column("文号", 22),
    Column("日期", 12),
    Column("格式", 8),
    Column("大小（字节）", 12),
    Column("保管期限", 10),
    Column("公开属性", 10),
    Column("文件", 40),
    Column("SHA-256", 66),
)
OPEN, LATER = "公开", ""
"""What is not said here is for the office to fill in: the tool does not know for how long a thing is kept."""


def transfer_list(edition: Edition, office: str, files: Mapping[str, bytes], folder: str) -> bytes:
    """The list. ``files`` are the files of the year by path; pages stand in ``folder``."""
    rows = tuple((number, *row) for number, row in enumerate(_items(edition, office, files, folder), start=1))
    above = (
        f"{office}　移交目录",
        f"数据截至 {edition.as_of.isoformat()}，共 {len(rows)} 件。保管期限由移交单位与接收单位商定后填写。",
    )
    return saved([Sheet("移交目录", COLUMNS, rows, above)])


def _items(
    edition: Edition, office: str, files: Mapping[str, bytes], folder: str
) -> Iterator[tuple[str | int | date, ...]]:
    acts = {(act.kind, act.id): act for act in edition.publications if act.op == "approve"}
    for kind, name, title, path in _named(edition):
        data = files.get(folder + path)
        act = acts.get((kind, name))
        if data is not None and act is not None:
            day = date.fromisoformat(act.at[:10])
            said = (public_text(title), office, act.document or "", day, "HTML", len(data), LATER, OPEN)
            yield (*said, folder + path, hashlib.sha256(data).hexdigest())
    for path in sorted(files):
        if not path.startswith(folder) and "/" not in path:
            kind = path.rpartition(".")[2].upper()
            day = date.fromisoformat(edition.published_at[:10])
            said = ("全年网页归档文件", office, "", day, kind, len(files[path]), LATER, OPEN)
            yield (*said, path, hashlib.sha256(files[path]).hexdigest())


def _named(edition: Edition) -> Iterator[tuple[str, str, Worded | None, str]]:
    """Kind, id, title and page of every document that is an item of its own."""
    for plan in edition.plans:
        yield "plan", plan.id, plan.title, links.plan(plan.id)
    for record in edition.records:
        yield "record", record.id, record.heading, links.record(record.id)
    for report in edition.reports:
        yield "report", report.id, report.title, links.report(report.id)
    for notice in edition.notices:
        yield "notice", notice.id, notice.title, links.notice(notice.id)
    for page in edition.pages:
        yield "page", page.id, page.title, links.hand_page(page.id)
