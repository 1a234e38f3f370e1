"""Faults planted by hand into complete sound reports by somebody who had not seen the rules; one at a time.

``hand_planted/NAME.txt`` is the sound report, ``NAME.yaml`` its faults: ``find`` (once in the text), ``replace``, the
family and the kind of fault, and why a supervisor would call it one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.passages import read_yaml
from tests.accuracy.planting import Planted

__all__ = ["ForeignReport", "foreign_reports", "hand_planted_faults"]

FOLDER = Path(__file__).parent / "hand_planted"


@dataclass(frozen=True)
class ForeignReport:
    """A sound report of another hand."""

    name: str
    text: str


def foreign_reports() -> Iterator[ForeignReport]:
    """All of them, by name."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield ForeignReport(path.stem, path.read_text("utf-8"))


def hand_planted_faults(report: ForeignReport) -> Iterator[Planted]:
    """Every fault of a report. What is wrong with structure or form may be told elsewhere: of a mark
    that has lost its partner, say."""
    faults = read_yaml((FOLDER / f"{report.name}.yaml").read_text("utf-8"))["faults"]
    for number, fault in enumerate(faults, 1):
        find, after = fault["find"], fault["replace"]
        assert report.text.count(find) == 1, (report.name, find)
        at = report.text.index(find)
        text = report.text.replace(find, after)
        family = fault["family"]
        yield Planted(
            f"{report.name}/{number}", "by hand", f"by hand: {family}", report.text, text, at, at + len(after),
            find, after, near=family not in ("structure", "format"), follows=("structure/*", "numbers/*", "years/*"),
        )  # fmt: skip
