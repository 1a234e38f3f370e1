"""Comments in Word files: each at its words, and nothing else of the file changed."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from lxml import etree

from checker.document.model import Document, Span
from checker.document.readers.docx import W, own_pieces, read, read_with_places
from checker.engine.model import Severity
from checker.errors import ReadError
from checker.report.annotation.docx import Annotated, annotate_docx
from checker.report.annotation.remarks import Remark
from tests.document.sample import LINES, TITLE
from tests.document.word_files import docx, level, lists, numbered, package, paragraph, run
from tests.office import OFFICE
from tests.report.commented import Comment, comments_of_docx, comments_of_odt, converted, only_inserted, part

DAY = date(2025, 3, 1)


def remark(span: Span | None, quote: str, message: str = "数目不符", new: str | None = None) -> Remark:
    lines = (("【错误】", message), ("算式：", "44 ÷ 362 = 12.15%"), ("规则：", "numbers/rate-mismatch"))
    return Remark("numbers/rate-mismatch", Severity.ERROR, lines, span, quote, new)


def spanned(document: Document, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def annotated(
    data: bytes, *words: str, spans: tuple[Span | None, ...] = (), suggest: bool = False, new: str | None = None
) -> Annotated:
    """The docx with a remark on each of ``words`` and ``spans``."""
    document, places = read_with_places(data, "x.docx")
    wanted: list[Span | None] = [spanned(document, one) for one in words]
    wanted += spans
    remarks = [remark(span, document.quote(span) if span else "", new=new) for span in wanted]
    return annotate_docx(data, places, remarks, DAY, suggest=suggest)


def covered(data: bytes) -> list[str]:
    return [comment.covered for comment in comments_of_docx(data)]


def checked(inside: str, *words: str) -> bytes:
    """Comments on ``words`` cover them exactly; text and bytes of the document stay."""
    before = docx(inside)
    after = annotated(before, *words).data
    assert sorted(covered(after)) == sorted(words)
    assert read(after, "x.docx").text == read(before, "x.docx").text
    assert only_inserted(part(before, "word/document.xml"), part(after, "word/document.xml"))
    return part(after, "word/document.xml")


def test_a_comment_says_everything_and_who_when() -> None:
    data = annotated(docx("".join(map(paragraph, LINES))), "187件").data
    (comment,) = comments_of_docx(data)
    assert comment == Comment(
        "【错误】数目不符\n算式：44 ÷ 362 = 12.15%\n规则：numbers/rate-mismatch", "187件", "checker"
    )
    element = etree.fromstring(part(data, "word/comments.xml"))[0]
    assert element.get(f"{W}date") == "2025-03-01T00:00:00Z"
    assert element.get(f"{W}initials") == "核"


def test_runs_are_parted_where_a_word_begins_and_ends_and_keep_their_type() -> None:
    inside = f"<w:p>{run('受理187件，审结', '<w:b/>')}{run('17', '<w:i/>')}{run('9件。')}</w:p>"
    text = checked(inside, "187件", "结179", "件。").decode()
    root = etree.fromstring(text.encode())
    bold = ["".join(str(t) for t in r.itertext()) for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["受理", "187件", "，审", "结"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:r><w:t>收到 206 件</w:t></w:r>", "206"),
        ("<w:r><w:t>甲&amp;乙&lt;丙&#x4E01;戊</w:t></w:r>", "乙<丙丁"),
        ("<w:r><w:t>𠮷田㐂屋𡈽地</w:t></w:r>", "㐂屋𡈽"),
        ("<w:r><w:t>办结</w:t><w:tab/><w:t>97件</w:t></w:r>", "97"),
        ("<w:r><w:t>一</w:t><w:lastRenderedPageBreak/><w:t>二三</w:t></w:r>", "二"),
        ("<w:hyperlink w:anchor='x'><w:r><w:t>网上公开</w:t></w:r></w:hyperlink><w:r><w:t>年报</w:t></w:r>", "公开年"),
        ("<w:ins w:id='3' w:author='a'><w:r><w:t>新写的话</w:t></w:r></w:ins>", "写的"),
        (
            "<w:r><w:t>去</w:t></w:r><w:del w:id='3'><w:r><w:delText>掉</w:delText></w:r></w:del>"
            "<w:r><w:t>了</w:t></w:r>",
            "去了",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件中的字</w:t></w:r></w:sdtContent></w:sdt>", "中的"),
        ("<w:smartTag><w:r><w:t>青石区某地</w:t></w:r></w:smartTag>", "某"),
        ("<w:fldSimple w:instr='AUTHOR'><w:r><w:t>青石区政府</w:t></w:r></w:fldSimple>", "政府"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar '
            'w:fldCharType="separate"/><w:t>2024年1月</w:t><w:fldChar w:fldCharType="end"/></w:r>',
            "1月",
        ),
    ],
)
def test_whatever_a_run_stands_in(inside: str, words: str) -> None:
    checked(f"<w:p>{inside}</w:p>", words)


def test_what_cannot_be_parted_is_covered_whole() -> None:
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>zhong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>中国</w:t></w:r></w:rubyBase></w:ruby>"
    )
    choice = f"<mc:AlternateContent><mc:Choice Requires='wps'>{run('选中的字')}</mc:Choice></mc:AlternateContent>"
    before = docx(f"<w:p>{run('在')}<w:r>{ruby}</w:r>{run('和')}{choice}</w:p>")
    after = annotated(before, "国", "中的").data
    assert [comment.covered.removeprefix("zhong") for comment in comments_of_docx(after)] == ["中国", "选中的字"]


def test_blanks_at_a_cut_are_kept() -> None:
    text = checked("<w:p><w:r><w:t>收到 206 件</w:t></w:r></w:p>", "206").decode()
    assert '<w:t xml:space="preserve">收到 </w:t>' in text


def test_comments_may_share_and_cross_their_words() -> None:
    checked(paragraph("收到申请206件，受理187件。"), "申请206件，受理", "206件", "受理187件", "206件")


def test_a_span_over_paragraphs_and_cells() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = f"<w:tr>{cell.format(paragraph('收到'))}{cell.format(paragraph('206'))}</w:tr>"
    before = docx(paragraph("甲段末尾") + paragraph("乙段开头") + f"<w:tbl>{row}{row.replace('206', '187')}</w:tbl>")
    document = read(before, "x.docx")
    over = Span(spanned(document, "末尾").start, spanned(document, "乙段").end)
    after = annotated(before, "187", spans=(over,)).data
    assert covered(after) == ["末尾乙段", "187"]


def test_a_nested_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('里面的数97件')}</w:tc></w:tr></w:tbl>"
    checked(f"<w:tbl><w:tr><w:tc>{paragraph('外面')}{inner}{paragraph('之后')}</w:tc></w:tr></w:tbl>", "97件", "之后")


def test_a_number_that_word_counts_is_told_at_its_paragraph() -> None:
    before = docx(numbered("主要举措", 1) + paragraph("正文。"), numbering=lists(level(0, "chineseCounting", "%1、")))
    document = read(before, "x.docx")
    assert document.text.startswith("一、主要举措")
    after = annotated(before, spans=(Span(0, 2), Span(0, 4))).data
    assert covered(after) == ["主要", "主要举措"]  # by where they end


def test_a_point_covers_nothing() -> None:
    before = docx(paragraph("推行“三项制度。") + paragraph("全文完。"))
    end = read(before, "x.docx").text.index("。")
    after = annotated(before, spans=(Span(0, 0), Span(end, end))).data
    assert covered(after) == ["", ""]
    text = part(after, "word/document.xml").decode()
    assert text.index("制度") < text.rindex("commentRangeStart") < text.index("。")


def test_a_remark_on_the_whole_report_stands_at_the_first_words() -> None:
    after = annotated(docx("<w:p/>" + paragraph(TITLE)), spans=(None,)).data
    assert covered(after) == [""]
    assert part(after, "word/document.xml").decode().index("commentRangeStart") < 1_500


def test_where_word_takes_no_comments_the_remark_stands_near_and_says_so() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"{paragraph('框里的数97件')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    note = f"<w:footnote w:id='2'>{paragraph('注里的数98件')}</w:footnote>"
    before = docx(
        paragraph("开头。")
        + f"<w:p>{run('有框')}{box}</w:p><w:p>{run('有注')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        f"{run('之后')}</w:p>",
        footnotes=note,
        headers=(paragraph("页眉里的数99件"),),
    )
    after = annotated(before, "97件", "98件", "99件").data
    found = comments_of_docx(after)
    assert [comment.covered for comment in found] == ["", "", ""]
    said = {comment.text.split("位置：")[1].split("里的")[0] for comment in found}
    assert said == {"文本框", "脚注（尾注）", "页眉或页脚"}
    for name in ("word/footnotes.xml", "word/header0.xml"):
        assert part(before, name) == part(after, name)
    root = etree.fromstring(part(after, "word/document.xml"))
    assert not next(root.iter(f"{W}txbxContent")).xpath(".//*[local-name()='commentRangeStart']")
    near = [text for text in root.itertext() if text.strip()]
    assert near == ["开头。", "有框", "框里的数97件", "有注", "之后"]


def test_an_empty_paragraph_takes_a_comment() -> None:
    box = "<w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>".format(
        paragraph("只有框97件")
    )
    after = annotated(docx(f"<w:p><w:pPr/><w:r>{box}</w:r></w:p><w:p/>"), "97件").data
    assert covered(after) == [""]


def test_markup_and_controls_in_a_comment_do_no_harm() -> None:
    data = docx(paragraph("正文97件。"))
    document, places = read_with_places(data, "x.docx")
    wicked = "<w:p>&amp;\"'\x00\x0b\ud800]]>\u202e"
    one = Remark("a/b", Severity.INFO, (("【提示】", wicked), ("规则：", "a/b")), spanned(document, "97件"), "97件")
    after = annotate_docx(data, places, [one], DAY).data
    (comment,) = comments_of_docx(after)
    assert comment.text.startswith("【提示】<w:p>&amp;\"'")
    assert "\x00" not in comment.text


# ── the rest of the package ──


def test_all_other_parts_are_copied_as_they_are() -> None:
    before = docx(
        paragraph("正文97件。"), styles="<w:style w:styleId='a'/>", others={"word/media/x.png": b"\x89PNG" * 99}
    )
    after = annotated(before, "97件").data
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        assert other.testzip() is None
        changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
        for info in one.infolist():
            if info.filename not in changed:
                assert other.read(info.filename) == one.read(info.filename)
                assert other.getinfo(info.filename).date_time == info.date_time
        assert set(other.namelist()) == set(one.namelist()) | changed | {"word/comments.xml"}
        types = other.read("[Content_Types].xml").decode()
        assert 'PartName="/word/comments.xml"' in types
        assert '/relationships/comments" Target="comments.xml"' in other.read("word/_rels/document.xml.rels").decode()


def test_same_input_same_bytes() -> None:
    data = docx(paragraph("正文97件。"))
    assert annotated(data, "97件").data == annotated(data, "97件").data


def with_comments() -> bytes:
    """A file that somebody commented on already."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    old = (
        f'<?xml version="1.0"?><w:comments {space}><w:comment w:id="7" w:author="张三">'
        f"<w:p>{run('已阅')}</w:p></w:comment></w:comments>"
    )
    inside = (
        f'<w:p><w:commentRangeStart w:id="7"/>{run("正文97件。")}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    data = docx(inside, others={"word/comments.xml": old.encode(), "word/people.xml": b"<people/>"})
    relation = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        'Target="comments.xml"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "word/_rels/document.xml.rels"
    members[name] = members[name].replace(b"</Relationships>", relation.encode())
    return package(members)


def test_comments_that_are_there_stay_and_numbers_go_on() -> None:
    before = with_comments()
    after = annotated(before, "97件").data
    found = comments_of_docx(after)
    assert {(comment.author, comment.covered) for comment in found} == {("张三", "正文97件。"), ("checker", "97件")}
    assert b'w:id="8"' in part(after, "word/comments.xml")
    assert only_inserted(part(before, "word/comments.xml"), part(after, "word/comments.xml"))
    for name in ("word/_rels/document.xml.rels", "word/people.xml"):
        assert part(before, name) == part(after, name)


def rewritten(data: bytes, **changes: tuple[str, str]) -> bytes:
    """The docx with words of its body replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes.values():
        members["word/document.xml"] = members["word/document.xml"].replace(old.encode(), new.encode())
    return package(members)


def test_other_prefixes_comments_and_encodings_of_the_xml() -> None:
    plain = docx(paragraph("正文97件。"))
    odd = rewritten(plain, a=("w:", "x1:"), b=("xmlns:w=", "xmlns:x1="), c=("<x1:body>", "<!-- 甲 --><x1:body><?go?>"))
    assert covered(annotated(odd, "97件").data) == ["97件"]
    bare = (
        '<?xml version="1.0" encoding="utf-8"?><document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<body><p><r><t><![CDATA[正文97]]>件。</t></r></p></body></document>"
    )
    for text in (
        bare.encode(),
        bare.replace("utf-8", "utf-16").encode("utf-16"),
        bare.replace("utf-8", "gb18030").encode("gb18030"),
    ):
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()} | {"word/document.xml": text}
        assert covered(annotated(package(members), "97件").data) == ["97件"]


def test_the_strict_dialect() -> None:
    strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    after = annotated(rewritten(docx(paragraph("正文97件。")), a=strict), "97件").data
    assert strict[1].encode() in part(after, "word/comments.xml")
    assert b"commentRangeStart" in part(after, "word/document.xml")


def test_macros_keep_their_suffix_and_signatures_are_told() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    settings = '<w:settings xmlns:w="{}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    others = {
        "[Content_Types].xml": types.encode(),
        "_xmlsignatures/sig1.xml": b"<Signature/>",
        "word/vbaProject.bin": b"macro",
        "word/settings.xml": settings.format(W[1:-1]).encode(),
    }
    copy = annotated(docx(paragraph("正文97件。"), others=others), "97件")
    assert copy.suffix == ".docm"
    assert [note[:8] for note in copy.notes] == ["原件有电子签名（", "文件设有编辑保护"]
    assert part(copy.data, "word/vbaProject.bin") == b"macro"


def test_a_damaged_package_is_refused() -> None:
    data = docx(paragraph("正文97件。"))
    document, places = read_with_places(data, "x.docx")
    with pytest.raises(ReadError):
        annotate_docx(data[:200], places, [remark(spanned(document, "97件"), "97件")], DAY)


# ── tracked changes ──


def accepted(data: bytes) -> str:
    return read(data, "x.docx").text


def rejected(data: bytes) -> str:
    """The text with all changes of ours undone."""
    root = etree.fromstring(part(data, "word/document.xml"))
    for inserted in list(root.iter(f"{W}ins")):
        if inserted.get(f"{W}author") == "checker":
            parent = inserted.getparent()
            assert parent is not None
            parent.remove(inserted)
    return "".join(e.text or "" for e in root.iter(f"{W}t", f"{W}delText"))


@pytest.mark.parametrize(
    ("inside", "words", "new", "result"),
    [
        (run("印发（青政发〔2024〕第9号）"), "青政发〔2024〕第9号", "青政发〔2024〕9号", "印发（青政发〔2024〕9号）"),
        (run("部署落实,稳步推进"), ",", "，", "部署落实，稳步推进"),
        (run("建立台") + run("帐", "<w:b/>") + run("管理"), "台帐", "台账", "建立台账管理"),
        (run("布署") + run("工", "<w:b/>") + run("做。"), "布署工做", "部署工作", "部署工作。"),
        (run("全文结束"), "结束", "结束。", "全文结束。"),
        (run("实行双随机一公开监管"), "双随机一公开", "双随机、一公开", "实行双随机、一公开监管"),
        (run("印发“管理办法”"), "“管理", "《“管理", "印发《“管理办法”"),
        (run("“三项制度”"), "“三项制度”", "三项制度", "三项制度"),
        (run("甲的的乙"), "的的", "的", "甲的乙"),
    ],
)
def test_a_certain_correction_is_a_tracked_change(inside: str, words: str, new: str, result: str) -> None:
    before = docx(f"<w:p>{inside}</w:p>")
    copy = annotated(before, words, suggest=True, new=new)
    assert copy.edits == 1
    assert accepted(copy.data) == result
    assert rejected(copy.data) == read(before, "x.docx").text
    # The comment covers the words with their correction.
    (comment,) = comments_of_docx(copy.data)
    assert comment.covered == new


def test_the_insertion_has_the_type_of_what_it_replaces() -> None:
    copy = annotated(docx(f"<w:p>{run('建立台')}{run('帐', '<w:b/>')}</w:p>"), "台帐", suggest=True, new="台账")
    (inserted,) = etree.fromstring(part(copy.data, "word/document.xml")).iter(f"{W}ins")
    assert inserted.find(f"{W}r/{W}rPr/{W}b") is not None
    assert inserted.get(f"{W}author") == "checker" and inserted.get(f"{W}date") == "2025-03-01T00:00:00Z"


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:ins w:id='1' w:author='a'>{run('建立台帐')}</w:ins>",
        f"<w:fldSimple w:instr='X'>{run('建立台帐')}</w:fldSimple>",
        "<w:r><w:t>建立台</w:t><w:noBreakHyphen/><w:t>帐</w:t></w:r>",
    ],
)
def test_where_a_change_cannot_be_tracked_the_comment_must_do(inside: str) -> None:
    before = docx(f"<w:p>{inside}</w:p>")
    words = "台-帐" if "Hyphen" in inside else "台帐"
    copy = annotated(before, words, suggest=True, new="台账")
    assert copy.edits == 0 and len(comments_of_docx(copy.data)) == 1
    assert accepted(copy.data) == read(before, "x.docx").text


def test_two_corrections_of_one_place_are_one_change() -> None:
    copy = annotated(docx(paragraph("建立台帐。")), "台帐", "帐", suggest=True, new="账")
    assert copy.edits == 1
    assert len(comments_of_docx(copy.data)) == 2


def test_every_paragraph_of_a_changed_file_still_reads_by_runs() -> None:
    copy = annotated(docx(paragraph("印发通知,布署工作。")), ",", suggest=True, new="，")
    root = etree.fromstring(part(copy.data, "word/document.xml"))
    assert ["".join(piece.text for piece in own_pieces(p)) for p in root.iter(f"{W}p")] == ["印发通知，布署工作。"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_the_same_comments_and_the_same_text() -> None:
    inside = "".join(
        [
            paragraph(TITLE),
            f"<w:p>{run('收到申请2')}{run('06', '<w:b/>')}{run('件，受理187件。')}</w:p>",
            f"<w:p>{run('见')}<w:hyperlink w:anchor='a'>{run('网上年报')}</w:hyperlink>{run('全文')}</w:p>",
            f"<w:tbl><w:tr><w:tc>{paragraph('收到')}</w:tc><w:tc>{paragraph('206件')}</w:tc></w:tr></w:tbl>",
            paragraph("末段。"),
        ]
    )
    before = docx(inside, others={})
    words = ["206件", "187", "年报全", "末段"]
    after = annotated(before, *words).data
    found = comments_of_odt(converted(after, "odt"))
    assert [comment.covered for comment in found] == words
    assert {comment.author for comment in found} == {"checker"}
