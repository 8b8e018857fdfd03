"""The page for an address that leads nowhere. A server shows it at any depth: its links start at the root."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.nav import base_path
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import address


@page("missing")
def missing(view: View) -> Iterator[Page]:
    """There is one."""
    here = Here(links.MISSING)
    ways = [("首页", links.HOME)]
    if view.matters:
        ways.append((f"全部{view.item}", links.ALL))
    if view.parts:
        ways.append(("按单位查看", links.UNITS))
    yield view.page(
        Head(links.MISSING, "missing", "没有找到这个页面"),
        base=address(base_path(view.settings)),
        ways=[(words, here.to(target)) for words, target in ways],
    )
