"""What could give a percentage, read from the form of the sentence alone: which counts may be its part and its base.

The words of rates are without number (覆盖面, 预警面, 处理面, 上线比例…); the shape of the sentences that tell them is
not. Every pair of counts near a percentage is an explanation of it; signs of form (what stands between the three, who
comes first, what is named again, how they are counted) say how well each fits. What they weigh was learnt from
published prose, where the arithmetic itself tells which pair was meant (``_WEIGHTS``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import exp

from msgspec import Struct

from checker.facts.explanation_weights import WEIGHTS
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import COUNTED

__all__ = ["Explanation", "Form", "Item", "Weighed", "explanations", "is_earlier", "items_of", "signs_of_none", "weigh"]


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


class Explanation(Struct, frozen=True):
    """Counts that may give a percentage: the sum of ``top`` over the sum of ``base``, as ``form`` says.

    ``signs`` are the signs of form that speak for or against it.
    """

    form: Form
    top: tuple[Item, ...]
    base: tuple[Item, ...]
    signs: tuple[str, ...]


_MARK = re.compile(r"[，；：、。！？（）]")
_BEFORE = 14  # counts before a percentage that may be its part or base
_BEHIND = 6
_SENTENCES = 2
_RISING = r"增长|增加|上升|提高|提升|增多|增|升|涨|多|攀升|扩大|高出?"
_FALLING = r"下降|减少|降低|压减|压缩|缩短|精简|精减|缩减|回落|核减|调减|减|降|缩|少|跌|瘦身|压降|低于?"
_CHANGED = re.compile(rf"(?:(?P<rise>{_RISING})|(?P<fall>{_FALLING}))(?:[产收支幅长]?)(?:了|约|近|达到?|为|超过?|的?幅度|率|比例|\s)*$")
_COMPARING = re.compile(
    rf"{_RISING}|{_FALLING}|[比较同与](?:上一?年|去年|前一?年|20\d\d年)?(?:度|同期|末|底)?|同比|环比|分别|[的了约近达为再均又进一步\s大幅明显幅度率件数总量]"
)
_LEVEL = re.compile(rf"(?:{_RISING}|{_FALLING})(?:了|控)?(?:至|到|为|成)(?:约|近|了)?(?:20\d\d年的?|今年的?|目前的?)?$")
_WIDTH = re.compile(r"幅度?(?:约|近|达到?|为|是)*$")
_SHARE = re.compile(r"占|比重|比例")
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{1,12}?)(?:分别|仅|约|近|已|也|均|高|提升|提高|上升|升|降|保持|稳定|控制|达|到|至|为|是|在|的|：|，)*$")
_AMONG = re.compile(r"^[^，。；：、（）]{0,12}(?:中|里|内|当中)")
_PREVIOUS = re.compile(r"(?:上年|去年|上一年|前一年|同期|20\d\d年)")
_EARLIER = re.compile(
    r"(?:由|从|自)(?:上年|去年|上一年|前一年|20\d\d年|原来|年初|改革前)?(?:度|同期|末|底)?的?$"
    r"|(?:[比较同与和]|高于|低于|高出|超过)(?:上年|去年|上一年|前一年|20\d\d年|同期)(?:度|同期|末|底)?的?$"
    r"|(?:上年|去年|上一年|前一年)(?:度|同期|末|底)?[^，。；]{0,6}$"
)
_OF_WHICH = re.compile(r"其中|^有|^已|中")
_NEGATED = re.compile(r"[不未无缺]")
_OWN_RATE = re.compile(r"^[，（、]?[^，；。、（）]{0,14}$")
_GENERAL = frozenset("的为达率占了年全市区县共计已有和与及其中件个人次户家名起项份条约在到到是")
_LIMIT = 40
_TOGETHER = re.compile(r"总|合计|累计|综合|最终|共|两[级类项者]|整体|全部|合并|及")
_FROM = re.compile(r"(?:由|从|自|将|把)[^，。；]*$")
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
    kept = [
        (i, q)
        for i, q in members
        if q.counts or q.kind is NumberKind.BARE or (q.kind is NumberKind.DURATION and q.exact)
    ]
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
        stop = kept[place + 1][1].start if place + 1 < len(kept) else len(text)
        if at < len(marks):
            stop = min(stop, max(marks[at][0], quantity.end))
        found.append(
            Item(
                index,
                quantity,
                quantity.start,
                quantity.end,
                text[item_start : quantity.start] + (quantity.text[:lead] if lead else ""),
                text[quantity.end : stop],
                clause,
                part,
                sentence,
                depth,
                quantity.kind is NumberKind.PERCENT,
                quantity.kind in (NumberKind.COUNT, NumberKind.BARE, NumberKind.DURATION) and quantity.printed > 0,
            )
        )
        item_start = quantity.end
    return found


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
    return len(key) == 2 and f"{key}的" in between or re.search(rf"{re.escape(key)}[^，。；、]{{0,6}}(?:中|里|内)", between) is not None


def _shared(one: str, other: str) -> bool:
    """Whether two wordings share a word of two characters that says something."""
    return any(
        one[at : at + 2] in other
        for at in range(len(one) - 1)
        if not (one[at] in _GENERAL or one[at + 1] in _GENERAL)
    )


class _Rate(Struct):
    """A percentage, as the explanations of it are weighed."""

    item: Item
    role: str
    name: str
    own: str
    wide: str  # the words of its clause and the one before


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
    return _Rate(rate, role, (named["name"] if named else "").rstrip("率比例占"), rate.before, text[max(0, rate.start - 24) : rate.start])


def signs_of_none(text: str, items: Sequence[Item], rate: Item) -> tuple[str, ...]:
    """What speaks for a percentage being of figures that are not told here."""
    told = _role(text, rate)
    signs = ["none", f"none {told.role}"]
    at = next(i for i, item in enumerate(items) if item is rate)
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


def is_earlier(text: str, rate: Item) -> bool:
    """Whether a percentage is that of an earlier time, of which the counts are not told: 由上年的95.6%提高到98.0%."""
    return _EARLIER.search(text[max(0, rate.start - 24) : rate.start]) is not None


def explanations(
    text: str, items: Sequence[Item], rate: Item, told_of: Mapping[int, tuple[frozenset[int], frozenset[int]]]
) -> Iterator[Explanation]:
    """Every pair of counts near a percentage, with its signs.

    ``told_of``: the parts and bases of the other percentages that are explained already.
    """
    at = next(i for i, item in enumerate(items) if item is rate)
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
    for other, (parts, bases) in told_of.items():
        if other != rate.index:
            parts_taken |= parts
            bases_taken |= bases
    for part in places:
        shared = _signs_of_part(text, items, at, part, told)
        if items[part].index in parts_taken:
            shared = (*shared, "part taken")
        if items[part].index in bases_taken:
            shared = (*shared, "part is base")
        for whole in places:
            if part == whole:
                continue
            alike = _comparable(items[part].quantity, items[whole].quantity)
            if not alike:
                continue
            beside = (*shared, f"alike {alike}", *_signs_of_base(text, items, at, part, whole, told))
            if items[whole].index in bases_taken:
                beside = (*beside, f"base taken {told.role in ('share', 'bracket')}")
            if items[whole].index in parts_taken:
                beside = (*beside, "base is part")
            yield from _forms(items, told, part, whole, beside, places)
    yield from _joint(items, told, places, at)


def _forms(
    items: Sequence[Item], told: _Rate, part: int, whole: int, signs: tuple[str, ...], places: Sequence[int]
) -> Iterator[Explanation]:
    top, base = items[part], items[whole]
    role = told.role
    if role in ("rise", "fall", "width"):
        added, level = _period(top), _period(base)
        signs = (*signs, f"base {level}")
        if role != "fall":
            yield Explanation(Form.RISE, (top,), (base,), (f"rise {role}", f"risen {added} {level}", *signs))
        if role != "rise":
            yield Explanation(Form.REST, (top,), (base,), (f"fall {role}", f"risen {added} {level}", *signs))
        yield Explanation(Form.PART, (top,), (base,), (f"part {role}", f"part {added} {level}", *signs))
        if added == "change" and role != "fall":
            yield Explanation(Form.GROWN, (top,), (base,), (f"grown {role}", f"grown {level}", *signs))
        if added == "change" and role != "rise":
            yield Explanation(Form.PART, (top,), (base, top), (f"fallen {role}", f"grown {level}", *signs))
        return
    yield Explanation(Form.PART, (top,), (base,), (f"part {role}", *signs))
    contrary = bool(_NEGATED.search(top.before + top.after)) and not _NEGATED.search(told.own)
    yield Explanation(Form.REST, (top,), (base,), (f"rest {role}", f"rest contrary {contrary}", *signs))
    if part > whole + 1 or part < whole:
        return
    contrary = _contrary(base, top)
    yield Explanation(Form.PART, (base,), (base, top), (f"both {role}", f"both contrary {contrary}", *signs))
    contrary = _contrary(top, base)
    yield Explanation(Form.PART, (top,), (top, base), (f"both top {role}", f"both contrary {contrary}", *signs))


def _contrary(one: Item, other: Item) -> bool:
    """准予执行126件，不准予执行9件: whether one is told with the other's word and a negation."""
    words, others = one.before + one.after, other.before + other.after
    found = _NEGATED.search(others)
    return found is not None and others[found.end() : found.end() + 2] in words and not _NEGATED.search(words)


