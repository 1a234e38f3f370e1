"""``checker check``: reports in, findings out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from checker.cli.completion import rule_ids
from checker.cli.configuring import (
    ABOUT,
    Body,
    ConfigFile,
    Era,
    Form,
    Level,
    NoConfig,
    Profile,
    Said,
    Today,
    Year,
    configuration_for,
    configured_targets,
    options_of,
)
from checker.cli.options import Target, targets_of
from checker.cli.terminal import harmless, standard_input, terminal_width, wants_colour
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.engine.model import Result
    from checker.report.checklist import Checklist
    from checker.report.console import View
    from checker.review.annotating import Annotator, Copy
    from checker.review.gathering import Source
    from checker.review.running import Settings

__all__ = ["check", "exit_code"]

Outcome = TypeVar("Outcome")

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
    if verbose and quiet:
        raise UsageError("-v 和 -q 只能用一个")
    options = options_of(
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
        )
    )
    targets = targets_of(formats or [], output)

    from checker.review.effective import effective
    from checker.review.gathering import gather
    from checker.review.running import rulebook_for

    configured = configuration_for(paths, config, no_config)
    run = effective(options, configured)
    if configured is not None and not formats and output is None:
        targets = configured_targets(configured)
    if suggest_edits and run.annotate.value is None:
        raise UsageError("--suggest-edits 要与 --annotate 文件夹 一起用")
    settings = run.settings(
        keep_reading=any(target.format == "html" for target in targets), debug=bool(os.environ.get("CHECKER_DEBUG"))
    )
    sources = gather(paths, standard_input=standard_input(paths), standard_input_name=stdin_filename)
    if list_files:
        for source in sources:
            print(harmless(source.path))
        return 0

    from checker.report.checklist import checklist_of
    from checker.report.layout import clean

    rulebook = rulebook_for(settings.rules)
    checklist = checklist_of(rulebook, indicators=settings.keep_reading, configuration=run.configuration)
    annotator = _annotator(run.annotate.value, sources, settings.today, suggest_edits)
    results: list[Result] = []
    stream = _with_progress(
        _outcomes(sources, settings, annotator, run.jobs.value),
        sources,
        shown=progress and not quiet and len(sources) > 1,
    )
    console = next((t for t in targets if t.format == "console"), None)
    view = _view(1 if verbose else -1 if quiet else 0, console)
    copies: list[Copy] = []
    for result, copy in stream:
        results.append(result)
        if copy is not None:
            copies.append(copy)
        if console is not None and console.file is None:
            _print_report(result, len(results), len(sources), checklist, view, colour)
    _finish(targets, results, checklist, view, colour)
    for copy in copies:
        print(f"{clean(copy.path)}：{clean(copy.words)}", file=sys.stderr)
    return exit_code(results, run.fail_on.value, exit_zero)


def _outcomes(
    sources: Sequence[Source], settings: Settings, annotator: Annotator | None, jobs: int
) -> Iterator[tuple[Result, Copy | None]]:
    from checker.review.running import annotate_sources, check_sources

    if annotator is not None:
        yield from annotate_sources(sources, settings, annotator, jobs)
    else:
        yield from ((result, None) for result in check_sources(sources, settings, jobs))


def exit_code(results: Sequence[Result], fail_on: str = "error", exit_zero: bool = False) -> int:
    """The largest of 0, 1 and 3 that holds; ``docs/exit-codes.md`` has the table."""
    from checker.engine.model import Checked, Failed, Severity

    code = 0
    least = Severity(fail_on).rank
    for result in results:
        if isinstance(result, Failed):
            code = max(code, 3)
        elif isinstance(result, Checked) and not exit_zero:
            found = any(f.waived is None and f.severity.rank >= least for f in result.findings)
            code = max(code, int(found))
    return code


def _annotator(folder: str | None, sources: Sequence[Source], today: date, suggest: bool) -> Annotator | None:
    if folder is None:
        return None
    from checker.review.annotating import Annotator

    return Annotator(Path(folder), sources, today, suggest=suggest)


def _view(verbosity: int, console: Target | None) -> View:
    from checker.report.console import View

    # A file has no width of its own: the same input gives the same bytes whatever the terminal.
    to_file = console is None or console.file is not None
    return View(100 if to_file else terminal_width(), verbosity)


def _print_report(result: Result, number: int, of: int, checklist: Checklist, view: View, colour: bool | None) -> None:
    from checker.report.console import coloured, plain, render_report

    lines = render_report(result, checklist, view, number=number, of=of)
    sys.stdout.write(coloured(lines) if wants_colour(sys.stdout, colour) else plain(lines))
    sys.stdout.flush()


def _finish(
    targets: Sequence[Target], results: Sequence[Result], checklist: Checklist, view: View, colour: bool | None
) -> None:
    """Everything that is written once all reports are checked."""
    from checker.cli.writing import write_target

    for target in targets:
        if target.format == "console" and target.file is None:
            if len(results) > 1:
                from checker.report.console import coloured, plain, render_summary

                lines = render_summary(results, view)
                sys.stdout.write(coloured(lines) if wants_colour(sys.stdout, colour) else plain(lines))
        else:
            write_target(target, results, checklist, view, colour)


def _with_progress(stream: Iterator[Outcome], sources: Sequence[Source], *, shown: bool) -> Iterator[Outcome]:
    """Hand the results on, with a bar on standard error where that is a terminal."""
    if not shown or not sys.stderr.isatty():
        yield from stream
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("核查"), BarColumn(), MofNCompleteColumn(), TextColumn("剩余"), TimeRemainingColumn())
    # Both streams on one terminal: the bar steps aside while a report is printed.
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("核查", total=len(sources))
        for result in stream:
            if sys.stdout.isatty():
                bar.stop()
                yield result
                bar.start()
            else:
                yield result
            bar.advance(task)
