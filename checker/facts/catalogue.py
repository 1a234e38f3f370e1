"""The indicator catalogue as data: topics, the words that name their indicators, their rates and bases.

Read from the tables ``indicators`` under ``rules/indicators/`` (one file per topic). A supervisor adds an indicator
there without touching a line of Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from checker.knowledge.record import Field, Record, model_validator

__all__ = ["Catalogue", "Indicator", "Rate", "Topic"]


class Indicator(Record):
    """One thing that is counted.

    ``phrases`` are the words right before (or right after) the figure that name it, longest match wins.
    ``units`` are the unit groups it may be counted in; other units are another thing (件 against 万元).
    ``set`` names a family of mutually exclusive outcomes (维持, 驳回, 撤销 …): they add up and never overlap.
    ``stage`` orders the steps of a procedure (收到 1, 受理 2, 审结 3): parts at different stages never add up.
    """

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str
    phrases: tuple[str, ...]
    units: tuple[str, ...] = ("cases",)
    set: str | None = None
    stage: int | None = None
    core: tuple[str, ...] = ()  # kinds of body whose report is expected to give it
    any_of: tuple[str, ...] = ()  # named by two or more of these in a row: 撤销、确认违法和责令履行44件 is 纠错
    overlaps: tuple[str, ...] = ()  # outcomes that may count the same cases: 终止 and 调解和解
    total: bool = False  # the topic's own total: bound also by its bare noun (行政复议案件52件)


class Rate(Record):
    """A rate by name, and which counts could explain it.

    ``numerators`` and ``bases`` list alternatives; each alternative is a sum of indicator ids joined by ``+``.
    ``complement`` marks a rate that is one hundred per cent less the share of its numerators (化解率 from 被诉件数).
    """

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str
    phrases: tuple[str, ...]
    numerators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    core: tuple[str, ...] = ()  # kinds of body whose report is expected to give it


class Topic(Record):
    """A subject of the report, recognised by its ``cues`` in a sentence or heading."""

    name: str = ""  # the name of its table
    title: str
    cues: tuple[str, ...]
    nouns: tuple[str, ...] = ()  # what is counted, as a bare noun: 行政复议案件, 行政复议申请
    neutral: tuple[str, ...] = ()  # words that contain a cue but say nothing: 行政复议应诉
    indicators: tuple[Indicator, ...] = ()
    rates: tuple[Rate, ...] = ()
    wholes: Mapping[str, str] = Field(
        default_factory=dict
    )  # set of exclusive outcomes → the indicator that they are outcomes of

    @model_validator(mode="after")
    def _ids_resolve(self) -> Topic:
        known = [i.id for i in self.indicators]
        if len(set(known)) != len(known):
            raise ValueError("指标 id 重复")
        for name, whole in self.wholes.items():
            if whole not in known or name not in {i.set for i in self.indicators}:
                raise ValueError(f"wholes 里的 {name}: {whole} 没有对应的指标")
        for rate in self.rates:
            for alternative in (*rate.numerators, *rate.bases, *rate.complement):
                for part in alternative.split("+"):
                    if part.strip() not in known:
                        raise ValueError(f"率 {rate.id} 引用了不存在的指标 {part.strip()}")
        return self

    @cached_property
    def by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.indicators}


class Catalogue:
    """All topics. Built once per rule book."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self.topics: Mapping[str, Topic] = {
            name: topic.model_copy(update={"name": name}) for name, topic in sorted(topics.items())
        }

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> Catalogue:
        """From the parsed ``indicators`` tables (name → content). Raises pydantic's ValidationError."""
        return cls({name: Topic.model_validate(content) for name, content in tables.items()})

    def indicator(self, topic: str, identifier: str) -> Indicator:
        """The indicator ``topic.identifier``; KeyError when there is none."""
        return self.topics[topic].by_id[identifier]
