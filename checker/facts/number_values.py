"""The value of a number as written: digits with 万 and 亿, thousands separators, Chinese numerals, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.facts.chinese_numerals import NUMERAL_CHARACTERS, ChineseNumeral, read_chinese
from checker.facts.interval import Interval
from checker.facts.lexicon import Follow, NumberLexicon
from checker.facts.model import NumberKind

if TYPE_CHECKING:
    from checker.facts.numerals import Sense

__all__ = [
    "ASCII_DIGITS",
    "BEHIND_DIGITS",
    "BETWEEN_ENDS",
    "ONE",
    "SCALES",
    "Figure",
    "Scan",
    "digits_value",
    "read_figure",
    "take_range",
]

ASCII_DIGITS = frozenset("0123456789")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
ONE = Fraction(1)
_TEN = Fraction(10)
_ZERO = Fraction(0)

_NUMERALS = "".join(sorted(NUMERAL_CHARACTERS))
_ARABIC = re.compile(r"[0-9]+(?:,[0-9]{3}(?![0-9])| [0-9]{3}(?![0-9]))*(?:\.[0-9]+)?")
_CHINESE = re.compile(rf"[数上]?[{_NUMERALS}]{{1,24}}")
_CHINESE_DECIMALS = re.compile(r"点([〇零一二三四五六七八九]{1,8})")
_SCALE = re.compile(r"[十百千]?万亿|[十百千]?[万亿]|[百千]")
_MORE_AND_SCALE = re.compile(r"[余多几]([十百千]?万亿|[十百千]?[万亿])")
_SECOND_PART = re.compile(r"([0-9]{1,4})([余多]?)([十百千]?万|[百千])")
# What a range has between its ends, and what may go on with the digits: 5—10件, 3万件, 3余件, 1,200件, 2.5件.
BETWEEN_ENDS = frozenset("-—~至到")
BEHIND_DIGITS = frozenset("余多几来, .").union(SCALES)
_CONNECTOR = re.compile(r"(?:-{1,2}|—{1,2}|~{1,2}|至|到)(?=[0-9一二两三四五六七八九十百])")
_LONGEST_NUMBER = 40
_COUNTED_NEXT = frozenset("十百千万亿余多几")
# 数 and 上 belong to a numeral (数百, 上万) unless they end a word: 人数, 线上.
_NOT_SEVERAL = frozenset("人件总次户个字参函指少多倍基分位岁天款项单份")
_NOT_OVER = frozenset("以线网之晚早马向身地海路车会天桌台")


class Scan:
    """A passage while it is read: its folded text, the file's own text, the vocabulary, what was read last."""

    __slots__ = ("lexicon", "offsets", "previous_end", "previous_kind", "quote_ends", "quote_starts", "source", "text")

    def __init__(self, source: str, text: str, offsets: Sequence[int], lexicon: NumberLexicon) -> None:
        self.source = source
        self.text = text
        self.offsets = offsets
        self.lexicon = lexicon
        self.previous_end = 0
        self.previous_kind: NumberKind | None = None
        self.quote_starts: list[int] = []
        self.quote_ends: list[int] = []


class Figure:
    """A number being read. ``start`` to ``number_end`` are the bare digits or numerals, ``end`` is after scale and 余.

    ``whole`` is the value as an int where it is one and exact (−1 otherwise), for quick comparisons.
    """

    __slots__ = (
        "chinese", "end", "high", "high_open", "inside", "interval", "last", "low", "low_open", "number_end",
        "range_high", "scaled", "several", "start", "step", "whole",
    )  # fmt: skip

    def __init__(
        self,
        start: int,
        end: int,
        value: Fraction,
        step: Fraction,
        last: Fraction,
        whole: int = -1,
        interval: Interval | None = None,
    ) -> None:
        self.start = start
        self.number_end = self.end = end
        self.low = self.high = value
        self.step = step
        self.last = last
        self.whole = whole
        self.interval = interval  # of the bare value, where it is known already
        self.low_open = self.high_open = False
        self.inside: tuple[tuple[str, Sense], ...] = ()
        self.several = ""
        self.chinese = False
        self.scaled = False
        self.range_high: Fraction | None = None

    def multiply(self, factor: Fraction) -> None:
        """The value times a factor: 万 read later, a share out of a percentage."""
        exact = self.low is self.high
        self.low = self.low * factor
        self.high = self.low if exact else self.high * factor
        self.step = self.step * factor
        self.last = self.last * factor
        self.whole = -1
        self.interval = None
        if self.range_high is not None:
            self.range_high = self.range_high * factor

    @property
    def base(self) -> Interval:
        """The value before any approximator widens it."""
        if self.interval is None:
            if self.several == "上":
                self.interval = Interval(self.low, None)
            else:
                self.interval = Interval(self.low, self.high, self.low_open, self.high_open)
        return self.interval


