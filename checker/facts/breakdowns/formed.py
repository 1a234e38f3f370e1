"""Sums that the form of a passage suggests, whatever its words: every candidate, weighed by the learned model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.facts.breakdowns.candidates import Candidate, find_candidates
from checker.facts.breakdowns.form import SCALE, SumForms, is_flow
from checker.facts.figures import Sentence
from checker.facts.model import LikelySum

__all__ = ["find_formed_sums"]

_LEAST = -9 * SCALE  # below these odds nothing makes up for the form


def find_formed_sums(sentences: Sequence[Sentence], forms: SumForms) -> Iterator[LikelySum]:
    """The sums that miss by one slip, and those that hold for the same figures: they excuse the others."""
    for _, together in groupby(sentences, key=lambda sentence: sentence.passage):
        found = [candidate for candidate in find_candidates(list(together)) if not is_flow(candidate)]
        failing = [candidate for candidate in found if candidate.fails]
        if not failing:
            continue
        concerned = {index for candidate in failing for index in candidate.indices}
        for candidate in found:
            if not candidate.fails and len(concerned.intersection(candidate.indices)) < 2:
                continue
            odds = forms.score(candidate)
            if odds >= _LEAST:
                yield _sum(candidate, odds)


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
