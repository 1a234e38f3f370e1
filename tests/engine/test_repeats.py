"""One fault is told once: by the rule that names the relation, not also by the general one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.document.readers.plain import from_text
from checker.engine.model import Status
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from checker.errors import RuleError

TWICE = "全年收到行政复议申请94件，其中受理98件。"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def _told(text: str, rulebook: Rulebook, *select: str) -> list[str]:
    checked = check_document(from_text(text), rulebook, date(2024, 2, 1), select=select or ("numbers/*",))
    return [finding.rule for finding in checked.findings if finding.evidence]


def test_the_particular_rule_speaks_and_the_general_one_is_silent(rulebook: Rulebook) -> None:
    assert _told(TWICE, rulebook) == ["numbers/accepted-within-received"]


def test_alone_the_general_rule_speaks(rulebook: Rulebook) -> None:
    assert _told(TWICE, rulebook, "numbers/part-exceeds-whole") == ["numbers/part-exceeds-whole"]


def test_other_figures_are_still_told(rulebook: Rulebook) -> None:
    text = TWICE + "全区开展专项检查12次，其中联合检查21次。"
    assert _told(text, rulebook) == ["numbers/accepted-within-received", "numbers/part-exceeds-whole"]


def test_the_silent_rule_has_not_passed(rulebook: Rulebook) -> None:
    checked = check_document(from_text(TWICE), rulebook, date(2024, 2, 1))
    outcome = next(outcome for outcome in checked.outcomes if outcome.rule == "numbers/part-exceeds-whole")
    assert outcome.status is Status.NOT_APPLICABLE
    assert outcome.reason == "同一处已由“受理数不大于收到数”指出，不重复计"


def test_what_it_yields_to_must_exist(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        """rules:
  - id: local/joint-checks
    title: 联合检查不多于检查
    kind: breakdown
    ask: part
    severity: info
    weight: 0
    basis: {source: 本区要求, document: false}
    message: "{part}大于{total}"
    fix: 核对两个数。
    yields_to: numbers/part-exceed-whole
""",
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match="`yields_to`：`numbers/part-exceed-whole` 没有选中任何规则"):
        load_rulebook((tmp_path,), cache=False)
