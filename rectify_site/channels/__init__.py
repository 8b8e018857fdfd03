"""Every outlet beside the pages, one file each: what machines, calendars and desk programs read of an Edition.

A channel of the site is a plug, ``@channel("feeds")``: it takes an ``Outlet`` and yields files. What an office takes
out by ``export`` stands here too, without a plug.
"""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.channels.outlet import Outlet
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel, gather
from rectify_site.settings import Settings
from rectify_site.tables.matters import Matter

__all__ = ["Outlet", "of"]


def of(edition: Edition, settings: Settings, matters: tuple[Matter, ...]) -> Iterator[Artifact]:
    """The files of all channels of a site; none of a preview: nobody may take drafts away."""
    if edition.draft or not edition.publications:
        return iter(())
    gather("rectify_site.channels")
    outlet = Outlet(edition, settings, matters)
    return (made for plug in channel for made in plug.function(outlet))
