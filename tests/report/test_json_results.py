from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.engine.result import Result
from checker.report.json_results import render_json
from tests.report import sample

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "results.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(value)
    return value


def test_snapshot(snapshot: Any) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "snapshots"
    snapshot.assert_match(render_json([sample.checked(), sample.failed()], sample.CHECKLIST), "results.json")


def test_valid_by_the_published_schema(schema: dict[str, Any]) -> None:
    results: list[Result] = [sample.checked(), sample.clean(), sample.failed()]
    Draft202012Validator(schema).validate(json.loads(render_json(results, sample.CHECKLIST)))


def test_the_schema_names_every_key(schema: dict[str, Any]) -> None:
    """A key that is added to the output is added to the schema too, and the other way round."""
    report = json.loads(render_json([sample.checked()], sample.CHECKLIST))["reports"][0]
    definitions = schema["$defs"]

    def keys(name: str) -> set[str]:
        return set(definitions[name]["properties"])

    assert set(report) == keys("report")
    assert set(report["profile"]) == keys("profile")
    assert set(report["score"]) == keys("score")
    assert set(report["outcomes"][0]) == keys("outcome")
    assert all(set(finding) == keys("finding") for finding in report["findings"])
    spans = [finding["span"] for finding in report["findings"] if finding["span"]]
    assert all(set(span) == keys("span") for span in spans)


def test_places_count_lines_and_columns_from_one() -> None:
    report = json.loads(render_json([sample.checked()], sample.CHECKLIST))["reports"][0]
    rate = next(f for f in report["findings"] if f["rule"] == "numbers/rate-mismatch")
    span = rate["span"]
    line = sample.TEXT.split("\n")[span["line"] - 1]
    assert line[span["column"] - 1 :].startswith("12.9%")
    assert sample.TEXT[span["start"] : span["end"]] == rate["quote"] == "12.9%"


def test_each_outcome_says_how_precise_its_rule_has_been() -> None:
    report = json.loads(render_json([sample.checked()], sample.CHECKLIST))["reports"][0]
    precision = {outcome["rule"]: outcome["precision"] for outcome in report["outcomes"]}
    assert precision["numbers/rate-mismatch"] == 0.985
    assert precision["years/plan-year"] is None  # not measured


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    checked = replace(sample.clean(), title="报告\udc80")
    text = render_json([checked], sample.CHECKLIST)
    text.encode("utf-8")
    assert json.loads(text)["reports"][0]["title"] == "报告\udc80"


def test_ends_in_one_line_break_and_has_no_mark_in_front() -> None:
    text = render_json([], sample.CHECKLIST)
    assert text.endswith("}\n") and text.startswith("{")
    assert json.loads(text)["reports"] == []
