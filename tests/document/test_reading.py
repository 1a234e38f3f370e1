"""The one door: what a file is by its content, and one clear sentence for what it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.document.limits import Limits
from checker.document.reading import read_bytes, read_file, sniff
from checker.errors import ReadError
from tests.document.sample import LINES, TEXT
from tests.document.word_files import docx, package, paragraph

HTML = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode()
DOCX = docx("".join(map(paragraph, LINES)))
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return OLE2 + name.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (TEXT.encode(), "x.txt", "text"),
        (TEXT.encode(), "x", "text"),
        (TEXT.encode("utf-16"), "x.txt", "text"),
        (HTML, "x.txt", "html"),
        (HTML.decode().encode("utf-16"), "x.html", "html"),
        (b"\xef\xbb\xbf<!-- saved from url -->\n<!DOCTYPE html>" + HTML, "x.htm", "html"),
        ("报告正文<br>第二段".encode(), "x.html", "html"),
        ("报告正文<br>第二段".encode(), "x.txt", "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "x.mht", "html"),
        (DOCX, "x.docx", "docx"),
        (DOCX, "x.doc", "docx"),
        (b"%PDF-1.7\n", "x.pdf", "pdf"),
        (b"\n\n%PDF-1.7\n", "x.pdf", "pdf"),
        (package({"OFD.xml": b"<x/>"}), "x.ofd", "ofd"),
        (stream("WordDocument"), "x.doc", "legacy"),
        (stream("WordDocument"), "x.wps", "legacy"),
        (b"{\\rtf1\\ansi", "x.doc", "legacy"),
    ],
)
def test_sniffing(data: bytes, name: str, key: str) -> None:
    assert sniff(data, name) == key


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "图片"),
        (b"BM" + (60).to_bytes(4, "little") + bytes(54), "图片"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"MZ\x90\0" + bytes(100), "程序"),
        (stream("EncryptedPackage"), "密码"),
        (stream("Workbook"), "Excel"),
        (package({"xl/workbook.xml": b""}), "Excel"),
        (package({"ppt/presentation.xml": b""}), "演示"),
        (package({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        (package({"a.docx": DOCX}), "压缩包"),
        (package({}), "空的压缩包"),
        (DOCX[: len(DOCX) // 2], "不完整"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "XML"),
        (bytes(range(256)) * 8, "不是文本文件"),
    ],
)
def test_refusals_end_with_a_remedy(data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence) as caught:
        read_bytes(data, "x.docx")
    assert "请" in str(caught.value) and "\n" not in str(caught.value)


def test_an_encrypted_member() -> None:
    data = bytearray(DOCX)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    with pytest.raises(ReadError, match="密码"):
        read_bytes(bytes(data), "x.docx")


def test_a_package_of_very_many_members() -> None:
    with pytest.raises(ReadError, match="部件过多"):
        read_bytes(package({f"word/{n}": b"" for n in range(30)}), "x.docx", Limits(max_members=20))


def test_a_wrong_extension_is_a_note() -> None:
    document = read_bytes(DOCX, "报告.txt")
    assert document.format == "docx"
    assert document.notes[0].startswith("扩展名是 .txt，内容其实是")
    assert read_bytes(TEXT.encode(), "报告.docx").format == "txt"
    assert read_bytes(TEXT.encode(), "报告.txt").notes == ()
    assert read_bytes(TEXT.encode(), "报告").notes == ()


def test_read_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    document = read_file(path)
    assert (document.text, document.path) == (TEXT, str(path))
    with pytest.raises(ReadError, match="过大"):
        read_file(path, Limits(max_bytes=100))
    with pytest.raises(ReadError, match="找不到"):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(ReadError, match="文件夹"):
        read_file(tmp_path)
    with pytest.raises(ReadError, match=r"找不到|打不开"):
        read_file(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="普通文件"):
        read_file(tmp_path / "pipe.txt")


def test_the_same_prose_from_every_format() -> None:
    prose = [
        [passage.text for passage in read_bytes(data, "x").passages]
        for data in (TEXT.encode(), TEXT.encode("gb18030"), DOCX, HTML)
    ]
    assert all(one == prose[0] == list(LINES) for one in prose)


def test_text_needs_no_machinery() -> None:
    code = (
        "import sys; from checker.document.reading import read_bytes; read_bytes('报告。'.encode(), 'x.txt'); "
        "print([m for m in ('lxml', 'selectolax', 'pypdfium2', 'zipfile', 'email', 'html') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
