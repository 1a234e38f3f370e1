"""A stated number of names: how loud a wrong one is, and what would mend it. Its own length is always right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.model import Finding, Severity
from tests.engine.checks.test_relations_properties import findings, lawful

RULE = "numbers/list-count"
NUMBERS = "零一两三四五六七八九"
TOWNS = ("青石镇", "白沙镇", "云岭镇", "石门镇", "柳河镇", "枫林镇", "双桥镇")
FORMS = (
    "在{names}{count}个镇开展试点。",
    "确定{count}个试点镇（{names}）。",
    "试点镇共{count}个，分别是{names}。",
    "把{names}作为法治建设的{count}个试点镇。",
)


def told(*paragraphs: str) -> list[Finding]:
    """What the rule says of these paragraphs."""
    return [finding for finding in findings(*paragraphs) if finding.rule == RULE]


@lawful
@given(st.sampled_from(FORMS), st.integers(3, 7), st.sampled_from(("、", "和")), st.sampled_from((-1, 1)))
def test_only_its_own_length_is_right(form: str, length: int, last: str, slip: int) -> None:
    names = "、".join(TOWNS[: length - 1]) + last + TOWNS[length - 1]
    assert not told(form.format(names=names, count=NUMBERS[length]))
    assert len(told(form.format(names=names, count=NUMBERS[length + slip]))) == 1


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("打造“青石夜话”“沙洲说事”“云岭议政厅”四个品牌。", Severity.ERROR),
        ("县司法局、县财政局、县公安局四部门联合印发通知。", Severity.ERROR),
        ("采取听取汇报、查阅资料、明察暗访四种方式督察。", Severity.WARNING),
        ("与长河市、滨江市、白鹭市四市签订协作协议。", Severity.INFO),  # oneself may be the fourth
        ("出台《甲办法》《乙办法》《丙办法》等4个文件。", Severity.INFO),
        ("出台《甲办法》《乙办法》《丙办法》等2个文件。", Severity.WARNING),
    ],
)
def test_how_loud(text: str, severity: Severity) -> None:
    (finding,) = told(text)
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("paragraphs", "suggestion"),
    [
        (("全年抓了四件事：一是建章立制，二是规范执法，三是化解纠纷。",), "“四件”改为“三件”，或补上漏列的1项"),
        (("建立权力清单、责任清单3张清单。",), "“3张”改为“2张”，或补上漏列的1项"),
        (
            ("还有两个方面的不足：", "（一）力量薄弱。", "（二）宣传不够。", "（三）手段落后。"),
            "“两个”改为“三个”，或核对是否多列1项",
        ),
    ],
)
def test_what_would_mend_it(paragraphs: tuple[str, ...], suggestion: str) -> None:
    (finding,) = told(*paragraphs)
    assert finding.suggestion is not None and finding.suggestion.removesuffix("。") == suggestion


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("推进两项改革。", "一是高位推动。", "二是系统集成。", "三是为民导向。"),
        (
            "存在三个方面的问题：",
            "（一）力量薄弱。",
            "1.人手少。",
            "2.经费少。",
            "（二）宣传不够。",
            "（三）手段落后。",
        ),
        ("专题研究法治工作4次，一是研究机构编制，二是研究经费保障。",),
        ("推行“四减一增”，减环节、减材料、减时限、减跑动、增服务。",),
    ],
)
def test_left_alone(paragraphs: tuple[str, ...]) -> None:
    assert not told(*paragraphs)
