"""What a command knows of the terminal it runs on: encoding, colour, width."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

__all__ = ["force_utf8", "harmless", "say", "standard_input", "terminal_width", "wants_colour"]


def force_utf8() -> None:
    """Write UTF-8 on every platform: Windows consoles and pipes, and the C locale, would choke on a report."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # No newline translation: the same input gives the same bytes everywhere.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if os.name == "nt":
        os.system("")  # switches the console to understand escape sequences


def wants_colour(stream: TextIO, asked: bool | None, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: the option first, then NO_COLOR and FORCE_COLOR, then whether it is a terminal."""
    if asked is not None:
        return asked
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def standard_input(paths: Sequence[str]) -> bytes | None:
    """What comes through standard input, where ``paths`` ask for it by “-”; never much more than a report may have."""
    if "-" not in paths or sys.stdin is None:
        return None
    from checker.document.limits import DEFAULT_LIMITS

    # One byte above the limit, so that the reader sees that it is too much.
    return sys.stdin.buffer.read(DEFAULT_LIMITS.max_bytes + 1)


def terminal_width() -> int:
    """Width in cells: COLUMNS, the terminal's own, or 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


# Control characters, bidirectional overrides and lone surrogates, as in checker.report.layout, which loads too much.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """The text without what would steer the terminal: a file may be called anything."""
    return _CONTROL.sub("\ufffd", text)


def say(message: str) -> None:
    """A message for the user on standard error."""
    print(harmless(message), file=sys.stderr)
