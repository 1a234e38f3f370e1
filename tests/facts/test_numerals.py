"""The vocabulary: strictly validated, and free of entries that would defeat each other."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError

from checker.facts.chinese_numerals import NUMERAL_CHARACTERS, read_chinese
from checker.facts.lexicon import compile_lexicon
from checker.facts.numerals import Numerals
from checker.facts.quantities import read_quantities
from tests.facts.numbering import document, numerals, outline, table


def _changed(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(table()), **changes}


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError, match="counter_words"):
        Numerals.model_validate(_changed(counter_words={}))


def test_hotlines_are_digits() -> None:
    hotlines = {**table()["hotlines"], "numbers": ["1234五"]}
    with pytest.raises(ValidationError, match="热线号码只能是数字"):
        Numerals.model_validate(_changed(hotlines=hotlines))


def test_patterns_must_compile() -> None:
    with pytest.raises(ValidationError, match="正则写错了"):
        Numerals.model_validate(_changed(patterns=[{"kind": "name", "reason": "x", "pattern": "("}]))


def test_a_pattern_masks() -> None:
    extra = {"kind": "name", "reason": "项目编号", "pattern": "青石[0-9]+项目"}
    vocabulary = Numerals.model_validate(_changed(patterns=[extra]))
    text = "推进青石72项目建设，投入3万元"
    found = read_quantities(document(text), outline(text), compile_lexicon(vocabulary))
    assert [(q.text, q.kind.value) for q in found] == [("72", "name"), ("3万元", "count")]


def test_every_phrase_holds_a_numeral() -> None:
    phrases = [word for words in numerals().words for word in words.words]
    assert [word for word in phrases if not any(c in NUMERAL_CHARACTERS or c.isdigit() for c in word)] == []


def test_no_phrase_is_listed_twice() -> None:
    times = Counter(word for words in numerals().words for word in words.words)
    assert [word for word, count in times.items() if count > 1] == []


def _counters() -> Counter[str]:
    words = Counter(numerals().single)
    for groups in (numerals().counters, numerals().measures):
        words.update(word for group in groups.values() for word in group)
    return words


def test_no_counter_is_listed_in_two_groups() -> None:
    words = _counters()
    words.update(word for group in numerals().durations.values() for word in group)
    assert [word for word, times in words.items() if times > 1] == []


def test_exclusions_belong_to_counters() -> None:
    assert [word for word in numerals().not_counters if word not in _counters()] == []


def test_guards_belong_to_approximators() -> None:
    approximators = numerals().approximators
    assert set(approximators.not_after) <= set(approximators.before.senses)
    assert set(approximators.not_before) <= set(approximators.after.senses)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10), ("三十五", 35), ("一百二十", 120), ("一千零五", 1005), ("两万", 20_000), ("一万二", 12_000),
        ("二〇二一", 2021), ("一九九○", 1990), ("廿三", 23), ("卅", 30), ("九千八百七十六万", 98_760_000),
        ("一万亿", 10**12), ("三亿零五十", 300_000_050), ("俩", 2),
    ],
)  # fmt: skip
def test_chinese_numerals(numeral: str, value: int) -> None:
    read_as = read_chinese(numeral)
    assert read_as is not None
    assert read_as.low == read_as.high == value
    assert read_as.whole == value


@pytest.mark.parametrize("numeral", ["三百四千百", "几廿几四五", "一三百"])
def test_what_is_no_numeral(numeral: str) -> None:
    assert read_chinese(numeral) is None
