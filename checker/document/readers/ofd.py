"""OFD, the national layout format (GB/T 33190-2016): the package read directly, character by character.

Fonts are not needed: a text object carries its characters and, for each, the distance to the next. Where
a producer leaves these out, a Chinese character is as wide as its size and a Latin one half as wide.
Annotations, signatures and seals are not the author's text and stay unread.
"""

from __future__ import annotations

import math
import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.document.layout import Box, Glyph, Sheet, compose
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Document
from checker.document.package import Package
from checker.document.textlayer import remarks
from checker.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_MM = 72 / 25.4  # lengths of the file are millimetres, ours points
_REMEDY = "请重新拷贝，或从原文件再导出一次"
_EMPTY = "OFD 里一页也没有；请重新导出，或改交 Word 文件"
_LOCKED = "OFD 文件已加密，读不出内容；请用阅读软件打开后另存为不加密的文件，或改交 Word 文件"
_LONG = 200  # characters
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in an OFD file. ReadError: damaged, encrypted, without text, beyond the limits."""
    limits.check_bytes(len(data))
    sheets, notes = _Reader(Package(data, limits), limits).sheets()
    notes.extend(remarks(sheets, "OFD"))
    return compose(sheets, name, "ofd", limits, notes)


class _Reader:
    """Walks the package from OFD.xml to the characters of the pages."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._characters = 0
        self._left = limits.max_blocks * 10  # objects still to be looked at: text, paths, groups
        # Producers differ in the case of names, some write a leading slash.
        self._names = {name.lower().lstrip("/"): name for name in package.names}

    def sheets(self) -> tuple[list[Sheet], list[str]]:
        """The pages of the (first) document, and remarks for the user."""
        root = self._part("OFD.xml", "")
        bodies = [_text(body) for body in root.iter("{*}DocRoot")]
        if not bodies or not bodies[0]:
            raise ReadError(f"OFD 文件缺少正文（DocRoot），已损坏；{_REMEDY}")
        notes = [f"OFD 文件内含 {len(bodies)} 份文档，只核查了第一份"] if len(bodies) > 1 else []
        place = _path("", bodies[0])
        document = self._part(bodies[0], "")
        folder = posixpath.dirname(place)
        common = _child(document, "CommonData")
        area = _area(_child(common, "PageArea")) if common is not None else None
        templates = {
            template.get("ID", ""): template.get("BaseLoc", "") for template in document.iter("{*}TemplatePage")
        }
        pages_of = _child(document, "Pages")
        pages = [page.get("BaseLoc", "") for page in pages_of.iter("{*}Page")] if pages_of is not None else []
        if not pages:
            raise ReadError(_EMPTY)
        self._limits.check_pages(len(pages))
        drawn: dict[str, list[Glyph]] = {}
        sheets: list[Sheet] = []
        parts = [self._part(location, folder) for location in pages]
        used = Counter(item.get("TemplateID", "") for page in parts for item in page.iterchildren("{*}Template"))
        for page in parts:
            size = _area(_child(page, "Area")) or area or (0.0, 0.0, 210.0, 297.0)
            sheet = Sheet((size[2]) * _MM, (size[3]) * _MM, [])
            for reference in page.iterchildren("{*}Template"):
                key = reference.get("TemplateID", "")
                if key in templates:
                    if key not in drawn:
                        drawn[key] = self._template(templates[key], folder, size)
                    # Long text on a template of one page only is no furniture, whatever the producer calls it.
                    prose = used[key] == 1 and len(drawn[key]) >= _LONG
                    (sheet.glyphs if prose else sheet.backdrop).extend(drawn[key])
                    self._count(len(drawn[key]))
            self._content(page, sheet, size)
            sheets.append(sheet)
        if not any(sheet.glyphs for sheet in sheets):
            # Some producers put all they draw into the template, or turn the page in the matrix of each object.
            for sheet in sheets:
                sheet.glyphs, sheet.backdrop = sheet.backdrop, []
        return sheets, notes

    def _template(self, location: str, folder: str, size: Box) -> list[Glyph]:
        sheet = Sheet(0.0, 0.0, [])
        if self._found(location, folder) is not None:
            self._content(self._part(location, folder), sheet, size)
        return sheet.glyphs + sheet.backdrop

    def _found(self, location: str, folder: str) -> str | None:
        """The name of the member that a location leads to; a path out of the package leads nowhere."""
        for path in (_path(folder, location), _path("", location)):
            name = self._names.get(path.lower())
            if name is not None:
                return name
        return None

    def _part(self, location: str, folder: str) -> _Element:
        name = self._found(location, folder)
        if name is None:
            shown = location.strip()[:60] or "（空）"
            raise ReadError(f"OFD 文件缺少部件 {shown}，不完整或已损坏；{_REMEDY}")
        try:
            root = self._package.xml(name)
        except ReadError as error:
            if any(key.startswith("encryptions") or key.endswith("decryptseed.dat") for key in self._names):
                raise ReadError(_LOCKED) from None
            raise error
        assert root is not None
        return root

    def _count(self, more: int) -> None:
        self._characters += more
        self._limits.check_characters(self._characters)

    def _content(self, page: _Element, sheet: Sheet, size: Box) -> None:
        for content in page.iterchildren("{*}Content"):
            for layer in content.iterchildren("{*}Layer"):
                self._block(layer, sheet, size, 0)

    def _block(self, block: _Element, sheet: Sheet, size: Box, depth: int) -> None:
        """A layer or a group of objects."""
        for item in block.iterchildren():
            self._left -= 1
            if self._left < 0:
                raise ReadError(f"OFD 页面内的图元过多，不像一份年度报告；{_REMEDY}")
            kind = item.tag.rpartition("}")[2]
            if kind == "TextObject":
                self._text_object(item, sheet, size)
            elif kind == "PathObject":
                sheet.rules.extend(_rules(item, size))
            elif kind == "PageBlock" and depth < self._limits.max_depth:
                self._block(item, sheet, size, depth + 1)

    def _text_object(self, item: _Element, sheet: Sheet, page: Box) -> None:
        if item.get("Visible") == "false":
            return
        matrix = _placed(item, page)
        size = _number(item.get("Size"), 0.0)
        stretch = _number(item.get("HScale"), 1.0)
        height = size * math.hypot(matrix[2], matrix[3])
        if not 0.0 < height < 5_000.0:
            return
        angle = math.degrees(math.atan2(matrix[1], matrix[0]))
        target = sheet.glyphs if abs(angle) < 5.0 else sheet.backdrop
        x = y = 0.0
        for code in item.iterchildren("{*}TextCode"):
            # X and Y may be left out where text goes on from the code before.
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = code.text or ""
            self._count(len(text))
            across = _deltas(code.get("DeltaX"), len(text))
            down = _deltas(code.get("DeltaY"), len(text))
            for index, char in enumerate(text):
                natural = (size if _is_wide(char) else 0.5 * size) * stretch
                step = across[index] if index < len(across) else 0.0 if down else natural
                # What is drawn is no wider than the step to the next character, nor than the character is.
                width = min(natural, step) if step > 0.0 and index + 1 < len(text) else natural
                if 0.0 < step < 1.5 * natural:
                    width = step
                if char not in "\r\n\t":
                    left, base = _apply(matrix, x, y)
                    right, _ = _apply(matrix, x + width, y)
                    # Outside the page nobody sees it; the bounds also catch numbers without measure.
                    if -height < left < page[2] + height and -height < base < page[3] + height and right < 1e6:
                        target.append((left * _MM, max(left, right) * _MM, base * _MM, height * _MM, char))
                x += step
                y += down[index] if index < len(down) else 0.0


