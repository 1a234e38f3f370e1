"""Every way to read figures of neighbouring sentences as a whole and its parts, found by arithmetic alone.

A run of figures of one kind, in the order of the text, with a whole of that kind before or behind it. The words are not
asked here: whether the writer meant a sum is for ``form`` to say. Of all the ways only those are told whose figures add
up, or would if one slip of the keys were undone; there are few of them, so that the words need to be weighed seldom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from checker.facts.figures import Figure, Sentence, of_this_year
from checker.facts.model import NumberKind
from checker.facts.rounding import is_counted

__all__ = ["Candidate", "Place", "find_candidates", "kind_of", "slip_explains"]

_MOST_PARTS = 16
_MOST_FIGURES = 24  # of one kind in a sentence: with more it is a table in words
_BACK = 4  # figures by which a whole may stand before the run, other than the first of its sentence
_LEAST_WHOLE = 3
_FARTHEST = 160  # characters between a whole and its run, or between neighbours of a run


# What may be a counter that no list has: 亮灯156晚, 东街52晚、西街104晚.
_COUNTER = re.compile(r"[\u4e00-\u9fff](?<![的和与及等为是在以至到或由比后前左右上下中内余多年月日号时分第率])")


class Place(StrEnum):
    """Where the whole stands."""

    BEFORE = "b"  # before its parts in the same sentence
    BEHIND = "a"  # behind its parts in the same sentence
    EARLIER = "p"  # in the sentence before
    LATER = "n"  # in the sentence after
    LONG_BEFORE = "q"  # two sentences before
    BRACKET = "k"  # before the bracket that holds its parts


class Candidate(Struct, frozen=True):
    """A whole and the run of its parts. ``row`` are all figures of this kind in the sentence of the parts.

    ``first`` and ``last`` are the places of the run in ``row``; ``missing`` is the sum of the parts less the whole, in
    units of the last printed digit, 0 where they agree.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    place: Place
    home: Sentence  # of the whole
    sentence: Sentence  # of the parts
    row: Sequence[Figure]
    first: int
    last: int
    skipped: int  # figures of this kind between the whole and the run
    missing: int
    slack: int  # by how much rounded figures may differ

    @property
    def fails(self) -> bool:
        """Whether the parts do not add up to the whole."""
        return abs(self.missing) > self.slack

    @property
    def indices(self) -> tuple[int, ...]:
        """All its figures, the whole first."""
        return (self.whole.index, *(part.index for part in self.parts))


def kind_of(figure: Figure) -> str:
    """What the figure counts: figures of one kind may be added."""
    group = figure.quantity.group
    return "generic" if group == "orgs" else group or figure.unit


def find_candidates(paragraph: Sequence[Sentence], *, every: bool = False) -> Iterator[Candidate]:
    """The candidates among the sentences of one paragraph.

    ``every``: also those that fail for good (for learning what is not meant).
    """
    rows_of = [_rows(sentence) for sentence in paragraph]
    kinds: dict[str, list[Figure]] = {}
    for rows in rows_of:
        for (kind, _, _), figures in rows.items():
            kinds.setdefault(kind, []).extend(figures)
    values: dict[int, int | None] = {}
    for figures in kinds.values():
        if len(figures) > 2:
            values.update(_values(figures))
    for number, (sentence, rows) in enumerate(zip(paragraph, rows_of, strict=True)):
        for (kind, depth, _), row in rows.items():
            if len(row) < 2 or len(kinds[kind]) < 3:
                continue
            wholes: list[_Whole] = []
            later: list[_Whole] = []
            if depth:
                outer = [f for key in rows if key[:2] == (kind, depth - 1) for f in rows[key] if f.end <= row[0].start]
                if outer:
                    wholes.append((max(outer, key=lambda figure: figure.end), Place.BRACKET, sentence, 0))
            else:
                for place, back in ((Place.EARLIER, 1), (Place.LONG_BEFORE, 2)):
                    if number >= back and (known := rows_of[number - back].get((kind, 0, 0))):
                        wholes.extend(_before(known, place, paragraph[number - back]))
                if number + 1 < len(paragraph):
                    following = rows_of[number + 1].get((kind, 0, 0), ())
                    later.extend((f, Place.LATER, paragraph[number + 1], at) for at, f in enumerate(following[:2]))
            if len(row) + len(wholes) + len(later) < 3:
                continue
            for chosen in (row, *_outer(sentence, row), *_strands(row)):
                if 1 < len(chosen) <= _MOST_FIGURES:
                    yield from _read(sentence, chosen, values, wholes, later, every)


_SUMMED_UP = (Place.BEHIND, Place.LATER)  # 12个镇街、19个部门，共31家单位
_Whole = tuple[Figure, Place, Sentence, int]  # with the figures of its kind behind it in its sentence


def _before(known: Sequence[Figure], place: Place, home: Sentence) -> Iterator[_Whole]:
    """The figures of an earlier sentence that may be the whole: the last ones, and the first."""
    last = max(0, len(known) - (_BACK if place is Place.EARLIER else 1))
    for at, figure in enumerate(known):
        if at >= last or not at:
            yield figure, place, home, len(known) - at - 1


