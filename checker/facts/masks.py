"""Stretches of a passage in which a number is no quantity: titles, addresses of the web, labels, set phrases."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from checker.facts.chinese_numerals import NUMERAL_CHARACTERS
from checker.facts.lexicon import NumberLexicon
from checker.facts.model import NumberKind

__all__ = ["Mask", "find_masks", "find_quotes"]


class Mask(Struct, frozen=True, order=True):
    """Indices into the passage; ``reason`` is Chinese, for the ledger."""

    start: int
    end: int
    kind: NumberKind
    reason: str


_LONGEST_TITLE = 150


def _title_patterns(opening: str, closing: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    """For one pair of marks: a title that closes, with one level nested; and one that lacks a closing mark."""
    inner = f"[^{opening}{closing}]{{0,{_LONGEST_TITLE}}}"
    nested = f"{opening}{inner}{closing}"
    return (
        opening,
        re.compile(f"{opening}{inner}(?:{nested}{inner}){{0,9}}{closing}"),
        re.compile(f"{opening}[^{closing}]{{0,{_LONGEST_TITLE}}}{closing}"),
    )


_TITLES = tuple(_title_patterns(*pair) for pair in ("《》", "〈〉", "<>"))
_WEB = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./?=&%_#:~+\-]+")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]+")
# A quoted phrase longer than this is a sentence that happens to be quoted, and its numbers are quantities.
_LONGEST_PHRASE = 16
_SENTENCE_MARKS = frozenset("，。；：")
_NUMERIC = NUMERAL_CHARACTERS | frozenset("0123456789")


def _titles(text: str) -> Iterable[Mask]:
    """《…》 with what is nested in it; an opening mark without its partner masks nothing."""
    for opening, closed, unclosed in _TITLES:
        start = text.find(opening)
        while start >= 0:
            # 《关于批转《…的通知》 lacks one closing mark: the first one then ends the title.
            match = closed.match(text, start) or unclosed.match(text, start)
            if match is None:
                start = text.find(opening, start + 1)
                continue
            if opening != "<" or not match[0].isascii():
                yield Mask(start, match.end(), NumberKind.TITLE, "书名号内")
            start = text.find(opening, match.end())


def _phrases(text: str, lexicon: NumberLexicon) -> Iterable[Mask]:
    if lexicon.automaton is not None:
        for number, start, end in lexicon.automaton.find_matches_as_indexes(text):
            # 万一 inside 五万一千 is no phrase: a phrase must not begin or end within a longer numeral.
            if text[start] in _NUMERIC and (
                (start and text[start - 1] in _NUMERIC)
                or (end < len(text) and text[end - 1] in _NUMERIC and text[end] in _NUMERIC)
            ):
                continue
            phrase = lexicon.phrases[number]
            yield Mask(start, end, phrase.kind, phrase.reason)
    for pattern, phrase in lexicon.patterns:
        for match in pattern.finditer(text):
            yield Mask(match.start(), match.end(), phrase.kind, phrase.reason)


def find_masks(text: str, lexicon: NumberLexicon, labels: Iterable[tuple[int, int]]) -> list[Mask]:
    """The masks of a passage, in order and without overlap. ``labels`` are the numbers of headings."""
    first = [Mask(start, end, NumberKind.ENUMERATOR, "标题序号") for start, end in labels]
    first.extend(_titles(text))
    first.sort()
    if "://" in text or "www." in text:
        first.extend(Mask(m.start(), m.end(), NumberKind.CODE, "网址") for m in _WEB.finditer(text))
    if "@" in text:
        first.extend(Mask(m.start(), m.end(), NumberKind.CODE, "电子邮箱") for m in _MAIL.finditer(text))
    ranked = [(mask.start, 0, mask) for mask in first]
    ranked.extend((mask.start, 1, mask) for mask in _phrases(text, lexicon))
    if first or lexicon.patterns:
        ranked.sort(key=lambda entry: (entry[0], entry[1], -entry[2].end))
    first.sort()
    starts = [mask.start for mask in first]
    furthest = list(accumulate((mask.end for mask in first), max))
    masks: list[Mask] = []
    reached = 0
    for _, rank, mask in ranked:
        if mask.start < reached:
            continue
        before = bisect_left(starts, mask.end) if rank else 0
        if before and mask.start < furthest[before - 1]:
            continue
        masks.append(mask)
        reached = mask.end
    return masks


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Short quoted phrases, marks excluded: a number in one belongs to a name or a slogan."""
    quotes: list[tuple[int, int]] = []
    for opening, closing in (("“", "”"), ("「", "」"), ("‘", "’"), ('"', '"')):
        start = text.find(opening)
        while start >= 0:
            # A pair of two marks further apart than a phrase is none; a pair of equal ones must be found.
            end = text.find(closing, start + 1, len(text) if opening == closing else start + _LONGEST_PHRASE + 2)
            if end < 0:
                if opening == closing:
                    break
                start = text.find(opening, start + 1)
                continue
            inner = text[start + 1 : end]
            if len(inner) <= _LONGEST_PHRASE and not _SENTENCE_MARKS.intersection(inner):
                quotes.append((start + 1, end))
            start = text.find(opening, end + 1 if opening == closing else start + 1)
    quotes.sort()
    return quotes
