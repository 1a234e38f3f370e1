"""Rates that cannot hold together.

``ask: base``: two on one base that need different bases; ``ask: complement``: complementary rates that do not make
up one hundred per cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import number_words, share_words
from checker.engine.judging.operands import operand, operands, quoted, total
from checker.engine.reading import Reading
from checker.facts.interval import Interval
from checker.facts.model import RateClaim, RateKind
from checker.facts.rounding import needed_base, readings_of_rate

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "rate-conflict"
PLACEHOLDERS = frozenset(
    {"first", "second", "first_name", "second_name", "first_base", "second_base", "base_name", "sum"}
)

_OPPOSITES = (("胜诉率", "败诉率"), ("合格率", "不合格率"), ("履行率", "未履行率"), ("满意率", "不满意率"))

_NEARBY = 60  # rates of one paragraph that are compared with each other


class Parameters(CheckParameters):
    """``ask``: base or complement."""

    ask: Literal["base", "complement"]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Compare the rates of one paragraph pairwise."""
    return _inspect_bases if parameters.ask == "base" else _inspect_complements


def _implied(reading: Reading, claim: RateClaim) -> tuple[int, int] | None:
    """The whole-number bases that its own numerator needs, by rounding or truncation; None where any would do."""
    rate = reading.facts.quantities[claim.quantity]
    if not rate.exact or len(claim.numerators) != 1 or claim.kind not in (RateKind.RATE, RateKind.SHARE):
        return None
    top = total(reading, claim.numerators[0])
    if not top.is_point or not top.low:
        return None
    by_rounding = needed_base(rate, top.low)
    _, truncated = readings_of_rate(rate)
    if by_rounding is None or truncated.high is None or truncated.low is None or truncated.low <= 0:
        return None
    low = min(by_rounding[0], int(top.low // truncated.high) + 1)
    high = max(by_rounding[1], int(top.low // truncated.low))
    return low, high


def _explained(reading: Reading, claim: RateClaim) -> bool:
    """Whether a base given in the text already reproduces the rate."""
    implied = _implied(reading, claim)
    if implied is None:
        return True
    window = Interval(Fraction(implied[0]), Fraction(implied[1]))
    return any(total(reading, base).intersects(window) for base in claim.bases)


def _inspect_bases(reading: Reading) -> Examination:
    by_key: dict[tuple[int, str], list[RateClaim]] = {}
    for claim in reading.facts.rates:
        if claim.base_key and _implied(reading, claim) is not None:
            by_key.setdefault((claim.group, claim.base_key), []).append(claim)
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    for claims in by_key.values():
        for one, other in combinations(claims[:_NEARBY], 2):
            a, b = _implied(reading, one), _implied(reading, other)
            if a is None or b is None:
                continue
            examined += 1
            used.update((one.quantity, other.quantity, *one.numerators[0], *other.numerators[0]))
            if a[0] <= b[1] and b[0] <= a[1]:
                continue
            if _explained(reading, one) and _explained(reading, other):
                continue
            faults.append(_base_fault(reading, one, other, a, b))
    return Examination.of(examined, faults, used)


def _base_fault(reading: Reading, one: RateClaim, other: RateClaim, a: tuple[int, int], b: tuple[int, int]) -> Fault:
    quantities = reading.facts.quantities
    name = (one.missing_bases or other.missing_bases or (one.base_names or other.base_names or ("基数",)))[0]
    tops = [number_words(quantities[claim.numerators[0][0]].printed) for claim in (one, other)]
    return Fault(
        one.span.cover(other.span),
        {
            "first": quoted(reading, one.quantity),
            "second": quoted(reading, other.quantity),
            "first_name": one.name,
            "second_name": other.name,
            "first_base": _range(a),
            "second_base": _range(b),
            "base_name": name,
            "sum": "",
        },
        (
            operand(reading, "率", one.quantity),
            *operands(reading, "分子", one.numerators[0]),
            operand(reading, "率", other.quantity),
            *operands(reading, "分子", other.numerators[0]),
        ),
        arithmetic=f"{tops[0]} ÷ {quoted(reading, one.quantity)} → {_range(a)}；"
        f"{tops[1]} ÷ {quoted(reading, other.quantity)} → {_range(b)}",
        identity=(one.name, other.name, quantities[one.quantity].text, quantities[other.quantity].text, *tops),
    )


def _range(limits: tuple[int, int]) -> str:
    return str(limits[0]) if limits[0] == limits[1] else f"{limits[0]}—{limits[1]}"


def _neighbours(claims: Sequence[RateClaim]) -> Iterator[tuple[RateClaim, RateClaim]]:
    """The pairs of rates that stand in one paragraph, not too many apart."""
    by_group: dict[int, list[RateClaim]] = {}
    for claim in claims:
        by_group.setdefault(claim.group, []).append(claim)
    for together in by_group.values():
        for position, one in enumerate(together):
            for other in together[position + 1 : position + _NEARBY]:
                yield one, other


def _inspect_complements(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    for one, other in _neighbours(reading.facts.rates):
        if one.scope and other.scope and one.scope != other.scope:
            continue
        pair = next((p for p in _OPPOSITES if {one.name[-len(p[0]) :], other.name[-len(p[1]) :]} == set(p)), None)
        if pair is None or not (quantities[one.quantity].exact and quantities[other.quantity].exact):
            continue
        examined += 1
        used.update((one.quantity, other.quantity))
        added = quantities[one.quantity].printed + quantities[other.quantity].printed
        slack = quantities[one.quantity].step + quantities[other.quantity].step
        # A third outcome (撤诉, 调解) may keep the sum below one hundred, nothing lifts it above.
        if added <= 1 + slack:
            continue
        faults.append(
            Fault(
                one.span.cover(other.span),
                {
                    "first": quoted(reading, one.quantity),
                    "second": quoted(reading, other.quantity),
                    "first_name": one.name,
                    "second_name": other.name,
                    "first_base": "",
                    "second_base": "",
                    "base_name": "",
                    "sum": share_words(added),
                },
                (operand(reading, "率", one.quantity), operand(reading, "率", other.quantity)),
                arithmetic=f"{quoted(reading, one.quantity)} + {quoted(reading, other.quantity)}"
                f" = {share_words(added)} > 100%",
                identity=(one.name, other.name, quantities[one.quantity].text, quantities[other.quantity].text),
            )
        )
    return Examination.of(examined, faults, used)
