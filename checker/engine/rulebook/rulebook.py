"""The rule book: all rules in force, the data they are compiled with, the profiles; loaded once for many reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.engine.checklist.accuracy import AccuracyTable
from checker.engine.checklist.cache import keep, kept, program_key
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checklist.profiles import ProfileTable, adjusted
from checker.engine.checklist.rule import Rule
from checker.engine.checks import kind_module
from checker.engine.rulebook.loading import content_key, parse_files, rule_files
from checker.errors import RuleError, UsageError
from checker.knowledge.source import Place, Problem, did_you_mean, raise_problems

if TYPE_CHECKING:
    from checker.engine.check import Inspect
    from checker.facts.extract import FactReader
    from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["FAMILY_ORDER", "Rulebook", "load_rulebook"]

FAMILY_ORDER = ("structure", "numbers", "years", "format", "language", "content", "batch")
"""Families in the order in which a supervisor reads; others follow by name."""


@dataclass(frozen=True)
class Rulebook:
    """What ``load_rulebook`` returns. ``rules`` hold in the order of the checklist; ``digest`` names their content."""

    rules: tuple[Rule, ...]
    knowledge: Knowledge
    profiles: tuple[ProfileTable, ...]
    digest: str
    _inspects: dict[str, Inspect] = field(init=False, default_factory=dict, repr=False, compare=False)
    _selections: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Rule, ...]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    # What the run works out for a kind of report: rules, and each as it stands with the reason why it does not apply.
    plans: dict[tuple[object, ...], tuple[Sequence[Rule], tuple[tuple[Rule, str | None], ...]]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    _adjusted: dict[tuple[str, ...], Mapping[str, tuple[Rule, str | None]]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def families(self) -> frozenset[str]:
        """The families that its rules belong to."""
        return frozenset(rule.family for rule in self.rules)

    @cached_property
    def names_places(self) -> bool:
        """Whether any rule or profile is for the reports of certain places."""
        applies = (*(rule.applies for rule in self.rules), *(profile.match for profile in self.profiles))
        return any(one.places for one in applies)

    @cached_property
    def eras(self) -> tuple[str, ...]:
        """The periods that profiles stand for, earliest first."""
        known = {
            profile.era: (profile.match.years.first if profile.match.years else None) or 0
            for profile in self.profiles
            if profile.era is not None
        }
        return tuple(sorted(known, key=lambda era: known[era]))

    def rule(self, identifier: str) -> Rule:
        """The rule of this id. Raises UsageError with the nearest id."""
        try:
            return self.by_id[identifier]
        except KeyError:
            hint = did_you_mean(identifier, self.by_id) or "；用 checker rules list 查看全部规则"
            raise UsageError(f"没有规则 `{identifier}`{hint}") from None

    def select(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
        """The rules whose id matches a glob of ``select`` (all when empty) and none of ``ignore``.

        Raises UsageError where a glob matches no rule, or where no rule is left.
        """
        key = (tuple(select), tuple(ignore))
        chosen = self._selections.get(key)
        if chosen is None:
            for option, globs in (("--select", key[0]), ("--ignore", key[1])):
                for glob in globs:
                    self.meant_by(glob, option)
            chosen = tuple(
                rule
                for rule in self.rules
                if (not key[0] or any(fnmatchcase(rule.id, glob) for glob in key[0]))
                and not any(fnmatchcase(rule.id, glob) for glob in key[1])
            )
            if not chosen:
                raise UsageError("选来选去没有剩下规则，请检查 --select 和 --ignore，以及配置里的 select 和 ignore")
            self._selections[key] = chosen
        return chosen

    def meant_by(self, glob: str, option: str) -> tuple[Rule, ...]:
        """The rules whose id matches the glob that stands after ``option``. Raises UsageError where there is none."""
        found = tuple(rule for rule in self.rules if fnmatchcase(rule.id, glob))
        if not found:
            hint = did_you_mean(glob, self.by_id) or "；用 checker rules list 查看全部规则"
            raise UsageError(f"{option} {glob} 没有选中任何规则{hint}")
        return found

    def inspect_of(self, rule: Rule) -> Inspect:
        """The compiled check of a rule; compiled when first asked for. Raises RuleError."""
        inspect = self._inspects.get(rule.id)
        if inspect is None:
            inspect = self._inspects[rule.id] = _compile(rule, self.knowledge)
        return inspect

    def adjusted_for(self, profiles: Sequence[ProfileTable]) -> Mapping[str, tuple[Rule, str | None]]:
        """Rule id → the rule as these profiles want it, and why it is switched off, if it is."""
        key = tuple(profile.name for profile in profiles)
        known = self._adjusted.get(key)
        if known is None:
            changed: dict[str, tuple[Rule, str | None]] = {}
            for profile in profiles:
                for adjustment in profile.adjust:
                    for rule in self.rules:
                        if any(fnmatchcase(rule.id, glob) for glob in adjustment.rules):
                            now, off = changed.get(rule.id, (rule, None))
                            if adjustment.enabled is not None:
                                off = None if adjustment.enabled else adjustment.reason or f"“{profile.title}”不查此项"
                            changed[rule.id] = (adjusted(now, adjustment), off)
            known = self._adjusted[key] = changed
        return known

    @cached_property
    def accuracy(self) -> AccuracyTable:
        """What was measured of the rules; empty where there is no such table. Raises RuleError for a malformed one."""
        known = self.knowledge.names("accuracy")
        return self.knowledge.model("accuracy", "default", AccuracyTable) if known else AccuracyTable()

    @cached_property
    def outline_vocabulary(self) -> OutlineVocabulary:
        """The words by which the parts of a report are recognised (table ``outline``)."""
        from checker.outline.vocabulary import OutlineVocabulary

        return self.knowledge.model("outline", "default", OutlineVocabulary)

    @cached_property
    def fact_reader(self) -> FactReader:
        """Reads figures and statements (tables ``numerals``, ``indicators`` (one per topic), ``claims``, ``forms``)."""
        from checker.facts.breakdowns import SumForms
        from checker.facts.claim_words import ClaimWords
        from checker.facts.extract import FactReader
        from checker.facts.numerals import Numerals

        model = self.knowledge.model
        return FactReader(
            model("numerals", "default", Numerals),
            self.knowledge.catalogue,
            model("claims", "default", ClaimWords),
            model("forms", "sums", SumForms),
            self.knowledge.worked_out("meanings", dict),
        )


def load_rulebook(extra: Sequence[Path] = (), *, cache: bool = True, shipped: Path | None = None) -> Rulebook:
    """The shipped checklist with the user's own folders on top.

    A folder of the user's adds rules and tables, and changes shipped rules by an ``overrides:`` list. With ``cache``
    the parsed files are kept in the user's cache folder, by content, and a second run needs no YAML parser. Raises
    RuleError for anything wrong in a file, UsageError for a folder that is not there. ``shipped`` stands in for the
    checklist that comes with the program (tests).
    """
    files = rule_files(extra, shipped)
    content = content_key(files, __version__)
    digest = content[:16]
    key = content_key((), content, program_key()) if cache else ""
    if cache and (known := kept(key)) is not None:
        try:
            return Rulebook(known.records("rules"), Knowledge.restored(known), known.records("profiles"), digest)
        except (ValueError, KeyError, TypeError, AttributeError, ImportError):
            pass  # whatever lies in the cache, the files themselves decide
    from checker.engine.rulebook.building import built

    rules, knowledge, profiles = built(parse_files(files))
    book = Rulebook(tuple(sorted(rules, key=_reading_order)), knowledge, profiles, digest)
    raise_problems(_trial(book))
    if cache:
        records, plain = knowledge.to_keep()
        keep(key, {"rules": book.rules, "profiles": book.profiles, **records}, plain)
    return book


def _trial(book: Rulebook) -> Iterator[Problem]:
    """What fails when everything is built once: the tables that every report needs, and each rule's check."""
    builders: list[Callable[[], object]] = [
        lambda: book.outline_vocabulary,
        lambda: book.fact_reader.binder,
        lambda: book.accuracy,
    ]
    builders.extend(partial(book.inspect_of, rule) for rule in book.rules)
    for build in builders:
        try:
            build()
        except RuleError as error:
            yield Problem(Place(error.file, error.line, error.column), error.detail)
        except ValueError as error:  # a table that every report needs is not there
            yield Problem(Place("rules"), str(error))


def _reading_order(rule: Rule) -> tuple[int, str]:
    family = rule.family
    place = FAMILY_ORDER.index(family) if family in FAMILY_ORDER else len(FAMILY_ORDER)
    return place, "" if place < len(FAMILY_ORDER) else family  # sorted() keeps the order of the files within


def _compile(rule: Rule, knowledge: Knowledge) -> Inspect:
    try:
        return kind_module(rule.kind).compile_check(rule.parameters, knowledge)
    except RuleError:
        raise
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise RuleError(f"规则 `{rule.id}` 不能用：{error}", file=rule.file, line=rule.line, column=1) from error
