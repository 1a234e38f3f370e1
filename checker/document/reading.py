"""One door for every file: what it is by its content, and the reader for it.

The extension only serves to tell the user that it is wrong. Readers are imported when needed, so that
checking a text file does not load the machinery for Word or PDF.
"""

from __future__ import annotations

import re
import stat
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Document
from checker.errors import ReadError, reason_of

__all__ = ["FORMATS", "SUFFIXES", "read_bytes", "read_file", "sniff"]

# What a file can be, and the module that reads it.
_READERS = {
    "text": "checker.document.readers.plain",
    "html": "checker.document.readers.html",
    "docx": "checker.document.readers.docx",
    "pdf": "checker.document.readers.pdf",
    "ofd": "checker.document.readers.ofd",
    "legacy": "checker.document.readers.legacy",
}
FORMATS = tuple(_READERS)
# Extensions of the files that can be reports, and what such a file should be.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".doc": "legacy",
    ".dot": "legacy",
    ".wps": "legacy",
    ".wpt": "legacy",
    ".rtf": "legacy",
    ".pdf": "pdf",
    ".ofd": "ofd",
}
_NAMES = {
    "text": "纯文本",
    "html": "网页",
    "docx": "Word 文档（docx）",
    "pdf": "PDF",
    "ofd": "OFD 版式文件",
    "legacy": "旧版 Word 文档（doc、wps、rtf）",
}
_AS_REPORT = "请把报告正文另存为 docx、PDF 或文本后再核查"
_WITH_OCR = "请先做文字识别（OCR），或向报送单位索取 Word、WPS 原件"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what cannot be a report, and what to tell the user.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", f"这是一张图片（PNG），没有可读的文字；{_WITH_OCR}"),
    (b"\xff\xd8\xff", f"这是一张图片（JPEG），没有可读的文字；{_WITH_OCR}"),
    (b"GIF8", f"这是一张图片（GIF），没有可读的文字；{_WITH_OCR}"),
    (b"II*\0", f"这是一张图片（TIFF），没有可读的文字；{_WITH_OCR}"),
    (b"MM\0*", f"这是一张图片（TIFF），没有可读的文字；{_WITH_OCR}"),
    (b"Rar!\x1a\x07", "这是 RAR 压缩包，不能直接读取；请先解压，再核查其中的报告"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包，不能直接读取；请先解压，再核查其中的报告"),
    (b"\x1f\x8b", "这是 gzip 压缩文件，不能直接读取；请先解压，再核查其中的报告"),
    (b"BZh", "这是 bzip2 压缩文件，不能直接读取；请先解压，再核查其中的报告"),
    (b"\xfd7zXZ\0", "这是 xz 压缩文件，不能直接读取；请先解压，再核查其中的报告"),
    (b"MZ\x90\0", "这是可执行程序，不是报告；为安全起见未读取，请确认文件是否选对"),
    (b"\x7fELF", "这是可执行程序，不是报告；为安全起见未读取，请确认文件是否选对"),
    (b"SEP ", f"这是书生版式文件（SEP），不能读取；{_AS_REPORT}"),
    (b"CEBX", f"这是方正 CEBX 版式文件，不能读取；{_AS_REPORT}"),
    (b"HN\0\0", f"这是知网 CAJ 文件，不能读取；{_AS_REPORT}"),
    (b"CAJ\0", f"这是知网 CAJ 文件，不能读取；{_AS_REPORT}"),
)


class _Reader(Protocol):
    def read(self, data: bytes, name: str, limits: Limits) -> Document: ...


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one report. Raises ReadError with a sentence for the user: what is wrong, and the remedy."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError("这是文件夹，不是文件；请指明其中的报告，或用 review 命令核查整个文件夹")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("这不是普通文件（可能是设备或管道），未读取；请指明报告文件")
        limits.check_bytes(status.st_size)
        with path.open("rb") as file:
            # One byte over the limit tells a file that grew meanwhile.
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise ReadError("找不到文件；请检查路径和文件名") from None
    except PermissionError:
        raise ReadError("没有读取权限，或文件正被其他程序占用；请关闭占用它的程序或检查权限后重试") from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名里有不能用的字符"
        raise ReadError(f"文件打不开（{reason}）；请检查路径、磁盘或网络后重试") from None
    return read_bytes(data, str(path), limits)


