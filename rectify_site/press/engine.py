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
from datetime import datetime
from typing import Any

from rectify_site.model.outputs import Artifact, Page

THEME = "theme/"
ASSETS = "assets/"
OUTPUT = "out"
ENGINE_DISTRIBUTIONS = ("mkdocs", "mkdocs-material", "markdown", "chinesecalendar")


def source_path(page: Page) -> str:
    """Where the engine finds the Markdown of a page."""
    return page.path.removesuffix(".html") + ".md"


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
    }


def layout(
    pages: Iterable[Page], site: Mapping[str, Any], templates: Mapping[str, bytes], url: str | None
) -> tuple[Artifact, ...]:
    """All files the engine needs: Markdown, theme, assets, facts, and a configuration nobody edits."""
    pages = tuple(pages)
    facts = {"site": dict(site), "pages": {source_path(page): page_facts(page) for page in pages}}
    return (
        *(Artifact(f"docs/{source_path(page)}", page.markdown.encode()) for page in pages),
        *(
            Artifact(f"docs/{path}", data)
            for path, data in sorted(templates.items())
            if path.startswith(ASSETS)
        ),
        *(Artifact(path, data) for path, data in sorted(templates.items()) if path.startswith(THEME)),
        Artifact("facts.json", json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()),
        Artifact(
            "mkdocs.yml", json.dumps(_configuration(str(site["name"]), url), ensure_ascii=False).encode()
        ),
    )


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


def environment(published_at: str) -> dict[str, str]:
    """A whole environment, the same on every machine: the date of the build is the date of the signature."""
    moment = int(datetime.fromisoformat(published_at).timestamp()) if published_at else 0
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(moment),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
