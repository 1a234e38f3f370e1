from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.outline.model import Outline, Role
from checker.outline.roles import TopHeading, announced, assign_roles
from checker.outline.vocabulary import OutlineVocabulary

from .wording import PROSE, letters, report, roles_of

OutlineOf = Callable[[str], Outline]

ACHIEVEMENTS = [
    "2021年推进法治政府建设的主要举措和成效",
    "工作开展情况",
    "法治政府建设推进措施和成效",
    "主要举措和工作成效",
    "2019年推进法治政府建设情况",
    "主要工作成效",
    "2018年法治政府建设基本情况",
    "主要举措与成效",
    "法治建设工作开展情况",
    "2022年法治政府建设工作情况",
    "2021年度推进法治政府建设主要举措与成效",
    "法治政府建设情况",
    "主要举措和成效",
    "2021年度法治政府建设举措及成效",
    "主要工作及成效",
    "2022年法治政府建设主要措施",
    "基本情况和主要成效",
    "推进法治建设的主要举措和突出成效",
    "推进法治政府建设的主要举措",
    "主要工作举措及成效",
    "全年工作完成情况",
    "主要举措及成效",
    "2016年工作完成情况",
    "主要做法及成效",
    "一年来的主要工作",
    "工作亮点",
    "过去一年工作回顾",
    "2021年工作总结",
    "重点工作推进情况",
    "取得的主要成效",
    "上年度法治建设工作成果",
    "2021年主要工作开展情况及取得的成效",
    "2023年法治政府建设的主要做法和亮点",
    "上一年度推进法治政府建设的主要举措和成效",
]

RESPONSIBILITY = [
    "2021年党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况",
    "全面履行推进法治建设第一责任人职责",
    "县政府主要负责同志履行推进法治建设第一责任人职责情况",
    "党政主要负责人履行推进法治建设第一责任人职责，加强推进法治政府建设情况",
    "履行法治建设第一责任人职责情况",
    "2023年度党政主要负责人履行推进法治建设第一责任人职责的有关情况",
    "主要负责人述法情况",
    "全面加强党的领导，认真履行主体责任",
    "全面加强党对法治建设的领导",
    "坚持党的领导，坚决扛牢法治政府建设政治责任",
]

PROBLEMS = [
    "2021年推进法治政府建设存在的不足和原因",
    "存在的不足和原因",
    "存在的问题",
    "法治政府建设存在的主要问题",
    "问题短板",
    "存在的主要问题和不足",
    "存在问题及原因分析",
    "存在的问题和短板",
    "存在的短板和不足",
    "存在的困难和问题",
    "面临的问题与挑战",
    "存在的薄弱环节",
    "主要问题和薄弱环节",
    "工作中存在的问题与不足",
    "存在的差距和不足",
    "问题和不足",
    "当前存在的问题",
    "困难与不足",
    "短板弱项",
    "法治政府建设中的不足之处",
    "面临的困难",
    "2022年法治政府建设存在的差距",
]

PLAN = [
    "2022年推进法治政府建设的主要安排",
    "2021年工作思路",
    "2023年法治政府建设工作打算",
    "改进措施",
    "下一步工作打算",
    "下步工作安排",
    "下一年度推进法治政府建设的主要安排",
    "2024年重点工作安排",
    "2025年工作计划",
    "今后工作打算",
    "工作展望",
    "下一步工作思路和措施",
    "2023年工作展望",
    "下一步推进法治政府建设的主要举措",
    "整改措施及下一步打算",
    "下一步工作",
    "努力方向",
    "下一阶段工作思路",
    "下一步打算及工作措施",
    "明年工作安排",
    "对策建议",
    "下一步重点工作",
    "改进方向",
    "工作谋划",
]

SEVERAL = {
    "不足与展望": "PN",
    "问题和下步打算": "PN",
    "存在的不足和下一步工作打算": "PN",
    "存在的不足、原因及改进措施": "PN",
    "存在问题及整改措施": "PN",
    "存在的主要问题及解决措施": "PN",
    "工作成效和存在问题": "AP",
    "主要举措、成效及存在的不足": "AP",
    "取得的成绩、存在的问题及下一步打算": "APN",
    "工作开展情况和下一步打算": "AN",
    "2021年工作总结和2022年工作计划": "AN",
    "其他需要报告的情况": "O",
    "其他需要说明的事项": "O",
}

# One subject each; words like 问题, 措施 and 部署 in them announce nothing.
SUBJECTS = [
    "政府职能更加高效",
    "依法决策能力稳步增强",
    "着力解决群众急难愁盼问题",
    "补齐短板弱项，提升执法质效",
    "坚持问题导向，强化督察整改",
    "健全行政执法工作体系",
    "落实“十四五”规划部署，推进依法决策",
    "普法工作成效不断提升",
    "强化组织领导，压实工作措施",
    "完善突发事件应对体系，提升应急处置能力",
    "有效防范化解重大风险挑战",
    "统筹工作安排部署，提升服务质效",
    "全面谋划法治政府建设",
    "法治政府建设水平持续提升",
]


