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
    "basis-current": "checker.engine.checks.basis_current",
    "breakdown": "checker.engine.checks.breakdown",
    "change": "checker.engine.checks.change",
    "completion": "checker.engine.checks.completion",
    "core-indicators": "checker.engine.checks.core_indicators",
    "deadline": "checker.engine.checks.deadline",
    "deictic": "checker.engine.checks.deictic",
    "element": "checker.engine.checks.element",
    "figure-wording": "checker.engine.checks.figure_wording",
    "heading-punctuation": "checker.engine.checks.heading_punctuation",
    "heading-year": "checker.engine.checks.heading_year",
    "implausible": "checker.engine.checks.implausible",
    "law-in-force": "checker.engine.checks.law_in_force",
    "lexicon": "checker.engine.checks.lexicon",
    "list-count": "checker.engine.checks.list_count",
    "meetings": "checker.engine.checks.meetings",
    "mentions": "checker.engine.checks.mentions",
    "numbering-form": "checker.engine.checks.numbering_form",
    "numbering-gap": "checker.engine.checks.numbering_gap",
    "organ-mismatch": "checker.engine.checks.organ_mismatch",
    "other-place": "checker.engine.checks.other_place",
    "own-level": "checker.engine.checks.own_level",
    "period-name": "checker.engine.checks.period_name",
    "phrase": "checker.engine.checks.phrase",
    "plan-generic": "checker.engine.checks.plan_generic",
    "plan-year": "checker.engine.checks.plan_year",
    "private-data": "checker.engine.checks.private_data",
    "rate": "checker.engine.checks.rate",
    "rate-conflict": "checker.engine.checks.rate_conflict",
    "relation": "checker.engine.checks.relation",
    "section": "checker.engine.checks.section",
    "section-causes": "checker.engine.checks.section_causes",
    "section-order": "checker.engine.checks.section_order",
    "section-size": "checker.engine.checks.section_size",
    "signature-year": "checker.engine.checks.signature_year",
    "tell-tale": "checker.engine.checks.tell_tale",
    "title-form": "checker.engine.checks.title_form",
    "web-residue": "checker.engine.checks.web_residue",
    "year-claims": "checker.engine.checks.year_claims",
    "year-in-prose": "checker.engine.checks.year_in_prose",
}


def kind_module(kind: str) -> CheckModule:
    """The module of a kind. Raises KeyError where there is no such kind."""
    return cast("CheckModule", import_module(KINDS[kind]))
