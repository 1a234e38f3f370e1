"""The words by which an outline is recognised: the table ``outline`` of rules/vocabulary/outline.yaml.

Plain words are escaped here; only keys that say ``patterns`` or ``masks`` hold regular expressions. Everything is
compiled once per vocabulary, on first use.
"""

from __future__ import annotations

import re
from functools import cached_property

from checker.knowledge.record import Record
from checker.knowledge.regex import RegexText, alternation

__all__ = ["OutlineVocabulary"]

Pattern = re.Pattern[str]


Words = tuple[str, ...]


class TitleWords(Record):
    subjects: Words
    genres: Words
    plain_genres: Words
    cover_genres: Words
    notes: Words
    openings: Words
    banner_patterns: tuple[RegexText, ...]
    subtitle_patterns: tuple[RegexText, ...]

    @cached_property
    def subject(self) -> Pattern:
        return re.compile(alternation(self.subjects))

    @cached_property
    def genre_end(self) -> Pattern:
        return re.compile(f"{alternation(self.genres)}$")

    @cached_property
    def plain_genre_end(self) -> Pattern:
        return re.compile(f"{alternation(self.plain_genres)}$")

    @cached_property
    def note(self) -> Pattern:
        return re.compile(alternation(self.notes))

    @cached_property
    def opening(self) -> Pattern:
        return re.compile(alternation(self.openings))

    @cached_property
    def banner(self) -> Pattern:
        return re.compile("|".join(self.banner_patterns))

    @cached_property
    def subtitle(self) -> Pattern:
        return re.compile("|".join(self.subtitle_patterns))


class Superiors(Record):
    """Organs named without their place, by the level of the body that reports to them."""

    province: Words
    city: Words
    county: Words
    town: Words


class AddresseeWords(Record):
    endings: Words
    salutations: Words
    superiors: Superiors
    own_level: Words
    never: Words

    @cached_property
    def ending(self) -> Pattern:
        return re.compile(f"{alternation(self.endings)}$")

    @cached_property
    def salutation(self) -> Pattern:
        return re.compile(alternation(self.salutations))

    @cached_property
    def exclusion(self) -> Pattern:
        return re.compile(alternation(self.never))

    @cached_property
    def superior_names(self) -> frozenset[str]:
        levels = self.superiors
        return frozenset((*levels.province, *levels.city, *levels.county, *levels.town))


class TailWords(Record):
    closings: Words
    annex_patterns: tuple[RegexText, ...]
    note_patterns: tuple[RegexText, ...]
    seals: Words

    @cached_property
    def closing(self) -> Pattern:
        return re.compile(alternation(self.closings))

    @cached_property
    def annex(self) -> Pattern:
        return re.compile("|".join(self.annex_patterns))

    @cached_property
    def note(self) -> Pattern:
        return re.compile("|".join(self.note_patterns))

    @cached_property
    def seal(self) -> Pattern:
        return re.compile(f"（{alternation(self.seals)}）")


class SelfWords(Record):
    """How a report speaks of its own place or unit."""

    province: Words
    city: Words
    county: Words
    town: Words
    department: Words
    park: Words

    @cached_property
    def any_word(self) -> Pattern:
        return re.compile(alternation(word for name in type(self).model_fields for word in getattr(self, name)))


class BodyWords(Record):
    town: Words
    park: Words
    not_park: Words
    rule_of_law_offices: Words
    party: Words
    government: Words
    department: Words
    municipalities: Words
    self_words: SelfWords

    @cached_property
    def park_word(self) -> Pattern:
        return re.compile(alternation(self.park))

    @cached_property
    def not_park_word(self) -> Pattern:
        return re.compile(alternation(self.not_park))

    @cached_property
    def office_word(self) -> Pattern:
        return re.compile(alternation(self.rule_of_law_offices))

    @cached_property
    def party_end(self) -> Pattern:
        return re.compile(f"{alternation(self.party)}$")

    @cached_property
    def government_end(self) -> Pattern:
        return re.compile(f"{alternation(self.government)}$")

    @cached_property
    def department_end(self) -> Pattern:
        return re.compile(f"{alternation(self.department)}$")

    @cached_property
    def town_end(self) -> Pattern:
        kinds = alternation(self.town)
        return re.compile(f"([一-鿿]{{1,8}}?{kinds})(?:党工委|党委|工委|工作委员会|委员会|人民政府|政府|办事处|办|$)")


class RoleWords(Record):
    anywhere: Words
    endings: Words
    masks: tuple[RegexText, ...]

    @cached_property
    def word(self) -> Pattern | None:
        """Matches a part of a heading that speaks of this role."""
        choices = [alternation(self.anywhere)] if self.anywhere else []
        if self.endings:
            choices.append(f"{alternation(self.endings)}$")
        return re.compile("|".join(choices)) if choices else None

    @cached_property
    def mask(self) -> Pattern | None:
        return re.compile("|".join(self.masks)) if self.masks else None


class AchievementWords(RoleWords):
    general: Words

    @cached_property
    def general_word(self) -> Pattern:
        return re.compile(alternation(self.general))


class ResponsibilityWords(RoleWords):
    weak: Words
    confirm: Words

    @cached_property
    def weak_word(self) -> Pattern:
        return re.compile(alternation(self.weak))

    @cached_property
    def confirmation(self) -> Pattern:
        return re.compile(alternation(self.confirm))


class Roles(Record):
    """By identity in sets and caches: comparing the words would cost more than what is cached."""

    __hash__ = object.__hash__

    achievements: AchievementWords
    problems: RoleWords
    responsibility: ResponsibilityWords
    plan: RoleWords
    other: RoleWords

    @cached_property
    def heading_chain(self) -> Pattern:
        """The earliest stretch that reads like a whole heading: …的主要举措和成效, …存在的不足和原因."""
        every = (self.achievements, self.problems, self.plan)
        one = alternation(word for role in every for word in (*role.endings, *role.anywhere))
        return re.compile(f"[^。：；！？，]{{0,30}}?{one}(?:(?:和|及|与|、|以及)[^。：；！？，]{{0,6}}?{one})*")


class NumberingWords(Record):
    after_bare_number: str
    after_paired_numbers: Words

    @cached_property
    def paired(self) -> Pattern:
        return re.compile(alternation(self.after_paired_numbers))


class Names(Record):
    """What a reader is told, by the value of the enumerations of the model."""

    bodies: dict[str, str]
    levels: dict[str, str]
    forms: dict[str, str]
    roles: dict[str, str]


class OutlineVocabulary(Record):
    """The whole table. Frozen; compiled patterns are kept with it."""

    title: TitleWords
    addressee: AddresseeWords
    tail: TailWords
    organ_endings: Words
    body: BodyWords
    roles: Roles
    numbering: NumberingWords
    web_words: Words
    names: Names

    @cached_property
    def organ_end(self) -> Pattern:
        return re.compile(f"{alternation(self.organ_endings)}$")

    @cached_property
    def web_word(self) -> Pattern:
        return re.compile(alternation(self.web_words))