def _alone(text: str, vocabulary: OutlineVocabulary) -> str:
    said = announced(text, vocabulary.roles)
    body = "区政府主要负责人认真履行推进法治建设第一责任人职责。"
    return letters(assign_roles([TopHeading(text, None, body, said)], None, vocabulary.roles)[0])


@pytest.mark.parametrize(
    ("expected", "headings"), [("A", ACHIEVEMENTS), ("R", RESPONSIBILITY), ("P", PROBLEMS), ("N", PLAN)]
)
def test_one_role(expected: str, headings: list[str], vocabulary: OutlineVocabulary) -> None:
    assert {heading: _alone(heading, vocabulary) for heading in headings} == dict.fromkeys(headings, expected)


def test_several_roles(vocabulary: OutlineVocabulary) -> None:
    assert {heading: _alone(heading, vocabulary) for heading in SEVERAL} == SEVERAL


def test_subjects_announce_nothing_clearly(vocabulary: OutlineVocabulary) -> None:
    said = {heading: announced(heading, vocabulary.roles) for heading in SUBJECTS}
    wrong = [h for h, one in said.items() if one.clear or not set(one.roles) <= {Role.ACHIEVEMENTS}]
    assert wrong == []


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("第一责任人履职情况 2021年主要举措和成效 存在的不足 2022年主要安排", "R A P N"),
        ("2021年主要举措和成效 第一责任人履职情况 存在的不足 2022年主要安排", "A R P N"),
        ("主要成效 存在的不足和原因 第一责任人履职情况 下步打算", "A P R N"),
        ("依法履职更加高效 科学决策水平提升 执法行为更加规范 问题短板 改进措施", "A A A P N"),
        ("履行第一责任人职责 依法履职更加高效 普法工作成效不断提升 问题短板 改进措施", "R A A P N"),
        ("主要举措和成效 智慧执法品牌创建 存在的问题 下步打算", "A O P N"),
        ("主要举措和成效 存在的问题和下步打算", "A (PN)"),
        ("主要举措和成效 存在的问题 下步打算 其他需要报告的情况", "A P N O"),
        ("工作开展情况 存在的问题 2022年法治政府建设重点任务", "A P N"),
        ("2021年法治政府建设主要措施 存在的问题 2022年法治政府建设主要措施", "A P N"),
        ("第一责任人履职的主要举措和成效 存在的问题 下步打算", "(RA) P N"),
        ("第一责任人履职的主要举措 法治政府建设主要成效 存在的问题 下步打算", "R A P N"),
        ("2021年主要举措和成效 2021年存在的不足 2021年工作思路", "A P N"),
    ],
)
def test_sections_judged_together(headings: str, expected: str, outline_of: OutlineOf) -> None:
    numerals = "一二三四五六七八"
    body = "\n".join(f"{numeral}、{words}\n{PROSE}" for numeral, words in zip(numerals, headings.split(), strict=False))
    assert roles_of(outline_of(report(body=body))) == expected


def test_title_year_may_be_a_slip(outline_of: OutlineOf) -> None:
    body = f"一、2021年主要举措和成效\n{PROSE}\n二、2021年存在的不足\n{PROSE}\n三、2022年主要安排\n{PROSE}"
    assert roles_of(outline_of(report(head="青石区2020年度法治政府建设情况报告", body=body))) == "A P N"


def test_leadership_is_the_responsibility_section_only_when_its_text_says_so(outline_of: OutlineOf) -> None:
    rest = f"二、规范执法\n{PROSE}\n三、存在的问题\n{PROSE}\n四、下步打算\n{PROSE}"
    said = f"一、全面加强党的领导\n区委书记、区长认真履行第一责任人职责。\n{rest}"
    unsaid = f"一、全面加强党的领导\n{PROSE}\n{rest}"
    assert roles_of(outline_of(report(body=said))) == "R A P N"
    assert roles_of(outline_of(report(body=unsaid))) == "A A P N"


def test_items_that_carry_responsibility(outline_of: OutlineOf) -> None:
    body = f"""一、主要举措和成效
（一）切实履行第一责任人职责。{PROSE}
（二）规范执法。一是严格落实述法制度。{PROSE}二是强化培训。{PROSE}
（三）健全领导体制。区委、区政府主要领导履行第一责任人职责。
（四）强化组织领导。{PROSE}
二、存在的问题
{PROSE}
三、下步打算
（一）压实第一责任人职责。{PROSE}"""
    outline = outline_of(report(body=body))
    found = [section.heading.text for section in outline.items_by_role(Role.RESPONSIBILITY)]
    assert found == ["切实履行第一责任人职责", "严格落实述法制度", "健全领导体制"]
    assert outline.by_role(Role.RESPONSIBILITY) == ()


def test_by_role_finds_merged_sections(outline_of: OutlineOf) -> None:
    outline = outline_of(report(body=f"一、主要举措\n{PROSE}\n二、存在的问题和下步打算\n{PROSE}"))
    (merged,) = outline.by_role(Role.PLAN)
    assert merged.role is Role.PROBLEMS
    assert outline.by_role(Role.PROBLEMS) == (merged,)
