"""The rules in force, loaded once."""

from __future__ import annotations

import pytest

from checker.engine.rulebook.rulebook import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
