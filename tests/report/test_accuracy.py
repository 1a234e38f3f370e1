from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine.checklist.accuracy import Accuracy
from checker.engine.rulebook.rulebook import load_rulebook
from checker.errors import RuleError
from checker.report.accuracy import accuracy_lines
from checker.report.checklist import checklist_of

MEASURED = """\
accuracy:
  measured: "2026-11-21"
  rules:
    numbers/breakdown-sum: {examined: 120, precision: 0.985, recall: 1.0, killed: 40, collateral: 0}
    numbers/unit: {examined: 7, killed: 0, collateral: 0}
"""


def test_measured_figures_reach_the_outputs(tmp_path: Path) -> None:
    (tmp_path / "accuracy.yaml").write_text(MEASURED, encoding="utf-8")
    book = load_rulebook([tmp_path], cache=False)
    table = book.accuracy
    assert table.measured == "2026-11-21"
    assert table.rules["numbers/breakdown-sum"].precision == 0.985
    assert table.rules["numbers/unit"].precision is None  # it never spoke
    assert checklist_of(book).precision("numbers/breakdown-sum") == 0.985


def test_figures_in_words() -> None:
    figures = Accuracy(examined=120, precision=0.985, recall=1.0, killed=40)
    assert accuracy_lines(figures) == [
        "测过：120处",
        "查准率：98.5%",
        "查全率：100.0%",
        "植入的错误查出：40个",
        "误伤：0处",
    ]


def test_nothing_is_said_of_what_was_not_measured() -> None:
    assert accuracy_lines(None) == []
    assert accuracy_lines(Accuracy(examined=3)) == ["测过：3处", "植入的错误查出：0个", "误伤：0处"]


def test_a_malformed_table_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "accuracy.yaml").write_text(
        "accuracy:\n  rules:\n    numbers/unit: {precision: 98}\n", encoding="utf-8"
    )
    with pytest.raises(RuleError, match=r"accuracy.yaml:3"):
        _ = load_rulebook([tmp_path], cache=False).accuracy
