"""Tables: header cells name indicators, 合计 rows and columns are wholes, and the cells are compared with the prose.

A cell that holds nothing but a number takes part; its name is its row's first cell and the header cells above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from checker.document.model import BlockKind, Cell, Document
from checker.facts.binding import Binder
from checker.facts.model import Breakdown, Completeness, Measure, NumberKind, Quantity

__all__ = ["Grid", "read_tables"]

_TOTAL = re.compile(r"^(?:合计|总计|共计|总数|小计|全[市区县省州]合计|合计数)[（(]?.{0,6}$")
_SUB = re.compile(r"^(?:小计)")
_PREVIOUS = re.compile(r"(?:上年|去年|上一年|同期)")
_YEAR = re.compile(r"(20\d\d)年")
_PARTIAL = re.compile(r"^(?:其中|#)")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()]{1,4})[）)]")
_GROUP_OF = {
    unit: group
    for group, units in {
        "cases": "件起宗",
        "persons": "人名",
        "docs": "份",
        "items": "项条",
        "times": "次场",
        "generic": "个",
        "orgs": "家户处",
    }.items()
    for unit in units
}


class _Number(Struct, frozen=True):
    """A cell that is a number: its quantity and the passage it stands in."""

    quantity: int
    passage: int
    row: int
    column: int


class Grid(Struct, frozen=True, dict=True):
    """One table: texts and numbers by row and column (merged cells stand at every place they cover)."""

    texts: Mapping[tuple[int, int], str]
    numbers: Mapping[tuple[int, int], _Number]
    rows: int
    columns: int

    def row_name(self, row: int) -> str:
        """The words at the head of a row."""
        return "".join(
            dict.fromkeys(self.texts.get((row, c), "") for c in range(self.columns) if (row, c) not in self.numbers)
        )

    def column_name(self, column: int, row: int) -> str:
        """The words above a cell."""
        return "".join(
            dict.fromkeys(self.texts.get((r, column), "") for r in range(row) if (r, column) not in self.numbers)
        )


def read_tables(
    document: Document, quantities: Sequence[Quantity], binder: Binder, year: int | None
) -> tuple[list[Breakdown], list[Measure]]:
    """The sums and measures of all tables of a report on ``year``."""
    breakdowns: list[Breakdown] = []
    measures: list[Measure] = []
    for grid in _grids(document, quantities):
        breakdowns.extend(_sums(grid, quantities))
        measures.extend(_measures(grid, quantities, binder, year))
    return breakdowns, measures


def _grids(document: Document, quantities: Sequence[Quantity]) -> Iterator[Grid]:
    cells: dict[int, list[tuple[int, Cell]]] = {}
    for passage, block in enumerate(document.prose):
        if block.kind is BlockKind.CELL and block.cell is not None:
            cells.setdefault(block.cell.table, []).append((passage, block.cell))
    if not cells:
        return
    by_passage: dict[int, list[int]] = {}
    for index, quantity in enumerate(quantities):
        by_passage.setdefault(quantity.passage, []).append(index)
    for members in cells.values():
        texts: dict[tuple[int, int], str] = {}
        numbers: dict[tuple[int, int], _Number] = {}
        for passage, cell in members:
            text = document.passages[passage].text.strip()
            found = by_passage.get(passage, [])
            whole = len(found) == 1 and _fills(quantities[found[0]], text)
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    texts[row, column] = text
            if whole:
                numbers[cell.row, cell.column] = _Number(found[0], passage, cell.row, cell.column)
        if len(numbers) >= 2:
            yield Grid(texts, numbers, 1 + max(r for r, _ in texts), 1 + max(c for _, c in texts))


def _fills(quantity: Quantity, text: str) -> bool:
    """Whether the cell holds this number and nothing else."""
    return (
        quantity.kind in (NumberKind.BARE, NumberKind.COUNT)
        and quantity.end - quantity.start >= len(text) - 1
        and quantity.interval.is_point
    )


def _sums(grid: Grid, quantities: Sequence[Quantity]) -> Iterator[Breakdown]:
    """合计 rows over the rows above, 合计 columns over the columns beside."""
    total_rows = [r for r in range(grid.rows) if _TOTAL.match(grid.row_name(r))]
    total_columns = [c for c in range(grid.columns) if _is_total_column(grid, c)]
    for row in total_rows:
        if _SUB.match(grid.row_name(row)):
            continue
        for column in range(grid.columns):
            total = grid.numbers.get((row, column))
            if total is None:
                continue
            rows = range(row) if row > grid.rows // 2 else range(row + 1, grid.rows)
            parts = [
                grid.numbers[r, column]
                for r in rows
                if (r, column) in grid.numbers and r not in total_rows and not _PARTIAL.match(grid.row_name(r))
            ]
            labels = [grid.row_name(part.row) for part in parts]
            yield from _breakdown(total, parts, labels, quantities)
    for column in total_columns:
        for row in range(grid.rows):
            total = grid.numbers.get((row, column))
            if total is None:
                continue
            parts = [
                grid.numbers[row, c]
                for c in range(grid.columns)
                if (row, c) in grid.numbers and c not in total_columns and _same_kind(grid, c, column, row)
            ]
            labels = [grid.column_name(part.column, row) for part in parts]
            yield from _breakdown(total, parts, labels, quantities)


def _is_total_column(grid: Grid, column: int) -> bool:
    header = [grid.texts.get((r, column), "") for r in range(min(3, grid.rows)) if (r, column) not in grid.numbers]
    return any(_TOTAL.match(text) for text in header)


def _same_kind(grid: Grid, column: int, total: int, row: int) -> bool:
    """Whether a column belongs to the total's group: no rate, not last year, under the same upper header if any."""
    name = grid.column_name(column, row)
    if "率" in name or "%" in name or "占比" in name or "同比" in name or _PREVIOUS.search(name):
        return False
    if "序号" in name or "年份" in name:
        return False
    top, own = grid.texts.get((0, total), ""), grid.texts.get((0, column), "")
    spans = sum(1 for c in range(grid.columns) if grid.texts.get((0, c)) == top) > 1
    return not spans or top == own


