"""From the paths a user names to the reports they mean: files, folders, globs, zip archives, standard input.

In folders and archives the extensions of ``SUFFIXES`` are looked for; a file named by itself is opened whatever it is
called. Nothing is read here but directories: each report comes back as a ``Source`` that a worker opens later. The
order is that of the paths as given, within a folder or archive that of their names: runs can be compared.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from glob import has_magic
from pathlib import Path, PurePosixPath

from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.readers.archive import members
from checker.document.reading import SUFFIXES
from checker.errors import ReadError, UsageError, reason_of

__all__ = ["Source", "gather"]

_ARCHIVES = (".zip",)
_STANDARD_INPUT = "-"
_IS_IT_THERE = "请检查它是否还在、有没有读取权限"
_NOT_REGULAR = "不是普通文件（可能是设备或管道），无法读取；请指定报告文件或文件夹"
# Lock files of Word and WPS, resource forks of macOS, hidden files, the papers of a repository.
_NOT_A_REPORT = re.compile(
    r"^(?:~\$|\.|__MACOSX$|(?:readme|license|changelog|contributing|agents)(?:[.\-_].*)?\.(?:md|txt|markdown)$)",
    re.IGNORECASE,
)


_UNPACKED = 1024**3  # bytes of all archives of a run together, which stay in memory
_TOO_MUCH = f"这一批压缩包解开后合计超过 {_UNPACKED // 1024**2} MB，后面的没有读；请分几批核查，或先解压再核查文件夹"


@dataclass(frozen=True, slots=True)
class Source:
    """One report to be read. ``path`` is its name in all outputs: as given, with ``/``.

    Either a file, or ``data`` that came through standard input or out of an archive. ``trouble`` is set where it is
    known already that it cannot be read.
    """

    path: str
    file: Path | None = None
    data: bytes | None = None
    trouble: str | None = None


def gather(
    paths: Sequence[str],
    *,
    standard_input: bytes | None = None,
    standard_input_name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Source, ...]:
    """The reports meant by ``paths``, each once.

    Raises UsageError where a path matches nothing: a folder without reports is not a clean run.
    """
    found: list[Source] = []
    seen: set[str] = set()
    unpacked = 0
    missing: list[str] = []
    for path in paths:
        sources = list(_expand(path, standard_input, standard_input_name, limits))
        if not sources:
            missing.append(path)
        for source in sources:
            identity = os.path.realpath(source.file or source.path)
            if identity not in seen:
                seen.add(identity)
                # Each archive is within its own limits, but there may be hundreds.
                unpacked += len(source.data or b"") if source.file is None else 0
                found.append(source if unpacked <= _UNPACKED else replace(source, data=b"", trouble=_TOO_MUCH))
    if missing:
        raise UsageError("；".join(_nothing_at(path) for path in missing))
    return tuple(found)


def _expand(path: str, data: bytes | None, name: str | None, limits: Limits) -> Iterator[Source]:
    if path == _STANDARD_INPUT:
        if data is None:
            raise UsageError("“-”表示从标准输入读取，但标准输入没有内容可读")
        yield Source(_slashed(name or "标准输入.txt"), data=data)
        return
    file = Path(path)
    if _exists(file):
        yield from _file_or_folder(file, limits)
    elif has_magic(path):
        for match in sorted(_matches(path), key=_natural):
            yield from _file_or_folder(match, limits)


def _matches(pattern: str) -> Iterator[Path]:
    """What matches a glob, nothing hidden. ``**`` does not follow links to folders: they may lead round in circles."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if has_magic(part))
    # “**.docx” is what people write for “**/*.docx”; pathlib refuses it.
    wanted = [part if part == "**" else re.sub(r"\*{2,}", "*", part) for part in parts[fixed:]]
    base = Path(*parts[:fixed])
    try:
        for match in base.glob("/".join(wanted)):
            if not any(_NOT_A_REPORT.search(part) for part in match.relative_to(base).parts):
                yield match
    except (OSError, ValueError, NotImplementedError):
        return


def _file_or_folder(file: Path, limits: Limits) -> Iterator[Source]:
    if file.is_dir():
        yield from _folder(file, limits)
    elif file.suffix.lower() in _ARCHIVES:
        yield from _archive(file, limits)
    else:
        yield _plain(file)


def _plain(file: Path) -> Source:
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except OSError as error:
        return Source(_slashed(file), file, trouble=f"文件打不开（{reason_of(error)}）；{_IS_IT_THERE}")
    # A pipe or a device would be waited for without end.
    return Source(_slashed(file), file, trouble=None if regular else _NOT_REGULAR)


def _folder(folder: Path, limits: Limits) -> Iterator[Source]:
    """All reports below, links to folders not followed: they may lead round in a circle."""
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted((name for name in folders if not _NOT_A_REPORT.search(name)), key=_natural)
        for name in sorted(files, key=_natural):
            file = Path(place, name)
            suffix = file.suffix.lower()
            if _NOT_A_REPORT.search(name):
                continue
            if suffix in _ARCHIVES:
                yield from _archive(file, limits)
            elif suffix in SUFFIXES:
                yield _plain(file)
    for error in closed:  # what could not be looked into must not pass for empty
        inner = Path(str(error.filename or folder))
        yield Source(_slashed(inner), inner, trouble=f"文件夹打不开（{reason_of(error)}）；{_IS_IT_THERE}")


def _archive(file: Path, limits: Limits) -> Iterator[Source]:
    """The reports in a zip; one that cannot be opened is itself a report that cannot be read."""
    shown = _slashed(file)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Source(shown, file, trouble=_NOT_REGULAR)
            return
        limits.check_bytes(status.st_size)
        found = members(file.read_bytes(), shown, limits)
    except OSError as error:
        yield Source(shown, file, trouble=f"压缩包打不开（{reason_of(error)}）；{_IS_IT_THERE}")
        return
    except ReadError as error:
        yield Source(shown, file, trouble=str(error))
        return
    for member in sorted(found, key=lambda member: _natural(member.name)):
        path = PurePosixPath(member.name)
        # Nothing is ever unpacked to a disk: a member's name is only shown.
        parts = [part for part in path.parts if part not in ("..", "/", ".")]
        if any(_NOT_A_REPORT.search(part) for part in parts) or path.suffix.lower() not in SUFFIXES:
            continue
        yield Source(f"{shown}/{'/'.join(parts)}", data=member.data, trouble=member.error)


def _nothing_at(path: str) -> str:
    file = Path(path)
    kinds = "txt、md、docx、doc、wps、html、mht、pdf、ofd、zip"
    if _exists(file) and file.is_dir():
        return f"文件夹“{path}”里没有可查的报告（认得的格式：{kinds}）"
    if _exists(file):
        return f"压缩包“{path}”里没有可查的报告（认得的格式：{kinds}）"
    if has_magic(path):
        return f"没有文件与“{path}”相符"
    return f"找不到“{path}”；请检查路径有没有写错"


def _exists(file: Path) -> bool:
    try:
        return file.exists() or file.is_symlink()
    except (OSError, ValueError):  # a name too long, or with a null character in it
        return False


def _slashed(path: str | Path) -> str:
    return Path(path).as_posix() if isinstance(path, Path) else path.replace("\\", "/")


def _natural(name: str | Path) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which 报告2 comes before 报告10."""
    return tuple(
        (0, int(part), part) if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in re.split(r"(\d+)", str(name).replace("\\", "/"))
        if part
    )
