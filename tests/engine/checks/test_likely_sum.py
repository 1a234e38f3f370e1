"""Sums that only the form of the sentence suggests: told where they miss by one slip, else left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.model import Finding, Severity
from tests.engine.checks.test_relations_properties import findings, lawful

RULE = "numbers/likely-sum"


def told(*sentences: str) -> list[Finding]:
    """What the rule says of these paragraphs."""
    return [finding for finding in findings(*sentences) if finding.rule == RULE]


def reviewed(whole: int, parts: tuple[int, int, int]) -> str:
    return f"送审文稿{whole}件。直接通过的{parts[0]}件，修改后通过的{parts[1]}件，退回的{parts[2]}件。"


def quarters(whole: int, parts: tuple[int, int, int]) -> str:
    return f"第一批核发{parts[0]}件，第二批核发{parts[1]}件，第三批核发{parts[2]}件，全年核发{whole}件。"


FORMS = (reviewed, quarters)
# Where one part is the sum of the others, another reading holds, and nothing is said.
THREE = st.tuples(st.integers(20, 400), st.integers(20, 400), st.integers(20, 400)).filter(
    lambda parts: 2 * max(parts) != sum(parts)
)


@lawful
@given(st.sampled_from(FORMS), THREE, st.integers(1, 50))
def test_a_sound_sum_stays_sound_when_scaled(form: object, parts: tuple[int, int, int], factor: int) -> None:
    scaled = (parts[0] * factor, parts[1] * factor, parts[2] * factor)
    assert callable(form)
    assert not told(form(sum(scaled), scaled))


@lawful
@given(st.sampled_from(FORMS), THREE, st.sampled_from([-1, 1]))
def test_one_too_many_is_told(form: object, parts: tuple[int, int, int], step: int) -> None:
    assert callable(form)
    (finding,) = told(form(sum(parts) + step, parts))
    assert len(finding.evidence) == 4


@lawful
@given(st.sampled_from(FORMS), THREE, st.sampled_from([-1, 1]))
def test_the_order_of_the_parts_changes_nothing(form: object, parts: tuple[int, int, int], step: int) -> None:
    assert callable(form)
    whole = sum(parts) + step
    assert len(told(form(whole, parts))) == len(told(form(whole, (parts[2], parts[0], parts[1]))))


def test_a_difference_no_slip_explains_is_left_alone() -> None:
    assert not told("收到线索187件，转办112件，存查39件。")


def test_the_other_reading_that_holds_stands() -> None:
    assert not told("登记在册240人，城镇151人、农村88人、其他1人。")


def test_what_another_rule_tells_is_not_told_again() -> None:
    found = findings("审结行政复议案件37件，其中维持14件、驳回13件、终止7件、责令履行3件、撤销1件。")
    assert [finding.rule for finding in found] == ["numbers/breakdown-sum"]


@pytest.mark.parametrize(
    "text",
    [
        "召开常务会议12次，研究法治议题5次，听取汇报6次。",
        "检查企业96家，发现问题51个，整改44个。",
        "举办培训20期，开展宣传11场，发放资料8千份。",
        "罚款326万元，其中上缴中央182万元、留归地方143万元。",
    ],
)
def test_what_is_no_sum_or_too_small_is_left_alone(text: str) -> None:
    assert not told(text)


def test_a_likely_slip_names_the_figure() -> None:
    (finding,) = told("送审文稿417件。直接通过的350件，修改后通过的98件，退回的14件。")
    assert finding.suggestion is not None
    assert "305件" in finding.suggestion


def test_form_that_says_little_is_a_remark() -> None:
    (finding,) = told("走访企业58家，约谈37家，曝光20家。")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "全年集体学法21次，依托党组会议学习7次，依托理论学习中心组学习4次，依托业务会议学习9次。",
        "受理建房申请92宗，批准70宗，不符合条件不予批准13宗，材料不全退回补正8宗。",
        "发现隐患806处，立行立改711处，限期整改94处，到期复查时均已整改到位。",
        "行政许可事项由52项精简为43项，取消4项，下放6项。",
        "对现行地方性法规16部、政府规章13部进行梳理，在这28部法规规章中，建议修改的3部。",
        "自行拆除16处2510平方米，助拆9处1430平方米，全镇拆违26处，腾出空间3940平方米。",
        "登记特种设备1416台（套），锅炉52台、压力容器388台、电梯967台、大型游乐设施8台（套）。",
        "抽取处罚案卷84卷，另抽取许可案卷40卷。评出优秀案卷35卷、合格案卷81卷、不合格案卷9卷。",
        "审结复议案件156件，维持90件，驳回36件，撤销14件，确认违法9件，责令履行7件。上述后三种情形共31件。",
    ],
)
def test_the_slip_in_a_row_is_told(text: str) -> None:
    assert findings(text)  # by this rule, or by one that knows more of the figures


def test_some_parts_taken_together_behind_do_not_hide_the_whole() -> None:
    sound = "清理文件217件，决定继续有效135件，予以修改16件，废止43件，宣布失效23件，废止、失效两类合计66件。"
    assert not told(sound)
    (finding,) = told(sound.replace("135", "153"))
    assert finding.evidence[0].span.start == sound.index("217")
