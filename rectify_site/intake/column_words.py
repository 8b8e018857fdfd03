"""The words over the columns of a ledger, beside those that are labels in prose (``label_words``)."""

from __future__ import annotations

from rectify_site.intake.labels import ROLE_OF

WORDS = {
    "number": "序号 编号 问题序号 任务序号 整改序号 问题编号 任务编号 项目序号 交办件编号 信访件编号 受理编号 案件编号 "
    "NO NO. 号",
    "direction": "整改方向 方向 类别 方面 领域 板块 大类 小类 类型 分类 问题类别 问题分类 "
    "问题方面 整改方面 整改类别 所属方面 问题类型 问题方向 问题领域 项目类别 "
    "整改板块 任务类别",
    "problem": "存在的主要问题 反馈的问题 反馈问题 查摆问题 查摆出的问题 整改问题 突出问题 "
    "问题清单 主要问题表现 反馈意见 问题点 督察反馈问题 审计发现问题 审计查出问题 巡视反馈问题 "
    "巡察反馈意见 巡视反馈意见 督察反馈意见 检查反馈问题 具体表现 问题具体表现 发现的问题 反馈问题内容",
    "task": "整改项目 整改事项 整改任务 事项 具体事项 主要任务 重点任务 工作事项 任务清单 工作内容 具体任务",
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
    "整改落实进展 阶段性成效 取得成效 成效",
    "done_on": "实际完成时间 实际完成日期 办结时间 办结日期 实际办结时间 整改到位时间 实际整改完成时间",
    "closed_on": "销号时间 销号日期 验收时间 验收日期 销号文号 销号文件 销号依据 销号编号 批准销号文号 验收文号",
    "evidence": "佐证材料 佐证资料 印证材料 证明材料 支撑材料 佐证 完成依据 成果材料 附件材料",
    "contact": "联系人 联系电话 联系方式 填报人 审核人",
    "note": "备注 说明 备注说明 其他",
}
ROLES = {**ROLE_OF, **{word: role for role, words in WORDS.items() for word in words.split()}}
DONE = frozenset({"完成日期", "完成时间", "整改完成时间", "整改完成日期", "完成整改时间"})
"""Words for the day a matter was done, or for its deadline: the columns beside it tell."""
