"""Rows of figures that stand in parallel: 维持41件、驳回21件、撤销8件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.facts.breakdowns.bound import Bound, SetOf
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import NumberKind

__all__ = [
    "BY",
    "MAX_PARTS",
    "common_prefix",
    "common_suffix",
    "goes_on",
    "listed",
    "named_before",
    "outside_brackets",
    "parallel",
    "region_end",
    "row_from",
    "separator",
]

MAX_PARTS = 40
_PERCENT = re.compile(r"\d[\d.]*[%％‰]")
_BRACKETS = re.compile(r"（[^（）]*）")
# A phrase that takes up the whole again and says how it is divided.
BY = re.compile(r"(?:从|按照?|依据?|就|分)[^，；。：]{1,14}?(?:来?看|划分|区分|分类|统计|分)(?:，|：|有)?")
# 其中可网办1839项；可网办事项中全程网办的1701项: of a part, no further part beside it.
_OF_A_PART = re.compile(r"[\u4e00-\u9fff](?:项|件|案|者|人员|问题|对象|企业|单位)(?:当)?中(?!心)[\u4e00-\u9fff]")
# What says behind the last part that there are more: 律师8名，以及企业经营者、媒体记者等各界人士.
_GOES_ON = re.compile(r"的?(?:等|以及其他|[，、]?(?:以及|还有|另有)[^。；\d]{0,28}等)")
_OWN_RATE = re.compile(r"[\u4e00-\u9fff]率[^，；。占]{0,4}\d")
# 公安112件、市场监管76件，位居前三位, 合计占76.7%: the largest, not all.
_FOREMOST = re.compile(
    r"，?[^，；。\d]{0,8}[居列占排于为在名]前(?:[一二三四五六七八九十两]|\d{1,2})?[位列名类大]"
    r"|，(?:[两二三四五六七八九十](?:者|类|项|种)(?:合计|共)?|[^，；。\d]{0,10}(?:合计|共计|一共|总计)|共)占"
)
_SAID_AGAIN = re.compile(r"[\u4e00-\u9fff]的$")
# Counts that only tell whose the thing is that follows: 其中12个镇、19个部门的工作站已全部建立.
_ATTRIBUTE = re.compile(r"[\u4e00-\u9fff]{1,8}的[\u4e00-\u9fff]{2}")


def outside_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    return _BRACKETS.sub("", text) if "（" in text else text


def listed(figure: Figure) -> bool:
    """Usable as a part: also a bare number with its name (受理268、不予受理21)."""
    if figure.quantity.kind is NumberKind.BARE and not figure.unit:
        return bool(figure.before.strip("，、；：")) and figure.quantity.printed.denominator == 1
    return figure.divisible


def region_end(sentence: Sentence, position: int, depth: int) -> int:
    """Where the parts end at the latest: the closing bracket, the next 其中, or the end of the sentence."""
    end = sentence.end
    text = sentence.text
    start = position - sentence.start
    if depth:
        level = 1
        for offset in range(start, len(text)):
            if text[offset] == "（":
                level += 1
            elif text[offset] == "）":
                level -= 1
                if level == 0:
                    return sentence.start + offset
    following = text.find("其中", start)
    return min(end, sentence.start + following) if following >= 0 else end


def row_from(
    sentence: Sentence,
    first: Figure,
    figures: Sequence[Figure],
    limit: int,
    words: ClaimWords,
    set_of: SetOf,
) -> tuple[list[Figure], bool]:
    """The parts that stand in parallel from ``first`` on, and whether 等 follows the last."""
    parts = [first]
    for figure in figures[1:]:
        if figure.start >= limit or len(parts) >= MAX_PARTS:
            break
        if figure.depth > first.depth:
            continue
        if figure.depth < first.depth or not figure.same_kind_of_thing(first):
            break
        previous = parts[-1]
        gap = sentence.between(previous.end, figure.start)
        mark = separator(gap)
        if "；" in gap and "；" not in sentence.between(first.end, parts[1].start if len(parts) > 1 else figure.start):
            break
        if words.total_before.search(figure.before) or "另" in figure.before[:2] or _OF_A_PART.search(figure.before):
            break
        if "；" in gap and any(character.isdigit() for character in _PERCENT.sub("", gap)):
            break  # 集中供养339人，每月861元；农村特困对象7255人
        if "；" in gap and _OWN_RATE.search(gap):
            break  # 可网上办理1372项，网办率99.0%；可全程网办1279项: each is told of with a rate of its own
        if (
            mark != "、"
            and _SAID_AGAIN.search(figure.before)
            and len(figure.after) > 1
            and not previous.after.strip("，；")
        ):
            break  # 其中处罚案卷75卷；评查的57卷案卷全部合格: says something of figures counted before
        if "；" in gap and len(parts) == 1 and not _by_semicolons(sentence, figures, limit):
            break
        if "；" in gap and not parallel(previous, figure, words, set_of):
            break
        if mark != "、" and _joined_by_pauses(sentence, parts) and not _same_set(previous, figure, words, set_of):
            break  # 维持30件、驳回20件、撤销8件，未结12件: the mark changes, the list is over
        if mark != "、" and named_before(parts, set_of(figure), set_of):
            break  # 优秀31卷、合格63卷、不合格2卷，在全市评查中获得优秀等次2卷: told once already
        settled = len(parts) >= 3 and mark == "，" and figure.unit == first.unit and len(figure.label) <= 14
        if mark == "、" or settled or parallel(previous, figure, words, set_of):
            parts.append(figure)
            continue
        break
    last = parts[-1]
    tail = sentence.between(last.end, min(limit, last.end + 36))
    open_ended = _GOES_ON.match(tail) is not None or _FOREMOST.match(tail) is not None
    return parts, open_ended or _ATTRIBUTE.match(last.after) is not None


def _by_semicolons(sentence: Sentence, figures: Sequence[Figure], limit: int) -> bool:
    """Whether ； stands between all figures of one kind: a list of its own."""
    row = [f for f in figures if f.start < limit and f.depth == figures[0].depth and f.same_kind_of_thing(figures[0])]
    return all("；" in sentence.between(a.end, b.start) for a, b in pairwise(row))


def _joined_by_pauses(sentence: Sentence, parts: Sequence[Figure]) -> bool:
    """Whether two or more parts stand joined by 、 alone."""
    gaps = [sentence.between(a.end, b.start) for a, b in pairwise(parts)]
    return bool(gaps) and all(separator(gap) == "、" and "，" not in gap for gap in gaps)


def _same_set(previous: Figure, figure: Figure, words: ClaimWords, set_of: SetOf) -> bool:
    """Whether the catalogue knows both as outcomes of one kind, or the second is 其他."""
    ours, theirs = set_of(figure), set_of(previous)
    if ours and theirs and ours.set and (ours.topic, ours.set) == (theirs.topic, theirs.set):
        return True
    return any(word in figure.label[:3] for word in words.rest_words)


def named_before(parts: Sequence[Figure], kind: Bound | None, set_of: SetOf) -> bool:
    """Whether one of the parts is this very outcome already: 优秀 is no further part beside 优秀."""
    return (
        kind is not None
        and kind.set is not None
        and any(
            one is not None and (one.topic, one.indicator) == (kind.topic, kind.indicator) for one in map(set_of, parts)
        )
    )


def separator(gap: str) -> str:
    """、 when the item boundary between two figures is a pause mark or 和, else ，."""
    if "，" in gap:
        return "，"
    if "；" in gap:
        return "，" if "、" in gap else "；"
    return "、" if "、" in gap or "和" in gap or "及" in gap or "与" in gap else ""


def goes_on(sentence: Sentence, run: Sequence[Figure], following: Sequence[Figure]) -> bool:
    """Whether a further item, not known to the catalogue, stands in the same row: 刑事618件、民事709件、行政15件."""
    if not following or following[0].unit != run[-1].unit or following[0].depth != run[-1].depth:
        return False
    gap = sentence.between(run[-1].end, following[0].start)
    return "；" not in gap and separator(gap) == separator(sentence.between(run[-2].end, run[-1].start))


def parallel(previous: Figure, figure: Figure, words: ClaimWords, set_of: SetOf) -> bool:
    """Whether a figure after ， is one more item of the same list rather than the next step of a story."""
    ours, theirs = set_of(figure), set_of(previous)
    if ours and theirs and ours.set and (ours.topic, ours.set) == (theirs.topic, theirs.set):
        return True
    if ours and theirs and ours.stage is not None and theirs.stage is not None and ours.stage != theirs.stage:
        return False
    a, b = previous.label, figure.label
    if words.process.search(figure.clause) and not words.process.search(previous.clause):
        return False
    if any(word in b[:3] for word in words.rest_words):
        return True
    if previous.unit != figure.unit:
        return False
    if common_suffix(a, b) >= 2 or common_prefix(a, b) >= 2 or common_prefix(previous.after, figure.after) >= 2:
        return True
    if not previous.before.strip("，、；：") and not figure.before.strip("，、；："):
        return True
    return (
        0 < len(b) <= 8 and 0 < len(a) <= 8 and not words.process.search(b) and not figure.clause.endswith(("共", "约"))
    )


def common_suffix(a: str, b: str) -> int:
    """How many characters the two end in together."""
    return common_prefix(a[::-1], b[::-1])


def common_prefix(a: str, b: str) -> int:
    """How many characters the two begin with together."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count
