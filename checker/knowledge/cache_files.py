"""Files in the user's cache folder: written in one step, for their owner alone, and left aside when anyone else could
have written them. No cache is never an error.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["cache_folder", "read_safely", "write_safely"]


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


def read_safely(path: Path) -> bytes | None:
    """A file of the cache folder, or None where it is not there or not safely ours."""
    try:
        if not _is_ours(path.parent.lstat(), directory=True):
            return None
        # No link is followed, and the file looked at is the file read.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            return file.read() if _is_ours(os.fstat(file.fileno()), directory=False) else None
    except OSError:
        return None


def write_safely(path: Path, content: bytes, keep: tuple[str, int]) -> None:
    """Write a file of the cache folder in one step; of the files like it (a glob) only so many newest stay.

    A folder that cannot be written is not an error.
    """
    folder = path.parent
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder.lstat(), directory=True):
            return
        import tempfile

        descriptor, temporary = tempfile.mkstemp(prefix=".new-", dir=folder)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        _forget_oldest(folder, *keep)


def _is_ours(status: os.stat_result, *, directory: bool) -> bool:
    kind = stat.S_ISDIR if directory else stat.S_ISREG
    if not kind(status.st_mode):
        return False
    if sys.platform == "win32":
        return True  # the folder lies in the user's own profile, which others cannot write
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(folder: Path, like: str, keep: int) -> None:
    kept = sorted(folder.glob(like), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    for path in kept[keep:]:
        with suppress(OSError):
            path.unlink()
