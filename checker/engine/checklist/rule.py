"""A rule as its author writes it: what it checks, how much it weighs, what it rests on, and examples that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Any

from checker.engine.model import Severity, Status
from checker.knowledge.record import Field, Record, model_validator
from checker.outline.model import BodyKind, Form, Level

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

__all__ = [
    "COMMON_KEYS",
    "COMMON_PLACEHOLDERS",
    "Amendment",
    "Applies",
    "Basis",
    "Example",
    "Examples",
    "Expectation",
    "OneOrMore",
    "Rule",
    "Years",
    "family_of",
    "placeholders_of",
]

COMMON_PLACEHOLDERS = frozenset({"quote", "section", "year", "next_year"})
"""What every message and fix may use beside the placeholders of its kind: the words quoted, the heading of the section,
the report year and the year after (“本年度” and “下一年度” where the year is unknown)."""


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) or value is None else [value]


@dataclass(frozen=True)
class OneOrMore:
    """Marks a list of which a single entry may be written without the brackets."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(_as_list, handler(source))


class _Part(Record, numbers_as_words=True):
    """Figures where words are wanted (a title “2020”) are read as words; nothing else is converted."""


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

    @classmethod
    def as_json_schema(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": ["string", "integer"], "examples": ["2019..", "..2018", "2019..2023", 2020]}

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and (self.first or 0) <= year <= (self.last or 9999)

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first}年度"
        if self.last is None:
            return f"{self.first}年度及以后"
        return f"{self.last}年度及以前" if self.first is None else f"{self.first}—{self.last}年度"


class Applies(_Part):
    """To which reports a rule applies; what is not said does not restrict. An unknown body or level is not excluded, an
    unknown place is: who names places means these and no others."""

    years: Years | None = Field(default=None, description="报告年度，如 2019..")
    bodies: Annotated[tuple[BodyKind, ...], OneOrMore()] = Field(default=(), description="单位类别")
    levels: Annotated[tuple[Level, ...], OneOrMore()] = Field(default=(), description="层级")
    forms: Annotated[tuple[Form, ...], OneOrMore()] = Field(default=(), description="公文或网页稿")
    places: Annotated[tuple[str, ...], OneOrMore()] = Field(
        default=(), description="只适用于这些地方的报告，如 [青石区, 云溪县]；认不出是哪里的报告不适用"
    )


class Basis(_Part):
    """What a rule rests on. ``verified``: somebody has checked the clause against the text of the law.

    ``seen`` are the addresses of the published text that was looked at. A clause with addresses that is yet not
    verified was found there in substance, but not its number.
    """

    source: str = Field(min_length=1, description="法律、文件或标准的名称，不加书名号")
    clause: str = Field(default="", description="条、款、项，如 第三十条")
    verified: bool = Field(default=False, description="是否已与原文核对过条款")
    seen: Annotated[tuple[str, ...], OneOrMore()] = Field(
        default=(), description="核对时看的公开文本，写网址；看到内容而没有看到条号的，verified 仍写 false"
    )
    years: Years | None = Field(default=None, description="对哪些年度的报告有效")
    document: bool = Field(default=True, description="是不是一份文件；常识、惯例写 false，就不加书名号")

    def __str__(self) -> str:
        if not self.document:
            words = f"{self.source}：{self.clause}" if self.clause else self.source
            return words + ("" if self.verified else "（待核）")
        source = self.source if self.source.startswith(("《", "“")) or "》" in self.source else f"《{self.source}》"
        return f"{source}{self.clause}" + ("" if self.verified else "（条款待核）")


