"""A breakdown made of figures: what its words say of completeness and overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.facts.breakdowns.bound import SetOf
from checker.facts.breakdowns.rows import separator
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, Completeness

__all__ = ["make"]


# 其中重点行业企业51家 names a kind; 其中重点查处… leaves others out.
_KEY_KIND = re.compile(r"重点(?=行业|领域|企业|人员|单位|项目|区域|地区|场所|对象|人群|工程|排污|部门|车辆|事项|案件)")
_OVERLAP = re.compile(
    r"(?:并处|部分[^，；。]{0,8}同时|同时(?:属于|具备|具有|符合|涉及|提出)|有交叉|有重复|有重叠|交叉计算|"
    r"(?:采用|兼有|具有|涉及|包含|符合)[^，；。]{0,8}[两多][种类项个](?:及?以上)?|"
    r"由(?:其中)?[一二两三四五\d]+[名人位][^，；。）]{1,10}兼)"
)


def make(
    sentence: Sentence,
    total: Figure,
    parts: Sequence[Figure],
    opener: str,
    words: ClaimWords,
    set_of: SetOf,
    open_ended: bool,
    *,
    total_first: bool = True,
    closed: bool = False,
    sure: bool = True,
    row: Sentence | None = None,
    cut: bool = False,
) -> Breakdown:
    """One breakdown with what its words say of completeness and overlap; ``cut``: more may belong to its row."""
    labels = tuple(part.label for part in parts)
    home, sentence = sentence, row or sentence
    start = min(total.start, parts[0].start) if total.start >= sentence.start else parts[0].start
    end = max(total.end, parts[-1].end)
    lead = _KEY_KIND.sub("", sentence.between(max(sentence.start, parts[0].item_start), parts[0].start))
    is_open = (
        open_ended
        or "等" in parts[-1].before[-8:]
        or any(word in lead for word in words.open_words if word not in ("等", "仅"))
    )
    kinds = [set_of(part) for part in parts]
    stages = {kind.stage for kind in kinds if kind and kind.stage is not None}
    both = len(parts) == 2 and words.complementary(labels[0], labels[1])
    overlap = not both and any(map(words.overlap.search, labels))
    overlap = overlap or _OVERLAP.search(sentence.text) is not None
    named = {kind.indicator for kind in kinds if kind}
    overlap = overlap or any(named.intersection(kind.overlaps) for kind in kinds if kind)
    rest = any(any(label.startswith(word) for word in words.rest_words) for label in labels[1:])
    nested = any(a in b or b in a for i, a in enumerate(labels) for b in labels[i + 1 :] if len(a) > 1 and len(b) > 1)
    gaps = [sentence.between(a.end, b.start) for a, b in pairwise(parts)]
    one_set = len(parts) > 1 and all(k and k.set for k in kinds) and len({(k.topic, k.set) for k in kinds if k}) == 1
    listed = bool(gaps) and (one_set or all(separator(gap) == "、" and "，" not in gap for gap in gaps))
    tight = (listed or closed) and sure
    steps = len(stages) > 1 and not (one_set or closed)
    # 有9个市州收案上升，5个市州增幅较大: each says something of its own, and may be said of the same.
    said = opener == "中" and not rest and not listed and all(len(part.after.rstrip("，、；。")) > 4 for part in parts)
    exclusive = len(parts) > 1 and not said and not overlap and not steps and (tight or not nested or not total_first)
    if is_open or len(parts) < 2:
        completeness = Completeness.OPEN
    elif cut:
        completeness = Completeness.LISTED
    elif (
        closed
        or both
        or rest
        or opener == "（"
        or not total_first
        or (opener in words.whole_openers and words.total_before.search(total.before))
        or opener in ("分别为", "分为", "分别是", "分别有", "具体为")
    ):
        completeness = Completeness.CLOSED
    else:
        completeness = Completeness.LISTED
    span = home.span(min(start, end), max(start, end))
    for figure in (total, *parts):
        span = span.cover(figure.quantity.span)
    return Breakdown(
        total.index,
        tuple(part.index for part in parts),
        labels,
        completeness,
        exclusive,
        opener,
        span,
        sentence.passage,
        total_first,
        one_set,
        tight,
        sure,
    )
