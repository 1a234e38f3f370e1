"""Comparisons with an earlier period: 同比增长12.5% · 较上年的66件增加85件 · 由69元提高到74元 · 下降3个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Change, NumberKind

__all__ = ["find_changes"]

_NEARBY = 40  # figures before a change that may be what it compares
# A figure of the year before: 较上年的66件, 比2022年同期的312件, 上年同期为66件.
_PREVIOUS = re.compile(
    r"(?:(?:较|比|与|同比)(?:20\d\d年度?|上年度?|去年度?|上一年度?|往年)|(?:上年度?|去年|上一年度?)(?:同期)?)"
    r"(?:同期)?(?:的|为|是)?(?:[\u4e00-\u9fff]{0,6}?)$"
)
_TIMES_OF = re.compile(r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年|前一年|20\d\d年)(?:同期)?的?$")
_PER_YEAR = re.compile(r"(?:年均|年平均|月均|日均|累计|平均每年|复合)")
_RAISED_FROM = re.compile(r"(?:由|从)[^，；：。]{0,14}$")
_RAISED_TO = re.compile(
    r"(?:提高|增加|上升|增长|下降|减少|降低|降|增|升|提升|压缩|缩短|扩大|压减|精简|缩减|调减|调整|回升|跌)(?:至|到|为)(?:20\d\d年度?的?|今年的?|本年度?的?)?$"
)

# The figure before is itself a rate by name: 败诉率11.8%，同比下降3% (but not 完成预算的98.7%，同比增长5.5%).
_RATE_WORD = re.compile(r"(?<!增长)(?:率|占比|比重|比例)(?:达到|达|为|是|仅|约|近|至|到|：)*$")


def find_changes(sentence: Sentence, words: ClaimWords) -> Iterator[Change]:
    """All changes stated in a sentence, with both periods' figures where they are given."""
    figures = sentence.figures
    for position, figure in enumerate(figures):
        kind = figure.quantity.kind
        if kind not in (NumberKind.PERCENT, NumberKind.POINTS, NumberKind.COUNT, NumberKind.MULTIPLE):
            continue
        if kind is NumberKind.MULTIPLE and _TIMES_OF.search(figure.before):  # 由15件增加到45件，是上年的3倍
            current, previous = _periods(sentence, figure, position, words)
            if current is not None and previous is not None:
                yield Change(
                    figure.index,
                    current.index,
                    previous.index,
                    True,
                    False,
                    figure.before[-14:],
                    sentence.span(min(current.start, previous.start), figure.end),
                    sentence.passage,
                )
            continue
        if not words.change_before.search(figure.before) or re.search(r"(?:至|到)$", figure.before):
            continue
        if _PER_YEAR.search(figure.before):
            continue
        compared = words.compare.search(figure.clause)
        if kind in (NumberKind.COUNT, NumberKind.MULTIPLE) and not compared:
            continue
        rising = _direction(figure.before, words)
        if rising is None:
            continue
        current, previous = _periods(sentence, figure, position, words)
        of_rate = (
            current is not None
            and current.is_rate
            and bool(_RATE_WORD.search(current.clause))
            and len(sentence.between(current.end, figure.start)) <= 16
        )
        start = current.start if current is not None else figure.item_start
        start = min(start, previous.start) if previous is not None else start
        yield Change(
            figure.index,
            current.index if current else None,
            previous.index if previous else None,
            rising,
            of_rate,
            figure.before[-14:],
            sentence.span(min(start, figure.start), figure.end),
            sentence.passage,
        )


def _direction(before: str, words: ClaimWords) -> bool | None:
    """True for growth, False for decline: the verb nearest to the figure decides."""
    rise = max((m.end() for m in words.rise.finditer(before)), default=-1)
    fall = max((m.end() for m in words.fall.finditer(before)), default=-1)
    if rise == fall:
        return None
    return rise > fall


def _periods(
    sentence: Sentence, figure: Figure, position: int, words: ClaimWords
) -> tuple[Figure | None, Figure | None]:
    """This period's figure and the earlier one, as far as the sentence gives them close by."""
    earlier = [
        f
        for f in sentence.figures[max(0, position - _NEARBY) : position]
        if f.quantity.kind in (NumberKind.COUNT, NumberKind.PERCENT)
        and (not words.change_before.search(f.before) or _RAISED_TO.search(f.before))
    ]
    if figure.depth:
        outside = [f for f in earlier if f.depth < figure.depth]
        earlier = outside[-2:] + [
            f for f in earlier if f.depth == figure.depth and outside and f.start > outside[-1].end
        ]
    else:
        earlier = [f for f in earlier if not f.depth]
    if not earlier:
        return None, None
    part = sentence.text.rfind("；", 0, figure.start - sentence.start) + sentence.start
    earlier = [f for f in earlier if f.start > part]
    previous = next((f for f in reversed(earlier[-3:]) if _PREVIOUS.search(f.before) and "结转" not in f.before), None)
    current = next((f for f in reversed(earlier) if f is not previous), None)
    # 分别为91.4%、96.8%，提高5.4个百分点
    if (
        len(earlier) == 2
        and figure.quantity.kind is NumberKind.POINTS
        and all(f.is_rate for f in earlier)
        and "分别" in earlier[0].clause[-6:]
        and sentence.between(earlier[0].end, earlier[1].start) == "、"
    ):
        return earlier[1], earlier[0]
    # 由69元提高到74元，增长7.2%
    if previous is None and len(earlier) >= 2:
        last, before_last = earlier[-1], earlier[-2]
        if (
            last.unit == before_last.unit
            and _RAISED_TO.search(last.before)
            and _RAISED_FROM.search(sentence.between(sentence.start, before_last.start)[-16:])
        ):
            return last, before_last
    if previous is None and current is not None and not figure.depth:
        # 2204户次，同比下降27.6%（上年3046户次）
        after = [f for f in sentence.figures[position + 1 :] if f.is_count]
        if after and _PREVIOUS.search(after[0].before) and after[0].unit == current.unit:
            previous = after[0] if after[0].start - figure.end <= 14 else None
    if current is None:
        return None, previous
    if sentence.between(current.end, figure.start).count("，") > 2:
        return None, None
    if previous is not None and not current.same_kind_of_thing(previous):
        return current, None
    return current, previous