class Expectation(_Part):
    """What a failing example must yield beyond failing: how many findings, how severe, with which words in them."""

    findings: int | None = Field(default=None, ge=1, description="应报几处")
    severity: Severity | None = Field(default=None, description="至少一处是这个等级")
    contains: Annotated[tuple[str, ...], OneOrMore()] = Field(default=(), description="报出的话里应有的字样")
    quote: str | None = Field(default=None, description="应引的原文")
    replacement: str | None = Field(default=None, description="应建议改成")

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        return {"contains": value} if isinstance(value, str | list) else value

    @classmethod
    def as_json_schema(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        words = {"type": "array", "items": {"type": "string"}}
        return {"anyOf": [{"type": "string"}, words, handler.resolve_ref_schema(handler(schema))]}


class Example(_Part):
    """A mini report or a sentence that shows what the rule does; runs through the whole pipeline as plain text."""

    text: str = Field(description="一句话，或一份短报告")
    year: int | None = Field(default=None, description="当作哪一年度的报告")
    body: BodyKind | None = Field(default=None, description="当作哪类单位的报告")
    level: Level | None = Field(default=None, description="当作哪一级的报告")
    form: Form | None = Field(default=None, description="当作公文还是网页稿")
    today: date | None = Field(default=None, description="当作哪一天检查，如 2021-02-10")
    note: str = Field(default="", description="说明这个例子的用意")
    expect: Expectation | None = Field(default=None, description="除等级外还应报出什么")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str | int) else value

    @classmethod
    def as_json_schema(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(schema))]}


Shown = Annotated[tuple[Example, ...], OneOrMore()]


class Examples(_Part):
    """Examples by the outcome that they must have."""

    passing: Shown = Field(default=(), alias="pass", description="应通过的例子")
    failing: Shown = Field(default=(), alias="fail", description="应报出问题的例子")
    undetermined: Shown = Field(default=(), description="应判断不了的例子")
    not_applicable: Shown = Field(default=(), description="应不适用的例子")

    def __iter__(self) -> Iterator[tuple[Status, Example]]:
        for status, examples in (
            (Status.PASS, self.passing),
            (Status.FAIL, self.failing),
            (Status.UNDETERMINED, self.undetermined),
            (Status.NOT_APPLICABLE, self.not_applicable),
        ):
            for example in examples:
                yield status, example


class Amendment(_Part):
    """A step in the history of a rule: since which version or day, and what was done."""

    version: str | None = Field(default=None, min_length=1, description="哪一版，如 0.1.0")
    day: date | None = Field(default=None, alias="date", description="哪一天，如 2026-11-21")
    change: str = Field(min_length=1, description="收入、改动了什么")

    @model_validator(mode="after")
    def _dated(self) -> Amendment:
        if self.version is None and self.day is None:
            raise ValueError("要写明是哪一版（version）或哪一天（date）")
        return self

    def __str__(self) -> str:
        since = "，".join(part for part in (self.version, self.day.isoformat() if self.day else None) if part)
        return f"{since}：{self.change}"


class Rule(_Part):
    """The keys common to all rules; ``parameters`` holds those of its kind, validated by the kind's own model."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*/[a-z0-9]+(-[a-z0-9]+)*$", description="编号，类别/名称，定了就不改")
    title: str = Field(min_length=1, description="一句话说查什么")
    kind: str = Field(description="哪一种检查")
    severity: Severity = Field(description="等级：error 错误、warning 警告、info 提示")
    weight: int = Field(ge=0, le=100, description="在总分里的权重，0 不计分")
    basis: Annotated[tuple[Basis, ...], OneOrMore()] = Field(min_length=1, description="依据")
    message: str = Field(min_length=1, description="报出的话，可用 {占位符}")
    fix: str = Field(min_length=1, description="怎么改，可用 {占位符}")
    why: str = Field(default="", description="为什么查")
    applies: Applies = Field(default=Applies(), description="适用于哪些报告")
    yields_to: Annotated[tuple[str, ...], OneOrMore()] = Field(
        default=(), description="同样几个数这些规则（编号，可用 *）已经指出的，本条不再报"
    )
    history: Annotated[tuple[Amendment, ...], OneOrMore()] = Field(
        default=(), description="沿革：哪一版、哪一天收入或改动，先写早的"
    )
    examples: Examples = Field(default=Examples(), description="例子，就是这条规则的测试")
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
