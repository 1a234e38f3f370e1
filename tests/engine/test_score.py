from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine.checklist.rule import Basis, Rule
from checker.engine.model import Finding, Outcome, Severity, Status
from checker.engine.score import INFO_CEILING, SHARES, loss, score

NAMES = [f"{family}/{name}" for family in ("structure", "numbers") for name in ("a", "b", "c", "d")]
SEVERITIES = st.sampled_from(Severity)


def rule(name: str, weight: int = 5, severity: Severity = Severity.ERROR) -> Rule:
    basis = (Basis(source="某法"),)
    return Rule(id=name, title="题", kind="k", severity=severity, weight=weight, basis=basis, message="m", fix="f")


def finding(name: str, severity: Severity, waived: str | None = None) -> Finding:
    return Finding(name, severity, "话", "引", None, waived=waived)


def outcome(name: str, status: Status, *severities: Severity) -> Outcome:
    return Outcome(name, status, 1, None, tuple(finding(name, severity) for severity in severities))


@st.composite
def results(draw: st.DrawFn) -> tuple[list[Outcome], dict[str, Rule]]:
    rules = {
        name: rule(name, draw(st.integers(0, 12)), draw(SEVERITIES))
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    }
    outcomes = []
    for name in rules:
        status = draw(st.sampled_from(Status))
        found = draw(st.lists(SEVERITIES, min_size=1, max_size=5)) if status is Status.FAIL else []
        outcomes.append(outcome(name, status, *found))
    return outcomes, rules


def decided(outcomes: list[Outcome], rules: dict[str, Rule]) -> bool:
    return any(rules[o.rule].weight and o.status in (Status.PASS, Status.FAIL) for o in outcomes)


@settings(deadline=None)
@given(results(), st.data())
def test_a_further_finding_never_raises_the_score(
    given_results: tuple[list[Outcome], dict[str, Rule]], data: st.DataObject
) -> None:
    outcomes, rules = given_results
    index = data.draw(st.integers(0, len(outcomes) - 1))
    old = outcomes[index]
    more = Outcome(old.rule, Status.FAIL, 1, None, (*old.findings, finding(old.rule, data.draw(SEVERITIES))))
    changed = [*outcomes[:index], more, *outcomes[index + 1 :]]
    if not decided(outcomes, rules):
        return  # nothing was known before: there was no score to be raised
    before, after = score(outcomes, rules), score(changed, rules)
    assert after.value <= before.value
    assert after.high <= before.high
    family = old.rule.split("/")[0]
    if family in before.families:
        assert after.families[family] <= before.families[family]


@settings(deadline=None)
@given(results())
def test_the_score_lies_in_its_range_and_the_movements_add_up(
    given_results: tuple[list[Outcome], dict[str, Rule]],
) -> None:
    outcomes, rules = given_results
    found = score(outcomes, rules)
    assert 0 <= found.low <= found.value <= found.high <= 100
    assert all(0 < value <= 100 for value in found.families.values())
    if decided(outcomes, rules):
        assert sum(move.lost for move in found.movements) == pytest.approx(100 - found.value)
    assert all(0 <= move.lost <= move.stake for move in found.movements)


@settings(deadline=None)
@given(results(), st.integers(2, 500))
def test_one_cause_costs_no_more_than_its_weight(
    given_results: tuple[list[Outcome], dict[str, Rule]], times: int
) -> None:
    outcomes, rules = given_results
    failing = [o for o in outcomes if o.status is Status.FAIL and rules[o.rule].weight]
    if not failing:
        return
    name = failing[0].rule
    many = [outcome(name, Status.FAIL, *[Severity.ERROR] * times) if o.rule == name else o for o in outcomes]
    found = score(many, rules)
    assert found.value > 0
    (move,) = (m for m in found.movements if m.rule == name)
    assert move.lost < move.stake


def test_info_weighs_little() -> None:
    assert loss([finding("a/b", Severity.INFO)] * 1000) == INFO_CEILING
    assert loss([finding("a/b", Severity.INFO)]) < SHARES[Severity.WARNING] < SHARES[Severity.ERROR] < 1


def test_a_waived_finding_costs_nothing() -> None:
    rules = {"a/b": rule("a/b")}
    waived = Outcome("a/b", Status.FAIL, 1, None, (finding("a/b", Severity.ERROR, "已核实"),))
    assert score([waived], rules).value == 100


def test_undetermined_rules_make_a_range() -> None:
    rules = {"structure/a": rule("structure/a"), "numbers/b": rule("numbers/b")}
    found = score([outcome("structure/a", Status.PASS), outcome("numbers/b", Status.UNDETERMINED)], rules)
    assert (found.value, found.high, found.undetermined) == (100, 100, ("numbers/b",))
    assert found.low < 100
    # What is only a remark does not widen the range.
    rules["numbers/b"] = rule("numbers/b", severity=Severity.INFO)
    assert score([outcome("structure/a", Status.PASS), outcome("numbers/b", Status.UNDETERMINED)], rules).low == 100


def test_nothing_decided_is_no_full_mark() -> None:
    rules = {"a/b": rule("a/b")}
    found = score([outcome("a/b", Status.UNDETERMINED)], rules)
    assert (found.value, found.low, found.high) == (0, 0, 100)
    assert score([outcome("a/b", Status.NOT_APPLICABLE)], rules).value == 0


def test_the_worked_example_in_the_docs() -> None:
    """docs/scoring.md gives a table of rules and the score that comes of it."""
    text = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
    rules: dict[str, Rule] = {}
    outcomes: list[Outcome] = []
    lost: dict[str, Fraction] = {}
    words = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.INFO}
    for name, severity, weight, status, given_loss in re.findall(
        r"^\| `([a-z/-]+)` \| (..) \| (\d+) \| (.*?) \| (.*?) \|", text, re.MULTILINE
    ):
        rules[name] = rule(name, int(weight), words[severity])
        if status == "通过":
            outcomes.append(outcome(name, Status.PASS))
        elif status in ("待定", "不适用"):
            outcomes.append(outcome(name, Status.UNDETERMINED if status == "待定" else Status.NOT_APPLICABLE))
        else:
            found = [words[word] for count, word in re.findall(r"(\d+)处(..)", status) for _ in range(int(count))]
            outcomes.append(outcome(name, Status.FAIL, *found))
            lost[name] = Fraction(given_loss)
    assert len(rules) >= 6
    for one in outcomes:
        if one.rule in lost:
            assert rules[one.rule].weight * loss(one.findings) == lost[one.rule], one.rule
    found_score = score(outcomes, rules)
    stated = re.search(r"得分 \*\*([\d.]+)\*\*，区间 \*\*([\d.]+)—([\d.]+)\*\*", text)
    assert stated is not None
    assert [f"{value:.1f}" for value in (found_score.value, found_score.low, found_score.high)] == list(stated.groups())
