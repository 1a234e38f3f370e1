"""Laws that the checks of figures keep, whatever the figures: scaling, breaking, reordering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from checker.document.readers.plain import from_text
from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.model import Finding
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from checker.outline.model import BodyKind, Form, Level

settings.register_profile("relations", derandomize=True, deadline=None, max_examples=40)
lawful = settings(settings.get_profile("relations"))

REQUEST = ProfileRequest(BodyKind.GOVERNMENT, Level.COUNTY, Form.OFFICIAL, 2024)
# Not relations between figures.
APART = ("numbers/core-indicator-missing", "numbers/implausible", "numbers/unit")


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


def findings(*sentences: str) -> tuple[Finding, ...]:
    """What the number rules say of these sentences, each a paragraph of its own."""
    book = rulebook()
    ignore = [rule for rule in APART if rule in book.by_id]
    text = "\n".join(sentences)
    checked = check_document(
        from_text(text), book, date(2025, 2, 20), request=REQUEST, select=["numbers/*"], ignore=ignore, strict=True
    )
    return checked.findings


class Statement(Struct, frozen=True):
    """A sentence over counts. ``shown`` is their stated sum, or the rate of the first of two in the second."""

    write: Callable[[Sequence[int], int | str], str]
    counts: tuple[int, ...]
    shown: int | str

    @property
    def text(self) -> str:
        return self.write(self.counts, self.shown)


def graded(counts: Sequence[int], whole: int | str) -> str:
    a, b, c = counts
    return f"评查行政执法案卷{whole}卷，其中优秀{a}卷、合格{b}卷、不合格{c}卷。"


def mediated(counts: Sequence[int], whole: int | str) -> str:
    a, b, c = counts
    return f"人民调解组织调解婚姻家庭纠纷{a}件、邻里纠纷{b}件、其他纠纷{c}件，共{whole}件。"


def proposals(counts: Sequence[int], whole: int | str) -> str:
    a, b = counts
    return f"办理人大代表建议{a}件、政协提案{b}件，合计{whole}件。"


def litigation(counts: Sequence[int], whole: int | str) -> str:
    a, b = counts
    return f"办理行政应诉案件{whole}件，其中一审{a}件、二审{b}件。"


def share(counts: Sequence[int], rate: int | str) -> str:
    part, base = counts
    return f"开展执法检查{base}次，其中联合检查{part}次，占检查总数的{rate}%。"


def passed(counts: Sequence[int], rate: int | str) -> str:
    part, base = counts
    return f"参加考试{base}人，考试合格{part}人，合格率{rate}%。"


def told_first(counts: Sequence[int], rate: int | str) -> str:
    part, base = counts
    return f"信访事项按期办结率为{rate}%，{base}件信访事项中按期办结{part}件。"


def in_full(counts: Sequence[int], rate: int | str) -> str:
    part, base = counts
    return f"{rate}%的争议以和解方式了结，即{base}件中的{part}件。"


def sold_off(counts: Sequence[int], rate: int | str) -> str:
    part, base = counts
    return f"督查交办的{base}个问题已销号{part}个，销号率{rate}%。"


SUMS: tuple[tuple[Callable[[Sequence[int], int | str], str], int], ...] = (
    (graded, 3),
    (mediated, 3),
    (proposals, 2),
    (litigation, 2),
)
RATES = (share, passed, told_first, in_full, sold_off)
count = st.integers(2, 900)


@st.composite
def sums(draw: st.DrawFn) -> Statement:
    write, parts = draw(st.sampled_from(SUMS))
    counts = tuple(draw(st.lists(count, min_size=parts, max_size=parts)))
    return Statement(write, counts, sum(counts))


def rounded(part: int, base: int, places: int = 1) -> str:
    """The rate in percent, rounded half up, as it is printed."""
    scaled = Fraction(100 * 10**places * part, base)
    digits = str(int(scaled + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


@st.composite
def rates(draw: st.DrawFn) -> Statement:
    base = draw(st.integers(20, 900))
    part = draw(st.integers(base // 10, base - 1))
    return Statement(draw(st.sampled_from(RATES)), (part, base), rounded(part, base))


sound = st.one_of(sums(), rates())


@lawful
@given(sound)
def test_what_adds_up_is_left_alone(statement: Statement) -> None:
    assert findings(statement.text) == ()


@lawful
@given(sound, st.integers(2, 30))
def test_scaling_all_counts_keeps_it_sound(statement: Statement, factor: int) -> None:
    scaled = tuple(factor * n for n in statement.counts)
    shown = statement.shown * factor if isinstance(statement.shown, int) else statement.shown
    assert findings(statement.write(scaled, shown)) == ()


@lawful
@given(sums(), st.integers(1, 400), st.booleans())
def test_any_other_total_is_told(statement: Statement, by: int, less: bool) -> None:
    assert isinstance(statement.shown, int)
    wrong = statement.shown - by if less and by < statement.shown else statement.shown + by
    text = statement.write(statement.counts, wrong)
    assert findings(text), text


@lawful
@given(sums(), st.data())
def test_any_other_part_is_told(statement: Statement, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(statement.counts) - 1))
    wrong = data.draw(count.filter(lambda n: n != statement.counts[place]))
    counts = (*statement.counts[:place], wrong, *statement.counts[place + 1 :])
    text = statement.write(counts, statement.shown)
    assert findings(text), text


@lawful
@given(rates(), st.integers(2, 300), st.booleans())
def test_a_rate_beyond_rounding_and_truncation_is_told(statement: Statement, tenths: int, less: bool) -> None:
    part, base = statement.counts
    exact = Fraction(1000 * part, base)  # in tenths of a percent
    wrong = int(exact) + (-tenths if less else tenths + 1)
    if not 0 < wrong <= 1000:
        wrong = int(exact) + (tenths + 1 if less else -tenths)
    if not 0 < wrong <= 1000:
        return
    text = statement.write((part, base), f"{wrong // 10}.{wrong % 10}")
    assert findings(text), text


@lawful
@given(rates())
def test_a_truncated_rate_is_no_error(statement: Statement) -> None:
    part, base = statement.counts
    tenths = 1000 * part // base
    text = statement.write((part, base), f"{tenths // 10}.{tenths % 10}")
    assert all(finding.severity.value == "info" for finding in findings(text)), text


@lawful
@given(st.lists(st.integers(10, 300), min_size=2, max_size=4), st.integers(8, 90), st.booleans())
def test_shares_of_one_whole_make_it_up(tenths: list[int], by: int, more: bool) -> None:
    rest = 1000 - sum(tenths)
    if rest <= 100:
        return
    names = ("治安类", "交通类", "环保类", "住建类")

    def text(last: int) -> str:
        shown = "，".join(f"{name}占{n // 10}.{n % 10}%" for name, n in zip(names, tenths, strict=False))
        return f"处罚案件中，{shown}，其他占{last // 10}.{last % 10}%。"

    assert not findings(text(rest))
    assert findings(text(rest + by if more else rest - by))


def told(found: Sequence[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((finding.rule, finding.message, finding.severity.value) for finding in found)


def joined(texts: Sequence[str]) -> str:
    return "；".join(text.rstrip("。") for text in texts) + "。"


@st.composite
def independent(draw: st.DrawFn) -> tuple[str, ...]:
    """A sentence of each form, some with a wrong total."""
    texts = []
    for write, parts in SUMS:
        counts = draw(st.lists(count, min_size=parts, max_size=parts))
        texts.append(write(counts, sum(counts) + draw(st.sampled_from((0, 0, 7)))))
    base = draw(st.integers(20, 900))
    part = draw(st.integers(2, base - 1))
    texts.append(draw(st.sampled_from(RATES))((part, base), rounded(part, base)))
    return tuple(texts)


@lawful
@given(st.data())
def test_the_order_of_independent_sentences_changes_nothing(data: st.DataObject) -> None:
    texts = data.draw(independent())
    assert told(findings(*texts)) == told(findings(*data.draw(st.permutations(texts))))


# The same clauses every time: of some ten thousand, one has figures that make up another sum by chance.
@settings(lawful, max_examples=150, phases=[Phase.generate], derandomize=True)
@given(st.data())
def test_the_order_of_independent_clauses_changes_nothing(data: st.DataObject) -> None:
    texts = data.draw(independent())
    alone = told(findings(*texts))
    assert told(findings(joined(texts))) == alone
    assert told(findings(joined(data.draw(st.permutations(texts))))) == alone


@lawful
@given(sums(), sound)
def test_a_sentence_beside_it_takes_no_fault_away(faulty: Statement, neighbour: Statement) -> None:
    if neighbour.write is faulty.write:
        return
    assert isinstance(faulty.shown, int)
    wrong = faulty.write(faulty.counts, faulty.shown + 3)
    alone = told(findings(wrong))
    assert alone and told(findings(neighbour.text, wrong)) == alone == told(findings(wrong, neighbour.text))


def test_the_statements_are_written_once() -> None:
    """Guards the generators: every sentence form takes the counts in the order given."""
    assert graded((1, 2, 3), 6) == "评查行政执法案卷6卷，其中优秀1卷、合格2卷、不合格3卷。"
    assert rounded(1, 3) == "33.3" and rounded(2, 3) == "66.7" and rounded(1, 200) == "0.5"
