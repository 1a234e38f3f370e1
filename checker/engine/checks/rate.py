"""A rate against the counts that its words allow.

``ask: mismatch`` (no pair of counts gives it), ``truncated`` (only by cutting off decimals), ``over-100`` and
``infeasible`` (no whole number of the base gives it).

``kinds`` limits the question to rates, shares, complements or fractions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import number_words, share_words
from checker.engine.judging.operands import operand, operands, place_of, quoted, repair_words, total
from checker.engine.judging.percentages import explained, slipped
from checker.engine.model import Evidence, Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import slips_of
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Pair, Quantity, RateClaim, RateKind
from checker.facts.rounding import (
    COUNTED,
    Fit,
    as_printed,
    divide,
    fit,
    fit_of_points,
    is_counted,
    needed_base,
    needed_numerator,
    printed_percent,
)

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check", "contested", "told_by_words"]

KIND = "rate"
PLACEHOLDERS = frozenset(
    {"rate", "name", "numerator", "numerator_name", "base", "base_name", "computed", "needed", "near"}
)


class Parameters(CheckParameters):
    """``ask`` as in the module's docstring; ``kinds`` all by default."""

    ask: Literal["mismatch", "truncated", "over-100", "infeasible"]
    kinds: tuple[RateKind, ...] = tuple(RateKind)
    bounded: tuple[
        str, ...
    ] = ()  # rates that are a share of a whole by their name; over-100 and infeasible ask only these


_MARGIN = Fraction(6, 5)  # cases carried over may lift a base above what the text gives, but hardly by more


_CLOSE = Fraction(1, 20)  # a rate of figures that the words only suggest lies near what they give, or is another's


_NEARBY = 120  # numbers of a paragraph that may be the base of one of its rates


_CONCLUDED = re.compile(r"(?:结案|审结|办结|结)率$")  # what was carried over belongs to its base


_SIDE_BY_SIDE = 12  # shares of one whole


_MANY = 3  # shares that fail together


