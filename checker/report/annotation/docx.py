"""Word comments at the words of the findings, in the author's own file.

The body is changed by insertions only: marks around the words, runs cut in two where a mark falls into one. With
``suggest`` certain corrections are tracked changes besides. Headers, footnotes and text boxes take no comments (Word
ignores them there, [MS-OI29500] 2.1.315), so such a remark stands at the nearest words of the body and says so.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Span
from checker.document.package import Package, parse_xml
from checker.document.readers.docx import TRANSPARENT, Piece, Place, W, main_part, own_pieces, part_root
from checker.errors import ReadError
from checker.report.annotation.comments import comment_xml, comments_part, reference_run
from checker.report.annotation.markup import Edit, Extent, Source, apply, before_end, escape, normal, numbered
from checker.report.annotation.package import rewrite
from checker.report.annotation.remarks import AUTHOR, Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Annotated", "WayBack", "annotate_docx"]

_P, _R, _T, _PROPERTIES = f"{W}p", f"{W}r", f"{W}t", f"{W}rPr"
_BOX = f"{W}txbxContent"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Word refuses a file whose name does not fit its main part.
_SUFFIXES = (
    ("ms-word.document.macroEnabled", ".docm"),
    ("ms-word.template.macroEnabled", ".dotm"),
    ("wordprocessingml.template", ".dotx"),
)
# Elements around a run in which a change can be tracked. Within an insertion or a field it would nest or get lost.
_EDITABLE = frozenset(f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent"))
_SIGNED = "原件有电子签名（签章），批注副本里签名已失效，请以原件为准"
_PROTECTED = "文件设有编辑保护，批注看得到；要修改请先取消保护"

# The order of what is inserted at one place.
_CLOSE_DELETION, _POINT, _INSERTION, _END, _START, _OPEN_DELETION, _INSERTION_BEFORE = range(7)


class WayBack(Protocol):
    """From a stretch of the report's text to paragraphs of the file, as ``Places`` of the docx reader gives it."""

    hidden: frozenset[str]

    def of(self, span: Span) -> tuple[Place, ...]: ...


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy with remarks: its bytes, the suffix of its name (.docx, .pdf …), and how many remarks and changes it has.

    ``notes`` are Chinese sentences for the user.
    """

    data: bytes
    suffix: str
    remarks: int
    edits: int = 0
    notes: tuple[str, ...] = ()


def annotate_docx(
    data: bytes,
    places: WayBack,
    remarks: Sequence[Remark],
    day: date,
    *,
    suggest: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Annotated:
    """The docx with a comment for each remark, whose spans ``places`` leads back to the file; dated ``day``.

    A remark without a span stands at the first paragraph. ``suggest`` adds tracked changes where the correction is
    certain. Raises ReadError where the package is damaged or beyond the limits.
    """
    package = Package(data, limits)
    body = _Body(package, places, limits)
    anchored = [body.anchor(remark) for remark in remarks]
    changes = body.changes(anchored) if suggest else {}
    comments = _Comments(package, body.part, strict=body.strict)
    text = body.annotated(anchored, changes, comments.first, day)
    parts = {body.part: text, **comments.parts([one.remark for one in anchored], day)}
    notes: list[str] = []
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        notes.append(_SIGNED)
    if _is_protected(package, body.part):
        notes.append(_PROTECTED)
    return Annotated(rewrite(data, parts), _suffix(package), len(anchored), len(changes), tuple(notes))


# ── where the remarks stand ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A remark from own character ``start`` of paragraph ``first`` to ``end`` of ``last`` (both of the body)."""

    remark: Remark
    first: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Own characters ``[start, end)`` of a paragraph go, ``new`` comes."""

    paragraph: int
    start: int
    end: int
    new: str


@dataclass(slots=True)
class _Cut:
    """A run that is parted: what comes between its parts, by rank."""

    run: _Element
    text: _Element | None  # the w:t that is parted too, None between two elements
    marks: list[tuple[int, bytes]] = field(default_factory=list)


class _Body:
    """The main part of a document, its tree and its bytes side by side."""

    def __init__(self, package: Package, places: WayBack, limits: Limits) -> None:
        self._package = package
        self._places = places
        self._limits = limits
        self.part = main_part(package)
        raw = package.read(self.part)
        if raw is None:
            raise ReadError("文件里没有 Word 正文（缺少 document.xml），可能已损坏；请用 Word 或 WPS 打开后另存再核查")
        self.strict = b"purl.oclc.org/ooxml" in raw[:4096]
        self._source = Source(normal(raw))
        self.root = part_root(package, self.part, limits)
        assert self.root is not None
        self._numbers = numbered(self.root)
        self._paragraphs = list(self.root.iter(_P))
        self._pieces: dict[int, list[Piece]] = {}
        space = _STRICT_W if self.strict else W[1:-1]
        names = [name for name, uri in self.root.nsmap.items() if uri == W[1:-1] and name]
        # Without a prefix in the file each of our elements brings its own.
        self._prefix = names[0] if names else "w"
        self._declaration = "" if names else f' xmlns:w="{space}"'
        # What is inserted: between elements, and where a run is parted; by byte.
        self._outer: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
        self._cuts: dict[int, _Cut] = {}
        self._edits: list[Edit] = []
        self._deleted: dict[_Element, list[tuple[int, int]]] = defaultdict(list)

    def pieces(self, paragraph: int) -> list[Piece]:
        if paragraph not in self._pieces:
            self._pieces[paragraph] = list(own_pieces(self._paragraphs[paragraph], self._places.hidden))
        return self._pieces[paragraph]

    def length(self, paragraph: int) -> int:
        pieces = self.pieces(paragraph)
        return pieces[-1].start + len(pieces[-1].text) if pieces else 0

    def text(self, paragraph: int, start: int, end: int) -> str:
        return "".join(piece.text for piece in self.pieces(paragraph))[start:end]

    def anchor(self, remark: Remark) -> _Anchored:
        """The place of a remark in the body."""
        if remark.span is None:
            return self._at(remark, self._opening)
        found = self._places.of(remark.span)
        inside = [place for place in found if place.part == self.part and not self._boxed(place.paragraph)]
        if not inside:
            return self._beside(remark, found)
        first, last = inside[0], inside[-1]
        if len(remark.span) and first == last and first.start == first.end:
            # Nothing but a number that Word counts by itself: the paragraph that bears it.
            return self._at(remark, first.paragraph, whole=True)
        return _Anchored(remark, first.paragraph, first.start, last.paragraph, last.end)

    def _at(self, remark: Remark, paragraph: int, offset: int = 0, *, whole: bool = False) -> _Anchored:
        return _Anchored(remark, paragraph, offset, paragraph, self.length(paragraph) if whole else offset)

    def _beside(self, remark: Remark, found: Sequence[Place]) -> _Anchored:
        """A remark on words where no comment can stand."""
        quote = f"“{remark.quote[:40]}{'…' if len(remark.quote) > 40 else ''}”" if remark.quote else ""
        if not found:
            return self._at(remark, self._opening)
        place = found[0]
        if place.part == self.part:
            where, paragraph, offset = "文本框", self._holder(place.paragraph), 0
        elif (note := self._note_of(place)) is not None:
            where, (paragraph, offset) = "脚注（尾注）", note
        else:
            where, paragraph, offset = "页眉或页脚", self._opening, 0
        line = f"{where}里的{quote or '文字'}（Word 不能在那里加批注）"
        return self._at(remark.with_line("位置：", line), paragraph, offset)

    @cached_property
    def _opening(self) -> int:
        """The first paragraph of the body that shows anything."""
        for number in range(len(self._paragraphs)):
            if not self._boxed(number) and any(piece.text.strip() for piece in self.pieces(number)):
                return number
        return 0

    def _boxed(self, paragraph: int) -> bool:
        return next(self._paragraphs[paragraph].iterancestors(_BOX), None) is not None

    def _holder(self, paragraph: int) -> int:
        """The paragraph of the body in which the text box of a paragraph is anchored."""
        outermost = list(self._paragraphs[paragraph].iterancestors(_P))
        return self._paragraphs.index(outermost[-1]) if outermost else self._opening

    def _note_of(self, place: Place) -> tuple[int, int] | None:
        """Paragraph and own character at which the body refers to the note that holds a place."""
        root = part_root(self._package, place.part, self._limits)
        if root is None or root.tag not in (f"{W}footnotes", f"{W}endnotes"):
            return None
        kind = "footnote" if root.tag == f"{W}footnotes" else "endnote"
        paragraph = list(root.iter(_P))[place.paragraph]
        number = next((note.get(f"{W}id") for note in paragraph.iterancestors(f"{W}{kind}")), None)
        assert self.root is not None
        for reference in self.root.iter(f"{W}{kind}Reference"):
            if reference.get(f"{W}id") != number:
                continue
            holders = list(reference.iterancestors(_P))
            if not holders or any(True for _ in reference.iterancestors(_BOX)):
                return None
            index = self._paragraphs.index(holders[0])
            before = [p for p in self.pieces(index) if self._numbers[p.element] < self._numbers[reference]]
            return index, before[-1].start + len(before[-1].text) if before else 0
        return None

    # ── certain corrections ──

    def changes(self, anchored: Sequence[_Anchored]) -> dict[int, _Change]:
        """By number of the remark, the corrections that can be tracked without touching anything else."""
        found: dict[int, _Change] = {}
        taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(anchored):
            change = self._change(one)
            if change is None:
                continue
            place = (change.start, change.end)
            if any(start <= place[1] and place[0] <= end for start, end in taken[change.paragraph]):
                continue  # two corrections of one place: the first is enough
            if any(
                paragraph == change.paragraph and place[0] < offset < place[1]
                for other in anchored
                for paragraph, offset in ((other.first, other.start), (other.last, other.end))
            ):
                continue  # the mark of another comment would be deleted with the words
            taken[change.paragraph].append(place)
            found[number] = change
        return found

    def _change(self, one: _Anchored) -> _Change | None:
        new, quote = one.remark.replacement, one.remark.quote
        if new is None or new == quote or one.first != one.last or re.search(r"[\n\t\x00-\x1f]", new):
            return None
        if self.text(one.first, one.start, one.end) != quote:
            return None
        head = _common(quote, new)
        tail = _common(quote[head:][::-1], new[head:][::-1])
        start, end = one.start + head, one.end - tail
        touched = [p for p in self.pieces(one.first) if p.start < max(end, start + 1) and p.start + len(p.text) > start]
        if start == end:
            touched = touched or self.pieces(one.first)[-1:]
        if not touched or not all(self._is_editable(piece) for piece in touched):
            return None
        return _Change(one.first, start, end, new[head : len(new) - tail])

    def _is_editable(self, piece: Piece) -> bool:
        if piece.element.tag != _T or piece.run.tag != _R or not _is_plain(piece):
            return False
        if any(child.tag not in (_T, _PROPERTIES, f"{W}lastRenderedPageBreak") for child in piece.run):
            return False
        for parent in piece.run.iterancestors():
            if parent.tag == _P:
                return True
            if parent.tag not in _EDITABLE:
                return False
        return False

    # ── the marks ──

    def annotated(self, anchored: Sequence[_Anchored], changes: dict[int, _Change], first_id: int, day: date) -> bytes:
        """The bytes of the part with marks for all remarks, numbered from ``first_id``."""
        revision = _revision_above(self._source.data)
        for number, one in enumerate(anchored):
            key = first_id + number
            start = self._element("commentRangeStart", f'w:id="{key}"')
            end = self._element("commentRangeEnd", f'w:id="{key}"')
            end += reference_run(key, self._prefix, self._declaration).encode()
            change = changes.get(number)
            if change is not None:
                self._track(change, at_start=change.start == one.start, revision=revision, day=day)
                revision += 2 * len(self.pieces(one.first)) + 2
            if (one.first, one.start) == (one.last, one.end):
                self._mark(one.first, one.start, _POINT, start, before=one.start == 0)
                self._mark(one.first, one.start, _END, end, before=one.start == 0)
            else:
                self._mark(one.first, one.start, _START, start, before=True)
                self._mark(one.last, one.end, _END, end, before=False)
        return apply(self._source.data, [*self._edits, *self._outer_edits(), *self._cut_edits()])

    def _element(self, name: str, attributes: str, inside: str | None = None) -> bytes:
        """One of our elements; ``w:`` in ``attributes`` and ``inside`` becomes the prefix of the file."""
        prefixed = (
            f"<w:{name}{self._declaration} {attributes}/>"
            if inside is None
            else f"<w:{name}{self._declaration} {attributes}>{inside}</w:{name}>"
        )
        if self._prefix != "w":
            prefixed = re.sub(r"(</?|\s)w:", rf"\1{self._prefix}:", prefixed)
        return prefixed.encode()

    def _mark(self, paragraph: int, offset: int, rank: int, mark: bytes, *, before: bool) -> None:
        """Insert at an own character: before it, or (not ``before``) after the one before it."""
        pieces = self.pieces(paragraph)
        if not pieces:
            self._in_empty(paragraph, rank, mark)
            return
        index = offset if before else offset - 1
        piece = next((p for p in pieces if index < p.start + len(p.text)), None)
        if piece is None:  # before what comes after the last character
            piece, before = pieces[-1], False
            inner = len(piece.text)
        else:
            inner = max(offset - piece.start, 0)
        extent = self._extent(piece.element)
        holder, divisible = self._holder_of(piece)
        if not divisible:
            around = self._extent(holder)
            self._outer[around.start if before else around.end].append((rank, mark))
        elif 0 < inner < len(piece.text):
            self._cut(self._source.character(extent, inner), piece.run, piece.element, rank, mark)
        elif before and self._begins(piece):
            self._outer[self._extent(piece.run).start].append((rank, mark))
        elif not before and piece.element.getnext() is None:
            self._outer[self._extent(piece.run).end].append((rank, mark))
        else:
            self._cut(extent.start if before else extent.end, piece.run, None, rank, mark)

    def _in_empty(self, paragraph: int, rank: int, mark: bytes) -> None:
        """Into a paragraph that shows nothing: after its properties."""
        element = self._paragraphs[paragraph]
        extent = self._extent(element)
        properties = element.find(f"{W}pPr")
        if extent.empty:
            name = self._source.name(extent)
            if not any(edit.start == extent.start for edit in self._edits):
                opened = self._source.start_tag(extent)
                self._edits.append(Edit(extent.start, extent.end, opened + b"</" + name + b">", -1))
            # Marks and paragraph are written together, so the closing tag must come last.
            edit = next(edit for edit in self._edits if edit.start == extent.start)
            closing = b"</" + name + b">"
            self._edits.remove(edit)
            self._edits.append(Edit(edit.start, edit.end, edit.new.removesuffix(closing) + mark + closing, -1))
        else:
            at = self._extent(properties).end if properties is not None else extent.inner
            self._outer[at].append((rank, mark))

    def _extent(self, element: _Element) -> Extent:
        return self._source.extents[self._numbers[element]]

    def _begins(self, piece: Piece) -> bool:
        """Whether nothing but properties stands before a piece in its run."""
        above = piece.element.getprevious()
        return above is None or above.tag == _PROPERTIES

    def _holder_of(self, piece: Piece) -> tuple[_Element, bool]:
        """The element around which marks can stand, and whether it is a run that can be parted at this piece."""
        holder = piece.run
        for parent in piece.run.iterancestors():
            if parent.tag == _P:
                break
            if parent.tag not in TRANSPARENT:
                holder = parent
        return holder, holder is piece.run and holder.tag == _R and _is_plain(piece)

    def _cut(self, at: int, run: _Element, text: _Element | None, rank: int, mark: bytes) -> None:
        self._cuts.setdefault(at, _Cut(run, text)).marks.append((rank, mark))

    def _outer_edits(self) -> list[Edit]:
        return [Edit(at, at, _ordered(marks)) for at, marks in self._outer.items()]

    def _cut_edits(self) -> list[Edit]:
        """Runs parted where marks fall into them, and text turned into deleted text."""
        edits: list[Edit] = []
        parted: dict[_Element, list[int]] = defaultdict(list)
        for at, cut in self._cuts.items():
            if cut.text is not None:
                parted[cut.text].append(at)
        for at, cut in sorted(self._cuts.items()):
            run = self._extent(cut.run)
            properties = cut.run.find(_PROPERTIES)
            reopened = self._source.start_tag(run)
            if properties is not None:
                reopened += self._source.outer(self._extent(properties))
            closed = b"</" + self._source.name(run) + b">"
            if cut.text is not None:
                text = self._extent(cut.text)
                closed = b"</" + self._text_name(cut.text, at - 1) + b">" + closed
                reopened += b"<" + self._text_name(cut.text, at) + b' xml:space="preserve">'
            edits.append(Edit(at, at, closed + _ordered(cut.marks) + reopened))
        for element in {*parted, *self._deleted}:
            text = self._extent(element)
            name = self._source.name(text)
            tag = self._source.start_tag(text)
            first = self._text_name(element, text.inner)
            space = b' xml:space="preserve"' if element in parted and b"xml:space" not in tag else b""
            if first != name or space:
                edits.append(Edit(text.start, text.start + 1 + len(name), b"<" + first + space))
            last = self._text_name(element, text.close - 1)
            if last != name:
                edits.append(Edit(text.close, text.end, b"</" + last + b">"))
        return edits

    def _text_name(self, element: _Element, at: int) -> bytes:
        """The name of a w:t, or of the deleted text that it becomes, at a byte of it."""
        name = self._source.name(self._extent(element))
        if any(start <= at < end for start, end in self._deleted.get(element, ())):
            return name[: len(name) - 1] + b"delText"
        return name

    def _track(self, change: _Change, *, at_start: bool, revision: int, day: date) -> None:
        """A tracked change: one deletion per run, then the insertion in the type of the first of them."""
        pieces = self.pieces(change.paragraph)
        about = f'w:author="{AUTHOR}" w:date="{day.isoformat()}T00:00:00Z"'
        gone = [p for p in pieces if p.start < change.end and p.start + len(p.text) > change.start]
        if change.start == change.end:
            gone = []
        opened = self._element("del", f'w:id="#" {about}', "").partition(b"></")[0] + b">"
        closed = b"</" + self._prefix.encode() + b":del>"
        for piece in gone:
            start, end = max(change.start, piece.start), min(change.end, piece.start + len(piece.text))
            extent = self._extent(piece.element)
            self._mark(
                change.paragraph, start, _OPEN_DELETION, opened.replace(b"#", str(revision).encode()), before=True
            )
            self._mark(change.paragraph, end, _CLOSE_DELETION, closed, before=False)
            self._deleted[piece.element].append(
                (
                    self._source.character(extent, start - piece.start),
                    self._source.character(extent, end - piece.start),
                )
            )
            revision += 1
        if not change.new:
            return
        model = gone[0] if gone else self._neighbour(pieces, change.start, after=at_start)
        properties = model.run.find(_PROPERTIES)
        raw = self._source.outer(self._extent(properties)).decode() if properties is not None else ""
        inside = f'<w:r>\x00<w:t xml:space="preserve">{escape(change.new)}</w:t></w:r>'
        inserted = self._element("ins", f'w:id="{revision}" {about}', inside).replace(b"\x00", raw.encode())
        if gone or not at_start:
            self._mark(change.paragraph, change.end, _INSERTION, inserted, before=False)
        else:
            self._mark(change.paragraph, change.start, _INSERTION_BEFORE, inserted, before=True)

    @staticmethod
    def _neighbour(pieces: list[Piece], offset: int, *, after: bool) -> Piece:
        index = offset if after else offset - 1
        return next((piece for piece in pieces if index < piece.start + len(piece.text)), pieces[-1])


def _is_plain(piece: Piece) -> bool:
    """Whether a piece stands in its run as Word writes it: directly, and without anything inside."""
    properties = piece.run.find(_PROPERTIES)
    nested = properties is not None and properties.find(f".//{W}t") is not None
    return piece.element.getparent() is piece.run and len(piece.element) == 0 and not nested


def _ordered(marks: list[tuple[int, bytes]]) -> bytes:
    return b"".join(mark for _, mark in sorted(marks, key=lambda pair: pair[0]))


def _common(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _revision_above(data: bytes) -> int:
    """A number for tracked changes above all numbers in use."""
    used = (int(number) for number in re.findall(rb':id="(\d{1,9})"', data))
    return max((number for number in used if number < 2**30), default=0) + 1


# ── the comments and how the package knows of them ──────────────────────────────────────────────


class _Comments:
    """The part that holds the comments: there already, or new with its relation and content type."""

    def __init__(self, package: Package, main: str, *, strict: bool) -> None:
        self._package = package
        self._strict = strict
        folder, name = posixpath.split(main)
        self._relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
        self._relations = package.read(self._relations_part)
        self._main = main
        self._part = self._related(folder)
        self._known = self._part is not None
        if self._part is None:
            taken = {member.lower() for member in package.names}
            names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(len(taken) + 1))
            self._part = next(candidate for candidate in names if candidate.lower() not in taken)
        self._existing = package.read(self._part) if self._known else None
        used = (package.read(main) or b"") + (self._existing or b"")
        marks = re.findall(rb"<[^<>]*comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]*?\bid=[\"'](\d{1,9})[\"']", used)
        self.first = max((int(number) for number in marks if int(number) < 2**30), default=-1) + 1

    def _related(self, folder: str) -> str | None:
        if self._relations is None:
            return None
        for relation in parse_xml(self._relations, DEFAULT_LIMITS).iter(f"{{{_RELATIONS}}}Relationship"):
            if relation.get("Type", "").endswith("/relationships/comments"):
                target = relation.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if path in self._package.names:
                    return path
        return None

    def parts(self, remarks: Sequence[Remark], day: date) -> dict[str, bytes]:
        """The parts to be written, by name; none where there is nothing to say."""
        if not remarks:
            return {}
        assert self._part is not None
        space = _STRICT_W if self._strict else W[1:-1]
        comments = "".join(comment_xml(self.first + n, remark, day) for n, remark in enumerate(remarks))
        if self._existing is not None:
            # The part may call the namespace by another name, so each comment brings its own.
            comments = comments.replace("<w:comment ", f'<w:comment xmlns:w="{space}" ')
            return {self._part: before_end(self._existing, comments.encode())}
        found = {self._part: comments_part(comments, space)}
        found[self._relations_part] = self._with_relation()
        found["[Content_Types].xml"] = self._with_type()
        return found

    def _with_relation(self) -> bytes:
        assert self._part is not None
        kind = f"{_STRICT_OFFICE if self._strict else _OFFICE}/comments"
        raw = self._relations or f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        number = next(n for n in range(1, 100_000) if f'"rIdChecker{n}"'.encode() not in raw)
        relation = (
            f'<Relationship xmlns="{_RELATIONS}" Id="rIdChecker{number}" Type="{kind}" '
            f'Target="{posixpath.basename(self._part)}"/>'
        )
        return before_end(raw, relation.encode())

    def _with_type(self) -> bytes:
        raw = self._package.read("[Content_Types].xml")
        override = f'<Override xmlns="{_TYPES}" PartName="/{self._part}" ContentType="{_COMMENTS_TYPE}"/>'
        if raw is None:
            defaults = (
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/{self._main}" ContentType="{_MAIN_TYPE}"/>'
            )
            raw = f'<Types xmlns="{_TYPES}">{defaults}</Types>'.encode()
        return before_end(raw, override.encode())


def _suffix(package: Package) -> str:
    types = package.read("[Content_Types].xml") or b""
    return next((suffix for mark, suffix in _SUFFIXES if mark.encode() in types), ".docx")


def _is_protected(package: Package, main: str) -> bool:
    settings = package.xml(posixpath.join(posixpath.dirname(main), "settings.xml"))
    if settings is None:
        return False
    for element in settings.iter():
        if isinstance(element.tag, str) and element.tag.endswith("}documentProtection"):
            on = {str(key).rpartition("}")[2]: value for key, value in element.attrib.items()}
            return on.get("enforcement") in ("1", "true", "on") and on.get("edit") not in (None, "none", "comments")
    return False
