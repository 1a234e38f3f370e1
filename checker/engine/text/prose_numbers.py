"""Numbers that run on within a paragraph: 一是…二是…, （1）…（2）…, ①…②…, 首先…其次…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from checker.engine.reading import Reading

__all__ = ["ProseBreak", "prose_breaks"]

_CHINESE = "一二三四五六七八九十"
_ORDER = ("首先", "其次", "再次")
_MARKS = "。；：，、“"
_NUMBER = (
    rf"(?:(?P<serial>[{_CHINESE}])[是要](?!否|求|点)|(?P<ordinal>第[{_CHINESE}])[，、]|(?P<order>首先|其次|再次)，"
    rf"|（(?P<level>[{_CHINESE}])）(?=[\u4e00-\u9fff])|（(?P<paren>\d{{1,2}})）(?=[\u4e00-\u9fff])|(?P<circled>[①-⑳])"
    r"|(?P<arabic>\d{1,2})\.(?=[\u4e00-\u9fff])|(?P<half>\d{1,2})）(?=[\u4e00-\u9fff]))"
)
_OPENING = re.compile(_NUMBER)
_MARKER = re.compile(rf"[{_MARKS}](?=[{_CHINESE}第首其再（①-⑳\d]){_NUMBER}")


class ProseBreak(Struct, frozen=True):
    """A number out of its run. Offsets are those of the document's text; ``after`` is that of the number before it."""

    after: int
    start: int
    end: int
    label: str
    fault: str


def prose_breaks(reading: Reading) -> Iterator[ProseBreak]:
    """Every number that repeats the one before it in its paragraph, or passes over one.

    A run whose beginning is not in the paragraph is left alone; so is a number that stands there in other words.
    """
    for passage in reading.document.passages:
        text = passage.text
        last: dict[str, tuple[int, int, int, str]] = {}
        opening = _OPENING.match(text)
        for match in chain((opening,) if opening else (), _MARKER.finditer(text)):
            scheme = match.lastgroup
            assert scheme is not None
            number = _number(scheme, match[scheme])
            start, end = match.span(scheme)
            label = _label(scheme, number, text, end)
            previous = last.get(scheme)
            last[scheme] = (number, start, end, label)
            if previous is None or number == 1 or number == previous[0] + 1 or number < previous[0]:
                continue
            after, place = passage.place(previous[1], previous[2])[0], passage.place(start, end)
            if number == previous[0]:
                yield ProseBreak(after, *place, label, f"“{label}”重复")
                continue
            missing = [_label(scheme, n, text, end) for n in range(previous[0] + 1, min(number, previous[0] + 5))]
            if not any(_there(text, one, previous[2], start) for one in missing):
                shown = "、".join(f"“{one}”" for one in missing)
                yield ProseBreak(after, *place, label, f"“{previous[3]}”之后是“{label}”，缺{shown}")


def _number(scheme: str, written: str) -> int:
    if scheme == "order":
        return _ORDER.index(written) + 1
    if scheme in ("serial", "ordinal", "level"):
        return _CHINESE.index(written[-1]) + 1
    return ord(written) - 0x245F if scheme == "circled" else int(written)


def _label(scheme: str, number: int, text: str, end: int) -> str:
    if scheme == "order":
        return _ORDER[number - 1]
    if scheme in ("serial", "ordinal"):
        numeral = _CHINESE[number - 1]
        return f"{numeral}{text[end]}" if scheme == "serial" else f"第{numeral}"
    if scheme == "circled":
        return chr(0x245F + number)
    if scheme == "level":
        return f"（{_CHINESE[number - 1]}）"
    return {"paren": f"（{number}）", "arabic": f"{number}.", "half": f"{number}）"}[scheme]


def _there(text: str, label: str, start: int, end: int) -> bool:
    """Whether the number stands between, perhaps with 要 for 是."""
    if label[-1] in "是要":
        return any(text.find(label[0] + sign, start, end) >= 0 for sign in "是要")
    return text.find(label, start, end) >= 0
