from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.document.model import Anchor, Block, BlockKind, Cell, Document, Span
from checker.report.excerpt import cut_excerpt, place_words
from tests.report import sample


def one_block(text: str, format_name: str = "txt", anchor: Anchor | None = None, cell: Cell | None = None) -> Document:
    kind = BlockKind.CELL if cell else BlockKind.PARAGRAPH
    return Document("x", format_name, text, (Block(kind, Span(0, len(text)), anchor or Anchor(), cell=cell),))


def test_the_marks_stand_below_the_words() -> None:
    document = sample.document()
    [line] = [line for line in cut_excerpt(document, sample.at("12.9%"), [sample.at("44件")], 110) if "^" in line.marks]
    under = line.underline
    cells = 0
    marked = ""
    for character in line.text:
        if cells < len(under) and under[cells] == "^":
            marked += character
        cells += cell_len(character)
    assert marked == "12.9%"
    assert under.count("-") == cell_len("44件")


def test_the_sentence_begins_at_a_clause() -> None:
    document = sample.document()
    [line] = cut_excerpt(document, sample.at("44件"), [], 60)
    assert line.text.lstrip("…")[0] not in "，。"


def test_something_missing_is_marked_below_the_character_before() -> None:
    document = one_block("实质性化解行政争议")
    [line] = cut_excerpt(document, Span(9, 9), [], 60)
    assert line.marks == " " * 8 + "^"


def test_very_long_words_lose_their_middle() -> None:
    document = one_block("长" * 2000)
    lines = cut_excerpt(document, Span(0, 2000), [], 60)
    assert len(lines) <= 5
    assert any(line.text == "………" for line in lines)


def test_hidden_characters_show() -> None:
    document = one_block("行政\u200b复议")
    [line] = cut_excerpt(document, Span(2, 3), [], 60)
    assert line.text == "行政\ufffd复议"
    assert line.marks == "  ^  "


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (one_block("受理"), "第1行"),
        (one_block("受理", "docx"), "第1段"),
        (one_block("受理", "pdf", Anchor(page=3)), "第3页"),
        (one_block("受理", "docx", cell=Cell(0, 1, 2)), "表1第2行第3列"),
    ],
)
def test_places_in_the_words_of_the_format(document: Document, words: str) -> None:
    assert place_words(document, Span(0, 1)) == words


@given(st.data())
def test_any_span_gives_lines_that_fit(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="受理，。\n12%“ab\u200b", min_size=1, max_size=200))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(30, 100))
    for line in cut_excerpt(one_block(text), Span(start, end), [Span(0, 1)], width):
        assert cell_len(line.text) <= width
        assert len(line.text) == len(line.marks)
