"""A small typesetter: a report laid out over A4 pages as a word processor does, for the writers of PDF and OFD.

Lengths are points, the origin is the top left corner of a page, y grows downwards. Chinese characters are
as wide as their size, Latin ones half as wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.document.layout import Glyph, Sheet

WIDTH, HEIGHT = 595.0, 842.0
_NOT_FIRST = "，。、；：？！）》”’】〕%"
_NOT_LAST = "（《“‘【〔"


@dataclass(frozen=True)
class Style:
    size: float = 16.0
    pitch: float = 28.0  # distance of base lines
    left: float = 79.0
    right: float = 527.0  # 28 characters of 16 points
    top: float = 105.0
    bottom: float = 760.0
    indent: float = 2.0  # of first lines, in characters
    after: float = 0.0  # extra room between paragraphs
    header: str = ""
    number: str = "— {} —"  # page number; empty for none


@dataclass
class Run:
    """Characters drawn together: where they begin, their base line, size and how far each is from the next."""

    left: float
    base: float
    size: float
    text: str
    steps: list[float]


@dataclass
class Page:
    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def centred(self, text: str, base: float, size: float = 12.0) -> None:
        """A line in the middle of the page: a running head, a page number."""
        self.runs.append(Run((WIDTH - width(text, size)) / 2, base, size, text, steps(text, size)))


class Paper:
    """Pages being filled: ``base`` is where the next line goes."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.pages = [Page()]
        self.base = style.top

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(Page())
        self.base = self.style.top

    def draw(self, text: str, left: float, size: float, pitch: float) -> None:
        """A line, on a new page where this one is full."""
        if self.base > self.style.bottom:
            self.turn()
        self.pages[-1].runs.append(Run(left, self.base, size, text, steps(text, size)))
        self.base += pitch


def width(text: str, size: float) -> float:
    return sum(step for step in steps(text, size))


def steps(text: str, size: float) -> list[float]:
    return [size * (0.5 if char < "\x7f" else 1.0) for char in text]


def wrap(text: str, size: float, room: float, indent: float) -> list[str]:
    """Lines of a paragraph: figures and words stay whole, marks stay with what they close or open."""
    units: list[str] = []
    for char in text:
        joins = units and (
            (char < "\x7f" and units[-1][-1] < "\x7f" and char != " ")
            or char in _NOT_FIRST
            or units[-1][-1] in _NOT_LAST
        )
        if joins:
            units[-1] += char
        else:
            units.append(char)
    lines, line, left = [], "", room - indent
    for unit in units:
        if line and width(line + unit, size) > left + 0.01:
            lines.append(line)
            line, left = "", room
        line += unit
    return [*lines, line]


def typeset(paragraphs: Sequence[str], style: Style = Style()) -> list[Page]:
    """Pages of a report. The first paragraph is the title; the last lines that end no sentence are the signature."""
    paper = Paper(style)
    for index, paragraph in enumerate(paragraphs):
        size, room = style.size, style.right - style.left
        if index == 0:
            size = 22.0
            for line in wrap(paragraph, size, room, 0.0):
                paper.draw(line, (style.left + style.right - width(line, size)) / 2, size, 36.0)
            paper.base += 12.0
        elif index >= len(paragraphs) - 3 and paragraph[-1] not in "。：；":
            paper.draw(paragraph, style.right - 2 * size - width(paragraph, size), size, style.pitch)
        else:
            indent = 0.0 if paragraph.endswith("：") and len(paragraph) < 15 else style.indent * size
            for number, line in enumerate(wrap(paragraph, size, room, indent)):
                paper.draw(line, style.left + (indent if number == 0 else 0.0), size, style.pitch)
            paper.base += style.after
    for number, page in enumerate(paper.pages, 1):
        for text, place in ((style.header, 50.0), (style.number.format(number), 800.0)):
            if text:
                page.centred(text, place)
    return paper.pages


def sheets(pages: Sequence[Page]) -> list[Sheet]:
    """The pages as a reader hands them to the layout."""
    result: list[Sheet] = []
    for page in pages:
        glyphs: list[Glyph] = []
        for run in page.runs:
            left = run.left
            for char, step in zip(run.text, run.steps, strict=True):
                glyphs.append((left, left + step, run.base, run.size, char))
                left += step
        result.append(Sheet(WIDTH, HEIGHT, glyphs, list(page.rules)))
    return result


def table(
    page: Page, rows: Sequence[Sequence[str]], left: float, top: float, step: float = 90.0, high: float = 24.0
) -> None:
    """Draw a ruled table on a page."""
    right, bottom = left + step * len(rows[0]), top + high * len(rows)
    for index in range(len(rows) + 1):
        page.rules.append((left, top + index * high, right, top + index * high))
    for index in range(len(rows[0]) + 1):
        page.rules.append((left + index * step, top, left + index * step, bottom))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            base = top + row * high + 16.0
            page.runs.append(Run(left + column * step + 5.0, base, 12.0, text, steps(text, 12.0)))
