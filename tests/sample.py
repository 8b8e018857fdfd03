"""Signs the sample office as an office would have signed it.

Five rounds; the first two years are sealed, two mistakes are corrected, a page is withdrawn.
``python -m tests.sample`` writes content/ledger.jsonl, approved.jsonl, checkpoint.txt and archive/ anew. The
drafts in content/ stand in their last state; each round sees them as they were on its cut-off date.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents import reading, writing
from rectify_site.ledger.entries import Change, CorrectionClass, Signature, WithdrawReason
from rectify_site.model.records import Plan, Record
from rectify_site.model.reports import Notice, Report
from rectify_site.model.states import until
from rectify_site.workflow import archiving, removing, reviewing, signing

ROOT = Path(__file__).parents[1]
MADE = ("ledger.jsonl", "approved.jsonl", "checkpoint.txt", "archive", ".lock")
REASON = "录入时看错，与原表核对后改正"  # stands in the ledger and nowhere else
DRAFTER, KEEPER, SIGNER = "郗一", "郗二", "郗三"  # names that stand nowhere else


class Round(NamedTuple):
    """One round of signatures: the cut-off date of its data, the day of the paper, when it was registered."""

    as_of: date
    signed_on: date
    at: str
    document: str


ROUNDS = (
    Round(date(2024, 12, 31), date(2025, 1, 14), "2025-01-15T10:30:00+08:00", "澄政整公〔2025〕1号"),
    Round(date(2025, 3, 10), date(2025, 3, 12), "2025-03-13T10:00:00+08:00", "澄整公〔2025〕1号"),
    Round(date(2025, 6, 30), date(2025, 7, 16), "2025-07-17T09:30:00+08:00", "澄整公〔2025〕2号"),
    Round(date(2025, 12, 31), date(2026, 1, 15), "2026-01-16T09:30:00+08:00", "澄整公〔2026〕1号"),
    Round(date(2026, 6, 30), date(2026, 7, 14), "2026-07-15T15:00:00+08:00", "澄整公〔2026〕2号"),
)


class Mistake(NamedTuple):
    """Words that were signed wrong in the last round, and how they were corrected: which class, when, under what."""

    record: str
    wrong: str
    right: str
    fault: CorrectionClass
    turn: Round


MISTAKES = (
    Mistake(
        "2025-xuncha-04",
        "3120",
        "3210",
        CorrectionClass.FACT,
        Round(date(2026, 6, 30), date(2026, 7, 15), "2026-07-16T10:00:00+08:00", "澄整公〔2026〕3号"),
    ),
    Mistake(
        "2025-xuncha-02",
        "限期收回多发的部分",
        "多发的逐户说明，分次收回，不影响困难家庭生活",
        CorrectionClass.WORDING,
        Round(date(2026, 6, 30), date(2026, 7, 15), "2026-07-16T10:20:00+08:00", "澄整公〔2026〕3号"),
    ),
)
FORMER = "jiedai-shijian"
"""A page that was signed in the first round and withdrawn in the end; it is no draft any more."""

FORMER_TEXT = """# 2025年上半年现场接待时间

每月第一个星期三上午9时至12时，牵头单位轮流到行政中心一号楼一层接待窗口听取意见。
"""
WITHDRAWN = Round(date(2026, 6, 30), date(2026, 7, 16), "2026-07-17T09:00:00+08:00", "澄整公〔2026〕4号")
SEALED_AFTER = {date(2024, 12, 31): 2024, date(2025, 12, 31): 2025}


def salts() -> Iterator[str]:
    """Salt that is the same each time: the sample is a fixture. A real office draws it from the system."""
    number = 0
    while True:
        number += 1
        yield hashlib.sha256(f"sample {number}".encode()).hexdigest()[:32]


def drafts_as_of(source: Path, target: Path, day: date) -> None:
    """The sample's drafts as they stood on a day: events cut, later plans and notices not there yet."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*MADE))
    (target / "pages" / f"{FORMER}.md").write_text(FORMER_TEXT, encoding="utf-8")
    last = max(turn.as_of for turn in ROUNDS)
    for path in sorted(target.glob("plans/*/plan.yml")):
        document = reading.read("plan", path.name, path.read_bytes()).document
        if isinstance(document, Plan) and document.adopted_on and document.adopted_on > day:
            shutil.rmtree(path.parent)
    for path in sorted(target.glob("plans/*/*/*.yml")):
        document = reading.read(path.parent.name.removesuffix("s"), path.name, path.read_bytes()).document
        if _begins_after(document, day):
            path.unlink()
        elif isinstance(document, Record) and day < last:
            path.write_bytes(
                writing.dump(document.model_copy(update={"events": until(document.events, day)}))
            )


