"""What a heading says for the matters below it: （一）…（责任领导：…；整改时限：…）.

A matter keeps what it names itself. Units are one thing here: who names any of them takes none from above.
"""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.intake import answering
from rectify_site.intake.items import Parts
from rectify_site.intake.labels import FIELDS
from rectify_site.intake.outline import Block, Item
from rectify_site.intake.values import Value

INHERITED = FIELDS - {"measures"}


def inherited(item: Item, parts: Parts) -> Parts:
    """The matter with the values of the nearest heading above that has them, in roles that it does not have."""
    values = parts.values
    for heading in reversed(item.path):
        named = {_group(value.role) for value in values if value.text}
        values = (*values, *(value for value in _values(heading) if _group(value.role) not in named))
    return parts._replace(values=values)


def wholly(heading: Block) -> bool:
    """Whether all that a heading has under labels can be taken over."""
    return all(part.role in INHERITED for part in heading.parts if part.role in FIELDS)


def _values(heading: Block) -> Iterator[Value]:
    if heading.fields:
        own = (part for part in heading.parts if part.role in INHERITED and part.text)
        yield from answering.divided(
            Value(part.role, part.text, heading, part.column, part.label) for part in own
        )


def _group(role: str) -> str:
    return "units" if role in answering.UNIT_LISTS else role
