"""Lines of a given width in cells, where a Chinese character takes two."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells, set_cell_size

__all__ = ["clean", "fit", "pad", "wrap"]

# A line does not begin with these, nor end with those (避头尾).
_NOT_FIRST = frozenset("，。、；：？！”’）》〉】〕…—,.;:?!)]}%％‰")
_NOT_LAST = frozenset("“‘（《〈【〔([{")
# Digits and letters stay together with what belongs to them.
_PIECE = re.compile(r"[0-9A-Za-z.,:/_+\-]+[%％‰]?|.", re.DOTALL)

# Control characters, bidirectional overrides and lone surrogates: a report must not steer the terminal it is shown on.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\n\u2028\u2029]+")


def clean(text: str) -> str:
    """The text on one line and harmless on a terminal; every dropped character shows as “�”."""
    return _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text))


def fit(text: str, width: int) -> str:
    """At most ``width`` cells, cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return chop_cells(text, max(width - 1, 1))[0] + "…" if width > 1 else text[:1]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Exactly ``width`` cells: cut or filled, to the right-hand side where asked."""
    text = fit(text, width)
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells, the first of at most ``first``.

    Closing marks stay with what they close, opening ones with what they open, numbers whole.
    """
    pieces: list[str] = []
    for match in _PIECE.finditer(clean(text).strip()):
        piece = match.group()
        glued = pieces and (piece[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST)
        if glued and cell_len(pieces[-1]) + cell_len(piece) <= width:
            pieces[-1] += piece
        else:
            pieces.extend(chop_cells(piece, width) if cell_len(piece) > width else [piece])
    lines: list[str] = []
    line, used, room = "", 0, width if first is None else first
    for piece in pieces:
        size = cell_len(piece)
        if line and used + size > room:
            lines.append(line.rstrip())
            line, used, room = "", 0, width
            if piece == " ":
                continue
        line += piece
        used += size
    return [*lines, line.rstrip()] if line or not lines else lines
