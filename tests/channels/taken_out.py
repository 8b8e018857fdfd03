"""Everything an office gives away: by the verbs, onto the disk, or of an edition, without one."""

from collections.abc import Iterable
from pathlib import Path

from rectify_site import channels
from rectify_site.channels import Outlet
from rectify_site.channels.exports import circular, desk, posted_notice, press_sheet
from rectify_site.model.edition import Edition
from rectify_site.store.projects import tree
from rectify_site.tables.matters import matters
from rectify_site.workflow import circulating, desks, on_paper
from tests.builders import a_rule, some_settings
from tests.channels import paper
from tests.pages import site
from tests.recount import public
from tests.render.reading import commonmark

NOW = "2026-08-03T09:00:00+08:00"


def by_verbs(root: Path, folder: Path, papers: Iterable[on_paper.Choice]) -> dict[str, bytes]:
    """Everything the verbs make of a signed office, laid into a folder."""
    for kind in ("wechat", "cms"):
        desks.export(root, kind, folder / kind, NOW)
    documents = public(root / "content")
    for kind in ("report", "notice"):
        for key in documents[kind]:
            path = folder / "docx" / f"{kind}-{key}.docx"
            circulating.document(root, circulating.Asked(**{kind: key}), path, None, NOW)
    for ending in ("docx", "md"):
        circulating.press(root, folder / "press" / f"sheet.{ending}", None, NOW)
    for choice in papers:
        on_paper.export(root, choice, folder / "pdf", NOW)
    made = {item.path: item.data for item in tree(folder)}
    return made | {f"site/{item.path}": item.data for item in tree(root / "site")}


def in_memory(edition: Edition) -> dict[str, bytes]:
    """The same of an edition, without a disk."""
    outlet, rule = Outlet(edition, some_settings(), matters(edition, a_rule())), a_rule()
    templates = {name: (site.TEMPLATES / name).read_text("utf-8") for name in (desk.PAGE, desk.SCRIPT)}
    made = {f"site/{file.path}": file.data for file in channels.of(edition, outlet.settings, outlet.matters)}
    made |= {
        f"site/{path}": f"<main>{commonmark(page.markdown)}</main>".encode()
        for path, page in site.made(edition).items()
    }
    for kind in ("wechat", "cms"):
        made |= {f"{kind}/{file.path}": file.data for file in desk.desk(outlet, rule, kind, templates)}
    made |= {f"docx/report-{one.id}.docx": circular.circular(outlet, rule, one) for one in edition.reports}
    made |= {f"docx/notice-{one.id}.docx": posted_notice.posted(outlet, one) for one in edition.notices}
    said = press_sheet.sheet(outlet)
    made |= {"press/sheet.docx": press_sheet.as_word(said), "press/sheet.md": press_sheet.as_markdown(said)}
    return made | {f"pdf/{one.kind}-{one.id}.pdf": data for one, data in paper.written(edition)}
