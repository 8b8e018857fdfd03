"""The proof after the engine: nothing missing, nothing extra, no link into nowhere, nothing unused."""

import pytest

from rectify_site.errors import SettingsError
from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import assembly, engine, proof
from rectify_site.press.scripts import Allowed


def a_page(path: str, **more: object) -> Page:
    return Page.model_validate({"path": path, "kind": "record", "title": "题", "markdown": "# 题", **more})


def html(path: str, *links: str) -> Artifact:
    return Artifact(path, "".join(f'<a class="x" href="{link}">甲</a>' for link in links).encode())


def site(pages: list[Page], built: list[Artifact], *papers: Artifact) -> list[Artifact]:
    return list(assembly.assemble(pages, built, papers, [], Allowed()))


def test_a_planned_page_that_was_not_built_stops_the_build() -> None:
    with pytest.raises(SettingsError, match=r"M301.*a\.html"):
        site([a_page("a.html"), a_page("b.html")], [html("b.html")])


def test_a_page_nobody_planned_stops_the_build() -> None:
    with pytest.raises(SettingsError, match=r"M302.*draft\.html"):
        site([a_page("a.html")], [html("a.html"), html("draft.html")])


def test_a_link_into_nowhere_stops_the_build() -> None:
    with pytest.raises(SettingsError, match=r"M303.*records/b\.html"):
        site([a_page("units/u.html")], [html("units/u.html", "../records/b.html")])


def test_two_files_of_one_name_stop_the_build() -> None:
    with pytest.raises(SettingsError, match=r"M304.*a\.html"):
        site([a_page("a.html")], [html("a.html"), html("a.html")])


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("../records/b.html#x", "records/b.html"),
        ("c.html?q=1", "units/c.html"),
        ("../archive/2025/", "archive/2025/index.html"),
        ("%E7%94%B2.html", "units/甲.html"),
    ],
)
def test_a_relative_link_is_read_as_a_browser_reads_it(link: str, file: str) -> None:
    [(path, _)] = proof.links(html("units/u.html", link))
    assert path == file


@pytest.mark.parametrize(
    "link", ["https://www.gov.cn/", "tel:12345", "mailto:a@b.example", "//cdn.example/x"]
)
def test_what_leads_out_is_no_file_of_the_site(link: str) -> None:
    assert proof.links(html("u.html", link)) == frozenset()


def test_only_what_a_page_uses_goes_along_and_the_manifest_lists_all() -> None:
    page = Artifact("index.html", b'<link rel="stylesheet" href="assets/a.css">')
    built = [
        page,
        Artifact("assets/a.css", b""),
        Artifact("assets/unused.js", b""),
        Artifact("sitemap.xml", b""),
    ]
    made = site([a_page("index.html")], built, Artifact("checkpoint.txt", b"x"))
    assert [item.path for item in made] == [
        "index.html",
        "assets/a.css",
        "checkpoint.txt",
        "manifest-sha256.txt",
    ]
    assert made[-1].data.decode().count("\n") == 3


def test_the_engine_is_told_nothing_an_author_wrote() -> None:
    poison = "</title><script>alert(1)</script>{{7*7}}"
    page = a_page("records/x.html", title=poison, markdown=f"# {poison}")
    files = {
        item.path: item.data.decode()
        for item in engine.layout([engine.framed(page, "<p>x</p>")], {"name": "站"}, {}, None)
    }
    assert "script" not in files["mkdocs.yml"]
    assert set(files) == {"docs/records/x.md", "facts.json", "mkdocs.yml"}


def test_the_engine_gets_an_environment_of_its_own() -> None:
    assert engine.environment()["SOURCE_DATE_EPOCH"] == "0"
    assert "HOME" not in engine.environment()


@pytest.mark.parametrize(
    ("link", "fine"), [("b.html#there", True), ("b.html#nowhere", False), ("#here", True), ("#gone", False)]
)
def test_an_anchor_leads_to_a_place(link: str, fine: bool) -> None:  # noqa: FBT001 - a row of the table
    page = Artifact("a.html", f'<p id="here"><a href="{link}">x</a>'.encode())
    pages, built = (
        [a_page("a.html"), a_page("b.html")],
        [page, Artifact("b.html", b'<h2 class="x" id="there">')],
    )
    if fine:
        assert site(pages, built)
    else:
        with pytest.raises(SettingsError, match="M303"):
            site(pages, built)
