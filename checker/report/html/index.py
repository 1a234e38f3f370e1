"""The page that lists all reports of a run, best first, with a link to each."""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.model import Severity, Status
from checker.engine.result import Checked, Failed, Result
from checker.report.checklist import Checklist
from checker.report.html.page import asset, content_policy, environment
from checker.report.words import SEVERITIES, plain_number

__all__ = ["render_index"]


def render_index(results: Sequence[Result], names: Sequence[str], checklist: Checklist) -> str:
    """``names`` are the file names of the pages, in the order of ``results``."""
    pages = dict(zip((id(result) for result in results), names, strict=True))
    checked = [result for result in results if isinstance(result, Checked)]
    ranked = sorted(checked, key=lambda r: (-r.score.value, r.count(Severity.ERROR), r.path))
    rows = [
        {
            "page": pages[id(result)],
            "who": result.body or result.title or result.path,
            "year": result.year,
            "path": result.path,
            "score": plain_number(result.score.value),
            "range": ""
            if result.score.low == result.score.high
            else f"{plain_number(result.score.low)}—{plain_number(result.score.high)}",
            "counts": [(severity.value, result.count(severity)) for severity in Severity],
            "undetermined": sum(outcome.status is Status.UNDETERMINED for outcome in result.outcomes),
            "value": result.score.value,
        }
        for result in ranked
    ]
    failed = [
        {"page": pages[id(result)], "path": result.path, "error": result.error}
        for result in results
        if isinstance(result, Failed)
    ]
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            style=asset("style.css"),
            policy=content_policy(scripts=False),
            checklist=checklist,
            rows=rows,
            failed=failed,
            severities=SEVERITIES,
            total=len(results),
        )
    )
