"""Markdown: headings, tables and list marks read; every character keeps its place.

Marks of emphasis, links, escapes and comments turn into zero-width spaces, one for one: a pattern sees
37 where the file holds ``**37**``, and offsets are still file offsets.
"""

from __future__ import annotations

import re

from checker.document.assembly import BLANKS
from checker.document.furniture import is_furniture
from checker.document.model import Block, BlockKind, Cell, Span

__all__ = ["read_markdown"]

_UNSEEN = "\u200b"
_HIDDEN = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)"),
    re.compile(r"(?<=\])\([^)\s]{1,500}\)"),
    re.compile(r"</?(?:b|i|u|em|strong|span|font|center|sup|sub|br|p|div)(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE),
    re.compile(
        r"\*{1,3}(?=\S)(?=[^*\n]{1,2000}\*)|(?<=[^\s*])\*{1,3}|(?<![A-Za-z0-9])__(?=\S)|(?<=\S)__(?![A-Za-z0-9])|~~|`+"
    ),
    re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])"),
)
_LINK_TEXT = re.compile(r"\[(?P<words>[^\[\]\n]{1,200})\](?=" + _UNSEEN + ")")
_LEAD = re.compile(r"\s{0,3}(?:>\s?)*(?:#{1,6}(?=[\s#]|[^\s#])|[-+*](?=\s+\S))?\s*")
_HEADING = re.compile(r"\s{0,3}(?:>\s?)*(?P<marks>#{1,6})\s*\S")
_RULE = re.compile(r"\s{0,3}(?:[-*_=]\s*){3,}")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?P<mark>=|-)(?P=mark){2,}\s*")


def _hide(text: str) -> str:
    for pattern in _HIDDEN:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", _UNSEEN, found[0]), text)
    return _LINK_TEXT.sub(lambda found: _UNSEEN + found["words"] + _UNSEEN, text)


def read_markdown(text: str) -> tuple[str, list[Block]]:
    """The text with its marks hidden (same length), and its blocks. Heading level 1 (#) is the title: 0."""
    text = _hide(text) if re.search(r"[*_`<\[~\\]", text) else text
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    shift = 1
    titles = sum(bool(re.match(r"\s{0,3}#[^#]", line)) for line in lines)
    if titles > 1:  # several level-one headings: they are sections, not the title
        shift = 0
    blocks: list[Block] = []
    table = -1
    row = 0
    fenced_head = _front_matter(lines)
    for index, line in enumerate(lines):
        if not line.strip(BLANKS):
            row = 0
            continue
        if index < fenced_head:
            blocks.append(Block(BlockKind.FURNITURE, _trim(text, starts[index], starts[index] + len(line))))
            continue
        if "|" in line and (
            row or (index + 1 < len(lines) and "|" in lines[index + 1] and _is_table_rule(lines[index + 1]))
        ):
            if _is_table_rule(line):
                continue
            if not row:
                table += 1
            blocks.extend(_cells(text, starts[index], line, table, row))
            row += 1
            continue
        row = 0
        if _RULE.fullmatch(line):
            continue
        heading: int | None = None
        marked = _HEADING.match(line)
        if marked:
            heading = max(0, len(marked["marks"]) - shift)
        elif index + 1 < len(lines) and (under := _UNDERLINE.fullmatch(lines[index + 1])):
            heading = 0 if under["mark"] == "=" else 1
        lead = _LEAD.match(line)
        begin = starts[index] + (lead.end() if lead else 0)
        end = starts[index] + len(line)
        if marked:
            end = starts[index] + len(line.rstrip(BLANKS + "#"))
        span = _trim(text, begin, max(begin, end))
        if span.start < span.end:
            furniture = heading is None and is_furniture(text[span.start : span.end].replace(_UNSEEN, ""))
            blocks.append(Block(BlockKind.FURNITURE if furniture else BlockKind.PARAGRAPH, span, heading=heading))
    return text, blocks


def _is_table_rule(line: str) -> bool:
    return "-" in line and _TABLE_RULE.fullmatch(line) is not None


def _front_matter(lines: list[str]) -> int:
    """How many lines at the head are YAML front matter."""
    if lines and lines[0].strip() == "---":
        for index, line in enumerate(lines[1:40], 1):
            if line.strip() == "---":
                return index + 1
            if line.strip() and not re.match(r"\s*[\w-]+\s*:|\s*-\s", line):
                break
    return 0


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return Span(start, end)


def _cells(text: str, start: int, line: str, table: int, row: int) -> list[Block]:
    bars = [place for place, character in enumerate(line) if character == "|"]
    left = 0 if line[: bars[0]].strip(BLANKS) else bars.pop(0) + 1
    if not bars or line[bars[-1] + 1 :].strip(BLANKS):
        bars.append(len(line))
    cells: list[Block] = []
    for column, bar in enumerate(bars):
        span = _trim(text, start + left, start + bar)
        cells.append(Block(BlockKind.CELL, span, cell=Cell(table, row, column)))
        left = bar + 1
    return cells
