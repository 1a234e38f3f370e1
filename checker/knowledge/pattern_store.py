"""Compiled regular expressions, kept between runs: without them they are half of a cold start.

The standard library compiles a pattern in Python, and a class that holds Chinese characters costs it a walk over the
whole of Unicode's first plane. What it arrives at is a list of numbers; given that list, the matching engine has the
pattern in microseconds, and refuses a list that makes no sense. The lists lie in the user's cache folder, one file for
each version of program and interpreter, under the same precautions as the rules (``checker.knowledge.cache_files``).

This reaches behind the documented surface of ``re``, so only the command line does it, in one place, and whatever does
not look as expected leaves ``re`` as it is. Every pattern is part of the program or of its rules; none is made of the
words of a report, so nothing of a report gets into the file.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from checker import __version__
from checker.knowledge.cache_files import cache_folder, read_safely, write_safely

__all__ = ["install"]

_MOST = 6000  # patterns in one file
_LONGEST = 50_000  # characters of one pattern
_KEEP = 3  # files of other versions


def install() -> Callable[[], None]:
    """Use what earlier runs compiled. Returns what to call at the end of the run: it keeps what was new."""
    folder = cache_folder()
    if folder is None:
        return _nothing
    try:
        engine: Any = import_module("_sre")
        compiler: Any = import_module("re._compiler")
        name = f"patterns-{__version__}-{sys.implementation.cache_tag}-{engine.MAGIC}-{engine.CODESIZE}.bin"
        if array("I").itemsize != engine.CODESIZE:
            return _nothing
        store = _Store(engine, compiler, folder / name)
        compiler.compile = store.compile
    except (ImportError, AttributeError):
        return _nothing
    return store.save


def _nothing() -> None:
    """There is nothing to keep."""


class _Store:
    def __init__(self, engine: Any, compiler: Any, path: Path) -> None:
        self._engine = engine
        self._compiler = compiler
        self._original: Callable[..., Any] = compiler.compile
        self._path = path
        # (pattern, flags) → flags of the whole, number of groups, names of groups, where its numbers stand
        self._known: dict[tuple[str, int], tuple[int, int, dict[str, int], int, int]] = {}
        self._numbers = array("I")
        self._new: list[tuple[str, int, int, int, dict[str, int], list[int]]] = []
        self._load()

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """In the place of ``re._compiler.compile``."""
        if type(pattern) is not str or flags & re.DEBUG:
            return self._original(pattern, flags)
        known = self._known.get((pattern, flags))
        try:
            if known is None:
                return self._compile_anew(pattern, flags)
            whole, groups, names, start, end = known
            return self._make(pattern, whole, self._numbers[start:end].tolist(), groups, names)
        except re.error:
            raise
        except (AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            return self._original(pattern, flags)  # another interpreter than this was written for

    def _compile_anew(self, pattern: str, flags: int) -> Any:
        parsed = self._compiler._parser.parse(pattern, flags)
        numbers: list[int] = self._compiler._code(parsed, flags)
        state = parsed.state
        names = dict(state.groupdict)
        made = self._make(pattern, flags | state.flags, numbers, state.groups - 1, names)
        if len(pattern) <= _LONGEST:
            self._new.append((pattern, flags, flags | state.flags, state.groups - 1, names, numbers))
        return made

    def _make(self, pattern: str, flags: int, numbers: list[int], groups: int, names: dict[str, int]) -> Any:
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        return self._engine.compile(pattern, flags, numbers, groups, names, tuple(by_number))

    def _load(self) -> None:
        content = read_safely(self._path)
        if content is None:
            return
        with suppress(ValueError, TypeError, KeyError):
            head, _, numbers = content.partition(b"\n")
            known: dict[tuple[str, int], tuple[int, int, dict[str, int], int, int]] = {}
            start = 0
            for pattern, flags, whole, groups, names, size in json.loads(head):
                known[pattern, flags] = whole, groups, names, start, start + size
                start += size
            self._numbers.frombytes(numbers)
            if start == len(self._numbers):
                self._known = known

    def save(self) -> None:
        """Add what was compiled in this run to the file."""
        if not self._new:
            return
        kept = [
            (pattern, flags, whole, groups, names, self._numbers[start:end])
            for (pattern, flags), (whole, groups, names, start, end) in self._known.items()
        ]
        new = [(*entry[:5], array("I", entry[5])) for entry in self._new]
        entries = [*kept, *new] if len(kept) + len(new) <= _MOST else new[:_MOST]
        head = json.dumps([(*entry[:5], len(entry[5])) for entry in entries], ensure_ascii=True, separators=(",", ":"))
        numbers = b"".join(entry[5].tobytes() for entry in entries)
        write_safely(self._path, head.encode("ascii") + b"\n" + numbers, keep=("patterns-*.bin", _KEEP))
        self._new.clear()
