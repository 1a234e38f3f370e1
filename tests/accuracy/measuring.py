"""Run the labelled set and add up: per rule what was examined, precision, recall, kill rate and collateral findings.

Precision of a rule: of the places where it spoke as error or warning, the share where it was right. A text counts once
however many faults are planted in it, so that many plants do not drown a false alarm; false alarms count one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import partial
from multiprocessing import get_all_start_methods, get_context

from checker.document.model import Span
from checker.document.readers.plain import from_text
from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.model import Finding, Severity
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document
from checker.outline.model import BodyKind, Form, Level
from tests.accuracy.carried import carried_faults, carried_sound
from tests.accuracy.hand_planted import ForeignReport, foreign_reports, hand_planted_faults
from tests.accuracy.labelled_reports import LabelledReport, labelled_reports
from tests.accuracy.passages import Passage, passages
from tests.accuracy.planting import Planted, planted_faults
from tests.accuracy.verbatim import VerbatimReport, verbatim_faults, verbatim_reports
from tests.accuracy.whole_reports import WholeReport, report_faults, whole_reports

__all__ = ["FAMILIES", "GROUPS", "PLANTED", "Kill", "Measurement", "Tally", "check_report", "check_text", "measure"]

GROUPS = ("core", "held-out", "blind", "reports", "by hand", "carried", "seeds", "verbatim")
PLANTED = tuple(group for group in GROUPS if group != "seeds")
TODAY = date(2026, 11, 21)
FAMILIES = ("numbers/*", "years/*", "format/*", "language/*", "content/*")
CARRIED = ("years/*", "format/*", "content/*", "structure/*")
_SHARE = 40  # passages that a process takes at a time
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
    right: int = 0  # texts in which it named a labelled or a planted fault
    wrong: int = 0  # errors and warnings on sound text
    errors: int = 0  # of these, errors
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
    loud: bool  # found as error or warning, not merely remarked on
    elsewhere: tuple[Finding, ...]

    @property
    def killed(self) -> bool:
        """Whether any rule found it."""
        return bool(self.by)


@dataclass
class Measurement:
    """All that one run measured. ``texts`` counts the sound texts by group."""

    rules: dict[str, Tally] = field(default_factory=dict)
    kills: list[Kill] = field(default_factory=list)
    false: list[tuple[str, Finding]] = field(default_factory=list)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)  # planted faults by kind, measured or passed over
    _credited: set[tuple[str, str]] = field(default_factory=set)

    def tally(self, rule: str) -> Tally:
        """The counts of a rule."""
        return self.rules.setdefault(rule, Tally())

    def credit(self, rule: str, text: str) -> None:
        """The rule was right in this text."""
        if (rule, text) not in self._credited:
            self._credited.add((rule, text))
            self.tally(rule).right += 1

    def accuse(self, text: str, finding: Finding) -> None:
        """The finding stands in sound text."""
        tally = self.tally(finding.rule)
        if finding.severity is Severity.INFO:
            tally.remarks += 1
            return
        tally.wrong += 1
        tally.errors += finding.severity is Severity.ERROR
        self.false.append((text, finding))

    def add(self, other: Measurement) -> None:
        """What was measured of another part of the set."""
        for rule, theirs in other.rules.items():
            mine = self.tally(rule)
            for name, count in vars(theirs).items():
                if name != "right":
                    setattr(mine, name, getattr(mine, name) + count)
        for rule, text in sorted(other._credited):
            self.credit(rule, text)
        self.kills.extend(other.kills)
        self.false.extend(other.false)
        self.missed.extend(other.missed)
        self.texts.update(other.texts)
        self.offered.update(other.offered)

    @property
    def sound(self) -> int:
        """How many sound texts."""
        return sum(self.texts.values())

    def of(self, group: str | None = None, kinds: Iterable[str] = ()) -> list[Kill]:
        """The planted faults of a group and of these kinds (all by default)."""
        chosen = frozenset(kinds)
        return [
            kill
            for kill in self.kills
            if (not chosen or kill.planted.how in chosen) and (group is None or kill.planted.group == group)
        ]

    def kill_rate(self, group: str | None = None, kinds: Iterable[str] = ()) -> tuple[int, int]:
        """Killed and planted."""
        wanted = self.of(group, kinds)
        return sum(kill.killed for kill in wanted), len(wanted)


Check = Callable[[str], Checked]


def check_text(text: str, year: int, rulebook: Rulebook, body: str = "government", level: str = "county") -> Checked:
    """A passage as the body of a report on ``year``, by default a county government's."""
    return check_document(
        from_text(text),
        rulebook,
        date(year + 1, 2, 20),
        request=ProfileRequest(BodyKind(body), Level(level), Form.OFFICIAL, year),
        select=[glob for glob in FAMILIES if glob[:-2] in rulebook.families],
        ignore=[rule for rule in WHOLE_REPORT if rule in rulebook.by_id],
        strict=True,
    )


