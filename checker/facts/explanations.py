"""What could give a percentage, read from the form of the sentence alone: which counts may be its part and its base.

The words of rates are without number (覆盖面, 预警面, 处理面, 上线比例…); the shape of the sentences that tell them is
not. Every pair of counts near a percentage is an explanation of it; signs of form (what stands between the three, who
comes first, what is named again, how they are counted) say how well each fits. What they weigh was learnt from
published prose, where the arithmetic itself tells which pair was meant (``explanation_weights``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from math import exp
from typing import NamedTuple

from msgspec import Struct

from checker.facts.explanation_weights import WEIGHTS
from checker.facts.model import ARITHMETIC_KINDS, NumberKind, Quantity
from checker.facts.rounding import COUNTED

__all__ = [
    "Explanation",
    "Form",
    "Item",
    "Weighed",
    "explanations",
    "items_of",
    "levels_of",
    "place_of",
    "signs_of_none",
    "weigh",
]


class Form(StrEnum):
    """How the counts give the percentage. All are an ``offset`` and a ``sign`` times top ÷ base."""

    PART = "part"  # top ÷ base
    REST = "rest"  # 1 − top ÷ base
    RISE = "rise"  # top ÷ base − 1
    GROWN = "grown"  # top ÷ (base − top): what was added, over what there was before


class Item(Struct, frozen=True):
    """A figure of a passage with its surroundings.

    ``index`` is its place in ``Facts.quantities``; ``before`` are the words from the last mark or figure to it,
    ``after`` those up to the next. ``clause``, ``part`` and ``sentence`` count the marks ，；。 before it.
    """

    index: int
    quantity: Quantity
    start: int
    end: int
    before: str
    after: str
    clause: int
    part: int
    sentence: int
    depth: int
    rate: bool
    count: bool


_Signs = tuple[tuple[str, ...], ...]


class Explanation(Struct, frozen=True):
    """Counts that may give a percentage: the sum of ``top`` over the sum of ``base``, as ``form`` says.

    ``signs`` are the signs of form that speak for or against it, ``weight`` what they weigh together.
    """

    form: Form
    top: tuple[Item, ...]
    base: tuple[Item, ...]
    signs: _Signs
    weight: float


_CHANGES = ("rise", "fall", "width")
_COUNTS = (NumberKind.COUNT, NumberKind.BARE, NumberKind.DURATION)
_KINDS = (*ARITHMETIC_KINDS, NumberKind.BARE, NumberKind.DURATION)
_MARK = re.compile(r"[，；：、。！？（）]")
_BEFORE = 10  # counts before a percentage that may be its part or base
_BEHIND = 5
_PARTS = 6  # of these, the nearest may be its part
_PARTS_BEHIND = 2
_SENTENCES = 1
_RISING = r"增长|增加|上升|提高|提升|增多|增|升|涨|多|攀升|扩大|高出?"
_FALLING = r"下降|减少|降低|压减|压缩|缩短|精简|精减|缩减|回落|核减|调减|减|降|缩|少|跌|瘦身|压降|低于?"
_CHANGED = re.compile(
    rf"(?:(?P<rise>{_RISING})|(?P<fall>{_FALLING}))(?:[产收支幅长]?)(?:了|约|近|达到?|为|超过?|的?幅度|率|比例|\s)*$"
)
_COMPARING = re.compile(
    rf"{_RISING}|{_FALLING}|[比较同与](?:上一?年|去年|前一?年|20\d\d年)?(?:度|同期|末|底)?|同比|环比|分别|[的了约近达为再均又进一步\s大幅明显幅度率件数总量]"
)
_LEVEL = re.compile(rf"(?:{_RISING}|{_FALLING})(?:了|控)?(?:至|到|为|成)(?:约|近|了)?(?:20\d\d年的?|今年的?|目前的?)?$")
_WIDTH = re.compile(r"幅度?(?:约|近|达到?|为|是)*$")
_SHARE = re.compile(r"占|比重|比例")
_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Z“”]{1,12}?)(?:分别|仅|约|近|已|也|均|高|提升|提高|上升|升|降|保持|稳定|控制|达|到|至|为|是|在|的|：|，)*$"
)
_AMONG = re.compile(r"^[^，。；：、（）]{0,12}(?:中|里|内|当中)")
_AMONG_THEM = re.compile(r"[^，。；、]{0,6}(?:中|里|内)")
_PREVIOUS = re.compile(r"(?:上年|去年|上一年|前一年|同期|20\d\d年)")
_EARLIER = re.compile(
    r"(?:由|从|自)(?:上年|去年|上一年|前一年|20\d\d年|原来|年初|改革前)?(?:度|同期|末|底)?的?$"
    r"|(?:[比较同与和]|高于|低于|高出|超过)(?:上年|去年|上一年|前一年|20\d\d年|同期)(?:度|同期|末|底)?的?$"
    r"|(?:上年|去年|上一年|前一年)(?:度|同期|末|底)?[^，。；]{0,6}$"
)
_AIMED = re.compile(r"(?:力争|争取|确保|目标|预计|预期|拟)[^，。；]{0,20}$")
_SURVEYED = re.compile(r"(?:失业|出生|死亡|增长|城镇化|城市化|森林覆盖|利|汇)率[^，。；]{0,4}$")
_BEFOREHAND = re.compile(r"(?:上年|去年|上一年|前一年|20\d\d年|同期)(?:度|末|底|全年)?[^；。]{0,30}$")
_YEAR = re.compile(r"20\d\d(?=年)")
_RATE_NAME = re.compile(r"(?P<name>(?:(?!年)[\u4e00-\u9fff]){2,4}率)(?:分别|仅|约|近|已|也|均|达到?|为|是|在|至|到)*$")
_OF_WHICH = re.compile(r"其中|^有|^已|中")
_NEGATED = re.compile(r"[不未无缺]")
_OWN_RATE = re.compile(r"^[，（、]?[^，；。、（）]{0,14}$")
_GENERAL = frozenset("的为达率占了年全市区县共计已有和与及其中件个人次户家名起项份条约在到到是")
_LIMIT = 40
_LEAST = 2.5  # weaker candidates than this against the best are not worth their time
_HOPELESS = 4.5
_BRACKET = 12
_TOGETHER = re.compile(r"总|合计|累计|综合|最终|共|两[级类项者]|整体|全部|合并|[及和与]")
_OVERALL = re.compile(r"总体|综合|合计|累计|最终|两[级步轮次类项]|整体|合并")
_FROM = re.compile(r"(?:由|从|自|将|把)[^，。；]*$")
_COMES_FROM = re.compile(r"(?:由|从|自)[^，。]*$")
_TO = re.compile(r"(?:至|到|为|成)(?:目前的?|现在的?|20\d\d年的?|今年的?)?[^，。；\d]{0,4}$")
_ADDED = re.compile(r"[增减多少降升压缩净跌]|取消|精简|下放|提高|扩大|核[减增]")
_OF = re.compile(r"占(?:到|了)?(?:当年|同期|全部|所有|整个|本年)?(?P<base>[\u4e00-\u9fff]{2})")
_ALL = re.compile(r"共|总|合计|全[年市区县省镇]")


def items_of(text: str, members: Sequence[tuple[int, Quantity]]) -> list[Item]:
    """The figures of one passage, in order."""
    found: list[Item] = []
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text)]
    at = clause = part = sentence = depth = 0
    item_start = 0
    kept = [(i, q) for i, q in members if q.kind in _KINDS]
    for place, (index, quantity) in enumerate(kept):
        while at < len(marks) and marks[at][0] < quantity.start:
            position, mark = marks[at]
            at += 1
            item_start = position + 1
            clause += mark in "，：；。！？"
            part += mark in "；。！？"
            sentence += mark in "。！？"
            depth = max(0, depth + (mark == "（") - (mark == "）"))
        lead = quantity.number_start - quantity.start
        name_start = item_start
        if item_start == quantity.start and text[item_start - 1 : item_start] == "）":  # （A类）231件
            name_start = max(text.rfind("（", 0, item_start), item_start - _BRACKET, 0)
        stop = kept[place + 1][1].start if place + 1 < len(kept) else len(text)
        if at < len(marks):
            stop = min(stop, max(marks[at][0], quantity.end))
        found.append(
            Item(
                index,
                quantity,
                quantity.start,
                quantity.end,
                text[name_start : quantity.start] + (quantity.text[:lead] if lead else ""),
                text[quantity.end : stop],
                clause,
                part,
                sentence,
                depth,
                quantity.kind is NumberKind.PERCENT,
                quantity.kind in _COUNTS and quantity.printed > 0,
            )
        )
        item_start = quantity.end
    return found


def place_of(items: Sequence[Item], index: int) -> int:
    """Where among the figures of a passage the one with this index stands."""
    return bisect_left(items, index, key=_index_of)


def _index_of(item: Item) -> int:
    return item.index


def _comparable(one: Quantity, other: Quantity) -> str:
    """How alike two counts are counted: "unit", "group", or "" where they cannot be part and whole."""
    if one.kind is not other.kind and NumberKind.DURATION in (one.kind, other.kind):
        return ""
    if one.unit == other.unit:
        return "unit"
    if one.group and one.group == other.group:
        return "group"
    groups = {one.group, other.group}
    if groups <= COUNTED | {""} and groups & {"generic", ""} and one.kind is other.kind:
        return "loose"  # 接通1512个…满意的1467人
    return ""


def _again(before: str, between: str) -> bool:
    """审结846件…审结案件中，调解519件: whether the words of a count are taken up before its part."""
    key = before[-2:]
    found = between.find(key) if len(key) == 2 else -1
    if found < 0:
        return False
    rest = between[found + 2 : found + 9]
    return rest.startswith("的") or _AMONG_THEM.match(rest) is not None


@lru_cache(maxsize=4096)
def _grams(words: str) -> frozenset[str]:
    """The words of two characters that say something."""
    return frozenset(
        words[at : at + 2]
        for at in range(len(words) - 1)
        if words[at] not in _GENERAL and words[at + 1] not in _GENERAL
    )


def _shared(one: str, other: str) -> bool:
    """Whether two wordings share a word of two characters that says something."""
    return not _grams(one).isdisjoint(_grams(other))


class _Told(NamedTuple):
    """What the words before a count say of it."""

    previous: bool
    of_which: bool
    comes_from: bool
    old: bool
    new: bool
    to: bool
    total: bool
    period: str


@lru_cache(maxsize=4096)
def _told_of(before: str) -> _Told:
    old, new = _FROM.search(before) is not None, _TO.search(before) is not None
    previous = _PREVIOUS.search(before) is not None
    period = "now"
    if new:
        period = "to"
    elif old:
        period = "from"
    elif _ADDED.search(before):
        period = "change"
    elif previous:
        period = "previous"
    return _Told(
        previous,
        _OF_WHICH.search(before) is not None,
        _COMES_FROM.search(before) is not None,
        old,
        new,
        before.endswith(("为", "到", "至")),
        "共" in before or "总" in before,
        period,
    )


class _Rate(Struct):
    """A percentage, as the explanations of it are weighed."""

    item: Item
    role: str
    name: str
    own: str
    wide: str  # the words of its clause and the one before
    base: str  # what a share is said to be of


def _role(text: str, rate: Item) -> _Rate:
    lead = rate.before
    if len(lead) < 3 and rate.start:  # 升到46.0%, ，达98.0%: the name stands before the mark
        lead = text[max(0, rate.start - 12) : rate.start]
    changed = _CHANGED.search(rate.before)
    level = _LEVEL.search(rate.before)
    if level is not None:  # 败诉比例从上一年的7.2%降为5.0%: the name stands at the start of the clause
        lead = text[max(0, rate.start - 40) : rate.start]
        lead = re.split(r"[，；。：]", lead)[-1] or lead
        lead = re.split(r"由|从|自|比|较|的?\d", lead)[0] if re.match(r"[^由从自比较\d]{2,}", lead) else lead
    if changed is not None and level is None:
        role = "rise" if changed["rise"] else "fall"
    elif _WIDTH.search(rate.before):
        role = "width"
    elif _SHARE.search(rate.before) and level is None:
        role = "share"
    elif not rate.before and rate.depth:
        role = "bracket"
    elif "率" in lead or level is not None:
        role = "rate"
    else:
        role = "other"
    named = _NAMED.search(re.sub(r"[，；：、。（）]", "", lead) if role != "bracket" else "")
    return _Rate(
        rate,
        role,
        (named["name"] if named else "").rstrip("率比例占"),
        rate.before,
        text[max(0, rate.start - 24) : rate.start],
        of["base"] if (of := _OF.search(rate.before)) else "",
    )


def signs_of_none(text: str, items: Sequence[Item], rate: Item) -> tuple[str, ...]:
    """What speaks for a percentage being of figures that are not told here."""
    told = _role(text, rate)
    signs = ["none", f"none {told.role}"]
    at = place_of(items, rate.index)
    near = next((item for item in reversed(items[max(0, at - 3) : at]) if item.count), None)
    if near is None:
        signs.append("none near")
    else:
        signs.append("none counted" if near.quantity.group in COUNTED or not near.quantity.group else "none measured")
    if _PREVIOUS.search(text[max(0, rate.start - 14) : rate.start]):
        signs.append("none previous")
    if told.role in ("rise", "fall") and len(_COMPARING.sub("", rate.before)) > 2:
        signs.append("none subject")  # 制造业投资增长13.3%
    return tuple(signs)


def of_other_counts(text: str, rate: Item) -> bool:
    """Whether a percentage is of counts that are not told: 由上年的95.6%提高到98.0%, 失业率."""
    before = text[max(0, rate.start - 24) : rate.start]
    return any(words.search(before) for words in (_EARLIER, _SURVEYED, _AIMED))


def explanations(
    text: str,
    items: Sequence[Item],
    rate: Item,
    told_of: Mapping[int, tuple[frozenset[int], frozenset[int]]],
    least: float = _LEAST,
    none: float = 0.0,
) -> Iterator[Explanation]:
    """Every pair of counts near a percentage, with its signs.

    ``told_of``: the parts and bases of the other percentages that are explained already. Counts whose signs weigh by
    ``least`` less than those of the best are left out, and all where what speaks against any (``none``) is far heavier.
    """
    at = place_of(items, rate.index)
    told = _role(text, rate)
    first = at
    while first and at - first < _LIMIT and rate.sentence - items[first - 1].sentence <= _SENTENCES:
        first -= 1
    last = at + 1
    while last < len(items) and last - at < 2 * _BEHIND and items[last].sentence - rate.sentence <= 1:
        last += 1
    before = [i for i in range(first, at) if items[i].count][-_BEFORE:]
    behind = [i for i in range(at + 1, last) if items[i].count][:_BEHIND]
    places = [*before, *behind]
    parts_taken: set[int] = set()
    bases_taken: set[int] = set()
    for other, (tops, bases) in told_of.items():
        if other != rate.index:
            parts_taken |= tops
            bases_taken |= bases
    row = _Row(items, first, last)
    wholes = _likely(
        [(place, _signs_of_base(items, at, place, told, parts_taken, bases_taken)) for place in places], least
    )
    parts = _likely(
        [
            (place, _signs_of_part(items, row, at, place, told, parts_taken, bases_taken))
            for place in (*before[-_PARTS:], *behind[:_PARTS_BEHIND])
        ],
        least,
    )
    if not parts or none - max([one[1][1] for one in parts]) - max([one[1][1] for one in wholes]) > _HOPELESS:
        return
    for part, (of_part, part_weight) in parts:
        for whole, (of_base, base_weight) in wholes:
            alike = _comparable(items[part].quantity, items[whole].quantity) if part != whole else ""
            if alike:
                pair, pair_weight = _signs_of_pair(text, items, row, at, part, whole, told, alike)
                weight = part_weight + base_weight + pair_weight
                yield from _forms(items, told, part, whole, (of_part, of_base, pair), weight)
    yield from _joint(items, told, places, at)


def _likely(signed: Sequence[tuple[int, _Signed]], least: float) -> list[tuple[int, _Signed]]:
    """Those whose signs weigh not much less than those of the best."""
    best = max([weight for _, (_, weight) in signed], default=0.0)
    return [one for one in signed if one[1][1] >= best - least]


class _Row:
    """How many counts and rates stand before each figure, and how many counts in each unit."""

    def __init__(self, items: Sequence[Item], first: int, last: int) -> None:
        self.first = first
        self.counts = [0]
        self.rates = [0]
        self.units: dict[str, list[int]] = {}
        for place in range(first, last):
            item = items[place]
            self.counts.append(self.counts[-1] + item.count)
            self.rates.append(self.rates[-1] + item.rate)
            if item.count:
                self.units.setdefault(item.quantity.unit, []).append(place)

    def counts_between(self, one: int, other: int) -> int:
        """Counts between two places, themselves not included."""
        return self.counts[other - self.first] - self.counts[one + 1 - self.first]

    def rates_between(self, one: int, other: int) -> int:
        """Rates between two places, themselves not included."""
        return self.rates[other - self.first] - self.rates[one + 1 - self.first]

    def same_between(self, unit: str, one: int, other: int) -> int:
        """Counts in this unit between two places, themselves not included."""
        places = self.units.get(unit, [])
        return bisect_left(places, other) - bisect_right(places, one)


def levels_of(text: str, items: Sequence[Item], points: Item) -> tuple[Item, Item] | None:
    """The two percentages that a change in points compares, this time's and the earlier one; None where not told.

    覆盖率87.5%，高出去年6.2个百分点，去年为81.3% · 2024年调解率45.8%；2023年调解率36.6%。两年相比，提高9.2个百分点.
    """
    at = place_of(items, points.index)
    near = [i for i in range(max(0, at - _LIMIT), at) if items[i].rate and points.sentence - items[i].sentence <= 1]
    if not near or any(items[i].quantity.kind is NumberKind.POINTS for i in range(near[-1], at)):
        return None
    last = near[-1]
    if at + 1 < len(items) and items[at + 1].rate and items[at + 1].sentence == points.sentence:
        behind = items[at + 1]
        if _BEFOREHAND.search(behind.before) and behind.clause - points.clause <= 1:
            return items[last], behind
    if len(near) < 2:
        return None
    now, then = items[last], items[near[-2]]
    names = {_rate_name(text, item) for item in (now, then)} - {""}
    clauses = [_clause_to(text, item) for item in (now, then)]
    years = [found[-1] if (found := _YEAR.findall(clause)) else "" for clause in clauses]
    if len(names) > 1 or (all(years) and years[0] == years[1]):
        return None
    if all(years):
        return (now, then) if years[0] > years[1] else (then, now)
    old = [bool(_BEFOREHAND.search(clause)) for clause in clauses]
    if old[0] is old[1]:
        return None
    return (then, now) if old[0] else (now, then)


def _clause_to(text: str, item: Item) -> str:
    """The words of its clause up to a figure, and of the clause before where that says when."""
    return re.split(r"[；。]", text[max(0, item.start - 40) : item.start])[-1]


def _rate_name(text: str, item: Item) -> str:
    found = _RATE_NAME.search(text[max(0, item.start - 24) : item.start])
    return found["name"] if found else ""


def _forms(
    items: Sequence[Item], told: _Rate, part: int, whole: int, signs: _Signs, weight: float
) -> Iterator[Explanation]:
    top, base = items[part], items[whole]
    role = told.role
    if role in _CHANGES:
        added, level = _told_of(top.before).period, _told_of(base.before).period
        if role != "fall":
            own = (f"rise {role}", f"risen {added} {level}", f"base {level}")
            yield _made(Form.RISE, (top,), (base,), own, signs, weight)
        if role != "rise":
            own = (f"fall {role}", f"risen {added} {level}", f"base {level}")
            yield _made(Form.REST, (top,), (base,), own, signs, weight)
        own = (f"part {role}", f"part {added} {level}", f"base {level}")
        yield _made(Form.PART, (top,), (base,), own, signs, weight)
        if added == "change" and role != "fall":
            own = (f"grown {role}", f"grown {level}", f"base {level}")
            yield _made(Form.GROWN, (top,), (base,), own, signs, weight)
        if added == "change" and role != "rise":
            own = (f"fallen {role}", f"grown {level}", f"base {level}")
            yield _made(Form.PART, (top,), (base, top), own, signs, weight)
        return
    yield _made(Form.PART, (top,), (base,), (f"part {role}",), signs, weight)
    contrary = bool(_NEGATED.search(top.before + top.after)) and not _NEGATED.search(told.own)
    yield _made(Form.REST, (top,), (base,), (f"rest {role}", f"rest contrary {contrary}"), signs, weight)
    if part > whole + 1 or part < whole:
        return
    contrary = _contrary(base, top)
    yield _made(Form.PART, (base,), (base, top), (f"both {role}", f"both contrary {contrary}"), signs, weight)
    contrary = _contrary(top, base)
    yield _made(Form.PART, (top,), (top, base), (f"both top {role}", f"both contrary {contrary}"), signs, weight)


def _made(
    form: Form, top: tuple[Item, ...], base: tuple[Item, ...], own: tuple[str, ...], signs: _Signs, weight: float
) -> Explanation:
    return Explanation(form, top, base, (own, *signs), weight + _weight_of_form(own))


@lru_cache(maxsize=1024)
def _weight_of_form(own: tuple[str, ...]) -> float:
    return _weight(own)


def _contrary(one: Item, other: Item) -> bool:
    """准予执行126件，不准予执行9件: whether one is told with the other's word and a negation."""
    words, others = one.before + one.after, other.before + other.after
    found = _NEGATED.search(others)
    return found is not None and others[found.end() : found.end() + 2] in words and not _NEGATED.search(words)


