"""The commonest number of all: digits and a counter (受理37件), and nothing beside them that could change them.

Most numbers are of this form, and go the short way: what ``number_shapes`` and ``number_context`` would ask is told
here by the characters next to the digits and next to the counter. Wherever such a character may mean anything, the
number goes the long way; so the short way reads no number otherwise than the long one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from checker.facts.lexicon import Follow, NumberLexicon
from checker.facts.model import NumberKind
from checker.facts.number_context import MEANINGFUL_LEFT, MEANINGFUL_RIGHT, quoted
from checker.facts.number_shapes import JOINING_LEFT, JOINING_RIGHT
from checker.facts.number_values import ASCII_DIGITS, BEHIND_DIGITS, BETWEEN_ENDS, Scan

__all__ = ["PlainForm", "plain_form"]

_AFTER_COUNTER = frozenset("（·/") | BETWEEN_ENDS  # a dual counter, a rate, a range
_YEARS = range(1900, 2101)


class PlainForm(Struct, frozen=True):
    """``digits`` where neither neighbour may change them; ``after_counter`` are the characters that may change both."""

    digits: re.Pattern[str]
    after_counter: frozenset[str]

    def read(self, scan: Scan, start: int, limit: int) -> tuple[int, Follow] | None:
        """Where the digits at ``start`` end, and their counter; None where the number is not of this form."""
        text = scan.text
        match = self.digits.match(text, start)
        if match is None:
            return None
        end = match.end()
        follow = scan.lexicon.follow(text, end, limit)
        if follow is None or follow.kind is not NumberKind.COUNT:
            return None
        past = end + len(follow.word)
        if past < len(text) and text[past] in self.after_counter:
            return None
        if end - start > 2:
            token = match[0]
            if token in scan.lexicon.hotlines or int(token) in _YEARS:
                return None
        return None if scan.quote_starts and quoted(scan, start) else (end, follow)


def plain_form(lexicon: NumberLexicon) -> PlainForm:
    """The plain form where numbers have these approximators beside them."""
    return _plain_form(frozenset(lexicon.before), lexicon.after_first)


@lru_cache(maxsize=4)
def _plain_form(ends_before: frozenset[str], begins_after: frozenset[str]) -> PlainForm:
    before = MEANINGFUL_LEFT | JOINING_LEFT | ASCII_DIGITS | ends_before
    after = MEANINGFUL_RIGHT | JOINING_RIGHT | ASCII_DIGITS | BEHIND_DIGITS | BETWEEN_ENDS
    digits = re.compile(f"(?<!{_one_of(before)})[1-9][0-9]{{0,5}}(?!{_one_of(after)})")
    return PlainForm(digits, _AFTER_COUNTER | begins_after)


def _one_of(characters: frozenset[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"