def _outer(sentence: Sentence, row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The row without the parts that 其中 opens: 无证14起，其中行医11起、执业3起；处置8起."""
    if len(row) < 4 or "其中" not in sentence.text or "；" not in sentence.text:
        return
    outer = [row[0]]
    inner = False
    for before, figure in pairwise(row):
        gap = sentence.between(before.end, figure.start)
        inner = "其中" in gap or (inner and "；" not in gap)
        if not inner:
            outer.append(figure)
    if 1 < len(outer) < len(row):
        yield outer


def _strands(row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """What is named alike again and again: 东片收案12件、结案11件，西片收案15件、结案14件，全县收案27件、结案25件."""
    if len(row) < 6:
        return
    strands: dict[str, list[Figure]] = {}
    for figure in row:
        strands.setdefault(figure.label[-2:], []).append(figure)
    for strand in strands.values():
        if 3 <= len(strand) < len(row) and len(strands) < len(row) / 2 + 1:
            yield strand


def _values(figures: Sequence[Figure]) -> Iterator[tuple[int, int | None]]:
    """The figures in units of the last digit of the finest of them, None where not claimed exactly."""
    step = min([figure.quantity.step for figure in figures])
    for figure in figures:
        quantity = figure.quantity
        if not quantity.exact:
            yield figure.index, None
        elif step == 1 and quantity.printed.denominator == 1:
            yield figure.index, quantity.printed.numerator
        else:
            scaled = quantity.printed / step
            yield figure.index, scaled.numerator if scaled.denominator == 1 else None


def _read(
    sentence: Sentence,
    row: Sequence[Figure],
    known: Mapping[int, int | None],
    wholes: Sequence[_Whole],
    later: Sequence[_Whole],
    every: bool,
) -> Iterator[Candidate]:
    values = [known[figure.index] for figure in row]
    size = len(row)
    bracketed = row[0].depth > 0
    measured = not all(is_counted(figure.quantity) for figure in row)
    for begin in range(size - 1):
        ends = _sums(row, values, begin)
        if not ends:
            continue
        near: list[_Whole] = []
        if begin:
            backs = (begin - 1,) if bracketed else (0, *range(max(1, begin - _BACK), begin))
            near.extend((row[back], Place.BEFORE, sentence, begin - 1 - back) for back in backs)
        if begin <= _BACK:
            near.extend((figure, place, home, back + begin) for figure, place, home, back in wholes)
        # Of 平台405个，其中国家级17个、省级118个 nothing in the next sentence is the whole.
        opened = bool(begin and later) and "其中" in sentence.between(row[begin - 1].end, row[begin].start)
        first, group = values[begin], row[begin].quantity.group
        for end, added in ends:
            slack = (end - begin + 2) // 2 if measured else 0
            around = near
            if end < size:
                around = [*near, (row[end], Place.BEHIND, sentence, 0)]
                if end + 1 < size:
                    around.append((row[end + 1], Place.BEHIND, sentence, 1))
            if later and end >= size - 1 and not opened:
                around = [*around, *((figure, place, home, at + size - end) for figure, place, home, at in later)]
            for whole, place, home, skipped in around:
                value = known[whole.index]
                if value is None or value < _LEAST_WHOLE:
                    continue
                missing = added - value
                # What neither adds up nor differs by a multiple of nine, by one or by a swap is not looked into.
                if missing % 9 and not every and abs(missing) > max(1, slack) and added + value != 2 * (first or 0):
                    continue
                if whole.quantity.group != group and place not in _SUMMED_UP:
                    continue  # 检查企业96家，发现问题51个
                if every or _promising(missing, value, values[begin:end], slack):
                    parts = tuple(row[begin:end])
                    yield Candidate(whole, parts, place, home, sentence, row, begin, end - 1, skipped, missing, slack)


def _sums(row: Sequence[Figure], values: Sequence[int | None], begin: int) -> list[tuple[int, int]]:
    """Where a run that starts at ``begin`` may end (exclusive), with its sum."""
    found: list[tuple[int, int]] = []
    added = values[begin]
    if added is None:
        return found
    for end in range(begin + 1, min(len(row), begin + _MOST_PARTS)):
        value = values[end]
        if value is None or row[end].start - row[end - 1].end > _FARTHEST:
            break
        added += value
        found.append((end + 1, added))
    return found


def _promising(missing: int, whole: int, parts: Sequence[int | None], slack: int) -> bool:
    """Whether the figures add up, or one slip explains that they do not."""
    return abs(missing) <= slack or slip_explains(whole, [part for part in parts if part is not None], missing, slack)


def slip_explains(whole: int, parts: Sequence[int], missing: int, slack: int = 0) -> bool:
    """Whether one slip of the keys in one of the figures explains what the parts add up to beyond the whole."""
    if missing in (1, -1) and not slack:
        return True
    if _slipped(whole, whole + missing) or any(_slipped(part, part - missing) for part in parts):
        return True
    return parts[0] > whole and missing + 2 * whole == 2 * parts[0]


def _slipped(value: int, meant: int) -> bool:
    """Whether one is the other with a nought more or fewer, or with two neighbouring digits swapped."""
    if meant <= 0:
        return False
    if meant == value * 10 or value == meant * 10:
        return True
    units, rest = divmod(abs(value - meant), 9)
    if rest:
        return False
    while units and not units % 10:
        units //= 10
    if units > 9:  # two neighbours that change places make a difference of nine times a digit, with noughts
        return False
    one, other = str(value), str(meant)
    if len(one) != len(other):
        return False
    differ = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return one[first] == other[second] and one[second] == other[first]


def _rows(sentence: Sentence) -> dict[tuple[str, int, int], list[Figure]]:
    """The figures that may have parts or be parts, by kind, depth of brackets and the bracket itself."""
    rows: dict[tuple[str, int, int], list[Figure]] = {}
    for figure in sentence.present:
        bracket = sentence.text.rfind("（", 0, figure.start - sentence.start) if figure.depth else 0
        rows.setdefault((kind_of(figure), figure.depth, bracket), []).append(figure)
    unknown = [f for f in sentence.counts if not f.unit and f.quantity.kind is NumberKind.BARE]
    if len(unknown) > 2:
        for figure in unknown:
            if _COUNTER.match(figure.after) and of_this_year(figure):
                rows.setdefault((figure.after[0], figure.depth, 0), []).append(figure)
    return rows
