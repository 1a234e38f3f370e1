"""A zip of reports: its members as bytes, in memory; nothing is ever unpacked to disk.

Member names only label what was read, so a name that climbs out of its folder does no harm. Names from
Chinese Windows are GBK without saying so and are decoded as such.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.package import check_directory
from checker.errors import ReadError

__all__ = ["Member", "expand", "is_archive", "members"]

_DAMAGED = "压缩包不完整或已损坏，可能没有传完；请重新拷贝或重新压缩"
_UNPACK = "请先解压，再核查其中的报告"
_PARTS = ("[Content_Types].xml", "OFD.xml", "mimetype")  # what makes a zip a document rather than an archive
_NEST = 1  # zips in a zip are opened this deep
_EXEMPT = 1024 * 1024  # parts smaller than this may pack as well as they like


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name with ``/`` between folders, and its bytes or why there are none."""

    name: str
    data: bytes
    error: str | None = None


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip of files, not a docx, OFD or other document packed as a zip."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.lower() for name in package.namelist()}
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OSError, EOFError):
        return False
    return not any(part.lower() in names for part in _PARTS)


def expand(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, bytes]]:
    """Name and bytes of every file that can be read, in the order of the archive.

    Raises ReadError when the archive itself cannot be read or is beyond the limits.
    """
    return [(member.name, member.data) for member in members(data, name, limits) if member.error is None]


def members(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> list[Member]:
    """Every file in a zip, unreadable ones with the reason; what systems leave behind is passed over.

    Raises ReadError when the archive itself cannot be read, or is beyond the limits as a whole.
    """
    limits.check_bytes(len(data))
    budget = _Budget(limits)
    found = list(_walk(data, "", limits, budget, 0))
    if not found:
        raise ReadError("压缩包里没有文件；请确认文件是否选对")
    return found


class _Budget:
    """What is left of the limits that hold for the archive as a whole, nested ones included."""

    def __init__(self, limits: Limits) -> None:
        self.bytes = limits.max_expanded_bytes
        self.members = limits.max_members


def _walk(data: bytes, prefix: str, limits: Limits, budget: _Budget, depth: int) -> Iterator[Member]:
    check_directory(data, limits, _too_many(limits))
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OSError, EOFError):
        raise ReadError(_DAMAGED) from None
    with package:
        entries = package.infolist()
        budget.members -= len(entries)
        if budget.members < 0:
            raise ReadError(_too_many(limits))
        for entry in entries:
            name = _name(entry)
            if not name or name.endswith("/") or _is_litter(name):
                continue
            label = f"{prefix}{name}"
            try:
                content = _content(package, entry, limits, budget)
                if is_archive(content):
                    if depth >= _NEST:
                        raise ReadError(f"压缩包里又套了多层压缩包，没有逐层打开；{_UNPACK}")
                    # A zip in a zip that is damaged loses itself, not its neighbours.
                    inner = list(_walk(content, f"{label}/", limits, budget, depth + 1))
                else:
                    inner = [Member(label, content)]
            except _ExhaustedError as error:
                raise ReadError(str(error)) from None
            except ReadError as error:
                inner = [Member(label, b"", str(error))]
            yield from inner


class _ExhaustedError(ReadError):
    """The archive as a whole is beyond the limits."""


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name as its author saw it, with forward slashes."""
    name = entry.filename
    if not entry.flag_bits & 0x800:  # not marked as UTF-8: zipfile took it for cp437
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):  # macOS writes UTF-8 and does not say so
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").replace("\0", "")


def _is_litter(name: str) -> bool:
    """Whether a file is one that a system leaves behind: no report."""
    path = PurePosixPath(name)
    if "__MACOSX" in path.parts:
        return True
    last = path.name
    return last in {".DS_Store", "Thumbs.db", "desktop.ini", "Desktop.ini"} or last.startswith(("~$", "._", ".~"))


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> bytes:
    """The unpacked bytes of one member; its stated size is not believed."""
    if entry.flag_bits & 0x1:
        raise ReadError("压缩包设有密码，其中的文件读不出来；请解压后核查，或去掉密码重新压缩")
    most = min(limits.max_bytes, budget.bytes)
    if entry.file_size > budget.bytes:
        raise _ExhaustedError(_too_large(limits))
    pieces: list[bytes] = []
    size = 0
    try:
        with package.open(entry) as stream:
            while piece := stream.read(1 << 16):
                size += len(piece)
                if size > most:
                    raise _ExhaustedError(_too_large(limits))
                if size > _EXEMPT and size > limits.max_ratio * max(entry.compress_size, 1):
                    raise ReadError("压缩率异常（疑似“压缩炸弹”），未读取；请确认文件来源")
                pieces.append(piece)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        struct.error,
        ValueError,
        NotImplementedError,
    ):
        raise ReadError("压缩包里的这个文件已损坏或压缩方式不受支持；请重新压缩（zip 格式）") from None
    except RuntimeError:  # zipfile's word for a password
        raise ReadError("压缩包设有密码，其中的文件读不出来；请解压后核查，或去掉密码重新压缩") from None
    budget.bytes -= size
    return b"".join(pieces)


def _too_many(limits: Limits) -> str:
    return f"压缩包里的文件过多（上限 {limits.max_members} 个）；请分成几个压缩包，或解压后核查"


def _too_large(limits: Limits) -> str:
    mega = limits.max_expanded_bytes // (1024 * 1024)
    return f"压缩包解开后过大（上限 {mega} MB），未读取；请分成几个压缩包，或先解压，再核查其中的报告"
