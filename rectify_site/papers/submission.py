"""送审单: the one page on which a leader signs, whatever the number of items.

Every line of it has a fixed height and is cut to the width of its cell; what has no room is counted, and the line
says in which table it stands. So the page is one by arithmetic, in whatever font a machine has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docx import Document

from rectify_site.ledger.sheets import Item
from rectify_site.model.records import Scope
from rectify_site.model.words import CHANGE
from rectify_site.papers.comparison import two_texts
from rectify_site.papers.findings import Row as Found
from rectify_site.papers.forms import Box, Form, put
from rectify_site.papers.letters import finished, head
from rectify_site.papers.public_draft import Paragraph
from rectify_site.papers.sheet_words import CLOSED_WORDS, KINDS, called, told
from rectify_site.papers.submissions import Late, Submission

FILE = "送审单.docx"
TITLE, LIMITED_TITLE = "整改落实公开送审单", "整改落实情况通报送审单"
TIME = ("□ 登记签发以后，下一次生成网站时公开", "□ 不早于＿＿＿＿年＿＿月＿＿日＿＿时公开")
BY_HAND = "＿" * 20
MARK, SAME = "＊", "有改动"
FOOT = (
    f"标{MARK}的环节必须签；签字日期按环节先后；拟稿人不得签发。",
    "校验码与公开稿、变化对照表页眉上的一致。送审以后改动一字，校验码就会变，须重新送审。",
)


def submission(given: Submission, found: Sequence[Paragraph]) -> bytes:
    """The form, with boxes for the signatures in the order of the office's settings."""
    letter = Document()
    title = TITLE if given.scope is Scope.PUBLIC else LIMITED_TITLE
    head(letter, given.above)
    settings, sheet = given.settings, given.sheet
    boxes = (
        Box("送审单位", (settings.office,)),
        Box("内容", (_counted(sheet.items), f"数据截至{sheet.as_of}。{_attached(given, found)}")),
        Box("范围", (_scope(given, found),)),
        *_how(given),
        Box("主要变化", tuple(map(_change, sheet.items)), "变化对照表"),
        Box("超过时限", tuple(map(_late, given.late)) or ("无",), "变化对照表“超过时限”页"),
        Box("检查结果", (_levels(given.found), *map(_finding, given.found)), "变化对照表“检查结果”页"),
    )
    roles = tuple(f"{role}{MARK if role in settings.required_roles else ''}" for role in settings.sign_roles)
    put(letter, Form(title, boxes, roles, FOOT))
    return finished(letter)


def _how(given: Submission) -> tuple[Box, Box]:
    """When and in which way: of a limited circle the tool knows neither, so they are filled in by hand."""
    if given.scope is Scope.LIMITED:
        return Box("时间", (BY_HAND,)), Box("方式", (BY_HAND,))
    way = "　".join(filter(None, (given.settings.site_name, given.settings.site_url)))
    return Box("时间", TIME), Box("方式", (way,))


def _counted(items: Iterable[Item]) -> str:
    counts = Counter(item.kind for item in items)
    return "，".join(f"{name}{counts[kind]}份" for kind, name in KINDS.items() if counts[kind]) + "。"


def _attached(given: Submission, found: Sequence[Paragraph]) -> str:
    rows = sum(len(told(item)) for item in given.sheet.items)
    return f"附公开稿{len(found)}段、变化对照表{rows}行。"


def _scope(given: Submission, found: Sequence[Paragraph]) -> str:
    if given.scope is Scope.LIMITED:
        return f"{CLOSED_WORDS[given.scope]}（不上网）：{BY_HAND}"
    both = sum(1 for _ in two_texts(given, found))
    return "向社会公开" + (f"。{both}处另有公开表述，原文不公开，见变化对照表“两种表述”页" if both else "")


def _change(item: Item) -> str:
    what = CHANGE.get(item.change or "", SAME)
    rows = told(item)
    fields = "" if item.change == "new" else "：" + "、".join(dict.fromkeys(row.name for row in rows))
    return f"{called(item)}（{what}{fields}）"


def _late(late: Late) -> str:
    told = (
        f"{late.due}到期" if late.due else "",
        f"预计{late.expected}完成" if late.expected else "",
        late.reason,
    )
    return f"第{late.number}项　{late.heading}\n　　{'，'.join(filter(None, told))}"


def _levels(found: Sequence[Found]) -> str:
    counts = Counter(row.level for row in found)
    return "，".join(f"{level}{count}处" for level, count in counts.items()) or "未发现问题"


def _finding(row: Found) -> str:
    return f"{row.level}　{row.document}　{row.problem}"