def _joint(items: Sequence[Item], told: _Rate, places: Sequence[int], at: int) -> Iterator[Explanation]:
    """立行立改28个，限期整改的已完成15个，总体整改率: two parts of one whole together."""
    if told.role not in ("rate", "share", "other"):
        return
    word = bool(_TOGETHER.search(told.wide))
    before = [i for i in places if i < at]
    for b in before[-6:]:
        for a in before:
            if a >= b:
                break
            for w in before:
                if w == a or w == b or not word:
                    continue
                one, two, whole = items[a].quantity, items[b].quantity, items[w].quantity
                if one.unit == two.unit and _comparable(one, whole):
                    last = b == before[-1]
                    signs = [
                        "joint",
                        f"joint last {last}",
                        f"joint first {w < a}",
                        f"joint near {_near(b - a, 3)}",
                        f"joint whole {_near(a - w, 3)}",
                        f"joint named {_joined(items[a], told) + _joined(items[b], told)}",
                    ]
                    yield Explanation(Form.PART, (items[a], items[b]), (items[w],), tuple(signs))


def _joined(item: Item, told: _Rate) -> bool:
    return _shared(item.before, told.wide)


def _period(item: Item) -> str:
    """What a count is in a comparison, by the words before it."""
    if _TO.search(item.before):
        return "to"
    if _FROM.search(item.before):
        return "from"
    if _ADDED.search(item.before):
        return "change"
    if _PREVIOUS.search(item.before):
        return "previous"
    return "now"


