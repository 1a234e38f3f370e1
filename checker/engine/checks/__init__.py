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
    "balance": "checker.engine.checks.balance",
    "product": "checker.engine.checks.product",
    "basis-current": "checker.engine.checks.basis_current",
    "breakdown": "checker.engine.checks.breakdown",
    "change": "checker.engine.checks.change",
    "completion": "checker.engine.checks.completion",
    "core-indicators": "checker.engine.checks.core_indicators",
    "date-form": "checker.engine.checks.date_form",
    "deadline": "checker.engine.checks.deadline",
    "deictic": "checker.engine.checks.deictic",
    "digit-width": "checker.engine.checks.digit_width",
    "document-number": "checker.engine.checks.document_number",
    "element": "checker.engine.checks.element",
    "figure-wording": "checker.engine.checks.figure_wording",
    "heading-punctuation": "checker.engine.checks.heading_punctuation",
    "heading-year": "checker.engine.checks.heading_year",
    "implausible": "checker.engine.checks.implausible",
    "law-date": "checker.engine.checks.law_date",
    "law-in-force": "checker.engine.checks.law_in_force",
    "lexicon": "checker.engine.checks.lexicon",
    "likely-rate": "checker.engine.checks.likely_rate",
    "likely-sum": "checker.engine.checks.likely_sum",
    "list-count": "checker.engine.checks.list_count",
    "meetings": "checker.engine.checks.meetings",
    "mentions": "checker.engine.checks.mentions",
    "mixed-form": "checker.engine.checks.mixed_form",
    "number-citation": "checker.engine.checks.number_citation",
    "numbering-form": "checker.engine.checks.numbering_form",
    "numbering-gap": "checker.engine.checks.numbering_gap",
    "organ-mismatch": "checker.engine.checks.organ_mismatch",
    "other-place": "checker.engine.checks.other_place",
    "own-level": "checker.engine.checks.own_level",
    "paired-marks": "checker.engine.checks.paired_marks",
    "period-name": "checker.engine.checks.period_name",
    "phrase": "checker.engine.checks.phrase",
    "plan-answers": "checker.engine.checks.plan_answers",
    "plan-generic": "checker.engine.checks.plan_generic",
    "plan-year": "checker.engine.checks.plan_year",
    "private-data": "checker.engine.checks.private_data",
    "punctuation-width": "checker.engine.checks.punctuation_width",
    "rate": "checker.engine.checks.rate",
    "rate-conflict": "checker.engine.checks.rate_conflict",
    "relation": "checker.engine.checks.relation",
    "repeated-word": "checker.engine.checks.repeated_word",
    "required-phrase": "checker.engine.checks.required_phrase",
    "section": "checker.engine.checks.section",
    "section-causes": "checker.engine.checks.section_causes",
    "section-order": "checker.engine.checks.section_order",
    "section-size": "checker.engine.checks.section_size",
    "shares": "checker.engine.checks.shares",
    "signature-year": "checker.engine.checks.signature_year",
    "stray-space": "checker.engine.checks.stray_space",
    "tell-tale": "checker.engine.checks.tell_tale",
    "title-form": "checker.engine.checks.title_form",
    "unfinished-sentence": "checker.engine.checks.unfinished_sentence",
    "unsupported-claim": "checker.engine.checks.unsupported_claim",
    "web-residue": "checker.engine.checks.web_residue",
    "year-claims": "checker.engine.checks.year_claims",
    "year-in-prose": "checker.engine.checks.year_in_prose",
}


def kind_module(kind: str) -> CheckModule:
    """The module of a kind. Raises KeyError where there is no such kind."""
    return cast("CheckModule", import_module(KINDS[kind]))
