"""Word files made of text: every character where the report has it, so that comments find their words."""

from __future__ import annotations

from datetime import date

import pytest

from checker.document.model import Document, Span
from checker.document.readers import docx
from checker.document.reading import read_bytes
from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import load_rulebook
from checker.engine.run import read_report
from checker.report.annotation.docx import annotate_docx
from checker.report.annotation.remarks import Remark
from checker.report.annotation.textual import docx_of
from tests.document import ofd_writer
from tests.document.sample import LINES, TEXT
from tests.document.typeset import typeset
from tests.report.commented import comments_of_docx, part

DAY = date(2025, 3, 1)
HTML = (
    "<html><body><h1>青石区2023年度法治政府建设情况报告</h1><p>全年收到申请206件，受理187件。</p>"
    "<table><tr><td rowspan=2>项目</td><td colspan=2>年度</td></tr><tr><td>2022</td><td>2023</td></tr>"
    "<tr><td>收到</td><td>59</td><td>206</td></tr></table><p>以上数字含乡镇。</p></body></html>"
)


def commented(document: Document, *words: str) -> bytes:
    data, places = docx_of(document)
    remarks = []
    for one in words:
        start = document.text.index(one)
        span = Span(start, start + len(one))
        remarks.append(Remark("a/b", Severity.INFO, (("【提示】", "看"), ("规则：", "a/b")), span, one))
    return annotate_docx(data, places, remarks, DAY).data


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "x.txt"),
        (("# " + "\n\n".join(LINES)).encode(), "x.md"),
        (HTML.encode(), "x.html"),
        (ofd_writer.write(typeset(LINES)), "x.ofd"),
    ],
)
def test_comments_cover_their_words_whatever_the_format(data: bytes, name: str) -> None:
    document = read_bytes(data, name)
    words = ["受理187件", "206件", "建设情况报告"]
    after = commented(document, *words)
    assert sorted(c.covered for c in comments_of_docx(after)) == sorted(words)
    squeezed = "".join("".join(document.quote(block.span).split()) for block in document.blocks)
    assert "".join(docx.read(after, "x.docx").text.split()) == squeezed


def test_a_table_stays_a_table() -> None:
    document = read_bytes(HTML.encode(), "x.html")
    after = docx.read(commented(document, "206"), "x.docx")
    assert [after.quote(b.span) for b in after.blocks if b.cell is not None] == [
        document.quote(b.span) for b in document.blocks if b.cell is not None
    ]
    cells = [b.cell for b in document.blocks if b.cell is not None]
    assert [b.cell for b in after.blocks if b.cell is not None] == cells


def test_lines_broken_at_a_width_become_one_paragraph() -> None:
    body = (
        "全年收到行政复议申请206件，受理187件，审结179件，其中维持96件、撤销12件、终止71件，经调解和解后撤回的41件。"
        * 4
    )
    lines = [body[i : i + 40] for i in range(0, len(body), 40)]
    document = read_bytes("\n".join(["青石区2023年度法治政府建设情况报告", *lines]).encode(), "x.txt")
    assert any("\n" in document.quote(block.span) for block in document.blocks)
    broken = lines[0][-3:] + "\n" + lines[1][:3]
    after = commented(document, broken)
    (comment,) = comments_of_docx(after)
    assert comment.covered == broken.replace("\n", "")
    assert docx.read(after, "x.docx").text.count("\n") == 1


def test_headings_and_signature_look_like_it() -> None:
    document = read_bytes(TEXT.encode(), "x.txt")
    reading = read_report(document, load_rulebook(), DAY)
    data, _ = docx_of(document, reading.outline)
    text = part(data, "word/document.xml").decode()
    for style, words in (
        ("Title", LINES[0]),
        ("Addressee", LINES[1]),
        ("Heading1", "一、主要举措和成效"),
        ("Heading2", "（一）健全依法行政制度体系"),
        ("Signature", "青石区人民政府"),
    ):
        assert f'<w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{words}<' in text


def test_markup_and_controls_of_the_report_do_no_harm() -> None:
    document = read_bytes("青石区报告<w:p>&amp;\x0c\n正文97件。".encode(), "x.txt")
    after = commented(document, "97件")
    assert "<w:p>&amp;" in docx.read(after, "x.docx").text
