"""``python -m tests.bench [REPORTS]``: speed and memory as ratios to a floor measured in the same run. Nothing here is
asserted. Scaling to two processes is measured on ten times as many reports.

The floor is a process that reads the same files and runs a dozen plain regular expressions over each. Reports are
those of ``seeds/`` in plain text, repeated to the number wanted.
"""

from __future__ import annotations

import gc
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from checker.cli.main import COLLECT
from checker.document.reading import read_bytes
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document, read_report

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 1)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d+件",
        r"\d+(?:\.\d+)?%",
        r"20\d\d年",
        r"《[^》]{1,60}》",
        r"〔20\d\d〕\d+号",
        r"[一二三四五六七八九十]、",
        r"（[一二三四五六七八九十]）",
        r"行政复议[^。]{0,20}",
        r"其中[^。；]{0,80}",
        r"\d+(?:人|名|次|场)",
        r"同比[^，。]{0,12}",
        r"[^。；]{0,40}占[^。；]{0,40}",
    )
)


@cache
def book() -> Rulebook:
    """The rule book, once a process."""
    return load_rulebook()


def sources() -> list[Path]:
    """The texts that the sample reports are written from."""
    return sorted((ROOT / "tests" / "seeds_writer" / "sources").glob("*.txt"))


def floor(path: Path) -> None:
    """Read and run the plain patterns."""
    text = path.read_text("utf-8")
    for pattern in PATTERNS:
        pattern.findall(text)


def ours(path: Path) -> None:
    """Read and check with the full checklist."""
    check_document(read_bytes(path.read_bytes(), path.name), book(), TODAY)


def per_report(work: Callable[[Path], None], paths: list[Path], rounds: int) -> float:
    """Milliseconds of processor time a report: the best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for path in paths:
            work(path)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(paths)


def in_processes(workers: int, paths: list[Path]) -> tuple[float, float]:
    """Seconds for all paths in so many processes, forked with everything warm: by the clock, and of processor time in
    the process that took longest. Each process takes one chunk; reports of all sizes are spread evenly over them."""
    context = get_context("fork")
    told = context.SimpleQueue()

    def work(chunk: list[Path]) -> None:
        start = time.process_time()
        for path in chunk:
            ours(path)
        told.put(time.process_time() - start)

    processes = [context.Process(target=work, args=(paths[number::workers],)) for number in range(workers)]
    start = time.perf_counter()
    for process in processes:
        process.start()
    longest = max(told.get() for _ in processes)
    for process in processes:
        process.join()
    return time.perf_counter() - start, longest


def scaling(paths: list[Path], rounds: int) -> tuple[float, float]:
    """How many times faster two processes are than one, by the clock and by processor time: medians of several rounds.

    On a machine that has other things to do the second tells more.
    """
    pairs = [(in_processes(1, paths), in_processes(2, paths)) for _ in range(rounds)]
    return median(one[0] / two[0] for one, two in pairs), median(one[1] / two[1] for one, two in pairs)


def cold(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of processor time of a whole process, the best of seven after one that fills the caches."""
    best = float("inf")
    for number in range(8):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=ROOT, env=environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if number:
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main(reports: int = 100) -> None:
    """Print the table."""
    texts = sources()
    paths = [texts[i % len(texts)] for i in range(reports)]
    ours(texts[0])
    gc.set_threshold(*COLLECT)  # as in a run of the program
    base = per_report(floor, paths, 5)
    mine = per_report(ours, paths, 3)
    print(f"{'floor: read and a dozen patterns':44}{base:9.2f} ms a report{1:8.1f} ×")
    print(f"{'full checklist, one process, warm':44}{mine:9.2f} ms a report{mine / base:8.1f} ×")
    documents = [read_bytes(path.read_bytes(), path.name) for path in texts]
    start = time.process_time()
    for document in documents:
        read_report(document, book(), TODAY)
    facts = 1000 * (time.process_time() - start) / len(documents)
    print(f"{'of which outline and facts':44}{facts:9.2f} ms a report")
    thousand = [texts[i % len(texts)] for i in range(10 * reports)]
    clock, processor = scaling(thousand, 3)
    print(f"{'two processes against one, by the clock':44}{clock:9.2f} ×")
    print(f"{'two processes against one, processor time':44}{processor:9.2f} ×")
    for number in (100, 300):
        code = f"from tests.bench.__main__ import *; [ours(p) for p in (sources() * 100)[:{number}]]; "
        code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
        peak = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
        print(f"{f'peak memory over {number} reports':44}{peak.stdout.strip():>9} MiB")
    with tempfile.TemporaryDirectory() as folder:
        one_file = Path(folder) / "one.txt"
        one_file.write_bytes(texts[0].read_bytes())
        # As after an installation by pip: byte code lies beside the sources, and one run has filled the cache.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": f"{folder}/code", "CHECKER_CACHE_DIR": f"{folder}/cache"}
        imports = cold([sys.executable, "-c", "import typer, rich.console, pydantic, yaml"], environment)
        checks = cold(
            [sys.executable, "-c", "from checker.cli.main import run; run()", "check", str(one_file)], environment
        )
    print(f"{'cold: imports alone':44}{imports:9.2f} s{1:17.1f} ×")
    print(f"{'cold: checker check ONE.txt':44}{checks:9.2f} s{checks / imports:17.1f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
