"""What the outputs need to know of the rules: their titles, weights and basis, in the order of the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker import __version__
from checker.engine.model import Severity
from checker.engine.rulebook import Rulebook
from checker.report.words import FAMILIES, family_of

__all__ = ["Checklist", "RuleCard", "checklist_of", "family_order"]


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule as an output shows it. ``basis`` is one line that also says where its clause is yet to be verified."""

    id: str
    title: str
    severity: Severity = Severity.WARNING
    weight: int = 1
    basis: str = ""
    fix: str = ""
    why: str = ""

    @property
    def family(self) -> str:
        return family_of(self.id)


@dataclass(frozen=True)
class Checklist:
    """The rules of this run and what made them: program version and digest of the loaded rules."""

    version: str
    digest: str
    cards: Mapping[str, RuleCard] = field(default_factory=dict)

    @classmethod
    def of(cls, version: str, digest: str, cards: Iterable[RuleCard]) -> Checklist:
        return cls(version, digest, {card.id: card for card in cards})

    def title(self, rule: str) -> str:
        """The rule's title, or its id where the checklist does not hold it."""
        card = self.cards.get(rule)
        return card.title if card else rule


def checklist_of(rulebook: Rulebook) -> Checklist:
    """What the outputs need of a rule book."""
    return Checklist.of(
        __version__,
        rulebook.digest,
        (
            RuleCard(rule.id, rule.title, rule.severity, rule.weight, rule.basis_line(), rule.fix, rule.why)
            for rule in rulebook.rules
        ),
    )


def family_order(rule: str) -> tuple[int, str, str]:
    """Sort key: families as a supervisor reads them, rules by name within."""
    family = family_of(rule)
    place = list(FAMILIES).index(family) if family in FAMILIES else len(FAMILIES)
    return place, family, rule
