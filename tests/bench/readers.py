"""How fast and how faithful each reader is, beside the plain alternatives that happen to be installed.

    python -m tests.bench.readers [FILE.pdf …]

Without files the sample report is typeset as PDF and OFD and packed as docx and html. Printed per reader:
milliseconds of processor time per file and page, the ratio to ours, and the share of the text that agrees
with the source, blanks removed. Nothing here is a test: no time is asserted.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from checker.document.reading import read_bytes
from tests.document import ofd_writer, pdf_writer
from tests.document.sample import LINES
from tests.document.typeset import typeset

_ROUNDS = 7
_REPORT = (*LINES[:4], *(text * 2 for text in LINES[4:11] for _ in range(9)), *LINES[11:])


def _docx(lines: tuple[str, ...]) -> bytes:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _others(format: str) -> Iterator[tuple[str, Callable[[bytes], str]]]:
    """Other ways to get the text of a format, as far as they are installed."""
    try:
        if format == "pdf":
            import pypdf  # type: ignore[import-not-found, unused-ignore]

            yield "pypdf", lambda data: "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    except ImportError:
        pass
    try:
        if format == "pdf":
            import pdfplumber  # type: ignore[import-not-found, unused-ignore]

            def plumbed(data: bytes) -> str:
                with pdfplumber.open(io.BytesIO(data)) as pdf:
                    return "".join(page.extract_text() for page in pdf.pages)

            yield "pdfplumber", plumbed
    except ImportError:
        pass
    try:
        if format == "docx":
            from docx import Document

            yield "python-docx", lambda data: "".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    except ImportError:
        pass
    try:
        if format == "html":
            import trafilatura  # type: ignore[import-not-found, unused-ignore]

            yield "trafilatura", lambda data: trafilatura.extract(data.decode()) or ""
    except ImportError:
        pass


def _best(action: Callable[[], object]) -> float:
    action()
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times) * 1000


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _row(name: str, milliseconds: float, pages: int, ours: float, text: str, source: str | None) -> None:
    share = f"{SequenceMatcher(None, _bare(text), _bare(source), autojunk=False).ratio():.4f}" if source else "-"
    print(f"{name:<24}{milliseconds:>10.1f}{milliseconds / pages:>10.2f}{milliseconds / ours:>8.1f}{share:>10}")


def _compare(format: str, data: bytes, source: str | None) -> None:
    name = f"report.{format}"
    document = read_bytes(data, name)
    pages = document.pages or 1
    ours = _best(lambda: read_bytes(data, name))
    prose = "".join(document.quote(block.span) for block in document.prose)
    _row(f"{format}: checker", ours, pages, ours, prose, source)
    for other, read in _others(format):
        _row(f"{format}: {other}", _best(lambda read=read: read(data)), pages, ours, read(data), source)  # type: ignore[misc]


def main(files: list[str]) -> None:
    print(f"{'reader':<24}{'ms/file':>10}{'ms/page':>10}{'ratio':>8}{'agrees':>10}")
    for file in files:
        _compare("pdf", Path(file).read_bytes(), None)
    if files:
        return
    source = "".join(_REPORT)
    pages = typeset(_REPORT)
    _compare("pdf", pdf_writer.write(pages), source)
    _compare("ofd", ofd_writer.write(pages), source)
    _compare("docx", _docx(_REPORT), source)
    paragraphs = "".join(f"<p>{line}</p>" for line in _REPORT)
    _compare("html", f"<html><meta charset=utf-8><body><div id=zoom>{paragraphs}</div></body></html>".encode(), source)
    _compare("txt", "\n".join(_REPORT).encode(), source)


if __name__ == "__main__":
    main(sys.argv[1:])