def check_carried(text: str, rulebook: Rulebook) -> Checked:
    """A complete report with a sentence brought in: what the sentence may trouble, no figures.

    A longer report makes its section on shortcomings a smaller share.
    """
    families = [glob for glob in CARRIED if glob[:-2] in rulebook.families]
    ignored = [rule for rule in ("structure/problems-thin",) if rule in rulebook.by_id]
    return check_document(from_text(text), rulebook, TODAY, select=families, ignore=ignored, strict=True)


def check_report(text: str, rulebook: Rulebook) -> Checked:
    """A complete report, as a user would have it checked."""
    return check_document(from_text(text), rulebook, TODAY, strict=True)


def measure(
    rulebook: Rulebook,
    groups: Iterable[str] = GROUPS,
    *,
    every: int = 1,
    chosen: Iterable[Passage] | None = None,
    processes: int = 1,
) -> Measurement:
    """Measure these groups, every so-many-th planted fault of a kind; ``chosen`` passages in place of the files'.

    With several ``processes`` (all faults only, and where processes can be forked) each takes a share; the result is
    the same.
    """
    result = Measurement()
    parts = list(_parts(frozenset(groups), chosen))
    if processes > 1 and every == 1 and "fork" in get_all_start_methods():
        with get_context("fork").Pool(processes, _take, (parts, rulebook)) as pool:
            for share in pool.imap(_measured, range(len(parts))):
                result.add(share)
        return result
    for part in parts:
        part(result, rulebook, every)
    return result


Part = Callable[[Measurement, Rulebook, int], None]
"""Measures a part of the set: adds what it finds to a measurement."""


def _parts(groups: frozenset[str], chosen: Iterable[Passage] | None) -> Iterator[Part]:
    wanted = [passage for passage in (passages() if chosen is None else chosen) if passage.group in groups]
    for start in range(0, len(wanted), _SHARE):
        yield partial(_passages, wanted[start : start + _SHARE])
    if "reports" in groups:
        yield from (partial(_report, report) for report in whole_reports())
    if "by hand" in groups:
        yield from (partial(_foreign, foreign) for foreign in foreign_reports())
    if "carried" in groups:
        yield _carried
    if "seeds" in groups:
        yield from (partial(_seed, labelled) for labelled in labelled_reports())
    if "verbatim" in groups:
        yield from (partial(_published, published) for published in verbatim_reports())


_taken: list[tuple[Sequence[Part], Rulebook]] = []  # in a process that takes a share: the parts, and the rule book


def _take(parts: Sequence[Part], rulebook: Rulebook) -> None:
    _taken.append((parts, rulebook))


def _measured(number: int) -> Measurement:
    parts, rulebook = _taken[-1]
    result = Measurement()
    parts[number](result, rulebook, 1)
    return result


def _passages(chosen: Sequence[Passage], result: Measurement, rulebook: Rulebook, every: int) -> None:
    for passage in chosen:
        _passage(result, passage, rulebook, every)


def _report(report: WholeReport, result: Measurement, rulebook: Rulebook, every: int) -> None:
    check = partial(check_report, rulebook=rulebook)
    known = _sound(result, report.name, "reports", report.text, check)
    _plant_all(result, report_faults(report), check, every, known)


def _foreign(report: ForeignReport, result: Measurement, rulebook: Rulebook, every: int) -> None:
    check = partial(check_report, rulebook=rulebook)
    known = _sound(result, report.name, "by hand", report.text, check)
    _plant_all(result, hand_planted_faults(report), check, every, known)


def _carried(result: Measurement, rulebook: Rulebook, every: int) -> None:
    check = partial(check_carried, rulebook=rulebook)
    known: Known = {}
    for sound in carried_sound():
        known |= _sound(result, sound.name, "carried", sound.text, check)
    _plant_all(result, carried_faults(), check, every, known)


def _published(published: VerbatimReport, result: Measurement, rulebook: Rulebook, every: int) -> None:
    _plant_all(result, verbatim_faults(published), partial(check_report, rulebook=rulebook), every, {})


