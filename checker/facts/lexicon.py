"""The vocabulary of numbers as reading wants it: dictionaries for longest match, one automaton for set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from checker.facts.model import NumberKind
from checker.facts.numerals import Numerals, Sense

__all__ = ["Follow", "NumberLexicon", "Phrase", "compile_lexicon"]


class Follow(Struct, frozen=True):
    """What a number is when this word follows it."""

    word: str
    kind: NumberKind
    unit: str = ""
    group: str = ""
    reason: str = ""
    excluded: tuple[str, ...] = ()  # what must not follow the word
    continuous: bool = False  # 3.5元, 2.4公里: parts of one are natural


class Phrase(Struct, frozen=True):
    """A set phrase or pattern: its kind and the reason shown in the ledger."""

    kind: NumberKind
    reason: str


class NumberLexicon(Struct, frozen=True, dict=True):
    """``follows``: what may follow a number, by word; ``before``: approximators by last character, longest first."""

    follows: dict[str, Follow]
    follow_lengths: dict[str, tuple[int, ...]]  # by first character, longest first
    before: dict[str, tuple[tuple[str, str, Sense], ...]]  # last character → (as written, word, sense)
    guards: dict[str, tuple[str, ...]]
    inside: dict[str, Sense]
    after: tuple[tuple[str, Sense], ...]  # longest first
    after_first: frozenset[str]
    after_guards: dict[str, tuple[str, ...]]
    automaton: AhoCorasick | None
    phrases: tuple[Phrase, ...]  # by pattern index of the automaton
    patterns: tuple[tuple[re.Pattern[str], Phrase], ...]
    hotlines: frozenset[str]
    hotline_after: tuple[str, ...]
    hotline_before: tuple[str, ...]
    hotline_list: tuple[str, ...]
    cues: tuple[str, ...]
    great_things: tuple[str, ...]
    memorial_days: frozenset[str]

    def follow(self, text: str, at: int, end: int) -> Follow | None:
        """The longest word at ``at`` that may follow a number, not reaching beyond ``end``."""
        if at >= end:
            return None
        lengths = self.follow_lengths.get(text[at])
        if lengths is None:
            return None
        follows = self.follows
        for length in lengths:
            found = follows.get(text[at : at + length])
            if (
                found is not None
                and at + length <= end
                and not (found.excluded and text.startswith(found.excluded, at + length))
            ):
                return found
        return None


_SHARES = {
    "%": "百分比",
    "‰": "千分比",
    "个百分点": "百分点",
    "百分点": "百分点",
    "个点": "百分点",
    "个基点": "基点",
    "基点": "基点",
}


def _follows(numerals: Numerals) -> Iterable[Follow]:
    excluded = numerals.not_counters
    for group, words in numerals.counters.items():
        for word in words:
            yield Follow(word, NumberKind.COUNT, word, group, "", excluded.get(word, ()), group == "money")
    for word in numerals.single:
        yield Follow(word, NumberKind.COUNT, word, "", "", excluded.get(word, ()))
    for words in numerals.measures.values():
        for word in words:
            yield Follow(word, NumberKind.COUNT, word, "", "", excluded.get(word, ()), True)
    for reason, words in numerals.durations.items():
        for word in words:
            yield Follow(word, NumberKind.DURATION, word, "", reason)
    for word in numerals.grades:
        yield Follow(word, NumberKind.ORDINAL, "", "", "等次")
    for word, reason in _SHARES.items():
        kind = NumberKind.POINTS if "点" in word else NumberKind.PERCENT
        yield Follow(word, kind, word, "points" if kind is NumberKind.POINTS else "share", reason)
    yield Follow("倍", NumberKind.MULTIPLE, "倍", "multiple", "倍数")


def compile_lexicon(numerals: Numerals) -> NumberLexicon:
    """Build the lookup tables of a vocabulary."""
    follows = {follow.word: follow for follow in _follows(numerals)}
    lengths: dict[str, set[int]] = {}
    for word in follows:
        lengths.setdefault(word[0], set()).add(len(word))

    approximators = numerals.approximators
    before: dict[str, list[tuple[str, str, Sense]]] = {}
    for word, sense in approximators.before.senses.items():
        for link in ("", *approximators.linking):
            if not word.endswith(link) or not link:
                before.setdefault((word + link)[-1], []).append((word + link, word, sense))

    phrases: dict[str, Phrase] = {}
    for words in numerals.words:
        phrase = Phrase(NumberKind(words.kind), words.reason)
        for word in words.words:
            phrases.setdefault(word, phrase)
    automaton = AhoCorasick(list(phrases), matchkind=MatchKind.LeftmostLongest) if phrases else None

    after = sorted(approximators.after.senses.items(), key=lambda item: -len(item[0]))
    return NumberLexicon(
        follows=follows,
        follow_lengths={first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        before={last: tuple(sorted(words, key=lambda item: -len(item[0]))) for last, words in before.items()},
        guards=dict(approximators.not_after),
        inside=approximators.inside.senses,
        after=tuple(after),
        after_first=frozenset(word[0] for word, _ in after),
        after_guards=dict(approximators.not_before),
        automaton=automaton,
        phrases=tuple(phrases.values()),
        patterns=tuple(
            (re.compile(entry.pattern), Phrase(NumberKind(entry.kind), entry.reason)) for entry in numerals.patterns
        ),
        hotlines=frozenset(numerals.hotlines.numbers),
        hotline_after=numerals.hotlines.after,
        hotline_before=numerals.hotlines.before,
        hotline_list=numerals.hotlines.listing,
        cues=numerals.counting_cues,
        great_things=numerals.great_things,
        memorial_days=frozenset(numerals.memorial_days),
    )
