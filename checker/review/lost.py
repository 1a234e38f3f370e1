"""What is left of a task whose process was ended; apart from the processes themselves, which take time to import."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Lost"]


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result: the time was up (``late``), or the process came to a sudden end."""

    late: bool
