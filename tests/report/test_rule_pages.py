from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine.checklist.rule import Basis, Rule
from checker.engine.examples import run_examples
from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import load_rulebook
from checker.report.rule_pages import INDEX, _basis, rule_pages

DOCS = Path(__file__).parents[2] / "docs" / "rules"
RULE = "numbers/accepted-within-received"


@pytest.fixture(scope="module")
def page() -> str:
    book = load_rulebook()
    return rule_pages(book, run_examples(book, [RULE]))[f"{RULE}.md"]


def test_a_page_says_what_why_basis_and_fix(page: str) -> None:
    for words in (
        "# 受理数不大于收到数",
        "## 为什么查",
        "## 依据",
        "第三十条",
        "## 怎么改",
        "## 例子",
        "## 准确度",
        "## 沿革",
        "- 0.1.0：首次收入",
    ):
        assert words in page


def test_a_basis_tells_where_its_text_was_seen(page: str) -> None:
    assert "- 《行政复议法》第三十条（已核对：<https://github.com/LawRefBook/Laws>）" in page
    unsure = Basis(source="甲", clause="第一条", seen=("https://a.example/",))
    assert _basis(unsure) == "《甲》第一条（条款待核，内容已见：<https://a.example/>）"


def test_examples_show_what_the_program_really_says(page: str) -> None:
    assert "- 错误：受理100件，多于收到97件" in page


def test_placeholders_are_set_apart(page: str) -> None:
    assert "受理`{left}`，多于收到`{right}`" in page


def test_the_index_links_every_page() -> None:
    book = load_rulebook()
    pages = rule_pages(book, [])
    assert all(f"]({rule.id}.md)" in pages[INDEX] for rule in book.rules)
    assert set(pages) == {INDEX, *(f"{rule.id}.md" for rule in book.rules)}


def test_the_published_pages_are_current() -> None:
    if not DOCS.is_dir():
        pytest.skip("docs/rules is not there; checker rules docs docs/rules makes it")
    book = load_rulebook()
    pages = rule_pages(book, run_examples(book))
    stale = [
        name for name, text in pages.items() if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != text
    ]
    assert stale == [], "run: checker rules docs docs/rules"


def test_marks_in_a_title_stay_words() -> None:
    book = load_rulebook()
    rule = Rule(
        id="local/x",
        title="<b>不用*号*</b>",
        kind="relation",
        severity=Severity.INFO,
        weight=1,
        basis=(Basis(source="本区指引"),),
        message="见`码`",
        fix="改",
    )
    pages = rule_pages(type(book)((rule,), book.knowledge, (), "0"), [])
    assert "<b>" not in pages["local/x.md"].replace("\\<b", "")
