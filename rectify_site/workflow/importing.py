"""``import``: a source file becomes drafts, or corrects the drafts it became before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site import intake
from rectify_site.checks import tokens
from rectify_site.documents import writing
from rectify_site.errors import N_, USAGE, RectifyError, SourceError
from rectify_site.intake import notices
from rectify_site.intake import report as reports
from rectify_site.intake.merge import Merged, Take, merge
from rectify_site.intake.proposals import new_units
from rectify_site.intake.report import Reading
from rectify_site.intake.workbooks import Book, Tick
from rectify_site.model.office import KINDS, Document
from rectify_site.model.records import Plan, Record
from rectify_site.model.reports import Notice, Report
from rectify_site.model.units import Unit
from rectify_site.registry import gather, importer
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.text import fold
from rectify_site.workflow import editing, sources
from rectify_site.workflow.handing import LOCKS
from rectify_site.workflow.opening import Opened, file_of, open_office
from rectify_site.workflow.sources import Passage, Remembered

SHOWN = 5  # files of a folder that are named


class Wish(NamedTuple):
    """What the clerk says beside the file: the plan's id, the encoding, which side wins a conflict, what it is."""

    plan: str | None = None
    encoding: str | None = None
    take: Take = None
    kind: str | None = None


class Imported(NamedTuple):
    """What was read, what became of the drafts, which units are new to the list.

    ``edits`` says that it was the office's own ledger; ``still_public`` are documents that stand on the site although
    it says now that they are limited.
    """

    source: str
    reading: Reading
    merged: Merged
    units: tuple[Unit, ...]
    first: bool
    edits: bool = False
    still_public: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        """Whether there are drafts of it now."""
        return any((self.reading.plan, self.reading.report, self.reading.notice))

    @property
    def placeholders(self) -> int:
        """How many words in what was read still wait for the real ones."""
        texts = (one.text for one in self.reading.used)
        return sum(
            sum(1 for _ in tokens.tokens(text, fold(text))) for text in texts if tokens.CUE.search(text)
        )


class Tried(NamedTuple):
    """One of several sources: what it was read as, or why it was not; neither for one that was passed over."""

    source: str
    imported: Imported | None = None
    error: RectifyError | None = None


def import_all(root: Path, paths: Iterable[Path], wish: Wish, tick: Tick | None) -> list[Tried]:
    """Each source on its own: one that is refused does not stop the others. Lock files among them are passed over.

    Raises:
        SourceError: of the only source there is; G126 where there are lock files and nothing else.

    """
    given = list(paths)
    if all(path.name.startswith(LOCKS) for path in given):
        hint = N_("close Word and import {file}")
        message = N_("this is Word's lock file, not the document")
        raise SourceError("G126", message, hint, exit_code=USAGE, file=given[0].name[2:])
    if len(given) == 1:
        return [Tried(given[0].name, import_source(root, given[0], wish, tick))]
    return [_try(root, path, wish, tick) for path in given]


def _try(root: Path, path: Path, wish: Wish, tick: Tick | None) -> Tried:
    """One of several. What stops all of them (no project, a full disk) is no matter of one source."""
    if path.name.startswith(LOCKS):
        return Tried(path.name)
    try:
        return Tried(path.name, import_source(root, path, wish, tick))
    except SourceError as error:
        return Tried(path.name, error=error)


def import_source(root: Path, source: Path, wish: Wish, tick: Tick | None = None) -> Imported:
    """Read a source into drafts. A second import of the same file changes nothing; a corrected one is merged.

    Raises:
        SourceError: S2xx for a file that cannot be read, G116 for another plan under the same id, G117 for drafts
            that cannot be compared because they are broken, G155 for a folder.

    """
    home = projects.project(root)
    _refuse_folder(source)
    data = files.read(source)
    book = None if wish.kind else editing.book_of(source.name, data, wish.encoding, tick)
    if book is not None:
        opened = open_office(root)
        came = editing.returned(opened, book)
        if came is not None:
            done = editing.edit(opened, book, came, wish.take)
            told = Imported(source.name, done.reading, done.merged, done.units, first=False, edits=True)
            return told._replace(still_public=done.still_public)
    reading = _read(source.name, data, book, wish, tick)
    place = _place(home, reading)
    if place is None:
        return Imported(source.name, reading, Merged({}), (), first=True)
    opened = open_office(root)
    return _merged(opened, source.name, _resolved(opened, reading), place, wish.take)


def _read(name: str, data: bytes, book: Book | None, wish: Wish, tick: Tick | None) -> Reading:
    if book is not None:
        return intake.read_book(name, data, book, wish.plan)
    return intake.read(name, data, wish.encoding, wish.plan, kind=wish.kind, tick=tick)


def _resolved(opened: Opened, reading: Reading) -> Reading:
    """A notice with the ids of the matters whose numbers it prints, where its plan is known."""
    if reading.notice is None or reading.notice.plan is None:
        return reading
    plan = reading.notice.plan
    records = {record.id: record for record in opened.office.records if record.plan == plan}
    return reading._replace(notice=notices.resolved(reading.notice, reading.notice_numbers, records))


