"""PDF with a text layer, through pdfium: every character with its place; layout does the rest.

pdfium repairs what it can and never says so. A file that lost its end is therefore refused here before
pdfium sees it: what is missing must not pass for not written.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from checker.document.layout import Box, Glyph, Sheet, compose
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Document
from checker.document.textlayer import remarks
from checker.errors import ReadError

__all__ = ["LOCK", "opened", "read"]

LOCK = Lock()  # pdfium must not be used by two threads at once

_DAMAGED = "PDF 文件不完整或已损坏，可能没有传完；请重新拷贝、下载，或从原文件再导出一次"
_ENCRYPTED = "PDF 设有打开密码（已加密），读不出内容；请去掉密码后另存，或改交 Word 文件"
_BOMB = "PDF 内部数据展开后过大，疑似异常文件，未读取；请从原文件重新导出一次"


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a PDF file. ReadError: encrypted, damaged, without text, garbled, beyond the limits."""
    limits.check_bytes(len(data))
    _check_whole(data)
    _check_expansion(data, limits)
    with LOCK, opened(data) as (pdfium, pdf):
        count = pdfium.FPDF_GetPageCount(pdf)
        if count < 1:
            raise ReadError("PDF 里一页也没有；请重新导出，或改交 Word 文件")
        limits.check_pages(count)
        sheets: list[Sheet] = []
        total = 0
        for number in range(count):
            sheet = _sheet(pdfium, pdf, number, limits, limits.max_characters - total)
            total += len(sheet.glyphs) + len(sheet.backdrop)
            sheets.append(sheet)
    return compose(sheets, name, "pdf", limits, remarks(sheets, "PDF"))


# ── before pdfium sees the file ─────────────────────────────────────────────────────────────────

_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_SUSPECT = 64 * 1024  # a compressed stream shorter than this cannot expand beyond 66 MB (deflate: 1032 to 1)


def _check_whole(data: bytes) -> None:
    """Raise ReadError for a file that was cut off."""
    if b"%%EOF" not in data:
        raise ReadError(_DAMAGED)
    linearized = _LINEARIZED.search(data, 0, 2048)
    if linearized and len(data) < int(linearized[1]):
        raise ReadError(_DAMAGED)


def _check_expansion(data: bytes, limits: Limits) -> None:
    """Raise ReadError for streams that unpack to more than the limits allow; pdfium's own bound is 1 GB each.

    Only streams long enough to do harm are unpacked here, piece by piece and without keeping anything:
    those of an ordinary report are its fonts and pictures.
    """
    total = 0
    position = data.find(b"stream")
    while position >= 0:
        if data[position - 3 : position] == b"end":
            position = data.find(b"stream", position + 6)
            continue
        start = (
            position + 6 + (data[position + 6 : position + 8] == b"\r\n" or data[position + 6 : position + 7] == b"\n")
        )
        start += data[start : start + 1] == b"\n"
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        dictionary = data[max(0, data.rfind(b"obj", 0, position), position - 2_000) : position]
        filters = len(_FLATE.findall(dictionary))
        if filters > 1 or (filters and end - start >= _SUSPECT):
            total += _expanded(data[start:end], filters, limits.max_expanded_bytes - total)
            if total > limits.max_expanded_bytes:
                raise ReadError(_BOMB)
        position = data.find(b"stream", end + 9)


def _expanded(packed: bytes, filters: int, most: int) -> int:
    """The length of a deflated stream unpacked (``filters`` times over), or anything above ``most``."""
    if filters > 8:
        return most + 1
    chains = [zlib.decompressobj() for _ in range(filters)]
    total = 0

    def feed(level: int, piece: bytes) -> int:
        if level == filters:
            return len(piece)
        size = 0
        while piece:
            out = chains[level].decompress(piece, 1 << 20)
            piece = chains[level].unconsumed_tail
            if not out:
                break
            size += max(len(out), feed(level + 1, out))
            if total + size > most:
                break
        return size

    try:
        for offset in range(0, len(packed), 1 << 16):
            total += feed(0, packed[offset : offset + (1 << 16)])
            if total > most:
                break
    except zlib.error:
        pass  # pdfium will take as much of a damaged stream as this
    return total


