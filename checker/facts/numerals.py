"""The vocabulary of numbers: counters, approximators, hotlines, set phrases (``rules/vocabulary/numerals.yaml``).

Everything that a supervisor may want to extend is here as data; ``checker.facts.quantities`` holds the grammar.
"""

from __future__ import annotations

import re
from typing import Literal

from checker.knowledge.record import Field, Record, field_validator

__all__ = ["Approximators", "Hotlines", "MaskPattern", "Numerals", "PlacedApproximators", "Sense", "WordList"]

Sense = Literal["below", "about", "above", "at_least", "under", "at_most", "more"]
MaskKind = Literal["year", "date", "slogan", "name", "indefinite", "ordinal", "code", "address", "document_number"]
Words = tuple[str, ...]


class PlacedApproximators(Record):
    """Approximating words by sense, for one place (before the number, inside it, after it)."""

    below: Words = ()
    about: Words = ()
    above: Words = ()
    at_least: Words = ()
    under: Words = ()
    at_most: Words = ()
    more: Words = ()

    @property
    def senses(self) -> dict[str, Sense]:
        """Word → sense."""
        table: dict[str, Sense] = {}
        for sense in ("below", "about", "above", "at_least", "under", "at_most", "more"):
            for word in getattr(self, sense):
                table[word] = sense
        return table


class Approximators(Record):
    """Approximating words by place.

    ``linking`` may stand between word and number (约占30%); ``not_after`` and ``not_before`` list, by word, what makes
    it another word (签约, 上下联动).
    """

    before: PlacedApproximators
    inside: PlacedApproximators
    after: PlacedApproximators
    linking: Words = ()
    not_after: dict[str, Words] = Field(default_factory=dict)
    not_before: dict[str, Words] = Field(default_factory=dict)


class Hotlines(Record):
    """Telephone short codes, and the words beside which they are one.

    ``listing`` are words that prove little (、 和 的): they count for codes of four digits and more only.
    """

    numbers: Words
    after: Words
    before: Words
    listing: Words = ()

    @field_validator("numbers")
    @classmethod
    def _digits(cls, numbers: Words) -> Words:
        for number in numbers:
            if not (number.isascii() and number.isdigit()):
                raise ValueError(f"热线号码只能是数字：{number}")
        return numbers


class WordList(Record):
    """Phrases whose numerals are not quantities, with what they are and the reason shown in the ledger."""

    kind: MaskKind
    reason: str
    words: Words


class MaskPattern(Record):
    """A regular expression (over folded text) whose numerals are not quantities."""

    kind: MaskKind
    reason: str
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"正则写错了：{error}") from error
        return pattern


class Numerals(Record):
    """The table ``numerals``.

    ``counters`` by unit group (their counts add up within a group); ``single``: counters that compare only with
    themselves; ``measures``: continuous units by kind; ``not_counters``: counter → what follows where it is another
    word (人 → 民); ``counting_cues``: words after which a lone 一 counts; ``great_things``: what 大 counts where 十八大
    would be a congress (十二大行动); ``memorial_days``: month.day of days known by their date (12.4); ``durations``:
    reason → units of time and age; ``grades``: what follows an ordinal (等奖, 级指标).
    """

    counters: dict[str, Words]
    single: Words = ()
    measures: dict[str, Words] = Field(default_factory=dict)
    not_counters: dict[str, Words] = Field(default_factory=dict)
    counting_cues: Words = ()
    great_things: Words = ()
    memorial_days: Words = ()
    durations: dict[str, Words] = Field(default_factory=dict)
    grades: Words = ()
    approximators: Approximators
    hotlines: Hotlines
    words: tuple[WordList, ...] = ()
    patterns: tuple[MaskPattern, ...] = ()