_EXCESS = Fraction(2)  # a numerator beyond this many times its base is another thing's
_CERTAIN = 9  # times likelier must other figures be the rate's than none, where the words leave no other
_CLAUSE = 20  # characters before a count in which its whole may be named
_SHOWN = 4  # pairs that a message names
_BASES = COUNTED - {"times"}  # 合格率 after 3场 is a share of those examined, not of the sessions


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every rate of the report."""
    ask, kinds = parameters.ask, frozenset(parameters.kinds)
    if ask in ("over-100", "infeasible"):
        bounded = re.compile("|".join(map(re.escape, parameters.bounded)) or "率$")
        examine = _inspect_bound if ask == "over-100" else _inspect_feasible
        return lambda reading: examine(reading, bounded)

    def inspect(reading: Reading) -> Examination:
        faults: list[Fault] = []
        of_base: dict[tuple[int, ...], list[tuple[RateClaim, Fault]]] = {}
        used: set[int] = set()
        examined = 0
        quantities = reading.facts.quantities
        unexplained: list[str] = []
        for number, claim in enumerate(reading.facts.rates):
            if claim.kind not in kinds:
                continue
            pairs = list(_pairs(claim))
            if not pairs:
                if ask == "mismatch" and claim.kind is not RateKind.FRACTION:
                    faults.extend(_guessed(reading, number))
                unexplained.append(claim.name)
                continue
            if not claim.cells and claim.kind is RateKind.RATE and (quantities[claim.quantity].interval.low or 0) > 1:
                continue  # the other question's fault: a rate above one hundred per cent
            examined += 1
            used.add(claim.quantity)
            for pair in pairs:
                used.update(pair.numerator + pair.base)
            best, cut = _best_fit(reading, number)
            if best is Fit.ROUNDED or (best is Fit.NONE and _given_elsewhere(reading, claim)):
                continue
            if ask == "truncated" and cut is not None:
                faults.append(_fault(reading, claim, [cut], Severity.INFO))
            elif ask == "mismatch" and cut is None:
                severity = _failing(reading, number)
                if severity is not None:
                    fault = _fault(reading, claim, _shown(reading, claim, pairs), severity)
                    faults.append(fault)
                    if claim.kind is RateKind.SHARE and len(pairs) == 1:
                        of_base.setdefault(pairs[0].base, []).append((claim, fault))
        for failed in of_base.values():
            faults = _with_one_cause(reading, faults, failed)
        if not examined and unexplained and not faults:
            names = "、".join(dict.fromkeys(unexplained[:4]))
            return Examination.undetermined(f"文中有{names}，但没有可用来验算的件数")
        return Examination.of(examined, faults, used)

    return inspect


def _failing(reading: Reading, number: int) -> Severity | None:
    """How grave it is that no pair gives a rate; None where the rate may well be of something else."""
    known: dict[int, Severity | None] = reading.memo.setdefault((KIND, "failing"), {})
    if number not in known:
        claim = reading.facts.rates[number]
        apart = not claim.decisive and claim.kind is not RateKind.SHARE and _completes_another(reading, claim)
        severity = None if apart else _severity(reading, claim, list(_pairs(claim)))
        if severity is not None and _explained_otherwise(reading, claim):
            severity = None
        if severity is Severity.INFO and reading.facts.quantities[claim.quantity].exact:
            # The form of the sentence may speak for a pair more clearly than the names do.
            found = slipped(reading, claim.quantity, told_by_words(reading))[1] if _is_percent(reading, claim) else None
            severity = Severity.WARNING if found is not None and found.sure else severity
        known[number] = severity
    return known[number]


def _is_percent(reading: Reading, claim: RateClaim) -> bool:
    return reading.facts.quantities[claim.quantity].kind is NumberKind.PERCENT


def contested(reading: Reading) -> frozenset[int]:
    """The percentages that are told not to follow from the figures named with them."""
    return frozenset(
        claim.quantity
        for number, claim in enumerate(reading.facts.rates)
        if claim.numerators
        and claim.bases
        and _best_fit(reading, number) == (Fit.NONE, None)
        and not _given_elsewhere(reading, claim)
        and _failing(reading, number) is not None
    )


def _explained_otherwise(reading: Reading, claim: RateClaim) -> bool:
    """Whether other counts beside the rate give it, as figures beside a rate do."""
    quantity = reading.facts.quantities[claim.quantity]
    if quantity.kind is not NumberKind.PERCENT or not quantity.exact:
        return False
    given = explained(reading, claim.quantity, told_by_words(reading), _CERTAIN if claim.decisive else 1)
    if given is None or claim.decisive:
        return given is not None and len(given[0]) > 1
    return not given[0] | given[1] <= {index for side in (*claim.numerators, *claim.bases) for index in side}


def _pairs(claim: RateClaim) -> Iterator[Pair]:
    """The pairs that the words bind."""
    complement = claim.kind is RateKind.COMPLEMENT
    for numerator, numerator_name in zip(claim.numerators, claim.numerator_names, strict=True):
        for base, base_name in zip(claim.bases, claim.base_names, strict=True):
            if not set(numerator) & set(base) or len(base) > 1:
                yield Pair(numerator, base, numerator_name, base_name, complement)


def told_by_words(reading: Reading) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """The exact percentages that the figures named with them give, with their parts and bases."""
    key = (KIND, "told")
    found: dict[int, tuple[frozenset[int], frozenset[int]]] | None = reading.memo.get(key)
    if found is None:
        found = reading.memo[key] = {}
        for number, claim in enumerate(reading.facts.rates):
            if not reading.facts.quantities[claim.quantity].exact or _best_fit(reading, number) == (Fit.NONE, None):
                continue
            pairs = chain(_pairs(claim), claim.others)
            pair = next((pair for pair in pairs if _fit(reading, claim, pair) is not Fit.NONE), None)
            if pair is not None:
                found[claim.quantity] = frozenset(pair.numerator), frozenset(pair.base)
    return found


def _best_fit(reading: Reading, number: int) -> tuple[Fit, Pair | None]:
    """ROUNDED where a pair gives the rate; else the first pair that gives it cut off, or NONE. Asked once a claim."""
    known: dict[int, tuple[Fit, Pair | None]] = reading.memo.setdefault((KIND, "fits"), {})
    if number not in known:
        claim = reading.facts.rates[number]
        best: tuple[Fit, Pair | None] = Fit.NONE, None
        for pair in chain(_pairs(claim), claim.others):
            result = _fit(reading, claim, pair)
            if result is Fit.ROUNDED:
                best = result, None
                break
            if result is not Fit.NONE and best[1] is None:
                best = result, pair
        if best[0] is Fit.NONE and _fits_the_base_beside(reading, number):
            best = Fit.ROUNDED, None
        known[number] = best
    return known[number]


def _fits_the_base_beside(reading: Reading, number: int) -> bool:
    """抽查620卷，优秀217卷、合格378卷、不合格25卷，优秀率35.0%，不合格率4.0%: of what the rate before it is of."""
    claim, before = reading.facts.rates[number], reading.facts.rates[number - 1] if number else None
    if before is None or before.kind is not RateKind.RATE or claim.kind is not RateKind.RATE:
        return False
    if before.group != claim.group or not 0 <= claim.quantity - before.quantity <= 1:
        return False
    right = [p for p in chain(_pairs(before), before.others) if _fit(reading, before, p) is Fit.ROUNDED]
    return any(
        len(pair.base) == 1
        and not pair.complement
        and _fit(reading, claim, replace(pair, numerator=numerator)) is Fit.ROUNDED
        for pair in right
        for numerator in claim.numerators
        if set(numerator).isdisjoint(pair.base)
    )


def _fit(reading: Reading, claim: RateClaim, pair: Pair) -> Fit:
    rate = reading.facts.quantities[claim.quantity]
    result = fit(rate, total(reading, pair.numerator), total(reading, pair.base), complement=pair.complement)
    if result is Fit.NONE and not all(is_counted(reading.facts.quantities[i]) for i in pair.numerator + pair.base):
        top, bottom = (_measured(reading, side) for side in (pair.numerator, pair.base))
        result = fit(rate, top, bottom, complement=pair.complement)
    return result


def _given_elsewhere(reading: Reading, claim: RateClaim) -> bool:
    """Whether a count of the same paragraph, named as no base of it, gives the rate: then it is of that count.

    Asked only where the words leave room: of a share, and of a rate whose base they do not settle.
    """
    facts = reading.facts
    rate = facts.quantities[claim.quantity]
    settled = claim.decisive and claim.kind is not RateKind.SHARE
    if settled or not rate.exact or rate.printed / rate.step < 100 or len(claim.numerators) != 1:
        return False
    if any(len(base) != 1 for base in claim.bases):
        return False
    top = total(reading, claim.numerators[0])
    limits = needed_base(rate, top.low) if top.is_point and top.low else None
    if limits is None:
        return False
    if _confirmed(reading, claim):
        return _of_the_part(reading, claim, limits)
    groups = {facts.quantities[index].group for index in claim.numerators[0]}
    return any(
        quantity.kind is NumberKind.COUNT
        and quantity.exact
        and quantity.group in groups
        and limits[0] <= quantity.printed <= limits[1]
        for index, quantity in _of_the_paragraph(facts.quantities, claim.quantity)
        if index not in claim.numerators[0]
    )


def _of_the_part(reading: Reading, claim: RateClaim, limits: tuple[int, int]) -> bool:
    """可网办1839项，占98.0%；可网办事项中全程网办1701项，占92.5%: of the part that the share before is of."""
    quantities = reading.facts.quantities
    before = [other for other in reading.facts.rates if other.quantity < claim.quantity and other.group == claim.group]
    if not before or len(before[-1].numerators) != 1 or len(before[-1].numerators[0]) != 1:
        return False
    part = quantities[before[-1].numerators[0][0]]
    first, last = part.end, quantities[claim.numerators[0][0]].start
    text = reading.document.passages[part.passage].text
    return limits[0] <= part.printed <= limits[1] and "中" in text[max(first, last - _CLAUSE) : last]


def _confirmed(reading: Reading, claim: RateClaim) -> bool:
    """Whether another share of the paragraph is right on the same base."""
    return claim.kind is RateKind.SHARE and any(
        other.kind is RateKind.SHARE
        and other is not claim
        and other.group == claim.group
        and any(pair.base in claim.bases and _fit(reading, other, pair) is Fit.ROUNDED for pair in _pairs(other))
        for other in reading.facts.rates
    )


def _of_the_paragraph(quantities: Sequence[Quantity], index: int) -> Iterator[tuple[int, Quantity]]:
    """The numbers of one paragraph around one of them, not too far from it."""
    passage = quantities[index].passage
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(quantities) and quantities[at].passage == passage and abs(at - index) <= _NEARBY:
            yield at, quantities[at]
            at += step


def _measured(reading: Reading, indices: tuple[int, ...]) -> Interval:
    """What a sum may be whose figures were rounded before they were printed: 3.36万 of 4.2万."""
    if not indices:
        return Interval.point(1)
    return Interval.total(as_printed(reading.facts.quantities[index]) for index in indices)


def _guessed(reading: Reading, number: int) -> Iterator[Fault]:
    """Figures in a row that would give the rate but for a slip of the keys, though no word ties them together."""
    claim = reading.facts.rates[number]
    rate = reading.facts.quantities[claim.quantity]
    if not claim.others or not rate.exact or rate.printed / rate.step < 100 or rate.printed >= 1:
        return
    if _best_fit(reading, number)[0] is not Fit.NONE or _completes_another(reading, claim):
        return
    near = [pair for pair in claim.others if _slip(reading, claim, pair)]
    if len(near) == 1:
        yield _fault(reading, claim, near, Severity.INFO)


def _slip(reading: Reading, claim: RateClaim, pair: Pair) -> bool:
    """Whether the pair gives the rate once two digits of one figure are swapped back, or its point is moved back."""
    quantities = reading.facts.quantities
    rate = quantities[claim.quantity]
    top, bottom = total(reading, pair.numerator), total(reading, pair.base)
    if not rate.exact or not top.is_point or not bottom.is_point:
        return False
    assert top.low is not None and bottom.low is not None
    upper, lower = top.low, bottom.low

    def fits(printed: Fraction, upper: Fraction, lower: Fraction) -> bool:
        if rate.kind is NumberKind.FRACTION:
            shown = replace(rate, printed=printed, interval=Interval.point(printed))
            found = fit(shown, Interval.point(upper), Interval.point(lower), complement=pair.complement)
        else:
            found = fit_of_points(printed, rate.step, upper, lower, pair.complement)
        return found is Fit.ROUNDED or found is Fit.TRUNCATED

    if any(value <= 1 and fits(value, upper, lower) for value in _meant(reading, claim.quantity)):
        return True
    if len(pair.numerator) == 1 and any(
        fits(rate.printed, value, lower) for value in _meant(reading, pair.numerator[0])
    ):
        return True
    return len(pair.base) == 1 and any(fits(rate.printed, upper, value) for value in _meant(reading, pair.base[0]))


def _meant(reading: Reading, index: int) -> tuple[Fraction, ...]:
    """The values that a slip of the keys may have turned into the printed one; worked out once for all pairs."""
    known: tuple[Fraction, ...] | None = reading.memo.get((_meant, index))
    if known is None:
        quantity = reading.facts.quantities[index]
        printed = quantity.printed / quantity.step
        known = ()
        if printed.denominator == 1 and printed > 0:
            slips = slips_of(int(printed))
            known = (*(value * quantity.step for value in slips), quantity.printed / 10)
        reading.memo[_meant, index] = known
    return known


def _shown(reading: Reading, claim: RateClaim, pairs: list[Pair]) -> list[Pair]:
    """The pairs in the order in which a reader should see them: one that a slip explains, or the nearest, first."""
    stated = reading.facts.quantities[claim.quantity].printed

    def distance(pair: Pair) -> tuple[bool, Fraction]:
        ratio = _ratio(reading, pair)
        gap = abs(ratio.low - stated) if ratio is not None and ratio.low is not None else Fraction(10)
        return not _slip(reading, claim, pair), gap

    distinct = {(pair.numerator, pair.base, pair.complement): pair for pair in (*claim.others, *pairs)}
    ranked = sorted(distinct.values(), key=distance)
    sane = [p for p in ranked if p in pairs or ((ratio := _ratio(reading, p)) is not None and (ratio.low or 0) <= 1)]
    return sane[:_SHOWN]


def _severity(reading: Reading, claim: RateClaim, pairs: list[Pair]) -> Severity | None:
    """An error when the words leave no other base; a remark where a base that is not written out could still fit.

    None where the words only suggest the figures and they are far from giving the rate: it is of something else.
    """
    rate = reading.facts.quantities[claim.quantity]
    if claim.kind is RateKind.FRACTION:
        return None if _upside_down(reading, pairs) or _fits_beside(reading, claim) else Severity.WARNING
    slipped = any(_slip(reading, claim, pair) for pair in pairs)
    if claim.kind is RateKind.SHARE and not slipped and not _within_reason(reading, pairs):
        return None  # a share of something that the text does not count
    if claim.loose:
        return Severity.INFO if slipped or any(_close(reading, claim, pair) for pair in pairs) else None
    if claim.kind is RateKind.RATE and not slipped and _upside_down(reading, pairs):
        # More numerator than base: these are not the rate's figures, or what was carried over belongs to the base.
        if any(_fit(reading, claim, replace(p, numerator=p.base, base=p.numerator)) is not Fit.NONE for p in pairs):
            return Severity.WARNING  # the other way round they give it
        meant = (claim.decisive or claim.rate) and not _CONCLUDED.search(claim.name)
        return Severity.INFO if meant and _within_reason(reading, pairs) else None
    if claim.kind is RateKind.SHARE and not slipped and _made_to_fit(reading, claim, pairs):
        return Severity.INFO
    if claim.decisive and rate.exact:
        return Severity.ERROR
    if not claim.missing_bases or slipped:
        return Severity.WARNING
    return Severity.WARNING if _out_of_reach(reading, claim) else Severity.INFO


def _made_to_fit(reading: Reading, claim: RateClaim, pairs: list[Pair]) -> bool:
    """Whether a share is off by one in its last place, and so makes the shares beside it add up to one hundred."""
    rate = reading.facts.quantities[claim.quantity]
    ratios = [_ratio(reading, pair) for pair in pairs]
    if not any(r is not None and r.low is not None and abs(r.low - rate.printed) < rate.step * 3 / 2 for r in ratios):
        return False
    key = (KIND, "shares of paragraphs")
    rows: dict[int, list[tuple[int, Fraction]]] | None = reading.memo.get(key)
    if rows is None:
        rows = reading.memo[key] = {}
        for other in reading.facts.rates:
            if other.kind is RateKind.SHARE:
                printed = reading.facts.quantities[other.quantity].printed
                rows.setdefault(other.group, []).append((other.quantity, printed))
    row = rows.get(claim.group, [])
    at = next(i for i, (index, _) in enumerate(row) if index == claim.quantity)
    for first in range(max(0, at - _SIDE_BY_SIDE), at + 1):
        added = Fraction(0)
        for position in range(first, min(len(row), at + _SIDE_BY_SIDE)):
            added += row[position][1]
            if added == 1 and first <= at <= position and position > first:
                return True
    return False


def _fits_beside(reading: Reading, claim: RateClaim) -> bool:
    """Whether a count of the paragraph that stands before the fraction, in the numerator's unit, makes it right."""
    quantities = reading.facts.quantities
    units = {quantities[index].unit for numerator in claim.numerators for index in numerator}
    wholes = [
        index
        for index, quantity in _of_the_paragraph(quantities, claim.quantity)
        if index < claim.quantity and quantity.kind is NumberKind.COUNT and quantity.unit in units
    ]
    return any(
        _fit(reading, claim, Pair(numerator, (whole,), "", "", complement=False)) is not Fit.NONE
        for numerator in claim.numerators
        for whole in wholes
        if whole not in numerator
    )


