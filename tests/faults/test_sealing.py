"""A year is sealed, or it is not: wherever a fault strikes, nothing calls a half-sealed year sealed."""

from pathlib import Path

import pytest

from tests.faults import years
from tests.faults.layer import FAULTS, needs_fork
from tests.faults.test_each_operation import Attempt, each_fault

pytestmark = [
    pytest.mark.slow,
    needs_fork,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]

VERBS = {
    "archive": Attempt(before=years.unsealed, work=years.archive, found=years.found),
    "archive --correct": Attempt(before=years.sealed, work=years.correct, found=years.found_corrected),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_kill_at_some_operations_of_sealing(verb: str, tmp_path: Path) -> None:
    assert each_fault(VERBS[verb], tmp_path / "place", "kill", step=13) >= 30


@pytest.mark.deep
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("verb", VERBS)
def test_each_fault_at_each_operation_of_sealing(verb: str, fault: str, tmp_path: Path) -> None:
    assert each_fault(VERBS[verb], tmp_path / "place", fault) >= 30
