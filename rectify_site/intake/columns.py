"""The header of a ledger: which row it is, and what each of its columns holds, in the many words offices use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rectify_site.intake import status_words
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.labels import ROLE_OF
from rectify_site.text import fold

WORDS = {
    "number": "序号 编号 问题序号 任务序号 整改序号 问题编号 任务编号 项目序号 NO NO. 号",
    "direction": "整改方向 方向 类别 方面 领域 板块 大类 小类 类型 分类 问题类别 问题分类 "
    "问题方面 整改方面 整改类别 所属方面 问题类型 问题方向 问题领域 项目类别 "
    "整改板块 任务类别",
    "problem": "存在的主要问题 反馈的问题 反馈问题 查摆问题 查摆出的问题 整改问题 突出问题 "
    "问题清单 主要问题表现 反馈意见 问题点",
    "task": "整改项目 整改事项 事项 具体事项 主要任务 重点任务 工作事项 任务清单 工作内容 具体任务",
    "measures": "改进措施 整改办法 落实举措 整改落实举措 整改措施及目标 措施清单 具体做法 "
    "整改对策 具体落实措施",
    "leaders": "主要责任领导 责任县领导 责任市领导 责任区领导 包保领导 联系领导 督办领导",
    "lead_units": "牵头 主责 主办 牵头单位部门",
    "responsible_units": "责任 承办 落实 承担单位 负责单位 负责部门 责任清单",
    "cooperating_units": "配合 协办 协同 协同部门 参与部门",
    "deadline": "完成期限 预计完成时间 预计完成日期 拟完成时间 拟完成时限 计划完成日期 "
    "要求完成时间 要求完成时限 整改期限要求 办理时限 限期 时间节点 时限清单",
    "progress": "整改进展 进展情况 进展 工作进展 工作进展情况 目前进展情况 整改进展情况 完成情况 "
    "整改情况 整改状态 状态 是否完成 是否完成整改 是否整改到位 是否整改 是否办结 "
    "是否销号 销号情况 整改结果 完成状态 整改成效 落实情况 当前状态 本期进展 "
    "整改落实进展 阶段性成效 取得成效",
    "done_on": "实际完成时间 实际完成日期 办结时间 办结日期 实际办结时间 整改到位时间 实际整改完成时间",
    "closed_on": "销号时间 销号日期 验收时间 验收日期",
    "evidence": "佐证材料 佐证资料 印证材料 证明材料 支撑材料 佐证 完成依据 成果材料 附件材料",
    "contact": "联系人 联系电话 联系方式 填报人 审核人",
    "note": "备注 说明 备注说明 其他",
}
ROLES = {**ROLE_OF, **{word: role for role, words in WORDS.items() for word in words.split()}}
DONE = frozenset({"完成日期", "完成时间", "整改完成时间", "整改完成日期", "完成整改时间"})
"""Words for the day a matter was done, or for its deadline: the columns beside it tell."""

NAMING = frozenset({"problem", "task"})
CORE = NAMING | {"measures"}
LOOKED_AT, LONGEST, FEWEST = 20, 24, 3
ENDING = 4  # characters of a known word at the end of a longer heading: 整改落实责任单位
AHEAD = ("下一步", "下步", "未", "是否", "原因", "不")
TICKS = frozenset({"√", "✓", "✔", "☑", "■", "●", "v", "V"})
CHOICES = re.compile(
    "立行立改|即知即改|限期整改|按期整改|分阶段|长期坚持|持续整改|持续推进|已?销号|.{1,8}方面"
)
BRACKETS = re.compile(r"[（(\[【][^（()）\[\]【】]{0,20}[）)\]】]")


class Column(NamedTuple):
    """What a column holds: its role ("" where the heading is not known), and the meaning of √ in it, if it has one."""

    role: str
    label: str
    choice: str = ""


class Head(NamedTuple):
    """The header: its first row, the first row of the matters, and the columns in order."""

    first: int
    end: int
    columns: tuple[Column, ...]

    def at(self, *roles: str) -> tuple[int, ...]:
        """The places of the columns with these roles."""
        return tuple(place for place, column in enumerate(self.columns) if column.role in roles)


def head(grid: Grid) -> Head | None:
    """The header of a ledger, in the first rows of a table; None where no row looks like one."""
    best, most = None, 0
    for place in range(min(LOOKED_AT, len(grid.rows))):
        for end in (place + 1, place + 2):
            rows = grid.rows[place:end]
            if len(rows) < end - place or (len(rows) > 1 and not _goes_below(*rows)):
                continue
            columns = _settled([_column(labels) for labels in zip(*rows, strict=True)])
            count = _fit(columns, rows)
            if count > most:
                best, most = Head(place, end, columns), count
    return best


def bare(label: str) -> str:
    """A heading without blanks, widths, brackets and marks: 完 成 时 限（年月日）* is 完成时限."""
    narrow = "".join(fold(label).text.split())
    return BRACKETS.sub("", narrow).strip("：:*※、/.").upper()


def role(label: str) -> str:
    """What a heading stands for; "" where it is not known."""
    word = bare(label)
    if not word or len(word) > LONGEST:
        return ""
    if word in ROLES:
        return ROLES[word]
    if word.startswith(("截至", "截止")):
        return "progress" if "进展" in word or "情况" in word else ""
    if word.startswith(AHEAD):
        return ""
    for joint in ("及", "和", "与", "/", "、"):  # 责任单位及责任人 holds units first
        first = word.partition(joint)[0]
        if first != word and first in ROLES:
            return ROLES[first]
    ends = (word[-length:] for length in range(len(word) - 1, ENDING - 1, -1))
    return next((ROLES[end] for end in ends if end in ROLES), "")


def _column(labels: Sequence[Cell]) -> Column:
    """The column under one label, or under a group and a label below it (责任单位 over 牵头 and 配合)."""
    texts = [cell.text for cell in labels if cell.text]
    if not texts:
        return Column("", "")
    upper, lower = texts[0], texts[-1]
    if len(texts) == 1 or upper == lower:
        its = role(upper)
        if not its and (status_words.read(upper) or status_words.says_closed(upper)):
            return Column("progress", upper, upper)
        return Column(its, upper)
    name = f"{upper}·{lower}"
    group = role(upper)
    if group in {"progress", "direction", "work_kind", "deadline"} and _is_choice(lower):
        return Column(group, name, lower)
    for word in (lower, lower + upper[-2:], upper + lower, lower[:2] + upper[-2:]):
        if its := role(word):
            return Column(its, name)
    return Column(group if group not in NAMING else "", name)


def _is_choice(label: str) -> bool:
    known = status_words.read(label) is not None or status_words.says_closed(label)
    return known or (not role(label) and CHOICES.fullmatch(bare(label)) is not None)


def _goes_below(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row goes on with the header above it: its own words stand under a group, all others are blank."""
    pairs = list(zip(upper, lower, strict=True))
    own = [(over, cell) for over, cell in pairs if cell.text and not cell.repeated]
    if not own or any(len(cell.text) > LONGEST for _, cell in own):
        return False
    known = sum(bool(role(cell.text)) or _is_choice(cell.text) for _, cell in own)
    if known * 2 < len(own) or any(cell.text.isdigit() for _, cell in own):
        return False
    return len(own) < len([cell for cell in upper if cell.text]) + len(own) and not _whole_header(lower)


def _whole_header(row: Sequence[Cell]) -> bool:
    found = {role(cell.text) for cell in row if cell.text and not cell.repeated}
    return "number" in found and bool(found & CORE)


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """完成日期 is the day a matter was done where another column holds its deadline, or behind the progress."""
    due = [place for place, column in enumerate(columns) if column.role == "deadline" and not column.choice]
    progress = next(
        (place for place, column in enumerate(columns) if column.role == "progress"), len(columns)
    )
    for place in due:
        label = bare(columns[place].label.rpartition("·")[2])
        if label in DONE and (len(due) > 1 or place > progress):
            columns[place] = columns[place]._replace(role="done_on")
    return tuple(columns)


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    """How many different roles a header has; 0 where it is none."""
    roles = {column.role for column in columns if column.role}
    own = sum(any(cell.text and not cell.repeated for cell in labels) for labels in zip(*rows, strict=True))
    known = sum(bool(column.role) for column in columns)
    if not roles & CORE or len(roles) < min(FEWEST, max(2, own)) or known * 2 < own:
        return 0
    return len(roles) * 2 + known - sum(bool(column.label) and not column.role for column in columns)
