"""A whole and its parts with nothing between that says so: outcomes of one kind, a word and its negation, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts.breakdowns.bound import SetOf
from checker.facts.breakdowns.making import make
from checker.facts.breakdowns.rows import BY, common_suffix, goes_on, named_before, separator
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown

__all__ = ["negated_stem", "opposites", "outcomes", "remainders", "with_others"]

_GRADE = re.compile(r"(?:优秀|优良|良好|优|较好|基本\w{2})$")

_TAKEN_IN = re.compile(
    r"(?:受理|办理|收|接|发现|查出|检查|抽查|审查|审核|承办|共|总|列入|梳理|登记|应|计划|对|问题|任务|事项)"
)

_REST = re.compile(r"^(?:其余|剩余|余下|剩下|其他|其它|另外)")

_CARRIED = re.compile(r"(?:结转(?!下|至下|到下)|年初|期初|旧存|存案|(?:上一?|去)年(?:度)?(?:未|没|尚未))")

_PENDING = re.compile(
    r"(?:结转下年|转入下年|结转至下年|未结|尚在|正在|尚未|未办结|未审结|未整改|未完成|在办|待审|待办)"
)

# What is done already is no whole of which the rest is done later: 1个项目已完工，3个已开工，4个正在推进.
_SETTLED = re.compile(
    r"(?:项目|问题|事项|案件|任务|件)?(?:已(?:经)?(?:完工|完成|竣工|建成|办结|审结|整改|销号|解决|落实|开工|投用)|正在|尚未|未)"
)

_NEGATION = re.compile(r"^(?:决定)?(?:不予|未予|不|未|没有|尚未|非)")


def outcomes(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """审结88件，维持41件、驳回21件…: outcomes of one kind in a row, without 其中, after what they are outcomes of."""
    counts = sentence.divisible
    position = 0
    while position < len(counts):
        kind = set_of(counts[position])
        run = [counts[position]]
        while kind is not None and kind.set and position + len(run) < len(counts):
            following = set_of(counts[position + len(run)])
            if following is None or (following.topic, following.set) != (kind.topic, kind.set):
                break
            gap = sentence.between(run[-1].end, counts[position + len(run)].start)
            if BY.search(gap):
                break  # 其他45件；从办理结果看，维持142件
            if separator(gap) != "、" and named_before(run, following, set_of):
                break  # 优秀31卷、合格63卷，在全市评查中获得优秀等次2卷
            run.append(counts[position + len(run)])
        if kind is not None and kind.set and len(run) > 1:
            before = counts[:position]
            if not position and sentence.previous is not None:  # 办案1342件。刑事618件、民事709件…
                before = sentence.previous.divisible
            wholes = [f for f in before if (w := set_of(f)) and (w.topic, w.indicator) == (kind.topic, kind.whole)]
            wholes = _taken_together(sentence, before, wholes, words) if position else wholes
            if not position and len(wholes) > 1:
                wholes = []  # 行政处罚案卷96卷，另抽取行政许可案卷48卷。评出优秀37卷…: of both together
            if not wholes and not position and len(run) < len(counts):  # 97件被受理，11件不予受理，全年收到的108件…
                behind = counts[position + len(run)]
                after = set_of(behind)
                if after is not None and (after.topic, after.indicator) == (kind.topic, kind.whole):
                    yield make(sentence, behind, run, "", words, set_of, False, total_first=False, sure=False)
            adjacent = bool(wholes) and bool(position) and wholes[-1] is counts[position - 1]
            apart = bool(position and wholes) and "；" in sentence.between(wholes[-1].end, run[0].start)
            summed_later = bool(re.search(r"(?:合计|共计|总计|；共)", sentence.between(run[-1].end, sentence.end)))
            together = (adjacent and not summed_later) or not apart
            if wholes and wholes[-1].depth == run[0].depth and together:
                sure = not apart and not goes_on(sentence, run, counts[position + len(run) :])
                yield make(sentence, wholes[-1], run, "", words, set_of, False, sure=sure)
        position += len(run)


def _taken_together(
    sentence: Sentence, before: Sequence[Figure], wholes: Sequence[Figure], words: ClaimWords
) -> list[Figure]:
    """The wholes, but where the last of them is an item of a row, what the row is summed up in.

    处罚案卷96卷、许可案卷54卷，共150卷，评出优秀38卷…: of the 150.
    抽取案卷240卷，其中处罚案卷150卷、许可案卷90卷，优秀79卷…: of the 240.
    """
    if not wholes:
        return []
    last = before.index(wholes[-1])
    summed = [f for f in before[last + 1 :] if f.unit == wholes[-1].unit and words.total_before.search(f.before)]
    if summed:
        return summed
    first = last
    while first and separator(sentence.between(before[first - 1].end, before[first].start)) == "、":
        first -= 1
    row = before[first : last + 1]
    return [f for f in wholes if f not in row] if len(row) > 1 else list(wholes)


def opposites(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """抽检2860批次，合格2814批次、不合格46批次: a word and its negation leave nothing out."""
    counts = sentence.divisible
    for position, (total, one, other) in enumerate(zip(counts, counts[1:], counts[2:], strict=False)):
        if position and separator(sentence.between(counts[position - 1].end, total.start)) == "、":
            continue  # 来信3件、来电15件、来访10件，经查属实4件、不属实24件: an item of a row is not their whole
        if not (total.unit == one.unit == other.unit and total.depth <= one.depth == other.depth):
            continue
        if position and common_suffix(counts[position - 1].label, total.label) >= 2 <= common_suffix(
            total.label, one.label
        ):
            continue  # 省级机关63件，市级机关214件，县级机关986件，乡镇和街道479件: an item of a row of levels
        ending = common_suffix(one.label, other.label)
        stem = negated_stem(one.label, other.label) or negated_stem(one.label[:-ending], other.label[:-ending])
        if not stem and not words.complementary(one.label, other.label):
            continue
        if separator(sentence.between(total.end, one.start)) == "、":  # 优秀42卷、合格101卷、不合格9卷
            continue
        if total is not counts[0] and _CARRIED.search(total.label):
            continue  # 受理563件，加上上年结转46件，审结552件，未审结57件
        if words.total_before.search(one.before):  # 每个网格1名，共有专职412名、兼职530名
            continue
        if _GRADE.search(total.label):  # 优秀45卷，合格50卷，不合格5卷
            continue
        if stem and total.label.endswith(stem):  # 满意1876份、基本满意95份、不满意29份: three grades, no whole
            continue
        rows = sentence.between(total.end, other.start).count("；")
        if (rows and total is not counts[0]) or rows == 1 or len(sentence.between(total.end, one.start)) > 24:
            continue
        yield make(sentence, total, [one, other], "不", words, set_of, False, closed=True)


def with_others(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """下发图斑138个，合法97个、违法26个、其他15个: a row joined by 、 that ends with 其他 leaves nothing out."""
    counts = sentence.divisible
    for position, last in enumerate(counts):
        if not _REST.match(last.label) or position < 2:
            continue
        row = [last]
        for figure in reversed(counts[:position]):
            gap = sentence.between(figure.end, row[0].start)
            if figure.unit != last.unit or figure.depth != last.depth or separator(gap) != "、" or "，" in gap:
                break
            row.insert(0, figure)
        before = position - len(row)
        if len(row) < 2 or before < 0:
            continue
        total = counts[before]
        gap = sentence.between(total.end, row[0].start)
        if total.unit == last.unit and total.depth <= last.depth and "；" not in gap and len(gap) <= 24:
            yield make(sentence, total, row, "其他", words, set_of, False, closed=True)


def negated_stem(first: str, second: str) -> str:
    """The word of which one label is the negation of the other: 合格 for 合格 and 不合格; "" where there is none."""
    negated, plain = (second, first) if _NEGATION.match(second) else (first, second)
    stem = _NEGATION.sub("", negated)
    found = len(stem) >= 2 and stem != negated and plain.endswith(stem) and not _NEGATION.match(plain)
    if found and "予" in negated.removesuffix(stem):  # 作其他处理 is not the contrary of 不予处理, 予以处理 is
        found = plain == stem or plain.removesuffix(stem).endswith(("予以", "准予", "给予"))
    return stem if found else ""


def remainders(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """受理120件，已办结105件，其余15件正在办理: what is done and what is left make up the whole."""
    counts = [f for f in sentence.divisible if not f.depth]
    if any(_CARRIED.search(f.before) for f in counts):
        return
    for total, done, rest in zip(counts, counts[1:], counts[2:], strict=False):
        if not total.unit == done.unit == rest.unit:
            continue
        named_rest = bool(_REST.match(rest.label))
        pending = bool(
            _PENDING.search(rest.before) or (not rest.before.strip("，、；") and _PENDING.search(rest.after))
        )
        if _SETTLED.match(total.label):
            continue
        if total is not counts[0] and not _TAKEN_IN.search(total.before + total.after):
            continue  # 查实12件，不属实48件，正在核查15件: outcomes in a row, none of them the whole
        if not (named_rest or pending) or "；" in sentence.between(total.end, rest.start):
            continue
        if (
            len(sentence.between(total.end, rest.start)) > 60
            or separator(sentence.between(total.end, done.start)) == "、"
        ):
            continue
        yield make(sentence, total, [done, rest], "其余", words, set_of, False, closed=True, sure=named_rest)
