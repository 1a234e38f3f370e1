"""Planted faults: what a tired clerk does to a figure. Deterministic; each keeps the text a plausible report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.accuracy.passages import Mark, Passage

__all__ = ["Planted", "count_changes", "figure_faults", "list_changes", "planted_faults", "rate_changes"]

_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Planted:
    """A sound text with one fault. ``start``/``end`` cover the place of the fault in ``text``.

    ``expects`` are globs of the rules that may name the fault; ``near`` says that the finding or one of its operands
    must touch the place (what is missing has none). ``follows`` are globs of rules whose findings elsewhere are
    consequences of the fault, no collateral: one wrong year in the title puts every other year in question.
    """

    source: str  # id of the passage or report
    group: str  # core, held-out, blind, reports, by hand, carried, verbatim
    how: str
    sound: str
    text: str
    start: int
    end: int
    before: str
    after: str
    expects: tuple[str, ...] = ("*",)
    near: bool = True
    follows: tuple[str, ...] = ()


def planted_faults(passage: Passage) -> Iterator[Planted]:
    """Every fault that the marks of a sound passage allow."""
    yield from figure_faults(passage.text, passage.marks, passage.id, passage.group)


def figure_faults(text: str, marks: Sequence[Mark], source: str, group: str) -> Iterator[Planted]:
    """Every fault that these marks of a sound text allow."""
    for mark in marks:
        for how, after in _changes(mark):
            changed = text[: mark.start] + after + text[mark.end :]
            yield Planted(source, group, how, text, changed, mark.start, mark.start + len(after), mark.text, after)
    counts = [m for m in marks if m.kind == "count" and m.text.isdigit()]
    # Whole and part change places; a swap of two parts of one sum would leave the sum right.
    if len(counts) > 2 and int(counts[0].text) == max(int(m.text) for m in counts) != int(counts[1].text):
        whole, part = counts[0], counts[1]
        changed = text[: whole.start] + part.text + text[whole.end : part.start] + whole.text + text[part.end :]
        yield Planted(source, group, "swapped counts", text, changed, whole.start, part.end, whole.text, part.text)


def _changes(mark: Mark) -> Iterator[tuple[str, str]]:
    if mark.kind == "word":
        yield "word", mark.wrong
    elif mark.kind == "list":
        yield from list_changes(mark.text)
    elif mark.kind == "year":
        yield "year", str(int(mark.text) - 1)
        yield "year", str(int(mark.text) + 1)
        yield "year digits", mark.text[:2] + mark.text[3] + mark.text[2] if mark.text[2] != mark.text[3] else "2012"
    elif mark.kind == "amount":
        yield from _amount_changes(mark.text)
    elif mark.kind == "rate":
        yield from rate_changes(mark.text)
    else:
        yield from count_changes(mark.text, weak=mark.kind == "weak")


def _swaps(digits: str) -> Iterator[str]:
    for i in range(len(digits) - 1):
        a, b = digits[i], digits[i + 1]
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            yield digits[:i] + b + a + digits[i + 2 :]


def count_changes(text: str, *, weak: bool) -> Iterator[tuple[str, str]]:
    """Faults of a count: two digits swapped, one more, one less, tenfold; of a weak one only what a rate shows."""
    if re.fullmatch(r"\d+", text) is None:
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


def rate_changes(text: str) -> Iterator[tuple[str, str]]:
    """Faults of a rate: two digits swapped, moved by three."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([%％]|个百分点)", text)
    if match is None:
        return
    number, sign = match[1], match[2]
    swapped = next(_swaps(number), None)
    if swapped is not None:
        yield "moved rate", swapped + sign
    whole, dot, decimals = number.partition(".")
    moved = str(int(whole) - 3 if int(whole) > 50 else int(whole) + 3)
    yield "moved rate", moved + dot + decimals + sign


def list_changes(text: str) -> Iterator[tuple[str, str]]:
    """Faults of a stated number of names: one more, one less."""
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
