"""What folders of one's own ask for: named places, a title's words, indicators of their choice, things to speak of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker.document.readers.plain import from_text
from checker.engine.model import Outcome, Status
from checker.engine.run import check_document
from checker.errors import RuleError
from tests.engine.conftest import Load

REPORT = """\
青石区2024年度法治政府建设情况报告

市委、市政府：

2024年，青石区深入学习贯彻习近平法治思想，认真落实上级部署，扎实推进法治政府建设，各项工作取得新的进展。现将有关情况报告如下。

一、2024年推进法治政府建设的主要举措和成效

全年收到行政复议申请120件，受理112件，审结105件。开展法治督察4次，发现问题58个，已整改51个。

青石区人民政府
2025年2月10日
"""

RULE = """\
rules:
  - id: province/asked
    title: 省里的要求
    severity: warning
    weight: 1
    basis: {{source: 本省编写指引}}
    fix: 按指引改。
    {rest}
"""


Ask = Callable[..., Outcome]


@pytest.fixture
def outcome(tmp_path: Path, load: Load) -> Ask:
    own = tmp_path / "own"
    own.mkdir()

    def run(rest: str, text: str = REPORT) -> Outcome:
        (own / "rule.yaml").write_text(RULE.format(rest=rest), encoding="utf-8")
        return check_document(from_text(text), load(own), date(2025, 2, 20), select=["province/asked"]).outcomes[0]

    return run


def said(outcome: Outcome) -> str:
    return "；".join(finding.message for finding in outcome.findings) or outcome.reason or ""


PHRASE = "message: 写了“{{phrase}}”\n    kind: phrase\n    patterns: [扎实推进]\n    applies: {places: %s}"


@pytest.mark.parametrize(
    ("places", "status"),
    [("青石区", Status.FAIL), ("[青石区, 云溪县]", Status.FAIL), ("[云溪县]", Status.NOT_APPLICABLE)],
)
def test_places(outcome: Ask, places: str, status: Status) -> None:
    assert outcome((PHRASE % places).replace("{{", "{").replace("}}", "}")).status is status


def test_an_unknown_place_is_none_of_those_named(outcome: Ask) -> None:
    found = outcome(
        "message: 写了\n    kind: phrase\n    patterns: [扎实]\n    applies: {places: 青石区}", "扎实推进工作。"
    )
    assert found.status is Status.NOT_APPLICABLE
    assert "认不出" in said(found)


def test_words_of_the_title(outcome: Ask) -> None:
    rest = "kind: title-form\n    words: [%s]\n    message: 标题{fault}"
    assert outcome(rest % "法治政府建设情况报告").status is Status.PASS
    found = outcome(rest % "法治政府建设年度报告")
    assert said(found) == "标题里没有“法治政府建设年度报告”"


def test_indicators_of_ones_choice(outcome: Ask) -> None:
    rest = "kind: core-indicators\n    indicators: [%s]\n    message: 没有写{missing}"
    assert outcome(rest % "reconsideration.received, supervision.found").status is Status.PASS
    assert said(outcome(rest % "supervision.found, litigation.attendance_rate")).startswith("没有写行政应诉（")
    with pytest.raises(RuleError, match=r"supervision\.reporter，是不是想写 `supervision\.reporters`"):
        outcome(rest % "supervision.reporter")


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("全年未发生行政诉讼案件。", Status.PASS),
        ("行政诉讼案件全年零发生。", Status.PASS),
        ("全年未发生安全生产责任事故。行政应诉能力不断增强。", Status.FAIL),
        ("行政应诉工作扎实推进，未发生败诉案件。", Status.FAIL),
        ("全年一审行政诉讼案件23件，二审行政诉讼案件8件。", Status.PASS),
    ],
)
def test_a_total_that_is_given_in_other_ways(outcome: Ask, sentence: str, status: Status) -> None:
    rest = "kind: core-indicators\n    indicators: [litigation.total]\n    message: 没有写{missing}"
    text = REPORT.replace("开展法治督察", f"{sentence}开展法治督察")
    assert outcome(rest, text).status is status


def test_something_to_be_spoken_of(outcome: Ask) -> None:
    rest = "kind: required-phrase\n    patterns: [%s]\n    message: 没有写到{wanted}"
    assert outcome(rest % "法治督察").status is Status.PASS
    assert said(outcome(rest % "示范创建, 法治创建")) == "没有写到“示范创建”“法治创建”"
    assert outcome(rest % "示范创建", "全年受理12件。").status is Status.UNDETERMINED
