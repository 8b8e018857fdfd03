"""What a unit says of its progress becomes the kind of event it is, or is asked about; it never closes a matter."""

from __future__ import annotations

import pytest

from rectify_site.intake.status_words import Said, read, says_closed
from rectify_site.model.events import EventKind, Pace

DONE, STAGE = Said(EventKind.SUBMITTED), Said(EventKind.STAGE_DONE)
OPEN = Said(EventKind.PROGRESS, Pace.NONE)
ON_TRACK, BEHIND = Said(EventKind.PROGRESS, Pace.ON_TRACK), Said(EventKind.PROGRESS, Pace.BEHIND)

SAYINGS = {
    "已完成 已整改 完成整改 已办结 整改到位 已整改到位 已全部完成 已于2022年6月30日完成 已完成（2022年6月）": DONE,
    "阶段性完成 已阶段性完成并长期坚持 基本完成取得阶段性成果并持续整改 阶段性办结 已完成，长期坚持": STAGE,
    "正在整改 整改中 推进中 部分整改 持续整改 未完成 未整改 未启动 尚未完成 长期坚持 进行中": OPEN,
    "达到序时进度 按计划推进 已达到序时进度要求": ON_TRACK,
    "未达序时进度 未达到序时进度 进度滞后 超期未完成": BEHIND,
}
ASKED = (
    "情况良好",
    "完成80%",
    "是",
    "无",
    "/",
    "未报",
    "逾期",
    "基本完成",
    "已完成，但尚有2户未搬迁",
    "正在公示",
    "已销号",
)


@pytest.mark.parametrize(("words", "said"), [(w, said) for row, said in SAYINGS.items() for w in row.split()])
def test_the_words_of_real_reports_are_known(words: str, said: Said) -> None:
    assert read(words) == said
    assert read(f" {words}。") == said


@pytest.mark.parametrize("words", ASKED)
def test_other_words_are_asked_about_and_never_guessed(words: str) -> None:
    assert read(words) is None


def test_a_claim_of_the_unit_closes_nothing() -> None:
    assert says_closed("已销号")
    assert says_closed("完成销号。")
    assert not any(says_closed(word) for row in SAYINGS for word in row.split())
