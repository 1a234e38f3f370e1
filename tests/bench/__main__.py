"""``python -m tests.bench``: speed and memory as ratios to a floor measured in the same run. Nothing here is asserted.

The floor is a process that reads the same files and runs a dozen plain regular expressions over each. Reports are
those of ``seeds/`` in plain text, repeated to the number wanted.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

from checker.document.reading import read_bytes
from checker.engine.rulebook import Rulebook, load_rulebook
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


def wall(workers: int, paths: list[Path]) -> float:
    """Seconds for all paths in so many processes, warm."""
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(ours, paths[: 4 * workers]))  # every worker loads its rule book
        start = time.perf_counter()
        list(pool.map(ours, paths, chunksize=max(1, len(paths) // (workers * 4))))
        return time.perf_counter() - start


def cold(command: list[str]) -> float:
    """Seconds of processor time of a whole process, the best of five."""
    best = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main(reports: int = 100) -> None:
    """Print the table."""
    texts = sources()
    paths = [texts[i % len(texts)] for i in range(reports)]
    ours(texts[0])
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
    one, two = wall(1, paths), wall(2, paths)
    print(f"{'two processes against one':44}{one / two:9.2f} ×")
    for number in (100, 300):
        code = f"from tests.bench.__main__ import *; [ours(p) for p in (sources() * 100)[:{number}]]; "
        code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
        peak = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
        print(f"{f'peak memory over {number} reports':44}{peak.stdout.strip():>9} MiB")
    with tempfile.TemporaryDirectory() as folder:
        one_file = Path(folder) / "one.txt"
        one_file.write_bytes(texts[0].read_bytes())
        imports = cold([sys.executable, "-c", "import typer, rich.console, pydantic, yaml"])
        checks = cold([sys.executable, "-c", "from checker.cli.main import run; run()", "check", str(one_file)])
    print(f"{'cold: imports alone':44}{imports:9.2f} s{1:17.1f} ×")
    print(f"{'cold: checker check ONE.txt':44}{checks:9.2f} s{checks / imports:17.1f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
