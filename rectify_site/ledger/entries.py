"""One line of the ledger: who signed what, under which number, as bytes that outlive this program."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rectify_site.errors import N_
from rectify_site.model.fields import Day, Noun, Slug, Text
from rectify_site.model.records import Scope

VERSION: Literal[1] = 1
GENESIS = "0" * 64
"""What the first line names as its predecessor."""

RESTORE = N_("restore content/ledger.jsonl from the newest backup; do not edit it")
"""What to do with a ledger that somebody touched."""

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


Moment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$")]
"""The time in China to the second, ISO 8601: 2022-03-12T10:00:00+08:00. One form, so that order is order of text."""

NOTE_LIMIT = 500
Note = Annotated[Text, Field(max_length=NOTE_LIMIT)]
"""A text on a line of the ledger; bounded, so that a line that was written can always be read."""


class Op(StrEnum):
    """What a line does."""

    APPROVE = "approve"
    WITHDRAW = "withdraw"
    PURGE = "purge"
    SEAL = "seal"
    ACCEPT = "accept"
    RETIRE = "retire"
    REOPEN = "reopen"


class Change(StrEnum):
    """How an approval differs from the one before: computed for new and progress, said by a person otherwise."""

    NEW = "new"
    PROGRESS = "progress"
    REVISION = "revision"
    CORRECTION = "correction"


class CorrectionClass(StrEnum):
    """What kind of error was corrected; it decides what the public history may repeat."""

    FACT = "fact"  # 事实
    WORDING = "wording"  # 表述
    PERSONAL = "personal"  # 个人信息
    SENSITIVE = "sensitive"  # 错敏


class WithdrawReason(StrEnum):
    """The closed list of DOMAIN: why a document is no longer public."""

    REPLACED = "内容更正后重新发布"
    MERGED = "事项合并"
    ARCHIVED = "已移交档案馆"
    RULES = "依规定不再公开"


class Signature(Noun):
    """A signature on paper, registered. Names never leave the office."""

    role: Note
    name: Note
    on: Day
    opinion: Note | None = None


class Entry(Noun):
    """A line. ``hash`` is the SHA-256 of the canonical line without ``hash``; ``prev`` is the hash before."""

    v: Literal[1] = VERSION
    seq: int = Field(ge=1)
    prev: Hex
    op: Op
    kind: Literal["plan", "record", "report", "notice", "units", "page", "archive", "ledger"]
    id: Slug
    change: Change | None = None
    class_: CorrectionClass | None = Field(default=None, alias="class")
    scope: Scope | None = None
    digest: Hex
    as_of: Day | None = None
    signatures: tuple[Signature, ...] = ()
    document: Note | None = None
    basis: Note | None = None
    sheet_code: Note | None = None
    not_before: Moment | None = None
    reason: Note | None = None
    at: Moment
    hash: Hex


class Content(Noun):
    """What was signed, beside the chain: deleting it leaves the chain whole. The salt makes short texts unguessable."""

    digest: Hex
    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    content: dict[str, object]
