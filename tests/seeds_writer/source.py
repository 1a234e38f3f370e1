"""A source text as a list of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"


class Part(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    ADDRESSEE = "to"
    FIRST_HEADING = "first heading"  # 一、
    SECOND_HEADING = "second heading"  # （一）, a paragraph of its own
    BODY = "body"
    AUTO = "auto"
    SIGNATURE = "sign"
    DATE = "date"
    NOTE = "note"
    ANNEX = "annex"
    TABLE_TITLE = "tabletitle"
    TABLE = "table"
    PUBLISHED = "published"


_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]+[）)][^。]*$")


@dataclass(frozen=True)
class Piece:
    part: Part
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def read_source(name: str) -> tuple[Piece, ...]:
    """The pieces of ``sources/NAME.txt``."""
    lines = iter((SOURCES / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return tuple(_pieces(lines))


def _pieces(lines: Iterator[str]) -> Iterator[Piece]:
    for line in lines:
        if not line.startswith("#"):
            kind = Part.FIRST_HEADING if _FIRST.match(line) and "。" not in line else Part.BODY
            if kind is Part.BODY and _SECOND.match(line):
                kind = Part.SECOND_HEADING
            yield Piece(kind, line)
            continue
        mark, _, text = line[1:].partition(" ")
        if mark == "table":
            rows: list[tuple[str, ...]] = []
            while (row := next(lines)) != "#end":
                rows.append(tuple(row.strip("|").split("|")))
            yield Piece(Part.TABLE, "", tuple(rows))
        else:
            yield Piece(Part(mark), text)


def plain_lines(pieces: Sequence[Piece]) -> list[str]:
    """The report as lines of text, a row of a table joined by tabs; what only a page's furniture holds is left out."""
    lines: list[str] = []
    for piece in pieces:
        if piece.part is Part.TABLE:
            lines += ["\t".join(row) for row in piece.rows]
        elif piece.part is not Part.PUBLISHED:
            lines.append(piece.text.replace("|", "") if piece.part is Part.AUTO else piece.text)
    return lines
