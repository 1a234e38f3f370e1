"""What was recognised, as JSON: ``checker-explanation/1``. Keys are only ever added."""

from __future__ import annotations

import json
from typing import Any

from checker.document.model import Document, Span
from checker.report.explanation import Explanation

__all__ = ["SCHEMA", "render_explanation_json"]

SCHEMA = "checker-explanation/1"


def render_explanation_json(explanation: Explanation) -> str:
    """One JSON text, indented by two, ending in a line break."""
    document = explanation.document

    def span(value: Span | None) -> dict[str, Any] | None:
        return None if value is None else _span(document, value)

    value = {
        "schema": SCHEMA,
        "path": document.path,
        "format": document.format,
        "encoding": document.encoding,
        "pages": document.pages,
        "characters": len(document.text),
        "notes": list(document.notes),
        "head": [
            {"key": row.key, "value": row.value, "reason": row.reason, "span": span(row.span)}
            for row in explanation.head
        ],
        "year_claims": [
            {"year": year, "where": where, "span": span(place)} for year, where, place in explanation.year_claims
        ],
        "outline": [
            {
                "depth": row.depth,
                "label": row.label,
                "text": row.text,
                "role": row.role,
                "malformed": row.malformed,
                "characters": row.characters,
                "span": span(row.span),
            }
            for row in explanation.sections
        ],
        "indicators": [
            {
                "topic": row.topic,
                "indicator": row.name,
                "key": row.key,
                "quote": row.words,
                "label": row.label,
                "scope": row.scope,
                "period": row.period,
                "certain": row.certain,
                "number": row.number,
                "span": span(row.span),
            }
            for row in explanation.indicators
        ],
        "relations": [
            {"kind": row.kind, "words": row.words, "numbers": list(row.numbers), "span": span(row.span)}
            for row in explanation.relations
        ],
        "ledger": [
            {
                "number": row.number,
                "quote": row.words,
                "kind": row.kind.value,
                "counts": row.counts,
                "value": row.value,
                "unit": row.unit,
                "label": row.label,
                "roles": list(row.roles),
                "uses": [{"rule": use.rule, "verdict": use.verdict} for use in row.uses],
                "verdict": row.verdict,
                "note": row.note,
                "span": span(row.span),
            }
            for row in explanation.ledger
        ],
        "coverage": {
            "numbers": explanation.coverage.numbers,
            "bound": explanation.coverage.bound,
            "checked": explanation.coverage.checked,
        },
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _span(document: Document, span: Span) -> dict[str, int | None]:
    line, column = document.line_column(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column, "page": document.page_of(span.start)}
