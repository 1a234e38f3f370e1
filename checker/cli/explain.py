"""``checker explain``: what was recognised in a report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.configuring import Said, configuration_for, options_of
from checker.cli.options import choice_of
from checker.cli.profile_options import Body, ConfigFile, Era, Form, Level, NoConfig, Profile, Today, Year
from checker.cli.terminal import standard_input, terminal_width, wants_colour
from checker.errors import ReadError, UsageError

__all__ = ["explain"]


def explain(
    path: Annotated[str, typer.Argument(metavar="文件", help="报告文件；- 从标准输入读")],
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="格式", help="console（默认）或 json")
    ] = "console",
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="文件", help="写进文件，不写到屏幕")] = None,
    rules: Annotated[list[str] | None, typer.Option(metavar="文件夹", help="另加本单位的规则，可写多次")] = None,
    body: Body = None,
    level: Level = None,
    form: Form = None,
    year: Year = None,
    era: Era = None,
    profile: Profile = None,
    today: Today = None,
    stdin_filename: Annotated[str | None, typer.Option(metavar="文件名", help="从标准输入读时，报告叫什么名字")] = None,
    colour: Annotated[
        bool | None, typer.Option("--color/--no-color", help="用不用颜色；默认看终端和 NO_COLOR", show_default=False)
    ] = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> int:
    """说明程序从报告里认出了什么：标题、年度、层次、指标，以及每一个数字作什么用、查了没有。"""
    choice_of(format_name, ("console", "json"), "--format")
    options = options_of(
        Said(profile=profile, body=body, level=level, form=form, era=era, year=year, rules=rules, today=today)
    )

    from checker.engine.result import Failed
    from checker.report.checklist import checklist_of
    from checker.report.explanation import explain_reading
    from checker.review.effective import effective
    from checker.review.gathering import gather
    from checker.review.running import check_sources, rulebook_for

    sources = gather([path], standard_input=standard_input([path]), standard_input_name=stdin_filename)
    if len(sources) > 1:
        raise UsageError(f"explain 一次说明一份报告，“{path}”里有{len(sources)}份；请指明其中一份")
    run = effective(options, configuration_for([path], config, no_config))
    settings = run.settings(keep_reading=True, debug=bool(os.environ.get("CHECKER_DEBUG")))
    (checked,) = check_sources(sources, settings)
    if isinstance(checked, Failed):
        raise ReadError(f"{checked.path}：{checked.error}")
    assert checked.reading is not None
    checklist = checklist_of(rulebook_for(settings.rules), indicators=True, configuration=run.configuration)
    explanation = explain_reading(checked.reading, checked, checklist.indicators)
    if format_name == "json":
        from checker.report.explain_json import render_explanation_json

        text = render_explanation_json(explanation)
    else:
        from checker.report.console import View, coloured, plain
        from checker.report.explain_console import render_explanation

        to_file = output is not None and output != "-"
        lines = render_explanation(explanation, checklist, View(100 if to_file else terminal_width()))
        text = coloured(lines) if not to_file and wants_colour(sys.stdout, colour) else plain(lines)
    if output is not None and output != "-":
        from checker.cli.writing import write_file

        write_file(Path(output), text)
    else:
        sys.stdout.write(text)
    return 0
