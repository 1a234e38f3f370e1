"""Processes that may be lost: each takes one task at a time, under a clock and a bound on memory.

A pattern that runs away or a library that loops cannot be stopped from within a process, so it is the process that is
ended, and another takes its place. The other tasks notice nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from checker.document.memory import bound_memory
from checker.review.lost import Lost

__all__ = ["in_workers"]

Task = TypeVar("Task")
Result = TypeVar("Result")

# Results are handed on in order; so many tasks per process may be ahead of a slow one, or of a slow consumer.
_AHEAD = 8
# Seconds for a process to end a converter it has started and to leave by itself.
_GRACE = 1.0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    task: int | None = None
    until: float = 0.0
    ready: bool = False  # imports done; the clock of a task does not count them


def in_workers(
    tasks: Sequence[Task], work: Callable[[Task], Result], *, count: int, seconds: float, memory: int
) -> Iterator[Result | Lost]:
    """``work`` of each task, in order, done by ``count`` processes.

    A task has ``seconds`` of wall clock; a process may allocate ``memory`` bytes (on Linux). Where no process can be
    started, the work is done here, unbounded.
    """
    context = _context()
    results: dict[int, Result | Lost] = {}
    workers: list[_Worker] = []
    given = 0
    # What a converter leaves behind when it is ended goes with this folder.
    with tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as folder:
        try:
            for wanted in range(len(tasks)):
                while wanted not in results:
                    while given < len(tasks) and given - wanted < count * _AHEAD:
                        worker = next((worker for worker in workers if worker.task is None), None)
                        if (
                            worker is None
                            and len(workers) < count
                            and (worker := _started(context, work, memory, folder))
                        ):
                            workers.append(worker)
                        if worker is None:
                            break
                        _give(worker, given, tasks[given], seconds)
                        given += 1
                    if not workers:
                        results[given] = work(tasks[given])
                        given += 1
                        continue
                    for number, result in _collected(workers, seconds):
                        results[number] = work(tasks[number]) if result is None else result
                yield results.pop(wanted)
        finally:
            for worker in workers:
                _stop(worker, gently=worker.task is not None)
            for worker in workers:
                _bury(worker)


def _give(worker: _Worker, number: int, task: Any, seconds: float) -> None:
    worker.task = number
    worker.until = time.monotonic() + seconds
    with suppress(OSError):  # it has died meanwhile, which the end of its line will tell
        worker.line.send(task)


def _collected(workers: list[_Worker], seconds: float) -> Iterator[tuple[int, Any]]:
    """Wait until something happens: a result, a death, a deadline. None stands for a task that was never begun."""
    now = time.monotonic()
    first = min((worker.until for worker in workers if worker.task is not None and worker.ready), default=now + 60.0)
    told = wait([worker.line for worker in workers], max(first - now, 0.0))
    for worker in list(workers):
        number = worker.task
        if worker.line in told:
            try:
                message = worker.line.recv()
            except Exception:  # closed, or broken off in the middle of a message
                workers.remove(worker)
                _stop(worker, gently=False)
                _bury(worker)
                if number is not None:
                    yield number, Lost(late=False) if worker.ready else None
                continue
            if worker.ready:
                assert number is not None
                worker.task = None
                yield number, message
            else:
                worker.ready = True
                worker.until = time.monotonic() + seconds
        elif number is not None and worker.ready and time.monotonic() >= worker.until:
            workers.remove(worker)
            _stop(worker, gently=True)
            _bury(worker)
            yield number, Lost(late=True)


def _started(context: BaseContext, work: Callable[[Any], Any], memory: int, folder: str) -> _Worker | None:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, memory, folder), daemon=True)  # type: ignore[attr-defined]
    try:
        process.start()
    except OSError:  # no more processes allowed
        ours.close()
        return None
    finally:
        theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker, *, gently: bool) -> None:
    with suppress(OSError, ValueError):
        if gently:
            worker.process.terminate()
        else:
            worker.process.kill()


def _bury(worker: _Worker) -> None:
    worker.process.join(_GRACE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.line.close()


# ── in the worker ───────────────────────────────────────────────────────────────────────────────


def _serve(line: Connection, work: Callable[[Any], Any], memory: int, folder: str) -> None:
    # Ctrl-C reaches the whole process group; only the parent answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Being asked to leave is an exception, so that converters are ended on the way out.
    signal.signal(signal.SIGTERM, _leave)
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    bound_memory(memory)
    with suppress(EOFError, OSError):  # the parent has gone
        line.send(None)
        while True:
            line.send(work(line.recv()))


def _leave(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _context() -> BaseContext:
    # Forked workers have the rule book already; elsewhere each loads it from the cache.
    return get_context("fork" if sys.platform == "linux" else "spawn")
