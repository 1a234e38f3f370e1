"""``checker rules``: the checklist itself."""

from __future__ import annotations

import typer

from checker.cli.help import Group

__all__ = ["rules"]

rules = typer.Typer(cls=Group, help="查看、试运行规则，生成规则说明。", rich_markup_mode=None)


@rules.command("list")
def list_rules() -> None:
    """列出全部规则。"""
