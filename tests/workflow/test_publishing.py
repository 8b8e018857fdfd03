"""P4 outside the house: what is published is what was built, whole and proven, and the old one until then."""

import hashlib
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rectify_site.cli.main import main
from rectify_site.documents.manifests import manifest
from rectify_site.errors import ArchiveError, LedgerError, SettingsError, StoreError
from rectify_site.ledger.entries import Signature, WithdrawReason
from rectify_site.model.outputs import Artifact
from rectify_site.press import parcel
from rectify_site.store import served, targets
from rectify_site.store.projects import tree
from rectify_site.workflow import building, confirming, publishing, removing, signing
from tests.sample import KEEPER, SIGNER

pytestmark = pytest.mark.slow


def still(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "网站根目录" / "zhenggai"


def another_site(root: Path, number: int) -> None:
    """A site that differs: as a later build would leave it, whole and with its manifest."""
    page = root / "site" / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- %d -->" % number)
    kept = tuple(item for item in tree(root / "site") if item.path != "manifest-sha256.txt")
    (root / "site" / "manifest-sha256.txt").write_bytes(manifest(kept))


def withdraw(root: Path, name: str) -> None:
    signatures = tuple(
        Signature.model_validate({"role": role, "name": who, "on": "2026-08-01"})
        for role, who in (("保密审查", KEEPER), ("签发", SIGNER))
    )
    form = signing.Form(sheet_code="", signatures=signatures, document="澄整公〔2026〕9号")
    clock = signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)
    removing.withdraw(root, name, WithdrawReason.RULES, form, clock)


# --- a folder --------------------------------------------------------------------------------------------


def test_a_published_folder_shows_the_site_byte_for_byte_and_again_is_the_same(
    office: Path, target: Path
) -> None:
    published = publishing.publish(office, target)
    assert tree(published.place.resolve()) == tree(office / "site")
    assert (target / "current").readlink().as_posix() == f"releases/{published.release}"
    manifest_of = (office / "site" / "manifest-sha256.txt").read_bytes()
    assert published.release == hashlib.sha256(manifest_of).hexdigest()
    before = [path.stat().st_mtime_ns for path in (target / "releases" / published.release).rglob("*")]
    again = publishing.publish(office, target)
    assert again == published
    assert [
        path.stat().st_mtime_ns for path in (target / "releases" / published.release).rglob("*")
    ] == before


def test_five_releases_stay_the_current_one_among_them(office: Path, target: Path) -> None:
    names = []
    for number in range(7):
        another_site(office, number)
        names.append(publishing.publish(office, target).release)
    assert targets.releases(target) == tuple(names[2:])
    assert [one.digest for one in publishing.status(target) if one.current] == names[-1:]
    size = len((office / "content" / "ledger.jsonl").read_bytes().splitlines())
    for one in publishing.status(target):
        assert (one.whole, one.size, one.as_of) == (True, size, "2026-06-30")
    assert sorted(path.name for path in (target / "releases").iterdir()) == [
        ".lock",
        *sorted(names[2:]),
        "order.txt",
    ]


def test_a_rollback_shows_the_one_before_and_goes_on_backwards(office: Path, target: Path) -> None:
    names = []
    for number in range(3):
        another_site(office, number)
        names.append(publishing.publish(office, target).release)
    assert publishing.rollback(office, target).release == names[1]
    assert publishing.rollback(office, target).release == names[0]
    with pytest.raises(SettingsError, match="S434"):
        publishing.rollback(office, target)
    assert publishing.rollback(office, target, names[2][:12]).release == targets.current(target) == names[2]
    assert publishing.publish(office, target, keep=1).kept == (names[2],)


def test_what_was_withdrawn_is_removed_and_cannot_come_back_by_a_rollback(office: Path, target: Path) -> None:
    oldest = publishing.publish(office, target).release
    another_site(office, 1)
    old = publishing.publish(office, target).release
    withdraw(office, "2024-minzhu-03")
    with pytest.raises(SettingsError, match="S431"):
        publishing.publish(office, target)
    with pytest.raises(SettingsError, match="S435") as refusal:
        publishing.rollback(office, target)
    assert refusal.value.exit_code == 3
    assert targets.current(target) == old
    building.build(office)
    new = publishing.publish(office, target)
    assert new.removed == (oldest, old)
    assert new.kept == (new.release,)


