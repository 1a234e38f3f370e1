"""One thing written in two ways in the same report: 区委区政府 beside 区委、区政府."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field, Record

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "mixed-form"
PLACEHOLDERS = frozenset({"written", "right", "count", "right_count"})


class Form(Record):
    """A wrong pattern and the right one; ``always``: wrong even where the right form does not occur."""

    wrong: str = Field(description="不规范的写法（正则）")
    right: str = Field(default="", description="规范的写法（正则）；文中两种都有时才报告")
    replace: str = Field(default="", description="改成什么，可用 \\1")
    always: bool = Field(default=False, description="文中没有规范写法时也报告")


class Parameters(CheckParameters):
    """The pairs of forms."""

    forms: tuple[Form, ...] = Field(min_length=1, description="成对的写法")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Compiles the pairs."""
    forms = [
        (form, re.compile(form.wrong), re.compile(form.right) if form.right else None) for form in parameters.forms
    ]

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        faults: list[Fault] = []
        examined = 0
        for form, wrong, right in forms:
            rights = len(right.findall(running.text)) if right else 0
            examined += rights
            wrongs = [match for match in wrong.finditer(running.text) if not running.in_title(match.start())]
            if not wrongs or not (rights or form.always):
                continue
            examined += len(wrongs)
            places = [Span(*running.place(*match.span())) for match in wrongs]
            first = wrongs[0]
            replacement = first.expand(form.replace) if form.replace else ""
            faults.append(
                Fault(
                    places[0],
                    values={
                        "written": first[0],
                        "right": replacement,
                        "count": str(len(wrongs)),
                        "right_count": str(rights),
                    },
                    evidence=tuple(reading.evidence("另一处", place) for place in places[1:20]),
                    suggestion=f"统一写作“{replacement}”" if replacement else None,
                    replacement=replacement if replacement and len(wrongs) == 1 else None,
                    identity=(first[0],),
                )
            )
        return Examination.of(examined, faults)

    return inspect
