"""Figures spoilt in the audited published reports, where ``../shared`` is present.

Only figures of statements that the audit found consistent, with the equation that it wrote beside them: the figure must
stand in the equation, so that a change of it is a fault. What the audit merely thought plausible is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.passages import Mark
from tests.accuracy.planting import Planted, figure_faults

__all__ = ["SHARED", "VerbatimReport", "verbatim_faults", "verbatim_reports"]

SHARED = Path(__file__).parents[3] / "shared"
_UNCERTAIN = re.compile(
    r"plausible|no total|no relation|unrelated|must not|coincid|implied|composite|levels|incomplete|one per|year|≈"
    r"|^(\d+) = \1 ✓$"  # one figure, told of all: nothing beside it would show the fault
)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
_NAMES = re.compile(r"(\d+) names(?: =)? ?= ?(\d+|[一二三四五六七八九十])")


@dataclass(frozen=True)
class VerbatimReport:
    """A published report and what the audit found consistent in it: (line from 1, quoted words, equation)."""

    name: str
    text: str
    sound: tuple[tuple[int, str, str], ...]


def verbatim_reports() -> Iterator[VerbatimReport]:
    """The audited reports; none where they are absent."""
    audit = SHARED / "gold" / "seeds.json"
    if not audit.exists():
        return
    for entry in json.loads(audit.read_text("utf-8"))["reports"]:
        text = (SHARED / "seeds" / entry["file"]).read_text("utf-8").replace("\r\n", "\n")
        sound = tuple(
            (int(item["line"]), item["quote"], item["why"])
            for item in entry["true_negatives"]
            if "=" in item["why"].split("✓")[0] and not _UNCERTAIN.search(item["why"])
        )
        yield VerbatimReport(entry["file"], text, sound)


def verbatim_faults(report: VerbatimReport) -> Iterator[Planted]:
    """Swapped digits, one more, one less, tenfold, moved rates, list counts: one figure at a time."""
    for line, quote, why in report.sound:
        marks = list(_marks(report.text, line, quote, why))
        for planted in figure_faults(report.text, marks, f"{report.name} line {line}", "verbatim"):
            if not _still_rounds(planted, quote, why):
                yield planted


def _still_rounds(planted: Planted, quote: str, why: str) -> bool:
    """Whether the changed part leaves the sum within a total told as 5万余."""
    total, parts = re.search(r"(\d+)万余", quote), re.match(r"\d+(?:\+\d+)+", why)
    if total is None or parts is None or not planted.after.isdigit():
        return False
    low = int(total[1]) * 10000
    changed = sum(map(int, parts[0].split("+"))) - int(planted.before) + int(planted.after)
    return low < changed < low + 10000


def _marks(text: str, line: int, quote: str, why: str) -> Iterator[Mark]:
    """The figures of the equation that stand in the quoted words, or else once on the line."""
    lines = text.split("\n")
    start = sum(len(row) + 1 for row in lines[: line - 1])
    row = lines[line - 1]
    at = row.find(quote)
    if at < 0:
        return
    names = _NAMES.search(why)
    if names is not None:
        # After 等 more names than are told may be meant.
        here = quote.find(names[2])
        if here >= 0 and not quote.startswith("等", here - 1):
            yield Mark(start + at + here, start + at + here + len(names[2]), names[2], "list")
        return
    # Of a rate and of a rounded sum small changes cannot be seen.
    equation = why.split("✓")[0]
    weak = "/" in why or "余" in quote
    figures = list(dict.fromkeys(_NUMBER.findall(equation)))
    spoken = [figure for figure in figures if re.search(_alone(figure), row)]
    if "/" in equation and len(spoken) < 3:
        return  # a rate without its counts: another rate may be right just as well
    for figure in figures:
        inside = [m.start() + at for m in re.finditer(_alone(figure), quote)]
        # Small numbers and 100 occur by chance.
        places = inside or [m.start() for m in re.finditer(_alone(figure), row) if len(figure) > 2 and figure != "100"]
        if len(places) != 1:
            continue
        first = start + places[0]
        sign = re.match(r"[%％]", text[first + len(figure) :])
        if sign:
            yield Mark(first, first + len(figure) + 1, figure + sign[0], "rate")
        elif "." not in figure:
            yield Mark(first, first + len(figure), figure, "weak" if weak else "count")


def _alone(figure: str) -> str:
    return rf"(?<![\d.]){re.escape(figure)}(?![\d.])"
