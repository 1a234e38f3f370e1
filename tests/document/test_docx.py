"""Word documents: what is read, what is not, and the way back to the runs."""

from __future__ import annotations

import pytest

from checker.document.limits import Limits
from checker.document.model import BlockKind, Document, Span
from checker.document.package import Package
from checker.document.readers.docx import W, own_pieces, read, read_with_places
from checker.errors import ReadError
from tests.document.fuzz import SAMPLES
from tests.document.sample import LINES, MERGED_CELLS, cells_of
from tests.document.word_files import docx, level, lists, numbered, package, paragraph, run


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def body(inside: str) -> list[str]:
    return words(read(docx(inside), "x.docx"))


def test_paragraphs_in_order_with_their_index() -> None:
    document = read(docx("".join(map(paragraph, LINES))), "x.docx")
    assert document.text == "\n".join(LINES)
    assert [block.anchor.paragraph for block in document.blocks] == list(range(len(LINES)))
    assert document.format == "docx"


def test_runs_are_joined_and_outer_blanks_dropped() -> None:
    inside = f"<w:p>{run('　　收到申请')}{run('2')}{run('06')}{run('件。 ')}</w:p><w:p/><w:p>{run('　')}</w:p>"
    assert body(inside) == ["收到申请206件。"]


def test_changes_are_read_as_accepted() -> None:
    inside = (
        f"<w:p>{run('审结')}<w:del><w:r><w:delText>97</w:delText></w:r></w:del><w:ins>{run('79')}</w:ins>{run('件。')}</w:p>"
        f"<w:p><w:moveFrom>{run('移走的话。')}</w:moveFrom></w:p><w:p><w:moveTo>{run('移来的话。')}</w:moveTo></w:p>"
    )
    document = read(docx(inside), "x.docx")
    assert words(document) == ["审结79件。", "移来的话。"]
    assert any("修订" in note for note in document.notes)


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    inside = paragraph("上半句，", "<w:rPr><w:del/></w:rPr>") + paragraph("下半句。") + paragraph("另一段。")
    assert body(inside) == ["上半句，下半句。", "另一段。"]


def test_fields_show_their_result() -> None:
    inside = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        f'<w:r><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("2024年1月26日")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f'<w:p><w:fldSimple w:instr="AUTHOR">{run("青石区人民政府")}</w:fldSimple></w:p>'
    )
    assert body(inside) == ["2024年1月26日", "青石区人民政府"]


def test_breaks_tabs_symbols_links_and_controls() -> None:
    inside = (
        "<w:p><w:r><w:t>青石区人民政府</w:t><w:br/><w:t>2023年度报告</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/><w:t>丁</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>是</w:t></w:r></w:p>'
        f'<w:p><w:hyperlink w:anchor="x">{run("链接文字")}</w:hyperlink></w:p>'
        f"<w:p><w:sdt><w:sdtContent>{run('控件里的字')}</w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件里的段')}</w:sdtContent></w:sdt>"
    )
    assert body(inside) == [
        "青石区人民政府",
        "2023年度报告",
        "甲\t乙-丙丁",
        "□是",
        "链接文字",
        "控件里的字",
        "控件里的段",
    ]


def test_soft_breaks_of_a_wrapped_paste_are_bridged() -> None:
    text = "全区各级行政机关认真贯彻落实上级部署要求，扎实推进法治政府建设各项任务落地见效，" * 6
    lines = [text[at : at + 30] for at in range(0, len(text), 30)]
    inside = "<w:p>" + "<w:r><w:br/></w:r>".join(run(line) for line in lines) + "</w:p>" + paragraph("二、下一部分")
    document = read(docx(inside), "x.docx")
    assert len(words(document)) == 2
    assert document.passages[0].text == text


