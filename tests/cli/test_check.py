from __future__ import annotations

import inspect
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from checker.cli import checking
from checker.cli.check import check
from checker.cli.configuring import Said
from tests.cli.conftest import Run

NUMBERS = ("--select", "numbers/*", "--today", "2025-02-20")


def results(text: str) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads(text)["reports"]
    return reports


def test_findings_go_to_standard_output(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *NUMBERS, "错.txt") == 1
    captured = capsys.readouterr()
    assert "受理100件，多于收到97件" in captured.out
    assert captured.err == ""
    assert "\x1b" not in captured.out


def test_colour_on_request(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", *NUMBERS, "--color", "错.txt")
    assert "\x1b[" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "colour"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colour_by_environment(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, colour: bool
) -> None:
    monkeypatch.setenv(name, "1")
    run("check", *NUMBERS, "错.txt")
    assert ("\x1b[" in capsys.readouterr().out) is colour


def test_the_same_input_gives_the_same_bytes(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        run("check", *NUMBERS, "-f", "json", "错.txt", "疑.txt", "对.txt")
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert [report["path"] for report in results(outputs[0])] == ["错.txt", "疑.txt", "对.txt"]


def test_several_processes_give_the_same(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "批").mkdir()
    for number in range(12):
        (folder / "批" / f"报告{number}.txt").write_text(f"全年收到行政复议申请{number + 5}件，其中受理9件。")
    outputs = []
    for jobs in ("1", "3"):
        run("check", *NUMBERS, "-f", "json", "--jobs", jobs, "批", "空.txt")
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert [report["path"] for report in results(outputs[0])][1:3] == ["批/报告1.txt", "批/报告2.txt"]


def test_an_unreadable_report_does_not_stop_the_others(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *NUMBERS, "-f", "json", "空.txt", "错.txt") == 3
    failed, checked = results(capsys.readouterr().out)
    assert failed["status"] == "failed" and "空" in failed["error"]
    assert checked["status"] == "checked" and checked["counts"]["error"] >= 1


def test_standard_input(run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "全年收到行政复议申请97件，其中受理100件。".encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run("check", *NUMBERS, "-f", "json", "--stdin-filename", "某区.txt", "-") == 1
    [report] = results(capsys.readouterr().out)
    assert report["path"] == "某区.txt"


def test_outputs_to_files(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code = run("check", *NUMBERS, "错.txt", "-f", "json:出/结果.json", "-f", "markdown:出/结果.md", "-f", "console")
    assert code == 1
    assert "多于收到" in capsys.readouterr().out
    assert results((folder / "出" / "结果.json").read_text(encoding="utf-8"))[0]["path"] == "错.txt"
    assert "多于收到" in (folder / "出" / "结果.md").read_text(encoding="utf-8")
    assert not list((folder / "出").glob(".*"))


def test_output_option(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run("check", *NUMBERS, "错.txt", "-f", "json", "-o", "结果.json") == 1
    assert capsys.readouterr().out == ""
    assert results((folder / "结果.json").read_text(encoding="utf-8"))


def test_html_of_one_and_of_several(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run("check", *NUMBERS, "错.txt", "-f", "html:一份.html") == 1
    assert "<!doctype html>" in (folder / "一份.html").read_text(encoding="utf-8")
    assert run("check", *NUMBERS, "错.txt", "空.txt", "-f", "html:网页", "--jobs", "2") == 3
    assert (folder / "网页" / "index.html").exists()
    assert len(list((folder / "网页").glob("*.html"))) == 3
    assert run("check", *NUMBERS, "错.txt", "对.txt", "-f", "html") == 2
    assert "文件夹" in capsys.readouterr().err


def test_an_output_that_cannot_be_written(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *NUMBERS, "错.txt", "-f", "json:空夹") == 2
    assert "文件夹" in capsys.readouterr().err


def test_a_report_named_twice_is_checked_once(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run("check", *NUMBERS, "-f", "json", "错.txt", "./错.txt", str(folder / "错.txt"), "错*")
    assert len(results(capsys.readouterr().out)) == 1


def test_list_files(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--list-files", "*.txt") == 0
    assert capsys.readouterr().out.split() == ["对.txt", "疑.txt", "空.txt", "错.txt"]


def test_several_reports_end_in_a_ranking(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", *NUMBERS, "错.txt", "对.txt", "空.txt")
    text = capsys.readouterr().out
    tail = text[text.index("共3份报告") :]
    assert tail.index("对.txt") < tail.index("错.txt") < tail.index("空.txt")


def test_overrides_of_the_profile(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", *NUMBERS, "-f", "json", "--profile", "body=park,level=city", "--year", "2021", "错.txt")
    [report] = results(capsys.readouterr().out)
    assert (report["profile"]["body"], report["profile"]["level"], report["year"]) == ("park", "city", 2021)


def test_an_exception_in_a_report_is_that_reports_failure(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import checker.review.running

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr(checker.review.running, "check_document", broken)
    assert run("check", *NUMBERS, "对.txt", "--jobs", "1") == 3
    captured = capsys.readouterr()
    assert "程序内部出错" in captured.out and "Traceback" not in captured.out + captured.err


def test_an_exception_elsewhere_is_one_sentence(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr(checking, "_finish", broken)
    assert run("check", *NUMBERS, "对.txt") == 70
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "反馈" in error
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check", *NUMBERS, "对.txt")


def test_interruption(run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "_finish", interrupted)
    assert run("check", *NUMBERS, "对.txt") == 130
    assert capsys.readouterr().err == "checker：已中断\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupting_the_processes_leaves_no_traceback(folder: Path) -> None:
    (folder / "批").mkdir()
    text = "全年收到行政复议申请97件，其中受理100件。\n" * 3000
    for number in range(40):
        (folder / "批" / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "checker.cli.main", "check", "--jobs", "2", "批"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate(timeout=30)
    assert b"Traceback" not in error
    assert process.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_leaves(folder: Path) -> None:
    command = [sys.executable, "-m", "checker.cli.main", "check", "-f", "json", *NUMBERS, "错.txt"]
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, error = process.communicate(timeout=30)
    assert error == b""
    assert process.returncode == 141


def test_help_is_quick_and_chinese(folder: Path) -> None:
    """Nothing that only a run needs is imported for the help."""
    code = "import sys\nfrom checker.cli.main import main\nmain(['check', '-h'])\n"
    code += "print([m for m in ('rich', 'jinja2', 'lxml', 'yaml', 'jieba') if m in sys.modules])"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"
    assert "用法：checker check" in output and "Usage" not in output and "Show" not in output


def test_nothing_said_means_the_same_with_and_without_the_parser() -> None:
    command = inspect.signature(check).parameters
    for field in (*fields(checking.Wishes), *fields(Said)):
        if field.default is not MISSING and field.name not in ("said", "format"):
            assert command[field.name].default == field.default


def test_reports_alone_are_checked_without_the_parser(folder: Path) -> None:
    code = "import sys\nfrom checker.cli.main import main\nmain(['check', '对.txt'])\nsys.exit('typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
    parsed = [sys.executable, "-c", "from checker.cli.main import run; run()", "check", "对.txt", "--no-color"]
    assert done.returncode == 0
    assert done.stdout == subprocess.run(parsed, cwd=folder, capture_output=True, check=False).stdout
