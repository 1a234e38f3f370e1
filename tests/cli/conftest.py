from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli.main import main

Run = Callable[..., int]

WRONG = """\
rules:
  - id: local/x
    title: 受理数不大于收到数
    kind: relation
    severity: warning
    wieght: 1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of docs/exit-codes.md, as the current one."""
    (tmp_path / "对.txt").write_text("全年收到行政复议申请100件，其中受理97件。\n", encoding="utf-8")
    (tmp_path / "错.txt").write_text("全年收到行政复议申请97件，其中受理100件。\n", encoding="utf-8")
    (tmp_path / "疑.txt").write_text("全年受理行政复议申请97件，审结105件。\n", encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "空夹").mkdir()
    (tmp_path / "空夹" / "说明.xyz").write_text("不是报告", encoding="utf-8")
    (tmp_path / "坏规则").mkdir()
    (tmp_path / "坏规则" / "规则.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "严.yaml").write_text("fail_on: warning\n", encoding="utf-8")
    (tmp_path / "坏.yaml").write_text("fail-on: warning\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "CHECKER_DEBUG", "CHECKER_CONFIG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run one command line in that folder; its exit code."""

    def command(*arguments: str) -> int:
        return main(arguments)

    return command
