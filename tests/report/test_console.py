from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from checker.engine.model import Finding, Severity
from checker.engine.result import Checked, Result
from checker.report.console import View, coloured, plain, render_report, render_summary
from tests.report import sample

SNAPSHOTS = Path(__file__).parent / "snapshots"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(results: list[Result], view: View) -> Any:
    lines = [
        line
        for number, result in enumerate(results, 1)
        for line in render_report(result, sample.CHECKLIST, view, number=number, of=len(results))
    ]
    return lines + (render_summary(results, view) if len(results) > 1 else [])


@pytest.mark.parametrize("width", [80, 120])
def test_one_report(snapshot: Any, width: int) -> None:
    snapshot.snapshot_dir = SNAPSHOTS
    lines = run([sample.checked()], View(width))
    snapshot.assert_match(plain(lines), f"console-{width}.txt")
    snapshot.assert_match(coloured(lines), f"console-{width}.ansi")


def test_several_reports(snapshot: Any) -> None:
    snapshot.snapshot_dir = SNAPSHOTS
    results: list[Result] = [sample.checked(), sample.failed(), sample.clean(), sample.checked("临江市/青石区.docx")]
    snapshot.assert_match(plain(run(results, View(80))), "console-several.txt")


def test_verbose_lists_every_place(snapshot: Any) -> None:
    snapshot.snapshot_dir = SNAPSHOTS
    snapshot.assert_match(plain(run([sample.checked()], View(80, 1))), "console-verbose.txt")


def test_quiet_gives_one_line_each() -> None:
    lines = plain(run([sample.checked(), sample.failed()], View(80, -1))).splitlines()
    assert "青石区-2024.txt" in lines[0] and "67.4" in lines[0]
    assert "扫描件.pdf" in lines[1]


@pytest.mark.parametrize("width", [20, 60, 80, 100, 120, 300])
@pytest.mark.parametrize("verbosity", [0, 1])
def test_no_line_is_too_long(width: int, verbosity: int) -> None:
    view = View(width, verbosity)
    results: list[Result] = [sample.checked(), sample.failed(), sample.clean()]
    assert all(cell_len(line.plain.rstrip()) <= view.columns for line in run(results, view))
    assert all(cell_len(line.plain.rstrip()) <= view.columns for line in run([sample.checked()], view))


def test_colour_only_adds_escapes() -> None:
    lines = run([sample.checked()], View(80))
    uncoloured = "".join(line.rstrip() + "\n" for line in ANSI.sub("", coloured(lines)).splitlines())
    assert uncoloured == plain(lines)


def test_every_finding_is_shown_with_its_words() -> None:
    checked = sample.checked()
    text = plain(run([checked], View(120, 1)))
    for finding in checked.findings:
        assert finding.message in text
    assert "44 ÷ 362 = 12.15%" in text
    assert "没有写上年结转数" in text


def test_a_clean_report_says_so() -> None:
    assert "没有发现问题" in plain(run([sample.clean()], View(80)))


def test_a_report_cannot_steer_the_terminal() -> None:
    nasty = "\x1b]0;x\x07\x1b[2J[bold]青石区[/bold]"
    checked = replace(sample.checked(), title=nasty, body=nasty, path=nasty, notes=(nasty,))
    finding = replace(checked.findings[0], message=nasty, suggestion=nasty, section=nasty, arithmetic=nasty)
    checked = replace(checked, findings=(finding,))
    for view in (View(80), View(80, -1)):
        text = coloured(run([checked], view)) + coloured(render_summary([checked, checked], view))
        assert "\x1b" not in ANSI.sub("", text) and "\x07" not in text
    assert "[bold]" in text  # markup of our own library is not interpreted


def many(checked: Checked, severity: Severity, count: int) -> Checked:
    base = next(f for f in checked.findings if f.rule == "format/punctuation-width")
    findings: tuple[Finding, ...] = (replace(base, severity=severity),) * count
    return replace(checked, findings=findings)


@pytest.mark.parametrize(
    ("severity", "folded"), [(Severity.INFO, True), (Severity.WARNING, True), (Severity.ERROR, False)]
)
def test_many_findings_of_one_rule_fold_unless_they_are_errors(severity: Severity, folded: bool) -> None:
    text = plain(run([many(sample.checked(), severity, 20)], View(80)))
    assert ("共20处" in text) is folded
    assert text.count("中文里用了半角标点") == (1 if folded else 20)
