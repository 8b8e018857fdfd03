"""A second process makes files: they are those that would be made here, and what goes wrong there is said here."""

import os
import signal
from collections.abc import Iterator

import pytest

from rectify_site.errors import SettingsError
from rectify_site.model.outputs import Artifact
from rectify_site.store.aside import aside

HERE = os.getpid()
FILES = [Artifact(f"{number}.txt", bytes([number]) * number) for number in range(200)]

two_processors = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs Linux with two processors",
)


@two_processors
def test_the_files_come_from_another_process_as_they_would_from_this_one() -> None:
    def make() -> Iterator[Artifact]:
        yield from FILES
        yield Artifact("who.txt", str(os.getpid()).encode())

    *files, whose = aside(make)
    assert files == FILES
    assert int(whose.data) != HERE


def test_with_one_processor_they_are_made_here() -> None:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("needs Linux")
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(mine)})
    try:
        (file,) = aside(lambda: [Artifact("who.txt", str(os.getpid()).encode())])
    finally:
        os.sched_setaffinity(0, mine)
    assert int(file.data) == HERE


def test_a_refusal_is_the_same_refusal(capfd: pytest.CaptureFixture[str]) -> None:
    def make() -> Iterator[Artifact]:
        yield FILES[0]
        raise SettingsError("M401", "the template {name} cannot be filled in", "hint", name="x")

    with pytest.raises(SettingsError) as caught:
        list(aside(make))
    assert (caught.value.code, caught.value.values) == ("M401", {"name": "x"})
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_killed_costs_time_and_nothing_else() -> None:
    def make() -> Iterator[Artifact]:
        for number, file in enumerate(FILES):
            if number == 100 and os.getpid() != HERE:
                os.kill(os.getpid(), signal.SIGKILL)
            yield file

    assert list(aside(make)) == FILES
