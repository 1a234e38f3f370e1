"""PDF notes: the words of each finding highlighted, with the remark as the note's text.

The file itself stays: its bytes come first in the copy, what is new is appended to them. Where the words stand is read
from the page once more, character by character, and matched with the paragraph that the reader made of them.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Block, Document, Span
from checker.document.readers.pdf import LOCK, opened
from checker.engine.model import Severity
from checker.errors import ReadError
from checker.report.annotation.docx import Annotated
from checker.report.annotation.remarks import AUTHOR, Remark

__all__ = ["Locked", "annotate_pdf"]

_COLOURS = {Severity.ERROR: (255, 150, 150), Severity.WARNING: (255, 205, 110), Severity.INFO: (255, 245, 130)}
_SIGNED = "原件有电子签名（签章），批注是签名之后加上的，请以原件为准"
_FORBIDDEN = "PDF 加不了批注，可能已损坏；请从原文件再导出一次，或改用 Word 文件"

# Left, top, right, bottom as one reads the page, from its top left corner: the coordinates of ``Anchor.box``.
_Box = tuple[float, float, float, float]
_Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    char: str
    box: _Box


@dataclass(frozen=True, slots=True)
class _Sight:
    """How a page is read: turned by quarters, and where its top left corner lies then."""

    cosine: float = 1.0
    sine: float = 0.0
    west: float = 0.0
    north: float = 0.0

    def read(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page (y grows upwards) as one reads it."""
        return x * self.cosine + y * self.sine - self.west, x * self.sine - y * self.cosine - self.north

    def box(self, left: float, bottom: float, right: float, top: float) -> _Box:
        (x0, y0), (x1, y1) = self.read(left, bottom), self.read(right, top)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def page(self, x: float, y: float) -> tuple[float, float]:
        """The way back: the turn is its own inverse."""
        x, y = x + self.west, y + self.north
        return x * self.cosine + y * self.sine, x * self.sine - y * self.cosine

    def corners(self, box: _Box) -> _Corners:
        """Upper left, upper right, lower left, lower right of a box, as points of the page."""
        left, top, right, bottom = box
        return self.page(left, top), self.page(right, top), self.page(left, bottom), self.page(right, bottom)


class Locked(Exception):  # noqa: N818
    """The file is encrypted, be it only against changes: its notes must go elsewhere."""


def annotate_pdf(
    data: bytes, document: Document, remarks: Sequence[Remark], day: date, *, limits: Limits = DEFAULT_LIMITS
) -> Annotated:
    """The PDF with a highlight for each remark; one without a span is a note at the top of the first page.

    Raises ReadError where the file cannot be opened, ``Locked`` where it is encrypted.
    """
    with LOCK, opened(data) as (pdfium, pdf):
        if pdfium.FPDF_GetSecurityHandlerRevision(pdf) != -1:
            # What pdfium appends to an encrypted file cannot be read, and the lock is not ours to take off.
            raise Locked
        pages = _Pages(pdfium, pdf, limits)
        finder = _Finder(document, pages)
        try:
            for number, remark in enumerate(remarks):
                places = finder.find(remark.span) if remark.span is not None else ()
                if places:
                    for page, boxes in places:
                        corners = [pages.sight(page).corners(box) for box in boxes]
                        _highlight(pdfium, pages.handle(page), corners, remark, f"checker-{number}", day)
                else:
                    _note(pdfium, pages.handle(0), pages.sight(0), remark, number, day)
        finally:
            pages.close()
        copy = _steady(_saved(pdfium, pdf), len(data))
    notes = (_SIGNED,) if b"/ByteRange" in data else ()
    return Annotated(copy, ".pdf", len(remarks), notes=notes)


# ── the characters of the pages ─────────────────────────────────────────────────────────────────


