"""``export wechat``, ``export cms``: the articles of what is signed, in a folder for the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.channels.exports.desk import PAGE, SCRIPT, desk
from rectify_site.channels.outlet import Outlet
from rectify_site.errors import N_, SourceError
from rectify_site.ledger import editions
from rectify_site.store import projects, sites
from rectify_site.tables.matters import matters
from rectify_site.workflow import guarding, named_inputs
from rectify_site.workflow.building import making
from rectify_site.workflow.opening import open_ledger


class Laid(NamedTuple):
    """A folder of articles: where, how many pieces to paste, and the day their data reach to."""

    path: Path
    articles: int
    as_of: date


def export(root: Path, kind: str, folder: Path | None, now: str | None = None) -> Laid:
    """Write the folder whole in the place of an earlier one, so that nothing withdrawn stays in it.

    Drafts are not read. What was made is held against the ledger as a site is.

    Raises:
        SourceError: C140 where nothing is signed that an article could be made of.
        StoreError: S402 for a folder in which somebody keeps other things.

    """
    home = projects.project(root)
    target = folder or home.root / "build" / kind
    with projects.locked(home):
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        edition = editions.edition(chain.entries, chain.contents, None, now)
        guarding.refuse_faults(guarding.examined(edition, named_inputs.waivers(home)))
        outlet = Outlet(edition, made.settings, matters(edition, made.rule))
        texts = {name: made.templates[name].decode() for name in (PAGE, SCRIPT)}
        files = desk(outlet, made.rule, kind, texts)
        if not files:
            hint = N_("sign a plan with its matters, a report or a notice first: rectify-site review")
            raise SourceError("C140", N_("nothing is signed of which an article could be made"), hint)
        templates = {**made.published, **{name: made.templates[name] for name in (PAGE, SCRIPT)}}
        guarding.refuse_leaking(files, guarding.Against(edition, chain, made.settings, templates, home.root))
        sites.swap_in(target, files)
    articles = sum(file.path.startswith("articles/") for file in files)
    return Laid(target, articles, edition.as_of)