def _near(number: int, most: int) -> str:
    return str(max(-1, min(number, most)))


def _signs_of_part(text: str, items: Sequence[Item], at: int, part: int, told: _Rate) -> tuple[str, ...]:
    rate, top = items[at], items[part]
    if part > at:
        signs = ["part behind", f"part behind {_near(top.clause - rate.clause, 2)}"]
    else:
        between = items[part + 1 : at]
        counts = sum(item.count for item in between)
        same = sum(item.count and item.quantity.unit == top.quantity.unit for item in between)
        rates = sum(item.rate for item in between)
        signs = [
            f"part clauses {_near(rate.clause - top.clause, 4)}",
            f"part counts {_near(counts, 3)}",
            f"part rates {_near(rates, 2)}",
            f"part {told.role} {_near(counts + rates, 2)}",
            f"part same {_near(same, 3)}",
        ]
        if rate.sentence > top.sentence:
            signs.append("part other sentence")
        elif rate.part > top.part:
            signs.append("part other half")
        if top.depth > rate.depth:
            signs.append("part in bracket")
        if rate.depth > top.depth and not counts:
            signs.append("rate in bracket")
    words = top.before + top.after
    signs.append("counted" if top.quantity.group in COUNTED or not top.quantity.group else "measured")
    if told.name and _shared(told.name, words):
        signs.append("part named")
        if part < at:
            signs.append(f"part named {_near(same, 2)}")
    elif told.role == "rate":
        signs.append("part not named")
    if _OF_WHICH.search(top.before):
        signs.append("part of which")
    if top.after == "的" and part + 1 != at:
        signs.append("part inside")  # 是2022年40件的2.4倍
    if _PREVIOUS.search(top.before):
        signs.append("part previous")
    if re.search(r"(?:为|到|至)$", top.before):
        signs.append("part to")
    return tuple(signs)


