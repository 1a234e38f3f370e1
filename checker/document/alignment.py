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


def places_of(rows: Sequence[Row], slack: float) -> list[list[Extent]] | None:
    """The extents of all pieces; None where the lines do not fall into common columns.

    Edges may miss each other by ``slack``: fonts differ in how wide they draw a dash or a quotation mark.

    Lines with the most pieces show where the columns are. A piece of another line belongs to the columns over whose
    middle it stands, else to the nearest.
    """
    most = max(map(len, rows))
    if most < 2:
        return None
    if all(len(row) == most for row in rows):
        return [[(column, 1) for column in range(most)] for _ in rows]
    columns = _of_full_rows(rows, most, slack) or _of_narrow_pieces(rows, slack)
    return _placed(rows, columns, slack) if len(columns) > 1 else None


def _of_full_rows(rows: Sequence[Row], most: int, slack: float) -> list[tuple[float, float]]:
    """The columns as the lines with the most pieces show them; none where these do not agree."""
    full = [row for row in rows if len(row) == most]
    lefts = [min(row[column][0] for row in full) for column in range(most)]
    rights = [max(row[column][1] for row in full) for column in range(most)]
    for left, right in (piece for row in rows for piece in row):
        # Narrow pieces of shorter lines that lie over one column alone show how wide it may be.
        over = [column for column in range(most) if left < rights[column] and right > lefts[column]]
        if len(over) == 1:
            column = over[0]
            if (column == 0 or left > rights[column - 1]) and (column == most - 1 or right < lefts[column + 1]):
                lefts[column], rights[column] = min(left, lefts[column]), max(right, rights[column])
    for column in range(most - 1):
        if rights[column] > lefts[column + 1] + slack:
            return []
        if rights[column] > lefts[column + 1]:
            rights[column] = lefts[column + 1] = (rights[column] + lefts[column + 1]) / 2
    return list(zip(lefts, rights, strict=True))


def _of_narrow_pieces(rows: Sequence[Row], slack: float) -> list[tuple[float, float]]:
    """The columns as narrow pieces show them; wider ones that reach over several of these span them."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((piece for row in rows for piece in row), key=lambda piece: piece[1] - piece[0]):
        over = [one for one in found if left < one[1] + slack and right > one[0] - slack]
        if not over:
            found.append((left, right))
        elif len(over) == 1:
            found.remove(over[0])
            found.append((min(left, over[0][0]), max(right, over[0][1])))
    return sorted(found)


def _placed(rows: Sequence[Row], columns: Sequence[tuple[float, float]], slack: float) -> list[list[Extent]] | None:
    """The columns that each piece stands over, or the nearest free one; None where two pieces share a column."""
    placed: list[list[Extent]] = []
    for row in rows:
        extents: list[Extent] = []
        free = 0
        for left, right in row:
            shared = [min(right, one[1]) - max(left, one[0]) for one in columns]
            over = [n for n in range(free, len(columns)) if shared[n] > slack]
            over = over or [n for n in range(free, len(columns)) if shared[n] > 0][:1]
            if not over:
                if free == len(columns):
                    return None
                over = [min(range(free, len(columns)), key=lambda n: abs(sum(columns[n]) - left - right))]
            extents.append((over[0], over[-1] - over[0] + 1))
            free = over[-1] + 1
        placed.append(extents)
    return placed
