"""Two sums of indicators compared: ``assert: mediation.succeeded <= mediation.mediated + mediation.carried?``.

A term with ``?`` counts where the text gives it. The relation is asked within one paragraph, one scope and one
period; it fails only when no reading of the figures satisfies it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.judging.operands import cover, operand, place_of, quoted, total
from checker.engine.reading import Reading
from checker.facts.catalogue import Catalogue
from checker.facts.model import Measure
from checker.knowledge.record import Field, field_validator
from checker.knowledge.source import did_you_mean

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "relation"
PLACEHOLDERS = frozenset({"left", "right", "left_name", "right_name", "difference"})

_SHAPE = re.compile(r"^(?P<left>[^<>=]+?)\s*(?P<sign><=|=)\s*(?P<right>[^<>=]+)$")
_NEAR = 6  # figures to either side among which what was carried over may stand
_CARRIED = re.compile(r"(?:结转(?!下)|(?:上一?|去)年(?:度)?(?:转入|未|没|遗留|接转|末)|年初|期初|转入(?!下)|遗留)")
_TAKEN_TOGETHER = re.compile(r"(?:累计|合计|总计|共计|总)")
_ALL_YEAR = re.compile(r"(?:累计|合计|总计|共计?|全年)$")
# 审结1902件（含上年结转案件）: they are told, though not how many.
_CARRIED_WITH = re.compile(
    r"^[^，；。（）]{0,4}（[^，；。（）]{0,4}(?:含|包括)[^；。（）]{0,12}(?:结转|未结|遗留|积案|存案|旧案)"
)
# 连同上年结转案件共审结109件
_CARRIED_ALONG = re.compile(
    r"(?:连同|加上|加之|并|含|包括)[^，；。（）\d]{0,4}(?:结转|未结|遗留|积案|存案|旧案)[^，；。\d]{0,12}$"
)
_TERM = re.compile(r"^(?P<topic>[a-z_]+)\.(?P<indicator>[a-z_]+)(?P<optional>\?)?$")


class Parameters(CheckParameters):
    """``assert`` as above, one relation or several; ``same_paragraph: false`` widens the search to the whole report."""

    relations: str | tuple[str, ...] = Field(alias="assert", min_length=1)
    same_paragraph: bool = True

    @field_validator("relations")
    @classmethod
    def _well_formed(cls, values: str | tuple[str, ...]) -> tuple[str, ...]:
        relations = (values,) if isinstance(values, str) else values
        for relation in relations:
            _parsed(relation)
        return relations


def _parsed(value: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]], bool]:
    """Left and right terms (indicator, optional), and whether the sides must be equal. Raises ValueError in Chinese."""
    match = _SHAPE.match(value.strip())
    if match is None:
        raise ValueError("应写成 甲.乙 <= 丙.丁 + 戊.己? 这样的式子")
    sides: list[list[tuple[str, bool]]] = []
    for side in (match["left"], match["right"]):
        terms = []
        for text in side.split("+"):
            term = _TERM.match(text.strip())
            if term is None:
                raise ValueError(f"`{text.strip()}` 不是 主题.指标 的写法")
            terms.append((f"{term['topic']}.{term['indicator']}", bool(term["optional"])))
        sides.append(terms)
    return sides[0], sides[1], match["sign"] == "="


class _Relation(Struct, frozen=True, dict=True):
    """One relation with the names of its indicators."""

    left: Sequence[tuple[str, bool]]
    right: Sequence[tuple[str, bool]]
    equal: bool
    names: Mapping[str, str]

    @cached_property
    def needed(self) -> frozenset[str]:
        return frozenset(key for key, optional in (*self.left, *self.right) if not optional)


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Compare the two sums of each relation wherever both sides are given."""
    catalogue = knowledge.catalogue
    relations = [_resolved(text, catalogue) for text in parameters.relations]
    wanted = frozenset(key for relation in relations for key in relation.names)
    names = {key: name for relation in relations for key, name in relation.names.items() if key in relation.needed}

    def inspect(reading: Reading) -> Examination:
        measures = [(key, measure) for key, measure in _measures_by_key(reading) if key in wanted]
        groups: dict[tuple[object, ...], dict[str, list[Measure]]] = {}
        for key, measure in measures:
            if measure.period != "previous":
                place = measure.group if parameters.same_paragraph else 0
                group = groups.setdefault((place, measure.scope, measure.period), {})
                group.setdefault(key, []).append(measure)
        examined = 0
        faults: list[Fault] = []
        used: set[int] = set()
        for relation in relations:
            for group in groups.values():
                ways = _ways(relation, group) if relation.needed.issubset(group) else []
                if not ways:
                    continue
                examined += 1
                used.update(i for sides in ways for side in sides for i in side)
                if any(_holds(reading, a, b, relation.equal) for a, b in ways):
                    continue
                if any(_CARRIED_ALONG.search(_words_before(reading, index)) for index in ways[0][0]):
                    continue
                if relation.equal or not _otherwise_explained(reading, *ways[0]):
                    faults.append(_fault(reading, *ways[0], relation, group))
        if examined:
            return Examination.of(examined, faults, used)
        found = sorted({names[key] for key, _ in measures if key in names})
        if found:
            return Examination.undetermined(f"文中只写了{'、'.join(found)}，没有可与之相比的数")
        return Examination.not_applicable("文中没有这些指标")

    return inspect


