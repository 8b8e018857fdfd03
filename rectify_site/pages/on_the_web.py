"""The one address a page has on the web, and its time of publication as machines write it."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.charts.qr import qr
from rectify_site.model.edition import Edition
from rectify_site.render.escape import Safe, drawing, web_address
from rectify_site.settings import Settings

WORDS = "用手机扫一扫，打开本页"


class Code(NamedTuple):
    """The address of a page as a code for cameras and in letters."""

    svg: Safe
    words: str
    address: str


def code(path: str, settings: Settings, edition: Edition) -> Code | None:
    """The code of a page; None where there is no address yet, and in what is no site that lasts at that address."""
    address = web_page(path, settings)
    if address is None or edition.draft or edition.snapshot:
        return None
    return Code(drawing(qr(WORDS, address)), WORDS, address)


def web_page(path: str, settings: Settings) -> str | None:
    """The address of a page; None where the office has not said where its site will stand."""
    if not settings.site_url or not web_address(settings.site_url):
        return None
    return f"{settings.site_url.rstrip('/')}/{path}"


def moment(published: str) -> str:
    """2022-03-12T10:00+08:00 from 2022-03-12 10:00: the time that was signed is the time in China."""
    return f"{published.replace(' ', 'T')}+08:00"
