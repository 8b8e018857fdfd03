"""What MkDocs and Material are asked to do. With the plug-in the only file that knows them.

They run as another program on a fresh folder with an environment of its own: Material prints banners and changes
the environment when imported, MkDocs follows links and publishes whatever lies in ``docs_dir``. Records never enter
the navigation (a thousand of them made 404 MB of HTML), and no record text enters the configuration.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any, NamedTuple

from rectify_site.model.outputs import Artifact, Page

THEME = "theme/"
ASSETS = "assets/"
OUTPUT = "out"
LEAF = b"-\n"
"""What stands where the engine expects Markdown."""

DISTRIBUTIONS = ("mkdocs", "mkdocs-material", "markdown", "pyromark", "chinesecalendar")


def source_path(path: str) -> str:
    """Where the engine looks for the page of an address."""
    return path.removesuffix(".html") + ".md"


def page_facts(page: Page) -> dict[str, Any]:
    """What the head and frame of a page say; handed to the theme beside the page, never through its text."""
    depth = page.path.count("/")
    return {
        "kind": page.kind,
        "title": page.title,
        "path": page.path,
        "root": "../" * depth,
        "crumbs": [list(crumb) for crumb in page.crumbs],
        "published": page.published,
        "tags": [list(tag) for tag in page.tags],
        "canonical": page.canonical,
        "structured": page.structured,
        "tabled": "<table " in page.markdown,
    }


class Framed(NamedTuple):
    """A page as the engine is given it: where it stands, what its frame says, and its body in HTML."""

    path: str
    facts: Mapping[str, Any]
    body: str


def framed(page: Page, body: str) -> Framed:
    """A page with its body made."""
    return Framed(page.path, page_facts(page), body)


def layout(
    pages: Iterable[Framed], site: Mapping[str, Any], templates: Mapping[str, bytes], url: str | None
) -> tuple[Artifact, ...]:
    """All files the engine needs: a leaf for each page, theme, assets, facts, and a configuration nobody edits.

    Bodies are handed to it beside the pages, already made: the engine's own Markdown never meets them.
    """
    by_source = {source_path(page.path): page for page in pages}
    facts = {
        "site": dict(site),
        "pages": {source: page.facts for source, page in by_source.items()},
        "bodies": {source: page.body for source, page in by_source.items()},
    }
    return (
        *(Artifact(f"docs/{source}", LEAF) for source in by_source),
        *(Artifact(f"docs/{path}", data) for path, data in assets(templates)),
        *(Artifact(path, data) for path, data in sorted(templates.items()) if path.startswith(THEME)),
        Artifact("facts.json", json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()),
        Artifact(
            "mkdocs.yml", json.dumps(_configuration(str(site["name"]), url), ensure_ascii=False).encode()
        ),
    )


def assets(templates: Mapping[str, bytes]) -> tuple[Artifact, ...]:
    """The sheets, scripts and drawings that pages refer to, as they are in the package."""
    return tuple(Artifact(path, data) for path, data in sorted(templates.items()) if path.startswith(ASSETS))


def beside(files: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """Files that the engine copies as they are."""
    return tuple(Artifact(f"docs/{path}", data) for path, data in files)


def _configuration(name: str, url: str | None) -> dict[str, Any]:
    return {
        "site_name": name,
        **({"site_url": url} if url else {}),
        "docs_dir": "docs",
        "site_dir": OUTPUT,
        "use_directory_urls": False,
        "theme": {"name": "material", "custom_dir": "theme", "font": False, "language": "zh"},
        "plugins": [{"rectify": {"facts": "facts.json"}}],
        "nav": [{"home": "index.md"}],
        "validation": {
            "nav": {"omitted_files": "ignore"},
            "links": {"not_found": "ignore", "unrecognized_links": "ignore", "absolute_links": "ignore"},
        },
    }


def command() -> tuple[str, ...]:
    """The engine's command line, run by the same interpreter."""
    return (
        sys.executable,
        "-P",
        "-s",
        "-X",
        "utf8",
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        "mkdocs.yml",
    )


def environment() -> dict[str, str]:
    """A whole environment, the same on every machine and on every day."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }


def versions() -> dict[str, str]:
    """The libraries whose change can change a page, with their versions."""
    return {name: version(name) for name in DISTRIBUTIONS}
