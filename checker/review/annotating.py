"""Copies of the reports with the findings at their words, into one folder: names, and what became of each."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from checker.document.limits import DEFAULT_LIMITS
from checker.engine.result import Checked, Failed, Result
from checker.errors import ReadError, UsageError
from checker.report.annotation.annotate import annotate
from checker.review.gathering import Source

__all__ = ["Annotator", "Copy"]

_MARK = ".核查"
# What file systems do not take in a name, and what a shell or a person would stumble over.
_UNSAFE = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes of a name without its ending; file systems take 255


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one report: the file that was written, or why there is none; Chinese ``words`` for the user."""

    path: str
    file: Path | None
    words: str


class Annotator:
    """Writes the annotated copies of a run into ``folder``.

    Names are settled beforehand from all sources, so that they do not depend on which report is done first. No file
    that is there already is ever written over, save by the same bytes: a copy may bear somebody's corrections.
    """

    def __init__(self, folder: Path, sources: Sequence[Source], day: date, *, suggest: bool = False) -> None:
        """Raises UsageError where ``folder`` cannot be written to."""
        self._folder = folder
        self._day = day
        self._suggest = suggest
        self._sources = {source.path: source for source in sources}
        self._names = _names(sources)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"--annotate 的文件夹“{folder}”建不了（{error.strerror}）；请换一个文件夹") from error
        if not os.access(folder, os.W_OK):
            raise UsageError(f"--annotate 的文件夹“{folder}”不能写入；请检查权限或换一个文件夹")

    def write(self, result: Result) -> Copy:
        """Make the copy of one report. Whatever goes wrong with it is told in ``words``; nothing is raised."""
        if isinstance(result, Failed):
            return Copy(result.path, None, "读不了，没有批注副本")
        try:
            return self._write(result)
        except ReadError as error:
            return Copy(result.path, None, f"批注副本没有写成：{error}")
        except OSError as error:
            return Copy(result.path, None, f"批注副本没有写成（{error.strerror}）；请检查磁盘空间和权限")
        except (MemoryError, RecursionError):
            return Copy(result.path, None, "批注副本没有写成：文件太大或嵌套太深；请只留报告正文再查")
        except Exception as error:
            # One odd file must not take the copies of the others with it.
            words = f"批注副本没有写成：程序内部出错（{type(error).__name__}：{error}）；请把这份文件反馈给维护者"
            return Copy(result.path, None, words)

    def _write(self, checked: Checked) -> Copy:
        source = self._sources[checked.path]
        copy = annotate(_bytes(source), checked, self._day, suggest=self._suggest)
        file = _put(self._folder, self._names[checked.path], copy.suffix, copy.data)
        words = f"批注 {copy.remarks} 处" if copy.remarks else "没有问题，原样"
        if copy.edits:
            words += f"，修订 {copy.edits} 处"
        words += f" → {file.as_posix()}"
        return Copy(checked.path, file, "；".join([words, *copy.notes]))


def _bytes(source: Source) -> bytes:
    if source.data is not None:
        return source.data
    assert source.file is not None
    DEFAULT_LIMITS.check_bytes(source.file.stat().st_size)
    return source.file.read_bytes()


def _names(sources: Sequence[Source]) -> dict[str, str]:
    """A name for the copy of each source, without mark and ending; told apart by format or folder where need be."""
    ways: tuple[Callable[[PurePosixPath], str], ...] = (
        lambda path: _safe(path.stem),
        lambda path: _safe(path.name),
        lambda path: _safe("-".join([*path.parts[-2:-1], path.stem])),
        lambda path: _safe("-".join([*_parts(path)[:-1], path.stem])),
        lambda path: _safe("-".join(_parts(path))),
    )
    paths = {source.path: PurePosixPath(source.path) for source in sources}
    found: dict[str, str] = {}
    left = list(paths)
    for way in ways:
        names = {path: way(paths[path]) for path in left}
        counts = Counter(map(_key, names.values()))
        taken = {_key(name) for name in found.values()}
        found.update({p: name for p, name in names.items() if counts[_key(name)] == 1 and _key(name) not in taken})
        left = [path for path in left if path not in found]
    taken = {_key(name) for name in found.values()}
    numbers: dict[str, int] = defaultdict(lambda: 1)
    for path in left:
        base = name = _safe(paths[path].stem)
        while _key(name) in taken:
            numbers[base] += 1
            name = f"{base}-{numbers[base]}"
        taken.add(_key(name))
        found[path] = name
    return found


def _parts(path: PurePosixPath) -> list[str]:
    return [part for part in path.parts if part not in ("/", "..", ".")]


def _key(name: str) -> str:
    """Names that some file system takes for the same one have the same key."""
    return unicodedata.normalize("NFC", name).casefold()


def _safe(name: str) -> str:
    """A name that every file system takes and that stays in its folder."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .\u3000")
    if _RESERVED.match(name):
        name = f"_{name}"
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.rstrip(" .\u3000") or "报告"


def _put(folder: Path, name: str, suffix: str, data: bytes) -> Path:
    """Write a file in one step under the first free name; one that holds the same bytes already will do."""
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".checker-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        for number in range(1, 10_000):
            file = folder / f"{name}{_MARK}{f'-{number}' if number > 1 else ''}{suffix}"
            try:
                # A link never replaces what is there, not even what came a moment ago.
                os.link(temporary, file)
                return file
            except FileExistsError:
                if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data:
                    return file
            except OSError:  # a file system without links
                if not file.exists():
                    Path(temporary).rename(file)
                    return file
        raise FileExistsError(17, "同名文件太多")
    finally:
        with suppress(OSError):
            Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
