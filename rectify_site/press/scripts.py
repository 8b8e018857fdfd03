"""Nothing runs in a page but the scripts that come with this program, each as it came; the rest is proved inert.

The allow-list is the package's own ``site_templates/assets``: a script is compared with it byte for byte. It is never
taken from what was built, or a script that found its way into a page would be allowed for being there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact
from rectify_site.press import markup, policy

BUG = N_(
    "this is a fault of the tool or of its installation: keep the old site and report it with this sentence"
)
HANDED_OVER = re.compile(r"rectify[A-Za-z]*\((.*)\);?\s*", re.DOTALL)
"""A file of data for one of our scripts: one call of its function with JSON, as file:// allows no other way to read."""

FETCHED = re.compile(rb"""url\(\s*["']?(?!data:|#)([^"')]*)|@import\s*([^;]*)""")


class Allowed(NamedTuple):
    """What a site's pages may do: the policy they carry (empty for none), and the scripts of the package by path."""

    policy: str = ""
    scripts: Mapping[str, bytes] = {}


def allowed(csp: str, templates: Mapping[str, bytes]) -> Allowed:
    """What the settings and the package allow."""
    return Allowed(
        policy.in_page(csp), {path: data for path, data in templates.items() if path.endswith(".js")}
    )


def nothing_else_runs(site: Iterable[Artifact], rules: Allowed) -> Iterator[Artifact]:
    """Prove each page, drawing, sheet and script of a site, and hand it on.

    Raises:
        SettingsError: M310–M317 naming the file and what stands in it.

    """
    tag = policy.tag(rules.policy) if rules.policy else b""
    known = {tag}
    for artifact in site:
        path, data = artifact
        kind = path.rpartition(".")[2]
        if kind in {"html", "svg"}:
            for flaw in markup.flaws(data, known):
                raise SettingsError(flaw.code, flaw.message, BUG, path=path, piece=flaw.piece[:200])
        if kind == "html" and tag:
            _policy_comes_first(path, data, tag)
        elif kind == "css":
            _sheet_asks_nobody(path, data)
        elif kind == "js" and rules.scripts.get(path) != data and not _is_data(data):
            raise SettingsError("M315", N_("{path}: this script is not one of this program"), BUG, path=path)
        yield artifact


def _policy_comes_first(path: str, data: bytes, tag: bytes) -> None:
    head = data.partition(tag)
    if not head[1] or b"<link" in head[0] or b"<script" in head[0] or tag in head[2]:
        raise SettingsError("M318", N_("{path}: the page does not begin with its policy"), BUG, path=path)


def _sheet_asks_nobody(path: str, data: bytes) -> None:
    for found in FETCHED.findall(data):
        address = b"".join(found).decode(errors="replace")
        if found[1] or markup.SCHEME.match(address):
            raise SettingsError(
                "M314", N_("{path}: {piece} comes from outside the site"), BUG, path=path, piece=address[:200]
            )


def _is_data(data: bytes) -> bool:
    call = HANDED_OVER.fullmatch(data.decode(errors="replace"))
    if not call:
        return False
    try:
        json.loads(f"[{call[1]}]")
    except ValueError:
        return False
    return True
