"""What a run says: outcomes, findings, evidence, the score. Plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from msgspec import Struct

from checker.document.model import Span

__all__ = [
    "Coverage",
    "Evidence",
    "Finding",
    "Movement",
    "Outcome",
    "Profile",
    "Score",
    "Severity",
    "Status",
]


class Severity(StrEnum):
    """How grave a finding is; errors close a gate by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for error down to 1 for info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Status(StrEnum):
    """What a rule says of a report: it never stays silent."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Evidence(Struct, frozen=True):
    """One operand of a finding. ``role`` is a word for the reader (总数, 分子…); ``value`` the exact reading."""

    role: str
    quote: str
    span: Span
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. ``fingerprint`` is made of meaning, not of position.

    ``replacement`` is set only where the correction is certain: exactly what should stand at ``span``.
    """

    rule: str
    severity: Severity
    message: str
    quote: str
    span: Span | None  # None: the report as a whole
    evidence: tuple[Evidence, ...] = ()
    arithmetic: str | None = None
    suggestion: str | None = None
    basis: str | None = None
    fingerprint: str = ""
    replacement: str | None = None
    waived: str | None = None
    section: str = ""  # heading of the section it stands in, for grouping


class Outcome(Struct, frozen=True):
    """What one rule said of one report. ``reason`` is Chinese and set unless the status is pass or fail.

    ``used`` are the numbers that took part, as indices into ``Facts.quantities``.
    """

    rule: str
    status: Status
    examined: int
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    used: tuple[int, ...] = ()  # quantities (indices into Facts.quantities) that took part


class Movement(Struct, frozen=True):
    """How one rule moved the score: points lost (≥ 0, in hundredths of the full score) of points at stake."""

    rule: str
    lost: float
    stake: float


class Score(Struct, frozen=True):
    """0–100; ``low``/``high`` bound what it would be were the undetermined rules decided."""

    value: float
    low: float
    high: float
    families: dict[str, float] = msgspec.field(default_factory=dict)
    movements: tuple[Movement, ...] = ()
    undetermined: tuple[str, ...] = ()  # rules that widen the range


class Coverage(Struct, frozen=True):
    """How many numbers the report holds, how many were bound to an indicator or statement, how many a check used."""

    numbers: int
    bound: int
    checked: int


class Profile(Struct, frozen=True):
    """What kind of report it is; each value with the reason why in ``reasons`` (key → Chinese).

    ``given`` holds the keys that were not recognised but said by the user, each with where: ``--body``,
    ``checker.yaml:3``.
    """

    body: str
    level: str
    form: str
    era: str
    reasons: dict[str, str] = msgspec.field(default_factory=dict)
    given: dict[str, str] = msgspec.field(default_factory=dict)
