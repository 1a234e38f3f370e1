"""The run of the numbers of headings and items: no gap, no repeat, none out of order, at any level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Evidence, Severity
from checker.engine.reading import Reading
from checker.engine.text.prose_numbers import prose_breaks
from checker.engine.text.section_text import body_of, folded_text
from checker.outline.model import Heading, Section

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "numbering-gap"
PLACEHOLDERS = frozenset({"fault", "label"})

# A new run may begin at 1 under the same heading: 一是…二是… in one paragraph, and again in the next.
_RESTARTING = frozenset({"serial", "circled", "arabic", "arabic-paren"})
# Numbers that some texts count through from one heading to the next.
_RUNNING_ON = frozenset({"chinese-paren", "arabic", "arabic-paren"})
_OTHER_OPENINGS = re.compile("一是|一要|首先|第一[，、是]|其一|一方面|一、|（一）|1[.、]|（1）|①")
_MANY = 5  # more breaks than this are one trouble (numbers lost in conversion), not so many slips
_DIGITS = "零一二三四五六七八九"


class Parameters(CheckParameters):
    """None: numbers run on everywhere."""


class _Run(Struct, frozen=True):
    """Numbers of one scheme under one heading, in reading order. ``within`` is the text under the heading."""

    scheme: str
    headings: Sequence[Heading]
    within: Span
    sure: bool  # whether the heading above is numbered: a bare line may be no heading at all
    earlier: int = 0  # the number at which the run before it of the same scheme ended
    goes_on: bool = False  # whether the numbers of this scheme run on from one heading to the next


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Children of one heading are taken scheme by scheme."""

    def inspect(reading: Reading) -> Examination:
        runs = _runs(reading)
        faults = [fault for run in runs for fault in _breaks(run, reading)]
        # What the outline takes for headings has been looked at.
        known = {heading.span.start for run in runs for heading in run.headings}
        faults.extend(
            Fault(
                Span(found.start, found.end),
                {"fault": found.fault, "label": found.label},
                identity=("prose", found.fault, reading.document.text[found.start : found.start + 20]),
            )
            for found in prose_breaks(reading)
            if not (_is_heading(found.after, known) and _is_heading(found.start, known))
        )
        if len(faults) > _MANY:
            faults = [_together(faults, reading)]
        return Examination.of(sum(len(run.headings) for run in runs), faults)

    return inspect


def _is_heading(offset: int, starts: set[int]) -> bool:
    """Whether a number at this place opens a heading, with or without its bracket."""
    return offset in starts or offset - 1 in starts


def _runs(reading: Reading) -> list[_Run]:
    outline = reading.outline
    groups: list[tuple[Span, Sequence[Section], bool]] = [(outline.body_span, outline.sections, True)]
    groups.extend(
        (body_of(section), section.children, section.heading.number is not None)
        for section in outline.walk()
        if section.children
    )
    runs: list[_Run] = []
    for within, sections, sure in groups:
        by_scheme: dict[str, list[Heading]] = {}
        for section in sections:
            if section.heading.number is not None:
                by_scheme.setdefault(section.heading.scheme, []).append(section.heading)
        runs.extend(_Run(scheme, headings, within, sure) for scheme, headings in by_scheme.items())
    return _running_on(runs)


def _running_on(runs: Sequence[_Run]) -> list[_Run]:
    """The runs in reading order; marked, those that go on counting where the last heading left off: 1. 2.（二）3. 4."""
    ordered = sorted(runs, key=lambda run: run.headings[0].span.start)
    ended: dict[str, int] = {}
    placed: list[_Run] = []
    going_on: set[str] = set()
    for run in ordered:
        first, earlier = run.headings[0].number, ended.get(run.scheme, 0)
        placed.append(replace(run, earlier=earlier))
        follows = len(run.headings) == 1 or run.headings[1].number == earlier + 2
        if earlier and first == earlier + 1 and follows and run.scheme in _RUNNING_ON:
            going_on.add(run.scheme)
        ended[run.scheme] = run.headings[-1].number or 0
    return [replace(run, goes_on=True) if run.scheme in going_on else run for run in placed]