class _Pages:
    """Pages as they are asked for, and their characters. Only a few have findings."""

    def __init__(self, pdfium: Any, pdf: Any, limits: Limits) -> None:
        self._pdfium = pdfium
        self._pdf = pdf
        self._limits = limits
        self._handles: dict[int, Any] = {}
        self._drawn: dict[int, list[_Drawn]] = {}
        self._sights: dict[int, _Sight] = {}
        self.count = pdfium.FPDF_GetPageCount(pdf)

    def handle(self, number: int) -> Any:
        if number not in self._handles:
            page = self._pdfium.FPDF_LoadPage(self._pdf, number)
            if not page:
                raise ReadError(f"PDF 第 {number + 1} 页已损坏，加不了批注；请重新下载或从原文件再导出一次")
            self._handles[number] = page
        return self._handles[number]

    def drawn(self, number: int) -> list[_Drawn]:
        """The visible characters of a page in drawing order, blanks left out."""
        if number not in self._drawn:
            self._read(number)
        return self._drawn[number]

    def sight(self, number: int) -> _Sight:
        self.drawn(number)
        return self._sights[number]

    def _read(self, number: int) -> None:
        pdfium = self._pdfium
        self._drawn[number], self._sights[number] = [], _Sight()
        text = pdfium.FPDFText_LoadPage(self.handle(number))
        if not text:
            return
        found: list[tuple[str, float, float, float, float]] = []
        turns: Counter[int] = Counter()
        try:
            box = pdfium.FS_RECTF()
            high = 0
            for index in range(min(pdfium.FPDFText_CountChars(text), self._limits.max_characters)):
                code = pdfium.FPDFText_GetUnicode(text, index)
                if 0xD800 <= code < 0xDC00:
                    high = code
                    continue
                if 0xDC00 <= code < 0xE000:
                    code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
                high = 0
                if code <= 32 or chr(code).isspace():
                    continue
                pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
                # pdfium measures clockwise.
                turns[round(-pdfium.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4] += 1
                found.append((chr(code), box.left, box.bottom, box.right, box.top))
        finally:
            pdfium.FPDFText_ClosePage(text)
        self._sights[number] = sight = self._seen(number, turns.most_common(1)[0][0] if turns else 0)
        self._drawn[number] = [_Drawn(char, sight.box(*place)) for char, *place in found]

    def _seen(self, number: int, turn: int) -> _Sight:
        """How a page is read whose text is turned by ``turn`` quarters, as the reader of PDF files does it."""
        box = self._pdfium.FS_RECTF()
        self._pdfium.FPDF_GetPageBoundingBox(self.handle(number), ctypes.byref(box))
        cosine, sine = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[turn]
        west, north, _, _ = _Sight(cosine, sine).box(box.left, box.bottom, box.right, box.top)
        return _Sight(cosine, sine, west, north)

    def close(self) -> None:
        for page in self._handles.values():
            self._pdfium.FPDF_ClosePage(page)


class _Finder:
    """From stretches of the report's text to boxes on pages."""

    def __init__(self, document: Document, pages: _Pages) -> None:
        self._document = document
        self._pages = pages
        self._known: dict[int, dict[int, tuple[int, _Drawn]]] = {}

    def find(self, span: Span) -> tuple[tuple[int, tuple[_Box, ...]], ...]:
        """Pages (from 0) with the boxes to be marked, one per line; of a point, the character before it."""
        if not len(span):
            span = Span(max(span.start - 1, 0), max(span.start, 1))
        found: dict[int, list[_Drawn]] = {}
        for block in self._document.blocks:
            if block.span.start < span.end and span.start < block.span.end and block.anchor.page is not None:
                places = self._places(block)
                for offset in range(max(span.start, block.span.start), min(span.end, block.span.end)):
                    if offset in places:
                        page, char = places[offset]
                        found.setdefault(page, []).append(char)
        if not found:
            block_at = self._document.block_at(span.start)
            if block_at is None or block_at.anchor.page is None or block_at.anchor.box is None:
                return ()
            return ((block_at.anchor.page - 1, (block_at.anchor.box,)),)
        return tuple((page, _lines(chars)) for page, chars in sorted(found.items()))

    def _places(self, block: Block) -> dict[int, tuple[int, _Drawn]]:
        """For each character of a block that was found, its page and where it is drawn."""
        key = block.span.start
        if key not in self._known:
            self._known[key] = self._match(block)
        return self._known[key]

    def _match(self, block: Block) -> dict[int, tuple[int, _Drawn]]:
        assert block.anchor.page is not None
        text = self._document.quote(block.span)
        letters = [(block.span.start + i, char) for i, char in enumerate(text) if not char.isspace()]
        page = block.anchor.page - 1
        found: dict[int, tuple[int, _Drawn]] = {}
        chars = self._inside(page, block)
        while letters and page < self._pages.count:
            pairs = _aligned("".join(char for _, char in letters), "".join(char.char for char in chars))
            for mine, drawn in pairs:
                found[letters[mine][0]] = (page, chars[drawn])
            # What is left of a paragraph at the end of a page goes on at the beginning of the next.
            letters = letters[pairs[-1][0] + 1 :] if pairs else letters
            page += 1
            if page >= block.anchor.page + 3 or page >= self._pages.count:
                break
            chars = self._pages.drawn(page)
            if letters:
                words = "".join(char for _, char in letters)
                start = "".join(char.char for char in chars).find(words[:12])
                if start < 0:
                    break
                chars = chars[start : start + len(words) + 40]
        return found

    def _inside(self, page: int, block: Block) -> list[_Drawn]:
        """The characters of a page that stand in the box of a block; all of them where boxes do not tell."""
        everything = self._pages.drawn(page)
        if block.anchor.box is None:
            return everything
        left, top, right, bottom = block.anchor.box
        inside = [
            char
            for char in everything
            if left - 1 <= (char.box[0] + char.box[2]) / 2 <= right + 1
            and top - 1 <= (char.box[1] + char.box[3]) / 2 <= bottom + 1
        ]
        return inside or everything


def _aligned(text: str, drawn: str) -> list[tuple[int, int]]:
    """Pairs of indices of characters that are the same, in order."""
    at = drawn.find(text)
    if at >= 0:
        return [(i, at + i) for i in range(len(text))]
    pairs: list[tuple[int, int]] = []
    for mine, other, size in SequenceMatcher(None, text, drawn, autojunk=False).get_matching_blocks():
        pairs.extend((mine + i, other + i) for i in range(size))
    return pairs


def _lines(chars: Sequence[_Drawn]) -> tuple[_Box, ...]:
    """Boxes that cover characters, one for each line."""
    boxes: list[list[float]] = []
    for char in chars:
        left, top, right, bottom = char.box
        if boxes:
            last = boxes[-1]
            height = max(last[3] - last[1], 1.0)
            level = abs((last[1] + last[3]) / 2 - (top + bottom) / 2) < 0.5 * height
            if level and -0.5 * height < left - last[2] < 3 * height:
                boxes[-1] = [min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom)]
                continue
        boxes.append([left, top, right, bottom])
    return tuple((b[0], b[1], b[2], b[3]) for b in boxes)


