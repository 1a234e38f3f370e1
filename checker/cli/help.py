"""The help of all commands: Chinese, aligned by cells, printed without loading anything more than typer."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

__all__ = ["Command", "Group", "usage"]

_LEFT = 30
# The options that typer adds speak English.
_OWN_WORDS = {
    "help": "显示这份说明",
    "install_completion": "给当前命令行装上自动补全",
    "show_completion": "显示自动补全脚本，可自行安装",
}


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells; a closing mark may stand out by one character rather than begin a line."""
    lines = [""]
    used = 0
    words: list[str] = []
    for character in text:
        if (
            words
            and character.isascii()
            and not character.isspace()
            and words[-1][-1].isascii()
            and words[-1][-1] != " "
        ):
            words[-1] += character
        else:
            words.append(character)
    for word in words:
        size = _cells(word)
        if used and used + size > width and word not in "，。、；：）”》":
            lines.append("")
            used = 0
        if not used and word == " ":
            continue
        lines[-1] += word
        used += size
    return lines


def _rows(pairs: Iterable[tuple[str, str]], width: int) -> str:
    rows = []
    for left, right in pairs:
        parts = _wrapped(right, max(width - _LEFT - 2, 20))
        if _cells(left) > _LEFT - 2:
            rows.append(f"  {left}")
            rows += [" " * (_LEFT + 2) + part for part in parts]
        else:
            rows.append(f"  {left}{' ' * (_LEFT - _cells(left))}{parts[0]}")
            rows += [" " * (_LEFT + 2) + part for part in parts[1:]]
    return "\n".join(row.rstrip() for row in rows)


def _option(parameter: Any) -> tuple[str, str]:
    longest_last = sorted(parameter.opts, key=lambda option: option.startswith("--"))
    names = ", ".join(longest_last)
    if parameter.secondary_opts:
        names += " / " + ", ".join(parameter.secondary_opts)
    if not getattr(parameter, "is_flag", False) and not getattr(parameter, "count", False) and parameter.metavar:
        names += f" {parameter.metavar}"
    words = parameter.help or ""
    return names, _OWN_WORDS.get(parameter.name, words)


def usage(context: Any) -> str:
    """“用法：checker check [选项] 路径…”."""
    command = context.command
    pieces = [context.command_path]
    parameters = command.get_params(context)
    if any(parameter.param_type_name == "option" for parameter in parameters):
        pieces.append("[选项]")
    if isinstance(command, TyperGroup):
        pieces.append("命令 …")
    for parameter in parameters:
        if parameter.param_type_name == "argument":
            name = parameter.metavar or parameter.name
            pieces.append(name if parameter.required else f"[{name}]")
    return f"用法：{' '.join(pieces)}"


def _help_text(command: Any, context: Any) -> str:
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    blocks = []
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n") if part.strip()]
    blocks += ["\n".join(_wrapped(paragraph, width)) for paragraph in paragraphs]
    blocks.append(usage(context))
    parameters = [p for p in command.get_params(context) if not getattr(p, "hidden", False)]
    arguments = [(p.metavar or p.name, p.help or "") for p in parameters if p.param_type_name == "argument"]
    if arguments:
        blocks.append("参数\n" + _rows(arguments, width))
    if isinstance(command, TyperGroup):
        commands = []
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                commands.append((name, (inner.help or "").split("\n\n")[0]))
        blocks.append("命令\n" + _rows(commands, width))
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        if parameter.param_type_name == "option":
            panels.setdefault(getattr(parameter, "rich_help_panel", None) or "其他选项", []).append(_option(parameter))
    other = panels.pop("其他选项", None)
    if other is not None:
        panels["其他选项" if panels else "选项"] = other
    blocks += [f"{title}\n{_rows(rows, width)}" for title, rows in panels.items()]
    return "\n\n".join(blocks) + "\n"


class Command(TyperCommand):
    """A command with Chinese help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_help_text(self, ctx))


class Group(TyperGroup):
    """A group of commands with Chinese help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_help_text(self, ctx))
