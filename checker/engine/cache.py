"""The compiled cache: what the rule files say, as JSON in the user's cache folder, by content.

Parsing YAML is most of a cold start. The cache holds nothing but plain data that was found valid once; it is validated
again like the files themselves, is written in one step, for its owner alone, and is left aside when anyone else could
have written it. No cache is never an error.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker.engine.loading import Entry, Material
from checker.knowledge.source import Place

__all__ = ["cache_folder", "read", "write"]

_KEEP = 8  # how many rule books stay in the folder: a few versions, a few --rules folders


def cache_folder() -> Path | None:
    """CHECKER_CACHE_DIR, or the folder where the platform keeps caches; None where it has none."""
    if chosen := os.environ.get("CHECKER_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "checker" / "cache" if base else None
    home = os.environ.get("HOME")
    if sys.platform == "darwin":
        return Path(home) / "Library" / "Caches" / "checker" if home else None
    base = os.environ.get("XDG_CACHE_HOME")
    if base and Path(base).is_absolute():
        return Path(base) / "checker"
    return Path(home) / ".cache" / "checker" if home else None


def read(key: str) -> Material | None:
    """What was kept under ``key``, or None: absent, unreadable, damaged, or not safely ours."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        if not _is_ours(folder.lstat(), directory=True):
            return None
        # No link is followed, and the file looked at is the file read.
        descriptor = os.open(folder / _name(key), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not _is_ours(os.fstat(file.fileno()), directory=False):
                return None
            return _material(json.loads(file.read()), key)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write(key: str, material: Material) -> None:
    """Keep ``material`` under ``key``; a folder that cannot be written is not an error."""
    folder = cache_folder()
    if folder is None:
        return
    content = {
        "key": key,
        "rules": [[entry.place.file, entry.place.line, entry.value] for entry in material.rules],
        "overrides": [[entry.place.file, entry.place.line, entry.value] for entry in material.overrides],
        "tables": material.tables,
    }
    with suppress(OSError, ValueError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder.lstat(), directory=True):
            return
        descriptor, temporary = tempfile.mkstemp(prefix=".rules-", dir=folder)  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
            Path(temporary).replace(folder / _name(key))
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        _forget_oldest(folder)


def _name(key: str) -> str:
    return f"rules-{key}.json"


def _is_ours(status: os.stat_result, *, directory: bool) -> bool:
    kind = stat.S_ISDIR if directory else stat.S_ISREG
    if not kind(status.st_mode):
        return False
    if sys.platform == "win32":
        return True  # the folder lies in the user's own profile, which others cannot write
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _material(content: Any, key: str) -> Material:
    if content["key"] != key:
        raise ValueError("another rule book")
    return Material(
        rules=[_entry(item) for item in content["rules"]],
        overrides=[_entry(item) for item in content["overrides"]],
        tables=content["tables"],
        trusted=True,
    )


def _entry(item: Any) -> Entry:
    file, line, value = item
    return Entry(value, Place(file, line, 1))


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("rules-*.json"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    for path in kept[_KEEP:]:
        with suppress(OSError):
            path.unlink()