def test_a_damaged_release_is_not_pointed_at_and_publishing_again_mends_it(
    office: Path, target: Path
) -> None:
    first = publishing.publish(office, target).release
    another_site(office, 1)
    second = publishing.publish(office, target).release
    page = target / "releases" / first / "index.html"
    page.write_bytes(b"x")
    with pytest.raises(StoreError, match="S433"):
        publishing.rollback(office, target)
    assert targets.current(target) == second
    assert [one.whole for one in publishing.status(target)] == [False, True]
    (target / "releases" / second / "extra.php").write_bytes(b"x")
    assert publishing.publish(office, target).mended
    assert not (target / "current" / "extra.php").exists()


def test_where_links_need_a_privilege_a_folder_stands_in_their_place(
    office: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "_link", lambda *_: False)
    for number in range(2):
        another_site(office, number)
        published = publishing.publish(office, target)
        assert not (target / "current").is_symlink()
        assert tree(target / "current") == tree(office / "site")
        assert targets.current(target) == published.release
    monkeypatch.undo()
    assert publishing.rollback(office, target).release == targets.current(target) != published.release
    assert not (target / "current").is_symlink()
    assert sorted(path.name for path in target.iterdir()) == ["current", "releases"]


# --- what is refused -------------------------------------------------------------------------------------


def test_a_site_that_is_not_what_was_built_is_not_published(office: Path, target: Path) -> None:
    publishing.publish(office, target)
    before = targets.current(target)
    (office / "site" / "index.html").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="A302"):
        publishing.publish(office, target)
    (office / "site" / "通知.docx").write_bytes(b"x")
    shutil.rmtree(office / "site")
    with pytest.raises(ArchiveError, match="A301"):
        publishing.publish(office, target)
    assert targets.current(target) == before


def test_a_preview_and_another_offices_site_are_not_published(office: Path, target: Path) -> None:
    facts = json.loads((office / "site" / "build.json").read_bytes())
    (office / "site" / "build.json").write_text(json.dumps(facts | {"draft": True}))
    another_site(office, 0)
    with pytest.raises(SettingsError, match="S430") as refusal:
        publishing.publish(office, target)
    assert refusal.value.exit_code == 3
    (office / "site" / "build.json").write_text(json.dumps(facts))
    checkpoint = office / "site" / "checkpoint.txt"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"chenghu-qu", b"linqu"))
    another_site(office, 0)
    with pytest.raises(LedgerError, match="L112"):
        publishing.publish(office, target)
    assert not target.exists()


@pytest.mark.parametrize("place", ["", "site", "content/aus", "review", "build/x", "site/x.zip", ".."])
def test_nothing_is_published_into_the_project_itself(office: Path, place: str) -> None:
    with pytest.raises(SettingsError, match="S432"):
        publishing.publish(office, office / place)


def test_what_somebody_else_keeps_in_the_target_is_left_alone(office: Path, target: Path) -> None:
    (target / "releases" / "v1").mkdir(parents=True)
    with pytest.raises(StoreError, match="S423"):
        publishing.publish(office, target)
    (target / "releases" / "v1").rmdir()
    (target / "current").symlink_to(office)
    with pytest.raises(StoreError, match="S423"):
        publishing.publish(office, target)
    (target / "current").unlink()
    (target / "门户的文件.txt").write_bytes(b"x")
    publishing.publish(office, target)
    assert (target / "门户的文件.txt").read_bytes() == b"x"
    (target / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="S423"):
        publishing.publish(office, target / "file")


def test_a_published_build_names_no_machine_and_nobody(sample_site: Path) -> None:
    facts = json.loads((sample_site / "build.json").read_bytes())
    assert sorted(facts) == ["as_of", "draft", "engine", "inputs", "ledger", "published_at", "tool"]
    assert sorted(facts["inputs"]) == ["mkdocs.yml", "templates"]


# --- a zip -----------------------------------------------------------------------------------------------


def test_a_zip_holds_the_site_under_names_that_portals_take_with_a_page_beside_it(
    office: Path, target: Path
) -> None:
    target.parent.mkdir()
    place = target.with_suffix(".zip")
    published = publishing.publish(office, place)
    first = place.read_bytes()
    with zipfile.ZipFile(place) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {name: archive.read(name) for name in names} == {
            item.path: item.data for item in tree(office / "site")
        }
    assert all(name.isascii() and len(name) <= 120 for name in names)
    assert {name.rpartition(".")[2] for name in names} <= parcel.KINDS
    note = (target.parent / "zhenggai-上线说明.txt").read_bytes().decode("utf-8-sig")
    assert published.note == target.parent / "zhenggai-上线说明.txt"
    assert hashlib.sha256(first).hexdigest() in note
    assert "数据截至：2026-06-30" in note
    publishing.publish(office, place)
    assert place.read_bytes() == first


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("上线.html", "S440"),
        ("a b.html", "S440"),
        ("a/../b.html", "S440"),
        ("x" * 116 + ".html", "S440"),
        ("run.exe", "S441"),
        ("inner.zip", "S441"),
        ("noending", "S441"),
    ],
)
def test_a_name_or_kind_that_portals_refuse_is_refused_before(path: str, code: str) -> None:
    with pytest.raises(SettingsError, match=code):
        parcel.parcel([Artifact("index.html", b""), Artifact(path, b"")])


