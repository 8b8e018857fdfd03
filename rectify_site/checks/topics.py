"""Topics that somebody has to decide on by name before they go out (须研判). None of them is forbidden.

They are those that offices keep back by habit and that a text copied from an inner report brings along: process
material (条例 art. 16), persons and cases, figures of petitions and epidemics, names of firms. The rules read running
text only: a unit called 信访局 is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_NAMES = re.compile(
    r"(?:lead_units|responsible_units|cooperating_units|supervising_unit|verifying_unit|responsible_body|source_of_problem"
    r"|units|issued_by|basis|document|events\.\d+\.(?:units|by|body|document|channel|basis))\b"
)
_HINT = N_(
    "have a named person decide; to keep the words, write the decision with reason, by and until in content/waivers.yml"
)
_N = r"(?:\d[\d.,]{0,9}|[xX×○]{1,4}|[一二两三四五六七八九十百千]{1,6})\s?(?:余|多|几)?\s?[万千百亿]?\s?(?:余|多)?\s?"
_SO_FAR = r"[^,。;\n]{0,10}?"


def _any_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Topic(NamedTuple):
    words: re.Pattern[str]
    message: str


_IDEOLOGY = _Topic(re.compile("意识形态"), N_("the text speaks of ideological work: “{words}”"))
_OPINION = _Topic(
    re.compile(r"舆情|舆论(?:风险|危机|引导|导向)|维稳|不稳定因素|群体性事件|敏感(?:信息|案事件|人员)"),
    N_("the text speaks of public opinion or stability: “{words}”"),
)
_PETITIONS = _Topic(
    re.compile(
        rf"(?:信访|举报|检举|控告|上访|来信|来访|问题线索){_SO_FAR}{_N}(?:件|批|人|起|条|次|封)|{_N}(?:件|批|人|起|条|封)(?:信访|举报|检举|控告|问题线索)"
        r"|(?:缠访|闹访|越级上访|集体访|进京访|非访|重复访|信访人|上访人|举报人|检举人)"
    ),
    N_("the text gives petitions or reports of misconduct: “{words}”"),
)
_EPIDEMIC = _Topic(
    re.compile(
        rf"(?:确诊|疑似病例|无症状|感染者?|密接|密切接触|隔离|阳性|病例|死亡|接种(?:率|疫苗)?|核酸检测|重点地区人员){_SO_FAR}{_N}(?:人|例|名|剂|份|%|万)"
        rf"|{_N}(?:例|名|人)(?:确诊|疑似|无症状|感染|密接|阳性)"
    ),
    N_("the text gives figures of an epidemic: “{words}”"),
)
_CRITICISM = _Topic(
    re.compile(
        r"个人剖析|自我剖析(?:材料|报告|发言)|剖析材料|对照检查材料|个人对照检查|发言提纲|相互批评(?:意见)?\s?\d|谈心谈话记录|会议记录显示"
        r"|(?:书记|主任|局长|部长|区长|县长|市长|镇长|主席|常委|同志)(?:同志)?(?:对[^,。;\n]{1,10})?(?:提出|作出|进行)(?:了)?(?:自我)?批评"
        r"|批评[^,。;\n]{0,8}同志|(?:给|向|对)[^,。;\n]{0,8}(?:书记|主任|局长|部长|区长|县长|同志)提(?:出)?(?:了)?(?:批评|意见)"
    ),
    N_("the text tells who criticised whom, or of self-examination: “{words}”"),
)
_CASES = _Topic(
    re.compile(
        r"立案|留置|移送(?:司法|检察|公安|审查)|在办案件|正在(?:侦查|侦办|查处|审查)|审查调查|初步核实|初核|涉嫌(?:违纪|违法|犯罪|严重|职务|受贿|贪污)"
        r"|采取强制措施|刑事拘留|批准逮捕|双规|另案处理"
    ),
    N_("the text speaks of a case: “{words}”"),
)
_PENALTIES = _Topic(
    re.compile(
        rf"(?:处分|诫勉|问责|追责|组织处理|批评教育|谈话函询|提醒谈话|警示谈话|免职|撤职|开除|通报批评|处理|约谈){_SO_FAR}{_N}(?:人|名)"
        rf"|{_N}(?:人|名)(?:干部|党员)?(?:受到?|被)(?:[^,。;\n]{{0,6}})(?:处分|诫勉|问责|处理|批评教育)"
        rf"|(?:追缴|收缴|追回|挽回|退缴|违纪(?:违法)?资金|违纪违规金额|罚没|罚款|没收){_SO_FAR}{_N}元"
    ),
    N_("the text gives persons punished or money recovered: “{words}”"),
)
_FIRM = re.compile(
    "股份有限公司|有限责任公司|有限公司|集团公司|专业合作社|合作社(?!联社)|个人独资企业|律师事务所|会计师事务所"
)
_NAME = re.compile(r"(?:(?![由与对经向请被让把将是的在了])[\u3400-\u9fffA-Za-z0-9()]){2,16}")
_NO_FIRM = re.compile(
    r"(?:国有|民营|私营|一人|外资|独资|合资|注册|设立|成立|登记|各类|多家|部分|农民|农业|村集体|股份|改制为?|转为|变更为|转型为)$"
)
_FORCES = _Topic(
    re.compile(
        r"驻[^,。;\n]{0,6}部队|军事(?:设施|禁区|管理区|基地|机密|行动)|军用|战备|涉军|军队(?:停偿|房产|土地)|部队(?:番号|代号|营区|驻地)|民兵(?:连|营|排|编组|训练|整组)|国防动员"
    ),
    N_("the text speaks of the armed forces: “{words}”"),
)
_FAITH = _Topic(
    re.compile(
        r"宗教(?!事务|局|委|科|工作领导)|清真寺|教堂|寺庙|寺院|道观|伊斯兰|基督教|天主教|信教|邪教|民族(?:矛盾|纠纷|问题|关系|分裂)|涉(?:民族|宗教|疆|藏|港|澳|台)(?!胞)|少数民族"
    ),
    N_("the text speaks of nationalities or religion: “{words}”"),
)


@check("T701", level=Level.JUDGE, on="text", cue=_any_of("意识形态"), title=N_("ideological work (意识形态)"))
def ideology(passage: Passage) -> Iterator[Hit]:
    """The word anywhere in running text."""
    return _first(passage, _IDEOLOGY)


@check(
    "T702",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("舆情 舆论 维稳 稳定 群体 敏感"),
    title=N_("public opinion and stability (舆情, 维稳)"),
)
def public_opinion(passage: Passage) -> Iterator[Hit]:
    """舆情, 维稳, 群体性事件; not 稳定就业 and 舆论监督."""
    return _first(passage, _OPINION)


@check(
    "T703",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("信访 上访 来访 缠访 闹访 体访 京访 非访 复访 越级 举报 检举 控告 来信 线索"),
    title=N_("petitions and reports of misconduct with figures"),
)
def petitions(passage: Passage) -> Iterator[Hit]:
    """信访举报 with a number of cases, 缠访, 信访人; not the word 信访 and not calls to 12345."""
    return _first(passage, _PETITIONS)


@check(
    "T704",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("确诊 疑似 无症状 感染 密接 密切接触 隔离 阳性 病例 死亡 接种 核酸 重点地区"),
    title=N_("figures of an epidemic"),
)
def epidemic(passage: Passage) -> Iterator[Hit]:
    """Cases, contacts, quarantine and vaccination with numbers; not 疫情防控 as such."""
    return _first(passage, _EPIDEMIC)


@check(
    "T705",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("剖析 对照检查 批评 提意见 提出意见 提了意见 提出了意见 发言提纲 谈话记录 记录显示"),
    title=N_("who criticised whom, and self-examination"),
)
def criticism(passage: Passage) -> Iterator[Hit]:
    """个人剖析, and a person criticised or criticising; not 批评与自我批评 as such."""
    return _first(passage, _CRITICISM)


@check(
    "T706",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("立案 留置 移送 案件 正在 审查 初步 初核 涉嫌 强制 拘留 逮捕 双规 另案"),
    title=N_("cases that are being handled (立案, 留置)"),
)
def cases(passage: Passage) -> Iterator[Hit]:
    """立案, 留置, 移送司法, 涉嫌违纪."""
    return _first(passage, _CASES)


@check(
    "T707",
    level=Level.JUDGE,
    on="text",
    cue=_any_of(
        "处分 诫勉 问责 追责 处理 教育 函询 谈话 免职 撤职 开除 批评 约谈 追缴 收缴 追回 挽回 退缴 违纪 罚 没收"
    ),
    title=N_("numbers of persons punished, money recovered"),
)
def penalties(passage: Passage) -> Iterator[Hit]:
    """处分3人, 追缴12万元; such figures stand in real reports of 巡察整改, after somebody has decided so."""
    return _first(passage, _PENALTIES)


@check(
    "T708",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("公司 合作社 独资 事务所"),
    title=N_("name of a firm"),
)
def firm(passage: Passage) -> Iterator[Hit]:
    """A name before 有限公司, 合作社, 事务所; not 国有公司 and 设立有限公司."""
    if _NAMES.match(passage.field):
        return
    shadow = passage.shadow.text
    for match in _FIRM.finditer(shadow):
        name = _NAME.match(shadow[max(0, match.start() - 16) : match.start()][::-1])
        if name and not _NO_FIRM.search(name.group()[::-1]):
            start = match.start() - name.end()
            yield _hit(passage, (start, match.end()), N_("the text names a firm: “{words}”"))
            return


@check(
    "T709",
    level=Level.JUDGE,
    on="text",
    cue=_any_of("部队 军 战备 民兵 国防 宗教 清真 教堂 寺 道观 伊斯兰 基督 天主 信教 邪教 民族 涉"),
    title=N_("armed forces, nationalities, religion"),
)
def forces_and_faith(passage: Passage) -> Iterator[Hit]:
    """部队, 军事设施, 宗教, 民族关系; not 退役军人 and not 民族宗教事务局."""
    yield from _first(passage, _FORCES)
    yield from _first(passage, _FAITH)


def _first(passage: Passage, topic: _Topic) -> Iterator[Hit]:
    """One hit a text and topic: the whole text has to be decided on."""
    if _NAMES.match(passage.field):
        return
    match = topic.words.search(passage.shadow.text)
    if match:
        yield _hit(passage, match.span(), topic.message)


def _hit(passage: Passage, span: tuple[int, int], message: str) -> Hit:
    words = passage.written(*span)
    return Hit(*span, Complaint(passage.field, message, {"words": words}, _HINT))
