"""All commands with their options: what a command line is read by."""

from __future__ import annotations

from typing import Annotated

import typer

from checker import __version__
from checker.cli.check import check
from checker.cli.config import config
from checker.cli.explain import explain
from checker.cli.help import Command, Group
from checker.cli.rules import rules

__all__ = ["app"]

app = typer.Typer(
    cls=Group,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=Command)(check)
app.command(cls=Command)(explain)
app.add_typer(rules, name="rules")
app.add_typer(config, name="config")


def _version(asked: bool) -> None:
    if asked:
        print(f"checker {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="显示版本", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """法治政府建设年度报告核查：读得出每个数字，算得清每条关系，讲得明每处依据。"""
    if context.invoked_subcommand is None:
        print(context.get_help())
