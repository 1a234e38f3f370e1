"""Check many reports, in this process or in several, in the order given; one bad file never takes others with it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from checker.document.limits import DEFAULT_LIMITS
from checker.document.model import Document
from checker.document.reading import SUFFIXES, read_bytes, read_file
from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.reading import Reading
from checker.engine.result import Checked, Failed, Result
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import Severities, check_document
from checker.errors import ReadError, UsageError
from checker.review.file_settings import FileSettings
from checker.review.gathering import Source
from checker.review.lost import Lost

if TYPE_CHECKING:
    from checker.review.annotating import Annotator, Copy

__all__ = [
    "Settings",
    "annotate_sources",
    "check_source",
    "check_sources",
    "guarded",
    "lost_words",
    "processes_for",
    "read_source",
    "rulebook_for",
]

# Below this many reports a second process costs more than it saves.
_WORTH_A_PROCESS = 16
# A single report of this many bytes of text needs neither clock nor bound: time grows with the text, some seconds are
# the most that a crafted one takes. Of a docx, its XML unpacked.
_LIGHT = {"text": 48 * 1024, "html": 192 * 1024, "docx": 4 * 1024 * 1024}
# Of the time for a report, what a converter may use.
_FOR_CONVERTERS = 0.8


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for; small, so that it travels to the worker processes.

    ``files`` say what is different for some of the reports.

    ``keep_reading`` keeps outline and facts with each result, for outputs that show them. ``debug`` lets unexpected
    exceptions through instead of making a failed report of them. Each report has ``time_limit`` seconds and, on Linux,
    ``memory_limit`` bytes, save single small ones.
    """

    today: date
    rules: tuple[Path, ...] = ()
    request: ProfileRequest = field(default_factory=ProfileRequest)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Severities = ()
    files: FileSettings = field(default_factory=FileSettings)
    keep_reading: bool = False
    debug: bool = False
    time_limit: float = 60.0
    memory_limit: int = 2 * 1024**3


@lru_cache(maxsize=2)
def rulebook_for(rules: tuple[Path, ...]) -> Rulebook:
    """The rule book of these folders, loaded once per process."""
    return load_rulebook(rules)


def read_source(source: Source, time_limit: float = 60.0) -> Document:
    """Read one report. Raises ReadError. ``time_limit`` is in seconds and holds for converters only."""
    limits = replace(DEFAULT_LIMITS, max_seconds=min(DEFAULT_LIMITS.max_seconds, time_limit * _FOR_CONVERTERS))
    if source.trouble is not None:
        raise ReadError(source.trouble)
    if source.data is not None:
        document = read_bytes(source.data, source.path, limits)
    else:
        assert source.file is not None
        document = read_file(source.file, limits)
    return document if document.path == source.path else replace(document, path=source.path)


def check_source(source: Source, settings: Settings) -> Result:
    """Read and check one report; what goes wrong with it becomes a ``Failed``, never an exception."""
    try:
        document = read_source(source, settings.time_limit)
        checked = check_document(
            document,
            rulebook_for(settings.rules),
            settings.today,
            request=settings.files.request(source.path, settings.request),
            select=settings.select,
            ignore=(*settings.ignore, *settings.files.ignore(source.path)),
            severities=(*settings.files.severities(source.path), *settings.severities),
            strict=settings.debug,
        )
    except (ReadError, UsageError) as error:
        return Failed(source.path, str(error))
    except (MemoryError, RecursionError) as error:
        if settings.debug:
            raise
        words = "内存不够用" if isinstance(error, MemoryError) else "嵌套太深"
        return Failed(source.path, f"这份文件{words}，没有查完；请删去图片和附件，只留报告正文再查")
    except Exception as error:
        if settings.debug:
            raise
        return Failed(
            source.path, f"检查时程序内部出错（{type(error).__name__}：{error}）；请把这份文件连同这句话反馈给维护者"
        )
    return replace(checked, reading=_portable(checked.reading) if settings.keep_reading else None)


