"""Three people at work: a supervisor with a folder, a clerk with one file, a repository with a gate."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.cli.main import main
from tests.e2e.conftest import ROOT, SEEDS, TODAY, Check
from tests.e2e.gold import gold_files, loud, told
from tests.make_seeds import FILES
from tests.seeds_writer.source import Part, Piece, read_source
from tests.seeds_writer.word import write_official

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


# The supervisor


def test_supervisor_gets_all_reports_ranked(capsys: Captured) -> None:
    assert main(["check", str(SEEDS), "--today", TODAY]) == 1
    captured = capsys.readouterr()
    assert "共7份报告" in captured.out
    table = captured.out.rpartition("名次")[2]
    rows = re.findall(r"^ *(\d+) +([\d.]+) .*?(\S+\.\w+)$", table, re.MULTILINE)
    assert {Path(path).name for _, _, path in rows} == set(FILES.values())
    assert [rank for rank, _, _ in rows] == [str(n) for n in range(1, 8)]
    scores = [float(score) for _, score, _ in rows]
    assert scores == sorted(scores, reverse=True)
    assert "\x1b" not in captured.out


def test_supervisor_sees_a_line_for_each_report(capsys: Captured) -> None:
    assert main(["check", str(SEEDS), "--today", TODAY, "--quiet"]) == 1
    out = capsys.readouterr().out
    assert all(any(file in line and "错误" in line for line in out.splitlines()) for file in FILES.values())


def test_one_bad_file_does_not_stop_the_folder(tmp_path: Path, capsys: Captured) -> None:
    for file in ("market-2020.txt", "yunxi-2021.docx"):
        (tmp_path / file).write_bytes((SEEDS / file).read_bytes())
    (tmp_path / "broken.docx").write_bytes((SEEDS / "shiqiao-2025.docx").read_bytes()[:9000])
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["check", str(tmp_path), "--today", TODAY, "--exit-zero"]) == 3
    out = capsys.readouterr().out
    assert "market-2020.txt" in out
    assert "broken.docx" in out
    assert "Traceback" not in out


# The clerk


def test_clerk_is_shown_words_arithmetic_and_remedy(capsys: Captured) -> None:
    assert main(["check", str(SEEDS / "yunxi-2021.docx"), "--today", TODAY]) == 1
    out = capsys.readouterr().out
    for expected in ("合格率97.6%", "398 ÷ 412 = 96.6%", "改法", "依据", "检查清单", "得分"):
        assert expected in out
    assert max(map(_width, out.splitlines())) <= 100


def test_clerk_sees_what_was_recognised(capsys: Captured) -> None:
    assert main(["explain", str(SEEDS / "yunxi-2021.docx")]) == 0
    out = capsys.readouterr().out
    for expected in ("云溪县", "2021", "第一责任人", "纠错率"):
        assert expected in out


MENDED = {  # what the clerk does with the findings
    "〔2021〕第14号": "〔2021〕14号",
    "合格率97.6%": "合格率96.6%",
    "队伍,下沉": "队伍，下沉",
    "（六）多元化解": "（五）多元化解",
    "（七）依法办案": "（六）依法办案",
    "（八）普法先行": "（七）普法先行",
    "调解委员会9个，共有": "调解委员会8个，共有",
    "每周播放普法音频": "每周播放普法音频3次。",
    "遵法学法": "尊法学法",
    "任务台帐": "任务台账",
}


def test_clerk_puts_right_what_was_found_and_is_done(check: Check, tmp_path: Path) -> None:
    pieces = []
    for piece in read_source("yunxi-2021"):
        text = piece.text
        for wrong, right in MENDED.items():
            text = text.replace(wrong, right)
        pieces.append(Piece(Part(piece.part), text, piece.rows))
    path = tmp_path / "yunxi-2021.docx"
    path.write_bytes(write_official(pieces))
    (report,) = check(path)
    assert not [told(finding) for finding in report["findings"] if loud(finding)]
    (before,) = check(SEEDS / "yunxi-2021.docx")
    assert report["score"]["value"] > before["score"]["value"]


def _width(line: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in line)


# The gate


def _gate(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("checker")), "check", "--today", TODAY, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)


def test_gate_reads_nothing_but_json_and_always_the_same() -> None:
    first, second = (_gate("--format", "json", "seeds") for _ in range(2))
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout
    results = json.loads(first.stdout)
    schema = json.loads((ROOT / "docs" / "schema" / "results.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(results)
    assert [report["path"] for report in results["reports"]] == [f"seeds/{file}" for file in sorted(FILES.values())]


def test_gate_decides_by_severity_and_selection() -> None:
    """The department's report misses no section, but its words are not all in order."""
    report = str(SEEDS / "market-2020.txt")
    options = ["check", "--today", TODAY, "--quiet", "--select", "structure/*,format/*"]
    assert main([*options, report]) == 0
    assert main([*options, "--fail-on", "warning", report]) == 1
    assert main([*options, "--fail-on", "warning", "--exit-zero", report]) == 0
    assert main(["check", "--select", "没有/这条", report]) == 2


def test_gold_files_are_no_reports(capsys: Captured) -> None:
    assert main(["check", "--list-files", str(SEEDS)]) == 0
    out = capsys.readouterr().out
    assert not any(path.name in out for path in gold_files())
    assert "README" not in out