def _mistaken(content: Path, mistakes: Iterable[Mistake]) -> None:
    """Put the mistakes in that nobody has seen yet."""
    for one in mistakes:
        path = next(content.glob(f"plans/*/records/{one.record}.yml"), None)
        if path:
            text = path.read_text(encoding="utf-8")
            assert one.right in text, one
            path.write_text(text.replace(one.right, one.wrong), encoding="utf-8")


def _begins_after(document: object, day: date) -> bool:
    if isinstance(document, Report):
        return bool(document.as_of and document.as_of > day)
    return isinstance(document, Notice) and document.from_ > day


def sign(root: Path, source: Path) -> None:
    """Build up the project in ``root`` from the drafts in ``source``, round by round."""
    salt = salts()
    for turn in ROUNDS:
        _lay_drafts(root, source, turn.as_of, MISTAKES)
        clock = signing.Clock(turn.at, lambda: next(salt))
        _register(root, turn, clock)
        if turn.as_of in SEALED_AFTER:
            archiving.archive(root, SEALED_AFTER[turn.as_of], clock)
    for place, mistake in enumerate(MISTAKES, 1):
        _lay_drafts(root, source, mistake.turn.as_of, MISTAKES[place:])
        clock = signing.Clock(mistake.turn.at, lambda: next(salt))
        _register(root, mistake.turn, clock, mistake)
    form = signing.Form(sheet_code="", signatures=_signatures(WITHDRAWN), document=WITHDRAWN.document)
    clock = signing.Clock(WITHDRAWN.at, lambda: next(salt))
    removing.withdraw(root, FORMER, WithdrawReason.RULES, form, clock)


def _lay_drafts(root: Path, source: Path, day: date, mistakes: Iterable[Mistake]) -> None:
    kept = [root / "content" / name for name in MADE if (root / "content" / name).exists()]
    with tempfile.TemporaryDirectory() as aside:
        for path in kept:
            shutil.move(path, Path(aside) / path.name)
        shutil.rmtree(root / "content", ignore_errors=True)
        drafts_as_of(source, root / "content", day)
        _mistaken(root / "content", mistakes)
        for path in kept:
            shutil.move(Path(aside) / path.name, path)


def _signatures(turn: Round) -> tuple[Signature, ...]:
    given = (
        {"role": "拟稿", "name": DRAFTER, "on": turn.signed_on},
        {"role": "保密审查", "name": KEEPER, "on": turn.signed_on, "opinion": "同意公开"},
        {"role": "签发", "name": SIGNER, "on": turn.signed_on},
    )
    return tuple(Signature.model_validate(item) for item in given)


def _register(root: Path, turn: Round, clock: signing.Clock, mistake: Mistake | None = None) -> None:
    chosen = reviewing.Selection(ids=(mistake.record,) if mistake else ())
    reviewed = reviewing.review(root, chosen, turn.as_of)
    form = signing.Form(
        sheet_code=reviewed.sheet.code,
        signatures=_signatures(turn),
        document=turn.document,
        change=Change.CORRECTION if mistake else None,
        correction=mistake.fault if mistake else None,
        reason=REASON if mistake else None,
    )
    approved = signing.approve(root, chosen, form, clock)
    for finding in approved.findings:
        print(
            finding.code,
            finding.document,
            finding.field,
            finding.message.format_map(finding.values),
            finding.words,
        )
    assert approved.entries, f"the round of {turn.as_of} was not signed"


def main() -> None:
    """Sign the sample in a folder aside, then put its ledger and archive beside the drafts."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        sign(root, ROOT / "content")
        for made in MADE[:-1]:
            old, new = ROOT / "content" / made, root / "content" / made
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
            shutil.copytree(new, old) if new.is_dir() else shutil.copy(new, old)


if __name__ == "__main__":
    main()
