"""What the shell offers when the user presses Tab."""

from __future__ import annotations

__all__ = ["rule_ids"]


def rule_ids(incomplete: str) -> list[tuple[str, str]]:
    """Rule ids that begin so, with their titles, and the families as globs; after a comma, the next one."""
    from checker.engine.rulebook import load_rulebook
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
