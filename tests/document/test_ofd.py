from __future__ import annotations

import random
import re

import pytest

from checker.document.limits import Limits
from checker.document.model import BlockKind, Document
from checker.document.reading import read_bytes
from checker.errors import ReadError
from tests.document.ofd_writer import package, parts, write
from tests.document.sample import LINES, TEXT
from tests.document.typeset import Page, Run, steps, table, typeset

REPORT = (*LINES[:4], *(f"{text}{text}{text}" for text in LINES[4:11] for _ in range(6)), *LINES[11:])


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize("style", ["deltas", "plain", "matrix", "split"])
def test_a_report_comes_back_however_it_is_written(style: str) -> None:
    document = read_bytes(write(typeset(REPORT), style=style), "报告.ofd")
    assert words(document) == list(REPORT)
    assert document.format == "ofd"
    assert document.pages == len(typeset(REPORT)) > 2
    assert words(document, BlockKind.FURNITURE) == [f"— {number} —" for number in range(1, document.pages + 1)]
    box = document.blocks[0].anchor.box
    assert box is not None
    assert 90 < box[0] < box[2] < 530
    assert 80 < box[1] < box[3] < 112


def test_same_prose_as_the_text_file() -> None:
    text = read_bytes(TEXT.encode(), "报告.txt")
    document = read_bytes(write(typeset(LINES)), "报告.ofd")
    assert [passage.text for passage in document.passages] == [passage.text for passage in text.passages]


def test_templates_are_furniture() -> None:
    mother = Page([Run(200.0, 50.0, 12.0, "青石区司法局 编印", steps("青石区司法局 编印", 12.0))])
    document = read_bytes(write(typeset(REPORT), template=mother), "报告.ofd")
    assert words(document) == list(REPORT)
    assert words(document, BlockKind.FURNITURE).count("青石区司法局 编印") == document.pages


def test_long_text_on_a_template_of_one_page_is_prose() -> None:
    body = typeset((*LINES, *LINES))
    document = read_bytes(write([Page(body[0].runs[-1:])], template=Page(body[0].runs[:-1])), "报告.ofd")
    assert "扎实推进法治政府建设各项工作" in "".join(words(document))


def test_tables() -> None:
    rows = (("项目", "2022年", "2023年"), ("行政复议", "86件", "112件"))
    page = Page()
    table(page, rows, 79, 100)
    document = read_bytes(write([page, *typeset(LINES)]), "报告.ofd")
    found = [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell]
    assert found == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_blocks_layers_and_what_is_not_shown() -> None:
    members = parts(typeset(LINES))
    name = "Doc_0/Pages/Page_0/Content.xml"
    members[name] = (
        members[name]
        .replace("<ofd:TextObject", '<ofd:PageBlock ID="7"><ofd:TextObject', 1)
        .replace("</ofd:TextObject>", "</ofd:TextObject></ofd:PageBlock>", 1)
        .replace(
            "</ofd:Layer>",
            '<ofd:TextObject ID="8" Boundary="20 20 99 9" Size="5" Visible="false">'
            '<ofd:TextCode X="0" Y="5">隐藏</ofd:TextCode></ofd:TextObject>'
            '<ofd:TextObject ID="9" Boundary="90 90 99 99" Size="20" CTM="0.7 0.7 -0.7 0.7 0 0">'
            '<ofd:TextCode X="0" Y="5" DeltaX="20">水印</ofd:TextCode></ofd:TextObject></ofd:Layer>',
        )
    )
    document = read_bytes(package(members), "报告.ofd")
    assert words(document) == list(LINES)
    assert "隐藏" not in document.text


@pytest.mark.parametrize("slash", ["/Doc_0/", "./", "../Doc_0/"])
def test_ways_to_write_a_path(slash: str) -> None:
    members = parts(typeset(LINES))
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace('"Pages/', f'"{slash}Pages/')
    assert words(read_bytes(package(members), "报告.ofd")) == list(LINES)


