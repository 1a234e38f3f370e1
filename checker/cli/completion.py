"""What the shell offers when the user presses Tab."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["profile_values", "rule_ids"]


def rule_ids(incomplete: str) -> list[tuple[str, str]]:
    """Rule ids that begin so, with their titles, and the families as globs; after a comma, the next one."""
    from checker.engine.rulebook.rulebook import load_rulebook
    from checker.errors import CheckerError
    from checker.report.words import family_word

    done, comma, begun = incomplete.rpartition(",")
    try:
        rules = load_rulebook().rules
    except CheckerError:
        return []
    families = [(f"{family}/*", family_word(family)) for family in dict.fromkeys(rule.family for rule in rules)]
    offers = [*families, *((rule.id, rule.title) for rule in rules)]
    return [(f"{done}{comma}{name}", words) for name, words in offers if name.startswith(begun)]


def profile_values(key: str) -> Callable[[str], list[tuple[str, str]]]:
    """What may be said of a report under ``key`` (body, level, form, era), each with its Chinese name."""

    def offer(incomplete: str) -> list[tuple[str, str]]:
        from checker.engine.rulebook.rulebook import load_rulebook
        from checker.errors import CheckerError
        from checker.report.words import BODIES, FORMS, LEVELS

        named = {"body": BODIES, "level": LEVELS, "form": FORMS}.get(key)
        if named is None:
            try:
                profiles = load_rulebook().profiles
            except CheckerError:
                return []
            named = {profile.era: profile.title for profile in profiles if profile.era is not None}
        return [(name, words) for name, words in named.items() if name.startswith(incomplete) and name != "unknown"]

    return offer
