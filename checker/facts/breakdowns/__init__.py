"""Wholes and their parts: 其中A x件、B y件 · 分别为 · （A x件，B y件） · A x件、B y件，共z件 · …中，以A方式x件.

The words decide what belongs together and how complete it is; whether the sum is right is asked on the floor above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.facts.breakdowns.bound import Bound, SetOf
from checker.facts.breakdowns.form import SumForms
from checker.facts.breakdowns.formed import find_formed_sums
from checker.facts.breakdowns.likely import find_likely_sums
from checker.facts.breakdowns.opened import after_colon, among, bracketed, named_whole, opened
from checker.facts.breakdowns.rows import listed
from checker.facts.breakdowns.summed import summed_up
from checker.facts.breakdowns.unmarked import opposites, outcomes, remainders, with_others
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Sentence
from checker.facts.model import Breakdown

__all__ = ["Bound", "SetOf", "SumForms", "find_breakdowns", "find_formed_sums", "find_likely_sums"]


# Every way to state a breakdown, how many figures of a sentence it takes at least, and the sign it cannot do without.
_WAYS: tuple[tuple[Callable[[Sentence, ClaimWords, SetOf], Iterator[Breakdown]], int, str], ...] = (
    (opened, 1, ""),
    (bracketed, 3, "（"),
    (among, 2, "中"),
    (named_whole, 2, "中"),
    (after_colon, 3, ""),
    (outcomes, 2, ""),
    (summed_up, 1, ""),
    (opposites, 3, ""),
    (with_others, 3, "其"),
    (remainders, 3, ""),
)


def find_breakdowns(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """All breakdowns that the sentence states."""
    figures = sum(map(listed, sentence.figures))
    taken: set[int] = set()
    for way, fewest, sign in _WAYS:
        if figures < fewest or sign not in sentence.text:
            continue
        for breakdown in way(sentence, words, set_of):
            if breakdown.total in breakdown.parts or taken.intersection(breakdown.parts):
                continue
            taken.update(breakdown.parts)
            yield breakdown
