"""The files that came back in a round: opened, looked at, and read as the answer of one unit to one round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.errors import N_, USAGE, RectifyError, SourceError
from rectify_site.intake import claims, parcels, return_forms, returns, workbooks
from rectify_site.intake.claims import Asking, Claimed
from rectify_site.intake.parcels import Piece
from rectify_site.intake.return_forms import Claim, Form, plain
from rectify_site.intake.returns import Note, Returned
from rectify_site.model import rounds
from rectify_site.model.records import Plan
from rectify_site.model.rounds import Asked, Round
from rectify_site.papers import reminders
from rectify_site.store import files
from rectify_site.workflow.opening import Opened

TABLES = frozenset({".xlsx", ".xls", ".csv"})
ARCHIVE = ".zip"
LOCK = "~$"
FILES_LIMIT = 2_000


class Wish(NamedTuple):
    """What the clerk says beside the files: the day of the answers, the period where a file does not say it.

    ``on`` may not lie after ``today``.
    """

    on: date
    period: str | None = None
    take: bool = False
    encoding: str | None = None
    today: date | None = None


class Answered(NamedTuple):
    """What a file answers: the round, the unit, its rows, and the events they stand for."""

    round: Round
    unit: str
    returned: Returned
    claimed: tuple[Claimed, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Plan, period and unit."""
        return self.round.plan, self.round.period, self.unit


class Handed(NamedTuple):
    """One file that was handed in: its answer, or why there is none."""

    file: str
    answered: Answered | None = None
    notes: tuple[Note, ...] = ()
    refused: RectifyError | None = None
    skipped: str = ""


class Desk(NamedTuple):
    """What stands ready while files are read: the office, its rounds, the issued cells of each plan asked about.

    ``broken`` says of a plan why its drafts cannot take anything now; ``ids`` are all that were issued, ``names`` lead
    from any name of a unit to the one it has, both in plain form.
    """

    opened: Opened
    rounds: dict[tuple[str, str], Round]
    issued: dict[str, dict[str, tuple[str, ...]]]
    broken: dict[str, SourceError]
    ids: frozenset[str]
    names: dict[str, str]
    wish: Wish


def pieces(source: Path) -> Iterator[Piece]:
    """A file, the files of a folder, or those of an archive, in the order of their names."""
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if not path.is_dir())[: FILES_LIMIT + 1]
        if len(paths) > FILES_LIMIT:
            hint = N_("name the folder with the returned workbooks only")
            raise SourceError("G157", N_("the folder {path} holds too many files"), hint, path=source)
        for path in paths:
            yield from _piece(path, path.relative_to(source).as_posix())
    else:
        yield from _piece(source, source.name)


def _piece(path: Path, name: str) -> Iterator[Piece]:
    suffix = path.suffix.lower()
    if path.name.startswith(LOCK) or suffix not in {*TABLES, ARCHIVE}:
        yield Piece(name)
        return
    try:
        data = files.read(path)
        if not data:
            raise empty()
        if suffix == ARCHIVE:
            for piece in parcels.unpacked(data, TABLES):
                yield piece._replace(name=f"{name}/{piece.name}")
        else:
            yield Piece(name, data)
    except SourceError as error:
        yield Piece(name, refused=error)


def empty() -> SourceError:
    """The refusal of a file of no bytes, as a broken upload leaves it."""
    return SourceError("G166", N_("the file is empty"), N_("ask the unit to send it again"), exit_code=1)


def handed(desk: Desk, piece: Piece) -> Handed:
    """What a file answers. Whatever is wrong with it stays with it."""
    base = piece.name.rpartition("/")[2]
    if base.startswith(LOCK):
        return Handed(piece.name, skipped=N_("it is the lock file of a program that has the workbook open"))
    if base == reminders.FILE:
        return Handed(piece.name, skipped=N_("it is the list of those to remind, made by this program"))
    suffix = base[base.rfind(".") :].lower() if "." in base else ""
    if suffix not in TABLES and piece.refused is None:
        return Handed(piece.name, skipped=N_("it is no workbook (.xlsx, .xls, .csv)"))
    if piece.refused:
        return Handed(piece.name, refused=piece.refused)
    try:
        if not piece.data:
            raise empty()
        return _read(desk, piece.name, workbooks.sheets(piece.data, suffix, encoding=desk.wish.encoding))
    except SourceError as error:
        return Handed(piece.name, refused=error)


