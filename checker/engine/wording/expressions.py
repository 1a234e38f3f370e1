"""Finding expressions in prose: word lists and patterns with the contexts in which they are right.

An expression is a literal (searched by one Aho-Corasick automaton for the whole list) or a regular expression that
starts with a literal. Everything is searched in the folded running text, so full-width letters, blanks inside words and
half-width marks do not matter to whoever writes a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from checker.document.passage import fold
from checker.document.running import RunningText
from checker.engine.model import Severity
from checker.engine.searching.anchored import beginnings
from checker.engine.searching.literals import LiteralIndex
from checker.facts.words import WordDictionary
from checker.knowledge.record import Field, Record, field_validator
from checker.knowledge.regex import RegexText

__all__ = ["Expression", "Hit", "Lexicon", "WordGroup", "Wording", "outermost"]

_CONTEXT = 24  # how far a condition on the neighbourhood looks back
_RUN = 60  # a longer match of a pattern is a run of one sign: it is not tried anew at each of them


class Condition(Record):
    """What expressions and groups have in common; a group's values hold for those of its expressions that set none."""

    source: str = Field(default="", description="规范写法的出处：词典、标准或法条")
    note: str = Field(default="", description="为什么不对，或者两种写法各用在哪里")
    severity: Severity | None = Field(default=None, description="比规则本身更轻的级别")
    certain: bool | None = Field(default=None, description="改法是否确定无疑（可自动替换）")
    since: int | None = Field(default=None, description="从哪个报告年度起算错")
    until: int | None = Field(default=None, description="到哪个报告年度止算错")
    not_sentence: RegexText = Field(default="", description="同一句里出现此正则时不算错")
    once: bool | None = Field(default=None, description="全文只报一次，其余各处列为依据")
    doubtful: bool = Field(default=False, description="只是疑似：报告时写“疑为”")
    together: str = Field(default="", description="写了同样字样的词条，全文合并为一条报告")


class Expression(Condition):
    """One wrong expression, its right form, and the contexts that decide.

    Exactly one of ``wrong`` (literals) and ``find`` (a regular expression; ``right`` may then use ``\\1``) is given.
    """

    wrong: str | tuple[str, ...] = Field(default=(), description="错误的写法，可以是几个")
    find: RegexText = Field(default="", description="正则表达式，以确定的字开头")
    right: str = Field(default="", description="规范的写法")
    part: str = Field(default="", description="wrong 里写错的几个字；填了它，right 只写这几个字的规范写法")
    unless: tuple[str, ...] = Field(default=(), description="包含这几个字而并不错的词语")
    before: RegexText = Field(default="", description="紧接在前面的字必须符合的正则")
    after: RegexText = Field(default="", description="紧接在后面的字必须符合的正则")
    not_before: RegexText = Field(default="", description="紧接在前面的字符合此正则时不算错")
    not_after: RegexText = Field(default="", description="紧接在后面的字符合此正则时不算错")
    sentence: RegexText = Field(default="", description="同一句里必须出现的正则")
    whole_word: bool = Field(default=False, description="必须单独成词（分词后边界相合）")

    @property
    def literals(self) -> tuple[str, ...]:
        return (self.wrong,) if isinstance(self.wrong, str) else self.wrong


class WordGroup(Condition):
    """Expressions of one kind: ``words`` is the short form wrong → right, ``entries`` those that need conditions."""

    title: str = ""
    words: Mapping[str, str] = Field(default_factory=dict)
    entries: tuple[Expression, ...] = ()

    def expressions(self) -> Iterator[Expression]:
        """All of the group, with the group's values filled in."""
        common = {key: getattr(self, key) for key in Condition.model_fields}
        for wrong, right in self.words.items():
            yield Expression(wrong=wrong, right=right, **common)
        for entry in self.entries:
            given = entry.model_fields_set
            yield entry.model_copy(update={key: value for key, value in common.items() if key not in given})


class Lexicon(Record):
    """A word list under rules/lexicons/."""

    description: str = ""
    groups: tuple[WordGroup, ...]

    @field_validator("groups")
    @classmethod
    def _no_word_twice(cls, groups: tuple[WordGroup, ...]) -> tuple[WordGroup, ...]:
        seen: set[str] = set()
        for group in groups:
            for word in group.words:
                if word in seen:
                    raise ValueError(f"“{word}”列了两次")
                seen.add(word)
        return groups

    def expressions(self) -> tuple[Expression, ...]:
        return tuple(expression for group in self.groups for expression in group.expressions())