def _joint(items: Sequence[Item], told: _Rate, places: Sequence[int], at: int) -> Iterator[Explanation]:
    """立行立改28个，限期整改的已完成15个，总体整改率: two parts of one whole together."""
    if told.role not in ("rate", "share", "other") or not _TOGETHER.search(told.own):
        return
    before = [i for i in places if i < at]
    for b in before[-3:]:
        for a in [place for place in before[-5:] if place < b]:
            for w in before:
                if w in (a, b):
                    continue
                one, two, whole = items[a].quantity, items[b].quantity, items[w].quantity
                if one.unit == two.unit and _comparable(one, whole):
                    last = b == before[-1]
                    overall = bool(_OVERALL.search(told.item.before))
                    signs = (
                        "joint",
                        f"joint last {last}",
                        f"joint overall {overall}",
                        f"joint first {w < a}",
                        f"joint near {_near(b - a, 3)}",
                        f"joint whole {_near(a - w, 3)}",
                        f"joint named {_joined(items[a], told) + _joined(items[b], told)}",
                    )
                    yield Explanation(Form.PART, (items[a], items[b]), (items[w],), (signs,), _weight(signs))


def _joined(item: Item, told: _Rate) -> bool:
    return _shared(item.before, told.wide)


_SMALL = ("0", "1", "2", "3", "4")


