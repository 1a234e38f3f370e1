"""Full-width digits and percent signs where the rest of the text writes them half width, or the other way round."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "digit-width"
PLACEHOLDERS = frozenset({"written", "right", "count"})

_NUMBER = re.compile(r"[0-9０-９][0-9０-９.．,，]*[0-9０-９]?[%％﹪]?")
_DIGITS = re.compile("[0-9]+")
_WIDE = re.compile("[０-９％﹪]")
_TO_NARROW = {ord("０") + i: str(i) for i in range(10)} | {
    ord("％"): "%",
    ord("﹪"): "%",
    ord("．"): ".",
    ord("，"): ",",
}


class Parameters(CheckParameters):
    """How many slips are told one by one."""

    listed: int = Field(default=6, ge=1, description="至多逐处报告几处，再多合并为一条")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        text = document.text
        if not _WIDE.search(text):
            return Examination.of(len(reading.facts.quantities) or len(_DIGITS.findall(text)), [])
        wide: list[Span] = []
        narrow = 0
        for block in document.prose:
            for match in _NUMBER.finditer(text, block.span.start, block.span.end):
                span = _trimmed(match)
                if _WIDE.search(text, span.start, span.end):
                    wide.append(span)
                else:
                    narrow += 1
        if not wide or narrow < len(wide):
            return Examination.of(narrow + len(wide), [])  # consistently full width: no slip
        groups = [[span] for span in wide] if len(wide) <= parameters.listed else [wide]
        return Examination.of(narrow + len(wide), [_fault(reading, group) for group in groups])

    return inspect


def _trimmed(match: re.Match[str]) -> Span:
    """Without a comma that ends the clause."""
    return Span(match.start(), match.start() + len(match[0].rstrip(".．,，")))


def _fault(reading: Reading, group: list[Span]) -> Fault:
    written = reading.document.quote(group[0])
    right = written.translate(_TO_NARROW)
    alone = len(group) == 1
    return Fault(
        group[0],
        values={"written": written, "right": right, "count": str(len(group))},
        evidence=tuple(reading.evidence("另一处", span) for span in group[1:20]),
        suggestion=f"改为半角“{right}”" + ("" if alone else "，其余各处同改"),
        replacement=right if alone else None,
        identity=(written,),
    )
