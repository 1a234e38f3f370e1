"""Word documents (docx, docm), as Word and WPS write them, read from their XML.

The text is what a person sees with all tracked changes accepted: inserted text stays, deleted and hidden
text goes, fields show their results, list numbers are written out, text boxes are read once.

The way back. ``Anchor.paragraph`` is the index of a ``w:p`` among *all* ``w:p`` of its part in document order
(``list(root.iter(W + "p"))``), and ``Anchor.path`` is the name of that part. Within a paragraph a place is
counted in its *own characters*: those that ``own_pieces`` yields, run by run. ``read_with_places`` gives,
besides the document, a ``Places`` that turns a stretch of ``Document.text`` into such paragraphs and characters;
whoever writes comments walks ``own_pieces`` of the same paragraph to find the runs.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.document.assembly import BLANKS, CONTROLS, Assembly
from checker.document.furniture import furniture_among
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Anchor, BlockKind, Cell, Document, Span
from checker.document.package import Package
from checker.document.readers.word_numbering import Numbering
from checker.document.wrapping import Wrapping
from checker.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "TRANSPARENT",
    "Piece",
    "Place",
    "Places",
    "W",
    "main_part",
    "own_pieces",
    "part_root",
    "read",
    "read_with_places",
]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_VAL = f"{W}val"

_P, _R, _T, _TBL, _TR, _TC = f"{W}p", f"{W}r", f"{W}t", f"{W}tbl", f"{W}tr", f"{W}tc"
_TEXT_BOX, _FIELD, _PROPERTIES = f"{W}txbxContent", f"{W}fldChar", f"{W}rPr"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
# What tracked changes took away, and what Word keeps of an earlier state.
_REMOVED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rPrChange", "pPrChange", "delText", "delInstrText"))
# Elements around runs, or around paragraphs, that are transparent.
TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdt", "sdtContent")
)


# ── the way back to the runs ────────────────────────────────────────────────────────────────────


class Piece(NamedTuple):
    """Own characters of a paragraph that come from one element of one run.

    ``element`` is the ``w:t`` (or ``w:tab``, ``w:br``, ``w:sym`` … that stands for one character), ``run`` the ``w:r``
    around it, ``start`` the number of own characters before it, ``text`` its characters.
    """

    run: _Element
    element: _Element
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Own characters ``start`` to ``end`` of the paragraph ``paragraph`` of the part ``part``."""

    part: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters of the document's text from ``span`` are own characters from ``start`` on."""

    span: Span
    part: str
    paragraph: int
    start: int


class Places:
    """From ``Document.text`` back to paragraphs and their own characters."""

    def __init__(self, stretches: Sequence[_Stretch], hidden: frozenset[str] = frozenset()) -> None:
        self.hidden = hidden  # to be given to ``own_pieces``
        self._stretches = sorted(stretches, key=lambda one: one.span)
        self._starts = [one.span.start for one in self._stretches]

    def of(self, span: Span) -> tuple[Place, ...]:
        """The places that a span covers, in order; several when it reaches over paragraphs.

        Characters that stand in no run (a list number, the break between blocks) are left out. An empty span,
        and one that covers nothing but such characters, gives one empty place at the nearest paragraph, or
        nothing when there is none.
        """
        found: list[Place] = []
        index = max(0, bisect_right(self._starts, span.start) - 1)
        for one in self._stretches[index:]:
            if one.span.start >= span.end:
                break
            start, end = max(span.start, one.span.start), min(span.end, one.span.end)
            if start < end:
                shift = one.start - one.span.start
                found.append(Place(one.part, one.paragraph, start + shift, end + shift))
        if not found and self._stretches:
            near = self._stretches[index]
            if span.start > near.span.end and index + 1 < len(self._stretches):
                near = self._stretches[index + 1]  # a list number: the paragraph that it stands before
            at = min(max(span.start, near.span.start), near.span.end) + near.start - near.span.start
            found.append(Place(near.part, near.paragraph, at, at))
        return tuple(found)


