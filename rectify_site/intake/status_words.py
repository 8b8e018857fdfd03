"""What a unit says of its own progress (整改情况、完成情况), as the kind of event it is. Other words are asked about.

A claim of the unit is ``submitted`` at most: only an office closes a matter. Words that promise to go on (并长期坚持)
are a stage, however finished they begin; a word that is not in the table, or a sentence around one, is None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rectify_site.model.events import EventKind, Pace
from rectify_site.text import fold


class Said(NamedTuple):
    """The kind of event, and the pace where it is progress."""

    kind: EventKind
    pace: Pace | None = None


_DONE = (
    "(?:已|已经|均已|已全部|全部|现已)?(?:整改|按期|按时|如期|全部|全面)?"
    "(?:完成|办结|完结|整改完毕|整改到位|落实到位|解决)"
)
_GO_ON = (
    "(?:[,、;]?(?:并|且|需|须|将|今后|正|仍)?在?"
    "(?:长期坚持|持续坚持|持续整改|持续推进|持续巩固|持续深化|常态化推进|坚持整改))"
)
_OPEN = (
    "(?:正在|正|持续|继续|仍在|尚在|部分|部分完成|基本)?(?:整改|推进|落实|办理|实施)(?:之)?(?:中|落实中|推进中|当中)",
    "(?:正在|正|持续|继续|长期|加快|有序|稳步|扎实|全力|抓紧)+(?:整改|推进|落实|办理|实施|坚持|进行|完善)+(?:整改|落实)?(?:中)?",
    "(?:已)?(?:部分|局部)(?:完成|整改|办结|落实)(?:整改|到位)*",
    "(?:暂|尚|还|均|全部)?(?:未|没有)(?:全部|全面|按期|按时|如期)?(?:完成|整改|启动|开展|办结|整改到位|整改完成|完成整改|落实|解决)(?:整改|到位)?",
    "(?:已)?(?:启动|开始|着手)(?:整改)?|在办|在建|在整改|待整改|整改进行中|进行中",
)
_WORDS: tuple[tuple[Said, str], ...] = (
    (
        Said(EventKind.PROGRESS, Pace.ON_TRACK),
        "(?:已|基本)?(?:达到|符合)序时(?:进度)?(?:要求)?|按(?:序时进度|计划|时序)(?:有序|稳步|正常)?推进(?:中)?|进度正常|正常推进(?:中)?",
    ),
    (
        Said(EventKind.PROGRESS, Pace.BEHIND),
        "(?:暂|尚)?未(?:达到|达|符合)序时(?:进度)?(?:要求)?|(?:逾期|超期)(?:尚)?未(?:完成|整改|办结)|(?:进度|进展)(?:滞后|缓慢|偏慢)|滞后(?:于?序时进度)?",
    ),
    (
        Said(EventKind.STAGE_DONE),
        f"(?:已|已经)?阶段性?(?:目标|任务)?(?:已)?(?:完成|办结)(?:整改|任务|目标)?{_GO_ON}?|(?:已)?完成阶段性?(?:目标|任务|整改)(?:任务)?{_GO_ON}?",
    ),
    (
        Said(EventKind.STAGE_DONE),
        f"(?:已)?基本完成(?:整改)?[,、]?(?:并)?取得(?:了)?(?:阶段性|明显|初步)(?:成果|成效){_GO_ON}?|基本完成(?:整改)?{_GO_ON}",
    ),
    (
        Said(EventKind.STAGE_DONE),
        f"{_DONE}(?:整改)?(?:任务)?{_GO_ON}|(?:已|已经)(?:整改|销号){_GO_ON}|立行立改{_GO_ON}",
    ),
    (
        Said(EventKind.SUBMITTED),
        f"{_DONE}(?:了)?(?:整改|销号前整改|全部整改)?(?:任务|事项|工作|目标)?(?:[,]?(?:待(?:验收|核查|销号|审核)|验收中))?|(?:已|已经|均已|全部|已全部)(?:整改|改正|纠正)(?:到位|完成|完毕)?|整改(?:完成|完毕|结束)|待(?:验收|核查|销号)|完成整改",
    ),
    (Said(EventKind.PROGRESS, Pace.NONE), "|".join(_OPEN)),
)
WORDS = tuple((said, re.compile(pattern)) for said, pattern in _WORDS)
DAY = re.compile(r"(?:于|在|截至)?\d{4}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?|月)?(?:底|末)?前?")
AROUND = re.compile(r"[\s“”\"'。.!;；！、]+|^[√☑✔]+")
BRACKETS = re.compile(r"\(\s*\)")
CLOSED = re.compile("(?:已|已经|完成|通过|同意)(?:验收)?(?:对账)?销号|验收销号|(?:已)?办结销号")


def read(text: str) -> Said | None:
    """What the words of a status cell say; None for any other words, which somebody has to be asked about."""
    words = _bare(text)
    return next((said for said, pattern in WORDS if pattern.fullmatch(words)), None)


def says_closed(text: str) -> bool:
    """Whether the words say 已销号. That is no claim a unit can make: it needs the document of the office."""
    return CLOSED.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """Folded, without blanks, quotes and the day it was done on."""
    return AROUND.sub("", BRACKETS.sub("", DAY.sub("", AROUND.sub("", fold(text).text))))
