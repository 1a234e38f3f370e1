"""Sums that the form of a passage suggests, whatever its words: every candidate, weighed by the learned model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from checker.facts.breakdowns.candidates import Candidate, find_candidates
from checker.facts.breakdowns.form import SCALE, SumForms, is_flow
from checker.facts.figures import Sentence
from checker.facts.model import Breakdown, LikelySum, Quantity

__all__ = ["find_formed_sums"]

_LEAST = -9 * SCALE  # below these odds nothing makes up for the form


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
            odds = forms.score(candidate)
            if odds >= _LEAST:
                yield _sum(candidate, odds)


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
