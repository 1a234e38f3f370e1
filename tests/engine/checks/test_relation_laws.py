"""The same laws for every kind of relation: sound figures scaled stay sound, any other figure is told.

Sums, rates and shares have theirs in ``test_relations_properties``; here are changes, balances, products, listings and
the sums of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from checker.engine.model import Finding, Severity
from tests.engine.checks.test_relations_properties import findings, lawful

Figures = tuple[int, ...]


class Form(Struct, frozen=True):
    """A relation in words. ``last`` works out its last figure from the others; ``scaled`` says which may be scaled."""

    write: Callable[[Sequence[int]], str]
    last: Callable[[Sequence[int]], int]
    figures: int
    scaled: tuple[int, ...]


def grown(figures: Sequence[int]) -> str:
    then, more, now = figures
    return f"全年办理法律援助案件{now}件，上年办理{then}件，同比增加{more}件。"


def flown(figures: Sequence[int]) -> str:
    before, came, left, done = figures
    return f"上年结转信访事项{before}件，本年新收{came}件，全年办结{done}件，结转下年{left}件。"


def handed_out(figures: Sequence[int]) -> str:
    villages, each, total = figures
    return f"为{villages}个村每村发放普法读本{each}册，共发放{total}册。"


def tabled(figures: Sequence[int]) -> str:
    one, two, three, total = figures
    return f"单位\t许可\t处罚\n甲镇\t{one}\t11\n乙镇\t{two}\t12\n丙镇\t{three}\t13\n合计\t{total}\t36\n"


FORMS = {
    "change": Form(grown, lambda f: f[0] + f[1], 2, (0, 1)),
    "balance": Form(flown, lambda f: f[0] + f[1] - f[2], 3, (0, 1, 2)),
    "product": Form(handed_out, lambda f: f[0] * f[1], 2, (1,)),
    "table": Form(tabled, sum, 3, (0, 1, 2)),
}
sizes = st.lists(st.integers(20, 400), min_size=3, max_size=3)


def sound(form: Form, chosen: Sequence[int], factor: int = 1) -> Figures:
    """Figures that satisfy the form, those that may be scaled by ``factor``."""
    figures = list(chosen[: form.figures])
    if form.write is flown:
        figures[2] = min(figures[2], figures[0] + figures[1] - 1)
    figures = [figure * factor if place in form.scaled else figure for place, figure in enumerate(figures)]
    return (*figures, form.last(figures))


def loud(*texts: str) -> list[Finding]:
    return [finding for finding in findings(*texts) if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("kind", FORMS)
@lawful
@given(chosen=sizes, factor=st.integers(1, 20))
def test_sound_figures_stay_sound_when_scaled(kind: str, chosen: list[int], factor: int) -> None:
    form = FORMS[kind]
    assert loud(form.write(sound(form, chosen, factor))) == []


@pytest.mark.parametrize("kind", FORMS)
@lawful
@given(chosen=sizes, by=st.sampled_from([-1, 1]))
def test_one_more_or_less_is_told(kind: str, chosen: list[int], by: int) -> None:
    form = FORMS[kind]
    *figures, last = sound(form, chosen)
    assert loud(form.write((*figures, last + by)))


@pytest.mark.parametrize("kind", FORMS)
@lawful
@given(chosen=sizes, by=st.sampled_from([-1, 1]))
def test_a_sound_sentence_beside_it_changes_nothing(kind: str, chosen: list[int], by: int) -> None:
    form = FORMS[kind]
    *figures, last = sound(form, chosen)
    wrong, beside = form.write((*figures, last + by)), "开展法治讲座12场，其中机关5场、学校7场。"
    alone = [finding.rule for finding in loud(wrong)]
    assert [finding.rule for finding in loud(beside, wrong)] == alone
    assert [finding.rule for finding in loud(wrong, beside)] == alone


NAMES = ("首席律师负责制", "案件回访制度", "错案追究办法", "风险预警机制", "信息通报规则", "专家咨询制度")
NUMERALS = "零一二三四五六七"


@lawful
@given(names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True), by=st.sampled_from([-1, 0, 1]))
def test_a_list_has_as_many_names_as_it_says(names: list[str], by: int) -> None:
    said = len(names) + by
    text = f"健全{''.join(f'“{name}”' for name in names)}{NUMERALS[said]}项工作制度。"
    if said < 2:
        return
    assert bool([f for f in findings(text) if f.rule == "numbers/list-count"]) is (by != 0)
    assert bool(findings(f"健全{''.join(f'“{name}”' for name in reversed(names))}{NUMERALS[said]}项工作制度。")) is (
        by != 0
    )
