"""A large site that two processes make is the site that one makes."""

import os
from pathlib import Path

import pytest

from benchmarks import offices
from rectify_site.store import projects
from rectify_site.workflow import building

NOW = "2026-11-20T08:00:00+08:00"


@pytest.mark.slow
@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs Linux with two processors",
)
def test_the_bytes_are_the_same_with_one_processor_and_with_two(tmp_path: Path) -> None:
    root, mine, told = tmp_path / "office", os.sched_getaffinity(0), list[tuple[int, int]]()
    offices.write(building.MANY + 1, root)
    made = building.build(root, now=NOW, tick=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (made.pages, made.pages)
    with_two = projects.tree(root / "site")
    os.sched_setaffinity(0, {min(mine)})
    try:
        building.build(root, now=NOW)
    finally:
        os.sched_setaffinity(0, mine)
    assert projects.tree(root / "site") == with_two
