"""The one escape for what an author typed. Nothing outside a short list of characters stays itself.

Letters and digits of any script, Chinese punctuation and the blank carry no meaning in Markdown, HTML or Jinja.
Every other character becomes a numeric entity, which each of them shows as the character and reads as nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree import ElementTree as ET

from markupsafe import Markup
from markupsafe import escape as html_escape

Safe = Markup
"""Text that is safe to write into a template as it is. Made in this room only."""

HARMLESS = "，。；：、！？“”‘’（）《》〈〉〔〕【】「」『』—…·～％"
UNSAFE = re.compile(rf"[^\w {HARMLESS}]|_")
MEANING = re.compile(rf"[^\w {HARMLESS}.,:;?!@%/()+='\"-]|_|:(?=//)|(?<=www)\.", re.IGNORECASE)
ADDRESS = re.compile(r"[a-z0-9/._-]+(#[a-z0-9-]+)?|#[a-z0-9-]+")
WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[\w!$&'()*+,;=:@%/?.~#-]*)?", re.ASCII)
DIALLED = re.compile(r"\+?\d[\d -]{5,18}\d", re.ASCII)
DRAWN = frozenset({"svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "line", "circle", "text"})


def collapse(text: str) -> str:
    """The text with each run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def markdown(text: str) -> Safe:
    """Make text safe in Markdown, in an HTML block and in a quoted attribute, white space collapsed."""
    return Safe(_escaped(text))


@lru_cache(maxsize=32_768)
def _escaped(text: str) -> str:
    return UNSAFE.sub(_entity, collapse(text))


def readable(text: str) -> Safe:
    """The same for a file of Markdown that people open as it is: signs without a meaning inside a line stay themselves.

    Only for behind the first words of a line; there a dash or a number would begin a list.
    """
    return Safe(MEANING.sub(_entity, collapse(text)))


@lru_cache(maxsize=8_192)
def in_html(text: str) -> str:
    """Text as the theme's ``| e`` writes it: for the frame of a page, where white space stays as it is."""
    return str(html_escape(text))


def shown(value: object) -> str:
    """What a template's ``{{ … }}`` writes: safe text as it is, whole numbers, and other text escaped.

    Raises:
        TypeError: anything else; ``None`` is never a word for the public.

    """
    if isinstance(value, Safe):
        return value
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, int):
        return str(int(value))
    message = f"a template may show text and whole numbers, not {type(value).__name__}"
    raise TypeError(message)


def address(path: str) -> Safe:
    """An address inside the site, made of ids.

    Raises:
        ValueError: it holds anything that no id holds.

    """
    if not ADDRESS.fullmatch(path):
        message = f"{path!r} is not an address made of ids"
        raise ValueError(message)
    return Safe(path)


def web_address(text: str) -> Safe | None:
    """An address elsewhere, for a quoted attribute; None for whatever is not plain http or https."""
    return Safe(escape(text)) if WEB.fullmatch(text) else None


def telephone(text: str) -> Safe | None:
    """What a telephone dials; None where the text is not one number alone."""
    return Safe("tel:" + re.sub(r"[^+\d]", "", text)) if DIALLED.fullmatch(text) else None


def drawing(svg: str) -> Safe:
    """A drawing of our own charts, checked: known elements, no style, no event, nothing fetched.

    Raises:
        ValueError: it is anything else.

    """
    for node in ET.fromstring(svg).iter():  # noqa: S314 - made by our own charts, a moment ago
        name = node.tag.rpartition("}")[2]
        strange = [key for key in node.attrib if key.startswith("on") or "href" in key or key == "style"]
        if name not in DRAWN or strange:
            message = f"a drawing holds {name} with {strange}"
            raise ValueError(message)
    return Safe(svg)