def _merged(opened: Opened, name: str, reading: Reading, place: Path, take: Take) -> Imported:
    ours = _drafts(opened, reading)
    remembered = sources.recall(opened.home, place)
    merged = merge(remembered.documents if remembered else None, ours, reports.documents(reading), take)
    if reading.plan:
        _refuse_another_plan(opened, reading.plan, merged)
    units = new_units(reading, opened.office.unit_names, [unit.id for unit in opened.office.units.units])
    passages = tuple(Passage(one.line, one.text, one.place) for one in reading.used)
    said = sources.remember(Remembered(name, passages, merged.base, _fields(reading, merged)))
    changed = dict(_changed(opened, ours, merged, reading))
    files.write_all({**changed, **editing.with_units(opened, units), place: said})
    return Imported(name, reading, merged, units, first=not ours)


def _fields(reading: Reading, merged: Merged) -> dict[str, dict[str, str]]:
    """Where each field stands in the source, by the ids of the drafts."""
    return {
        merged.names.get(name, name): {one.field: sources.where(one.line, one.place) for one in traced}
        for name, traced in reading.traces.items()
    }


def _refuse_folder(source: Path) -> None:
    """A folder is not poured in unseen: what can be read in it is named."""
    if not source.is_dir() or source.is_symlink():
        return
    names = sorted(path.name for path in source.iterdir() if path.is_file())
    gather("rectify_site.intake")
    able = [name for name in names if Path(name).suffix.lower() in importer and not name.startswith(LOCKS)]
    listed = "、".join(able[:SHOWN]) + ("…" if len(able) > SHOWN else "")
    hint = (
        N_("name the files themselves: {files}")
        if able
        else N_("no file in it can be imported: put a .docx, .xlsx or text file there, and name it")
    )
    message = N_("{path} is a folder; nothing of it was read")
    raise SourceError("G155", message, hint, exit_code=USAGE, path=source, files=listed)


def _folder(reading: Reading) -> str:
    """The folder of its drafts: the plan's, or one of its own for a report without a plan; none without drafts."""
    if reading.plan:
        return reading.plan.id
    told = reading.report or reading.notice
    return (told.plan or told.id) if told else ""


def _place(home: Project, reading: Reading) -> Path | None:
    """Where what the source said is remembered; None for a source that gave no draft."""
    for kind, told in (("report", reading.report), ("notice", reading.notice)):
        if told:
            return sources.of_document(home, kind, _folder(reading), told.id)
    return sources.of_plan(home, reading.plan.id) if reading.plan else None


def _drafts(opened: Opened, reading: Reading) -> dict[str, dict[str, Any]]:
    """The drafts this source was read into before, as JSON dicts by id."""
    plan = _folder(reading)
    editing.refuse_broken(opened, plan)
    office = opened.office
    told = reading.report or reading.notice
    held: list[Plan | Record | Report | Notice] = [
        *(item for item in office.reports if told and item.id == told.id),
        *(item for item in office.notices if told and item.id == told.id),
    ]
    if reading.plan:
        held += [item for item in office.plans if item.id == plan]
        held += [record for record in office.records if record.plan == plan]
    return {item.id: item.model_dump(mode="json", by_alias=True, exclude_defaults=True) for item in held}


def _refuse_another_plan(opened: Opened, plan: Plan, merged: Merged) -> None:
    """The wrong file, or a second plan of the same year and kind, must not be poured into the first."""
    before = opened.office.plan_of.get(plan.id)
    known = set(merged.documents) - set(merged.added) - set(merged.gone) - {plan.id}
    if before is not None and opened.office.records and not known:
        raise SourceError(
            "G116",
            N_("{plan} is another plan already ({title}); none of its matters stands in this file"),
            N_("give this plan an id of its own with --plan, for example --plan {plan}b"),
            exit_code=1,
            plan=plan.id,
            title=before.title,
        )


def _changed(
    opened: Opened, ours: Mapping[str, Mapping[str, Any]], merged: Merged, reading: Reading
) -> Iterator[tuple[Path, bytes]]:
    """The drafts that differ now. Thousands of new ones are those that were read, as long as they kept their ids."""
    added = set(merged.added)
    fresh = {record.id: record for record in reading.records if merged.names.get(record.id) == record.id}
    for name, tree in merged.documents.items():
        if tree != ours.get(name):
            document = fresh[name] if name in added and name in fresh else _document(tree)
            yield file_of(opened.home, document), writing.dump(document)


def _document(tree: Mapping[str, Any]) -> Document:
    """A draft by the fields that only its kind has."""
    own = {"deadline": "record", "kind": "plan", "day_kind": "notice"}
    return KINDS[next((kind for field, kind in own.items() if field in tree), "report")].model_validate(tree)


def as_json(imported: Imported, say: Callable[[str], str]) -> dict[str, Any]:
    """The report of an import in the keys that stay the same for ever."""
    merged = imported.merged
    changes = {
        "updated": [list(item) for item in merged.updated],
        "kept": [list(item) for item in merged.kept],
        "conflicts": [item._asdict() for item in merged.conflicts],
        "added": list(merged.added),
        "gone": list(merged.gone),
    }
    units = [{"id": unit.id, "name": unit.name} for unit in imported.units]
    told = {"source": imported.source, "placeholders": imported.placeholders}
    return {**reports.as_json(imported.reading, say), "changes": changes, "new_units": units, **told}