def own_pieces(paragraph: _Element, hidden: frozenset[str] | None = frozenset()) -> Iterator[Piece]:
    """The visible characters of a ``w:p`` as its runs hold them, changes accepted, text boxes left out.

    ``hidden`` names the character styles whose text is not shown (``Places.hidden``); None spares the look for
    hidden text altogether, where the file is known to have none.
    """
    start = 0
    codes: list[bool] = []  # for each open field: whether its code, not its result, is being read
    coding = 0  # how many of them are
    for run in _runs(paragraph):
        if hidden is not None and _is_hidden(run, hidden):
            continue
        for element in _run_children(run):
            tag = element.tag
            if tag == _FIELD:
                kind = element.get(f"{W}fldCharType")
                if kind == "begin":
                    codes.append(True)
                    coding += 1
                elif kind == "separate" and codes:
                    coding -= codes[-1]
                    codes[-1] = False
                elif kind == "end" and codes:
                    coding -= codes.pop()
            elif tag != _PROPERTIES and not coding:
                text = _characters(element, tag)
                if text:
                    yield Piece(run, element, start, text)
                    start += len(text)


def _runs(parent: _Element) -> Iterator[_Element]:
    for child in parent.iterchildren():
        tag = child.tag
        if tag == _R:
            yield child
        elif tag in TRANSPARENT:
            yield from _runs(child)
        elif tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                yield from _runs(chosen)
        elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
            yield from child.iter(f"{_M}r")


def _run_children(run: _Element) -> Iterator[_Element]:
    for child in run.iterchildren():
        if child.tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                yield from chosen.iterchildren()
        elif child.tag == f"{W}ruby":
            for base in child.iterchildren(f"{W}rubyBase"):
                yield from base.iter(_T)
        else:
            yield child


def _chosen(alternate: _Element) -> _Element | None:
    """What is shown of an alternative: its first choice, else the fallback. Never both."""
    choice = alternate.find(_CHOICE)
    return choice if choice is not None else alternate.find(_FALLBACK)


_SYMBOLS = {"F0A8": "□", "F06F": "□", "F071": "□", "F0FE": "☑", "F052": "☑", "F0FC": "√", "F050": "√", "F06C": "●"}


def _characters(element: _Element, tag: str) -> str:
    """What one child of a run shows. Control characters turn into blanks, so that lengths stay."""
    if tag in _TEXT:
        text = element.text or ""
        return CONTROLS.sub(" ", text) if CONTROLS.search(text) else text
    if (sign := _SIGNS.get(tag)) is not None:
        return sign
    if tag == f"{W}sym":
        code = element.get(f"{W}char", "").upper()
        if code in _SYMBOLS:
            return _SYMBOLS[code]
        value = int(code, 16) if re.fullmatch("[0-9A-F]{4}", code) else 0xF000
        private = 0xE000 <= value <= 0xF8FF or 0xD800 <= value <= 0xDFFF or value < 0x20
        return "□" if private else chr(value)
    return ""


