"""The form of the numbers of headings: 一、 → （一） → 1. → （1）."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Evidence, Severity
from checker.engine.reading import Reading
from checker.knowledge.record import Field
from checker.outline.model import Heading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "numbering-form"
PLACEHOLDERS = frozenset({"label", "fault", "count"})


class Parameters(CheckParameters):
    """Which slips are plain faults; the others (a dot for a comma) are remarks, told once for the whole report."""

    grave: tuple[str, ...] = Field(default=("缺左括号", "缺右括号", "应使用圆括号"), description="算作明显差错的几种")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """What the outline found wrong with each number; a slip of one kind that recurs is told at its first place."""

    def inspect(reading: Reading) -> Examination:
        headings = [s.heading for s in reading.outline.walk() if s.heading.number is not None]
        # 1）…2）… throughout is a habit; among （1）…（3） it is a bracket lost.
        whole = any(h.scheme == "arabic-paren" and h.malformed is None for h in headings)
        faults: list[Fault] = []
        recurring: dict[str, list[Heading]] = {}
        for heading in headings:
            if heading.malformed is None or _is_note(heading):
                continue
            habit = heading.scheme == "arabic-paren" and heading.malformed == "缺左括号" and not whole
            if heading.malformed in parameters.grave and not habit:
                values = {"label": heading.label, "fault": heading.malformed, "count": "1"}
                suggestion = _repair(heading)
                faults.append(Fault(heading.label_span, values, suggestion=suggestion, identity=(heading.label,)))
            else:
                recurring.setdefault(heading.malformed, []).append(heading)
        for malformed, places in recurring.items():
            first = places[0]
            count = f"，全文{len(places)}处" if len(places) > 1 else ""
            faults.append(
                Fault(
                    first.label_span,
                    {"label": first.label, "fault": malformed + count, "count": str(len(places))},
                    evidence=tuple(Evidence("同类", h.label, h.label_span) for h in places[1:10]),
                    severity=Severity.INFO,
                    identity=(malformed,),
                )
            )
        return Examination.of(len(headings), faults)

    return inspect


def _is_note(heading: Heading) -> bool:
    """[1], 【2】: the mark of a note, not the number of a heading."""
    return heading.scheme == "arabic-paren" and heading.label[:1] in "[［【"


def _repair(heading: Heading) -> str | None:
    if heading.number is None:
        return None
    core = heading.label.strip("（〔【[()）〕】] 、，．.：:")
    return f"改为“（{core}）”。" if core and heading.scheme.endswith("paren") else None
