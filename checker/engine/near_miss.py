"""Terms of the trade written with a wrong character of the same sound or a similar shape.

Sound: text and terms are folded so that all characters of one syllable become one; where the folded text holds a folded
term and the author's characters differ from it, the term is misspelt. No list of errors is needed. Shape: there are so
few look-alikes that the wrong spellings are simply listed. Words are divided only where something was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from checker.document.running import RunningText
from checker.engine.literals import LiteralIndex
from checker.engine.model import Severity
from checker.engine.wording import Expression, Hit
from checker.facts.words import WordDictionary
from checker.knowledge.record import Record, field_validator

__all__ = ["CharacterClasses", "NearMisses", "TradeWords"]

# Characters that stand between words everywhere: “责任之”, “权益和”. One of them is no slip of a longer word.
_FUNCTION = frozenset(
    "的一是在了和有为以于上下中与及对被把将等之而或其此这那各个已又再也都就并由从到向年月日第不能可所使经"
    "二三四五六七八九十百千万亿两几多少每全本市县区省乡镇村我你他她它人"
)


_WINDOW = 12  # how much text around a word is divided into words
_CLAUSE_ENDS = "，。；：、\n"
_WORD = 3  # longer terms are made of words
_CORE = 2  # the length of a core word


class TradeWords(Record):
    """The table ``words`` (rules/vocabulary/trade_words.yaml); each line holds words separated by blanks."""

    terms: tuple[str, ...] = ()
    core: tuple[str, ...] = ()  # two characters each: judged only where neither character belongs to another word
    sound_alikes: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()  # pairs of characters, each right in its own place: 制治
    lists: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, terms included."""
        return tuple(" ".join((*self.terms, *self.core, *self.sound_alikes, *self.lists)).split())

    @cached_property
    def dictionary(self) -> WordDictionary:
        """All words, for dividing sentences."""
        return WordDictionary(self.words)


class CharacterClasses(Record):
    """Characters that are easily taken for each other, one string a class."""

    classes: tuple[str, ...]

    @field_validator("classes", mode="before")
    @classmethod
    def _values(cls, value: object) -> object:
        """A mapping (syllable → characters) serves as well as a list."""
        return list(value.values()) if isinstance(value, Mapping) else value

    def table(self) -> dict[str, str]:
        """Every character but the first of a class → the first."""
        return {character: members[0] for members in self.classes for character in members[1:]}

    def spellings(self, term: str) -> Iterator[str]:
        """The term with one character replaced by another of its class, in all ways."""
        for position, character in enumerate(term):
            for members in self._holding.get(character, ()):
                yield from (term[:position] + other + term[position + 1 :] for other in members if other != character)

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """The classes of each character."""
        holding: dict[str, list[str]] = {}
        for members in self.classes:
            for character in dict.fromkeys(members):
                holding.setdefault(character, []).append(members)
        return holding


