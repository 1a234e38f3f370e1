"""The parts first, then their whole: A x件、B y件，共z件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts.breakdowns.bound import SetOf
from checker.facts.breakdowns.making import make
from checker.facts.breakdowns.rows import outside_brackets
from checker.facts.chinese_numerals import small_number
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown

__all__ = ["summed_up"]

_TOTAL_AFTER = re.compile(
    r"(?:^|[，；、：])(?P<noun>[^，；、：。]{0,16}?)(?<!公)"
    r"(?P<word>总共|共计|合计|总计|一共|合共|累计(?=$)|共(?![享同建治和青产创管赢用商谋识]))(?P<verb>[\u4e00-\u9fff“”]{0,8})$"
)

_NEAR = 8  # characters from the number of kinds to the total of all

_TOTAL_REACH = 10  # the longest word and verb of _TOTAL_AFTER

_SURE_TOTALS = frozenset({"总共", "共计", "合计", "总计", "一共", "合共"})

_EARLIER = re.compile(r"(?:同比|较上年|比上年|上年|去年|其中)")

_ABOVE = re.compile(r"(?:以上|上述)(?![前后])[^，；。]{0,6}(?:共|合计|总计)")

# What a total says it takes together: 废止、失效两类合计, 在编与聘用人员共.
_TOGETHER = re.compile(
    r"(?:^|[，；：])(?P<names>[\u4e00-\u9fff“”]{2,12}(?:[、和与及][\u4e00-\u9fff“”]{2,12})+?)"
    r"(?:[两二三四五六七八九十](?:者|类|项|种|部分|级))?(?:总共|共计|合计|总计|一共|合共|共|计)(?:有|为|达)?$"
)

_FOREMOST = re.compile(r"(?:^|[以居在列]|排名?)前(?P<number>[二三四五六七八九十]|\d)(?:大)?[类位项名个种]")

_SETTLED = re.compile(r"(?:化解|办结|审结|结案|整改|解决|销号|完成|办理完毕|调处|处置|消除|答复|清零)")

_PREVIOUS_YEAR = re.compile(r"(?:上年|去年|上一年)(?:度|同期)?[^，；。]{0,6}$")


def summed_up(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """A x件、B y件，共计z件: the whole stands after its parts."""
    above = sentence.previous is not None and _ABOVE.match(sentence.text) is not None
    for total in sentence.divisible:
        near = sentence.between(max(sentence.start, total.start - _TOTAL_REACH), total.start)
        if not above and "共" not in near and "计" not in near:
            continue
        # 三类共725件: the number of kinds does not come between the parts and their total.
        counts = [f for f in sentence.divisible if f.start < total.start and not _is_kinds(f, total)]
        if len(counts) > 2 and _counts_the_row(sentence, counts, total):
            counts.pop()
        if not counts and above and sentence.previous is not None:
            before = sentence.previous
            row = before.divisible
            parts, cut = _parts_before(before, row, total, words)
            if len(parts) > 1 and _may_add_up(total, parts, "", set_of):
                yield make(sentence, total, parts, "共", words, set_of, False, total_first=False, row=before, cut=cut)
            continue
        if len(counts) < 2:
            continue
        match = _TOTAL_AFTER.search(sentence.between(counts[-1].end, total.start))
        if match is None or _EARLIER.search(match["noun"]) or match["verb"].endswith(("由", "从", "较")):
            continue
        if match["verb"].startswith("占"):  # 三类合计占受理总数301件的76.7%
            continue
        foremost = _FOREMOST.search(match["noun"])
        if foremost is not None:
            yield from _first_of(sentence, counts, total, foremost["number"], words, set_of)
            continue
        parts, cut = _parts_named(sentence, counts, total), False
        if not parts:
            parts, cut = _parts_before(sentence, counts, total, words)
        if len(parts) < 2 or not _may_add_up(total, parts, match["verb"], set_of):
            continue
        if _SETTLED.search(match["verb"]) and not any(_SETTLED.search(part.clause) for part in parts):
            continue  # 积案28件，新排查15件，共化解36件: of what came in, some was settled
        sure = match["word"] in _SURE_TOTALS or not match["verb"]
        yield make(sentence, total, parts, "共", words, set_of, False, total_first=False, sure=sure, cut=cut)


def _first_of(
    sentence: Sentence, counts: Sequence[Figure], total: Figure, number: str, words: ClaimWords, set_of: SetOf
) -> Iterator[Breakdown]:
    """公安64件、自然资源41件、市场监管37件、其他18件，前三类共142件: the foremost of a row."""
    wanted = small_number(number)
    row: list[Figure] = []
    for figure in counts:
        if not figure.same_kind_of_thing(total) or figure.depth != total.depth:
            continue
        if words.total_before.search(figure.before) or "总" in figure.before:
            break
        row.append(figure)
    while len(row) > wanted and row[0].quantity.printed < row[-1].quantity.printed:
        row.pop(0)
    if 1 < wanted <= len(row):
        yield make(sentence, total, row[:wanted], "共", words, set_of, False, total_first=False, sure=False)


def _parts_named(sentence: Sentence, counts: Sequence[Figure], total: Figure) -> list[Figure]:
    """The figures that a total names as what it takes together, one for each name; none where a name is of none."""
    found = _TOGETHER.search(sentence.between(counts[-1].end, total.start))
    if found is None:
        return []
    parts: list[Figure] = []
    for name in re.split("[、和与及]", found["names"]):
        of_name = [f for f in counts if f.same_kind_of_thing(total) and f not in parts and name[:2] in f.label]
        if len(of_name) != 1:
            return []
        parts.append(of_name[0])
    return sorted(parts, key=lambda part: part.start)


def _counts_the_row(sentence: Sentence, counts: Sequence[Figure], total: Figure) -> bool:
    """自查57个，督导12个，群众反映8个，三个渠道共77个: the three are the row itself."""
    last = counts[-1]
    same = [f for f in counts[:-1] if f.unit == total.unit and f.depth == total.depth]
    near = sentence.between(last.end, total.start)
    return len(near) <= _NEAR and "，" not in near and last.quantity.printed == len(same)


def _is_kinds(figure: Figure, total: Figure) -> bool:
    """A number of kinds right before a total: 三类共…, 两项业务共…, 三级示范单位共…."""
    return figure.unit in ("类", "项", "级", "种", "者", "部分", "方面") and figure.unit != total.unit


def _parts_before(
    sentence: Sentence, counts: Sequence[Figure], total: Figure, words: ClaimWords
) -> tuple[list[Figure], bool]:
    """The row of figures of one kind that ends right before a total, and whether more of the kind stands before it."""
    parts: list[Figure] = []
    cut = False
    for position in range(len(counts) - 1, -1, -1):
        figure = counts[position]
        if figure.depth != total.depth:
            if figure.depth > total.depth:
                continue
            break
        if not figure.same_kind_of_thing(total) or _PREVIOUS_YEAR.search(figure.before):
            cut = any(
                f.same_kind_of_thing(total)
                and f.depth == total.depth
                and "；" not in sentence.between(f.end, figure.end)
                for f in counts[:position]
            )
            break
        if parts:
            gap = outside_brackets(sentence.between(figure.end, parts[0].start))
            if len(gap) > 30 or _EARLIER.search(gap):
                cut = True
                break
            if "；" in gap and len(parts) > 1 and "；" not in sentence.between(parts[0].end, parts[-1].start):
                break  # a row joined by 、 or ， does not reach back over ；
        if parts and words.total_before.search(parts[0].before):
            break
        parts.insert(0, figure)
    while parts and words.total_before.search(parts[0].before):
        parts.pop(0)
    return parts, cut


def _may_add_up(total: Figure, parts: Sequence[Figure], verb: str, set_of: SetOf) -> bool:
    """Whether the catalogue does not speak against the sum: steps of one procedure never add up to another."""
    whole = set_of(total)
    kinds = [set_of(part) for part in parts]
    if whole is not None and whole.stage is not None:
        same_topic = [k for k in kinds if k and k.topic == whole.topic]
        if any(k.stage is not None and k.set is None and k.indicator != whole.indicator for k in same_topic):
            return False
        others = [k for k in same_topic if k.indicator != whole.indicator]
        if any(k.whole is not None and k.whole != whole.indicator for k in others):
            return False
    stages = {(k.topic, k.stage) for k in kinds if k and k.stage is not None and k.set is None}
    return len(stages) < 2
