"""The labels of a matter (整改措施：… 牵头单位：… 完成时限：…) in the many words offices use for them."""

from __future__ import annotations

import re
from typing import NamedTuple

WORDS = {
    "problem": "存在问题 存在的问题 具体问题 主要问题 反馈问题 问题表现 具体表现 问题描述 整改问题 问题内容 问题",
    "task": "整改任务 工作任务 任务内容 任务事项 整改事项 整改内容 任务",
    "source_of_problem": "问题来源 反馈来源 来源",
    "target": "整改目标 工作目标 目标要求 预期目标 目标",
    "measures": "整改措施 具体措施 主要措施 落实措施 工作措施 整改落实措施 具体整改措施 整改举措 具体举措 工作举措 "
    "措施及要求 整改要求 措施",
    "leaders": "责任领导 整改责任领导 分管领导 牵头领导 主管领导 负责领导 包抓领导 包案领导 挂牌领导 分管责任领导",
    "persons": "责任人 责任人员 整改责任人 直接责任人 具体责任人 第一责任人 主要责任人 负责人 具体负责人 经办人",
    "responsible_body": "整改主体 责任主体 整改责任主体",
    "lead_units": "牵头单位 牵头部门 主责单位 主责部门 主办单位 主办部门 牵头责任单位 牵头责任部门 整改牵头单位 "
    "牵头科室 牵头股室 牵头处室 牵头主体",
    "responsible_units": "责任单位 责任部门 承办单位 承办部门 落实单位 落实部门 整改责任单位 整改责任部门 整改单位 "
    "实施单位 责任科室 责任股室 责任处室 承办科室",
    "cooperating_units": "配合单位 配合部门 协办单位 协办部门 协助单位 参与单位 协同单位 配合责任单位 配合科室",
    "supervising_unit": "督导单位 督导部门 督办单位 督办部门 督查单位 监督单位 监督部门",
    "verifying_unit": "验收单位 验收部门 核查单位 核查部门 核查验收单位 验收核查单位 销号单位",
    "deadline": "落实时限 完成时限 整改时限 完成时间 整改期限 完成期限 办结时限 落实时间 整改时间 整改完成时限 "
    "整改完成时间 计划完成时间 计划完成时限 时限要求 时间要求 完成日期 时限",
}
ROLE_OF = {word: role for role, words in WORDS.items() for word in words.split()}
FIELDS = frozenset(WORDS) - {"problem", "task", "source_of_problem", "target"}
"""Labels that only a matter has; the others also stand over prose."""

LONG = frozenset({"problem", "task", "target", "measures"})
"""Labels over running text, which keeps its full stop and may hold brackets of its own."""

WEAK = 2  # 措施, 目标, 问题, 任务, 来源, 时限 of two characters are words of running text, too
OPEN, CLOSE = "（(【[", "）)】]"


def _spaced(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join("[ \u3000]?".join(word) for word in ordered)


STRONG_WORDS = _spaced([word for word in ROLE_OF if len(word) > WEAK])
WEAK_WORDS = _spaced([word for word in ROLE_OF if len(word) <= WEAK])
LABEL = re.compile(
    rf"(?:^|(?<=[。；;，,、\s！!]))(?P<framed>[【\[])(?P<name>{STRONG_WORDS}|{WEAK_WORDS})[】\]]\s?[：:∶﹕]?"
    rf"|(?:^|(?<=[。；;，,、\s（(【\[！!]))(?P<strong>{STRONG_WORDS})\s?[：:∶﹕]"
    rf"|(?:^|(?<=[。；;\s（(]))(?P<weak>{WEAK_WORDS})\s?[：:∶﹕]"
    rf"|^(?P<bare>{STRONG_WORDS})[ \u3000]+(?=\S)"
)
SEPARATORS = " \u3000，,；;、"


class Segment(NamedTuple):
    """A stretch of a paragraph under one label; ``role`` is empty for words under none."""

    role: str
    text: str
    column: int = 0
    label: str = ""


def segments(text: str) -> tuple[Segment, ...]:
    """A paragraph at its labels. A bracket around labels (（责任人：…，完成时限：…）) is taken away with them."""
    alone = "".join(text.rstrip("。").split())
    if alone in ROLE_OF:
        return (Segment(ROLE_OF[alone], "", len(text), alone),)
    found = list(LABEL.finditer(text))
    if not found:
        return (Segment("", text),)
    parts: list[Segment] = []
    head = _head(text[: found[0].start()])
    for match, after in zip(found, [*found[1:], None], strict=True):
        value, rest = _unbracketed(text, match, after.start() if after else len(text))
        name = "".join(next(filter(None, match.group("name", "strong", "weak", "bare"))).split())
        role = ROLE_OF[name]
        parts.append(Segment(role, _trimmed(role, value, last=after is None), match.end(), name))
        goes_on = _long(parts)
        if goes_on is None:
            head += rest
        else:
            parts[goes_on] = parts[goes_on]._replace(text=parts[goes_on].text + rest)
    return (Segment("", head.strip()), *parts) if head.strip() else tuple(parts)


def _long(parts: list[Segment]) -> int | None:
    """The last stretch of running text, which goes on behind a bracket; None where that is the head."""
    return next((index for index in reversed(range(len(parts))) if parts[index].role in LONG), None)


def _head(text: str) -> str:
    return text.rstrip().rstrip(OPEN).rstrip()


def _unbracketed(text: str, match: re.Match[str], end: int) -> tuple[str, str]:
    """The value up to the next label, and the words behind the bracket that closes before it."""
    value, depth = text[match.end() : end], 0
    for index, character in enumerate(value):
        depth += (character in OPEN) - (character in CLOSE)
        if depth < 0:
            rest = _head(value[index + 1 :])
            return value[:index], rest if rest.strip(SEPARATORS + "。.") else ""
    return _head(value) if end < len(text) else value, ""


def _trimmed(role: str, value: str, *, last: bool) -> str:
    value = value.strip()
    if role in LONG:
        return value if last else value.rstrip(SEPARATORS)
    return value.rstrip(SEPARATORS + "。.")
