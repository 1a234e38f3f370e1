"""A rate against the counts that its words allow.

``ask: mismatch`` (no pair of counts gives it), ``truncated`` (only by cutting off decimals), ``over-100`` and
``infeasible`` (no whole number of the base gives it).

``kinds`` limits the question to rates, shares, complements or fractions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Evidence, Severity
from checker.engine.operands import operand, operands, place_of, quoted, repair_words, total
from checker.engine.reading import Reading
from checker.engine.slips import is_slip
from checker.engine.wording_numbers import number_words, share_words
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, RateClaim, RateKind
from checker.facts.rounding import COUNTED, Fit, divide, fit, needed_base, needed_numerator, printed_percent

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

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


_BASES = COUNTED - {"times"}  # 合格率 after 3场 is a share of those examined, not of the sessions


Pair = tuple[tuple[int, ...], tuple[int, ...], str, str]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every rate of the report."""
    ask, kinds = parameters.ask, frozenset(parameters.kinds)
    if ask in ("over-100", "infeasible"):
        bounded = re.compile("|".join(map(re.escape, parameters.bounded)) or "率$")
        examine = _inspect_bound if ask == "over-100" else _inspect_feasible
        return lambda reading: examine(reading, bounded)

    def inspect(reading: Reading) -> Examination:
        faults: list[Fault] = []
        used: set[int] = set()
        examined = 0
        unexplained: list[str] = []
        for number, claim in enumerate(reading.facts.rates):
            if claim.kind not in kinds:
                continue
            pairs = list(_pairs(claim))
            if not pairs:
                unexplained.append(claim.name)
                continue
            if claim.kind is RateKind.RATE and (reading.facts.quantities[claim.quantity].interval.low or 0) > 1:
                continue  # the other question's fault: a rate above one hundred per cent
            examined += 1
            used.add(claim.quantity)
            for pair in pairs:
                used.update(pair[0] + pair[1])
            best, cut = _best_fit(reading, number, pairs)
            if best is Fit.ROUNDED:
                continue
            if ask == "truncated" and cut is not None:
                faults.append(_fault(reading, claim, [cut], Severity.INFO))
            elif ask == "mismatch" and cut is None:
                if _completes_another(reading, claim):
                    continue
                severity = _severity(reading, claim)
                if claim.kind is RateKind.RATE and _upside_down(reading, pairs):
                    severity = Severity.INFO  # more numerator than base: perhaps not this rate's figures at all
                faults.append(_fault(reading, claim, pairs, severity))
        if not examined and unexplained:
            names = "、".join(dict.fromkeys(unexplained[:4]))
            return Examination.undetermined(f"文中有{names}，但没有可用来验算的件数")
        return Examination.of(examined, faults, used)

    return inspect


def _pairs(claim: RateClaim) -> Iterator[Pair]:
    for numerator, numerator_name in zip(claim.numerators, claim.numerator_names, strict=True):
        for base, base_name in zip(claim.bases, claim.base_names, strict=True):
            if not set(numerator) & set(base):
                yield numerator, base, numerator_name, base_name


def _best_fit(reading: Reading, number: int, pairs: list[Pair]) -> tuple[Fit, Pair | None]:
    """ROUNDED where a pair gives the rate; else the first pair that gives it cut off, or NONE. Asked once a claim."""
    known: dict[int, tuple[Fit, Pair | None]] = reading.memo.setdefault((KIND, "fits"), {})
    if number not in known:
        claim = reading.facts.rates[number]
        best: tuple[Fit, Pair | None] = Fit.NONE, None
        for pair in pairs:
            result = _fit(reading, claim, pair)
            if result is Fit.ROUNDED:
                best = result, None
                break
            if result is not Fit.NONE and best[1] is None:
                best = result, pair
        known[number] = best
    return known[number]


def _fit(reading: Reading, claim: RateClaim, pair: Pair) -> Fit:
    rate = reading.facts.quantities[claim.quantity]
    complement = claim.kind is RateKind.COMPLEMENT
    return fit(rate, total(reading, pair[0]), total(reading, pair[1]), complement=complement)


