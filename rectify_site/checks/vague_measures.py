"""Measures that nobody can be held to: 进一步加强, 切实提高, and no day, no number, no doer in the whole matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.registry import check

_VAGUE = re.compile(
    "(?:进一步|不断|持续|切实|大力|着力|坚决|扎实|全面|深入|努力|认真|积极|牢牢|始终|自觉)"
    "(?:加强|提高|提升|强化|增强|推进|推动|完善|健全|深化|优化|改进|落实|抓好|做好|做到|开展|学习|加大|夯实|营造|树牢|坚持|改善|解决|促进|巩固)"
    "|(?:提高|强化|增强)(?:认识|思想|意识|站位|责任感)|高度重视|加大力度|常抓不懈|抓紧抓实|真抓实干"
)
_QUOTED = re.compile(r"“[^”]{0,30}”|《[^》]{0,60}》|八项规定|十四五|十五五|[0-9一二三四五六七八九十]+大精神")
_COUNTED = "[两三四五六七八九十百]"
_CONCRETE = re.compile(
    rf"[0-9０-９]|{_COUNTED}+(?:个|次|件|项|名|人|天|日|月|年|季|周|小时|户|期|份|家|批|处|场|轮)"
    r"|每[日天周月季年]|每半年|季度|半年|[月年]底|当[天日场]|逐[个项条户件]|一[户人件企]一|(?:由|请)[^,，。；]{2,16}(?:负责|牵头|承办|办理)"
    r"|[停取]办|取消|摘[下牌]|公布|公示|公开|印发|制定[^,，。；]{0,12}(?:办法|清单|目录|方案|制度|细则)|建成|上线|整治|拆除|修复|新增|退回"
)


@check("R801", level=Level.WARNING, on="record", title=N_("measures without day, number or doer"))
def held_to_something(record: Record, _office: Office) -> Iterator[Complaint]:
    """Said once a matter, and only where none of its measures names anything that can be checked."""
    texts = [_QUOTED.sub("", public_text(measure.text)) for measure in record.measures]
    if not texts or any(_CONCRETE.search(text) for text in texts):
        return
    for index, text in enumerate(texts):
        if match := _VAGUE.search(text):
            hint = N_("write what is done by which day, how often or how much, and who does it")
            message = N_("no measure of matter {number} names a day, a number or a doer: “{words}”")
            values = {"number": record.number, "words": match.group()}
            yield Complaint(f"measures.{index}.text", message, values, hint)
            return
