"""Who leads and who helps, where one label or one bracket says it in words: 区住建局牵头，区城管局、各镇街配合."""

from __future__ import annotations

import re
from functools import lru_cache

from rectify_site.intake import names

LEAD = (
    "总?牵头(?:单位|部门|负责|抓总|抓落实|落实|组织|组织实施|实施|整改)?|主办(?:单位)?|主责(?:单位)?|总负责"
)
HELP = "(?:积极|协同|协助)?(?:配合|协办|协助|协同|参与|参加)(?:单位|部门|落实|实施|整改|做好)?"
DO = "(?:具体|共同|分别|按照?(?:各自)?职责(?:分工)?|按分工|分工)?(?:负责|承办|落实|实施|抓落实|负责落实|责任单位)"
LISTED = r"(?P<names>[\u4e00-\u9fffA-Za-zXx×（）()、 \u3000]{2,200}?)"
DUTY = re.compile(rf"(?:由|分别由|以)?{LISTED}(?:(?P<lead>{LEAD})|(?P<help>{HELP})|(?P<do>{DO}))")
HEADED = re.compile(
    rf"(?:(?P<lead>{LEAD})|(?P<help>{HELP})|(?P<do>责任|承办|落实))[：:](?P<names>[^：:]{{2,200}})"
)
BEHIND = re.compile(rf"[（(](?:(?P<lead>{LEAD})|(?P<help>{HELP})|(?P<do>{DO}))[）)]$")
ROLES = {"lead": "lead_units", "help": "cooperating_units", "do": "responsible_units"}
CLAUSE = re.compile("[^，,；;。]+")
WHEN = re.compile(
    r"\d{1,2}月|年[底内末]|季度|立行立改|立即|即知即改|长期坚持|持续(?:推进|整改|坚持)|\d{4}[.年]\d|\d(?:天|个工作日|个月)内|[上下]半年"
)
DO_MORE = re.compile(
    "负责|统筹(?![办局发])|协调(?![办处中科局组])|抓好|要(?!素)|须|应(?!急)|将(?!军)|做好|具体由|开展"
)
LONGEST_NAME = 25
ALL_OF = re.compile("分工|责任落实")
Said = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def read(role: str, text: str) -> Said:
    """A list of units as the roles it gives them; the role of its label where it names none."""
    clauses = [clause.strip() for clause in CLAUSE.findall(text)]
    headed = [HEADED.fullmatch(clause) for clause in clauses]
    if clauses and all(headed):
        return tuple((_role(found), found["names"]) for found in headed if found)
    if any(DUTY.fullmatch(clause) for clause in clauses):
        return _by_clause(role, clauses)
    return _marked(role, text) or ((role, text),)


def _marked(role: str, text: str) -> Said:
    """区住建局（牵头）、区城管局（配合）: those with a duty behind them; nothing where there are none."""
    parts = [part for part in re.split("[、，,；;]", text) if part]
    marked = [BEHIND.search(part) for part in parts]
    if not any(marked):
        return ()
    return tuple(
        (_role(found), part[: found.start()]) if found else (role, part)
        for found, part in zip(marked, parts, strict=True)
    )


def _by_clause(role: str, clauses: list[str]) -> Said:
    """Names without a duty belong to the next one that is named."""
    said: list[tuple[str, str]] = []
    waiting: list[str] = []
    for clause in clauses:
        found = DUTY.fullmatch(clause)
        if found is None:
            said += _marked(role, clause) if BEHIND.search(clause) else ()
            waiting += [] if BEHIND.search(clause) else [clause]
            continue
        said.append((_role(found), "、".join((*waiting, found["names"].strip()))))
        waiting = []
    return (*said, (role, "、".join(waiting))) if waiting else tuple(said)


def _role(found: re.Match[str]) -> str:
    return next(ROLES[name] for name in ROLES if found[name])


def tells(label: str, role: str, text: str) -> bool:
    """Whether the words under 责任分工 tell what each has to do: 办公室负责统筹，人事科负责考核."""
    said = read(role, text)
    if not ALL_OF.search(label):
        return False
    each = (name for _, listed in said for name in listed.split("、"))
    return any(DO_MORE.search(name) or len(name) > LONGEST_NAME for name in each)


def bracket(words: str) -> tuple[str, str] | None:
    """The duties and the deadline of a bracket that has no label: （区住建局牵头，2023年6月底前完成）."""
    clauses = [clause.strip() for clause in CLAUSE.findall(words)]
    due = [clause for clause in clauses if WHEN.search(clause)]
    duties = [clause for clause in clauses if clause not in due]
    if not duties or not DUTY.fullmatch(duties[-1]) or not all(map(_lists_units, duties)):
        return None
    return "，".join(duties), "，".join(due)


def _lists_units(clause: str) -> bool:
    found = DUTY.fullmatch(clause)
    listed = names.units(found["names"] if found else clause).names
    return all(names.UNIT.search(name) and not DO_MORE.search(name) for name in listed)