def _within_reason(reading: Reading, pairs: list[Pair]) -> bool:
    """Whether some numerator is at most twice its base."""
    return any((ratio := _ratio(reading, pair)) is not None and (ratio.low or 0) <= _EXCESS for pair in pairs)


def _close(reading: Reading, claim: RateClaim, pair: Pair) -> bool:
    ratio = _ratio(reading, pair)
    stated = reading.facts.quantities[claim.quantity].printed
    return ratio is not None and ratio.low is not None and abs(ratio.low - stated) <= _CLOSE


def _out_of_reach(reading: Reading, claim: RateClaim) -> bool:
    """Whether even a base that the text does not give would have to be far larger than all that it gives."""
    rate = reading.facts.quantities[claim.quantity]
    largest = max((total(reading, base).low or Fraction(0) for base in claim.bases), default=Fraction(0))
    for numerator in claim.numerators:
        top = total(reading, numerator).low
        limits = needed_base(rate, top) if top else None
        if limits is None or limits[0] <= largest * _MARGIN:
            return False
    return bool(claim.numerators and largest)


def _upside_down(reading: Reading, pairs: list[Pair]) -> bool:
    return all(total(reading, pair.base).all_less(total(reading, pair.numerator)) for pair in pairs)


def _completes_another(reading: Reading, claim: RateClaim) -> bool:
    """Whether the rate is one hundred per cent less another of the paragraph: 占1.9%…化解率98.1%."""
    quantities = reading.facts.quantities
    wanted = 1 - quantities[claim.quantity].printed
    key = (KIND, "rates of paragraphs")
    counts = reading.memo.get(key)
    if counts is None:
        counts = Counter((other.group, quantities[other.quantity].printed) for other in reading.facts.rates)
        reading.memo[key] = counts
    itself = wanted == quantities[claim.quantity].printed
    return bool(counts[claim.group, wanted] > itself)


