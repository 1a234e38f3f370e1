"""From characters at positions on pages to lines, paragraphs, tables and furniture.

Layout formats (PDF, OFD) know no paragraphs: they say where each character is drawn. What belongs
together is read off the page as a person does: the same base line is a line; a line that is full and
is followed by one that is not indented goes on; rules that cross are a table; what repeats at the same
place on every page, or counts pages, is furniture.

All lengths are points (1/72 inch); the origin is the top left corner of a page, y grows downwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checker.document.assembly import BLANKS, Assembly
from checker.document.furniture import is_furniture, is_page_number
from checker.document.limits import Limits
from checker.document.model import Anchor, BlockKind, Cell, Document

__all__ = ["Box", "Glyph", "Sheet", "compose"]

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
class _Line:
    """Characters on one base line, from left to right."""

    page: int  # from 0
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float  # width of what stands before the first possible line break
    parts: list[tuple[float, float, str]]  # pieces between wide gaps: left, right, text
    zone: int = 0  # index of the page or column it belongs to
    above: float = 0.0  # distance to the base line of the line above in its zone, 0 for the first

    @property
    def box(self) -> Box:
        return _box(self.left, self.right, self.base, self.size)


@dataclass(slots=True)
class _Table:
    """A table: row, column, rows, columns, box and text of each cell."""

    page: int
    box: Box
    columns: tuple[float, ...]  # the vertical rules
    cells: list[tuple[int, int, int, int, Box, str]]

    @property
    def rows(self) -> int:
        return max(row + rows for row, _, rows, _, _, _ in self.cells)


_Item = _Line | _Table

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CLOSERS = frozenset("“‘，。、；：？！）》〉」』】〕”’…—～·%％‰℃,.;:?!)]}")
_OPENERS = frozenset("（《〈「『【〔“‘([{￥$")
_CLOSING_QUOTES = frozenset("”’")
_ENDS = ("。", "！", "？", "；", "：", "。”", "！”", "？”", "。）", ".", ":", ";", "!", "?")
_BLANKS = frozenset(BLANKS)


def compose(sheets: Sequence[Sheet], name: str, format: str, limits: Limits, notes: Sequence[str] = ()) -> Document:
    """The document of a file whose pages are ``sheets``. Raises ReadError where it exceeds ``limits``."""
    limits.check_characters(sum(len(sheet.glyphs) for sheet in sheets))
    flow: list[list[_Item]] = []
    zones = 0
    for number, sheet in enumerate(sheets):
        tables, glyphs = _ruled_tables(number, sheet, limits)
        items: list[_Item] = []
        for column in _columns(number, glyphs):
            _settle(column, zones)
            items.extend(_aligned_tables(column))
            zones += 1
        flow.append(_merged(items, tables))
    backdrop = [_lines(number, sheet.backdrop) for number, sheet in enumerate(sheets)]
    furniture = _furniture(flow, sheets)
    assembly = Assembly(name, format, limits)
    for note in notes:
        assembly.note(note)
    _Writer(assembly, flow, furniture, backdrop, zones).write()
    return assembly.finish(pages=len(sheets))


def _box(left: float, right: float, base: float, size: float) -> Box:
    # A Chinese character fills its em square, which stands some 0.12 em below the base line.
    return (left, base - 0.88 * size, right, base + 0.12 * size)


def _cover(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


# ── characters to lines ─────────────────────────────────────────────────────────────────────────


def _lines(page: int, glyphs: list[Glyph]) -> list[_Line]:
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


def _line(page: int, row: list[Glyph]) -> _Line | None:
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
                if before != " " and (gap > 0.9 * size or (char < "\x7f" and before < "\x7f")):
                    pieces.append(" ")
            if right > edge:
                edge = right
        pieces.append(char)
        kept.append(glyph)
        before, previous = char, left
    parts.append((part_left, edge, "".join(pieces[part_start:]).strip(BLANKS)))
    bases = sorted([glyph[2] for glyph in kept])
    return _Line(page, "".join(pieces), kept[0][0], edge, bases[len(bases) // 2], size, _unbreakable(kept), parts)


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
            or after in _CLOSERS
            or (before in "，、：" and "0" <= after <= "9")
        ):
            break
    return row[index - 1][1] - row[0][0]


# ── columns ─────────────────────────────────────────────────────────────────────────────────────

_COLUMN_ROWS = 8  # fewer rows than this on both sides of a gutter are no columns of text


def _columns(page: int, glyphs: list[Glyph]) -> list[list[_Line]]:
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
    columns: list[list[_Line]] = []
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
    crossing = sum(1 for row in rows if any(glyph[0] < middle < glyph[1] for glyph in row))
    if len(banks) >= _COLUMN_ROWS and flush >= 0.7 * len(banks) and crossing <= 0.4 * len(rows):
        return middle
    return None


def _settle(lines: list[_Line], zone: int) -> None:
    """Tell each line of a column its zone and its distance from the line above."""
    above: _Line | None = None
    for line in lines:
        line.zone = zone
        line.above = line.base - above.base if above else 0.0
        above = line


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

_NEAR = 3.0  # points by which rules that meet may miss each other
_MOST_RULES = 1_500  # a page with more is a drawing or a map


def _ruled_tables(number: int, sheet: Sheet, limits: Limits) -> tuple[list[_Table], list[Glyph]]:
    """The ruled tables of a page, and the characters outside them."""
    rules = list(dict.fromkeys(sheet.rules))
    if len(rules) < 4 or len(rules) > _MOST_RULES or not sheet.glyphs:
        return [], sheet.glyphs
    level = _joined_rules([(rule[1] + rule[3]) / 2, rule[0], rule[2]] for rule in rules if _is_level(rule))
    upright = _joined_rules([(rule[0] + rule[2]) / 2, rule[1], rule[3]] for rule in rules if not _is_level(rule))
    tables: list[_Table] = []
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
        if len([cell for cell in cells if cell[5]]) < 2:
            continue
        tables.append(_Table(number, bounds, tuple(xs), cells))
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
            if rule[1] <= other[2] + _NEAR and rule[2] >= other[1] - _NEAR:
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
            if start - _NEAR <= x <= end + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
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
        if not distinct or position - distinct[-1] > _NEAR:
            distinct.append(position)
    return distinct


def _cells(
    page: int,
    xs: list[float],
    ys: list[float],
    across: list[list[float]],
    down: list[list[float]],
    inside: dict[tuple[int, int], list[Glyph]],
) -> list[tuple[int, int, int, int, Box, str]]:
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
        low = bisect_left(rules, at - _NEAR, key=_position)
        high = bisect_right(rules, at + _NEAR, key=_position)
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
    cells: list[tuple[int, int, int, int, Box, str]] = []
    for fields in members.values():
        top, bottom = min(fields) // columns, max(fields) // columns
        left, right = min(f % columns for f in fields), max(f % columns for f in fields)
        glyphs = [glyph for f in fields for glyph in inside.get((f // columns, f % columns), ())]
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        text = _join(line.text for line in _lines(page, glyphs))
        cells.append((top, left, bottom - top + 1, right - left + 1, box, text))
    return sorted(cells)


def _position(rule: list[float]) -> float:
    return rule[0]


def _aligned_tables(lines: list[_Line]) -> list[_Item]:
    """The lines of a column, with runs of lines whose pieces stand under each other made tables."""
    items: list[_Item] = []
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


def _aligned_table(lines: list[_Line]) -> _Table | None:
    """A table without rules, when the pieces of the lines fall into the same columns."""
    size = lines[0].size
    spans = sorted((part[0], part[1]) for line in lines for part in line.parts)
    columns: list[list[float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1] + 0.3 * size:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    if len(columns) < 2:
        return None
    count = len(lines[0].parts)
    regular = all(len(line.parts) == count for line in lines)
    starts = [column[0] for column in columns]
    cells: list[tuple[int, int, int, int, Box, str]] = []
    for row, line in enumerate(lines):
        # Centred heads above figures set to the right: where every line has as many pieces, they are counted.
        places = list(range(count)) if regular else [bisect_right(starts, part[0] + 0.01) - 1 for part in line.parts]
        if len(set(places)) < len(places):
            return None
        for place, (left, right, text) in zip(places, line.parts, strict=True):
            cells.append((row, place, 1, 1, _box(left, right, line.base, line.size), text))
    return _Table(lines[0].page, _cover(line.box for line in lines), tuple(starts), cells)


def _merged(items: list[_Item], tables: list[_Table]) -> list[_Item]:
    """Lines and ruled tables of a page in reading order."""
    for table in tables:
        top = table.box[1]
        place = next(
            (i for i, item in enumerate(items) if (item.base if isinstance(item, _Line) else item.box[1]) > top),
            len(items),
        )
        items.insert(place, table)
    return items


# ── furniture ───────────────────────────────────────────────────────────────────────────────────

# What a browser prints in the margins: the address with the page number, the time with the title.
_BROWSER = re.compile(
    r"(?:https?://|file://|www\.).*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}.*"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 4  # lines from the top or bottom of a page that can be header or footer


def _furniture(flow: list[list[_Item]], sheets: Sequence[Sheet]) -> set[_Line]:
    """The lines that are page headers, footers and page numbers."""
    found: set[_Line] = set()
    edges: dict[tuple[str, int], dict[int, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    pages: list[tuple[list[_Line], list[_Line]]] = []
    for number, items in enumerate(flow):
        height = sheets[number].height
        lines = sorted((item for item in items if isinstance(item, _Line)), key=lambda line: line.base)
        top = [line for line in lines[:_EDGE] if line.base < 0.16 * height]
        bottom = [line for line in reversed(lines[-_EDGE:]) if line.base > 0.84 * height]
        pages.append((top, bottom))
        for line in (*top, *bottom):
            edges[_DIGITS.sub("#", line.text.replace(" ", "")), round(line.base / 4)][number].append(line)
    for (words, place), found_on in edges.items():
        # The same words one step of rounding higher or lower count as the same place.
        near = {page for step in (-1, 0, 1) for page in edges.get((words, place + step), ())}
        if _repeats(near, len(sheets)):
            found.update(line for lines in found_on.values() for line in lines)
    for number, (top, bottom) in enumerate(pages):
        height = sheets[number].height
        for lines in (top, bottom):
            for line in lines:
                if line in found:
                    continue
                outer = line.base < 0.1 * height or line.base > 0.9 * height
                if not (is_page_number(line.text, bare=outer) or (outer and _BROWSER.fullmatch(line.text))):
                    break
                found.add(line)
    return found


def _repeats(places: set[int], pages: int) -> bool:
    """Whether words at one place of several pages are furniture rather than a repeated phrase."""
    if pages <= 3 or len(places) < 3:
        return len(places) >= 2 and 2 * len(places) >= pages
    numbers = sorted(places)
    # Headers may differ on odd and even pages: neighbours two apart still count as a run.
    return sum(1 for a, b in pairwise(numbers) if b - a <= 2) >= 2


# ── lines to paragraphs ─────────────────────────────────────────────────────────────────────────

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条]"
)
_NOTE_MARK = re.compile(r"[①-⑳⓪❶-❿¹²³⁴-⁹*※]|[\[［〔【]\d{1,2}[\]］〕】]|注\d{0,2}[：:]")


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the running text of a page or column looks like: margins, distance of base lines, size."""

    left: float
    right: float
    pitch: float
    size: float


