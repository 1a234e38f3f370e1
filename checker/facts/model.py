"""The facts of a report: quantities, and the statements made of them.

A quantity is an interval of exact rationals with a unit and the words it came from. A statement says what
quantities have to do with each other, by the words of the sentence, never by equal values. What is right or
wrong about them is decided on the floor above.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from checker.document.model import Span
from checker.facts.interval import Interval

__all__ = ["ARITHMETIC_KINDS", "Facts", "NumberKind", "Quantity"]


class NumberKind(StrEnum):
    """What a number was taken for. The first group takes part in arithmetic, the second is masked."""

    COUNT = "count"  # 37件, 5万余人次, 549万元
    PERCENT = "percent"  # 96.7%, 百分之九十五, 九成, 12‰: value as a share, 96.7% → 0.967
    POINTS = "points"  # 3个百分点: value in points, 3
    FRACTION = "fraction"  # 三分之一, 过半: value as a share
    MULTIPLE = "multiple"  # 2倍, 翻番
    BARE = "bare"  # a number with neither unit nor a reason to mask it

    YEAR = "year"  # 2020年 as a calendar year (also 2020年度, 2015-2020年)
    DATE = "date"  # month, day, time of day
    DURATION = "duration"  # 60日, 5个工作日, 24小时, 三年
    DOCUMENT_NUMBER = "document_number"  # 〔2020〕7号, 第379号令
    TITLE = "title"  # inside 《》 or 〈〉
    HOTLINE = "hotline"  # 12345, 12348, 0632…
    SLOGAN = "slogan"  # “放管服”, 三项制度, 双随机一公开, 1+4+N, 八五普法
    ORDINAL = "ordinal"  # 第三批, 第35次, 十九届五中全会, 二十大
    ENUMERATOR = "enumerator"  # 一、 （一） 1. 一是 其一
    INDEFINITE = "indefinite"  # 一批, 一系列, 进一步, 统一, 十分, 百姓, 万一: no number at all
    ADDRESS = "address"  # 34号楼, 经一路
    CODE = "code"  # versions, identifiers, URLs, phone and ID numbers
    NAME = "name"  # part of a name: 第九小学, 三明市


ARITHMETIC_KINDS = frozenset(
    {NumberKind.COUNT, NumberKind.PERCENT, NumberKind.POINTS, NumberKind.FRACTION, NumberKind.MULTIPLE}
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as written.

    ``span`` covers number, approximators and unit (近600万元, 9450余名); ``passage`` and ``start``/``end`` are the
    same place as indices into ``Document.passages[passage].text``. ``number_start``/``number_end`` cover the bare
    digits or numerals. ``interval`` is in base units (万 and 亿 multiplied out; percent as a share).
    ``printed`` is the value as printed, ``step`` the unit of its last digit (96.7% → 1/1000; 5.6万 → 1000; 37 → 1).
    ``unit`` is the counter as written (件, 人次, 万元 → 元), ``group`` its unit group (cases, persons, money…),
    "" where there is none. ``approximators`` are the words that widened the interval, in order of the text.
    ``reason`` says, in Chinese, what made it be taken for its kind (“书名号内”, “热线号码”).
    """

    span: Span
    passage: int
    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    kind: NumberKind
    interval: Interval
    printed: Fraction
    step: Fraction
    unit: str = ""
    group: str = ""
    approximators: tuple[str, ...] = ()
    reason: str = ""
    range_high: Fraction | None = None  # 3—5 → 5; printed is then the lower end

    @property
    def exact(self) -> bool:
        """Whether the words claim exactly one value."""
        return self.interval.is_point

    @property
    def counts(self) -> bool:
        """Whether it takes part in arithmetic at all."""
        return self.kind in ARITHMETIC_KINDS


@dataclass(frozen=True)
class Facts:
    """All that was read. ``quantities`` are in text order, masked ones included: they make up the ledger."""

    quantities: tuple[Quantity, ...]
