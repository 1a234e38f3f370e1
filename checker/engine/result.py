"""What became of one report: checked, or not read. Every output is made from these alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.document.model import Document
from checker.engine.model import Coverage, Finding, Outcome, Profile, Score, Severity
from checker.engine.reading import Reading

__all__ = ["Checked", "Failed", "Result"]


@dataclass(frozen=True)
class Checked:
    """The result for a report that was read and checked.

    ``document`` is what was read: all spans refer to its text. ``reading`` is kept where an output needs the
    outline and the facts too (the page, the ledger). Both are left out of comparison.
    """

    path: str
    format: str
    title: str
    body: str  # who reports, e.g. 青石区
    year: int | None
    profile: Profile
    score: Score
    coverage: Coverage
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    document: Document | None = field(default=None, compare=False, repr=False)
    reading: Reading | None = field(default=None, compare=False, repr=False)

    def count(self, severity: Severity) -> int:
        """Findings of this severity that are not waived."""
        return sum(f.severity is severity and f.waived is None for f in self.findings)


@dataclass(frozen=True)
class Failed:
    """The result for a report that could not be read: ``error`` is one Chinese sentence with the remedy."""

    path: str
    error: str


Result = Checked | Failed
