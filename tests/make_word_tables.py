"""Count words and neighbours anew: ``python -m tests.make_word_tables FOLDER…`` with folders of sound official prose.

Writes ``word_frequencies.yaml``, ``neighbours.yaml`` and ``word_contexts.yaml`` in ``rules/vocabulary/``. What goes in
are counts: how common a word is, which characters stand next to each other and next to a word. jieba's dictionary (MIT)
supplies the words; prose shows which of them official texts use. With ``--laws FOLDER`` published laws (``.md``) are
counted for neighbours and contexts too, but not for how common a word is: laws are no reports. See docs/words.md.
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
from checker.engine.wording.spelling import LookAlikes, SoundAlikes, TradeWords

VOCABULARY = Path(__file__).parents[1] / "rules" / "vocabulary"
_HAN = re.compile("[\u4e00-\u9fff]+")
_OWN = 0.8  # weight of the prose against the general dictionary
_RARE = 5  # a word that the dictionary counts less often is left out, unless the prose has it
_RARE_LONG = 20
_CERTAINLY = 300  # a neighbour so much rarer than one that sounds or looks like it is judged each time
_SELDOM = 100
_SLIP_OF_THE_PEN = 2  # so often even printed laws have a pair by mistake
_REPORT_AS_NEIGHBOUR, _REPORT_AS_CONTEXT = 60, 8  # what a place in a report counts beside one in a law
_OFTEN, _IN_USE, _IN_TRADE = 1000, 50, 30  # a common word: its places, in general use, of the trade
_RARER = 40  # a word so much rarer than one that sounds like it is put for it
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg", "m"})
_COMMON = 12
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两")
_TERM = 4000  # a term of the trade is as good as so many places in prose


def main(folders: Iterable[str], laws: Iterable[str] = ()) -> None:
    """Read, count, write."""
    jieba.setLogLevel(60)
    dictionary = dict(_dictionary())
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    fours: Counter[str] = Counter()
    legal: Counter[str] = Counter()
    runs = list(_runs(folders))
    for run in runs:
        words.update(jieba.cut(run, HMM=False))
        pairs.update(map(str.__add__, run, run[1:]))
        fours.update(_fours(run))
    law_runs = list(_runs(laws, "*.md"))
    legal_fours: Counter[str] = Counter()
    for run in law_runs:
        legal.update(map(str.__add__, run, run[1:]))
        legal_fours.update(_fours(run))
    trade = TradeWords.model_validate(_table("trade_words"))
    official = TradeWords.model_validate(_table("official_words"))
    costs = costs_of(words, dictionary)
    known: Counter[str] = Counter({pair: times for pair, times in legal.items() if times > _SLIP_OF_THE_PEN})
    known.update({pair: times * _REPORT_AS_NEIGHBOUR for pair, times in pairs.items()})
    for term in " ".join(trade.terms).split():
        known.update(dict.fromkeys(map(str.__add__, term, term[1:]), _TERM))
    _write("word_frequencies", _FREQUENCIES, "costs", _cost_rows(costs))
    _write("neighbours", _NEIGHBOURS, "followers", follower_rows(known, costs))
    for counted, more in ((legal, pairs), (legal_fours, fours)):
        counted.update({key: times * _REPORT_AS_CONTEXT for key, times in more.items()})
    write_contexts(legal, legal_fours, {*trade.words, *official.words})
    add_left_out(
        "\n".join((*law_runs, *runs)),
        set(" ".join(trade.terms).split()),
        {*costs, *trade.words, *official.words},
        {*trade.words, *(word for word, cost in costs.items() if cost <= _COMMON)},
    )


def _fours(run: str) -> Iterator[str]:
    return (run[at : at + 4] for at in range(len(run) - 3))


def write_contexts(pairs: Counter[str], fours: Counter[str], trade: set[str]) -> None:
    """Which two characters go with each common word, and which rare words sound or look like a common one."""
    tagged = {
        word: (int(times), tag)
        for word, times, tag in (
            line.split(" ") for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
        )
        if len(word) == 2
    }
    short = {word for word in trade if len(word) == 2}
    common = {word for word, (times, _) in tagged.items() if pairs[word] >= _OFTEN and times >= _IN_USE}
    common |= {word for word in short if pairs[word] >= _IN_TRADE}
    sounds = SoundAlikes.model_validate(_table("same_sound"))
    shapes = LookAlikes.model_validate(_table("similar_shape"))

    def rare(written: str, meant: str) -> bool:
        tag = tagged.get(written, (0, "nr"))[1]
        return written not in trade and tag not in _NAMES and pairs[written] * _RARER < pairs[meant]

    same = defaultdict(set)
    for word in {*tagged, *short}:
        for one in sounds.same(word[0]):
            same[one, word[1]].add(word)
    mistaken: dict[str, set[str]] = defaultdict(set)
    for meant in common:
        written = {word for other in sounds.same(meant[1]) for word in same[meant[0], other]}
        for at in (0, 1):
            for other in sounds.alike(meant[at]) | shapes.alike(meant[at]):
                written.add(meant[:at] + other + meant[at + 1 :])
        for word in written - {meant}:
            if rare(word, meant):
                mistaken[word].add(meant)
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for four, times in fours.items():
        before[four[2:]][four[:2]] += times
        after[four[:2]][four[2:]] += times
    total = pairs.total()

    def row(word: str, around: Counter[str]) -> str:
        if word not in common:
            return "/" + "".join(other for other, times in around.most_common(100) if times > 1)

        def calls(other: str, times: int) -> bool:
            expected = pairs[word] * pairs[other]
            return times >= 8 and (times * 50 >= pairs[other] + 3 or (times >= 15 and times * total > 100 * expected))

        calling = [other for other, times in around.most_common(100) if calls(other, times)]
        going = [
            other
            for other, times in around.most_common(160)
            if other not in calling
            and (times > 1 if word in mistaken else times >= 5 and times * total > 5 * pairs[word] * pairs[other])
        ]
        return "".join(calling) + "/" + "".join(going)

    rows = {word: f"{row(word, before[word])}/{row(word, after[word])}" for word in sorted({*common, *mistaken})}
    lines = [_CONTEXTS.rstrip(), "name: word_contexts", "words:", "  contexts: |"]
    lines += [f"    {word} {text}" for word, text in rows.items() if text != "///"]
    lines += ["  mistaken: |"]
    for word, meant_words in sorted(mistaken.items()):
        lines.append(f"    {word} " + " ".join(sorted(meant_words, key=lambda each: (-pairs[each], each))))
    (VOCABULARY / "word_contexts.yaml").write_text("\n".join(lines) + "\n", "utf-8")


_SHORT = re.compile("[\u4e00-\u9fff][理结诉议证裁解处薪]件|督促改")


def add_left_out(text: str, terms: set[str], words: set[str], common: set[str]) -> None:
    """Terms without one of their inner characters, where no place in sound prose reads like that."""

    def stands(rest: str) -> bool:
        at = text.find(rest)
        while at >= 0:
            end = at + len(rest)
            beside = (text[max(0, at - 1) : at + 1], text[end - 1 : end + 1], text[end - 2 : end + 1])
            if not any(len(each) > 1 and each in words for each in beside):
                return True
            at = text.find(rest, at + 1)
        return False

    rests = [
        term[:gap] + term[gap + 1 :]
        for term in sorted(terms)
        if len(term) > 3
        for gap in range(1, len(term) - 1)
        # 下步工作 is short for 下一步工作; where the two beside the gap make a common word much is right: 落实处.
        if term[gap] not in _NUMERALS and term[gap - 1] + term[gap + 1] not in common
    ]
    # 受理件, 办结件: what was taken in and settled, in the short words of statistics; 以督促改.
    never = [rest for rest in rests if rest not in words and not stands(rest) and not _SHORT.fullmatch(rest)]
    lines = ["  left_out: |", *("    " + " ".join(never[at : at + 25]) for at in range(0, len(never), 25))]
    with (VOCABULARY / "word_contexts.yaml").open("a", encoding="utf-8") as table:
        table.write("\n".join(lines) + "\n")


def _dictionary() -> Iterator[tuple[str, int]]:
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if _HAN.fullmatch(word):
            yield word, int(frequency)


def _runs(folders: Iterable[str], pattern: str = "*.txt") -> Iterator[str]:
    for folder in folders:
        for path in sorted(Path(folder).rglob(pattern)):
            if path.stem != "README":
                yield from _HAN.findall(fold(path.read_text("utf-8", errors="ignore")))


def costs_of(words: Counter[str], dictionary: Mapping[str, int]) -> dict[str, int]:
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


def follower_rows(pairs: Counter[str], costs: Mapping[str, int]) -> dict[str, str]:
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

_CONTEXTS = """
# 词的左右搭配与容易误写成它的词，由 tests/make_word_tables.py 生成，不要手改。
# contexts 一行一个词：紧接在前、一见便该是它的两个字／紧接在前、常与它连用的两个字／紧接在后的同样两组。
# mistaken 一行一个公文几乎不用的词：后面是与它同音、形近而公文常用的词。left_out 是漏了一个字的专门用语。
# 取自公开的法律法规和正式文本，只记有没有，不含原文。
""".lstrip()

if __name__ == "__main__":
    folders, _, laws = " ".join(sys.argv[1:]).partition("--laws")
    main(folders.split(), laws.split())
