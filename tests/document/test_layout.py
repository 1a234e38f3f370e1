from __future__ import annotations

import random
from dataclasses import replace

import pytest

from checker.document.layout import Glyph, Sheet, compose
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import BlockKind, Document
from checker.errors import ReadError
from tests.document.sample import LINES
from tests.document.typeset import HEIGHT, WIDTH, Page, Run, Style, sheets, steps, table, typeset, width

# Long enough for five pages, with paragraphs of every length.
REPORT = (
    *LINES[:4],
    *(
        f"{number}.第{number}项工作。"
        + "全区各级行政机关依法履职，办理事项“一次办好”，群众满意率稳步提升。" * (number % 5)
        + "末句" * number
        + "。"
        for number in range(1, 26)
    ),
    *LINES[4:],
)


def read(pages: list[Page], limits: Limits = DEFAULT_LIMITS) -> Document:
    return compose(sheets(pages), "x.pdf", "pdf", limits)


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def line(text: str, left: float, base: float, size: float = 16.0) -> Run:
    return Run(left, base, size, text, steps(text, size))


@pytest.mark.parametrize(
    "style",
    [
        Style(),
        Style(size=12.0, pitch=20.0, header="青石区人民政府文件", number="第{}页"),
        Style(indent=0.0, after=10.0, number="- {} -"),
        Style(size=14.0, pitch=30.0, right=527.0, number="{}/9"),
        Style(number=""),
    ],
)
def test_paragraphs_come_back_whole(style: Style) -> None:
    document = read(typeset(REPORT, style))
    assert words(document) == list(REPORT)
    assert document.pages == len(typeset(REPORT, style))


def test_order_of_drawing_does_not_matter() -> None:
    pages = typeset(REPORT)
    plain = read(pages)
    for page in pages:
        random.Random(7).shuffle(page.runs)
    assert read(pages) == plain


def test_furniture_is_apart_and_after_the_paragraph_it_cuts() -> None:
    document = read(typeset(REPORT, Style(header="临江市青石区")))
    furniture = words(document, BlockKind.FURNITURE)
    assert furniture[:3] == ["— 1 —", "临江市青石区", "— 2 —"] or furniture[:3] == [
        "临江市青石区",
        "— 1 —",
        "临江市青石区",
    ]
    assert len(furniture) == 2 * (document.pages or 0)
    crossing = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH and block.anchor.page == 1][-1]
    assert document.quote(crossing.span) in REPORT


def test_anchors_lead_to_page_and_box() -> None:
    document = read(typeset(REPORT))
    first = document.blocks[0]
    assert first.heading == 0
    assert first.anchor.page == 1
    assert first.anchor.box is not None
    left, top, right, bottom = first.anchor.box
    assert 79 <= left < right <= 527
    assert 80 < top < 105 < bottom < 112
    pages = [block.anchor.page for block in document.prose]
    assert pages == sorted(pages, key=lambda page: page or 0)


def test_a_title_over_several_lines_stays_in_lines() -> None:
    title = "中共青石区委青石区人民政府关于二〇二三年度法治政府建设情况的报告"
    document = read(typeset((title, *LINES[1:])))
    assert words(document)[:2] == [title[:20], title[20:]]
    assert [block.heading for block in document.blocks[:3]] == [0, 0, None]


def test_characters_drawn_twice_count_once() -> None:
    pages = typeset(LINES)
    for page in pages:
        bold = [replace(run, left=run.left + 0.4) for run in page.runs]
        page.runs.extend(bold)
    assert words(read(pages)) == list(LINES)


def test_doubled_letters_are_no_copies() -> None:
    pages = typeset(
        (LINES[0], "热线电话12345、11122，网址www.qingshi.gov.cn，共计100000人次，“一网通办”。", *LINES[-3:])
    )
    assert words(read(pages))[1].startswith("热线电话12345、11122，网址www.qingshi.gov.cn，共计100000人次")


