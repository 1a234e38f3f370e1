"""One fault, one finding: a general rule keeps silent where a particular one has named the same figures or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from msgspec.structs import replace

from checker.document.model import Span
from checker.engine.checklist.rule import Rule
from checker.engine.model import Finding, Outcome, Status

__all__ = ["without_repeats"]


def without_repeats(outcomes: Sequence[Outcome], rules: Mapping[str, Rule]) -> list[Outcome]:
    """The outcomes without the findings that a rule ``yields_to`` another: those that rest on its operands and at most
    on others beside them, and those that rest on no figures and lie within its words.

    A rule that has nothing else to say does not apply: it has not passed, and what it saw is counted elsewhere.
    """
    told = [(_figures(finding), finding) for outcome in outcomes for finding in outcome.findings]
    return [_cleared(outcome, rules[outcome.rule], told, rules) for outcome in outcomes]


def _figures(finding: Finding) -> frozenset[Span]:
    return frozenset(item.span for item in finding.evidence)


def _cleared(
    outcome: Outcome, rule: Rule, told: Sequence[tuple[frozenset[Span], Finding]], rules: Mapping[str, Rule]
) -> Outcome:
    if not rule.yields_to or not outcome.findings:
        return outcome
    kept: list[Finding] = []
    elsewhere = ""
    for finding in outcome.findings:
        figures = _figures(finding)
        named = (other for theirs, other in told if (len(theirs) > 1 and theirs <= figures) or _within(finding, other))
        other = next((other for other in named if _precedes(other, finding, rule)), None)
        if other is None:
            kept.append(finding)
        else:
            elsewhere = rules[other.rule].title
    if len(kept) == len(outcome.findings):
        return outcome
    if kept:
        return replace(outcome, findings=tuple(kept))
    reason = f"同一处已由“{elsewhere}”指出，不重复计"
    return replace(outcome, status=Status.NOT_APPLICABLE, reason=reason, findings=())


def _within(finding: Finding, other: Finding) -> bool:
    """Whether a finding on words alone says of a place what the other says of that place or more."""
    mine, theirs = finding.span, other.span
    if finding.evidence or other.evidence or mine is None or theirs is None:
        return False
    return theirs.start <= mine.start and mine.end <= theirs.end


def _precedes(other: Finding, finding: Finding, rule: Rule) -> bool:
    return (
        other.rule != finding.rule
        and other.severity.rank >= finding.severity.rank
        and any(fnmatchcase(other.rule, pattern) for pattern in rule.yields_to)
    )
