"""From characters at positions on a page to lines: the same base line, sorted from left to right.

All lengths are points (1/72 inch); the origin is the top left corner of a page, y grows downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from checker.document.assembly import BLANKS

__all__ = ["CLOSERS", "Box", "Glyph", "Line", "Sheet", "columns_of", "cover", "em_box", "join", "lines_of"]

# Left, right, base line, size, character. A plain tuple: a report has thousands of them.
Glyph = tuple[float, float, float, float, str]
# Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Sheet:
    """One page as drawn: its size, characters in drawing order, and straight rules (thin boxes).

    ``backdrop`` holds characters known not to be prose: watermarks, text of page templates.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box] = field(default_factory=list)
    backdrop: list[Glyph] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Line:
    """Characters on one base line, from left to right."""

    page: int  # from 0
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float  # width of what stands before the first possible line break
    parts: list[tuple[float, float, str]]  # pieces between wide gaps: left, right, text
    gaps: list[int]  # indices in ``text`` of characters that stand a little apart from the one before
    zone: int = 0  # index of the page or column it belongs to
    above: float = 0.0  # distance to the base line of the line above in its zone, 0 for the first

    @property
    def box(self) -> Box:
        return em_box(self.left, self.right, self.base, self.size)

    @property
    def spaced(self) -> str:
        """The text with a blank wherever something stands apart, be it by a blank or by spread type."""
        cuts = [0, *self.gaps, len(self.text)]
        return " ".join(self.text[a:b] for a, b in pairwise(cuts))


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CLOSERS = frozenset("“‘，。、；：？！）》〉」』】〕”’…—～·%％‰℃,.;:?!)]}")
_OPENERS = frozenset("（《〈「『【〔“‘([{￥$")
_CLOSING_QUOTES = frozenset("”’")
_BLANKS = frozenset(BLANKS)


def em_box(left: float, right: float, base: float, size: float) -> Box:
    """The box of characters on a base line."""
    # A Chinese character fills its em square, which stands some 0.12 em below the base line.
    return (left, base - 0.88 * size, right, base + 0.12 * size)


