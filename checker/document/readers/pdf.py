"""PDF with a text layer, through pdfium: every character with its place; layout does the rest."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from checker.document.layout import Glyph, Sheet, compose
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Document
from checker.errors import ReadError

__all__ = ["read"]

_LOCK = Lock()  # pdfium is not safe for use by several threads

_DAMAGED = "PDF 文件已损坏或不完整，打不开；请重新下载或从原文件再导出一次"
_ENCRYPTED = "PDF 设有打开密码，无法读取；请去掉密码后另存，或改交 Word 文件"
_IMAGES = "PDF 没有文字层，是扫描件或图片，读不出文字；请改交 Word 或由 Word 直接导出的 PDF，或先做文字识别（OCR）"


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a PDF file. ReadError: encrypted, damaged, without text, beyond the limits."""
    limits.check_bytes(len(data))
    _check_whole(data)
    notes: list[str] = []
    with _LOCK, _opened(data) as (pdfium, pdf):
        count = pdfium.FPDF_GetPageCount(pdf)
        if count < 1:
            raise ReadError("PDF 里一页也没有；请重新导出，或改交 Word 文件")
        limits.check_pages(count)
        sheets: list[Sheet] = []
        total = 0
        for number in range(count):
            sheet = _sheet(pdfium, pdf, number, limits.max_characters - total)
            total += len(sheet.glyphs) + len(sheet.backdrop)
            limits.check_characters(total)
            sheets.append(sheet)
    blank = [str(number) for number, sheet in enumerate(sheets, 1) if not any(g[4] != " " for g in sheet.glyphs)]
    if len(blank) == len(sheets):
        raise ReadError(_IMAGES)
    if blank:
        notes.append(
            f"第 {'、'.join(blank[:10])}{' 等' if len(blank) > 10 else ''} 页没有文字（空白页、扫描页或图片），未核查"
        )
    return compose(sheets, name, "pdf", limits, notes)


def _check_whole(data: bytes) -> None:
    """Raise ReadError for a file that was cut off: what is missing must not pass for not written."""
    if data.rfind(b"%%EOF") < 0:
        raise ReadError(_DAMAGED)


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[Any, Any]]:
    import pypdfium2.raw as pdfium  # 40 ms, so only when a PDF is read

    _initialise(pdfium)
    pdf = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        code = pdfium.FPDF_GetLastError()
        raise ReadError(_ENCRYPTED if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) else _DAMAGED)
    try:
        yield pdfium, pdf
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def _initialise(pdfium: Any) -> None:
    import pypdfium2  # noqa: F401  (importing the package initialises the library)


def _sheet(pdfium: Any, pdf: Any, number: int, most: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(pdf, number)
    if not page:
        raise ReadError(f"PDF 第 {number + 1} 页已损坏，读不出来；请重新下载或从原文件再导出一次")
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return Sheet(width, height, [])
        try:
            glyphs, backdrop = _glyphs(pdfium, page, text, width, height, most)
        finally:
            pdfium.FPDFText_ClosePage(text)
        return Sheet(width, height, glyphs, backdrop=backdrop)
    finally:
        pdfium.FPDF_ClosePage(page)


def _glyphs(
    pdfium: Any, page: Any, text: Any, width: float, height: float, most: int
) -> tuple[list[Glyph], list[Glyph]]:
    count = pdfium.FPDFText_CountChars(text)
    if count > most:
        raise ReadError(f"文字过多（超过 {most} 字），不像一份年度报告；请确认文件是否选对，或拆分后再核查")
    unicode_of, loose_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    glyphs: list[Glyph] = []
    for index in range(count):
        code = unicode_of(text, index)
        if code < 32:
            continue
        loose_of(text, index, at_box)
        size = box.top - box.bottom
        if size <= 0.0:
            continue  # a blank or line break that pdfium put in
        origin_of(text, index, at_x, at_y)
        glyphs.append((x.value, max(box.right, x.value), height - y.value, size, chr(code)))
    return glyphs, []
