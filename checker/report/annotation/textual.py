"""A Word file made of a report's text, for formats that take no comments: headings, paragraphs and tables.

It is plain and in the type of official documents (GB/T 9704); what counts is that every character stands where the
report has it, so that comments find their words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.document.model import Block, BlockKind, Document, Span
from checker.document.readers.docx import Place
from checker.outline.model import Outline
from checker.report.annotation.markup import escape
from checker.report.annotation.package import create

__all__ = ["TextPlaces", "docx_of"]

_MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MOST_FIELDS = 40_000  # of a table; one with more is written cell by cell
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of the report from ``start`` to ``end`` are those of paragraph ``paragraph`` from ``own`` on."""

    start: int
    end: int
    paragraph: int
    own: int


class TextPlaces:
    """The way from the report's text to the paragraphs of the file, as ``Places`` of the docx reader gives it."""

    hidden: frozenset[str] = frozenset()

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def of(self, span: Span) -> tuple[Place, ...]:
        """The places that a span covers; one empty place at the nearest paragraph where it covers nothing written."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        found: list[Place] = []
        for piece in self._pieces[index:]:
            if piece.start >= span.end:
                break
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            if start < end:
                shift = piece.own - piece.start
                place = Place(_MAIN, piece.paragraph, start + shift, end + shift)
                if found and found[-1].paragraph == place.paragraph and found[-1].end == place.start:
                    place = Place(_MAIN, place.paragraph, found.pop().start, place.end)
                found.append(place)
        if not found and self._pieces:
            near = self._pieces[index]
            at = min(max(span.start, near.start), near.end) - near.start + near.own
            found.append(Place(_MAIN, near.paragraph, at, at))
        return tuple(found)


def docx_of(document: Document, outline: Outline | None = None) -> tuple[bytes, TextPlaces]:
    """The docx of a report's text, and the way from the text to it. ``outline`` tells headings, title and signature."""
    writer = _Writer(document, outline)
    body = "".join(writer.body())
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
        'w:header="851" w:footer="992" w:gutter="0"/>'
        "</w:sectPr>"
    )
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_MAIN}"/>'),
        _MAIN: f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{section}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        ),
        "word/styles.xml": _styles(),
    }
    return create({name: text.encode() for name, text in parts.items()}), TextPlaces(writer.pieces)


