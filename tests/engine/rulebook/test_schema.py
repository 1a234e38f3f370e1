from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from checker.engine.checks import KINDS
from checker.engine.rulebook.loading import shipped_folder
from checker.engine.rulebook.schema import rule_schema, rule_schema_text

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "rules.json"
SCHEMA = Draft7Validator(rule_schema())
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = sorted(shipped_folder().rglob("*.yaml"))


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(rule_schema())


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == rule_schema_text(), "请运行 checker rules schema 更新"


def test_every_kind_is_in_it() -> None:
    definitions = rule_schema()["definitions"]
    assert all(f"kind.{kind}" in definitions for kind in KINDS)


def errors(data: Any) -> list[str]:
    # Dates and other guesses of plain YAML are text to us.
    return [error.message for error in SCHEMA.iter_errors(json.loads(json.dumps(data, default=str)))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(shipped_folder()).as_posix())
def test_shipped_files_satisfy_it(path: Path) -> None:
    assert errors(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "fatal"},
        {"weight": -1},
        {"kind": "nothing"},
        {"patern": ["x"]},
        {"id": "X"},
        {"examples": {"a": []}},
    ],
)
def test_it_marks_what_the_loader_refuses(change: dict[str, Any]) -> None:
    rule: dict[str, Any] = {
        "id": "a/b",
        "title": "题",
        "kind": "phrase",
        "patterns": ["妥否"],
        "severity": "info",
        "weight": 1,
        "basis": {"source": "某法"},
        "message": "话",
        "fix": "改",
        "applies": {"years": "2019.."},
        "examples": {"pass": "甲", "fail": ["乙", {"text": "丙", "expect": "丁"}]},
    }
    assert errors({"rules": [rule]}) == []
    assert errors({"rules": [rule | change]}) != []
