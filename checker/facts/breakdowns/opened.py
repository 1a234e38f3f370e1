"""The whole first, then its parts, and something that opens them: 其中, 包括, a bracket, a colon, …中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.facts.breakdowns.bound import SetOf
from checker.facts.breakdowns.making import make
from checker.facts.breakdowns.rows import common_suffix, goes_on, listed, region_end, row_from, separator
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, NumberKind

__all__ = ["after_colon", "among", "bracketed", "named_whole", "opened"]

# 中 as “among”, not as in 高中, 集中, 中央, 中心.
_AMONG = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:当)?(?<![高初集])中(?![央心小学东西部国间期等型级药医介标])(?:，|：)?")

_AMONG_THEM = re.compile(
    r"的?[\u4e00-\u9fff“”]{0,12}(?:中，|"
    r"(?:案件|申请|事项|项目|人员|企业|问题|单位|纠纷|文件|案卷|决定|投诉|建议|提案)(?:当)?中(?!心)(?:，|：)?)"
)

# What may stand between a whole and 包括, 分别为: its noun and a comma, nothing that brings in something else.
_OPENING_GAP = re.compile(r"[\u4e00-\u9fff“”]{0,8}[，：（]?(?:主要|具体|其|，)*")

_COLON_GAP = re.compile(r"[\u4e00-\u9fff“”]{0,8}(?:：|—{1,2})")


def opened(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """其中 / 包括 / 分别为 after the whole."""
    for match in words.opener.finditer(sentence.text):
        opener = match.group()
        start, position = match.start() + sentence.start, match.end() + sentence.start
        after = [f for f in sentence.figures if f.start >= position and listed(f)]
        if not after:
            continue
        first = after[0]
        if words.previous.search(first.before):
            continue  # 其中去年超收2573亿元
        between = sentence.between(position, first.start)
        if "；" in between or (opener not in words.part_openers and len(between) > 30):
            continue
        total = _total_before(sentence, start, first, words)
        if total is None:
            continue
        if opener not in words.part_openers and not _directly_after(sentence, total, start):
            continue
        limit = region_end(sentence, position, first.depth)
        parts, stopped_by_open = row_from(sentence, first, after, limit, words, set_of)
        further = [f for f in after if f.start > parts[-1].end and f.start < limit]
        cut = len(parts) > 1 and goes_on(sentence, parts, further)
        yield make(sentence, total, parts, opener, words, set_of, stopped_by_open, sure=not cut, cut=cut)


def _directly_after(sentence: Sentence, total: Figure, opener_start: int) -> bool:
    """Whether little stands between the whole and the word that opens its parts."""
    return _OPENING_GAP.fullmatch(sentence.between(total.end, opener_start)) is not None


def _total_before(sentence: Sentence, position: int, part: Figure, words: ClaimWords) -> Figure | None:
    """The whole that parts opened at ``position`` belong to: the nearest count before it in the same unit."""
    earlier = [f for f in sentence.divisible if f.end <= position]
    earlier = [f for f in earlier if f.depth <= part.depth and "；" not in sentence.between(f.end, position)]
    if not earlier and sentence.previous is not None and _opens(sentence, position):
        earlier = _wholes_before(sentence.previous, part, sentence.between(position, part.start))
    candidates = [f for f in reversed(earlier) if not words.previous.search(f.before)]
    nearest = [f for f in candidates if f.unit == part.unit]
    if nearest and nearest[0] in candidates[:4]:
        return _summed_up(nearest) or nearest[0]
    if part.quantity.kind is NumberKind.BARE:
        return candidates[0] if candidates else None
    return next((f for f in candidates[:3] if f.same_kind_of_thing(part)), None)


def _summed_up(figures: Sequence[Figure]) -> Figure | None:
    """What the nearest figures (the last first) divide without a rest: 14名，编制8名、下沉4名、辅助2名，其中持证…"""
    total = Fraction(0)
    for number, figure in enumerate(figures):
        if not figure.quantity.exact:
            return None
        if number > 1 and figure.quantity.printed == total:
            return figure
        total += figure.quantity.printed
    return None


def _wholes_before(before: Sentence, part: Figure, words: str) -> list[Figure]:
    """The figures of the sentence before that parts named by ``words`` may belong to.

    民事1127件、刑事702件、行政35件。其中，追讨劳动报酬的民事案件493件: the one that is named again, else not the
    items of the row but what stands before them.
    """
    figures = list(before.divisible)
    named = [f for f in figures if len(f.label) > 1 and f.label[-2:] in words]
    if len(named) == 1:
        return named
    figures = [f for f in figures if f.depth <= part.depth]  # 收到31件（承办27件、协办4件）。其中…
    if len(figures) > 2 and common_suffix(figures[-1].label, figures[-2].label) > 1:
        return figures[:1]
    while len(figures) > 2 and separator(before.between(figures[-2].end, figures[-1].start)) == "、":
        figures.pop()
        if separator(before.between(figures[-2].end, figures[-1].start)) != "、":
            figures.pop()
            break
    return figures


def _opens(sentence: Sentence, position: int) -> bool:
    """Whether the word at ``position`` begins the sentence."""
    return position - sentence.start <= 2


def bracketed(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """共X件（A x件、B y件）: parts in a bracket right after the whole, without an opening word."""
    for match in re.finditer(r"（", sentence.text):
        position = sentence.start + match.start()
        total = next((f for f in reversed(sentence.counts) if 0 <= position - f.end <= 8), None)
        inside = [f for f in sentence.counts if f.start > position and f.depth and listed(f)]
        if total is None or total.depth or not inside or not total.divisible:
            continue
        limit = region_end(sentence, position + 1, 1)
        inside = [f for f in inside if f.start < limit and f.depth == total.depth + 1]
        text = sentence.between(position + 1, limit)
        if len(inside) < 2 or words.opener.search(text) or any(w in text for w in ("同比", "较上年", "比上年", "上年")):
            continue
        first = inside[0]
        if first.unit != total.unit and first.quantity.kind is not NumberKind.BARE:
            continue
        parts, open_ended = row_from(sentence, first, inside, limit, words, set_of)
        if len(parts) == len(inside):
            yield make(sentence, total, parts, "（", words, set_of, open_ended)


def among(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """和解成功的案件中以撤诉方式结案43件，以调解方式结案2件: the whole is named again before 中."""
    for match in _AMONG.finditer(sentence.text):
        if sentence.text[match.end() - 1 :].startswith("中心") or match.group().startswith("其中"):
            continue
        name = match.group(1)
        position = sentence.start + match.end()
        after = [f for f in sentence.divisible if f.start >= position]
        earlier = [f for f in sentence.divisible if f.end <= sentence.start + match.start()]
        if not after or not earlier or len(sentence.between(position, after[0].start)) > 14:
            continue
        key = re.sub(r"(?:的|案件|项目|事项|人员|企业|问题|当|上述|这些|在)", "", name)[-6:]
        if len(key) < 2:
            continue
        named = [
            f
            for f in earlier
            if key in f.before
            and f.same_kind_of_thing(after[0])
            and f"不{key}" not in f.before
            and f"未{key}" not in f.before
        ]
        if not named:
            continue
        parts, open_ended = row_from(sentence, after[0], after, sentence.end, words, set_of)
        yield make(sentence, named[-1], parts, "中", words, set_of, open_ended)


def named_whole(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """审结的88件案件中，维持41件、撤销8件: the whole itself stands before 中."""
    counts = sentence.divisible
    for position, total in enumerate(counts[:-1]):
        first = counts[position + 1]
        lead = _AMONG_THEM.match(sentence.between(total.end, first.start))
        if lead is None or not first.same_kind_of_thing(total):
            continue
        parts, open_ended = row_from(sentence, first, counts[position + 1 :], sentence.end, words, set_of)
        yield make(sentence, total, parts, "中", words, set_of, open_ended)


def after_colon(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """公开信息8046条：网站5213条，微信2833条: a colon right after the whole."""
    counts = sentence.divisible
    for position, total in enumerate(counts[:-2]):
        first = counts[position + 1]
        lead = sentence.between(total.end, first.start)
        opening = _COLON_GAP.match(lead)
        if opening is None or first.unit != total.unit or len(lead) - opening.end() > 12:
            continue
        parts, open_ended = row_from(sentence, first, counts[position + 1 :], sentence.end, words, set_of)
        if len(parts) > 1:
            yield make(sentence, total, parts, "：", words, set_of, open_ended)
