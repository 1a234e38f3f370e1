from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from checker.document.model import Block, BlockKind, Cell, Document, Span
from checker.document.readers.plain import from_text
from checker.engine.model import Finding, Severity
from checker.engine.result import Checked, Result
from checker.engine.rulebook.rulebook import load_rulebook
from checker.engine.run import check_document
from checker.report.checklist import Checklist, checklist_of
from checker.report.html.index import render_index
from checker.report.html.marking import Note, rows_of
from checker.report.html.page import page_names, render_page
from tests.report import sample

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>]]>{{7*7}}\u202e\x00"


@pytest.fixture(scope="module")
def whole() -> tuple[Checked, Checklist]:
    """A report that went through the whole pipeline, with outline and facts kept."""
    book = load_rulebook()
    checked = check_document(from_text(sample.TEXT, "reports/青石区-2024.txt"), book, date(2025, 3, 20))
    return checked, checklist_of(book, indicators=True)


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def test_every_finding_has_a_note_and_a_mark() -> None:
    page = parsed(render_page(sample.checked(), sample.CHECKLIST))
    live = [f for f in sample.checked().findings if f.waived is None]
    assert len(page.css("article.note")) == len(live)
    assert len(page.css("a.ref")) == sum(f.span is not None for f in live)
    marked = {node.text() for node in page.css("mark.error")}
    assert {"12.9%", "180件", "三、2024年工作安排"} <= marked


def test_the_text_is_all_there(whole: tuple[Checked, Checklist]) -> None:
    checked, checklist = whole
    page = parsed(render_page(checked, checklist))
    for ref in page.css("a.ref"):
        ref.decompose()
    text = "".join(node.text() for node in page.css(".text"))
    assert text == sample.TEXT.replace("\n", "")


def test_every_link_leads_somewhere(whole: tuple[Checked, Checklist]) -> None:
    checked, checklist = whole
    page = parsed(render_page(checked, checklist))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {node.attributes["href"] or "" for node in page.css("a[href]")}
    assert all(target.startswith("#") and target[1:] in ids for target in targets)
    assert any(target.startswith("#n") for target in targets)


def test_every_number_of_the_ledger_is_listed(whole: tuple[Checked, Checklist]) -> None:
    checked, checklist = whole
    assert checked.reading is not None
    page = parsed(render_page(checked, checklist))
    assert len(page.css(".ledger tbody tr")) == len(checked.reading.facts.quantities)


def test_nothing_comes_from_elsewhere(whole: tuple[Checked, Checklist]) -> None:
    html = render_page(*whole)
    page = parsed(html)
    assert not page.css("[src], link, iframe, object, embed, [style], [onclick], [onload]")
    assert not re.search(r"url\(|@import|https?://", html)


def test_the_policy_admits_exactly_this_style_and_script() -> None:
    page = parsed(render_page(sample.checked(), sample.CHECKLIST))
    [meta] = page.css('meta[http-equiv="Content-Security-Policy"]')
    policy = meta.attributes["content"] or ""
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        [node] = page.css(name)
        digest = base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_nothing_is_injected() -> None:
    document = Document(NASTY, "txt", NASTY, (Block(BlockKind.PARAGRAPH, Span(0, len(NASTY))),), notes=(NASTY,))
    finding = Finding(
        "language/confusable", Severity.ERROR, NASTY, NASTY[3:9], Span(3, 9), (), NASTY, NASTY, NASTY, section=NASTY
    )
    checked = replace(
        sample.checked(), path=NASTY, title=NASTY, body=NASTY, notes=(NASTY,), findings=(finding,), document=document
    )
    for html in (
        render_page(checked, sample.CHECKLIST),
        render_page(replace(sample.failed(), path=NASTY, error=NASTY), sample.CHECKLIST),
        render_index(
            [checked, replace(sample.failed(), path=NASTY, error=NASTY)], ["1.html", "2.html"], sample.CHECKLIST
        ),
    ):
        page = parsed(html)
        assert not page.css("img, b")
        assert len(page.css("script")) <= 1
        assert "\u202e" not in html and "\x00" not in html
        assert not any("49" in node.text() for node in page.css("title"))


def test_overlapping_findings_are_both_marked() -> None:
    document = Document("x", "txt", "甲乙丙丁戊己", (Block(BlockKind.PARAGRAPH, Span(0, 6)),))
    notes = [
        Note(1, Finding("a/b", Severity.INFO, "一", "甲乙丙", Span(0, 3))),
        Note(2, Finding("a/c", Severity.ERROR, "二", "丙丁", Span(2, 4))),
        Note(3, Finding("a/d", Severity.WARNING, "三", "", Span(6, 6))),
    ]
    [row] = rows_of(document, notes, [Span(1, 2)], {})
    assert "".join(piece.text for piece in row.pieces) == document.text
    assert [(piece.text, piece.notes) for piece in row.pieces if piece.notes] == [
        ("甲", (1,)),
        ("乙", (1,)),
        ("丙", (1, 2)),
        ("丁", (2,)),
    ]
    assert next(piece.severity for piece in row.pieces if piece.text == "丙") is Severity.ERROR
    assert row.pieces[-1].begins == (3,)
    assert row.notes == tuple(notes)


def test_tables_stay_tables() -> None:
    text = "指标\n数量\n受理\n97件"
    blocks = []
    start = 0
    for index, words in enumerate(text.split("\n")):
        cell = Cell(0, index // 2, index % 2)
        blocks.append(Block(BlockKind.CELL, Span(start, start + len(words)), cell=cell))
        start += len(words) + 1
    document = Document("x", "docx", text, tuple(blocks))
    note = Note(1, Finding("a/b", Severity.ERROR, "一", "97件", Span(9, 12)))
    [row] = rows_of(document, [note], [], {})
    assert row.table is not None
    assert [["".join(p.text for p in cell.pieces) for cell in line] for line in row.table.rows] == [
        ["指标", "数量"],
        ["受理", "97件"],
    ]
    assert row.notes == (note,)


def test_names_of_pages_are_safe_and_different() -> None:
    results: list[Result] = [sample.clean(path) for path in ("甲/报告.txt", "乙/报告.txt", "../../etc/<x>.txt", "…")]
    names = page_names(results)
    assert names == ["001-报告-txt.html", "002-报告-txt.html", "003-x-txt.html", "004-报告.html"]


def test_the_index_ranks_and_links() -> None:
    results: list[Result] = [sample.checked(), sample.failed(), sample.clean()]
    page = parsed(render_index(results, page_names(results), sample.CHECKLIST))
    rows = page.css("tbody tr")
    assert "云溪县" in rows[0].text() and "青石区" in rows[1].text() and "扫描件" in rows[2].text()
    assert [node.attributes["href"] for node in page.css("a")] == [page_names(results)[i] for i in (2, 0, 1)]
    assert not page.css("script")
