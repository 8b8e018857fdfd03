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
from rectify_site.papers import workbooks
from rectify_site.press import engine
from rectify_site.render.bodies import body
from rectify_site.store import jobs, projects
from rectify_site.workflow import building, checking, framing
from rectify_site.workflow.opening import open_ledger

ROOT = Path(__file__).parents[1]
ROUNDS = 5
LEDGER_ROWS = 10_000
LEDGER_HEAD = (
    *("序号", "整改方向", "存在问题", "整改措施", "整改目标"),
    *("责任领导", "牵头单位", "责任单位", "配合单位", "完成时限"),
)


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


def ledger(folder: Path) -> Path:
    """A 台账 of many rows, as an office would keep it."""
    rows = tuple(
        (
            str(number),
            f"{'一二三四五'[number * 5 // (LEDGER_ROWS + 1)]}类事项",
            f"第{number}号点位排水不畅，第{number % 97}条街雨天积水。",
            f"一是清掏管网{number}米。二是增设雨水口{number % 9 + 1}个。",
            f"积水时间不超过{number % 60 + 1}分钟",
            "分管副区长",
            f"区第{number % 40 + 1}局",
            f"第{number % 30 + 1}街道",
            "区水务局",
            f"2025年{number % 12 + 1}月底前",
        )
        for number in range(1, LEDGER_ROWS + 1)
    )
    path = folder / "整改台账.xlsx"
    columns = tuple(workbooks.Column(title, 16) for title in LEDGER_HEAD)
    path.write_bytes(workbooks.saved((workbooks.Sheet("台账", columns, rows, ("某区2025年度整改台账",)),)))
    return path


def imported(source: Path) -> None:
    """The whole verb, into a new project each time."""
    with tempfile.TemporaryDirectory(prefix="rectify-bench-") as name:
        root = Path(name) / "new"
        run = [sys.executable, "-m", "rectify_site", "--quiet", "--project", str(root)]
        subprocess.run([*run[:-2], "init", str(root)], check=True, cwd=ROOT, capture_output=True)
        subprocess.run([*run, "import", str(source)], check=True, cwd=ROOT, capture_output=True)


def main() -> None:
    """Measure the doors, the build, the checks, the way in."""
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
        planned = building.plan(edition, made)
        framed = [engine.framed(page, body(page.markdown)) for page in planned.pages]
        job = framing.job(engine.layout(framed, planned.facts, made.templates, made.settings.site_url))
        compare(
            "build of the sample office",
            lambda: building.build(root),
            lambda: jobs.run(job),
            "MkDocs making its pages",
        )
        compare(
            "check of the sample office",
            lambda: checking.check(root),
            lambda: projects.drafts(home),
            "reading it",
        )
        source = ledger(root)
        peer = f'import pandas; pandas.read_excel({str(source)!r}, engine="openpyxl")'
        compare(
            f"import of a ledger of {LEDGER_ROWS:,} rows",
            lambda: imported(source),
            lambda: subprocess.run([sys.executable, "-c", peer], check=True),
            "pandas reading it",
        )
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
