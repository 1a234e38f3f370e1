"""Patterns that are tried only where one of the literals stands with which a match can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence

from checker.document.running import RunningText
from checker.engine.searching.anchors import anchors
from checker.engine.searching.literals import LiteralIndex, LiteralSearch

__all__ = ["AnchoredPattern", "beginnings"]


def beginnings(pattern: str, known: MutableMapping[str, list[str] | None]) -> Sequence[str] | None:
    """``anchors`` of a pattern, in order; ``known`` is where they are kept from run to run."""
    if pattern not in known:
        found = anchors(pattern)
        # Where 今年 stands, 今年1月 need not be looked for as well.
        known[pattern] = None if found is None else sorted(one for one in found if not _begins_with_any(one, found))
    return known[pattern]


def _begins_with_any(literal: str, others: frozenset[str]) -> bool:
    return any(literal[:size] in others for size in range(1, len(literal)))


class AnchoredPattern:
    """Alternatives as one pattern; where the beginning of one of them cannot be told, a text is searched as usual.

    Finds what ``re.Pattern.finditer`` finds, in the running text of a report.
    """

    def __init__(
        self, alternatives: Sequence[str], index: LiteralIndex, known: MutableMapping[str, list[str] | None]
    ) -> None:
        self._literals: LiteralSearch | None = None
        self.pattern = re.compile("|".join(f"(?:{one})" for one in alternatives))
        found: set[str] = set()
        for one in alternatives:
            first = beginnings(one, known)
            if first is None:
                return
            found.update(first)
        self._literals = index.search_for(sorted(found))

    def matches(self, running: RunningText, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match within ``start`` and ``end``, in order, none overlapping."""
        text = running.text
        end = len(text) if end is None else end
        if self._literals is None:
            yield from self.pattern.finditer(text, start, end)
            return
        match = self.pattern.match
        for place in sorted({place for _, place, _ in self._literals.places(running)}):
            if place >= start and (found := match(text, place, end)) is not None:
                yield found
                start = found.end()

    def in_passages(self, running: RunningText) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match that keeps within its passage, as one finds it in the passage alone, with the passage's index.

        Offsets of the match are those of the running text.
        """
        passages, starts = running.passages, running.starts
        if self._literals is None:
            for index, passage in enumerate(passages):
                end = starts[index] + len(passage.text)
                yield from ((index, one) for one in self.pattern.finditer(running.text, starts[index], end))
            return
        match, after = self.pattern.match, 0
        for place in sorted({place for _, place, _ in self._literals.places(running)}):
            if place < after:
                continue
            index = running.passage_at(place)
            found = match(running.text, place, starts[index] + len(passages[index].text))
            if found is not None:
                after = found.end()
                yield index, found
