"""A table as a grid: its head, the names of its lines, its figures with the units that the head gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from checker.document.model import BlockKind, Cell, Document
from checker.facts.interval import Interval
from checker.facts.lexicon import NumberLexicon
from checker.facts.model import CellName, NumberKind, Quantity
from checker.facts.rounding import COUNTED, is_counted

__all__ = ["Grid", "Line", "Side", "Value", "find_grids", "plain"]

_FIGURE = re.compile(
    r"(?P<sign>[-+—↑↓▲▼]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?P<share>[%‰]?)(?P<arrow>[↑↓]?)"
)
_FALLING = frozenset("-—↓▼")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANK = re.compile(r"[\s—–\-_/\\.…*×xX无]*")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
_BRACKETS = re.compile(r"[（(](?P<words>[^（）()]{1,12})[）)]")
_UNIT_SAID = re.compile(r"单位[：:](?P<unit>[^\s，；。：:）)、]{1,6})")
_TOTAL = re.compile(
    r"(?:合计|总计|共计|小计|累计|总数|总和|汇总|总量|总分)(?:数|量)?$|^(?:合计|总计)[/、及和与]|"
    r"^(?:全部|总体|合|计|总)$|^全[市区县省州镇乡局院系统]{1,3}(?:总体|总数)?$"
)
_SUB = re.compile(r"小计")
_PARTIAL = re.compile(r"^(?:其中|[#＃]|含)")
_SERIAL = re.compile(r"序号|编号|^No\.?$|^栏次$|^行次$", re.IGNORECASE)
_UNITS_COLUMN = re.compile(r"^(?:计量|数量)?单位$")
_NOT_ADDED = re.compile(
    r"率|占比|比例|比重|比值|同比|环比|增幅|增速|增长|平均|[人件户场次日月年]均|均值|满意度|得分|分值|分数|评分|排名|名次|位次|排序|"
    r"指数|系数|年份|年度$|时长|天数|期限|限额|标准|电话|代码|面积比|增减|增加|减少|变化|差额|差值"
)
_NOTED = re.compile(r"重复|重叠|交叉|不合计|去重|四舍五入|略有|不等于|之和[大小多]|多个|多项|多种|兼")
_LONGEST_TITLE = 40
_LOOK_BACK = 3
_MOST_LINES = 400
_MOST_COLUMNS = 60


def plain(name: str) -> str:
    """The words of a head without blanks, number and what stands in brackets."""
    name = _NUMBERING.sub("", re.sub(r"\s", "", name))
    return _BRACKETS.sub("", name).rstrip("：:")


class Value(Struct, frozen=True):
    """A cell that is a figure: ``quantity`` with the unit of its head, ``amount`` with its sign."""

    index: int
    row: int
    column: int
    quantity: Quantity
    amount: Fraction
    slack: Fraction  # half a unit of the last digit where the figure was rounded before it was printed

    @property
    def percent(self) -> bool:
        return self.quantity.kind is NumberKind.PERCENT

    @property
    def points(self) -> bool:
        return self.quantity.kind is NumberKind.POINTS


class Line(Struct, frozen=True):
    """A row or column of figures: the words of its head from the outside in, and what they make of it."""

    index: int
    path: tuple[str, ...]
    unit: str
    group: str
    total: bool
    sub: bool
    partial: bool
    added: bool  # its figures may be parts of sums
    share: bool  # its figures are percentages

    @property
    def name(self) -> str:
        return "".join(self.path)

    @property
    def label(self) -> str:
        """The innermost words."""
        return self.path[-1] if self.path else ""


class Side(Struct, frozen=True):
    """A table seen along its rows or along its columns: ``lines`` in order, and the figures of each by cross line."""

    lines: tuple[Line, ...]
    crosses: tuple[Line, ...]
    figures: Mapping[tuple[int, int], Value]  # by index of line and of cross line
    noted: bool  # a note says that the figures need not add up

    def at(self, line: Line, cross: Line) -> Value | None:
        return self.figures.get((line.index, cross.index))


class Grid(Struct, frozen=True, dict=True):
    """One table: texts and figures by row and column (merged cells stand at every place they cover)."""

    number: int  # of the table, from 1
    texts: Mapping[tuple[int, int], str]
    origins: Mapping[tuple[int, int], tuple[int, int]]  # where the cell at a place begins
    values: Mapping[tuple[int, int], Value]
    rows: int
    columns: int
    head: int  # rows of the head
    stub: tuple[int, ...]  # columns that hold the names of the rows
    title: str
    noted: bool
    row_paths: Mapping[int, tuple[str, ...]]
    column_paths: Mapping[int, tuple[str, ...]]
    row_units: Mapping[int, tuple[str, str]]
    column_units: Mapping[int, tuple[str, str]]

    def name(self, value: Value, *, several: bool) -> CellName:
        """Where a figure stands, as one would say it; ``several``: there are other tables."""
        row = "—".join(self.row_paths.get(value.row, ()))
        column = "—".join(self.column_paths.get(value.column, ()))
        shown = f"表{self.number}" if several else ""
        shown += f"第{value.row + 1}行" + (f"“{_short(row)}”" if row else "")
        return CellName(shown, f"“{_short(column)}”列" if column else f"第{value.column + 1}列")

    def named_by_its_head(self, value: Value) -> bool:
        """Whether no words stand between the head of the row and the figure."""
        between = range(max(self.stub) + 1, value.column)
        return not any(
            (value.row, column) not in self.values and not _BLANK.fullmatch(self.texts.get((value.row, column), ""))
            for column in between
        )

    def rows_side(self) -> Side:
        """Rows as lines, columns across."""
        return Side(self._row_lines, self._column_lines, self.values, self.noted)

    def columns_side(self) -> Side:
        """Columns as lines, rows across."""
        turned = {(column, row): value for (row, column), value in self.values.items()}
        return Side(self._column_lines, self._row_lines, turned, self.noted)

    @cached_property
    def _row_lines(self) -> tuple[Line, ...]:
        return tuple(
            _line(row, self.row_paths.get(row, ()), self.row_units.get(row), self._by_row.get(row, ()))
            for row in range(self.head, self.rows)
        )

    @cached_property
    def _column_lines(self) -> tuple[Line, ...]:
        by_column: dict[int, list[Value]] = {}
        for value in self.values.values():
            by_column.setdefault(value.column, []).append(value)
        return tuple(
            _line(column, self.column_paths.get(column, ()), self.column_units.get(column), by_column[column])
            for column in sorted(by_column)
        )

    @cached_property
    def _by_row(self) -> dict[int, list[Value]]:
        found: dict[int, list[Value]] = {}
        for value in self.values.values():
            found.setdefault(value.row, []).append(value)
        return found


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:22]}…"


def _line(index: int, path: tuple[str, ...], unit: tuple[str, str] | None, values: Sequence[Value]) -> Line:
    label = plain(path[-1]) if path else ""
    words = "".join(path)
    share = bool(values) and sum(value.percent for value in values) * 2 > len(values)
    return Line(
        index,
        path,
        *(unit or ("", "")),
        total=_TOTAL.search(label) is not None,
        sub=_SUB.search(label) is not None,
        partial=_PARTIAL.match(label) is not None,
        added=not share and _NOT_ADDED.search(words) is None,
        share=share,
    )


# ── from blocks to grids ────────────────────────────────────────────────────────────────────────


def find_grids(document: Document, quantities: Sequence[Quantity], lexicon: NumberLexicon) -> list[Grid]:
    """The tables of a document that hold figures."""
    cells: dict[int, list[tuple[int, Cell]]] = {}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for passage, block in enumerate(document.prose):
        if block.kind is BlockKind.CELL and block.cell is not None:
            cells.setdefault(block.cell.table, []).append((passage, block.cell))
            first.setdefault(block.cell.table, passage)
            last[block.cell.table] = passage
    if not cells:
        return []
    by_passage: dict[int, list[int]] = {}
    for index, quantity in enumerate(quantities):
        by_passage.setdefault(quantity.passage, []).append(index)
    grids: list[Grid] = []
    for table, members in cells.items():
        if (
            max(cell.row for _, cell in members) >= _MOST_LINES
            or max(cell.column for _, cell in members) >= _MOST_COLUMNS
        ):
            continue
        above = _beside(document, range(first[table] - 1, first[table] - 1 - _LOOK_BACK, -1))
        below = _beside(document, range(last[table] + 1, last[table] + 1 + _LOOK_BACK))
        grid = _grid(len(grids) + 1, document, members, quantities, by_passage, lexicon, above, below)
        if grid is not None:
            grids.append(grid)
    return grids


def _beside(document: Document, places: range) -> list[str]:
    """The paragraphs right before or after a table, as far as they may belong to it."""
    found: list[str] = []
    for place in places:
        if not 0 <= place < len(document.prose) or document.prose[place].kind is not BlockKind.PARAGRAPH:
            break
        found.append(document.passages[place].text)
    return found


def _grid(
    number: int,
    document: Document,
    members: Sequence[tuple[int, Cell]],
    quantities: Sequence[Quantity],
    by_passage: Mapping[int, Sequence[int]],
    lexicon: NumberLexicon,
    above: Sequence[str],
    below: Sequence[str],
) -> Grid | None:
    texts: dict[tuple[int, int], str] = {}
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    figures: dict[tuple[int, int], tuple[int, re.Match[str] | None]] = {}
    for passage, cell in members:
        text = document.passages[passage].text.strip()
        inside = by_passage.get(passage, ())
        if text:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    texts[row, column] = text
                    origins[row, column] = (cell.row, cell.column)
        if len(inside) == 1 and cell.columns == 1:
            quantity = quantities[inside[0]]
            match = _FIGURE.fullmatch(text)
            whole = quantity.kind in (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.POINTS) and (
                quantity.end - quantity.start >= len(text) - 1 and quantity.interval.is_point
            )
            if match is not None or whole:
                figures[cell.row, cell.column] = (inside[0], match)
    if len(figures) < 2:
        return None
    rows, columns = 1 + max(r for r, _ in texts), 1 + max(c for _, c in texts)
    head = _head_rows(texts, figures, rows, columns)
    body = range(head, rows)
    for row in body:
        if any(texts.get((row, column)) for column in range(columns)) and all(
            texts.get((row, column)) == texts.get((head - 1, column)) for column in range(columns)
        ):  # the head once more, on a further page
            for column in range(columns):
                figures.pop((row, column), None)
    stub = _stub(texts, figures, head, rows, columns)
    for place in [place for place in figures if place[1] in stub or place[0] < head]:
        del figures[place]
    if len(figures) < 2:
        return None
    names = [column for column in stub if not _is_serial(texts, column, head, rows)]
    units_column = next((c for c in stub if _UNITS_COLUMN.match(_heading(texts, c, head))), None)
    if units_column is not None and any(_unit(texts.get((r, units_column), ""), lexicon) is None for r in body):
        units_column = None  # a column of 单位 names the bodies, not what is counted
    names = [column for column in names if column != units_column] or list(stub)
    column_paths = _column_paths(texts, origins, head, columns)
    row_paths = _row_paths(texts, origins, figures, names, stub, units_column, head, rows)
    corner = next((found for text in (*above, *_titles(texts, head, columns)) if (found := _said(text, lexicon))), None)
    column_units: dict[int, tuple[str, str]] = {}
    row_units: dict[int, tuple[str, str]] = {}
    factors_by_column: dict[int, _Unit] = {}
    factors_by_row: dict[int, _Unit] = {}
    for column, path in column_paths.items():
        if (unit := _unit_of(path, lexicon)) is not None:
            factors_by_column[column] = unit
            column_units[column] = (unit.unit, unit.group)
    for row, path in row_paths.items():
        unit = _unit(texts.get((row, units_column), ""), lexicon) if units_column is not None else None
        unit = unit or _unit_of(path, lexicon)
        if unit is not None:
            factors_by_row[row] = unit
            row_units[row] = (unit.unit, unit.group)
    values: dict[tuple[int, int], Value] = {}
    for (row, column), (index, match) in figures.items():
        own = factors_by_column.get(column)
        if own is None or (own.kind is NumberKind.COUNT and row in factors_by_row):
            own = factors_by_row.get(row, own)
        words = "".join((*row_paths.get(row, ()), *column_paths.get(column, ())))
        if own is None and corner is not None and _NOT_ADDED.search(words) is None:
            own = corner
        if own is not None and own.group in COUNTED and match is not None and match["decimals"]:
            own = None if _NOT_ADDED.search(words) else own  # 人均办案（件）12.6: an average is no count
        value = _value(index, row, column, quantities[index], match, own)
        if value is not None:
            values[row, column] = value
    if len(values) < 2:
        return None
    title = next((text for text in (*_titles(texts, head, columns), *above) if _is_title(text)), "")
    remarks = [text for text in below if text.startswith(("注", "备注", "说明", "※", "*"))]
    entries = (text for (row, column), text in texts.items() if row >= head and column not in stub)
    noted = any(_NOTED.search(text) for text in (*remarks, *entries))
    return Grid(
        number, texts, origins, values, rows, columns, head, stub, title, noted,
        row_paths, column_paths, row_units, column_units,
    )  # fmt: skip


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "。" not in text and not _UNIT_SAID.search(text)


def _titles(texts: Mapping[tuple[int, int], str], head: int, columns: int) -> list[str]:
    """Rows of the head that are one cell over all columns."""
    found: list[str] = []
    for row in range(head):
        across = {texts.get((row, column), "") for column in range(columns)} - {""}
        if len(across) == 1 and columns > 1:
            found.append(across.pop())
    return found


def _head_rows(
    texts: Mapping[tuple[int, int], str],
    figures: Mapping[tuple[int, int], tuple[int, re.Match[str] | None]],
    rows: int,
    columns: int,
) -> int:
    """How many rows the head has: those above the first row with figures that are neither years nor column numbers."""
    for row in range(rows):
        found = [column for column in range(columns) if (row, column) in figures]
        shown = [texts.get((row, column), "") for column in found]
        if not found:
            continue
        if row == 0 and len(found) >= 2 and all(_YEAR.fullmatch(text) for text in shown):
            continue
        if len(found) >= 3 and shown in [[str(first + n) for n in range(len(shown))] for first in range(3)]:
            continue  # 1 2 3 …: the columns are numbered
        if len(found) == 1 and found[0] == 0:
            continue  # a number before a row of words
        return row
    return 0


def _stub(
    texts: Mapping[tuple[int, int], str],
    figures: Mapping[tuple[int, int], tuple[int, re.Match[str] | None]],
    head: int,
    rows: int,
    columns: int,
) -> tuple[int, ...]:
    """The columns before the first column of figures, one of serial numbers among them."""
    found: list[int] = []
    for column in range(columns):
        shown = [row for row in range(head, rows) if texts.get((row, column))]
        numeric = [row for row in shown if (row, column) in figures]
        if 2 * len(numeric) > len(shown) and not (
            _is_serial(texts, column, head, rows) and any(_words_after(texts, row, column) for row in shown)
        ):
            break
        if not shown and found:
            break
        found.append(column)
    return tuple(found) if len(found) < columns else (0,)


def _words_after(texts: Mapping[tuple[int, int], str], row: int, column: int) -> bool:
    following = texts.get((row, column + 1), "")
    return bool(following) and _FIGURE.fullmatch(following) is None and _BLANK.fullmatch(following) is None


def _heading(texts: Mapping[tuple[int, int], str], column: int, head: int) -> str:
    return "".join(dict.fromkeys(texts.get((row, column), "") for row in range(head)))


def _is_serial(texts: Mapping[tuple[int, int], str], column: int, head: int, rows: int) -> bool:
    """Whether a column numbers the rows."""
    heading = _heading(texts, column, head)
    shown = [text for row in range(head, rows) if (text := texts.get((row, column), "")).isdigit()]
    counting = len(shown) >= 2 and shown == [str(number) for number in range(1, len(shown) + 1)]
    return _SERIAL.search(heading) is not None or (counting and (not heading or "名" in heading or "号" in heading))


def _column_paths(
    texts: Mapping[tuple[int, int], str], origins: Mapping[tuple[int, int], tuple[int, int]], head: int, columns: int
) -> dict[int, tuple[str, ...]]:
    """The words above each column from the outside in; where a head cell was not merged, the one to its left counts."""
    filled: dict[tuple[int, int], str] = {}
    for row in range(head):
        across = {texts.get((row, column), "") for column in range(columns)} - {""}
        if len(across) == 1 and columns > 1 and row + 1 < head:
            only = next(iter(across))
            if sum(bool(texts.get((row, column))) for column in range(columns)) > 1 or len(only) > 12:
                continue  # a title over the whole table
        below = [
            any(texts.get((r, c)) and origins[r, c][0] > row for r in range(row + 1, head)) for c in range(columns)
        ]
        start = 0
        while start < columns:
            end = start + 1
            while end < columns and below[end] and below[start]:
                end += 1
            if not below[start]:
                end = start + 1
            words = ""
            opening = next((texts[row, c] for c in range(start, end) if texts.get((row, c))), "")
            for column in range(start, end):
                words = texts.get((row, column), "") or words or (opening if column == start or end - start > 1 else "")
                if below[start] or texts.get((row, column)):
                    filled[row, column] = words
            start = end
    paths: dict[int, tuple[str, ...]] = {}
    for column in range(columns):
        path = dict.fromkeys(filled.get((row, column), "") for row in range(head))
        paths[column] = tuple(words for words in path if words and not (words.isdigit() and len(words) < 4))
    return paths


def _row_paths(
    texts: Mapping[tuple[int, int], str],
    origins: Mapping[tuple[int, int], tuple[int, int]],
    figures: Mapping[tuple[int, int], tuple[int, re.Match[str] | None]],
    names: Sequence[int],
    stub: Sequence[int],
    units_column: int | None,
    head: int,
    rows: int,
) -> dict[int, tuple[str, ...]]:
    """The words before each row from the outside in; under a group that was not merged, the group above counts."""
    paths: dict[int, tuple[str, ...]] = {}
    open_groups: dict[int, str] = {}
    for row in range(head, rows):
        shown = {column: texts.get((row, column), "") for column in names}
        inner = max((column for column in names if shown[column]), default=-1)
        path: list[str] = []
        for column in names:
            words = shown[column]
            if words:
                open_groups[column] = words
                if origins[row, column][0] == row:  # a new group: what was open to its right is closed
                    for later in [later for later in open_groups if later > column]:
                        del open_groups[later]
            elif column < inner:
                words = open_groups.get(column, "")
            if words and words not in path:
                path.append(words)
        if not path:  # 合计 in the column of numbers
            path = [
                text
                for column in stub
                if column != units_column and (text := texts.get((row, column), "")) and not text.isdigit()
            ]
        paths[row] = tuple(dict.fromkeys(path))
    return paths


# ── units ───────────────────────────────────────────────────────────────────────────────────────


class _Unit(Struct, frozen=True):
    kind: NumberKind
    unit: str
    group: str
    factor: Fraction


_SCALES = (("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4), ("千", 10**3), ("", 1))


def _unit(words: str, lexicon: NumberLexicon) -> _Unit | None:
    """The unit that is all of ``words`` (件, 万元, %, 件/次), or None."""
    words = re.sub(r"\s", "", words)
    for written in dict.fromkeys((words, re.split(r"[/、，]|（|\(", words)[0])):
        for scale, factor in _SCALES:
            if not written.startswith(scale) or not written:
                continue
            rest = written[len(scale) :]
            found = lexicon.follow(rest, 0, len(rest))
            if found is not None and found.word == rest and found.kind in (
                NumberKind.COUNT, NumberKind.PERCENT, NumberKind.POINTS
            ):  # fmt: skip
                size = Fraction(factor)
                if found.kind is NumberKind.PERCENT:
                    size = Fraction(1, 1000) if rest == "‰" else Fraction(1, 100)
                return _Unit(found.kind, found.unit, found.group, size)
    return None


def _unit_of(path: Sequence[str], lexicon: NumberLexicon) -> _Unit | None:
    """The unit in the brackets of a head, the innermost first; 占比% counts too."""
    for words in reversed(path):
        for found in _BRACKETS.finditer(words):
            unit = _unit(found["words"].removeprefix("单位").lstrip("：:"), lexicon)
            if unit is not None:
                return unit
        if words.endswith(("%", "‰")):
            return _unit(words[-1], lexicon)
        if (said := _said(words, lexicon)) is not None:
            return said
    return None


def _said(text: str, lexicon: NumberLexicon) -> _Unit | None:
    """单位：万元."""
    found = _UNIT_SAID.search(text)
    return _unit(found["unit"], lexicon) if found is not None else None


def _value(
    index: int, row: int, column: int, quantity: Quantity, match: re.Match[str] | None, unit: _Unit | None
) -> Value | None:
    """The figure of a cell with the unit of its head."""
    falling = False
    if match is not None:
        falling = (match["sign"] in _FALLING and bool(match["sign"])) or match["arrow"] == "↓"
        decimals = (match["decimals"] or ".")[1:]
        step = Fraction(1, 10 ** len(decimals))
        printed = int(match["digits"].replace(",", "") + decimals) * step
        if match["share"]:
            size = Fraction(1, 1000 if match["share"] == "‰" else 100)
            unit = _Unit(NumberKind.PERCENT, match["share"], "share", size)
        kind = unit.kind if unit is not None else NumberKind.COUNT
        size = unit.factor if unit is not None else Fraction(1)
        group = unit.group if unit is not None else "generic" if not decimals else ""
        quantity = replace(
            quantity,
            kind=kind,
            interval=Interval.point(printed * size),
            printed=printed * size,
            step=step * size,
            unit=unit.unit if unit is not None else "",
            group=group,
            reason="",
            approximators=(),
            range_high=None,
        )
    amount = -quantity.printed if falling else quantity.printed
    # Whole units of money and of measure were written down one by one in most tables; only decimals and 万 are rounded.
    exact = is_counted(quantity) or (quantity.step == 1 and quantity.kind is NumberKind.COUNT)
    return Value(index, row, column, quantity, amount, Fraction(0) if exact else quantity.step / 2)
