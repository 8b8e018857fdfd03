"""``python -m benchmarks.pieces [MATTERS]``: what each piece of a cold build costs, in seconds of CPU, beside a floor.

The floor of a piece is the least that has to be done with the same bytes: to read the ledger's lines as JSON for what
comes before the pages, to hash what is written for what looks through it. All texts of the office are different.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks import offices
from rectify_site import channels, pages
from rectify_site.ledger import editions
from rectify_site.press import assembly, policy, scripts
from rectify_site.search import writing as search
from rectify_site.store import projects
from rectify_site.workflow import building, guarding, named_inputs
from rectify_site.workflow.framing import frame
from rectify_site.workflow.opening import open_ledger

MATTERS = 2_000
Made = TypeVar("Made")


class Costs:
    """The pieces one after the other, each with its floor."""

    def __init__(self, matters: int) -> None:
        self._matters = matters

    def of(self, name: str, work: Callable[[], Made], floor: float) -> Made:
        """Do a piece, and print what it took."""
        made, took = timed(work)
        print(
            f"{name:10} {took:7.2f} s {took / self._matters * 1e3:7.3f} ms a matter"
            f" {self._matters / took:8,.0f} matters/s {took / floor:7.1f} x the floor"
        )
        return made


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What a call gives, and the CPU it takes."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def build(root: Path, matters: int) -> None:
    """The pieces of a build of the office that stands there."""
    cost, home = Costs(matters), projects.project(root)
    made = building.making(home)
    lines = (home.content / "approved.jsonl").read_bytes().splitlines()
    _, read = timed(lambda: [json.loads(line) for line in lines])
    chain = cost.of("ledger", lambda: open_ledger(home, made.settings.origin), read)
    edition = cost.of("edition", lambda: editions.edition(chain.entries, chain.contents), read)
    cost.of("checks", lambda: guarding.examined(edition, named_inputs.waivers(home)), read)
    view = cost.of("matters", lambda: pages.view(edition, made.settings, made.sources, made.rule), read)
    planned = cost.of("pages", lambda: pages.of(view), read)
    found = cost.of("findable", lambda: pages.found_by_searching(view, planned), read)
    searched = cost.of("search", lambda: search.artifacts(found), read)
    facts = pages.site_facts(edition, made.settings, planned) | {"policy": policy.in_page(made.settings.csp)}
    url, shelf = made.settings.site_url, made.shelf(edition)
    framed = cost.of("frames", lambda: tuple(frame(planned, facts, made.templates, url, shelf)), read)
    beside = cost.of("channels", lambda: tuple(channels.of(edition, made.settings, view.matters)), read)
    every = (*building.papers(edition, chain, made, home), *searched, *beside)
    rules = scripts.allowed(made.settings.csp, made.templates)
    files, hashed = timed(lambda: [hashlib.sha256(item.data).digest() for item in (*framed, *every)])
    site = cost.of(
        "assembly", lambda: tuple(assembly.assemble(planned, framed, every, (), rules, iter)), hashed
    )
    against = building.against(edition, chain, made, home)
    cost.of("gate", lambda: tuple(guarding.let_through(site, against)), hashed)
    size = sum(len(item.data) for item in site) / 1e6
    print(f"{len(site)} files, {size:.0f} MB; {len(files)} of them hashed in {hashed:.2f} s")


def main() -> None:
    """Make an office and build it."""
    matters = int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS
    with tempfile.TemporaryDirectory(prefix="rectify-bench-") as name:
        root = Path(name) / "office"
        offices.write(matters, root)
        building.build(root)  # the shells are kept from here on
        build(root, matters)


if __name__ == "__main__":
    main()
