"""Binding figures to indicators by the words of the sentence, never by equal values.

One pass of a multi-pattern search finds every cue, noun, indicator phrase and rate name; longest match wins, so that
不予受理 is not 受理. The topic of a sentence is the last cue before the figure, else its first cue, else the topic
of the sentence before it in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from checker.facts.catalogue import Catalogue, Indicator, Topic
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Measure

__all__ = ["Binder", "Meaning", "Token", "Word"]

Meaning = tuple[str, str, str]
"""Topic, kind (cue, noun, neutral, indicator, rate) and id of a word of the catalogue."""

# Words around an indicator that do not narrow what is counted.
_STOCK = re.compile(
    r"(?:其中|共计|共|累计|依法|新|全年|今年以来|今年|本年度?|年度|20\d\d年|[市区县镇州省]+(?:委、?)?(?:人民)?政府|管委会|"
    r"[市区县省]?本级|全[市区县省州镇]|各级|行政机关|机关|司法局|我[市区县局]|办理|审理|承办|处理|作出|决定|案件|申请|行政|复议|诉讼|应诉|"
    r"提起|当事人|的|已|现|实际|均|并|向|了|件数|总数|数量|数|达到|达|为|约|近|有|以|被告|一审|二审|以来|起|收|受|期间|对接|依托|拥有|登记|在册|"
    r"[，；：、（）“”\s])+"
)
_LEFT_OVER = re.compile(r"[，；、]?(?:其余|剩余|余下|剩下|另外|另有)")
_CARRIED = re.compile(r"(?:结转|转入下年|上年转入|年转入|旧存)")
_MARK = re.compile("[，；：]")
# What cases come from or lie in: 涉及50多个行政管理领域 counts fields, whatever the verb before it.
_FIELDS = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:领域|方面|环节|行业|类别|类型|种类|系统|阶段|地区|省份|部门|单位|机关|法院|乡镇|街道|镇街|社区|窗口|平台)"
)
# What is told of only because it does not belong: 对48件不属于行政诉讼受理范围的案件.
_OUTSIDE = re.compile(r"(?:申请|案件|事项|起诉)?(?:不属于|不符合|不在|超出|不具备)")
_FIELD_UNITS = frozenset("个类种大项")
_TELLING = 3  # characters of a word that can name a topic by itself
_REACH = 12  # how far after a figure the words that name it may end


class Word:
    """A word of the catalogue."""

    __slots__ = ("_ids", "cue", "cues", "only_topic", "text")

    def __init__(self, text: str, meanings: Sequence[Meaning]) -> None:
        self.text = text
        # The topic this word announces, if any.
        self.cue = next((topic for topic, kind, _ in meanings if kind in ("cue", "noun")), None)
        self.cues = tuple(sorted({topic for topic, kind, _ in meanings if kind == "cue"}))
        topics = {topic for topic, kind, _ in meanings if kind == "indicator"}
        # The topic whose indicator it names, where no other topic knows the word.
        self.only_topic = next(iter(topics)) if len(topics) == 1 else None
        self._ids = {(topic, kind): identifier for topic, kind, identifier in reversed(meanings)}

    def of(self, topic: str, kind: str) -> str | None:
        """The id that the word has in ``topic`` as ``kind``."""
        return self._ids.get((topic, kind))

    def belongs_to(self, topic: str) -> bool:
        """Whether it is an indicator, a noun or a cue of the topic."""
        ids = self._ids
        return (topic, "indicator") in ids or (topic, "noun") in ids or (topic, "cue") in ids


class Token(Struct, frozen=True):
    """A word of the catalogue in a sentence. Offsets index the passage."""

    start: int
    end: int
    word: Word

    def of(self, topic: str, kind: str) -> str | None:
        """The id that the word has in ``topic`` as ``kind``."""
        return self.word.of(topic, kind)


class Binder:
    """The compiled catalogue; built once per rule book."""

    def __init__(
        self, catalogue: Catalogue, words: ClaimWords, meanings: dict[str, list[Meaning]] | None = None
    ) -> None:
        """``meanings``: those of all words; worked out here where it is empty."""
        self.catalogue = catalogue
        self.words = words
        meanings = {} if meanings is None else meanings
        if not meanings:
            meanings.update(_meanings_of(catalogue, words))
        self._meanings = list(meanings.items())
        self._words: list[Word | None] = [None] * len(meanings)  # made when first met: most never are
        self._automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest) if meanings else None
        # 累计 alone may sum up this very year.
        self.topic_of = lru_cache(maxsize=64)(self._topic_of)  # asked for every paragraph under a heading
        self._scopes_in = lru_cache(maxsize=16)(self._find_scopes)
        cumulative = [word for word in words.cumulative_words if len(word) > 1 and word != "累计"]
        self._cumulative = re.compile("|".join(map(re.escape, cumulative)) or r"(?!)")

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """All catalogue words of a text, left to right, none overlapping; ``offset`` is where the text begins."""
        if self._automaton is None:
            return []
        words = self._words
        return [
            Token(offset + a, offset + b, words[i] or self._word(i))
            for i, a, b in self._automaton.find_matches_as_indexes(text)
        ]

    def _word(self, number: int) -> Word:
        word = self._words[number] = Word(*self._meanings[number])
        return word

    def named_in(self, text: str) -> tuple[str, Indicator] | None:
        """Topic and indicator that a short text (the heads of a table cell) names, or None."""
        tokens = self.tokens(text)
        for name in dict.fromkeys(cue for token in tokens if (cue := token.word.cue) is not None):
            topic = self.catalogue.topics[name]
            noun = False
            for token in reversed(tokens):
                identifier = token.of(name, "indicator")
                is_noun = token.of(name, "noun") is not None
                if identifier is not None and not (is_noun and topic.by_id[identifier].total):
                    return name, topic.by_id[identifier]
                noun = noun or is_noun
            total = next((i for i in topic.indicators if i.total), None)
            if noun and total is not None:
                return name, total
        return None

    def _topic_of(self, heading: str) -> str | None:
        """The one topic that a heading names, or None."""
        topics = {token.word.cue for token in self.tokens(heading) if token.word.cue is not None}
        return topics.pop() if len(topics) == 1 else None

    def topic_at(self, tokens: Sequence[Token], position: int, inherited: str | None) -> tuple[str | None, bool]:
        """The topic at a position of a sentence, and whether the sentence itself says so."""
        before: str | None = None
        after: str | None = None
        for token in tokens:
            cue = token.word.cue
            if cue is None:
                continue
            if token.start <= position:
                before = cue
            elif after is None:
                after = cue
        if before:
            return before, True
        if after and inherited is None:
            return after, True
        return inherited, False

    def measure(
        self,
        sentence: Sentence,
        figure: Figure,
        tokens: Sequence[Token],
        topic_name: str,
        certain: bool,
        *,
        behind: bool = False,
    ) -> Measure | None:
        """The indicator that the words around ``figure`` name within the topic, or None.

        ``behind``: what stands right behind the figure names it, whatever was said before it.
        """
        topic = self.catalogue.topics[topic_name]
        if _LEFT_OVER.match(figure.before):  # 办结231件，其余5件: what is left has no name of its own
            return None
        own = [t for t in tokens if figure.item_start <= t.start and t.end <= figure.start]
        indicator, token = self._named(figure, tokens, own, topic, behind)
        if indicator is None:
            return None
        group = figure.quantity.group
        if group != "generic" and group not in indicator.units:
            return None
        if figure.unit in _FIELD_UNITS and "cases" in indicator.units and _FIELDS.match(figure.after):
            return None
        if _OUTSIDE.match(figure.after):
            return None
        if indicator.stage == 1 and _CARRIED.search(figure.before):  # 结转下年继续办理6件 were not received
            return None
        start = min(token.start if token else figure.start, figure.start)
        return Measure(
            figure.index,
            topic.name,
            indicator.id,
            self._scope(sentence, figure),
            self._period(sentence, figure),
            sentence.passage,
            sentence.span(start, figure.end),
            figure.label,
            certain,
            self._plain(figure, own, topic),
        )

    def _plain(self, figure: Figure, own: Sequence[Token], topic: Topic) -> bool:
        """Whether nothing but the indicator, its noun and stock words stand before the figure. ``own``: its words."""
        kept: list[str] = []
        position = 0
        for token in own:
            kept.append(figure.before[position : token.start - figure.item_start])
            position = token.end - figure.item_start
            if not token.word.belongs_to(topic.name):
                kept.append(token.word.text)
        kept.append(figure.before[position:])
        words = "".join(kept)
        return len(words) <= 1 or len(_STOCK.sub("", words)) <= 1

    def _named(
        self, figure: Figure, tokens: Sequence[Token], own: Sequence[Token], topic: Topic, behind: bool
    ) -> tuple[Indicator | None, Token | None]:
        """The last indicator word in the figure's own item, else the first right after it, else the topic's total."""
        noun: Token | None = None
        joined = self._joined(figure, tokens, topic)
        if joined is not None:
            return joined
        for token in reversed(own):
            identifier = token.of(topic.name, "indicator")
            is_noun = token.of(topic.name, "noun") is not None
            if is_noun and (identifier is None or topic.by_id[identifier].total):
                noun = noun or token  # 审结行政诉讼案件120件: the verb before the noun names it
                continue
            if identifier is not None:
                verb = self._verb_before(own, token, topic) if topic.by_id[identifier].set == "instance" else None
                return (verb or topic.by_id[identifier]), token
        reach = figure.end + min(len(figure.after), _REACH)
        following = [t for t in tokens if t.start >= figure.end and t.end <= reach]
        for token in following:
            identifier = token.of(topic.name, "indicator")
            if identifier is not None and (not own or noun is not None or (behind and token.start == figure.end)):
                return topic.by_id[identifier], token
        if noun is not None or any(t.of(topic.name, "noun") is not None for t in following):
            total = next((i for i in topic.indicators if i.total), None)
            if total is not None and not self.words.process.search(figure.before):
                return total, noun
        return None, None

    @staticmethod
    def _verb_before(own: Sequence[Token], token: Token, topic: Topic) -> Indicator | None:
        """审结一审行政案件1560件 counts what was concluded: a step of procedure before an instance names the figure."""
        for other in own:
            identifier = other.of(topic.name, "indicator")
            if other.end <= token.start and identifier is not None and (topic.by_id[identifier].stage or 0) > 1:
                return topic.by_id[identifier]
        return None

    @staticmethod
    def _joined(figure: Figure, tokens: Sequence[Token], topic: Topic) -> tuple[Indicator, Token] | None:
        """The indicator that several outcomes in a row, with one figure for all, add up to."""
        clause = figure.clause
        if "、" not in clause and "和" not in clause and "或" not in clause:
            return None
        near = [t for t in tokens if t.end <= figure.start and t.start >= figure.item_limit]
        names = [(t, identifier) for t in near if (identifier := t.of(topic.name, "indicator")) is not None]
        if len(names) < 2:
            return None
        found = {identifier for _, identifier in names}
        for indicator in topic.indicators:
            if indicator.any_of and found <= set(indicator.any_of) and len(found) > 1:
                return indicator, names[0][0]
        return None

    def self_sufficient(
        self, sentence: Sentence, figure: Figure, tokens: Sequence[Token], other: str | None
    ) -> str | None:
        """Another topic that the figure's own words name, cue and all: 律师事务所 in a sentence on legal aid."""
        reach = figure.end + min(len(figure.after), _REACH)
        near = [t for t in tokens if t.word.cues and figure.item_start <= t.start and t.end <= reach]
        for token in sorted(near, key=lambda t: abs(t.end - figure.start)):
            for topic in token.word.cues:
                if topic != other and token.of(topic, "indicator") is not None:
                    return topic
        return None

    def only_topic(self, figure: Figure, tokens: Sequence[Token], other: str | None) -> str | None:
        """The one topic that knows the words beside the figure, where they are long enough to mean nothing else."""
        near = [t for t in tokens if figure.item_start <= t.start and t.end <= figure.start]
        near += [t for t in tokens if t.start == figure.end]
        for token in reversed(near):
            only = token.word.only_topic
            if only is not None and only != other and len(token.word.text) >= _TELLING:
                return only
        return None

    def _scope(self, sentence: Sentence, figure: Figure) -> str:
        """The scope of the figure's own clause; else 全市, 全区 said before; else what the sentence begins with."""
        text, end = sentence.text, figure.start - sentence.start
        own = self._scope_between(text, figure.clause_start - sentence.start, end)
        if own is not None:
            return own
        if self._scope_between(text, 0, end) == "whole":
            return "whole"
        mark = _MARK.search(text, 0, end)
        return self._scope_between(text, 0, mark.start() if mark else end) or ""

    def _scope_between(self, text: str, start: int, end: int) -> str | None:
        """The last scope that is said between two places of a sentence, or None."""
        scope = None
        for first, last, name in self._scopes_in(text):
            if first >= end:
                break
            if (first < start < last) or first < end < last:  # the edge cuts a word: what is left of it may be one too
                return self._last_scope(text[max(start, 0) : end])
            if first >= start:
                scope = name
        return scope

    def _last_scope(self, words: str) -> str | None:
        found = self._find_scopes(words)
        return found[-1][2] if found else None

    def _find_scopes(self, words: str) -> tuple[tuple[int, int, str], ...]:
        return tuple((*match.span(), match.lastgroup or "") for match in self.words.scope_pattern.finditer(words))

    def _period(self, sentence: Sentence, figure: Figure) -> str:
        """previous when the figure's own item is placed in the year before, cumulative when it sums up several."""
        if self.words.previous.search(figure.before) and "结转" not in figure.before:
            return "previous"
        if self._cumulative.search(figure.clause[-40:]):
            return "cumulative"
        return "year"


