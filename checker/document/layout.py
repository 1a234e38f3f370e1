"""From pages of positioned characters to a document: lines made paragraphs, furniture set apart.

Layout formats (PDF, OFD) know no paragraphs: they say where each character is drawn. What belongs
together is read off the page as a person does: a line that is full and is followed by one that is not
indented goes on; what repeats at the same place on every page, or counts pages, is furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.document.assembly import Assembly
from checker.document.furniture import is_furniture, is_page_number
from checker.document.grids import NEAR, Table, aligned_tables, ruled_tables
from checker.document.limits import Limits
from checker.document.lines import CLOSERS, Box, Glyph, Line, Sheet, columns_of, cover, join, lines_of
from checker.document.model import Anchor, BlockKind, Cell, Document

__all__ = ["Box", "Glyph", "Sheet", "compose"]

_Item = Line | Table
_ENDS = ("。", "！", "？", "；", "：", "。”", "！”", "？”", "。）", ".", ":", ";", "!", "?")


def compose(sheets: Sequence[Sheet], name: str, format: str, limits: Limits, notes: Sequence[str] = ()) -> Document:
    """The document of a file whose pages are ``sheets``. Raises ReadError where it exceeds ``limits``."""
    limits.check_characters(sum(len(sheet.glyphs) for sheet in sheets))
    flow: list[list[_Item]] = []
    narrow: list[bool] = []  # per zone (page, column, cell): whether it is only a part of a page's width
    for number, sheet in enumerate(sheets):
        tables, glyphs = ruled_tables(number, sheet, limits)
        items: list[_Item] = []
        columns = columns_of(number, glyphs)
        for column in columns:
            _settle(column, len(narrow))
            narrow.append(len(columns) > 1)
            items.extend(aligned_tables(column))
        for table in tables:
            if not table.holds_figures:
                # Text that a table only puts side by side: each cell is a column of its own.
                for cell in table.cells:
                    _settle(list(cell.lines), len(narrow))
                    narrow.append(True)
        flow.append(_merged(items, tables))
    backdrop = [lines_of(number, sheet.backdrop) for number, sheet in enumerate(sheets)]
    furniture = _furniture(flow, sheets)
    assembly = Assembly(name, format, limits)
    for note in notes:
        assembly.note(note)
    _Writer(assembly, flow, furniture, backdrop, narrow, sheets[0].width if sheets else 0.0).write()
    return assembly.finish(pages=len(sheets))


def _settle(lines: list[Line], zone: int) -> None:
    """Tell each line of a column its zone and its distance from the line above."""
    above: Line | None = None
    for line in lines:
        line.zone = zone
        line.above = line.base - above.base if above else 0.0
        above = line


def _merged(items: list[_Item], tables: list[Table]) -> list[_Item]:
    """Lines and ruled tables of a page in reading order."""
    for table in tables:
        top = table.box[1]
        place = next(
            (i for i, item in enumerate(items) if (item.base if isinstance(item, Line) else item.box[1]) > top),
            len(items),
        )
        items[place:place] = [table] if table.holds_figures else [line for cell in table.cells for line in cell.lines]
    return items


# ── furniture ───────────────────────────────────────────────────────────────────────────────────

# What a browser prints in the margins: the address with the page number, the time with the title.
_BROWSER = re.compile(
    r"(?:https?://|file://|www\.).*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}.*"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 4  # lines from the top or bottom of a page that can be header or footer


def _furniture(flow: list[list[_Item]], sheets: Sequence[Sheet]) -> set[Line]:
    """The lines that are page headers, footers and page numbers."""
    found: set[Line] = set()
    edges: dict[tuple[str, int], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    pages: list[tuple[list[Line], list[Line]]] = []
    for number, items in enumerate(flow):
        height = sheets[number].height
        lines = sorted((item for item in items if isinstance(item, Line)), key=lambda line: line.base)
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


def _measures(lines: list[Line], narrow: list[bool], width: float) -> list[_Measure]:
    """The measure of each zone; ``width`` is that of a page."""
    if not lines:
        return [_Measure(0.0, 0.0, 0.0, 1.0)] * len(narrow)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes.most_common(1)[0][0], 1.0)
    by_zone: list[list[Line]] = [[] for _ in narrow]
    body = [line for line in lines if _is_body(line, size)] or lines
    for line in body:
        by_zone[line.zone].append(line)
    whole = _margins([line for line in body if not narrow[line.zone]] or body, size)
    if len(body) < 6:  # too few to show how far lines go: the right margin is about as wide as the left
        whole = (whole[0], max(whole[1], width - 1.5 * whole[0]))
    distances = [line.above for line in body if 0.8 * size < line.above < 4 * size]
    pitch = _usual(distances) if distances else 0.0
    measures: list[_Measure] = []
    for zone, part in zip(by_zone, narrow, strict=True):
        left, right = whole
        if part and len(zone) >= 2:
            left, right = min(line.left for line in zone), max(line.right for line in zone)
        elif len(zone) >= 6:
            own = _margins(zone, size)
            # The margins of a page may lie otherwise than on the pages before (left and right pages); that
            # its lines are all indented, or all short, moves only one of them.
            if abs((own[1] - own[0]) - (right - left)) < size:
                left, right = own
        measures.append(_Measure(left, right, pitch, size))
    return measures


def _is_body(line: Line, size: float) -> bool:
    return 0.88 * size < line.size < 1.12 * size


def _margins(lines: list[Line], size: float) -> tuple[float, float]:
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
        furniture: set[Line],
        backdrop: list[list[Line]],
        narrow: list[bool],
        width: float,
    ) -> None:
        self._assembly = assembly
        self._flow = flow
        self._furniture = furniture
        self._backdrop = backdrop
        lines = [item for items in flow for item in items if isinstance(item, Line) and item not in furniture]
        self._measures = _measures(lines, narrow, width)
        self._indented = self._uses_indents(lines)
        self._long = len(lines) >= 5  # enough of them to tell which size is that of the text
        self._open: list[Line] = []  # the lines so far of the paragraph being read
        # What stands between the parts of a paragraph that crosses a page break, until that is complete.
        self._aside: list[tuple[BlockKind, list[Line]]] = []
        self._tables = 0
        self._last: Table | None = None  # the table just written, as long as nothing but furniture follows
        self._offset = 0  # rows of its index written on earlier pages

    def write(self) -> None:
        for number, items in enumerate(self._flow):
            notes = self._footnotes(items)
            for item in items:
                if isinstance(item, Table):
                    self._table(item)
                elif item in self._furniture:
                    self._aside.append((BlockKind.FURNITURE, [item]))
                elif item in notes:
                    self._note(item)
                else:
                    self._body(item)
            self._aside.extend((BlockKind.FURNITURE, [line]) for line in self._backdrop[number])
        self._close()

    def _body(self, line: Line) -> None:
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

    def _paragraph(self, lines: list[Line]) -> None:
        if len(lines) == 1 and (is_furniture(lines[0].text) or is_furniture(lines[0].spaced)):
            self._add(lines, BlockKind.FURNITURE)
            return
        first = lines[0]
        title = first.page == 0 and self._long and first.size > 1.2 * self._measures[first.zone].size
        self._add(lines, BlockKind.PARAGRAPH, 0 if title else None)

    def _add(self, lines: list[Line], kind: BlockKind, heading: int | None = None) -> None:
        page = lines[0].page
        box = cover(line.box for line in lines if line.page == page)
        self._assembly.add(join(line.text for line in lines), kind, anchor=_anchor(page, box), heading=heading)

    def _table(self, table: Table) -> None:
        self._close()
        last = self._last
        if last is not None and last.page + 1 == table.page and _same_edges(last.edges, table.edges):
            self._offset += last.rows  # the table goes on from the page before
        else:
            self._tables, self._offset = self._tables + 1, 0
        for part in table.cells:
            cell = Cell(self._tables - 1, part.row + self._offset, part.column, part.rows, part.columns)
            self._assembly.add(part.text, BlockKind.CELL, anchor=_anchor(table.page, part.box), cell=cell)
        self._last = table

    def _note(self, line: Line) -> None:
        if not _NOTE_MARK.match(line.text) and self._aside and self._aside[-1][0] is BlockKind.FOOTNOTE:
            self._aside[-1][1].append(line)
        else:
            self._aside.append((BlockKind.FOOTNOTE, [line]))

    def _footnotes(self, items: list[_Item]) -> set[Line]:
        """Small lines at the foot of a page, from the first that begins with a note mark."""
        tail: list[Line] = []
        for item in reversed(items):
            if isinstance(item, Table):
                break
            if item in self._furniture:
                continue
            if item.size > 0.88 * self._measures[item.zone].size:
                break
            tail.append(item)
        tail.reverse()
        start = next((i for i, line in enumerate(tail) if _NOTE_MARK.match(line.text)), len(tail))
        return set(tail[start:])

    def _uses_indents(self, lines: list[Line]) -> bool:
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

    def _goes_on(self, line: Line, after: Line) -> bool:
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
            line.text.endswith(_ENDS) or (line.text[-1] in CLOSERS and line.zone != after.zone)
        ):
            return False
        return body and not (near and line.text.endswith(_ENDS) and after.above > 1.12 * here.pitch)


def _anchor(page: int, box: Box) -> Anchor:
    left, top, right, bottom = box
    return Anchor(page=page + 1, box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def _same_edges(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 2 * NEAR for a, b in zip(one, other, strict=True))
