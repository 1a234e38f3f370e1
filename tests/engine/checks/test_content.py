from __future__ import annotations

from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.checklist.gazetteer import Gazetteer
from checker.engine.checks.private_data import is_bank_card, is_identity_number
from checker.engine.model import Severity
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from tests.engine.checks.sound_reports import SOUND
from tests.engine.checks.sound_years import DISTRICT_2021


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def content(book: Rulebook, text: str) -> Checked:
    return check_document(from_text(text), book, date(2026, 3, 1), select=["content/*"], strict=True)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_is_left_in_peace(book: Rulebook, name: str) -> None:
    assert content(book, SOUND[name]).findings == ()


def test_visits_and_neighbours_are_left_in_peace(book: Rulebook) -> None:
    assert content(book, DISTRICT_2021).findings == ()


HOOK = "评查案卷160件。"
PLANTED = [
    ("content/private-data", "error", "评查案卷160件，联系人电话13912345678。"),
    ("content/private-data", "error", "评查案卷160件，当事人身份证号11010519491231002X。"),
    ("content/private-data", "error", "评查案卷160件，罚款汇入卡号6222020000000000000。"),
    ("content/private-data", "warning", "评查案卷160件，意见请寄pingcha2021@163.com。"),
    ("content/private-data", "warning", "评查案卷160件，查扣车辆鲁C8F123。"),
    ("content/private-data", "info", "评查案卷160件，申请人刘建平不服处罚决定。"),
    ("content/private-data", "info", "评查案卷160件，邀请王晓东律师参加。"),
    ("content/classified-mark", "error", "评查案卷160件（内部资料）。"),
    ("content/wrong-level", "warning", "评查案卷160件，我镇执法水平明显提升。"),
    ("content/wrong-level", "warning", "评查案卷160件，本局高度重视整改。"),
    ("content/wrong-level", "warning", "评查案卷160件，我县执法水平明显提升。"),
    ("content/wrong-place", "warning", "评查案卷160件。青石县各级行政机关举一反三。"),
    ("content/wrong-place", "warning", "评查案卷160件，白沙区政府专题研究。"),
    ("content/placeholder", "error", "评查案卷XX件。"),
    ("content/placeholder", "error", "评查案卷××件。"),
    ("content/placeholder", "error", "评查案卷*件。"),
    ("content/placeholder", "error", "20XX年评查案卷160件。"),
    ("content/placeholder", "error", "评查案卷160件，详见错误!未找到引用源。"),
    ("content/placeholder", "error", "评查案卷____件。"),
    ("content/placeholder", "error", "评查案卷【待补充】件。"),
    ("content/placeholder", "error", "××区评查案卷160件。"),
]


@pytest.mark.parametrize(("rule", "severity", "words"), PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(book: Rulebook, rule: str, severity: str, words: str) -> None:
    assert DISTRICT_2021.count(HOOK) == 1
    found = content(book, DISTRICT_2021.replace(HOOK, words)).findings
    assert [(f.rule, f.severity.value) for f in found] == [(rule, severity)]


@pytest.mark.parametrize(
    "words",
    [
        "12345热线受理诉求611663件，拨打0533-2222222咨询。",
        "统一社会信用代码91370300MA3C0X1234，文号〔2021〕12号，索引号K16059520/2021-106128。",
        "申请人张某、当事人李某某达成和解，第三人放弃权利，原告方撤诉，群众满意率98%。",
        "聘请公职律师12名、专职律师团队2支，法律顾问律师全程参与，由顾问律师把关。",
        "采用“3+X”模式，建设5G基站，配发XXL号反光背心，面积4×4米，测得PM2.5为38。",
        "区长王建国主持召开会议，副区长李卫东参加。",
        "宣传保守国家秘密法，查处侵犯商业秘密案件3件，落实保密工作责任制。",
        "各镇要把法治建设摆在本镇的重要位置，督促各部门抓好本部门工作。“我镇我家”活动深入人心。",
        "借鉴浙江省诸暨市“枫桥经验”，与云溪县签订协议，赴北京市朝阳区考察。",
        "滨海城市建设提速，新市区面貌一新，县域经济发展，青石市场繁荣。",
        "某公司诉区市场监管局一案，××公司与××公司纠纷案调解成功。",
    ],
)
def test_traps(book: Rulebook, words: str) -> None:
    found = content(book, DISTRICT_2021.replace(HOOK, HOOK + words)).findings
    assert [f for f in found if f.severity is not Severity.INFO] == []


def test_check_digits() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("110105194913310020")
    assert is_bank_card("6222020000000000000")
    assert not is_bank_card("6222020000000000001")


def test_a_placeholder_in_markdown_is_not_emphasis(book: Rulebook) -> None:
    document = from_text("全年共评查**160**件，**区委**高度重视。", format="md")
    checked = check_document(document, book, date(2026, 3, 1), select=["content/placeholder"], strict=True)
    assert checked.findings == ()


def test_gazetteer_knows_what_lies_in_what() -> None:
    table = Gazetteer(provinces={"临江省": "临江市: 青石区 云溪县\n省直辖县: 白沙市"}, generic=("省直辖县",))
    assert table.within("临江市") == {"青石区", "云溪县"}
    assert table.by_name["白沙市"][0].city == ""
    assert table.places_in("到青石区、白沙市") == [("青石区", 1, 4), ("白沙市", 5, 8)]


REAL = """\
齐齐哈尔市{own}2021年度法治政府建设情况报告
2021年，{own}认真落实各项任务，现将有关情况报告如下：
一、主要举措和成效
黑龙江省、齐齐哈尔市作出部署后，{own}召开推进会2次。{words}
二、2022年工作打算
加强执法培训。
"""


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("道里区认真落实行政执法三项制度。", "warning"),
        ("推进道里区法治建设。", "warning"),
        ("龙沙区认真落实行政执法三项制度。", "warning"),
        ("与龙沙区联合执法，赴道里区考察，支援甘肃省临夏县。", None),
        ("铁锋区、龙沙区、甘南县同步推进。", None),
    ],
)
def test_places_of_the_gazetteer(book: Rulebook, words: str, severity: str | None) -> None:
    found = content(book, REAL.format(own="建华区", words=words)).findings
    assert [f.severity.value for f in found] == ([severity] if severity else [])