class Hit(Struct, frozen=True):
    """One place in the running text; ``right`` is rendered, "" where there is no one right form."""

    expression: Expression
    start: int
    end: int
    wrong: str
    right: str


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled on the first use: most conditions of a list are never asked."""
    return re.compile(text)


@cache
def _ending(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{text})\Z")


def _applies(expression: Expression, running: RunningText, start: int, end: int, words: WordDictionary) -> bool:
    """Whether the words around a match make it a fault."""
    text = running.text
    left = max(0, start - _CONTEXT)
    if expression.before and not _ending(expression.before).search(text, left, start):
        return False
    if expression.after and not _pattern(expression.after).match(text, end):
        return False
    if expression.not_before and _ending(expression.not_before).search(text, left, start):
        return False
    if expression.not_after and _pattern(expression.not_after).match(text, end):
        return False
    if expression.sentence or expression.not_sentence or expression.whole_word:
        first, last = running.sentence(start)
        last = max(last, end)
        if expression.sentence and not _pattern(expression.sentence).search(text, first, last):
            return False
        if expression.not_sentence and _pattern(expression.not_sentence).search(text, first, last):
            return False
        if expression.whole_word:
            return words.stands_alone(text[first:last], start - first, end - first)
    return True


class Wording:
    """A list of expressions, ready to search."""

    def __init__(
        self,
        expressions: Iterable[Expression],
        words: WordDictionary,
        index: LiteralIndex | None = None,
        known: dict[str, list[str] | None] | None = None,
    ) -> None:
        """``known``: where the beginnings of patterns are kept, or were kept by an earlier run."""
        known = {} if known is None else known
        self._words = words
        literals: list[str] = []
        self._owners: list[Expression | None] = []  # None: an expression in which the fault is none
        self._roaming: list[Expression] = []  # patterns that start with no literal
        exempt: dict[str, None] = {}
        for one in expressions:
            exempt.update(dict.fromkeys(map(fold, one.unless)))
            first: Iterable[str] | None = dict.fromkeys(one.literals)
            if one.find:
                first = beginnings(one.find, known)
            if first is None:
                self._roaming.append(one)
                continue
            for literal in first:
                literals.append(fold(literal))
                self._owners.append(one)
        literals.extend(exempt)
        self._owners.extend([None] * len(exempt))
        self._literals = (index or LiteralIndex()).search_for(literals)

    def hits(self, running: RunningText, year: int | None) -> list[Hit]:
        """All places where an expression of the list stands wrongly, in order, none overlapping another."""
        text = running.text
        found: list[Hit] = []
        exempt = _Exempt()
        owners = self._owners
        places = self._literals.places(running)
        for number, start, end in places:
            if owners[number] is None:
                exempt.add(start, end)
        runs: dict[int, int] = {}
        for number, start, end in places:
            one = owners[number]
            if one is None:
                continue
            if not one.find:
                self._judge(one, running, year, (start, end), exempt, found)
                continue
            if start < runs.get(id(one), 0):
                continue
            match = _pattern(one.find).match(text, start)
            if match is None:
                continue
            if match.end() - start > _RUN:
                runs[id(one)] = match.end()
            self._judge(one, running, year, match, exempt, found)
        for one in self._roaming:
            for match in _pattern(one.find).finditer(text):
                self._judge(one, running, year, match, exempt, found)
        return outermost(found)

    def _judge(
        self,
        one: Expression,
        running: RunningText,
        year: int | None,
        place: re.Match[str] | tuple[int, int],
        exempt: _Exempt,
        found: list[Hit],
    ) -> None:
        """Add a match to ``found`` unless the year or the words around it make it right."""
        text = running.text
        start, end = place.span() if isinstance(place, re.Match) else place
        if exempt.hold(start, end) or not _in_force(one, year):
            return
        if _applies(one, running, start, end, self._words):
            right = one.right
            if right and isinstance(place, re.Match):
                right = place.expand(right)
            elif one.part:
                right = text[start:end].replace(one.part, right)
            found.append(Hit(one, start, end, text[start:end], right))


class _Exempt:
    """Stretches of text in which nothing is a fault, in the order of their ends."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._longest = 0

    def add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._longest = max(self._longest, end - start)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them covers all from ``start`` to ``end``."""
        first = bisect_left(self._ends, end)
        last = bisect_right(self._ends, start + self._longest)
        return any(one <= start for one in self._starts[first:last])


def _in_force(expression: Expression, year: int | None) -> bool:
    if expression.since is None and expression.until is None:
        return True
    if year is None:
        return False
    return (expression.since is None or year >= expression.since) and (
        expression.until is None or year <= expression.until
    )


def outermost(hits: list[Hit]) -> list[Hit]:
    """In order of the text, without those that overlap one that starts earlier or is longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