def _ratio(reading: Reading, pair: Pair) -> Interval | None:
    ratio = divide(total(reading, pair.numerator), total(reading, pair.base))
    if ratio is not None and pair.complement:
        ratio = Interval.point(1) - ratio
    return ratio


def _ratio_words(ratio: Interval | None, step: Fraction) -> str:
    if ratio is None or ratio.low is None:
        return "无法相除"
    decimals = 2
    while Fraction(1, 10 ** (decimals + 2)) > step / 10 and decimals < 2:
        decimals += 1
    if Fraction(1, 10**4) >= step:
        decimals = 3
    if ratio.is_point or ratio.high is None:
        return share_words(ratio.low, decimals)
    return f"{share_words(ratio.low, decimals)}—{share_words(ratio.high, decimals)}"


def _arithmetic(reading: Reading, claim: RateClaim, pairs: list[Pair]) -> str:
    quantities = reading.facts.quantities
    step = quantities[claim.quantity].step
    lines = []
    for pair in pairs[:4]:
        top = "＋".join(_number(quantities[i]) for i in pair.numerator)
        bottom = "＋".join(number_words(quantities[i].printed) for i in pair.base)
        top, bottom = (f"({side})" if "＋" in side else side for side in (top, bottom))
        sign = "1 − " if pair.complement else ""
        named = f"（{pair.base_name}）" if len(pairs) > 1 and pair.base_name else ""
        quotient = f"{sign}{top} ÷ {bottom}{named}" if bottom else f"{sign}{top}"
        lines.append(f"{quotient} = {_ratio_words(_ratio(reading, pair), step)}")
    return "；".join(lines)


