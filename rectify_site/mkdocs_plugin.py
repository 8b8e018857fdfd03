"""The door to MkDocs: hands the theme what it needs to know about each page.

In a build it reads the facts that ``press/engine.py`` has laid out. In an office's own ``mkdocs serve`` or
``mkdocs build`` it adds the pages of the watermarked preview; those never reach the public site.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

UNWANTED = frozenset({"404.html", "sitemap.xml"})
"""Pages of the theme that would carry absolute addresses or the clock; ours replace them."""


class RectifyConfig(Config):
    """``facts`` is set by the engine's job; an office never writes it. All other keys are the office's settings."""

    facts = config_options.Optional(config_options.File(exists=True))


class RectifyPlugin(BasePlugin[RectifyConfig]):
    """Facts for the theme, and the preview's pages when MkDocs is run by hand."""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {"site": {}, "pages": {}, "bodies": {}}
        self.files: dict[str, bytes] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Keep the office's settings away from MkDocs' own validation: ``settings.of`` judges them."""
        own = {name: value for name, value in options.items() if name == "facts"}
        return super().load_config(own, config_file_path)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Drafts are looked at, not sent out."""
        if command == "gh-deploy":
            message = "mkdocs gh-deploy would publish drafts: use `rectify-site build`"
            raise PluginError(message)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take the facts of a build, or prepare the preview."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        if self.config.facts and not (root / "content").exists():
            self.facts = json.loads(Path(self.config.facts).read_text(encoding="utf-8"))
            return config
        self.config.facts = None
        self._preview(config, root)
        return config

    def _preview(self, config: MkDocsConfig, root: Path) -> None:
        from rectify_site.workflow import building

        artifacts = building.lay_out_preview(root, date.today())  # noqa: DTZ011 - the office's own calendar
        self.files = {artifact.path: artifact.data for artifact in artifacts}
        self.facts = json.loads(self.files["facts.json"])
        self.facts["site"]["policy"] = ""  # `mkdocs serve` puts a script of its own into each page
        building.lay_down(root / "build", [item for item in artifacts if item.path.startswith("theme/")])
        config.site_dir = str(root / "build" / "preview")  # also when --site-dir says otherwise
        config.theme.dirs.insert(0, str(root / "build" / "theme"))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Put the generated pages in place of what lies in ``docs_dir``: drafts there are not published raw."""
        if self.config.facts:
            return files
        generated = [
            File.generated(config, path.removeprefix("docs/"), content=data)
            for path, data in self.files.items()
            if path.startswith("docs/")
        ]
        return Files(generated)

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme the facts of this page and of the site."""
        context["facts"] = self.facts["pages"][page.file.src_uri]  # type: ignore[typeddict-unknown-key]
        context["site"] = self.facts["site"]  # type: ignore[typeddict-unknown-key]
        return context

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in the body that was made for this page."""
        return str(self.facts["bodies"][page.file.src_uri])

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401 - jinja2 has its home in render
        """Let the theme's own templates render too, though they are thrown away: they have no page."""
        env.globals.update(facts={}, site=self.facts["site"])
        return env

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Leave out the theme's own 404 and sitemap: an empty file is not written."""
        return "" if template_name in UNWANTED else output_content
