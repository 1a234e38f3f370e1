"""The options that several commands have: what the reports are, and which configuration holds."""

from __future__ import annotations

from typing import Annotated

import typer

from checker.cli.completion import profile_values

__all__ = ["ABOUT", "Body", "ConfigFile", "Era", "Form", "Level", "NoConfig", "Profile", "Today", "Year"]

ABOUT = "报告的情况"

Profile = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        metavar="项=值",
        help="一次写几项：body=…,level=…,form=…,era=…,year=…；用逗号隔开或写多次",
        rich_help_panel=ABOUT,
    ),
]
Body = Annotated[
    str | None,
    typer.Option(
        "--body",
        metavar="单位",
        help="指明单位类别，不用程序认：party_government、government、department、park、town",
        rich_help_panel=ABOUT,
        autocompletion=profile_values("body"),
    ),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar="层级",
        help="指明层级：province、city、county、town",
        rich_help_panel=ABOUT,
        autocompletion=profile_values("level"),
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--form",
        metavar="文种",
        help="指明公文还是网页稿：official、web",
        rich_help_panel=ABOUT,
        autocompletion=profile_values("form"),
    ),
]
Era = Annotated[
    str | None,
    typer.Option(
        "--era",
        metavar="时期",
        help="按这个时期的要求检查：before-2019、2019-2023、from-2024；默认按报告年度",
        rich_help_panel=ABOUT,
        autocompletion=profile_values("era"),
    ),
]
Year = Annotated[int | None, typer.Option("--year", metavar="年份", help="指明报告年度", rich_help_panel=ABOUT)]
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="日期", help="以这一天为今天，如 2025-03-01；默认看系统时钟", rich_help_panel=ABOUT
    ),
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="文件",
        help="用这个配置文件；默认从报告所在的文件夹往上找 checker.yaml，再从当前文件夹往上找",
    ),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="不用配置文件")]
