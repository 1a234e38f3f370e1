"""Run the labelled set and add up: per rule what was examined, precision, recall, kill rate and collateral findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from checker.document.readers.plain import from_text
from checker.engine.model import Checked, Finding, Severity
from checker.engine.profiles import ProfileRequest
from checker.engine.rulebook import Rulebook
from checker.engine.run import check_document
from checker.outline.model import BodyKind, Form, Level
from tests.accuracy.passages import Passage
from tests.accuracy.planting import Planted, planted_faults

__all__ = ["FAMILIES", "Kill", "Tally", "check_text", "measure"]

FAMILIES = ("numbers/*", "years/*", "format/*", "language/*", "content/*")
# Rules about a report as a whole say nothing of a passage.
WHOLE_REPORT = (
    "numbers/core-indicator-missing",
    "years/stale-basis",
    "years/meetings-incomplete",
    "years/plan-year",
    "years/deadline",
    "years/signature-year",
    "years/stale-as-of",
    "format/unfinished-sentence",
    "language/vague-achievement",
    "language/superlative",
)


@dataclass
class Tally:
    """Counts for one rule."""

    examined: int = 0
    right: int = 0  # findings on labelled faults and on planted ones
    wrong: int = 0  # errors and warnings on sound text
    remarks: int = 0  # infos on sound text
    wanted: int = 0
    found: int = 0
    kills: int = 0
    collateral: int = 0

    @property
    def precision(self) -> float | None:
        """Share of its errors and warnings that were right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass(frozen=True)
class Kill:
    """What became of one planted fault. ``by`` are the rules that found it; ``elsewhere`` findings at other places."""

    planted: Planted
    by: tuple[str, ...]
    elsewhere: tuple[Finding, ...]

    @property
    def killed(self) -> bool:
        """Whether any rule found it."""
        return bool(self.by)


@dataclass
class Measurement:
    """All that one run measured."""

    rules: dict[str, Tally] = field(default_factory=dict)
    kills: list[Kill] = field(default_factory=list)
    false: list[tuple[Passage, Finding]] = field(default_factory=list)
    missed: list[tuple[Passage, str]] = field(default_factory=list)
    sound: int = 0

    def tally(self, rule: str) -> Tally:
        """The counts of a rule."""
        return self.rules.setdefault(rule, Tally())

    def kill_rate(self, kinds: Iterable[str] = (), *, held_out: bool | None = None) -> tuple[int, int]:
        """Killed and planted, of these kinds of fault (all by default), on held-out styles or the others."""
        wanted = [
            kill
            for kill in self.kills
            if (not kinds or kill.planted.how in kinds)
            and (held_out is None or kill.planted.passage.held_out is held_out)
        ]
        return sum(kill.killed for kill in wanted), len(wanted)


def check_text(text: str, year: int, rulebook: Rulebook, body: str = "government", level: str = "county") -> Checked:
    """A passage as the body of a report on ``year``, by default a county government's."""
    return check_document(
        from_text(text),
        rulebook,
        date(year + 1, 2, 20),
        request=ProfileRequest(BodyKind(body), Level(level), Form.OFFICIAL, year),
        select=[glob for glob in FAMILIES if any(rule.family == glob[:-2] for rule in rulebook.rules)],
        ignore=[rule for rule in WHOLE_REPORT if rule in rulebook.by_id],
        strict=True,
    )


def measure(rulebook: Rulebook, chosen: Iterable[Passage]) -> Measurement:
    """Measure the chosen passages."""
    result = Measurement()
    for passage in chosen:
        checked = check_text(passage.text, passage.year, rulebook, passage.body, passage.level)
        for outcome in checked.outcomes:
            result.tally(outcome.rule).examined += outcome.examined
        if passage.faulty:
            _labelled(result, passage, checked)
            continue
        result.sound += 1
        for finding in checked.findings:
            if finding.severity is Severity.INFO:
                result.tally(finding.rule).remarks += 1
            else:
                result.tally(finding.rule).wrong += 1
                result.false.append((passage, finding))
        known = Counter(finding.fingerprint for finding in checked.findings)
        for planted in planted_faults(passage):
            _plant(result, planted, known, rulebook)
    return result


def _labelled(result: Measurement, passage: Passage, checked: Checked) -> None:
    for rule, words in passage.faulty.items():
        tally = result.tally(rule)
        tally.wanted += 1
        hit = next((f for f in checked.findings if f.rule == rule and _touches(f, passage.text, words)), None)
        if hit is None:
            result.missed.append((passage, rule))
        else:
            tally.found += 1
    for finding in checked.findings:
        if finding.severity is Severity.INFO:
            continue
        expected = any(_touches(finding, passage.text, words) for words in passage.faulty.values())
        if expected:
            result.tally(finding.rule).right += 1
        else:
            result.tally(finding.rule).wrong += 1
            result.false.append((passage, finding))


def _touches(finding: Finding, text: str, words: str) -> bool:
    start = text.find(words)
    if finding.span is None or start < 0:
        return start < 0 or finding.span is None
    spans = [finding.span, *(item.span for item in finding.evidence)]
    return any(span.start < start + len(words) and start < span.end for span in spans)


def _plant(result: Measurement, planted: Planted, known: Counter[str], rulebook: Rulebook) -> None:
    at = planted.passage
    checked = check_text(planted.text, at.year, rulebook, at.body, at.level)
    fresh = [f for f in checked.findings if not known.get(f.fingerprint)]
    by: list[str] = []
    elsewhere: list[Finding] = []
    for finding in fresh:
        spans = [finding.span, *(item.span for item in finding.evidence)]
        here = any(span and span.start < planted.end and planted.start < span.end for span in spans)
        if here:
            by.append(finding.rule)
            if finding.severity is not Severity.INFO:
                result.tally(finding.rule).right += 1
            result.tally(finding.rule).kills += 1
        elif finding.severity is not Severity.INFO:
            elsewhere.append(finding)
            result.tally(finding.rule).collateral += 1
    result.kills.append(Kill(planted, tuple(dict.fromkeys(by)), tuple(elsewhere)))
