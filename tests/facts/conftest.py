"""The shipped vocabulary and catalogue, loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.document.readers.plain import from_text
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.facts.model import Facts
from checker.outline.build import build_outline

Read = Callable[[str], Facts]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def read(rulebook: Rulebook) -> Read:
    """The facts of a text."""

    def facts(text: str) -> Facts:
        document = from_text(text)
        return rulebook.fact_reader.read(document, build_outline(document, rulebook.outline_vocabulary))

    return facts
