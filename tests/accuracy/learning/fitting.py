"""Fit the weights: logistic regression over the signs, by plain gradient steps; the same input, the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from checker.facts.breakdowns.form import LEXICAL, SCALE
from tests.accuracy.learning.examples import Example

__all__ = ["fit"]

_STEPS = 200
_OFTEN = 8  # how often a sign must be met
_FILES = 2  # in how many files a sign of words must be met
_FELT = 3  # lighter weights are left out
STRUCTURE, WORDS = 1.0, 10.0  # how strongly weights are held near 0


def fit(examples: Sequence[Example], structure: float = STRUCTURE, words: float = WORDS) -> tuple[dict[str, int], int]:
    """The weights of the signs and the bias, in sixteenths of a bit, under which the examples are most likely.

    Signs of words are held nearer to 0 than those of marks and order: words change from writer to writer.
    """
    chosen = _chosen(examples)
    place = {sign: number for number, sign in enumerate(chosen)}
    size = len(chosen)
    known = [[place[sign] for sign in example.signs if sign in place] or [size] for example in examples]
    lengths = np.array([len(row) for row in known])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    signs = np.concatenate([np.array(row, dtype=np.int64) for row in known])
    owner = np.repeat(np.arange(len(examples)), lengths)
    meant = np.array([example.meant for example in examples], dtype=np.float64)
    importance = np.array([example.weight for example in examples], dtype=np.float64)
    penalty = np.array([words if sign.startswith(LEXICAL) else structure for sign in chosen] + [1000.0])
    total = importance.sum()
    weights, bias = np.zeros(size + 1), -2.0
    # Adam: steps of a size that suits each weight, whatever its frequency.
    first, second = np.zeros(size + 2), np.zeros(size + 2)
    for step in range(1, _STEPS + 1):
        logits = np.add.reduceat(weights[signs], starts) + bias
        error = (1 / (1 + np.exp(-np.clip(logits, -30, 30))) - meant) * importance
        gradient = np.empty(size + 2)
        gradient[:-1] = (np.bincount(signs, error[owner], size + 1) + penalty * weights) / total
        gradient[-1] = error.sum() / total
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.08 * (1 - step / _STEPS) + 0.002
        change = rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights, bias = weights - change[:-1], bias - float(change[-1])
    factor = SCALE / np.log(2)
    whole = np.clip(np.rint(weights[:-1] * factor), -128, 127)
    return {sign: int(weight) for sign, weight in zip(chosen, whole, strict=True) if abs(weight) >= _FELT}, int(
        np.rint(bias * factor)
    )


def _chosen(examples: Sequence[Example]) -> list[str]:
    """The signs worth a weight."""
    often: Counter[str] = Counter()
    files: dict[str, set[str]] = {}
    for example in examples:
        often.update(example.signs)
        for sign in example.signs:
            if len(found := files.setdefault(sign, set())) < _FILES:
                found.add(example.source)
    return sorted(
        sign
        for sign, count in often.items()
        if count >= _OFTEN and (not sign.startswith(LEXICAL) or len(files[sign]) >= _FILES)
    )
