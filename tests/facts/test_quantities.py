"""Every labelled phrase is read as labelled."""

from __future__ import annotations

import pytest

from tests.facts.number_phrases import PHRASES
from tests.facts.numbering import read

CASES = [tuple(part.strip() for part in line.split("|")) for line in PHRASES.splitlines() if line and line[0] != "#"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 250
    assert all(len(case) == 5 for case in CASES)


@pytest.mark.parametrize(("phrase", "text", "kind", "unit", "interval"), CASES)
def test_phrase(phrase: str, text: str, kind: str, unit: str, interval: str) -> None:
    found = [quantity for quantity in read(phrase) if quantity.text == text]
    assert found, [(quantity.text, quantity.kind.value) for quantity in read(phrase)]
    assert kind in {quantity.kind.value for quantity in found}
    quantity = next(quantity for quantity in found if quantity.kind.value == kind)
    assert quantity.unit == unit
    if interval != "-":
        assert str(quantity.interval) == interval
