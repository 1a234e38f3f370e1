"""The rule book: all rules in force, the data they are compiled with, the profiles; loaded once for many reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from checker import __version__
from checker.engine import cache as rule_cache
from checker.engine.checks import KINDS, kind_module
from checker.engine.knowledge import Knowledge
from checker.engine.loading import Entry, Material, content_key, parse_files, rule_files
from checker.engine.profiles import Adjustment, ProfileTable, adjusted
from checker.engine.rule import COMMON_KEYS, COMMON_PLACEHOLDERS, Rule, placeholders_of
from checker.engine.validation import Complaint, complaints, told_once
from checker.errors import RuleError, UsageError
from checker.knowledge.regex import TRUSTED
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
    def outline_vocabulary(self) -> OutlineVocabulary:
        """The words by which the parts of a report are recognised (table ``outline``)."""
        from checker.outline.vocabulary import OutlineVocabulary

        return self.knowledge.model("outline", "default", OutlineVocabulary)

    @cached_property
    def fact_reader(self) -> FactReader:
        """Reads figures and statements, with the tables ``numerals``, ``indicators`` (one per topic) and ``claims``."""
        from checker.facts.claim_words import ClaimWords
        from checker.facts.extract import FactReader
        from checker.facts.numerals import Numerals

        model = self.knowledge.model
        return FactReader(
            model("numerals", "default", Numerals),
            self.knowledge.catalogue,
            model("claims", "default", ClaimWords),
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
    key = content_key(files, __version__)
    material = rule_cache.read(key) if cache else None
    if material is not None:
        try:
            return _build(material, key)
        except RuleError:
            pass  # whatever lies in the cache, the files themselves decide
    material = parse_files(files)
    book = _build(material, key)
    raise_problems(_trial(book))
    if cache:
        rule_cache.write(key, material)
    return book


def _trial(book: Rulebook) -> Iterator[Problem]:
    """What fails when everything is built once: the tables that every report needs, and each rule's check."""
    builders: list[Callable[[], object]] = [lambda: book.outline_vocabulary, lambda: book.fact_reader.binder]
    builders.extend(partial(book.inspect_of, rule) for rule in book.rules)
    for build in builders:
        try:
            build()
        except RuleError as error:
            yield Problem(Place(error.file, error.line, error.column), error.detail)
        except ValueError as error:  # a table that every report needs is not there
            yield Problem(Place("rules"), str(error))


def _build(material: Material, key: str) -> Rulebook:
    problems: list[Problem] = []
    knowledge = Knowledge(material.tables, material.places, material.trusted, material.derived)
    rules = _unique([_rule(entry, problems, material.trusted) for entry in material.rules], problems)
    for rule in rules:
        _check_globs(
            rule.yields_to,
            rules,
            lambda message, r=rule: Problem(Place(r.file, r.line, 1), f"`yields_to`：{message}"),  # type: ignore[misc]
            problems,
        )
    profiles = _profiles(knowledge, problems)
    rules = _overridden(rules, material.overrides, problems)
    for profile in profiles:
        for index, adjustment in enumerate(profile.adjust):
            _check_globs(
                adjustment.rules,
                rules,
                lambda message, i=index, name=profile.name: Problem(  # type: ignore[misc]
                    knowledge.place("profile", name, ("adjust", i)), message
                ),
                problems,
            )
    raise_problems(sorted(problems))
    return Rulebook(tuple(sorted(rules, key=_reading_order)), knowledge, profiles, key[:16])


def _reading_order(rule: Rule) -> tuple[int, str]:
    family = rule.family
    place = FAMILY_ORDER.index(family) if family in FAMILY_ORDER else len(FAMILY_ORDER)
    return place, "" if place < len(FAMILY_ORDER) else family  # sorted() keeps the order of the files within


