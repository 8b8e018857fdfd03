"""Every ``<`` of a page begins something on a short list, so that no browser can read more into it than we did.

A page is cut at its angle brackets and each piece is judged by itself, once for a whole site: a tag of a known element
with whole, quoted attributes, an end tag, a closed comment. Text has no angle brackets, values of attributes neither:
the escapes of ``render`` write them as entities. What runs, asks another server or styles in place is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from rectify_site.errors import N_

HTML = """
a abbr address article aside b bdi blockquote body br button caption cite code col colgroup data datalist dd
del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header
hgroup hr html i img input ins kbd label legend li link main mark meta meter nav noscript ol optgroup option
output p pre progress q s samp script search section select small span strong sub summary sup table tbody td
tfoot th thead time title tr u ul var wbr
"""
SVG = "svg circle clippath defs desc ellipse g line path pattern polygon polyline rect symbol text tspan use"
ELEMENTS = frozenset(f"{HTML} {SVG}".split())
PIECE = re.compile(rb"<[^<>]*>?")
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][\w:.-]*)(?:=("[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?""")
OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)((?:%s)*)\s*/?>" % ATTRIBUTE.pattern)  # noqa: UP031 - braces inside
OTHER = re.compile(
    r"</[a-zA-Z][a-zA-Z0-9]*\s*>|<!doctype html>|<!--(?:(?!--)[^<>])*-->|<\?xml [^<>]*\?>", re.IGNORECASE
)

ADDRESSES = frozenset({"href", "src", "srcset", "xlink:href", "action", "poster", "cite"})
REFUSED = frozenset(
    {"style", "srcdoc", "formaction", "ping", "background", "manifest", "nonce", "is", "xml:base", "target"}
)
SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):|[\s\x00-\x20]*[/\\]{2}", re.IGNORECASE)
LEADS_OUT = frozenset({"http", "https", "tel", "mailto"})
POINTERS = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev", "search"})
DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})


class Flaw(NamedTuple):
    """A code, what is wrong, and the piece of the page it is wrong in."""

    code: str
    message: str
    piece: str


def flaws(data: bytes, known: set[bytes]) -> Iterator[Flaw]:
    """What a page has that no page may have. Pieces found good are added to ``known``: a site judges each once."""
    for piece in sorted(set(PIECE.findall(data)) - known):
        flaw = _judged(piece.decode(errors="replace"))
        if flaw is None:
            known.add(piece)
        else:
            yield flaw


def _judged(piece: str) -> Flaw | None:
    opening = OPENING.fullmatch(piece)
    if not opening:
        return None if OTHER.fullmatch(piece) else Flaw("M316", N_("{path}: {piece} cannot be read"), piece)
    name = opening[1].lower()
    if name not in ELEMENTS:
        return Flaw("M312", N_("{path}: {piece} is an element that no page may have"), piece)
    given = {
        key.lower(): unescape(value.strip("\"'") if value[:1] in {'"', "'"} else value)
        for key, value in ATTRIBUTE.findall(opening[2])
    }
    if len(given) < len(ATTRIBUTE.findall(opening[2])):
        return Flaw("M316", N_("{path}: {piece} cannot be read"), piece)
    return _runs(name, given, piece) or _asks(name, given, piece)


def _runs(name: str, given: dict[str, str], piece: str) -> Flaw | None:
    if name == "script" and not given.get("src", "").endswith(".js") and given.get("type") not in DATA_BLOCKS:
        return Flaw("M310", N_("{path}: {piece} is a script inside the page"), piece)
    if any(key.startswith("on") or key in REFUSED for key in given):
        return Flaw("M311", N_("{path}: {piece} runs or styles something in place"), piece)
    if "http-equiv" in given:
        return Flaw("M317", N_("{path}: {piece} is not the policy of this site"), piece)
    return None


def _asks(name: str, given: dict[str, str], piece: str) -> Flaw | None:
    """Whether a link leads where no link may lead, or a part of the page comes from elsewhere."""
    link = name == "a" or (name == "link" and set(given.get("rel", "").lower().split()) <= POINTERS)
    for key in ADDRESSES & given.keys():
        scheme = SCHEME.match(given[key])
        if scheme is None:
            continue
        word = (scheme[1] or "http").lower()
        if link and key == "href" and word not in LEADS_OUT:
            return Flaw("M313", N_("{path}: {piece} leads to no page"), piece)
        if not link and not (name == "img" and given[key].startswith("data:image/")):
            return Flaw("M314", N_("{path}: {piece} comes from outside the site"), piece)
    return None
