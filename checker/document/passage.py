"""A passage: one block as the rules read it, with the way back to the author's characters.

Full-width digits, letters and signs fold to ASCII, half-width Chinese punctuation to full width,
Kangxi radicals to plain characters; line breaks and blanks beside a Chinese character vanish. So every
pattern is written once, and a finding still quotes what the author wrote.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

__all__ = ["Passage", "fold"]


def _folding_table() -> dict[int, str]:
    """Code point → one folded character. One to one, so that folding never moves an offset."""
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):  # radicals, compatibility ideographs
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    # Punctuation of prose is full width in the folded text, whatever the file holds.
    table.update({ord(a): b for a, b in zip(",;:?!()", "，；：？！（）", strict=True)})
    table.update({ord(b): b for b in "，；：？！（）"})
    table.update({ord("﹪"): "%", ord("．"): ".", ord("〇"): "〇", ord("∶"): "：", 0x3000: " ", 0xA0: " "})
    table.update({ord(dash): "—" for dash in "–―─━"})
    table.update({ord(dash): "-" for dash in "‐‑‒−"})
    table.update({ord(tilde): "~" for tilde in "～〜∼"})
    return table


_FOLDING = {code: folded for code, folded in _folding_table().items() if chr(code) != folded}


def _class_of(codes: Iterable[int]) -> str:
    """A character class, neighbours as ranges."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in runs) + "]"


# Most blocks hold nothing to fold: looking for it is ten times quicker than translating every character.
_FOLDABLE = re.compile(_class_of(_FOLDING))
# A comma or colon between digits belongs to the number: 12,077 · 18:00 · 1:2
_DIGIT_COMMA = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_DIGIT_COLON = re.compile(r"：(?<=\d：)(?=\d)")
# Blanks, zero-width characters and soft hyphens.
_GAP = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def fold(text: str) -> str:
    """The folded text, of the same length as ``text``."""
    folded = text
    for character in set(_FOLDABLE.findall(text)):  # none becomes another that folds: the order does not matter
        folded = folded.replace(character, _FOLDING[ord(character)])
    if "，" in folded:
        folded = _DIGIT_COMMA.sub(",", folded)
    if "：" in folded:
        folded = _DIGIT_COLON.sub(":", folded)
    return folded


class Passage(Struct, frozen=True):
    """Folded text of one block. ``offsets[i]`` is the place of ``text[i]`` in ``Document.text``."""

    text: str
    offsets: Sequence[int]  # a range where nothing was dropped
    start: int
    end: int

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Passage:
        raw = source[start:end]
        folded = fold(raw)
        # What is printable holds no gap but the common blank: quicker told than by the pattern.
        if (" " not in folded and folded.isprintable()) or not _GAP.search(folded):
            return cls(folded, range(start, end), start, end)
        kept: list[int] = []
        pieces: list[str] = []
        position = 0
        for gap in _GAP.finditer(folded):
            first, last = gap.span()
            kept.extend(range(position, first))
            pieces.append(folded[position:first])
            # A blank between two ASCII characters is a word space; beside a Chinese character it is nothing.
            # What takes no room on the page parts nothing either.
            between_ascii = first and last < len(folded) and folded[first - 1].isascii() and folded[last].isascii()
            if between_ascii and folded[first:last].strip(_UNSEEN):
                kept.append(first)
                pieces.append(" ")
            position = last
        kept.extend(range(position, len(folded)))
        pieces.append(folded[position:])
        return cls("".join(pieces), tuple(start + i for i in kept), start, end)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of ``text[start:end]``."""
        if start >= len(self.offsets):
            return self.end, self.end
        first = self.offsets[start]
        return (first, self.offsets[end - 1] + 1) if end > start else (first, first)

    def index_of(self, offset: int) -> int:
        """The index in ``text`` of the first kept character at or after a document offset."""
        return bisect_left(self.offsets, offset)
