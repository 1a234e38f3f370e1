"""A checklist of one rule on top of the shipped vocabulary: quick to load, and independent of the shipped rules."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.engine.rulebook.loading import shipped_folder
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook

RULE = """\
rules:
  - id: structure/request
    title: 夹带请示
    kind: phrase
    patterns: [妥否, 恳请]
    severity: error
    weight: 4
    basis: {source: 党政机关公文处理工作条例, clause: 第十五条}
    message: 报告里有“{phrase}”。
    fix: 删去“{phrase}”。
    examples:
      pass: [特此报告。]
      fail: [以上报告妥否。]
"""

Write = Callable[[str, str], Path]
Load = Callable[..., Rulebook]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as shipped, with the one rule above in checklist/rules.yaml."""
    shipped = tmp_path / "shipped"
    for name in ("vocabulary", "indicators"):
        shutil.copytree(shipped_folder() / name, shipped / name)
    (shipped / "checklist").mkdir()
    (shipped / "checklist" / "rules.yaml").write_text(RULE, encoding="utf-8")
    return shipped


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file of the checklist, by name and content."""

    def write(name: str, content: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(folder: Path) -> Load:
    """Load the folder, uncached unless asked otherwise."""

    def load(*extra: Path, cache: bool = False) -> Rulebook:
        return load_rulebook(extra, cache=cache, shipped=folder)

    return load
