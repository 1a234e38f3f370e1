"""From characters at positions on pages to lines, paragraphs, tables and furniture.

Layout formats (PDF, OFD) know no paragraphs: they say where each character is drawn. What belongs
together is read off the page as a person does: the same base line is a line; a line that is full and
is followed by a line that is not indented goes on; what repeats at the same place on every page, or
counts pages, is furniture.

All lengths are points (1/72 inch); the origin is the top left corner of a page, y grows downwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from checker.document.limits import Limits
from checker.document.model import Anchor, Block, BlockKind, Cell, Document, Span

__all__ = ["Box", "Glyph", "Sheet", "compose"]

# left, right, base line, size, character. A plain tuple: a report has thousands of them.
Glyph = tuple[float, float, float, float, str]
# left, top, right, bottom
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


@dataclass(slots=True)
class _Line:
    """Characters on one base line, from left to right."""

    page: int  # from 0
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float  # width of what stands before the first possible line break
    above: float = 0.0  # distance to the base line of the line above, 0 for the first of a page

    @property
    def box(self) -> Box:
        return (self.left, self.base - 0.88 * self.size, self.right, self.base + 0.12 * self.size)


@dataclass(slots=True)
class _Grid:
    """A ruled table: the lines of each cell by row and column."""

    page: int
    box: Box
    columns: tuple[float, ...]
    cells: list[tuple[int, int, int, int, Box, list[_Line]]]  # row, column, rows, columns


@dataclass(slots=True)
class _Piece:
    """A block in the making."""

    kind: BlockKind
    text: str
    page: int
    box: Box
    heading: int | None = None
    cell: Cell | None = None


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CLOSERS = frozenset("，。、；：？！）》〉」』】〕”’…—～·%％‰℃,.;:?!)]}")
_OPENERS = frozenset("（《〈「『【〔“‘([{￥$")
_ENDS = ("。", "！", "？", "；", "：", "。”", "！”", "？”", "。）", ".", ":", ";", "!", "?")


def compose(sheets: Sequence[Sheet], name: str, format: str, limits: Limits, notes: Sequence[str] = ()) -> Document:
    """The document of a file whose pages are ``sheets``. Raises ReadError where it exceeds ``limits``."""
    limits.check_characters(sum(len(sheet.glyphs) for sheet in sheets))
    flow: list[list[_Line | _Grid]] = []
    backdrop: list[list[_Line]] = []
    for number, sheet in enumerate(sheets):
        glyphs = _once(sheet.glyphs)
        grids, rest = _grids(number, sheet, glyphs, limits)
        lines = _reading_order(_lines(number, rest))
        flow.append(_merge(lines, grids))
        backdrop.append(_lines(number, sheet.backdrop))
    furniture = _furniture(flow, sheets)
    pieces = _pieces(flow, furniture, backdrop)
    return _document(pieces, name, format, limits, notes, len(sheets))


# --- characters to lines ---------------------------------------------------------------------


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the second and further copies of characters drawn twice to look bold or shaded."""
    seen: dict[str, list[Glyph]] = defaultdict(list)
    kept: list[Glyph] = []
    for glyph in glyphs:
        left, _, base, size, char = glyph
        copies = seen[char]
        reach = 0.3 * size
        if char != " " and any(abs(other[0] - left) < reach and abs(other[2] - base) < reach for other in copies[-40:]):
            continue
        copies.append(glyph)
        kept.append(glyph)
    return kept


def _lines(page: int, glyphs: list[Glyph]) -> list[_Line]:
    """Lines from top to bottom; each holds the characters that share a base line."""
    if not glyphs:
        return []
    rows: list[list[Glyph]] = []
    last = -1e9
    for glyph in sorted(glyphs, key=_by_base):
        if glyph[2] - last > 0.25 * glyph[3] or not rows:
            rows.append([])
        rows[-1].append(glyph)
        last = glyph[2]
    rows = _with_raised(rows)
    lines = [line for row in rows if (line := _line(page, row)) is not None]
    for above, line in pairwise(lines):
        line.above = line.base - above.base
    return lines


