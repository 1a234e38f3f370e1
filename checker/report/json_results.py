"""The results as JSON, version 1: what other programs read.

The shape is published in ``docs/schema/results.json``. Keys are only ever added and their order is fixed; line and
column count from 1, offsets from 0 with the end exclusive, all in code points of the report's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from checker.document.model import Document, Span
from checker.engine.model import Evidence, Finding, Score, Severity
from checker.engine.result import Checked, Failed, Result
from checker.report.checklist import Checklist

__all__ = ["SCHEMA", "render_json", "report_value"]

# Control characters that JSON allows as they are and a terminal obeys.
_CONTROLS = re.compile("[\x7f-\x9f]")
SCHEMA = "checker-results/1"


def render_json(results: Sequence[Result], checklist: Checklist) -> str:
    """The whole run as one JSON text, indented by two, ending in a line break."""
    value = {
        "schema": SCHEMA,
        "tool": {
            "name": "checker",
            "version": checklist.version,
            "rules": checklist.digest,
            "configuration": checklist.configuration,
        },
        "reports": [report_value(result, checklist) for result in results],
    }
    # A lone surrogate cannot be written as UTF-8; a report may hold one all the same.
    text = _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False, indent=2))
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def report_value(result: Result, checklist: Checklist) -> dict[str, Any]:
    """One entry of ``reports``; a failed report has all the keys too, empty."""
    if isinstance(result, Failed):
        return {
            "path": result.path,
            "status": "failed",
            "error": result.error,
            "title": None,
            "body": None,
            "year": None,
            "profile": None,
            "score": None,
            "counts": {severity.value: 0 for severity in Severity},
            "coverage": {"numbers": 0, "bound": 0, "checked": 0},
            "outcomes": [],
            "findings": [],
            "format": None,
            "notes": [],
        }
    return {
        "path": result.path,
        "status": "checked",
        "error": None,
        "title": result.title,
        "body": result.body,
        "year": result.year,
        "profile": {
            "body": result.profile.body,
            "level": result.profile.level,
            "form": result.profile.form,
            "era": result.profile.era,
            "reasons": dict(result.profile.reasons),
            "given": dict(result.profile.given),
        },
        "score": _score(result.score),
        "counts": {severity.value: result.count(severity) for severity in Severity},
        "coverage": {
            "numbers": result.coverage.numbers,
            "bound": result.coverage.bound,
            "checked": result.coverage.checked,
        },
        "outcomes": [
            {
                "rule": outcome.rule,
                "status": outcome.status.value,
                "examined": outcome.examined,
                "reason": outcome.reason,
                "precision": checklist.precision(outcome.rule),
            }
            for outcome in result.outcomes
        ],
        "findings": [_finding(result, finding) for finding in result.findings],
        "format": result.format,
        "notes": list(result.notes),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "value": _rounded(score.value),
        "low": _rounded(score.low),
        "high": _rounded(score.high),
        "families": {family: _rounded(value) for family, value in score.families.items()},
        "movements": [
            {"rule": move.rule, "lost": _rounded(move.lost), "stake": _rounded(move.stake)} for move in score.movements
        ],
        "undetermined": list(score.undetermined),
    }


def _finding(result: Checked, finding: Finding) -> dict[str, Any]:
    document = result.document
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "quote": finding.quote,
        "span": None if finding.span is None else _span(document, finding.span),
        "evidence": [_evidence(document, item) for item in finding.evidence],
        "arithmetic": finding.arithmetic,
        "suggestion": finding.suggestion,
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
        "waived": finding.waived,
        "section": finding.section,
        "replacement": finding.replacement,
    }


def _evidence(document: Document | None, item: Evidence) -> dict[str, Any]:
    return {"role": item.role, "quote": item.quote, "span": _span(document, item.span), "value": item.value}


def _span(document: Document | None, span: Span) -> dict[str, int | None]:
    line, column = document.line_column(span.start) if document else (None, None)
    page = document.page_of(span.start) if document else None
    return {"start": span.start, "end": span.end, "line": line, "column": column, "page": page}


def _rounded(value: float) -> float:
    # Two decimals are more than anyone weighs; what lies beyond them is noise of binary fractions.
    return round(float(value), 2)
