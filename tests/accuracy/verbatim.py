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
_UNCERTAIN = re.compile(r"plausible|no total|no relation|unrelated|must not|coincid|implied|composite|levels|≈")
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
            if "=" in item["why"] and not _UNCERTAIN.search(item["why"])
        )
        yield VerbatimReport(entry["file"], text, sound)


def verbatim_faults(report: VerbatimReport) -> Iterator[Planted]:
    """Swapped digits, one more, one less, tenfold, moved rates, list counts: one figure at a time."""
    for line, quote, why in report.sound:
        marks = list(_marks(report.text, line, quote, why))
        if marks:
            yield from figure_faults(report.text, marks, f"{report.name} line {line}", "verbatim")


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
        here = quote.find(names[2])
        if here >= 0:
            yield Mark(start + at + here, start + at + here + len(names[2]), names[2], "list")
        return
    # Of a rate and of a rounded sum small changes cannot be seen.
    weak = "/" in why or "余" in quote
    for figure in dict.fromkeys(_NUMBER.findall(why.split("✓")[0])):
        whole = re.compile(rf"(?<![\d.]){re.escape(figure)}(?![\d.])")
        inside = [m.start() + at for m in whole.finditer(quote)]
        places = inside or [m.start() for m in whole.finditer(row)]
        if len(places) != 1:
            continue
        first = start + places[0]
        sign = re.match(r"[%％]", text[first + len(figure) :])
        if sign:
            yield Mark(first, first + len(figure) + 1, figure + sign[0], "rate")
        elif "." not in figure:
            yield Mark(first, first + len(figure), figure, "weak" if weak else "count")
