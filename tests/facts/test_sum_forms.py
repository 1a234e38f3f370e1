"""Candidates found by arithmetic, and what the learned model says of their form."""

from __future__ import annotations

import pytest

from checker.engine.rulebook.rulebook import Rulebook
from checker.facts.breakdowns.candidates import slip_explains
from checker.facts.breakdowns.form import SCALE, SumForms, packed
from checker.facts.model import Facts, LikelySum
from tests.facts.conftest import Read


def formed(facts: Facts, total: str, parts: list[str]) -> LikelySum | None:
    """What the model says of these figures as whole and parts."""
    found = [
        likely
        for likely in facts.likely_sums
        if likely.form is not None
        and facts.quantities[likely.total].text == total
        and [facts.quantities[part].text for part in likely.parts] == parts
    ]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (46, [17, 4, 26]),  # one too many
        (64, [17, 4, 25]),  # the whole with its digits swapped
        (46, [71, 4, 25]),  # a part with its digits swapped
        (460, [17, 4, 25]),
        (46, [170, 4, 25]),
        (17, [46, 4, 25]),  # the whole and its first part have changed places
    ],
)
def test_one_slip_explains_it(whole: int, parts: list[int]) -> None:
    assert slip_explains(whole, parts, sum(parts) - whole)


@pytest.mark.parametrize(("whole", "parts"), [(46, [17, 4, 20]), (46, [12, 8, 16]), (100, [40, 42])])
def test_no_slip_explains_it(whole: int, parts: list[int]) -> None:
    assert not slip_explains(whole, parts, sum(parts) - whole)


MEANT = [
    ("核查站点94处，保留下来61处，撤掉25处，并入邻近站点9处。", "94处", ["61处", "25处", "9处"]),
    ("春季班到课143人，秋季班到课186人，311人的培训档案已全部归档。", "311人", ["143人", "186人"]),
    ("收到人民建议142封。转交研究的89封，直接答复的27封，留作参考的17封。", "142封", ["89封", "27封", "17封"]),
    ("受理投诉58件，标的额420万元，调解36件、退回21件。", "58件", ["36件", "21件"]),
]


@pytest.mark.parametrize(("text", "total", "parts"), MEANT, ids=[text for text, *_ in MEANT])
def test_a_row_of_parts_reads_like_a_sum(read: Read, text: str, total: str, parts: list[str]) -> None:
    likely = formed(read(text), total, parts)
    assert likely is not None
    assert likely.form is not None
    assert likely.form > -3 * SCALE


STORIES = [
    ("召开常务会议35次，研究议题8次，专题学法26次，开展督查112次，培训干部9次。", "35次", ["8次", "26次"]),
    ("制定规章5部、废止7部，清理文件11部。", "11部", ["5部", "7部"]),
]


@pytest.mark.parametrize(("text", "total", "parts"), STORIES, ids=[text for text, *_ in STORIES])
def test_a_story_reads_less_like_one(read: Read, text: str, total: str, parts: list[str]) -> None:
    likely = formed(read(text), total, parts)
    assert likely is None or (likely.form is not None and likely.form < -SCALE)


@pytest.mark.parametrize(
    "text",
    [
        "收到申请76件，上年同期收到41件，本年办结36件。",  # last year's figure is no part
        "直接纠错14件，占审结案件162件的8.6%，撤销6件、变更1件、确认违法4件、责令履行4件。",
    ],
)
def test_asides_are_no_parts(read: Read, text: str) -> None:
    facts = read(text)
    sums = [likely for likely in facts.likely_sums if likely.form is not None]
    told = {facts.quantities[index].text for likely in sums for index in likely.parts}
    assert not told & {"41件", "162件"}


def test_weights_are_kept_as_bytes() -> None:
    forms = SumForms.model_validate({"bias": -5, "weights": packed({"甲": 3, "乙": -128, "丙": 0})})
    assert sorted(forms.table.values()) == [-128, 3]


def test_the_shipped_weights_are_few(rulebook: Rulebook) -> None:
    assert 500 < len(rulebook.fact_reader.forms.table) < 4000


def test_a_counter_that_no_list_has(read: Read) -> None:
    facts = read("广场普法夜市全年亮灯143晚，北门广场65晚、码头公园47晚、老街口36晚。")
    assert formed(facts, "143", ["65", "47", "36"]) is None  # off by more than a slip
    facts = read("广场普法夜市全年亮灯148晚，北门广场56晚、码头公园47晚、老街口36晚。")
    likely = formed(facts, "148", ["56", "47", "36"])
    assert likely is not None
    assert likely.form is not None
    assert likely.form > 0


def test_a_measure_per_village_does_not_say_that_the_number_is_one(read: Read) -> None:
    facts = read("全县86个村按照每村2名的标准选了172名调解员，其中男性113名、女性59名。")
    assert any(
        [facts.quantities[part].text for part in one.parts] == ["113名", "59名"]
        and facts.quantities[one.total].text == "172名"
        for one in facts.breakdowns
    )


def test_as_many_figures_as_kinds_are_meant_in_order(read: Read) -> None:
    text = "云溪县纠正备案文件14件，约谈制定机关2次。问题集中于超越权限、程序缺失、减损权益三类，{}6件、5件、4件。"
    in_order, plain = (
        formed(read(text.format(words)), "14件", ["6件", "5件", "4件"]) for words in ("对应", "涉及文件")
    )
    assert in_order is not None
    assert in_order.form is not None
    assert plain is None or (plain.form is not None and plain.form < in_order.form)