def _signs_of_base(
    text: str, items: Sequence[Item], at: int, part: int, whole: int, told: _Rate
) -> Iterator[str]:
    rate, top, base = items[at], items[part], items[whole]
    if told.role in ("rise", "fall", "width") and abs(whole - part) == 1:
        old, new = (top, base) if top.start < base.start else (base, top)
        if _FROM.search(old.before) and _TO.search(new.before):
            yield f"frame {base is old}"
            yield f"frame near {_near(abs(at - max(part, whole)), 3)}"
        for one, other in ((top, base), (base, top)):
            if _PREVIOUS.search(one.before) and not _PREVIOUS.search(other.before):
                yield f"years {one is base} {at > max(part, whole)}"
    if whole > part:
        yield "base between" if whole < at else "base behind"
        if whole > at and _ALL.search(base.before):
            yield "base behind all"
        if whole == at - 1 and text[base.end : rate.start].strip("件（）") in ("的", ""):
            yield "base inside"  # 占审结案件162件的8.6%
            yield f"base inside {told.role}"
    else:
        between = sum(item.count for item in items[whole + 1 : part])
        yield f"base counts {_near(between, 4)}"
        same = sum(item.count and item.quantity.unit == base.quantity.unit for item in items[whole + 1 : part])
        yield f"base same {_near(same, 4)}"
        if not between and not any(item.rate for item in items[whole + 1 : part]):
            yield f"pair {_near(rate.clause - top.clause, 2)} {_near(top.clause - base.clause, 2)}"
        yield f"base clauses {_near(top.clause - base.clause, 4)}"
        if _AMONG.match(text[base.end : base.end + 16]):
            yield "base among"
        if top.sentence > base.sentence:
            yield "base other sentence"
        elif top.part > base.part:
            yield "base other half"
        if base.depth > top.depth:
            yield "base in bracket"
        elif base.depth < top.depth:
            yield "base out of bracket"
    if not whole or items[whole - 1].sentence < base.sentence:
        yield "base first"
    if base.rate:
        yield "base rate"
    if _shared(base.before + base.after, told.own):
        yield "base named"
    words = base.before + base.after
    said = _OF.search(told.own)
    if said is not None and said["base"] in words:
        yield "base said"
    if part > whole and base.before and _again(base.before, text[base.end + len(base.after) : top.start]):
        yield "base again"
    if _shared(words, top.before + top.after):
        yield f"base alike {told.role}"
    if _PREVIOUS.search(base.before):
        yield f"base previous {told.role in ('rise', 'fall', 'width')}"
    if re.search(r"(?:由|从|自)[^，。]*$", base.before):
        yield "base from"
    if _OF_WHICH.search(base.before):
        yield "base of which"
    if "共" in base.before or "总" in base.before:
        yield "base total"
    if any(item.rate for item in items[whole + 1 : whole + 2]) and whole + 1 != at:
        yield "base has rate"


class Weighed(Struct, frozen=True):
    """All explanations of a percentage with how likely each is the one that was meant, and that none of them is."""

    explanations: tuple[Explanation, ...]
    likelihoods: tuple[float, ...]
    none: float


def weigh(
    text: str, items: Sequence[Item], rate: Item, told_of: Mapping[int, tuple[frozenset[int], frozenset[int]]]
) -> Weighed:
    """The explanations of a percentage; all likelihoods together are 1."""
    found = tuple(explanations(text, items, rate, told_of))
    scores = [exp(sum(WEIGHTS.get(sign, 0.0) for sign in explanation.signs)) for explanation in found]
    none = exp(sum(WEIGHTS.get(sign, 0.0) for sign in signs_of_none(text, items, rate)))
    whole = sum(scores) + none
    return Weighed(found, tuple(score / whole for score in scores), none / whole)
