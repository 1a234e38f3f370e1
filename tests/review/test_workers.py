"""Workers that hang, die or take all memory: their task is lost, the others are not, and the order is kept."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker.review.lost import Lost
from checker.review.workers import in_workers

_MEMORY = 512 * 1024**2


def _work(task: str) -> str:
    if task == "hang":
        time.sleep(60)
    if task == "deaf":  # as code in C is: no signal is answered
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    if task == "die":
        os._exit(3)
    if task == "greedy":
        try:
            return str(len(bytearray(2 * _MEMORY)))
        except MemoryError:
            return "no memory"
    if task == "unspeakable":
        return lambda: None  # type: ignore[return-value]
    return task.upper()


def _all(*tasks: str, count: int = 2, seconds: float = 30.0) -> list[str | Lost]:
    return list(in_workers(tasks, _work, count=count, seconds=seconds, memory=_MEMORY))


@pytest.mark.parametrize("count", [1, 3])
def test_lost_tasks_leave_the_others_and_the_order(count: int) -> None:
    found = _all("a", "hang", "b", "die", "c", "unspeakable", "d", count=count, seconds=2.0)
    assert found == ["A", Lost(late=True), "B", Lost(late=False), "C", Lost(late=False), "D"]


def test_a_worker_that_does_not_listen_is_killed() -> None:
    assert _all("deaf", "a", count=1, seconds=2.0) == [Lost(late=True), "A"]


def test_nothing_to_do() -> None:
    assert _all() == []


def test_many_tasks_keep_their_order() -> None:
    tasks = [f"t{number}" for number in range(100)]
    assert _all(*tasks, count=3) == [task.upper() for task in tasks]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_memory_is_bounded() -> None:
    assert _all("greedy", "a", count=1) == ["no memory", "A"]


def _convert(task: str) -> int:
    process = subprocess.Popen(["sleep", "77"], start_new_session=True)
    Path(task).write_text(str(process.pid), encoding="ascii")
    try:
        return process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise


@pytest.mark.skipif(os.name == "nt", reason="needs the program sleep")
def test_what_a_late_worker_started_is_ended_too(tmp_path: Path) -> None:
    note = tmp_path / "process"
    list(in_workers([str(note)], _convert, count=1, seconds=2.0, memory=_MEMORY))
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(note.read_text(encoding="ascii")), 0)
        pytest.fail("the converter still runs")


def test_leaving_early_leaves_no_process() -> None:
    stream = in_workers(["a", "hang", "hang"], _work, count=3, seconds=30.0, memory=_MEMORY)
    assert next(stream) == "A"
    stream.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()