def _read(desk: Desk, name: str, book: workbooks.Book) -> Handed:
    memory = return_forms.memory(book.own)
    asked, one, said = _answered(desk, book, memory.claim if memory else None)
    if asked.plan in desk.broken:
        raise desk.broken[asked.plan]
    issued = desk.issued[asked.plan]
    formulas = returns.formulas(book)
    returned = returns.read(book.grids, Form(one.records, issued, memory, formulas))
    plan = desk.opened.office.plan_of[asked.plan]
    asking = Asking(one.unit, asked.words, desk.wish.on, _began(plan), rounds.period(asked.period).ends)
    _refuse_before(asking)
    claimed = tuple(claims.claimed(row, asking) for row in returned.rows)
    notes = (
        *said,
        *_blank(one.unit, returned),
        *returned.notes,
        *returns.unseen(
            book, {cell.place for row in returned.rows for cell in row.cells.values()} & formulas
        ),
        *(note for each in claimed for note in each.notes),
    )
    return Handed(name, Answered(asked, one.unit, returned, claimed), notes)


def _blank(unit: str, returned: Returned) -> Iterator[Note]:
    """That nobody wrote anything: the file counts for nothing."""
    if returned.rows and all(row.blank for row in returned.rows):
        yield Note("G165", BLANK, {"unit": unit, "count": str(len(returned.rows))}, "said")


BLANK = N_("{unit}: the whole form is blank, {count} matters not reported")


def _refuse_before(asking: Asking) -> None:
    if asking.began and asking.on < asking.began:
        message = N_("the day of the answers {on} lies before the plan ({began})")
        raise SourceError("G159", message, ON, exit_code=1, on=asking.on, began=asking.began)


ON = N_("give the day the answers are of with --on; without it, it is today")


def refuse_future(wish: Wish) -> None:
    """Nothing is reported as of a day that has not come. Raises SourceError G159."""
    if wish.today and wish.on > wish.today:
        message = N_("the day of the answers {on} has not come yet (today is {today})")
        raise SourceError("G159", message, ON, exit_code=USAGE, on=wish.on, today=wish.today)


def _began(plan: Plan) -> date | None:
    """The first day on which something could have been done about a plan."""
    return plan.held_on or plan.adopted_on or (date(plan.year, 1, 1) if plan.year else None)


def _answered(desk: Desk, book: workbooks.Book, remembered: Claim | None) -> tuple[Round, Asked, list[Note]]:
    """The round and the unit a workbook answers: by its memory, by the lines above its table, by its rows."""
    seen = return_forms.visible(book.grids)
    for left, right in zip(remembered or Claim(), seen, strict=True):
        if left and right and plain(left) != plain(right):
            hint = N_("ask the unit for the workbook of this round, as it was sent")
            message = N_("the workbook was issued for {issued}, but says {says}")
            raise SourceError("G136", message, hint, exit_code=1, issued=left, says=right)
    claim = Claim(*(left or right for left, right in zip(remembered or Claim(), seen, strict=True)))
    claim = claim._replace(period=claim.period or rounds.code(desk.wish.period or ""))
    ids = return_forms.ids(book.grids, desk.ids)
    asked = _round(desk, claim, ids)
    unit = desk.names.get(plain(claim.unit), plain(claim.unit))
    found = [one for one in asked.asked if plain(one.unit) == unit]
    if found:
        return asked, found[0], []
    if not claim.unit:
        fitting = [one for one in asked.asked if set(one.records) == set(ids)]
        if len(fitting) == 1:
            message = N_(
                "the unit is not named; its rows are those that were sent to {unit} and to nobody else"
            )
            return asked, fitting[0], [Note("G156", message, {"unit": fitting[0].unit}, "said")]
    hint = N_("write 报送单位：… above the table, with one of: {known}")
    raise SourceError(
        "G136",
        N_("it does not say which unit of the round it comes from (“{unit}”)"),
        hint,
        exit_code=1,
        unit=claim.unit,
        known="、".join(one.unit for one in asked.asked),
    )


def _round(desk: Desk, claim: Claim, ids: Iterable[str]) -> Round:
    plan = claim.plan or "、".join(sorted({name.rpartition("-")[0] for name in ids}))
    if not plan:
        hint = N_("have the answers written into the workbook that was sent, then collect again")
        raise SourceError("G134", N_("this is not the workbook that was sent"), hint, exit_code=1)
    fitting = [one for (its, code), one in desk.rounds.items() if its == plan and claim.period in {"", code}]
    if len(fitting) == 1:
        return fitting[0]
    known = "、".join(f"{its} {code}" for its, code in desk.rounds)
    if not claim.period and fitting:
        message = N_("it does not say which period of {plan} it answers")
        hint = N_("name the period with --period; opened are: {known}")
    else:
        message = N_("it answers no round that was opened (plan “{plan}”, period “{period}”)")
        hint = N_("open the round first, or ask for the workbook of an open one; opened are: {known}")
    raise SourceError("G134", message, hint, exit_code=1, plan=plan, period=claim.period or "—", known=known)
