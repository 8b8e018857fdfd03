"""A made-up district, 青石区: one matter for every state, condition and kind of deadline there is."""

from __future__ import annotations

from datetime import date
from typing import Any

from rectify_site.model.deadlines import Deadline, DeadlineKind, Within
from rectify_site.model.edition import Changed, Edition, Publication, SealedYear, Withdrawn
from rectify_site.model.fields import Wording
from rectify_site.model.records import Direction, Measure, Phase, Plan, PlanKind, Record, Section, Source
from rectify_site.model.reports import DayKind, Notice, Report
from rectify_site.model.units import HandPage, Unit, UnitKind
from tests.builders import PLAN, a_plan, a_record, a_story, a_unit, an_edition, an_event

CANARY_EVIDENCE = "内部佐证金丝雀甲"
CANARY_FILE = "金丝雀乙.docx"
CANARY_WORDING = "金丝雀丙的内部说法"
CANARY_OBJECTOR = "金丝雀丁来信"

UNITS: tuple[Unit, ...] = (
    a_unit("qu-weiban", "区委办公室", telephone="0000-6610001", hours="工作日 9:00–17:00"),
    a_unit("qu-xingzheng-shenpi", "区行政审批局", telephone="0000-6610002", hours="工作日 9:00–17:00"),
    a_unit("qu-zhujianju", "区住建局", aliases=("区住房城乡建设局",)),
    a_unit("qu-shuiwuju", "区水务局"),
    a_unit("qu-jiaoyuju", "区教育局"),
    a_unit("qu-minzhengju", "区民政局"),
    a_unit("qu-gongxinju", "区工信局"),
    a_unit("qu-caizhengju", "区财政局"),
    a_unit("qu-duchashi", "区委督查室", kind=UnitKind.BODY),
    a_unit("jiulongjie", "九龙街道", kind=UnitKind.STREET),
    a_unit("dongqiaozhen", "东桥镇", kind=UnitKind.STREET),
    a_unit("baishuzhen", "柏树镇", kind=UnitKind.STREET),
    a_unit(
        "ge-zhenjie",
        "各镇街",
        kind=UnitKind.COLLECTIVE,
        members=("jiulongjie", "dongqiaozhen", "baishuzhen"),
    ),
)

NOTICE = Notice.model_validate(
    {
        "id": "2022-gongshi-3",
        "title": "河道日常保洁整改公示",
        "plan": PLAN,
        "records": (f"{PLAN}-05",),
        "from": "2022-12-26",
        "to": "2023-01-05",
        "days": 7,
        "day_kind": DayKind.WORKING,
        "contact": "区委督查室 0000-6610003",
        "how_to_object": "公示期内来电、来信或者到区委督查室当面反映。",
        "scope": "public",
    }
)

OVER = Notice.model_validate(
    {
        "id": "2022-gongshi-1",
        "title": "背街小巷照明整改公示",
        "plan": PLAN,
        "records": (f"{PLAN}-02",),
        "from": "2022-11-21",
        "to": "2022-11-27",
        "days": 7,
        "day_kind": DayKind.CALENDAR,
        "contact": "区委督查室 0000-6610003",
        "how_to_object": "公示期内来电、来信或者到区委督查室当面反映。",
        "scope": "public",
    }
)

REPORTS = tuple(
    Report.model_validate(
        {
            "id": key,
            "title": title,
            "plan": PLAN,
            "as_of": day,
            "issued_by": "中共青石区委办公室",
            "preamble": ("现把整改情况通报如下。",),
            "next_steps": ("没有完成的继续办理。",),
            "scope": "public",
        }
    )
    for key, title, day in (
        ("bannian", "2022年上半年整改情况通报", "2022-06-30"),
        ("quannian", "2022年全年整改情况通报", "2022-12-31"),
    )
)

MAIN = a_plan(
    title="中共青石区委2022年度民主生活会整改落实方案",
    document="青发〔2022〕6号",
    issued_by="中共青石区委",
    adopted_on=date(2022, 3, 10),
    item_label="task",
    directions=(
        Direction(number="（一）", title="理论学习方面"),
        Direction(number="（二）", title="服务群众、办好民生实事方面"),
        Direction(
            number="（三）",
            title="在带头担当作为、推动高质量发展、优化营商环境、统筹发展和安全，把各项决策部署落实到位方面存在差距，需要持续改进的方面",
        ),
        Direction(number="（四）", title="作风建设方面"),
    ),
    preamble=("为做好民主生活会查摆问题的整改，制定本方案。",),
    sections=(
        Section(
            number="一",
            title="总体要求",
            paragraphs=("坚持问题导向，件件有着落、事事有回音。", "整改情况每半年向社会公开一次。"),
        ),
        Section(number="二", title="组织保障", paragraphs=("区委负总责，各牵头单位具体抓落实。",)),
    ),
    source=Source(file=CANARY_FILE, sha256="a" * 64, paragraph=57),
)


