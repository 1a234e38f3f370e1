"""The score: a weighted share, exact inside, explained in docs/scoring.md.

With ``held`` the weight of the rules that passed, and ``lost`` the weight lost by those that failed:

    score = 100 × (held + START) ÷ (held + lost + START)

A failed rule holds nothing and loses ``weight × loss``, where ``loss`` grows with each of its findings and stays below
1. So a further finding, in whatever rule, can only lower the score, and one rule, however often it fails, costs no more
than its weight. Rules that do not apply or could not be decided take no part; the latter make the score a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from checker.engine.model import Finding, Movement, Outcome, Score, Severity, Status
from checker.engine.rule import Rule, family_of

__all__ = ["INFO_CEILING", "SHARES", "START", "loss", "score"]

START = Fraction(1)
"""The weight everybody starts with: it keeps a family of one failed rule from being all or nothing."""

SHARES: Mapping[Severity, Fraction] = {
    Severity.ERROR: Fraction(3, 4),
    Severity.WARNING: Fraction(1, 2),
    Severity.INFO: Fraction(1, 10),
}
"""What one finding takes of what its rule still holds."""

INFO_CEILING = Fraction(1, 4)
"""All the info findings of a rule together take no more than this."""


def loss(findings: Iterable[Finding]) -> Fraction:
    """The share of its weight that a rule loses by these findings, in [0, 1); waived ones do not count."""
    kept = Fraction(1)
    infos = 0
    for finding in findings:
        if finding.waived is not None:
            continue
        if finding.severity is Severity.INFO:
            infos += 1
        elif kept > Fraction(1, 2**40):  # beyond that, more findings change nothing that could be shown
            kept *= 1 - SHARES[finding.severity]
    return 1 - kept * (1 - min(infos * SHARES[Severity.INFO], INFO_CEILING))


def score(outcomes: Iterable[Outcome], rules: Mapping[str, Rule]) -> Score:
    """The score of one report. ``rules`` give the weight and severity in force for it, by id."""
    held: dict[str, Fraction] = {}
    lost: dict[str, Fraction] = {}
    doubted: dict[str, Fraction] = {}
    for outcome in outcomes:
        rule = rules[outcome.rule]
        weight = Fraction(rule.weight)
        if not weight:
            continue
        if outcome.status is Status.PASS:
            held[rule.id] = weight
        elif outcome.status is Status.FAIL:
            taken = loss(outcome.findings)
            if taken:
                lost[rule.id] = weight * taken
            else:  # every finding waived
                held[rule.id] = weight
        elif outcome.status is Status.UNDETERMINED and rule.severity is not Severity.INFO:
            doubted[rule.id] = weight * SHARES[rule.severity]
    total = sum(held.values(), START) + sum(lost.values())
    decided = bool(held or lost)
    # Undecided rules at their worst: one finding each of the rule's own severity; at their best: all pass.
    at_worst = _share(sum(held.values(), Fraction()), sum(lost.values(), Fraction()) + sum(doubted.values()))
    best_held = sum(held.values(), Fraction()) + sum((Fraction(rules[name].weight) for name in doubted), Fraction())
    at_best = _share(best_held, sum(lost.values(), Fraction()))
    value = _share(sum(held.values(), Fraction()), sum(lost.values(), Fraction()))
    families = sorted(
        {family_of(name) for name in (*held, *lost)}, key=list(dict.fromkeys(map(family_of, rules))).index
    )
    return Score(
        # Where no rule came to a conclusion nothing is known: that is no full mark.
        value=float(value) if decided else 0.0,
        low=float(at_worst) if decided else 0.0,
        high=float(at_best) if decided or doubted else 0.0,
        families={family: float(_share(_of_family(held, family), _of_family(lost, family))) for family in families},
        movements=tuple(
            Movement(
                name,
                lost=float(100 * lost.get(name, Fraction()) / total),
                stake=float(100 * Fraction(rules[name].weight) / total),
            )
            for name in rules
            if name in held or name in lost
        ),
        undetermined=tuple(doubted),
    )


def _share(held: Fraction, lost: Fraction) -> Fraction:
    return 100 * (held + START) / (held + lost + START)


def _of_family(weights: Mapping[str, Fraction], family: str) -> Fraction:
    return sum((weight for name, weight in weights.items() if family_of(name) == family), Fraction())
