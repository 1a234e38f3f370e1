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
from functools import lru_cache

from checker.engine.checklist.rule import Rule, family_of
from checker.engine.model import Finding, Movement, Outcome, Score, Severity, Status

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


_UNIT = 40 * 2**44
"""Weights are counted in this many parts: every loss is a whole number of them, so that sums stay exact and quick."""
_LEAST = 2**-40  # beyond that, more findings change nothing that could be shown


def loss(findings: Iterable[Finding]) -> Fraction:
    """The share of its weight that a rule loses by these findings, in [0, 1); waived ones do not count."""
    return _loss(_counted(findings))


def _counted(findings: Iterable[Finding]) -> tuple[Severity, ...]:
    return tuple(finding.severity for finding in findings if finding.waived is None)


@lru_cache(maxsize=1024)
def _loss(severities: tuple[Severity, ...]) -> Fraction:
    kept = Fraction(1)
    infos = 0
    for severity in severities:
        if severity is Severity.INFO:
            infos += 1
        elif kept > _LEAST:
            kept *= 1 - SHARES[severity]
    return 1 - kept * (1 - min(infos * SHARES[Severity.INFO], INFO_CEILING))


def score(outcomes: Iterable[Outcome], rules: Mapping[str, Rule]) -> Score:
    """The score of one report. ``rules`` give the weight and severity in force for it, by id."""
    held: dict[str, int] = {}
    lost: dict[str, int] = {}
    doubted: dict[str, int] = {}
    for outcome in outcomes:
        rule = rules[outcome.rule]
        if not rule.weight:
            continue
        if outcome.status is Status.PASS:
            held[rule.id] = rule.weight * _UNIT
        elif outcome.status is Status.FAIL:
            taken = _taken(rule.weight, _counted(outcome.findings))
            if taken:
                lost[rule.id] = taken
            else:  # every finding waived
                held[rule.id] = rule.weight * _UNIT
        elif outcome.status is Status.UNDETERMINED and rule.severity is not Severity.INFO:
            doubted[rule.id] = _at_stake(rule.weight, rule.severity)
    all_held, all_lost = sum(held.values()), sum(lost.values())
    total = all_held + all_lost + _START
    decided = bool(held or lost)
    doubted_weight = sum(rules[name].weight for name in doubted) * _UNIT
    families: dict[str, tuple[int, int]] = {}
    judged = [name for name in rules if name in held or name in lost]  # in the order of the checklist
    for name in judged:
        family = family_of(name)
        kept, gone = families.get(family, (0, 0))
        families[family] = (kept + held.get(name, 0), gone + lost.get(name, 0))
    return Score(
        # Where no rule came to a conclusion nothing is known: that is no full mark.
        value=_share(all_held, all_lost) if decided else 0.0,
        # Undecided rules at their worst: one finding each of the rule's own severity; at their best: all pass.
        low=_share(all_held, all_lost + sum(doubted.values())) if decided else 0.0,
        high=_share(all_held + doubted_weight, all_lost) if decided or doubted else 0.0,
        families={family: _share(kept, gone) for family, (kept, gone) in families.items()},
        movements=tuple(
            Movement(name, lost=100 * lost.get(name, 0) / total, stake=100 * rules[name].weight * _UNIT / total)
            for name in judged
        ),
        undetermined=tuple(doubted),
    )


def _parts(weight: Fraction) -> int:
    return int(weight * _UNIT)


@lru_cache(maxsize=4096)
def _taken(weight: int, severities: tuple[Severity, ...]) -> int:
    """The parts that findings of these severities take of a weight."""
    return _parts(weight * _loss(severities))


@lru_cache(maxsize=256)
def _at_stake(weight: int, severity: Severity) -> int:
    """The parts that one finding of this severity would take of a weight."""
    return _parts(weight * SHARES[severity])


_START = _parts(START)


def _share(held: int, lost: int) -> float:
    # One division of whole numbers, rounded once: the same on every machine.
    return 100 * (held + _START) / (held + lost + _START)
