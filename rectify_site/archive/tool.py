"""What a year was made with: this tool and the libraries it stands on, with their versions, as pip reads them."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

from rectify_site.model.outputs import Artifact

TOOL = "rectify-site"
NAME = re.compile(r"[A-Za-z0-9._-]+")
PATH = "data/tool/requirements.txt"
EXTRA = re.compile(r";.*\bextra\b")


def requirements() -> Artifact:
    """One line a library, sorted: what this installation really uses. What only an extra asks for is not in it."""
    found: dict[str, str] = {}
    waiting = [TOOL]
    while waiting:
        name = waiting.pop()
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue  # another system's
        key = re.sub(r"[-_.]+", "-", there.metadata["Name"]).lower()
        if key not in found:
            found[key] = there.version
            needed = (row for row in there.requires or () if not EXTRA.search(row))
            waiting += [match[0] for row in needed if (match := NAME.match(row))]
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))
    return Artifact(PATH, lines.encode())