def _meanings_of(catalogue: Catalogue, words: ClaimWords) -> dict[str, list[Meaning]]:
    """What each word of the catalogue means."""
    meanings: dict[str, list[Meaning]] = {word: [] for word in words.common_words}
    for topic in catalogue.topics.values():
        for text in topic.neutral:
            meanings.setdefault(text, []).append((topic.name, "neutral", ""))
        for text in topic.nouns:
            meanings.setdefault(text, []).append((topic.name, "noun", ""))
        for text in topic.cues:
            meanings.setdefault(text, []).append((topic.name, "cue", ""))
        for indicator in topic.indicators:
            for text in indicator.phrases:
                meanings.setdefault(text, []).append((topic.name, "indicator", indicator.id))
        for rate in topic.rates:
            for text in rate.phrases:
                meanings.setdefault(text, []).append((topic.name, "rate", rate.id))
    # 共受理 of one topic hides 受理 of the others: a word means what its tail means, unless it is a negation.
    common = frozenset(words.common_words)
    for text, found in meanings.items():
        if text[0] in "不未无非" or text in common:
            continue
        own_topics = {name for name, _, _ in found}
        for start in range(1, len(text) - 1):
            tail = meanings.get(text[start:])
            for name, kind, identifier in list(tail) if tail else ():
                if kind == "indicator" and name not in own_topics:
                    found.append((name, kind, identifier))
                    own_topics.add(name)
    # A longer word swallows the cue inside it (办理行政复议案件), so it announces the topic as well.
    for text, found in meanings.items():
        named = {name for name, kind, _ in found if kind in ("indicator", "rate")}
        found.extend(
            (name, "cue", "") for name in sorted(named) if any(cue in text for cue in catalogue.topics[name].cues)
        )
    return meanings
