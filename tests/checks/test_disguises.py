"""Personal data and marks of secrecy in every disguise people use, by accident or not: none gets through."""

import pytest

from rectify_site.checks import lines, rules, run
from rectify_site.checks.masking import mask
from rectify_site.model.findings import Place
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.units import HandPage
from tests.intake.seeds import NAMES, seed

JUNK = ("仅供学习 禁止外传",)
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
CHINESE = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
RINGS = dict(zip("0123456789", "⓿❶❷❸❹❺❻❼❽❾", strict=True))
RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
MONEY = dict(zip("0123456789", "零壹贰叁肆伍陆柒捌玖", strict=True))
ROUND = {"0": "○"}
CYRILLIC = dict(zip("ABCEHKMOPTXxaeopc@", "АВСЕНКМОРТХхаеорс@", strict=True))
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}

PERSONAL = {
    "T601": "11010519491231002X",
    "T602": "110105491231002",
    "T603": "13800138000",
    "T604": "110105194912310021",
    "T605": "6222020200112233446",
    "T607": "护照E12345678",
    "T608": "鲁A12305",
    "T609": "家住石桥镇东塘村3组12号",
    "T610": "zhangsan@qq.com",
}
SECRET = {
    "T301": "机密★10年",
    "T302": "内部资料",
    "T303": "禁止外传",
    "T304": "仅供学习参考",
}
BETWEEN = {
    "zero width": "\u200b",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "tag character": "\U000e0020",
    "variation selector": "\ufe0f",
    "combining ring": "\u20dd",
    "combining stroke": "\u0336",
    "turned to the right": "\u202e",
    "isolated": "\u2067",
    "mark of direction": "\u200f",
}


SCRIPTS = {
    "Arabic": "٠",
    "Persian": "۰",
    "Indian": "०",
    "Thai": "๐",
    "Tibetan": "༠",
    "Mongolian": "᠐",
    "Vai": "꘠",
    "mathematical": "𝟎",
    "of a screen": "🯰",
}
"""Scripts with digits of their own, by their zero."""


def counted_from(zero: str) -> dict[str, str]:
    return {str(value): chr(ord(zero) + value) for value in range(10)}


def put_between(text: str, sign: str) -> str:
    return sign.join(text)


def swapped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(letter, letter) for letter in text)


def digits_apart(text: str, sign: str) -> str:
    return "".join(
        f"{letter}{sign}" if letter.isdigit() and follower.isdigit() else letter
        for letter, follower in zip(text, f"{text[1:]} ", strict=True)
    )


DISGUISES = {
    **{name: (lambda text, sign=sign: put_between(text, sign)) for name, sign in BETWEEN.items()},
    "full width": lambda text: swapped(text, WIDE),
    "blanks": lambda text: digits_apart(text, " "),
    "thin blanks": lambda text: digits_apart(text, "\u2009"),
    "narrow blanks that do not break": lambda text: digits_apart(text, "\u202f"),
    "blanks of a figure": lambda text: digits_apart(text, "\u2007"),
    "wide blanks": lambda text: digits_apart(text, "\u3000"),
    "dashes": lambda text: digits_apart(text, "-"),
    "circled": lambda text: swapped(text, CIRCLED),
    "circled in black": lambda text: swapped(text, RINGS),
    "superscript": lambda text: swapped(text, RAISED),
    "wide dashes": lambda text: digits_apart(text, "－"),
    "long dashes": lambda text: digits_apart(text, "—"),
    "dots": lambda text: digits_apart(text, "·"),
    "slashes": lambda text: digits_apart(text, "/"),
    "wide slashes": lambda text: digits_apart(text, "／"),
    "slashes of a fraction": lambda text: digits_apart(text, "⁄"),
    "slashes backwards": lambda text: digits_apart(text, "\\"),
    "upright strokes": lambda text: digits_apart(text, "|"),
    **{name: (lambda text, zero=zero: swapped(text, counted_from(zero))) for name, zero in SCRIPTS.items()},
    "numerals for money": lambda text: swapped(text, MONEY),
    "Chinese": lambda text: swapped(text, CHINESE),
    "round": lambda text: swapped(text, ROUND),
    "Cyrillic": lambda text: swapped(text, CYRILLIC),
}


def codes(text: str) -> list[str]:
    page = HandPage.model_construct(id="page", title="说明", markdown=text, scope="public")
    return [finding.code for finding in run(Office(pages=(page,)), lambda *_: Place(file="page"))]


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("code", [*PERSONAL, *SECRET])
def test_the_rule_sees_through_the_disguise(code: str, disguise: str) -> None:
    plain = {**PERSONAL, **SECRET}[code]
    disguised = DISGUISES[disguise](plain)
    if code == "T610" and disguise == "Cyrillic":
        disguised = disguised.replace("сom", "com").replace("соm", "com")  # no mail arrives at another host
    assert code in codes(f"情况：{disguised}。" if code in PERSONAL else disguised)


def test_every_rule_for_persons_and_secrets_meets_every_disguise() -> None:
    """The rules that look at one text; T305 and T606 join fields, and have tests of their own below."""
    known = {rule.key for rule in rules()["text"] if rule.key.startswith((lines.SECRECY, lines.PERSONAL))}
    assert known == {*PERSONAL, *SECRET}


@pytest.mark.parametrize("name", NAMES)
def test_the_real_documents_raise_no_false_alarm(name: str) -> None:
    """What they hold of it, one line of a web page in one of them, an import leaves out and lists."""
    text = seed(name).decode()
    found = [item.around for item in lines.spotted(text.splitlines()) if item.around not in JUNK]
    assert found == []


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("code", PERSONAL)
def test_what_is_found_in_disguise_is_masked(code: str, disguise: str) -> None:
    disguised = DISGUISES[disguise](PERSONAL[code])
    masked = mask(disguised)
    assert len(masked) == len(disguised)
    assert masked.count("*") >= 2
    assert code not in codes(masked)


@pytest.mark.parametrize("code", PERSONAL)
def test_a_number_cut_in_two_fields_is_found(code: str) -> None:
    whole = PERSONAL[code].removeprefix("护照")
    for cut in range(2, len(whole) - 1):
        fields = (whole[:cut], whole[cut:])
        if code == "T609" and not (whole[cut].isdigit() or whole[cut - 1].isdigit()):
            continue
        assert {"T606", code} & set(of_leaders(fields)), fields


@pytest.mark.parametrize("mark", SECRET.values())
def test_a_mark_cut_in_two_fields_is_found(mark: str) -> None:
    for cut in range(1, len(mark)):
        found = set(of_leaders((mark[:cut], mark[cut:])))
        assert {"T305", "T301", "T302", "T303", "T304"} & found, mark[:cut]


def of_leaders(leaders: tuple[str, ...]) -> list[str]:
    record = Record.model_validate(
        {
            "id": "plan-01",
            "number": "一",
            "problem": "窗口排队久。",
            "leaders": leaders,
            "deadline": {"kind": "none"},
        }
    )
    return [finding.code for finding in run(Office(records=(record,)), lambda *_: Place(file="x"))]
