"""Wrong wordings from the lexicon, each at the level its entry gives: the built-in ones as warnings.

Names and the order of leaders, names of organisations and set phrases come from the office's own ``lexicon.yml`` only.
Faults of wording are counted against a portal (政府网站与政务新媒体检查指标, 国办秘函〔2019〕19号).
"""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.checks.passages import Hit, Passage
from rectify_site.checks.wordings import Ready, wrong_words
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.lexicon import Wrong
from rectify_site.registry import check


@check("T801", level=Level.ERROR, on="words", title=N_("wording that the lexicon forbids"))
def forbidden(passage: Passage, lexicon: Ready) -> Iterator[Hit]:
    """Entries of level error."""
    return _hits(passage, lexicon, Level.ERROR)


@check("T802", level=Level.JUDGE, on="words", title=N_("wording that the lexicon wants to be judged"))
def judged(passage: Passage, lexicon: Ready) -> Iterator[Hit]:
    """Entries of level judge."""
    return _hits(passage, lexicon, Level.JUDGE)


@check("T803", level=Level.WARNING, on="words", title=N_("wrong word"))
def wrong(passage: Passage, lexicon: Ready) -> Iterator[Hit]:
    """Entries of level warning, and the built-in list of common slips (台帐, 布署, 截止目前)."""
    return _hits(passage, lexicon, Level.WARNING)


def _hits(passage: Passage, lexicon: Ready, level: Level) -> Iterator[Hit]:
    for start, end, entry in wrong_words(passage, lexicon):
        if entry.level is not level:
            continue
        known = {"right": entry.right, "source": entry.source}
        values = {"wrong": passage.written(start, end)} | {name: said for name, said in known.items() if said}
        yield Hit(start, end, Complaint(passage.field, _message(entry), values, _hint(entry)))


def _message(entry: Wrong) -> str:
    if entry.right is None:
        return N_("{wrong} stands in the lexicon")
    return N_("{wrong} should be {right}")


def _hint(entry: Wrong) -> str:
    if entry.source:
        return N_("correct it in the source document; laid down in {source}")
    if entry.right:
        return N_("write {right} in the source document")
    return N_("see in content/lexicon.yml why, and write it otherwise in the source document")
