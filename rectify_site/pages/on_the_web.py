"""The one address a page has on the web, and its time of publication as machines write it."""

from __future__ import annotations

from rectify_site.render.escape import web_address
from rectify_site.settings import Settings


def web_page(path: str, settings: Settings) -> str | None:
    """The address of a page; None where the office has not said where its site will stand."""
    if not settings.site_url or not web_address(settings.site_url):
        return None
    return f"{settings.site_url.rstrip('/')}/{path}"


def moment(published: str) -> str:
    """2022-03-12T10:00+08:00 from 2022-03-12 10:00: the time that was signed is the time in China."""
    return f"{published.replace(' ', 'T')}+08:00"
