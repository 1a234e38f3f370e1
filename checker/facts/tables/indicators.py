"""Cells whose heads name an indicator of the catalogue, for comparison with the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.binding import Binder
from checker.facts.catalogue import Indicator
from checker.facts.model import Measure, NumberKind
from checker.facts.tables.grid import Grid, Line, plain

__all__ = ["find_measures"]

_YEAR = re.compile(r"(20\d\d)年?(?!\d)")
_PREVIOUS = re.compile(r"(?:上年|去年|上一年|同期|往年|上期)")
_NAMELESS = re.compile(
    r"^(?:(?:20\d\d年?度?|本年度?|今年|当年|本期|全年|年度|数量|数值|数据|件数|案件数|总数|个数|人数|次数|结果|完成情况|"
    r"指标值|实际值|完成数|实绩|合计|总计|小计|共计|上年度?|去年|上年同期|上期|\d{1,2}月|上半年|下半年))+$"
)


def find_measures(grid: Grid, binder: Binder, year: int | None) -> Iterator[Measure]:
    """Figures of the whole: in rows that name an indicator, or in the total row under columns that do."""
    said = {int(found) for text in grid.texts.values() for found in _YEAR.findall(text) if len(text) < 30}
    titled = {int(found) for found in _YEAR.findall(grid.title)}
    years = said | titled
    current = year if year in years or not years else max(years)
    rows, columns = grid.rows_side().lines, grid.columns_side().lines
    by_row = {line.index: line for line in rows}
    by_column = {line.index: line for line in columns}
    single = len([line for line in rows if not line.total]) == 1
    for value in grid.values.values():
        row, column = by_row[value.row], by_column[value.column]
        if value.percent or value.quantity.kind is not NumberKind.COUNT:
            continue
        named: tuple[str, Indicator] | None = None
        if row.sub:
            continue
        whole = row.total or single or _NAMELESS.match(plain(row.label))
        if whole and (len(column.path) > 1 or not _NAMELESS.match(plain(column.label))):
            named = _named(grid, column, binder)
        # Deep in a numbered head the words of a row are no name; in 项目、数量、项目、数量 names stand between.
        alone = len(row.path) == 1 and not row.total and grid.named_by_its_head(value)
        if named is None and alone and (column.total or _NAMELESS.match(plain(column.label))):
            named = _named(grid, row, binder)
        if named is None:
            continue
        group = value.quantity.group
        if group and group not in (*named[1].units, "generic"):
            continue
        words = row.name + column.name
        own = {int(found) for found in _YEAR.findall(words)} or titled
        earlier = _PREVIOUS.search(words) or (own and current not in own) or re.search(r"增减|同比|环比|变化", words)
        yield Measure(
            value.index,
            named[0],
            named[1].id,
            "",
            "previous" if earlier else "year",
            value.quantity.passage,
            value.quantity.span,
            words,
        )


_LEFT = re.compile(r"结转下|下年|未结|结余|剩余")


def _named(grid: Grid, line: Line, binder: Binder) -> tuple[str, Indicator] | None:
    """The indicator that a line names, alone or with the title of its table."""
    path = line.path[:-1] if line.total and len(line.path) > 1 else line.path  # 审结—小计
    words = "".join(plain(part) for part in path)
    found = binder.named_in(words)
    topic = binder.named_in(grid.title) if grid.title else None
    if found is not None and topic is not None and len(path) > 1 and found[0] != topic[0]:
        return None  # （五）不予处理—1.信访类申请 in a table on disclosure
    if found is not None and found[1].total and (_LEFT.search(words) or len(path) > 2):
        return None
    if found is None and topic is not None and path and not _LEFT.search(words):
        cue = binder.catalogue.topics[topic[0]].cues[0]
        found = binder.named_in(f"{cue}{plain(path[-1])}")
        if found is not None and found == binder.named_in(cue):
            return None  # the words must be the line's own, not those of the topic alone
    return found