def _by_base(glyph: Glyph) -> float:
    return glyph[2]


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small characters raised or lowered beside a line join it: raised figures as superscripts.

    A note mark drawn small above ``37件`` must not read as a figure of the text.
    """
    result: list[list[Glyph]] = []
    sizes = [max(glyph[3] for glyph in row) for row in rows]
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if not 0 <= other < len(rows) or sizes[index] > 0.75 * sizes[other]:
                continue
            size = sizes[other]
            shift = rows[other][0][2] - row[0][2]  # positive: raised
            if not -0.35 * size < shift < 0.6 * size:
                continue
            left = min(glyph[0] for glyph in rows[other])
            right = max(glyph[1] for glyph in rows[other])
            if min(glyph[0] for glyph in row) < left - size or max(glyph[1] for glyph in row) > right + 4 * size:
                continue
            base = rows[other][0][2]
            for left, right, _, small, char in row:
                mark = char.translate(_SUPERSCRIPT) if shift > 0.1 * size else char
                rows[other].append((left, right, base, small, mark))
            break
        else:
            result.append(row)
            continue
    return result


def _line(page: int, row: list[Glyph]) -> _Line | None:
    """One line from its characters; blanks at its ends are dropped, wide gaps become one blank."""
    row.sort()
    start, end = 0, len(row)
    while start < end and row[start][4].isspace():
        start += 1
    while end > start and row[end - 1][4].isspace():
        end -= 1
    if start == end:
        return None
    size = median(glyph[3] for glyph in row[start:end])
    pieces: list[str] = []
    before = row[start]
    for glyph in row[start:end]:
        gap = glyph[0] - before[1]
        if (
            gap > 0.25 * size
            and glyph[4] != " "
            and before[4] != " "
            and (gap > 0.9 * size or (glyph[4] < "\x7f" and before[4] < "\x7f"))
        ):
            pieces.append(" ")
        pieces.append(glyph[4])
        before = glyph
    text = "".join(pieces)
    return _Line(
        page=page,
        text=text,
        left=row[start][0],
        right=max(glyph[1] for glyph in row[start:end]),
        base=median(glyph[2] for glyph in row[start:end]),
        size=size,
        first=_unbreakable(row[start:end]),
    )


def _unbreakable(row: list[Glyph]) -> float:
    """The width of the start of a line that could not have stayed alone on the line above."""
    index = 0
    while index < len(row) and row[index][4] in _OPENERS:
        index += 1
    if index < len(row) and "!" <= row[index][4] <= "~":
        while index < len(row) and "!" <= row[index][4] <= "~":
            index += 1
    else:
        index += 1
    while index < len(row) and row[index][4] in _CLOSERS:
        index += 1
    return row[min(index, len(row)) - 1][1] - row[0][0]


# --- columns -----------------------------------------------------------------------------------


def _reading_order(lines: list[_Line]) -> list[_Line]:
    """Lines in the order in which they are read."""
    return lines


# --- ruled tables --------------------------------------------------------------------------------


def _grids(number: int, sheet: Sheet, glyphs: list[Glyph], limits: Limits) -> tuple[list[_Grid], list[Glyph]]:
    """The ruled tables of a page, and the characters outside them."""
    return [], glyphs


def _merge(lines: list[_Line], grids: list[_Grid]) -> list[_Line | _Grid]:
    """Lines and tables of a page in reading order."""
    flow: list[_Line | _Grid] = list(lines)
    for grid in grids:
        place = next(
            (i for i, item in enumerate(flow) if isinstance(item, _Line) and item.base > grid.box[3]), len(flow)
        )
        flow.insert(place, grid)
    return flow


# --- furniture ---------------------------------------------------------------------------------

_PAGE_NUMBER = re.compile(
    r"[-—–―─－·.•\s]*(?:第\s*)?(?P<page>\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?"
    r"(?:\s*[,，/／]?\s*(?:of\s*|共\s*)?\d{1,4}(?:\s*页)?)?[-—–―─－·.•\s]*|Page\s+(?P<english>\d{1,4})(?:\s+of\s+\d{1,4})?"
)
_ADDRESS = re.compile(r"(?:https?://|file://|www\.)\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?")
_DIGITS = re.compile(r"\d+")
_EDGE = 4  # lines from the top or bottom of a page that can be header or footer


def _furniture(flow: list[list[_Line | _Grid]], sheets: Sequence[Sheet]) -> set[int]:
    """Identities (``id``) of the lines that are page headers, footers and page numbers."""
    found: set[int] = set()
    edges: dict[tuple[str, int], dict[int, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    pages: list[tuple[list[_Line], list[_Line]]] = []
    for number, items in enumerate(flow):
        height = sheets[number].height
        lines = sorted((item for item in items if isinstance(item, _Line)), key=lambda line: line.base)
        top = [line for line in lines[:_EDGE] if line.base < 0.16 * height]
        bottom = [line for line in reversed(lines[-_EDGE:]) if line.base > 0.84 * height]
        pages.append((top, bottom))
        for line in (*top, *bottom):
            key = (_DIGITS.sub("#", line.text.replace(" ", "")), round(line.base / 4))
            edges[key][number].append(line)
    for key, places in edges.items():
        # The same words one step of rounding higher or lower count as the same place.
        near = {
            page: lines
            for other in (key, (key[0], key[1] + 1), (key[0], key[1] - 1))
            for page, lines in edges.get(other, {}).items()
        }
        if _repeats(key[0], near, len(sheets)):
            found.update(id(line) for lines in places.values() for line in lines)
    for number, (top, bottom) in enumerate(pages):
        height = sheets[number].height
        for lines in (top, bottom):
            for line in lines:
                if id(line) in found:
                    continue
                inner = line.base - line.size > 0.1 * height and line.base < 0.9 * height
                if _ADDRESS.fullmatch(line.text) and not inner:
                    found.add(id(line))
                elif _PAGE_NUMBER.fullmatch(line.text) and (not inner or not line.text.isdigit()):
                    found.add(id(line))
                else:
                    break
    return found


def _repeats(words: str, places: dict[int, list[_Line]], pages: int) -> bool:
    """Whether words at one place of several pages are furniture rather than a repeated phrase."""
    count = len(places)
    if count < 2:
        return False
    if pages <= 3:
        return count >= 2
    numbers = sorted(places)
    # Headers may differ on odd and even pages: neighbours two apart still count as a run.
    close = sum(1 for a, b in pairwise(numbers) if b - a <= 2)
    return count >= 3 and close >= 2 or count >= 0.5 * pages


# --- lines to paragraphs --------------------------------------------------------------------------

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[章节条]"
)


@dataclass(slots=True)
class _Measure:
    """What the running text of a page looks like."""

    left: float
    right: float
    pitch: float
    size: float


def _measures(flow: list[list[_Line | _Grid]], furniture: set[int]) -> list[_Measure]:
    """Per page: margins, distance of base lines, size of the running text."""
    pages = [[item for item in items if isinstance(item, _Line) and id(item) not in furniture] for items in flow]
    lines = [line for page in pages for line in page]
    if not lines:
        return [_Measure(0, 0, 0, 0) for _ in flow]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [[line for line in page if 0.85 * size < line.size < 1.15 * size] for page in pages]
    everything = [line for page in body for line in page] or lines
    whole = _margins(everything, size)
    pitches = [line.above for line in everything if 0.8 * size < line.above < 4 * size]
    # The distance within paragraphs is the smaller one where paragraphs are set apart.
    pitch = _usual([line.above for line in everything if 0.8 * size < line.above < 4 * size], 0.5) if pitches else 0.0
    measures: list[_Measure] = []
    for page in body:
        left, right = _margins(page, size) if len(page) >= 6 else whole
        measures.append(_Measure(left, right, pitch, size))
    return measures


def _margins(lines: list[_Line], size: float) -> tuple[float, float]:
    """The left and right edge of running text: the outermost edges that several lines share."""
    need = max(2, len(lines) // 12)
    lefts = sorted(line.left for line in lines)
    left = next(
        (x for i, x in enumerate(lefts) if bisect_right(lefts, x + 0.4 * size) - i >= need), lefts[0] if lefts else 0.0
    )
    rights = sorted(line.right for line in lines)
    right = next(
        (x for x in reversed(rights) if bisect_right(rights, x) - bisect_left(rights, x - 1.1 * size) >= need),
        rights[-1] if rights else 0.0,
    )
    return left, right


def _usual(values: list[float], step: float) -> float:
    counts = Counter(round(value / step) * step for value in values)
    best = max(counts.values())
    return min(value for value, count in counts.items() if count >= 0.5 * best)


def _pieces(flow: list[list[_Line | _Grid]], furniture: set[int], backdrop: list[list[_Line]]) -> list[_Piece]:
    measures = _measures(flow, furniture)
    body = [line for items in flow for line in items if isinstance(line, _Line) and id(line) not in furniture]
    indented = _indents(body, measures)
    pieces: list[_Piece] = []
    open_lines: list[_Line] = []
    waiting: list[_Piece] = []  # furniture met while a paragraph is open across a page break
    table = 0

    def close() -> None:
        if open_lines:
            pieces.append(_paragraph(open_lines, measures, first=not pieces))
            open_lines.clear()
        pieces.extend(waiting)
        waiting.clear()

    for number, items in enumerate(flow):
        for item in items:
            if isinstance(item, _Grid):
                close()
                for row, column, rows, columns, box, lines in item.cells:
                    pieces.append(
                        _Piece(
                            BlockKind.CELL,
                            _join(line.text for line in lines),
                            item.page,
                            box,
                            cell=Cell(table, row, column, rows, columns),
                        )
                    )
                table += 1
            elif id(item) in furniture:
                waiting.append(_Piece(BlockKind.FURNITURE, item.text, item.page, item.box))
            else:
                if open_lines and not _goes_on(open_lines[-1], item, measures, indented, len(open_lines)):
                    close()
                elif not open_lines:
                    close()
                open_lines.append(item)
        waiting.extend(_Piece(BlockKind.FURNITURE, line.text, line.page, line.box) for line in backdrop[number])
    close()
    return pieces


def _indents(lines: list[_Line], measures: list[_Measure]) -> bool:
    """Whether paragraphs of this document begin with an indented first line."""
    first = flush = 0
    for line in lines:
        measure = measures[line.page]
        if not 0.85 * measure.size < line.size < 1.15 * measure.size:
            continue
        indent = (line.left - measure.left) / measure.size if measure.size else 0.0
        full = line.right > measure.right - 2.5 * measure.size
        if full and 1.2 < indent < 4.5:
            first += 1
        elif full and indent < 0.6:
            flush += 1
    return first >= 2 and first * 25 >= flush


def _goes_on(line: _Line, after: _Line, measures: list[_Measure], indented: bool, count: int) -> bool:
    """Whether ``after`` continues the paragraph whose last line so far is ``line``."""
    here, there = measures[line.page], measures[after.page]
    size = here.size or line.size
    if max(line.size, after.size) > 1.12 * min(line.size, after.size):
        return False
    body = 0.85 * size < line.size < 1.15 * size
    room = here.right - line.right
    if room > after.first + 0.55 * line.size:
        return False  # what follows would have fitted: the paragraph ended of its own will
    indent = (after.left - there.left) / size
    if indent > 0.8:
        return False
    if line.page == after.page and here.pitch and body and after.above > 1.35 * here.pitch:
        return False
    if (line.left - here.left) / size > 4.5:
        return False
    if not indented:
        ends = line.text.endswith(_ENDS)
        if ends and _NUMBERED.match(after.text):
            return False
        if ends and line.page == after.page and here.pitch and after.above > 1.12 * here.pitch:
            return False
        if not body:
            return False
    return True


def _paragraph(lines: list[_Line], measures: list[_Measure], first: bool) -> _Piece:
    here = [line for line in lines if line.page == lines[0].page]
    box = _cover(line.box for line in here)
    measure = measures[lines[0].page]
    heading = None
    if lines[0].page == 0 and measure.size and lines[0].size > 1.2 * measure.size and len(lines) == 1:
        heading = 0
    return _Piece(BlockKind.PARAGRAPH, _join(line.text for line in lines), lines[0].page, box, heading)


def _join(texts: Iterable[str]) -> str:
    """Lines joined: nothing between Chinese characters, one blank between words of Latin letters."""
    joined = ""
    for text in texts:
        if (
            joined
            and text
            and joined[-1].isascii()
            and text[0].isascii()
            and _is_word(joined[-1])
            and _is_word(text[0])
        ):
            joined += "" if joined[-1].isdigit() and text[0].isdigit() else " "
        joined += text
    return joined


def _is_word(char: str) -> bool:
    return char.isalnum() or char in ",.;:?!)("


def _cover(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


# --- the document ---------------------------------------------------------------------------------


def _document(
    pieces: list[_Piece], name: str, format: str, limits: Limits, notes: Sequence[str], pages: int
) -> Document:
    limits.check_blocks(len(pieces))
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        box = tuple(round(value, 1) for value in piece.box)
        blocks.append(
            Block(
                piece.kind,
                Span(position, end),
                Anchor(page=piece.page + 1, box=(box[0], box[1], box[2], box[3])),
                piece.heading,
                piece.cell,
            )
        )
        position = end + 1
    text = "\n".join(piece.text for piece in pieces)
    return Document(path=name, format=format, text=text, blocks=tuple(blocks), notes=tuple(notes), pages=pages)