def _near(number: int, most: int) -> str:
    """A small number as a word, all beyond ``most`` as one."""
    return "-1" if number < 0 else _SMALL[number] if number < most else _SMALL[most]


def _signs_of_part(
    items: Sequence[Item], row: _Row, at: int, part: int, told: _Rate, parts_taken: set[int], bases_taken: set[int]
) -> _Signed:
    rate, top = items[at], items[part]
    named = bool(told.name) and _shared(told.name, top.before + top.after)
    said = _told_of(top.before)
    beside = (
        top.quantity.group in COUNTED or not top.quantity.group,
        "named" if named else "not named" if told.role == "rate" else "",
        top.after == "的" and part + 1 != at,  # 是2022年40件的2.4倍
        said.of_which,
        said.previous,
        said.to,
        top.index in parts_taken,
        top.index in bases_taken,
    )
    if part > at:
        return _part_behind(min(top.clause - rate.clause, 2), *beside)
    counts = row.counts_between(part, at)
    far = "sentence" if rate.sentence > top.sentence else "half" if rate.part > top.part else ""
    return _part_before(
        told.role,
        min(rate.clause - top.clause, 4),
        min(counts, 3),
        min(row.rates_between(part, at), 2),
        min(row.same_between(top.quantity.unit, part, at), 3),
        far,
        top.depth > rate.depth,
        rate.depth > top.depth and not counts,
        *beside,
    )