def _severity(reading: Reading, claim: RateClaim) -> Severity:
    """An error when the words leave no other base; a remark where a base that is not written out could still fit."""
    rate = reading.facts.quantities[claim.quantity]
    if claim.kind is RateKind.FRACTION:
        return Severity.WARNING
    if claim.decisive and rate.exact:
        return Severity.ERROR
    if not claim.missing_bases:
        return Severity.WARNING
    return Severity.WARNING if _out_of_reach(reading, claim) or _slipped(reading, claim) else Severity.INFO


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


def _slipped(reading: Reading, claim: RateClaim) -> bool:
    """Whether the printed rate is the computed one with two digits swapped or the point moved."""
    rate = reading.facts.quantities[claim.quantity]
    for pair in _pairs(claim):
        ratio = _ratio(reading, claim, pair)
        if ratio is None or not ratio.is_point or ratio.low is None:
            continue
        right = Fraction(int(ratio.low / rate.step + Fraction(1, 2))) * rate.step
        if right != rate.printed and is_slip(rate, right):
            return True
    return False


def _upside_down(reading: Reading, pairs: list[Pair]) -> bool:
    return all(total(reading, base).all_less(total(reading, numerator)) for numerator, base, _, _ in pairs)


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


def _ratio(reading: Reading, claim: RateClaim, pair: Pair) -> Interval | None:
    ratio = divide(total(reading, pair[0]), total(reading, pair[1]))
    if ratio is not None and claim.kind is RateKind.COMPLEMENT:
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
    for numerator, base, _, base_name in pairs[:4]:
        top = "＋".join(number_words(quantities[i].printed) for i in numerator)
        bottom = "＋".join(number_words(quantities[i].printed) for i in base)
        top, bottom = (f"({side})" if "＋" in side else side for side in (top, bottom))
        sign = "1 − " if claim.kind is RateKind.COMPLEMENT else ""
        named = f"（{base_name}）" if len(pairs) > 1 and base_name else ""
        lines.append(
            f"{sign}{top} ÷ {bottom}{named} = {_ratio_words(_ratio(reading, claim, (numerator, base, '', '')), step)}"
        )
    return "；".join(lines)


def _needed(reading: Reading, claim: RateClaim, pair: Pair) -> str:
    """Which base, and which numerator, would make the printed rate right."""
    rate = reading.facts.quantities[claim.quantity]
    top, bottom = total(reading, pair[0]), total(reading, pair[1])
    if not rate.exact or not top.is_point or not bottom.is_point or claim.kind is RateKind.COMPLEMENT:
        return ""
    words = []
    if top.low is not None:
        limits = needed_base(rate, top.low)
        if limits:
            words.append(f"{pair[3] or '基数'}应{_between(*limits)}")
    if bottom.low is not None:
        limits = needed_numerator(rate, bottom.low)
        if limits:
            words.append(f"{pair[2] or '分子'}应{_between(*limits)}")
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
    for numerator, base, _, _ in pairs:
        for role, indices in (("分子", numerator), ("基数", base)):
            fresh = [i for i in indices if i not in seen]
            seen.update(fresh)
            evidence.extend(operands(reading, role, fresh))
    ratios = [_ratio(reading, claim, (first[0], pair[1], "", "")) for pair in _distinct_bases(pairs)]
    needed = _needed(reading, claim, first)
    missing = ""
    if claim.missing_bases and not claim.decisive:
        missing = f"{'；也' if needed else ''}可能以文中未写出的{'、'.join(claim.missing_bases[:2])}为基数"
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
            "numerator": "＋".join(quoted(reading, i) for i in first[0]),
            "numerator_name": first[2],
            "base": "、".join("＋".join(quoted(reading, i) for i in pair[1]) for pair in _distinct_bases(pairs)),
            "base_name": "、".join(dict.fromkeys(pair[3] for pair in pairs if pair[3])),
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
        if pair[1] not in seen:
            seen.add(pair[1])
            kept.append(pair)
    return kept[:3]


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
        if low is None or low <= 1 or not bounded.search(claim.name):
            continue
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
