"""What the catalogue knows of a figure, as far as breakdowns ask."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from checker.facts.figures import Figure

__all__ = ["Bound", "SetOf"]


class Bound(Struct, frozen=True):
    """What a figure was bound to: topic, indicator, set of exclusive outcomes, the whole of that set, stage."""

    topic: str
    indicator: str
    set: str | None
    whole: str | None
    stage: int | None
    overlaps: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()  # what it sums up


SetOf = Callable[[Figure], Bound | None]
