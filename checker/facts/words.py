"""Where words begin and end, asked only where a literal match is ambiguous.

学法制度 holds 法制, but no word 法制. jieba finds the best division of a sentence over the project's own small
dictionary; it is imported on the first question, builds nothing on disk and guesses no unknown words (HMM off).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from itertools import accumulate
from typing import Any

__all__ = ["WordDictionary"]

# jieba multiplies probabilities: with one high frequency for all words, fewer and longer words always win.
_FREQUENCY = 1000


def _jieba() -> Any:
    """The module. Where setuptools is installed jieba imports its pkg_resources to find files that are not needed here;
    that takes several times as long as jieba itself, which does without where there is none.
    """
    modules: dict[str, Any] = sys.modules
    unneeded = "pkg_resources"
    if unneeded in modules:
        return import_module("jieba")
    modules[unneeded] = None  # “not installed”
    try:
        return import_module("jieba")
    finally:
        del modules[unneeded]


class WordDictionary:
    """A dictionary of words, most of them of two to eight characters."""

    def __init__(self, words: Iterable[str], longest: int | None = None) -> None:
        """``longest``: words of more characters than that are left out."""
        self._words = tuple(words)
        self._longest = longest

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = _jieba().Tokenizer()
        longest = self._longest or max(map(len, self._words), default=1)
        words = dict.fromkeys((word for word in self._words if len(word) <= longest), _FREQUENCY)
        frequencies: dict[str, int] = {}
        for end in range(1, longest):  # jieba walks prefixes
            frequencies |= dict.fromkeys([word[:end] for word in words if len(word) > end], 0)
        tokenizer.FREQ = frequencies | words
        tokenizer.total = _FREQUENCY * max(len(words), 1)
        tokenizer.initialized = True  # keeps jieba from reading its own dictionary and writing a cache
        return tokenizer

    def boundaries(self, sentence: str) -> frozenset[int]:
        """Offsets in ``sentence`` at which a word begins or ends."""
        pieces: list[str] = self._tokenizer.lcut(sentence, HMM=False)
        return frozenset(accumulate(map(len, pieces), initial=0))

    def stands_alone(self, sentence: str, start: int, end: int) -> bool:
        """Whether ``sentence[start:end]`` begins and ends where words do."""
        boundaries = self.boundaries(sentence)
        return start in boundaries and end in boundaries
