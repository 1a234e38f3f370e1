"""Tables typed into plain text, and what only looks like one."""

from __future__ import annotations

import pytest

from checker.document.model import BlockKind
from checker.document.reading import read_bytes


def cells(text: str) -> list[list[str]]:
    """The cells of the tables of a text by row."""
    document = read_bytes(("关于法治政府建设情况的报告\n" + text).encode(), "报告.txt")
    rows: dict[tuple[int, int], dict[int, str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell is not None:
            rows.setdefault((block.cell.table, block.cell.row), {})[block.cell.column] = document.quote(block.span)
    return [[row[column] for column in sorted(row)] for _, row in sorted(rows.items())]


def test_blanks_that_line_up() -> None:
    text = "单位        受理    办结\n区公安分局  12      11\n合    计    12      11\n"
    assert cells(text) == [["单位", "受理", "办结"], ["区公安分局", "12", "11"], ["合    计", "12", "11"]]


def test_cells_between_tabs_with_some_missing_at_the_end() -> None:
    assert cells("单位\t受理\t备注\n甲镇\t12\n乙镇\t9\t含代办\n丙镇\t7\t\n")[1:3] == [
        ["甲镇", "12"],
        ["乙镇", "9", "含代办"],
    ]


def test_box_drawing_with_a_merged_cell() -> None:
    text = "┌────┬──┬──┐\n│单位│一│二│\n├────┼──┼──┤\n│甲镇│12│34│\n├────┴──┼──┤\n│合计   │34│\n└───────┴──┘\n"
    assert cells(text) == [["单位", "一", "二"], ["甲镇", "12", "34"], ["合计", "34"]]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\t1\n二、主要做法\t3\n三、存在问题\t5\n四、下一步打算\t7\n",
        "一、总体情况……1\n二、主要做法……3\n三、存在问题……5\n",
        "全年受理行政复议申请352件。  审结340件。\n今年开展培训12场。  参训3400人。\n制定文件8件。  备案8件。\n",
        "联系人：张某某    电话：12345\n审核人：李某某    日期：1月5日\n",
        "　　青石区人民政府\n　　2024年1月5日\n",
        "首页 | 新闻 | 政务公开\n",
    ],
)
def test_what_only_looks_like_a_table(text: str) -> None:
    assert cells(text) == []


def test_every_cell_is_a_place_in_the_file() -> None:
    text = "报告\n\n单位\t受理\n甲镇\t12\n乙镇\t９\n\n以上数据截至年底。\n"
    document = read_bytes(text.encode(), "报告.txt")
    assert document.text == text
    assert [document.quote(block.span) for block in document.blocks if block.cell is not None][2:] == [
        "甲镇", "12", "乙镇", "９",
    ]  # fmt: skip
