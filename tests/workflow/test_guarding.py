"""A build is put in place only if all of it is signed, clean by today's rules, and silent on who signed it where."""

import shutil
import socket
from datetime import date
from pathlib import Path

import pytest

from rectify_site.documents.manifests import manifest
from rectify_site.errors import FINDINGS, TRUST
from rectify_site.gate.inspection import LeakError
from rectify_site.ledger.entries import Change, CorrectionClass, Signature, WithdrawReason
from rectify_site.model.outputs import Artifact
from rectify_site.store.projects import tree
from rectify_site.workflow import building, guarding, publishing, removing, reviewing, signing
from tests.sample import KEEPER

pytestmark = pytest.mark.slow

LAST = date(2026, 6, 30)
ALL = reviewing.Selection()
RECORD = "2024-minzhu-12"
WORDS = "每批开工前"
OLD = "六楼住户用水高峰时水压正常"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def signed(root: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a text signed that no check of that day complained about."""
    path = root / "content" / "plans" / "2024-minzhu" / "records" / f"{RECORD}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    signs = [
        {"role": role, "name": name, "on": "2026-08-01"}
        for role, name in (("保密审查", "乙"), ("签发", "丙"))
    ]
    with monkeypatch.context() as then:
        for room in (reviewing, signing):
            then.setattr(room, "findings", lambda *_: ())
        form = signing.Form(
            sheet_code=reviewing.review(root, ALL, LAST).sheet.code,
            signatures=tuple(map(Signature.model_validate, signs)),
            document="澄整公〔2026〕3号",
            change=Change.REVISION,
            reason="写得更清楚",
        )
        assert signing.approve(root, ALL, form, clock()).entries


def clock() -> signing.Clock:
    return signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)


def waive(root: Path, code: str, words: str) -> None:
    lines = (
        f"code: {code}",
        f"document: {RECORD}",
        f'words: "{words}"',
        "reason: 原文如此",
        "by: 乙",
        "until: 2026-12-31",
    )
    (root / "content" / "waivers.yml").write_text(
        "waivers:\n  - " + "\n    ".join(lines) + "\n", encoding="utf-8"
    )


def refused(root: Path) -> guarding.FaultyError:
    before = tree(root / "site")
    with pytest.raises(guarding.FaultyError) as caught:
        building.build(root)
    assert tree(root / "site") == before
    assert (caught.value.code, caught.value.exit_code) == ("K110", FINDINGS)
    assert RECORD in str(caught.value)
    return caught.value


def test_an_old_text_with_an_error_is_not_built_until_somebody_waives_it(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(office, WORDS, f"{WORDS}&nbsp;", monkeypatch)
    assert [finding.code for finding in refused(office).found] == ["T503"]
    waive(office, "T503", "&nbsp;")
    built = building.build(office)
    assert [(finding.code, finding.waived) for finding in built.findings] == [("T503", "原文如此")]


def test_what_nobody_may_waive_is_taken_down_or_corrected(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(office, WORDS, f"{WORDS}请电13800138000，", monkeypatch)
    waive(office, "T603", "13800138000")
    found = refused(office).found
    assert [finding.code for finding in found] == ["T603"]
    assert "13800138000" not in f"{found[0].words}{found[0].values}"
    by = Signature.model_validate({"role": "紧急撤下", "name": "张三", "on": "2026-08-02"})
    removing.withdraw_at_once(
        office, RECORD, WithdrawReason.RULES, removing.Urgent(by, CorrectionClass.PERSONAL), clock()
    )
    building.build(office)
    assert not [item.path for item in tree(office / "site") if b"13800138000" in item.data]


@pytest.mark.parametrize(
    ("words", "code"), [(f"签发：{KEEPER}", "K102"), ("pc-of-wang", "K108"), ("密级：机密", "K104")]
)
def test_a_build_that_tells_too_much_is_not_put_in_place(
    words: str, code: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "pc-of-wang")
    before = tree(office / "site")
    made = building.papers
    monkeypatch.setattr(
        building, "papers", lambda *given: (*made(*given), Artifact("data/a.txt", words.encode()))
    )
    with pytest.raises(LeakError) as caught:
        building.build(office)
    assert (caught.value.code, caught.value.exit_code) == (code, TRUST)
    assert tree(office / "site") == before


def test_a_superseded_text_is_kept_from_every_page(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(office, f"，{OLD}", "", monkeypatch)
    old = (item for item in tree(office / "site") if OLD.encode() in item.data)
    page = next(item for item in old if item.path.startswith("records/"))
    building.build(office)
    assert not [
        item.path
        for item in tree(office / "site")
        if OLD.encode() in item.data and not item.path.startswith("archive/")
    ]
    made = building.papers
    monkeypatch.setattr(
        building, "papers", lambda *given: (*made(*given), page._replace(path="data/old.html"))
    )
    with pytest.raises(LeakError, match="K101"):
        building.build(office)


def test_a_forged_site_with_a_forged_manifest_is_not_published(office: Path, tmp_path: Path) -> None:
    page = office / "site" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", f"<p>签发：{KEEPER}</p></body>".encode()))
    listed = [item for item in tree(office / "site") if item.path != "manifest-sha256.txt"]
    (office / "site" / "manifest-sha256.txt").write_bytes(manifest(listed))
    for target in (tmp_path / "www", tmp_path / "site.zip"):
        with pytest.raises(LeakError, match="K102"):
            publishing.publish(office, target)
        assert not target.exists() or not any(target.glob("releases/*"))
