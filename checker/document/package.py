"""Zip packages (docx, ofd) and the XML in them, read within limits.

Nothing is ever unpacked to disk, so a member named ``../../x`` is only a name that nobody asks for.
Document type declarations are refused: no format that we read needs them, and every XML bomb does.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from checker.document.limits import Limits
from checker.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package", "check_directory", "parse_xml"]

_BROKEN = "文件不完整或已损坏，可能没有传完；请重新拷贝，或用 Word、WPS 打开后另存再核查"
_TOO_MANY = "文件内部的部件过多，不像一份年度报告；请用 Word、WPS 打开后另存再核查"
_BOMB = "文件展开后异常庞大，疑似压缩炸弹，为安全起见未读取；请向报送单位核实文件来源"
_LOCKED = "文件设有打开密码（已加密），读不出内容；请在 Word 或 WPS 中取消密码后另存再核查"
# Small parts compress a thousandfold by nature (blank XML); only large ones are suspect.
_SMALL = 1024 * 1024


class Package:
    """A zip file in memory. Every method raises ReadError with a sentence for the user."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._spent = 0
        check_directory(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {member.filename.replace("\\", "/"): member for member in self._zip.infolist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise ReadError(_BROKEN) from None
        if len(self._members) > limits.max_members:
            raise ReadError(f"文件内部的部件过多（{len(self._members)} 个），不像一份年度报告；请另存后再核查")

    @property
    def names(self) -> frozenset[str]:
        """Names of all members, with forward slashes."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, or None when there is none of that name."""
        member = self._members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise ReadError(_LOCKED)
        limit = min(self._limits.max_part_bytes, self._limits.max_expanded_bytes - self._spent)
        suspicious = member.file_size > _SMALL and member.file_size > self._limits.max_ratio * max(
            member.compress_size, 1
        )
        if suspicious or member.file_size > limit:
            raise ReadError(_BOMB)
        try:
            with self._zip.open(member) as part:
                data = part.read(limit + 1)  # the directory may lie about the size
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
            raise ReadError(_BROKEN) from None
        except RuntimeError:  # zipfile's way to ask for a password
            raise ReadError(_LOCKED) from None
        if len(data) > limit:
            raise ReadError(_BOMB)
        self._spent += len(data)
        return data

    def xml(self, name: str) -> _Element | None:
        """The root element of a member, or None when there is none of that name."""
        data = self.read(name)
        return None if data is None else parse_xml(data, self._limits)


def check_directory(data: bytes, limits: Limits, sentence: str = _TOO_MANY) -> None:
    """Refuse a zip with too long a table of contents before it is read: millions of entries take minutes."""
    at = data.rfind(b"PK\x05\x06", -66_000)
    if at >= 0 and len(data) >= at + 16:
        entries = int.from_bytes(data[at + 10 : at + 12], "little")
        size = int.from_bytes(data[at + 12 : at + 16], "little")
        if entries > limits.max_members or size > limits.max_members * 600:
            raise ReadError(sentence)


def parse_xml(data: bytes, limits: Limits) -> _Element:
    """Parse XML from outside: no entities, no network, bounded. Raises ReadError."""
    from lxml import etree

    for declaration in ("<!DOCTYPE", "<!ENTITY"):
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            if declaration.encode(encoding) in data:
                raise ReadError("文件内部含有外部实体或类型声明，为安全起见未读取；请用 Word 或 WPS 打开后另存再核查")
    if data.count(b"<") > limits.max_blocks * 20:
        raise ReadError(_BOMB)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadError(_BROKEN) from None
    if root is None:
        raise ReadError(_BROKEN)
    return root
