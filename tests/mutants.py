"""How much of a room its tests would miss: change one thing in it, run them, and see whether any fails.

    python -m tests.mutants rectify_site/gate tests/gate
    python -m tests.mutants rectify_site/store tests/store tests/workflow/test_publishing.py --most 120
    python -m tests.mutants rectify_site/gate tests/gate --quick --again what-it-said.txt

One mutant is one operator, constant, pattern, condition, statement or returned value changed. Of all there are,
``--most`` are taken at even distances, so that two runs take the same; ``--again`` takes those that a report names.
Each is written into a copy of the project and is called killed when a test fails or takes far longer than with
nothing changed. No part of ``make test``: it takes minutes, and forks.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from copy import deepcopy
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
MOST, STEP = 60, 0.02  # mutants of a room; seconds between two looks at its tests
PATIENCE = 4  # times as long as with nothing changed, and twenty seconds for what waits: then it never ends
MARKS = ("not deep and not slow", "slow and not deep")
NONE = 5  # what pytest says where no test has the marks that were asked for
LIBRARIES = (
    *("pydantic", "docx", "openpyxl", "lxml.etree", "jinja2", "numpy", "playwright.sync_api", "yaml"),
    *("click", "hypothesis", "markdown", "rich.console", "pypinyin", "python_calamine", "chinese_calendar"),
)
"""What takes long to import."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
PATTERNS = (("[^", "["), ("(?!", "(?="), ("(?<!", "(?<="), ("]+", "]*"), ("]*", "]+"), (")?", ")"), ("|", ""))
"""Signs of regular expressions, and what stands there in a mutant: of those in a text the first, at its first place."""


class Place(NamedTuple):
    """Where something can be changed: a file, the number of the node in its tree, and in which of its ways."""

    path: Path
    node: int
    way: int


class Mutant(NamedTuple):
    """One changed thing: in which file, on which line, what was done to it, and the whole source that results."""

    path: Path
    line: int
    done: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.done}"


def places(path: Path) -> list[Place]:
    """All that can be changed in a file, in the order of its lines."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    unsaid = _unsaid(tree)
    found = [
        (getattr(node, "lineno", 0), Place(path, number, way))
        for number, node in enumerate(ast.walk(tree))
        for way in range(2)
        if node not in unsaid and _changed(deepcopy(node), way)
    ]
    return [place for _, place in sorted(found)]


def mutant(place: Place) -> Mutant:
    """The file with this one thing changed."""
    tree = ast.parse((ROOT / place.path).read_text(encoding="utf-8"))
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == place.node)
    before = ast.unparse(node).splitlines()[0]
    done = f"{before} → {_changed(node, place.way)}"
    return Mutant(place.path, getattr(node, "lineno", 0), done, ast.unparse(tree))


def _unsaid(tree: ast.Module) -> set[ast.AST]:
    """What no test has to notice: docstrings, annotations, words for people, ``__all__``, imports, sizes of caches."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            found |= {
                one.value for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            }
            found |= {
                one for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            }
        for name in ("annotation", "returns"):
            part = getattr(node, name, None)
            found |= set(ast.walk(part)) if part is not None else set()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
            "N_",
            "TypeVar",
            "cast",
            "lru_cache",
        }:
            found |= set(ast.walk(node))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
            "__all__",
            "hint",
            "message",
        }:
            found |= set(ast.walk(node))
    return found