@lru_cache(maxsize=16384)
def digits_value(token: str, scale: int) -> tuple[Fraction, Fraction, Fraction, int, Interval]:
    """Value, step, unit of the last digit other than zero, the value as an int (or −1), and the point interval."""
    if len(token) > _LONGEST_NUMBER:  # no figure of a report; and int() refuses thousands of digits
        token = "0"
    whole, _, decimals = token.replace(",", "").replace(" ", "").partition(".")
    mantissa = int(whole + decimals)
    step = Fraction(scale, 10 ** len(decimals)) if decimals or scale != 1 else ONE
    last = step
    if mantissa:
        rest = mantissa
        while rest % 10 == 0:
            rest //= 10
            last = last * 10
    value = mantissa * step if step is not ONE else Fraction(mantissa)
    exact = int(value) if value.denominator == 1 and not decimals else -1
    return value, step, last, exact, Interval(value, value)


@lru_cache(maxsize=256)
def _scale_value(word: str) -> int:
    scale = 1
    for char in word:
        scale *= SCALES[char]
    return scale


def read_figure(scan: Scan, start: int, limit: int) -> Figure | None:
    """The number at ``start`` with its scale and 余/多, not reaching beyond ``limit``; None where there is none."""
    char = scan.text[start]
    if char in ASCII_DIGITS:
        return _arabic(scan, start, limit)
    if char in NUMERAL_CHARACTERS:
        return _chinese(scan, start, limit)
    return None


def _arabic(scan: Scan, start: int, limit: int) -> Figure | None:
    text = scan.text
    match = _ARABIC.match(text, start, limit)
    if match is None:
        return None
    token = match[0]
    end = match.end()
    if "," in token or " " in token:
        token, end = _grouped(scan, token, start, end, limit)
    number_end = end
    scale = 1
    more: tuple[tuple[str, Sense], ...] = ()
    if end < limit:
        char = text[end]
        if char in SCALES:
            found = _SCALE.match(text, end, limit)
            follow = scan.lexicon.follow(text, end, limit)
            # 3千瓦时 is three kilowatt hours, 3百分点 three points.
            if found and not (follow and len(follow.word) > 1):
                scale, end = _scale_value(found[0]), found.end()
        elif char in "余多几":
            found = _MORE_AND_SCALE.match(text, end, limit)
            if found:
                more = ((char, "more"),)
                scale, end = _scale_value(found[1]), found.end()
    figure = Figure(start, number_end, *digits_value(token, scale))
    if end != number_end:
        figure.end = end
        figure.scaled = True
        figure.inside = more
        if end < limit and text[end] in ASCII_DIGITS and not more:
            _second_part(figure, text, limit, scale)
    if figure.end < limit and not more and text[figure.end] in "余多来几":
        _more(scan, figure, limit)
    return figure


def _grouped(scan: Scan, token: str, start: int, end: int, limit: int) -> tuple[str, int]:
    """Thousands separators, or two numbers side by side."""
    mark = "," if "," in token else " "
    at = token.index(mark)
    following = scan.text[end : end + 1]
    followed = following in _COUNTED_NEXT or scan.lexicon.follow(scan.text, end, limit) is not None
    # 2020,123 is no grouping by thousands; a full-width comma (of the file) and a blank are one only before a counter:
    # 分别为120，300，… and two cells side by side are not.
    separate = at > 3 or (not followed and (mark == " " or scan.source[scan.offsets[start + at]] == "，"))
    return (token[:at], start + at) if separate else (token, end)


def _second_part(figure: Figure, text: str, limit: int, scale: int) -> None:
    """1亿3千多万: a second, smaller part."""
    found = _SECOND_PART.match(text, figure.end, limit)
    if found is None:
        return
    second = _scale_value(found[3])
    past = found.end()
    if found[2] and past < limit and text[past] == "万" and second < 10_000:
        second *= 10_000
        past += 1
    if second >= scale:
        return
    value = figure.low + int(found[1]) * second
    step = Fraction(second)
    figure.low = figure.high = value
    figure.step = figure.last = step
    figure.whole = -1
    figure.interval = None
    figure.number_end = figure.end = past
    if found[2]:
        figure.inside = ((found[2], "more"),)


