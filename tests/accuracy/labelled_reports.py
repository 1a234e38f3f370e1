"""This project's sample reports with their gold files: every fault labelled, everything else sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from checker.document.model import Document
from checker.document.reading import read_file
from checker.engine.model import Finding
from tests.e2e.conftest import SEEDS
from tests.e2e.gold import DEFECTS, Item, gold_files, place, text_of

__all__ = ["LabelledReport", "labelled_reports"]


@dataclass(frozen=True)
class LabelledReport:
    """A sample report and the faults in it."""

    name: str
    document: Document
    defects: tuple[Item, ...]

    def names(self, finding: Finding, defect: Item) -> bool:
        """Whether the finding names this fault: by one of its rules, at its words; what is missing has no words."""
        if not any(fnmatchcase(finding.rule, glob) for glob in defect.rules):
            return False
        where = place(defect)
        spans = [finding.span, *(item.span for item in finding.evidence)]
        return where is None or any(s is not None and s.start < where[1] and where[0] < s.end for s in spans)


def labelled_reports() -> Iterator[LabelledReport]:
    """Every sample report that has a gold file."""
    for path in gold_files():
        named = next(d.report for d in DEFECTS if path.name.startswith(d.report.partition(".")[0]))
        document = read_file(SEEDS / named)
        assert document.text == text_of(named)
        yield LabelledReport(named, document, tuple(d for d in DEFECTS if d.report == named))
