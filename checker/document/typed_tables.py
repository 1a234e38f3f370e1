"""Tables typed into plain text: cells parted by tabs, by bars, by box drawing, or by blanks that line up.

Only what is surely a table is taken for one: several lines on end that fall into the same columns, with figures in
them. A line of prose with a wide gap, a list of contents and a signature stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from checker.document.alignment import Extent, places_of

__all__ = ["TypedCell", "may_hold_tables", "typed_tables"]

_BARS = "|｜│┃║¦"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s|｜│┃║¦+\-=_─━═—┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╭╮╰╯┠┨┯┷┿:：]*")
_DRAWN = re.compile(r"[-=_─━═—]{3}")
# Two blanks, or a bar, or a blank and a bar behind what is none; it begins with a class, so that a text is soon passed.
_HINT = re.compile(rf"[ \u3000\xa0\t{_BARS}](?<=\S.)(?:(?<=[\t{_BARS}])|[ \u3000\xa0\t{_BARS}])")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_PIECE = re.compile(r"\S+(?:[ \u3000\xa0]\S+)*")
_FIGURE = re.compile(r"[-+−－—↑↓]?[\d０-９][\d０-９,，.．]*\s*[%％‰]?[\u4e00-\u9fff（）()]{0,4}")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[章节部]"
)
_LEADERS = re.compile(r"[.…·．]{3}")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—·]"
)
_LONGEST = 60  # characters of a cell
_FEWEST_LINES = 3
_SLACK = 2.0


class TypedCell(Struct, frozen=True):
    """A cell: characters ``start`` to ``end`` of line ``line``, and its place in table ``table`` (from 0)."""

    line: int
    start: int
    end: int
    table: int
    row: int
    column: int
    columns: int


class _Piece(Struct, frozen=True):
    start: int
    end: int
    left: int  # in columns of a typewriter
    right: int


def may_hold_tables(text: str) -> bool:
    """Whether any line has a gap or bar within it: asked once of a whole text, because most have none."""
    return _HINT.search(text) is not None


def typed_tables(lines: Sequence[str]) -> tuple[list[TypedCell], set[int]]:
    """The cells of all tables, and the lines that are only rules of them. ``lines``: all of a text, blank ones too."""
    cells: list[TypedCell] = []
    drawn: set[int] = set()
    tables = 0
    for run in _runs(lines):
        kept = [number for number in run if not _is_rule(lines[number])]
        found = _table([lines[number] for number in kept])
        if found is None:
            continue
        for row, (number, pieces) in enumerate(zip(kept, found, strict=True)):
            for piece, (column, columns) in pieces:
                cells.append(TypedCell(number, piece.start, piece.end, tables, row, column, columns))
        drawn.update(number for number in run if _is_rule(lines[number]))
        tables += 1
    return cells, drawn


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and _DRAWN.search(line) is not None


def _runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Lines on end that may be rows."""
    for likely, run in groupby(
        range(len(lines)), key=lambda n: _HINT.search(lines[n]) is not None or _is_rule(lines[n])
    ):
        numbers = list(run)
        if likely and sum(not _is_rule(lines[number]) for number in numbers) >= 2:
            yield numbers


_Placed = list[list[tuple[_Piece, Extent]]]


def _table(lines: Sequence[str]) -> _Placed | None:
    """The pieces of the lines with their columns; None where they are no table."""
    with_bars = sum(_BAR.search(line) is not None for line in lines)
    with_tabs = sum("\t" in line.strip() for line in lines)
    found: _Placed | None
    if with_bars == len(lines):
        found = _split(lines, _BAR, edges=True)
    elif len(lines) < _FEWEST_LINES:
        return None
    elif with_tabs == len(lines):
        found = _split(lines, re.compile("\t"), edges=False) or _split(lines, re.compile("\t+"), edges=False)
    elif with_bars or with_tabs:
        return None
    else:
        found = _aligned(lines)
    return found if found is not None and _holds_figures(lines, found) else None


