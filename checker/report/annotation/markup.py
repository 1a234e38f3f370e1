"""Changing XML by inserting bytes, so that every byte which is not ours stays as its program wrote it.

A tree parsed and written again differs in quotes, entities and prefixes. Here the tree only serves to find an
element; its place in the file comes from expat, which counts bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from checker.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DAMAGED", "Edit", "Extent", "Source", "apply", "before_end", "escape", "normal"]

DAMAGED = "文件不完整或已损坏，可能没有传完；请重新拷贝，或用 Word、WPS 打开后另存再核查"
_START_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_NAME = re.compile(rb"</?([^\s/>]+)")
# One character of text as it stands in the file.
_CHARACTER = re.compile(rb"&[^;]+;|\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*", re.DOTALL)
# What would make a character's place uncertain: written anew without these, a part says the same.
_UNEVEN = re.compile(rb"<!\[CDATA\[|<!--|<\?(?!xml\s)")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# Characters that XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an element stands: its start tag is ``[start, inner)``, its end tag ``[close, end)``.

    An empty element ``<x/>`` has ``inner == close == end``.
    """

    start: int
    inner: int
    close: int
    end: int

    @property
    def empty(self) -> bool:
        return self.inner == self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to stand in place of ``[start, end)``; ``rank`` orders insertions at one place."""

    start: int
    end: int
    new: bytes
    rank: int = 0


def normal(data: bytes) -> bytes:
    """The part as UTF-8 without comments, instructions and CDATA; the same bytes where it is so already.

    Raises ReadError where it is damaged, as all below do.
    """
    declared = _DECLARED.match(data)
    utf8 = not declared or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    if utf8 and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not _UNEVEN.search(data):
        return data
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise ReadError(DAMAGED) from None
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class Source:
    """The bytes of a part (made ``normal``), and the extents of its elements in document order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.extents = _extents(data)

    def name(self, extent: Extent) -> bytes:
        """The name of an element as written, with its prefix."""
        found = _NAME.match(self.data, extent.start)
        assert found is not None
        return found[1]

    def outer(self, extent: Extent) -> bytes:
        return self.data[extent.start : extent.end]

    def start_tag(self, extent: Extent) -> bytes:
        """The start tag; that of ``<x/>`` as ``<x>``."""
        tag = self.data[extent.start : extent.inner]
        return tag[:-2].rstrip() + b">" if extent.empty else tag

    def character(self, extent: Extent, index: int) -> int:
        """The place of the character ``index`` of the text of an element without children."""
        at = extent.inner
        for _ in range(index):
            found = _CHARACTER.match(self.data, at, extent.close)
            if found is None:
                break
            at = found.end()
        return at


def _extents(data: bytes) -> list[Extent]:
    found: list[list[int]] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: object) -> None:
        at = parser.CurrentByteIndex
        tag = _START_TAG.match(data, at)
        inner = tag.end() if tag else at
        open_.append(len(found))
        found.append([at, inner, inner, inner])

    def end(_name: str) -> None:
        extent = found[open_.pop()]
        at = parser.CurrentByteIndex
        if at != extent[0] and data[extent[1] - 2 : extent[1] - 1] != b"/":
            tag = _START_TAG.match(data, at)
            extent[2], extent[3] = at, tag.end() if tag else at

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise ReadError(DAMAGED) from None
    return [Extent(*extent) for extent in found]


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; they must not overlap."""
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end, e.rank)):
        assert edit.start >= position, "edits overlap"
        pieces += (data[position : edit.start], edit.new)
        position = edit.end
    return b"".join([*pieces, data[position:]])


def before_end(data: bytes, addition: bytes) -> bytes:
    """The part with something more at the end of its root element."""
    data = normal(data)
    source = Source(data)
    root = source.extents[0]
    if not root.empty:
        return data[: root.close] + addition + data[root.close :]
    return b"".join(
        (data[: root.start], source.start_tag(root), addition, b"</", source.name(root), b">", data[root.end :])
    )


def escape(text: str) -> str:
    """Text as it may stand in XML, in elements and in attributes."""
    text = _FORBIDDEN.sub("\ufffd", text)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


def numbered(root: _Element) -> dict[_Element, int]:
    """Each element with its number in document order, which is that of its extent."""
    return {element: number for number, element in enumerate(root.iter())}
