"""The preview's little server: this machine only, builds again when something in ``content/`` changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rectify_site.cli.printing import Printer, error_lines
from rectify_site.errors import N_, USAGE, RectifyError, SettingsError

PAUSE = 1.0  # seconds between two looks at the files


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps its log to itself."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""

    def end_headers(self) -> None:
        """A preview is never kept by a browser."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve(printer: Printer, site: Path, port: int, rebuild: Callable[[], object]) -> None:
    """Serve until interrupted."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(site)))
    except OSError as error:
        hint = N_("choose another with --port")
        raise SettingsError("M203", N_("port {port} is taken"), hint, exit_code=USAGE, port=port) from error
    printer.line(N_("Open http://127.0.0.1:{port}/ and stop with Ctrl+C."), port=server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watch(printer, site.parent.parent / "content", rebuild, threading.Event())


def watch(printer: Printer, folder: Path, rebuild: Callable[[], object], stop: threading.Event) -> None:
    """Build again after each change; a fault is shown and the old preview stays."""
    seen = _fingerprint(folder)
    while not stop.wait(PAUSE):
        now = _fingerprint(folder)
        if now == seen:
            continue
        seen = now
        try:
            rebuild()
            printer.line(N_("Built again."))
        except RectifyError as error:
            printer.rows(error_lines(error))


def _fingerprint(folder: Path) -> frozenset[tuple[str, int, int]]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return frozenset(
        (str(path), facts.st_mtime_ns, facts.st_size) for path in paths for facts in [path.stat()]
    )
