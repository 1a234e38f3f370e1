"""Every example of every rule behaves as its author says."""

from __future__ import annotations

import pytest

from checker.engine.checklist.rule import Example, Rule
from checker.engine.examples import example_cases, run_example
from checker.engine.model import Status
from checker.engine.rulebook.rulebook import load_rulebook

BOOK = load_rulebook(cache=False)
CASES = list(example_cases(BOOK))


@pytest.mark.parametrize(
    ("rule", "status", "number", "example"), CASES, ids=[f"{r.id}-{s.value}-{n}" for r, s, n, _ in CASES]
)
def test_example(rule: Rule, status: Status, number: int, example: Example) -> None:
    run = run_example(BOOK, rule, status, number, example)
    assert run.wrong is None, f"{run.name}: {run.wrong}\n{example.text}"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_rule_has_a_passing_and_a_failing_example(rule: Rule) -> None:
    assert rule.examples.passing, "缺少 pass 例"
    assert rule.examples.failing, "缺少 fail 例"


def test_no_example_stands_twice() -> None:
    for rule in BOOK.rules:
        seen = [(example.text, example.year, example.body, example.form) for _, example in rule.examples]
        assert len(seen) == len(set(seen)), rule.id


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_rule_tells_its_history(rule: Rule) -> None:
    assert rule.history, "缺少 history：哪一版收入"
    days = [change.day for change in rule.history if change.day is not None]
    assert days == sorted(days), "先写早的"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_what_is_verified_names_the_text_that_was_seen(rule: Rule) -> None:
    blind = [str(basis) for basis in rule.basis if basis.document and basis.verified and not basis.seen]
    assert not blind
    assert all(address.startswith(("http://", "https://")) for basis in rule.basis for address in basis.seen)
