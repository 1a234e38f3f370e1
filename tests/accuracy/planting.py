"""Planted faults: what a tired clerk does to a figure. Deterministic; each keeps the text a plausible report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.accuracy.passages import Mark, Passage

__all__ = ["Planted", "planted_faults"]

_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Planted:
    """A passage with one fault. ``start``/``end`` cover the changed words in ``text``."""

    passage: Passage
    how: str
    text: str
    start: int
    end: int
    before: str
    after: str


def planted_faults(passage: Passage) -> Iterator[Planted]:
    """Every fault that the marks of a sound passage allow."""
    for mark in passage.marks:
        for how, after in _changes(mark):
            yield _replaced(passage, how, mark, after)
    counts = [m for m in passage.marks if m.kind == "count" and m.text.isdigit()]
    # Whole and part change places; a swap of two parts of one sum would leave the sum right.
    if len(counts) > 2 and int(counts[0].text) == max(int(m.text) for m in counts) != int(counts[1].text):
        whole, part, text = counts[0], counts[1], passage.text
        swapped = text[: whole.start] + part.text + text[whole.end : part.start] + whole.text + text[part.end :]
        yield Planted(passage, "swapped counts", swapped, whole.start, part.end, whole.text, part.text)


def _replaced(passage: Passage, how: str, mark: Mark, after: str) -> Planted:
    text = passage.text[: mark.start] + after + passage.text[mark.end :]
    return Planted(passage, how, text, mark.start, mark.start + len(after), mark.text, after)


def _changes(mark: Mark) -> Iterator[tuple[str, str]]:
    if mark.kind == "word":
        yield "word", mark.wrong
    elif mark.kind == "list":
        yield from _list_changes(mark.text)
    elif mark.kind == "year":
        yield "year", str(int(mark.text) - 1)
        yield "year", str(int(mark.text) + 1)
        yield "year digits", mark.text[:2] + mark.text[3] + mark.text[2] if mark.text[2] != mark.text[3] else "2012"
    elif mark.kind == "amount":
        yield from _amount_changes(mark.text)
    elif mark.kind == "rate":
        yield from _rate_changes(mark.text)
    else:
        yield from _count_changes(mark.text, weak=mark.kind == "weak")


def _swaps(digits: str) -> Iterator[str]:
    for i in range(len(digits) - 1):
        a, b = digits[i], digits[i + 1]
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            yield digits[:i] + b + a + digits[i + 2 :]


def _count_changes(text: str, *, weak: bool) -> Iterator[tuple[str, str]]:
    match = re.fullmatch(r"(\d+)", text)
    if match is None:
        return
    value = int(text)
    swapped = next(_swaps(text), None)
    if swapped is not None and (not weak or abs(int(swapped) - value) * 20 > value):
        yield "digit swap", swapped
    if not weak:
        yield "off by one", str(value + 1)
        if value > 1:
            yield "off by one", str(value - 1)
    yield "tenfold", text + "0"


def _amount_changes(text: str) -> Iterator[tuple[str, str]]:
    whole, _, decimals = text.partition(".")
    swapped = next(_swaps(text), None)
    if swapped is not None:
        yield "digit swap", swapped
    if whole != "0" and len(decimals) > 1:
        yield "tenfold", f"{whole}{decimals[0]}.{decimals[1:]}"


def _rate_changes(text: str) -> Iterator[tuple[str, str]]:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(%|个百分点)", text)
    if match is None:
        return
    number, sign = match[1], match[2]
    swapped = next(_swaps(number), None)
    if swapped is not None:
        yield "moved rate", swapped + sign
    whole, dot, decimals = number.partition(".")
    moved = str(int(whole) - 3 if int(whole) > 50 else int(whole) + 3)
    yield "moved rate", moved + dot + decimals + sign


def _list_changes(text: str) -> Iterator[tuple[str, str]]:
    if text.isdigit():
        yield "list count", str(int(text) + 1)
        if int(text) > 2:
            yield "list count", str(int(text) - 1)
        return
    position = _CHINESE.find("二" if text == "两" else text)
    if 0 <= position < len(_CHINESE) - 1:
        yield "list count", _CHINESE[position + 1]
    if position >= 2:
        yield "list count", {"二": "两"}.get(_CHINESE[position - 1], _CHINESE[position - 1])
