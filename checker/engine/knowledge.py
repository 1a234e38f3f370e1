"""The data a check is compiled with: everything under ``rules/`` that is not itself a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Knowledge"]


@dataclass(frozen=True)
class Knowledge:
    """Parsed data files by kind and name, for example ``tables["lexicon"]["confusable"]``.

    A data file carries one top-level key naming its kind (``lexicon:``, ``calendar:``, ``indicators:``, …) and, beside
    it, ``name:``; the check that uses a table validates it with its own pydantic model when it is compiled.
    """

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
