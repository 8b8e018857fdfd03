"""Laws that hold for every rule and any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.checks import rules, run
from rectify_site.checks.cues import cued, joined, together, watch
from rectify_site.checks.masking import mask
from rectify_site.checks.passages import Passage
from rectify_site.checks.personal_numbers import check_digit, numbers
from rectify_site.checks.personal_traces import _traces
from rectify_site.model.findings import Finding, Place
from rectify_site.model.office import Office
from rectify_site.model.units import HandPage
from rectify_site.registry import Plug
from rectify_site.text import fold

pytestmark = pytest.mark.slow

PIECES = (
    "X × ○○ 某某 xjp mzshh 秘密 ★ 级 内部资料 注意保存 仅供 学习 不得公开 138 0013 8000 11010519491231002X 一三八 "
    '<p> < &nbsp; style=" : = 会员 QQ 群 微信 扫码 pan.baidu.com \u200b \ufe0f Ｘ ① Ⅹ ㎏ é e\u0301 ﬁ 、 ， 。 （ ） “ '
    "+ - _ @ // www. 习 平 共 党 鲁A12345 护照 E12345678 zhang@qq.com 家住 村 3组 12号 楼 室 “ ” 《 ) 的的 ，， , . "
    "2月30日 意识形态 信访 12件 处分 3人 有限公司 批评 立案 \u0336 同志"
)
A_TEXT = st.text() | st.lists(
    st.sampled_from([*PIECES.split(" "), " ", "\n"]) | st.characters(), max_size=12
).map("".join)


def found_in(text: str) -> tuple[Finding, ...]:
    page = HandPage.model_construct(id="page", title="说明", markdown=text, scope="public")
    return run(Office(pages=(page,)), lambda document, _: Place(file=f"{document}.yml"))


@given(A_TEXT)
def test_no_text_makes_a_rule_fail_and_every_span_lies_in_the_text(text: str) -> None:
    passage = Passage("markdown", text, fold(text))
    asked = rules()["text"]
    cues = cued(watch(asked), joined([text]), together([text])).get(0, ())
    for number, plug in enumerate(asked):
        for hit in plug.function(passage):
            start, end = passage.shadow.span(hit.start, hit.end)
            assert 0 <= start < end <= len(text)
            assert number in cues, "a cue must not hide what its rule finds"


@given(A_TEXT)
def test_every_sentence_can_be_filled_in(text: str) -> None:
    for finding in found_in(text):
        assert finding.message.format_map(finding.values)
        assert finding.hint.format_map(finding.values)
        assert finding.words


@given(A_TEXT)
def test_masking_keeps_every_place_and_is_done_after_one_pass(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked


@given(
    st.from_regex(r"\A(?:11|37|51)[0-9]{4}19[5-9][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])[0-9]{3}\Z")
)
def test_every_identity_card_is_found_and_masked(digits: str) -> None:
    number = digits + check_digit(digits)
    assert mask(f"证号{number}的人") == f"证号{number[:2]}{'*' * 13}{number[-3:]}的人"
    assert [finding.code for finding in found_in(number)] == ["T601"]


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(["", " ", "-", "\u200b", "\u3000", "·"]))
def test_every_mobile_number_is_found_and_masked(digits: str, gap: str) -> None:
    text = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert mask(f"电话{text}。") == f"电话{gap.join((digits[:3], '****', digits[7:]))}。"


REPEATED = (
    "X X␣ X- × ○ _ 某 密 秘密 秘␣ ★ 内部 仅供 仅␣ 不得 1 1␣ 1- 28○ 1.3. 一 13800138000␣ 11010519491231002X "
    '< </ <p <p␣ <␣ style= style=" font-size: & &# x. xjp x␣j␣p␣ 会员 QQ群␣ 加␣ pan. a@ 更多资料 免费赠送 本文由 '
    "\u200b ␣ ( （ = + 鲁A1 京 E1 护照E 1@ @qq.com @qq␣. a␣ 村3组 村一 3号楼 一室 路1号 "
    "家住路1号 村民王 镇 “ “” 《( ) 的的 了了 ，， "
    "甲, 甲. 甲,乙 甲␣ ，甲␣ 2月30日 一月 意识形态 信访 信访1 举报一 处分 处分1 罚款1 接种1 "
    "中有限公司 甲甲 书记批评 对书记 驻 军 台帐 "
    "截止目前 每月召开一次调度会现场解决问题。 ; ！ \u0336 1\u0336"
)


@pytest.mark.parametrize("piece", REPEATED.split(" "))
def test_sixty_four_kilobytes_of_the_same_come_to_an_end(piece: str) -> None:
    text = piece.replace("␣", " ")
    text *= 65536 // len(text.encode())
    assert len(found_in(text)) <= len(text)


KILOBYTES = (16, 64)
GROWTH = 2.5  # a doubling of the text: twice the time, and some for the mood of the machine
TOLD_APART = 0.02  # seconds; less is noise
LONGEST = 0.6  # seconds for 64 KB on a machine that does other things; a quiet one takes a third of it
TRIES = 3


def seconds(rule: Plug, text: str) -> float:
    """The best of three, each without what the one before remembers."""
    passage, times = Passage("markdown", text, fold(text)), []
    for _ in range(3):
        for remembered in (numbers, _traces, mask):
            remembered.cache_clear()
        start = time.process_time()
        list(rule.function(passage))
        times.append(time.process_time() - start)
        if times[-1] < TOLD_APART:
            break
    return min(times)


def grows_with_the_text(rule: Plug, piece: str) -> bool:
    """From the first size to the last it doubles twice."""
    texts = [piece * (size * 1024 // len(piece.encode())) for size in KILOBYTES]
    longest = seconds(rule, texts[-1])
    if longest < TOLD_APART:
        return True
    shortest = seconds(rule, texts[0])
    return longest <= min(LONGEST, GROWTH**2 * max(shortest, TOLD_APART / 4))


@pytest.mark.deep  # a clock is asked: it is no test for a busy machine
@pytest.mark.parametrize("piece", REPEATED.split(" "))
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    for rule in rules()["text"]:
        tries = (grows_with_the_text(rule, piece.replace("␣", " ")) for _ in range(TRIES))
        assert any(tries), rule.key


@given(st.lists(A_TEXT, max_size=6))
def test_a_cue_is_found_in_each_text_of_many(texts: list[str]) -> None:
    watched = watch(rules()["text"])
    found = cued(watched, joined(texts), together(texts))
    for number, text in enumerate(texts):
        alone = cued(watched, joined([text]), together([text])).get(0, ())
        assert set(alone) <= set(found.get(number, ()))