def test_pages_without_text_and_further_documents_are_noted() -> None:
    members = parts([*typeset(LINES), Page()])
    members["OFD.xml"] = members["OFD.xml"].replace(
        "</ofd:OFD>", "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    notes = read_bytes(package(members), "报告.ofd").notes
    assert notes[0].startswith("OFD 文件内含 2 份文档")
    assert notes[1].startswith("第 2 页没有文字")


def changed(name: str, old: str, new: str) -> bytes:
    members = parts(typeset(LINES))
    assert old in members[name]
    members[name] = members[name].replace(old, new)
    return package(members)


def without(name: str, **more: str) -> bytes:
    members = {key: value for key, value in parts(typeset(LINES)).items() if key != name}
    return package({**members, **more})


PAGE = "Doc_0/Pages/Page_0/Content.xml"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (without(PAGE), "缺少部件 Pages/Page_0/Content.xml"),
        (without("Doc_0/Document.xml"), "缺少部件"),
        (changed("OFD.xml", "Doc_0/Document.xml", ""), "缺少正文"),
        (changed("OFD.xml", "Doc_0/Document.xml", "../../../etc/passwd"), "缺少部件"),
        (changed("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "/etc/passwd"), "缺少部件"),
        (changed("Doc_0/Document.xml", '<ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>', ""), "一页也没有"),
        (changed(PAGE, "<ofd:Page ", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ofd:Page '), "外部实体"),
        (changed(PAGE, "</ofd:Content>", ""), "损坏"),
        (write([Page(), Page()]), "扫描件或图片"),
        (write(typeset(LINES))[:-200], "不完整"),
        (package({**parts(typeset(LINES)), PAGE: "\x01\x02", "Encryptions.xml": "<x/>"}), "加密"),
        (package({**parts(typeset(LINES)), PAGE: "<a>" * 5000 + "</a>" * 5000}), "损坏"),
        (package({**parts(typeset(LINES)), PAGE: f"<a>{' ' * 70_000_000}</a>"}), "炸弹"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence) as caught:
        read_bytes(data, "报告.ofd")
    assert "；" in str(caught.value)  # the remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('DeltaX="', 'DeltaX="g 999999999999 5 '),
        ('DeltaX="', 'DeltaX="g x y nan '),
        ('Size="', 'Size="-'),
        ('Boundary="', 'Boundary="1e999 '),
        ('X="0"', 'X="inf"'),
        ('Y="', 'DeltaY="1e300" Y="'),
    ],
)
def test_absurd_numbers_do_no_harm(old: str, new: str) -> None:
    try:
        read_bytes(changed(PAGE, old, new), "报告.ofd")
    except ReadError as error:
        assert "；" in str(error)


@pytest.mark.parametrize("seed", range(30))
def test_spoilt_numbers_give_a_document_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    odd = ["-1", "0", "1e308", "nan", "g", "g 99999999 5", "", "99999", "0.0001", "-5 7", "../../x"]
    members = {
        name: re.sub(
            r'(?<=[" ])[-0-9.]+(?=[" ])',
            lambda found: chance.choice(odd) if chance.random() < 0.1 else found[0],
            text,
        )
        for name, text in parts(typeset(LINES)).items()
    }
    try:
        read_bytes(package(members), "报告.ofd")
    except ReadError as error:
        assert "；" in str(error)


def test_limits_hold() -> None:
    data = write(typeset(REPORT))
    with pytest.raises(ReadError, match="页数过多"):
        read_bytes(data, "报告.ofd", Limits(max_pages=2))
    with pytest.raises(ReadError, match="文字过多"):
        read_bytes(data, "报告.ofd", Limits(max_characters=100))
    with pytest.raises(ReadError, match=r"图元过多|异常庞大"):
        read_bytes(data, "报告.ofd", Limits(max_blocks=3))