def test_blanks_between_words_and_wide_gaps() -> None:
    page = Page([line("WPS", 100, 200), line("Office", 140, 200), line("局长", 100, 240), line("张某", 180, 240)])
    assert words(read([page])) == ["WPS Office", "局长 张某"]


def test_a_space_of_a_quarter_between_chinese_and_figures_is_none() -> None:
    page = Page([line("全年", 100, 200), line("37", 136, 200), line("件", 156, 200)])
    assert words(read([page])) == ["全年37件"]


def test_raised_note_marks_are_no_figures() -> None:
    page = Page([line("全年收到申请37件", 100, 200), line("1", 100 + width("全年收到申请37件", 16), 193, 9)])
    assert words(read([page])) == ["全年收到申请37件¹"]


def test_footnotes() -> None:
    pages = typeset(LINES, Style(bottom=500.0))
    pages[0].runs.append(line("① 数据截至2023年12月31日。", 79, 700, 10.5))
    document = read(pages)
    assert words(document, BlockKind.FOOTNOTE) == ["① 数据截至2023年12月31日。"]
    assert words(document) == list(LINES)


def test_the_toolbar_of_a_printed_web_page() -> None:
    page = Page([line("大", 100, 200), line("中", 121, 200), line("小", 142, 200), line("正文在此。", 100, 240)])
    document = read([page])
    assert words(document) == ["正文在此。"]
    assert words(document, BlockKind.FURNITURE) == ["大中小"]


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    page = Page([line("受理件数", 100, 400), line("37", 100, 430), line("— 1 —", 280, 800, 12)])
    document = read([page])
    assert words(document) == ["受理件数", "37"]
    assert words(document, BlockKind.FURNITURE) == ["— 1 —"]


def test_what_a_browser_prints_in_the_margins() -> None:
    pages = typeset(LINES, Style(number=""))
    for number, page in enumerate(pages, 1):
        page.runs += [line("2024/1/26 10:03", 30, 20, 8), line("年度报告-区政府", 260, 20, 8)]
        page.runs += [line("https://www.example.gov.cn/art/1.html", 30, 830, 8), line(f"{number}/2", 560, 830, 8)]
    assert words(read(pages)) == list(LINES)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

ROWS = (("项目", "2022年", "2023年"), ("行政复议", "86件", "112件"), ("行政应诉", "41件", "37件"))


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    return {
        (block.cell.table, block.cell.row, block.cell.column): document.quote(block.span)
        for block in document.blocks
        if block.cell
    }


def test_a_ruled_table() -> None:
    page = Page([line("附表如下。", 79, 80)])
    table(page, ROWS, 79, 100)
    page.runs.append(line("以上为立案口径。", 79, 220))
    document = read([page])
    assert cells(document) == {(0, r, c): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, *[BlockKind.CELL] * 9, BlockKind.PARAGRAPH]


def test_a_table_open_at_the_sides() -> None:
    page = Page()
    table(page, ROWS, 79, 100)
    page.rules = [rule for rule in page.rules if rule[1] == rule[3] or 80 < rule[0] < 300]
    assert len(cells(read([page]))) == 9


def test_merged_cells() -> None:
    page = Page()
    table(page, (("合计", "", "右"), ("左", "上", "甲"), ("", "下", "乙")), 79, 100)
    # Take away the rule between the first two cells of row 0, and the one between rows 1 and 2 of column 0.
    page.rules.remove((169.0, 100.0, 169.0, 172.0))
    page.rules.append((169.0, 124.0, 169.0, 172.0))
    page.rules.remove((79.0, 148.0, 349.0, 148.0))
    page.rules.append((169.0, 148.0, 349.0, 148.0))
    document = read([page])
    shape = {
        document.quote(block.span): (block.cell.row, block.cell.column, block.cell.rows, block.cell.columns)
        for block in document.blocks
        if block.cell
    }
    assert shape["合计"] == (0, 0, 1, 2)
    assert shape["左"] == (1, 0, 2, 1)
    assert shape["下"] == (2, 1, 1, 1)


