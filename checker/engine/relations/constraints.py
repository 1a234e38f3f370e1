"""The web of relations that a report's figures must satisfy together, and the one figure whose change mends most.

Every statement that ties exact figures together is a constraint. When one fails, each of its figures is tried in
turn: the value that would repair this constraint is put into all others the figure takes part in. A figure is named
as the likely culprit only when its repair breaks nothing and explains more than any other's.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from checker.engine.relations.slips import is_slip
from checker.facts.interval import Interval
from checker.facts.model import Balance, Breakdown, Completeness, Facts, NumberKind, Quantity, RateClaim, RateKind
from checker.facts.rounding import Fit, fit, needed_base, needed_numerator

__all__ = ["Constraint", "Repair", "Web"]

Values = Mapping[int, Interval]


class Constraint(Struct, frozen=True):
    """One relation over figures. ``holds``: some reading satisfies it; ``solve`` proposes values for one figure."""

    name: str
    operands: tuple[int, ...]
    holds: Callable[[Values], bool]
    solve: Callable[[int, Values], tuple[Fraction, ...]]


class Repair(Struct, frozen=True):
    """Change figure ``quantity`` to ``value``; ``mended`` constraints then hold that did not.

    ``standing`` weighs who is vouched for: relations that hold on the other figures, less those that hold on this one.
    """

    quantity: int
    value: Fraction
    mended: int
    standing: int


class Web:
    """All constraints of one report."""

    def __init__(self, facts: Facts) -> None:
        self.quantities = facts.quantities
        self.values: dict[int, Interval] = {
            i: q.interval for i, q in enumerate(facts.quantities) if q.counts or q.kind is NumberKind.BARE
        }
        self.constraints: list[Constraint] = []
        for breakdown in facts.breakdowns:
            self.constraints.extend(_of_breakdown(breakdown))
        for claim in facts.rates:
            self.constraints.extend(_of_rate(claim, facts.quantities))
        self.constraints.extend(_of_balance(balance) for balance in facts.balances if balance.cells)
        self._by_operand: dict[int, list[Constraint]] = {}
        for constraint in self.constraints:
            for operand in constraint.operands:
                self._by_operand.setdefault(operand, []).append(constraint)

    def operands_of_rate(self, rate: int) -> tuple[int, ...]:
        """The figures tied together by the rate ``rate``; empty where none are."""
        return next(
            (c.operands for c in self._by_operand.get(rate, ()) if c.name == "rate" and c.operands[0] == rate), ()
        )

    def repair(self, operands: Iterable[int], extra: Constraint | None = None) -> Repair | None:
        """The single change that mends the failing constraint on ``operands``, if exactly one stands out."""
        wanted = tuple(operands)
        failing = extra or next(
            (
                c
                for c in (self._by_operand.get(wanted[0], ()) if wanted else self.constraints)
                if set(c.operands) == set(wanted) and not c.holds(self.values)
            ),
            None,
        )
        if failing is None:
            return None
        best: list[Repair] = []
        for operand in failing.operands:
            for value in failing.solve(operand, self.values):
                repair = self._try(failing, operand, value)
                if repair is None:
                    continue
                if not best or (repair.mended, repair.standing) > (best[0].mended, best[0].standing):
                    best = [repair]
                elif (repair.mended, repair.standing) == (best[0].mended, best[0].standing):
                    best.append(repair)
        distinct = {(r.quantity, r.value) for r in best}
        return best[0] if len(distinct) == 1 else self._most_like_a_slip(best)

    def _try(self, failing: Constraint, operand: int, value: Fraction) -> Repair | None:
        """The repair, unless it breaks a constraint that holds now."""
        changed = ChainMap({operand: Interval.point(value)}, self.values)
        if value < 0 or not failing.holds(changed):
            return None
        mended = 1
        for constraint in self._by_operand.get(operand, ()):
            if constraint is failing:
                continue
            before, after = constraint.holds(self.values), constraint.holds(changed)
            if before and not after:
                return None
            mended += after and not before
        # A figure whose partners are vouched for by other relations that hold is the likelier culprit.
        vouched = sum(
            1
            for other in failing.operands
            if other != operand
            for constraint in self._by_operand.get(other, ())
            if constraint is not failing and constraint.holds(self.values)
        )
        return Repair(operand, value, mended, vouched - self._support(operand, failing))

    def _support(self, operand: int, failing: Constraint) -> int:
        """How many other relations that hold now rest on this figure."""
        return sum(1 for c in self._by_operand.get(operand, ()) if c is not failing and c.holds(self.values))

    def _most_like_a_slip(self, repairs: list[Repair]) -> Repair | None:
        """Among equal repairs, the only one that is a slip of the keys: two digits swapped, or tenfold."""
        slips = [r for r in repairs if is_slip(self.quantities[r.quantity], r.value)]
        places = {r.quantity for r in slips}
        return slips[0] if len(places) == 1 and len({r.quantity for r in repairs}) > 1 else None


def _total(values: Values, indices: Iterable[int]) -> Interval:
    """The sum of these figures; of none, the whole: 1."""
    indices = tuple(indices)
    if not indices:
        return Interval.point(1)
    return Interval.total(values[index] for index in indices)


def _of_breakdown(breakdown: Breakdown) -> list[Constraint]:
    """The sum of a breakdown that is meant to be complete."""
    if not breakdown.exclusive or breakdown.completeness is Completeness.OPEN:
        return []
    operands = (breakdown.total, *breakdown.parts)

    def holds(values: Values) -> bool:
        return _total(values, breakdown.parts).intersects(values[breakdown.total])

    def solve(operand: int, values: Values) -> tuple[Fraction, ...]:
        if any(not values[index].is_point for index in operands):
            return ()
        if operand == breakdown.total:
            wanted = _total(values, breakdown.parts)
        else:
            wanted = values[breakdown.total] - _total(values, (p for p in breakdown.parts if p != operand))
        return (wanted.low,) if wanted.low is not None else ()

    return [Constraint("breakdown", operands, holds, solve)]


def _of_balance(balance: Balance) -> Constraint:
    """Both sides of a balance in a table, which says exactly what came and went."""
    operands = balance.operands

    def holds(values: Values) -> bool:
        return _total(values, balance.came).intersects(_total(values, balance.went))

    def solve(operand: int, values: Values) -> tuple[Fraction, ...]:
        if any(not values[index].is_point for index in operands):
            return ()
        own, other = (balance.came, balance.went) if operand in balance.came else (balance.went, balance.came)
        wanted = _total(values, other) - _total(values, (one for one in own if one != operand))
        return (wanted.low,) if wanted.low is not None else ()

    return Constraint("balance", operands, holds, solve)


def _of_rate(claim: RateClaim, quantities: tuple[Quantity, ...]) -> list[Constraint]:
    """A rate with one plain explanation: its first numerator over any of its bases."""
    if not claim.numerators or not claim.bases or claim.kind is RateKind.FRACTION:
        return []
    rate = quantities[claim.quantity]
    complement = claim.kind is RateKind.COMPLEMENT
    pairs = [(n, b) for n in claim.numerators for b in claim.bases if not set(n) & set(b)]
    operands = tuple(dict.fromkeys([claim.quantity, *claim.numerators[0], *(i for b in claim.bases for i in b)]))

    explained = [*((n, b, complement) for n, b in pairs), *((o.numerator, o.base, o.complement) for o in claim.others)]

    def holds(values: Values) -> bool:
        stated = values[claim.quantity]
        if not stated.is_point or stated.low is None or stated.low == rate.printed:
            shown = rate
        else:
            shown = _with_printed(rate, stated.low)
        return any(
            fit(shown, _total(values, n), _total(values, b), complement=rest) is not Fit.NONE
            for n, b, rest in explained
        )

    def solve(operand: int, values: Values) -> tuple[Fraction, ...]:
        found: list[Fraction] = []
        for numerator, base in pairs[:4]:
            top, bottom = _total(values, numerator), _total(values, base)
            if not (top.is_point and bottom.is_point) or top.low is None or not bottom.low:
                continue
            if operand == claim.quantity:
                share = 1 - top.low / bottom.low if complement else top.low / bottom.low
                found.append(Fraction(int(share / rate.step + Fraction(1, 2))) * rate.step)
            elif complement:
                continue
            elif (operand,) == numerator:
                limits = needed_numerator(rate, bottom.low)
                if limits and limits[1] - limits[0] <= 3:
                    found.extend(Fraction(k) for k in range(limits[0], limits[1] + 1))
            elif (operand,) == base:
                limits = needed_base(rate, top.low)
                if limits and limits[1] - limits[0] <= 3:
                    found.extend(Fraction(k) for k in range(limits[0], limits[1] + 1))
        return tuple(dict.fromkeys(found))

    return [Constraint("rate", operands, holds, solve)]


def _with_printed(rate: Quantity, printed: Fraction) -> Quantity:
    return replace(rate, printed=printed, interval=Interval.point(printed))
