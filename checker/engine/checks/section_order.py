"""The order of the parts: achievements or responsibility first, problems before the plan. Never more than a remark."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.section_text import heading_words
from checker.outline.model import Role, Section

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "section-order"
PLACEHOLDERS = frozenset({"fault"})


class Parameters(CheckParameters):
    """None: the convention is the same everywhere."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Compare the places of the first-level sections that carry one role."""

    def inspect(reading: Reading) -> Examination:
        placed = [section for section in reading.outline.sections if section.role not in (None, Role.OTHER)]
        if len({section.role for section in placed}) < 2:
            return Examination.not_applicable("认得出用途的部分不到两个，无从比较先后")
        first: dict[Role, Section] = {}
        for section in placed:
            assert section.role is not None
            first.setdefault(section.role, section)
        faults = []
        plan, problems = first.get(Role.PLAN), first.get(Role.PROBLEMS)
        if plan and problems and plan.span.start < problems.span.start:
            earlier, later = (heading_words(reading.document, s.heading) for s in (plan, problems))
            fault = f"先写了“{earlier}”，后写“{later}”"
            faults.append(Fault(plan.heading.span, {"fault": fault}, identity=("plan before problems",)))
        opening = placed[0]
        if opening is not plan and opening.role is Role.PROBLEMS:
            fault = f"第一部分就是“{heading_words(reading.document, opening.heading)}”"
            faults.append(Fault(opening.heading.span, {"fault": fault}, identity=("problems first",)))
        return Examination.of(len(placed), faults)

    return inspect
