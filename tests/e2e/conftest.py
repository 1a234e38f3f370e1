from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import main

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
TODAY = "2026-11-21"

Check = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Run ``checker check`` on these paths; the reports of its JSON output."""
    folder = tmp_path_factory.mktemp("results")

    def command(*arguments: str | Path) -> list[dict[str, Any]]:
        output = folder / "results.json"
        options = ["--format", "json", "--exit-zero", "--today", TODAY, "--jobs", "1", "--output", str(output)]
        code = main(["check", *options, *map(str, arguments)])
        assert code == 0, f"exit code {code}"
        reports: list[dict[str, Any]] = json.loads(output.read_text(encoding="utf-8"))["reports"]
        return reports

    return command