def _path(folder: str, location: str) -> str:
    """A location made a member's name: relative to ``folder``, or to the package where it begins with a slash."""
    location = location.strip().replace("\\", "/")
    joined = location if location.startswith("/") else f"/{folder}/{location}"
    return posixpath.normpath(joined).lstrip("/")


def _text(element: _Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _child(element: _Element, name: str) -> _Element | None:
    return next(iter(element.iterchildren(f"{{*}}{name}")), None)


def _area(element: _Element | None) -> Box | None:
    """Left, top, width and height of the page in millimetres."""
    if element is None:
        return None
    numbers = _numbers(_text(_child(element, "PhysicalBox")))
    if len(numbers) != 4 or not (0.0 < numbers[2] < 1e5 and 0.0 < numbers[3] < 1e5):
        return None
    return (numbers[0], numbers[1], numbers[2], numbers[3])


def _number(value: str | None, default: float) -> float:
    try:
        number = float(value) if value else default
    except ValueError:
        return default
    return number if math.isfinite(number) else default


def _numbers(value: str | None) -> list[float]:
    try:
        numbers = [float(part) for part in (value or "").replace(",", " ").split()]
    except ValueError:
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []


def _placed(item: _Element, page: Box) -> _Matrix:
    """From the object's own coordinates to those of the page: its matrix, then the corner of its boundary."""
    boundary = _numbers(item.get("Boundary"))
    left, top = (boundary[0], boundary[1]) if len(boundary) == 4 else (0.0, 0.0)
    own = _numbers(item.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else _IDENTITY
    return (a, b, c, d, e + left - page[0], f + top - page[1])


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _deltas(value: str | None, most: int) -> list[float]:
    """Distances between characters: numbers, where ``g n v`` stands for n times v. At most ``most``."""
    if not value:
        return []
    parts = iter(value.split())
    deltas: list[float] = []
    for part in parts:
        if len(deltas) >= most:
            break
        if part == "g":
            times, distance = _number(next(parts, None), 0.0), _number(next(parts, None), 0.0)
            deltas.extend([distance] * min(max(int(times), 0), most - len(deltas)))
        else:
            deltas.append(_number(part, 0.0))
    if deltas:  # too few: the last one holds for the rest
        deltas.extend([deltas[-1]] * (most - len(deltas)))
    return deltas


def _is_wide(char: str) -> bool:
    # The dashes, quotation marks and dots of Chinese type are wide in Chinese fonts ("ambiguous" in Unicode).
    return char > "\u2e7f" or unicodedata.east_asian_width(char) in "WFA"


def _rules(item: _Element, page: Box) -> Iterator[Box]:
    """The straight level and upright lines of a path, as thin boxes."""
    if item.get("Visible") == "false":
        return
    stroke, fill = item.get("Stroke", "true") != "false", item.get("Fill", "false") == "true"
    if not stroke and not fill:
        return
    data = _child(item, "AbbreviatedData")
    text = _text(data)
    if not text or len(text) > 20_000:
        return
    matrix = _placed(item, page)
    figures: list[list[tuple[float, float]]] = []
    parts = iter(text.split())
    for part in parts:
        if part in ("M", "S", "L"):
            x, y = _apply(matrix, _number(next(parts, None), 0.0), _number(next(parts, None), 0.0))
            if part != "L" or not figures:
                figures.append([])
            figures[-1].append((x * _MM, y * _MM))
        elif part in ("C", "Z"):
            if figures and figures[-1]:
                figures[-1].append(figures[-1][0])
        elif part in ("Q", "B", "A"):
            return  # curved: no table
    for points in figures:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if not all(-1e5 < edge < 1e5 for edge in box):
            continue
        if min(box[2] - box[0], box[3] - box[1]) < 3.0:
            yield box
        elif stroke:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) < 0.5:
                    yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
