from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.document.readers.plain import from_text
from checker.outline.build import build_outline
from checker.outline.model import Outline
from checker.outline.vocabulary import OutlineVocabulary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def outline_table() -> dict[str, Any]:
    """The table as it is shipped."""
    table: dict[str, Any] = yaml.safe_load((ROOT / "rules/vocabulary/outline.yaml").read_text(encoding="utf-8"))
    return table["outline"]  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def vocabulary() -> OutlineVocabulary:
    table = yaml.safe_load((ROOT / "rules/vocabulary/outline.yaml").read_text(encoding="utf-8"))
    return OutlineVocabulary.model_validate(table["outline"])


@pytest.fixture
def outline_of(vocabulary: OutlineVocabulary) -> Callable[[str], Outline]:
    """The outline of a text as if read from a txt file."""
    return lambda text: build_outline(from_text(text), vocabulary)
