"""Text files: encodings, lines and paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import pytest

from checker.document.limits import Limits
from checker.document.model import BlockKind, Document
from checker.document.readers.plain import decode, from_text, read
from checker.errors import ReadError
from tests.document.sample import LINES, TEXT


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.replace("\n", "\r\n").encode("gb18030"), "gb18030"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_every_encoding_of_the_trade_gives_the_same_text(data: bytes, encoding: str) -> None:
    document = read(data, "x.txt")
    assert document.text == TEXT
    assert document.encoding == encoding
    assert document.notes == ()
    assert words(document) == list(LINES)


@pytest.mark.parametrize("text", ["联通", "青石区", "法治", "全年收到206件。"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_short_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_rare_characters_of_place_names_survive() -> None:
    text = "㵲阳镇、䢺洲村、鄠邑区、甪直镇联合开展执法监督，共发现并整改问题十余个，办结率达到百分之九十五。"
    assert decode(text.encode("gb18030")).text == text
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空"),
        ("　 \n\t\ufeff\u200b".encode(), "空"),
        (bytes(range(256)) * 20, "不是文本文件"),
        (b"\x00\x01\x02\x03" * 100, "不是文本文件"),
        (TEXT.encode().decode("gb18030", "replace").encode(), "乱码|损坏"),
        (TEXT.encode("big5", "ignore"), "编码"),
        (TEXT.encode()[:300] + b"\xff\xfe\xfa" + TEXT.encode()[300:], "损坏的字节"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "不完整"),
        ("\ufffd\ufffd报告\ufffd\ufffd".encode(), "原件"),
        ("\x01\x02报告\x03\x04".encode(), "不是文本文件"),
        ("字号：大 中 小\n打印 关闭\n".encode(), "没有报告正文"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read(data, "x.txt")


def test_a_cut_last_character_is_a_note() -> None:
    for data in (TEXT.rstrip("\n").encode()[:-1], (TEXT + "日").encode("gb18030")[:-1], (TEXT + "日").encode()[:-1]):
        document = read(data, "x.txt")
        assert document.text.startswith(TEXT[:-2])
        assert any("结尾" in note for note in document.notes)


def test_control_characters_become_blanks_with_a_note() -> None:
    document = read((TEXT + "\x1b[31m结束\x00").encode(), "x.txt")
    assert document.text == TEXT + " [31m结束 "
    assert any("控制字符" in note for note in document.notes)


def test_lone_surrogates_in_a_string() -> None:
    assert from_text("收到\ud800申请").text == "收到 申请"


def test_text_without_chinese_is_noted() -> None:
    assert any("汉字" in note for note in read(b"Annual report\n", "x.txt").notes)


def test_limits() -> None:
    with pytest.raises(ReadError, match="过大"):
        read(TEXT.encode(), "x.txt", Limits(max_bytes=10))
    with pytest.raises(ReadError, match="文字过多"):
        read(TEXT.encode(), "x.txt", Limits(max_characters=10))


def test_spans_are_the_stripped_lines_and_text_is_unchanged() -> None:
    text = "\n　　标题  \n\n\t正文一。\n \n正文二。"
    document = from_text(text)
    assert document.text == text
    assert words(document) == ["标题", "正文一。", "正文二。"]
    assert document.line_column(document.blocks[1].span.start) == (4, 2)


def test_an_empty_string_gives_no_blocks() -> None:
    assert from_text("").blocks == ()


def test_furniture_is_kept_apart() -> None:
    document = from_text("青石区2023年度法治政府建设情况报告\n字号:\n大 中 小\n\n正文。\n- 2 -\n【打印】【关闭】")
    assert words(document) == ["青石区2023年度法治政府建设情况报告", "正文。"]
    assert words(document, BlockKind.FURNITURE) == ["字号:", "大 中 小", "- 2 -", "【打印】【关闭】"]


def columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)


def wrapped(lines: tuple[str, ...], width: int, indent: str, measure: Callable[[str], int]) -> str:
    """The lines broken as word processors do: no closing mark begins a line, no number is cut."""
    out = []
    for line in lines:
        current = indent
        for word in re.findall(r"(?:[0-9.%]+|.)[，。；：、”）]*", line):
            if measure(current + word) > width:
                out.append(current)
                current = ""
            current += word
        out.append(current)
    return "\n".join(out)


LONG = LINES[:2] + tuple(line for line in LINES[2:-3] for _ in range(3)) + LINES[-3:]


@pytest.mark.parametrize("measure", [columns, len])
@pytest.mark.parametrize("indent", ["　　", "    "])
@pytest.mark.parametrize("width", [28, 33, 40])
def test_hard_wrapped_lines_are_joined(indent: str, width: int, measure: Callable[[str], int]) -> None:
    text = wrapped(LONG, width if measure is len else 2 * width, indent, measure)
    document = from_text(text)
    assert document.text == text
    assert [passage.text for passage in document.passages] == list(LONG)


@pytest.mark.parametrize("width", [28, 33, 40])
def test_without_indentation_a_full_stop_may_end_a_paragraph(width: int) -> None:
    text = wrapped(LONG, 2 * width, "", columns)
    found = [passage.text for passage in from_text(text).passages]
    assert "".join(found) == "".join(LONG)
    ends = {line[-1] for line in LONG} | set("。；")
    assert all(words[-1] in ends for words in found)
    assert {line for line in LONG if line.startswith(("一、", "（", "1."))} >= {
        words for words in found if words.startswith(("一、", "（"))
    }


def test_lines_as_long_as_paragraphs_are_left_apart() -> None:
    lines = [f"{mark}、加强组织领导推动任务落实" for mark in "一二三四五六七八"]
    assert len(from_text("\n".join(lines)).blocks) == len(lines)
    listing = [f"青石区第{mark}街道综合行政执法队队员持证上岗率" for mark in "一二三四五六七八"]
    assert len(from_text("\n".join(listing)).blocks) == len(listing)
