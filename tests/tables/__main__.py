"""``python -m tests.tables [--list] [--step N] [NAME…]``: recognition of tables, format by format."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from checker.engine.rulebook.rulebook import load_rulebook
from tests.tables.measuring import measure
from tests.tables.rendering import FORMATS
from tests.tables.samples import SAMPLES
from tests.tables.traps import TRAPS


def main(arguments: Sequence[str]) -> int:
    step = int(arguments[arguments.index("--step") + 1]) if "--step" in arguments else 1
    names = [one for one in arguments if not one.startswith("--") and not one.isdigit()]
    rulebook = load_rulebook()
    heads = ("cells", "wrong", "false", "planted", "missed", "unplaced")
    print(f"{'format':<12} {'table':<16} " + " ".join(f"{head:>8}" for head in heads))
    for format in FORMATS:
        totals = [0] * 6
        for sample in (*SAMPLES, *TRAPS):
            if names and sample.name not in names and format not in names:
                continue
            one = measure(sample, format, rulebook, step)
            row = [one.cells, len(one.wrong), len(one.false), one.planted, len(one.missed), len(one.unplaced)]
            totals = [a + b for a, b in zip(totals, row, strict=True)]
            if "--list" in arguments:
                print(f"{format:<12} {sample.name:<16} " + " ".join(f"{value:>8}" for value in row))
                for title, some in (
                    ("wrong", one.wrong),
                    ("FALSE", one.false),
                    ("missed", one.missed),
                    ("unplaced", one.unplaced),
                ):
                    for line in some[:12]:
                        print(f"      {title}: {line}")
        if totals[0]:
            killed = 100 * (totals[3] - totals[4]) / max(1, totals[3])
            print(f"{format:<12} {'all':<16} " + " ".join(f"{value:>8}" for value in totals) + f"  {killed:.1f}%")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
