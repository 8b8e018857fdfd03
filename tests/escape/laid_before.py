"""What a leader is given to sign, of an edition whose every record brings something: the outputs and their reader."""

from __future__ import annotations

from rectify_site.documents.canonical import content
from rectify_site.ledger.entries import Change
from rectify_site.ledger.sheets import Item, Sheet, differences
from rectify_site.model.edition import Edition
from rectify_site.model.office import kind_of
from rectify_site.model.outputs import Artifact
from rectify_site.papers import comparison, findings, public_draft, submission
from rectify_site.papers.submissions import Submission, lateness
from tests.builders import some_settings
from tests.escape import oracle
from tests.escape.oracle import Seen

BEFORE_ANY_CUT = 4


class _Sheet(Sheet):
    """A sheet whose code does not depend on its words, so that two of them can be compared."""

    code = "0000-0000-0000-0000"


def _submission(edition: Edition) -> Submission:
    """Half of the records for the first time, half with new words; all late, found fault with, and to come."""
    items = []
    for number, record in enumerate(edition.records):
        now = content(record)
        before = {**now, "problem": now["measures"][0]["text"]} if number % 2 else {}
        found = tuple(differences(before, now))
        items.append(Item(kind_of(record), record.id, now, None if before else Change.NEW, found, "0" * 64))
    rows = tuple(finding_row(record.number) for record in edition.records)
    later = tuple((record.id, edition.as_of) for record in edition.records)
    late = lateness(edition.records, edition.as_of)
    return Submission(_Sheet(edition.as_of, tuple(items)), some_settings(), late, rows, later)


def _laid_before(edition: Edition) -> tuple[Submission, tuple[public_draft.Paragraph, ...]]:
    given = _submission(edition)
    return given, public_draft.paragraphs(given.sheet)


def finding_row(text: str) -> findings.Row:
    """A line of 检查结果 that says this in every column."""
    return findings.Row(*([text] * len(findings.Row._fields)))


def drafts(edition: Edition) -> list[Artifact]:
    """公开稿."""
    return [Artifact("公开稿.docx", public_draft.public_draft(*_laid_before(edition)))]


def comparisons(edition: Edition) -> list[Artifact]:
    """变化对照表."""
    return [Artifact("变化对照表.xlsx", comparison.comparison(*_laid_before(edition)))]


def forms(edition: Edition) -> list[Artifact]:
    """送审单."""
    return [Artifact("送审单.docx", submission.submission(*_laid_before(edition)))]


def read_form(data: bytes) -> Seen:
    """A line of the form is cut to its width, and letters differ in it: of the texts only how they begin."""
    seen = oracle.package(data)
    return Seen(seen.shape, tuple(text[:BEFORE_ANY_CUT] for text in seen.texts))
