"""Another program runs in a folder of its own that is gone afterwards; how it fails is said in its own last words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rectify_site.errors import SettingsError
from rectify_site.model.outputs import Artifact
from rectify_site.store import jobs
from rectify_site.store.jobs import Job

COPY = """
import os, pathlib
made = pathlib.Path("out/a"); made.mkdir(parents=True)
(made / "b.txt").write_text(pathlib.Path("in/words.txt").read_text())
here = os.getcwd()
(made / "env.txt").write_text(" ".join(sorted(set(os.environ) - {"LC_CTYPE"})))
(made / "here.txt").write_text(" ".join([here, os.environ["HOME"], os.environ["TMPDIR"]]))
"""


def a_job(script: str, **environment: str) -> Job:
    words = Artifact("in/words.txt", b"words")
    return Job((words,), (sys.executable, "-I", "-c", script), environment, "out")


def test_a_program_gets_files_and_an_environment_of_its_own_and_its_output_comes_back() -> None:
    found = {item.path: item.data.decode() for item in jobs.run(a_job(COPY, ASKED="1"))}
    assert set(found) == {"a/b.txt", "a/env.txt", "a/here.txt"}
    assert found["a/b.txt"] == "words"
    assert found["a/env.txt"] == "ASKED HOME TMPDIR"
    [here] = {Path(place).resolve() for place in found["a/here.txt"].split()}
    assert not here.exists()


def test_a_program_that_fails_is_told_by_its_last_words_without_the_folder_it_ran_in() -> None:
    script = "import os, sys; sys.exit('\\n'.join('一二三四五六') + os.environ['HOME'])"
    with pytest.raises(SettingsError) as refusal:
        jobs.run(a_job(script))
    assert refusal.value.code == "M201"
    assert refusal.value.values["words"] == "二 / 三 / 四 / 五 / 六…"


def test_words_in_no_known_code_are_told_too() -> None:
    with pytest.raises(SettingsError, match="M201"):
        jobs.run(a_job(r"import sys; sys.stderr.buffer.write(b'\xff\n'); sys.exit(1)"))


def test_a_program_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TIME_LIMIT", 0.05)
    with pytest.raises(SettingsError) as refusal:
        jobs.run(a_job("import time; time.sleep(60)"))
    assert refusal.value.code == "M204"
    assert refusal.value.values == {"limit": "0.05"}