class NearMisses:
    """All terms, ready to search."""

    def __init__(
        self,
        words: TradeWords,
        sounds: CharacterClasses,
        shapes: CharacterClasses,
        index: LiteralIndex | None = None,
        known: dict[str, dict[str, Any]] | None = None,
    ) -> None:
        """``known``: where what is worked out of the words is kept, or was kept by an earlier run."""
        # Without the long terms: in 行证执法监督 the term 执法监督 would hide the edge of 行证执法.
        self._dictionary = WordDictionary(words.words, longest=_WORD)
        self._words = frozenset(words.words)
        self._distinct = frozenset(words.distinct)
        terms = " ".join((*words.terms, *words.core)).split()
        self._terms = frozenset(terms)
        # By code point, those that stand for themselves too: quicker than a mapping, and a miss costs more than a hit.
        self._sounds = list(range(0x10000))
        for character, one in sounds.table().items():
            if character < "\U00010000":
                self._sounds[ord(character)] = ord(one)
        known = {} if known is None else known
        if not known:
            known["alike"] = self._sounding_alike([*terms, *" ".join(words.sound_alikes).split()])
            known["shapes"] = self._looking_alike(terms, shapes)
        self._alike: dict[str, list[str]] = known["alike"]
        self._by_sound = list(self._alike)
        self._shapes: dict[str, str] = known["shapes"]
        self._by_shape = list(self._shapes)
        self._spellings = (index or LiteralIndex()).search_for(self._by_shape)

    def _sounding_alike(self, terms: Iterable[str]) -> dict[str, list[str]]:
        """Terms by their sound."""
        alike: dict[str, list[str]] = {}
        for term in terms:
            alike.setdefault(self._fold(term), []).append(term)
        return alike

    def _looking_alike(self, terms: Iterable[str], shapes: CharacterClasses) -> dict[str, str]:
        """Wrong spellings by look-alikes, and the term that is meant."""
        meant: dict[str, str] = {}
        for term in terms:
            for spelling in shapes.spellings(term):
                if spelling not in self._words and self._plausible(spelling, term):
                    meant.setdefault(spelling, term)
        return meant

    def _fold(self, text: str) -> str:
        """Of the same length."""
        return text.translate(self._sounds)

    @cached_property
    def _sounding(self) -> AhoCorasick:
        return AhoCorasick(self._by_sound)

    def hits(self, running: RunningText, told: Callable[[int, int], bool] | None = None) -> list[Hit]:
        """Misspelt terms in the running text, in no particular order; some may overlap.

        ``told`` says of a place whether another list tells of it; it is left out before anything is divided into words.
        """
        text, words = running.text, self._words
        found: list[Hit] = []
        alike = self._sounding.find_matches_as_indexes(self._fold(text), overlapping=True)
        for index, start, end in [place for place in alike if text[place[1] : place[2]] not in words]:
            written = text[start:end]
            meant = self._alike[self._by_sound[index]]
            close = [term for term in meant if term in self._terms and self._plausible(written, term)]
            if close and not (told and told(start, end)) and self._no_words(running, start, end, close[0]):
                found.append(_hit(written, close[0], start, end, "音近误写", alone=len(close) == 1))
        for index, start, end in self._spellings.places(running):
            written = self._by_shape[index]
            term = self._shapes[written]
            if not (told and told(start, end)) and self._no_words(running, start, end, term):
                found.append(_hit(written, term, start, end, "形近误写", alone=True))
        return found

    def _plausible(self, written: str, term: str) -> bool:
        """Whether so few characters differ that the term must have been meant."""
        differing = [(a, b) for a, b in zip(written, term, strict=True) if a != b]
        if len(differing) > (1 if len(term) < 4 else len(term) // 2):
            return False
        return not any(a in _FUNCTION or a + b in self._distinct or b + a in self._distinct for a, b in differing)

    def _no_words(self, running: RunningText, start: int, end: int, term: str) -> bool:
        """Whether what differs belongs to no word, inside (行政|监察) or across the edge (主义|法治)."""
        text = running.text
        if len(term) == _CORE and (
            text[start - 1 : start + 1] in self._words or text[end - 1 : end + 1] in self._words
        ):
            return False
        first = max((text.rfind(mark, start - _WINDOW, start) for mark in _CLAUSE_ENDS), default=-1) + 1
        first = max(first, start - _WINDOW, 0)
        boundaries = self._dictionary.boundaries(text[first : end + _WINDOW])
        if len(term) == _CORE and start + 1 - first not in boundaries:
            return False
        if start - first not in boundaries or end - first not in boundaries:
            return False
        return any(
            text[start + i] != character and {start + i - first, start + i + 1 - first} <= boundaries
            for i, character in enumerate(term)
        )


def _hit(written: str, term: str, start: int, end: int, note: str, *, alone: bool) -> Hit:
    core = len(term) == _CORE
    expression = Expression(
        wrong=written,
        right=term,
        note=note,
        source="本行业专门用语",
        doubtful=core,
        certain=alone and not core,
        severity=Severity.INFO if core else None,
    )
    return Hit(expression, start, end, written, term)
