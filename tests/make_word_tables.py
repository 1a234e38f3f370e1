"""Count words and neighbours anew: ``python -m tests.make_word_tables FOLDER…`` with folders of sound official prose.

Writes ``rules/vocabulary/word_frequencies.yaml`` and ``rules/vocabulary/neighbours.yaml``. What goes in are counts: how
common a word is and which characters stand next to each other. jieba's dictionary (MIT) supplies the words; prose shows
which of them official texts use. See docs/words.md.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log
from pathlib import Path

import jieba
import yaml

from checker.document.passage import fold
from checker.engine.spelling import LookAlikes, SoundAlikes, TradeWords

VOCABULARY = Path(__file__).parents[1] / "rules" / "vocabulary"
_HAN = re.compile("[\u4e00-\u9fff]+")
_OWN = 0.8  # weight of the prose against the general dictionary
_RARE = 5  # a word that the dictionary counts less often is left out, unless the prose has it
_RARE_LONG = 20
_CERTAINLY = 300  # a neighbour so much rarer than one that sounds or looks like it is judged each time
_SELDOM = 100
_COMMON = 12
_TERM = 4000  # a term of the trade is as good as so many places in prose


def main(folders: Iterable[str]) -> None:
    """Read, count, write."""
    jieba.setLogLevel(60)
    dictionary = dict(_dictionary())
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for run in _runs(folders):
        words.update(jieba.cut(run, HMM=False))
        pairs.update(map(str.__add__, run, run[1:]))
    trade = TradeWords.model_validate(_table("trade_words"))
    for term in " ".join(trade.terms).split():
        pairs.update(dict.fromkeys(map(str.__add__, term, term[1:]), _TERM))
    costs = _costs(words, dictionary)
    _write("word_frequencies", _FREQUENCIES, "costs", _cost_rows(costs))
    _write("neighbours", _NEIGHBOURS, "followers", _follower_rows(pairs, costs))


def _dictionary() -> Iterator[tuple[str, int]]:
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if _HAN.fullmatch(word):
            yield word, int(frequency)


def _runs(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            if path.name != "README.txt":
                yield from _HAN.findall(fold(path.read_text("utf-8", errors="ignore")))


def _costs(words: Counter[str], dictionary: Mapping[str, int]) -> dict[str, int]:
    """How surprising each word is: minus the logarithm of its share, rounded; common words about 6, rare ones 16."""
    own, general = words.total(), sum(dictionary.values())
    costs: dict[str, int] = {}
    for word in sorted({*words, *dictionary}):
        frequency = dictionary.get(word, 0)
        if len(word) > 1 and not words[word] and frequency < (_RARE if len(word) == 2 else _RARE_LONG):
            continue
        costs[word] = round(-log(_OWN * words[word] / own + (1 - _OWN) * frequency / general))
    return costs


def _cost_rows(costs: Mapping[str, int]) -> dict[str, str]:
    rows: dict[str, list[str]] = defaultdict(list)
    for word, cost in sorted(costs.items(), key=lambda item: (item[0][0], item[1], item[0])):
        rows[word[0]].append(f"{word[1:]}{cost}")
    return {first: " ".join(row) for first, row in rows.items()}


def _follower_rows(pairs: Counter[str], costs: Mapping[str, int]) -> dict[str, str]:
    """For each character those that may follow it, the most common first."""
    inner: set[str] = {a + b for word in costs for a, b in pairwise(word)}
    sounds = SoundAlikes.model_validate(_table("same_sound"))
    shapes = LookAlikes.model_validate(_table("similar_shape"))

    def suspect(pair: str) -> bool:
        often = _CERTAINLY * max(1, pairs[pair])
        if pairs[pair] > _SELDOM or costs.get(pair, 99) <= _COMMON:
            return False
        first, second = pair[0], pair[1]
        return any(pairs[other + second] >= often for other in sounds.alike(first) | shapes.alike(first)) or any(
            pairs[first + other] >= often for other in sounds.alike(second) | shapes.alike(second)
        )

    rows: dict[str, list[str]] = defaultdict(list)
    for pair in sorted({*pairs, *inner}, key=lambda pair: (pair[0], -pairs[pair], pair)):
        if not suspect(pair):
            rows[pair[0]].append(pair[1])
    return {first: "".join(row) for first, row in sorted(rows.items())}


def _table(name: str) -> object:
    return yaml.safe_load((VOCABULARY / f"{name}.yaml").read_text("utf-8"))["words"]


def _write(name: str, comment: str, key: str, rows: Mapping[str, str]) -> None:
    lines = [comment.rstrip(), f"name: {name}", "words:", f"  {key}: |"]
    lines += [f"    {first} {row}" for first, row in rows.items()]
    (VOCABULARY / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


_FREQUENCIES = """
# 词的常用程度，由 tests/make_word_tables.py 生成，不要手改；加词加在 official_words.yaml。
# 一行是一个首字：后面依次是词的其余部分和一个数，数越小越常用
# （6左右是公文里随处可见的，16是很少见的）；只有数的，是这个字单独成词。
# 词取自 jieba 词典（MIT 许可），常用程度按公文中的次数和该词典的次数折算。
""".lstrip()

_NEIGHBOURS = """
# 公文里会相邻的字，由 tests/make_word_tables.py 生成，不要手改。
# 一行是一个字：后面是可以紧接在它后面的字，常见的在前。不在其中的两个字连在一起，才去看是不是错字。
# 取自公开的政府工作报告、预算报告、统计公报等正式文本中相邻的字和词典里的词，只记有没有，不含原文。
""".lstrip()

if __name__ == "__main__":
    main(sys.argv[1:])
