"""Hostile strings: our own, and what lies beside the checkout where somebody has put it."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from rectify_site.model.fields import Text

SHARED = Path(__file__).parents[3] / "shared" / "corpora"
FILES = (
    "blns/blns.json",
    "domPurify/dompurify-payloads.json",
    "ssti/ssti.fuzz",
    "markdown-it/*.txt",
    "own/*.json",
    "csv/*.txt",
    "path/*.txt",
    "xss/*.txt",
)
"""Where they lie; what else is there are whole files for the importers and the canonical form."""

OWN = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "&lt;/title&gt;&lt;img onerror=x&gt;",
    "&#60;b&#62;",
    "# 标题",
    "1. 第一",
    "12) 十二",
    "- 一点",
    "+ 一点",
    "* 一点",
    "> 引用",
    "    四个空格",
    "\t制表",
    "---",
    "===",
    "***",
    "```",
    "~~~html",
    "| 甲 | 乙 |",
    "[链接](javascript:alert(1))",
    "![图](https://example.com/x.png)",
    "[甲]: javascript:alert(1)",
    "<https://example.com>",
    "https://example.com/?a=1&b=2",
    "www.example.com",
    "clerk@example.com",
    "*斜* **粗** _下划_ __下划__ `码` ~~删~~",
    "{{ 7 * 7 }} {% raw %} {# 注 #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "甲\\乙 \\*丙\\*",
    "a < b && c > d",
    "“引号”‘单’\"双\"'单'",
    "　全角空格　",
    "ＸＸ①〇½²",
    "表情😀与𠮷",
    'x" onmouseover="alert(1)',
    "x' style='color:red",
    "<!-- 注释 --> <!DOCTYPE x> <?php ?>",
    "&copy; &amp; &",
    "a  b   c",
    ":::note",
    "^脚注^[^1] [TOC] [[wiki]] ==高亮==",
    "wzxhzdk:0 klzzwxh:0000",
    "=1+1",
    "0543-1234567",
    "-1",  # a part of many a date and number
    "2022-12-31",
)


def _allowed(text: str) -> str | None:
    """The string as a document may hold it: line ends are blanks, and invisible characters are refused."""
    line = " ".join(text.splitlines())
    try:
        return TypeAdapter(Text).validate_python(line) if line.strip() else None
    except ValidationError:
        return None


def _read(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="ignore")
    if path.name in {"blns.json", "csv-formula.json", "dates.json", "ids-hostile.json"}:
        return [str(line) for line in json.loads(text)]
    if path.name in {"unicode-cases.json", "surrogate.json"}:
        return [str(case) for case in json.loads(text).values()]
    if path.name == "dompurify-payloads.json":
        return [str(case.get("payload", "")) for case in json.loads(text)]
    return text.splitlines()


def strings() -> list[str]:
    """All hostile strings that a document may hold, each once."""
    files = [file for pattern in FILES for file in sorted(SHARED.glob(pattern))]
    if not SHARED.is_dir():
        pytest.skip(f"no corpora beside the checkout: {SHARED.name} is not there")
    found = (line for path in files for line in _read(path))
    return list(dict.fromkeys(kept for line in found if (kept := _allowed(line))))
