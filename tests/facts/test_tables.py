"""Tables: 合计 rows and columns, and cells against prose."""

from __future__ import annotations

from datetime import date

from checker.document.reading import read_bytes
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document

REPORT = """# 青石区人民政府关于2023年度法治政府建设情况的报告

全年收到行政复议申请100件，受理{accepted}件，审结90件。

| 单位 | 执法人员（人） | 行政处罚（件） |
| --- | --- | --- |
| 市场监管局 | 86 | 214 |
| 城市管理局 | 120 | 631 |
| 应急管理局 | 35 | 27 |
| 合计 | 241 | {total} |

| 指标 | 2022年 | 2023年 |
| --- | --- | --- |
| 行政复议收到申请（件） | 80 | 100 |
| 行政复议受理（件） | 78 | 97 |
"""


def checked(rulebook: Rulebook, accepted: int = 97, total: int = 872) -> Checked:
    text = REPORT.format(accepted=accepted, total=total)
    return check_document(
        read_bytes(text.encode(), "报告.md"),
        rulebook,
        date(2024, 2, 1),
        select=("numbers/*",),
        ignore=("numbers/core-*",),
    )


def test_sound_tables(rulebook: Rulebook) -> None:
    assert checked(rulebook).findings == ()


def test_a_wrong_total_names_its_cell(rulebook: Rulebook) -> None:
    (finding,) = checked(rulebook, total=827).findings
    assert finding.rule == "numbers/breakdown-sum"
    assert finding.suggestion is not None and "872" in finding.suggestion


def test_cells_are_compared_with_prose_of_the_same_year(rulebook: Rulebook) -> None:
    (finding,) = checked(rulebook, accepted=95).findings
    assert finding.rule == "numbers/mentions-conflict"
