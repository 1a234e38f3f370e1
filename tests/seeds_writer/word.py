"""Word files: one set as GB/T 9704 asks, one as a town's clerk types it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from tests.seeds_writer.source import Part, Piece

_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
PDF_FONT = "Droid Sans Fallback"  # TrueType: its subset in a PDF is small
_BODY_FONT = "仿宋_GB2312"
_FONTS = {
    Part.TITLE: ("方正小标宋简体", 22),
    Part.FIRST_HEADING: ("黑体", 16),
    Part.SECOND_HEADING: ("楷体_GB2312", 16),
    Part.ANNEX: ("黑体", 16),
    Part.TABLE_TITLE: ("方正小标宋简体", 18),
}
_NOT_INDENTED = {Part.NUMBER, Part.TITLE, Part.ADDRESSEE, Part.SIGNATURE, Part.DATE, Part.ANNEX, Part.TABLE_TITLE}
_ALIGNED = {
    Part.NUMBER: _CENTRE,
    Part.TITLE: _CENTRE,
    Part.TABLE_TITLE: _CENTRE,
    Part.SIGNATURE: _RIGHT,
    Part.DATE: _RIGHT,
}
_STYLES = {Part.TITLE: "Title", Part.FIRST_HEADING: "Heading 1", Part.SECOND_HEADING: "Heading 2"}


def write_official(pieces: Sequence[Piece], font: str | None = None) -> bytes:
    """The report on A4 in the styles and fonts of an official document; ``font`` sets every character in one font."""
    document = _blank()
    _page_number(document.sections[0], font or "宋体")
    for style in ("Normal", *_STYLES.values()):
        _plain_style(document.styles[style])
    numbering = _numbering(document)
    for piece in pieces:
        if piece.part is Part.TABLE:
            _table(document, piece, font or _BODY_FONT)
            continue
        paragraph = document.add_paragraph(style=_STYLES.get(piece.part))
        text = piece.text
        if piece.part is Part.AUTO:
            text = text.partition("|")[2]
            paragraph._p.get_or_add_pPr().append(numbering())
        name, size = _FONTS.get(piece.part, (_BODY_FONT, 16))
        _run(paragraph, text, font or name, size)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(36 if piece.part is Part.TITLE else 28)
        if piece.part not in _NOT_INDENTED:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if piece.part in _ALIGNED:
            paragraph.alignment = _ALIGNED[piece.part]
        if piece.part is Part.ANNEX:
            paragraph.paragraph_format.page_break_before = True
    return _bytes(document)


def write_typed(pieces: Sequence[Piece]) -> bytes:
    """The report as typed: no styles, first lines indented with blanks, headings bold, runs broken anywhere."""
    document = _blank()
    for piece in pieces:
        paragraph = document.add_paragraph()
        if piece.part in _ALIGNED:
            paragraph.alignment = _ALIGNED[piece.part]
        elif piece.part is not Part.ADDRESSEE:
            _run(paragraph, "　　", "宋体", 14)
        for start in range(0, len(piece.text), 37):
            run = _run(paragraph, piece.text[start : start + 37], "宋体", 14)
            run.bold = piece.part in (Part.TITLE, Part.FIRST_HEADING)
    return _bytes(document)


def _blank() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    moment = datetime(2026, 1, 1)
    for name in ("created", "modified"):
        setattr(document.core_properties, name, moment)
    document.core_properties.author = "checker"
    document.core_properties.title = document.core_properties.comments = ""
    return document


def _plain_style(style: Any) -> None:
    """Take the template's blue, its bold and its spacing off."""
    style.font.color.rgb = None
    style.font.bold = False
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _run(paragraph: Any, text: str, font: str, size: int) -> Any:
    run = paragraph.add_run(text)
    run.font.name = font if font == PDF_FONT else "Times New Roman"
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _numbering(document: Any) -> Any:
    """A list of 1. 2. 3. in the numbering part; calling the result gives the properties of one item."""
    numbering = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    return lambda: parse_xml(properties)


def _table(document: Any, piece: Piece, font: str) -> None:
    table = document.add_table(rows=len(piece.rows), cols=len(piece.rows[0]))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, piece.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].alignment = _CENTRE
            _run(cell.paragraphs[0], text, font, 12)


def _page_number(section: Any, font: str) -> None:
    """— 1 — in the footer, as a field."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = _CENTRE
    _run(paragraph, "— ", font, 14)
    run = _run(paragraph, "", font, 14)
    for kind in ("begin", "instruction", "end"):
        element = OxmlElement("w:instrText" if kind == "instruction" else "w:fldChar")
        if kind == "instruction":
            element.text = "PAGE"
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    _run(paragraph, " —", font, 14)


def _bytes(document: Any) -> bytes:
    """The package with every part dated alike: the same text gives the same bytes."""
    file, dated = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as saved, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as package:
        for name in saved.namelist():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), saved.read(name), zipfile.ZIP_DEFLATED)
    return dated.getvalue()
