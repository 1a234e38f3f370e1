"""Pieces of text that stand under each other: which column each belongs to, and how many columns it spans.

Lengths are whatever the caller measures in: points on a page, columns of a typewriter.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Extent", "places_of"]

Extent = tuple[int, int]
"""First column of a piece, and how many it spans."""

Row = Sequence[tuple[float, float]]
"""Left and right edges of the pieces of one line, in order."""


def places_of(rows: Sequence[Row]) -> list[list[Extent]] | None:
    """The extents of all pieces; None where the lines do not fall into common columns.

    Lines with the most pieces show where the columns are. A piece of another line belongs to the columns over whose
    middle it stands, else to the nearest.
    """
    most = max(map(len, rows))
    if most < 2:
        return None
    if all(len(row) == most for row in rows):
        return [[(column, 1) for column in range(most)] for _ in rows]
    full = [row for row in rows if len(row) == most]
    lefts = [min(row[column][0] for row in full) for column in range(most)]
    rights = [max(row[column][1] for row in full) for column in range(most)]
    for row in rows:
        # Narrow pieces of shorter lines that lie over one column alone show how wide it may be.
        for left, right in row:
            over = [column for column in range(most) if left < rights[column] and right > lefts[column]]
            if len(over) == 1:
                column = over[0]
                if (column == 0 or left > rights[column - 1]) and (column == most - 1 or right < lefts[column + 1]):
                    lefts[column], rights[column] = min(left, lefts[column]), max(right, rights[column])
    if any(rights[column] > lefts[column + 1] for column in range(most - 1)):
        return None
    placed: list[list[Extent]] = []
    for row in rows:
        extents: list[Extent] = []
        free = 0
        for left, right in row:
            over = [column for column in range(free, most) if left < rights[column] and right > lefts[column]]
            if not over:
                near = [c for c in range(free, most) if not placed_before(extents, c)]
                if not near:
                    return None
                over = [min(near, key=lambda c: abs((lefts[c] + rights[c]) - (left + right)))]
            extents.append((over[0], over[-1] - over[0] + 1))
            free = over[-1] + 1
        placed.append(extents)
    return placed


def placed_before(extents: Sequence[Extent], column: int) -> bool:
    """Whether a column is taken already."""
    return any(first <= column < first + count for first, count in extents)