def _chinese(scan: Scan, start: int, limit: int) -> Figure | None:
    text = scan.text
    begin = start
    if start and text[start] in SCALES:
        lead = text[start - 1]
        before = text[start - 2] if start > 1 else ""
        if (lead == "数" and before not in _NOT_SEVERAL) or (
            lead == "上" and text[start] != "十" and before not in _NOT_OVER
        ):
            begin = start - 1
    match = _CHINESE.match(text, begin, limit)
    if match is None:
        return None
    run = match[0]
    end = match.end()
    if len(run) > 1 and run[-1] in "百千":
        follow = scan.lexicon.follow(text, end - 1, limit)
        if follow is not None and len(follow.word) > 1:  # 亿千瓦时, 两百分点
            run, end = run[:-1], end - 1
    numeral = read_chinese(run)
    while numeral is None and len(run) > 1:  # read what can be read, and go on after it
        run = run[:-1]
        end -= 1
        numeral = read_chinese(run)
    if numeral is None or run in {"○", "数", "上"}:
        return None
    if end < limit and text[end] == "点" and not numeral.several:
        decimals = _CHINESE_DECIMALS.match(text, end, limit)
        if decimals:
            numeral, end = _with_decimals(numeral, decimals[1]), decimals.end()
    figure = Figure(begin, end, numeral.low, numeral.step, numeral.last, numeral.whole, numeral.interval)
    figure.high = numeral.high
    figure.low_open, figure.high_open = numeral.low_open, numeral.high_open
    figure.several = numeral.several
    figure.chinese = True
    if numeral.several and numeral.several not in "几数上":
        figure.range_high = numeral.high
    if end < limit and text[end] in "余多来几":
        scale = _MORE_AND_SCALE.match(text, end, limit)
        if scale:
            figure.inside = ((text[end], "more"),)
            figure.multiply(Fraction(_scale_value(scale[1])))
            figure.end = scale.end()
            figure.scaled = True
        else:
            _more(scan, figure, limit)
    return figure


def _with_decimals(numeral: ChineseNumeral, decimals: str) -> ChineseNumeral:
    """三点五: the digits after 点."""
    value = _ZERO
    step = ONE
    for char in decimals:
        digit = read_chinese(char)
        step = step / 10
        value += (digit.low if digit else _ZERO) * step
    total = numeral.low + value
    return ChineseNumeral(total, total, step, step)


def _more(scan: Scan, figure: Figure, limit: int) -> None:
    """余, 多, 来, 几 after the number and before its counter."""
    text = scan.text
    end = figure.end
    char = text[end]
    after = scan.lexicon.follow(text, end + 1, limit)
    if char == "余":
        if end + 1 < limit and text[end + 1] in "额下款热杭姚震党":
            return
    elif char == "来":
        if after is None or not figure.chinese or text[figure.number_end - 1] not in SCALES:
            return
    elif after is None and not (char == "多" and (end + 1 >= len(text) or text[end + 1] in "，。；、）%")):
        return  # 321多调对接
    if figure.several and char == "几":
        return
    figure.inside = ((char, "more"),)
    figure.end = end + 1


def take_range(scan: Scan, figure: Figure, limit: int, follow: Follow | None) -> None:
    """Take 3—5, 3至5, 63%～68%, 5—10万, 50件—60件 as one number with two ends. ``follow`` is what follows it."""
    text = scan.text
    end = figure.end
    if end >= limit or figure.inside or figure.several:
        return
    share = text[end] if text[end] in "%‰" else ""
    place = end + len(share)
    unit = ""
    if place >= limit:
        return
    if text[place] not in "-—~至到":
        if share:
            return
        if follow is None or follow.kind is not NumberKind.COUNT:
            return
        unit = follow.word
        place += len(unit)
        if place >= limit or text[place] not in "-—~至":
            return
    connector = _CONNECTOR.match(text, place, limit)
    if connector is None:
        return
    if (text[place] == "到" or unit) and text[max(0, figure.start - 1) : figure.start] in ("由", "从", "自"):
        return  # 从35件至50件 is a change
    other = read_figure(scan, connector.end(), limit)
    if other is None or other.chinese != figure.chinese or other.several or other.start != connector.end():
        return
    if (share and not text.startswith(share, other.end)) or (unit and not text.startswith(unit, other.end)):
        return
    factor = 1
    if other.scaled and not figure.scaled and not figure.chinese and not other.inside:
        factor = _scale_value(text[other.number_end : other.end])  # 5—10万 is 50,000 to 100,000
        if figure.low * factor >= other.low:
            factor = 1
    if figure.low * factor >= other.low:
        return
    if factor != 1:
        figure.multiply(Fraction(factor))
    figure.high = figure.range_high = other.low
    figure.interval = None
    figure.number_end, figure.end = other.number_end, other.end
    figure.step, figure.last, figure.inside = other.step, other.last, other.inside
