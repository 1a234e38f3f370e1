"""Tables on a page: rules that cross, or pieces of text that stand under each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.document.alignment import places_of
from checker.document.limits import Limits
from checker.document.lines import Box, Glyph, Line, Sheet, cover, em_box, join, lines_of

__all__ = ["NEAR", "Table", "TableCell", "aligned_tables", "ruled_tables"]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its place and extent, its box, and the lines in it."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page (from 0): its box, the places of its vertical rules, its cells row by row."""

    page: int
    box: Box
    edges: tuple[float, ...]
    cells: tuple[TableCell, ...]

    @property
    def rows(self) -> int:
        return max(cell.row + cell.rows for cell in self.cells)

    @property
    def holds_figures(self) -> bool:
        """Whether this is a table of figures: one row, or whole paragraphs in cells, only places text."""
        if self.rows < 2:
            return False
        lengths = [sum(len(line.text) for line in cell.lines) for cell in self.cells]
        return max(lengths) <= 600 and sum(lengths) <= 80 * len(lengths)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

NEAR = 3.0  # points by which rules that meet may miss each other
_MOST_RULES = 1_500  # a page with more is a drawing or a map


def ruled_tables(number: int, sheet: Sheet, limits: Limits) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the characters outside them."""
    rules = list(dict.fromkeys(sheet.rules))
    if len(rules) < 4 or len(rules) > _MOST_RULES or not sheet.glyphs:
        return [], sheet.glyphs
    level = _joined_rules([(rule[1] + rule[3]) / 2, rule[0], rule[2]] for rule in rules if _is_level(rule))
    upright = _joined_rules([(rule[0] + rule[2]) / 2, rule[1], rule[3]] for rule in rules if not _is_level(rule))
    tables: list[Table] = []
    rest = sheet.glyphs
    for across, down in _crossing(level, upright):
        ys = _distinct([rule[0] for rule in across])
        xs = _distinct([rule[0] for rule in down])
        # Tables are often open at the sides: the ends of their horizontal rules close them.
        west, east = min(rule[1] for rule in across), max(rule[2] for rule in across)
        if west < xs[0] - 10:
            xs.insert(0, west)
        if east > xs[-1] + 10:
            xs.append(east)
        if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > limits.max_cells:
            continue
        bounds = (xs[0], ys[0], xs[-1], ys[-1])
        inside: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        outside: list[Glyph] = []
        for glyph in rest:
            x, y = (glyph[0] + glyph[1]) / 2, glyph[2] - 0.38 * glyph[3]
            if bounds[0] < x < bounds[2] and bounds[1] < y < bounds[3]:
                inside[bisect_right(ys, y) - 1, bisect_right(xs, x) - 1].append(glyph)
            else:
                outside.append(glyph)
        cells = _cells(number, xs, ys, across, down, inside)
        if sum(bool(cell.lines) for cell in cells) < 2:
            continue
        tables.append(Table(number, bounds, tuple(xs), tuple(cells)))
        rest = outside
    return tables, rest


def _is_level(rule: Box) -> bool:
    return rule[2] - rule[0] >= rule[3] - rule[1]


def _joined_rules(rules: Iterable[list[float]]) -> list[list[float]]:
    """Rules (position, start, end) with those that continue each other made one, in order of position."""
    joined: list[list[float]] = []
    for rule in sorted(rules):
        index = len(joined)
        while index and rule[0] - joined[index - 1][0] <= 1.5:
            index -= 1
            other = joined[index]
            if rule[1] <= other[2] + NEAR and rule[2] >= other[1] - NEAR:
                other[1], other[2] = min(other[1], rule[1]), max(other[2], rule[2])
                break
        else:
            joined.append(list(rule))
    return [rule for rule in joined if rule[2] - rule[1] > 5.0]


def _crossing(
    level: list[list[float]], upright: list[list[float]]
) -> list[tuple[list[list[float]], list[list[float]]]]:
    """Groups of rules that hang together: horizontal ones and vertical ones of each, from the top."""
    if not level or not upright:
        return []
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, (y, start, end) in enumerate(level):
        for j, (x, top, bottom) in enumerate(upright, len(level)):
            if start - NEAR <= x <= end + NEAR and top - NEAR <= y <= bottom + NEAR:
                group[root(j)] = root(i)
    groups: dict[int, tuple[list[list[float]], list[list[float]]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(level):
        groups[root(i)][0].append(rule)
    for j, rule in enumerate(upright, len(level)):
        groups[root(j)][1].append(rule)
    found = [pair for pair in groups.values() if len(pair[0]) >= 2 and pair[1]]
    return sorted(found, key=lambda pair: pair[0][0][0])


def _distinct(positions: Iterable[float]) -> list[float]:
    """Positions in order, those nearer than a rule is thick taken once."""
    distinct: list[float] = []
    for position in sorted(positions):
        if not distinct or position - distinct[-1] > NEAR:
            distinct.append(position)
    return distinct


def _cells(
    page: int,
    xs: list[float],
    ys: list[float],
    across: list[list[float]],
    down: list[list[float]],
    inside: dict[tuple[int, int], list[Glyph]],
) -> list[TableCell]:
    """Cells of a grid: fields with no rule between them are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    group = list(range(rows * columns))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    def ruled(rules: list[list[float]], at: float, start: float, end: float) -> bool:
        middle = (start + end) / 2
        low = bisect_left(rules, at - NEAR, key=_position)
        high = bisect_right(rules, at + NEAR, key=_position)
        return any(rule[1] <= middle <= rule[2] for rule in rules[low:high])

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not ruled(down, xs[column + 1], ys[row], ys[row + 1]):
                group[root(here + 1)] = root(here)
            if row + 1 < rows and not ruled(across, ys[row + 1], xs[column], xs[column + 1]):
                group[root(here + columns)] = root(here)
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(rows * columns):
        members[root(index)].append(index)
    cells: list[TableCell] = []
    for fields in members.values():
        top, bottom = min(fields) // columns, max(fields) // columns
        left, right = min(f % columns for f in fields), max(f % columns for f in fields)
        glyphs = [glyph for f in fields for glyph in inside.get((f // columns, f % columns), ())]
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        extent = (bottom - top + 1, right - left + 1)
        cells.append(TableCell(top, left, *extent, box, tuple(lines_of(page, glyphs))))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _position(rule: list[float]) -> float:
    return rule[0]


def aligned_tables(lines: list[Line]) -> list[Line | Table]:
    """The lines of a column, with runs of lines whose pieces stand under each other made tables."""
    items: list[Line | Table] = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and len(lines[end].parts) >= 2:
            end += 1
        table = _aligned_table(lines[index:end]) if end - index >= 3 else None
        if table:
            items.append(table)
            index = end
        else:
            items.append(lines[index])
            index += 1
    return items


def _aligned_table(lines: list[Line]) -> Table | None:
    """A table without rules, when the pieces of the lines fall into the same columns."""
    # Centred heads above figures set to the right: where every line has as many pieces, they are counted.
    extents = places_of([[(part[0], part[1]) for part in line.parts] for line in lines], 0.3 * lines[0].size)
    if extents is None:
        return None
    cells: list[TableCell] = []
    starts: dict[int, float] = {}
    for row, (line, places) in enumerate(zip(lines, extents, strict=True)):
        for (column, columns), (left, right, text) in zip(places, line.parts, strict=True):
            box = em_box(left, right, line.base, line.size)
            part = replace(line, text=text, left=left, right=right, parts=[(left, right, text)])
            cells.append(TableCell(row, column, 1, columns, box, (part,)))
            starts[column] = min(left, starts.get(column, left))
    edges = tuple(starts[column] for column in sorted(starts))
    return Table(lines[0].page, cover(line.box for line in lines), edges, tuple(cells))
