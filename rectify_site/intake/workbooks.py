"""Workbooks (.xlsx, .xls) and CSV files as grids: what a clerk sees on the screen, and a list of what she does not.

Hidden sheets, rows and columns, comments, text boxes and print headers are never read as if they were seen: they are
listed with their place. A hidden sheet that this tool wrote (``_rectify…``) is its own memory and comes back apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake import cells, delimited, old_workbooks, worksheets
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.package import EXCEL, SAVE_WORKBOOK, Package, parse, stream, unpack
from rectify_site.intake.paragraphs import Paragraph, Remark, clean, plain
from rectify_site.intake.worksheets import Look, Sheet, Worksheet

OWN = "_rectify"
NAMED = 10  # places named in a remark
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

HIDDEN_SHEET = N_("a hidden sheet is not read")
HIDDEN_CELL = N_("a hidden row or column is not read: unhide it or take the filter off, then import again")
COMMENT = N_("comments are not read")
IN_BOX = N_("a text box is not read")
PRINTED = N_("page headers are not read")
NO_RESULT = N_("a formula without a stored result")

Tick = Callable[[int, int], None]
"""Called with the rows done and all rows, every some hundred rows."""


class Book(NamedTuple):
    """The sheets a clerk sees, those of the tool's own memory, remarks, and what is listed and not read."""

    grids: tuple[Grid, ...]
    own: tuple[Grid, ...] = ()
    remarks: tuple[Remark, ...] = ()
    asides: tuple[Paragraph, ...] = ()


class Listed(NamedTuple):
    """A sheet as the workbook lists it: whether it is hidden, and the parts it leads to by their kind."""

    sheet: Sheet
    hidden: bool
    related: tuple[tuple[str, str], ...]


def sheets(data: bytes, suffix: str, tick: Tick | None = None, encoding: str | None = None) -> Book:
    """The tables of a .xlsx, .xls or .csv; texts are clean, and places are those a clerk finds (表一!F12).

    Raises ``SourceError`` S2xx for a file that is not taken as it is; nothing is parsed before it was looked at.
    """
    if suffix == ".csv":
        book = Book((delimited.grid(data, encoding),))
    elif suffix == ".xls":
        shown, unseen, hidden, noted = old_workbooks.sheets(data)
        own, asides = _unseen(unseen)
        book = Book(
            shown, own, tuple(_notes(noted)), (*asides, *(_aside(cell, HIDDEN_CELL) for cell in hidden))
        )
    else:
        book = _new_workbook(unpack(data, EXCEL), tick)
    return _cleaned(book)


def _new_workbook(package: Package, tick: Tick | None) -> Book:
    root = parse(*_part(package, "main"), SAVE_WORKBOOK)
    look = Look(
        tuple(_texts(package)),
        tuple(_formats(package)),
        any(its.get("date1904") in {"1", "true"} for its in root.iter("{*}workbookPr")),
    )
    listed = tuple(_listed(package, root))
    rows = [each.sheet.content.count(b"<row") + each.sheet.content.count(b":row ") for each in listed]
    read = []
    for place, each in enumerate(listed):
        its_tick = _within(tick, sum(rows[:place]), sum(rows))
        read.append(worksheets.read(each.sheet, look, its_tick))
    own, asides = _unseen(tuple(its.grid for each, its in zip(listed, read, strict=True) if each.hidden))
    seen = [(each, its) for each, its in zip(listed, read, strict=True) if not each.hidden]
    return Book(
        tuple(its.grid for _, its in seen),
        own,
        (*_formulas([its for _, its in seen]), *_objects(package)),
        (*asides, *(aside for each, its in seen for aside in _asides(package, each, its))),
    )


def _within(tick: Tick | None, done: int, total: int) -> Callable[[int], None] | None:
    return None if tick is None else lambda rows: tick(min(done + rows, total), total)


def _part(package: Package, kind: str) -> tuple[str, bytes]:
    names = package.of_kind(kind)
    if not names:
        message = N_("the part {part} of the file is missing")
        raise SourceError("S223", message, SAVE_WORKBOOK, part=kind)
    return names[0], package.parts[names[0]]


def _texts(package: Package) -> Iterator[str]:
    for name in package.of_kind("sharedStrings")[:1]:
        for element in stream(name, package.parts[name], frozenset({"si"})):
            yield worksheets.text_of(element)


def _formats(package: Package) -> Iterator[str]:
    """The number format of each style, in order."""
    for name in package.of_kind("styles")[:1]:
        root = parse(name, package.parts[name], SAVE_WORKBOOK)
        named = {its.get("numFmtId", ""): its.get("formatCode", "") for its in root.iter("{*}numFmt")}
        for style in (its for all_of_them in root.iter("{*}cellXfs") for its in all_of_them):
            number = style.get("numFmtId", "0")
            built_in = cells.BUILT_IN.get(int(number), "") if number.isdigit() and len(number) < 5 else ""  # noqa: PLR2004
            yield named.get(number, built_in)


