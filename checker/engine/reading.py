"""A report as the checks see it: the document, its outline, its facts and its profile."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from checker.document.model import Document, Span
from checker.engine.model import Evidence, Profile
from checker.engine.relations.constraints import Web
from checker.facts.model import Facts
from checker.outline.model import Outline

__all__ = ["Reading"]


@dataclass(frozen=True)
class Reading:
    """Everything a check may look at. ``today`` is injected: no check reads the clock."""

    document: Document
    outline: Outline
    facts: Facts
    profile: Profile
    today: date
    # The year whose requirements count, where the user has named an era; None: that of the report.
    held_to: int | None = None
    # What several checks derive from this reading, worked out once; made anew with every reading.
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def web(self) -> Web:
        """The relations among its figures, for telling which figure is the likely slip."""
        return Web(self.facts)

    @property
    def year(self) -> int | None:
        """The report year."""
        return self.outline.year

    def evidence(self, role: str, span: Span, value: str = "") -> Evidence:
        """An operand with its own words."""
        return Evidence(role, self.document.quote(span), span, value)
