"""The guide for people who write no programs, executed: each file written, each command run, each output compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from checker.engine.rulebook.schema import rule_schema
from checker.review.configuration_schema import configuration_schema
from tests.docs.walkthrough import blocks_of, refreshed, stable

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "write-a-rule.md"
EXAMPLES = sorted((DOCS / "examples").glob("*/README.md"))
EXECUTED = [GUIDE, *EXAMPLES]
SCHEMA = Draft7Validator(rule_schema())


def mistakes(text: str) -> list[str]:
    data: Any = yaml.safe_load(text)
    # Dates and other guesses of plain YAML are text to us.
    return [error.message for error in SCHEMA.iter_errors(json.loads(json.dumps(data, default=str)))]


def name_of(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


@pytest.mark.parametrize("document", EXECUTED, ids=name_of)
def test_every_command_prints_what_the_document_says(document: Path) -> None:
    name = document.relative_to(DOCS.parent).as_posix()
    assert stable(document.read_text(encoding="utf-8")) == stable(refreshed(document)), (
        f"请运行 python -m tests.docs.walkthrough {name}，看过差别再提交"
    )


def test_every_rule_file_of_the_guide_is_as_an_editor_wants_it() -> None:
    blocks = [block for block in blocks_of(GUIDE.read_text(encoding="utf-8")) if block.kind == "yaml"]
    assert len(blocks) > 8
    for block in blocks:
        assert block.file, block.body
        assert bool(mistakes(block.body)) is block.wrong, (block.file, mistakes(block.body))
        assert block.body.startswith("# yaml-language-server: $schema=rules.json\n")


@pytest.mark.parametrize("path", sorted((DOCS / "examples").rglob("checker.yaml")), ids=name_of)
def test_every_example_of_a_configuration_is_as_an_editor_wants_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert modeline is not None
    assert (path.parent / modeline[1]).resolve() == DOCS / "schema" / "config.json"
    assert not list(Draft7Validator(configuration_schema()).iter_errors(yaml.safe_load(text)))


RULE_FILES = sorted(path for path in (DOCS / "examples").rglob("*.yaml") if path.name != "checker.yaml")


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_every_example_file_finds_its_schema_and_satisfies_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert modeline is not None
    assert (path.parent / modeline[1]).resolve() == DOCS / "schema" / "rules.json"
    assert mistakes(text) == []


def test_the_example_of_a_province_is_told_whole() -> None:
    readme = DOCS / "examples" / "province-guide" / "README.md"
    text = readme.read_text(encoding="utf-8")
    for path in readme.parent.glob("*.yaml"):
        assert f"({path.name})" in text
    for words in (
        "province/title",
        "province/model-area-deadline",
        "province/required-indicators",
        "亮码入企",
        "错误 2",
    ):
        assert words in text


@pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")) + EXAMPLES, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]+)?\)", text):
        linked = (document.parent / target).resolve() if target else document
        if "docs/rules" in linked.as_posix():
            continue  # generated, and kept current by a test of its own
        assert linked.exists(), target
        if anchor and linked.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-").lower() for heading in headings}
            assert anchor[1:] in slugs, (target, anchor)
