"""The sample office taken out through every verb, once for all tests that read it."""

from pathlib import Path

import pytest

from rectify_site.workflow.on_paper import Choice
from tests.channels.taken_out import by_verbs


@pytest.fixture(scope="session")
def taken_out(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of every outlet of the sample office, by its path."""
    return by_verbs(sample, tmp_path_factory.mktemp("taken-out"), [Choice()])
