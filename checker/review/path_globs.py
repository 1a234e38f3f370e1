"""Which reports a glob of the configuration means: as in a .gitignore, by the path below the configuration's folder.

``*`` and ``?`` stay within one folder, ``**`` goes through any. A glob without a stroke means names at any depth; what
means a folder means everything in it. Backslashes are strokes, for those who copy paths from Windows.
"""

from __future__ import annotations

import re

__all__ = ["path_pattern"]


def path_pattern(glob: str) -> re.Pattern[str]:
    """The pattern that the whole of a path, with ``/``, must match."""
    words = glob.strip().replace("\\", "/")
    while words.startswith("./"):
        words = words[2:]
    anywhere = "/" not in words.rstrip("/")
    parts = words.strip("/").split("/")
    pieces = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            pieces.append(".*" if last else "(?:.*/)?")
        else:
            pieces.append(_within(part) + ("" if last else "/"))
    return re.compile(("(?:.*/)?" if anywhere else "") + "".join(pieces) + "(?:/.*)?", re.DOTALL)


def _within(part: str) -> str:
    """One folder's or file's name. Brackets stand for themselves: reports are called 附件[1].docx."""
    return "".join(
        "[^/]*" if piece.startswith("*") else "[^/]" if piece == "?" else re.escape(piece)
        for piece in re.findall(r"\*+|\?|[^*?]+", part)
    )