def _breakdown(
    total: _Number, parts: Sequence[_Number], labels: Sequence[str], quantities: Sequence[Quantity]
) -> Iterator[Breakdown]:
    if len(parts) < 2:
        return
    span = quantities[total.quantity].span
    for part in parts:
        span = span.cover(quantities[part.quantity].span)
    yield Breakdown(
        total.quantity,
        tuple(part.quantity for part in parts),
        tuple(labels),
        Completeness.CLOSED,
        True,
        "合计",
        span,
        total.passage,
        tight=True,
    )


def _measures(grid: Grid, quantities: Sequence[Quantity], binder: Binder, year: int | None) -> Iterator[Measure]:
    """Numeric cells whose row and column heads name an indicator."""
    heads = {int(y) for text in grid.texts.values() for y in _YEAR.findall(text)}
    current = year if year in heads or not heads else max(heads)
    for number in grid.numbers.values():
        row, column = grid.row_name(number.row), grid.column_name(number.column, number.row)
        if _TOTAL.match(row) or _TOTAL.match(column):
            continue
        named = binder.named_in(f"{row}{column}") or binder.named_in(f"{column}{row}")
        quantity = quantities[number.quantity]
        if named is None:
            continue
        unit = _UNIT.search(row) or _UNIT.search(column)
        group = quantity.group or (_GROUP_OF.get(unit["unit"][-1], "") if unit else "")
        if group and group not in (*named[1].units, "generic"):
            continue
        years = {int(y) for y in _YEAR.findall(row + column)}
        earlier = _PREVIOUS.search(row + column) or (years and current not in years)
        yield Measure(
            number.quantity,
            named[0],
            named[1].id,
            "",
            "previous" if earlier else "year",
            number.passage,
            quantity.span,
            f"{row}{column}",
        )
