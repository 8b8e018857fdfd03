"""Makes docs/reference from the code, so that it cannot fall behind. ``make golden`` writes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import BaseModel

from rectify_site import registry
from rectify_site.cli import verbs_of_office, verbs_of_site
from rectify_site.cli.door import door
from rectify_site.cli.words import _
from rectify_site.documents.schema import schema
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.due import Due
from rectify_site.model.office import KINDS
from rectify_site.model.states import RULES, State
from rectify_site.model.titles import TITLES
from rectify_site.model.words import DEADLINE, DUE, EVENT, STATE, STATE_MEANS
from rectify_site.settings import Settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "rectify_site"
CODE = re.compile(r"[A-Z]\d{3}")
REGISTERED = (verbs_of_office, verbs_of_site)
MADE = "<!-- 由代码生成：make golden -->\n"


def commands() -> str:
    """Every verb with its options, as the program itself tells them."""
    context = click.Context(door, info_name="rectify-site")
    parts = [f"# 命令\n\n{MADE}\n{_options(door, context)}"]
    for name in door.list_commands(context):
        command = door.get_command(context, name)
        assert command is not None
        usage = " ".join(["rectify-site", name, *command.collect_usage_pieces(context)])
        parts.append(f"## `{name}`\n\n{command.help}\n\n```\n{usage}\n```\n\n{_options(command, context)}")
    return "\n".join(parts)


def _options(command: click.Command, context: click.Context) -> str:
    records = [option.get_help_record(context) for option in command.get_params(context)]
    rows = [f"| `{record[0]}` | {record[1]} |" for record in records if record]
    return "\n".join(["| 选项 | 含义 |", "|---|---|", *rows, ""]) if rows else ""


def codes() -> str:
    """Every code an error or a finding can carry, with its sentence and the next step."""
    rows = sorted({*errors(), *rules()})
    head = [
        f"# 代码\n\n{MADE}",
        "代码的含义永不改变，停用的代码也不再另用。",
        "",
        "| 代码 | 说什么 | 下一步 |",
        "|---|---|---|",
    ]
    return "\n".join(
        [*head, *(f"| `{code}` | {_cell(message)} | {_cell(hint)} |" for code, message, hint in rows), ""]
    )


def _cell(text: str) -> str:
    return _(text).replace("|", "\\|")


def errors() -> Iterator[tuple[str, str, str]]:
    """Code, message and hint wherever the source says ``("X123", N_(message), N_(hint), …)`` or names them first."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = _named(tree)
        for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
            local = {**named, **_named(scope)}
            for node in ast.walk(scope):
                parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
                if (
                    len(parts) > 1
                    and isinstance(parts[0], ast.Constant)
                    and CODE.fullmatch(str(parts[0].value))
                ):
                    message = _text(parts[1], local)
                    if message:
                        yield parts[0].value, message, _text(parts[2], local) if len(parts) > 2 else ""


def _named(scope: ast.AST) -> dict[str, str]:
    assigned = [node for node in ast.walk(scope) if isinstance(node, ast.Assign)]
    pairs = []
    for node in assigned:
        target = node.targets[0]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs += list(zip(target.elts, node.value.elts, strict=False))
        else:
            pairs.append((target, node.value))
    return {target.id: _text(value, {}) for target, value in pairs if isinstance(target, ast.Name)}


def _text(node: ast.AST, named: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return named.get(node.id, "")
    if isinstance(node, ast.Attribute):
        return ""
    if (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "N_"
        and isinstance(node.args[0], ast.Constant)
    ):
        return str(node.args[0].value)
    return ""


def rules() -> Iterator[tuple[str, str, str]]:
    """The checks: code, what they look for, how grave it is."""
    registry.gather("rectify_site.checks")
    for plug in registry.check:
        about = (plug.function.__doc__ or "").strip().splitlines()[0]
        yield plug.key, str(plug.facts.get("title") or about), str(plug.facts.get("level", ""))


def documents() -> str:
    """The fields of each kind of document."""
    parts = [
        f"# 文件\n\n{MADE}\n每个字段一行：英文键、中文名、类型、是否必填。完整的 JSON Schema 在 [schemas](schemas/) 里。\n"
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
    rows = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        rows.append(
            f"| `{key}` | {TITLES.get(key, '')} | {_kind(field.annotation)} | {'是' if field.is_required() else ''} |"
        )
    return "\n".join(
        [f"## {model.__name__}\n\n{about}\n", "| 键 | 名称 | 类型 | 必填 |", "|---|---|---|---|", *rows, ""]
    )


def _kind(annotation: Any) -> str:
    text = str(getattr(annotation, "__name__", "") if not get_args(annotation) else annotation)
    text = re.sub(r"Annotated\[(\w+),.*?\](?=[,|\]]|$)", r"\1", text)
    return f"`{re.sub(r'[a-z_]+\.', '', text).replace('NoneType', 'None')}`".replace("|", "/")[:90]


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


def _vocabulary() -> str:
    events = [
        f"| `{kind}` | {EVENT[kind]} | {'、'.join(f'`{name.rstrip("_")}`' for name in rule.needs)} | {STATE[rule.to] if rule.to else '不变'} |"
        for kind, rule in RULES.items()
    ]
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


def pages() -> dict[str, str]:
    """Every generated page of the reference by its name, and the schemas."""
    import json

    made = {
        "commands.md": commands(),
        "codes.md": codes(),
        "documents.md": documents(),
        "settings.md": settings(),
    }
    schemas = {
        f"schemas/{kind}.json": json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in KINDS
    }
    return {**made, **schemas}
