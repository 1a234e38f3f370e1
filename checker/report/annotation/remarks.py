"""What a comment says: one remark per finding, in the words of the console, without markup."""

from __future__ import annotations

from dataclasses import dataclass

from checker.document.model import Span
from checker.engine.model import Finding, Severity
from checker.engine.result import Checked
from checker.report.layout import clean
from checker.report.words import SEVERITIES

__all__ = ["AUTHOR", "INITIALS", "MOST_REMARKS", "Remark", "remarks_of"]

AUTHOR = "checker"
INITIALS = "核"
# Word opens no file with more than 32,767 comments, and nobody reads a tenth of them.
MOST_REMARKS = 3_000


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to be set. ``lines`` are (label, words); the first is the severity with the message.

    ``span`` None stands for the report as a whole. ``replacement`` is set where the correction is certain.
    """

    rule: str
    severity: Severity
    lines: tuple[tuple[str, str], ...]
    span: Span | None
    quote: str
    replacement: str | None = None

    @property
    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(f"{label}{words}" for label, words in self.lines)

    def with_line(self, label: str, words: str) -> Remark:
        """The same remark with one line more, before that of the rule."""
        lines = (*self.lines[:-1], (label, clean(words)), self.lines[-1])
        return Remark(self.rule, self.severity, lines, self.span, self.quote, self.replacement)


def remarks_of(checked: Checked) -> tuple[Remark, ...]:
    """A remark for each finding that is not waived, in reading order, those on the whole report first.

    Beyond ``MOST_REMARKS`` the least severe are left out.
    """
    findings = [finding for finding in checked.findings if finding.waived is None]
    if len(findings) > MOST_REMARKS:
        findings = sorted(findings, key=lambda f: -f.severity.rank)[:MOST_REMARKS]
    return tuple(_remark(finding) for finding in sorted(findings, key=_reading_order))


def _reading_order(finding: Finding) -> tuple[int, int, int, str]:
    span = finding.span
    return (-1, 0, 0, finding.rule) if span is None else (span.start, -finding.severity.rank, span.end, finding.rule)


def _remark(finding: Finding) -> Remark:
    lines: list[tuple[str, str]] = [(f"【{SEVERITIES[finding.severity]}】", clean(finding.message))]
    for label, words in (("算式：", finding.arithmetic), ("依据：", finding.basis), ("改法：", finding.suggestion)):
        if words:
            lines.append((label, clean(words)))
    lines.append(("规则：", finding.rule))
    return Remark(finding.rule, finding.severity, tuple(lines), finding.span, finding.quote, finding.replacement)
