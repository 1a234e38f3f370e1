"""Check many reports, in this process or in several, in the order given; one bad file never takes others with it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from multiprocessing import active_children, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from checker.document.model import Document
from checker.document.reading import read_bytes, read_file
from checker.engine.model import Failed, Result
from checker.engine.profiles import ProfileRequest
from checker.engine.reading import Reading
from checker.engine.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from checker.errors import ReadError
from checker.review.gathering import Source

__all__ = ["Settings", "check_source", "check_sources", "processes_for", "read_source", "rulebook_for"]

# Below this many reports a second process costs more than it saves.
_WORTH_A_PROCESS = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for; small, so that it travels to the worker processes.

    ``keep_reading`` keeps outline and facts with each result, for outputs that show them. ``debug`` lets unexpected
    exceptions through instead of making a failed report of them.
    """

    today: date
    rules: tuple[Path, ...] = ()
    request: ProfileRequest = field(default_factory=ProfileRequest)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep_reading: bool = False
    debug: bool = False


@lru_cache(maxsize=2)
def rulebook_for(rules: tuple[Path, ...]) -> Rulebook:
    """The rule book of these folders, loaded once per process."""
    return load_rulebook(rules)


def read_source(source: Source) -> Document:
    """Read one report. Raises ReadError."""
    if source.trouble is not None:
        raise ReadError(source.trouble)
    if source.data is not None:
        document = read_bytes(source.data, source.path)
    else:
        assert source.file is not None
        document = read_file(source.file)
    return document if document.path == source.path else replace(document, path=source.path)


def check_source(source: Source, settings: Settings) -> Result:
    """Read and check one report; what goes wrong with it becomes a ``Failed``, never an exception."""
    try:
        document = read_source(source)
        checked = check_document(
            document,
            rulebook_for(settings.rules),
            settings.today,
            request=settings.request,
            select=settings.select,
            ignore=settings.ignore,
            strict=settings.debug,
        )
    except ReadError as error:
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
    return Reading(reading.document, reading.outline, reading.facts, reading.profile, reading.today)


def processes_for(jobs: int, reports: int) -> int:
    """How many processes to use: as asked, or (0) by the machine and the number of reports."""
    if jobs > 0:
        return min(jobs, max(reports, 1))
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(available, reports // _WORTH_A_PROCESS))


def check_sources(sources: Sequence[Source], settings: Settings, jobs: int = 0) -> Iterator[Result]:
    """The result of each source, in order, as they become ready. Raises UsageError and RuleError before the first."""
    rulebook_for(settings.rules).select(settings.select, settings.ignore)
    processes = processes_for(jobs, len(sources))
    if processes == 1:
        for source in sources:
            yield check_source(source, settings)
    else:
        yield from _in_processes(sources, settings, processes)


def _in_processes(sources: Sequence[Source], settings: Settings, processes: int) -> Iterator[Result]:
    context = _context()
    pool = ProcessPoolExecutor(processes, context, _quiet_worker)
    pending: list[tuple[Source, Future[Result]]] = []
    position = 0
    try:
        # A bounded window: results are handed on in order and do not pile up behind a slow consumer.
        window = processes * 8
        while position < len(sources) or pending:
            while position < len(sources) and len(pending) < window:
                source = sources[position]
                pending.append((source, pool.submit(check_source, source, settings)))
                position += 1
            source, future = pending.pop(0)
            try:
                yield future.result()
            except BrokenProcessPool:
                # A worker died (a crash in native code, no memory): find out which report it was, one by one.
                suspects = [source, *(waiting for waiting, _ in pending)]
                pending.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for suspect in suspects:
                    yield _alone(suspect, settings, context)
                pool = ProcessPoolExecutor(processes, context, _quiet_worker)
    except BaseException:
        # Ctrl-C, or the consumer went away: the reports in hand are not worth waiting for.
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(source: Source, settings: Settings, context: BaseContext) -> Result:
    """Check one report in a process of its own, which it may bring down."""
    with ProcessPoolExecutor(1, context, _quiet_worker) as pool:
        try:
            return pool.submit(check_source, source, settings).result()
        except BrokenProcessPool:
            return Failed(
                source.path, "读取这份文件时程序意外中断，可能文件已损坏；请另存一份再查，并把原文件反馈给维护者"
            )


def _quiet_worker() -> None:
    # Ctrl-C reaches the whole process group; only the parent answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _context() -> BaseContext:
    # Forked workers have the rule book already; elsewhere each loads it from the cache.
    return get_context("fork" if sys.platform == "linux" else "spawn")