def _rule(entry: Entry, problems: list[Problem], trusted: bool) -> Rule | None:
    """One rule with its parameters, or None with its problems noted."""
    before = len(problems)
    wrong: list[Complaint] = []
    common = {key: value for key, value in entry.value.items() if key in COMMON_KEYS}
    rest = {key: value for key, value in entry.value.items() if key not in COMMON_KEYS}
    rule: Rule | None = None
    try:
        rule = Rule.model_validate(common | {"file": entry.place.file, "line": entry.place.line})
    except ValidationError as error:
        wrong.extend(complaints(error, Rule))
    kind = entry.value.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        if isinstance(kind, str):
            hint = did_you_mean(kind, KINDS) or "；可用的种类见 checker rules schema"
            problems.append(entry.problem(("kind",), f"没有 `{kind}` 这种检查{hint}"))
        problems.extend(entry.problem(one.path, one.message, key=one.at_key) for one in told_once(wrong))
        return None
    module = kind_module(kind)
    parameters: BaseModel | None = None
    try:
        parameters = module.Parameters.model_validate(rest, context=TRUSTED if trusted else None)
    except ValidationError as error:
        wrong.extend(complaints(error, module.Parameters, also=COMMON_KEYS))
    problems.extend(entry.problem(one.path, one.message, key=one.at_key) for one in told_once(wrong))
    allowed = module.PLACEHOLDERS | COMMON_PLACEHOLDERS
    for name in ("message", "fix"):
        template = entry.value.get(name)
        if isinstance(template, str):
            problems.extend(entry.problem((name,), f"`{name}`：{fault}") for fault in _wrong_in(template, allowed))
    if rule is None or parameters is None or len(problems) > before:
        return None
    return rule.model_copy(update={"parameters": parameters})


def _wrong_in(template: str, allowed: frozenset[str]) -> list[str]:
    try:
        names = placeholders_of(template)
    except ValueError as error:
        return [str(error)]
    known = "、".join(sorted(allowed))
    return [
        f"没有占位符 {{{name}}}{did_you_mean(name, allowed) or f'；这种检查可以用 {known}'}"
        for name in sorted(names - allowed)
    ]


def _unique(rules: Iterable[Rule | None], problems: list[Problem]) -> list[Rule]:
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule is None:
            continue
        other = first.get(rule.id)
        if other is not None:
            problems.append(
                Problem(
                    Place(rule.file, rule.line, 1),
                    f"规则 `{rule.id}` 重复，{other.file}:{other.line} 已有；"
                    "请换一个 id，要改已有规则请写在 overrides: 下",
                )
            )
            continue
        first[rule.id] = rule
    return list(first.values())


def _profiles(knowledge: Knowledge, problems: list[Problem]) -> tuple[ProfileTable, ...]:
    profiles = []
    for name in knowledge.names("profile"):
        try:
            profiles.append(knowledge.model("profile", name, ProfileTable))
        except RuleError as error:
            problems.append(Problem(Place(error.file, error.line, error.column), error.detail))
    return tuple(sorted(profiles, key=lambda profile: (profile.order, profile.name)))


def _overridden(rules: list[Rule], overrides: Iterable[Entry], problems: list[Problem]) -> list[Rule]:
    """The rules with the users' overrides applied; those switched off are gone."""
    for entry in overrides:
        try:
            adjustment = Adjustment.model_validate(entry.value)
        except ValidationError as error:
            problems.extend(
                entry.problem(one.path, one.message, key=one.at_key) for one in told_once(complaints(error, Adjustment))
            )
            continue
        _check_globs(adjustment.rules, rules, lambda message, e=entry: e.problem(("rules",), message), problems)  # type: ignore[misc]
        rules = [
            adjusted(rule, adjustment) if _meant(rule, adjustment) else rule
            for rule in rules
            if not (_meant(rule, adjustment) and adjustment.enabled is False)
        ]
    return rules


def _meant(rule: Rule, adjustment: Adjustment) -> bool:
    return any(fnmatchcase(rule.id, glob) for glob in adjustment.rules)


def _check_globs(
    globs: Iterable[str], rules: Sequence[Rule], problem: Callable[[str], Problem], problems: list[Problem]
) -> None:
    ids = [rule.id for rule in rules]
    problems.extend(
        problem(f"`{glob}` 没有选中任何规则{did_you_mean(glob, ids) or '，请检查规则 id'}")
        for glob in globs
        if not any(fnmatchcase(identifier, glob) for identifier in ids)
    )


def _compile(rule: Rule, knowledge: Knowledge) -> Inspect:
    try:
        return kind_module(rule.kind).compile_check(rule.parameters, knowledge)
    except RuleError:
        raise
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise RuleError(f"规则 `{rule.id}` 不能用：{error}", file=rule.file, line=rule.line, column=1) from error