def _portable(reading: Reading | None) -> Reading | None:
    """The reading without what the checks noted on it, which cannot travel between processes."""
    if reading is None:
        return None
    return Reading(reading.document, reading.outline, reading.facts, reading.profile, reading.today, reading.held_to)


def processes_for(jobs: int, reports: int) -> int:
    """How many processes to use: as asked, or (0) by the machine and the number of reports."""
    if jobs > 0:
        return min(jobs, max(reports, 1))
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(available, reports // _WORTH_A_PROCESS))


def check_sources(sources: Sequence[Source], settings: Settings, jobs: int = 0) -> Iterator[Result]:
    """The result of each source, in order, as they become ready. Raises UsageError and RuleError before the first."""
    rulebook_for(settings.rules).select(settings.select, settings.ignore)
    results = guarded(sources, partial(check_source, settings=settings), settings, jobs)
    for source, result in zip(sources, results, strict=True):
        yield _lost(source, result, settings) if isinstance(result, Lost) else result


def annotate_sources(
    sources: Sequence[Source], settings: Settings, annotator: Annotator, jobs: int = 0
) -> Iterator[tuple[Result, Copy]]:
    """As ``check_sources``, and of each report an annotated copy, made under the same clock."""
    rulebook_for(settings.rules).select(settings.select, settings.ignore)
    work = partial(_annotate_source, settings=settings, annotator=annotator)
    for source, done in zip(sources, guarded(sources, work, settings, jobs), strict=True):
        if isinstance(done, Lost):
            failed = _lost(source, done, settings)
            yield failed, annotator.write(failed)
        else:
            yield done


def _annotate_source(source: Source, settings: Settings, annotator: Annotator) -> tuple[Result, Copy]:
    # The copy is told by the outline which lines are headings; thousands of readings are not kept for that.
    result = check_source(source, replace(settings, keep_reading=True))
    copy = annotator.write(result)
    if isinstance(result, Checked) and not settings.keep_reading:
        result = replace(result, reading=None)
    return result, copy


Done = TypeVar("Done")


def guarded(
    sources: Sequence[Source], work: Callable[[Source], Done], settings: Settings, jobs: int = 0
) -> Iterator[Done | Lost]:
    """``work`` of each source in order: here where that is sure to be quick, else in processes that may be lost.

    ``work`` must be importable by name, and must not raise: an exception there is a lost process.
    """
    safe = all(source.trouble is not None for source in sources) or (len(sources) == 1 and _light(sources[0]))
    if settings.debug or safe:
        return map(work, sources)
    from checker.review.workers import in_workers

    count = processes_for(jobs, len(sources))
    return in_workers(sources, work, count=count, seconds=settings.time_limit, memory=settings.memory_limit)


def _lost(source: Source, lost: Lost, settings: Settings) -> Failed:
    return Failed(source.path, lost_words(lost, settings))


def lost_words(lost: Lost, settings: Settings) -> str:
    """What the user is told of a report whose process was lost."""
    if lost.late:
        limit = f"{settings.time_limit:g}秒"
        return f"超过{limit}还没有查完，已停下；请删去图片和附件，只留报告正文再查，或用 --time-limit 放宽"
    return "查到一半程序意外中断，可能文件已损坏或太大；请另存一份，只留报告正文再查，并把原文件反馈给维护者"


def _light(source: Source) -> bool:
    """Whether a report is sure to be read and checked in no time and little memory: small, and of a simple format."""
    kind = SUFFIXES.get(PurePosixPath(source.path).suffix.lower(), "")
    most = _LIGHT.get(kind)
    if most is None:
        return False
    try:
        if source.data is not None:
            data = source.data[: most + 1]
        else:
            assert source.file is not None
            with source.file.open("rb") as file:
                data = file.read(most + 1)
        if len(data) > most:
            return False
        if not data.startswith(b"PK"):
            # Not what its name says: an old Word file, a PDF.
            return (
                kind != "docx" and not data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")) and b"%PDF-" not in data[:1024]
            )
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile):
        return True  # it will be refused
    unpacked = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    return kind == "docx" and unpacked <= most
