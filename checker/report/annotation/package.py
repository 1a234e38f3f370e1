"""Writing a zip package anew with some parts changed, the packed bytes of all others copied as they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from checker.errors import ReadError
from checker.report.annotation.markup import DAMAGED

__all__ = ["create", "rewrite"]

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8, _SIZES_FOLLOW = 0x800, 0x8


@dataclass(frozen=True, slots=True)
class _Entry:
    """One member to be written: its packed bytes and what the directory says of it."""

    name: bytes
    flags: int
    method: int
    time: int
    day: int
    crc: int
    packed: bytes
    size: int
    attributes: int
    system: int


def rewrite(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with ``parts`` in place of those of the same name, new ones at the end.

    Order, names, dates and packed bytes of the other members stay. Raises ReadError where the package is damaged.
    """
    entries: list[_Entry] = []
    written: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Of two members of one name only the last counts; where it is changed the others must not come back.
            last = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
            for info in archive.infolist():
                name = info.filename.replace("\\", "/")
                if name not in parts:
                    entries.append(_copied(data, info))
                elif last[name] is info:
                    entries.append(_packed(name, parts[name], info))
                    written.add(name)
        entries += [_packed(name, content, None) for name, content in parts.items() if name not in written]
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, OSError, EOFError):
        raise ReadError(DAMAGED) from None
    return _written(entries)


def _copied(data: bytes, info: zipfile.ZipInfo) -> _Entry:
    head = _LOCAL.unpack_from(data, info.header_offset)
    if head[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    start = info.header_offset + _LOCAL.size + head[9] + head[10]
    packed = data[start : start + info.compress_size]
    if len(packed) != info.compress_size:
        raise zipfile.BadZipFile
    name, flags = _name(info.orig_filename, info.flag_bits)
    day, time = _stamp(info)
    return _Entry(
        name,
        flags & ~_SIZES_FOLLOW,
        info.compress_type,
        time,
        day,
        info.CRC,
        packed,
        info.file_size,
        info.external_attr,
        info.create_system,
    )


def _packed(name: str, content: bytes, info: zipfile.ZipInfo | None) -> _Entry:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    raw, flags = _name(name, 0)
    day, time = _stamp(info) if info else (0x21, 0)  # 1 January 1980: what Word itself writes
    return _Entry(
        raw,
        flags,
        zipfile.ZIP_DEFLATED,
        time,
        day,
        zlib.crc32(content),
        packed,
        len(content),
        info.external_attr if info else 0,
        info.create_system if info else 0,
    )


def _name(name: str, flags: int) -> tuple[bytes, int]:
    if flags & _UTF8:
        return name.encode("utf-8"), flags
    try:
        return name.encode("cp437"), flags  # as zipfile decoded it
    except UnicodeEncodeError:
        return name.encode("utf-8"), flags | _UTF8


def _stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return (max(year - 1980, 0) << 9 | month << 5 | day), (hour << 11 | minute << 5 | second // 2)


def _written(entries: list[_Entry]) -> bytes:
    out = io.BytesIO()
    directory = io.BytesIO()
    for entry in entries:
        offset = out.tell()
        about = (entry.flags, entry.method, entry.time, entry.day, entry.crc, len(entry.packed), entry.size)
        out.write(_LOCAL.pack(b"PK\x03\x04", 20, *about, len(entry.name), 0))
        out.write(entry.name)
        out.write(entry.packed)
        made_by = entry.system << 8 | 20
        directory.write(
            _CENTRAL.pack(b"PK\x01\x02", made_by, 20, *about, len(entry.name), 0, 0, 0, 0, entry.attributes, offset)
        )
        directory.write(entry.name)
    start = out.tell()
    listing = directory.getvalue()
    out.write(listing)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(listing), start, 0))
    return out.getvalue()


def create(parts: Mapping[str, bytes]) -> bytes:
    """A new package of these parts, in this order."""
    return _written([_packed(name, content, None) for name, content in parts.items()])
