"""Tables: what the cells are called, which of them make up which, and what is computed from what.

The head of a table says what a line of figures is (合计, 其中, 办结率, 增减); which lines it is computed from is often
left to the reader. So each reading that the head allows is tried on all figures: the one that most of them bear out
was meant, and a figure that does not fit it is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.document.model import Document
from checker.facts.binding import Binder
from checker.facts.lexicon import NumberLexicon
from checker.facts.model import Balance, Breakdown, CellName, Change, Measure, Quantity, RateClaim
from checker.facts.tables.grid import Grid, find_grids
from checker.facts.tables.indicators import find_measures
from checker.facts.tables.ratios import find_balances, find_differences, find_rates
from checker.facts.tables.sums import find_sums

__all__ = ["Tabled", "read_tables"]


class Tabled(Struct):
    """All that the tables of a report say. ``quantities`` are their figures read with the units of their heads."""

    quantities: dict[int, Quantity]
    names: dict[int, CellName]
    breakdowns: list[Breakdown]
    measures: list[Measure]
    rates: list[RateClaim]
    changes: list[Change]
    balances: list[Balance]


def read_tables(
    document: Document, quantities: Sequence[Quantity], binder: Binder, lexicon: NumberLexicon, year: int | None
) -> Tabled | None:
    """The statements of all tables of a report on ``year``; None where it has none."""
    grids = find_grids(document, quantities, lexicon)
    if not grids:
        return None
    found = Tabled({}, {}, [], [], [], [], [])
    for grid in grids:
        _read(grid, found, binder, year, several=len(grids) > 1)
    return found


def _read(grid: Grid, found: Tabled, binder: Binder, year: int | None, *, several: bool) -> None:
    for value in grid.values.values():
        found.quantities[value.index] = value.quantity
        found.names[value.index] = grid.name(value, several=several)
    sides = (grid.columns_side(), grid.rows_side())
    for side in sides:
        changes, differing = find_differences(side)
        for change in changes:  # a difference is counted as what it is the difference of
            if change.current is not None and (unit := found.quantities[change.current].unit):
                amount = found.quantities[change.amount]
                if not amount.unit:
                    found.quantities[change.amount] = replace(amount, unit=unit)
        found.changes.extend(changes)
        found.rates.extend(find_rates(side, differing))
        balances = find_balances(side)
        found.balances.extend(balances)
        found.breakdowns.extend(find_sums(side, differing))
    found.measures.extend(find_measures(grid, binder, year))
