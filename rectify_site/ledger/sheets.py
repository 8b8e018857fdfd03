"""What a leader signs: a set of contents with a short code, so that paper is bound to bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rectify_site.documents.canonical import canonical, content
from rectify_site.errors import N_, SourceError
from rectify_site.ledger.editions import Key, document_of, last_cut_off, standing
from rectify_site.ledger.entries import Change, Content, Entry
from rectify_site.model.office import Document, kind_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that looks like something else on paper
SYMBOLS = 16  # 80 bits: two texts with one code cannot be found by trying


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
    after: str = ""  # the hash of the ledger's last line about it: a sheet is about what stands there now

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
        """The check code: sixteen symbols of the digest over the cut-off date and every content."""
        rows = [[item.kind, item.id, item.after, _digest(item.content)] for item in self.items]
        digest = hashlib.sha256(canonical({"as_of": self.as_of.isoformat(), "items": sorted(rows)})).digest()
        number = int.from_bytes(digest[: SYMBOLS * 5 // 8], "big")
        symbols = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SYMBOLS)))
        return "-".join(symbols[start : start + 4] for start in range(0, SYMBOLS, 4))


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def normal(code: str) -> str:
    """A check code as somebody may type it from paper: without case, blanks, hyphens, and O, I, L for 0, 1, 1."""
    plain = re.sub(r"[\s-]", "", code.upper()).translate(str.maketrans("OIL", "011"))
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def sheet(
    documents: Iterable[Document], entries: Sequence[Entry], contents: Mapping[str, Content], as_of: date
) -> Sheet:
    """All of these documents that differ from what is signed.

    Where none does and the cut-off date is a new one, the plans stand on the sheet for the date alone.
    """
    differing = tuple(documents)
    found = _items(differing, entries, contents, renewed=False)
    if not found and as_of > (last_cut_off(entries) or date.min):
        found = _items(differing, entries, contents, renewed=True)
    return Sheet(as_of, found)


def _items(
    documents: Iterable[Document], entries: Iterable[Entry], contents: Mapping[str, Content], *, renewed: bool
) -> tuple[Item, ...]:
    known = tuple(entries)
    signed = standing(known)
    last: dict[Key, str] = {(entry.kind, entry.id): entry.hash for entry in known}
    items = []
    for document in documents:
        key, now = (kind_of(document), document.id), content(document)
        before = _signed_content(signed.signed.get(key), contents)
        if before == now and not (renewed and key[0] == "plan"):
            continue
        change_now = change(before, now, again=key in signed.withdrawn)
        items.append(Item(*key, now, change_now, tuple(differences(before or {}, now)), last.get(key, "")))
    return tuple(items)


def _signed_content(entry: Entry | None, contents: Mapping[str, Content]) -> dict[str, Any] | None:
    """What was signed, in the form a draft has today: a field that came later does not make it another document."""
    document = document_of(entry, contents) if entry else None
    return content(document) if document else None


def change(before: Mapping[str, Any] | None, now: Mapping[str, Any], *, again: bool = False) -> Change | None:
    """New, or progress when only events were appended; anything else a person has to name.

    A document that was withdrawn does not come back as new in silence either.
    """
    if before is None:
        return None if again else Change.NEW
    old, new = list(before.get("events", [])), list(now.get("events", []))
    rest = [{name: value for name, value in tree.items() if name != "events"} for tree in (before, now)]
    appended = new[: len(old)] == old and len(new) > len(old)
    return Change.PROGRESS if before == now or (rest[0] == rest[1] and appended) else None


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
    elif isinstance(before, str) and isinstance(now, dict):
        yield from _reworded(path, {"text": before, "public": before}, now)
    elif isinstance(before, dict) and isinstance(now, str):
        yield from _reworded(path, before, {"text": now, "public": now})
    elif isinstance(now, (dict, list)) and before is None:
        yield from differences(type(now)(), now, path)
    elif isinstance(before, (dict, list)) and now is None:
        yield from differences(before, type(before)(), path)
    else:
        yield Difference(path, _said(before), _said(now))


def _reworded(path: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """A text that gets a public wording beside it, or loses it: what the public read, and what it will read.

    Said even where the words stay the same: which text is the office's own is signed, too.
    """
    yield Difference(f"{path}.public", _said(before.get("public")), _said(now.get("public")))
    if before.get("text") != now.get("text"):
        yield Difference(f"{path}.text", _said(before.get("text")), _said(now.get("text")))


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def unchanged_since(reviewed: Sheet, current: Sheet, chosen: Iterable[Key]) -> None:
    """Refuse what is not word for word what lay before the leader.

    Raises:
        SourceError: G101 naming the item and the words that changed since, G102 for one that was not on the sheet,
            G119 for one whose signature is newer than the sheet.

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
        if then[key].after != now[key].after:
            hint = N_("run review again and have the new sheet signed")
            message = N_("{id} was signed or withdrawn after the sheet {code} was printed")
            raise SourceError("G119", message, hint, exit_code=1, id=key[1], code=reviewed.code)
        for found in differences(then[key].content, now[key].content):
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
