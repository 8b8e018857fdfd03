"""A page made from a shell is, byte for byte, the page that the engine would have made of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import pages
from rectify_site.errors import SettingsError
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import engine, shells
from rectify_site.press.shells import CLOSE, OPEN, Shell
from rectify_site.render.bodies import body
from rectify_site.store import jobs
from rectify_site.store.templates import templates
from rectify_site.workflow import framing
from tests.builders import some_settings
from tests.pages.district import district, two_plans
from tests.pages.site import made
from tests.render.corpora import OWN


def facts_of(edition: Edition, planned: Sequence[Page]) -> dict[str, Any]:
    return pages.site_facts(edition, some_settings(), planned) | {"policy": ""}


def by_engine(planned: Iterable[Page], site: Mapping[str, Any]) -> dict[str, bytes]:
    """Every page through MkDocs itself."""
    framed = (engine.framed(page, body(page.markdown)) for page in planned)
    built = jobs.run(framing.job(engine.layout(framed, site, templates(), some_settings().site_url)))
    return {item.path: item.data for item in built if item.path.endswith(".html")}


def by_shells(planned: Sequence[Page], site: Mapping[str, Any], shelf: Path) -> dict[str, bytes]:
    made = framing.frame(planned, site, templates(), some_settings().site_url, shelf)
    return {item.path: item.data for item in made if item.path.endswith(".html")}


@pytest.mark.slow
@pytest.mark.parametrize("office", [district, two_plans])
def test_shell_made_is_engine_made_on_every_page(office: Callable[[], Edition], tmp_path: Path) -> None:
    edition = office()
    planned = tuple(made(edition).values())
    site = facts_of(edition, planned)
    wanted = by_engine(planned, site)
    assert len(wanted) == len(planned) > 20
    assert by_shells(planned, site, tmp_path / "shells.json") == wanted
    assert by_shells(planned, site, tmp_path / "shells.json") == wanted  # now from what was kept


@pytest.mark.slow
def test_hostile_texts_come_out_of_a_shell_as_out_of_the_engine(tmp_path: Path) -> None:
    edition = district()
    planned = tuple(made(edition).values())
    site = facts_of(edition, planned)
    record = next(page for page in planned if page.kind == "record")
    evil = [
        record.model_copy(
            update={
                "path": f"records/x-{n}.html",
                "title": text,
                "crumbs": ((text, "index.html"),),
                "markdown": "# x\n",
            }
        )
        for n, text in enumerate(OWN)
    ]
    wanted = by_engine(evil, site)
    assert by_shells(evil, site, tmp_path / "shells.json") == wanted


def test_the_engine_is_asked_again_only_when_the_look_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def run(job: jobs.Job) -> tuple[Artifact, ...]:
        asked.append(sum(item.path.startswith("docs/specimen") for item in job.files))
        leaves = [
            item.path for item in job.files if item.path.startswith("docs/") and item.path.endswith(".md")
        ]
        page = f"<title>{OPEN}1{CLOSE}</title>{OPEN}0{CLOSE}"
        return tuple(Artifact(leaf[5:-3] + ".html", page.encode()) for leaf in leaves)

    monkeypatch.setattr(jobs, "run", run)
    shelf, site = tmp_path / "shells.json", {"name": "站", "nav": []}
    one, two = (Page(path=f"records/{n}.html", kind="record", title=f"第{n}项", markdown="x") for n in "ab")
    list(framing.frame([one], site, {}, None, shelf))
    assert [item.data for item in framing.frame([two], site, {}, None, shelf)] == [
        "<title>第b项</title><p>x</p>\n".encode()
    ]
    assert len(asked) == 1
    list(framing.frame([one.model_copy(update={"crumbs": (("首页", "index.html"),)})], site, {}, None, shelf))
    list(framing.frame([one], site | {"name": "新站"}, {}, None, shelf))
    assert len(asked) == 3


@given(st.lists(st.text("ab<&", max_size=5), min_size=1, max_size=6), st.data())
def test_what_is_cut_at_its_marks_is_joined_again(pieces: list[str], data: st.DataObject) -> None:
    texts = tuple(data.draw(st.lists(st.text(max_size=5), min_size=3, max_size=3)))
    marks = data.draw(st.lists(st.integers(0, 2), min_size=len(pieces) - 1, max_size=len(pieces) - 1))
    specimen = pieces[0] + "".join(
        f"{OPEN}{mark}{CLOSE}{piece}" for mark, piece in zip(marks, pieces[1:], strict=True)
    )
    joined = pieces[0] + "".join(texts[mark] + piece for mark, piece in zip(marks, pieces[1:], strict=True))
    assert shells.filled(shells.cut(specimen), texts[0], texts[1:]) == joined.encode("utf-8", "surrogatepass")


def test_kept_shells_that_were_touched_are_not_used() -> None:
    kept = shells.stored("look", {"shape": Shell(("<p>", "</p>"), (0,))})
    assert shells.restored(kept, "look") == {"shape": Shell(("<p>", "</p>"), (0,))}
    assert shells.restored(kept, "another look") == {}
    assert shells.restored(kept.replace(b"<p>", b"<b>"), "look") == {}
    assert shells.restored(b"", "look") == shells.restored(None, "look") == {}
    assert shells.restored(b"\xff\n{", "look") == {}


def test_a_theme_without_a_place_for_the_body_is_refused() -> None:
    framed = shells.specimen(0, '0 {"kind": "home"}')
    with pytest.raises(SettingsError, match="body of a page"):
        shells.cuts({"shape": framed}, [Artifact("0.html", b"<html></html>")])
