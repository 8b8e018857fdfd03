"""How a build is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rectify_site.cli.findings import say_findings
from rectify_site.cli.printing import Printer
from rectify_site.errors import N_
from rectify_site.workflow.built import Built

SERVERS = {
    "nginx.conf": "nginx",
    "htaccess.txt": "Apache (.htaccess)",
    "web.config": "IIS",
    "_headers": "Netlify, Cloudflare Pages",
}


def say_built(printer: Printer, built: Built) -> None:
    """The proof of a build."""
    say_findings(printer, built.findings)
    printer.line(N_("Pages: {count}"), count=built.pages)
    printer.line(N_("Records: {count}"), count=built.records)
    printer.line(N_("Findings: {count}"), count=len(built.findings))
    printer.line(N_("Ledger: {size} lines, head {head}"), size=built.size, head=built.head)
    printer.line(N_("Data until: {day}"), day=built.as_of)
    say_waiting(printer, built.waiting)
    printer.line(N_("Open: {path}"), path=built.site / "index.html")
    if built.headers:
        say_headers(printer, built.headers)


def say_headers(printer: Printer, written: tuple[Path, ...]) -> None:
    """Which file is for which server, and who puts it there."""
    for path in written:
        printer.line(N_("{path} is for {server}"), path=path, server=SERVERS[path.name])
    printer.line(
        N_("Next: give the one for your web server to its webmaster. None of them belongs into the site.")
    )


def say_waiting(printer: Printer, waiting: Sequence[tuple[str, str]]) -> None:
    """What is signed for a later time, the next first."""
    for name, moment in waiting:
        message = N_("Signed, and public not before {moment}: {id}. Build again then.")
        printer.line(message, id=name, moment=f"{moment[:10]} {moment[11:16]}")
