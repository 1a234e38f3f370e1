"""Which counts a percentage is most likely of, by the form of the sentence."""

from __future__ import annotations

import pytest

from checker.facts.explanations import Explanation, Form, items_of, levels_of, of_other_counts, weigh
from checker.facts.model import NumberKind
from tests.facts.conftest import Read

MEANT = [
    ("区内165家规上企业中有148家完成“法治体检”，覆盖面89.7%。", Form.PART, ["148家"], ["165家"]),
    ("全市检查工地264个，下发整改通知33份，向12个项目发出预警函，预警面为4.5%。", Form.PART, ["12个"], ["264个"]),
    ("直接纠错14件，占审结案件162件的8.6%。", Form.PART, ["14件"], ["162件"]),
    ("事项由432项调整为118项，减少72.7%。", Form.REST, ["118项"], ["432项"]),
]


def likeliest(read: Read, text: str) -> Explanation:
    """The explanation of the last percentage that the form of the sentence speaks for most."""
    facts = read(text)
    items = items_of(text, list(enumerate(facts.quantities)))
    rate = [item for item in items if item.rate][-1]
    weighed = weigh(text, items, rate, {})
    assert abs(sum(weighed.likelihoods) + weighed.none - 1) < 1e-9
    return max(zip(weighed.likelihoods, weighed.explanations, strict=True), key=lambda one: one[0])[1]


@pytest.mark.parametrize(("text", "form", "top", "base"), MEANT)
def test_the_form_tells_which_counts_are_meant(
    read: Read, text: str, form: Form, top: list[str], base: list[str]
) -> None:
    found = likeliest(read, text)
    assert found.form is form
    assert [item.quantity.text for item in found.top] == top
    assert [item.quantity.text for item in found.base] == base


def test_the_values_of_the_counts_say_nothing(read: Read) -> None:
    """A slip of the keys must not change which counts are taken to be meant."""
    found = likeliest(read, "区内165家规上企业中有1480家完成“法治体检”，覆盖面89.7%。")
    assert [item.quantity.text for item in (*found.top, *found.base)] == ["1480家", "165家"]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("出庭应诉率由上年的95.6%", True),
        ("城镇登记失业率为3.1%", True),
        ("较2023年的0.41%", True),
        ("力争物业纠纷数量下降15%", True),
        ("出庭应诉率达98.0%", False),
    ],
)
def test_rates_of_an_earlier_time_are_not_of_these_counts(read: Read, text: str, other: bool) -> None:
    items = items_of(text, list(enumerate(read(text).quantities)))
    assert of_other_counts(text, next(item for item in items if item.rate)) is other


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("审查覆盖率87.5%，高出去年6.2个百分点，去年为81.3%。", ("87.5%", "81.3%")),
        ("2024年调解率45.8%；2023年办结268件，调解率36.6%。两年相比，提高9.2个百分点。", ("45.8%", "36.6%")),
        ("覆盖率87.5%，满意率91.3%，提高6.2个百分点。", None),
    ],
)
def test_points_lie_between_two_rates(read: Read, text: str, levels: tuple[str, str] | None) -> None:
    items = items_of(text, list(enumerate(read(text).quantities)))
    points = next(item for item in items if item.quantity.kind is NumberKind.POINTS)
    found = levels_of(text, items, points)
    assert (tuple(item.quantity.text for item in found) if found else None) == levels
