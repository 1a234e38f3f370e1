"""Copies with remarks: their names, that nothing is written over, that one failure stays one."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from checker.document.readers.docx import read
from checker.document.readers.plain import from_text
from checker.engine.result import Checked, Failed
from checker.errors import ReadError, UsageError
from checker.report.annotation.annotate import annotate
from checker.report.annotation.textual import docx_of
from checker.review import annotating
from checker.review.annotating import Annotator
from checker.review.gathering import Source, gather
from checker.review.running import Settings, check_source
from tests.document.sample import LINES
from tests.office import OFFICE
from tests.report.commented import comments_of_docx, converted

DAY = date(2025, 3, 1)
REPORT, _ = docx_of(from_text("\n".join((*LINES[:-3], "全年收到行政复议申请97件，其中受理100件。", *LINES[-3:]))))


def result_of(source: Source) -> Checked | Failed:
    return check_source(source, Settings(DAY, keep_reading=True))


def copies(folder: Path, *sources: Source, suggest: bool = False) -> list[str]:
    """The words on each source."""
    annotator = Annotator(folder, sources, DAY, suggest=suggest)
    return [annotator.write(result_of(source)).words for source in sources]


def test_a_copy_is_written_and_told(tmp_path: Path) -> None:
    (words,) = copies(tmp_path / "批注", Source("报告.docx", data=REPORT))
    file = tmp_path / "批注" / "报告.核查.docx"
    assert words.startswith("批注 ") and words.endswith(f"→ {file.as_posix()}")
    covered = [comment.covered for comment in comments_of_docx(file.read_bytes())]
    assert any("100件" in words for words in covered)
    assert read(file.read_bytes(), "x.docx").text == read(REPORT, "x.docx").text


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    source = Source("报告.docx", data=REPORT)
    copies(tmp_path, source)
    copies(tmp_path, source)
    assert [file.name for file in tmp_path.iterdir()] == ["报告.核查.docx"]
    (tmp_path / "报告.核查.docx").write_bytes(b"edited")
    (words,) = copies(tmp_path, source)
    assert words.split("；")[0].endswith("报告.核查-2.docx")
    assert (tmp_path / "报告.核查.docx").read_bytes() == b"edited"


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/报告.docx", "a/总结.docx"], ["报告", "总结"]),
        (["a/报告.docx", "a/报告.txt"], ["报告.docx", "报告.txt"]),
        (["a/报告.docx", "b/报告.docx"], ["a-报告", "b-报告"]),
        (["x/a/报告.docx", "y/a/报告.docx"], ["x-a-报告", "y-a-报告"]),
        (["A/Report.docx", "a/report.DOCX"], ["Report", "report-2"]),
        (["a/b.txt", "a-b.txt", "x/a/b.txt"], ["a-b.txt", "a-b", "x-a-b"]),
        (["全区.zip/../../etc/passwd.txt"], ["passwd"]),
        (["x.zip/CON.txt", 'x.zip/a:b*c?"<>|.txt', "x.zip/　 ...txt"], ["_CON", "a_b_c_____", "报告"]),
        (["标准输入.txt"], ["标准输入"]),
        (["很" * 200 + ".txt"], ["很" * 66]),
    ],
)
def test_names_are_safe_and_told_apart(tmp_path: Path, paths: list[str], names: list[str]) -> None:
    sources = [Source(path, data="正文。".encode()) for path in paths]
    found = annotating._names(sources)
    assert [found[path] for path in paths] == names


def test_members_of_an_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../青石区/报告.docx", REPORT)
        archive.writestr("云溪县/报告.docx", REPORT)
    (tmp_path / "报送.zip").write_bytes(buffer.getvalue())
    copies(tmp_path / "批注", *gather([str(tmp_path / "报送.zip")]))
    assert sorted(file.name for file in (tmp_path / "批注").iterdir()) == [
        "云溪县-报告.核查.docx",
        "青石区-报告.核查.docx",
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["批注", "报送.zip"]


def test_one_failure_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source("坏.docx", data=b"PK\x03\x04"), Source("好.docx", data=REPORT), Source("怪.docx", data=REPORT)]
    real = annotate

    def odd(data: bytes, checked: Checked, *rest: object, **more: object) -> object:
        if checked.path == "怪.docx":
            raise KeyError("x")
        return real(data, checked, DAY)

    monkeypatch.setattr(annotating, "annotate", odd)
    words = copies(tmp_path, *sources)
    assert words[0] == "读不了，没有批注副本"
    assert words[1].startswith("批注 ")
    assert words[2].startswith("批注副本没有写成：程序内部出错（KeyError")
    assert [file.name for file in tmp_path.iterdir()] == ["好.核查.docx"]

    def refused(*rest: object, **more: object) -> object:
        raise ReadError("不行")

    monkeypatch.setattr(annotating, "annotate", refused)
    assert copies(tmp_path, sources[1]) == ["批注副本没有写成：不行"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold here")
def test_a_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError):
        Annotator(tmp_path, [], DAY)


def test_a_file_in_place_of_the_folder_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "批注").write_bytes(b"")
    with pytest.raises(UsageError, match="建不了"):
        Annotator(tmp_path / "批注", [], DAY)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_an_old_word_file_comes_back_as_docx(tmp_path: Path) -> None:
    (words,) = copies(tmp_path, Source("报告.doc", data=converted(REPORT, "doc:MS Word 97")))
    assert "LibreOffice" in words
    covered = [c.covered for c in comments_of_docx((tmp_path / "报告.核查.docx").read_bytes())]
    assert any("100件" in words for words in covered)
