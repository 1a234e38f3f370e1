from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.document.readers.plain import from_text
from checker.outline.model import Outline
from checker.outline.years import heading_year

from .wording import PROSE, report

OutlineOf = Callable[[str], Outline]


def _claims(outline: Outline) -> list[tuple[str, int]]:
    return [(claim.where, claim.year) for claim in outline.year_claims]


def test_every_source_claims(outline_of: OutlineOf) -> None:
    outline = outline_of(report(tail="青石区人民政府\n2022年1月20日"))
    assert _claims(outline) == [
        ("title", 2021),
        ("heading", 2021),
        ("plan_heading", 2021),
        ("lead", 2021),
        ("frequency", 2021),
        ("signature", 2021),
    ]
    assert outline.year == 2021


def test_claims_rest_on_words(outline_of: OutlineOf) -> None:
    text = report(tail="青石区人民政府\n2022年1月20日")
    document = from_text(text)
    assert [document.quote(claim.span) for claim in outline_of(text).year_claims] == [
        "2021", "2021", "2022", "2021年", "2021年", "2022年1月20日",
    ]  # fmt: skip


def test_one_slip_is_outvoted(outline_of: OutlineOf) -> None:
    slip = outline_of(report(head="青石区2020年度法治政府建设情况报告", tail="青石区人民政府\n2022年1月20日"))
    assert slip.year == 2021
    assert "标题指向2020年" in slip.year_source.reason
    stale = outline_of(report().replace("2022年工作安排", "2021年工作安排"))
    assert stale.year == 2021


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("", None),
        ("各项任务扎实推进。", None),
        ("2021年，各项任务扎实推进。", 2021),
        (report(head="", lead=PROSE, body=f"一、2021年主要举措\n{PROSE}"), 2021),
        (report(head="", lead=PROSE, body=f"一、主要举措\n{PROSE}\n二、2022年工作安排\n{PROSE}"), 2021),
        (report(head="", lead=PROSE, body=f"一、主要举措\n{PROSE}", tail="青石区人民政府\n2022年1月20日"), 2021),
        (report(head="", lead=PROSE, body=f"一、主要举措\n{PROSE}", tail="青石区人民政府\n2021年12月28日"), 2021),
        (
            report(
                head="",
                lead=PROSE,
                body="一、主要举措\n落实《行动计划（2019年版）》（青政〔2018〕2号）和2016-2020年规划。",
            ),
            None,
        ),
    ],
)
def test_year(text: str, year: int | None, outline_of: OutlineOf) -> None:
    assert outline_of(text).year == year


def test_years_within_the_plan_do_not_count(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n{PROSE}\n二、下步打算\n2022年抓好甲。2022年抓好乙。2022年抓好丙。2022年抓好丁。"
    outline = outline_of(report(head="", lead=f"2021年，{PROSE}", body=body))
    assert ("frequency", 2021) in _claims(outline)


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2021年主要举措", 2021),
        ("2021年度主要举措", 2021),
        ("主要举措", None),
        ("2020—2021年主要举措", None),
        ("2021年总结和2022年计划", None),
    ],
)
def test_heading_year(heading: str, year: int | None) -> None:
    named = heading_year(heading)
    assert (named[0] if named else None) == year
