"""A document for each seed: a paper of some shape, in some format, with its truth; and how it is read."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from rectify_site import intake
from rectify_site.errors import SourceError
from rectify_site.intake.report import Reading
from tests.intake.documents import campaigns, files, ledgers, notices, plans, progress
from tests.intake.documents.score import Field, fields, lost
from tests.intake.documents.truth import Paper

MAKERS = (
    plans.plan,
    progress.report,
    plans.plan,
    campaigns.campaign,
    ledgers.ledger,
    ledgers.ledger,
    plans.plan,
    notices.notice,
)
FORMS = {
    "txt",
    "docx",
    "docx styles",
    "docx numbers",
    "docx breaks",
    "md",
    "xlsx",
    "xls",
    "csv",
    "docx table",
}


class Made(NamedTuple):
    """One document: everything follows from the seed."""

    seed: int
    paper: Paper
    form: str
    name: str
    data: bytes


class Result(NamedTuple):
    """How it was read. ``refused`` says why where it was not read at all."""

    made: Made
    fields: tuple[Field, ...] = ()
    lost: tuple[str, ...] = ()
    refused: str = ""


def make(seed: int) -> Made:
    """The document of a seed, the same in every run."""
    rng = Random(seed)  # noqa: S311 - a document, not a secret
    paper = MAKERS[seed % len(MAKERS)](rng)
    form = rng.choice(files.forms(paper))
    if paper.sheets and form != "docx table":
        paper = paper._replace(lines=())  # only a Word document has prose around its table
    return Made(seed, paper, form, *files.file(rng, paper, form))


def read(made: Made) -> Reading:
    return intake.read(made.name, made.data)


def attempt(made: Made) -> Result:
    """Read it and hold the reading against the truth."""
    try:
        reading = read(made)
    except SourceError as error:
        return Result(made, refused=f"{error.code} {error.message} {error.values}")
    places = len(reading.used) + len(reading.junk) + len(reading.unread)
    gone = [] if places == reading.total else [f"{places} of {reading.total} paragraphs"]
    return Result(made, tuple(fields(made.paper.truth, reading)), (*gone, *lost(made.paper, reading)))