_Signed = tuple[tuple[str, ...], float]
"""Signs of form and what they weigh together."""


def _signed(signs: Sequence[str]) -> _Signed:
    return tuple(signs), _weight(signs)


@lru_cache(maxsize=2048)
def _part_before(
    role: str,
    clauses: int,
    counts: int,
    rates: int,
    same: int,
    far: str,
    in_bracket: bool,
    rate_in_bracket: bool,
    *beside: bool | str,
) -> _Signed:
    signs = [
        f"part clauses {clauses}",
        f"part counts {counts}",
        f"part rates {rates}",
        f"part {role} {min(counts + rates, 2)}",
        f"part same {same}",
    ]
    if far:
        signs.append(f"part other {far}")
    if in_bracket:
        signs.append("part in bracket")
    if rate_in_bracket:
        signs.append("rate in bracket")
    if beside[1] == "named":
        signs.append(f"part named {min(same, 2)}")
    return _signed([*signs, *_of_part(beside)])


@lru_cache(maxsize=2048)
def _part_behind(clauses: int, *beside: bool | str) -> _Signed:
    return _signed(["part behind", f"part behind {clauses}", *_of_part(beside)])


def _of_part(beside: Sequence[bool | str]) -> Iterator[str]:
    counted, named, *others = beside
    yield "counted" if counted else "measured"
    if named:
        yield f"part {named}"
    for sign, given in zip(("inside", "of which", "previous", "to", "taken", "is base"), others, strict=True):
        if given:
            yield f"part {sign}"


