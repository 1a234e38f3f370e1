"""Measured accuracy of the rules (table ``accuracy``, written by ``python -m tests.accuracy --write``)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from checker.engine.rulebook import Rulebook

__all__ = ["Accuracy", "AccuracyTable", "accuracy_lines", "accuracy_table"]


class Accuracy(BaseModel):
    """What was measured of one rule. ``precision`` and ``recall`` are 0–1; None where nothing was there to measure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    examined: int = Field(default=0, ge=0, description="测过几处")
    precision: float | None = Field(default=None, ge=0, le=1, description="所报错误、警告中确属问题的比例")
    recall: float | None = Field(default=None, ge=0, le=1, description="应当查出的，查出的比例")
    killed: int = Field(default=0, ge=0, description="查出多少植入的错误")
    collateral: int = Field(default=0, ge=0, description="植入错误时在别处误报几处")


class AccuracyTable(BaseModel):
    """The table ``accuracy``: figures by rule id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measured: str = Field(default="", description="测量日期")
    rules: dict[str, Accuracy] = Field(default_factory=dict, description="规则编号 → 测得的数")


def accuracy_table(rulebook: Rulebook) -> AccuracyTable:
    """What was measured; empty where there is no such table. Raises RuleError where the table is malformed."""
    knowledge = rulebook.knowledge
    return knowledge.model("accuracy", "default", AccuracyTable) if knowledge.names("accuracy") else AccuracyTable()


def accuracy_lines(figures: Accuracy | None) -> list[str]:
    """The figures in words, one line each: 查准率：98.7%; none where nothing was measured."""
    if figures is None:
        return []
    lines = [f"测过：{figures.examined}处"]
    lines += [f"查准率：{100 * figures.precision:.1f}%"] if figures.precision is not None else []
    lines += [f"查全率：{100 * figures.recall:.1f}%"] if figures.recall is not None else []
    return [*lines, f"植入的错误查出：{figures.killed}个", f"误伤：{figures.collateral}处"]