def read_bytes(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one report from memory; ``name`` is its path or file name. Raises ReadError."""
    limits.check_bytes(len(data))
    if not data:
        raise ReadError("文件是空的（0 字节）；请确认文件是否选对、是否已保存或传完")
    key = sniff(data, name, limits)
    reader = cast(_Reader, import_module(_READERS[key]))
    document = reader.read(data, name, limits)
    expected = SUFFIXES.get(Path(name).suffix.lower())
    if expected is not None and expected != key:
        from dataclasses import replace

        remark = f"扩展名是 {Path(name).suffix}，内容其实是{_NAMES[key]}，已按内容读取；建议改正扩展名"
        document = replace(document, notes=(remark, *document.notes))
    return document


def sniff(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The key of the format by content; the name only decides between text and html.

    Raises ReadError for what no reader takes: pictures, archives, spreadsheets, programs.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_package(data, limits)
    if head.startswith(_OLE2):
        return _sniff_compound(data)
    if head.startswith(b"{\\rtf"):
        return "legacy"
    for magic, sentence in _REFUSED:
        if head.startswith(magic):
            raise ReadError(sentence)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise ReadError(f"这是一张图片（WebP），没有可读的文字；{_WITH_OCR}")
    if head.startswith(b"BM") and len(data) >= 26 and int.from_bytes(data[2:6], "little") == len(data):
        raise ReadError(f"这是一张图片（BMP），没有可读的文字；{_WITH_OCR}")
    return _sniff_text(data, name)


_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_OPENING = re.compile(
    r"\s*(?:from|subject|date|mime-version|content-type|snapshot-content-location):", re.IGNORECASE
)
_MAIL_HTML = re.compile(r"content-type:\s*(?:multipart/|text/html)", re.IGNORECASE)
_HTML_ANYWHERE = re.compile(r"<(?:html|body|div|p|table|br|span)\b[^<>]*>", re.IGNORECASE)


def _sniff_text(data: bytes, name: str) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        opening = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    elif head[1:200:2].count(0) > 60:
        opening = head[: len(head) // 2 * 2].decode("utf-16-le", "replace")
    else:
        opening = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    if "<?mso-application" in opening or "http://schemas.microsoft.com/office/word/2003/wordml" in opening:
        raise ReadError(f"这是 Word 的 XML 格式（2003 XML 或平面 XML），不能直接读取；{_AS_REPORT}")
    if _HTML_OPENING.match(opening):
        return "html"
    if _MAIL_OPENING.match(opening) and _MAIL_HTML.search(opening):
        return "html"
    if SUFFIXES.get(Path(name).suffix.lower()) == "html" and _HTML_ANYWHERE.search(data[:200_000].decode("latin-1")):
        return "html"
    return "text"


def _sniff_package(data: bytes, limits: Limits) -> str:
    """A zip: docx, ofd, or something else."""
    import io
    import zipfile

    from checker.document.package import check_directory

    check_directory(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, UnicodeDecodeError):
        raise ReadError("文件不完整或已损坏，可能没有传完；请重新拷贝，或用 Word、WPS 打开后另存") from None
    lower = {name.lower().replace("\\", "/") for name in names}
    if "ofd.xml" in lower:
        return "ofd"
    if any(name.startswith("word/") and name.endswith(".xml") for name in lower):
        return "docx"
    if any(name.startswith("xl/") for name in lower):
        raise ReadError(f"这是 Excel 表格，不是报告；{_AS_REPORT}")
    if any(name.startswith("ppt/") for name in lower):
        raise ReadError(f"这是演示文稿（PowerPoint），不是报告；{_AS_REPORT}")
    if "content.xml" in lower and "mimetype" in lower:
        raise ReadError("这是 OpenDocument 文件（odt），不能直接读取；请用 Word、WPS 另存为 docx 后再核查")
    if not names:
        raise ReadError("这是空的压缩包，里面没有文件；请确认文件是否选对")
    raise ReadError("这是压缩包，不是单份报告；请解压后逐份核查，或用 review 命令核查整个压缩包")


def _sniff_compound(data: bytes) -> str:
    """An OLE2 compound file: an old Word or WPS document, or an encrypted docx."""

    # Names of streams stand in the directory as UTF-16; looking for them spares a parser here.
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise ReadError("文件设有打开密码（已加密），读不出内容；请在 Word 或 WPS 中取消密码后另存再核查")
    if holds("WordDocument"):
        return "legacy"
    if holds("Workbook") or holds("PowerPoint Document"):
        raise ReadError(f"这是 Excel 表格或演示文稿，不是报告；{_AS_REPORT}")
    return "legacy"