def _number(quantity: Quantity) -> str:
    """A figure as a term: 1840; 35 ÷ 37 for 35/37."""
    if quantity.kind is NumberKind.FRACTION and "/" in quantity.text:
        return re.sub(r"[^\d/]", "", quantity.text).replace("/", " ÷ ")
    return number_words(quantity.printed)


def _needed(reading: Reading, claim: RateClaim, pair: Pair) -> str:
    """Which base, and which numerator, would make the printed rate right."""
    rate = reading.facts.quantities[claim.quantity]
    top, bottom = total(reading, pair.numerator), total(reading, pair.base)
    if not rate.exact or not top.is_point or not bottom.is_point or pair.complement or not pair.base:
        return ""
    words = []
    if top.low is not None:
        limits = needed_base(rate, top.low)
        if limits:
            words.append(f"{pair.base_name or '基数'}应{_between(*limits)}")
    if bottom.low is not None:
        limits = needed_numerator(rate, bottom.low)
        if limits:
            words.append(f"{pair.numerator_name or '分子'}应{_between(*limits)}")
    right = ""
    if claim.decisive and top.low is not None and bottom.low:
        right = f"按文中件数，{claim.name}应为{printed_percent(top.low / bottom.low, rate.step)}"
    wanted = f"要得{quoted(reading, claim.quantity)}，{'，或'.join(words)}" if words else ""
    return "；".join(part for part in (right, wanted) if part)


