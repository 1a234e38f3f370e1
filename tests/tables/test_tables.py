"""Tables in every format: cells where they belong, no alarm on sound ones, slips found and named by row and column.

The whole measurement is ``python -m tests.tables``; here stands what is quick.
"""

from __future__ import annotations

import pytest

from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import Rulebook
from tests.tables.measuring import check, measure, misplaced, read
from tests.tables.rendering import FORMATS
from tests.tables.samples import SAMPLES
from tests.tables.traps import TRAPS

_BY_NAME = {sample.name: sample for sample in (*SAMPLES, *TRAPS)}


@pytest.mark.parametrize("format", FORMATS)
def test_cells_stand_where_they_belong(format: str) -> None:
    for name in ("reconsideration", "enforcement", "disclosure", "groups", "trap twohead"):
        sample = _BY_NAME[name]
        assert misplaced(sample, read(sample, format)) == [], name


@pytest.mark.parametrize("name", _BY_NAME)
def test_sound_tables_are_not_faulted(name: str, rulebook: Rulebook) -> None:
    findings = check(read(_BY_NAME[name], "markdown"), rulebook).findings
    assert [finding.message for finding in findings if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize("name", _BY_NAME)
def test_slips_are_found_at_their_cell(name: str, rulebook: Rulebook) -> None:
    found = measure(_BY_NAME[name], "markdown", rulebook, step=17)
    assert (found.missed, found.unplaced) == ([], [])


def test_a_slip_is_named_by_row_and_column_once(rulebook: Rulebook) -> None:
    sample = _BY_NAME["reconsideration"].with_cell(3, 8, "81")
    (finding,) = check(read(sample, "word"), rulebook).findings
    assert finding.severity is Severity.ERROR
    assert finding.quote == "81"
    assert "第4行“区市场监管局”、“审结—小计”列" in finding.message
    assert [item.role for item in finding.evidence][1:3] == ["分项（“审结—维持”列）", "分项（“审结—驳回”列）"]
    assert finding.suggestion == "“81”改为83即可相符，可同时满足2条关系，请核对原始数据。"


def test_prose_is_compared_with_cells(rulebook: Rulebook) -> None:
    sample = _BY_NAME["years"].with_cell(2, 2, "1307")
    assert "numbers/mentions-conflict" in [finding.rule for finding in check(read(sample, "page"), rulebook).findings]
