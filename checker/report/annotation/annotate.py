"""One report back to its author: the copy with remarks that fits the format of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import BlockKind, Document, Span
from checker.document.reading import sniff
from checker.engine.result import Checked
from checker.errors import ReadError
from checker.report.annotation.docx import Annotated, annotate_docx
from checker.report.annotation.relocate import Relocation
from checker.report.annotation.remarks import Remark, remarks_of

__all__ = ["Annotated", "annotate"]

# Of a converted document, how much must be found again for its comments to be of use.
_ENOUGH = 0.9


def annotate(
    data: bytes, checked: Checked, day: date, *, suggest: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Annotated:
    """A copy of the report in ``data`` with the findings of ``checked`` at their words, dated ``day``.

    Word files and PDF files come back as they are, with comments or notes; a .doc, .wps or .rtf as the Word file that
    LibreOffice makes of it; everything else, and a PDF locked against changes, as a Word file made of the text.
    ``suggest`` adds tracked changes where the correction is certain. Raises ReadError where that is not possible.
    """
    assert checked.document is not None
    remarks = [_settled(remark, checked) for remark in remarks_of(checked)]
    kind = sniff(data, checked.path, limits)
    if kind == "pdf":
        from checker.report.annotation.pdf import Locked, annotate_pdf

        try:
            return annotate_pdf(data, checked.document, remarks, day, limits=limits)
        except Locked:
            plain = _text(checked, remarks, day, suggest, limits)
            return replace(plain, notes=("PDF 设有权限密码，不能直接批注，批注写在由文字另做的 Word 里", *plain.notes))
    if kind == "docx":
        try:
            return _word(data, checked, remarks, day, suggest, limits) or _text(checked, remarks, day, suggest, limits)
        except ReadError:
            # Readable, but damaged where comments are entered: better a plain file than none.
            plain = _text(checked, remarks, day, suggest, limits)
            return replace(plain, notes=("原文件内部有损坏，批注写在由文字另做的 Word 里", *plain.notes))
    if kind == "legacy":
        from checker.document.readers.legacy import as_docx

        converted = as_docx(data, checked.path, limits)
        if converted is not None:
            copy = _word(converted, checked, remarks, day, suggest, limits, needed=_ENOUGH)
            if copy is not None:
                return replace(copy, notes=("批注写在 LibreOffice 转成的 docx 里，版面以原件为准", *copy.notes))
    return _text(checked, remarks, day, suggest, limits)


def _word(
    data: bytes, checked: Checked, remarks: list[Remark], day: date, suggest: bool, limits: Limits, needed: float = 0.0
) -> Annotated | None:
    from checker.document.readers.docx import read_with_places

    assert checked.document is not None
    document, places = read_with_places(data, checked.path, limits)
    relocation = Relocation(checked.document, document)
    if relocation.share < needed:
        return None
    moved = [relocation.moved(remark) for remark in remarks]
    return annotate_docx(data, places, moved, day, suggest=suggest, limits=limits)


def _text(checked: Checked, remarks: list[Remark], day: date, suggest: bool, limits: Limits) -> Annotated:
    from checker.report.annotation.textual import docx_of

    assert checked.document is not None
    data, places = docx_of(checked.document, checked.reading.outline if checked.reading is not None else None)
    return annotate_docx(data, places, remarks, day, suggest=suggest, limits=limits)


def _settled(remark: Remark, checked: Checked) -> Remark:
    """A remark on the whole report stands at its title."""
    if remark.span is not None or checked.document is None:
        return remark
    return replace(remark, span=_title(checked, checked.document))


def _title(checked: Checked, document: Document) -> Span | None:
    if checked.reading is not None and checked.reading.outline.title is not None:
        return checked.reading.outline.title.span
    prose = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH and len(block.span)]
    headed = next((block for block in prose if block.heading == 0), None)
    named = next((b for b in prose if checked.title and document.quote(b.span).strip() in checked.title), None)
    found = headed or named or (prose[0] if prose else None)
    return found.span if found is not None else None