def _between(low: int, high: int) -> str:
    return f"为{low}" if low == high else f"在{low}—{high}之间"


def _fault(reading: Reading, claim: RateClaim, pairs: list[Pair], severity: Severity) -> Fault:
    quantities = reading.facts.quantities
    first = pairs[0]
    evidence: list[Evidence] = [operand(reading, "率", claim.quantity)]
    seen: set[int] = set()
    for pair in pairs:
        for role, indices in (("分子", pair.numerator), ("基数", pair.base)):
            fresh = [i for i in indices if i not in seen]
            seen.update(fresh)
            evidence.extend(operands(reading, role, fresh))
    ratios = [
        _ratio(reading, replace(first, base=pair.base) if pair is not first else pair)
        for pair in _distinct_bases(pairs)
    ]
    needed = _needed(reading, claim, first)
    missing = ""
    if claim.missing_bases and not claim.decisive:
        missing = f"{'；也' if needed else ''}可能以文中未写出的{'、'.join(claim.missing_bases[:2])}为基数"
    elif claim.loose:
        missing = f"{'；' if needed else ''}这两个数是按位置对上的，如另有基数请写出"
    web_repair = (
        repair_words(reading, reading.web, reading.web.operands_of_rate(claim.quantity))
        if severity is not Severity.INFO
        else None
    )
    return Fault(
        claim.span,
        {
            "rate": quoted(reading, claim.quantity),
            "name": claim.name,
            "numerator": "＋".join(quoted(reading, i) for i in first.numerator),
            "numerator_name": first.numerator_name,
            "base": "、".join("＋".join(quoted(reading, i) for i in pair.base) for pair in _distinct_bases(pairs)),
            "base_name": "、".join(dict.fromkeys(pair.base_name for pair in pairs if pair.base_name)),
            "computed": "、".join(_ratio_words(ratio, quantities[claim.quantity].step) for ratio in ratios),
            "needed": needed + missing,
            "near": "",
        },
        tuple(evidence),
        arithmetic=_arithmetic(reading, claim, pairs),
        suggestion=web_repair or (needed + missing or None),
        severity=severity,
        identity=(claim.name, *(quantities[i].text for i in (claim.quantity, *sorted(seen)))),
    )