def _passage(result: Measurement, passage: Passage, rulebook: Rulebook, every: int) -> None:
    def check(text: str) -> Checked:
        return check_text(text, passage.year, rulebook, passage.body, passage.level)

    if passage.faulty:
        checked = check(passage.text)
        for outcome in checked.outcomes:
            result.tally(outcome.rule).examined += outcome.examined
        _labelled(result, passage, checked)
        return
    known = _sound(result, passage.id, passage.group, passage.text, check)
    _plant_all(result, planted_faults(passage), check, every, known)


Known = dict[str, Counter[str]]
"""The fingerprints of the findings in texts without a planted fault: what is not new where one is planted."""


def _sound(result: Measurement, name: str, group: str, text: str, check: Check) -> Known:
    checked = check(text)
    result.texts[group] += 1
    for outcome in checked.outcomes:
        result.tally(outcome.rule).examined += outcome.examined
    for finding in checked.findings:
        result.accuse(name, finding)
    return {text: _fingerprints(checked)}


def _fingerprints(checked: Checked) -> Counter[str]:
    return Counter(finding.fingerprint for finding in checked.findings)


def _labelled(result: Measurement, passage: Passage, checked: Checked) -> None:
    for rule, words in passage.faulty.items():
        tally = result.tally(rule)
        tally.wanted += 1
        if any(f.rule == rule and _touches(f, passage.text, words) for f in checked.findings):
            tally.found += 1
        else:
            result.missed.append((passage.id, rule, words))
    for finding in checked.findings:
        if finding.severity is Severity.INFO:
            continue
        if any(_touches(finding, passage.text, words) for words in passage.faulty.values()):
            result.credit(finding.rule, passage.id)
        else:
            result.accuse(passage.id, finding)


def _seed(report: LabelledReport, result: Measurement, rulebook: Rulebook, every: int) -> None:
    checked = check_document(report.document, rulebook, TODAY, strict=True)
    for outcome in checked.outcomes:
        result.tally(outcome.rule).examined += outcome.examined
    for defect in report.defects:
        by = [finding for finding in checked.findings if report.names(finding, defect)]
        tally = result.tally(by[0].rule if by else defect.rules[0])
        tally.wanted += 1
        tally.found += bool(by)
        for finding in by:
            if finding.severity is not Severity.INFO:
                result.credit(finding.rule, report.name)
        if not by:
            result.missed.append((report.name, defect.rules[0], defect.quote or defect.why))
    for finding in checked.findings:
        if not any(report.names(finding, defect) for defect in report.defects):
            result.accuse(report.name, finding)


def _touches(finding: Finding, text: str, words: str) -> bool:
    start = text.find(words)
    if finding.span is None or start < 0:
        return start < 0 or finding.span is None
    return _overlaps(finding, start, start + len(words))


def _overlaps(finding: Finding, start: int, end: int) -> bool:
    spans: list[Span | None] = [finding.span, *(item.span for item in finding.evidence)]
    return any(span is not None and span.start < end and start < span.end for span in spans)


def _plant_all(result: Measurement, faults: Iterable[Planted], check: Check, every: int, known: Known) -> None:
    """``known``: what was found in sound texts that were checked before."""
    for planted in faults:
        result.offered[planted.how] += 1
        if (result.offered[planted.how] - 1) % every:
            continue
        if planted.sound not in known:
            known[planted.sound] = _fingerprints(check(planted.sound))
        _plant(result, planted, known[planted.sound], check(planted.text))


def _plant(result: Measurement, planted: Planted, known: Counter[str], checked: Checked) -> None:
    by: list[str] = []
    elsewhere: list[Finding] = []
    loud = False
    for finding in checked.findings:
        if known.get(finding.fingerprint):
            continue
        said = finding.severity is not Severity.INFO
        named = any(fnmatchcase(finding.rule, glob) for glob in planted.expects)
        here = not planted.near or _overlaps(finding, planted.start, planted.end)
        if named and here:
            by.append(finding.rule)
            loud |= said
            result.tally(finding.rule).kills += 1
            if said:
                result.credit(finding.rule, planted.source)
        elif (
            said
            and not _overlaps(finding, planted.start, planted.end)
            and not any(fnmatchcase(finding.rule, glob) for glob in planted.follows)
        ):
            elsewhere.append(finding)
            result.tally(finding.rule).collateral += 1
    result.kills.append(Kill(planted, tuple(dict.fromkeys(by)), loud, tuple(elsewhere)))
