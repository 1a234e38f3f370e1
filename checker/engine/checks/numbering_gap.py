"""The run of the numbers of headings and items: no gap, no repeat, none out of order, at any level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.section_text import body_of, folded_text
from checker.outline.model import Heading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "numbering-gap"
PLACEHOLDERS = frozenset({"fault", "label"})

# A new run may begin at 1 under the same heading: 一是…二是… in one paragraph, and again in the next.
_RESTARTING = frozenset({"serial", "circled", "arabic", "arabic-paren"})
_OTHER_OPENINGS = re.compile("一是|一要|首先|第一[，、是]|其一|一方面|一、|（一）|1[.、]|（1）|①")
_DIGITS = "零一二三四五六七八九"


class Parameters(CheckParameters):
    """None: numbers run on everywhere."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Children of one heading are taken scheme by scheme, in reading order."""

    def inspect(reading: Reading) -> Examination:
        faults: list[Fault] = []
        examined = 0
        whole = reading.outline.body_span
        groups = [(whole, reading.outline.sections)]
        groups.extend((body_of(section), section.children) for section in reading.outline.walk() if section.children)
        for span, sections in groups:
            runs: dict[str, list[Heading]] = {}
            for section in sections:
                if section.heading.number is not None:
                    runs.setdefault(section.heading.scheme, []).append(section.heading)
            for scheme, headings in runs.items():
                examined += len(headings)
                faults.extend(_breaks(scheme, headings, span, reading))
        return Examination.of(examined, faults)

    return inspect


def _breaks(scheme: str, headings: Sequence[Heading], within: Span, reading: Reading) -> list[Fault]:
    faults: list[Fault] = []
    previous = 0
    for index, heading in enumerate(headings):
        number = heading.number
        assert number is not None
        expected = previous + 1
        if number == expected:
            previous = number
            continue
        if number == 1 and scheme in _RESTARTING:
            previous = 1
            continue
        if previous == 0 and _begun_otherwise(reading, Span(within.start, heading.span.start)):
            previous = number
            continue
        following = headings[index + 1].number if index + 1 < len(headings) else None
        label, due = _shown(heading), _written(scheme, expected)
        before = _shown(headings[index - 1]) if index else ""
        suggestion = None
        if following == expected + 1 and previous:
            # The next number fits the one due here: this one alone is a slip of the keys.
            fault = f"“{before}”之后应为“{due}”，写成了“{label}”"
            suggestion = f"把“{label}”改为“{due}”。"
            previous = expected
        elif number == previous:
            fault = f"“{label}”重复"
            suggestion = f"核对第二个“{label}”，应为“{due}”，其后各项依次顺延。"
        elif number < expected:
            fault = f"“{before}”之后又回到“{label}”"
            previous = number
        elif previous == 0:
            fault = f"从“{label}”开始，缺“{_written(scheme, 1)}”"
            previous = number
        else:
            missing = "、".join(f"“{_written(scheme, n)}”" for n in range(expected, min(number, expected + 5)))
            fault = f"“{before}”之后是“{label}”，缺{missing}"
            previous = number
        span = Span(heading.span.start, max(heading.text_span.start, heading.span.start + 1))
        identity = (scheme, before, label, heading.text[:20])
        faults.append(Fault(span, {"fault": fault, "label": label}, suggestion=suggestion, identity=identity))
    return faults


def _begun_otherwise(reading: Reading, before: Span) -> bool:
    """Whether something in front opens the run in words of its own: 首先…二是…, or a number the outline passed over."""
    return _OTHER_OPENINGS.search(folded_text(reading.document, before)) is not None


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
