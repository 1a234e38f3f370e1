from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import BlockKind, Document
from checker.document.readers import legacy
from checker.document.reading import read_bytes
from checker.errors import ReadError
from tests.document.sample import LINES, TEXT

_OFFICE = shutil.which("soffice")
_ANTIWORD = shutil.which("antiword")
needs_office = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
needs_both = pytest.mark.skipif(_OFFICE is None or _ANTIWORD is None, reason="antiword, LibreOffice are not installed")
ROWS = (("项目", "2022年", "2023年"), ("行政复议", "86件", "112件"))


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def compound(flags: int = 0) -> bytes:
    """The head of a Word 97 file: an OLE2 sector, then the FIB with its flags."""
    fib = bytearray(512)
    fib[0:2] = b"\xec\xa5"
    fib[0x0B] = flags
    names = "WordDocument".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + bytes(fib) + names + bytes(512)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One report as doc and rtf, made by LibreOffice from a docx with a table."""
    docx = pytest.importorskip("docx")
    folder = tmp_path_factory.mktemp("legacy")
    document = docx.Document()
    for line in LINES[:-3]:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for line in LINES[-3:]:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    (folder / "report.docx").write_bytes(buffer.getvalue())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made: dict[str, bytes] = {}
    for kind in ("doc", "rtf"):
        command = [_OFFICE or "", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True, timeout=120)
        made[kind] = (folder / f"report.{kind}").read_bytes()
    return made


@needs_office
@pytest.mark.parametrize(("kind", "name"), [("doc", "报告.doc"), ("doc", "报告.wps"), ("rtf", "报告.rtf")])
def test_same_prose_as_the_text_file(files: dict[str, bytes], kind: str, name: str) -> None:
    document = read_bytes(files[kind], name)
    assert document.format == name.rpartition(".")[2]
    assert words(document) == list(LINES)
    assert words(document, BlockKind.CELL) == [text for row in ROWS for text in row]
    text = read_bytes(TEXT.encode(), "报告.txt")
    prose = [passage.text for passage, block in zip(document.passages, document.prose, strict=True) if not block.cell]
    assert prose == [passage.text for passage in text.passages]


@needs_both
def test_antiword_alone_reads_it_with_a_remark(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_office", lambda: None)
    document = legacy.read(files["doc"], "报告.doc", DEFAULT_LIMITS)
    assert words(document) == list(LINES)
    assert [text.strip() for text in words(document, BlockKind.CELL)] == [text for row in ROWS for text in row]
    assert "antiword" in document.notes[0]


def test_without_a_converter_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_office", lambda: None)
    monkeypatch.setattr(legacy, "_antiword", lambda: None)
    for data, name in ((compound(), "报告.doc"), (b"{\\rtf1 x}", "报告.rtf")):
        with pytest.raises(ReadError, match=r"另存为 docx.*LibreOffice"):
            legacy.read(data, name, DEFAULT_LIMITS)


def test_encrypted_files_are_told_before_any_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_run", lambda *_: pytest.fail("no program should run"))
    with pytest.raises(ReadError, match="密码"):
        legacy.read(compound(flags=0x01), "报告.doc", DEFAULT_LIMITS)


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A converter of our own making."""
    path = tmp_path / "converter"
    path.touch(mode=0o755)
    monkeypatch.setattr(legacy, "_office", lambda: str(path))
    monkeypatch.setattr(legacy, "_antiword", lambda: None)
    return path


posix = pytest.mark.skipif(not hasattr(__import__("os"), "killpg"), reason="needs a shell")


@posix
def test_a_converter_that_hangs_is_ended(script: Path) -> None:
    script.write_text("#!/bin/sh\nsleep 60\n")
    with pytest.raises(ReadError, match="仍未完成"):
        legacy.read(compound(), "报告.doc", Limits(max_seconds=0.3))


@posix
def test_a_converter_that_gives_nothing(script: Path) -> None:
    script.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ReadError, match="损坏"):
        legacy.read(compound(), "报告.doc", DEFAULT_LIMITS)