def _distinct_bases(pairs: list[Pair]) -> list[Pair]:
    seen: set[tuple[int, ...]] = set()
    kept = []
    for pair in pairs:
        if pair.base not in seen:
            seen.add(pair.base)
            kept.append(pair)
    return kept[:3]


def _with_one_cause(reading: Reading, faults: list[Fault], failed: Sequence[tuple[RateClaim, Fault]]) -> list[Fault]:
    """Shares that all fail on one base and all fit another: the base is wrong, and that is told once."""
    if len(failed) < _MANY:
        return faults
    quantities = reading.facts.quantities
    low, high = 0, 0
    for claim, _ in failed:
        top = total(reading, claim.numerators[0])
        limits = needed_base(quantities[claim.quantity], top.low) if top.is_point and top.low else None
        if limits is None:
            return faults
        low, high = max(low, limits[0]), min(high or limits[1], limits[1])
    if low > high:
        return faults
    first = failed[0][1]
    evidence = {item.span: item for _, fault in failed for item in fault.evidence}
    base = quoted(reading, failed[0][0].bases[0][0])
    whole = replace(
        first,
        span=first.span.cover(failed[-1][1].span) if first.span and failed[-1][1].span else first.span,
        evidence=tuple(evidence.values()),
        suggestion=f"这{len(failed)}项占比都要求总数{_between(low, high)}，只有总数{base}对不上，请先核对总数。",
        identity=("共同的基数", *first.identity),
    )
    told = {id(fault) for _, fault in failed}
    position = faults.index(first)
    rest = [fault for fault in faults if id(fault) not in told]
    return [*rest[:position], whole, *rest[position:]]