def test_a_table_goes_on_over_the_page() -> None:
    one, two = Page([line("— 1 —", 280, 800, 12)]), Page([line("— 2 —", 280, 800, 12)])
    table(one, ROWS, 79, 600)
    table(two, ROWS[1:], 79, 100)
    document = read([one, two])
    assert {key[0] for key in cells(document)} == {0}
    assert cells(document)[0, 3, 0] == "行政复议"


def test_a_table_without_rules() -> None:
    page = Page()
    for number, row in enumerate(ROWS):
        page.runs += [line(text, 100 + 120 * column, 100 + 28 * number) for column, text in enumerate(row)]
    assert cells(read([page]))[0, 2, 1] == "41件"


def test_a_frame_and_lone_rules_are_no_table() -> None:
    pages = typeset(LINES)
    box = (70.0, 60.0, 540.0, 780.0)
    for page in pages:
        page.rules += [(box[0], y, box[2], y) for y in (box[1], box[3])] + [
            (x, box[1], x, box[3]) for x in (box[0], box[2])
        ]
        page.rules.append((79.0, 90.0, 527.0, 90.0))
    assert words(read(pages)) == list(LINES)


def test_text_that_a_table_puts_side_by_side_is_prose() -> None:
    page = Page()
    table(page, (("左边是正文", "右边是正文"),), 79, 100)
    document = read([page])
    assert not cells(document)
    assert words(document) == ["左边是正文", "右边是正文"]


# ── columns ─────────────────────────────────────────────────────────────────────────────────────


def test_two_columns_are_read_one_after_the_other() -> None:
    words_of_column = "法治政府建设是全面依法治国的重点任务和主体工程" * 12
    left = [words_of_column[i : i + 14] for i in range(0, 14 * 16, 14)]
    right = [words_of_column[i + 5 : i + 19] for i in range(0, 14 * 16, 14)]
    page = Page([line("双栏排印的年度报告", 220, 80)])
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        page.runs += [line(one, 60, 130 + 24 * number, 14), line(other, 320, 130 + 24 * number, 14)]
    document = read([page])
    assert "".join(words(document)) == "双栏排印的年度报告" + "".join(left) + "".join(right)


# ── limits ──────────────────────────────────────────────────────────────────────────────────────


def test_nothing_on_the_pages() -> None:
    with pytest.raises(ReadError, match="没有可读的文字"):
        compose([Sheet(WIDTH, HEIGHT, [])], "x.pdf", "pdf", DEFAULT_LIMITS)


def test_limits_hold() -> None:
    with pytest.raises(ReadError, match="文字过多"):
        read(typeset(REPORT), Limits(max_characters=100))
    with pytest.raises(ReadError, match="段落"):
        read(typeset(REPORT), Limits(max_blocks=5))


@pytest.mark.parametrize("seed", range(20))
def test_characters_anywhere_never_break_it(seed: int) -> None:
    chance = random.Random(seed)
    glyphs: list[Glyph] = []
    for _ in range(400):
        left, base, size = chance.uniform(-10, 600), chance.uniform(-10, 850), chance.choice([0.1, 9, 16, 400])
        glyphs.append((left, left + chance.uniform(0, size), base, size, chance.choice("法治1 a（，\u3000")))
    rules = [
        (x, y, x + chance.choice([0, 200]), y + chance.choice([0, 200]))
        for x, y in ((chance.uniform(0, 400), chance.uniform(0, 600)) for _ in range(60))
    ]
    document = compose([Sheet(WIDTH, HEIGHT, glyphs, rules, glyphs[:20])] * 3, "x", "pdf", DEFAULT_LIMITS)
    assert "\n" not in "".join(document.quote(block.span) for block in document.blocks)
