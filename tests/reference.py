"""Makes docs/reference from the code, so that it cannot fall behind. ``make golden`` writes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click
from pydantic import BaseModel

from rectify_site import registry
from rectify_site.cli.door import door
from rectify_site.cli.main import VERBS
from rectify_site.cli.words import _
from rectify_site.documents.schema import schema
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.due import Due
from rectify_site.model.edition import Edition
from rectify_site.model.events import EventKind
from rectify_site.model.office import KINDS
from rectify_site.model.states import RULES, State
from rectify_site.model.titles import TITLES
from rectify_site.model.words import DEADLINE, DUE, EVENT, STATE, STATE_MEANS
from rectify_site.settings import Settings
from rectify_site.tables.datasets import KIND_WORDS
from rectify_site.tables.facts import datasets

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "rectify_site"
CODE = re.compile(r"[A-Z]\d{3}")
REGISTERED = VERBS
OPEN_DATA = """文件都在网站的 `data/` 下，只含网页上公开的内容：

| 文件 | 内容 |
|---|---|
| `all.xlsx` | 全部数据集，中文列名，每个一张表，末表为字段说明 |
| `<数据集>.csv` | UTF-8（带标记）；像公式的文字前有一个 `'`，读入时去掉一个 |
| `<数据集>.json` | 对象的列表；文件没有写的是 `null`，几个名称是列表 |
| `datapackage.json` | Frictionless Data Package：各 csv 的列、大小、摘要 |
| `catalog.json` | DCAT 目录（JSON-LD） |
| `v1/index.json` | 第1版接口的目录：`as_of` 数据截至日期、`published_at` 公布时间、`plans`、`records`、`units` |
| `v1/records/<编号>.json` | `record` 是 `records` 的一行，另有该项的 `measures`、`stages`、`events`、`figures` |
| `v1/units/<编号>.json` | `unit` 和 `records`：牵头 `lead`、点名负责 `named`、共同 `joint`、配合 `helping` |

