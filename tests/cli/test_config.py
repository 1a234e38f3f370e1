from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

CONFIG = """\
select: numbers/*
fail_on: warning
today: 2025-02-20
files:
  - match: 镇街
    body: town
    severities: {'numbers/*': info}
"""


@pytest.fixture
def configured(folder: Path) -> Path:
    """The folder with a configuration and a report of a town."""
    (folder / "checker.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "镇街").mkdir()
    (folder / "镇街" / "镇.txt").write_text((folder / "错.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def report_of(text: str) -> dict[str, Any]:
    (report,) = json.loads(text)["reports"]
    assert isinstance(report, dict)
    return report


def test_the_configuration_beside_the_reports_is_used_and_named(
    run: Run, capsys: pytest.CaptureFixture[str], configured: Path
) -> None:
    assert run("check", "疑.txt") == 1, "a warning counts"
    assert " 配置  checker.yaml\n" in capsys.readouterr().out
    assert run("check", "--fail-on", "error", "疑.txt") == 0
    capsys.readouterr()
    assert run("check", "--no-config", "--select", "numbers/*", "疑.txt") == 0
    assert "配置" not in capsys.readouterr().out


def test_what_holds_for_some_reports(run: Run, capsys: pytest.CaptureFixture[str], configured: Path) -> None:
    assert run("check", "-f", "json", "镇街/镇.txt") == 0
    value = json.loads(text := capsys.readouterr().out)
    report = report_of(text)
    assert value["tool"]["configuration"] == "checker.yaml"
    assert report["profile"]["body"] == "town"
    assert report["profile"]["given"] == {"body": "checker.yaml:6"}
    assert report["profile"]["reasons"]["body"] == "由 checker.yaml:6 指定"
    assert {finding["severity"] for finding in report["findings"]} == {"info"}
    assert run("check", "-f", "json", "--body", "park", "--severity", "numbers/*=error", "镇街/镇.txt") == 1
    report = report_of(capsys.readouterr().out)
    assert report["profile"]["given"] == {"body": "--body"}
    assert {finding["severity"] for finding in report["findings"]} == {"error"}


@pytest.mark.parametrize("format_name", ["console", "markdown", "html"])
def test_who_said_so_is_told_in_every_output(
    run: Run, capsys: pytest.CaptureFixture[str], configured: Path, format_name: str
) -> None:
    run("check", "-f", format_name, "镇街/镇.txt", "--year", "2024")
    text = capsys.readouterr().out.replace("\n       ", "").replace("\\", "")
    assert "由 checker.yaml:6 指定" in text
    assert "由 --year 指定" in text
    assert text.count("checker.yaml") > 1, "the configuration itself is named too"


def test_among_several_reports_too(run: Run, capsys: pytest.CaptureFixture[str], configured: Path) -> None:
    run("check", "对.txt", "镇街")
    assert "识别  性质：由 checker.yaml:6 指定" in capsys.readouterr().out


def test_in_several_processes(run: Run, capsys: pytest.CaptureFixture[str], configured: Path) -> None:
    assert run("check", "--jobs", "2", "-f", "json", "镇街", "对.txt") == 0
    bodies = [report["profile"]["body"] for report in json.loads(capsys.readouterr().out)["reports"]]
    assert bodies == ["town", "unknown"]


def test_outputs_by_default(run: Run, capsys: pytest.CaptureFixture[str], configured: Path) -> None:
    more = "format: [console, 'json:出/结果.json']\nannotate: 批注\n"
    (configured / "checker.yaml").write_text(CONFIG + more, encoding="utf-8")
    assert run("check", "错.txt") == 1
    assert "多于收到" in capsys.readouterr().out
    assert json.loads((configured / "出" / "结果.json").read_text(encoding="utf-8"))["reports"]
    assert list((configured / "批注").iterdir())
    assert run("check", "--format", "markdown", "错.txt") == 1, "the command line takes their place"
    assert capsys.readouterr().out.startswith("## ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("format: 表格", "checker.yaml:1:9：format 只能是"),
        ("format: ['json:../外面.json']", "不在本文件所在的文件夹里"),
        ("format: [json, markdown]", "不能都写到屏幕上"),
    ],
)
def test_outputs_that_cannot_be(
    run: Run, capsys: pytest.CaptureFixture[str], folder: Path, line: str, words: str
) -> None:
    (folder / "checker.yaml").write_text(line + "\n", encoding="utf-8")
    for command in (("check", "对.txt"), ("config", "check"), ("config", "show")):
        assert run(*command) == 2
        captured = capsys.readouterr()
        assert words in captured.err and not captured.out


def test_rule_folders_of_the_configuration(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "checker.yaml").write_text("rules: 坏规则\n", encoding="utf-8")
    assert run("check", "对.txt") == 2
    assert "坏规则/规则.yaml:6:5" in capsys.readouterr().err
    assert run("check", "--rules", "空夹", "对.txt") == 2
    assert "空夹" in capsys.readouterr().err, "the option takes its place"
    assert run("rules", "list") == 2, "and the other commands know of it"
    assert "坏规则" in capsys.readouterr().err
    assert run("rules", "list", "--no-config") == 0


def test_named_configurations(
    run: Run, capsys: pytest.CaptureFixture[str], configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (configured / "另一份.yaml").write_text("select: numbers/*\n", encoding="utf-8")
    assert run("check", "--config", "另一份.yaml", "疑.txt") == 0
    monkeypatch.setenv("CHECKER_CONFIG", "另一份.yaml")
    assert run("check", "疑.txt") == 0
    assert " 配置  另一份.yaml\n" in capsys.readouterr().out
    monkeypatch.setenv("CHECKER_CONFIG", "没有.yaml")
    assert run("check", "疑.txt") == 2
    assert "CHECKER_CONFIG" in capsys.readouterr().err


def test_show(run: Run, capsys: pytest.CaptureFixture[str], configured: Path) -> None:
    assert run("config") == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["fail_on", "warning", "checker.yaml:2"] in lines
    assert ["time_limit", "60秒", "默认"] in lines
    assert run("config", "show", "--format", "json", "镇街/镇.txt") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["file"] == "checker.yaml"
    settings = {row["key"]: (row["value"], row["origin"]) for row in shown["settings"]}
    assert settings["select"] == ("numbers/*", "checker.yaml:1")
    about = {row["key"]: (row["value"], row["origin"]) for row in shown["about"]}
    assert about["body"] == ("town（乡镇街道）", "由 checker.yaml:6 指定")
    assert about["level"][1], "what was recognised has its reason"
    assert about["files"][1] == "checker.yaml:5"


def test_show_without_a_configuration(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config", "show") == 0
    assert "没有用配置文件" in capsys.readouterr().out


def test_init_writes_a_file_that_is_right_and_never_over_another(
    run: Run, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert run("config", "init") == 0
    text = (folder / "checker.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=checker.schema.json\n")
    assert json.loads((folder / "checker.schema.json").read_text(encoding="utf-8"))["properties"]
    assert run("config", "check") == 0
    assert "✓ checker.yaml，没有错误" in capsys.readouterr().out
    assert run("config", "init") == 2
    assert (folder / "checker.yaml").read_text(encoding="utf-8") == text
    assert run("config", "init", "--no-schema", "新") == 0
    assert [path.name for path in (folder / "新").iterdir()] == ["checker.yaml"]


def test_check_without_a_file(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config", "check") == 2
    assert "config init" in capsys.readouterr().err
    assert run("config", "schema") == 0
    assert json.loads(capsys.readouterr().out)["title"].endswith("checker.yaml")


def test_options_about_a_report(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--body", "town", "--level", "town", "--form", "official", "--era", "2019-2023", "--year", "2018")
    assert run("check", "--select", "numbers/*", "-f", "json", *options, "对.txt") == 0
    profile = report_of(capsys.readouterr().out)["profile"]
    assert [profile[key] for key in ("body", "level", "form", "era")] == ["town", "town", "official", "2019-2023"]
    assert profile["given"] == {key: f"--{key}" for key in ("body", "level", "form", "year", "era")}
    assert run("explain", *options, "对.txt") == 0
    assert "由 --era 指定" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--era", "from-2042"), "是不是想写 `from-2024`"),
        (("--severity", "numbers/unit"), "规则=等级"),
        (("--severity", "numbers/unit=大"), "只能是"),
        (("--severity", "nombers/unit=info"), "是不是想写 `numbers/unit`"),
        (("--body", "twon"), "是不是想写 `town`"),
        (("--config", "没有.yaml"), "找不到“没有.yaml”"),
        (("--config", "对.txt", "--no-config"), "只能用一个"),
    ],
)
def test_wrong_options(run: Run, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], words: str) -> None:
    assert run("check", *options, "对.txt") == 2
    assert words in capsys.readouterr().err
