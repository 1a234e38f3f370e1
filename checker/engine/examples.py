"""Examples are tests: each runs through the whole pipeline, with its own rule alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.checklist.rule import Example, Rule
from checker.engine.model import Outcome, Status
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document

__all__ = ["ExampleRun", "example_cases", "run_example", "run_examples"]

_WORDS = {
    Status.PASS: "通过",
    Status.FAIL: "不通过",
    Status.UNDETERMINED: "待定",
    Status.NOT_APPLICABLE: "不适用",
}

DEFAULT_YEAR = 2025
"""The report year against which “today” is set for an example that names none."""


@dataclass(frozen=True)
class ExampleRun:
    """One example and how it came out; ``wrong`` is None when it behaved, else what is wrong, in Chinese."""

    rule: Rule
    status: Status
    number: int  # counts from 1 within its status
    example: Example
    outcome: Outcome
    wrong: str | None

    @property
    def name(self) -> str:
        """``structure/title-missing pass 1``."""
        return f"{self.rule.id} {self.status.value} {self.number}"


def example_cases(rulebook: Rulebook, select: Iterable[str] = ()) -> Iterator[tuple[Rule, Status, int, Example]]:
    """Every example with the outcome it must have."""
    for rule in rulebook.select(select):
        counts: dict[Status, int] = {}
        for status, example in rule.examples:
            counts[status] = counts.get(status, 0) + 1
            yield rule, status, counts[status], example


def run_examples(rulebook: Rulebook, select: Iterable[str] = ()) -> Iterator[ExampleRun]:
    """Run the examples of the selected rules. Exceptions in a check are let through: a broken rule must be seen."""
    for rule, status, number, example in example_cases(rulebook, select):
        yield run_example(rulebook, rule, status, number, example)


def run_example(rulebook: Rulebook, rule: Rule, status: Status, number: int, example: Example) -> ExampleRun:
    """Run one example."""
    from checker.document.readers.plain import from_text

    checked = check_document(
        from_text(example.text, "<例>"),
        rulebook,
        example.today or date((example.year or DEFAULT_YEAR) + 1, 2, 20),
        request=ProfileRequest(example.body, example.level, example.form, example.year),
        select=(rule.id,),
        strict=True,
    )
    outcome = checked.outcomes[0]
    return ExampleRun(rule, status, number, example, outcome, _wrong(status, example, outcome, checked))


def _wrong(status: Status, example: Example, outcome: Outcome, checked: Checked) -> str | None:
    if outcome.status is not status:
        said = "；".join(finding.message for finding in outcome.findings) or outcome.reason or ""
        return f"应为{_WORDS[status]}，实为{_WORDS[outcome.status]}" + (f"（{said}）" if said else "")
    expect = example.expect
    if expect is None:
        return None
    findings = checked.findings
    if expect.findings is not None and len(findings) != expect.findings:
        return f"应有{expect.findings}处，实有{len(findings)}处"
    if expect.severity is not None and not any(f.severity is expect.severity for f in findings):
        return f"没有一处的等级是 {expect.severity.value}"
    if expect.quote is not None and not any(f.quote == expect.quote for f in findings):
        return f"没有一处引的是“{expect.quote}”，引的是" + "、".join(f"“{f.quote}”" for f in findings)
    if expect.replacement is not None and not any(f.replacement == expect.replacement for f in findings):
        return f"没有一处建议改为“{expect.replacement}”"
    said = "\n".join(
        part
        for f in findings
        for part in (f.message, f.quote, f.suggestion, f.arithmetic, *(item.quote for item in f.evidence))
        if part
    )
    said += outcome.reason or ""
    missing = [word for word in expect.contains if word not in said]
    return f"没有说到“{'”“'.join(missing)}”，说的是：{said}" if missing else None
