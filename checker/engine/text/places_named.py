"""One fault for several places of one kind: a careful reader writes the remark once and lists the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.document.model import Span
from checker.engine.check import Fault
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.place_words import place_words

__all__ = ["together"]

_SHOWN = 12


def together(
    reading: Reading,
    places: Sequence[tuple[int, int]],
    values: Mapping[str, str],
    *,
    severity: Severity | None = None,
    identity: tuple[str, ...] = (),
    suggestion: str | None = None,
) -> Fault:
    """A fault at the first of the places (offsets of the running text, never none), the others as evidence.

    Adds ``count`` and ``places``: how many, and where they stand (line, page, paragraph); "" for a single one.
    """
    document = reading.document
    spans = [Span(*document.running.place(start, end)) for start, end in places]
    named = dict.fromkeys(place_words(document, span) for span in spans)
    listed = f"（共{len(spans)}处，在{'、'.join(named)}）" if len(spans) > 1 else ""
    return Fault(
        spans[0],
        {**values, "count": str(len(spans)), "places": listed},
        evidence=tuple(reading.evidence("另一处", span) for span in spans[1 : _SHOWN + 1]),
        severity=severity,
        identity=identity,
        suggestion=suggestion,
    )
