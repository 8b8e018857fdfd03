"""``init`` makes a project folder; ``scope`` registers the decision who may read a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rectify_site import settings as settings_room
from rectify_site.documents import loading, writing
from rectify_site.errors import N_, USAGE, SettingsError, SourceError, StoreError
from rectify_site.ledger import editions
from rectify_site.model.office import Document
from rectify_site.model.records import Plan, Record, Scope, Undisclosed
from rectify_site.settings import Settings
from rectify_site.store import files
from rectify_site.store.templates import templates
from rectify_site.workflow.opening import Opened, file_of, open_ledger, open_office

STARTER = "starter/"


class Started(NamedTuple):
    """A new project folder and its files."""

    folder: Path
    files: tuple[str, ...]


class Scoped(NamedTuple):
    """The documents whose scope was decided, how, and which of them stand on the site all the same."""

    ids: tuple[str, ...]
    scope: Scope
    still_public: tuple[str, ...] = ()


def init(folder: Path) -> Started:
    """Write the starter office into a folder that is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = N_("choose a new name, or an empty folder")
        raise StoreError("S404", N_("{path} is not empty"), hint, exit_code=USAGE, path=folder)
    starter = {
        path.removeprefix(STARTER): data for path, data in templates().items() if path.startswith(STARTER)
    }
    files.write_all({folder / path: data for path, data in starter.items()})
    return Started(folder, tuple(starter))


def refuse_example(settings: Settings) -> None:
    """Nothing is signed under the names of the example that ``init`` writes; ``origin`` stays for ever.

    Raises:
        SettingsError: M109.

    """
    example = settings_room.of(loading.load(templates()[f"{STARTER}mkdocs.yml"], "mkdocs.yml").value)
    if settings.origin == example.origin or settings.office == example.office:
        hint = N_(
            "write the names of your own office into mkdocs.yml (site_name, office, origin), then review again"
        )
        message = N_("mkdocs.yml still names the example: {office} ({origin})")
        raise SettingsError("M109", message, hint, office=settings.office, origin=settings.origin)


def scope(root: Path, names: tuple[str, ...], decided: Scope, basis: str | None) -> Scoped:
    """Write a decision into drafts. A plan's name decides for the plan and all its matters.

    Whether something is published is decided by a person and never assumed (党务公开条例 art. 15).
    """
    opened = open_office(root)
    chosen = [item for item in opened.office.documents if _chosen(item, names)]
    missing = set(names) - {item.id for item in chosen}
    if missing:
        hint = N_("look at the ids with `rectify-site status`")
        raise SourceError("G115", N_("there is no document {id}"), hint, exit_code=USAGE, id=min(missing))
    update = {"scope": decided, **({"basis": basis} if basis else {})}
    changed = [item.model_copy(update=update) for item in chosen if _decides(item, names, decided, basis)]
    written = (*changed, *_recounted(opened, changed))
    files.write_all({file_of(opened.home, item): writing.dump(item) for item in written})
    still = still_public(opened, changed) if decided is Scope.LIMITED else ()
    return Scoped(tuple(item.id for item in changed), decided, still)


def _recounted(opened: Opened, changed: Iterable[Document]) -> tuple[Plan, ...]:
    """The plans that say how many of their matters are not published, with the number as it is now."""
    now = {item.id: item for item in (*opened.office.documents, *changed)}
    counts = withheld(item for item in now.values() if isinstance(item, Record))
    plans = (
        item for item in now.values() if isinstance(item, Plan) and item.undisclosed is Undisclosed.COUNT
    )
    return tuple(
        plan.model_copy(update={"undisclosed_items": counts[plan.id]})
        for plan in plans
        if plan.undisclosed_items != counts[plan.id]
    )


def withheld(records: Iterable[Record]) -> Counter[str]:
    """How many matters of each plan are not published."""
    return Counter(record.plan for record in records if record.scope is Scope.LIMITED)


def still_public(opened: Opened, closed: Iterable[Document]) -> tuple[str, ...]:
    """Which documents stand on the site although somebody decided now that they are limited."""
    chain = open_ledger(opened.home, opened.settings.origin)
    public = {name for _, name in editions.standing(chain.entries).signed}
    return tuple(item.id for item in closed if item.id in public)


def _decides(document: Document, names: tuple[str, ...], decided: Scope, basis: str | None) -> bool:
    """A plan's name fills in what is undecided; what somebody decided before changes only by its own name."""
    if document.id not in names and document.scope is not None:
        return False
    return document.scope != decided or bool(basis)


def _chosen(document: Document, names: tuple[str, ...]) -> bool:
    owner = getattr(document, "plan", None)
    return (document.id in names or owner in names) and hasattr(document, "basis")
