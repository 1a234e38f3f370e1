"""The calendar under ``rules/calendar/``: laws, party meetings, planning periods, formulas, campaigns; with dates.

Each table is validated here once; the checks of the family ``years`` ask it questions and know no date themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from checker.document.passage import fold
from checker.engine.model import Severity
from checker.knowledge.record import Field, Record, model_validator

__all__ = [
    "BasisCalendar",
    "Campaign",
    "Congress",
    "Document",
    "Formula",
    "Held",
    "Law",
    "LawCalendar",
    "MeetingCalendar",
    "Period",
    "PeriodCalendar",
    "Repealed",
    "Required",
    "Revision",
    "chinese_date",
    "chinese_number",
    "folded_name",
    "number_of",
]

_DASHES = re.compile("[—~–至]+")


def folded_name(name: str) -> str:
    """A name as it is searched: folded, with one kind of dash in a range of years."""
    return _DASHES.sub("-", fold(name)) if re.search(r"\d", name) else fold(name)


def chinese_date(day: date) -> str:
    """2021年7月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


_DIGITS = "零一二三四五六七八九"


def number_of(words: str) -> int:
    """The value of a Chinese numeral below 100: 五 → 5, 十八 → 18, 二十一 → 21."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.index(words)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def chinese_number(value: int) -> str:
    """5 → 五, 18 → 十八, 21 → 二十一 (below 100)."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


class Law(Record):
    """A law, regulation or central document: ``adopted`` is when it was passed or published."""

    name: str = Field(min_length=2)
    adopted: date
    in_force: date
    verified: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Law:
        if self.in_force < self.adopted:
            raise ValueError("施行日期早于通过（公布）日期")
        return self


class Revision(Law):
    """A revision of a law: what “新修订的” may mean."""


class Repealed(Record):
    """A law that is no longer in force from ``repealed`` on, and what took its place."""

    name: str = Field(min_length=2)
    repealed: date
    by: str
    verified: bool = False


class LawCalendar(Record):
    """``rules/calendar/laws.yaml``. ``others`` are names that contain a listed one and mean another law."""

    laws: tuple[Law, ...]
    revisions: tuple[Revision, ...] = ()
    repealed: tuple[Repealed, ...] = ()
    others: tuple[str, ...] = ()

    @cached_property
    def new_laws(self) -> Mapping[str, Law]:
        return {folded_name(law.name): law for law in self.laws}

    @cached_property
    def gone(self) -> Mapping[str, Repealed]:
        return {folded_name(law.name): law for law in self.repealed}

    @cached_property
    def revised(self) -> Mapping[str, tuple[Revision, ...]]:
        found: dict[str, list[Revision]] = {}
        for revision in sorted(self.revisions, key=lambda one: one.adopted):
            found.setdefault(folded_name(revision.name), []).append(revision)
        return {name: tuple(revisions) for name, revisions in found.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that the text is searched for, folded."""
        return tuple(dict.fromkeys([*self.new_laws, *self.gone, *self.revised, *map(folded_name, self.others)]))


class Held(Record):
    """From when to when a meeting sat."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class Congress(Held):
    """A party congress and the plenums of the central committee that it elected, by their number."""

    name: str = Field(pattern="^[一二三四五六七八九十]+大$")
    plenums: dict[int, Held] = Field(default_factory=dict)

    @property
    def number(self) -> int:
        return number_of(self.name[:-1])


class MeetingCalendar(Record):
    """``rules/calendar/meetings.yaml``. Up to ``complete_until`` the table holds every meeting there was."""

    complete_until: date
    congresses: tuple[Congress, ...]

    @cached_property
    def by_number(self) -> Mapping[int, Congress]:
        return {congress.number: congress for congress in self.congresses}

    @property
    def last_number(self) -> int:
        return max(self.by_number)


class Period(Record):
    """A planning period. ``exact``: a national document, whose name allows no other years."""

    name: str
    aliases: tuple[str, ...] = ()
    first: int = Field(alias="from")
    last: int = Field(alias="to")
    exact: bool = False
    current: bool = False
    verified: bool = False

    def __str__(self) -> str:
        return f"{self.first}—{self.last}年"


class PeriodCalendar(Record):
    """``rules/calendar/periods.yaml``."""

    periods: tuple[Period, ...]


class Document(Record):
    """A document that stops being a basis to build on from the report year ``from_year``."""

    name: str
    by: str
    successors: tuple[str, ...] = ()
    from_year: int
    severity: Severity | None = None
    verified: bool = False


class Formula(Record):
    """An official phrase: from when it exists, until which report year it was the current one."""

    name: str
    since: date | None = None
    until_year: int | None = None
    by: str = ""
    successors: tuple[str, ...] = ()
    severity: Severity | None = None
    verified: bool = False


class Required(Record):
    """A phrase that a report from ``from_year`` on is expected to hold somewhere."""

    phrase: str
    from_year: int
    severity: Severity | None = None
    verified: bool = False


class Campaign(Record):
    """A campaign or event that began on ``since`` and, where known, was over on ``until``."""

    name: str
    aliases: tuple[str, ...] = ()
    since: date
    until: date | None = None
    ongoing: tuple[str, ...] = ()
    verified: bool = False


class BasisCalendar(Record):
    """``rules/calendar/basis.yaml``."""

    documents: tuple[Document, ...] = ()
    formulas: tuple[Formula, ...] = ()
    required: tuple[Required, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
