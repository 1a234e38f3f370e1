"""The words a reader sees for the codes that the program uses."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.model import Finding, Profile, Severity, Status

__all__ = [
    "BODIES",
    "FAMILIES",
    "FORMATS",
    "FORMS",
    "LEVELS",
    "ROLES",
    "SEVERITIES",
    "STATUSES",
    "WHOLE_REPORT",
    "family_of",
    "family_word",
    "plain_number",
    "profile_words",
    "reading_order",
    "reasons_of",
    "section_of",
]

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}

STATUSES = {
    Status.PASS: "通过",
    Status.FAIL: "不通过",
    Status.UNDETERMINED: "待定",
    Status.NOT_APPLICABLE: "不适用",
}

# In the order in which a supervisor reads: shape of the report first, its figures next, then the finer things.
FAMILIES = {
    "structure": "结构",
    "numbers": "数字",
    "years": "年份时效",
    "format": "格式",
    "language": "用语",
    "content": "内容",
    "batch": "跨报告",
    # The families that the guide suggests for rules of one's own.
    "province": "本省要求",
    "city": "本市要求",
    "county": "本县要求",
    "local": "本单位要求",
}

BODIES = {
    "party_government": "党委和政府",
    "government": "政府",
    "department": "部门",
    "park": "园区",
    "town": "乡镇街道",
    "unknown": "性质不明",
}
LEVELS = {"province": "省级", "city": "市级", "county": "县级", "town": "乡级", "unknown": "层级不明"}
FORMS = {"official": "公文", "web": "网页稿"}
FORMATS = {
    "txt": "文本",
    "md": "Markdown",
    "docx": "Word",
    "doc": "Word 97",
    "wps": "WPS",
    "html": "网页",
    "pdf": "PDF",
    "ofd": "OFD",
}
ROLES = {
    "achievements": "举措和成效",
    "problems": "不足和原因",
    "responsibility": "第一责任人",
    "plan": "下一年度安排",
    "other": "其他",
}

WHOLE_REPORT = "报告整体"


def family_of(rule: str) -> str:
    """The family part of a rule id."""
    return rule.partition("/")[0]


def family_word(family: str) -> str:
    """The Chinese name of a family; a family this module has not heard of keeps its own name."""
    return FAMILIES.get(family, family)


def profile_words(profile: Profile) -> str:
    """“县级 · 政府 · 公文” for the header of an output."""
    known = [LEVELS.get(profile.level, profile.level), BODIES.get(profile.body, profile.body)]
    return " · ".join([*known, FORMS.get(profile.form, profile.form)])


def reasons_of(profile: Profile, *, given: bool = False) -> Iterator[tuple[str, str]]:
    """“性质” and why it is taken to be what it is, or who said so; for the header of an output.

    With ``given`` only what was said by somebody.
    """
    labels = {"year": "年度", "body": "性质", "level": "层级", "form": "文种", "era": "时期", "profile": "适用"}
    for key, label in labels.items():
        if profile.reasons.get(key) and (not given or key in profile.given):
            yield label, profile.reasons[key]
    for key, reason in profile.reasons.items():
        if key not in labels and not given:
            yield key, reason


def section_of(finding: Finding) -> str:
    """The heading a finding is grouped under."""
    if finding.section:
        return finding.section
    return WHOLE_REPORT if finding.span is None else "题头与导语"


def reading_order(finding: Finding) -> tuple[int, int, int, str]:
    """What concerns the report as a whole first, then as the text has it; of two at one place the graver first."""
    if finding.span is None:
        return -1, 0, -finding.severity.rank, finding.rule
    return 0, finding.span.start, -finding.severity.rank, finding.rule


def plain_number(value: float) -> str:
    """One decimal at most and no trailing zero: 86.5, 90."""
    return f"{value:.1f}".removesuffix(".0")