def _measures(lines: list[_Line], zones: int) -> list[_Measure]:
    """The measure of each zone."""
    if not lines:
        return [_Measure(0.0, 0.0, 0.0, 1.0)] * zones
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes.most_common(1)[0][0], 1.0)
    by_zone: list[list[_Line]] = [[] for _ in range(zones)]
    body = [line for line in lines if _is_body(line, size)] or lines
    for line in body:
        by_zone[line.zone].append(line)
    whole = _margins(body, size)
    distances = [line.above for line in body if 0.8 * size < line.above < 4 * size]
    pitch = _usual(distances) if distances else 0.0
    return [_Measure(*(_margins(zone, size) if len(zone) >= 6 else whole), pitch, size) for zone in by_zone]


def _is_body(line: _Line, size: float) -> bool:
    return 0.88 * size < line.size < 1.12 * size


def _margins(lines: list[_Line], size: float) -> tuple[float, float]:
    """The left and right edge of running text: the outermost edges that several lines share."""
    need = max(2, len(lines) // 12)
    lefts = sorted(line.left for line in lines)
    left = next((x for i, x in enumerate(lefts) if bisect_right(lefts, x + 0.4 * size) - i >= need), lefts[0])
    rights = sorted(line.right for line in lines)
    right = next(
        (x for x in reversed(rights) if bisect_right(rights, x) - bisect_left(rights, x - 1.1 * size) >= need),
        rights[-1],
    )
    return left, right


def _usual(distances: list[float]) -> float:
    """The distance of lines within a paragraph: the smallest of those that are common."""
    counts = Counter(round(distance * 2) / 2 for distance in distances)
    common = counts.most_common(1)[0][1] / 2
    return min(distance for distance, count in counts.items() if count >= common)


class _Writer:
    """Makes blocks of the flow of lines and tables."""

    def __init__(
        self,
        assembly: Assembly,
        flow: list[list[_Item]],
        furniture: set[_Line],
        backdrop: list[list[_Line]],
        zones: int,
    ) -> None:
        self._assembly = assembly
        self._flow = flow
        self._furniture = furniture
        self._backdrop = backdrop
        lines = [item for items in flow for item in items if isinstance(item, _Line) and item not in furniture]
        self._measures = _measures(lines, zones)
        self._indented = self._uses_indents(lines)
        self._long = len(lines) >= 5  # enough of them to tell which size is that of the text
        self._open: list[_Line] = []  # the lines so far of the paragraph being read
        # What stands between the parts of a paragraph that crosses a page break, until that is complete.
        self._aside: list[tuple[BlockKind, list[_Line]]] = []
        self._tables = 0
        self._last: _Table | None = None  # the table just written, as long as nothing but furniture follows
        self._offset = 0  # rows of its index written on earlier pages

    def write(self) -> None:
        for number, items in enumerate(self._flow):
            notes = self._footnotes(items)
            for item in items:
                if isinstance(item, _Table):
                    self._table(item)
                elif item in self._furniture:
                    self._aside.append((BlockKind.FURNITURE, [item]))
                elif item in notes:
                    self._note(item)
                else:
                    self._body(item)
            self._aside.extend((BlockKind.FURNITURE, [line]) for line in self._backdrop[number])
        self._close()

    def _body(self, line: _Line) -> None:
        if not self._open or not self._goes_on(self._open[-1], line):
            self._close()
        self._last = None
        self._open.append(line)

    def _close(self) -> None:
        """Write the paragraph being read, and what stood beside it."""
        if self._open:
            self._paragraph(self._open)
            self._open = []
        for kind, lines in self._aside:
            self._add(lines, kind)
        self._aside = []

    def _paragraph(self, lines: list[_Line]) -> None:
        if len(lines) == 1 and is_furniture(lines[0].text):
            self._add(lines, BlockKind.FURNITURE)
            return
        first = lines[0]
        title = first.page == 0 and self._long and first.size > 1.2 * self._measures[first.zone].size
        self._add(lines, BlockKind.PARAGRAPH, 0 if title else None)

    def _add(self, lines: list[_Line], kind: BlockKind, heading: int | None = None) -> None:
        page = lines[0].page
        box = _cover(line.box for line in lines if line.page == page)
        self._assembly.add(_join(line.text for line in lines), kind, anchor=_anchor(page, box), heading=heading)

    def _table(self, table: _Table) -> None:
        self._close()
        last = self._last
        if last is not None and last.page + 1 == table.page and _same_columns(last.columns, table.columns):
            self._offset += last.rows
        else:
            self._tables, self._offset = self._tables + 1, 0
        for row, column, rows, columns, box, text in table.cells:
            cell = Cell(self._tables - 1, row + self._offset, column, rows, columns)
            self._assembly.add(text, BlockKind.CELL, anchor=_anchor(table.page, box), cell=cell)
        self._last = table

    def _note(self, line: _Line) -> None:
        if not _NOTE_MARK.match(line.text) and self._aside and self._aside[-1][0] is BlockKind.FOOTNOTE:
            self._aside[-1][1].append(line)
        else:
            self._aside.append((BlockKind.FOOTNOTE, [line]))

    def _footnotes(self, items: list[_Item]) -> set[_Line]:
        """Small lines at the foot of a page, from the first that begins with a note mark."""
        tail: list[_Line] = []
        for item in reversed(items):
            if isinstance(item, _Table):
                break
            if item in self._furniture:
                continue
            if item.size > 0.88 * self._measures[item.zone].size:
                break
            tail.append(item)
        tail.reverse()
        start = next((i for i, line in enumerate(tail) if _NOTE_MARK.match(line.text)), len(tail))
        return set(tail[start:])

    def _uses_indents(self, lines: list[_Line]) -> bool:
        """Whether paragraphs of this document begin with an indented first line."""
        first = flush = 0
        for line in lines:
            measure = self._measures[line.zone]
            if not _is_body(line, measure.size) or line.right < measure.right - 2.5 * measure.size:
                continue
            indent = (line.left - measure.left) / measure.size
            if 1.2 < indent < 4.5:
                first += 1
            elif indent < 0.6:
                flush += 1
        return first >= 2 and first * 25 >= flush

    def _goes_on(self, line: _Line, after: _Line) -> bool:
        """Whether ``after`` continues the paragraph whose last line so far is ``line``."""
        here, there = self._measures[line.zone], self._measures[after.zone]
        size = here.size
        if max(line.size, after.size) > 1.12 * min(line.size, after.size):
            return False
        if len(line.parts) > 2 or len(after.parts) > 2:
            return False  # spread over the line: a form or a table
        if here.right - line.right > after.first + (2.5 if self._indented else 0.55) * line.size:
            return False  # what follows would have fitted: the paragraph ended of its own will
        if (after.left - there.left) / size > 0.8 or (line.left - here.left) / size > 4.5:
            return False
        near = line.zone == after.zone and here.pitch > 0
        body = _is_body(line, size)
        if near and body and after.above > 1.35 * here.pitch:
            return False
        if self._indented:
            return True
        if _NUMBERED.match(after.text) and (
            line.text.endswith(_ENDS) or (line.text[-1] in _CLOSERS and line.zone != after.zone)
        ):
            return False
        return body and not (near and line.text.endswith(_ENDS) and after.above > 1.12 * here.pitch)


def _anchor(page: int, box: Box) -> Anchor:
    left, top, right, bottom = box
    return Anchor(page=page + 1, box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def _same_columns(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 2 * _NEAR for a, b in zip(one, other, strict=True))


def _join(texts: Iterable[str]) -> str:
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
