"""A sum that fails in one reading and holds in another is left alone; without another reading it is told."""

from __future__ import annotations

import pytest

from checker.engine.model import Finding, Severity
from tests.engine.checks.test_relations_properties import findings


def loud(text: str) -> list[Finding]:
    """Errors and warnings of this paragraph."""
    return [finding for finding in findings(text) if finding.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "text",
    [
        "全年新登记市场主体3210户，企业910户，个体工商户2240户，农民专业合作社60户。",
        "办理应诉案件46件，胜诉35件，败诉5件，未审结6件。",
        "从12个县（市、区）各抽取6卷，从市直部门抽取9卷，参评案卷共81卷。",
        "受理投诉41件，其中来信6件、来电22件、来访13件，经查属实9件、不属实32件。",
        "行政诉讼案件14件，一审10件、二审4件，已收到胜诉裁判12件，尚未裁判2件。",
        "在审结的312件复议案件里，直接纠错31件——撤销15件、确认违法9件、责令履行法定职责5件、变更2件。",
    ],
)
def test_another_reading_holds(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "办理应诉案件46件，胜诉53件，败诉5件，未审结6件。",
        "直接纠错41件——撤销15件、确认违法9件、责令履行法定职责5件、变更2件。",
        "受理投诉41件，经查属实9件、不属实23件。",
    ],
)
def test_no_reading_holds(text: str) -> None:
    assert findings(text)
