"""Figures are bound to indicators by the words around them, never by equal values."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Read

CASES = [
    (
        "全年收到行政复议申请100件，其中受理97件。",
        {"100件": "reconsideration.received", "97件": "reconsideration.accepted"},
    ),
    ("全年不予受理行政复议申请3件。", {"3件": "reconsideration.rejected"}),
    ("办理行政复议案件52件，审结37件。", {"52件": "reconsideration.handled", "37件": "reconsideration.concluded"}),
    ("已审结行政诉讼案件120件，败诉9件。", {"120件": "litigation.concluded", "9件": "litigation.lost"}),
    ("以区政府为被告的一审案件51件、二审案件28件。", {"51件": "litigation.first", "28件": "litigation.second"}),
    ("行政复议结案后被提起行政诉讼6件。", {"6件": "reconsideration.sued"}),
    ("行政诉讼案件中应当出庭28件，负责人出庭26件。", {"28件": "litigation.due", "26件": "litigation.attended"}),
    ("受理法律援助案件532件，接待群众5100人次。", {"532件": "legal_aid.cases", "5100人次": "legal_aid.consultations"}),
    ("对接全区56家律师事务所。", {"56家": "legal_services.firms"}),
    (
        "全年开展法治宣传活动52场次，发放宣传资料12000份。",
        {"52场次": "publicity.activities", "12000份": "publicity.materials"},
    ),
    (
        "全年主动公开政府信息8642条，受理依申请公开96件。",
        {"8642条": "disclosure.published", "96件": "disclosure.requests"},
    ),
    ("行政诉讼案件涉及30个行政管理领域，审结214件。", {"30个": "", "214件": "litigation.concluded"}),
    ("承办人大代表建议86件、政协提案143件。", {"86件": "proposals.suggestions", "143件": "proposals.proposals"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_bound(read: Read, text: str, expected: dict[str, str]) -> None:
    facts = read(text)
    found = {facts.quantities[m.quantity].text: m.key for m in facts.measures}
    assert {words: found.get(words, "") for words in expected} == expected


def test_equal_values_are_not_linked(read: Read) -> None:
    facts = read("决定继续有效文件40件、废止文件12件。办理行政复议案件52件。")
    keys = {facts.quantities[m.quantity].text: m.key for m in facts.measures}
    assert keys["52件"] == "reconsideration.handled"
    assert not facts.breakdowns


def test_last_year_is_another_period(read: Read) -> None:
    facts = read("全年收到行政复议申请390件，上年收到行政复议申请312件。")
    assert [m.period for m in facts.measures] == ["year", "previous"]


def test_scope_is_read(read: Read) -> None:
    facts = read("全市共办理行政应诉案件145件，其中以市政府为被告的行政诉讼案件21件。")
    assert [m.scope for m in facts.measures] == ["whole", "defendant"]


def test_topic_does_not_leak_into_the_next_paragraph(read: Read) -> None:
    facts = read("办理行政复议案件52件。\n开展培训会，受理报名12件。")
    assert [facts.quantities[m.quantity].text for m in facts.measures] == ["52件"]
