"""What click says of a wrong command line reaches a clerk in Chinese, word for word."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import click
import pytest

from rectify_site.cli import main
from rectify_site.cli.clicks_words import problem
from rectify_site.cli.words import said

WORDS_OF_CLICK = re.compile(
    r"\b(?:is not|does not|is a|Did you|Got|Missing|requires|takes|Invalid|Possible)\b",
)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("scope x 不予公开", "没有 “不予公开” 这一项，请从 “public”, “limited” 里选。"),
        ("import 好.txt --as 方案", "没有 “方案” 这一项，请从 “plan”, “report”, “notice”, “ledger” 里选。"),
        ("collect in 不存在", "找不到 “不存在”。"),
        ("check --report .", "“.” 是文件夹，这里要写文件名。"),
        ("scop", "没有 “scop” 这个命令。是不是 “scope”？"),
        ("check --repor x", "是不是 “--help”, “--report”？"),
        ("init a b", "多写了：b。"),
        ("init a b c", "多写了：b c。"),
        ("check --report", "“--report” 后面要写内容。"),
        ("collect open p --period 2022H1", "缺少选项 “--due”"),
        ("import", "缺少 “FILE…”"),
        ("check --quiet=1", "“--quiet”"),
    ],
)
def test_a_wrong_command_line_is_answered_in_chinese(
    line: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(line.split())
    answer = capsys.readouterr().err
    assert end.value.code == 2
    assert says in answer
    assert not WORDS_OF_CLICK.search(answer)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (click.BadOptionUsage("--x", "Option '--x' requires 2 arguments."), "“--x” 后面要写 2 项内容。"),
        (click.BadParameter("Directory 'a' is a file."), "“a” 是文件，这里要写文件夹。"),
        (click.BadParameter("Path 'a' is not readable."), "没有权限打开 “a”。"),
    ],
)
def test_rarer_sentences_of_click_too(error: click.ClickException, says: str) -> None:
    assert says in problem(error)


def test_what_the_system_says_is_chinese_too() -> None:
    assert said("{problem}", {"problem": os.strerror(errno.ENOENT)}) == "没有这个文件或文件夹"