def _signs_of_base(
    items: Sequence[Item], at: int, whole: int, told: _Rate, parts_taken: set[int], bases_taken: set[int]
) -> _Signed:
    base = items[whole]
    words = base.before + base.after
    said = _told_of(base.before)
    return _of_base(
        told.role,
        not whole or items[whole - 1].sentence < base.sentence,
        _shared(words, told.own),
        bool(told.base) and told.base in words,
        said.previous,
        said.comes_from,
        said.of_which,
        said.total,
        whole + 1 < len(items) and whole + 1 != at and items[whole + 1].rate,
        base.index in parts_taken,
        base.index in bases_taken,
    )


@lru_cache(maxsize=2048)
def _of_base(role: str, *given: bool) -> _Signed:
    names = (
        "base first",
        "base named",
        "base said",
        f"base previous {role in _CHANGES}",
        "base from",
        "base of which",
        "base total",
        "base has rate",
        "base is part",
        f"base taken {role in ('share', 'bracket')}",
    )
    return _signed([name for name, one in zip(names, given, strict=True) if one])


def _signs_of_pair(
    text: str, items: Sequence[Item], row: _Row, at: int, part: int, whole: int, told: _Rate, alike: str
) -> _Signed:
    rate, top, base = items[at], items[part], items[whole]
    frame: tuple[bool, int] | None = None
    years: tuple[bool, bool] | None = None
    if told.role in _CHANGES and abs(whole - part) == 1:
        last = max(part, whole)
        first_said, second_said = _told_of(items[min(part, whole)].before), _told_of(items[last].before)
        if first_said.old and second_said.new:
            frame = base.start < top.start, min(abs(at - last), 3)
        one, other = _told_of(top.before).previous, _told_of(base.before).previous
        if one is not other:
            years = other, at > last
    same_words = _shared(base.before + base.after, top.before + top.after)
    if whole > part:
        inside = whole == at - 1 and text[base.end : rate.start].strip("件（）") in ("的", "")
        all_of_it = whole > at and _ALL.search(base.before) is not None
        return _pair_reversed(told.role, alike, frame, years, same_words, whole < at, all_of_it, inside)
    between = row.counts_between(whole, part)
    clauses = top.clause - base.clause
    return _pair_in_order(
        told.role,
        alike,
        frame,
        years,
        same_words,
        min(between, 4),
        min(row.same_between(base.quantity.unit, whole, part), 4),
        -2 if between or row.rates_between(whole, part) else max(-1, min(rate.clause - top.clause, 2)),
        min(clauses, 4),
        _AMONG.match(text[base.end : base.end + 16]) is not None,
        "sentence" if top.sentence > base.sentence else "half" if top.part > base.part else "",
        "in" if base.depth > top.depth else "out of" if base.depth < top.depth else "",
        bool(base.before) and _again(base.before, text[base.end + len(base.after) : top.start]),
    )


