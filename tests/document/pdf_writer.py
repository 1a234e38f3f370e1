"""PDF files for tests: typeset pages through reportlab, and broken files written by hand."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.document.typeset import HEIGHT, WIDTH, Page

_FONT = "STSong-Light"


def write(
    pages: Sequence[Page], *, user: str | None = None, rotate: int = 0, watermark: str = "", compressed: bool = True
) -> bytes:
    """A PDF of the pages. ``user`` sets a password ("" opens without); ``rotate`` turns what is drawn and the page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    lock: Any = StandardEncryption(user, ownerPassword="owner", strength=128) if user is not None else None
    # The writer itself swaps width and height of pages that are turned a quarter.
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=lock, invariant=1, pageCompression=int(compressed))
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)
            x, y = {90: (HEIGHT, 0.0), 180: (WIDTH, HEIGHT), 270: (0.0, WIDTH)}[rotate]
            canvas.translate(x, y)
            canvas.rotate(rotate)
        for run in page.runs:
            left = run.left
            canvas.setFont(_FONT, run.size)
            for char, step in zip(run.text, run.steps, strict=True):
                canvas.drawString(left, HEIGHT - run.base, char)
                left += step
        for x0, y0, x1, y1 in page.rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        if watermark:
            canvas.saveState()
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(45)
            canvas.setFont(_FONT, 60)
            canvas.drawCentredString(0, 0, watermark)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def by_hand(objects: dict[int, bytes], *, root: int = 1) -> bytes:
    """A PDF of objects as given, with a right table of offsets."""
    data = b"%PDF-1.4\n"
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    count = max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        data += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    return data + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, root, start)


def stream(content: bytes, *, times: int = 1) -> bytes:
    """A stream object, deflated ``times`` over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    return b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(content), filters, content)


def one_page(content: bytes, box: bytes = b"0 0 595 842") -> dict[int, bytes]:
    """The objects of a file of one page whose content stream is object 4."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box,
        4: content,
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
