"""Profiles: what kind of report this is, and what the checklist asks of such a report.

What differs between kinds of report is data under ``rules/profiles/``: each file names the reports that it fits and the
rules whose severity changes or which fall away for them. All profiles that fit apply, in order of their ``order`` and
name, the last one wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from checker.engine.checklist.rule import Applies, OneOrMore, Rule, Years
from checker.engine.model import Profile, Severity
from checker.errors import UsageError
from checker.knowledge.record import Field, Record
from checker.knowledge.source import did_you_mean
from checker.outline.model import BodyKind, Form, Level, Outline, Source

__all__ = [
    "PROFILE_KEYS",
    "Adjustment",
    "ProfileRequest",
    "ProfileTable",
    "assumed_year",
    "era_reason",
    "era_year",
    "fits",
    "recognise",
    "request_of",
    "request_of_value",
]


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


_USER = "使用者"


@dataclass(frozen=True, slots=True)
class ProfileRequest:
    """What the user says the report is; what is None is left to recognition.

    ``era`` is the ``era`` of a profile: the report is held to what was asked in that period, whatever its year.
    ``sources`` tell who said so, by key: an option (``--body``) or a line of the configuration (``checker.yaml:3``).
    """

    body: BodyKind | None = None
    level: Level | None = None
    form: Form | None = None
    year: int | None = None
    era: str | None = None
    sources: tuple[tuple[str, str], ...] = ()

    def source(self, key: str) -> str:
        """Who said what stands under ``key``."""
        return dict(self.sources).get(key, _USER)

    def given(self) -> dict[str, str]:
        """The keys that are set, each with who said so."""
        return {key: self.source(key) for key in PROFILE_KEYS if getattr(self, key) is not None}

    def over(self, other: ProfileRequest) -> ProfileRequest:
        """This request, and where it is silent the other's word."""
        values: dict[str, Any] = {}
        sources = []
        for key in PROFILE_KEYS:
            wins = self if getattr(self, key) is not None else other
            values[key] = getattr(wins, key)
            if values[key] is not None:
                sources.append((key, wins.source(key)))
        return ProfileRequest(**values, sources=tuple(sources))


PROFILE_KEYS = ("body", "level", "form", "year", "era")
"""What can be said of a report, in the order of ``ProfileRequest``."""

_CHOICES = {"body": BodyKind, "level": Level, "form": Form}


def request_of(text: str, source: str = _USER) -> ProfileRequest:
    """Read ``body=park,level=county,form=web,year=2020`` (any of them), said by ``source``. Raises UsageError."""
    request = ProfileRequest()
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        key, _, value = (word.strip() for word in part.partition("="))
        if key not in PROFILE_KEYS:
            hint = did_you_mean(key, PROFILE_KEYS) or "，只能写 " + "、".join(PROFILE_KEYS)
            raise UsageError(f"画像里没有 `{key}` 这一项{hint}")
        request = replace(request_of_value(key, value, source), sources=()).over(request)
    return replace(request, sources=tuple((key, source) for key in request.given()))


def request_of_value(key: str, value: str, source: str = _USER) -> ProfileRequest:
    """The request that says one thing only. Raises UsageError where the value is none of its key's."""
    chosen: Any = value
    if key == "year":
        if not (value.isascii() and value.isdecimal() and len(value) == 4):
            raise UsageError(f"年度应写成四位数字，不能是 `{value}`")
        chosen = int(value)
    elif key in _CHOICES:
        allowed = [choice.value for choice in _CHOICES[key]]
        if value not in allowed:
            raise UsageError(f"{key} 不能是 `{value}`，只能是 {'、'.join(allowed)}{did_you_mean(value, allowed)}")
        chosen = _CHOICES[key](value)
    return ProfileRequest(**{key: chosen}, sources=((key, source),))


def era_year(era: str, year: int, profiles: Iterable[ProfileTable]) -> int:
    """The year nearest to ``year`` within a period of the profiles: a report is held to what was asked in that year.

    Raises UsageError where no profile stands for such a period.
    """
    known = [profile.era for profile in profiles if profile.era is not None]
    for profile in profiles:
        if profile.era == era:
            years = profile.match.years or Years()
            return min(max(year, years.first or year), years.last or max(year, years.first or year))
    hint = did_you_mean(era, known) or "，只能是 " + "、".join(known)
    raise UsageError(f"没有 `{era}` 这个时期{hint}")


def era_reason(request: ProfileRequest, year: int) -> str:
    """Why the report is held to the requirements of ``year``."""
    return f"由{_apart(request.source('era'))}指定，按{year}年度的要求检查"


def recognise(outline: Outline, request: ProfileRequest) -> tuple[Outline, dict[str, str]]:
    """The outline with what the user said put in, and why each value is what it is (key → Chinese)."""
    changes: dict[str, Any] = {}
    for key in ("body", "level", "form", "year"):
        asked = getattr(request, key)
        if asked is not None:
            found = getattr(outline, key)
            words = f"由{_apart(request.source(key))}指定"
            if found not in (asked, None, BodyKind.UNKNOWN, Level.UNKNOWN):
                words += f"（程序认作{_word(found)}）"
            changes |= {key: asked, f"{key}_source": Source(words, given=True)}
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
        return f"不适用于{_BODIES[outline.body]}的报告"
    if applies.levels and outline.level is not Level.UNKNOWN and outline.level not in applies.levels:
        return f"不适用于{_LEVELS[outline.level]}的报告"
    if applies.forms and outline.form not in applies.forms:
        return f"不适用于{_FORMS[outline.form]}"
    if applies.places and not any(place in outline.place for place in applies.places):
        return f"只适用于{'、'.join(applies.places)}的报告" + ("" if outline.place else "，认不出这是哪里的报告")
    return None


def _apart(source: str) -> str:
    """An option or a file's name set apart from the characters around it: 由 --body 指定, but 由使用者指定."""
    return source if source == _USER else f" {source} "


_BODIES = {
    BodyKind.PARTY_GOVERNMENT: "党委和政府",
    BodyKind.GOVERNMENT: "政府",
    BodyKind.DEPARTMENT: "部门",
    BodyKind.PARK: "园区",
    BodyKind.TOWN: "乡镇街道",
}
_LEVELS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级", Level.TOWN: "乡级"}
_FORMS = {Form.OFFICIAL: "公文", Form.WEB: "网页稿"}


def _word(value: object) -> str:
    """The Chinese of a value; body and level both have a ``town``, so each kind has a table of its own."""
    if isinstance(value, BodyKind):
        return _BODIES[value]
    if isinstance(value, Level):
        return _LEVELS[value]
    return _FORMS[value] if isinstance(value, Form) else f"{value}年"


def profile_of(
    outline: Outline, reasons: dict[str, str], era: str, titles: tuple[str, ...], given: dict[str, str]
) -> Profile:
    """The profile as results carry it."""
    if titles:
        reasons = reasons | {"profile": "、".join(titles)}
    return Profile(outline.body.value, outline.level.value, outline.form.value, era, reasons, given)


def adjusted(rule: Rule, adjustment: Adjustment) -> Rule:
    """The rule with the adjustment's severity and weight."""
    changes: dict[str, Any] = {}
    if adjustment.severity is not None:
        changes["severity"] = adjustment.severity
    if adjustment.weight is not None:
        changes["weight"] = adjustment.weight
    return rule.model_copy(update=changes) if changes else rule
