"""From places in the running text to faults: grouped where asked, softened within 《》, replaced where certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from checker.document.model import Span
from checker.engine.check import Fault
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.wording.expressions import Hit

__all__ = ["faults_of"]

_SHOWN = 20  # further places listed with one finding


def faults_of(
    hits: Sequence[Hit], reading: Reading, *, titles: Literal["check", "soften", "skip"], once: bool
) -> list[Fault]:
    """One fault a hit, or one an entry (``once``) with the other places as evidence."""
    running = reading.document.running
    groups: dict[object, list[tuple[Hit, bool]]] = {}
    for position, hit in enumerate(hits):
        quoted = running.in_title(hit.start)
        if quoted and titles == "skip":
            continue
        key: object = position
        if hit.expression.together:
            key = hit.expression.together
        elif once or hit.expression.once:
            key = id(hit.expression)
        groups.setdefault(key, []).append((hit, quoted))
    return [_fault(group, reading, titles) for group in groups.values()]


def _fault(group: list[tuple[Hit, bool]], reading: Reading, titles: str) -> Fault:
    running = reading.document.running
    hit, quoted = group[0]
    span = Span(*running.place(hit.start, hit.end))
    expression = hit.expression
    softened = Severity.INFO if quoted and titles == "soften" else expression.severity
    certain = expression.certain is not False and hit.right and not quoted and len(group) == 1
    evidence = [
        reading.evidence("另一处", Span(*running.place(other.start, other.end))) for other, _ in group[1 : _SHOWN + 1]
    ]
    return Fault(
        span,
        values={
            "wrong": reading.document.quote(span),
            "right": hit.right,
            "advice": _advice(hit),
            "note": expression.note,
            "reason": f"（{expression.note}）" if expression.note and hit.right else "",
            "source": expression.source,
            "count": str(len(group)),
            "places": f"，共{len(group)}处" if len(group) > 1 else "",
        },
        evidence=tuple(evidence),
        suggestion=f"改为“{hit.right}”" if hit.right else None,
        replacement=hit.right if certain else None,
        severity=softened,
        identity=(hit.wrong, hit.right),
        basis=expression.source or None,
    )


def _advice(hit: Hit) -> str:
    """What the message says after the quoted words."""
    if not hit.right:
        return f"：{hit.expression.note or '写法有误'}"
    return f"疑为“{hit.right}”之误" if hit.expression.doubtful else f"应为“{hit.right}”"
