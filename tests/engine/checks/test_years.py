from __future__ import annotations

from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.model import Severity, Status
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document, read_report
from checker.engine.text.report_year import settled_year
from tests.engine.checks.sound_reports import SOUND
from tests.engine.checks.sound_years import DISTRICT_2021

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def years(book: Rulebook, text: str, year: int | None = None) -> Checked:
    request = ProfileRequest(year=year)
    return check_document(from_text(text), book, TODAY, select=["years/*"], request=request, strict=True)


def loud(checked: Checked) -> list[tuple[str, str, str]]:
    return [(f.rule, f.quote, f.message) for f in checked.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_is_left_in_peace(book: Rulebook, name: str) -> None:
    found = [fault for fault in loud(years(book, SOUND[name])) if fault[0] != "years/stale-basis"]
    assert found == []


def test_years_in_good_order_are_left_in_peace(book: Rulebook) -> None:
    assert years(book, DISTRICT_2021).findings == ()


PLANTED = [
    # the report's own year
    ("years/title-vs-body", "关于2021年度法治政府建设情况", "关于2020年度法治政府建设情况"),
    ("years/title-vs-body", "关于2021年度法治政府建设情况", "关于2012年度法治政府建设情况"),
    ("years/title-vs-body", "现将2021年度法治", "现将2020年度法治"),
    ("years/heading-year", "一、2021年党政", "一、2020年党政"),
    ("years/heading-year", "二、2021年推进", "二、2022年推进"),
    ("years/heading-year", "三、2021年推进", "三、2020年推进"),
    ("years/plan-year", "四、2022年推进", "四、2021年推进"),
    ("years/plan-year", "四、2022年推进", "四、2023年推进"),
    ("years/plan-year", "（一）深入贯彻《法治中国", "2021年，我区将深入贯彻《法治中国"),
    ("years/plan-year", "2022年6月底前完成", "到2021年底前完成"),
    ("years/signature-year", "2022年2月11日", "2021年2月11日"),
    ("years/signature-year", "2022年2月11日", "2023年2月11日"),
    ("years/deadline", "2022年2月11日", "2022年4月11日"),
    # years in the prose
    ("years/out-of-place-year", "2021年，全区共收到", "2022年，全区共收到"),
    ("years/out-of-place-year", "全年审查规范性文件11件", "2020年，审查规范性文件11件"),
    ("years/out-of-place-year", "2021年9月，赴云溪县", "2022年9月，赴云溪县"),
    ("years/out-of-place-year", "组织开展2021年度行政执法", "组织开展2020年度行政执法"),
    ("years/out-of-place-year", "《青石区2021年度重大行政", "《青石区2020年度重大行政"),
    ("years/stale-year", "《青石区2021年度重大行政", "《青石区2012年度重大行政"),
    ("years/stale-year", "全年审查规范性文件11件", "2018年，审查规范性文件11件"),
    # periods
    ("years/period-name", "纲要（2021－2025年）》为主线", "纲要（2021－2026年）》为主线"),
    ("years/period-name", "纲要（2021－2025年）》为主线", "纲要（20212025年）》为主线"),
    ("years/period-name", "规划（2020－2025年）", "规划（2020－2024年）"),
    ("years/period-name", "规划（2021－2025年）", "规划（2020－2025年）"),
    ("years/period-name", "全面实施“八五”普法规划", "全面实施“七五”普法规划"),
    ("years/period-name", "规划（2021－2025年）", "规划（2025－2021年）"),
    # meetings, laws, formulas
    ("years/meeting-not-held", "五中、六中全会", "五中、六中、七中全会"),
    ("years/meeting-not-held", "五中、六中全会", "五中、六中、八中全会"),
    ("years/meeting-not-held", "党的十九大和十九届", "党的二十大和十九届"),
    ("years/law-not-in-force", "《个人信息保护法》", "《反电信网络诈骗法》"),
    ("years/law-not-in-force", "培训执法人员420人次", "严格执行《噪声污染防治法》"),
    ("years/law-not-in-force", "新修订的《行政处罚法》", "新修订的《行政复议法》"),
    ("years/law-not-in-force", "废止9件", "依据《法律援助法》办理案件36件"),
    ("years/repealed-law", "《民法典》", "《民法典》《婚姻法》"),
    (
        "years/stale-basis",
        "法治政府建设实施纲要（2021－2025年）》为主线",
        "法治政府建设实施纲要（2015－2020年）》为主线",
    ),
    ("years/formula-too-early", "党史学习教育", "党纪学习教育"),
    # words that point from the day of writing
    ("years/stale-as-of", "截至2021年底", "截至目前"),
    ("years/stale-as-of", "截至12月31日", "截止11月底"),
    ("years/stale-forecast", "评查案卷160件", "预计年底评查案卷160件"),
    ("years/stale-forecast", "列入事项5项", "列入事项5项，届时一并公布"),
]


@pytest.mark.parametrize(("rule", "old", "new"), PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(book: Rulebook, rule: str, old: str, new: str) -> None:
    assert DISTRICT_2021.count(old) == 1
    found = loud(years(book, DISTRICT_2021.replace(old, new)))
    assert rule in {fault[0] for fault in found}
    assert [fault for fault in found if fault[0] != rule] == []


def test_the_parts_of_a_report_vote_on_its_year(book: Rulebook) -> None:
    wrong = DISTRICT_2021.replace("关于2021年度", "关于2019年度")
    settled = settled_year(read_report(from_text(wrong), book, TODAY))
    assert settled.year == 2021
    assert not settled.given


def test_what_the_user_says_outvotes_the_parts(book: Rulebook) -> None:
    settled = settled_year(read_report(from_text(DISTRICT_2021), book, TODAY, ProfileRequest(year=2019)))
    assert settled.year == 2019
    assert settled.given


def test_a_report_of_another_kind_is_not_judged_by_its_years(book: Rulebook) -> None:
    text = "2022年青石区政府工作报告\n" + "一、2021年工作回顾\n过去一年，全区新建道路32公里，绿化荒山1200亩。\n" * 20
    statuses = {o.rule: o.status for o in years(book, text).outcomes}
    assert statuses["years/title-vs-body"] is Status.NOT_APPLICABLE
    assert statuses["years/heading-year"] is Status.NOT_APPLICABLE


def test_nothing_passes_in_silence(book: Rulebook) -> None:
    outcomes = years(book, "各级行政机关认真履行职责。").outcomes
    assert all(o.reason for o in outcomes if o.status not in (Status.PASS, Status.FAIL))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020年，宣传《民法典》，提供合同法律服务，审理劳动合同法案件。", 2020),
        ("2020年，落实《青石省优化营商环境条例》《青石省信访条例》。", 2020),
        ("2022年，清理不符合《民法典》《婚姻法》旧规定的文件。", 2022),
        ("2023年，配合做好《民营经济促进法（草案）》征求意见。", 2023),
        ("2021年，开展十大类二十大项活动，第二十届运动会、十九届三次会议顺利召开。", 2021),
        ("“十三五”后三年（2018－2020年），累计办理案件300件。", 2020),
        ("2020年，受理案件100件，比2019年增加20件，增长25%。以2018年为基数，翻了一番。", 2020),
        ("2019年12月印发实施方案后，2020年全面推开。早在2017年，全区即开展试点。", 2020),
        ("继2018年荣获先进后，2020年再获表彰。2018年被确定为全国试点，成立工作专班。", 2020),
        ("2021年是“十四五”开局之年。2021年1月起，全面推行电子证照。", 2020),
    ],
)
def test_traps(book: Rulebook, text: str, year: int) -> None:
    assert loud(years(book, text, year)) == []
