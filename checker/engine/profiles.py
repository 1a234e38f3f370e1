"""Profiles: what kind of report this is, and what the checklist asks of such a report.

What differs between kinds of report is data under ``rules/profiles/``: each file names the reports that it fits and the
rules whose severity changes or which fall away for them. All profiles that fit apply, in order of their ``order`` and
name, the last one wins.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any

from checker.engine.model import Profile, Severity
from checker.engine.rule import Applies, OneOrMore, Rule
from checker.errors import UsageError
from checker.knowledge.record import Field, Record
from checker.knowledge.source import did_you_mean
from checker.outline.model import BodyKind, Form, Level, Outline, Source

__all__ = ["Adjustment", "ProfileRequest", "ProfileTable", "assumed_year", "fits", "recognise", "request_of"]


class Adjustment(Record):
    """A change to the rules whose id matches one of the globs. What is not said stays."""

    rules: Annotated[tuple[str, ...], OneOrMore()] = Field(min_length=1, description="规则编号，可用通配符")
    severity: Severity | None = Field(default=None, description="改为这个等级")
    weight: int | None = Field(default=None, ge=0, le=100, description="改为这个权重")
    enabled: bool | None = Field(default=None, description="false 停用，true 恢复")
    reason: str = Field(default="", description="为什么这样调整")


class ProfileTable(Record):
    """One file under ``rules/profiles/``. ``era`` names the period that the profile stands for, where it is one."""

    name: str = Field(description="画像的代号")
    title: str = Field(description="给人看的名称")
    match: Applies = Field(default=Applies(), description="适合哪些报告")
    order: int = Field(default=0, description="先后；后面的说了算")
    era: str | None = Field(default=None, description="所代表的时期")
    about: str = Field(default="", description="说明")
    adjust: tuple[Adjustment, ...] = Field(default=(), description="对规则的调整")


@dataclass(frozen=True, slots=True)
class ProfileRequest:
    """What the user says the report is; what is None is left to recognition."""

    body: BodyKind | None = None
    level: Level | None = None
    form: Form | None = None
    year: int | None = None


_CHOICES = {"body": BodyKind, "level": Level, "form": Form}


def request_of(text: str) -> ProfileRequest:
    """Read ``body=park,level=county,form=web,year=2020`` (any of them). Raises UsageError."""
    request = ProfileRequest()
    known = [f.name for f in fields(ProfileRequest)]
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        key, _, value = (word.strip() for word in part.partition("="))
        if key not in known:
            raise UsageError(f"画像里没有 `{key}` 这一项{did_you_mean(key, known) or '，只能写 ' + '、'.join(known)}")
        if key == "year":
            if not value.isdecimal() or len(value) != 4:
                raise UsageError(f"年度应写成四位数字，不能是 `{value}`")
            request = replace(request, year=int(value))
            continue
        allowed = [choice.value for choice in _CHOICES[key]]
        if value not in allowed:
            raise UsageError(f"{key} 不能是 `{value}`，只能是 {'、'.join(allowed)}{did_you_mean(value, allowed)}")
        chosen: Any = _CHOICES[key](value)
        request = replace(request, **{key: chosen})
    return request


def recognise(outline: Outline, request: ProfileRequest) -> tuple[Outline, dict[str, str]]:
    """The outline with what the user said put in, and why each value is what it is (key → Chinese)."""
    asked = Source("由使用者指定")
    changes: dict[str, Any] = {}
    if request.body is not None:
        changes |= {"body": request.body, "body_source": asked}
    if request.level is not None:
        changes |= {"level": request.level, "level_source": asked}
    if request.form is not None:
        changes |= {"form": request.form, "form_source": asked}
    if request.year is not None:
        changes |= {"year": request.year, "year_source": asked}
    if changes:
        outline = replace(outline, **changes)
    reasons = {
        "body": outline.body_source.reason,
        "level": outline.level_source.reason,
        "form": outline.form_source.reason,
        "year": outline.year_source.reason,
    }
    return outline, reasons


def assumed_year(outline: Outline, today: date) -> int:
    """The report year, or, where the report names none, the year before today: the report now due."""
    if outline.year is not None:
        return outline.year
    if outline.signed is not None and outline.signed.value is not None:
        return outline.signed.value.year - 1
    return today.year - 1


def fits(applies: Applies, outline: Outline, year: int) -> str | None:
    """None when a report of this kind and year is meant, or why it is not, in Chinese. The unknown is not excluded."""
    if applies.years is not None and year not in applies.years:
        return f"只适用于{applies.years}的报告，本报告为{year}年度"
    if applies.bodies and outline.body is not BodyKind.UNKNOWN and outline.body not in applies.bodies:
        return f"不适用于{_WORDS[outline.body]}的报告"
    if applies.levels and outline.level is not Level.UNKNOWN and outline.level not in applies.levels:
        return f"不适用于{_WORDS[outline.level]}的报告"
    if applies.forms and outline.form not in applies.forms:
        return f"不适用于{_WORDS[outline.form]}"
    if applies.places and not any(place in outline.place for place in applies.places):
        return f"只适用于{'、'.join(applies.places)}的报告" + ("" if outline.place else "，认不出这是哪里的报告")
    return None


_WORDS: dict[BodyKind | Level | Form, str] = {
    BodyKind.PARTY_GOVERNMENT: "党委和政府",
    BodyKind.GOVERNMENT: "政府",
    BodyKind.DEPARTMENT: "部门",
    BodyKind.PARK: "园区",
    BodyKind.TOWN: "乡镇街道",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWN: "乡级",
    Form.OFFICIAL: "公文",
    Form.WEB: "网页稿",
}


def profile_of(outline: Outline, reasons: dict[str, str], era: str, titles: tuple[str, ...]) -> Profile:
    """The profile as results carry it."""
    if titles:
        reasons = reasons | {"profile": "、".join(titles)}
    return Profile(outline.body.value, outline.level.value, outline.form.value, era, reasons)


def adjusted(rule: Rule, adjustment: Adjustment) -> Rule:
    """The rule with the adjustment's severity and weight."""
    changes: dict[str, Any] = {}
    if adjustment.severity is not None:
        changes["severity"] = adjustment.severity
    if adjustment.weight is not None:
        changes["weight"] = adjustment.weight
    return rule.model_copy(update=changes) if changes else rule
