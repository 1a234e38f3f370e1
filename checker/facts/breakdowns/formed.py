"""Sums that the form of a passage suggests, whatever its words: every candidate, weighed by the learned model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from checker.facts.breakdowns.candidates import Candidate, Place, find_candidates
from checker.facts.breakdowns.form import SCALE, SumForms, is_flow
from checker.facts.figures import Sentence
from checker.facts.model import Breakdown, LikelySum, Quantity

__all__ = ["find_formed_sums"]

_AHEAD = (Place.BEFORE, Place.EARLIER, Place.LONG_BEFORE)
_LEAST = -9 * SCALE  # below these odds nothing makes up for the form
_IN_ORDER = 6 * SCALE  # too rare to be learned: what is divided by kinds that are counted
_KINDS = re.compile(
    r"(?P<kinds>[两二三四五六七八九])(?:类|种|级|档|个?方面|个?环节|个?领域|类型)[^，；。]{0,4}，?"
    r"(?:对应|分别|依次|各自)(?:为|是|有|计)?$"
)


def find_formed_sums(
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    forms: SumForms,
    stated: Iterable[Breakdown | LikelySum] = (),
) -> Iterator[LikelySum]:
    """The sums that miss by one slip, and those that hold for the same figures: they excuse the others.

    ``stated`` are sums known by their words: figures of one that comes out are not looked at again.
    """
    settled: list[frozenset[int]] | None = None
    for _, together in groupby(sentences, key=lambda sentence: sentence.passage):
        found = [candidate for candidate in find_candidates(list(together)) if not is_flow(candidate)]
        failing = [candidate for candidate in found if candidate.fails]
        if not failing:
            continue
        if settled is None:
            settled = [frozenset((one.total, *one.parts)) for one in stated if _comes_out(one, quantities)]
        failing = [c for c in failing if not any(len(known.intersection(c.indices)) > 1 for known in settled)]
        concerned = {index for candidate in failing for index in candidate.indices}
        holding = [c for c in found if not c.fails and len(concerned.intersection(c.indices)) > 1]
        for candidate in (*failing, *holding):
            odds = forms.score(candidate) + (_IN_ORDER if _is_in_order(candidate) else 0)
            if odds >= _LEAST:
                yield _sum(candidate, odds)


def _is_in_order(candidate: Candidate) -> bool:
    """集中于许可、处罚、收费三类，依次为5件、8件、12件: as many figures as kinds, and no names among them."""
    sentence, parts = candidate.sentence, candidate.parts
    if candidate.place not in _AHEAD or any(part.before.strip("、和") for part in parts[1:]):
        return False
    lead = _KINDS.search(sentence.between(max(sentence.start, parts[0].start - 16), parts[0].start))
    return lead is not None and "零一二三四五六七八九".find(lead["kinds"].replace("两", "二")) == len(parts)


def _comes_out(sum_: Breakdown | LikelySum, quantities: Sequence[Quantity]) -> bool:
    """Whether the parts, three of them or more, make up the whole exactly."""
    figures = [quantities[index] for index in (sum_.total, *sum_.parts)]
    if len(figures) < 4 or not all(figure.exact for figure in figures):
        return False
    return 2 * figures[0].printed == sum([figure.printed for figure in figures])


def _sum(candidate: Candidate, odds: int) -> LikelySum:
    span = candidate.whole.quantity.span
    for part in candidate.parts:
        span = span.cover(part.quantity.span)
    return LikelySum(
        candidate.whole.index,
        tuple(part.index for part in candidate.parts),
        tuple(part.label for part in candidate.parts),
        0,
        span,
        candidate.sentence.passage,
        form=odds,
    )
