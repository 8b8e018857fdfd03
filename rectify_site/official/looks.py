"""The look of each part of an official document as a style, so that a clerk changes one in one place.

Fonts are named, with the names under which others ship them, and never shipped: where one is missing, Word and WPS
take the next.
"""

from __future__ import annotations

from typing import Any, Literal

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt

from rectify_site.official.measures import (
    BODY_FONT,
    BODY_SIZE,
    HEAD_FONT,
    PAGE_FONT,
    PAGE_SIZE,
    PITCH,
    SECOND_FONT,
    TABLE_SIZE,
    TIGHTER,
    TITLE_FONT,
    TITLE_SIZE,
)

Look = Literal[
    "Normal",
    "Title",
    "TitleAbove",
    "Number",
    "Heading1",
    "Heading2",
    "Flush",
    "Signed",
    "Cell",
    "CellHead",
    "CellGroup",
    "Small",
    "SmallHead",
]

OTHER_NAMES = {
    TITLE_FONT: "方正小标宋_GBK,小标宋体,华文中宋,宋体",
    BODY_FONT: "仿宋,FangSong,华文仿宋,方正仿宋_GBK",
    SECOND_FONT: "楷体,KaiTi,华文楷体,方正楷体_GBK",
    HEAD_FONT: "SimHei,华文黑体,方正黑体_GBK",
    PAGE_FONT: "SimSun,华文宋体,方正书宋_GBK",
}
USED = frozenset({"fontTable", "settings", "styles", "theme"})
"""The parts that a document keeps; its footers come later."""

FAMILIES = {HEAD_FONT: "swiss"}


def _style(look: str, name: str, paragraph: str, font: str = "", size: Length | None = None) -> str:
    """A style; one of another size than the body's has no need to be tighter, because no line counts its characters."""
    default = ' w:default="1"' if look == "Normal" else "" if name.isascii() else ' w:customStyle="1"'
    based = "" if look == "Normal" else '<w:basedOn w:val="Normal"/>'
    tighter = f'<w:spacing w:val="{0 if size else TIGHTER}"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{look}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_font(font)}{tighter}{_size(size)}</w:rPr></w:style>"
    )


def _size(size: Length | None) -> str:
    half_points = f"{size.pt * 2:.0f}" if size else ""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if size else ""


def _font(font: str) -> str:
    names = " ".join(f'w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {names}/>" if font else ""


def _spaced(points: Length, after: int = 0) -> str:
    return f'<w:spacing w:before="0" w:after="{after}" w:line="{points.twips}" w:lineRule="exact"/>'


FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
HELD = "<w:keepNext/><w:keepLines/>"
FREE = '<w:snapToGrid w:val="0"/>'
CELL = f"{FREE}{_spaced(Pt(17))}{FLUSH}"
SMALL = f'{FREE}{_spaced(Pt(20))}<w:ind w:firstLineChars="200" w:firstLine="{2 * TABLE_SIZE.twips}"/>'
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * BODY_SIZE.twips}"/>'
STYLES = (
    _style("Normal", "Normal", f'<w:widowControl w:val="0"/>{_spaced(PITCH)}{INDENT}<w:jc w:val="both"/>'),
    _style(
        "Title",
        "Title",
        f'{HELD}{FREE}{_spaced(Pt(32), PITCH.twips)}{FLUSH}<w:jc w:val="center"/>',
        TITLE_FONT,
        TITLE_SIZE,
    ),
    _style(
        "TitleAbove",
        "标题上行",
        f'{HELD}{FREE}{_spaced(Pt(32))}{FLUSH}<w:jc w:val="center"/>',
        TITLE_FONT,
        TITLE_SIZE,
    ),
    _style("Number", "发文字号", f'{_spaced(PITCH, PITCH.twips)}{FLUSH}<w:jc w:val="center"/>'),
    _style("Heading1", "heading 1", f'{HELD}<w:outlineLvl w:val="0"/>', HEAD_FONT),
    _style("Heading2", "heading 2", f'{HELD}<w:outlineLvl w:val="1"/>', SECOND_FONT),
    _style("Flush", "附件标记", f"<w:keepNext/>{FLUSH}", HEAD_FONT),
    _style("Signed", "落款", f'<w:keepLines/>{FLUSH}<w:jc w:val="right"/>'),
    _style("Cell", "表格", f'{CELL}<w:jc w:val="left"/>', "", TABLE_SIZE),
    _style("CellHead", "表头", f'{CELL}<w:jc w:val="left"/>', HEAD_FONT, TABLE_SIZE),
    _style("CellGroup", "表内分组", f'<w:keepNext/>{CELL}<w:jc w:val="left"/>', HEAD_FONT, TABLE_SIZE),
    _style("Small", "素材正文", f'{SMALL}<w:jc w:val="left"/>', "", TABLE_SIZE),
    _style("SmallHead", "素材标题", f"{HELD}{SMALL}", HEAD_FONT, TABLE_SIZE),
    _style("Footer", "footer", f"{_spaced(PAGE_SIZE)}{FLUSH}", PAGE_FONT, PAGE_SIZE),
)
DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(BODY_FONT)}{_size(BODY_SIZE)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


def put_on(document: Any) -> None:  # noqa: ANN401 - the library names no type for a document
    """Our styles in place of the library's, and the other names of the fonts."""
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    for new in parse_xml(f"<w:styles {nsdecls('w')}>{DEFAULTS}{''.join(STYLES)}</w:styles>"):
        styles.append(new)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{FAMILIES.get(name, "roman")}"/></w:font>'
        for name, others in OTHER_NAMES.items()
    )
    [table] = [part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml"]
    table._blob = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()  # noqa: SLF001 - no public way to it


def strip(document: Any) -> None:  # noqa: ANN401
    """Leave out what the library's template brings along and nothing here uses."""
    relations = document.part.rels
    for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] not in USED]:
        del relations[key]


def settle(document: Any) -> None:  # noqa: ANN401
    """Odd and even pages differ; nothing is kept of whoever made the library's template."""
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    for name in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