def cover(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all ``boxes``, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


# ── characters to lines ─────────────────────────────────────────────────────────────────────────


def lines_of(page: int, glyphs: list[Glyph]) -> list[Line]:
    """Lines from top to bottom; each holds the characters that share a base line."""
    return [line for row in _rows(glyphs) if (line := _line(page, row)) is not None]


def _by_base(glyph: Glyph) -> float:
    return glyph[2]


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Characters by base line, from top to bottom."""
    rows: list[list[Glyph]] = []
    last = 0.0
    for glyph in sorted(glyphs, key=_by_base):
        if not rows or glyph[2] - last > 0.25 * glyph[3]:
            rows.append([])
        rows[-1].append(glyph)
        last = glyph[2]
    return _with_raised(rows)


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small characters raised or lowered beside a line join it: raised figures as superscripts.

    A note mark drawn small above ``37件`` must not read as a figure of the text.
    """
    sizes = [max(glyph[3] for glyph in row) for row in rows]
    result: list[list[Glyph]] = []
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if not 0 <= other < len(rows) or sizes[index] > 0.75 * sizes[other]:
                continue
            size, base = sizes[other], rows[other][0][2]
            shift = base - row[0][2]  # positive: raised
            if not -0.35 * size < shift < 0.6 * size:
                continue
            left, right = min(glyph[0] for glyph in rows[other]), max(glyph[1] for glyph in rows[other])
            if row[0][0] < left - size or max(glyph[1] for glyph in row) > right + 4 * size:
                continue
            for left, right, _, small, char in row:
                mark = char.translate(_SUPERSCRIPT) if shift > 0.1 * size else char
                rows[other].append((left, right, base, small, mark))
            break
        else:
            result.append(row)
    return result


def _line(page: int, row: list[Glyph]) -> Line | None:
    """One line from its characters: blanks at its ends dropped, a wide gap made one blank.

    A character drawn twice at (nearly) one place, to look bold or to cast a shadow, counts once.
    """
    row.sort()
    start, end = 0, len(row)
    while start < end and row[start][4] in _BLANKS:
        start += 1
    while end > start and row[end - 1][4] in _BLANKS:
        end -= 1
    if start == end:
        return None
    sizes = sorted([glyph[3] for glyph in row[start:end]])
    size = sizes[len(sizes) // 2]
    kept: list[Glyph] = []
    parts: list[tuple[float, float, str]] = []
    pieces: list[str] = []
    gaps: list[int] = []
    part_start, part_left, edge = 0, row[start][0], row[start][1]
    before = ""
    previous = -1e9
    for glyph in row[start:end]:
        left, right, _, _, char = glyph
        if char == before and left - previous < 0.4 * (right - left):
            continue
        if char == " ":
            # Blanks at one place, or a blank drawn over a neighbour, are one and none.
            if before == " " and left - previous < 0.1 * size:
                continue
        else:
            gap = left - edge
            if gap > 0.25 * size:
                if gap > 1.5 * size:
                    parts.append((part_left, edge, "".join(pieces[part_start:]).strip(BLANKS)))
                    part_start, part_left = len(pieces), left
                if before != " " and (gap > 0.9 * size or _parts_words(before, char, gap / size)):
                    pieces.append(" ")
                gaps.append(len(pieces))
            if right > edge:
                edge = right
        pieces.append(char)
        kept.append(glyph)
        before, previous = char, left
    parts.append((part_left, edge, "".join(pieces[part_start:]).strip(BLANKS)))
    bases = sorted([glyph[2] for glyph in kept])
    base = bases[len(bases) // 2]
    return Line(page, "".join(pieces), kept[0][0], edge, base, size, _unbreakable(kept), parts, gaps)


def _parts_words(before: str, after: str, gap: float) -> bool:
    """Whether a gap (in sizes) between two characters is a word space.

    Only between Latin characters; beside a digit it must be wide, because spread type (justified lines, fonts
    put in for others) must not take a figure apart: 96. 5% would be two numbers.
    """
    if before > "~" or after > "~":
        return False
    return gap > (0.25 if before.isalpha() and after.isalpha() else 0.7)


def _unbreakable(row: list[Glyph]) -> float:
    """The width of the start of a line that could not have stayed alone on the line above.

    Latin words and figures are not divided, closing marks stay with what they close; layout engines
    that follow Unicode also keep quotation marks with *both* neighbours and a comma with a figure
    after it, so here they bind either way.
    """
    index, end = 0, len(row)
    while index < end:
        if "!" <= row[index][4] <= "~":
            while index < end and "!" <= row[index][4] <= "~":
                index += 1
        else:
            index += 1
        if index == end:
            break
        before, after = row[index - 1][4], row[index][4]
        if not (
            before in _OPENERS
            or before in _CLOSING_QUOTES
            or after in CLOSERS
            or (before in "，、：" and "0" <= after <= "9")
        ):
            break
    return row[index - 1][1] - row[0][0]


# ── columns ─────────────────────────────────────────────────────────────────────────────────────

_COLUMN_ROWS = 8  # fewer rows than this on both sides of a gutter are no columns of text


def columns_of(page: int, glyphs: list[Glyph]) -> list[list[Line]]:
    """The lines of a page by column, in reading order. Mostly one column, sometimes none.

    Two columns are taken for such when a gutter runs down the page beside whose left bank most rows
    end: text that fills its column. A list or a table without rules has ragged cells and stays in rows.
    """
    if not glyphs:
        return []
    rows = _rows(glyphs)
    gutter = _gutter(rows) if len(rows) >= _COLUMN_ROWS else None
    if gutter is None:
        return [[line for row in rows if (line := _line(page, row)) is not None]]
    columns: list[list[Line]] = []
    left: list[list[Glyph]] = []
    right: list[list[Glyph]] = []
    whole: list[list[Glyph]] = []

    def close() -> None:
        for side in (whole, left, right):
            lines = [line for row in side if (line := _line(page, row)) is not None]
            if lines:
                columns.append(lines)
            side.clear()

    for row in rows:
        if any(glyph[0] < gutter < glyph[1] for glyph in row):
            if left or right:
                close()
            whole.append(row)
            continue
        west = [glyph for glyph in row if glyph[1] <= gutter]
        east = [glyph for glyph in row if glyph[0] >= gutter]
        if west:
            left.append(west)
        if east:
            right.append(east)
    close()
    return columns


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """The middle of a gutter between two columns, or None."""
    gaps: list[tuple[float, float]] = []
    for row in rows:
        edge: float | None = None
        size = row[0][3]
        for glyph in sorted(row):
            if glyph[4] in _BLANKS:
                continue
            if edge is not None and glyph[0] - edge > 1.2 * size:
                gaps.append((edge, glyph[0]))
            edge = glyph[1] if edge is None else max(edge, glyph[1])
    if len(gaps) < _COLUMN_ROWS:
        return None
    left = min(glyph[0] for row in rows for glyph in row)
    right = max(glyph[1] for row in rows for glyph in row)
    # The narrowest gaps bound the gutter: where most of them overlap.
    ends = Counter(round(gap[1] / 3) for gap in gaps)
    edge = ends.most_common(1)[0][0] * 3
    banks = [gap for gap in gaps if abs(gap[1] - edge) < 5]
    size = rows[0][0][3]
    shores = sorted(gap[0] for gap in banks)
    bank = shores[-1 - len(shores) // 8]
    middle = (min(bank, edge - 2.0) + edge) / 2
    if not left + 0.3 * (right - left) < middle < left + 0.7 * (right - left):
        return None
    flush = sum(1 for gap in banks if gap[0] > bank - 1.6 * size)
    # Text fills its column without a further gap; beside the names of a table stand several figures in a row.
    if sum(1 for gap in gaps if gap[0] > edge) > 0.7 * len(banks):
        return None
    crossing = sum(1 for row in rows if any(glyph[0] < middle < glyph[1] for glyph in row))
    if len(banks) >= _COLUMN_ROWS and flush >= 0.7 * len(banks) and crossing <= 0.4 * len(rows):
        return middle
    return None


def join(texts: Iterable[str]) -> str:
    """Lines joined: nothing between Chinese characters, one blank between words of Latin letters.

    Between two digits stands nothing: a figure broken over two lines is one figure.
    """
    pieces: list[str] = []
    last = ""
    for text in texts:
        if not text:
            continue
        first = text[0]
        words = (last.isalnum() or last in ",.;:?!)") and (first.isalnum() or first == "(")
        if last and last.isascii() and first.isascii() and words and not (last.isdigit() and first.isdigit()):
            pieces.append(" ")
        pieces.append(text)
        last = text[-1]
    return "".join(pieces)
