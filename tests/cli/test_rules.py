from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LOCAL = """\
rules:
  - id: local/no-hundred
    title: 受理数不大于收到数
    kind: relation
    severity: warning
    weight: 1
    assert: reconsideration.accepted <= reconsideration.received
    basis: {source: 本区工作指引, clause: 第二条, verified: true}
    message: 受理{left}，多于收到{right}
    fix: 核对台账。
    examples:
      pass: [全年收到行政复议申请100件，其中受理97件。]
      fail: [%s]
"""


@pytest.fixture
def local(folder: Path) -> Path:
    (folder / "本区").mkdir()
    text = LOCAL % "全年收到行政复议申请97件，其中受理100件。"
    (folder / "本区" / "规则.yaml").write_text(text, encoding="utf-8")
    return folder / "本区"


def test_list(run: Run, capsys: pytest.CaptureFixture[str], local: Path) -> None:
    assert run("rules", "list", "--rules", "本区", "--family", "local") == 0
    text = capsys.readouterr().out
    assert "local/no-hundred" in text and "共1条规则" in text
    assert run("rules", "list", "--format", "json", "--select", "numbers/*") == 0
    value = json.loads(capsys.readouterr().out)
    assert {rule["id"].split("/")[0] for rule in value["rules"]} == {"numbers"}
    assert run("rules", "list", "--kind", "没有") == 2


def test_show(run: Run, capsys: pytest.CaptureFixture[str], local: Path) -> None:
    assert run("rules", "show", "--rules", "本区", "local/no-hundred") == 0
    text = capsys.readouterr().out
    assert "本区工作指引" in text and "受理100件，多于收到97件" in text


def test_test(run: Run, capsys: pytest.CaptureFixture[str], local: Path) -> None:
    assert run("rules", "test", "--rules", "本区", "--select", "local/*") == 0
    assert "2个例子，2个合乎预期" in capsys.readouterr().out
    (local / "规则.yaml").write_text(LOCAL % "全年收到行政复议申请97件，其中受理96件。", encoding="utf-8")
    from checker.review.running import rulebook_for

    rulebook_for.cache_clear()
    assert run("rules", "test", "--rules", "本区", "--select", "local/*") == 1
    assert "应为" in capsys.readouterr().out


def test_a_wrong_file_is_named_with_line_and_column(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "check", "坏规则") == 2
    assert "规则.yaml:6:5" in capsys.readouterr().err


def test_docs(run: Run, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run("rules", "docs", "说明") == 0
    page = (folder / "说明" / "numbers" / "accepted-within-received.md").read_text(encoding="utf-8")
    assert "# 受理数不大于收到数" in page and "多于收到" in page
    index = (folder / "说明" / "README.md").read_text(encoding="utf-8")
    assert "(numbers/accepted-within-received.md)" in index
    assert run("rules", "docs", "--check", "说明") == 0
    (folder / "说明" / "README.md").write_text("旧", encoding="utf-8")
    assert run("rules", "docs", "--check", "说明") == 1
    assert "README.md" in capsys.readouterr().err
