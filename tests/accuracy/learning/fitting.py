"""Fit the weights: logistic regression over hashed signs, by plain gradient steps; the same input, the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from checker.facts.breakdowns.form import BUCKETS, SCALE
from tests.accuracy.learning.examples import Example

__all__ = ["Fitted", "fit", "rounded"]

_STEPS = 400
Fitted = tuple[NDArray[np.float64], float]
"""A weight for each bucket and the bias, as natural log-odds."""


def rows_of(examples: Sequence[Example]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The buckets of all examples one after the other, and where each begins."""
    buckets: list[int] = []
    starts: list[int] = []
    for example in examples:
        starts.append(len(buckets))
        buckets.extend(sorted({crc32(sign.encode()) % BUCKETS for sign in example.signs}))
    return np.array(buckets, dtype=np.int64), np.array(starts, dtype=np.int64)


def fit(examples: Sequence[Example], penalty: float) -> Fitted:
    """The weights under which the examples are most likely; ``penalty`` holds them near 0."""
    buckets, starts = rows_of(examples)
    lengths = np.diff(np.append(starts, len(buckets)))
    owner = np.repeat(np.arange(len(examples)), lengths)
    meant = np.array([example.meant for example in examples], dtype=np.float64)
    importance = np.array([example.weight for example in examples], dtype=np.float64)
    total = importance.sum()
    weights, bias = np.zeros(BUCKETS), -2.0
    # Adam: steps of a size that suits each weight, whatever its frequency.
    first, second = np.zeros(BUCKETS + 1), np.zeros(BUCKETS + 1)
    for step in range(1, _STEPS + 1):
        logits = np.add.reduceat(weights[buckets], starts) + bias
        error = (1 / (1 + np.exp(-np.clip(logits, -30, 30))) - meant) * importance
        gradient = np.empty(BUCKETS + 1)
        gradient[:-1] = (np.bincount(buckets, error[owner], BUCKETS) + penalty * weights) / total
        gradient[-1] = error.sum() / total
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        size = 0.08 * (1 - step / _STEPS) + 0.002
        change = size * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights, bias = weights - change[:-1], bias - float(change[-1])
    return weights, bias


def rounded(fitted: Fitted) -> tuple[list[int], int]:
    """Weights and bias in sixteenths of a bit, as signed bytes."""
    weights, bias = fitted
    factor = SCALE / np.log(2)
    return [int(w) for w in np.clip(np.rint(weights * factor), -128, 127)], int(np.rint(bias * factor))
