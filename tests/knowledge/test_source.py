from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import RuleError
from checker.knowledge.source import Place, Problem, did_you_mean, parse_source, raise_problems


def test_traps_of_yaml_are_plain_words() -> None:
    text = "a: no\nb: 010\nc: 1_000\nd: 2020-01-01\ne: 12:30\nf: 1e3\ng: .5\nh: ~\ni: 12345\nj: 'true'\nk: Off\n"
    assert parse_source(text, "x.yaml").data == {
        "a": "no",
        "b": "010",
        "c": "1_000",
        "d": "2020-01-01",
        "e": "12:30",
        "f": "1e3",
        "g": ".5",
        "h": "~",
        "i": "12345",
        "j": "true",
        "k": "Off",
    }


def test_truth_and_nothing_are_read() -> None:
    assert parse_source("a: true\nb: false\nc: null\nd:\ne: ''\n", "x").data == {
        "a": True,
        "b": False,
        "c": None,
        "d": None,
        "e": "",
    }


def test_every_node_knows_its_place() -> None:
    source = parse_source("# 注\n规则:\n  - 名称: 甲\n    词: [乙, 丙]\n", "x.yaml")
    assert source.place(("规则", 0, "词", 1)) == Place("x.yaml", 4, 12)
    assert source.place(("规则", 0, "名称"), key=True) == Place("x.yaml", 3, 5)
    # What is not there stands where it would have been.
    assert source.place(("规则", 0, "没有", "深处")) == source.place(("规则", 0))


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "第1行已经写过"),
        ("a: &x [1]\nb: *x\n", 1, 4, "锚点"),
        ("a: {<<: {b: 1}}\n", 1, 5, "合并键"),
        ("a: !!python/object:os.system [ls]\n", 1, 4, "标签"),
        ("a: !!int 3\n", 1, 4, "标签"),
        ("a: [1, 2\n", 2, 1, "YAML"),
        ("a: b: c\n", 1, 5, "YAML"),
        ("? [a]\n: b\n", 1, 3, "键必须是一个词"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_source(text, "rules/x.yaml")
    assert (caught.value.file, caught.value.line, caught.value.column) == ("rules/x.yaml", line, column)
    assert words in caught.value.detail


def test_all_problems_of_a_file_are_listed_the_first_leads() -> None:
    with pytest.raises(RuleError) as caught:
        parse_source("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x.yaml")
    assert caught.value.line == 2
    assert "x.yaml:3:11" in str(caught.value)


def test_bombs_are_refused_quickly() -> None:
    with pytest.raises(RuleError, match="嵌套过深"):
        parse_source("a: " + "[" * 100_000, "x")
    with pytest.raises(RuleError, match="层次过深"):
        parse_source("\n".join("  " * depth + f"k{depth}:" for depth in range(80)), "x")
    laughs = "a: &a [1]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    with pytest.raises(RuleError, match="锚点"):
        parse_source(laughs, "x")
    with pytest.raises(RuleError, match="过大"):
        parse_source("a" * 5_000_000, "x")


def test_control_characters_are_a_clear_error() -> None:
    with pytest.raises(RuleError, match="YAML"):
        parse_source("a: \x00\n", "x")


def test_did_you_mean() -> None:
    assert "`severity`" in did_you_mean("severty", ["severity", "title"])
    assert did_you_mean("完全不同", ["severity"]) == ""


def test_many_problems_are_cut_short() -> None:
    with pytest.raises(RuleError, match="另有80处"):
        raise_problems(Problem(Place("x", line, 1), f"错{line}") for line in range(1, 101))
    raise_problems([])


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_parses_or_is_a_rule_error(text: str) -> None:
    try:
        parse_source(text, "x.yaml")
    except RuleError as error:
        assert error.detail


LETTERS = st.characters(categories=["Lo", "Ll", "Lu", "Nd", "Po", "Zs"])


@settings(deadline=None)
@given(st.dictionaries(st.text(LETTERS, min_size=1), st.text(LETTERS, max_size=20), max_size=6))
def test_quoted_text_comes_back_as_it_was(data: dict[str, str]) -> None:
    import json

    assert (parse_source(json.dumps(data, ensure_ascii=False), "x").data or {}) == data
