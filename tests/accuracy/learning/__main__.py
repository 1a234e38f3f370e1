"""Learn the weights anew: ``python -m tests.accuracy.learning --prose FOLDER --out FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from checker.engine.rulebook.rulebook import load_rulebook
from checker.facts.breakdowns.form import packed
from tests.accuracy.learning.examples import Example, from_passages, from_prose
from tests.accuracy.learning.fitting import fit
from tests.accuracy.passages import passages

_HEAD = """\
# 句式的权重：一处句子的写法（并列的样子、标点、领起的词等）有多像“总数和分项”。
# 由 python -m tests.accuracy.learning 学得，不要手改。
# 每个写法十位十六进制数：八位是写法的散列值，两位是权重（-128—127，十六分之一比特）；从这里读不出任何句子。
# 怎样得来、怎样判断、准到什么程度，见 docs/sum-forms.md。
name: sums
forms:
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prose", type=Path, nargs="*", default=[], help="folders of published prose (*.txt)")
    parser.add_argument("--blind", nargs="*", default=[], help="globs of blind files that may be learned from")
    parser.add_argument("--without", nargs="*", default=[], help="globs of files to leave out, for measuring")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    rulebook = load_rulebook(cache=False)
    known = [p for p in passages() if not p.blind or any(fnmatch(p.file, glob) for glob in given.blind)]
    examples = [*from_passages(known, rulebook)]
    examples += from_prose(sorted(path for folder in given.prose for path in folder.glob("*.txt")), rulebook)
    chosen = [e for e in examples if not any(fnmatch(e.source, glob) for glob in given.without)]
    write(chosen, given.out)


def write(examples: Sequence[Example], out: Path) -> None:
    """Fit these examples and write the weights."""
    weights, bias = fit(examples)
    digits = packed(weights)
    lines = "".join(f"    {digits[at : at + 110]}\n" for at in range(0, len(digits), 110))
    out.write_text(f"{_HEAD}  bias: {bias}\n  weights: |\n{lines}", "utf-8")
    print(f"{len(examples)} examples, {sum(e.meant for e in examples)} meant, {len(weights)} weights → {out}")


if __name__ == "__main__":
    main()