def _done() -> list[Record]:
    return [
        a_record(
            1,
            direction=("（一）",),
            problem="中心组学习研讨联系实际不够紧密。",
            lead_units=("区委办公室",),
            due="2022-09-30",
            verifying_unit="区委督查室",
            events=a_story("closed"),
            measures=(
                Measure(text="一是每季度确定一个研讨专题，提前两周下发。"),
                Measure(text="二是研讨后形成问题清单，交有关单位办理。"),
            ),
        ),
        a_record(
            2,
            direction=("（二）",),
            problem="老城区三处背街小巷夜间照明不足",
            lead_units=("区住建局", "区财政局"),
            responsible_units=("九龙街道",),
            verifying_unit="区委督查室",
            due="2022-10-31",
            target="三处小巷全部装上路灯，居民夜间出行看得清路。",
            measures=(
                Measure(text="现场勘查，确定灯位。"),
                Measure(text="安装路灯46盏。"),
                Measure(text="纳入日常巡检。"),
            ),
            events=(
                *a_story("started"),
                an_event(
                    "progress",
                    "2022-06-28",
                    units=("九龙街道",),
                    text="灯杆基础全部完成，占道施工期间安排专人疏导。",
                    figures=(
                        {"label": "完成灯位", "value": "46", "unit": "个"},
                        {"label": "走访居民", "value": "3百余", "unit": "户", "approximate": True},
                    ),
                    period="2022年上半年",
                    pace="on_track",
                ),
                an_event(
                    "submitted",
                    "2022-10-20",
                    evidence=(
                        {"title": "竣工验收单", "kind": "验收意见", "on": "2022-10-18", "public": True},
                        {"title": CANARY_EVIDENCE, "public": False},
                    ),
                ),
                *a_story("accepted")[3:],
                an_event(
                    "notice", "2022-11-20", **{"from": "2022-11-21", "to": "2022-11-27"}, notice=OVER.id
                ),
                *a_story("closed")[5:],
                an_event("look_back", "2022-12-20", result="held", text="逐盏查看，全部正常亮灯。"),
            ),
        ),
    ]


def _checking() -> list[Record]:
    return [
        a_record(
            3,
            direction=("（二）",),
            problem="部分小区二次供水水箱清洗不及时",
            lead_units=("区水务局",),
            due="2022-12-31",
            events=(
                *a_story("started"),
                an_event("submitted", "2022-12-22", text="42处水箱已清洗一遍", evidence=()),
            ),
        ),
        a_record(
            4,
            direction=("（三）",),
            problem="惠企政策兑现环节多",
            lead_units=("区工信局",),
            due="2022-11-30",
            events=a_story("accepted"),
        ),
        a_record(
            5,
            direction=("（二）",),
            problem="河道日常保洁存在薄弱环节",
            lead_units=("区水务局",),
            responsible_units=("各镇街",),
            due="2022-12-15",
            events=(
                *a_story("accepted"),
                an_event(
                    "progress", "2022-06-30", units=("东桥镇",), text="东桥镇境内4.2公里河道增加保洁员6名。"
                ),
                an_event(
                    "notice", "2022-12-26", **{"from": "2022-12-26", "to": "2023-01-05"}, notice=NOTICE.id
                ),
                an_event("objection", "2022-12-28", text=CANARY_OBJECTOR, by=CANARY_OBJECTOR),
            ),
        ),
    ]


