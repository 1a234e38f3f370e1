"""What is recognised of a table in a format, and which planted slips are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checker.document.model import BlockKind, Document
from checker.document.reading import read_bytes
from checker.engine.model import Severity
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document
from tests.tables.rendering import FORMATS
from tests.tables.samples import Sample

__all__ = ["Measured", "check", "measure", "misplaced", "read", "slips"]


@dataclass
class Measured:
    """One sample in one format. ``wrong`` are cells that are not where they belong; ``missed`` slips not found."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    planted: int = 0
    missed: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)  # found, but the planted cell is not among the evidence


def read(sample: Sample, format: str) -> Document:
    """The sample as it comes out of a file."""
    name, render = FORMATS[format]
    return read_bytes(render(sample), name)


def check(document: Document, rulebook: Rulebook) -> Checked:
    """What the rules on numbers say of it."""
    return check_document(document, rulebook, date(2024, 2, 1), select=("numbers/*",), ignore=("numbers/core-*",))


def slips(text: str) -> Iterator[str]:
    """The figure off by one, tenfold, with two digits swapped; of a rate the last two."""
    sign = "-" if text.startswith("-") else ""
    plain = text.removeprefix("-").replace(",", "").translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    found = re.fullmatch(r"(\d+)(\.\d+)?(%?)", plain)
    if found is None:
        return
    whole, decimals, percent = found[1], found[2] or "", found[3]
    if not percent:
        yield f"{sign}{int(whole) + 1}{decimals}"
    if int(whole):
        yield (
            f"{sign}{whole}0{decimals}{percent}"
            if not decimals
            else f"{sign}{whole}{decimals[1]}.{decimals[2:] or 0}{percent}"
        )
    for at in range(len(whole) - 1):
        a, b = whole[at], whole[at + 1]
        if a != b and (at or b != "0"):
            yield f"{sign}{whole[:at]}{b}{a}{whole[at + 2 :]}{decimals}{percent}"
            break


def measure(sample: Sample, format: str, rulebook: Rulebook, step: int = 1) -> Measured:
    """``step``: only every so many of the planted slips."""
    result = Measured()
    document = read(sample, format)
    result.cells = sum(bool(sample.text(r, c)) for r, row in enumerate(sample.rows) for c in range(len(row)))
    result.wrong = misplaced(sample, document)
    for finding in check(document, rulebook).findings:
        if finding.severity is not Severity.INFO:
            result.false.append(f"{finding.rule} {finding.message}")
    number = 0
    for row, column in sample.planted:
        before = sample.text(row, column)
        for after in slips(before):
            number += 1
            if number % step:
                continue
            result.planted += 1
            where = f"({row},{column}) {before}→{after}"
            changed = read(sample.with_cell(row, column, after), format)
            findings = [f for f in check(changed, rulebook).findings if f.severity is not Severity.INFO]
            if not findings:
                result.missed.append(where)
            elif not any(
                _stands(changed, item.span.start, row, column, format)
                for f in findings
                for item in f.evidence
                if item.span
            ):
                result.unplaced.append(f"{where}: {findings[0].rule} {findings[0].message}")
    return result


def _stands(document: Document, offset: int, row: int, column: int, format: str) -> bool:
    block = document.block_at(offset)
    return block is not None and block.cell is not None and (block.cell.row, block.cell.column) == (row, column)


def misplaced(sample: Sample, document: Document) -> list[str]:
    """The cells that do not stand where they belong."""
    wrong: list[str] = []
    found = {
        (block.cell.row, block.cell.column): re.sub(r"\s", "", document.quote(block.span))
        for block in document.blocks
        if block.kind is BlockKind.CELL and block.cell is not None
    }
    for r, row in enumerate(sample.rows):
        for c in range(len(row)):
            wanted = re.sub(r"\s", "", sample.text(r, c))
            if wanted and found.get((r, c)) != wanted:
                wrong.append(f"({r},{c}) {wanted} read as {found.get((r, c))}")
    return wrong
