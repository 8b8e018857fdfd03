"""The plan of the house and its rules, read from the sources alone. A rule yields its complaints."""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

PACKAGE = "rectify_site"

FLOORS = {
    # the doors
    "cli": 7,
    "mkdocs_plugin": 7,
    # the hall: one function per verb
    "workflow": 6,
    # many offices
    "portal": 5,
    # what goes out
    "archive": 4,
    "channels": 4,
    "gate": 4,
    "pages": 4,
    "papers": 4,
    "press": 4,
    # west: from the office's files to the edition
    "checks": 3,
    "intake": 3,
    "ledger": 3,
    # the form of official documents, for west and east
    "official": 3,
    # east: from the edition to its forms
    "render": 3,
    "search": 3,
    "tables": 3,
    # the only hand on the disk
    "store": 3,
    # what documents, dates, links and figures are made of
    "charts": 2,
    "documents": 2,
    "links": 2,
    "packing": 2,
    "registry": 2,
    "settings": 2,
    "workdays": 2,
    # the nouns
    "colour": 1,
    "errors": 1,
    "model": 1,
    "text": 1,
}
HALL = FLOORS["workflow"]
OUTSIDE = {"__init__", "__main__"}
"""Modules of the package's root that are no rooms: the version, and the way to the door."""

KEPT_TO = {"store": {"workflow"}}
"""Rooms that only some others may enter, floors or not."""

HOMES = {
    "ahocorasick_rs": {"checks", "gate"},
    "chinese_calendar": {"workdays"},
    "click": {"cli"},
    "dask": {"portal"},
    "distributed": {"portal"},
    "docx": {"intake", "official", "papers"},
    "fsspec": {"portal"},
    "jinja2": {"render"},
    "lxml": {"intake", "papers", "channels"},
    "markdown": {"render"},
    "markupsafe": {"render"},
    "mkdocs": {"press.engine", "mkdocs_plugin"},
    "numpy": {"gate", "search", "tables"},
    "openpyxl": {"intake", "papers"},
    "pandas": {"tables"},
    "pydantic": {room for room, floor in FLOORS.items() if floor <= FLOORS["ledger"]},
    "pydantic_core": {"documents"},
    "pyromark": {"render"},
    "pypinyin": {"intake"},
    "python_calamine": {"intake"},
    "rich": {"cli"},
    "segno": {"channels", "charts"},
    "typst": {"channels"},
    "warcio": {"archive"},
    "yaml": {"documents"},
}
"""Where each library lives: rooms, or single files of a room. A library without a home is a complaint."""

SOCKETS = {"importer", "check", "table", "page", "channel"}

CHANCE = {"getpass", "numpy.random", "random", "secrets", "uuid"}
"""Modules that may not be imported below the hall."""

CLOCK_AND_ENVIRONMENT = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "numpy.random",
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.getlogin",
    "os.urandom",
    "pathlib.Path.home",
    "socket.gethostname",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
"""Names that may not be used there; their modules have harmless uses too."""

MOST_LINES, MOST_BODY_LINES, MOST_PARAMETERS = 300, 40, 6

MACHINE_PATH = re.compile(r"(?<![\w.\-)}\]])/(?:home|Users|root|work|farm)/|[A-Z]:\\+Users\\")
"""An absolute path into someone's folder. A relative path or an address with such a part is fine."""


class Import(NamedTuple):
    """One imported name: the module meant, and the line."""

    module: str
    line: int


@dataclass(frozen=True)
class Source:
    """One file of the package. model.py and model/__init__.py are both the module `rectify_site.model`."""

    module: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def parts(self) -> list[str]:
        return self.module.split(".")[1:]

    @property
    def room(self) -> str:
        return room_of(self.module)

    @property
    def floor(self) -> int:
        """Unknown rooms stand in the cellar: they may import nothing and use no clock."""
        return FLOORS.get(self.room, 0)

    def at(self, line: int) -> str:
        return f"{self.path}:{line}:"


