"""Dates as they stand under a document: 2021年2月10日, 二〇二一年二月十日, 2021.2.10, and impossible ones."""

from __future__ import annotations

import re
from datetime import date

from checker.document.model import Span
from checker.outline.lines import Line
from checker.outline.model import SignedDate
from checker.outline.numbering import chinese_number

__all__ = ["DATE", "read_date"]

_CHINESE_YEAR = "[一二三四五六七八九〇○零ＯO0Ｏ]{4}"
DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日曰号]|[日]?)|月日?)"
    rf"|(?P<cy>{_CHINESE_YEAR})年(?P<cm>[一二三四五六七八九十]{{1,2}})月(?:(?P<cd>[一二三四五六七八九十]{{1,3}})[日曰号]?)?"
    r"|(?P<dy>(?:19|20)\d\d)(?P<sep>[./\-—])(?P<dm>\d{1,2})(?P=sep)(?P<dd>\d{1,2})日?"
)
_ROUND = str.maketrans("○零ＯO0", "〇〇〇〇〇")


def read_date(found: re.Match[str], line: Line) -> SignedDate:
    """The date of a match of ``DATE`` in ``line.text``."""
    span = line.place(found.start(), found.end())
    text = found[0]
    if found["dy"]:
        return _signed(int(found["dy"]), int(found["dm"]), int(found["dd"]), text, span, "dotted")
    if found["cy"]:
        year = chinese_number(found["cy"].translate(_ROUND))
        month = chinese_number(found["cm"])
        day = chinese_number(found["cd"]) if found["cd"] else None
        return _signed(year, month, day, text, span, "chinese" if found["cd"] else "incomplete")
    if not found["d"]:
        return SignedDate(None, text, span, "incomplete")
    padded = found["m"].startswith("0") or found["d"].startswith("0")
    style = "padded" if padded else "arabic"
    return _signed(int(found["y"]), int(found["m"]), int(found["d"]), text, span, style)


def _signed(year: int | None, month: int | None, day: int | None, text: str, span: Span, style: str) -> SignedDate:
    try:
        value = date(year, month, day) if year and month and day else None
    except ValueError:
        value = None
    return SignedDate(value, text, span, style)
