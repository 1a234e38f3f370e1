"""Which two figures a change compares: by the words of time and the frames around them."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Read

CHANGES = [
    ("今年办理听证案件18件，去年是12件，多了6件。", ("6件", "18件", "12件")),
    ("上年共受理投诉86件，今年受理129件，增长50%。", ("50%", "129件", "86件")),
    ("2022年为64件，2023年为48件，降幅25%。", ("25%", "48件", "64件")),
    ("审核文件24件，较2022年减少6件；2022年审核30件。", ("6件", "24件", "30件")),
    ("窗口由18个增至25个，净增7个。", ("7个", "25个", "18个")),
    ("新增宣传栏9处，总数由31处达到40处。", ("9处", "40处", "31处")),
    ("上半年受理133件，下半年受理171件，下半年比上半年多38件。", ("38件", "171件", "133件")),
    ("三季度收到投诉56件，四季度收到投诉42件，环比下降25%。", ("25%", "42件", "56件")),
    ("平均审理天数由42天缩至30天，缩短12天。", ("12天", "30天", "42天")),
    ("持证率96%，同比提高3个百分点，上年同期为93%。", ("3个百分点", "96%", "93%")),
    ("与2022年的40件相比，今年制发文书52件，多出12件。", ("12件", "52件", "40件")),
    ("办理案件120件。较上年的100件增长20%。", ("20%", "120件", "100件")),
]


@pytest.mark.parametrize(("text", "wanted"), CHANGES, ids=[text for text, _ in CHANGES])
def test_change(read: Read, text: str, wanted: tuple[str, str, str]) -> None:
    facts = read(text)
    told = [
        tuple(facts.quantities[i].text for i in (change.amount, change.current, change.previous) if i is not None)
        for change in facts.changes
    ]
    assert wanted in told


@pytest.mark.parametrize(
    "text",
    [
        "收入155亿元，增长0.7%；加上上级补助、上年结余等183亿元，总计338亿元。",
        "装机455万千瓦，下降0.4%；水电144万千瓦，与上年末持平；风电253万千瓦。",
        "比上年增加36个，工业投资增长13.3%。",
        "年均增长12%，2021年办理80件。",
    ],
)
def test_no_pair(read: Read, text: str) -> None:
    assert all(change.previous is None for change in read(text).changes)
