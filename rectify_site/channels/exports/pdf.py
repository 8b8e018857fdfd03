"""A public document as a PDF that an archive takes: PDF/A-2b, tagged for those who hear it, the same bytes each time.

The words go to typst as data, never as markup. Fonts are those of this computer: one that lacks every Chinese family
known here is told so, because a document with empty boxes must not leave the house.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from types import ModuleType
from typing import Any, NamedTuple

from rectify_site.errors import N_, SettingsError, SourceError
from rectify_site.model.writings import Writing

TEMPLATE = "pdf/writing.typ"
STANDARDS = ("a-2b", "ua-1")
"""What typst holds the file to; it refuses to write one that fails."""

SONG = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "宋体",
    "FandolSong",
    "AR PL UMing CN",
)
HEI = (
    "SimHei",
    "黑体",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "STHeiti",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "FandolHei",
)
FANG = ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "FandolFang R")
TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK")
"""Families by their kind, the first that is there is taken: 宋、黑、仿宋、小标宋."""

USES = {"title": (*TITLE, *SONG, *HEI), "heading": (*HEI, *SONG), "body": (*FANG, *SONG, *HEI)}
"""Which kinds may stand where, in this order: as 党政机关公文格式 has it, else what reads well."""

LACKING = re.compile(r'the text [`"]*(.+?)[`"]* could not be displayed')
CODE = re.compile(r"\\u\{([0-9a-f]+)\}")  # how typst writes a character that cannot be seen


class Fonts(NamedTuple):
    """The fonts of this computer, and the families chosen for each use."""

    found: Any  # typst's own
    chosen: dict[str, tuple[str, ...]]


def fonts() -> Fonts:
    """Look for Chinese fonts on this computer.

    Raises:
        SettingsError: C160 without typst, C161 without a Chinese font.

    """
    found = _typst().Fonts()
    return Fonts(found, chosen(found.families()))


def chosen(families: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The families for each use: the best first, the others behind it for the characters that it lacks."""
    there = frozenset(families)
    picked = {use: tuple(name for name in names if name in there) for use, names in USES.items()}
    if not picked["body"]:
        hint = N_("install one of these fonts, then run the same command again: {fonts}")
        raise SettingsError(
            "C161",
            N_("no Chinese font known to this tool is on this computer, so no PDF can be made"),
            hint,
            fonts="、".join((FANG[1], SONG[7], HEI[1], SONG[0], SONG[1])),
        )
    return picked


def pdf(writing: Writing, template: bytes, has: Fonts) -> bytes:
    """The file. Its dates are the time of publication.

    Raises:
        SourceError: C162 for a character that no font has.
        SettingsError: C160 without typst, C163 for a template that typst does not take.

    """
    typst = _typst()
    files = {
        "main.typ": template,
        "writing.json": writing.model_dump_json().encode(),
        "fonts.json": json.dumps(has.chosen, ensure_ascii=False).encode(),
    }
    when = int(datetime.fromisoformat(writing.published).timestamp())
    try:
        made: bytes = typst.Compiler(files, font_paths=has.found).compile(
            format="pdf", pdf_standards=list(STANDARDS), timestamp=when
        )
    except typst.TypstError as error:
        raise _told(writing, str(error)) from error
    return made


def _told(writing: Writing, said: str) -> SettingsError | SourceError:
    """What typst complains of, in words for whoever has to mend it."""
    lacking = LACKING.search(said)
    if lacking:
        hint = N_(
            "install a font that has it, such as Noto Sans; or, where it got there by mistake, "
            "correct the draft and have it signed again"
        )
        message = N_("no font on this computer has a character of {id}: {text}")
        return SourceError("C162", message, hint, id=writing.id, text=_signs(lacking[1]))
    hint = N_("undo the change in site_templates/pdf, or install rectify-site again")
    return SettingsError(
        "C163", N_("typst could not make the PDF of {id}: {said}"), hint, id=writing.id, said=said
    )


def _signs(text: str) -> str:
    """Characters with their numbers: where no font has them, a screen may show nothing either."""
    plain = CODE.sub(lambda found: chr(int(found[1], 16)), text)
    return "、".join(f"{sign if sign.isprintable() else ''}（U+{ord(sign):04X}）" for sign in plain)


def _typst() -> ModuleType:
    """The library, which only this outlet needs.

    Raises:
        SettingsError: C160 where it is not installed.

    """
    try:
        import typst  # noqa: PLC0415 - an extra: everything else works without it
    except ImportError as error:
        hint = N_("install it with `pip install rectify-site[pdf]`, then run the same command again")
        raise SettingsError("C160", N_("making a PDF needs typst, which is not installed"), hint) from error
    return typst
