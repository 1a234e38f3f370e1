"""The facts of a report: quantities, and the statements made of them.

A quantity is an interval of exact rationals with a unit and the words it came from. A statement says what
quantities have to do with each other, by the words of the sentence, never by equal values. What is right or
wrong about them is decided on the floor above.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from checker.document.model import Span
from checker.facts.interval import Interval

__all__ = [
    "ARITHMETIC_KINDS",
    "Balance",
    "Breakdown",
    "CellName",
    "Change",
    "Completeness",
    "Completion",
    "Facts",
    "LikelySum",
    "Listing",
    "Measure",
    "NumberKind",
    "Pair",
    "Product",
    "Quantity",
    "RateClaim",
    "RateKind",
    "Repeat",
    "Shares",
]


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


# A tuple: the members are told apart by identity, which costs less than their hash.
ARITHMETIC_KINDS = (
    NumberKind.COUNT,
    NumberKind.PERCENT,
    NumberKind.POINTS,
    NumberKind.FRACTION,
    NumberKind.MULTIPLE,
)


class Quantity(Struct, frozen=True):
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
        low, high = self.interval.low, self.interval.high
        return low is not None and (low is high or low == high)

    @property
    def counts(self) -> bool:
        """Whether it takes part in arithmetic at all."""
        return self.kind in ARITHMETIC_KINDS


class Measure(Struct, frozen=True):
    """A figure bound to an indicator of the catalogue by the words around it.

    ``quantity`` indexes ``Facts.quantities``. ``scope`` is whole, own, defendant, units or "" (not said);
    ``period`` is year, previous, cumulative. ``group`` numbers the paragraph, so that relations stay within one place.
    ``certain`` is False where the topic was inherited from an earlier sentence; ``plain`` where further words narrow
    what is counted (受理涉行政协议案件39件 are not all that were accepted).
    """

    quantity: int
    topic: str
    indicator: str
    scope: str
    period: str
    group: int
    span: Span
    label: str
    certain: bool = True
    plain: bool = True

    @property
    def key(self) -> str:
        """``topic.indicator``."""
        return f"{self.topic}.{self.indicator}"


class Completeness(StrEnum):
    """How sure the words make it that the parts are all there are."""

    CLOSED = "closed"  # 分别为, 其他, an exhaustive set: parts must make up the whole
    LISTED = "listed"  # parallel parts after 其中 without 等: most likely complete
    OPEN = "open"  # 等, 主要: parts may be missing


class Breakdown(Struct, frozen=True):
    """A whole and its parts. ``total`` and ``parts`` index ``Facts.quantities``; labels stand beside them.

    ``exclusive`` says that the parts cannot overlap, so that their sum may not exceed the whole.
    ``opener`` is the word that introduced the parts (其中, 包括, 共…); ``span`` covers whole and parts.
    ``one_set``: the catalogue knows the parts as outcomes of one kind; ``tight``: joined by 、 or one set.
    ``sure`` is False where the words leave some doubt that these figures are meant to add up.
    """

    total: int
    parts: tuple[int, ...]
    labels: tuple[str, ...]
    completeness: Completeness
    exclusive: bool
    opener: str
    span: Span
    group: int
    total_first: bool = True
    one_set: bool = False
    tight: bool = False
    sure: bool = True
    cells: bool = False  # figures of a table; then ``sure`` says that other figures of it bear the sum out


class LikelySum(Struct, frozen=True):
    """A whole and parts that read like its own, though no word says so.

    ``weight`` adds up the signs of language that speak for it: 1 is next to nothing, 4 and more speak clearly.
    ``beside`` are further wholes: 行政处罚案卷96卷，另抽取许可案卷48卷 are divided together.
    ``form`` is what the learned model says of the form of the passage (log-odds in sixteenths of a bit), None where
    signs were weighed by hand.
    """

    total: int
    parts: tuple[int, ...]
    labels: tuple[str, ...]
    weight: int
    span: Span
    group: int
    beside: tuple[int, ...] = ()
    form: int | None = None


class RateKind(StrEnum):
    """What the percentage says."""

    RATE = "rate"  # X率
    SHARE = "share"  # 占…的
    COMPLEMENT = "complement"  # 100 % less a share
    FRACTION = "fraction"  # 近三分之一, 过半


class Pair(Struct, frozen=True):
    """A part and its base, each a tuple of quantity indices that are added; an empty base is the whole, 1.

    ``complement``: the rate is what remains of the base without the part (合格率 from the 不合格 ones).
    """

    numerator: tuple[int, ...]
    base: tuple[int, ...]
    numerator_name: str = ""
    base_name: str = ""
    complement: bool = False


class RateClaim(Struct, frozen=True):
    """A rate, and every pair of counts that its words allow as an explanation.

    ``numerators`` and ``bases`` are the alternatives found (each a tuple of quantity indices that are added);
    ``numerator_names``/``base_names`` say what they are. ``decisive`` is True when the words leave no other base:
    then no pair that fits means an error. ``missing_bases`` names bases that the rate may rest on and the text does
    not give. ``others`` are further pairs that may explain the rate, and excuse it if they give it. ``loose`` is True
    where the words only suggest numerators and bases. With neither numerators nor bases, ``others`` are guesses by
    position: they count only where the figures differ by a slip of the keys.
    """

    quantity: int
    name: str
    kind: RateKind
    topic: str
    rate: str
    numerators: tuple[tuple[int, ...], ...]
    numerator_names: tuple[str, ...]
    bases: tuple[tuple[int, ...], ...]
    base_names: tuple[str, ...]
    decisive: bool
    group: int
    span: Span
    missing_bases: tuple[str, ...] = ()
    base_key: str = ""  # equal keys name the same base: two rates with one key must agree on it
    scope: str = ""
    others: tuple[Pair, ...] = ()
    loose: bool = False
    cells: bool = False  # figures of a table


class Shares(Struct, frozen=True):
    """Percentages that divide one whole: CLOSED where the words say that these are all, LISTED where most likely."""

    quantities: tuple[int, ...]
    labels: tuple[str, ...]
    completeness: Completeness
    span: Span
    group: int


class Change(Struct, frozen=True):
    """A comparison with an earlier period. ``current`` and ``previous`` index quantities, or are None where not given.

    ``amount`` is the stated change; ``rising`` its direction; ``of_rate`` says that what changed is itself a rate.
    ``sure`` is False where the words leave some doubt that it is these two that are compared.
    """

    amount: int
    current: int | None
    previous: int | None
    rising: bool
    of_rate: bool
    words: str
    span: Span
    group: int
    sure: bool = True
    cells: bool = False  # figures of a table


class Listing(Struct, frozen=True):
    """Names in a row and the number the text gives for them.

    ``lengths``: how many names there are by some reading of the row, rising (和, 及 inside a name are ambiguous);
    ``open`` is set by 等. ``weight``: how much it looks like a row of names with its number, 3 (names set apart by
    marks or by one ending) to 1 (it may be one).
    """

    quantity: int
    names: tuple[str, ...]
    lengths: tuple[int, ...]
    open: bool
    weight: int
    span: Span
    group: int

    @property
    def least(self) -> int:
        return self.lengths[0]

    @property
    def most(self) -> int:
        return self.lengths[-1]


class Balance(Struct, frozen=True):
    """上年结转21件，新收155件，审结158件，未结18件: what there was and came in equals what went out and what is left.

    ``came`` and ``went`` index ``Facts.quantities``: the two sides. ``sure`` is False where several figures in one role
    may be steps of one procedure. ``others`` are further readings that the words allow, each as the two sides.
    ``loose``: told by what the words are made of, not by words known for it; chance has to be weighed.
    """

    came: tuple[int, ...]
    went: tuple[int, ...]
    span: Span
    group: int
    sure: bool = True
    others: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    loose: bool = False
    cells: bool = False  # figures of a table

    @property
    def operands(self) -> tuple[int, ...]:
        """All figures of its first reading."""
        return (*self.came, *self.went)


class Product(Struct, frozen=True):
    """18个村每村3名，共54名: the sum of ``factors`` (or so many ``periods`` of a year) times ``each`` is ``total``.

    ``average`` says that ``each`` is an average, printed rounded. ``more`` are further (number, each) whose products
    belong to the total (简易案件每件50元、一般案件每件150元), ``added`` counts that are added to it as they stand.
    ``each`` is None where there is one for each and no figure says so (一企一档); ``others`` may also be the number.
    """

    factors: tuple[int, ...]
    each: int | None
    total: int
    average: bool
    periods: int
    span: Span
    group: int
    sure: bool = True
    more: tuple[tuple[int, int], ...] = ()
    added: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def operands(self) -> tuple[int, ...]:
        """All its figures."""
        further = tuple(index for pair in self.more for index in pair)
        each = () if self.each is None else (self.each,)
        return (*self.factors, *each, *further, *self.added, self.total)


class Repeat(Struct, frozen=True):
    """制定规范性文件12件 … 制定的12件规范性文件: the figure ``second`` is said to be that of one of ``first``.

    ``sure``: the words leave only one figure that can be meant. ``row``: figures which it may add up (对这347件案件).
    ``excused`` are others that it may stand for if it equals one of them, ``possible`` those of them which a slip may
    have been made of. ``loose``: the wording is a free one;
    ``partial``: it may also be said of some of them.
    """

    first: tuple[int, ...]
    second: int
    noun: str
    sure: bool
    span: Span
    group: int
    excused: tuple[int, ...] = ()
    possible: tuple[int, ...] = ()
    row: tuple[int, ...] = ()
    loose: bool = False
    partial: bool = False


class Completion(Struct, frozen=True):
    """全部审结, 全部整改: the step that ``words`` name is complete, so its count equals the figure ``of``."""

    of: int
    words: str
    span: Span
    group: int
    done: int | None = None  # the figure of the step itself, where it stands between the two


class CellName(Struct, frozen=True):
    """Where in its table a figure stands, as one would say it: 第3行“区公安分局”, “办结”列."""

    row: str
    column: str

    @property
    def words(self) -> str:
        """第3行“区公安分局”、“办结”列."""
        return f"{self.row}、{self.column}" if self.column.startswith("“") else self.row + self.column


class Facts(Struct, frozen=True, dict=True):
    """All that was read. ``quantities`` are in text order, masked ones included: they make up the ledger."""

    quantities: tuple[Quantity, ...]
    labels: tuple[str, ...] = ()  # the words that name each quantity, "" for masked ones
    measures: tuple[Measure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    rates: tuple[RateClaim, ...] = ()
    changes: tuple[Change, ...] = ()
    listings: tuple[Listing, ...] = ()
    completions: tuple[Completion, ...] = ()
    balances: tuple[Balance, ...] = ()
    shares: tuple[Shares, ...] = ()
    products: tuple[Product, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    likely_sums: tuple[LikelySum, ...] = ()
    cells: Mapping[int, CellName] = {}  # figures of tables
    named: tuple[Measure, ...] = ()  # figures whose words name an indicator, too loosely for any relation

    @cached_property
    def counting(self) -> tuple[tuple[int, Quantity], ...]:
        """The quantities that take part in arithmetic, each with its index."""
        return tuple([(index, quantity) for index, quantity in enumerate(self.quantities) if quantity.counts])

    @cached_property
    def bound(self) -> frozenset[int]:
        """Quantities that some statement is about."""
        found: set[int] = {measure.quantity for measure in (*self.measures, *self.named)}
        for breakdown in self.breakdowns:
            found.add(breakdown.total)
            found.update(breakdown.parts)
        for rate in self.rates:
            if rate.numerators or rate.bases or rate.rate:
                found.add(rate.quantity)
            for alternative in (*rate.numerators, *rate.bases):
                found.update(alternative)
        for change in self.changes:
            found.update(i for i in (change.amount, change.current, change.previous) if i is not None)
        found.update(index for shares in self.shares for index in shares.quantities)
        found.update(listing.quantity for listing in self.listings)
        found.update(completion.of for completion in self.completions)
        for balance in self.balances:
            found.update((*balance.came, *balance.went))
        for repeat in self.repeats:
            found.update((*repeat.first, repeat.second))
        for product in self.products:
            found.update(product.operands)
        return frozenset(found)
