"""Open a project: its settings, its drafts, its ledger. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from rectify_site import settings as settings_room
from rectify_site import workdays
from rectify_site.documents import loading, reading
from rectify_site.errors import N_, LedgerError, SettingsError, SourceError
from rectify_site.ledger import chain, checkpoints
from rectify_site.ledger.entries import Content, Entry
from rectify_site.model.due import DueRule
from rectify_site.model.findings import Finding, Level, Place
from rectify_site.model.lexicon import Lexicon
from rectify_site.model.office import KINDS, Document, Office, kind_of
from rectify_site.model.records import Record
from rectify_site.model.units import Units
from rectify_site.model.waivers import Waivers
from rectify_site.settings import Settings
from rectify_site.store import files, projects
from rectify_site.store.projects import DraftFile, LedgerFiles, Project
from rectify_site.workflow import answered_places, named_inputs
from rectify_site.workflow.named_inputs import WAIVERS_FILE
from rectify_site.workflow.sources import Passage, Remembered, of_plan, recall

OWN = frozenset({"events", "scope", "basis"})
"""Fields that stand in the draft alone: no source file mends them."""


OWN_CHECKPOINT = "content/checkpoint.txt"
"""The memory beside the ledger; the other checkpoints stand in the site and in the sealed years."""


class Opened(NamedTuple):
    """A project with everything an office works on. ``faults`` are the files that could not be taken."""

    home: Project
    settings: Settings
    rule: DueRule
    loaded: tuple[reading.Loaded, ...]
    office: Office
    faults: tuple[Finding, ...]

    by_id: dict[str, reading.Loaded]
    sources: dict[str, Remembered]
    lexicon: Lexicon = Lexicon()
    waivers: Waivers = Waivers()
    answers: Mapping[answered_places.Key, answered_places.Answer] = MappingProxyType({})

    def place(self, document: str, field: str) -> Place:
        """Where a field of a document is written: in the source, if it was imported, and in the draft."""
        loaded = self.by_id.get(document)
        if loaded is None or loaded.tree is None:
            return Place(file=WAIVERS_FILE if document == "waivers" else document)
        place = loaded.place(field)
        remembered = self.source_of(document)
        if remembered is None or field.partition(".")[0] in OWN:
            file, where = self._answered(loaded.document, field) or (None, None)
            return place.model_copy(
                update={"source_file": file, "source_paragraph": None, "source_place": where}
            )
        near = Passage(place.source_paragraph or 0, "", place.source_place or "")
        found = remembered.passage_of(_words(loaded.tree.value, field), near, document, field)
        number = None if found.place else found.line or None
        where = found.where or None
        return place.model_copy(
            update={"source_file": remembered.file, "source_paragraph": number, "source_place": where}
        )

    def _answered(self, document: Document | None, field: str) -> tuple[str, str] | None:
        """File and cell of what a unit answered (events.3.text)."""
        head, _, rest = field.partition(".")
        number, _, name = rest.partition(".")
        if head != "events" or not number.isdecimal() or not isinstance(document, Record):
            return None
        if int(number) >= len(document.events):
            return None
        event = document.events[int(number)]
        return answered_places.found(self.answers, document.id, event, name.partition(".")[0])

    def order(self, finding: Finding) -> tuple[object, ...]:
        """Where a finding stands among others: as in its source; what no source mends as in its file, behind them."""
        place, remembered = finding.place, self.source_of(finding.document)
        at = (place.file, place.line or 0, place.column or 0)
        if remembered is None or place.source_place is None:
            return (1, place.file, 0, *at)
        return (0, place.source_file or "", remembered.position(place.source_place), *at)

    def source_of(self, document: str) -> Remembered | None:
        """What is remembered of the source of a document, or of its plan."""
        loaded = self.by_id.get(document)
        plan = getattr(loaded.document, "plan", document) if loaded else document
        return self.sources.get(document) or self.sources.get(plan)


def _words(tree: Any, field: str) -> str:  # noqa: ANN401 - any parsed value
    """The text a field path leads to; nothing where it leads to no text."""
    for part in field.split("."):
        if isinstance(tree, dict):
            tree = tree.get(part)
        elif isinstance(tree, list) and part.isdecimal() and int(part) < len(tree):
            tree = tree[int(part)]
    return tree if isinstance(tree, str) else ""


class Chain(NamedTuple):
    """The verified ledger and the contents it signed."""

    entries: tuple[Entry, ...]
    contents: dict[str, Content]


def open_settings(home: Project) -> tuple[Settings, DueRule]:
    """The settings of an office and how it counts days."""
    try:
        tree = loading.load(files.read(home.config), home.config.name)
    except SourceError as error:
        raise SettingsError(
            "M104", N_("mkdocs.yml cannot be read: {problem}"), error.hint, problem=str(error)
        ) from error
    found = settings_room.of(tree.value)
    holidays = named_inputs.holidays(home)

    def collected_by(day: date) -> date:
        return workdays.after(day, found.collection_days, holidays)

    return found, DueRule(near_days=found.near_days, stale_days=found.stale_days, collected_by=collected_by)


def open_office(root: Path) -> Opened:
    """Everything that stands in ``content/``; what cannot be taken is in ``faults``."""
    home = projects.project(root)
    found, rule = open_settings(home)
    drafts = projects.drafts(home)
    loaded = tuple(_load(file) for file in drafts)
    faults = [fault for item in loaded for fault in item.findings]
    faults += [fault for file, item in zip(drafts, loaded, strict=True) for fault in _misplaced(file, item)]
    office = office_of(item.document for item in loaded)
    by_id = {item.document.id: item for item in reversed(loaded) if item.document is not None}
    known = [(plan.id, recall(home, of_plan(home, plan.id))) for plan in office.plans]
    known += [
        (file.path.stem, recall(home, file.path.with_suffix(".json")))
        for file in drafts
        if file.kind in {"report", "notice"}
    ]
    said = {name: remembered for name, remembered in known if remembered}
    decided = named_inputs.lexicon(home), named_inputs.waivers(home)
    answers = answered_places.recall(home)
    return Opened(home, found, rule, loaded, office, tuple(faults), by_id, said, *decided, answers)


def _load(file: DraftFile) -> reading.Loaded:
    if file.kind != "page":
        return reading.read(file.kind, file.name, file.data)
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return reading.read("page", file.name, file.data)
    heading = next((line for line in text.splitlines() if line.startswith("# ")), f"# {file.path.stem}")
    value: dict[str, Any] = {
        "id": file.path.stem,
        "title": heading[2:].strip(),
        "markdown": text,
        "scope": "public",
    }
    return reading.build("page", file.name, loading.Tree(value, {}))


def _misplaced(file: DraftFile, item: reading.Loaded) -> Iterable[Finding]:
    """A file is named after its document, so that an id can be found without opening every file."""
    if item.document is None or file.kind in {"page", "units"}:
        return
    wanted = file.path.parent.name if file.kind == "plan" else file.path.stem
    plan = file.path.parent.parent.name
    if item.document.id != wanted or getattr(item.document, "plan", plan) not in {plan, None}:
        yield Finding(
            code="D301",
            level=Level.ERROR,
            document=item.document.id,
            field="id",
            message=N_("the file is called {file}, the document in it {id}"),
            values={"file": file.name, "id": item.document.id},
            hint=N_(
                "an id that was published never changes: put it back; otherwise give the file the name of its document"
            ),
            place=item.place("id"),
        )


def file_of(home: Project, document: Document) -> Path:
    """Where the draft of a document stands; a report or notice without a plan has a folder of its own."""
    kind = kind_of(document)
    if kind == "plan":
        return home.plan(document.id)
    if kind == "units":
        return home.content / "units.yml"
    if kind == "page":
        return home.content / "pages" / f"{document.id}.md"
    return home.document(kind, getattr(document, "plan", None) or document.id, document.id)


def office_of(documents: Iterable[Document | None]) -> Office:
    """Sort documents into an office."""
    kept = [document for document in documents if document is not None]
    by_kind = {kind: tuple(item for item in kept if type(item) is model) for kind, model in KINDS.items()}
    return Office(
        plans=by_kind["plan"],
        records=by_kind["record"],
        reports=by_kind["report"],
        notices=by_kind["notice"],
        units=next(iter(by_kind["units"]), Units()),
        pages=by_kind["page"],
    )


def open_ledger(home: Project, origin: str) -> Chain:
    """The ledger, verified line by line and held against every checkpoint that remembers it.

    Raises:
        LedgerError: L1xx naming the first line that is not as it was; L115 without a checkpoint, L142 with a text that
            was purged.

    """
    raw = projects.ledger(home)
    entries = _held(home, raw, origin)
    found = chain.contents(raw.approved, entries)
    chain.refuse_purged(entries, found)
    return Chain(entries, found)


def open_chain(home: Project, origin: str) -> tuple[Entry, ...]:
    """The lines of the ledger alone, verified and held against every checkpoint; the texts are not looked at.

    Raises:
        LedgerError: L1xx as ``open_ledger``.

    """
    return _held(home, projects.ledger(home), origin)


def _held(home: Project, raw: LedgerFiles, origin: str) -> tuple[Entry, ...]:
    entries = chain.read(raw.ledger)
    if not entries and raw.approved:
        hint = N_("restore content/ledger.jsonl and content/checkpoint.txt from the newest backup")
        raise LedgerError(
            "L117", N_("ledger line 1 is missing: the ledger is empty, though signed texts are there"), hint
        )
    own = home.name(home.content / "checkpoint.txt")
    if entries and own not in raw.checkpoints:
        hint = N_("copy checkpoint.txt from the site or the newest archive to content/")
        raise LedgerError("L115", N_("content/checkpoint.txt is missing, though the ledger has lines"), hint)
    checkpoints.hold(entries, raw.checkpoints, own, origin)
    return entries
