"""The words that join figures into statements, as data (rules/vocabulary/claims.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from checker.knowledge.record import Field, Record
from checker.knowledge.regex import alternation

__all__ = ["ClaimWords"]


class ClaimWords(Record):
    """Words by what they do; see the comments in the data file."""

    part_openers: tuple[str, ...]
    whole_openers: tuple[str, ...]
    total_words: tuple[str, ...]
    open_words: tuple[str, ...]
    overlap_words: tuple[str, ...]
    rest_words: tuple[str, ...]
    process_verbs: tuple[str, ...]
    compare_words: tuple[str, ...]
    rise_words: tuple[str, ...]
    fall_words: tuple[str, ...]
    previous_words: tuple[str, ...]
    cumulative_words: tuple[str, ...]
    scopes: dict[str, tuple[str, ...]]
    share_words: tuple[str, ...]
    rate_links: tuple[str, ...]
    common_words: tuple[str, ...] = ()
    complements: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    stocks: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    joined_names: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    opinion_rates: tuple[str, ...] = ()
    own_base_rates: tuple[str, ...] = ()
    common_nouns: tuple[str, ...] = ()

    @cached_property
    def opener(self) -> re.Pattern[str]:
        """A word that opens parts of a whole."""
        return re.compile(alternation(self.openers))

    @cached_property
    def openers(self) -> tuple[str, ...]:
        """All words that open parts of a whole."""
        return (*self.part_openers, *self.whole_openers)

    @cached_property
    def total_before(self) -> re.Pattern[str]:
        """A total word right before a figure."""
        return re.compile("(?<!公)" + alternation(self.total_words) + r"[^，；：、。]{0,8}$")

    @cached_property
    def process(self) -> re.Pattern[str]:
        """A verb of the next step."""
        return re.compile(alternation(self.process_verbs))

    @cached_property
    def overlap(self) -> re.Pattern[str]:
        """A word of something that may be true of one thing together with others."""
        return re.compile(alternation(self.overlap_words))

    @cached_property
    def change_before(self) -> re.Pattern[str]:
        """A verb of change right before the figure: 增长12%, 下降了3个百分点."""
        return re.compile(
            alternation((*self.rise_words, *self.fall_words)) + r"(?:了|约|近|超过|超|达到?|至|到|为|幅度|率|幅|均)*$"
        )

    @cached_property
    def compare(self) -> re.Pattern[str]:
        """A word of comparison with an earlier period."""
        return re.compile(alternation(self.compare_words))

    @cached_property
    def previous(self) -> re.Pattern[str]:
        """A word that places a figure in the year before, or a year it is compared with: 比2023年的2415件."""
        return re.compile(
            f"{alternation(self.previous_words)}|(?:比|较|由|从)20\\d\\d年(?:度)?(?:同期)?[^，；。]{{0,8}}$"
        )

    @cached_property
    def rise(self) -> re.Pattern[str]:
        """A verb of growth."""
        return re.compile(alternation(self.rise_words))

    @cached_property
    def fall(self) -> re.Pattern[str]:
        """A verb of decline."""
        return re.compile(alternation(self.fall_words))

    @cached_property
    def _half(self) -> re.Pattern[str]:
        """Any word that names a half."""
        return re.compile(alternation(word for pair in self.complements for word in pair))

    def complementary(self, first: str, second: str) -> bool:
        """Whether two labels name the two halves of a whole: 男性 and 女性, 线上 and 线下."""
        if self._half.search(first) is None or self._half.search(second) is None:
            return False
        return any(
            (a in first and b in second and a not in second) or (b in first and a in second and a not in first)
            for a, b in self.complements
        )

    @cached_property
    def stock_roles(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The roles of figures in a balance with the words that give them, in the order in which they are tried."""
        found = ((role, words) for role, words in self.stocks.items() if role != "not")
        return tuple((role.rstrip("_"), re.compile(alternation(words))) for role, words in found)

    @cached_property
    def stock_sign(self) -> re.Pattern[str]:
        """A word without which no balance is stated."""
        return re.compile(alternation((*self.stocks.get("before", ()), *self.stocks.get("vacant", ()))))

    @cached_property
    def complement(self) -> re.Pattern[str]:
        """A word that names one half of a whole."""
        return re.compile(alternation({word for pair in self.complements for word in pair}))

    @cached_property
    def scope_pattern(self) -> re.Pattern[str]:
        """Any word of scope; the group name is the scope."""
        either = "|".join(f"(?P<{name}>{alternation(words)})" for name, words in self.scopes.items())
        first = "".join(sorted({re.escape(word[0]) for words in self.scopes.values() for word in words if word}))
        return re.compile(f"(?=[{first}])(?:{either})" if first else r"(?!)")  # few places are worth trying
