from __future__ import annotations

import random

import pytest

from checker.document.limits import Limits
from checker.document.model import BlockKind, Document
from checker.document.readers import pdf
from checker.document.reading import read_bytes
from checker.errors import ReadError
from tests.document.pdf_writer import by_hand, one_page, stream, write
from tests.document.sample import LINES, TEXT
from tests.document.typeset import Page, Run, Style, table, typeset

REPORT = (*LINES[:4], *(f"{text}{text}{text}" for text in LINES[4:11] for _ in range(6)), *LINES[11:])


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def test_a_report_comes_back_with_pages_and_boxes() -> None:
    document = read_bytes(write(typeset(REPORT)), "报告.pdf")
    assert words(document) == list(REPORT)
    assert document.format == "pdf"
    assert document.pages == len(typeset(REPORT)) > 2
    assert document.notes == ()
    numbers = [text.replace(" ", "") for text in words(document, BlockKind.FURNITURE)]
    assert numbers == [f"—{number}—" for number in range(1, document.pages + 1)]
    box = document.blocks[0].anchor.box
    assert box is not None
    assert 90 < box[0] < box[2] < 530
    assert 80 < box[1] < box[3] < 112


def test_same_prose_as_the_text_file() -> None:
    text = read_bytes(TEXT.encode(), "报告.txt")
    document = read_bytes(write(typeset(LINES)), "报告.pdf")
    assert [passage.text for passage in document.passages] == [passage.text for passage in text.passages]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages(rotate: int) -> None:
    upright = read_bytes(write(typeset(REPORT)), "报告.pdf")
    document = read_bytes(write(typeset(REPORT), rotate=rotate), "报告.pdf")
    assert document.text == upright.text
    box, other = document.blocks[0].anchor.box, upright.blocks[0].anchor.box
    assert box is not None
    assert other is not None
    assert box == pytest.approx(other, abs=1)


def test_a_watermark_is_furniture() -> None:
    document = read_bytes(write(typeset(LINES), watermark="内部资料"), "报告.pdf")
    assert words(document) == list(LINES)
    assert "内" in "".join(words(document, BlockKind.FURNITURE))


def test_tables() -> None:
    page = Page()
    rows = (("项目", "2022年", "2023年"), ("行政复议", "86件", "112件"))
    table(page, rows, 79, 100)
    document = read_bytes(write([page, *typeset(LINES)]), "报告.pdf")
    found = [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell]
    assert found == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_encrypted_with_an_empty_password_opens() -> None:
    assert words(read_bytes(write(typeset(LINES), user=""), "报告.pdf")) == list(LINES)


def test_text_drawn_outside_the_page_is_not_read() -> None:
    pages = typeset(LINES)
    pages[0].runs.append(Run(900.0, 300.0, 16.0, "页外文字", [16.0] * 4))
    assert "页外文字" not in read_bytes(write(pages), "报告.pdf").text


def test_pages_without_text_are_noted() -> None:
    document = read_bytes(write([*typeset(LINES), Page()]), "报告.pdf")
    assert document.notes == ("第 2 页没有文字（扫描页、图片或空白页），这些页未核查",)


def characters(text: str) -> list[Page]:
    rows = [text[i : i + 28] for i in range(0, len(text), 28)]
    return [Page([Run(79.0, 100.0 + 28 * n, 16.0, row, [16.0] * len(row)) for n, row in enumerate(rows)])]


def test_gibberish_is_refused() -> None:
    shifted = "".join(chr(ord(char) + 1000) if "\u4e00" <= char < "\u9000" else "鍒" for char in TEXT if char > " ")
    with pytest.raises(ReadError, match="乱码"):
        read_bytes(write(characters(shifted)), "报告.pdf")


WHOLE = write(typeset(REPORT))
GOOD = b"BT /F 12 Tf 72 700 Td (Annual report on the rule of law) Tj ET"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (write(typeset(LINES), user="secret"), "密码"),
        (WHOLE[: len(WHOLE) // 2], "不完整"),
        (WHOLE[:-30], "不完整"),
        (b"%PDF-1.7\n", "不完整"),
        (b"%PDF-1.7\n" + b"\0" * 500 + b"%%EOF", "不完整|一页也没有"),
        (write([Page(), Page()]), "扫描件或图片"),
        (by_hand({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}), "一页也没有"),
        (by_hand({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}), "一页|损坏|扫描件"),
        (by_hand({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 900000000>>"}), "页"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence) as caught:
        pdf.read(data, "报告.pdf")
    assert "；" in str(caught.value)  # the remedy


@pytest.mark.parametrize("times", [1, 2])
def test_bombs_are_not_unpacked(times: int) -> None:
    data = by_hand(one_page(stream(b" " * 80_000_000, times=times)))
    with pytest.raises(ReadError, match="过大"):
        pdf.read(data, "报告.pdf", Limits(max_expanded_bytes=20_000_000))


@pytest.mark.parametrize("seed", range(30))
def test_spoilt_files_give_a_document_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE)
    for _ in range(chance.choice([1, 3, 30, 300])):
        data[chance.randrange(9, len(data) - 9)] = chance.randrange(256)
    try:
        pdf.read(bytes(data), "报告.pdf")
    except ReadError as error:
        assert "；" in str(error)


def test_limits_hold() -> None:
    with pytest.raises(ReadError, match="页数过多"):
        pdf.read(WHOLE, "报告.pdf", Limits(max_pages=2))
    with pytest.raises(ReadError, match="文字过多"):
        pdf.read(WHOLE, "报告.pdf", Limits(max_characters=100))


@pytest.mark.parametrize("box", [b"0 0 1e9 1e9", b"0 0 0 0", b"595 842 0 0", b"-1e30 0 1e30 5", b"a b c d"])
def test_absurd_page_sizes(box: bytes) -> None:
    try:
        document = pdf.read(by_hand(one_page(stream(GOOD), box)), "报告.pdf")
    except ReadError:
        return
    assert document.text == "Annual report on the rule of law"


def test_a_form_that_draws_itself_ends() -> None:
    objects = one_page(stream(GOOD + b" /X Do"))
    objects[3] = objects[3].replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    objects[6] = stream(b"/X Do 0 0 10 10 re f").replace(
        b"<<", b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 6 0 R>>>>", 1
    )
    assert pdf.read(by_hand(objects), "报告.pdf").text.startswith("Annual report")


@pytest.mark.parametrize("style", [Style(indent=0.0, after=12.0), Style(size=10.5, pitch=15.0, header="年度报告")])
def test_other_ways_to_set_a_page(style: Style) -> None:
    assert words(read_bytes(write(typeset(REPORT, style)), "报告.pdf")) == list(REPORT)
