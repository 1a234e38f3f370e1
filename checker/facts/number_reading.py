"""What reading a number yields, and the approximators around it: shared by the ways in which a number is recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.facts.model import NumberKind
from checker.facts.number_values import ONE, Figure, Scan, digits_value

if TYPE_CHECKING:
    from checker.facts.numerals import Sense

__all__ = ["SHARE_KINDS", "Reading", "Words", "words_after", "words_before"]

Words: TypeAlias = "tuple[tuple[str, Sense], ...]"

SHARE_KINDS = frozenset({NumberKind.PERCENT, NumberKind.POINTS, NumberKind.FRACTION, NumberKind.MULTIPLE})
_NOT_MORE = frozenset("种样元次年方点部功渠层边头数家地项个名额化制调")  # 5年多种经营


class Reading:
    """A number with what it was taken for. ``start`` to ``end`` cover number, approximators and unit."""

    __slots__ = ("continuous", "end", "figure", "group", "kind", "reason", "start", "unit", "words")

    def __init__(
        self,
        figure: Figure,
        kind: NumberKind,
        start: int,
        end: int,
        reason: str = "",
        unit: str = "",
        group: str = "",
        words: Words = (),
        continuous: bool = False,
    ) -> None:
        self.figure = figure
        self.kind = kind
        self.start = start
        self.end = end
        self.reason = reason
        self.unit = unit
        self.group = group
        self.words = words
        self.continuous = continuous

    @classmethod
    def masked(
        cls, scan: Scan, start: int, end: int, kind: NumberKind, reason: str, begin: int | None = None
    ) -> Reading:
        """A number that is no quantity. Its value is that of the digits at ``start``."""
        text = scan.text
        past = start
        while past < end and text[past].isdecimal():
            past += 1
        token = text[start:past]
        figure = (
            Figure(start, end, *digits_value(token, 1))
            if token.isascii() and token
            else Figure(start, end, ONE, ONE, ONE)
        )
        return cls(figure, kind, start if begin is None else begin, end, reason)


def words_before(scan: Scan, start: int) -> tuple[int, Words]:
    """The approximators that end at ``start`` in the order of the text, and where they begin."""
    text = scan.text
    lexicon = scan.lexicon
    position = start
    words: Words = ()
    while position > scan.previous_end and len(words) < 2:
        candidates = lexicon.before.get(text[position - 1])
        if candidates is None:
            break
        for written, word, sense in candidates:
            begin = position - len(written)
            if begin < scan.previous_end or not text.startswith(written, begin):
                continue
            guard = lexicon.guards.get(word)
            if guard and text.endswith(guard, 0, begin):
                return position, words
            words = ((word, sense), *words)
            position = begin
            break
        else:
            break
    return position, words


def words_after(scan: Scan, end: int, kind: NumberKind, continuous: bool = False) -> tuple[int, Words]:
    """The approximators that begin at ``end`` in the order of the text, and where they end.

    ``continuous`` units take 多 after them (2公里多); counters of things do not.
    """
    text = scan.text
    lexicon = scan.lexicon
    size = len(text)
    words: Words = ()
    while end < size and text[end] in lexicon.after_first and len(words) < 2:
        for word, sense in lexicon.after:
            if not text.startswith(word, end):
                continue
            past = end + len(word)
            if sense == "more" and len(word) == 1:
                measured = continuous or kind in SHARE_KINDS or kind is NumberKind.DURATION
                if not measured or (past < size and text[past] in _NOT_MORE):
                    continue
            guard = lexicon.after_guards.get(word)
            if guard and text.startswith(guard, past):
                continue
            words = (*words, (word, sense))
            end = past
            break
        else:
            break
    return end, words
