"""What a leader signs: a set of contents with a short code, so that paper is bound to bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from rectify_site.documents.canonical import canonical, content
from rectify_site.errors import N_, SourceError
from rectify_site.ledger.editions import Key, standing
from rectify_site.ledger.entries import Change, Content, Entry
from rectify_site.model.office import Document, kind_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that looks like something else on paper
SYMBOLS = 8


class Difference(NamedTuple):
    """One field that differs: its path, the words before and after (None where there were none)."""

    field: str
    before: str | None
    after: str | None


class Item(NamedTuple):
    """One document on a sheet: what it will say, and how that differs from what is signed."""

    kind: str
    id: str
    content: dict[str, Any]
    change: Change | None  # None: a person has to say whether it revises or corrects
    differences: tuple[Difference, ...]

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


class Sheet(NamedTuple):
    """What is laid before the leader: the documents and the cut-off date of their data."""

    as_of: date
    items: tuple[Item, ...]

    @property
    def code(self) -> str:
        """The check code: eight symbols of the digest over the cut-off date and every content."""
        rows = [
            [item.kind, item.id, hashlib.sha256(canonical(item.content)).hexdigest()] for item in self.items
        ]
        digest = hashlib.sha256(canonical({"as_of": self.as_of.isoformat(), "items": sorted(rows)})).digest()
        number = int.from_bytes(digest[:5], "big")
        symbols = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SYMBOLS)))
        return f"{symbols[:4]}-{symbols[4:]}"


def sheet(
    documents: Iterable[Document], entries: Iterable[Entry], contents: Mapping[str, Content], as_of: date
) -> Sheet:
    """All of these documents that differ from what is signed."""
    signed = standing(entries)
    items = []
    for document in documents:
        kind, now = kind_of(document), content(document)
        entry = signed.signed.get((kind, document.id))
        before = contents[entry.digest].content if entry and entry.digest in contents else None
        if before == now:
            continue
        again = (kind, document.id) in signed.withdrawn
        items.append(
            Item(
                kind,
                document.id,
                now,
                change(before, now, again=again),
                tuple(differences(before or {}, now)),
            )
        )
    return Sheet(as_of, tuple(items))


def change(before: Mapping[str, Any] | None, now: Mapping[str, Any], *, again: bool = False) -> Change | None:
    """New, or progress when only events were appended; anything else a person has to name.

    A document that was withdrawn does not come back as new in silence either.
    """
    if before is None:
        return None if again else Change.NEW
    old, new = list(before.get("events", [])), list(now.get("events", []))
    rest = [{name: value for name, value in tree.items() if name != "events"} for tree in (before, now)]
    appended = new[: len(old)] == old and len(new) > len(old)
    return Change.PROGRESS if rest[0] == rest[1] and appended else None


def differences(before: Any, now: Any, path: str = "") -> Iterator[Difference]:  # noqa: ANN401 - any JSON value
    """The fields in which two contents differ, in the order of the new one."""
    if before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        for name in [*now, *(name for name in before if name not in now)]:
            yield from differences(before.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif isinstance(before, list) and isinstance(now, list):
        for index in range(max(len(before), len(now))):
            old = before[index] if index < len(before) else None
            new = now[index] if index < len(now) else None
            yield from differences(old, new, f"{path}.{index}")
    elif isinstance(now, (dict, list)) and before is None:
        yield from differences(type(now)(), now, path)
    elif isinstance(before, (dict, list)) and now is None:
        yield from differences(before, type(before)(), path)
    else:
        yield Difference(path, _said(before), _said(now))


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def unchanged_since(reviewed: Sheet, current: Sheet, chosen: Iterable[Key]) -> None:
    """Refuse what is not word for word what lay before the leader.

    Raises:
        SourceError: G101 naming the item and the words that changed since, G102 for one that was not on the sheet.

    """
    then = {item.key: item for item in reviewed.items}
    now = {item.key: item for item in current.items}
    for key in chosen:
        if key not in then:
            hint = N_("run review again and have the new sheet signed")
            raise SourceError(
                "G102",
                N_("{id} does not stand on the sheet {code}"),
                hint,
                exit_code=1,
                id=key[1],
                code=reviewed.code,
            )
        for found in differences(then[key].content, now[key].content if key in now else {}):
            raise SourceError(
                "G101",
                N_(
                    "{id} has changed since the sheet {code} was printed: {field}: “{before}” is now “{after}”"
                ),
                N_("undo the change, or run review again and have the new sheet signed"),
                exit_code=1,
                id=key[1],
                code=reviewed.code,
                field=found.field,
                before=found.before or "",
                after=found.after or "",
            )
