"""Shells: what the engine makes once of each shape of page, cut where pages differ, and joined for the thousands.

Pages of one shape differ only in texts: title, times, the way from home, the body. The engine is given one specimen
of each shape, with a mark in the place of every text; its page is cut at the marks. A page is the constant pieces
with its own texts between them, byte for byte what the engine would have made of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import engine
from rectify_site.press.engine import Framed
from rectify_site.render.escape import in_html

OPEN, CLOSE = "\uf8f0", "\uf8f1"  # private characters: no setting and no template holds them
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
BODY = 0
"""The number of the mark where the body goes."""

LITERAL = frozenset({"kind", "root"})
"""Facts on which the theme decides by their value; of the others only whether they are there."""

WRITTEN_AS_IS = frozenset({"structured"})
"""Facts that are markup already, made in ``render``."""


class Shell(NamedTuple):
    """A page of one shape, cut: the constant pieces, and between each two the number of the text that goes there."""

    pieces: tuple[str, ...]
    marks: tuple[int, ...]


class Shape(NamedTuple):
    """What decides about the shell of a page; its texts in the order of their marks, ready to be written.

    The body is not among them: it is made when the page is joined, and not kept.
    """

    key: str
    texts: tuple[str, ...]


def shape(page: Page, columns: frozenset[str]) -> Shape:
    """The shape of a page and its texts. ``columns`` are the pages that the navigation names."""
    facts = engine.page_facts(page)
    texts = [""]
    literal = LITERAL | ({"path"} if page.path in columns else frozenset())
    tree = {key: value if key in literal else _marked(key, value, texts) for key, value in facts.items()}
    return Shape(
        f"{page.path.count('/')} {json.dumps(tree, ensure_ascii=False, sort_keys=True)}", tuple(texts[1:])
    )


def _marked(key: str, value: Any, texts: list[str]) -> Any:  # noqa: ANN401 - any JSON value
    """The value with a mark for every text in it; the texts are added to ``texts``."""
    if isinstance(value, str) and value:
        texts.append(value if key in WRITTEN_AS_IS else in_html(value))
        return f"{OPEN}{len(texts) - 1}{CLOSE}"
    if isinstance(value, (list, tuple)):
        return [_marked(key, item, texts) for item in value]
    if isinstance(value, dict):
        return {name: _marked(name, item, texts) for name, item in value.items()}
    return value


def specimen(number: int, key: str) -> Framed:
    """The page that the engine is given for a shape: as deep in the site as the pages it stands for."""
    depth, _, tree = key.partition(" ")
    return Framed("specimen/" * int(depth) + f"{number}.html", json.loads(tree), f"{OPEN}{BODY}{CLOSE}")


def cut(html: str) -> Shell:
    """A specimen's page, cut at its marks."""
    found = MARK.split(html)
    return Shell(tuple(found[::2]), tuple(int(number) for number in found[1::2]))


def cuts(specimens: Mapping[str, Framed], built: Iterable[Artifact]) -> dict[str, Shell]:
    """The shell of every shape from what the engine built.

    Raises:
        SettingsError: M305 when the body of a page has no place, or more than one.

    """
    pages = {artifact.path: artifact.data for artifact in built}
    made = {key: cut(pages[framed.path].decode()) for key, framed in specimens.items()}
    for key, shell in made.items():
        if shell.marks.count(BODY) != 1:
            hint = N_("install rectify-site again, or take back the change to the theme")
            raise SettingsError(
                "M305", N_("the theme has no single place for the body of a page"), hint, shape=key
            )
    return made


def filled(shell: Shell, body: str, texts: tuple[str, ...]) -> bytes:
    """A page: the pieces of its shell with its body and its texts between them."""
    given = (body, *texts)
    pieces = [""] * (len(shell.pieces) + len(shell.marks))
    pieces[::2] = shell.pieces
    pieces[1::2] = [given[number] for number in shell.marks]
    return "".join(pieces).encode()


def look(site: Mapping[str, Any], templates: Mapping[str, bytes], url: str | None) -> str:
    """The digest of all that shells depend on: the engine, its configuration, the theme, the facts of the site."""
    files = engine.layout((), site, templates, url)
    told = [
        f"{engine.versions()}\n".encode(),
        *(f"{item.path} {hashlib.sha256(item.data).hexdigest()}\n".encode() for item in files),
    ]
    return hashlib.sha256(b"".join(told)).hexdigest()


def stored(digest: str, shells: Mapping[str, Shell]) -> bytes:
    """Shells as bytes, to be kept until the look changes."""
    body = json.dumps({"look": digest, "shells": shells}, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def restored(data: bytes | None, digest: str) -> dict[str, Shell]:
    """The shells of this look out of what was kept; none where the look changed or the file was touched."""
    said, _, body = (data or b"").partition(b"\n")
    if said.decode(errors="replace") != hashlib.sha256(body).hexdigest():
        return {}
    kept = json.loads(body)
    if kept["look"] != digest:
        return {}
    return {key: Shell(tuple(pieces), tuple(marks)) for key, (pieces, marks) in kept["shells"].items()}
