"""``python -m tests.bench.growth [WORD]``: seconds for crafted texts of 2,500, 10,000 and 40,000 characters.

The units are those of ``tests/engine/test_long_lines.py``, which counts calls; here it is processor time, so that what
runs away inside a regular expression shows too. Each step is four times the text: a ratio much above 4 is growth faster
than the text. Only units that contain WORD are run, where one is given. Nothing is asserted.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from functools import cache
from itertools import pairwise

from checker.document.readers.plain import from_text
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from tests.engine.test_long_lines import HEAD, TAIL, UNITS

LENGTHS = (2_500, 10_000, 40_000)


@cache
def rulebook() -> Rulebook:
    """The rule book, once."""
    return load_rulebook()


def seconds(unit: str, length: int) -> float:
    """Processor time of one run over a report with so many characters of nothing but ``unit``; the best of three."""
    text = HEAD + unit * (length // len(unit)) + TAIL
    best = float("inf")
    for _ in range(3 if length < LENGTHS[-1] else 1):
        start = time.process_time()
        check_document(from_text(text), rulebook(), date(2024, 3, 1))
        best = min(best, time.process_time() - start)
    return best


def main(word: str = "") -> None:
    """Print a line for each unit."""
    head = "".join(f"{length:>10,}" for length in LENGTHS)
    print(f"{head}   ratios")
    for unit in UNITS:
        if word not in unit:
            continue
        seconds(unit, 500)
        times = [seconds(unit, length) for length in LENGTHS]
        ratios = "".join(f"{b / a:7.1f}" for a, b in pairwise(times))
        print("".join(f"{one:10.3f}" for one in times) + f"{ratios}   {unit!r}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
