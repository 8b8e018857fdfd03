"""Who answers for a matter: units, posts and names, and the ways in which lists of them are written."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.intake.documents import words


class Listed(NamedTuple):
    """The words as they stand in the document, and the names a reader finds in them."""

    text: str
    names: tuple[str, ...]


NOBODY = Listed("", ())


def units(rng: Random, place: str, most: int = 4) -> Listed:
    """A list of units as one field of a matter holds it."""
    if rng.random() < 0.04:
        return Listed("XX", ("XX",))
    names = words.distinct(rng, lambda dice: unit(dice, place), rng.randint(1, most))
    glued = len(names) == 2 and all(name.startswith(place) for name in names)
    if glued and rng.random() < 0.15:
        return Listed("".join(names), tuple(names))
    return Listed(joined(rng, names), tuple(names))


def unit(rng: Random, place: str) -> str:
    """One unit: a bureau of the place, a section of the office, a street, or a collective."""
    kind = rng.random()
    if kind < 0.55:
        return place + rng.choice(words.BUREAUS)
    if kind < 0.75:
        return rng.choice(words.SECTIONS)
    if kind < 0.88:
        return rng.choice(words.STREETS)
    return rng.choice(words.COLLECTIVES).replace("区", place)


def leaders(rng: Random) -> Listed:
    """Those who answer: a post, a person, several of either, all of the leading group, or nobody yet."""
    kind = rng.random()
    if kind < 0.1:
        return Listed("XX", ("XX",))
    if kind < 0.25:
        who = rng.choice(words.EVERYONE)
        return Listed(who, (who,))
    if kind < 0.4:
        who = rng.choice(words.DOUBLE_POSTS)
        return Listed(who, (who,))
    if kind < 0.5:
        who = rng.choice(words.POSTS) + rng.choice(("", "：", "　", " ")).replace("：", "") + person(rng)
        return Listed(who, (who,))
    make = person if kind < 0.8 else (lambda dice: dice.choice(words.POSTS_IN_LISTS))
    names = words.distinct(rng, make, rng.randint(1, 3))
    return Listed(joined(rng, names).replace(" ", "、"), tuple(names))


def person(rng: Random) -> str:
    return rng.choice(words.SURNAMES) + rng.choice(words.GIVEN)


def joined(rng: Random, names: list[str]) -> str:
    """Most lists have 、 between names; some ， or ； or both, some a blank; none ends in 等."""
    kind = rng.random()
    if kind < 0.6:
        return "、".join(names)
    if kind < 0.7:
        return "，".join(names)
    if kind < 0.76:
        return "；".join(names)
    if kind < 0.82:
        return ",".join(names)
    if kind < 0.88:
        return " ".join(names) if all(len(name) > 3 for name in names) else "、".join(names)
    return "".join(name + rng.choice("、，") for name in names)[:-1]