def _working() -> list[Record]:
    return [
        a_record(
            6,
            direction=("（三）",),
            problem=Wording(text=CANARY_WORDING, public="政务大厅窗口排队时间长的问题尚未根本缓解"),
            lead_units=("区行政审批局",),
            responsible_units=("各镇街", "区财政局"),
            verifying_unit="区委督查室",
            due="2022-10-31",
            measures=(
                Measure(text="增设过渡窗口，早晚各延时一小时。"),
                Measure(text="推行预约和一窗通办，压减现场取号。"),
                Measure(text="新大厅启用后公布各窗口平均等候时间。"),
            ),
            events=(
                *a_story("started"),
                an_event(
                    "progress",
                    "2022-06-30",
                    pace="behind",
                    text="过渡窗口增至12个，平均等候由46分钟降到28分钟。",
                    figures=({"label": "过渡窗口", "value": "12", "unit": "个"},),
                ),
                an_event(
                    "delay_explained",
                    "2022-12-20",
                    by="区行政审批局",
                    reason="新大厅消防验收推迟，过渡窗口只能开放12个。",
                    next_step="2月底前完成验收，3月启用30个窗口。",
                    expected="2023-03-31",
                ),
            ),
        ),
        a_record(
            7,
            direction=("（二）",),
            problem="老旧小区供水管网改造进度偏慢",
            lead_units=("区住房城乡建设局",),
            cooperating_units=("区水务局",),
            due="2022-09-30",
            events=(
                *a_story("started"),
                an_event(
                    "deadline_changed",
                    "2022-09-20",
                    **{"from": "2022-09-30", "to": "2023-06-30"},
                    reason="管材到货推迟，居民用水高峰期不宜停水施工。",
                    body="区委常委会",
                    document="青整办〔2022〕12号",
                ),
                an_event("progress", "2022-11-30", pace="on_track", text="12个小区完工9个。"),
            ),
        ),
        a_record(
            8,
            direction=("（二）",),
            problem="农村学校冬季取暖设备老化",
            lead_units=("区教育局",),
            responsible_units=("东桥镇", "柏树镇"),
            due="2022-12-25",
            events=(*a_story("started"), an_event("progress", "2022-11-10", text="更换设备31台。")),
        ),
        a_record(
            9,
            direction=("（四）",),
            problem="个别单位文山会海反弹",
            lead_units=("区委办公室",),
            due="2023-01-20",
            events=(
                *a_story("closed"),
                an_event("look_back", "2022-12-10", result="relapsed", text="四季度发文数量比三季度增加。"),
                an_event("rework", "2022-12-12", cause="look_back", deadline="2023-03-31"),
            ),
        ),
        a_record(
            10,
            direction=("（三）",),
            problem="工业园区雨污分流不彻底",
            lead_units=("区工信局",),
            due="2022-11-30",
            events=(*a_story("started"), an_event("progress", "2022-08-15", text="完成管线摸排11公里。")),
        ),
        a_record(
            11,
            direction=("（四）",),
            problem="困难群众临时救助审批慢",
            lead_units=("区民政局",),
            responsible_units=("各镇街",),
            due="2022-12-31",
            events=(
                *a_story("submitted"),
                an_event(
                    "returned", "2022-12-05", by="区委督查室", reason="抽查两个镇，仍有三件超过规定天数。"
                ),
            ),
        ),
    ]


def _rest() -> list[Record]:
    month = Within(count=3, unit="months", anchor="反馈")
    return [
        a_record(
            12,
            direction=("（四）",),
            problem="基层减负清单更新不及时",
            lead_units=("区委办公室",),
            deadline=Deadline(kind=DeadlineKind.WITHIN, within=month),
            events=a_story("registered"),
        ),
        a_record(
            13,
            direction=("（一）",),
            problem="年轻干部理论培训覆盖面不够",
            lead_units=("区委办公室",),
            deadline=Deadline(kind=DeadlineKind.IMMEDIATE_AND_ONGOING, text="即知即改，长期坚持"),
            events=(
                *a_story("started"),
                an_event("stage_done", "2022-10-10", text="年度轮训完成，参训412人次。"),
            ),
        ),
        a_record(
            14,
            direction=("（二）",),
            problem="农贸市场周边占道经营时有反复",
            lead_units=("区住建局",),
            responsible_units=("各镇街",),
            deadline=Deadline(
                kind=DeadlineKind.BY_DATE_THEN_ONGOING, date=date(2022, 8, 31), text="8月底前完成，并长期坚持"
            ),
            events=(
                *a_story("started"),
                an_event("stage_done", "2022-08-30", text="三处市场划定疏导点。"),
                an_event("feedback", "2022-10-11", channel="12345热线", text="希望早市延后半小时收摊。"),
                an_event(
                    "answered", "2022-10-15", result="adopted", satisfied="yes", text="已调整收摊时间。"
                ),
            ),
        ),
        a_record(
            15,
            direction=("（三）",),
            problem="园区闲置厂房盘活不够",
            lead_units=("区工信局",),
            deadline=Deadline(kind=DeadlineKind.NONE),
            events=(
                *a_story("started"),
                an_event(
                    "moved", "2022-09-01", to=f"{PLAN}-10", document="青整办〔2022〕10号", basis="事项重复"
                ),
            ),
        ),
        a_record(
            16,
            direction=("（四）",),
            task=(
                "进一步完善干部下沉联系群众制度，明确每名班子成员联系一个村（社区）、一家企业、一所学校，"
                "每季度至少到点一次，现场听取意见，能当场解决的当场解决，不能当场解决的列出清单、限期办结并公开结果"
            ),
            problem=None,
            leaders=("班子全体成员",),
            lead_units=(),
            deadline=Deadline(
                kind=DeadlineKind.PERIODIC, text="每季度", dates=(date(2022, 6, 30), date(2022, 12, 31))
            ),
            events=(*a_story("started"), an_event("progress", "2022-07-05", text="班子成员到点39次。")),
        ),
    ]


