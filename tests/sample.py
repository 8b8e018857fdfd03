"""Signs the sample office as an office would have signed it, in four rounds, and seals its first year.

``python -m tests.sample`` writes content/ledger.jsonl, approved.jsonl, checkpoint.txt and archive/2025 anew. The
drafts in content/ stand in their last state; each round sees them as they were on its cut-off date.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents import reading, writing
from rectify_site.ledger.entries import Signature
from rectify_site.model.records import Record
from rectify_site.model.reports import Notice, Report
from rectify_site.model.states import until
from rectify_site.workflow import archiving, reviewing, signing

ROOT = Path(__file__).parents[1]
MADE = ("ledger.jsonl", "approved.jsonl", "checkpoint.txt", "archive", ".lock")
DRAFTER, KEEPER, SIGNER = "郗一", "郗二", "郗三"  # names that stand nowhere else
LATE_PLAN = "2025-xuncha"


class Round(NamedTuple):
    """One round of signatures: the cut-off date of its data, the day of the paper, when it was registered."""

    as_of: date
    signed_on: date
    at: str
    document: str


ROUNDS = (
    Round(date(2025, 3, 10), date(2025, 3, 12), "2025-03-13T10:00:00+08:00", "澄整公〔2025〕1号"),
    Round(date(2025, 6, 30), date(2025, 7, 16), "2025-07-17T09:30:00+08:00", "澄整公〔2025〕2号"),
    Round(date(2025, 12, 31), date(2026, 1, 15), "2026-01-16T09:30:00+08:00", "澄整公〔2026〕1号"),
    Round(date(2026, 6, 30), date(2026, 7, 14), "2026-07-15T15:00:00+08:00", "澄整公〔2026〕2号"),
)
SEALED_AFTER = {date(2025, 12, 31): 2025}


def salts() -> Iterator[str]:
    """Salt that is the same each time: the sample is a fixture. A real office draws it from the system."""
    number = 0
    while True:
        number += 1
        yield hashlib.sha256(f"sample {number}".encode()).hexdigest()[:32]


def drafts_as_of(source: Path, target: Path, day: date) -> None:
    """The sample's drafts as they stood on a day: events cut, later plans and notices not there yet."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*MADE))
    last = max(turn.as_of for turn in ROUNDS)
    if day < last:
        shutil.rmtree(target / "plans" / LATE_PLAN)
    for path in sorted(target.glob("plans/*/*/*.yml")):
        document = reading.read(path.parent.name.removesuffix("s"), path.name, path.read_bytes()).document
        if _begins_after(document, day):
            path.unlink()
        elif isinstance(document, Record) and day < last:
            path.write_bytes(
                writing.dump(document.model_copy(update={"events": until(document.events, day)}))
            )


def _begins_after(document: object, day: date) -> bool:
    if isinstance(document, Report):
        return bool(document.as_of and document.as_of > day)
    return isinstance(document, Notice) and document.from_ > day


def sign(root: Path, source: Path) -> None:
    """Build up the project in ``root`` from the drafts in ``source``, round by round."""
    salt = salts()
    for turn in ROUNDS:
        kept = [root / "content" / name for name in MADE if (root / "content" / name).exists()]
        with tempfile.TemporaryDirectory() as aside:
            for path in kept:
                shutil.move(path, Path(aside) / path.name)
            shutil.rmtree(root / "content", ignore_errors=True)
            drafts_as_of(source, root / "content", turn.as_of)
            for path in kept:
                shutil.move(Path(aside) / path.name, path)
        clock = signing.Clock(turn.at, lambda: next(salt))
        _register(root, turn, clock)
        if turn.as_of in SEALED_AFTER:
            archiving.archive(root, SEALED_AFTER[turn.as_of], clock)


def _register(root: Path, turn: Round, clock: signing.Clock) -> None:
    everything = reviewing.Selection()
    reviewed = reviewing.review(root, everything, turn.as_of)
    signatures = [
        {"role": "拟稿", "name": DRAFTER, "on": turn.signed_on},
        {"role": "保密审查", "name": KEEPER, "on": turn.signed_on, "opinion": "同意公开"},
        {"role": "签发", "name": SIGNER, "on": turn.signed_on},
    ]
    form = signing.Form(
        sheet_code=reviewed.sheet.code,
        signatures=tuple(Signature.model_validate(item) for item in signatures),
        document=turn.document,
        change=None,
        reason=None,
    )
    approved = signing.approve(root, everything, form, clock)
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
