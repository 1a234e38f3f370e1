"""Word 97–2003 and WPS documents (.doc, .wps) and RTF, through a converter that is installed or not.

Two converters, each for what it does well. antiword takes milliseconds but prints neither the numbers that
Word itself puts before paragraphs nor cells as cells; LibreOffice takes a second or two and keeps them. So
antiword reads a document only when its bytes show no numbering, table, footnote, text box or tracked change,
or when LibreOffice is missing; then a remark says what may be lost.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

from checker.document.assembly import Assembly
from checker.document.furniture import is_furniture
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.memory import widened
from checker.document.model import Anchor, BlockKind, Cell, Document
from checker.errors import ReadError

__all__ = ["as_docx", "read"]

_SAVE_AS = "请在 Word 或 WPS 中打开，另存为 docx 后再核查"
_ENCRYPTED = "文件设有打开密码（已加密），读不出内容；请在 Word 或 WPS 中取消密码后另存为 docx 再核查"
_DAMAGED = f"文件不完整或已损坏，打不开；{_SAVE_AS}"
_SIMPLIFIED = "由 antiword 读取：自动编号、文本框、脚注可能缺失；安装 LibreOffice 或另存为 docx 后可完整核查"


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a .doc, .wps or .rtf file. ReadError: encrypted, damaged, no converter, out of time."""
    limits.check_bytes(len(data))
    rtf = data.startswith(b"{\\rtf")
    suffix = Path(name).suffix.lower()
    format = "rtf" if rtf else "wps" if suffix in (".wps", ".wpt") else "doc"
    features = _Features.of(data) if not rtf else None
    if features is not None and features.encrypted:
        raise ReadError(_ENCRYPTED)
    office, antiword = _office(), None if rtf else _antiword()
    if antiword and features is not None and features.plain:
        with contextlib.suppress(ReadError):
            return _through_antiword(antiword, data, name, format, limits, ())
        # antiword refuses some files that LibreOffice opens (Word 95, damaged tables).
    if office:
        return _through_office(office, data, name, format, limits)
    if antiword:
        notes = () if features is not None and features.plain else (_SIMPLIFIED,)
        return _through_antiword(antiword, data, name, format, limits, notes)
    kind = "RTF 文件" if rtf else "旧版 Word/WPS 文件（.doc、.wps）"
    raise ReadError(f"{kind}须经 LibreOffice 转换，这台电脑没有安装；{_SAVE_AS}，或安装 LibreOffice")


@cache
def _office() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and os.name == "nt":
        for folder in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)")):
            candidate = Path(folder or "C:\\Program Files") / "LibreOffice" / "program" / "soffice.com"
            if candidate.is_file():
                return str(candidate)
    return found


@cache
def _antiword() -> str | None:
    return shutil.which("antiword")


# ── what the bytes tell ─────────────────────────────────────────────────────────────────────────


class _Features:
    """What a Word binary file holds, told from its head ([MS-DOC] FIB) and from property codes in it.

    A code found by chance in other bytes only costs the time of the slower converter.
    """

    # sprmPIlfo (0x460B) with a list that is not 0; sprmPAnld (0xC63E), the numbering of Word 6.
    _NUMBERING = re.compile(rb"\x0b\x46(?!\x00\x00)|\x3e\xc6\x54", re.DOTALL)
    _TABLE = re.compile(rb"\x16\x24\x01")  # sprmPFInTable
    _REVISION = re.compile(rb"\x00\x08\x01|\x01\x08\x01")  # sprmCFRMarkDel, sprmCFRMarkIns

    def __init__(self, encrypted: bool, plain: bool) -> None:
        self.encrypted = encrypted
        self.plain = plain

    @classmethod
    def of(cls, data: bytes) -> _Features:
        # The stream WordDocument begins at a sector with the number 0xA5EC (Word 97 and later).
        head = next((at for at in range(512, len(data) - 0x6C, 512) if data[at : at + 2] == b"\xec\xa5"), None)
        if head is None:
            return cls(encrypted=False, plain=False)
        encrypted = bool(data[head + 0x0B] & 0x01)
        # Characters in footnotes, endnotes, text boxes.
        aside = any(int.from_bytes(data[head + at : head + at + 4], "little") for at in (0x50, 0x60, 0x64))
        marked = cls._NUMBERING.search(data) or cls._TABLE.search(data) or cls._REVISION.search(data)
        return cls(encrypted, not aside and not marked)


# ── antiword ────────────────────────────────────────────────────────────────────────────────────


def _through_antiword(
    program: str, data: bytes, name: str, format: str, limits: Limits, notes: Sequence[str]
) -> Document:
    with tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.doc"
        source.write_bytes(data)
        output = _run([program, "-w", "0", "-m", "UTF-8.txt", str(source)], limits)
    text = output.decode("utf-8", "replace")
    if not text.strip():
        raise ReadError(_DAMAGED)
    limits.check_characters(len(text))
    assembly = Assembly(name, format, limits)
    for note in notes:
        assembly.note(note)
    table = -1
    row = 0
    inside = False
    for line in text.splitlines():
        if line.startswith("|") and line.endswith("|") and len(line) > 2:
            table, row, inside = (table, row + 1, True) if inside else (table + 1, 0, True)
            for column, cell in enumerate(line[1:-1].split("|")):
                anchor = Anchor(path=f"table {table}")
                assembly.add(cell, BlockKind.CELL, anchor=anchor, cell=Cell(table, row, column))
            continue
        inside = False
        if line.strip() and line.strip() != "[pic]":
            assembly.add(line, BlockKind.FURNITURE if is_furniture(line) else BlockKind.PARAGRAPH)
    return assembly.finish()


# ── LibreOffice ─────────────────────────────────────────────────────────────────────────────────

_LOCK = Lock()  # one LibreOffice per profile
# No macros, no content fetched from links in a document.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse">
<value>9</value></prop></item>
</oor:items>
"""


@cache
def _profile(process: int) -> tempfile.TemporaryDirectory[str]:
    """A private LibreOffice profile of this process, made once (a fresh one costs a second) and removed at exit."""
    folder = tempfile.TemporaryDirectory(prefix="checker-office-", ignore_cleanup_errors=True)
    user = Path(folder.name) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder


def _through_office(program: str, data: bytes, name: str, format: str, limits: Limits) -> Document:
    from checker.document.readers import docx

    return replace(docx.read(_converted(program, data, format, limits), name, limits), format=format)


def as_docx(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes | None:
    """The docx that LibreOffice makes of a .doc, .wps or .rtf; None where it is not installed. Raises ReadError."""
    limits.check_bytes(len(data))
    office = _office()
    return _converted(office, data, "rtf" if data.startswith(b"{\\rtf") else "doc", limits) if office else None


def _converted(program: str, data: bytes, format: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as folder, _LOCK:
        source = Path(folder) / f"report.{'rtf' if format == 'rtf' else 'doc'}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={Path(_profile(os.getpid()).name).as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(source),
        ]
        _run(command, limits)
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise ReadError(_DAMAGED)
        limits.check_bytes(target.stat().st_size)
        return target.read_bytes()


def _run(command: list[str], limits: Limits) -> bytes:
    """The standard output of a program, which is ended with all its children when its time is up."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        with widened():
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
    except OSError:
        raise ReadError(f"转换程序（LibreOffice 或 antiword）无法启动；{_SAVE_AS}") from None
    try:
        output, _ = process.communicate(timeout=limits.max_seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise ReadError(f"转换超过 {limits.max_seconds:.0f} 秒仍未完成，已放弃；{_SAVE_AS}") from None
    except BaseException:
        _end(process)
        raise
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()