# --- the check -------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """A web server that keeps no log; below /moved it sends everybody elsewhere."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/moved"))
            self.end_headers()
        else:
            super().do_GET()


@pytest.fixture
def server(target: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real web server on this machine that shows what is published in the target."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(target)))
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


def test_a_server_that_shows_the_site_is_confirmed(office: Path, target: Path, server: str) -> None:
    publishing.publish(office, target)
    for address in (f"{server}/current", f"{server}/current/", f"{server}/current/index.html"):
        found = confirming.confirm(office, address, still)
        assert found.sound, found
        assert found.files == len(tree(office / "site"))


def test_a_server_that_shows_something_else_is_not(office: Path, target: Path, server: str) -> None:
    publishing.publish(office, target)
    here = (target / "current").resolve()
    (here / "index.html").write_bytes(b"<script>")
    (here / "checkpoint.txt").unlink()
    found = confirming.confirm(office, f"{server}/current", still)
    assert (found.missing, found.changed, found.other) == (("checkpoint.txt",), ("index.html",), "")
    publishing.publish(office, target)
    another_site(office, 1)
    found = confirming.confirm(office, f"{server}/current", still)
    assert found.changed == ("index.html", "manifest-sha256.txt")
    assert found.other == targets.current(target)
    assert len(confirming.confirm(office, f"{server}/moved/current", still).missing) == found.files


def test_a_folder_and_a_zip_are_checked_with_what_lies_beside(office: Path, target: Path) -> None:
    publishing.publish(office, target)
    assert confirming.confirm(office, str(target), still).sound
    (target / "current" / "shell.php").write_bytes(b"x")
    assert confirming.confirm(office, str(target / "current"), still).extra == ("shell.php",)
    place = target.with_suffix(".zip")
    publishing.publish(office, place)
    assert confirming.confirm(office, str(place), still).sound
    place.write_bytes(place.read_bytes()[:-100])
    with pytest.raises(StoreError, match="S427"):
        confirming.confirm(office, str(place), still)


@pytest.mark.parametrize(
    ("place", "code", "exit_code"),
    [
        ("ftp://x/y", "S425", 2),
        ("file:///etc", "S425", 2),
        ("https://", "S425", 2),
        ("没有", "S436", 2),
        ("http://127.0.0.1:9/", "S426", 5),
    ],
)
def test_a_place_that_cannot_be_asked_is_told_with_its_code(
    office: Path, place: str, code: str, exit_code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises((StoreError, SettingsError), match=code) as refusal:
        confirming.confirm(office, place, still)
    assert refusal.value.exit_code == exit_code


# --- through the door ------------------------------------------------------------------------------------


def run(office: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["--project", str(office), *words])
    return int(left.value.code or 0)


def test_the_verbs_say_and_return_what_happened(
    office: Path, target: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "publish") == 2
    assert run(office, "publish", str(target), "--check", f"{server}/current") == 0
    assert run(office, "status", str(target), "--json") == 0
    capsys.readouterr()
    assert run(office, "status", str(target), "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["current"] is True
    assert run(office, "rollback", str(target)) == 2
    another_site(office, 1)
    assert run(office, "publish", "--check", f"{server}/current", "--json") == 5
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{") :])["checked"]["changed"] == ["index.html", "manifest-sha256.txt"]


def test_a_server_that_is_gone_is_not_asked_for_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def gone(_opener: object, _root: str, path: str) -> served.Served:
        asked.append(path)
        threading.Event().wait(0.001)  # as a network takes its time
        code, message = "S426", "gone"
        raise StoreError(code, message)

    monkeypatch.setattr(served, "_ask", gone)
    with pytest.raises(StoreError):
        list(served.of_server("http://127.0.0.1:9/", (str(number) for number in range(5000)), print))
    assert len(asked) < 2500