class _Writer:
    """Blocks to paragraphs and tables."""

    def __init__(self, document: Document, outline: Outline | None) -> None:
        self._document = document
        self.pieces: list[_Piece] = []
        self._paragraphs = 0
        self._styles = _styles_by_offset(outline) if outline is not None else {}
        self._title = outline.title.span if outline is not None and outline.title is not None else None

    def body(self) -> Iterator[str]:
        blocks = self._document.blocks
        for table, group in groupby(blocks, key=lambda b: b.cell.table if b.cell is not None else None):
            cells = list(group)
            if table is None or _extent(cells) > _MOST_FIELDS:
                for block in cells:
                    yield self._paragraph(block.span, self._style(block))
            else:
                yield self._table(cells)

    def _style(self, block: Block) -> str:
        if block.kind is BlockKind.FURNITURE:
            return "Aside"
        if block.kind is BlockKind.FOOTNOTE:
            return "Note"
        if self._title is not None and self._title.contains(block.span):
            return "Title"
        if block.span.start in self._styles:
            return self._styles[block.span.start]
        if block.heading is not None and not self._styles:
            return "Title" if block.heading == 0 else f"Heading{min(block.heading, 2)}"
        return ""

    def _paragraph(self, span: Span, style: str) -> str:
        """One paragraph; the line breaks of a block broken at a fixed width are bridged."""
        written = self._written(span)
        self._paragraphs += 1
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(written)}</w:t></w:r></w:p>'

    def _written(self, span: Span) -> str:
        """The words of a paragraph; what stands for a character of the report is noted."""
        text = self._document.text
        written = ""
        start = span.start
        for line in self._document.quote(span).split("\n"):
            inner = line.strip(" \t\r\u3000") if written else line.rstrip("\r")
            at = start + line.find(inner) if inner else start
            if written and inner and _are_words(written[-1], inner[0]):
                written += " "
            if inner:
                self.pieces.append(_Piece(at, at + len(inner), self._paragraphs, len(written)))
                written += inner
            start += len(line) + 1
        assert start == span.end + 1 and len(text) >= span.end
        if not written:
            self.pieces.append(_Piece(span.start, span.start, self._paragraphs, 0))
        # One character for one character: what Word cannot hold shows as a sign.
        return written.replace("\t", " ")

    def _table(self, blocks: list[Block]) -> str:
        """A table of figures; cells that a merge swallowed stay empty."""
        cells = {(b.cell.row, b.cell.column): b for b in blocks if b.cell is not None}
        rows = max(b.cell.row + b.cell.rows for b in cells.values() if b.cell is not None)
        columns = max(b.cell.column + b.cell.columns for b in cells.values() if b.cell is not None)
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), block in cells.items():
            assert block.cell is not None
            for y in range(row, min(row + block.cell.rows, rows)):
                for x in range(column, column + block.cell.columns):
                    merged.setdefault((y, x), (row, column))
        lines: list[str] = []
        for row in range(rows):
            line: list[str] = []
            column = 0
            while column < columns:
                line.append(self._cell(cells, merged.get((row, column)), row, column))
                origin = merged.get((row, column))
                owner = cells.get(origin) if origin is not None else None
                wide = owner.cell.columns if owner is not None and owner.cell is not None else 1
                column += max(1, wide if origin is not None and origin[1] == column else 1)
            lines.append(f"<w:tr>{''.join(line)}</w:tr>")
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join("<w:gridCol/>" for _ in range(columns))
        properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        # Two tables in a row would flow together without a paragraph between them.
        self._paragraphs += 1
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"

    def _cell(self, cells: dict[tuple[int, int], Block], origin: tuple[int, int] | None, row: int, column: int) -> str:
        block = cells.get(origin) if origin is not None else None
        properties = ""
        if block is not None and block.cell is not None:
            if block.cell.columns > 1:
                properties += f'<w:gridSpan w:val="{block.cell.columns}"/>'
            if block.cell.rows > 1:
                properties += '<w:vMerge w:val="restart"/>' if origin == (row, column) else "<w:vMerge/>"
        if block is not None and origin == (row, column):
            inside = self._paragraph(block.span, "Cell")
        else:
            inside = "<w:p/>"
            self._paragraphs += 1
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _are_words(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for a blank: a figure broken over two lines is one figure."""
    return before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())


def _extent(cells: Sequence[Block]) -> int:
    """How many fields the grid of a table has."""
    rows = max((b.cell.row + b.cell.rows for b in cells if b.cell is not None), default=0)
    return rows * max((b.cell.column + b.cell.columns for b in cells if b.cell is not None), default=0)


def _styles_by_offset(outline: Outline) -> dict[int, str]:
    """Styles of paragraphs by where they begin."""
    found: dict[int, str] = {}
    for section in outline.walk():
        if not section.heading.run_in and section.heading.scheme != "serial":
            found[section.heading.span.start] = f"Heading{min(section.level, 2)}"
    for _, span in outline.organs:
        found[span.start] = "Signature"
    if outline.signed is not None:
        found[outline.signed.span.start] = "Signature"
    if outline.addressee is not None:
        found[outline.addressee.start] = "Addressee"
    if outline.document_number is not None:
        found[outline.document_number.start] = "Number"
    return found


def _relations(inside: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types() -> str:
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_MAIN}" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
    )


def _styles() -> str:
    """Body text in 仿宋 of 16 points, 28 points from line to line; titles in 宋体, headings in 黑体 and 楷体."""

    def style(key: str, name: str, paragraph: str, font: str, size: int, extra: str = "") -> str:
        fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        return (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:pPr>{paragraph}</w:pPr><w:rPr>{fonts}{extra}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
            "</w:style>"
        )

    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    exact = '<w:spacing w:before="{}" w:after="{}" w:line="560" w:lineRule="exact"/>'
    heading = '<w:keepNext/><w:outlineLvl w:val="{}"/>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:pPr>{exact.format(0, 0)}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    grey = '<w:color w:val="7F7F7F"/>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}">{normal}'
        + style("Title", "Title", exact.format(0, 240) + flush + '<w:jc w:val="center"/>', "宋体", 44, "<w:b/>")
        + style("Heading1", "heading 1", "<w:keepNext/>" + '<w:outlineLvl w:val="0"/>', "黑体", 32)
        + style("Heading2", "heading 2", heading.format(1), "楷体", 32)
        + style("Number", "发文字号", exact.format(0, 240) + flush + '<w:jc w:val="center"/>', "仿宋", 32)
        + style("Addressee", "主送机关", flush, "仿宋", 32)
        + style("Signature", "落款", flush + '<w:jc w:val="right"/>', "仿宋", 32)
        + style("Cell", "表格文字", single + flush + '<w:jc w:val="left"/>', "仿宋", 21)
        + style("Note", "脚注文字", single + flush, "仿宋", 21)
        + style("Aside", "版面附加文字", single + flush, "仿宋", 21, grey)
        + "</w:styles>"
    )
