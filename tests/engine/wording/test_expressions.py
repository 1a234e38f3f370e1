from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from checker.document.readers.plain import from_text
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.wording.expressions import Expression, Lexicon, Wording
from checker.facts.words import WordDictionary

NO_WORDS = WordDictionary(())


def hits(expression: Expression, text: str, year: int | None = 2020) -> list[tuple[str, str]]:
    found = Wording([expression], NO_WORDS).hits(from_text(text).running, year)
    return [(hit.wrong, hit.right) for hit in found]


def test_blanks_and_widths_do_not_hide_a_word() -> None:
    assert hits(Expression(wrong="建全", right="健全"), "建 全制度") == [("建全", "健全")]
    assert hits(Expression(wrong="（试行)", right="（试用）"), "办法(试行）") == [("（试行）", "（试用）")]


def test_a_word_inside_a_right_one_is_spared() -> None:
    expression = Expression(wrong="做为", right="作为", unless=("叫做为",))
    assert hits(expression, "这叫做为民") == []
    assert hits(expression, "做为重点") == [("做为", "作为")]


def test_the_neighbourhood_decides() -> None:
    expression = Expression(wrong="按排", right="安排", not_after="[名序]", before="^|，")
    assert hits(expression, "按排名，按排检查") == [("按排", "安排")]


def test_the_sentence_decides() -> None:
    expression = Expression(wrong="法制办", right="司法局", not_sentence="原|更名")
    assert hits(expression, "法制办更名为司法局。法制办审查文件。") == [("法制办", "司法局")]


def test_years_bound_a_fault() -> None:
    expression = Expression(wrong="旧称", right="新称", since=2020, until=2022)
    assert [year for year in (2019, 2020, 2022, 2023, None) if hits(expression, "旧称", year)] == [2020, 2022]


def test_a_pattern_renders_its_right_form_and_a_part_keeps_the_rest() -> None:
    assert hits(Expression(find="两法(链接|衔结)", right=r"两法衔接（\1）"), "两法链接") == [
        ("两法链接", "两法衔接（链接）")
    ]
    assert hits(Expression(wrong=("推荐改革",), part="推荐", right="推进"), "推荐改革") == [("推荐改革", "推进改革")]
    assert hits(Expression(find=r"(\d+)各", right=r"\1个"), "共12各乡镇") == [("12各", "12个")]


def test_a_whole_word_is_no_accident() -> None:
    words = WordDictionary(["学法", "制度", "法制", "宣传"])
    wording = Wording([Expression(wrong="法制", right="法治", whole_word=True)], words)
    assert len(wording.hits(from_text("学法制度和法制宣传").running, 2020)) == 1


def test_mistakes_in_a_list_are_refused() -> None:
    with pytest.raises(ValidationError, match="不是正确的正则表达式"):
        Expression.model_validate({"find": "（甲("})
    with pytest.raises(ValidationError, match="列了两次"):
        Lexicon.model_validate({"groups": [{"words": {"甲乙": "丙丁"}}, {"words": {"甲乙": "戊己"}}]})


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def test_the_shipped_lists_hold_what_they_promise(book: Rulebook) -> None:
    knowledge: Knowledge = book.knowledge
    names = knowledge.names("lexicon")
    assert {"confusable", "official-terms", "outdated-terms"} <= set(names)
    entries = 0
    for name in names:
        for expression in knowledge.model("lexicon", name, Lexicon).expressions():
            entries += max(1, len(expression.literals))
            assert expression.source, expression
            assert expression.right not in expression.literals, expression
            for pattern in (expression.find, expression.before, expression.after, expression.not_after):
                re.compile(pattern)
    assert entries >= 900
