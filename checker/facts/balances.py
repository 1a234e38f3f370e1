"""Stocks and flows: what there was and what came in, against what went out and what is left; posts filled and vacant.

The role of a figure is told by the words before it, else by those after it (rules/vocabulary/claims.yaml, ``stocks``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Balance

__all__ = ["find_balances"]

_FEWEST = 3


def find_balances(sentence: Sentence, words: ClaimWords) -> Iterator[Balance]:
    """The balance of a sentence: one figure before, one after, and what came and went between, in one unit."""
    if len(sentence.counts) < _FEWEST or words.stock_sign.search(sentence.text) is None:
        return
    by_unit: dict[tuple[str, int], list[Figure]] = {}
    for figure in sentence.counts:
        by_unit.setdefault((figure.unit, figure.depth), []).append(figure)
    for figures in by_unit.values():
        if len(figures) >= _FEWEST:
            roles = [(figure, _role(figure, words)) for figure in figures]
            yield from _flow(sentence, roles)
            yield from _posts(sentence, roles)


def _role(figure: Figure, words: ClaimWords) -> str:
    """before, after, came, went, posts, filled, vacant, or ""."""
    own = figure.before.strip("，、；：（）和及")
    named = own if len(own) > 1 else own + figure.after
    if any(word in named for word in words.stocks["not"]):
        return ""
    return next((role for role, pattern in words.stock_roles if pattern.search(named)), "")


def _flow(sentence: Sentence, roles: Sequence[tuple[Figure, str]]) -> Iterator[Balance]:
    """原有132件，新制定17件，废止24件，保留125件."""
    of = {role: [f for f, r in roles if r == role] for role in ("before", "after", "came", "went")}
    if len(of["before"]) != 1 or len(of["after"]) != 1 or not (of["came"] or of["went"]):
        return
    members = sorted((f for found in of.values() for f in found), key=lambda f: f.start)
    first, last = members[0], members[-1]
    if any(not role and first.start < figure.start < last.start for figure, role in roles):
        return  # a figure in between whose part in it is not known
    came, went = ([f.index for f in of[role]] for role in ("came", "went"))
    sure = all(len(of[role]) < 2 or _joined(sentence, of[role]) for role in ("came", "went"))
    yield Balance(
        (of["before"][0].index, *came),
        (*went, of["after"][0].index),
        sentence.span(min(first.item_start, first.start), last.end),
        sentence.passage,
        sure,
    )


def _joined(sentence: Sentence, figures: Sequence[Figure]) -> bool:
    """Whether figures in one role stand side by side: 取消62项、下放35项."""
    return all(
        "，" not in sentence.between(a.end, b.start) and "；" not in sentence.between(a.end, b.start)
        for a, b in pairwise(figures)
    )


def _posts(sentence: Sentence, roles: Sequence[tuple[Figure, str]]) -> Iterator[Balance]:
    """核定编制45名，实有39名，空编6名 · 应到60人，实到55人，请假5人."""
    for (whole, a), (filled, b), (vacant, c) in zip(roles, roles[1:], roles[2:], strict=False):
        if (a, b, c) == ("posts", "filled", "vacant") and "；" not in sentence.between(whole.end, vacant.start):
            yield Balance(
                (whole.index,),
                (filled.index, vacant.index),
                sentence.span(whole.start, vacant.end),
                sentence.passage,
            )
