"""check --annotate and --suggest-edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.commented import comments_of_docx, part


def test_copies_beside_the_usual_output(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("check", "--select", "numbers/*", "--annotate", "批注", "--format", "json", "对.txt", "错.txt", "空.txt")
        == 3
    )
    captured = capsys.readouterr()
    assert captured.out.startswith("{")
    assert [line.partition("：")[0] for line in captured.err.splitlines()] == ["对.txt", "错.txt", "空.txt"]
    assert sorted(file.name for file in (folder / "批注").iterdir()) == ["对.核查.docx", "错.核查.docx"]
    comments = comments_of_docx((folder / "批注" / "错.核查.docx").read_bytes())
    (wrong,) = [comment for comment in comments if "规则：numbers/accepted-within-received" in comment.text]
    assert wrong.text.startswith("【错误】") and "100件" in wrong.covered


def test_the_exit_code_is_that_of_the_findings(run: Run, folder: Path) -> None:
    assert run("check", "--select", "numbers/*", "--annotate", "批注", "对.txt") == 0
    assert run("check", "--select", "numbers/*", "--annotate", "批注", "错.txt") == 1


def test_certain_corrections_as_tracked_changes(run: Run, folder: Path) -> None:
    (folder / "号.txt").write_text("印发通知（青政发〔2024〕第9号）。\n", encoding="utf-8")
    run("check", "--select", "format/document-number", "--annotate", "批注", "--suggest-edits", "号.txt")
    text = part((folder / "批注" / "号.核查.docx").read_bytes(), "word/document.xml").decode()
    assert "<w:delText" in text


@pytest.mark.parametrize("arguments", [["--suggest-edits", "对.txt"], ["--annotate", "对.txt", "错.txt"]])
def test_misuse(run: Run, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *arguments) == 2
    assert capsys.readouterr().err.startswith("checker：")
