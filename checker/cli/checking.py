"""A check as it was asked for: reports in, findings out; apart from the command line, which costs more to load."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.cli.configuring import Said, configuration_for, configured_targets, options_of
from checker.cli.options import Target, targets_of
from checker.cli.terminal import harmless, standard_input, terminal_width, wants_colour
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.engine.result import Result
    from checker.report.checklist import Checklist
    from checker.report.console import View
    from checker.review.annotating import Annotator, Copy
    from checker.review.gathering import Source
    from checker.review.running import Settings

__all__ = ["Wishes", "exit_code", "perform"]

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Wishes:
    """The words of a command line, not yet looked at, and what holds where nothing is said."""

    paths: Sequence[str]
    said: Said = field(default_factory=Said)
    output: str | None = None
    suggest_edits: bool = False
    verbose: bool = False
    quiet: bool = False
    colour: bool | None = None
    progress: bool = True
    exit_zero: bool = False
    stdin_filename: str | None = None
    config: str | None = None
    no_config: bool = False
    list_files: bool = False


def perform(wishes: Wishes) -> int:
    """Check, write what was asked for, return the exit code. Raises UsageError and RuleError."""
    if wishes.verbose and wishes.quiet:
        raise UsageError("-v 和 -q 只能用一个")
    options = options_of(wishes.said)
    targets = targets_of(wishes.said.format or [], wishes.output)

    from checker.review.effective import effective
    from checker.review.gathering import gather
    from checker.review.running import rulebook_for

    configured = configuration_for(wishes.paths, wishes.config, wishes.no_config)
    run = effective(options, configured)
    if configured is not None and not wishes.said.format and wishes.output is None:
        targets = configured_targets(configured)
    if wishes.suggest_edits and run.annotate.value is None:
        raise UsageError("--suggest-edits 要与 --annotate 文件夹 一起用")
    settings = run.settings(
        keep_reading=any(target.format == "html" for target in targets), debug=bool(os.environ.get("CHECKER_DEBUG"))
    )
    sources = gather(
        wishes.paths, standard_input=standard_input(wishes.paths), standard_input_name=wishes.stdin_filename
    )
    if wishes.list_files:
        for source in sources:
            print(harmless(source.path))
        return 0

    from checker.report.checklist import checklist_of
    from checker.report.layout import clean

    rulebook = rulebook_for(settings.rules)
    checklist = checklist_of(rulebook, indicators=settings.keep_reading, configuration=run.configuration)
    annotator = _annotator(run.annotate.value, sources, settings.today, wishes.suggest_edits)
    results: list[Result] = []
    stream = _with_progress(
        _outcomes(sources, settings, annotator, run.jobs.value),
        sources,
        shown=wishes.progress and not wishes.quiet and len(sources) > 1,
    )
    console = next((t for t in targets if t.format == "console"), None)
    view = _view(1 if wishes.verbose else -1 if wishes.quiet else 0, console)
    copies: list[Copy] = []
    for result, copy in stream:
        results.append(result)
        if copy is not None:
            copies.append(copy)
        if console is not None and console.file is None:
            _print_report(result, len(results), len(sources), checklist, view, wishes.colour)
    _finish(targets, results, checklist, view, wishes.colour)
    for copy in copies:
        print(f"{clean(copy.path)}：{clean(copy.words)}", file=sys.stderr)
    return exit_code(results, run.fail_on.value, wishes.exit_zero)


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
    from checker.engine.model import Severity
    from checker.engine.result import Checked, Failed

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
