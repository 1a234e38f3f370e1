"""Chinese numerals: 三十五, 一百二十, 二〇二一, 廿三, 三四百, 十几, 数千.

A numeral is read twice where its digits leave a choice: 三四百 is anything from 三百 to 四百, 几十 from 20 to 100.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property, lru_cache

from msgspec import Struct

from checker.facts.interval import Interval

__all__ = ["DIGITS", "NUMERAL_CHARACTERS", "SCALES", "ChineseNumeral", "read_chinese", "small_number"]

DIGITS = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCORES = {"廿": 2, "卅": 3}  # 廿三 is 二十三
NUMERAL_CHARACTERS = frozenset((*DIGITS, *SCALES, *_SCORES, "几"))


class ChineseNumeral(Struct, frozen=True, dict=True):
    """``low`` to ``high`` (equal when the numeral is exact); an open end is not itself meant.

    ``step`` is the unit of the last place written (万 and 亿 count, smaller scales do not: 三百 is exactly 300),
    ``last`` that of the last digit other than zero (一百二十 → 10), by which 余 widens it. ``several`` is the word that
    made it a range (几, 数, or the two neighbouring digits), "" where it is exact.
    """

    low: Fraction
    high: Fraction
    step: Fraction
    last: Fraction
    low_open: bool = False
    high_open: bool = False
    several: str = ""

    @cached_property
    def whole(self) -> int:
        """The value as an int where it is exact, −1 otherwise."""
        return int(self.low) if not self.several and self.low.denominator == 1 else -1

    @cached_property
    def interval(self) -> Interval:
        """What the numeral allows: 上万 has no upper end."""
        if self.several == "上":
            return Interval(self.low, None)
        return Interval(self.low, self.high, self.low_open, self.high_open)


class _Token(Struct, frozen=True):
    low: int
    high: int
    scale: bool
    text: str
    open: bool = False


def _tokens(numeral: str) -> list[_Token] | None:
    """Digits and scales in order; None for what is a row of digits (二〇二一) and not a number with scales."""
    tokens: list[_Token] = []
    index = 0
    while index < len(numeral):
        char = numeral[index]
        if char in SCALES:
            tokens.append(_Token(SCALES[char], SCALES[char], True, char))
        elif char in _SCORES:
            tokens.append(_Token(_SCORES[char], _SCORES[char], False, char))
            tokens.append(_Token(10, 10, True, char))
        elif char == "几":
            follows_scale = bool(tokens) and tokens[-1].scale
            before_scale = index + 1 < len(numeral) and numeral[index + 1] in SCALES
            tokens.append(_Token(0 if follows_scale and not before_scale else 2, 10, False, char, True))
        else:
            digit = DIGITS[char]
            following = DIGITS.get(numeral[index + 1]) if index + 1 < len(numeral) else None
            if following is not None and digit and following:
                third = index + 2 < len(numeral) and numeral[index + 2] in DIGITS
                if third or not (following == digit + 1 or (digit, following) == (3, 5)):
                    return None
                tokens.append(_Token(digit, following, False, numeral[index : index + 2]))
                index += 2
                continue
            tokens.append(_Token(digit, digit, False, char))
        index += 1
    return tokens


def _evaluate(tokens: list[_Token], upper: bool) -> int | None:
    """The value of a numeral with scales, its choices taken at the lower or the upper end."""
    total = section = digit = 0
    pending = False  # a digit that waits for its scale
    last_scale = small_scale = 0
    for token in tokens:
        value = token.high if upper else token.low
        if not token.scale:
            if pending and digit:
                return None
            digit, pending = value, True
            continue
        scale = value
        if scale >= 10_000:
            if pending:
                section += digit
            if scale == 100_000_000:  # 一万亿: the 万 before belongs to the 亿
                total = (total + section or 1) * scale
            else:
                total += (section or 1) * scale
            section = small_scale = 0
        else:
            if small_scale and scale >= small_scale:
                return None  # 四千百
            small_scale = scale
            section += (digit or 1) * scale  # 一万零十件: ten after a nought is ten
        digit, pending, last_scale = 0, False, scale
    if pending:
        only_digit_after = tokens[-1].text != "零" and len(tokens) >= 2 and tokens[-2].scale
        # 一万二 is 12000, 三百五 is 350: a digit right after a scale above ten counts the next scale down.
        section += digit * last_scale // 10 if only_digit_after and last_scale > 10 and not tokens[-1].open else digit
    return total + section


def _last_unit(tokens: list[_Token]) -> int:
    """The unit of the last place other than zero: 一百二十 → 10, 两万 → 10000, 三十五 → 1."""
    unit = 1
    multiplier = 1
    for token in reversed(tokens):
        if token.scale:
            if token.low >= 10_000:
                multiplier = multiplier * token.low if multiplier > 1 and unit == 1 else token.low
                unit = 1
            else:
                return token.low * multiplier
        elif token.low or token.high:
            return unit * multiplier
    return unit * multiplier


@lru_cache(maxsize=4096)
def read_chinese(numeral: str) -> ChineseNumeral | None:
    """Read a run of numeral characters, optionally led by 数 or 上; None where it is no number (三百四千百)."""
    lead = ""
    if numeral[0] in "数上":
        lead, numeral = numeral[0], numeral[1:]
    tokens = _tokens(numeral)
    if tokens is None or not any(token.scale for token in tokens):
        if lead:
            return None
        return _positional(numeral, tokens)
    low, high = _evaluate(tokens, upper=False), _evaluate(tokens, upper=True)
    if low is None or high is None:
        return None
    biggest = [token.low for token in tokens if token.scale]
    step = 1
    if tokens[-1].scale and biggest[-1] >= 10_000:
        step = biggest[-1]
        if len(biggest) > 1 and biggest[-2] >= 10_000 and tokens[-2].scale:
            step *= biggest[-2]  # 万亿
    last = _last_unit(tokens)
    several = next((token.text for token in tokens if token.low != token.high), "")
    opened = next((token for token in tokens if token.open), None)
    if lead == "数":  # 数十 is 几十
        return ChineseNumeral(Fraction(2 * low), Fraction(10 * low), Fraction(step), Fraction(last), False, True, "数")
    if lead == "上":
        return ChineseNumeral(Fraction(low), Fraction(low), Fraction(step), Fraction(last), several="上")
    low_open = opened is not None and opened.low == 0
    return ChineseNumeral(
        Fraction(low), Fraction(high), Fraction(step), Fraction(last), low_open, opened is not None, several
    )


_SMALL = re.compile("[零一二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?")


def small_number(words: str) -> int:
    """A number below 100 told in digits or in numerals: 12, 十二, 两; 0 where it is told in neither."""
    if words.isdigit():
        return int(words)
    numeral = read_chinese(words) if _SMALL.fullmatch(words) else None
    return max(numeral.whole, 0) if numeral is not None else 0


def _positional(numeral: str, tokens: list[_Token] | None) -> ChineseNumeral | None:
    """A row of digits: 二〇二一 is 2021, 七 is 7, 三五 is three to five."""
    if tokens is not None and len(tokens) == 1:
        token = tokens[0]
        several = token.text if token.low != token.high else ""
        one = Fraction(1)
        return ChineseNumeral(Fraction(token.low), Fraction(token.high), one, one, False, token.open, several)
    if any(char not in DIGITS for char in numeral):
        return None
    value = Fraction(int("".join(str(DIGITS[char]) for char in numeral)))
    return ChineseNumeral(value, value, Fraction(1), Fraction(1))