def test_text_boxes_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框中的话')}</w:txbxContent>"
    inside = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('段中的话')}</w:p>"
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph('旧式的框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    document = read(docx(inside), "x.docx")
    assert words(document) == ["段中的话", "框中的话", "旧式的框"]
    # Paragraphs of the unused fallback count all the same: the index is over all w:p of the part.
    assert [block.anchor.paragraph for block in document.blocks] == [0, 1, 4]


def test_hidden_text_is_dropped_with_a_note() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = run("又见", '<w:vanish w:val="0"/>')
    styled = run("样式隐藏", '<w:rStyle w:val="H"/>')
    inside = f"<w:p>{run('看得见')}{run('看不见', '<w:vanish/>')}{shown}{styled}</w:p>"
    document = read(docx(inside, styles=styles), "x.docx")
    assert words(document) == ["看得见又见"]
    assert any("隐藏" in note for note in document.notes)


def test_footnotes_after_the_body_and_margins_as_furniture() -> None:
    inside = f'<w:p>{run("正文。")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{paragraph("后文。")}'
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("数据截至年底。")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("未引用。")}</w:footnote>'
    )
    document = read(docx(inside, footnotes=footnotes, headers=(paragraph("内部资料"),)), "x.docx")
    assert words(document) == ["正文。", "后文。"]
    assert words(document, BlockKind.FOOTNOTE) == ["数据截至年底。"]
    assert words(document, BlockKind.FURNITURE) == ["内部资料"]
    assert document.blocks[2].anchor.path == "word/footnotes.xml"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_tables_with_merged_and_empty_cells() -> None:
    tall, wide = cell("类别", '<w:vMerge w:val="restart"/>'), cell("案件", '<w:gridSpan w:val="2"/>')
    inside = (
        f"<w:tbl><w:tr>{tall}{wide}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('收案')}{cell('结案')}</w:tr>"
        f"<w:tr>{cell('复议')}{cell('206')}{cell('')}</w:tr>"
        "</w:tbl>"
    )
    document = read(docx(paragraph("附表") + inside), "x.docx")
    assert cells_of(document) == MERGED_CELLS


def test_a_table_used_for_layout_is_prose() -> None:
    inside = f"<w:tbl><w:tr>{cell('一、主要举措')}</w:tr><w:tr>{cell('全年审结行政复议案件179件。')}</w:tr></w:tbl>"
    assert body(inside) == ["一、主要举措", "全年审结行政复议案件179件。"]


def test_nested_tables_are_tables_of_their_own() -> None:
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    inside = (
        f"<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr>{cell('3')}<w:tc>{paragraph('4')}{inner}</w:tc></w:tr></w:tbl>"
    )
    document = read(docx(paragraph("附表") + inside), "x.docx")
    found = [(document.quote(block.span), block.cell.table) for block in document.blocks if block.cell]
    assert found == [("1", 0), ("2", 0), ("3", 0), ("4", 0), ("a", 1), ("b", 1), ("c", 1), ("d", 1)]


def test_list_numbers_as_the_reader_sees_them() -> None:
    numbering = lists(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4"),
        level(4, "bullet", "\uf06c"),
    )
    outline = (
        ("举措成效", 0),
        ("健全制度", 1),
        ("2023年审查文件42件。", 2),
        ("备案全覆盖。", 2),
        ("按期报备", 3),
        ("化解纠纷", 1),
        ("办理案件。", 2),
        ("存在不足", 0),
        ("认识不足", 1),
        ("一点说明", 4),
    )
    inside = "".join(numbered(text, 1, depth) for text, depth in outline) + paragraph("无编号的一段。")
    assert words(read(docx(inside, numbering=numbering), "x.docx")) == [
        "一、举措成效",
        "（一）健全制度",
        "1. 2023年审查文件42件。",
        "2.备案全覆盖。",
        "①按期报备",
        "（二）化解纠纷",
        "1.办理案件。",
        "二、存在不足",
        "（一）认识不足",
        "一点说明",
        "无编号的一段。",
    ]


def test_numbering_restarts_overrides_and_style_links() -> None:
    numbering = lists(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>'),
        level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/><w:pStyle w:val="B"/>'),
        instances=(
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        ),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    inside = (
        paragraph("甲", '<w:pStyle w:val="A"/>')
        + paragraph("乙", '<w:pStyle w:val="B"/>')
        + paragraph("丙", '<w:pStyle w:val="A"/>')
        + paragraph("丁", '<w:pStyle w:val="B"/>')
        + paragraph("戊", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered("己", 2)
        + numbered("庚", 2)
    )
    document = read(docx(inside, numbering=numbering, styles=styles), "x.docx")
    assert words(document) == ["一、甲", "1.1乙", "二、丙", "2.2丁", "戊", "五、己", "六、庚"]
    assert [block.heading for block in document.blocks] == [1, 2, 1, 2, 1, None, None]


def test_headings_by_style_and_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    )
    inside = (
        paragraph("题", '<w:pStyle w:val="T"/>')
        + paragraph("一、目录里的一行", '<w:pStyle w:val="C"/>')
        + paragraph("三级", '<w:pStyle w:val="3"/>')
        + paragraph("正文", '<w:pStyle w:val="3"/><w:outlineLvl w:val="9"/>')
        + paragraph("环", '<w:pStyle w:val="loop"/>')
    )
    document = read(docx(inside, styles=styles), "x.docx")
    assert [(block.kind, block.heading) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.FURNITURE, None),
        (BlockKind.PARAGRAPH, 3),
        (BlockKind.PARAGRAPH, None),
        (BlockKind.PARAGRAPH, None),
    ]


