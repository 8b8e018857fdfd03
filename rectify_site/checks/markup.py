"""Pieces of web pages and of Word's own code that were pasted along: tags, styles, entities.

They do no harm (every output escapes them); they show the public that nobody has read the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_TAGS = (
    "a abbr article aside audio b big blockquote body br button center code col colgroup dd del details div dl dt em "
    "embed figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label legend li "
    "link main map mark math meta nav object ol option p pre q s script section select small source span strike strong "
    "style sub summary sup svg table tbody td template textarea tfoot th thead title tr tt u ul video wbr xml"
)
_NAMES = "|".join(_TAGS.split())
_ATTRIBUTE = (
    "(?:style|class|href|src|srcset|v?align|bgcolor|color|face|target|colspan|rowspan|lang|on[a-z]{4,12})"
)
_TAG = re.compile(
    rf"<\s?/?\s?(?:(?:{_NAMES})(?=[\s/>])|(?:o|v|w|m|st1|u\d):[a-z]{{1,20}})[^<>]{{0,300}}>?"
    r"|<!--|<!\[|<!doctype|<\?xml",
    re.IGNORECASE,
)
_STYLE = re.compile(
    rf"(?:<[^<>\n]{{0,200}})?(?<![A-Za-z\-]){_ATTRIBUTE}\s?=\s?[\"'“”][^\"'“”<>]{{0,200}}[\"'“”]?(?:\s?/?>)?"
    r"|(?<![A-Za-z\-])(?:mso-[a-z\-]{2,30}|font-(?:family|size|weight)|text-(?:indent|align)|line-height|box-sizing"
    r"|margin-[a-z]{3,6}|background-color|letter-spacing|white-space)\s?:\s?[^,;。<>\"“”\n]{1,60}",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&\s?(?:#\d{1,7}|#x[0-9a-f]{1,6}|nbsp|lt|gt|amp|quot|apos|[lr]dquo|[lr]squo|[mn]dash|hellip|middot|bull|e[mn]sp"
    r"|thinsp|copy|reg|times|deg|yen|sect)(?:\s?;|(?![A-Za-z0-9]))",
    re.IGNORECASE,
)
_HINT = N_("delete it in the source document; paste into Word as text only")


@check("T501", level=Level.ERROR, on="text", cue=re.compile("<"), title=N_("HTML tag left in the text"))
def tag(passage: Passage) -> Iterator[Hit]:
    """Known tags and those of Word (<o:p>), whole or cut off. <通知> and 3<5 are no tags."""
    for match in _TAG.finditer(passage.shadow.text):
        yield _hit(passage, match, N_("HTML tag {fragment}"))


@check(
    "T502",
    level=Level.ERROR,
    on="text",
    cue=re.compile("[=:]"),
    title=N_("HTML attribute or style left in the text"),
)
def style(passage: Passage) -> Iterator[Hit]:
    """style=…, class=… and CSS, also where the tag around them is no tag: <某办法 style="…">."""
    tags = [match.span() for match in _TAG.finditer(passage.shadow.text)]
    for match in _STYLE.finditer(passage.shadow.text):
        while tags and tags[0][1] <= match.start():
            tags.pop(0)
        if not tags or match.start() < tags[0][0]:
            yield _hit(passage, match, N_("HTML attribute {fragment}"))


@check("T503", level=Level.ERROR, on="text", cue=re.compile("&"), title=N_("HTML entity left in the text"))
def entity(passage: Passage) -> Iterator[Hit]:
    """&nbsp; &#160; &ldquo; in place of the character."""
    for match in _ENTITY.finditer(passage.shadow.text):
        yield _hit(passage, match, N_("HTML entity {fragment}"))


_SHOWN = 40


def _hit(passage: Passage, match: re.Match[str], message: str) -> Hit:
    fragment = passage.written(*match.span())
    shown = fragment if len(fragment) <= _SHOWN else f"{fragment[:_SHOWN]}…"
    return Hit(*match.span(), Complaint(passage.field, message, {"fragment": shown}, _HINT))