House = dict[str, Source]
Rule = Callable[[House], Iterator[str]]


def read(package: Path) -> House:
    """All Python files of a package, by module."""
    sources = (Source(module_of(path, package), path) for path in sorted(package.rglob("*.py")))
    return {source.module: source for source in sources}


def module_of(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


# --- imports ---------------------------------------------------------------------------------------------


def imports(source: Source, house: House) -> Iterator[Import]:
    """Every import of a file wherever it stands, also by `import_module("…")` and `gather("…")`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from imports_from(node, source, house)
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__", "gather"}:
            names = [arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)]
            yield from (Import(str(name), node.lineno) for name in names)


def imports_from(node: ast.ImportFrom, source: Source, house: House) -> Iterator[Import]:
    """`from a import b` means the module a.b where there is one (or where a is the whole package), else a."""
    base = absolute(node, source)
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield Import(inner if inner in house or base == PACKAGE else base, node.lineno)


def absolute(node: ast.ImportFrom, source: Source) -> str:
    if not node.level:
        return node.module or ""
    steps_up = node.level - (source.path.name == "__init__.py")
    parts = source.module.split(".")
    return ".".join(parts[: len(parts) - steps_up] + ([node.module] if node.module else []))


def called(node: ast.Call) -> str:
    return (dotted(node.func) or "").rpartition(".")[2]


def dotted(node: ast.expr) -> str | None:
    """`os.environ` for the expression of that form; None for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (head := dotted(node.value)):
        return f"{head}.{node.attr}"
    return None


def inside(module: str) -> bool:
    return module == PACKAGE or module.startswith(f"{PACKAGE}.")


def within(name: str, homes: Iterable[str]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def rooms_entered(source: Source, house: House) -> Iterator[tuple[str, int]]:
    """The other rooms a file imports from. The version at the package's root is for everyone."""
    for module, line in imports(source, house):
        if inside(module) and module != f"{PACKAGE}.__version__" and room_of(module) != source.room:
            yield room_of(module), line


def rooms(house: House) -> Iterator[Source]:
    return (source for source in house.values() if source.room not in OUTSIDE)


# --- the rules -------------------------------------------------------------------------------------------


def every_module_belongs_to_a_room(house: House) -> Iterator[str]:
    for source in rooms(house):
        if source.room not in FLOORS:
            yield f"{source.path}: no room named {source.room} in FLOORS; give it a floor"


def imports_go_down(house: House) -> Iterator[str]:
    for source in rooms(house):
        for room, line in rooms_entered(source, house):
            if FLOORS.get(room, 99) >= source.floor:
                yield f"{source.at(line)} {source.room} (floor {source.floor}) imports {room}, not below it"


def kept_rooms_are_entered_by_their_keepers(house: House) -> Iterator[str]:
    for source in house.values():
        for room, line in rooms_entered(source, house):
            if source.room not in KEPT_TO.get(room, {source.room}):
                yield f"{source.at(line)} {source.room} imports {room}; only {KEPT_TO[room]} may"


def libraries_stay_at_home(house: House) -> Iterator[str]:
    for source in house.values():
        for module, line in imports(source, house):
            library = module.partition(".")[0]
            if inside(module) or library in sys.stdlib_module_names:
                continue
            if not within(".".join(source.parts), HOMES.get(library, ())):
                yield f"{source.at(line)} {library} lives in {HOMES.get(library, 'no room yet')}"


def plugs_are_not_imported_by_name(house: House) -> Iterator[str]:
    plugs = {module for module, source in house.items() if holds_plugs(source)}
    for source in house.values():
        for module, line in imports(source, house):
            if module in plugs and module != source.module:
                yield f"{source.at(line)} {module} holds plugs: ask its socket in registry"


def holds_plugs(source: Source) -> bool:
    functions = (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef))
    decorators = (d for function in functions for d in function.decorator_list)
    made = {called(node) for node in decorators if isinstance(node, ast.Call)}
    sockets = {name.name for node in ast.walk(source.tree) if is_from_registry(node) for name in node.names}
    return bool(made & sockets & SOCKETS)


def is_from_registry(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == "registry"


def no_type_checking_blocks(house: House) -> Iterator[str]:
    for source in house.values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Name | ast.Attribute) and "TYPE_CHECKING" in (dotted(node) or ""):
                yield f"{source.at(node.lineno)} TYPE_CHECKING hides an import"


def no_wildcards(house: House) -> Iterator[str]:
    for source in house.values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                yield f"{source.at(node.lineno)} a wildcard import hides what is taken"


def no_clock_chance_or_environment_below_the_hall(house: House) -> Iterator[str]:
    for source in rooms(house):
        if source.floor >= HALL:
            continue
        known = aliases(source.tree)
        names = [(meant(node, known), node.lineno) for node in ast.walk(source.tree) if is_name(node)]
        used = [found for found in names if found[0] in CLOCK_AND_ENVIRONMENT]
        taken = [found for found in imports(source, house) if within(found.module, CHANCE)]
        for name, line in used + taken:
            yield f"{source.at(line)} {name} below the hall; hand the value in"


def is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute)