def _measures_by_key(reading: Reading) -> list[tuple[str, Measure]]:
    """The measures with their keys; worked out once per reading, for there are many relations."""
    known: list[tuple[str, Measure]] | None = reading.memo.get(_measures_by_key)
    if known is None:
        known = reading.memo[_measures_by_key] = [(measure.key, measure) for measure in reading.facts.measures]
    return known


def _resolved(text: str, catalogue: Catalogue) -> _Relation:
    left, right, equal = _parsed(text)
    names: dict[str, str] = {}
    for key, _ in (*left, *right):
        topic, _, identifier = key.partition(".")
        if topic not in catalogue.topics or identifier not in catalogue.topics[topic].by_id:
            every = [f"{name}.{i}" for name, topic in catalogue.topics.items() for i in topic.by_id]
            hint = did_you_mean(key, every) or "；全部指标见 checker rules indicators"
            raise ValueError(f"指标表里没有 {key}{hint}")
        names[key] = catalogue.indicator(topic, identifier).name
    return _Relation(left, right, equal, names)


def _ways(relation: _Relation, group: Mapping[str, list[Measure]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every choice of figures for the two sides (an indicator may be mentioned more than once)."""
    sides = []
    for terms in (relation.left, relation.right):
        present = [[m.quantity for m in group[key]][:3] for key, _ in terms if key in group]
        sides.append([tuple(choice) for choice in product(*present)])
    return [(a, b) for a in sides[0] for b in sides[1] if not set(a) & set(b)]


def _holds(reading: Reading, left: Sequence[int], right: Sequence[int], equal: bool) -> bool:
    a, b = total(reading, left), total(reading, right)
    return a.intersects(b) if equal else a.can_be_at_most(b)


def _otherwise_explained(reading: Reading, left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether more came in than the right side says: cases carried over, or a larger figure between the two."""
    quantities, labels = reading.facts.quantities, reading.facts.labels
    if any(_CARRIED_WITH.search(_words_after(reading, index)) for index in left):
        return True
    last, first = max(left), min(right)
    unit, passage = quantities[last].unit, quantities[last].passage
    carried = [
        index
        for index in range(max(0, first - _NEAR), min(len(quantities), last + _NEAR))
        if quantities[index].passage == passage and quantities[index].unit == unit and _CARRIED.search(labels[index])
    ]
    if carried and not set(carried) & {*left, *right} and _holds(reading, left, (*right, *carried), False):
        return True
    # 三支队伍各有124人、36人、58人，218人全部持证: the first is not all there were
    row = [i for i in range(first, min(left)) if quantities[i].unit == unit and quantities[i].counts]
    if len(row) > 1 and _holds(reading, left, row, True):
        return True
    between = [i for i in range(max(right) + 1, min(left)) if quantities[i].unit == unit and quantities[i].counts]
    return any(_TAKEN_TOGETHER.search(labels[i]) and _holds(reading, left, (i,), False) for i in between) or any(
        _ALL_YEAR.search(_words_before(reading, i)) and _holds(reading, left, (i,), False) for i in between
    )


def _words_before(reading: Reading, index: int) -> str:
    quantity = reading.facts.quantities[index]
    return reading.document.passages[quantity.passage].text[max(0, quantity.start - 24) : quantity.start]


def _words_after(reading: Reading, index: int) -> str:
    quantity = reading.facts.quantities[index]
    return reading.document.passages[quantity.passage].text[quantity.end : quantity.end + 28]


def _fault(
    reading: Reading,
    left: Sequence[int],
    right: Sequence[int],
    relation: _Relation,
    group: Mapping[str, list[Measure]],
) -> Fault:
    a, b = total(reading, left), total(reading, right)
    quantities = reading.facts.quantities
    difference = number_words(abs(a.low - b.high)) if a.low is not None and b.high is not None else ""
    sign = "≠" if relation.equal else ">"
    roles = {
        measure.quantity: relation.names[key]
        for key, measures in group.items()
        for measure in measures
        if key in relation.names
    }
    return Fault(
        cover([place_of(reading, index) for index in (*left, *right)]),
        {
            "left": "＋".join(quoted(reading, i) for i in left),
            "right": "＋".join(quoted(reading, i) for i in right),
            "left_name": _name(relation.left, relation.names),
            "right_name": _name(relation.right, relation.names),
            "difference": difference,
        },
        tuple(operand(reading, roles[index], index) for index in (*left, *right)),
        arithmetic=f"{' + '.join(interval_words(quantities[i]) for i in left)}"
        f" {sign} {' + '.join(interval_words(quantities[i]) for i in right)}",
        identity=tuple(quantities[i].text for i in (*left, *right)),
    )


def _name(terms: Sequence[tuple[str, bool]], names: Mapping[str, str]) -> str:
    return "＋".join(names[key] for key, optional in terms if not optional) or names[terms[0][0]]
