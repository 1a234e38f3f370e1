"""docs/configuration.md: its commands executed, its table complete; the starter an editor accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator

from checker.review.configuration import Configuration, FileEntry
from checker.review.configuration_schema import configuration_schema
from tests.docs.walkthrough import blocks_of, refreshed, stable

DOCUMENT = Path(__file__).parents[2] / "docs" / "configuration.md"
SCHEMA = Draft7Validator(configuration_schema())


def test_its_commands_print_what_it_says() -> None:
    assert stable(DOCUMENT.read_text(encoding="utf-8")) == stable(refreshed(DOCUMENT)), (
        "请运行 python -m tests.docs.walkthrough docs/configuration.md，看过差别再提交"
    )


def test_every_key_is_told() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert sorted(rows) == sorted(Configuration.model_fields)
    told = next(line for line in text.splitlines() if line.startswith("| `files` |"))
    assert all(f"`{key}`" in told for key in FileEntry.model_fields)


def test_every_file_is_as_an_editor_wants_it() -> None:
    blocks = [block for block in blocks_of(DOCUMENT.read_text(encoding="utf-8")) if block.kind == "yaml"]
    assert len(blocks) == 2
    for block in blocks:
        data: Any = json.loads(json.dumps(yaml.safe_load(block.body), default=str))
        assert bool(list(SCHEMA.iter_errors(data))) is block.wrong
