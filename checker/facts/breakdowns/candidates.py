"""Every way to read figures of neighbouring sentences as a whole and its parts, found by arithmetic alone.

A run of figures of one kind, in the order of the text, with a whole of that kind before or behind it. The words are not
asked here: whether the writer meant a sum is for ``form`` to say. Of all the ways only those are told whose figures add
up, or would if one slip of the keys were undone; there are few of them, so that the words need to be weighed seldom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from checker.exact import Fraction
from checker.facts.figures import Figure, Sentence
from checker.facts.rounding import is_counted

__all__ = ["CHANGED", "EARLIER", "Candidate", "Place", "find_candidates", "kind_of", "of_this_year", "slip_explains"]

_MOST_PARTS = 16
_MOST_FIGURES = 24  # of one kind in a sentence: with more it is a table in words
_BACK = 4  # figures by which a whole may stand before the run, other than the first of its sentence
_LEAST_WHOLE = 3
_LIMITS = frozenset({"分", "岁", "周岁", "年", "倍"})
EARLIER = re.compile(
    r"(?:上年|去年|上一年|同期|往年|前年)(?!.{0,4}(?:结转|转入|转来|未结|未办|留|移|存|旧|跨|积|底前|末前|以前))"
)
_OF_ALL = re.compile(r"占[^，；。]{0,14}$")
_ITS_SHARE = re.compile(r"^[^，；。]{0,4}的?[\d.]+[%％]|^[^，；。]{0,6}的$")
_CHANGED_TO = re.compile(r"(?:调整|压减|精简|减少|增加|扩大|提高|整合|合并)(?:为|到|至)$")
_FORMER = re.compile(r"^[^，；。]{0,6}?(?:调整|压减|精简|减少|增加|扩大|提高|整合|变)(?:为|到|至)$")
CHANGED = re.compile(
    r"(?:同比|较上|比上|较去|比去|环比|增长|增加|减少|下降|调增|调减|调整[为到至]|压减|精简|核增|核减)"
)
_FARTHEST = 160  # characters between a whole and its run, or between neighbours of a run


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


def find_candidates(
    sentence: Sentence, following: Sentence | None = None, *, every: bool = False
) -> Iterator[Candidate]:
    """The candidates whose parts stand in ``sentence``; ``following`` is the next one of the paragraph.

    ``every``: also those that fail for good (for learning what is not meant).
    """
    rows = _rows(sentence)
    if not rows:
        return
    earlier: list[tuple[Place, Sentence]] = []
    before = sentence.previous
    if before is not None:
        earlier.append((Place.EARLIER, before))
        if before.previous is not None:
            earlier.append((Place.LONG_BEFORE, before.previous))
    for (kind, depth, _), figures in rows.items():
        if len(figures) < 2 or len(figures) > _MOST_FIGURES:
            continue
        step = min(figure.quantity.step for figure in figures)
        wholes: list[tuple[Figure, Place, Sentence, int]] = []
        later: list[tuple[Figure, Place, Sentence, int]] = []
        if depth:
            wholes.extend(_before_bracket(sentence, kind, depth, figures))
        else:
            for place, home in earlier:
                known = _kind_in(home, kind)
                chosen = known[-_BACK:] if place is Place.EARLIER else known[-1:]
                if known and known[0] not in chosen:
                    chosen = [known[0], *chosen]
                wholes.extend((figure, place, home, len(known) - known.index(figure) - 1) for figure in chosen)
            if following is not None:
                known = _kind_in(following, kind)[:2]
                later.extend((figure, Place.LATER, following, back) for back, figure in enumerate(known))
        step = min((step, *(figure.quantity.step for figure, *_ in (*wholes, *later))))
        yield from _read(sentence, figures, step, wholes, later, every)


def _read(
    sentence: Sentence,
    row: Sequence[Figure],
    step: Fraction,
    wholes: Sequence[tuple[Figure, Place, Sentence, int]],
    later: Sequence[tuple[Figure, Place, Sentence, int]],
    every: bool,
) -> Iterator[Candidate]:
    values = [_value(figure, step) for figure in row]
    size = len(row)
    depth = row[0].depth
    measured = not all(map(_counted, row))
    for begin in range(size - 1):
        if values[begin] is None:
            continue
        ends = _sums(row, values, begin)
        if not ends:
            continue
        here: list[tuple[Figure, Place, Sentence, int]] = []
        if begin:
            backs = {begin - 1, 0, *range(max(0, begin - _BACK), begin)}
            here.extend((row[back], Place.BEFORE, sentence, begin - 1 - back) for back in sorted(backs))
        for whole, place, home, skipped in (*here, *wholes):
            value = _value(whole, step)
            if value is None or value < _LEAST_WHOLE or (depth and place is Place.BEFORE and skipped):
                continue
            between = skipped if place is Place.BEFORE else skipped + begin
            if between > _BACK + 2 and whole is not row[0]:
                continue
            for end, added in ends:
                missing = added - value
                slack = (end - begin + 2) // 2 if measured else 0
                if every or _promising(missing, value, values, begin, end, slack):
                    yield Candidate(
                        whole,
                        tuple(row[begin:end]),
                        place,
                        home,
                        sentence,
                        row,
                        begin,
                        end - 1,
                        between,
                        missing,
                        slack,
                    )
        for end, added in ends:
            behind = [(row[at], Place.BEHIND, sentence, at - end) for at in range(end, min(end + 2, size))]
            if end >= size - 1:
                behind.extend((figure, place, home, skipped + size - end) for figure, place, home, skipped in later)
            for whole, place, home, skipped in behind:
                value = _value(whole, step)
                if value is None or value < _LEAST_WHOLE:
                    continue
                missing = added - value
                slack = (end - begin + 2) // 2 if measured else 0
                if every or _promising(missing, value, values, begin, end, slack):
                    yield Candidate(
                        whole,
                        tuple(row[begin:end]),
                        place,
                        home,
                        sentence,
                        row,
                        begin,
                        end - 1,
                        skipped,
                        missing,
                        slack,
                    )


def _sums(row: Sequence[Figure], values: Sequence[int | None], begin: int) -> list[tuple[int, int]]:
    """Where a run that starts at ``begin`` may end (exclusive), with its sum."""
    found: list[tuple[int, int]] = []
    added = values[begin]
    assert added is not None
    for end in range(begin + 1, min(len(row), begin + _MOST_PARTS)):
        value = values[end]
        if value is None or row[end].start - row[end - 1].end > _FARTHEST:
            break
        added += value
        found.append((end + 1, added))
    return found


def _promising(missing: int, whole: int, values: Sequence[int | None], begin: int, end: int, slack: int) -> bool:
    if -slack <= missing <= slack:
        return True
    if missing % 9 and missing not in (1, -1):
        first = values[begin]
        return first is not None and missing + 2 * whole == 2 * first  # the two have changed places
    parts = [value for value in values[begin:end] if value is not None]
    return slip_explains(whole, parts, missing, slack)


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
    if (value - meant) % 9:
        return False
    one, other = str(value), str(meant)
    if len(one) != len(other):
        return False
    differ = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return one[first] == other[second] and one[second] == other[first]


def _counted(figure: Figure) -> bool:
    return is_counted(figure.quantity)


def _value(figure: Figure, step: Fraction) -> int | None:
    """The figure in steps, where it is claimed exactly."""
    quantity = figure.quantity
    if not quantity.exact:
        return None
    if step == 1 and quantity.printed.denominator == 1:
        return quantity.printed.numerator
    scaled = quantity.printed / step
    return scaled.numerator if scaled.denominator == 1 else None


def _rows(sentence: Sentence) -> dict[tuple[str, int, int], list[Figure]]:
    """The figures that may have parts or be parts, by kind, depth of brackets and the bracket itself."""
    figures = sentence.divisible
    if len(figures) < 2:
        return {}
    rows: dict[tuple[str, int, int], list[Figure]] = {}
    for figure in figures:
        if not of_this_year(figure):
            continue
        bracket = sentence.text.rfind("（", 0, figure.start - sentence.start) if figure.depth else 0
        rows.setdefault((kind_of(figure), figure.depth, bracket), []).append(figure)
    return rows


def of_this_year(figure: Figure) -> bool:
    """Whether it is what there is now: neither last year's figure nor what was before a change."""
    before = figure.before
    if before and "占" in before and _OF_ALL.search(before) and _ITS_SHARE.match(figure.after):
        return False  # 占审结案件162件的8.6%: said by the way
    if figure.unit in _LIMITS or (before and EARLIER.search(before)) or _FORMER.match(figure.after):
        return False
    return not before or CHANGED.search(before) is None or _CHANGED_TO.search(before) is not None


def _kind_in(sentence: Sentence, kind: str) -> list[Figure]:
    return [f for f in sentence.divisible if not f.depth and kind_of(f) == kind and of_this_year(f)]


def _before_bracket(
    sentence: Sentence, kind: str, depth: int, figures: Sequence[Figure]
) -> Iterator[tuple[Figure, Place, Sentence, int]]:
    outer = [f for f in sentence.divisible if f.end <= figures[0].start and f.depth == depth - 1 and kind_of(f) == kind]
    if outer:
        yield outer[-1], Place.BRACKET, sentence, 0
