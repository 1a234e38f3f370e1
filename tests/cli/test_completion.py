from __future__ import annotations

from checker.cli.completion import rule_ids


def test_rules_and_families() -> None:
    offers = dict(rule_ids("numbers/"))
    assert offers["numbers/*"] == "数字"
    assert "numbers/accepted-within-received" in offers
    assert all(name.startswith("numbers/") for name in offers)


def test_after_a_comma() -> None:
    assert "years/*,numbers/*" in dict(rule_ids("years/*,numb"))
