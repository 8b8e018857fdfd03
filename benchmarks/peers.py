"""The same pages for other site generators: their sources, made from the pages and frames of an office.

Each gets the Markdown of every page as it is. Hugo and Eleventy get our frame as a template, cut from the built page at
the places where texts go, so that what they write is as large as what we write; neither has a search, feeds or data
to make, and the navigation is constant text, which is the fastest a peer can be. MkDocs with Material and Zensical
frame pages themselves and make their own search.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rectify_site.model.outputs import Page
from rectify_site.press.shells import BODY, Shape, Shell

MATERIAL = """site_name: 公开
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
nav:
  - index.md
validation:
  nav:
    omitted_files: ignore
  links:
    not_found: ignore
    unrecognized_links: ignore
"""
HUGO = """title = "公开"
baseURL = "https://example.org/"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
uglyURLs = true
timeout = "600s"
[markup.goldmark.renderer]
unsafe = true
[mediaTypes."text/html"]
suffixes = ["html"]
[outputFormats.plain]
mediaType = "text/html"
isPlainText = true
[outputs]
page = ["plain"]
"""
ELEVENTY = """module.exports = function (config) {
  return { dir: { input: "src", includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
};
"""


class Framed:
    """Every page with the shape of its frame, and the shells of all shapes."""

    def __init__(
        self, pages: Sequence[Page], shapes: Mapping[str, Shape], shells: Mapping[str, Shell]
    ) -> None:
        self.pages, self.shapes = pages, shapes
        self.shells = {
            key: (f"frame{number}", shell) for number, (key, shell) in enumerate(sorted(shells.items()))
        }

    def layout_of(self, page: Page) -> str:
        """The name of the template of a page."""
        return self.shells[self.shapes[page.path].key][0]

    def texts_of(self, page: Page) -> list[str]:
        """The texts that go into its frame."""
        return list(self.shapes[page.path].texts)


def material(folder: Path, framed: Framed) -> None:
    """A project for MkDocs with Material; Zensical reads the same."""
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL)
    for page in framed.pages:
        _write(folder / "docs" / page.path.replace(".html", ".md"), f"# {page.title}\n\n{page.markdown}")


def hugo(folder: Path, framed: Framed) -> None:
    """A project for Hugo."""
    folder.mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO)
    for name, shell in framed.shells.values():
        slots = [
            "{{ .Content }}" if mark == BODY else f"{{{{ index .Params.texts {mark - 1} }}}}"
            for mark in shell.marks
        ]
        _write(folder / "layouts" / "_default" / f"{name}.plain.html", _joined(shell, slots))
    for page in framed.pages:
        head = {"url": f"/{page.path}", "layout": framed.layout_of(page), "texts": framed.texts_of(page)}
        _write(
            folder / "content" / page.path.replace(".html", ".md").replace("index.md", "_i.md"),
            _source(head, page),
        )


def eleventy(folder: Path, framed: Framed) -> None:
    """A project for Eleventy."""
    folder.mkdir(parents=True)
    (folder / "eleventy.config.js").write_text(ELEVENTY)
    for name, shell in framed.shells.values():
        pieces = json.dumps(shell.pieces)
        slots = json.dumps(shell.marks)
        _write(
            folder / "src" / "_includes" / f"{name}.11ty.js",
            f"const pieces = {pieces}, marks = {slots};\n"
            "exports.render = data => pieces.map((piece, at) => at ? (marks[at - 1] ? "
            "data.texts[marks[at - 1] - 1] : data.content) + piece : piece).join('');\n",
        )
    for page in framed.pages:
        head = {
            "permalink": page.path,
            "layout": f"{framed.layout_of(page)}.11ty.js",
            "texts": framed.texts_of(page),
        }
        _write(folder / "src" / page.path.replace(".html", ".md"), _source(head, page))


def _joined(shell: Shell, slots: Sequence[str]) -> str:
    pieces = [""] * (len(shell.pieces) + len(slots))
    pieces[::2], pieces[1::2] = shell.pieces, slots
    return "".join(pieces)


def _source(head: Mapping[str, object], page: Page) -> str:
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{page.markdown}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
