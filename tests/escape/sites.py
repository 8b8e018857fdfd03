"""Whole sites of made-up editions by the real engine, and what a real browser makes of their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact
from rectify_site.press import engine, proof
from rectify_site.render.bodies import body
from rectify_site.store import jobs
from rectify_site.store.sites import write_tree
from rectify_site.store.templates import templates
from rectify_site.workflow import building, framing
from rectify_site.workflow.building import Making
from tests.builders import a_rule, some_settings
from tests.escape.oracle import Seen, json_text

ASSETS = re.compile(rb'="(?:\.\./|/zhenggai/)*assets/[a-z-]+\.(css|js|svg)"')
EMPTY = {b"css": b'="data:text/css,"', b"js": b'="data:text/javascript,"', b"svg": b'="data:image/svg+xml,"'}
CANARY = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
  window[name] = () => { window.ran.push(name) };
"""
LOOK = """(whole) => {
  const shape = [], texts = [], data = [];
  const heading = /^h[1-6]$/;
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        const text = child.data.split(/\\s+/u).filter(Boolean).join(" ");
        if (text && node.type === "application/ld+json") {
          shape.push(null); data.push(child.data); texts.push(null);
        } else if (text) texts.push(text);
        continue;
      }
      if (child.nodeType !== 1) { if (child.nodeType === 8) shape.push("comment " + child.data); continue; }
      const tag = child.localName.toLowerCase(), given = [...child.attributes];
      shape.push([tag, ...given.map((one) => one.name.toLowerCase()).sort()].join(" "));
      for (const one of given)
        if (!(one.name === "id" && heading.test(tag))) texts.push(one.name.toLowerCase() + "=" + one.value);
      if (tag !== "noscript") walk(child);
    }
  };
  walk(whole.document);
  return {shape, texts, data, ran: whole.ran};
}"""


IN_FRAMES = f"""async (told) => {{
  const look = {LOOK};
  const frames = JSON.parse(told).map((text) => {{
    const frame = document.createElement("iframe");
    frame.srcdoc = text;
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    document.body.append(frame);
    return loaded.then(() => frame);
  }});
  return JSON.stringify((await Promise.all(frames)).map((frame) => look(frame.contentWindow)));
}}"""
AT_ONCE, FRAMES = 50, "frames.html"


class Looked(NamedTuple):
    """What a browser made of a page: what there is to see, and what ran or was asked for."""

    seen: Seen
    alive: tuple[str, ...]


def site(edition: Edition, folder: Path, csp: str = "off") -> list[str]:
    """The site of an edition laid out for file://, without the proof; the addresses of its pages."""
    making = Making(some_settings(csp=csp), a_rule(), templates(), folder.with_name(f"{folder.name}.json"))
    planned = building.plan(edition, making)
    made = framing.frame(
        planned.pages, planned.facts, making.templates, making.settings.site_url, making.shells
    )
    return _lay_out(folder, made)


def engine_made(edition: Edition, folder: Path, changed: Mapping[str, bytes]) -> list[str]:
    """The same with every page through the engine itself; ``changed`` templates stand over ours."""
    making = Making(some_settings(csp="off"), a_rule(), {**templates(), **changed}, folder)
    planned = building.plan(edition, making)
    framed = (engine.framed(page, body(page.markdown)) for page in planned.pages)
    laid_out = engine.layout(framed, planned.facts, making.templates, making.settings.site_url)
    return _lay_out(folder, jobs.run(framing.job(laid_out)))


def _lay_out(folder: Path, artifacts: Iterable[Artifact]) -> list[str]:
    """Assets are empty and stand in the page itself, so that whatever runs or is asked for is an author's."""
    pages_first = sorted(artifacts, key=lambda item: not item.path.endswith(".html"))
    used = tuple(proof.Seen().built(pages_first))
    emptied = ((path, ASSETS.sub(lambda found: EMPTY[found[1]], data)) for path, data in used)
    pages = [Artifact(path, data) for path, data in emptied if path.endswith(".html")]
    folder.mkdir()
    write_tree(folder, [*pages, Artifact(FRAMES, b"<!doctype html><body></body>")])
    return [page.path for page in pages]


def visitor(chromium: Browser) -> BrowserContext:
    """A browser that notes what runs, in every frame."""
    context = chromium.new_context(locale="zh-CN", service_workers="block")
    context.add_init_script(CANARY)
    return context


def look(context: BrowserContext, folder: Path, paths: list[str]) -> Iterator[tuple[str, Looked]]:
    """Open pages as documents in frames, fifty at a time, and read each whole document back.

    What the browser parses and runs is what it would as a page of its own, in a sixth of the time.
    """
    page, alive = context.new_page(), list[str]()
    _listen(page, folder, alive)
    for start in range(0, len(paths), AT_ONCE):
        some = paths[start : start + AT_ONCE]
        alive.clear()
        page.goto(f"{folder.as_uri()}/{FRAMES}")
        texts = [(folder / path).read_text(encoding="utf-8") for path in some]
        found = json.loads(page.evaluate(IN_FRAMES, json.dumps(texts)))
        for path, one in zip(some, found, strict=True):
            yield path, Looked(_seen(one), (*(f"ran {name}" for name in one["ran"]), *alive))
    page.close()


def _listen(page: Page, folder: Path, alive: list[str]) -> None:
    near = (folder / FRAMES).as_uri()
    page.on("dialog", lambda dialog: (alive.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: alive.append(f"console {said.text}"))
    page.on("pageerror", lambda error: alive.append(f"error {error}"))
    page.on("popup", lambda other: alive.append(f"window {other.url}"))
    page.on("request", lambda asked: None if asked.url == near else alive.append(f"request {asked.url}"))


def _seen(found: dict[str, Any]) -> Seen:
    """The document's blocks of data stand where they stood, taken apart as everywhere."""
    blocks = [json_text(text.encode()) for text in found["data"]]
    shapes, texts = iter(blocks), iter(blocks)
    return Seen(
        tuple(line for one in found["shape"] for line in ([one] if one is not None else next(shapes).shape)),
        tuple(line for one in found["texts"] for line in ([one] if one is not None else next(texts).texts)),
    )