# ── the notes ───────────────────────────────────────────────────────────────────────────────────


def _highlight(pdfium: Any, page: Any, places: Sequence[_Corners], remark: Remark, name: str, day: date) -> None:
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    if not note:
        raise ReadError(_FORBIDDEN)
    try:
        for corners in places:
            quad = pdfium.FS_QUADPOINTSF(*(value for corner in corners for value in corner))
            pdfium.FPDFAnnot_AppendAttachmentPoints(note, ctypes.byref(quad))
        xs = [x for corners in places for x, _ in corners]
        ys = [y for corners in places for _, y in corners]
        _describe(pdfium, note, (min(xs), max(ys), max(xs), min(ys)), remark, name, day)
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _note(pdfium: Any, page: Any, sight: _Sight, remark: Remark, number: int, day: date) -> None:
    """A note at the upper edge of a page, for what has no words."""
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    if not note:
        raise ReadError(_FORBIDDEN)
    try:
        left = 12 + 22 * (number % 20)
        corners = sight.corners((left, 12, left + 20, 32))
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        _describe(pdfium, note, (min(xs), max(ys), max(xs), min(ys)), remark, f"checker-{number}", day)
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _describe(pdfium: Any, note: Any, area: _Box, remark: Remark, name: str, day: date) -> None:
    """Say where a note stands (left, top, right, bottom in points of the page), its colour and its words."""
    red, green, blue = _COLOURS[remark.severity]
    rectangle = pdfium.FS_RECTF(*area)
    pdfium.FPDFAnnot_SetRect(note, ctypes.byref(rectangle))
    pdfium.FPDFAnnot_SetColor(note, pdfium.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
    pdfium.FPDFAnnot_SetFlags(note, pdfium.FPDF_ANNOT_FLAG_PRINT)
    moment = f"D:{day:%Y%m%d}000000Z"
    for key, value in (("Contents", remark.text), ("T", AUTHOR), ("M", moment), ("CreationDate", moment), ("NM", name)):
        encoded = value.encode("utf-16-le", "replace") + b"\0\0"
        buffer = ctypes.create_string_buffer(encoded, len(encoded))
        pdfium.FPDFAnnot_SetStringValue(note, key.encode(), ctypes.cast(buffer, pdfium.FPDF_WIDESTRING))


def _saved(pdfium: Any, pdf: Any) -> bytes:
    """The document with what was added appended to its own bytes."""
    pieces: list[bytes] = []

    def write(_self: Any, content: Any, size: int) -> int:
        pieces.append(ctypes.string_at(content, size))
        return 1

    writer = pdfium.FPDF_FILEWRITE(version=1)
    kind = dict(pdfium.FPDF_FILEWRITE._fields_)["WriteBlock"]
    writer.WriteBlock = kind(write)
    if not pdfium.FPDF_SaveAsCopy(pdf, ctypes.byref(writer), pdfium.FPDF_INCREMENTAL):
        raise ReadError(_FORBIDDEN)
    return b"".join(pieces)


_IDENTITY = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<([0-9A-Fa-f]{32})>\s*\]")


def _steady(copy: bytes, length: int) -> bytes:
    """The copy with the number that pdfium draws by lot for it made from its bytes: same input, same output."""
    added = copy[length:]
    found = next(iter(list(_IDENTITY.finditer(added))[::-1]), None)
    if found is None or b"/Encrypt" in added:
        return copy
    rest = added[: found.start()] + added[found.end() :]
    number = hashlib.sha256(copy[:length] + rest).hexdigest()[:32].upper().encode()
    # The first of the two tells the file, the second its state; a file without either gets the same one twice.
    first = found[1] if found[1] != found[2] else number
    new = b"/ID[<" + first + b"><" + number + b">]"
    # Offsets stand above; lengths stay, so they stay right.
    new = new.ljust(found.end() - found.start())
    return copy[:length] + added[: found.start()] + new + added[found.end() :]
