"""Measured accuracy of the rules (table ``accuracy``, written by ``python -m tests.accuracy --write``)."""

from __future__ import annotations

from checker.knowledge.record import Field, Record

__all__ = ["Accuracy", "AccuracyTable"]


class Accuracy(Record):
    """What was measured of one rule. ``precision`` and ``recall`` are 0–1; None where nothing was there to measure."""

    examined: int = Field(default=0, ge=0, description="测过几处")
    precision: float | None = Field(default=None, ge=0, le=1, description="所报错误、警告中确属问题的比例")
    recall: float | None = Field(default=None, ge=0, le=1, description="应当查出的，查出的比例")
    killed: int = Field(default=0, ge=0, description="查出多少植入的错误")
    collateral: int = Field(default=0, ge=0, description="植入错误时在别处误报几处")


class AccuracyTable(Record):
    """The table ``accuracy``: figures by rule id."""

    measured: str = Field(default="", description="测量日期")
    rules: dict[str, Accuracy] = Field(default_factory=dict, description="规则编号 → 测得的数")