def _split(lines: Sequence[str], mark: re.Pattern[str], *, edges: bool) -> _Placed | None:
    """Cells between marks. Lines may lack cells at their end; where bars are missing within, their places tell."""
    rows: list[list[_Piece]] = []
    for line in lines:
        cuts = [-1, *(found.start() for found in mark.finditer(line)), len(line)]
        ends = [0, *(found.end() for found in mark.finditer(line)), len(line)]
        pieces = [_piece(line, ends[at], cuts[at + 1]) for at in range(len(cuts) - 1)]
        if edges:
            if not line[: cuts[1]].strip():
                pieces = pieces[1:]
            if pieces and not line[ends[-2] :].strip() and len(cuts) > 2:
                pieces = pieces[:-1]
        rows.append(pieces)
    most = max(map(len, rows))
    if most < 2:
        return None
    if edges and len({len(row) for row in rows}) > 1:
        spans = [[(float(piece.left), float(piece.right)) for piece in row] for row in rows]
        return _with_extents(rows, spans)
    if sum(len(row) == most for row in rows) * 2 < len(rows):
        return None
    return [[(piece, (column, 1)) for column, piece in enumerate(row)] for row in rows]


def _with_extents(rows: list[list[_Piece]], spans: Sequence[Sequence[tuple[float, float]]]) -> _Placed | None:
    extents = places_of(spans, _SLACK)
    if extents is None:
        return None
    return [list(zip(row, places, strict=True)) for row, places in zip(rows, extents, strict=True)]


def _piece(line: str, start: int, end: int) -> _Piece:
    """The cell between two marks, without blanks at its ends; measured with them."""
    left = _width(line[:start])
    right = left + _width(line[start:end])
    inner = line[start:end]
    stripped = inner.strip()
    first = start + (len(inner) - len(inner.lstrip()) if stripped else 0)
    return _Piece(first, first + len(stripped), left, right)


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _aligned(lines: Sequence[str]) -> _Placed | None:
    """Pieces parted by blanks, by the columns in which they stand."""
    rows: list[list[_Piece]] = []
    for line in lines:
        pieces: list[_Piece] = []
        for found in _PIECE.finditer(line):
            left = _width(line[: found.start()])
            piece = _Piece(found.start(), found.end(), left, left + _width(found[0]))
            if pieces and len(found[0]) == 1 and not found[0].isascii() and pieces[-1].end - pieces[-1].start == 1:
                above = pieces[-1]  # 合    计
                if piece.left - above.right <= 6 and not line[above.start].isascii():
                    pieces[-1] = _Piece(above.start, piece.end, above.left, piece.right)
                    continue
            pieces.append(piece)
        rows.append(pieces)
    spans = [[(float(piece.left), float(piece.right)) for piece in row] for row in rows]
    return _with_extents(rows, spans)


def _holds_figures(lines: Sequence[str], rows: _Placed) -> bool:
    """Whether a column beyond the first holds figures in most of the lines, and no cell is a sentence."""
    figures: dict[int, int] = {}
    in_rows = 0
    for line, row in zip(lines, rows, strict=True):
        found = False
        for piece, (column, _) in row:
            words = line[piece.start : piece.end]
            if len(words) > _LONGEST or "。" in words or _LEADERS.search(words):
                return False
            if column and _FIGURE.fullmatch(words):
                figures[column] = figures.get(column, 0) + 1
                found = True
        in_rows += found
    if not figures or max(figures.values()) < 2 or in_rows * 2 < len(rows):
        return False
    columns = 1 + max(column for row in rows for _, (column, _) in row)
    if columns == 2:
        # 一、总体情况    1: a list of contents has no head, and its lines are numbered.
        numbered = sum(_NUMBERED.match(line.strip()) is not None for line in lines)
        return in_rows < len(rows) or numbered * 2 < len(rows)
    return True
