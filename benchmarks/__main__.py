"""``python -m benchmarks``: each measure beside its peer, interleaved, medians of several rounds."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rectify_site.ledger import editions
from rectify_site.store import jobs, projects
from rectify_site.workflow import building, checking
from rectify_site.workflow.opening import open_ledger

ROOT = Path(__file__).parents[1]
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], peer: Callable[[], object], peer_name: str) -> None:
    """Print both medians and their ratio; the two take turns."""
    times = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(side) for side in zip(*times, strict=True))
    print(f"{name}: {mine:.3f} s; {peer_name}: {theirs:.3f} s; ratio {mine / theirs:.2f}")


def office() -> Path:
    """A copy of the sample office in a folder of its own."""
    root = Path(tempfile.mkdtemp(prefix="rectify-bench-"))
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def main() -> None:
    """Measure the doors, the build, the checks."""
    root = office()
    try:
        run = [sys.executable, "-m", "rectify_site", "--help"]
        bare = [sys.executable, "-c", "import click"]
        compare(
            "rectify-site --help",
            lambda: subprocess.run(run, capture_output=True, check=True, cwd=ROOT),
            lambda: subprocess.run(bare, capture_output=True, check=True),
            "python importing click",
        )
        home = projects.project(root)
        made = building.making(home)
        chain = open_ledger(home, made.settings.origin)
        edition = editions.edition(chain.entries, chain.contents)
        job = building.planned_job(edition, made)[1]
        compare(
            "build of the sample office",
            lambda: building.build(root),
            lambda: jobs.run(job),
            "its engine alone",
        )
        compare(
            "check of the sample office",
            lambda: checking.check(root),
            lambda: projects.drafts(home),
            "reading it",
        )
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
