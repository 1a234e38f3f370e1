"""The checklist on a terminal: all rules in a table, one rule in full, how the examples came out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from checker.engine.checklist.accuracy import Accuracy
from checker.engine.checklist.rule import Rule
from checker.engine.examples import ExampleRun
from checker.engine.model import Severity, Status
from checker.report.accuracy import accuracy_lines
from checker.report.console import MARKS, View
from checker.report.layout import clean, fit, pad, wrap
from checker.report.words import BODIES, FORMS, LEVELS, SEVERITIES, STATUSES, family_word

__all__ = ["render_example_runs", "render_rule", "render_rules"]

Lines = list[Text]
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "cyan"}


def render_rules(rules: Sequence[Rule], view: View) -> Lines:
    """One line per rule, by family."""
    lines: Lines = []
    width = max((cell_len(rule.id) for rule in rules), default=0) + 2
    for family, group in groupby(rules, key=lambda rule: rule.family):
        members = list(group)
        lines.append(Text().append(family_word(family), "bold blue").append(f"  {len(members)}条", "dim"))
        for rule in members:
            line = Text().append(f" {MARKS[rule.severity]} {SEVERITIES[rule.severity]} ", _STYLES[rule.severity])
            line.append(pad(str(rule.weight), 3, right=True) + "  ", "dim").append(pad(rule.id, width))
            line.append(fit(clean(rule.title), max(view.columns - line.cell_len, 10)))
            lines.append(line)
        lines.append(Text())
    return [*lines, Text(f"共{len(rules)}条规则", "dim")]


def render_rule(rule: Rule, runs: Sequence[ExampleRun], view: View, accuracy: Accuracy | None = None) -> Lines:
    """All that a rule says of itself, its measured ``accuracy``, and what the program says of its examples."""
    lines = [Text(part, "bold") for part in wrap(rule.title, view.columns)]
    head = Text().append(f"{rule.id}  ", "dim").append(SEVERITIES[rule.severity], _STYLES[rule.severity])
    lines += [head.append(f"  权重{rule.weight}  {rule.kind}  {rule.file}:{rule.line}", "dim")]
    lines += [Text("━" * view.columns, "dim")]
    rows = [("会说", rule.message), ("为何", rule.why), ("改法", rule.fix), ("依据", rule.basis_line())]
    applies = rule.applies
    limits = [str(applies.years)] if applies.years else []
    limits += [BODIES[body.value] for body in applies.bodies]
    limits += [LEVELS[level.value] for level in applies.levels]
    limits += [FORMS[form.value] for form in applies.forms]
    limits += applies.places
    rows.append(("适用", "、".join(limits)))
    rows.append(("准确", "  ".join(accuracy_lines(accuracy))))
    rows.append(("沿革", "；".join(str(change) for change in rule.history)))
    for label, words in rows:
        for index, part in enumerate(wrap(words, view.columns - 7) if words else ()):
            lines.append(Text().append(f" {label}  " if index == 0 else " " * 7, "dim").append(part))
    for status, group in groupby(runs, key=lambda run: run.status):
        lines += [Text(), Text(f"例：{STATUSES[status]}", "bold blue")]
        for run in group:
            lines += _example(run, view)
    return lines


def _example(run: ExampleRun, view: View) -> Lines:
    lines: Lines = []
    for paragraph in run.example.text.strip().splitlines():
        lines += [Text().append("   │ ", "dim").append(part) for part in wrap(paragraph, view.columns - 5)]
    outcome = run.outcome
    said = [finding.message for finding in outcome.findings] or ([outcome.reason] if outcome.reason else [])
    for words in said:
        for index, part in enumerate(wrap(words, view.columns - 6)):
            lines.append(Text().append("   → " if index == 0 else "     ", "dim").append(part))
    if run.wrong:
        lines += [Text(f"   ✗ {part}", "bold red") for part in wrap(run.wrong, view.columns - 5)]
    return lines


def render_example_runs(runs: Sequence[ExampleRun], bare: Sequence[Rule], view: View) -> Lines:
    """Examples that do not behave, rules without the examples they must have, and the count."""
    lines: Lines = []
    wrong = [run for run in runs if run.wrong]
    for run in wrong:
        about = f"{run.rule.id}  {STATUSES[run.status]} 第{run.number}例  {run.rule.file}:{run.rule.line}"
        lines.append(Text().append("✗ ", "bold red").append(about, "bold"))
        lines += _example(run, view)
        lines.append(Text())
    for rule in bare:
        missing = [] if rule.examples.passing else [STATUSES[Status.PASS]]
        missing += [] if rule.examples.failing else [STATUSES[Status.FAIL]]
        words = f"{rule.id} 缺少{'、'.join(missing)}的例子（{rule.file}:{rule.line}）"
        lines += [Text(f"✗ {part}", "red") for part in wrap(words, view.columns - 2)]
    counts = f"{len(runs)}个例子，{len(runs) - len(wrong)}个合乎预期"
    if wrong or bare:
        counts += f"，{len(wrong)}个不合" if wrong else ""
        counts += f"，{len(bare)}条规则缺例子" if bare else ""
        return [*lines, Text(counts, "bold red")]
    return [*lines, Text(f"✓ {counts}", "green")]
