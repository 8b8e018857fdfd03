"""The labels of a matter (整改措施：… 牵头单位：… 完成时限：…) in the many words offices use for them."""

from __future__ import annotations

import re
from typing import NamedTuple

from rectify_site.intake import duties
from rectify_site.intake.label_words import ASIDE, WORDS

ROLE_OF = {word: role for role, words in WORDS.items() for word in words.split()}
FIELDS = frozenset(WORDS) - ASIDE.keys() - {"problem", "task", "source_of_problem", "target"}
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
QUALIFIED = (
    "(?:[0-9０-９一二三四五六七八九十]{1,2}|[（(][^（()）：:]{1,8}[）)]|[是为在有])?"
    # 整改措施一：, 责任人（职务）：, 主要问题是：
)
LABEL = re.compile(
    rf"(?:^|(?<=[。；;，,、\s！!]))(?P<framed>[【\[])(?P<name>{STRONG_WORDS}|{WEAK_WORDS})[】\]]\s?[：:∶﹕]?"
    rf"|(?:^|(?<=[。；;，,、\s（(【\[！!]))(?P<strong>{STRONG_WORDS}){QUALIFIED}\s?[：:∶﹕]"
    rf"|(?:^|(?<=[。；;\s（(]))(?P<weak>{WEAK_WORDS}){QUALIFIED}\s?[：:∶﹕]"
    rf"|^(?P<bare>{STRONG_WORDS})[ \u3000]+(?=\S)"
)
SEPARATORS = " \u3000，,；;、"
BRACKET = "（）"  # the label of what stands in a bracket without any
AT_END = re.compile(
    "[（(](?P<words>[^（(）)]{3,200}(?:[（(][^（()）]{1,60}[）)][^（()）]{0,100}){0,4})[）)][。；;]?$"
)


STOPPED = re.compile(f"(?P<label>{STRONG_WORDS})[。．.](?=\\S)")


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
    found = [each for each in LABEL.finditer(text) if not _quoted(text, each.start())]
    if not found:
        return tuple(_bracket_of(Segment("", text)))
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
    parts[-1:] = _bracket_of(parts[-1])
    return (Segment("", head.strip()), *parts) if head.strip() else tuple(parts)


def _quoted(text: str, place: int) -> bool:
    """Whether a place is inside “…”, where a label is only spoken of."""
    return text.count("“", 0, place) > text.count("”", 0, place) and "”" in text[place:]


def stopped(text: str) -> tuple[Segment, ...]:
    """A paragraph that is a label, or begins with one and a full stop (责任分工。市民政局牵头); nothing for others."""
    if "".join(text.rstrip("。：:").split()) in ROLE_OF:
        return segments(text.rstrip("：:"))
    found = STOPPED.match(text)
    if not found:
        return ()
    return segments(f"{text[: found.end() - 1]}：{text[found.end() :]}")


def _bracket_of(part: Segment) -> list[Segment]:
    """Running text; a bracket at its end that has no labels may say who leads, who helps and by when."""
    found = AT_END.search(part.text) if part.role in {"", *LONG} else None
    said = duties.bracket(found["words"]) if found else None
    if not found or not said:
        return [part]
    text, at = part.text[: found.start()].strip(), part.column + found.start("words")
    who, when = Segment("responsible_units", said[0], at, BRACKET), Segment("deadline", said[1], at, BRACKET)
    return [*([part._replace(text=text)] if text else []), who, *([when] if when.text else [])]


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
