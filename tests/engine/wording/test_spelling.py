from __future__ import annotations

import pytest

from checker.document.readers.plain import from_text
from checker.engine.model import Severity
from checker.engine.wording.spelling import (
    LookAlikes,
    Neighbours,
    SoundAlikes,
    Spelling,
    TradeWords,
    WordContexts,
    WordCosts,
)

SOUNDS = SoundAlikes(
    classes={"an": "按案", "yi": "议义意", "shi": "视事", "jian": "件建", "huan": "患换", "hui": "惠会", "zhi": "制治"},
    initials=("zh z", "sh s"),
    finals=("ang an", "ing in"),
)
SHAPES = LookAlikes(classes=("患惠 件伴", "复负"))


COSTS = """
按 8
案 件7 例9 14
隐 患9
行 政6 11
复 议9
社 会6
主 义8
排 查8
工 作6
法 治7 律7
推 进6
国 家7
各 8 类9
件 8
消 除9
及 时9
重 大7
意 义8
异 议9
综 合8 合性8
合 法8 作9 作社9
监 督7
检 查7
"""
CONTEXTS = WordContexts(
    contexts="案件 各类///审理\n意义 重大///深远", mistaken="异议 意义", left_out="行政议 行复议 合性审查 社治理"
)
FOLLOWERS = """
件 工
社 会
会 主
主 义
义 法
法 治
治 国
"""


def spelling() -> Spelling:
    """A vocabulary of a dozen words."""
    return Spelling(
        TradeWords(terms=("行政复议 依法治国 合法性审查 社会治理",), lists=("权利清单 审查 治理",)),
        WordCosts(costs=COSTS.strip()),
        Neighbours(followers=FOLLOWERS.strip()),
        SOUNDS,
        SHAPES,
        contexts=CONTEXTS,
    )


def found(text: str, place: str = "") -> list[tuple[str, str]]:
    return [(hit.wrong, hit.right) for hit in spelling().hits(from_text(text).running, place=place)]


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("及时消除隐惠", [("隐惠", "隐患")]),  # looks alike
        ("推进行政复意工作", [("行政复意", "行政复议")]),  # sounds alike; the whole term is named
        ("各类按件", [("按件", "案件")]),
        ("各类案伴", [("案伴", "案件")]),
        ("推进行复议工作", [("行复议", "行政复议")]),  # one left out of a term
        ("推进依治国", [("依治国", "依法治国")]),
        ("推进行政复议工作", []),
        ("社会主义法治国家", []),  # 主义|法治, not 依法治国
        ("公布权利清单", []),
    ],
)
def test_a_word_with_a_wrong_character(text: str, slips: list[tuple[str, str]]) -> None:
    assert found(text) == slips


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("有重大异议", [("异议", "意义")]),
        ("有重大异议。", [("异议", "意义")]),
        ("提出异议", []),  # nothing beside it calls for 意义
        ("有重大“异议”", []),  # a name may be anything
    ],
)
def test_a_word_where_its_neighbours_call_for_another(text: str, slips: list[tuple[str, str]]) -> None:
    assert found(text) == slips


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("推进行政议工作", [("行政议", "行政复议")]),
        ("推进合性审查", [("合性审查", "合法性审查")]),
        ("推进综合性审查", []),  # a word reaches into it
        ("推进社治理", [("社治理", "社会治理")]),
        ("推进合作社治理", []),
        ("推进“社治理”", []),
    ],
)
def test_a_character_left_out_of_a_term(text: str, slips: list[tuple[str, str]]) -> None:
    assert found(text) == slips


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("推进行复政议工作", [("行复政议", "行政复议")]),
        ("监检督查工作", [("监检督查", "监督检查")]),
        ("推进“监检督查”", []),
        ("推进监督检查", []),
        ("推进检督工作", []),  # no word comes of it
    ],
)
def test_two_neighbours_in_the_wrong_order(text: str, slips: list[tuple[str, str]]) -> None:
    assert found(text) == slips


def test_what_is_wrong_is_named() -> None:
    texts = ("推进合性审查", "监检督查工作", "各类案伴")
    notes = [hit.expression.note for text in texts for hit in spelling().hits(from_text(text).running)]
    assert notes == ["漏字", "字序颠倒", "音近、形近误写"]


def test_a_short_word_needs_a_neighbour_that_goes_with_it() -> None:
    assert found("门按件") == []  # 逐件, 车检: officials make new words of two characters


def test_names_are_left_alone() -> None:
    assert found("创建“按件”品牌") == []
    assert found("各类按件〔2024〕7号") == []
    assert found("各类按件", place="按江县") == []


def test_what_another_list_tells_is_not_told_twice() -> None:
    assert spelling().hits(from_text("消除隐惠").running, lambda start, end: True) == []


def test_what_is_merely_likely_is_a_remark() -> None:
    (hit,) = spelling().hits(from_text("消除隐惠").running)
    assert hit.expression.severity is None
    assert hit.expression.doubtful
    (hit,) = spelling().hits(from_text("各类按件").running)
    assert hit.expression.severity in (None, Severity.INFO)


def test_what_was_found_harmless_once_is_so_only_there() -> None:
    assert found("隐惠消除") == found("及时消除隐惠") == [("隐惠", "隐患")]


def test_syllables_that_are_easily_confused() -> None:
    sounds = SoundAlikes(
        classes={"zhang": "张", "zan": "赞", "zang": "脏", "zhan": "占"}, initials=("zh z",), finals=("ang an",)
    )
    assert sounds.alike("张") == {"赞", "脏", "占"}
    assert sounds.same("张") == {"张"}
