"""Percentages that divide one whole among them: 罚款类占71.5%，警告类占18.2%，其他占10.3%; 占比分别为60%、40%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts.chinese_numerals import small_number
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Completeness, NumberKind, Shares

__all__ = ["find_shares"]

# A percentage that names what it is the share of: 罚款类占, 其他占案件总数的, 女性比例为.
_SHARE = re.compile(
    r"^(?:其中)?(?P<label>[^，；：。、（）]{1,24}?)(?:的?(?:数量|件数|人数|案件))?(?:分别|各|均|约|共)?"
    r"(?:占(?:比|到|了)?(?P<base>[\u4e00-\u9fff]{0,12}?)的?|的?(?:比例|比重))(?:约|达到?|为|是|近|超过|仅|仅为|：)*$"
)
# A kind of thing and its percentage, without a word of sharing: 土地类45%、社保类30%、其他25%.
_BARE = re.compile(r"^(?:其中)?(?P<label>[^，；：。、（）率\d]{2,10})$")
_ROW = re.compile(
    r"(?:占比|比例|比重|占[\u4e00-\u9fff]{0,12}?的?)(?:分别|依次|各)(?:约|达到?|为|是|占)*$|(?:分别|依次|各)占[\u4e00-\u9fff]{0,12}?的?$"
)
_KINDS = re.compile(r"(?P<number>[二两三四五六七八九十]|\d{1,2})(?:大|个)?(?:类|项|部分|种|档|等次|等级|个方面)")
_NEGATED = ("不", "未", "非", "无")
_MOST = 16


def find_shares(sentence: Sentence, words: ClaimWords) -> Iterator[Shares]:
    """The runs of shares of one whole in a sentence; only those that the words make complete, or nearly so."""
    percentages = [figure for figure in sentence.figures if figure.quantity.kind is NumberKind.PERCENT]
    if len(percentages) < 2:
        return
    yield from _rows(sentence, percentages, words)
    yield from _runs(sentence, percentages, words)


def _rows(sentence: Sentence, percentages: Sequence[Figure], words: ClaimWords) -> Iterator[Shares]:
    """甲、乙、丙三类占比分别为45%、30%、25%."""
    at = 0
    while at < len(percentages):
        row = [percentages[at]]
        while at + 1 < len(percentages) and sentence.between(row[-1].end, percentages[at + 1].start) in "、和及":
            at += 1
            row.append(percentages[at])
        at += 1
        opening = row[0].clause
        if not 2 <= len(row) <= _MOST or not _ROW.search(opening):
            continue
        before = sentence.between(sentence.start, row[0].start)
        kinds = [small_number(found["number"]) for found in _KINDS.finditer(before)]
        listed = next((clause for clause in reversed(re.split("[，；：]", before)) if "、" in clause), "")
        named = re.split("[、和及与]", listed)
        labels = tuple(name[-12:] for name in named) if len(named) == len(row) else ("",) * len(row)
        rest = any(word in before for word in words.rest_words)
        closed = len(row) in kinds or (rest and len(named) == len(row)) or _exhaustive(labels, words)
        if closed:
            yield _shares(sentence, row, labels, Completeness.CLOSED)


def _runs(sentence: Sentence, percentages: Sequence[Figure], words: ClaimWords) -> Iterator[Shares]:
    """甲占71.5%，乙占18.2%，其他占10.3%."""
    run: list[tuple[Figure, str, str]] = []
    for figure in (*percentages, None):
        item = _item(sentence, figure) if figure is not None else ""
        found = _SHARE.match(item) or (None if words.change_before.search(item) else _BARE.match(item))
        base = found.groupdict().get("base") or "" if found else ""
        joins = found is not None and figure is not None and (not run or _follows(sentence, run[-1][0], figure))
        joins = joins and (not run or not base or not run[0][2] or base == run[0][2])
        if not joins and run:
            yield from _closed(sentence, run, words)
            run = []
        if found is not None and figure is not None:
            run.append((figure, found["label"], base))


def _item(sentence: Sentence, figure: Figure) -> str:
    """The words of a share, from the last mark but not past the figure before."""
    quantity = figure.quantity
    return figure.before + quantity.text[: quantity.number_start - quantity.start]


def _follows(sentence: Sentence, one: Figure, other: Figure) -> bool:
    """Whether nothing but the name of the next share stands between two of them."""
    gap = sentence.between(one.end, other.item_start)
    return gap in ("，", "；", "、", "，其中")


def _closed(sentence: Sentence, run: Sequence[tuple[Figure, str, str]], words: ClaimWords) -> Iterator[Shares]:
    if not 2 <= len(run) <= _MOST:
        return
    labels = tuple(label[-12:].strip("“”") for _, label, _ in run)
    figures = [figure for figure, _, _ in run]
    before = sentence.between(sentence.start, figures[0].item_start)
    kinds = [small_number(found["number"]) for found in _KINDS.finditer(before[-40:])]
    rest = any(word in labels[-1] for word in words.rest_words)
    bare = not any("占" in figure.clause or "比" in figure.before for figure in figures)
    if bare and not (rest and len(run) > 2):
        return
    if rest or len(run) in kinds or _exhaustive(labels, words):
        yield _shares(sentence, figures, labels, Completeness.CLOSED)
    elif any(_contrary(labels[-1], label) for label in labels[:-1]):
        # 满意, 基本满意, 不满意: most likely all the answers there were.
        yield _shares(sentence, figures, labels, Completeness.LISTED)


def _exhaustive(labels: Sequence[str], words: ClaimWords) -> bool:
    """Whether two labels are the two halves of a whole: 男 and 女, 合格 and 不合格."""
    if len(labels) != 2 or not all(labels):
        return False
    return words.complementary(labels[0], labels[1]) or _contrary(labels[1], labels[0])


def _contrary(one: str, other: str) -> bool:
    return len(other) >= 2 and one.startswith(_NEGATED) and one[1:] == other[-(len(one) - 1) :]


def _shares(sentence: Sentence, figures: Sequence[Figure], labels: tuple[str, ...], how: Completeness) -> Shares:
    return Shares(
        tuple(figure.index for figure in figures),
        labels,
        how,
        sentence.span(figures[0].item_start, figures[-1].end),
        sentence.passage,
    )
