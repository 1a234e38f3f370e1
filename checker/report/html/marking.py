"""The text of a report cut into pieces, so that every mark and every anchor stands where it belongs.

Findings, operands and numbers overlap freely; HTML elements may not. So each block is cut at every boundary, and each
piece says what lies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
        own = [mark for mark in marks if any(_within(mark.span, part) for part in group)]
        beside = tuple(note for note in notes if _beside(note, group))
        if len(group) > 1 or block.cell is not None:
            table = _table(document, group, own)
            rows.append(Row("table", (), table, beside, new_page))
        else:
            style = styles.get(block.span.start, "")
            if not style:
                style = {BlockKind.FURNITURE: "furniture", BlockKind.FOOTNOTE: "footnote"}.get(block.kind, "p")
            rows.append(Row(style, _pieces(document, block.span, own), None, beside, new_page))
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


def _within(span: Span, block: Block) -> bool:
    return span.start <= block.span.end and block.span.start <= span.end


def _beside(note: Note, blocks: Sequence[Block]) -> bool:
    span = note.finding.span
    return span is not None and any(block.span.start <= span.start <= block.span.end for block in blocks)


def _table(document: Document, blocks: Sequence[Block], marks: Sequence[_Mark]) -> Table:
    lines: dict[int, list[tuple[int, TableCell]]] = {}
    for block in blocks:
        assert block.cell is not None
        pieces = _pieces(document, block.span, [mark for mark in marks if _within(mark.span, block)])
        cell = TableCell(pieces, max(block.cell.rows, 1), max(block.cell.columns, 1))
        lines.setdefault(block.cell.row, []).append((block.cell.column, cell))
    return Table(
        tuple(tuple(cell for _, cell in sorted(line, key=lambda pair: pair[0])) for _, line in sorted(lines.items()))
    )


def _pieces(document: Document, span: Span, marks: Sequence[_Mark]) -> tuple[Piece, ...]:
    cuts = {span.start, span.end}
    for mark in marks:
        cuts.update(edge for edge in (mark.span.start, mark.span.end) if span.start <= edge <= span.end)
    edges = sorted(cuts)
    pieces: list[Piece] = []
    for start, end in zip(edges, [*edges[1:], span.end], strict=True):
        if start == end and start != span.end:
            continue
        here = [m for m in marks if m.span.start <= start and end <= m.span.end and len(m.span)]
        points = [m for m in marks if not len(m.span) and m.span.start == start]
        beginning = [mark for mark in (*here, *points) if mark.span.start == start]
        if start == end:
            # The end of the block: only a mark without extent can stand here.
            if points:
                pieces.append(_piece("", [], points))
            continue
        pieces.append(_piece(shown(document.text[start:end]), here, beginning))
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
