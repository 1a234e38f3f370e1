"""The kinds of check: what a rule file may write after ``kind:``, and the module that carries it out.

A module is imported when the first rule of its kind is loaded. To add a kind, add its module and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from checker.engine.check import CheckModule

__all__ = ["KINDS", "kind_module"]

KINDS: Mapping[str, str] = {
    "breakdown": "checker.engine.checks.breakdown",
    "change": "checker.engine.checks.change",
    "completion": "checker.engine.checks.completion",
    "core-indicators": "checker.engine.checks.core_indicators",
    "element": "checker.engine.checks.element",
    "figure-wording": "checker.engine.checks.figure_wording",
    "heading-punctuation": "checker.engine.checks.heading_punctuation",
    "implausible": "checker.engine.checks.implausible",
    "list-count": "checker.engine.checks.list_count",
    "mentions": "checker.engine.checks.mentions",
    "numbering-form": "checker.engine.checks.numbering_form",
    "numbering-gap": "checker.engine.checks.numbering_gap",
    "organ-mismatch": "checker.engine.checks.organ_mismatch",
    "phrase": "checker.engine.checks.phrase",
    "plan-generic": "checker.engine.checks.plan_generic",
    "rate": "checker.engine.checks.rate",
    "rate-conflict": "checker.engine.checks.rate_conflict",
    "relation": "checker.engine.checks.relation",
    "section": "checker.engine.checks.section",
    "section-causes": "checker.engine.checks.section_causes",
    "section-order": "checker.engine.checks.section_order",
    "section-size": "checker.engine.checks.section_size",
    "title-form": "checker.engine.checks.title_form",
    "web-residue": "checker.engine.checks.web_residue",
}


def kind_module(kind: str) -> CheckModule:
    """The module of a kind. Raises KeyError where there is no such kind."""
    return cast("CheckModule", import_module(KINDS[kind]))
