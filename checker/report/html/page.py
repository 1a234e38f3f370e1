"""One report as one page that needs nothing else: its text with the findings in place, checklist, score, ledger.

The page is offline by decree: its content security policy admits its own style and script, by hash, and nothing more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from checker.engine.model import Outcome, Severity, Status
from checker.engine.result import Checked, Failed, Result
from checker.report.checklist import Checklist, family_order
from checker.report.excerpt import place_words
from checker.report.explanation import KINDS, Explanation, LedgerRow, explain_reading
from checker.report.html.marking import Note, Row, rows_of, shown
from checker.report.words import (
    FORMATS,
    SEVERITIES,
    STATUSES,
    family_of,
    family_word,
    plain_number,
    profile_words,
    reading_order,
    reasons_of,
)

__all__ = ["environment", "page_names", "render_page"]

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
TICKS = {Status.PASS: "✓", Status.FAIL: "✗", Status.UNDETERMINED: "?", Status.NOT_APPLICABLE: "–"}
VERDICTS = {"pass": "✓", "fail": "✗", "undetermined": "?"}


@cache
def environment() -> Environment:
    """The templates: every value is escaped, save the page's own style and script."""
    templates = Environment(
        loader=PackageLoader("checker.report.html", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    templates.filters["shown"] = shown
    templates.filters["points"] = plain_number
    return templates


def asset(name: str) -> str:
    """A style sheet or script as it stands in the page."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0].strip()


def content_policy(*, scripts: bool) -> str:
    """Nothing from anywhere, save the page's own style and script."""
    policy = f"default-src 'none'; style-src '{_hash(asset('style.css'))}'; base-uri 'none'; form-action 'none'"
    return policy + (f"; script-src '{_hash(asset('page.js'))}'" if scripts else "")


def _hash(text: str) -> str:
    digest = hashlib.sha256(f"\n{text}\n".encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def page_names(results: Sequence[Result]) -> list[str]:
    """File names for the pages of a run: numbered, so that no two are alike, and named after their report."""
    width = max(3, len(str(len(results))))
    names = []
    for number, result in enumerate(results, 1):
        stem = re.sub(r"[^\w]+", "-", re.split(r"[/\\]", result.path)[-1]).strip("-_")
        names.append(f"{number:0{width}d}-{shown(stem)[:60] or '报告'}.html")
    return names


def render_page(result: Result, checklist: Checklist, *, index: str | None = None) -> str:
    """The page of one report. ``index`` is the name of the page that lists all, where there is one."""
    common: dict[str, Any] = {
        "style": asset("style.css"),
        "script": asset("page.js"),
        "policy": content_policy(scripts=True),
        "checklist": checklist,
        "index": index,
        "result": result,
        "severities": SEVERITIES,
        "marks": MARKS,
    }
    if isinstance(result, Failed):
        return environment().get_template("failed.html.j2").render(common)
    explanation = explain_reading(result.reading, result, checklist.indicators) if result.reading else None
    live = sorted((f for f in result.findings if f.waived is None), key=reading_order)
    notes = [Note(number, finding) for number, finding in enumerate(live, 1)]
    numbers = [row.span for row in explanation.ledger] if explanation else []
    rows = rows_of(result.document, notes, numbers, _styles(result)) if result.document else ()
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            common,
            bands=_bands(rows),
            whole=[note for note in notes if note.finding.span is None or result.document is None],
            notes=notes,
            waived=[finding for finding in result.findings if finding.waived is not None],
            place=lambda span: place_words(result.document, span),
            about=profile_words(result.profile),
            format_word=FORMATS.get(result.format, result.format),
            reasons=list(reasons_of(result.profile)),
            families=_families(result, checklist),
            present=_present(notes),
            movements=_movements(result, checklist),
            titles=[checklist.title(rule) for rule in result.score.undetermined],
            counts=[(status, STATUSES[status], _count(result, status)) for status in TICKS],
            undetermined=_count(result, Status.UNDETERMINED),
            ticks=TICKS,
            ledger=_ledger(explanation, checklist) if explanation else (),
            kinds=[(KINDS[kind], count) for kind, count in explanation.kinds] if explanation else (),
            relations=_relations(explanation) if explanation else (),
            family_of=family_of,
            family_word=family_word,
            title_of=checklist.title,
        )
    )


def _bands(rows: Sequence[Row]) -> list[list[Row]]:
    """Paragraphs with notes together with those that follow without: notes may run on beside them."""
    bands: list[list[Row]] = []
    for row in rows:
        if row.notes or not bands:
            bands.append([])
        bands[-1].append(row)
    return bands


def _count(result: Checked, status: Status) -> int:
    return sum(outcome.status is status for outcome in result.outcomes)


def _styles(result: Checked) -> dict[int, str]:
    """How the blocks are set: title and headings as the outline found them."""
    document, reading = result.document, result.reading
    styles: dict[int, str] = {}
    if document is None or reading is None:
        return styles

    def set_style(offset: int, style: str) -> None:
        block = document.block_at(offset)
        if block is not None:
            styles.setdefault(block.span.start, style)

    outline = reading.outline
    if outline.title is not None:
        for block in document.blocks:
            if block.span.start < outline.title.span.end and outline.title.span.start < block.span.end:
                styles[block.span.start] = "title"

    def walk(sections: Sequence[Any], depth: int) -> None:
        for section in sections:
            block = document.block_at(section.heading.span.start)
            # A heading that stands at the head of its paragraph is set as one only when it is all of it.
            if block is not None and block.span.start == section.heading.span.start and not section.heading.run_in:
                set_style(section.heading.span.start, f"h{min(depth, 4)}")
            walk(section.children, depth + 1)

    walk(outline.sections, 1)
    for _, span in outline.organs:
        set_style(span.start, "signature")
    if outline.signed is not None:
        set_style(outline.signed.span.start, "signature")
    return styles


def _families(result: Checked, checklist: Checklist) -> list[dict[str, Any]]:
    ordered = sorted(result.outcomes, key=lambda outcome: family_order(outcome.rule))
    families = []
    for family, group in groupby(ordered, key=lambda outcome: family_of(outcome.rule)):
        rows = [_outcome(outcome, checklist) for outcome in group]
        order = {"fail": 0, "undetermined": 1, "pass": 2, "not_applicable": 3}
        rows.sort(key=lambda row: order[row["status"]])
        families.append(
            {"name": family, "word": family_word(family), "points": result.score.families.get(family), "rows": rows}
        )
    return families


def _outcome(outcome: Outcome, checklist: Checklist) -> dict[str, Any]:
    live = sum(finding.waived is None for finding in outcome.findings)
    detail = ""
    if outcome.status is Status.FAIL:
        detail = f"{live}处" if live else "已说明"
    elif outcome.status is Status.PASS and outcome.examined > 1:
        detail = f"查{outcome.examined}处"
    return {
        "rule": outcome.rule,
        "title": checklist.title(outcome.rule),
        "status": outcome.status.value,
        "tick": TICKS[outcome.status],
        "word": STATUSES[outcome.status],
        "detail": detail,
        "reason": outcome.reason or "",
    }


def _present(notes: Sequence[Note]) -> list[tuple[str, str, int]]:
    """The families that have findings, for the filters."""
    counts: dict[str, int] = {}
    for note in notes:
        family = family_of(note.finding.rule)
        counts[family] = counts.get(family, 0) + 1
    return [(name, family_word(name), counts[name]) for name in sorted(counts, key=lambda f: family_order(f + "/"))]


def _movements(result: Checked, checklist: Checklist) -> list[dict[str, Any]]:
    lost = sorted((m for m in result.score.movements if m.lost > 0), key=lambda m: (-m.lost, m.rule))
    most = max((m.lost for m in lost), default=1.0)
    return [
        {
            "title": checklist.title(m.rule),
            "rule": m.rule,
            "lost": plain_number(m.lost),
            "width": max(1, round(100 * m.lost / most)),
        }
        for m in lost
    ]


def _ledger(explanation: Explanation, checklist: Checklist) -> list[dict[str, Any]]:
    return [_ledger_row(row, explanation, checklist) for row in explanation.ledger]


def _ledger_row(row: LedgerRow, explanation: Explanation, checklist: Checklist) -> dict[str, Any]:
    return {
        "number": row.number,
        "place": explanation.place(row.span),
        "words": row.words,
        "kind": KINDS[row.kind],
        "counts": row.counts,
        "value": row.value if row.value != row.words.removesuffix(row.unit) else "",
        "roles": row.roles,
        "uses": [(VERDICTS[use.verdict], use.verdict, checklist.title(use.rule)) for use in row.uses],
        "verdict": row.verdict,
        "note": row.note,
    }


def _relations(explanation: Explanation) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "words": row.words,
            "place": explanation.place(row.span),
            "numbers": [(number, explanation.ledger[number].words) for number in row.numbers],
        }
        for row in explanation.relations
    ]
