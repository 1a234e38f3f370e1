"""The XML of Word comments: what they say, and the mark in the text that refers to them."""

from __future__ import annotations

import re
from datetime import date

from checker.engine.model import Severity
from checker.report.annotation.markup import escape
from checker.report.annotation.remarks import AUTHOR, INITIALS, Remark

__all__ = ["comment_xml", "comments_part", "reference_run"]

_COLOURS = {Severity.ERROR: "C00000", Severity.WARNING: "B45F06", Severity.INFO: "1F4E79"}
# A comment inherits the type of body text, which in an official document is large, spaced and indented.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
_SIZE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'


def comment_xml(number: int, remark: Remark, day: date) -> str:
    """A ``w:comment``: severity and message, then arithmetic, basis, fix and rule, a paragraph each."""
    paragraphs: list[str] = []
    for index, (label, words) in enumerate(remark.lines):
        colour = f'<w:color w:val="{_COLOURS[remark.severity]}"/>' if index == 0 else ""
        mark = f"<w:r><w:rPr>{_SIZE}</w:rPr><w:annotationRef/></w:r>" if index == 0 else ""
        head = _run(label, f"{_FONT}<w:b/>{colour}{_SIZE}")
        paragraphs.append(f"<w:p>{_PARAGRAPH}{mark}{head}{_run(words, _FONT + _SIZE)}</w:p>")
    about = f'w:id="{number}" w:author="{AUTHOR}" w:date="{day.isoformat()}T00:00:00Z" w:initials="{INITIALS}"'
    return f"<w:comment {about}>{''.join(paragraphs)}</w:comment>"


def _run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def comments_part(comments: str, space: str) -> bytes:
    """A whole part of comments; ``space`` is the namespace of its document."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}\n<w:comments xmlns:w="{space}">{comments}</w:comments>'.encode()


def reference_run(number: int, prefix: str = "w", declaration: str = "") -> str:
    """The run that ties a comment to the text; ``prefix`` is the name of the namespace there."""
    run = (
        f'<w:r{declaration}><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )
    return run if prefix == "w" else re.sub(r"(</?|\s)w:", rf"\1{prefix}:", run)
