"""One sample in every format; ``python -m tests.identity`` takes all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.engine.rulebook.rulebook import load_rulebook
from tests.identity.__main__ import DOCS
from tests.identity.comparing import ABOUT_FORMAT, Difference, compare
from tests.identity.renderings import CONVERTED, OWN, TEXT, converted, for_office, rendered
from tests.office import OFFICE
from tests.seeds_writer.source import SOURCES, read_source


def told(found: dict[str, Difference]) -> dict[str, Difference]:
    return {format: difference for format, difference in found.items() if not difference.clean}


# One with a table and paragraphs that Word numbers, one that is all half-width, one without a head.
@pytest.mark.parametrize("name", ["yunxi-2021", "chenghu-2023", "qingshi-2019"])
def test_what_this_project_writes(name: str) -> None:
    found = compare(rendered(read_source(name), OWN), load_rulebook())
    assert told(found) == {}
    assert found[TEXT].same >= 5


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes(tmp_path: Path) -> None:
    pieces = read_source("yunxi-2021")
    files = converted({"it": for_office(pieces)}, ("doc", "pdf"), tmp_path / "profile")["it"]
    found = compare(rendered(pieces, [TEXT]) | files, load_rulebook())
    assert set(found) == {TEXT, "doc", "pdf"}
    assert told(found) == {}


def test_the_table_of_the_docs_is_whole() -> None:
    text = DOCS.read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| ") for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)}
    assert {path.stem for path in SOURCES.glob("*.txt")} <= rows
    head = next(line for line in text.splitlines() if line.startswith("| 报告 |"))
    assert [cell.strip() for cell in head.strip("|").split("|")][1:] == [f for f in (*OWN, *CONVERTED) if f != TEXT]
    assert all(f"`{rule}`" in text for rule in ABOUT_FORMAT)
