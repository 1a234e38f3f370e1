"""Rates and the counts that their words tie them to: in any order, by any name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.engine.rulebook.rulebook import Rulebook
from checker.facts.model import Completeness, Facts, RateKind

Read = Callable[[str], Facts]

# text, rate, numerator, base
BOUND = [
    ("督查交办的46个问题已销号43个，销号率93.5%，余下3个限期办结。", "93.5%", "43个", "46个"),
    ("窗口收回评价表760份，发放评价表800份，收回率95%。", "95%", "760份", "800份"),
    ("按期办结率达97.5%，80件提案中按期办结78件。", "97.5%", "78件", "80件"),
    ("95.5%的纠纷在村里化解，即1100件中的1050件。", "95.5%", "1050件", "1100件"),
    ("举报线索960条，查实率45%，查实432条。", "45%", "432条", "960条"),
    ("负责人出庭应诉率为93.3%。全年开庭45次，负责人出庭42次。", "93.3%", "42次", "45次"),
    ("审查合同30份，提出意见206条，采纳198条，意见采纳率96.1%。", "96.1%", "198条", "206条"),
    ("应参加年度考试的860人，实际参加848人，参考率98.6%。", "98.6%", "848人", "860人"),
    ("接待群众1500批次，其中超过六成（930批次）反映物业问题。", "超过六成", "930批次", "1500批次"),
    ("办结的88件案件中，一半即44件以撤诉结案。", "一半", "44件", "88件"),
    ("发现问题280条，建章立制整改252条，整改率90%。", "90%", "252条", "280条"),
    ("全县132个村，已有99个建成工作室，覆盖率75%。", "75%", "99个", "132个"),
    ("纠正执法行为27起，占监督案件（135起）的20%。", "20%", "27起", "135起"),
    ("作出处罚决定3200件，申请复议16件，复议率5‰。", "5‰", "16件", "3200件"),
    ("市本级新收640件，县（区）新收1175件，全市新收1815件，市本级约占35.3%。", "约占35.3%", "640件", "1815件"),
    ("全年办案520件，刑事案件182件，占35%；民事案件338件，占65%。", "65%", "338件", "520件"),
]


@pytest.mark.parametrize(("text", "rate", "numerator", "base"), BOUND, ids=[text for text, *_ in BOUND])
def test_counts_by_words(read: Read, text: str, rate: str, numerator: str, base: str) -> None:
    facts = read(text)
    claim = next(c for c in facts.rates if facts.quantities[c.quantity].text == rate)
    pairs = {(n, b) for n in claim.numerators for b in claim.bases}
    assert (numerator, base) in {
        (facts.quantities[n[0]].text, facts.quantities[b[0]].text) for n, b in pairs if len(n) == len(b) == 1
    }


def test_grades_run_together_are_added(read: Read) -> None:
    facts = read("评估案件60件，优秀18件、良好33件、合格9件，优良率85%。")
    (claim,) = facts.rates
    assert [facts.quantities[i].text for i in claim.numerators[0]] == ["18件", "33件"]


def test_the_contrary_explains_what_remains(read: Read) -> None:
    facts = read("抽检食品1650批次，检出不合格33批次，合格率98%。")
    (claim,) = facts.rates
    assert claim.kind is RateKind.COMPLEMENT


def test_a_contrary_name_is_told_by_its_contrary(read: Read) -> None:
    facts = read("抽检产品1260批次，检出不合格产品88批次，不合格发现率7.0%。")
    (claim,) = facts.rates
    assert claim.kind is RateKind.RATE
    assert facts.quantities[claim.numerators[0][0]].text == "88批次"


@pytest.mark.parametrize(
    "text",
    [
        "受理留言842件，办结831件，群众满意率98.2%。",  # what people think is no step of the two
        "出生人口1.1万人，死亡人口0.9万人，死亡率5.97‰。",
        "新建计量标准6项，产品质量合格率97.2%。",
        "新增专精特新企业245家，占全省57.0%。",
        "进出口1278亿元，机电产品占68.8%。",
    ],
)
def test_words_that_tie_nothing(read: Read, text: str) -> None:
    assert not [claim for claim in read(text).rates if claim.numerators and claim.bases]


def test_how_it_was_done_must_be_said_of_the_count_too(read: Read) -> None:
    (claim,) = read("受理1300件，办结1280件，按期办结率97.5%。").rates
    assert claim.loose and not claim.decisive


SHARES = [
    ("罚款类占71.5%，警告类占18.2%，其他占10.3%。", 3, Completeness.CLOSED),
    ("案件分为治安、交通、其他三类，占比分别为52.4%、28.6%、19.0%。", 3, Completeness.CLOSED),
    ("男性占64.4%，女性占35.6%。", 2, Completeness.CLOSED),
    ("“满意”的占82.4%，“基本满意”的占14.1%，“不满意”的占3.5%。", 3, Completeness.LISTED),
    ("新收案件中，土地类45%、社保类30%、其他25%。", 3, Completeness.CLOSED),
]


@pytest.mark.parametrize(("text", "number", "how"), SHARES, ids=[text for text, *_ in SHARES])
def test_shares_of_one_whole(read: Read, text: str, number: int, how: Completeness) -> None:
    (shares,) = read(text).shares
    assert (len(shares.quantities), shares.completeness) == (number, how)


@pytest.mark.parametrize(
    "text",
    [
        "党员占62%，女性占45%。",
        "房屋征收类占32.5%，工伤认定类占21.3%，治安处罚类占18.8%，三类居前三位。",
        "办结率98%，满意率99%。",
        "第一产业增长5%，第二产业增长3%，其他增长2%。",
    ],
)
def test_no_shares_of_one_whole(read: Read, text: str) -> None:
    assert not [s for s in read(text).shares if s.completeness is Completeness.CLOSED]


NAMES = [
    ("按期办结率", "办结", "按期"),
    ("意见采纳率", "意见采纳", ""),
    ("调解和解率", "调解和解", ""),
    ("公示及时率", "公示", "及时"),
    ("优良天数比率", "优良", ""),
]


@pytest.mark.parametrize(("name", "core", "manner"), NAMES)
def test_names_taken_apart(rulebook: Rulebook, name: str, core: str, manner: str) -> None:
    taken = rulebook.fact_reader.rates.names.taken_apart(name)
    assert taken is not None
    assert (taken.core, taken.manner) == (core, manner)


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [("合格率", "检出不合格", -1), ("合格率", "成绩合格", 1), ("达标率", "达到省级标准的", 1), ("满意率", "办结", 0)],
)
def test_what_tells_of_a_rate(rulebook: Rulebook, name: str, words: str, told: int) -> None:
    taken = rulebook.fact_reader.rates.names.taken_apart(name)
    assert taken is not None
    score = taken.told_by(words)
    assert (score > 0) - (score < 0) == told
