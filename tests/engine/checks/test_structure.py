from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.checks.organ_mismatch import names_clash
from checker.engine.model import Severity
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from tests.engine.checks.sound_reports import PARTY_GOVERNMENT, SOUND, WEB


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def structure(book: Rulebook, text: str) -> Checked:
    return check_document(from_text(text), book, date(2026, 3, 1), select=["structure/*"], strict=True)


def loud(checked: Checked) -> Iterator[tuple[str, str]]:
    return ((f.rule, f.message) for f in checked.findings if f.severity is not Severity.INFO)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_is_left_in_peace(book: Rulebook, name: str) -> None:
    checked = structure(book, SOUND[name])
    assert list(loud(checked)) == []
    assert len(checked.findings) <= 4


def without(text: str, heading: str) -> str:
    """The report without the first-level section whose heading holds these words."""
    section = rf"^[一二三四]、[^\n]*{heading}[^\n]*\n(?:(?![一二三四]、|特此报告).*\n)*"
    changed, count = re.subn(section, "", text, flags=re.MULTILINE)
    assert count == 1
    numbers = iter("一二三")
    return re.sub(r"^[一二三四](?=、)", lambda _: next(numbers), changed, flags=re.MULTILINE)


FAULTS: dict[str, Callable[[str], str]] = {
    "structure/title-missing": lambda text: text.split("\n\n", 1)[1],
    "structure/addressee-missing": lambda text: text.replace("市委、市政府：\n\n", ""),
    "structure/measures-missing": lambda text: without(text, "举措和成效"),
    "structure/problems-missing": lambda text: without(text, "不足和原因"),
    "structure/responsibility-missing": lambda text: without(text, "第一责任人"),
    "structure/plan-missing": lambda text: without(text, "主要安排"),
    "structure/numbering-gap": lambda text: text.replace("（二）健全行政决策", "（四）健全行政决策"),
    "structure/numbering-form": lambda text: text.replace("（二）健全行政决策", "二）健全行政决策"),
    "structure/signature-missing": lambda text: text.replace("中共青石区委员会　　青石区人民政府\n2023", "2023"),
    "structure/date-missing": lambda text: text.replace("2023年2月10日", ""),
    "structure/organ-mismatch": lambda text: text.replace(
        "中共青石区委员会　　青石区人民政府", "中共白沙区委员会　　白沙区人民政府"
    ),
    "structure/organ-mismatch of one": lambda text: text.replace(
        "中共青石区委员会　　青石区人民政府\n2023", "中共青石区委员会　　白沙区人民政府\n2023"
    ),
    "structure/request-in-report": lambda text: text.replace("特此报告。", "以上报告妥否，请批示。"),
    "structure/title-form": lambda text: text.replace("情况的报告\n", "情况的总结\n"),
    "structure/causes-missing": lambda text: re.sub("由于|导致|和原因|原因是", "", text),
    "structure/web-residue": lambda text: text.replace(
        "市委、市政府：\n", "【字号：大 中 小】 【打印】 【关闭】\n市委、市政府：\n"
    ),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_one_fault_gives_its_finding_and_no_other(book: Rulebook, rule: str) -> None:
    changed = FAULTS[rule](PARTY_GOVERNMENT)
    assert changed != PARTY_GOVERNMENT
    assert {found for found, _ in loud(structure(book, changed))} == {rule.partition(" ")[0]}


def test_numbers_that_are_only_passed_over_are_no_gap(book: Rulebook) -> None:
    text = "一、主要举措和成效\n1.加强培训。全年培训6期。\n2.6个专项行动：分类推进。\n3.规范案卷。评查案卷20件。\n"
    assert "structure/numbering-gap" not in dict(loud(structure(book, text)))


def test_many_breaks_are_told_as_one(book: Rulebook) -> None:
    items = "".join(f"（{n}）事项。全年办理6件。\n" for n in "一三五七九二四六八")
    found = structure(book, f"一、主要举措和成效\n{items}")
    gaps = [f for f in found.findings if f.rule == "structure/numbering-gap"]
    assert len(gaps) == 1
    assert "全文" in gaps[0].message


def test_a_web_copy_hears_of_head_and_tail_in_a_low_voice(book: Rulebook) -> None:
    found = {f.rule: f.severity for f in structure(book, WEB).findings}
    assert found["structure/signature-missing"] is Severity.INFO
    assert found["structure/date-missing"] is Severity.INFO


GENERIC = re.compile("委员会|人民政府|管理委员会|管委会|区委|局|中共|政府")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("云溪县人民政府", "云溪县政府", False),
        ("青石高新区管委会", "青石高新技术产业开发区管理委员会", False),
        ("临江市青石区人民政府", "青石区人民政府", False),
        ("青石区", "中共青石区委员会", False),
        ("云溪县人民政府", "青石区人民政府", True),
        ("云溪县司法局", "云溪县民政局", True),
    ],
)
def test_names_clash(one: str, other: str, clash: bool) -> None:
    assert names_clash(one, other, GENERIC) is clash
    assert names_clash(other, one, GENERIC) is clash