第1版只增加字段，不改不减；含义要变的另立 `v2/`。日期写作 `2022-12-31`，时间按 ISO 8601 带时区。
"""
MADE = "<!-- 由代码生成：make golden -->\n"


def commands() -> str:
    """Every verb with its options, as the program itself tells them."""
    context = click.Context(door, info_name="rectify-site")
    parts = [f"# 命令\n\n{MADE}\n{_options(door, context)}"]
    parts += [
        part for name in door.list_commands(context) for part in _command(door.commands[name], context, name)
    ]
    return "\n".join(parts)


def _command(command: click.Command, context: click.Context, name: str) -> Iterator[str]:
    """A verb, and behind it what it is divided into."""
    usage = " ".join(["rectify-site", name, *command.collect_usage_pieces(context)])
    yield f"## `{name}`\n\n{command.help}\n\n```\n{usage}\n```\n\n{_options(command, context)}"
    for under, its in getattr(command, "commands", {}).items():
        yield from _command(its, context, f"{name} {under}")


def _options(command: click.Command, context: click.Context) -> str:
    records = [option.get_help_record(context) for option in command.get_params(context)]
    rows = [f"| `{record[0]}` | {record[1]} |" for record in records if record]
    return "\n".join(["| 选项 | 含义 |", "|---|---|", *rows, ""]) if rows else ""


def codes() -> str:
    """Every code an error or a finding can carry, with its sentences and the next step."""
    told: dict[str, set[tuple[str, str]]] = {}
    for found in (*errors(), *rules()):
        told.setdefault(found.code, set()).add((_cell(found.message), _cell(found.hint)))
    rows = []
    for code in sorted(told):
        messages = "<br>".join(sorted({message for message, _hint in told[code]}))
        hints = "<br>".join(sorted({hint for _message, hint in told[code] if hint}))
        rows.append(f"| `{code}` | {messages} | {hints} |")
    head = [
        f"# 代码\n\n{MADE}",
        "代码的含义永不改变，停用的代码也不再另用。",
        "",
        "| 代码 | 说什么 | 下一步 |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _cell(text: str) -> str:
    return _(text).replace("|", "\\|").replace("<", "&lt;")


class Told(NamedTuple):
    """A code as the sources use it: where, what it says, the next step."""

    room: str
    code: str
    message: str
    hint: str


@cache
def errors() -> tuple[Told, ...]:
    """Wherever a code stands beside its message: as arguments, in a tuple, or as keywords of a finding."""
    return tuple(_errors())


def _errors() -> Iterator[Told]:
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = _assigned(tree)
        for node in ast.walk(tree):
            code, message, hint = _said(node, names)
            if code and message:
                yield Told(room, code, message, hint)


def _said(node: ast.AST, names: Names) -> tuple[str, str, str]:
    keywords = {word.arg: word.value for word in getattr(node, "keywords", [])}
    if "code" in keywords and "message" in keywords:
        parts = [keywords["code"], keywords["message"], keywords.get("hint", ast.Constant(""))]
    else:
        parts = (
            [*getattr(node, "args", getattr(node, "elts", []))]
            if isinstance(node, ast.Call | ast.Tuple)
            else []
        )
    for index, part in enumerate(parts[:-1]):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
            rest = [_text(other, names) for other in parts[index + 1 : index + 3]]
            return part.value, rest[0], rest[1] if len(rest) > 1 else ""
    return "", "", ""


Names = list[tuple[int, str, str]]
"""Line, name and text of every sentence that is given a name before it is used."""


def _assigned(tree: ast.AST) -> Names:
    found = _imported(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=False))
        else:
            pairs = [(target, node.value)]
        found += [
            (node.lineno, name.id, _text(value, [])) for name, value in pairs if isinstance(name, ast.Name)
        ]
    return sorted(found)


def _imported(tree: ast.AST) -> Names:
    """Sentences that another file of the package named, in capitals, for more than one to use."""
    found: Names = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("rectify_site."):
            continue
        path = SOURCE.parent / f"{str(node.module).replace('.', '/')}.py"
        wanted = {alias.name for alias in node.names if alias.name.isupper()}
        if wanted and path.is_file():
            there = _assigned(ast.parse(path.read_text(encoding="utf-8")))
            found += [(0, name, text) for _, name, text in there if name in wanted and text]
    return found


def _text(node: ast.AST, names: Names) -> str:
    """The sentence of a ``N_("…")``, or of the name that was given one last before this line, or in this file."""
    if isinstance(node, ast.Name):
        same = [(line, text) for line, name, text in names if name == node.id and text]
        before = [text for line, text in same if line <= node.lineno]
        return before[-1] if before else next((text for _line, text in same), "")
    if (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "N_"
        and isinstance(node.args[0], ast.Constant)
    ):
        return str(node.args[0].value)
    if isinstance(node, ast.IfExp):
        return _text(node.body, names)
    if isinstance(node, ast.Dict) and node.values:
        return _text(node.values[0], names)
    if isinstance(node, ast.Subscript | ast.Attribute):
        return _text(node.value, names)
    return ""


def rules() -> Iterator[Told]:
    """The checks: what each looks for, and how grave it is."""
    registry.gather("rectify_site.checks")
    for plug in registry.check:
        level = {"error": "错误", "judge": "须研判", "warning": "提醒"}[plug.facts["level"]]
        yield Told("checks", plug.key, plug.facts["title"], level)


def documents() -> str:
    """The fields of each kind of document."""
    parts = [
        f"# 文件\n\n{MADE}\n每个字段一行：英文键、中文名、类型、是否必填。完整的 JSON Schema 在 [schemas](schemas/)。\n"
    ]
    done: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = list(KINDS.values())
    while waiting:
        model = waiting.pop(0)
        if model in done:
            continue
        done.add(model)
        parts.append(_fields(model))
        waiting += _inner(model)
    return "\n".join([*parts, _vocabulary()])


def _fields(model: type[BaseModel]) -> str:
    about = (model.__doc__ or "").strip().splitlines()[0]
    tree = model.model_json_schema(by_alias=True)
    rows = []
    for key, field in tree["properties"].items():
        required = "是" if key in tree.get("required", []) else ""
        rows.append(f"| `{key}` | {TITLES.get(key, '')} | {_kind(field)} | {required} |")
    return "\n".join(
        [f"## {model.__name__}\n\n{about}\n", "| 键 | 名称 | 类型 | 必填 |", "|---|---|---|---|", *rows, ""]
    )


NAMES = {"string": "文字", "integer": "整数", "boolean": "true/false", "object": "一组字段"}


def _kind(field: dict[str, Any]) -> str:
    """The type of a field in a word or two."""
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    if "anyOf" in field:
        return "或".join(_kind(arm) for arm in field["anyOf"] if arm.get("type") != "null")
    if field.get("type") == "array":
        return f"若干{_kind(field['items'])}"
    if field.get("format") == "date":
        return "日期"
    return NAMES[field["type"]]


def _inner(model: type[BaseModel]) -> list[type[BaseModel]]:
    found = []
    for field in model.model_fields.values():
        arms = [field.annotation]
        while arms:
            arm = arms.pop()
            arms += get_args(arm)
            if isinstance(arm, type) and issubclass(arm, BaseModel):
                found.append(arm)
    return found


def _event(kind: EventKind) -> str:
    rule = RULES[kind]
    needs = "、".join("`" + name.rstrip("_") + "`" for name in rule.needs)
    return f"| `{kind}` | {EVENT[kind]} | {needs} | {STATE[rule.to] if rule.to else '不变'} |"


def _vocabulary() -> str:
    events = [_event(kind) for kind in RULES]
    states = [f"| `{state}` | {STATE[state]} | {STATE_MEANS[state]} |" for state in State]
    conditions = [f"| `{due}` | {DUE[due]} |" for due in Due]
    deadlines = [f"| `{kind}` | {DEADLINE[kind]} |" for kind in DeadlineKind]
    return "\n".join(
        [
            "## 事件种类\n",
            "| 种类 | 名称 | 需要 | 之后的状态 |",
            "|---|---|---|---|",
            *events,
            "\n## 状态\n",
            "| 状态 | 公开用语 | 含义 |",
            "|---|---|---|",
            *states,
            "\n## 时限情况\n",
            "| 情况 | 公开用语 |",
            "|---|---|",
            *conditions,
            "\n## 时限种类\n",
            "| 种类 | 公开用语 |",
            "|---|---|",
            *deadlines,
            "",
        ]
    )


def settings() -> str:
    """The settings of an office."""
    models = [Settings, *_inner(Settings)]
    head = (
        f"# 设置\n\n{MADE}\n`mkdocs.yml` 里单位只改 `site_name`、`site_url` 和 `plugins: rectify:` 一节。\n"
    )
    return "\n".join([head, *(_fields(model) for model in models)])


def open_data() -> str:
    """Every file of the open data and every column of its data sets."""
    empty = Edition(as_of=date(2022, 12, 31), head="", size=0)
    parts = [f"# 开放数据\n\n{MADE}\n{OPEN_DATA}"]
    for dataset in datasets(empty, ()):
        rows = [
            f"| `{column.name}` | {column.title} | {KIND_WORDS[column.kind]} | {column.means} |"
            for column in dataset.columns
        ]
        head = f"## `{dataset.key}`：{dataset.title}\n\n{dataset.means}。\n"
        parts.append("\n".join([head, "| 列 | 名称 | 种类 | 说明 |", "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


@cache
def pages() -> dict[str, str]:
    """Every generated page of the reference by its name, and the schemas."""
    import json

    made = {
        "commands.md": commands(),
        "codes.md": codes(),
        "documents.md": documents(),
        "settings.md": settings(),
        "open-data.md": open_data(),
    }
    schemas = {
        f"schemas/{kind}.json": json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in KINDS
    }
    return {**made, **schemas}
