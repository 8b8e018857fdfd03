"""``import``: a source file becomes drafts, or corrects the drafts it became before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site import intake
from rectify_site.documents import writing
from rectify_site.errors import N_, SourceError
from rectify_site.intake import report as reports
from rectify_site.intake.merge import Merged, Take, merge
from rectify_site.intake.proposals import new_units
from rectify_site.intake.report import Reading
from rectify_site.model.office import KINDS, Document
from rectify_site.model.records import Plan, Record
from rectify_site.model.reports import Report
from rectify_site.model.units import Unit
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.workflow import sources
from rectify_site.workflow.opening import Opened, open_office


class Wish(NamedTuple):
    """What the clerk says beside the file: the plan's id, the encoding, which side wins a conflict."""

    plan: str | None = None
    encoding: str | None = None
    take: Take = None


class Imported(NamedTuple):
    """What was read, what became of the drafts, which units are new to the list."""

    source: str
    reading: Reading
    merged: Merged
    units: tuple[Unit, ...]
    first: bool

    @property
    def written(self) -> bool:
        """Whether there are drafts of it now."""
        return self.reading.plan is not None or self.reading.report is not None


def import_source(root: Path, source: Path, wish: Wish) -> Imported:
    """Read a source into drafts. A second import of the same file changes nothing; a corrected one is merged.

    Raises:
        SourceError: S2xx for a file that cannot be read, G116 for another plan under the same id, G117 for drafts
            that cannot be compared because they are broken.

    """
    home = projects.project(root)
    if source.name.startswith("~$"):
        hint = N_("close Word and import {file}")
        raise SourceError(
            "G126", N_("this is Word's lock file, not the document"), hint, file=source.name[2:]
        )
    reading = intake.read(source.name, files.read(source), encoding=wish.encoding, plan=wish.plan)
    place = _place(home, reading)
    if place is None:
        return Imported(source.name, reading, Merged({}), (), first=True)
    opened = open_office(root)
    ours = _drafts(opened, reading)
    remembered = sources.recall(home, place)
    merged = merge(remembered.documents if remembered else None, ours, reports.documents(reading), wish.take)
    if reading.plan:
        _refuse_another_plan(opened, reading.plan, merged)
    units = new_units(reading, opened.office.unit_names, [unit.id for unit in opened.office.units.units])
    said = sources.remember(source.name, ((one.line, one.text) for one in reading.used), merged.base)
    files.write_all({**_changed(opened, ours, merged, units), place: said})
    return Imported(source.name, reading, merged, units, first=not ours)


def _folder(reading: Reading) -> str:
    """The folder of its drafts: the plan's, or one of its own for a report without a plan; none without drafts."""
    if reading.plan:
        return reading.plan.id
    return (reading.report.plan or reading.report.id) if reading.report else ""


def _place(home: Project, reading: Reading) -> Path | None:
    """Where what the source said is remembered; None for a source that gave no draft."""
    if reading.report:
        return sources.of_report(home, _folder(reading), reading.report.id)
    return sources.of_plan(home, reading.plan.id) if reading.plan else None


def _drafts(opened: Opened, reading: Reading) -> dict[str, dict[str, Any]]:
    """The drafts this source was read into before, as JSON dicts by id."""
    plan = _folder(reading)
    folder = opened.home.name(opened.home.plan(plan).parent)
    broken = [fault for fault in opened.faults if fault.place.file.startswith(f"{folder}/")]
    if broken:
        hint = N_("run `rectify-site check`, mend this draft, then import again")
        raise SourceError(
            "G117", N_("the draft {file} cannot be read"), hint, exit_code=1, file=broken[0].place.file
        )
    office = opened.office
    held: list[Plan | Record | Report] = [
        item for item in office.reports if reading.report and item.id == reading.report.id
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
    opened: Opened, ours: Mapping[str, Mapping[str, Any]], merged: Merged, units: tuple[Unit, ...]
) -> dict[Path, bytes]:
    """The files that differ now: drafts and the list of units."""
    home = opened.home
    found = {
        _file(home, document): writing.dump(document)
        for name, tree in merged.documents.items()
        if tree != ours.get(name)
        for document in [_document(tree)]
    }
    if units:
        listed = opened.office.units
        more = listed.model_copy(update={"units": (*listed.units, *units)})
        found[home.content / "units.yml"] = writing.dump(more)
    return found


def _document(tree: Mapping[str, Any]) -> Document:
    """A draft by the fields that only its kind has."""
    kind = "record" if "deadline" in tree else "plan" if "kind" in tree else "report"
    return KINDS[kind].model_validate(tree)


def _file(home: Project, document: Document) -> Path:
    if isinstance(document, Record):
        return home.document("record", document.plan, document.id)
    if isinstance(document, Report):
        return home.document("report", document.plan or document.id, document.id)
    return home.plan(document.id)


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
    return {**reports.as_json(imported.reading, say), "changes": changes, "new_units": units}
