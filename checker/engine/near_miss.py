"""Terms of the trade written with a wrong character of the same sound or a similar shape.

Text and terms are folded so that characters of one class become one character; where the folded text holds a folded
term and the author's characters differ from it, the term is misspelt. No list of errors is needed, and the cost is
one translation and one search per kind of likeness; words are divided only where something was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, field_validator

from checker.document.running import RunningText
from checker.engine.wording import Expression, Hit
from checker.facts.words import WordDictionary

__all__ = ["CharacterClasses", "NearMisses", "TradeWords"]

# Characters that stand between words everywhere: “责任之”, “权益和”. One of them is no slip of a longer word.
_FUNCTION = frozenset(
    "的一是在了和有为以于上下中与及对被把将等之而或其此这那各个已又再也都就并由从到向年月日第不能可所使经"
    "二三四五六七八九十百千万亿两几多少每全本市县区省乡镇村我你他她它人"
)


class TradeWords(BaseModel):
    """The table ``words`` (rules/vocabulary/trade_words.yaml); each line holds words separated by blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: tuple[str, ...] = ()
    sound_alikes: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()  # pairs of characters, each right in its own place: 制治
    lists: tuple[str, ...] = ()

    def words(self) -> Iterable[str]:
        """All words, terms included."""
        for line in (*self.terms, *self.sound_alikes, *self.lists):
            yield from line.split()


class CharacterClasses(BaseModel):
    """Characters that are easily taken for each other, one string a class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: tuple[str, ...]

    @field_validator("classes", mode="before")
    @classmethod
    def _values(cls, value: object) -> object:
        """A mapping (syllable → characters) serves as well as a list."""
        return list(value.values()) if isinstance(value, Mapping) else value

    def table(self) -> dict[int, str]:
        """For ``str.translate``: every character to the first of its class."""
        return {ord(character): members[0] for members in self.classes for character in members[1:]}


class _Likeness:
    """One way of mistaking characters, with the terms folded by it."""

    def __init__(self, name: str, classes: CharacterClasses, terms: Iterable[str]) -> None:
        self.name = name
        self.table = classes.table()
        folded: dict[str, list[str]] = {}
        for term in terms:
            folded.setdefault(term.translate(self.table), []).append(term)
        self.folded = folded
        self.patterns = list(folded)

    @cached_property
    def automaton(self) -> AhoCorasick:
        return AhoCorasick(self.patterns)


class NearMisses:
    """All terms, ready to search."""

    def __init__(
        self, words: TradeWords, dictionary: WordDictionary, sounds: CharacterClasses, shapes: CharacterClasses
    ) -> None:
        terms = [term for line in words.terms for term in line.split()]
        known = [*terms, *(word for line in words.sound_alikes for word in line.split())]
        self._terms = frozenset(terms)
        self._dictionary = dictionary
        self._distinct = frozenset(words.distinct)
        self._likenesses = (_Likeness("音近", sounds, known), _Likeness("形近", shapes, known))

    def hits(self, running: RunningText) -> list[Hit]:
        """Misspelt terms in the running text, in no particular order; some may overlap."""
        found: list[Hit] = []
        for likeness in self._likenesses:
            matches = likeness.automaton.find_matches_as_indexes(
                running.text.translate(likeness.table), overlapping=True
            )
            for index, start, end in matches:
                written = running.text[start:end]
                meant = likeness.folded[likeness.patterns[index]]
                if written in meant:
                    continue
                close = [term for term in meant if term in self._terms and self._plausible(written, term)]
                if close and self._no_words(running, start, end, close[0]):
                    note = f"{likeness.name}误写"
                    sure = len(close) == 1
                    expression = Expression(
                        wrong=written, right=close[0], note=note, source="本行业专门用语", certain=sure
                    )
                    found.append(Hit(expression, start, end, written, close[0]))
        return found

    def _plausible(self, written: str, term: str) -> bool:
        """Whether so few characters differ that the term must have been meant."""
        differing = [(a, b) for a, b in zip(written, term, strict=True) if a != b]
        if len(differing) > (1 if len(term) < 4 else len(term) // 2):
            return False
        return not any(a in _FUNCTION or a + b in self._distinct or b + a in self._distinct for a, b in differing)

    def _no_words(self, running: RunningText, start: int, end: int, term: str) -> bool:
        """Whether what differs belongs to no word, inside (行政|监察) or across the edge (主义|法治)."""
        first, last = running.sentence(start)
        boundaries = self._dictionary.boundaries(running.text[first : max(last, end)])
        if start - first not in boundaries or end - first not in boundaries:
            return False
        return any(
            running.text[start + i] != character and {start + i - first, start + i + 1 - first} <= boundaries
            for i, character in enumerate(term)
        )
