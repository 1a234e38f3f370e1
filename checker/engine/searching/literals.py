"""All literals that checks look for in one automaton: a report is searched once, however many lists there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from weakref import ref

from ahocorasick_rs import AhoCorasick

from checker.document.running import RunningText

__all__ = ["LiteralIndex", "LiteralSearch", "Place"]

Place = tuple[int, int, int]
"""The number of a literal in its list, and where it stands in the running text (end exclusive)."""


class LiteralIndex:
    """The literals of every list of a rule book; the automaton is built when a text is searched for the first time.

    Lists that join later make it be built anew: compile the checks first, then search.
    """

    def __init__(self) -> None:
        self._owners: dict[str, list[tuple[int, int]]] = {}  # literal → (list, its number in that list)
        self._lists = 0
        self._automaton: tuple[AhoCorasick, Sequence[list[tuple[int, int]]], int] | None = None
        # What the text that was searched last holds, by list.
        self._last: tuple[ref[RunningText], int, dict[int, list[Place]]] | None = None

    def search_for(self, literals: Iterable[str]) -> LiteralSearch:
        """Take in a list of literals, none of them empty."""
        number = self._lists
        self._lists += 1
        for own, literal in enumerate(literals):
            self._owners.setdefault(literal, []).append((number, own))
        return LiteralSearch(self, number)

    def places(self, running: RunningText, number: int) -> Sequence[Place]:
        """Every place of every literal of one list, in the order of their ends."""
        last = self._last
        if last is None or last[0]() is not running or last[1] != self._lists:
            self._last = last = (ref(running), self._lists, self._find(running.text))
        return last[2].get(number, ())

    def _find(self, text: str) -> dict[int, list[Place]]:
        if not self._owners:
            return {}
        if self._automaton is None or self._automaton[2] != self._lists:
            self._automaton = AhoCorasick(list(self._owners)), list(self._owners.values()), self._lists
        automaton, owners, _ = self._automaton
        found: dict[int, list[Place]] = {}
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            for number, own in owners[index]:
                found.setdefault(number, []).append((own, start, end))
        return found


class LiteralSearch:
    """One list of an index."""

    def __init__(self, index: LiteralIndex, number: int) -> None:
        self._index = index
        self._number = number

    def places(self, running: RunningText) -> Sequence[Place]:
        """Every place of every literal of the list, overlapping ones too, in the order of their ends."""
        return self._index.places(running, self._number)
