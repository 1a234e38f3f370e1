"""What is in force, on a terminal: key, value, and who said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from checker.report.console import View
from checker.report.layout import clean, pad, wrap

__all__ = ["SettingRow", "render_settings"]

Lines = list[Text]
_KEY = 14


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: its key as the configuration writes it, its value and its origin in words."""

    key: str
    value: str
    origin: str


def render_settings(
    configuration: str | None, rows: Sequence[SettingRow], report: str | None, about: Sequence[SettingRow], view: View
) -> Lines:
    """The settings for all reports, and those of one report where one is named."""
    named = clean(configuration) if configuration is not None else "没有用配置文件"
    lines = [Text().append("配置  ", "dim").append(named, "bold"), Text("━" * view.columns, "dim")]
    lines += _rows(rows, view)
    if report is not None:
        lines += [Text(), Text().append("报告  ", "dim").append(clean(report), "bold")]
        lines += [Text("━" * view.columns, "dim"), *_rows(about, view)]
    return lines


def _rows(rows: Sequence[SettingRow], view: View) -> Lines:
    lines: Lines = []
    for row in rows:
        head = Text(" ").append(pad(row.key, _KEY), "bold blue")
        origin = clean(row.origin)
        room = view.columns - head.cell_len
        value = clean(row.value)
        if cell_len(value) + cell_len(origin) + 2 <= room:
            gap = room - cell_len(value) - cell_len(origin)
            lines.append(head.append(value).append(" " * gap).append(origin, "dim"))
            continue
        for index, part in enumerate(wrap(value, room)):
            lines.append((head if index == 0 else Text(" " * (_KEY + 1))).append(part))
        lines += [Text(" " * (_KEY + 1)).append(part, "dim") for part in wrap(origin, room)]
    return lines
