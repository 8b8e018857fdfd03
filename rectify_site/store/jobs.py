"""Run another program on a folder of files of its own, and bring back what it made."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact
from rectify_site.store.files import writing
from rectify_site.store.projects import tree
from rectify_site.store.sites import write_tree

TIME_LIMIT = 1800  # seconds; ten thousand pages take the engine ninety


class Job(NamedTuple):
    """Files to lay out, the command to run among them, its whole environment, and the folder it fills."""

    files: tuple[Artifact, ...]
    command: tuple[str, ...]
    environment: dict[str, str]
    output: str


def run(job: Job) -> tuple[Artifact, ...]:
    """Run a job in a fresh folder that is gone afterwards.

    Raises:
        SettingsError: M201 with the program's last words when it fails.

    """
    with writing(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="rectify-") as name:
        folder = Path(name)
        write_tree(folder, job.files)
        environment = {**job.environment, "HOME": name, "TMPDIR": name}
        try:
            done = subprocess.run(  # noqa: S603 - our own command, never a shell
                job.command, cwd=folder, env=environment, capture_output=True, timeout=TIME_LIMIT, check=False
            )
        except subprocess.TimeoutExpired as error:
            hint = N_("close other programs and build again")
            raise SettingsError(
                "M204", N_("the page engine took more than {limit} seconds"), hint, limit=TIME_LIMIT
            ) from error
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().splitlines()[-5:]
            raise SettingsError(
                "M201",
                N_("the page engine stopped: {words}"),
                N_("install rectify-site again; if it stops again, report it with these words"),
                words=" / ".join(words).replace(name, "…"),
            )
        return tree(folder / job.output)
