"""``checker rules``: the checklist itself: what is in it, whether its examples behave, its manual and its schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.completion import rule_ids
from checker.cli.configuring import configuration_for
from checker.cli.help import Command, Group
from checker.cli.options import choice_of, comma_list, folders_of
from checker.cli.profile_options import ConfigFile, NoConfig
from checker.cli.terminal import say, terminal_width, wants_colour
from checker.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from checker.engine.rulebook.rulebook import Rulebook

__all__ = ["rules"]

rules = typer.Typer(cls=Group, help="查看、校验、试运行规则，生成规则说明。", rich_markup_mode=None)

_Folders = Annotated[list[str] | None, typer.Option("--rules", metavar="文件夹", help="另加本单位的规则，可写多次")]
_Select = Annotated[list[str] | None, typer.Option("--select", metavar="规则", help="只看这些规则，可用通配符和逗号")]
_Colour = Annotated[
    bool | None, typer.Option("--color/--no-color", help="用不用颜色；默认看终端和 NO_COLOR", show_default=False)
]


@rules.command("list", cls=Command)
def list_rules(
    select: _Select = None,
    family: Annotated[str | None, typer.Option(metavar="类别", help="只列这一类，如 numbers")] = None,
    kind: Annotated[str | None, typer.Option(metavar="查法", help="只列这种查法，如 relation")] = None,
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="格式", help="console（默认）或 json")
    ] = "console",
    folders: _Folders = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    colour: _Colour = None,
) -> int:
    """列出规则：等级、权重、编号、查什么。"""
    choice_of(format_name, ("console", "json"), "--format")
    book = _book(folders, config, no_config)
    if family is not None:
        choice_of(family, list(dict.fromkeys(rule.family for rule in book.rules)), "--family")
    if kind is not None:
        choice_of(kind, sorted({rule.kind for rule in book.rules}), "--kind")
    chosen = [
        rule
        for rule in book.select(comma_list(select or []))
        if family in (None, rule.family) and kind in (None, rule.kind)
    ]
    if format_name == "json":
        rows = [
            {
                "id": rule.id,
                "title": rule.title,
                "kind": rule.kind,
                "severity": rule.severity.value,
                "weight": rule.weight,
                "basis": rule.basis_line(),
                "file": rule.file,
                "line": rule.line,
            }
            for rule in chosen
        ]
        value = {"schema": "checker-rules/1", "digest": book.digest, "rules": rows}
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    from checker.report.console import View
    from checker.report.rule_console import render_rules

    _print(render_rules(chosen, View(terminal_width())), colour)
    return 0


@rules.command("show", cls=Command)
def show_rule(
    identifier: Annotated[
        str, typer.Argument(metavar="规则", help="规则编号，如 numbers/rate-mismatch", autocompletion=rule_ids)
    ],
    folders: _Folders = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    colour: _Colour = None,
) -> int:
    """说明一条规则：查什么、为什么、依据、改法、例子。"""
    from checker.engine.examples import run_examples
    from checker.report.console import View
    from checker.report.rule_console import render_rule

    book = _book(folders, config, no_config)
    rule = book.rule(identifier)
    runs = list(run_examples(book, [rule.id]))
    _print(render_rule(rule, runs, View(terminal_width()), book.accuracy.rules.get(rule.id)), colour)
    return 0


@rules.command("indicators", cls=Command)
def list_indicators(
    word: Annotated[
        str, typer.Argument(metavar="词", help="只列有这个词的，如 出庭；或者一个主题的，如 litigation")
    ] = "",
    folders: _Folders = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    colour: _Colour = None,
) -> int:
    """列出指标：编号、名称、报告里的各种说法。写关系规则时用这些编号。"""
    from checker.report.console import View
    from checker.report.indicator_console import render_indicators

    lines = render_indicators(_book(folders, config, no_config).fact_reader.catalogue, View(terminal_width()), word)
    if not lines:
        raise UsageError(f"没有哪个指标有“{word}”这个词；用 checker rules indicators 查看全部指标")
    _print(lines, colour)
    return 0


@rules.command("test", cls=Command)
def test_rules(
    select: _Select = None,
    folders: _Folders = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    colour: _Colour = None,
) -> int:
    """试运行规则里的例子：每条规则都要有通过和不通过的例子，都要合乎预期。不合的退出码为1。"""
    from checker.engine.examples import run_examples
    from checker.report.console import View
    from checker.report.rule_console import render_example_runs

    book = _book(folders, config, no_config)
    globs = comma_list(select or [])
    runs = list(run_examples(book, globs))
    bare = [rule for rule in book.select(globs) if not (rule.examples.passing and rule.examples.failing)]
    _print(render_example_runs(runs, bare, View(terminal_width())), colour)
    return int(bool(bare) or any(run.wrong for run in runs))


@rules.command("check", cls=Command)
def check_rules(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="文件夹…", help="本单位的规则文件夹；不写则只查自带的规则")
    ] = None,
) -> int:
    """校验规则文件写得对不对：有错的指出文件、行、列，退出码为2。"""
    from checker.engine.rulebook.rulebook import load_rulebook

    book = load_rulebook(folders_of(paths or [], "文件夹"), cache=False)
    print(f"✓ {len(book.rules)}条规则，没有错误")
    return 0


@rules.command("docs", cls=Command)
def write_docs(
    folder: Annotated[str, typer.Argument(metavar="文件夹", help="说明写到哪里，如 docs/rules")],
    check: Annotated[bool, typer.Option("--check", help="只看是否过时，不写；过时的退出码为1")] = False,
    folders: _Folders = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> int:
    """从规则文件生成每条规则的说明和目录。"""
    from checker.cli.writing import write_file
    from checker.engine.examples import run_examples
    from checker.report.rule_pages import GENERATED, rule_pages

    book = _book(folders, config, no_config)
    target = Path(folder)
    pages = rule_pages(book, run_examples(book))
    stale = [name for name, text in pages.items() if not _same(target / name, text)]
    gone = [
        path
        for path in sorted(target.rglob("*.md"))
        if path.relative_to(target).as_posix() not in pages and _begins(path, GENERATED)
    ]
    if check:
        for name in stale:
            say(f"过时：{(target / name).as_posix()}")
        for path in gone:
            say(f"多余：{path.as_posix()}")
        if stale or gone:
            say(f"规则说明已过时；请运行 checker rules docs {folder}")
        return int(bool(stale or gone))
    for name in stale:
        write_file(target / name, pages[name])
    for path in gone:
        path.unlink()
    print(f"{len(pages)}页，更新{len(stale)}页，删去{len(gone)}页")
    return 0


@rules.command("schema", cls=Command)
def write_schema(
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="文件", help="写进文件，不写到屏幕")] = None,
) -> int:
    """输出规则文件的 JSON Schema，供编辑器补全和检查。"""
    from checker.cli.writing import write_text
    from checker.engine.rulebook.schema import rule_schema_text

    write_text(rule_schema_text(), output)
    return 0


def _book(folders: Sequence[str] | None, config: str | None = None, no_config: bool = False) -> Rulebook:
    """The rules that a check from here would use: of the folders named, else of those of the configuration."""
    from checker.review.running import rulebook_for

    if folders:
        return rulebook_for(folders_of(folders, "--rules"))
    found = configuration_for([], config, no_config)
    return rulebook_for(found.rule_folders() if found is not None else ())


def _print(lines: Sequence[Text], colour: bool | None) -> None:
    from checker.report.console import coloured, plain

    sys.stdout.write(coloured(lines) if wants_colour(sys.stdout, colour) else plain(lines))


def _same(file: Path, text: str) -> bool:
    return _read(file) == text


def _begins(file: Path, words: str) -> bool:
    return (_read(file) or "").startswith(words)


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
