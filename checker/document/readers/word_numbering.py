"""Numbers that exist only as Word numbering, written out as the reader of the page sees them.

``一、`` or ``（二）`` often stands in no run of the file: numbering.xml says how each level counts and what
is printed around the number, and the paragraphs only name a list and a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "format_number"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"

# A label is a few characters; a megabyte of it, before every paragraph, is an attack.
_LONGEST_LABEL = 60

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _counting(number: int, digits: str, ten: str, hundred: str, thousand: str, *, bare_ten: bool) -> str:
    """Chinese counting up to 9999: 一 … 十 十一 … 二十 … 一百零一."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    gap = False
    for unit, sign in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit = number // unit % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + sign
            gap = False
        else:
            gap = True
    if bare_ten and 10 <= number < 20:
        text = text[1:]
    return text


def _chinese(number: int) -> str:
    return _counting(number, "零一二三四五六七八九", "十", "百", "千", bare_ten=True)


def _formal(number: int) -> str:
    return _counting(number, _FORMAL_DIGITS, "拾", "佰", "仟", bare_ten=False)


def _cyclic(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _letters(number: int, first: str) -> str:
    """a … z aa bb …, as Word counts."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _enclosed(number: int, starts: tuple[tuple[int, int, int], ...]) -> str:
    for first, last, code in starts:
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def format_number(number: int, format: str) -> str:
    """One number in a ``w:numFmt`` of Word; an unknown format counts in plain figures."""
    match format:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting"
        ):
            return _chinese(number)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _formal(number)
        case "ideographTraditional":
            return _cyclic(_STEMS, number)
        case "ideographZodiac":
            return _cyclic(_BRANCHES, number)
        case "ideographEnclosedCircle":
            return _enclosed(number, ((1, 10, 0x3280),))
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(max(number, 0)))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _enclosed(number, ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)))
        case "decimalEnclosedParen":
            return _enclosed(number, ((1, 20, 0x2474),))
        case "decimalEnclosedFullstop":
            return _enclosed(number, ((1, 20, 0x2488),))
        case "upperLetter":
            return _letters(number, "A")
        case "lowerLetter":
            return _letters(number, "a")
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case _:
            return str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # restarts after a level of this number (1 = first) or higher; 0: never
    legal: bool = False  # shows all levels in plain figures
    style: str | None = None  # the paragraph style that stands for this level


@dataclass(slots=True)
class _List:
    """The running counters of one list."""

    counters: list[int | None] = field(default_factory=lambda: [None] * 9)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of one file. ``label`` must be called for every numbered paragraph, in document order."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._instances: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in root.iterchildren(f"{_W}abstractNum"):
            key = element.get(f"{_W}abstractNumId", "")
            self._abstract[key] = {
                number: level for number, level in map(_read_level, element.iterchildren(f"{_W}lvl")) if number < 9
            }
            if (link := element.find(f"{_W}numStyleLink")) is not None:
                links[key] = link.get(_VAL, "")
            if (own := element.find(f"{_W}styleLink")) is not None:
                by_style[own.get(_VAL, "")] = key
        for key, style in links.items():
            if style in by_style:
                self._abstract[key] = self._abstract[by_style[style]]
        for element in root.iterchildren(f"{_W}num"):
            abstract = element.find(f"{_W}abstractNumId")
            if abstract is None:
                continue
            levels: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in element.iterchildren(f"{_W}lvlOverride"):
                at = _integer(override.get(f"{_W}ilvl"), 9)
                if (start := override.find(f"{_W}startOverride")) is not None:
                    starts[at] = _integer(start.get(_VAL), 1)
                if (own := override.find(f"{_W}lvl")) is not None:
                    levels[at] = _read_level(own)[1]
            self._instances[element.get(f"{_W}numId", "")] = (abstract.get(_VAL, ""), levels, starts)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a paragraph style stands for in a list; 0 when the list does not say."""
        abstract = self._instances.get(list_id, ("", {}, {}))[0]
        for number, level in self._abstract.get(abstract, {}).items():
            if level.style == style:
                return number
        return 0

    def label(self, list_id: str, number: int) -> str:
        """Count one paragraph of a list at a level (from 0) and give the label before its text."""
        instance = self._instances.get(list_id)
        if instance is None or not 0 <= number < 9:
            return ""
        abstract, overrides, starts = instance
        levels = {**self._abstract.get(abstract, {}), **overrides}
        level = levels.get(number)
        if level is None:
            return ""
        counting = self._lists.setdefault(abstract, _List())
        counters = counting.counters
        if number in starts and (list_id, number) not in counting.started:
            counting.started.add((list_id, number))
            counters[number] = None
        for upper in range(number):
            # A level that was skipped counts as begun: after 一、 and 1. the next of the second level is （二）.
            if counters[upper] is None:
                counters[upper] = levels[upper].start if upper in levels else 1
        current = counters[number]
        counters[number] = starts.get(number, level.start) if current is None else current + 1
        for deeper in range(number + 1, 9):
            rule = levels[deeper].restart if deeper in levels else None
            # Word's default: a level restarts after any level above it.
            if rule is None or (rule and number < rule):
                counters[deeper] = None
        return self._write(levels, level, counters)

    @staticmethod
    def _write(levels: dict[int, _Level], level: _Level, counters: list[int | None]) -> str:
        if level.format == "bullet":
            return ""  # a dot or a dash: nothing that a rule could miss

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels.get(at, _Level())
            value = counters[at]
            format = "decimal" if level.legal else other.format
            return format_number(other.start if value is None else value, format)

        return re.sub(r"%([1-9])", shown, level.text)


def _read_level(element: _Element) -> tuple[int, _Level]:
    def value(name: str) -> str | None:
        found = element.find(f"{_W}{name}")
        return None if found is None else found.get(_VAL, "")

    format = value("numFmt")
    if format is None:  # newer formats stand in an alternative, with a plain one as fallback
        nested = [one.get(_VAL, "") for one in element.iter(f"{_W}numFmt")]
        format = nested[-1] if nested else "decimal"
    restart = value("lvlRestart")
    legal = element.find(f"{_W}isLgl")
    level = _Level(
        start=_integer(value("start"), 1 if value("start") is not None else 0),
        format=format,
        text=(value("lvlText") or "")[:_LONGEST_LABEL],
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and legal.get(_VAL) not in ("0", "false"),
        style=value("pStyle"),
    )
    return _integer(element.get(f"{_W}ilvl"), 9), level


def _integer(text: str | None, default: int) -> int:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
