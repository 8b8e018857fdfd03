"""What stops the work, named by who must mend it. Each carries one sentence and the next step.

    RectifyError
    ├── SourceError      the clerk: a file that cannot be read, a document that cannot be taken as it is
    ├── SettingsError    the webmaster: mkdocs.yml, templates, the engine
    ├── LedgerError      the auditor: the chain is broken, nothing is built
    ├── ArchiveError     the archivist: a sealed year
    ├── NeighbourError   the portal: another office's bundle
    └── StoreError       the disk, the target

A faulty record is not an error: it is a ``Finding``, collected and shown with all others. Messages are English
templates; the door translates them and fills in the values. Only doors catch and print.
"""

from __future__ import annotations

FINDINGS, USAGE, TRUST, DISK, UNCONFIRMED = 1, 2, 3, 4, 5
"""The exit codes beside 0: findings, used wrongly, trust broken, cannot read or write, done but not confirmed."""


def N_(message: str) -> str:  # noqa: N802 - the name gettext's extractor knows
    """Mark a message for translation at the door; it stays English here."""
    return message


class RectifyError(Exception):
    """One sentence with a code that never changes its meaning, the values in it, and the next step."""

    exit_code = DISK

    def __init__(
        self, code: str, message: str, hint: str = "", /, *, exit_code: int | None = None, **values: object
    ) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint
        self.values = {name: str(value) for name, value in values.items()}
        if exit_code is not None:
            self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.code}: {self.message.format_map(self.values)}"


class SourceError(RectifyError):
    """The clerk mends it: in Word, in Excel, or in the draft."""


class SettingsError(RectifyError):
    """The webmaster mends it: in mkdocs.yml, in a template, or in the installation."""

    exit_code = USAGE


class LedgerError(RectifyError):
    """The auditor looks at it; until then nothing is built."""

    exit_code = TRUST


class ArchiveError(RectifyError):
    """The archivist looks at it."""

    exit_code = TRUST


class NeighbourError(RectifyError):
    """Another office's bundle cannot be trusted."""

    exit_code = TRUST


class StoreError(RectifyError):
    """The disk or the target does not take it."""
