"""A rule as its author writes it: what it checks, how much it weighs, what it rests on, and examples that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from checker.engine.model import Severity, Status
from checker.outline.model import BodyKind, Form, Level

__all__ = [
    "COMMON_KEYS",
    "COMMON_PLACEHOLDERS",
    "Applies",
    "Basis",
    "Example",
    "Examples",
    "Expectation",
    "Rule",
    "Years",
    "family_of",
    "placeholders_of",
]

COMMON_PLACEHOLDERS = frozenset({"quote", "section", "year", "next_year"})
"""What every message and fix may use beside the placeholders of its kind: the words quoted, the heading of the section,
the report year and the year after (“本年度” and “下一年度” where the year is unknown)."""


def _as_list(value: Any) -> Any:
    """One entry may be written without the brackets of a list."""
    return value if isinstance(value, list | tuple) or value is None else [value]


class _Part(BaseModel):
    # Figures where words are wanted (a title “2020”) are read as words; nothing else is converted.
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Years(_Part):
    """An inclusive range of report years: ``2019..``, ``..2018``, ``2019..2023`` or a single year."""

    first: int | None = None
    last: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return {"first": value, "last": value}
        if not isinstance(value, str):
            return value
        match = re.fullmatch(r"\s*(\d{4})?\s*(?:(\.\.)\s*(\d{4})?)?\s*", value)
        if match is None or not (match[1] or match[3]):
            raise ValueError("年份应写成 2019..、..2018、2019..2023 或 2020")
        return {"first": match[1], "last": match[3] if match[2] else match[1]}

    @model_validator(mode="after")
    def _in_order(self) -> Years:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("起始年份晚于结束年份")
        return self

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and (self.first or 0) <= year <= (self.last or 9999)

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first}年度"
        if self.last is None:
            return f"{self.first}年度及以后"
        return f"{self.last}年度及以前" if self.first is None else f"{self.first}—{self.last}年度"


class Applies(_Part):
    """To which reports a rule applies; what is not said does not restrict. An unknown body or level is not excluded."""

    years: Years | None = None
    bodies: Annotated[tuple[BodyKind, ...], BeforeValidator(_as_list)] = ()
    levels: Annotated[tuple[Level, ...], BeforeValidator(_as_list)] = ()
    forms: Annotated[tuple[Form, ...], BeforeValidator(_as_list)] = ()


class Basis(_Part):
    """What a rule rests on. ``verified``: somebody has checked the clause against the text of the law."""

    source: str = Field(min_length=1)
    clause: str = ""
    verified: bool = False
    years: Years | None = None

    def __str__(self) -> str:
        source = self.source if self.source.startswith(("《", "“")) or "》" in self.source else f"《{self.source}》"
        return f"{source}{self.clause}" + ("" if self.verified else "（条款待核）")


class Expectation(_Part):
    """What a failing example must yield beyond failing: how many findings, how severe, with which words in them."""

    findings: int | None = Field(default=None, ge=1)
    severity: Severity | None = None
    contains: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    quote: str | None = None
    replacement: str | None = None


class Example(_Part):
    """A mini report or a sentence that shows what the rule does; runs through the whole pipeline as plain text."""

    text: str
    year: int | None = None
    body: BodyKind | None = None
    level: Level | None = None
    form: Form | None = None
    today: date | None = None
    note: str = ""
    expect: Expectation | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str | int) else value

    @field_validator("expect", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        return {"contains": value} if isinstance(value, str | list) else value


Shown = Annotated[tuple[Example, ...], BeforeValidator(_as_list)]


class Examples(_Part):
    """Examples by the outcome that they must have."""

    passing: Shown = Field(default=(), alias="pass")
    failing: Shown = Field(default=(), alias="fail")
    undetermined: Shown = ()
    not_applicable: Shown = ()

    def __iter__(self) -> Iterator[tuple[Status, Example]]:  # type: ignore[override]
        for status, examples in (
            (Status.PASS, self.passing),
            (Status.FAIL, self.failing),
            (Status.UNDETERMINED, self.undetermined),
            (Status.NOT_APPLICABLE, self.not_applicable),
        ):
            for example in examples:
                yield status, example


class Rule(_Part):
    """The keys common to all rules; ``parameters`` holds those of its kind, validated by the kind's own model."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*/[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    kind: str
    severity: Severity
    weight: int = Field(ge=0, le=100)
    basis: Annotated[tuple[Basis, ...], BeforeValidator(_as_list), Field(min_length=1)]
    message: str = Field(min_length=1)
    fix: str = Field(min_length=1)
    why: str = ""
    applies: Applies = Applies()
    examples: Examples = Examples()
    parameters: Any = None
    file: str = ""
    line: int = 0

    @property
    def family(self) -> str:
        """The part of the id before the stroke."""
        return family_of(self.id)

    def basis_in(self, year: int) -> tuple[Basis, ...]:
        """What the rule rests on for a report on ``year``."""
        return tuple(basis for basis in self.basis if basis.years is None or year in basis.years)

    def basis_line(self, year: int | None = None) -> str:
        """The basis in one line, as outputs show it; of a given report year or of all."""
        return "；".join(str(basis) for basis in (self.basis if year is None else self.basis_in(year)))


COMMON_KEYS: Mapping[str, None] = dict.fromkeys(
    name for name in Rule.model_fields if name not in {"parameters", "file", "line"}
)
"""The keys that any rule may carry, in the order in which they are best written."""


def family_of(rule: str) -> str:
    """``structure`` of ``structure/title-missing``."""
    return rule.partition("/")[0]


def placeholders_of(template: str) -> frozenset[str]:
    """The names in braces. Raises ValueError (in Chinese) where the braces do not pair or hold more than a name."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError("花括号不成对；要写出花括号本身，请写两个：{{ }}") from error
    names = set()
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
            raise ValueError(f"花括号里只能写一个占位符的名字，不能写 `{name}`")
        names.add(name)
    return frozenset(names)