def _changed(node: ast.AST, way: int) -> str:
    """Change a node in place in one of its ways; what it is now, or nothing where there is no such way."""
    if isinstance(node, ast.Compare) and way == 0 and type(node.ops[0]) in SWAPPED:
        node.ops[0] = SWAPPED[type(node.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and way == 0 and type(node.op) in SWAPPED:
        node.op = SWAPPED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and way == 0:
        node.operand, node.op = ast.UnaryOp(ast.Not(), node.operand), ast.Not()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str | bytes) and way == 0:
        node.value = _other(node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and way == 1:
        return _other_pattern(node)
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and way == 0:
        node.test = ast.UnaryOp(ast.Not(), deepcopy(node.test))
    elif isinstance(node, ast.Return | ast.Expr | ast.Raise | ast.Assign | ast.AugAssign) and way == 1:
        return _left_out(node)
    elif isinstance(node, ast.Return) and way == 0 and getattr(node.value, "value", node.value):
        node.value = ast.Constant(None)
    else:
        return ""
    return ast.unparse(node).splitlines()[0]


def _other(value: bool | int | str | bytes) -> bool | int | str | bytes:  # noqa: FBT001
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return value + b"?"
    return value + ("!" if value.endswith(("*", "+", "?", "}")) else "?")  # a lazy repetition finds the same


def _other_pattern(node: ast.Constant) -> str:
    swap = next((swap for swap in PATTERNS if swap[0] in str(node.value)), None)
    if swap is None:
        return ""
    node.value = str(node.value).replace(*swap, 1)
    return ast.unparse(node)


def _left_out(node: ast.Return | ast.Expr | ast.Raise | ast.Assign | ast.AugAssign) -> str:
    """A statement that does nothing any more; one that gives the only value of a name is left: nothing would run."""
    if isinstance(node, ast.Return | ast.Assign) or isinstance(
        getattr(node, "value", None), ast.Yield | ast.YieldFrom
    ):
        return ""
    node.__class__ = ast.Pass  # type: ignore[assignment]
    return "left out"


def chosen(rooms: list[Path], most: int) -> list[Mutant]:
    """As many mutants of some rooms as are asked for, at even distances."""
    files = [path for room in rooms for path in (sorted((ROOT / room).rglob("*.py")) or [ROOT / room])]
    found = [place for path in files for place in places(path.relative_to(ROOT))]
    step = max(1.0, len(found) / most)
    return [mutant(found[int(number * step)]) for number in range(min(most, len(found)))]


class Lab:
    """A copy of the project in which one file at a time is another.

    Compiled files are asked for the digest of their source, not for its time: a mutant is younger by less than that.
    """

    def __init__(self, folder: Path, tests: list[str], rounds: tuple[str, ...]) -> None:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        for name in listed.decode().split("\0")[:-1]:
            target = folder / "project" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        shared = ROOT.parent / "shared"
        if shared.exists():
            (folder / "shared").symlink_to(shared.resolve())
        self.root = folder / "project"
        by_digest = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(self.root / "rectify_site", quiet=1, invalidation_mode=by_digest)
        self._tests = tests
        self._rounds = {marks: (*tests, "-m", marks) for marks in rounds}
        self._patience = dict.fromkeys(rounds, 3600.0)

    def begin(self) -> str:
        """Run the tests with nothing changed, and learn how long they take; what there is to say where they fail."""
        for marks, tests in tuple(self._rounds.items()):
            began = time.monotonic()
            status = self._run(marks, tests)
            if status not in {0, NONE}:
                return f"{(self.root.parent / 'said').read_text(errors='replace')}\nit ended with {status}"
            self._patience[marks] = 20 + PATIENCE * (time.monotonic() - began)
            if status == NONE:
                del self._rounds[marks]
        return ""

    def killed(self, mutant: Mutant) -> bool:
        """Whether a test fails: first those that are named after the file, then the quick ones, then the others."""
        (self.root / mutant.path).write_text(mutant.source, encoding="utf-8")
        try:
            rounds = (*self._own(mutant), *self._rounds.items())
            return any(self._run(*one) not in {0, NONE} for one in rounds)
        finally:
            shutil.copyfile(ROOT / mutant.path, self.root / mutant.path)

    def _own(self, mutant: Mutant) -> list[tuple[str, tuple[str, ...]]]:
        """A round of the quick tests in files named after the one that is changed, where there are any."""
        asked = [self.root / one for one in self._tests]
        files = [path for one in asked for path in (one.rglob("*.py") if one.is_dir() else [one])]
        own = sorted({str(path) for path in files if path.name == f"test_{mutant.path.stem}.py"})
        return [(MARKS[0], (*own, "-m", MARKS[0]))] if own else []

    def _run(self, marks: str, tests: tuple[str, ...]) -> int:
        """Run tests in a child that has every library already and nothing of the project; how they ended."""
        child = os.fork()
        if not child:
            _become(self.root, tests)
        until = time.monotonic() + self._patience[marks]
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(STEP)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return -signal.SIGKILL


def _become(root: Path, tests: tuple[str, ...]) -> None:
    """Run tests on the project at ``root``, and end."""
    status = 1
    try:
        os.chdir(root)
        os.environ["PYTHONPATH"] = str(root)  # for what the tests start themselves
        sys.path[:] = [str(root), *(place for place in sys.path if place and Path(place).resolve() != ROOT)]
        for name in [name for name in sys.modules if name.partition(".")[0] in {"tests", "rectify_site"}]:
            del sys.modules[name]
        said = os.open(root.parent / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        own = ["-p", "no:cacheprovider", f"--basetemp={root.parent / 'tmp'}"]
        here_already = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        status = int(pytest.main(["-q", "-x", "--tb=short", *own, *here_already, *tests]))
    except BaseException:  # noqa: BLE001 - the child has no other way to tell
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Say which mutants survive, and the score."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument(
        "paths", nargs="+", type=Path, help="of the package: what is changed; others: its tests"
    )
    given.add_argument("--most", type=int, default=MOST)
    given.add_argument("--again", type=Path, help="what an earlier run said")
    given.add_argument("--quick", action="store_true", help="without the tests that take more than a second")
    asked = given.parse_args()
    rooms = [path for path in asked.paths if path.parts[0] == "rectify_site"]
    tests = [str(path) for path in asked.paths if path not in rooms]
    found = chosen(rooms, sys.maxsize if asked.again else asked.most)
    if asked.again:
        named = set(asked.again.read_text(encoding="utf-8").splitlines())
        found = [one for one in found if str(one) in named]
    os.environ["CI"] = "1"  # laws draw the same examples twice
    for name in LIBRARIES:
        importlib.import_module(name)
    began, left = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), tests, MARKS[:1] if asked.quick else MARKS)
        if said := lab.begin():
            sys.exit(f"{said}\nthe tests fail without any mutant")
        if not lab.killed(Mutant(found[0].path, 1, "broken", "raise ImportError")):
            sys.exit("the tests do not read the copy that is changed")
        for one in found:
            if not lab.killed(one):
                left += 1
                _say(str(one))
    _say(f"{len(found) - left} of {len(found)} killed in {time.monotonic() - began:.0f} s")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