_TEXT = frozenset((_T, f"{_M}t"))
# Elements that make a difference between the text that a paragraph holds and the text that it shows.
_INTRICATE = (
    *(f"{W}{name}" for name in ("fldChar", "del", "moveFrom", "txbxContent", "ruby", "sym", "tabs", "vanish")),
    _ALTERNATE,
    f"{_M}oMath",
)
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def _is_on(properties: _Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(_VAL) not in ("0", "false", "off")


def _is_hidden(run: _Element, hidden: frozenset[str]) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    if (own := properties.find(f"{W}vanish")) is not None:
        return own.get(_VAL) not in ("0", "false", "off")
    style = properties.find(f"{W}rStyle")
    return style is not None and style.get(_VAL) in hidden


# ── styles ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Style:
    heading: int | None = None
    list_id: str | None = None
    level: int | None = None
    hidden: bool = False
    contents: bool = False  # a line of a table of contents


# Styles deep: Word itself stops at ten or so.
_LONGEST_DESCENT = 40


class _Styles:
    """Paragraph and character styles with what they inherit."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, _Style] = {}
        self.default: str | None = None
        hidden: set[str] = set()
        if root is not None:
            for element in root.iterchildren(f"{W}style"):
                key = element.get(f"{W}styleId", "")
                self._elements[key] = element
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                    self.default = key
                properties = element.find(f"{W}rPr")
                if element.get(f"{W}type") == "character" and properties is not None and _is_on(properties, "vanish"):
                    hidden.add(key)
        self.hidden = frozenset(hidden)

    def of(self, key: str | None) -> _Style:
        key = key if key is not None else self.default
        if key is None:
            return _Style()
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, key: str) -> _Style:
        heading: int | None = None
        list_id: str | None = None
        level: int | None = None
        hidden: bool | None = None
        contents = False
        seen: set[str] = set()
        current: str | None = key
        while current is not None and current not in seen and len(seen) < _LONGEST_DESCENT:
            element = self._elements.get(current)
            if element is None:
                break
            seen.add(current)
            name = element.find(f"{W}name")
            words = (name.get(_VAL, "") if name is not None else "").lower()
            contents = contents or re.fullmatch(r"toc (?:\d|heading)|目录 ?\d?", words) is not None
            paragraph = element.find(f"{W}pPr")
            if paragraph is not None:
                if heading is None:
                    heading = _outline_level(paragraph)
                numbering = paragraph.find(f"{W}numPr")
                if numbering is not None and list_id is None:
                    list_id = _child_value(numbering, "numId")
                    depth = _child_value(numbering, "ilvl")
                    level = int(depth) if depth and depth.isdigit() else None
            if heading is None:
                if words in ("title", "标题", "文章标题", "公文标题"):
                    heading = 0
                elif found := re.fullmatch(r"(?:heading|标题) ?([1-9])", words):
                    heading = int(found[1])
            runs = element.find(f"{W}rPr")
            if runs is not None and hidden is None and runs.find(f"{W}vanish") is not None:
                hidden = _is_on(runs, "vanish")
            base = element.find(f"{W}basedOn")
            current = base.get(_VAL) if base is not None else None
        if list_id is not None and level is None:
            level = -1  # told by the list: the level whose pStyle is this style
        return _Style(None if heading == 10 else heading, list_id, level, bool(hidden), contents)


def _outline_level(properties: _Element) -> int | None:
    """Heading level of ``w:outlineLvl``: 1 to 9; 10 says body text explicitly."""
    value = _child_value(properties, "outlineLvl")
    return int(value) + 1 if value and value.isdigit() and int(value) <= 9 else None


def _child_value(parent: _Element, name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else found.get(_VAL)


# ── the parts of the package ────────────────────────────────────────────────────────────────────

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


def main_part(package: Package) -> str:
    """The name of the part that holds the body; WPS and Word agree on word/document.xml, others may not."""
    for kind, target in _relations(package, "_rels/.rels", ""):
        if kind == "officeDocument" and target in package.names:
            return target
    return "word/document.xml"


def _relations(package: Package, name: str, folder: str) -> list[tuple[str, str]]:
    """(kind, part name) of each internal relation; kinds by their last word: styles, numbering, header, …"""
    root = package.xml(name)
    if root is None:
        return []
    found: list[tuple[str, str]] = []
    for relation in root.iter(f"{_REL}Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found.append((relation.get("Type", "").rsplit("/", 1)[-1], target))
    return found


def part_root(package: Package, name: str, limits: Limits) -> _Element | None:
    """The root of a part, or None. Strict documents come out as transitional ones."""
    from checker.document.package import parse_xml

    data = package.read(name)
    if data is None:
        return None
    if b"purl.oclc.org/ooxml" in data[:4096]:  # the strict dialect differs in its names only
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return parse_xml(data, limits)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a docx. Raises ReadError when it is damaged, encrypted, hostile or without text."""
    return read_with_places(data, name, limits)[0]


def read_with_places(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Document, Places]:
    """Read a docx, and how to get from its text back to paragraphs and runs. Raises ReadError."""
    limits.check_bytes(len(data))
    package = Package(data, limits)
    main = main_part(package)
    root = part_root(package, main, limits)
    if root is None:
        raise ReadError("文件里没有 Word 正文（缺少 document.xml），可能已损坏；请用 Word 或 WPS 打开后另存再核查")
    folder = posixpath.dirname(main)
    relations = _relations(package, f"{folder}/_rels/{posixpath.basename(main)}.rels", folder)
    named = dict(reversed(relations))

    def part(kind: str) -> _Element | None:
        return part_root(package, named.get(kind, f"{folder}/{kind}.xml"), limits)

    reader = _Reader(name, limits, _Styles(part("styles")), Numbering(part("numbering")))
    body = root.find(f"{W}body")
    reader.part(main, root, body if body is not None else root)
    notes = list(reader.footnotes)
    for kind, element_name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        wanted = {key for which, key in notes if which == element_name}
        if wanted and (notes_root := part(kind)) is not None:
            reader.notes_part(named.get(kind, f"{folder}/{kind}.xml"), notes_root, element_name, wanted)
    margins = dict.fromkeys(target for kind, target in relations if kind in ("header", "footer"))
    for target in margins:
        margin = part_root(package, target, limits)
        if margin is not None:
            reader.margin(target, margin)
    if any(member.lower().endswith("vbaproject.bin") for member in package.names):
        reader.assembly.note("文件带有宏，宏没有运行，也不在核查之列")
    return reader.finish()


_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(slots=True)
class _Line:
    """A line of the page to be: text, and where its characters come from."""

    text: str
    stretches: list[tuple[int, int, int, int]]  # offset in text, length, paragraph, own character
    paragraph: int
    soft: bool = False  # parted from the line before by a soft break
    heading: int | None = None
    cell: Cell | None = None
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(slots=True)
class _GridCell:
    element: _Element
    row: int
    column: int
    columns: int
    rows: int = 1


@dataclass(slots=True)
class _Pending:
    """Text of a paragraph whose end was deleted: it goes on in the next one."""

    text: str = ""
    stretches: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Reader:
    """Reads the parts of one file into one assembly."""

    def __init__(self, name: str, limits: Limits, styles: _Styles, numbering: Numbering) -> None:
        self.assembly = Assembly(name, "docx", limits)
        self.footnotes: dict[tuple[str, str], None] = {}
        self._limits = limits
        self._styles = styles
        self._numbering = numbering
        self._stretches: list[_Stretch] = []
        self._lines: list[_Line] = []
        self._index: dict[_Element, int] = {}
        self._tables = 0
        self._cells = 0
        self._depth = 0
        self._pending = _Pending()
        self._hidden: frozenset[str] | None = None
        self._has_boxes = False
        self._plain = False
        self._references: tuple[str, ...] = ()

    def finish(self) -> tuple[Document, Places]:
        return self.assembly.finish(), Places(self._stretches, self._styles.hidden)

    def part(self, name: str, root: _Element, container: _Element) -> None:
        """The body: paragraphs and tables in order."""
        self._begin(root)
        self._container(container)
        if root.find(f".//{W}ins") is not None or root.find(f".//{W}del") is not None:
            self.assembly.note("文件带有修订痕迹，按全部接受修订后的文字核查")
        if root.find(f".//{W}altChunk") is not None:
            self.assembly.note("文件嵌入了其他文档（altChunk），嵌入的内容没有读取；请用 Word 打开后另存再核查")
        self._emit(name)

    def notes_part(self, name: str, root: _Element, element_name: str, wanted: set[str]) -> None:
        """Footnotes or endnotes that the body refers to."""
        self._begin(root)
        for note in root.iterchildren(f"{W}{element_name}"):
            if note.get(f"{W}id") in wanted and note.get(f"{W}type") in (None, "normal"):
                self._container(note)
        for line in self._lines:
            line.kind, line.cell, line.heading = BlockKind.FOOTNOTE, None, None
        self._emit(name)

    def margin(self, name: str, root: _Element) -> None:
        """A header or footer of the page."""
        self._begin(root)
        self._container(root)
        for line in self._lines:
            line.kind, line.cell, line.heading = BlockKind.FURNITURE, None, None
        self._emit(name)

    def _begin(self, root: _Element) -> None:
        self._lines = []
        # Looked for once per part, so that the many paragraphs without any of these cost nothing.
        present = {element.tag for element in root.iter(f"{W}vanish", _TEXT_BOX, *_REFERENCES)}
        self._hidden = self._styles.hidden if self._styles.hidden or f"{W}vanish" in present else None
        self._has_boxes = _TEXT_BOX in present
        self._plain = self._hidden is None and next(root.iter(*_INTRICATE), None) is None
        self._references = tuple(tag for tag in _REFERENCES if tag in present)
        self._index = {paragraph: index for index, paragraph in enumerate(root.iter(_P))}
        self._limits.check_blocks(len(self._index))

    # paragraphs and tables

    def _container(self, parent: _Element) -> None:
        self._depth += 1
        if self._depth > self._limits.max_depth:
            raise ReadError("文件内部的表格或文本框嵌套过深，可能已损坏；请用 Word 或 WPS 打开后另存再核查")
        for child in parent.iterchildren():
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._table(child)
            elif tag in TRANSPARENT:
                self._container(child)
            elif tag == _ALTERNATE:
                chosen = _chosen(child)
                if chosen is not None:
                    self._container(chosen)
        self._depth -= 1

    def _paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.of(_child_value(properties, "pStyle") if properties is not None else None)
        heading = style.heading
        mark_removed = False
        if properties is not None:
            own = _outline_level(properties)
            heading = heading if own is None else (None if own == 10 else own)
            mark = properties.find(f"{W}rPr")
            mark_removed = mark is not None and (
                mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
            )
        text = ""
        if not style.hidden:
            text = self._own_text(paragraph)
        if style.hidden or (self._hidden is not None and self._hides(paragraph)):
            self.assembly.note("文件含有隐藏文字，隐藏的文字不在核查之列")
        index = self._index[paragraph]
        pending = self._pending
        pending.stretches.append((len(pending.text), len(text), index, 0))
        pending.text += text
        if self._references:
            for found in paragraph.iter(*self._references):
                self.footnotes.setdefault((_REFERENCES[found.tag], found.get(f"{W}id", "")))
        if not mark_removed:
            self._pending = _Pending()
            label = self._label(properties, style) if pending.text.strip(BLANKS) or not _was_emptied(paragraph) else ""
            self._split(pending, label, index, heading, contents=style.contents)
        if self._has_boxes:
            for box in self._boxes(paragraph):
                self._container(box)

    def _own_text(self, paragraph: _Element) -> str:
        """The own characters of a paragraph, as ``own_pieces`` gives them."""
        if not self._plain:
            return "".join([piece.text for piece in own_pieces(paragraph, self._hidden)])
        # Nothing in this part hides, moves or computes text: all there is, is shown.
        return "".join([_characters(element, element.tag) for element in paragraph.iter(_T, *_SIGNS)])

    def _hides(self, paragraph: _Element) -> bool:
        for vanish in paragraph.iter(f"{W}vanish"):
            run = vanish.getparent()
            run = run.getparent() if run is not None else None
            if run is not None and run.tag == _R and _is_hidden(run, frozenset()) and run.find(_T) is not None:
                return True
        return False

    def _label(self, properties: _Element | None, style: _Style) -> str:
        """The list number before the paragraph."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id = _child_value(own, "numId") if own is not None else None
        level = _child_value(own, "ilvl") if own is not None else None
        key = _child_value(properties, "pStyle") if properties is not None else None
        if list_id is None:
            list_id = style.list_id
            if list_id is None:
                return ""
            number = style.level if style.level is not None else 0
            if number < 0:
                number = self._numbering.level_of_style(list_id, key or self._styles.default or "")
            if level and level.isdigit():
                number = int(level)
            return self._numbering.label(list_id, number)
        return self._numbering.label(list_id, int(level) if level and level.isdigit() else 0)

    def _split(self, pending: _Pending, label: str, index: int, heading: int | None, *, contents: bool) -> None:
        """Cut the paragraph at its soft breaks into lines."""
        kind = BlockKind.FURNITURE if contents else BlockKind.PARAGRAPH
        start = 0
        for number, raw in enumerate(pending.text.split("\n")):
            end = start + len(raw)
            left = raw.lstrip(BLANKS)
            inner = left.rstrip(BLANKS)
            first = end - len(left)
            if inner:
                prefix = label if number == 0 else ""
                if prefix and prefix[-1:].isascii() and inner[0].isascii():
                    prefix += " "  # 1. 2020年… is not 1.2020年
                last = first + len(inner)
                stretches = [
                    (
                        max(at, first) - first + len(prefix),
                        min(at + length, last) - max(at, first),
                        one,
                        max(0, first - at) + own,
                    )
                    for at, length, one, own in pending.stretches
                    if min(at + length, last) > max(at, first)
                ]
                indent = raw[: len(raw) - len(left)]
                self._lines.append(
                    _Line(prefix + inner, stretches, index, number > 0 and not indent, heading, None, kind)
                )
            start = end + 1
        self._limits.check_blocks(len(self._lines))

    def _boxes(self, paragraph: _Element) -> Iterator[_Element]:
        """Text boxes anchored in the paragraph, each once, those within tables and boxes left to these."""
        stack = list(paragraph.iterchildren())[::-1]
        while stack:
            element = stack.pop()
            if element.tag == _TEXT_BOX:
                yield element
            elif element.tag == _ALTERNATE:
                chosen = _chosen(element)
                if chosen is not None:
                    stack.append(chosen)
            elif element.tag not in _REMOVED and len(element):
                stack.extend(list(element.iterchildren())[::-1])

    def _table(self, table: _Element) -> None:
        cells = self._grid(table)
        if not _is_figures(cells):
            for cell in cells:
                self._container(cell.element)
            return
        index = self._tables
        self._tables += 1
        for cell in cells:
            before = len(self._lines)
            self._cell_content(cell.element)
            lines = [line for line in self._lines[before:] if line.cell is None]
            nested = [line for line in self._lines[before:] if line.cell is not None]
            del self._lines[before:]
            merged = _Line(
                "", [], -1, cell=Cell(index, cell.row, cell.column, cell.rows, cell.columns), kind=BlockKind.CELL
            )
            for line in lines:
                if merged.text:
                    merged.text += "\n"
                offset = len(merged.text)
                merged.stretches += [(at + offset, length, one, own) for at, length, one, own in line.stretches]
                merged.text += line.text
                merged.paragraph = line.paragraph if merged.paragraph < 0 else merged.paragraph
            if merged.paragraph < 0:
                inner = cell.element.find(f".//{_P}")
                merged.paragraph = self._index.get(inner, 0) if inner is not None else 0
            self._lines.append(merged)
            self._lines.extend(nested)

    def _cell_content(self, cell: _Element) -> None:
        self._container(cell)

    def _grid(self, table: _Element) -> list[_GridCell]:
        """The cells of a table with their extents; those swallowed by a merge are left out."""
        cells: list[_GridCell] = []
        open_merges: dict[int, _GridCell] = {}
        for row, line in enumerate(_rows(table)):
            properties = line.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            column = _span(properties, "gridBefore", 0)
            for element in _row_cells(line):
                self._cells += 1
                if self._cells > self._limits.max_cells:
                    raise ReadError("文件里的表格过大，不像一份年度报告；请只保留报告正文后再核查")
                own = element.find(f"{W}tcPr")
                columns = _span(own, "gridSpan", 1)
                merge = own.find(f"{W}vMerge") if own is not None else None
                if merge is not None and merge.get(_VAL) != "restart" and column in open_merges:
                    open_merges[column].rows = row - open_merges[column].row + 1
                else:
                    cell = _GridCell(element, row, column, columns)
                    cells.append(cell)
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = cell
                column += columns
        return cells

    # out

    def _emit(self, part: str) -> None:
        """Lines become blocks. Soft breaks within a sentence are bridged where lines were broken by width."""
        soft = any(line.soft for line in self._lines)
        prose = [line for line in self._lines if line.cell is None and line.kind is BlockKind.PARAGRAPH]
        wrapping = Wrapping([line.text for line in prose]) if soft else None
        blocks: list[_Line] = []
        last = ""
        for line in self._lines:
            if (
                wrapping is not None
                and line.soft
                and blocks
                and blocks[-1].kind is line.kind is BlockKind.PARAGRAPH
                and wrapping.continues(last, line.text)
            ):
                above = blocks[-1]
                offset = len(above.text) + 1
                above.stretches += [(at + offset, length, one, own) for at, length, one, own in line.stretches]
                above.text += "\n" + line.text
            else:
                blocks.append(line)
            last = line.text
        for block, apart in zip(blocks, furniture_among([block.text for block in blocks]), strict=True):
            kind = BlockKind.FURNITURE if apart and block.kind is BlockKind.PARAGRAPH else block.kind
            anchor = Anchor(paragraph=block.paragraph, path=part)
            span = self.assembly.add(block.text, kind, anchor=anchor, heading=block.heading, cell=block.cell)
            if span is None:
                continue
            for at, length, paragraph, own in block.stretches:
                where = Span(span.start + at, span.start + at + length)
                self._stretches.append(_Stretch(where, part, paragraph, own))
        self._lines = []


def _was_emptied(paragraph: _Element) -> bool:
    """Whether a paragraph is empty only because its text was deleted: such a one bears no number."""
    return paragraph.find(f"{W}del") is not None or paragraph.find(f"{W}moveFrom") is not None


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table.iterchildren():
        if child.tag == _TR:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _rows(child)


def _row_cells(row: _Element) -> Iterator[_Element]:
    for child in row.iterchildren():
        if child.tag == _TC:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _row_cells(child)


def _span(properties: _Element | None, name: str, default: int) -> int:
    value = _child_value(properties, name) if properties is not None else None
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and len(value) < 6 else default


def _is_figures(cells: Sequence[_GridCell]) -> bool:
    """Whether a table holds figures. One with a single column, or with whole paragraphs in it, is a box."""
    if not cells or max(cell.row for cell in cells) < 1 or max(cell.column for cell in cells) < 1:
        return False
    total = 0
    for cell in cells:
        length = 0
        for text in cell.element.iter(_T):
            length += len(text.text or "")
            if length > 600:
                return False
        total += length
    return total <= 80 * len(cells)