# ── through pdfium ──────────────────────────────────────────────────────────────────────────────


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, Any]]:
    """The pdfium library and the open document."""
    import pypdfium2  # 40 ms, so only when a PDF is read; importing it sets the library up
    import pypdfium2.raw as pdfium

    assert pypdfium2
    pdf = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise ReadError(_ENCRYPTED if locked else _DAMAGED)
    try:
        yield pdfium, pdf
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def _sheet(pdfium: Any, pdf: Any, number: int, limits: Limits, most: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(pdf, number)
    if not page:
        raise ReadError(f"PDF 第 {number + 1} 页已损坏，读不出来；请重新下载或从原文件再导出一次")
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return Sheet(0.0, 0.0, [])
        try:
            count = pdfium.FPDFText_CountChars(text)
            if count > most:
                limits.check_characters(limits.max_characters + 1)
            drawn = _drawn(pdfium, text, count)
        finally:
            pdfium.FPDFText_ClosePage(text)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        rules = _rules(pdfium, page) if drawn else []
        return _upright(drawn, rules, (box.left, box.bottom, box.right, box.top))
    finally:
        pdfium.FPDF_ClosePage(page)


# left, right, bottom, top of the character's box; origin x, y; size; angle in degrees; character
_Drawn = tuple[float, float, float, float, float, float, float, float, str]


def _drawn(pdfium: Any, text: Any, count: int) -> list[_Drawn]:
    """The characters of a page in drawing order, in the coordinates of the page (y grows upwards)."""
    unicode_of, loose_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y, at_matrix = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y), ctypes.byref(matrix)
    drawn: list[_Drawn] = []
    size = angle = 0.0
    height, tall, fresh, high = -1e9, 0.0, True, 0
    for index in range(count):
        code = unicode_of(text, index)
        if code <= 32:
            fresh = True
            if code != 32:
                continue
        elif 0xD800 <= code < 0xDC00:
            high = code
            continue
        elif 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        loose_of(text, index, at_box)
        left, right = box.left, box.right
        if code == 32 and pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue  # a blank that pdfium put in
        origin_of(text, index, at_x, at_y)
        if fresh or y.value != height or box.top - box.bottom != tall:
            # Size and angle belong to a run; asking once per run saves a third of the time. What is as tall
            # on the same base line belongs to it; numbers that Word counts are often set smaller than their line.
            pdfium.FPDFText_GetMatrix(text, index, at_matrix)
            size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) if matrix.b else 180.0 if matrix.a < 0 else 0.0
            height, tall, fresh = y.value, box.top - box.bottom, code == 32
        if 0.0 < size < 5_000.0:
            drawn.append((left, right, box.bottom, box.top, x.value, y.value, size, angle, chr(code)))
    return drawn


def _upright(drawn: list[_Drawn], rules: list[Box], page: Box) -> Sheet:
    """The page turned so that most of its text stands upright; text at other angles is backdrop."""
    left, bottom, right, top = page
    turns = Counter(round(char[7] / 90.0) % 4 for char in drawn if abs((char[7] + 45.0) % 90.0 - 45.0) < 5.0)
    turn = turns.most_common(1)[0][0] if turns else 0
    cosine, sine = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[turn]

    def turned(x: float, y: float) -> tuple[float, float]:
        return x * cosine + y * sine, x * sine - y * cosine

    corners = [turned(x, y) for x in (left, right) for y in (bottom, top)]
    west, north = min(corner[0] for corner in corners), min(corner[1] for corner in corners)
    width = max(corner[0] for corner in corners) - west
    height = max(corner[1] for corner in corners) - north
    glyphs: list[Glyph] = []
    backdrop: list[Glyph] = []
    last_x = last_y = math.inf
    for box_left, box_right, box_bottom, box_top, x, y, size, angle, char in drawn:
        if turn:
            along, down = turned(x, y)
            start, end = turned(box_left, box_bottom)[0], turned(box_right, box_top)[0]
            start, end = min(start, end) - west, max(start, end) - west
        else:
            along, down, start, end = x, -y, box_left - west, box_right - west
        along, down = along - west, down - north
        if not (-size < along < width + size and -size < down < height + size):
            continue  # drawn outside the page: nobody sees it
        if x == last_x and y == last_y:
            along = start  # one glyph that stands for several letters (fi): they share its place
        last_x, last_y = x, y
        if end < along:
            end = along
        if char > "\u2e7f" and end - along < 0.8 * size:
            end = along + (0.5 if "\uff61" <= char <= "\uffdc" else 0.8) * size
        # A scan with recognised text may be askew by some degrees; a watermark is by tens.
        askew = angle != 0.0 or turn != 0
        straight = not askew or abs((angle - 90.0 * turn + 180.0) % 360.0 - 180.0) < 5.0
        (glyphs if straight else backdrop).append((along, end, down, size, char))
    boxes: list[Box] = []
    for rule in rules:
        x0, y0 = turned(rule[0], rule[1])
        x1, y1 = turned(rule[2], rule[3])
        boxes.append((min(x0, x1) - west, min(y0, y1) - north, max(x0, x1) - west, max(y0, y1) - north))
    return Sheet(width, height, glyphs, boxes, backdrop)


# ── rules of tables ─────────────────────────────────────────────────────────────────────────────

_MOST_OBJECTS = 20_000  # looked at per page for rules
_MOST_SEGMENTS = 4_000  # of one path: a longer one is a drawing
_THIN = 3.0  # points: a filled box thinner than this is a rule


def _rules(pdfium: Any, page: Any) -> list[Box]:
    """The straight level and upright rules drawn on a page: left, bottom, right, top (y grows upwards)."""
    rules: list[Box] = []
    left = [_MOST_OBJECTS]

    def walk(count: int, get: Any, holder: Any, outer: _Matrix, depth: int) -> None:
        for index in range(min(count, left[0])):
            left[0] -= 1
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                _path_rules(pdfium, item, outer, rules)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 8:
                inner = _times(_matrix(pdfium, item), outer)
                walk(pdfium.FPDFFormObj_CountObjects(item), pdfium.FPDFFormObj_GetObject, item, inner, depth + 1)

    walk(pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
    return rules


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(pdfium: Any, item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """The matrix that does ``one``, then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _path_rules(pdfium: Any, path: Any, outer: _Matrix, rules: list[Box]) -> None:
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = _times(_matrix(pdfium, path), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    points: list[tuple[float, float]] = []

    def finish() -> None:
        if len(points) >= 2:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            bounded = all(-1e5 < edge < 1e5 for edge in box)
            if bounded and min(box[2] - box[0], box[3] - box[1]) < _THIN:
                rules.append(box)
            elif bounded and stroke.value:
                for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
                    if min(abs(x1 - x0), abs(y1 - y0)) < 0.5:
                        rules.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        points.clear()

    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return  # curved: no table
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            finish()
        pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    finish()
