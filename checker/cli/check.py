"""``checker check``: the command line of a check."""

from __future__ import annotations

from typing import Annotated

import typer

from checker.cli.checking import Wishes, perform
from checker.cli.completion import rule_ids
from checker.cli.configuring import Said
from checker.cli.profile_options import ABOUT, Body, ConfigFile, Era, Form, Level, NoConfig, Profile, Today, Year

__all__ = ["check"]

_OUTPUT = "输出"
_RULES = "查什么"


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径…", help="报告文件、文件夹、通配符（如 报送/*.docx）、zip 压缩包；- 从标准输入读"),
    ],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式[:文件]",
            help="console（默认）、json、html、markdown；可写多次，后面可带文件名，如 json:结果.json",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="文件", help="写进文件，不写到屏幕", rich_help_panel=_OUTPUT)
    ] = None,
    annotate: Annotated[
        str | None,
        typer.Option(
            metavar="文件夹",
            help="把问题批注在报告副本里，写进这个文件夹：Word 加批注，PDF 加高亮附注，其他格式另做成 Word",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    suggest_edits: Annotated[
        bool,
        typer.Option(
            "--suggest-edits", help="改法确定的，在 Word 副本里以修订标出；与 --annotate 同用", rich_help_panel=_OUTPUT
        ),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="同类问题逐处列出，不适用的规则也写明原因", rich_help_panel=_OUTPUT)
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="每份报告只写一行", rich_help_panel=_OUTPUT)] = False,
    colour: Annotated[
        bool | None,
        typer.Option(
            "--color/--no-color", help="用不用颜色；默认看终端和 NO_COLOR", show_default=False, rich_help_panel=_OUTPUT
        ),
    ] = None,
    progress: Annotated[
        bool,
        typer.Option("--progress/--no-progress", help="显不显示进度条；只在终端上显示", rich_help_panel=_OUTPUT),
    ] = True,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="规则",
            help="只查这些规则，可用通配符和逗号，如 'numbers/*,years/*'",
            rich_help_panel=_RULES,
            autocompletion=rule_ids,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="规则", help="不查这些规则", rich_help_panel=_RULES, autocompletion=rule_ids),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(metavar="文件夹", help="另加本单位的规则，可写多次", rich_help_panel=_RULES),
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(
            metavar="规则=等级",
            help="改规则的等级，如 numbers/rate-truncated=warning；可用通配符，可写多次",
            rich_help_panel=_RULES,
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="等级", help="有这一等级以上的问题，退出码为1：error（默认）、warning、info", rich_help_panel=_RULES
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="有问题退出码也为0（用法不对、读不了仍照报）", rich_help_panel=_RULES)
    ] = False,
    body: Body = None,
    level: Level = None,
    form: Form = None,
    year: Year = None,
    era: Era = None,
    profile: Profile = None,
    today: Today = None,
    stdin_filename: Annotated[
        str | None,
        typer.Option(metavar="文件名", help="从标准输入读时，报告叫什么名字（看扩展名认格式）", rich_help_panel=ABOUT),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", metavar="个数", help="用几个进程；默认自动")] = None,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="秒数", help="一份报告最多查多久，超过就停下记为读不了；默认60"),
    ] = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    list_files: Annotated[bool, typer.Option("--list-files", help="只列出要查哪些文件，不查")] = False,
) -> int:
    """核查报告，列出问题、依据和改法，给出检查清单和得分。

    退出码：0 没有达到 --fail-on 等级的问题；1 有；2 用法不对、规则文件有错、没有找到报告或规则；3 有报告读不了。
    """
    return perform(
        Wishes(
            paths,
            Said(
                profile=profile,
                body=body,
                level=level,
                form=form,
                era=era,
                year=year,
                select=select,
                ignore=ignore,
                severity=severity,
                rules=rules,
                today=today,
                fail_on=fail_on,
                format=formats,
                annotate=annotate,
                jobs=jobs,
                time_limit=time_limit,
            ),
            output=output,
            suggest_edits=suggest_edits,
            verbose=verbose,
            quiet=quiet,
            colour=colour,
            progress=progress,
            exit_zero=exit_zero,
            stdin_filename=stdin_filename,
            config=config,
            no_config=no_config,
            list_files=list_files,
        )
    )