def records() -> list[Record]:
    """All sixteen, in their order."""
    return [*_done(), *_checking(), *_working(), *_rest()]


SECOND = Plan.model_validate(
    {
        "id": "2022-xuncha",
        "kind": PlanKind.INSPECTION,
        "title": "巡察反馈意见整改方案",
        "year": 2022,
        "item_label": "problem",
        "closing": ("submitted", "accepted"),
        "directions": (
            Direction(number="一", title="落实决策部署方面"),
            Direction(number="1", title="工程管理", parent="一"),
        ),
        "phases": (Phase(id="jizhong", name="集中整改阶段"),),
        "scope": "public",
    }
)


def second_records() -> list[Record]:
    """A plan without 销号, with directions in two levels."""
    phase = Deadline(kind=DeadlineKind.PHASE, phase="jizhong")
    given: dict[str, Any] = {"plan": SECOND.id, "direction": ("一", "1")}
    return [
        a_record(1, **given, problem="工程变更手续不全", due="2022-10-31", events=a_story("accepted")),
        a_record(2, **given, problem="项目档案归集不及时", deadline=phase, events=a_story("started")),
        a_record(3, **given | {"direction": ()}, problem="惠民政策宣传不够", due="2022-08-31"),
    ]


HAND_PAGE = HandPage(
    id="ruhe-canyu",
    title="怎样参与监督",
    markdown=(
        "# 参与办法\n\n可以**来电**、来信，也可以看[关于本站](../about.md)。\n\n"
        "| 方式 | 时间 |\n|---|---|\n| 电话 | 工作日 |\n\n<script>alert(1)</script>\n\n- 一事一表\n- 写明地点\n"
    ),
    scope="public",
)


LATER = (
    Publication(
        kind="record", id=f"{PLAN}-17", op="withdraw", at="2022-09-01T15:00:00+08:00", reason="依规定不再公开"
    ),
    Publication(
        kind="record",
        id=f"{PLAN}-02",
        op="approve",
        change="correction",
        fault="fact",
        as_of=date(2022, 9, 30),
        at="2023-02-06T11:00:00+08:00",
        document="青整办〔2023〕2号",
        changed=(
            Changed(part="figure", name="完成灯位", before="64个", after="46个"),
            Changed(part="day", name="submitted", before="2022-10-21", after="2022-10-20"),
            Changed(part="lead_units", before="区住建局", after="区住建局、区财政局"),
        ),
    ),
    Publication(
        kind="record",
        id=f"{PLAN}-09",
        op="approve",
        change="correction",
        fault="wording",
        at="2023-02-06T11:00:00+08:00",
        document="青整办〔2023〕2号",
    ),
)
"""Acts of publication after the usual two: a withdrawal, a correction of facts, one of words."""


def district(**fields: object) -> Edition:
    """One plan, sixteen matters."""
    given: dict[str, Any] = {
        "plans": (MAIN,),
        "units": UNITS,
        "notices": (OVER, NOTICE),
        "reports": REPORTS,
        "pages": (HAND_PAGE,),
        "withdrawn": (
            Withdrawn(
                kind="record",
                id=f"{PLAN}-17",
                at="2022-09-01T15:00:00+08:00",
                reason="依规定不再公开",
            ),
        ),
        "sealed": (SealedYear(year=2021, on=date(2022, 1, 17)),),
    }
    made = an_edition(fields.pop("records", records()), **{**given, **fields})
    return (
        made
        if "publications" in fields
        else made.model_copy(update={"publications": (*made.publications, *LATER)})
    )


def two_plans() -> Edition:
    """Two plans that end in different ways."""
    return district(records=[*records(), *second_records()], plans=(MAIN, SECOND))