def _values(reading: Reading, claim: RateClaim) -> dict[str, str]:
    return {
        "rate": quoted(reading, claim.quantity),
        "name": claim.name,
        "numerator": "",
        "numerator_name": "",
        "base": "",
        "base_name": "",
        "computed": "",
        "needed": "",
        "near": "",
    }


def _inspect_bound(reading: Reading, bounded: re.Pattern[str]) -> Examination:
    """A rate or share of a whole above one hundred per cent."""
    faults: list[Fault] = []
    used: set[int] = set()
    for claim in reading.facts.rates:
        quantity = reading.facts.quantities[claim.quantity]
        if quantity.kind is not NumberKind.PERCENT or claim.kind is RateKind.FRACTION:
            continue
        used.add(claim.quantity)
        low = quantity.interval.low
        if low is None or low <= 1 or claim.cells or not bounded.search(claim.name):
            continue  # of a cell it is asked whether its figures give it
        faults.append(
            Fault(
                claim.span,
                _values(reading, claim),
                (operand(reading, "率", claim.quantity),),
                arithmetic=f"{share_words(low)} > 100%",
                identity=(claim.name, quantity.text),
            )
        )
    return Examination.of(len(used), faults, used)


def _inspect_feasible(reading: Reading, bounded: re.Pattern[str]) -> Examination:
    """A rate whose numerator is not given: some whole number must produce it on the base that is."""
    faults: list[Fault] = []
    used: set[int] = set()
    quantities = reading.facts.quantities
    for claim in reading.facts.rates:
        rate = quantities[claim.quantity]
        if claim.numerators or not claim.bases or not rate.exact or claim.kind is not RateKind.RATE:
            continue
        if not bounded.search(claim.name) or any(
            quantities[i].group not in _BASES for base in claim.bases for i in base
        ):
            continue
        bases = [total(reading, base) for base in claim.bases]
        if any(not base.is_point or base.low is None or base.low.denominator != 1 or base.low <= 0 for base in bases):
            continue
        used.update((claim.quantity, *(i for base in claim.bases for i in base)))
        if any(base.low is not None and needed_numerator(rate, base.low) for base in bases):
            continue
        base = bases[0].low
        assert base is not None
        numerator = int(rate.printed * base)
        near = "、".join(
            f"{k} ÷ {number_words(base)} = {share_words(Fraction(k) / base)}" for k in (numerator, numerator + 1)
        )
        faults.append(
            Fault(
                claim.span.cover(place_of(reading, claim.bases[0][0])),
                {
                    **_values(reading, claim),
                    "base": quoted(reading, claim.bases[0][0]),
                    "base_name": claim.base_names[0],
                    "near": near,
                },
                (operand(reading, "率", claim.quantity), *operands(reading, "基数", claim.bases[0])),
                arithmetic=near,
                identity=(claim.name, rate.text, quantities[claim.bases[0][0]].text),
            )
        )
    return Examination.of(len(used), faults, used)
