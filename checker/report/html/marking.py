"""The text of a report cut into pieces, so that every mark and every anchor stands where it belongs.

Findings, operands and numbers overlap freely; HTML elements may not. So each block is cut at every boundary, and each
piece says what lies on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.document.model import Block, BlockKind, Document, Span
from checker.engine.model import Finding, Severity

__all__ = ["Note", "Piece", "Row", "Table", "TableCell", "rows_of", "shown"]

# What a browser may not show or would obey: controls, direction overrides, lone surrogates.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def shown(text: str) -> str:
    """The text with what cannot be shown made visible; of the same length."""
    return _UNSHOWN.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number on the page, counting from 1."""

    number: int
    finding: Finding

    @property
    def id(self) -> str:
        return f"f{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same things lie.

    ``notes`` are the numbers of the findings that mark it, ``severity`` the worst of them; ``begins`` those that begin
    here; ``operands`` says that it is an operand of some finding; ``anchors`` are ids that stand at its beginning.
    """

    text: str
    notes: tuple[int, ...] = ()
    severity: Severity | None = None
    begins: tuple[int, ...] = ()
    operand: bool = False
    anchors: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        return not (self.notes or self.operand or self.anchors)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell with its extent in rows and columns."""

    pieces: tuple[Piece, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each with the cells that begin in it."""

    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph or table with the notes beside it. ``style`` is title, h1…h4, p, furniture, footnote or table."""

    style: str
    pieces: tuple[Piece, ...]
    table: Table | None
    notes: tuple[Note, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    note: Note | None = None
    operand: bool = False
    anchor: str | None = None


def rows_of(
    document: Document, notes: Sequence[Note], numbers: Sequence[Span], styles: dict[int, str]
) -> tuple[Row, ...]:
    """The report as rows. ``numbers`` are the spans of the ledger; ``styles`` maps starts of blocks to their style."""
    marks = [*_marks(notes), *(_Mark(span, anchor=f"n{index}") for index, span in enumerate(numbers))]
    marks.sort(key=lambda mark: (mark.span.start, mark.span.end))
    rows: list[Row] = []
    blocks = document.blocks
    marked = _by_block(blocks, marks)
    noted: dict[int, list[Note]] = {}
    for note in notes:
        if note.finding.span is not None:
            for place in _blocks_at(blocks, Span(note.finding.span.start, note.finding.span.start)):
                noted.setdefault(place, []).append(note)
    index = 0
    page: int | None = None
    while index < len(blocks):
        block = blocks[index]
        new_page = block.anchor.page if block.anchor.page != page else None
        page = block.anchor.page
        group = [block]
        if block.kind is BlockKind.CELL and block.cell is not None:
            while index + len(group) < len(blocks) and _same_table(blocks[index + len(group)], block):
                group.append(blocks[index + len(group)])
        here = range(index, index + len(group))
        found = {note.number: note for place in here for note in noted.get(place, ())}
        beside = tuple(note for _, note in sorted(found.items()))
        if len(group) > 1 or block.cell is not None:
            table = _table(document, group, [marked.get(place, []) for place in here])
            rows.append(Row("table", (), table, beside, new_page))
        else:
            style = styles.get(block.span.start, "")
            if not style:
                style = {BlockKind.FURNITURE: "furniture", BlockKind.FOOTNOTE: "footnote"}.get(block.kind, "p")
            rows.append(Row(style, _pieces(document, block.span, marked.get(index, [])), None, beside, new_page))
        index += len(group)
    return tuple(rows)


def _marks(notes: Iterable[Note]) -> list[_Mark]:
    marks = []
    for note in notes:
        finding = note.finding
        if finding.span is not None:
            marks.append(_Mark(finding.span, note=note))
        marks.extend(
            _Mark(item.span, operand=item.span != finding.span, anchor=f"{note.id}-{number}")
            for number, item in enumerate(finding.evidence)
        )
    return marks


def _same_table(block: Block, first: Block) -> bool:
    return block.cell is not None and first.cell is not None and block.cell.table == first.cell.table


def _blocks_at(blocks: Sequence[Block], span: Span) -> Iterator[int]:
    """Indices of the blocks that a span touches, ends included."""
    place = bisect_left(blocks, span.start, key=lambda block: block.span.end)
    while place < len(blocks) and blocks[place].span.start <= span.end:
        yield place
        place += 1


def _by_block(blocks: Sequence[Block], marks: Sequence[_Mark]) -> dict[int, list[_Mark]]:
    found: dict[int, list[_Mark]] = {}
    for mark in marks:
        for place in _blocks_at(blocks, mark.span):
            found.setdefault(place, []).append(mark)
    return found


def _table(document: Document, blocks: Sequence[Block], marks: Sequence[Sequence[_Mark]]) -> Table:
    lines: dict[int, list[tuple[int, TableCell]]] = {}
    for block, own in zip(blocks, marks, strict=True):
        assert block.cell is not None
        cell = TableCell(_pieces(document, block.span, own), max(block.cell.rows, 1), max(block.cell.columns, 1))
        lines.setdefault(block.cell.row, []).append((block.cell.column, cell))
    return Table(
        tuple(tuple(cell for _, cell in sorted(line, key=lambda pair: pair[0])) for _, line in sorted(lines.items()))
    )


def _pieces(document: Document, span: Span, marks: Sequence[_Mark]) -> tuple[Piece, ...]:
    """A block cut at the edges of its marks (in the order of their starts)."""
    cuts = {span.start, span.end}
    points: dict[int, list[_Mark]] = {}
    for mark in marks:
        cuts.update(edge for edge in (mark.span.start, mark.span.end) if span.start <= edge <= span.end)
        if not len(mark.span):
            points.setdefault(mark.span.start, []).append(mark)
    edges = sorted(cuts)
    pieces: list[Piece] = []
    open_: list[_Mark] = []
    coming = 0
    for start, end in zip(edges, [*edges[1:], span.end], strict=True):
        if start == end:
            # The end of the block: only a mark without extent can stand here.
            if start in points:
                pieces.append(_piece("", [], points[start]))
            continue
        open_ = [mark for mark in open_ if mark.span.end > start]
        while coming < len(marks) and marks[coming].span.start <= start:
            if marks[coming].span.end > start:
                open_.append(marks[coming])
            coming += 1
        beginning = [mark for mark in (*open_, *points.get(start, ())) if mark.span.start == start]
        pieces.append(_piece(shown(document.text[start:end]), open_, beginning))
    return tuple(pieces)


def _piece(text: str, here: Sequence[_Mark], beginning: Sequence[_Mark]) -> Piece:
    marked = [mark.note for mark in here if mark.note is not None]
    worst = max((note.finding.severity for note in marked), key=lambda s: s.rank, default=None)
    return Piece(
        text,
        tuple(note.number for note in marked),
        worst,
        tuple(mark.note.number for mark in beginning if mark.note is not None),
        any(mark.operand for mark in here),
        tuple(mark.anchor for mark in beginning if mark.anchor is not None),
    )