def _of_pair(
    role: str, alike: str, frame: tuple[bool, int] | None, years: tuple[bool, bool] | None, same_words: bool
) -> list[str]:
    signs = [f"alike {alike}"]
    if frame is not None:
        signs += [f"frame {frame[0]}", f"frame near {frame[1]}"]
    if years is not None:
        signs.append(f"years {years[0]} {years[1]}")
    if same_words:
        signs.append(f"base alike {role}")
    return signs


@lru_cache(maxsize=2048)
def _pair_reversed(
    role: str,
    alike: str,
    frame: tuple[bool, int] | None,
    years: tuple[bool, bool] | None,
    same_words: bool,
    between: bool,
    all_of_it: bool,
    inside: bool,
) -> _Signed:
    signs = _of_pair(role, alike, frame, years, same_words)
    signs.append("base between" if between else "base behind")
    if all_of_it:
        signs.append("base behind all")
    if inside:  # 占审结案件162件的8.6%
        signs += ["base inside", f"base inside {role}"]
    return _signed(signs)


@lru_cache(maxsize=4096)
def _pair_in_order(
    role: str,
    alike: str,
    frame: tuple[bool, int] | None,
    years: tuple[bool, bool] | None,
    same_words: bool,
    counts: int,
    same: int,
    rate_clauses: int,
    clauses: int,
    among: bool,
    far: str,
    bracket: str,
    again: bool,
) -> _Signed:
    signs = _of_pair(role, alike, frame, years, same_words)
    signs += [f"base counts {counts}", f"base same {same}", f"base clauses {clauses}"]
    if rate_clauses > -2:
        signs.append(f"pair {rate_clauses} {min(clauses, 2)}")
    if among:
        signs.append("base among")
    if far:
        signs.append(f"base other {far}")
    if bracket:
        signs.append(f"base {bracket} bracket")
    if again:
        signs.append("base again")
    return _signed(signs)


class Weighed(Struct, frozen=True):
    """All explanations of a percentage with how likely each is the one that was meant, and that none of them is."""

    explanations: tuple[Explanation, ...]
    likelihoods: tuple[float, ...]
    none: float


def weigh(
    text: str, items: Sequence[Item], rate: Item, told_of: Mapping[int, tuple[frozenset[int], frozenset[int]]]
) -> Weighed:
    """The explanations of a percentage; all likelihoods together are 1."""
    against = _weight(signs_of_none(text, items, rate))
    found = tuple(explanations(text, items, rate, told_of, none=against))
    weight = WEIGHTS.get
    scores = [exp(sum([weight(sign, 0.0) for group in explanation.signs for sign in group])) for explanation in found]
    none = exp(against)
    whole = sum(scores) + none
    return Weighed(found, tuple([score / whole for score in scores]), none / whole)


def _weight(signs: Sequence[str]) -> float:
    return sum([WEIGHTS.get(sign, 0.0) for sign in signs])
