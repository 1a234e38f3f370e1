"""What a kind of check is: one small module under ``checker/engine/checks/``.

Each module defines four names and nothing else public::

    KIND = "relation"                       # what a rule file writes after ``kind:``
    PLACEHOLDERS = frozenset({"left", …})   # what its messages and fixes may use in braces
    class Parameters(CheckParameters): …    # the keys a rule of this kind may carry beside the common ones
    def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect: …

``compile_check`` runs once per rule book: build patterns and tables there. The ``Inspect`` it returns runs once per
report; it must be a pure function of the reading, and quick (patterns start with a literal, never with an open class).

A check that finds nothing to look at says so (``Examination.not_applicable``), one that should have been able to look
but could not says ``undetermined`` with the reason: nothing passes in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from checker.document.model import Span
from checker.engine.model import Evidence, Severity, Status
from checker.knowledge.record import Record

if TYPE_CHECKING:
    from checker.engine.checklist.knowledge import Knowledge
    from checker.engine.reading import Reading

__all__ = ["CheckModule", "CheckParameters", "Examination", "Fault", "Inspect"]


class CheckParameters(Record):
    """Base of the parameters of all kinds: unknown keys are errors, values do not change."""


class Fault(Struct, frozen=True):
    """One fault, before its message is rendered.

    ``values`` fill the placeholders of the rule's message and fix. ``identity`` is what makes this fault the same fault
    in an edited report (indicator names, raw values, quoted words); without it the quote serves.
    ``severity`` may only soften the rule's own. ``suggestion`` is the smallest repair, where one is evident;
    ``replacement`` is set only where the correction is certain: exactly what should stand at ``span``. ``basis`` stands
    in for the rule's own where this fault rests on something else: the dictionary or the article a word list names.
    """

    span: Span | None
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    arithmetic: str | None = None
    suggestion: str | None = None
    replacement: str | None = None
    severity: Severity | None = None
    identity: tuple[str, ...] = ()
    basis: str | None = None


class Examination(Struct, frozen=True):
    """What one check saw in one report: how many places it examined and the faults among them."""

    status: Status
    examined: int
    faults: tuple[Fault, ...] = ()
    reason: str | None = None
    used: tuple[int, ...] = ()  # the quantities (indices into Facts.quantities) that took part

    @classmethod
    def of(cls, examined: int, faults: Sequence[Fault], used: Iterable[int] = ()) -> Examination:
        """Pass or fail by the faults; with nothing examined and no fault, not applicable."""
        if faults:
            return cls(Status.FAIL, max(examined, 1), tuple(faults), used=tuple(used))
        if examined == 0:
            return cls.not_applicable("文中没有这一类可查的内容")
        return cls(Status.PASS, examined, used=tuple(used))

    @classmethod
    def not_applicable(cls, reason: str) -> Examination:
        return cls(Status.NOT_APPLICABLE, 0, reason=reason)

    @classmethod
    def undetermined(cls, reason: str, examined: int = 0, used: Iterable[int] = ()) -> Examination:
        return cls(Status.UNDETERMINED, examined, reason=reason, used=tuple(used))


Inspect = Callable[["Reading"], Examination]


class CheckModule(Protocol):
    """The four names of a kind of check, as the loader sees them."""

    KIND: str
    PLACEHOLDERS: frozenset[str]
    Parameters: type[CheckParameters]

    def compile_check(self, parameters: CheckParameters, knowledge: Knowledge) -> Inspect: ...
