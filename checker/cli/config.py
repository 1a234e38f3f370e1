"""``checker config``: what is in force and who said so; whether the file is right; a file to begin with; its schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.configuring import Said, configuration_for, configured_targets, options_of
from checker.cli.help import Command, Group
from checker.cli.options import choice_of
from checker.cli.profile_options import ConfigFile
from checker.cli.terminal import terminal_width, wants_colour
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.report.setting_console import SettingRow
    from checker.review.effective import Effective

__all__ = ["config"]

config = typer.Typer(
    cls=Group,
    help="查看、校验、新建配置文件 checker.yaml；不写命令就是 show。",
    rich_markup_mode=None,
    invoke_without_command=True,
)

_Colour = Annotated[
    bool | None, typer.Option("--color/--no-color", help="用不用颜色；默认看终端和 NO_COLOR", show_default=False)
]
_SCHEMA_FILE = "checker.schema.json"


@config.callback()
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _show(None, None, "console", None)


@config.command("show", cls=Command)
def show_config(
    report: Annotated[
        str | None, typer.Argument(metavar="报告", help="看这份报告用哪些值；不写只看对全部报告的规定")
    ] = None,
    file: ConfigFile = None,
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="格式", help="console（默认）或 json")
    ] = "console",
    colour: _Colour = None,
) -> int:
    """列出起作用的每一项，以及是谁定的：默认、配置文件的哪一行，还是程序认出来的。"""
    return _show(report, file, format_name, colour)


@config.command("check", cls=Command)
def check_config(
    file: Annotated[str | None, typer.Argument(metavar="文件", help="配置文件；不写从当前文件夹往上找")] = None,
) -> int:
    """校验配置文件写得对不对：有错的指出文件、行、列，退出码为2。"""
    from checker.review.effective import effective

    found = configuration_for([], file, off=False)
    if found is None:
        raise UsageError("没有找到 checker.yaml；用 checker config init 生成一份")
    effective(options_of(Said()), found)
    configured_targets(found)
    print(f"✓ {found.name}，没有错误")
    return 0


@config.command("init", cls=Command)
def write_config(
    folder: Annotated[str, typer.Argument(metavar="文件夹", help="写到哪里；默认当前文件夹")] = ".",
    schema: Annotated[
        bool, typer.Option("--schema/--no-schema", help="同时写一份给编辑器看的说明，打字时补全、标错")
    ] = True,
) -> int:
    """新建一份带注释的 checker.yaml，各项都注释着，要用哪项去掉前面的 #。"""
    from checker.cli.writing import write_file
    from checker.review.configuration import CONFIGURATION
    from checker.review.configuration_schema import configuration_schema_text
    from checker.review.configuration_starter import starter

    target = Path(folder) / CONFIGURATION
    if target.exists():
        raise UsageError(f"“{target.as_posix()}”已经有了，没有改动它；要重新生成，请先改名或删去")
    write_file(target, starter(_SCHEMA_FILE if schema else None))
    print(f"写好了 {target.as_posix()}")
    if schema:
        beside = Path(folder) / _SCHEMA_FILE
        write_file(beside, configuration_schema_text())
        print(f"写好了 {beside.as_posix()}（给编辑器看的，升级后用 checker config schema 重新生成）")
    return 0


@config.command("schema", cls=Command)
def write_schema(
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="文件", help="写进文件，不写到屏幕")] = None,
) -> int:
    """输出配置文件的 JSON Schema，供编辑器补全和检查。"""
    from checker.cli.writing import write_text
    from checker.review.configuration_schema import configuration_schema_text

    write_text(configuration_schema_text(), output)
    return 0


def _show(report: str | None, file: str | None, format_name: str, colour: bool | None) -> int:
    choice_of(format_name, ("console", "json"), "--format")
    from checker.report.console import View, coloured, plain
    from checker.report.setting_console import render_settings
    from checker.review.effective import effective
    from checker.review.settings_told import settings_told

    found = configuration_for([report] if report is not None else [], file, off=False)
    run = effective(options_of(Said()), found)
    if found is not None:
        configured_targets(found)
    rows = [*settings_told(run, found)]
    about = [*_about(report, run)] if report is not None else []
    if about:
        rows = [row for row in rows if row.key not in {shown.key for shown in about} | {"files"}]
    if format_name == "json":
        value = {
            "schema": "checker-config/1",
            "file": run.configuration,
            "settings": [{"key": row.key, "value": row.value, "origin": row.origin} for row in rows],
            "report": report,
            "about": [{"key": row.key, "value": row.value, "origin": row.origin} for row in about],
        }
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    lines = render_settings(run.configuration, rows, report, about, View(terminal_width()))
    sys.stdout.write(coloured(lines) if wants_colour(sys.stdout, colour) else plain(lines))
    return 0


def _about(report: str, run: Effective) -> Iterator[SettingRow]:
    """What holds for one report: what it is, as told or as recognised, and what the configuration adds for it."""
    from checker.engine.run import read_report
    from checker.errors import ReadError
    from checker.review.gathering import gather
    from checker.review.running import read_source, rulebook_for
    from checker.review.settings_told import report_told

    sources = gather([report])
    if len(sources) > 1:
        raise UsageError(f"config show 一次看一份报告，“{report}”里有{len(sources)}份；请指明其中一份")
    path = sources[0].path
    try:
        document = read_source(sources[0], run.time_limit.value)
    except ReadError as error:
        raise ReadError(f"{path}：{error}") from error
    request = run.files.request(path, run.request)
    yield from report_told(run, path, read_report(document, rulebook_for(run.rules.value), run.today.value, request))
