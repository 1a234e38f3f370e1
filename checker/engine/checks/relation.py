"""Two sums of indicators compared: ``assert: reconsideration.accepted <= reconsideration.received + reconsideration.carried?``.

A term with ``?`` counts where the text gives it. The relation is asked within one paragraph, one scope and one period; it
fails only when no reading of the figures satisfies it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import Any

from pydantic import Field, field_validator

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.operands import cover, operands, place_of, quoted, total
from checker.engine.reading import Reading
from checker.engine.wording_numbers import interval_words, number_words
from checker.facts.catalogue import Catalogue
from checker.facts.model import Measure

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "relation"
PLACEHOLDERS = frozenset({"left", "right", "left_name", "right_name", "difference"})

_SHAPE = re.compile(r"^(?P<left>[^<>=]+?)\s*(?P<sign><=|=)\s*(?P<right>[^<>=]+)$")
_TERM = re.compile(r"^(?P<topic>[a-z_]+)\.(?P<indicator>[a-z_]+)(?P<optional>\?)?$")


class Parameters(CheckParameters):
    """``assert`` as above; ``same_paragraph: false`` widens the search to the whole report."""

    relation: str = Field(alias="assert")
    same_paragraph: bool = True

    @field_validator("relation")
    @classmethod
    def _well_formed(cls, value: str) -> str:
        match = _SHAPE.match(value.strip())
        if match is None:
            raise ValueError("应写成 甲.乙 <= 丙.丁 + 戊.己? 这样的式子")
        for side in (match["left"], match["right"]):
            for term in side.split("+"):
                if not _TERM.match(term.strip()):
                    raise ValueError(f"`{term.strip()}` 不是 主题.指标 的写法")
        return value


def _terms(side: str) -> list[tuple[str, bool]]:
    terms = []
    for text in side.split("+"):
        match = _TERM.match(text.strip())
        assert match is not None
        terms.append((f"{match['topic']}.{match['indicator']}", bool(match["optional"])))
    return terms


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Compare the two sums wherever both sides are given."""
    match = _SHAPE.match(parameters.relation.strip())
    assert match is not None
    catalogue = Catalogue.from_tables(knowledge.tables.get("indicators", {}))
    left, right, equal = _terms(match["left"]), _terms(match["right"]), match["sign"] == "="
    names: dict[str, str] = {}
    for key, _ in (*left, *right):
        topic, _, identifier = key.partition(".")
        if topic not in catalogue.topics or identifier not in catalogue.topics[topic].by_id:
            raise ValueError(f"指标表里没有 {key}")
        names[key] = catalogue.indicator(topic, identifier).name
    needed = {key for key, optional in (*left, *right) if not optional}
    wanted = {key for key, _ in (*left, *right)}

    def inspect(reading: Reading) -> Examination:
        groups: dict[tuple[Any, ...], dict[str, list[Measure]]] = {}
        for measure in reading.facts.measures:
            if measure.key in wanted and measure.period != "previous":
                place = measure.group if parameters.same_paragraph else 0
                groups.setdefault((place, measure.scope, measure.period), {}).setdefault(measure.key, []).append(
                    measure
                )
        examined = 0
        faults: list[Fault] = []
        used: set[int] = set()
        for group in groups.values():
            if not needed.issubset(group):
                continue
            ways = list(_ways(left, right, group))
            if not ways:
                continue
            examined += 1
            used.update(i for sides in ways for side in sides for i in side)
            if any(_holds(reading, a, b, equal) for a, b in ways):
                continue
            faults.append(_fault(reading, *ways[0], left, right, names))
        if not groups or (not examined and not faults):
            found = sorted({names[m.key] for m in reading.facts.measures if m.key in needed})
            if found:
                return Examination.undetermined(f"文中只有{'、'.join(found)}，比不成")
            return Examination.not_applicable("文中没有这些指标")
        return Examination.of(examined, faults, used)

    return inspect


def _ways(
    left: Sequence[tuple[str, bool]], right: Sequence[tuple[str, bool]], group: dict[str, list[Measure]]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every choice of figures for the two sides (an indicator may be mentioned more than once)."""
    sides = []
    for terms in (left, right):
        present = [[m.quantity for m in group[key]][:3] for key, _ in terms if key in group]
        sides.append([tuple(choice) for choice in product(*present)])
    return [(a, b) for a in sides[0] for b in sides[1] if not set(a) & set(b)]


def _holds(reading: Reading, left: Sequence[int], right: Sequence[int], equal: bool) -> bool:
    a, b = total(reading, left), total(reading, right)
    return a.intersects(b) if equal else a.can_be_at_most(b)


def _fault(
    reading: Reading,
    left: Sequence[int],
    right: Sequence[int],
    left_terms: Sequence[tuple[str, bool]],
    right_terms: Sequence[tuple[str, bool]],
    names: dict[str, str],
) -> Fault:
    a, b = total(reading, left), total(reading, right)
    spans = [place_of(reading, index) for index in (*left, *right)]
    difference = number_words(abs(a.low - b.high)) if a.low is not None and b.high is not None else ""
    quantities = reading.facts.quantities
    return Fault(
        cover(spans),
        {
            "left": "＋".join(quoted(reading, i) for i in left),
            "right": "＋".join(quoted(reading, i) for i in right),
            "left_name": "＋".join(names[key] for key, optional in left_terms if not optional)
            or names[left_terms[0][0]],
            "right_name": "＋".join(names[key] for key, optional in right_terms if not optional),
            "difference": difference,
        },
        operands(reading, "左边", left) + operands(reading, "右边", right),
        arithmetic=f"{' + '.join(interval_words(quantities[i]) for i in left)}"
        f" > {' + '.join(interval_words(quantities[i]) for i in right)}",
        identity=tuple(quantities[i].text for i in (*left, *right)),
    )