def aliases(tree: ast.Module) -> dict[str, str]:
    """What each imported name of a file means: {"dt": "datetime", "date": "datetime.date"}."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def meant(node: ast.expr, known: dict[str, str]) -> str:
    head, dot, rest = (dotted(node) or "").partition(".")
    return known.get(head, head) + dot + rest


def names_are_our_own(house: House) -> Iterator[str]:
    for source in rooms(house):
        for part in source.parts:
            if part in sys.stdlib_module_names or part in HOMES:
                yield f"{source.path}: {part} is the name of a library; read as an import it means two things"


def files_are_short(house: House) -> Iterator[str]:
    for source in house.values():
        if (lines := source.text.count("\n")) > MOST_LINES:
            yield f"{source.path}: {lines} lines, most {MOST_LINES}"


def functions_are_short(house: House) -> Iterator[str]:
    for source, function in functions(house):
        lines = (function.end_lineno or 0) - function.body[0].lineno + 1
        if lines > MOST_BODY_LINES:
            yield f"{source.at(function.lineno)} {function.name}: {lines} lines, most {MOST_BODY_LINES}"


def parameters_are_few(house: House) -> Iterator[str]:
    for source, function in functions(house):
        given = function.args
        count = len(given.posonlyargs + given.args + given.kwonlyargs)
        if count > MOST_PARAMETERS:
            yield f"{source.at(function.lineno)} {function.name}: {count} parameters, most {MOST_PARAMETERS}"


def functions(house: House) -> Iterator[tuple[Source, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for source in house.values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield source, node


def imports_make_no_circle(house: House) -> Iterator[str]:
    graph = {
        module: {name for name, _ in imports(source, house) if name in house and name != module}
        for module, source in house.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield "a circle of imports: " + " -> ".join(reversed(error.args[1]))


RULES: tuple[Rule, ...] = (
    every_module_belongs_to_a_room,
    imports_go_down,
    kept_rooms_are_entered_by_their_keepers,
    libraries_stay_at_home,
    plugs_are_not_imported_by_name,
    no_type_checking_blocks,
    no_wildcards,
    no_clock_chance_or_environment_below_the_hall,
    names_are_our_own,
    files_are_short,
    functions_are_short,
    parameters_are_few,
    imports_make_no_circle,
)


# --- what needs more than the sources --------------------------------------------------------------------


def not_among(house: House, tracked: set[Path]) -> Iterator[str]:
    for source in house.values():
        if source.path not in tracked:
            yield f"{source.path}: not in git; `git add` it, or mend .gitignore"


def machine_paths(files: Iterable[Path]) -> Iterator[str]:
    """Text files that name a folder of someone's machine. Binary files are left alone."""
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := MACHINE_PATH.search(line):
                yield f"{path}:{number}: names a path of a machine: …{line[found.start() :][:60]}"
