from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


def test_every_number_is_in_the_ledger(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "--format", "json", "错.txt") == 0
    value = json.loads(capsys.readouterr().out)
    assert [row["quote"] for row in value["ledger"]] == ["97件", "100件"]
    assert [row["verdict"] for row in value["ledger"]] == ["fail", "fail"]
    uses = value["ledger"][0]["uses"]
    assert {"rule": "numbers/accepted-within-received", "verdict": "fail"} in uses
    assert [row["indicator"] for row in value["indicators"]]


def test_on_the_terminal(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "对.txt") == 0
    text = capsys.readouterr().out
    for heading in ("报告年度", "层次", "指标", "数字台账"):
        assert heading in text


def test_only_one_report(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "*.txt") == 2
    assert "一份" in capsys.readouterr().err