def _listed(package: Package, root: Iterable[object]) -> Iterator[Listed]:
    """The worksheets in the order of their tabs; sheets that are charts have no cells."""
    main = package.of_kind("main")[0]
    targets = {name: (kind, target) for name, kind, target in _related(package, main)}
    for its in root.iter("{*}sheet"):  # type: ignore[attr-defined]
        kind, part = targets.get(its.get(RELATIONS) or its.get(STRICT_RELATIONS) or "", ("", ""))
        if kind == "worksheet":
            if part not in package.parts:
                message = N_("the part {part} of the file is missing")
                raise SourceError("S223", message, SAVE_WORKBOOK, part=part)
            hidden = its.get("state", "visible") != "visible"
            related = tuple((its_kind, target) for _, its_kind, target in _related(package, part))
            yield Listed(Sheet(its.get("name", ""), part, package.parts[part]), hidden, related)


def _related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The parts that a part leads to: the id, the kind (last word of the type) and the name of each."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.parts:
        return
    for its in parse(relations, package.parts[relations], SAVE_WORKBOOK).iter("{*}Relationship"):
        kind = its.get("Type", "").rpartition("/")[2]
        yield its.get("Id", ""), kind, _resolved(folder, its.get("Target", ""))


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    path = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(filter(None, path))


def _unseen(hidden: tuple[Grid, ...]) -> tuple[tuple[Grid, ...], tuple[Paragraph, ...]]:
    """Hidden sheets divided: the tool's own memory, and the words of the others."""
    own = tuple(grid for grid in hidden if grid.name.startswith(OWN))
    asides = (
        _aside(cell, HIDDEN_SHEET)
        for grid in hidden
        if not grid.name.startswith(OWN)
        for row in grid.rows
        for cell in row
        if cell.text and not cell.repeated
    )
    return own, tuple(asides)


def _aside(cell: Cell, why: str, what: str = "") -> Paragraph:
    return Paragraph(0, " ".join(cell.text.split()), place=cell.place + what, aside=why)


def _asides(package: Package, listed: Listed, its: Worksheet) -> Iterator[Paragraph]:
    yield from (_aside(cell, HIDDEN_CELL) for cell in its.hidden)
    yield from (_aside(cell, NO_RESULT) for cell in its.formulas)
    name = listed.sheet.name
    for text in its.printed:
        yield Paragraph(0, " ".join(text.split()), place=f"{name} 页眉页脚", aside=PRINTED)
    for kind, part in listed.related:
        if part in package.parts and kind == "comments":
            for note in parse(part, package.parts[part], SAVE_WORKBOOK).iter("{*}comment"):
                yield _aside(Cell(_words(note), f"{name}!{note.get('ref', '')}"), COMMENT, " 批注")
        elif part in package.parts and kind == "drawing":
            for box in parse(part, package.parts[part], SAVE_WORKBOOK).iter("{*}txBody"):
                yield _aside(Cell(_words(box), name), IN_BOX, " 文本框")


def _words(element: Iterable[object]) -> str:
    return " ".join("".join(its.text or "" for its in element.iter("{*}t")).split())  # type: ignore[attr-defined]


def _formulas(read: list[Worksheet]) -> Iterator[Remark]:
    missing = [cell.place for its in read for cell in its.formulas]
    wrong = [f"{cell.place} {cell.text}" for its in read for cell in its.errors]
    if missing:
        message = N_(
            "{count} formulas have no stored result ({places}); open the file, save it and import it again"
        )
        yield Remark("S271", message, {"count": str(len(missing)), "places": _named(missing)}, 0)
    if wrong:
        message = N_("{count} formulas end in an error ({places}); mend them in the workbook")
        yield Remark("S272", message, {"count": str(len(wrong)), "places": _named(wrong)}, 0)


def _notes(places: tuple[str, ...]) -> Iterator[Remark]:
    if places:
        message = N_("comments in an .xls are not read ({places}); save it as .xlsx to have them listed")
        yield Remark("S270", message, {"places": _named(list(places))}, 0)


def _named(places: list[str]) -> str:
    return "、".join(places[:NAMED]) + ("…" if len(places) > NAMED else "")


def _objects(package: Package) -> Iterator[Remark]:
    folders = ("xl/media/", "xl/embeddings/", "xl/charts/chart", "xl/chartsheets/sheet")
    count = sum(name.startswith(folders) for name in package.names)
    if count:
        message = N_("the file holds {count} pictures or objects; words in them are not read")
        yield Remark("S253", message, {"count": str(count)}, 0)
    links = sum(name.startswith("xl/externalLinks/externalLink") for name in package.names)
    if links:
        message = N_(
            "{count} other workbooks are linked; their values are taken as stored, and not looked up"
        )
        yield Remark("S273", message, {"count": str(links)}, 0)


def _cleaned(book: Book) -> Book:
    """Every text without what cannot be seen (said once for each kind); control characters are refused."""
    said: dict[tuple[str, str], Remark] = {}

    def cleaned(cell: Cell) -> Cell:
        if plain(cell.text):
            return cell
        paragraph, remarks = clean(Paragraph(0, cell.text, place=cell.place))
        for one in remarks:
            said.setdefault((one.code, one.values.get("code_point", "")), one)
        return cell if paragraph.text == cell.text else cell._replace(text=paragraph.text.strip())

    def whole(grid: Grid) -> Grid:
        return grid._replace(rows=tuple(tuple(map(cleaned, row)) for row in grid.rows))

    grids = tuple(map(whole, book.grids))
    own = tuple(map(whole, book.own))
    asides = tuple(each for each in (clean(aside)[0] for aside in book.asides) if each.text.strip())
    return Book(grids, own, (*book.remarks, *said.values()), asides)
