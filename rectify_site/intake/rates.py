"""Rates that stand beside their numbers: 反馈的21个问题，已完成整改18个，整改完成率85.7%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rectify_site.errors import N_
from rectify_site.intake.paragraphs import Paragraph, Remark, remark
from rectify_site.text import fold

SENTENCE = re.compile("[^。！？]+")
WHOLE = re.compile(r"(?<![0-9.第])([0-9]{1,4})[个项条](?:反馈|整改|具体|突出)?(?:问题|任务|事项)")
DONE = re.compile(
    r"(?:已(?:全部)?(?:完成整改|整改到位|整改完成|完成|整改|销号|办结)|完成整改)(?:了|的)?([0-9]{1,4})[个项条](?![\u4e00-\u9fff]*(?:措施|制度))"
)
RATE = re.compile(
    r"(?:整改|任务|问题|总体|整体)*(?:完成|办结|销号|整改)率(?:为|达到|达|是|约)?([0-9]{1,3}(?:\.[0-9]{1,2})?)%"
)
NEARLY = 0.06  # 18 of 21 is 85.71 %, and 85.7 as well as 85.8 are written


def differing(paragraphs: Iterable[Paragraph]) -> Iterator[Remark]:
    """Rates that are not the numbers beside them, where one sentence names one whole, one part and one rate."""
    for paragraph in paragraphs:
        for sentence in SENTENCE.findall(fold(paragraph.text).text):
            wholes, done, rates = (pattern.findall(sentence) for pattern in (WHOLE, DONE, RATE))
            if len(rates) == 1 == len(done) and wholes and int(wholes[0]) >= int(done[0]) > 0:
                real = 100 * int(done[0]) / int(wholes[0])
                if abs(real - float(rates[0])) > max(NEARLY, _rounding(rates[0])):
                    message = N_("the text says {rate}%, and {done} of {whole} are {real}%")
                    values = {"rate": rates[0], "done": done[0], "whole": wholes[0], "real": f"{real:.1f}"}
                    yield remark(paragraph, "S288", message, **values)


def _rounding(rate: str) -> float:
    """Half a unit of the last digit that is written."""
    return 0.51 * float(f"1e-{len(rate.partition('.')[2])}")
