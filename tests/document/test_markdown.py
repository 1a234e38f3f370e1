"""Markdown: what a mark means, and that nothing moves."""

from __future__ import annotations

from checker.document.model import BlockKind, Document
from checker.document.readers.plain import from_text, read

TEXT = """\
# 青石区2023年度法治政府建设情况报告

**临江市委：**

## 一、主要举措

### （一）健全制度

全年收到行政复议申请**206件**，受理`187件`，见[公开网站](https://example.cn/a_b)。

- 维持*96件*
* 撤销12件
1. 第一项
2\\. 第二项

> 引文一段。

| 类别 | 件数 |
| --- | ---: |
| 收到 | 206 |
| 受理 |  |

---
<!-- 内部说明 -->
2024年1月26日
"""


def document() -> Document:
    return from_text(TEXT, "x.md", "md")


def test_lengths_and_lines_stay() -> None:
    assert len(document().text) == len(TEXT)
    assert document().text.count("\n") == TEXT.count("\n")


def test_words_without_marks() -> None:
    assert [passage.text for passage in document().passages] == [
        "青石区2023年度法治政府建设情况报告",
        "临江市委：",
        "一、主要举措",
        "（一）健全制度",
        "全年收到行政复议申请206件，受理187件，见公开网站。",
        "维持96件",
        "撤销12件",
        "1.第一项",
        "2.第二项",
        "引文一段。",
        "类别",
        "件数",
        "收到",
        "206",
        "受理",
        "",
        "2024年1月26日",
    ]


def test_headings() -> None:
    assert [block.heading for block in document().blocks[:4]] == [0, None, 1, 2]


def test_several_first_level_headings_are_sections() -> None:
    blocks = from_text("# 一、举措\n\n正文。\n\n# 二、不足\n\n正文。\n", "x.md", "md").blocks
    assert [block.heading for block in blocks] == [1, None, 1, None]


def test_underlined_headings() -> None:
    blocks = from_text("年度报告\n====\n\n一、举措\n----\n\n正文。\n", "x.md", "md").blocks
    assert [block.heading for block in blocks] == [0, 1, None]


def test_cells() -> None:
    cells = [block.cell for block in document().blocks if block.cell]
    assert [(cell.table, cell.row, cell.column) for cell in cells] == [(0, r, c) for r in range(3) for c in range(2)]


def test_front_matter_is_furniture() -> None:
    found = from_text("---\ntitle: 报告\ndate: 2024\n---\n正文。\n", "x.md", "md")
    assert [found.quote(block.span) for block in found.prose] == ["正文。"]
    assert found.blocks[0].kind is BlockKind.FURNITURE


def test_stars_that_are_no_emphasis_stay() -> None:
    found = from_text("新增*次检查，3 * 4 = 12，占地5*6米。", "x.md", "md")
    assert "3 * 4" in found.text


def test_read_by_extension() -> None:
    assert read(TEXT.encode(), "年度报告.md").format == "md"
