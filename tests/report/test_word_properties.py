"""Whatever a paragraph is made of and wherever remarks fall: comments cover their words, and nothing else changes."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from checker.document.model import Span
from checker.document.readers.docx import W, read, read_with_places
from checker.engine.model import Severity
from checker.errors import ReadError
from checker.report.annotation.docx import annotate_docx
from checker.report.annotation.remarks import Remark
from tests.document.word_files import docx, run
from tests.report.commented import comments_of_docx, only_inserted, part

DAY = date(2025, 3, 1)
WORDS = st.text("申请件年，。29%𠮷 <&", min_size=1, max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
RUN = st.builds(run, WORDS, st.sampled_from(["", "<w:b/>", '<w:sz w:val="32"/>']))
SEVERAL = st.lists(
    st.one_of(
        WORDS.map(lambda text: f"<w:t>{text}</w:t>"), st.sampled_from(["<w:tab/>", "<w:lastRenderedPageBreak/>"])
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: f"<w:r><w:rPr/>{''.join(parts)}</w:r>")
GONE = WORDS.map(lambda text: f"<w:del w:id='9' w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del>")
PIECES = st.one_of(RUN, SEVERAL, GONE)
AROUND = st.sampled_from(
    [
        "{}",
        "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
        "<w:ins w:id='8' w:author='a'>{}</w:ins>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:fldSimple w:instr='X'>{}</w:fldSimple>",
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice></mc:AlternateContent>",
    ]
)
INSIDE = st.lists(st.builds(str.format, AROUND, PIECES), min_size=1, max_size=6).map("".join)
BODY = st.lists(INSIDE, min_size=1, max_size=3).map(lambda all: "".join(f"<w:p>{one}</w:p>" for one in all))
PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=5)
# How a correction may differ from the words: other words, some more at any place, some less.
CORRECTIONS = st.sampled_from(["none", "other", "before", "within", "after", "shorter", "less"])


def remark(span: Span, quote: str, new: str | None) -> Remark:
    # The place in the message tells the remarks apart.
    lines = (("【错误】", f"{span.start}-{span.end}"), ("规则：", "a/b"))
    return Remark("a/b", Severity.ERROR, lines, span, quote, new)


def corrected(words: str, how: str) -> str | None:
    middle = len(words) // 2
    return {
        "other": "数",
        "before": "数" + words,
        "within": words[:middle] + "数" + words[middle:],
        "after": words + "数",
        "shorter": words[:middle],
        "less": words[:1] + words[2:],
    }.get(how)


def shown(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(BODY, PLACES, CORRECTIONS)
def test_comments_anywhere(inside: str, places: list[tuple[int, int]], how: str) -> None:
    before = docx(inside)
    try:
        document, way_back = read_with_places(before, "x.docx")
    except ReadError:  # nothing in it can be seen
        return
    size = len(document.text)
    spans = [Span(min(a, size), min(a + b, size)) for a, b in places]
    remarks = [remark(span, document.quote(span), corrected(document.quote(span), how)) for span in spans]
    copy = annotate_docx(before, way_back, remarks, DAY, suggest=how != "none")
    body = part(copy.data, "word/document.xml")
    root = etree.fromstring(body)
    # Undone, the file says what it said; with no change tracked, not a byte of it has gone.
    for ours in [e for e in root.iter(f"{W}ins") if e.get(f"{W}author") == "checker"]:
        parent = ours.getparent()
        assert parent is not None
        parent.remove(ours)
    others = [e for e in root.iter(f"{W}del") if e.get(f"{W}author") == "a"]
    kept = [e for e in root.iter(f"{W}t", f"{W}delText") if not any(e in other.iter() for other in others)]
    original = etree.fromstring(part(before, "word/document.xml"))
    assert "".join(e.text or "" for e in kept) == "".join(e.text or "" for e in original.iter(f"{W}t"))
    assert len(comments_of_docx(copy.data)) == len(remarks)
    if copy.edits == 1 and len(remarks) == 1:
        (only,) = remarks
        assert only.span is not None and only.replacement is not None
        wanted = document.text[: only.span.start] + only.replacement + document.text[only.span.end :]
        assert shown(read(copy.data, "x.docx").text) == shown(wanted)
    if not copy.edits:
        assert read(copy.data, "x.docx").text == document.text
        assert only_inserted(part(before, "word/document.xml"), body)
        told = {comment.text.partition("\n")[0]: comment.covered for comment in comments_of_docx(copy.data)}
        for one in remarks:
            covered = shown(told[one.lines[0][0] + one.lines[0][1]])
            if "AlternateContent" in inside:
                assert shown(one.quote) in covered  # what cannot be parted is covered whole
            elif shown(one.quote):
                assert covered == shown(one.quote)
