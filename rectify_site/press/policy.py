"""What a page may do, as its browser is told: the Content-Security-Policy, in the page or from the server.

``script-src 'self'`` and no hashes: from a disc (file://) Chromium runs no script that is named by its hash, because
it cannot check the integrity of a file there, and the site has to work from a disc. Which files may stand under
'self' is settled by the press, file by file: ``rectify_site.press.scripts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from rectify_site.model.outputs import Artifact

DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""``form-action 'self'`` lets a search box lead to the search page without a script; nothing else is a form."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
"""What only a server can say, beside the policy with ``frame-ancestors``."""


def _written(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


POLICY = _written(DIRECTIVES)
SERVED = _written({**DIRECTIVES, "frame-ancestors": "'none'"})


def in_page(csp: str) -> str:
    """The policy that each page carries under this setting; empty for none."""
    return POLICY if csp == "meta" else ""


def tag(policy: str) -> bytes:
    """The policy as it stands in the head of a page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{_quoted(policy)}">'.encode()


def _quoted(policy: str) -> str:
    return escape(policy).replace("&#x27;", "&#39;")  # as Jinja writes it


def snippets() -> tuple[Artifact, ...]:
    """The same policy as lines for the servers that offices have."""
    headers = {"Content-Security-Policy": SERVED, **HEADERS}
    return (
        _lines("nginx.conf", (f'add_header {name} "{value}" always;' for name, value in headers.items())),
        _lines(
            "htaccess.txt",
            (
                "<IfModule mod_headers.c>",
                *(f'  Header always set {name} "{value}"' for name, value in headers.items()),
                "</IfModule>",
            ),
        ),
        _lines(
            "web.config",
            (
                '<?xml version="1.0" encoding="utf-8"?>',
                "<configuration><system.webServer><httpProtocol><customHeaders>",
                *(f'  <add name="{name}" value="{_quoted(value)}" />' for name, value in headers.items()),
                "</customHeaders></httpProtocol></system.webServer></configuration>",
            ),
        ),
        _lines("_headers", ("/*", *(f"  {name}: {value}" for name, value in headers.items()))),
    )


def _lines(name: str, lines: Iterable[str]) -> Artifact:
    return Artifact(name, "".join(f"{line}\n" for line in lines).encode())
