"""What the outputs need to know of the rules: their titles, weights and basis, in the order of the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker import __version__
from checker.engine.checklist.accuracy import Accuracy
from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import Rulebook
from checker.facts.catalogue import Catalogue
from checker.report.words import FAMILIES, family_of

__all__ = ["Checklist", "RuleCard", "checklist_of", "family_order", "indicator_names"]


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule as an output shows it. ``basis`` is one line that also says where its clause is yet to be verified.

    ``precision`` (0–1) is the measured share of its errors and warnings that were right; None where not measured.
    """

    id: str
    title: str
    severity: Severity = Severity.WARNING
    weight: int = 1
    basis: str = ""
    fix: str = ""
    why: str = ""
    precision: float | None = None

    @property
    def family(self) -> str:
        return family_of(self.id)


@dataclass(frozen=True)
class Checklist:
    """The rules of this run and what made them: program version and digest of the loaded rules.

    ``indicators`` are the Chinese names of topics and indicators, for the outputs that show a ledger. ``configuration``
    is the file that told how to check, where there was one: nothing may be switched off unseen.
    """

    version: str
    digest: str
    cards: Mapping[str, RuleCard] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    configuration: str | None = None

    @classmethod
    def of(
        cls,
        version: str,
        digest: str,
        cards: Iterable[RuleCard],
        indicators: Mapping[str, str] | None = None,
        configuration: str | None = None,
    ) -> Checklist:
        return cls(version, digest, {card.id: card for card in cards}, indicators or {}, configuration)

    def title(self, rule: str) -> str:
        """The rule's title, or its id where the checklist does not hold it."""
        card = self.cards.get(rule)
        return card.title if card else rule

    def precision(self, rule: str) -> float | None:
        """The rule's measured precision (0–1), or None."""
        card = self.cards.get(rule)
        return card.precision if card else None


def checklist_of(rulebook: Rulebook, *, indicators: bool = False, configuration: str | None = None) -> Checklist:
    """What the outputs need of a rule book; names of indicators only where asked, for they take time to load."""
    accuracy = rulebook.accuracy.rules
    return Checklist.of(
        __version__,
        rulebook.digest,
        (
            RuleCard(
                rule.id,
                rule.title,
                rule.severity,
                rule.weight,
                rule.basis_line(),
                rule.fix,
                rule.why,
                accuracy.get(rule.id, Accuracy()).precision,
            )
            for rule in rulebook.rules
        ),
        indicator_names(rulebook.fact_reader.catalogue) if indicators else None,
        configuration,
    )


def indicator_names(catalogue: Catalogue) -> Mapping[str, str]:
    """Chinese names of topics (``reconsideration``) and of their indicators (``reconsideration.accepted``)."""
    names = {}
    for name, topic in catalogue.topics.items():
        names[name] = topic.title
        names |= {f"{name}.{indicator.id}": indicator.name for indicator in topic.indicators}
    return names


def family_order(rule: str) -> tuple[int, str, str]:
    """Sort key: families as a supervisor reads them, rules by name within."""
    family = family_of(rule)
    place = list(FAMILIES).index(family) if family in FAMILIES else len(FAMILIES)
    return place, family, rule
