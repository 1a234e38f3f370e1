"""The committed sample files say what their sources say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.document.model import BlockKind
from checker.document.reading import read_file
from tests.e2e.conftest import SEEDS
from tests.make_seeds import FILES, render
from tests.seeds_writer.source import plain_lines, read_source

TOWN = "shiqiao-2025"  # towns write less


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_same_text_as_the_source(name: str, file: str) -> None:
    document = read_file(SEEDS / file)
    read = "".join(
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if block.kind is not BlockKind.FURNITURE
    )
    assert _squeezed(read) == _squeezed("".join(plain_lines(read_source(name))))


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.endswith((".txt", ".html"))])
def test_text_files_are_as_the_writer_leaves_them(name: str) -> None:
    assert (SEEDS / FILES[name]).read_bytes() == render(name)


@pytest.mark.parametrize("name", FILES)
def test_of_realistic_length(name: str) -> None:
    length = len(_squeezed("".join(plain_lines(read_source(name)))))
    assert (2500 if name == TOWN else 3900) <= length <= 7000


def test_small_enough_to_keep() -> None:
    assert all(file.stat().st_size < 200_000 for file in SEEDS.iterdir())


def test_nothing_else_lies_in_the_folder() -> None:
    golds = {f"{name}.gold.json" for name in FILES}
    assert {path.name for path in SEEDS.iterdir()} == set(FILES.values()) | golds | {"README.md", ".gitattributes"}


def test_encodings_of_the_trade() -> None:
    assert Path(SEEDS / "market-2020.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / "qingshi-2019.txt").read_text(encoding="utf-8")
