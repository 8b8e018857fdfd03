"""Put a site together: the engine's pages, the sealed years, the papers that let anyone check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from rectify_site import __version__
from rectify_site.documents.manifests import MANIFEST, listing, manifest
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import engine, proof, scripts
from rectify_site.press.sitemap import sitemap


def digest_of(files: Mapping[str, bytes]) -> str:
    """One digest for a set of named files."""
    return hashlib.sha256(manifest(Artifact(path, data) for path, data in files.items())).hexdigest()


def build_json(edition: Edition, inputs: Mapping[str, str]) -> bytes:
    """What this site was made from: the ledger's head, the cut-off date, and the inputs that are no documents.

    No host, user, path or time: the same inputs give the same bytes anywhere.
    """
    facts = {
        "tool": __version__,
        "engine": engine.versions(),
        "ledger": {"size": edition.size, "head": edition.head},
        "as_of": edition.as_of.isoformat(),
        "published_at": edition.published_at,
        "draft": edition.draft,
        "inputs": dict(sorted(inputs.items())),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def assemble(
    pages: Iterable[Page],
    built: Iterable[Artifact],
    papers: Iterable[Artifact],
    proved: Iterable[Artifact],
    rules: scripts.Allowed,
    through: Callable[[Iterable[Artifact]], Iterator[Artifact]] = iter,
) -> Iterator[Artifact]:
    """The files of a site, one after the other, its manifest last: nothing strange runs, planned is built, links lead.

    The last two are known at the end: whoever takes the files puts them in place when the last has come, not before.
    ``through`` is a gate that all pass but the ``proved``: what passed it beside the pages, and years when sealed.
    """
    seen, rows = proof.Seen(), list[tuple[str, str]]()
    fresh = chain(seen.built(built), sitemap(pages), papers)
    for artifact in chain(through(scripts.nothing_else_runs(fresh, rules)), proved):
        seen.take(artifact)
        rows.append((artifact.path, hashlib.sha256(artifact.data).hexdigest()))
        yield artifact
    seen.refuse_others(page.path for page in pages)
    seen.refuse_dead_links()
    yield Artifact(MANIFEST, listing(rows))
