"""How much of a room its tests would miss: change one thing in it, run them, and see whether any fails.

    python -m tests.mutants rectify_site/gate tests/gate
    python -m tests.mutants rectify_site/store tests/store tests/workflow/test_publishing.py --most 120

One mutant is one operator, constant, condition, statement or returned value changed. Of all there are, ``--most`` are
taken at even distances, so that two runs take the same. Each is written into a copy of the project, without compiled
files, and is called killed when a test fails or takes too long. No part of ``make test``: it takes minutes, and forks.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
MOST, PATIENCE, STEP = 60, 300.0, 0.02  # mutants of a room; seconds of its tests; and between two looks
NONE = 5  # what pytest says where no test has the marks that were asked for
LIBRARIES = ("pydantic", "docx", "openpyxl", "lxml.etree", "jinja2", "numpy", "playwright.sync_api", "yaml")
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
    """What no test has to notice: docstrings, annotations, words for people, ``__all__``, imports."""
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
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"N_", "TypeVar", "cast"}:
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
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and way == 0:
        node.test = ast.UnaryOp(ast.Not(), deepcopy(node.test))
    elif isinstance(node, ast.Return | ast.Expr | ast.Raise | ast.Assign | ast.AugAssign) and way == 1:
        return _left_out(node)
    elif isinstance(node, ast.Return) and way == 0 and getattr(node.value, "value", node.value) is not None:
        node.value = ast.Constant(None)
    else:
        return ""
    return ast.unparse(node).splitlines()[0]


def _other(value: bool | int | str | bytes) -> bool | int | str | bytes:  # noqa: FBT001
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value + (b"?" if isinstance(value, bytes) else "?")  # type: ignore[operator]


def _left_out(node: ast.Return | ast.Expr | ast.Raise | ast.Assign | ast.AugAssign) -> str:
    """A statement that does nothing any more; one that gives the only value of a name is left: nothing would run."""
    if isinstance(node, ast.Return | ast.Assign) or isinstance(
        getattr(node, "value", None), ast.Yield | ast.YieldFrom
    ):
        return ""
    node.__class__ = ast.Pass  # type: ignore[assignment]
    return "left out"


def chosen(room: Path, most: int) -> list[Mutant]:
    """As many mutants of a room as are asked for, at even distances."""
    files = sorted((ROOT / room).rglob("*.py")) if (ROOT / room).is_dir() else [ROOT / room]
    found = [place for path in files for place in places(path.relative_to(ROOT))]
    step = max(1.0, len(found) / most)
    return [mutant(found[int(number * step)]) for number in range(min(most, len(found)))]


class Lab:
    """A copy of the project in which one file at a time is another."""

    def __init__(self, folder: Path) -> None:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        for name in listed.decode().split("\0")[:-1]:
            target = folder / "project" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        shared = ROOT.parent / "shared"
        if shared.exists():
            (folder / "shared").symlink_to(shared.resolve())
        self.root = folder / "project"

    def killed(self, mutant: Mutant | None, tests: list[str]) -> bool:
        """Whether a test fails: first the quick ones, then those of more than a second."""
        if mutant is not None:
            (self.root / mutant.path).write_text(mutant.source, encoding="utf-8")
        try:
            return any(
                self._fail([*tests, "-m", marks]) for marks in ("not deep and not slow", "slow and not deep")
            )
        finally:
            if mutant is not None:
                shutil.copyfile(ROOT / mutant.path, self.root / mutant.path)

    def _fail(self, tests: list[str]) -> bool:
        """Run tests in a child that has every library already and nothing of the project."""
        child = os.fork()
        if not child:
            _become(self.root, tests)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status) not in {0, NONE}
            time.sleep(STEP)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True


def _become(root: Path, tests: list[str]) -> None:
    """Run tests on the project at ``root``, and end."""
    status = 1
    try:
        os.chdir(root)
        sys.path[:] = [str(root), *(place for place in sys.path if place and Path(place).resolve() != ROOT)]
        for name in [name for name in sys.modules if name.partition(".")[0] in {"tests", "rectify_site"}]:
            del sys.modules[name]
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        status = int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--tb=no", *tests]))
    finally:
        os._exit(status)


def main() -> None:
    """Say which mutants survive, and the score."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("room", type=Path)
    given.add_argument("tests", nargs="+")
    given.add_argument("--most", type=int, default=MOST)
    asked = given.parse_args()
    found, left = chosen(asked.room, asked.most), 0
    sys.dont_write_bytecode = True
    os.environ["CI"] = "1"  # laws draw the same examples twice
    for name in LIBRARIES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder))
        if lab.killed(None, asked.tests):
            sys.exit("the tests fail without any mutant")
        if not lab.killed(Mutant(found[0].path, 1, "broken", "raise ImportError"), asked.tests):
            sys.exit("the tests do not read the copy that is changed")
        for one in found:
            if not lab.killed(one, asked.tests):
                left += 1
                _say(str(one))
    _say(f"{asked.room}: {len(found) - left} of {len(found)} killed")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
