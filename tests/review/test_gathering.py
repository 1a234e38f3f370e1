from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.review.gathering import gather


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "报告10.txt",
        "报告2.txt",
        "甲/乙/区.docx",
        "甲/~$区.docx",
        "甲/.隐藏.txt",
        "甲/表.xlsx",
        "甲/README.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*given: str) -> list[str]:
    return [source.path for source in gather(given)]


def test_folders_are_searched_in_the_order_of_names(folder: Path) -> None:
    assert paths(".") == ["报告2.txt", "报告10.txt", "甲/乙/区.docx"]
    assert paths("甲") == ["甲/乙/区.docx"]


def test_globs_for_shells_that_do_not_expand_them(folder: Path) -> None:
    assert paths("报告*.txt") == ["报告2.txt", "报告10.txt"]
    assert paths("**/*.docx") == ["甲/乙/区.docx"]


def test_a_file_with_a_bracket_in_its_name_is_no_glob(folder: Path) -> None:
    (folder / "[2024]报告.txt").write_bytes(b"x")
    assert paths("[2024]报告.txt") == ["[2024]报告.txt"]


def test_the_order_of_the_command_line_is_kept(folder: Path) -> None:
    assert paths("甲", "报告10.txt", "报告2.txt", "报告10.txt") == ["甲/乙/区.docx", "报告10.txt", "报告2.txt"]


def test_a_file_named_by_itself_is_taken_whatever_it_is_called(folder: Path) -> None:
    assert paths("甲/表.xlsx") == ["甲/表.xlsx"]


@pytest.mark.parametrize("given", ["没有.txt", "*.pdf", "空", "\0", "长" * 5000])
def test_what_matches_nothing_is_named(folder: Path, given: str) -> None:
    (folder / "空").mkdir()
    with pytest.raises(UsageError):
        gather(["报告2.txt", given])


def test_archives(folder: Path) -> None:
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        archive.writestr("区县/云溪县.txt", "报告")
        archive.writestr("../外面.txt", "报告")
        archive.writestr("说明.xlsx", "x")
        archive.writestr("__MACOSX/云溪县.txt", "x")
    sources = gather(["报送.zip"])
    assert sorted(source.path for source in sources) == ["报送.zip/区县/云溪县.txt", "报送.zip/外面.txt"]
    assert all(source.data == "报告".encode() for source in sources)


def test_a_damaged_archive_is_a_report_that_cannot_be_read(folder: Path) -> None:
    (folder / "坏.zip").write_bytes(b"PK\x03\x04damaged")
    [source] = gather(["坏.zip"])
    assert source.trouble


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "管道.txt")
    [source] = gather(["管道.txt"])
    assert source.trouble


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "甲" / "回").symlink_to(folder)
    assert paths("甲") == ["甲/乙/区.docx"]


def test_standard_input_has_a_name() -> None:
    [source] = gather(["-"], standard_input=b"x", standard_input_name="某区.docx")
    assert (source.path, source.data) == ("某区.docx", b"x")
