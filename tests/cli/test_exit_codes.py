"""The table in docs/exit-codes.md, line by line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TABLE = Path(__file__).parents[2] / "docs" / "exit-codes.md"
LINES = re.findall(r"^\| `checker ?(.*)` \| (\d+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_table_is_found() -> None:
    assert len(LINES) > 30


@pytest.mark.parametrize(("command", "code"), LINES, ids=[command for command, _ in LINES])
def test_exit_code(run: Run, capsys: pytest.CaptureFixture[str], command: str, code: str) -> None:
    assert run(*shlex.split(command)) == int(code)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    if code == "2":
        assert captured.out == ""
        assert captured.err.startswith("checker：") or "规则" in captured.err
