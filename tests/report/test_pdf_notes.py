"""Notes in PDF files: each at its words, the file itself untouched."""

from __future__ import annotations

import ctypes
import io
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from checker.document.model import Document, Span
from checker.document.readers.pdf import read
from checker.engine.model import Severity
from checker.errors import ReadError
from checker.report.annotation.pdf import Locked, annotate_pdf
from checker.report.annotation.remarks import Remark
from tests.document.pdf_writer import write
from tests.document.sample import LINES
from tests.document.typeset import Style, table, typeset

DAY = date(2025, 3, 1)
LOW = Style(top=680.0)  # the lead begins on the last line of a page


def remark(span: Span | None, quote: str = "") -> Remark:
    lines = (("【错误】", "数目不符"), ("改法：", "核对"), ("规则：", "numbers/x"))
    return Remark("numbers/x", Severity.ERROR, lines, span, quote)


def spanned(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def noted(data: bytes, *words: str, spans: tuple[Span | None, ...] = ()) -> bytes:
    document = read(data, "x.pdf")
    remarks = [remark(spanned(document, one), one) for one in words] + [remark(span) for span in spans]
    copy = annotate_pdf(data, document, remarks, DAY)
    assert copy.suffix == ".pdf" and copy.remarks == len(remarks)
    assert copy.data.startswith(data)
    return copy.data


def notes(data: bytes) -> list[tuple[int, str, str, int]]:
    """Page, words under the quads, contents and kind of every note, in the order of the file."""
    found: list[tuple[int, str, str, int]] = []
    pdf = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
                note = pdfium.FPDFPage_GetAnnot(page.raw, index)
                words = "".join(_under(note, text, n) for n in range(pdfium.FPDFAnnot_CountAttachmentPoints(note)))
                found.append((number, words, _string(note, b"Contents"), pdfium.FPDFAnnot_GetSubtype(note)))
                pdfium.FPDFPage_CloseAnnot(note)
    finally:
        pdf.close()
    return found


def _under(note: Any, text: Any, number: int) -> str:
    quad = pdfium.FS_QUADPOINTSF()
    pdfium.FPDFAnnot_GetAttachmentPoints(note, number, ctypes.byref(quad))
    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
    words = ""
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        if min(xs) <= (left + right) / 2 <= max(xs) and min(ys) <= (bottom + top) / 2 <= max(ys):
            words += text.get_text_range(index, 1)
    return words.strip()


def _string(note: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, pdfium.FPDF_WIDESTRING), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_words_are_highlighted_and_the_note_says_why() -> None:
    data = noted(write(typeset(LINES)), "187件", "个别部门对案卷评查")
    found = notes(data)
    assert [words for _, words, _, _ in found] == ["187件", "个别部门对案卷评查"]
    assert found[0][2] == "【错误】数目不符\n改法：核对\n规则：numbers/x"
    assert {kind for *_, kind in found} == {pdfium.FPDF_ANNOT_HIGHLIGHT}


def test_words_over_two_lines_are_one_note() -> None:
    words = "扎实推进法治政府建设各项工作"
    ((_, under, _, _),) = notes(noted(write(typeset(LINES)), words))
    assert under == words


def test_words_over_two_pages_are_a_note_on_each() -> None:
    found = notes(noted(write(typeset(LINES, LOW)), LINES[2]))
    assert "".join(words for _, words, _, _ in found) == LINES[2]
    assert [page for page, *_ in found] == [0, 1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int) -> None:
    ((_, words, _, _),) = notes(noted(write(typeset(LINES), rotate=turn), "受理187件"))
    assert "".join(words.split()) == "受理187件"


def test_the_right_cell_of_a_table() -> None:
    pages = typeset(LINES[:4])
    table(pages[0], [["项目", "2022年", "2023年"], ["收到", "59", "68"], ["受理", "68", "59"]], 100.0, 400.0)
    data = write(pages)
    document = read(data, "x.pdf")
    cells = [block for block in document.blocks if block.cell is not None and document.quote(block.span) == "59"]
    copy = noted(data, spans=tuple(cell.span for cell in cells))
    pdf = pypdfium2.PdfDocument(io.BytesIO(copy))
    page = pdf[0]
    tops: list[float] = []
    for index in range(2):
        box = pdfium.FS_RECTF()
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box))
        pdfium.FPDFPage_CloseAnnot(note)
        tops.append(box.top)
    page.close()
    pdf.close()
    assert [words for _, words, _, _ in notes(copy)] == ["59", "59"]
    assert tops[0] - tops[1] == pytest.approx(24.0, abs=1.0)


def test_a_remark_on_the_whole_report_is_a_note_at_the_top() -> None:
    ((page, _, text, kind),) = notes(noted(write(typeset(LINES)), spans=(None,)))
    assert (page, kind) == (0, pdfium.FPDF_ANNOT_TEXT)
    assert text.startswith("【错误】")


def test_a_point_marks_the_character_before_it() -> None:
    data = write(typeset(LINES))
    at = read(data, "x.pdf").text.index("件，提出")
    ((_, words, _, _),) = notes(noted(data, spans=(Span(at, at),)))
    assert words == "2"


def test_same_input_same_bytes() -> None:
    data = write(typeset(LINES))
    assert noted(data, "187件") == noted(data, "187件")


def test_a_locked_file_is_left_alone() -> None:
    data = write(typeset(LINES), user="")
    with pytest.raises(Locked):
        noted(data, "187件")


def test_a_damaged_file_is_refused() -> None:
    data = write(typeset(LINES))
    with pytest.raises(ReadError):
        annotate_pdf(data[:300], read(data, "x.pdf"), [remark(None)], DAY)