def _breaks(run: _Run, reading: Reading) -> list[Fault]:
    faults: list[Fault] = []
    headings = run.headings
    first = headings[0].number
    # Where numbers run on, this run begins anew at 1 or after the last number of the one before.
    previous = run.earlier if run.goes_on and first != 1 else 0
    origin = previous
    for index, heading in enumerate(headings):
        number = heading.number
        assert number is not None
        expected = previous + 1
        before_heading = headings[index - 1] if index else None
        if (
            number == expected
            or (number == 1 and run.scheme in _RESTARTING)
            or (before_heading is None and not _must_begin_at_one(run, heading, reading))
        ):
            previous = number
            continue
        following = headings[index + 1].number if index + 1 < len(headings) else None
        label, due = _shown(heading), _written(run.scheme, expected)
        before = _shown(before_heading) if before_heading else ""
        suggestion, severity = None, None
        if before_heading is None:
            fault = f"从“{label}”开始，缺“{_written(run.scheme, 1)}”"
            if origin:
                fault = f"前面编到“{_written(run.scheme, origin)}”，这里从“{label}”开始"
        elif following == expected + 1:
            # The next number fits the one due here: this one alone is a slip of the keys.
            fault = f"“{before}”之后应为“{due}”，写成了“{label}”"
            suggestion = f"把“{label}”改为“{due}”。"
            number = expected
        elif number == previous:
            fault = f"“{label}”重复"
            suggestion = f"核对第二个“{label}”，应为“{due}”，其后各项依次顺延。"
        elif number < expected:
            fault = f"“{before}”之后又回到“{label}”"
            # Two texts in one file number from 1 each: odd in a report, but no slip.
            severity = Severity.INFO if number == 1 else None
        elif _passed_over(reading, Span(before_heading.span.end, heading.span.start), run.scheme, expected, number):
            previous = number
            continue
        else:
            missing = "、".join(f"“{_written(run.scheme, n)}”" for n in range(expected, min(number, expected + 5)))
            fault = f"“{before}”之后是“{label}”，缺{missing}"
        previous = number
        faults.append(
            Fault(
                heading.label_span,
                {"fault": fault, "label": label},
                suggestion=suggestion,
                severity=severity,
                identity=(run.scheme, before, label, heading.text[:20]),
            )
        )
    return faults


def _must_begin_at_one(run: _Run, first: Heading, reading: Reading) -> bool:
    """Whether a run whose first number is not 1 lacks its beginning.

    Not where something in front opens it in words of its own (首先…二是…), nor for notes (②), nor under a line that may
    be no heading.
    """
    if run.scheme == "circled" or not run.sure:
        return False
    before = folded_text(reading.document, Span(run.within.start, first.span.start))
    return _OTHER_OPENINGS.search(before) is None


def _passed_over(reading: Reading, between: Span, scheme: str, expected: int, number: int) -> bool:
    """Whether a number that seems to be missing stands there all the same, unrecognised (8.6个专项… for 8.)."""
    text = folded_text(reading.document, between)
    return any(
        re.search(pattern, text)
        for missing in range(expected, min(number, expected + 5))
        for pattern in _written_anyhow(scheme, missing)
    )


def _written_anyhow(scheme: str, number: int) -> tuple[str, ...]:
    chinese = _chinese(number)
    if scheme.startswith("arabic"):
        return rf"(?<!\d){number}[.、）]", f"（{number}）"
    if scheme == "serial":
        return f"{chinese}是", f"{chinese}要"
    bare = rf"(?<![（十一二三四五六七八九第]){chinese}[、.）]"
    # （二） of the level below is no 二、 of this one.
    return (bare,) if scheme == "chinese" else (bare, f"（{chinese}")


def _together(faults: Sequence[Fault], reading: Reading) -> Fault:
    spans = [fault.span for fault in faults if fault.span is not None]
    first = faults[0].values["fault"]
    return Fault(
        spans[0],
        {"fault": f"全文{len(faults)}处，第一处是{first}", "label": faults[0].values["label"]},
        evidence=tuple(Evidence("另一处", reading.document.quote(span), span) for span in spans[1:12]),
        suggestion="先看序数是否在转换格式时丢失，再逐处核对。",
        identity=("many",),
    )


def _shown(heading: Heading) -> str:
    return heading.label.strip() or str(heading.number)


def _written(scheme: str, number: int) -> str:
    """A number as its scheme writes it."""
    chinese = _chinese(number)
    return {
        "part": f"第{chinese}部分",
        "chinese": f"{chinese}、",
        "chinese-paren": f"（{chinese}）",
        "arabic": f"{number}.",
        "arabic-paren": f"（{number}）",
        "circled": chr(0x2460 + number - 1) if number <= 20 else str(number),
        "serial": f"{chinese}是",
    }.get(scheme, str(number))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
