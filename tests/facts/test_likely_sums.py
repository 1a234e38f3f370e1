"""Rows of figures that read like parts of a whole: what speaks for it, and what against."""

from __future__ import annotations

import pytest

from checker.facts.model import Facts, LikelySum
from tests.facts.conftest import Read


def heaviest(facts: Facts, total: str, parts: list[str]) -> LikelySum | None:
    """The reading of these figures as whole and parts that most speaks for, if any does."""
    return max(
        (
            likely
            for likely in facts.likely_sums
            if facts.quantities[likely.total].text == total
            and [facts.quantities[part].text for part in likely.parts] == parts
        ),
        key=lambda likely: likely.weight,
        default=None,
    )


CLEAR = [
    ("收到建议74条。予以采纳的52条，部分采纳的15条，不予采纳的7条。", "74条", ["52条", "15条", "7条"]),
    ("抽检食品360批次，不合格的8批次，合格的352批次。", "360批次", ["8批次", "352批次"]),
    ("第一季度受理81件，第二季度受理94件，上半年共受理175件。", "175件", ["81件", "94件"]),
    ("城区调解员145名、乡村调解员312名，457名调解员均已登记。", "457名", ["145名", "312名"]),
    ("对63个单位开展评查，43个单位达标，其余20个单位限期整改。", "63个", ["43个", "20个"]),
    ("县本级审查文件41件，各乡镇审查文件78件，全县审查119件。", "119件", ["41件", "78件"]),
]


@pytest.mark.parametrize(("text", "total", "parts"), CLEAR, ids=[text for text, *_ in CLEAR])
def test_speaks_clearly(read: Read, text: str, total: str, parts: list[str]) -> None:
    likely = heaviest(read(text), total, parts)
    assert likely is not None
    assert likely.weight >= 4


def test_each_way_to_divide_a_whole_is_a_reading_of_its_own(read: Read) -> None:
    facts = read(
        "办结复议案件210件，按领域分，公安类130件、土地类80件；从结果看，维持98件，驳回52件，调解41件，纠错19件。"
    )
    assert heaviest(facts, "210件", ["130件", "80件"])
    assert heaviest(facts, "210件", ["98件", "52件", "41件", "19件"])


def test_a_number_of_kinds_does_not_come_between(read: Read) -> None:
    assert heaviest(read("东片调解58件、西片调解47件，两片合计105件。"), "105件", ["58件", "47件"])


@pytest.mark.parametrize(
    "text",
    [
        "收到申请75件，上年同期收到68件，较上年增加7件。",
        "全年培训12期，培训人员860人。",
        "收入300万元，加上上级补助120万元、结余50万元。",
        "权力事项由310项调整为290项，调减20项。",
    ],
)
def test_says_nothing(read: Read, text: str) -> None:
    assert not read(text).likely_sums


MORE = [
    ("全年审核合同71份，审核协议97份。上述168份文书均已归档。", "168份", ["71份", "97份"]),
    ("建成公园6座、广场14个、长廊23条，43处阵地全部开放。", "43处", ["6座", "14个", "23条"]),
    ("拆除旧棚98处2.81万平方米，拆除新棚29处0.65万平方米，两项相加127处3.46万平方米。", "127处", ["98处", "29处"]),
    ("立案341件，已结326件，余15件。已结案件中，走普通程序的238件，走简易程序的88件。", "326件", ["238件", "88件"]),
    ("主体由改革前的43个调整为31个，其中机关24个、组织7个。", "31个", ["24个", "7个"]),
    ("行政处罚情况（单位：件）：一季度112，二季度139，上半年251。", "251", ["112", "139"]),
]


@pytest.mark.parametrize(("text", "total", "parts"), MORE, ids=[text for text, *_ in MORE])
def test_whole_elsewhere(read: Read, text: str, total: str, parts: list[str]) -> None:
    assert heaviest(read(text), total, parts)
