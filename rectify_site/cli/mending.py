"""A verb that meets a line which broke off: it is put aside, said, and the verb runs once more."""

from __future__ import annotations

from collections.abc import Callable

from rectify_site.cli.door import door
from rectify_site.cli.printing import Printer
from rectify_site.cli.words import said
from rectify_site.errors import N_, UNCONFIRMED, LedgerError


def mended(given: list[str], run: Callable[[list[str]], object]) -> object:
    """Run a verb; what it returns, or 5 when all went well but something was put aside: somebody should look.

    Mending comes here and not into each verb, because it writes, and a verb that only reads should not.
    """
    try:
        return run(given)
    except LedgerError as error:
        from rectify_site.workflow import mending

        if error.code not in mending.TORN:
            raise
        asked = door.make_context("rectify-site", list(given), resilient_parsing=True).params
        aside = mending.mend(asked["project"])
    printer = Printer(as_json=asked["as_json"], quiet=asked["quiet"])
    for one in aside:
        message = N_(
            "{file} line {line} broke off when the machine stopped: its {size} bytes now stand in {aside}."
        )
        printer.always([said(message, one._asdict())])
    if aside:
        hint = N_(
            "Nothing that was reported as registered is lost. See with `rectify-site status` what still waits "
            "for a signature, and register it again."
        )
        printer.always(["    → " + said(hint, {})])
    code = run(given)
    return code or (UNCONFIRMED if aside else 0)
