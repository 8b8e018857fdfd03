"""What ``export wechat`` and ``export cms`` lay on the desk: fragments, a page to copy them from, a form, a picture."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from rectify_site.channels.exports import entry_form, picture
from rectify_site.channels.exports.articles import PICTURE, articles
from rectify_site.channels.exports.writing import CMS, WECHAT, Editor, Piece, pieces
from rectify_site.channels.outlet import Outlet
from rectify_site.documents.manifests import MANIFEST, manifest
from rectify_site.model.due import DueRule
from rectify_site.model.outputs import Artifact
from rectify_site.render.escape import Safe, address
from rectify_site.render.templates import environment, minute, write
from rectify_site.tables.progress import progress

PAGE, SCRIPT = "office/articles.html.jinja", "office/copying.js"
EDITORS: Mapping[str, Editor] = {"wechat": WECHAT, "cms": CMS}
PLACES = {"wechat": "公众号", "cms": "门户网站后台"}


class Shown(NamedTuple):
    """An article on the page it is copied from."""

    id: Safe
    column: str
    title: str
    published: str
    summary: str
    html: Safe
    file: str
    length: int
    picture: Safe | None


def desk(outlet: Outlet, rule: DueRule, kind: str, sources: Mapping[str, str]) -> tuple[Artifact, ...]:
    """All files for one kind of editor; none where nothing is signed. ``sources`` are the templates by name."""
    made = articles(outlet, rule)
    if not made:
        return ()
    written = tuple(pieces(made, EDITORS[kind]))
    files = [Artifact(f"articles/{piece.key}.html", f"{piece.html}\n".encode()) for piece in written]
    told = progress(outlet.matters)
    drawn = told.total > 0
    if drawn:
        files.append(Artifact(PICTURE, picture.bar([(part.key, part.number) for part in told.parts])))
    files.append(Artifact(entry_form.NAME, entry_form.form(written, outlet.settings.origin)))
    files.append(Artifact("index.html", _page(outlet, kind, written, sources, drawn=drawn)))
    return (*files, Artifact(MANIFEST, manifest(files)))


def _page(
    outlet: Outlet, kind: str, written: tuple[Piece, ...], sources: Mapping[str, str], *, drawn: bool
) -> bytes:
    digest = hashlib.sha256(sources[SCRIPT].removesuffix("\n").encode()).digest()
    text = write(
        environment({name: sources[name] for name in (PAGE, SCRIPT)}),
        PAGE,
        place=PLACES[kind],
        wechat=kind == "wechat",
        site=outlet.settings.site_name,
        as_of=outlet.edition.as_of,
        limit=EDITORS[kind].limit or 0,
        form=entry_form.NAME,
        script=f"'sha256-{base64.b64encode(digest).decode()}'",
        shown=[_shown(piece, drawn=drawn) for piece in written],
    )
    return text.encode()


def _shown(piece: Piece, *, drawn: bool) -> Shown:
    article = piece.article
    files = article.files if drawn and piece.key in {article.key, f"{article.key}-part-1"} else ()
    return Shown(
        id=address(piece.key),
        column=article.column,
        title=piece.title,
        published=minute(article.at) if article.at else "",
        summary=article.summary,
        html=piece.html,
        file=f"articles/{piece.key}.html",
        length=len(piece.html),
        picture=address(files[0]) if files else None,
    )
