"""A rule book from its files: every rule and table validated, overrides and profiles checked against the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from pydantic import ValidationError

from checker.engine.check import CheckParameters
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checklist.profiles import Adjustment, ProfileTable, adjusted
from checker.engine.checklist.rule import COMMON_KEYS, COMMON_PLACEHOLDERS, Rule, placeholders_of
from checker.engine.checklist.validation import Complaint, complaints, told_once
from checker.engine.checks import KINDS, kind_module
from checker.engine.rulebook.loading import Entry, Material
from checker.errors import RuleError
from checker.knowledge.source import Place, Problem, did_you_mean, raise_problems

__all__ = ["built"]


def built(material: Material) -> tuple[tuple[Rule, ...], Knowledge, tuple[ProfileTable, ...]]:
    """The rules, in the order of the files, the data tables and the profiles. Raises RuleError with every problem."""
    problems: list[Problem] = []
    knowledge = Knowledge(material.tables, material.places)
    rules = _unique([_rule(entry, problems) for entry in material.rules], problems)
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
    return tuple(rules), knowledge, profiles


def _rule(entry: Entry, problems: list[Problem]) -> Rule | None:
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
    parameters: CheckParameters | None = None
    try:
        parameters = module.Parameters.model_validate(rest)
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
