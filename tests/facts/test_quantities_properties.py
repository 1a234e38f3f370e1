"""Laws that reading numbers keeps: what is written is what is read, and no number is lost."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.model import Span
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity
from checker.facts.quantities import read_quantities
from tests.facts.numbering import SHARED, document, lexicon, outline, read

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
UNITS = ["件", "人次", "家", "名", "份", "起", "项", "场次", "户"]


def chinese(number: int) -> str:
    """A numeral below 10^8 as it is written in prose; the 一 of a ten after 零 is often left out (一万零十)."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return chinese(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + chinese(low))
    digits = "零一二三四五六七八九"
    out = ""
    zero = False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out[1:] if out.startswith("一十") and number < 20 else out


@st.composite
def writings(draw: st.DrawFn) -> tuple[int, str]:
    """A whole number and one way to write it."""
    number = draw(st.integers(2, 9_999_999))
    ways = [str(number), str(number).translate(FULL_WIDTH), f"{number:,}"]
    if number % 10_000 == 0:
        ways.append(f"{number // 10_000}万")
    if number % 100 == 0 and number >= 10_000:
        ways.append(f"{number / 10_000:g}万")
    ways.append(chinese(number))
    return number, draw(st.sampled_from(ways))


@given(writings(), st.sampled_from(UNITS), st.sampled_from(["", " "]))
def test_every_writing_reads_back(writing: tuple[int, str], unit: str, gap: str) -> None:
    number, text = writing
    quantities = read(f"全年共办理{text}{gap}{unit}。")
    assert [(q.interval, q.unit) for q in quantities] == [(Interval.point(number), unit)], text


@given(st.integers(0, 10_000), st.integers(0, 2), st.sampled_from(["%", "％", "﹪"]))
def test_percentages_read_back(mantissa: int, decimals: int, sign: str) -> None:
    value = Fraction(mantissa, 10**decimals)
    printed = f"{mantissa // 10**decimals}" + (f".{mantissa % 10**decimals:0{decimals}d}" if decimals else "")
    (quantity,) = read(f"办结率为{printed}{sign}")
    assert quantity.kind is NumberKind.PERCENT
    assert quantity.printed == value / 100
    assert quantity.step == Fraction(1, 100 * 10**decimals)
    assert quantity.exact


@given(st.integers(2, 999_999), st.sampled_from(["余", "多"]), st.sampled_from(UNITS))
def test_more_lies_above_and_within_one_place(number: int, word: str, unit: str) -> None:
    (quantity,) = read(f"发放{number}{word}{unit}")
    interval = quantity.interval
    assert interval.low == number
    assert interval.low_open
    assert interval.high is not None
    assert interval.high <= max(2 * number, number + 10)
    assert quantity.approximators == (word,)


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from(["-", "—", "－", "~", "～", "至"]))
def test_ranges_keep_both_ends(a: int, b: int, mark: str) -> None:
    if a == b or 1900 <= min(a, b) <= 2100:
        return
    low, high = min(a, b), max(a, b)
    (quantity,) = read(f"每次安排{low}{mark}{high}人")
    assert quantity.interval == Interval(Fraction(low), Fraction(high))
    assert quantity.range_high == high
    assert quantity.kind is NumberKind.COUNT


CLAUSES = [
    "强化组织领导",
    "全年受理行政复议申请97件",
    "办结率99.8%",
    "召开“三项制度”推进会两次",
    "印发《2021年工作要点》",
    "较上年增长近三成",
    "12345热线运行平稳",
    "近600万元资金到位",
    "落实党的二十大精神",
    "组织9450余名干部学法",
    "5月9日召开大会",
    "进一步压实责任",
]


def _said(quantities: tuple[Quantity, ...]) -> list[tuple[str, str, str, str]]:
    return [(q.text, q.kind.value, q.unit, str(q.interval)) for q in quantities]


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=6))
def test_unrelated_clauses_change_nothing(clauses: list[str]) -> None:
    apart = [said for clause in clauses for said in _said(read(f"{clause}。"))]
    assert _said(read("。".join(clauses) + "。")) == apart


_NUMERIC = re.compile(r"[0-9①-⒛]")


def assert_nothing_lost(text: str) -> tuple[Quantity, ...]:
    """Quantities are in order, do not overlap, lie within their passage, and cover every digit."""
    report = document(text)
    quantities = read_quantities(report, outline(text), lexicon())
    covered: dict[int, set[int]] = {}
    last = (-1, 0)
    for quantity in quantities:
        assert (quantity.passage, quantity.start) >= last
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        last = (quantity.passage, quantity.end)
        passage = report.passages[quantity.passage]
        assert quantity.text == passage.text[quantity.start : quantity.end]
        assert quantity.span == Span(*passage.place(quantity.start, quantity.end))
        assert quantity.kind is NumberKind.COUNT or quantity.reason
        covered.setdefault(quantity.passage, set()).update(range(quantity.start, quantity.end))
    for index, passage in enumerate(report.passages):
        for match in _NUMERIC.finditer(passage.text):
            assert match.start() in covered.get(index, ()), passage.text[max(0, match.start() - 10) : match.end() + 10]
    return quantities


_ALPHABET = (
    "0123456789０５.,，、。：:；（）〔〕《》“”-—~～%％‰+×/ 第年月日号件人次家个余多近约超以上下"
    "万亿千百十一二三两几数半翻番倍成分之点级届大中区市ABx\n"
)


@settings(max_examples=300)
@given(st.text(_ALPHABET, max_size=60))
def test_no_digit_is_lost_in_any_text(text: str) -> None:
    assert_nothing_lost(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 9000,
        "0." + "3" * 9000,
        "1,234" + ",567" * 3000,
        "三" * 9000,
        "百千" * 4000,
        "110、" * 4000,
        "《" * 6000 + "3件",
        "a1" * 6000,
        "1-" * 6000,
        "1:2" * 4000,
        "（2020）" * 3000,
        "一、" * 5000,
        "过半" * 5000,
        "“3" * 5000,
        "N+1" * 4000,
    ],
)
def test_crafted_text_is_read_in_linear_time(text: str) -> None:
    assert_nothing_lost(text)


@pytest.mark.parametrize("folder", ["seeds", "corpus"])
def test_no_digit_is_lost_in_real_reports(folder: str) -> None:
    files = sorted(Path(SHARED, folder).glob("*.txt"))
    if not files:
        pytest.skip(f"{SHARED / folder} is not on this machine")
    for file in files:
        assert_nothing_lost(file.read_text(encoding="utf-8"))