def test_the_way_back_to_the_runs() -> None:
    numbering = lists(level(0, "chineseCounting", "%1、"))
    first = f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run('　举措')}{run('成效')}</w:p>"
    second = f"<w:p>{run('审结')}<w:del><w:r><w:delText>9</w:delText></w:r></w:del>{run('179')}{run('件')}</w:p>"
    data = docx(first + second, numbering=numbering)
    document, places = read_with_places(data, "x.docx")
    assert document.text == "一、举措成效\n审结179件"

    def back(words: str) -> list[tuple[int, str]]:
        start = document.text.index(words)
        root = Package(data, Limits()).xml("word/document.xml")
        assert root is not None
        found = []
        for place in places.of(Span(start, start + len(words))):
            own = "".join(piece.text for piece in own_pieces(list(root.iter(f"{W}p"))[place.paragraph]))
            found.append((place.paragraph, own[place.start : place.end]))
        return found

    assert back("举措成") == [(0, "举措成")]
    assert back("、举措") == [(0, "举措")]
    assert back("一、") == [(0, "")]
    assert back("成效\n审结1") == [(0, "成效"), (1, "审结1")]
    assert back("79件") == [(1, "79件")]


def test_every_character_leads_back_to_its_run() -> None:
    data = SAMPLES["report.docx"]
    document, places = read_with_places(data, "x.docx")
    package = Package(data, Limits())
    own: dict[tuple[str, int], str] = {}
    for name in ("word/document.xml", "word/footnotes.xml", "word/header0.xml"):
        root = package.xml(name)
        assert root is not None
        for index, element in enumerate(root.iter(f"{W}p")):
            own[name, index] = "".join(piece.text for piece in own_pieces(element, places.hidden))
    generated = 0
    for block in document.blocks:
        for at in range(block.span.start, block.span.end):
            found = places.of(Span(at, at + 1))
            assert len(found) == 1
            place = found[0]
            if place.start == place.end:
                generated += 1  # a character of a list number
            else:
                assert own[place.part, place.paragraph][place.start] == document.text[at]
    assert generated == len("一、一.1")


def test_the_strict_dialect_and_another_main_part() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = (
        b'<d:document xmlns:d="' + strict + b'"><d:body><d:p><d:r><d:t>'
        + "严格格式的正文。".encode() + b"</d:t></d:r></d:p></d:body></d:document>"
    )  # fmt: skip
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        b'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        b'Target="/word/main.xml"/></Relationships>'
    )
    assert words(read(package({"word/main.xml": document, "_rels/.rels": relation}), "x.docx")) == ["严格格式的正文。"]


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (docx("")[:-30], "另存"),
        (package({"word/other.xml": b"<x/>"}), "另存"),
        (docx(paragraph("")), "OCR"),
        (package({"word/document.xml": b"<w:document"}), "另存"),
        (package({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "另存"),
        (package({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")}), "另存"),
        (package({"word/document.xml": b" " * 3_000_000}), "核实"),
        (docx("<w:tbl><w:tr><w:tc>" * 90 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 90), "另存"),
    ],
    ids=["truncated", "no body", "no text", "broken xml", "doctype", "doctype in utf-16", "bomb", "deep"],
)
def test_what_cannot_be_read_says_so(data: bytes, remedy: str) -> None:
    with pytest.raises(ReadError, match=remedy):
        read(data, "x.docx")


def test_limits_hold() -> None:
    with pytest.raises(ReadError, match="部件过多"):
        read(docx(paragraph("正文。"), others={f"word/{n}": b"" for n in range(20)}), "x", Limits(max_members=10))
    with pytest.raises(ReadError, match="文字过多"):
        read(docx(paragraph("正文" * 100)), "x", Limits(max_characters=100))
    with pytest.raises(ReadError, match="表格过大"):
        read(docx(f"<w:tbl><w:tr>{cell('1') * 30}</w:tr></w:tbl>"), "x", Limits(max_cells=10))


def test_what_multiplies_is_bounded() -> None:
    numbering = lists(level(0, "decimal", "%1" * 500_000))
    assert len(read(docx(numbered("段。", 1) * 2000, numbering=numbering), "x").text) < 300_000
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(3000)
    )
    styled = "".join(paragraph("段。", f'<w:pStyle w:val="s{n}"/>') for n in range(3000))
    assert len(read(docx(styled, styles=chain), "x").blocks) == 3000
    fields = '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>果</w:t>' * 20_000
    assert len(read(docx(f"<w:p><w:r>{fields}</w:r></w:p>"), "x").text) == 20_000


def test_macros_are_ignored_with_a_note() -> None:
    document = read(docx(paragraph("正文。"), others={"word/vbaProject.bin": b"\xd0\xcf"}), "x.docm")
    assert any("宏" in note for note in document.notes)
