"""全部审结, 全部整改: a step said to be complete, with a figure of the same paragraph that says otherwise."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import operand, place_of, quoted
from checker.engine.reading import Reading
from checker.facts.model import Completion, NumberKind

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "completion"
PLACEHOLDERS = frozenset({"total", "words", "done", "done_name"})


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every 全部…."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    quantities = reading.facts.quantities
    for completion in reading.facts.completions:
        total = quantities[completion.of]
        used.add(completion.of)
        if completion.done is not None and not quantities[completion.done].interval.intersects(total.interval):
            used.add(completion.done)
            faults.append(_fault(reading, completion, completion.done))
            continue
        for index in range(completion.of + 1, min(completion.of + 5, len(quantities))):
            done = quantities[index]
            if done.passage != total.passage:
                break
            label = reading.facts.labels[index]
            if done.kind is not NumberKind.COUNT or done.unit != total.unit or not label.endswith(completion.words):
                continue
            if any(word in label for word in ("未", "上年", "去年", "历年", "结转")):
                continue
            used.add(index)
            if done.interval.intersects(total.interval):
                continue
            faults.append(_fault(reading, completion, index))
    return Examination.of(len(used), faults, used)


def _fault(reading: Reading, completion: Completion, index: int) -> Fault:
    total, done = reading.facts.quantities[completion.of], reading.facts.quantities[index]
    label = reading.facts.labels[index]
    return Fault(
        completion.span.cover(place_of(reading, index)),
        {
            "total": quoted(reading, completion.of),
            "words": f"全部{completion.words}",
            "done": quoted(reading, index),
            "done_name": label,
        },
        (operand(reading, "应完成", completion.of), operand(reading, "已完成", index)),
        arithmetic=f"{done.text} ≠ {total.text}",
        identity=(total.text, done.text, completion.words),
    )
