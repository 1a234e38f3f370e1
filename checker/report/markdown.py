"""The results as Markdown, for pasting into a message or a ticket: short, numbered, safe to paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from checker.engine.model import Finding, Severity, Status
from checker.engine.result import Checked, Failed, Result
from checker.report.checklist import Checklist, family_order
from checker.report.excerpt import cut_excerpt, place_words
from checker.report.layout import clean
from checker.report.words import SEVERITIES, plain_number, profile_words, reading_order, reasons_of, section_of

__all__ = ["escape", "render_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&@:])")
# Of these only some positions matter, but a backslash before any of them is never wrong in CommonMark.
_HARMLESS = re.compile(r"(?<=\w)\\([.\-_](?=\w))")
_WEB = re.compile(r"(www)\.", re.IGNORECASE)
_EXCERPT_CELLS = 120


def render_markdown(results: Sequence[Result], checklist: Checklist) -> str:
    """All reports; several of them under a table that ranks them."""
    parts: list[str] = []
    if len(results) > 1:
        parts += [f"# 核查结果：{len(results)}份报告", _table(results)]
    for result in results:
        parts += _failed(result) if isinstance(result, Failed) else _report(result, checklist)
    used = f"，配置 {escape(checklist.configuration)}" if checklist.configuration else ""
    parts.append(f"*checker {escape(checklist.version)}，规则 {escape(checklist.digest)}{used}*")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Words of a report or a rule as they stand, whatever marks they hold. Addresses do not become links."""
    escaped = _SPECIAL.sub(r"\\\1", clean(text))
    escaped = _HARMLESS.sub(r"\1", escaped).replace("\\<", "&lt;")
    escaped = _WEB.sub(r"\1\\.", escaped)
    return escaped if "://" in text else escaped.replace("\\:", ":")


def _table(results: Sequence[Result]) -> str:
    checked = [result for result in results if isinstance(result, Checked)]
    rows = ["| 名次 | 得分 | 错误 | 警告 | 提示 | 待定 | 报告 |", "| ---: | ---: | ---: | ---: | ---: | ---: | --- |"]
    ranked = sorted(checked, key=lambda r: (-r.score.value, r.count(Severity.ERROR), r.path))
    for place, result in enumerate(ranked, 1):
        counts = [str(result.count(severity)) for severity in Severity]
        undetermined = sum(outcome.status is Status.UNDETERMINED for outcome in result.outcomes)
        name = escape(" ".join(part for part in (result.body, result.path) if part))
        cells = [str(place), _score(result), *counts, str(undetermined), name]
        rows.append("| " + " | ".join(cells) + " |")
    rows += [
        f"| – | 读不了 | | | | | {escape(result.path)}：{escape(result.error)} |"
        for result in results
        if isinstance(result, Failed)
    ]
    return "\n".join(rows)


def _failed(result: Failed) -> list[str]:
    return [f"## {escape(result.path)}", f"**读不了**：{escape(result.error)}"]


def _report(result: Checked, checklist: Checklist) -> list[str]:
    counts = " · ".join(f"{SEVERITIES[severity]} {result.count(severity)}" for severity in Severity)
    undetermined = [outcome for outcome in result.outcomes if outcome.status is Status.UNDETERMINED]
    year = f"{result.year}年度" if result.year else "年度不明"
    about = " · ".join(part for part in (result.body, year, profile_words(result.profile)) if part)
    parts = [
        f"## {escape(result.title or '（没有标题）')}",
        f"得分 **{_score(result)}**｜{counts} · 待定 {len(undetermined)}\\\n{escape(about)}｜{escape(result.path)}",
    ]
    reasons = "；".join(f"{label}：{reason}" for label, reason in reasons_of(result.profile))
    if reasons:
        parts.append(f"识别：{escape(reasons)}")
    parts += [f"> 注意：{escape(note)}" for note in result.notes]
    live = sorted((f for f in result.findings if f.waived is None), key=reading_order)
    number = 0
    for section, group in groupby(live, key=section_of):
        parts.append(f"### {escape(section)}")
        for finding in group:
            number += 1
            parts.append(_finding(number, finding, result))
    if not live:
        parts.append("没有发现问题。")
    if undetermined:
        rows = [
            f"- {escape(checklist.title(outcome.rule))}：{escape(outcome.reason or '原因不明')}"
            for outcome in sorted(undetermined, key=lambda o: family_order(o.rule))
        ]
        parts += ["### 待定", "\n".join(rows)]
    waived = [finding for finding in result.findings if finding.waived is not None]
    if waived:
        rows = [f"- {escape(finding.message)}（{escape(finding.waived or '')}）" for finding in waived]
        parts += ["### 已说明，不计入", "\n".join(rows)]
    return parts


def _score(result: Checked) -> str:
    score = result.score
    low, high = plain_number(score.low), plain_number(score.high)
    return plain_number(score.value) + (f"（{low}—{high}）" if low != high else "")


def _finding(number: int, finding: Finding, result: Checked) -> str:
    place = place_words(result.document, finding.span) or "全文"
    indent = " " * (len(str(number)) + 2)
    lines = [f"{number}. **{SEVERITIES[finding.severity]}** {escape(finding.message)}（{place}，`{finding.rule}`）"]
    if finding.span is not None and result.document is not None:
        lines.append(f"{indent}- 原文：{_quoted(finding, result)}")
    for label, words in (("算式", finding.arithmetic), ("改法", finding.suggestion), ("依据", finding.basis)):
        if words:
            lines.append(f"{indent}- {label}：{escape(words)}")
    return "\n".join(lines)


def _quoted(finding: Finding, result: Checked) -> str:
    """The sentence with the faulty words in bold."""
    assert finding.span is not None and result.document is not None
    excerpt = cut_excerpt(result.document, finding.span, [e.span for e in finding.evidence], _EXCERPT_CELLS)
    pairs = [pair for line in excerpt for pair in zip(line.text, line.marks, strict=True)]
    words = ""
    for faulty, group in groupby(pairs, key=lambda pair: pair[1] == "^"):
        text = "".join(character for character, _ in group)
        # Bold needs a letter at its edges, and a marked bracket or comma has none: quotation marks then.
        words += f"【{escape(text)}】" if faulty else escape(text)
    return words
