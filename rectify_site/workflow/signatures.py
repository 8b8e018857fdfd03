"""The signatures of a paper: who may give them, in which order, on which days. The order is the office's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rectify_site.checks import lines
from rectify_site.errors import N_, USAGE, SettingsError, SourceError
from rectify_site.ledger.entries import NOTE_LIMIT, Change, CorrectionClass, Signature
from rectify_site.model.fields import FORBIDDEN
from rectify_site.settings import Settings

SIGNER, DRAFTER, SECRECY = "签发", "拟稿", "保密审查"


class Form(NamedTuple):
    """What the signed paper says. ``not_before`` is the time of publication, in the form of the ledger."""

    sheet_code: str
    signatures: tuple[Signature, ...]
    document: str
    as_of: date | None = None
    change: Change | None = None
    correction: CorrectionClass | None = None
    reason: str | None = None
    not_before: str | None = None


def orderly(settings: Settings) -> None:
    """Whether the roles of the settings can be signed at all: 签发 is one, and secrecy is reviewed before it."""
    hint = N_("correct sign_roles in mkdocs.yml: the roles in the order in which they sign")
    for role in (*settings.required_roles, SIGNER):
        if role not in settings.sign_roles:
            message = N_("mkdocs.yml: {role} has to sign and does not stand in sign_roles")
            raise SettingsError("G180", message, hint, role=role)
    if SECRECY in settings.sign_roles and _place(SECRECY, settings) > _place(SIGNER, settings):
        message = N_(
            "mkdocs.yml: in sign_roles {role} stands behind {other}; it is reviewed first, then issued"
        )
        raise SettingsError("G181", message, hint, role=SECRECY, other=SIGNER)


def _place(role: str, settings: Settings) -> int:
    return settings.sign_roles.index(role)


def complete(form: Form, settings: Settings, at: str) -> None:
    """The signatures an office needs, by people who may give them, in their order, before they are registered.

    Raises:
        SourceError: G108 one is missing, G109 one is of no known role, G110 one is of a day to come, G111 and G182 one
            person signed where two must, G125 the days run backwards, G122 a text cannot be registered, G183 the time
            of publication is over; K111 and K112 a text says what may not stay for ever.

    """
    _notes(form)
    orderly(settings)
    given = {signature.role for signature in form.signatures}
    for role in (*settings.required_roles, SIGNER):
        if role not in given:
            hint = N_("add --sign {role}=NAME@YYYY-MM-DD")
            raise SourceError("G108", N_("the signature {role} is missing"), hint, exit_code=1, role=role)
    for signature in form.signatures:
        _known(signature, settings, at)
    _different_people(form.signatures, settings)
    _in_order(form.signatures, settings)
    if form.not_before and form.not_before <= at:
        hint = N_("leave out --not-before: it is public with the next build; or check the year")
        message = N_("the time of publication {moment} is over")
        raise SourceError("G183", message, hint, exit_code=USAGE, moment=form.not_before)


def _notes(form: Form) -> None:
    """Number and reason go into a line for ever: visible, and not too long to be read again."""
    for text in (form.document, form.reason, *(signature.opinion for signature in form.signatures)):
        if text is not None:
            refuse_note(text)


def refuse_note(text: str) -> None:
    """Refuse a number, reason or opinion that could not be read again, or seen, or ever be taken out again.

    ``purge`` deletes signed texts; the lines of the ledger stay as they are for ever.
    """
    if not text.strip() or len(text) > NOTE_LIMIT or FORBIDDEN.search(text):
        hint = N_("write it as it stands on the paper, at most {limit} characters")
        message = N_("“{text}” cannot be registered as number or reason")
        raise SourceError("G122", message, hint, exit_code=USAGE, text=text[:40], limit=NOTE_LIMIT)
    for found in lines.spotted([text]):
        if found.code.startswith(lines.SECRECY):
            hint = N_("do not register it here; ask the secrecy review what may be written down")
            message = N_("the ledger keeps this for ever, and it carries a mark of secrecy: {words}")
            raise SourceError("K112", message, hint, exit_code=USAGE, words=found.masked)
        hint = N_("say it without: “a person's details were corrected” is enough")
        message = N_("the ledger keeps this for ever, and it holds personal data: {words}")
        raise SourceError("K111", message, hint, exit_code=USAGE, words=found.masked)


def _known(signature: Signature, settings: Settings, at: str) -> None:
    if signature.role not in settings.sign_roles:
        roles = "、".join(settings.sign_roles)
        hint = N_("use one of: {roles}")
        message = N_("{role} is no signature of this office")
        raise SourceError("G109", message, hint, exit_code=USAGE, role=signature.role, roles=roles)
    if signature.on.isoformat() > at[:10]:
        hint = N_("check the date on the paper")
        message = N_("{role} signed on {on}, after today")
        raise SourceError("G110", message, hint, exit_code=1, role=signature.role, on=signature.on)


def _different_people(signatures: Iterable[Signature], settings: Settings) -> None:
    """The one who drafts does not issue; which other roles need a person each, an office says in its settings."""
    people = [(signature.role, _person(signature.name)) for signature in signatures]
    for (role, name), (other, same) in combinations(people, 2):
        if name != same or role == other:
            continue
        if {role, other} == {DRAFTER, SIGNER}:
            hint = N_("somebody else has to sign: the one who drafts does not issue")
            raise SourceError("G111", N_("the drafter and the signer are the same person"), hint, exit_code=1)
        if any({role, other} <= set(group) for group in settings.separate_roles):
            hint = N_("have one of them signed by somebody else; separate_roles in mkdocs.yml asks for it")
            message = N_("{role} and {other} are signed by the same person")
            raise SourceError("G182", message, hint, exit_code=1, role=role, other=other)


def _person(name: str) -> str:
    """A name as it is compared: 张 三 and 张三 are one."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _in_order(signatures: Iterable[Signature], settings: Settings) -> None:
    """No role signs before one that comes before it; on the same day any order is taken."""
    ordered = sorted(signatures, key=lambda signature: (_place(signature.role, settings), signature.on))
    for index, signature in enumerate(ordered):
        for earlier in ordered[:index]:
            if earlier.role != signature.role and signature.on < earlier.on:
                hint = N_("check the dates on the paper; the roles sign in this order: {roles}")
                message = N_("{role} signed on {on}, before {other} on {day}")
                values = {
                    "role": signature.role,
                    "on": signature.on,
                    "other": earlier.role,
                    "day": earlier.on,
                }
                roles = "、".join(settings.sign_roles)
                raise SourceError("G125", message, hint, exit_code=1, **values, roles=roles)
