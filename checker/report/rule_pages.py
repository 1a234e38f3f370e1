"""The manual page of every rule, made from the rule file itself: what, why, basis, examples with what the program
really says of them, how to fix, measured accuracy, history.

Accuracy is a data table (``accuracy``), read where it exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from checker.engine.checklist.accuracy import Accuracy
from checker.engine.checklist.rule import Applies, Basis, Rule
from checker.engine.examples import ExampleRun
from checker.engine.model import Severity, Status
from checker.engine.rulebook.rulebook import Rulebook
from checker.report.accuracy import accuracy_lines
from checker.report.words import BODIES, FORMS, LEVELS, SEVERITIES, family_word

__all__ = ["GENERATED", "INDEX", "rule_pages"]

INDEX = "README.md"
GENERATED = "<!-- 由 checker rules docs 从规则文件生成，请改规则文件，不要改这里 -->"

_STATUS_TITLES = {
    Status.PASS: "没有问题的写法",
    Status.FAIL: "会报出来的写法",
    Status.UNDETERMINED: "判断不了的写法",
    Status.NOT_APPLICABLE: "不在此列的写法",
}


def rule_pages(rulebook: Rulebook, runs: Iterable[ExampleRun]) -> Mapping[str, str]:
    """Relative path → Markdown, one page per rule and the index. ``runs`` are the examples as they came out."""
    by_rule: dict[str, list[ExampleRun]] = {}
    for run in runs:
        by_rule.setdefault(run.rule.id, []).append(run)
    accuracy = rulebook.accuracy
    pages = {
        f"{rule.id}.md": _page(
            rule,
            by_rule.get(rule.id, []),
            _accuracy(accuracy.rules.get(rule.id), accuracy.measured),
        )
        for rule in rulebook.rules
    }
    pages[INDEX] = _index(rulebook.rules, accuracy.rules)
    return pages


def _page(rule: Rule, runs: Sequence[ExampleRun], accuracy: str) -> str:
    parts = [
        GENERATED,
        f"# {_escaped(rule.title)}",
        f"`{rule.id}` · {family_word(rule.family)} · {SEVERITIES[rule.severity]} · 权重 {rule.weight}",
        f"**报告里会说**：{_template(rule.message)}",
    ]
    if rule.why:
        parts += ["## 为什么查", _escaped(rule.why.strip())]
    parts += ["## 依据", "\n".join(f"- {_basis(basis)}" for basis in rule.basis)]
    applies = _applies(rule.applies)
    if applies:
        parts += ["## 适用", applies]
    parts += ["## 怎么改", _template(rule.fix)]
    shown = [_examples(status, [run for run in runs if run.status is status]) for status in _STATUS_TITLES]
    if any(shown):
        parts += ["## 例子", *filter(None, shown)]
    parts += ["## 准确度", accuracy]
    if rule.history:
        parts += ["## 沿革", "\n".join(f"- {_escaped(str(change))}" for change in rule.history)]
    return "\n\n".join(parts) + "\n"


def _basis(basis: Basis) -> str:
    state = "已核对" if basis.verified else "条款待核" + ("，内容已见" if basis.seen else "")
    if basis.seen:
        state += "：" + "、".join(f"<{address}>" for address in basis.seen)
    years = f"，{basis.years}适用" if basis.years is not None else ""
    source = basis.source if "》" in basis.source or basis.source.startswith("“") else f"《{basis.source}》"
    return f"{_escaped(source)}{_escaped(basis.clause)}（{state}{years}）"


def _applies(applies: Applies) -> str:
    parts = []
    if applies.years is not None:
        parts.append(f"- 年度：{applies.years}")
    if applies.bodies:
        parts.append("- 单位：" + "、".join(BODIES[body.value] for body in applies.bodies))
    if applies.levels:
        parts.append("- 层级：" + "、".join(LEVELS[level.value] for level in applies.levels))
    if applies.forms:
        parts.append("- 文种：" + "、".join(FORMS[form.value] for form in applies.forms))
    if applies.places:
        parts.append("- 地方：" + "、".join(applies.places))
    return "\n".join(parts)


def _examples(status: Status, runs: Sequence[ExampleRun]) -> str:
    if not runs:
        return ""
    parts = [f"### {_STATUS_TITLES[status]}"]
    for run in runs:
        about = _about(run)
        if about:
            parts.append(about)
        parts.append(_fenced(run.example.text))
        said = _said(run)
        if said:
            parts.append(said)
    return "\n\n".join(parts)


def _about(run: ExampleRun) -> str:
    example = run.example
    words = [example.note.strip()] if example.note.strip() else []
    if example.year is not None:
        words.append(f"{example.year}年度")
    if example.body is not None:
        words.append(BODIES[example.body.value])
    if example.level is not None:
        words.append(LEVELS[example.level.value])
    if example.form is not None:
        words.append(FORMS[example.form.value])
    return "（" + "；".join(_escaped(word) for word in words) + "）" if words else ""


def _said(run: ExampleRun) -> str:
    """What the program says of the example, as it came out."""
    outcome = run.outcome
    if outcome.status is Status.FAIL:
        lines = []
        for finding in outcome.findings:
            line = f"- {SEVERITIES[finding.severity]}：{_escaped(finding.message)}"
            if finding.arithmetic:
                line += f"。算式：{_escaped(finding.arithmetic)}"
            lines.append(line)
        return "\n".join(lines)
    if outcome.status in (Status.UNDETERMINED, Status.NOT_APPLICABLE) and outcome.reason:
        return f"- {_escaped(outcome.reason)}"
    return ""


def _accuracy(figures: Accuracy | None, measured: str) -> str:
    lines = accuracy_lines(figures)
    if not lines:
        return "尚未测量。"
    if measured:
        lines.append(f"测量日期：{measured}")
    return "\n".join(f"- {line}" for line in lines)


def _index(rules: Sequence[Rule], accuracy: Mapping[str, Accuracy]) -> str:
    counts = {severity: sum(rule.severity is severity for rule in rules) for severity in Severity}
    summary = "、".join(f"{SEVERITIES[severity]}{count}条" for severity, count in counts.items() if count)
    parts = [GENERATED, "# 检查清单", f"共{len(rules)}条规则：{summary}。点规则编号看它查什么、凭什么、怎么改。"]
    families = list(dict.fromkeys(rule.family for rule in rules))
    for family in families:
        rows = ["| 规则 | 查什么 | 等级 | 权重 | 依据 | 查准率 |", "| --- | --- | --- | ---: | --- | ---: |"]
        for rule in rules:
            if rule.family != family:
                continue
            figures = accuracy.get(rule.id)
            cells = (
                f"[{rule.id}]({rule.id}.md)",
                _cell(rule.title),
                SEVERITIES[rule.severity],
                str(rule.weight),
                _cell(rule.basis_line()),
                "" if figures is None or figures.precision is None else f"{100 * figures.precision:.1f}%",
            )
            rows.append("| " + " | ".join(cells) + " |")
        parts += [f"## {family_word(family)}（{family}）", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _template(text: str) -> str:
    """A message with its placeholders set apart: 受理`{left}`，多于收到`{right}`; neighbours share one span."""
    pieces = re.split(r"((?:\{[a-z_0-9]+\})+)", text.strip())
    return "".join(f"`{piece}`" if piece.startswith("{") else _escaped(piece) for piece in pieces)


def _escaped(text: str) -> str:
    """Plain words in Markdown."""
    return re.sub(r"([\\`*_<>\[\]|#~])", r"\\\1", text.replace("\n", " "))


def _cell(text: str) -> str:
    return _escaped(text).replace("\n", " ")


def _fenced(text: str) -> str:
    """A literal block with a fence longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.strip()}\n{fence}"
