"""Party congresses and plenums as reports name them: 党的二十大, 十九届二中、三中、四中全会, 历次全会."""

from __future__ import annotations

import re

from msgspec import Struct

from checker.engine.checklist.calendar import number_of
from checker.engine.reading import Reading

__all__ = ["MeetingCitation", "meeting_citations"]

_CONGRESS = "十[六七八九]|二十[一二]?"
_SIGNS = "[、，和及与以]*"
_PLENUMS = re.compile(
    rf"(?:({_CONGRESS})大(?:[和、及与]|以及)(?:党的)?)?({_CONGRESS})届(?:中央)?"
    rf"(历次全会|历次中央全会|(?:[一二三四五六七八九十]{{1,2}}中(?:全会)?(?:[、和及与至到—~-]|，(?=[一二三四五六七八九十]{{1,2}}中))*)+)"
)
_ONE = re.compile("([一二三四五六七八九十]{1,2})中(?:全会)?([至到—~-])?")
_GREAT = re.compile(
    rf"(?:(?<=党的)|(?<=的)|(?<=[和、及与迎彻实习神]))({_CONGRESS})大"
    "(?=精神|报告|作为|列为|列入|纳入|放在|摆在|部署|要求|以来|以后|和|、|及|召开|胜利|关于|后|前|代表|作出|提出|部署|战略|会议|，|。|；|闭幕|开局|”|$|\n)"
)
# Cheap to search: every number of a congress holds 十, and the word behind it begins with 届 or 大.
_ANCHOR = re.compile("十[一二六七八九]?[届大]")


class MeetingCitation(Struct, frozen=True):
    """A congress (``plenums`` empty) or plenums of its committee. ``all_of``: 历次全会.

    ``with_congress``: the words are 十九大和十九届…全会, which reads as a full list.
    """

    congress: int
    plenums: tuple[int, ...]
    start: int
    end: int
    all_of: bool = False
    with_congress: bool = False


def meeting_citations(reading: Reading) -> tuple[MeetingCitation, ...]:
    """All of them, in order; worked out once per reading."""
    known: tuple[MeetingCitation, ...] | None = reading.memo.get("meetings")
    if known is None:
        known = tuple(_find(reading.document.running.text))
        reading.memo["meetings"] = known
    return known


def _find(text: str) -> list[MeetingCitation]:
    found: list[MeetingCitation] = []
    done = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start() - text.startswith("二", anchor.start() - 1) if anchor.start() else 0
        if start < done:
            continue
        if match := _PLENUMS.match(text, start):
            words = match[3]
            if not words.startswith("历次") and "全会" not in words and not text.startswith("全会", match.end()):
                continue
            if match[1]:
                found.append(MeetingCitation(number_of(match[1]), (), match.start(1), match.end(1) + 1))
            done = match.end()
            found.append(
                MeetingCitation(
                    number_of(match[2]),
                    () if words.startswith("历次") else _expanded(words),
                    match.start(2),
                    match.end(3) + (2 if text.startswith("全会", match.end()) else 0),
                    all_of=words.startswith("历次"),
                    with_congress=match[1] == match[2],
                )
            )
        elif match := _GREAT.match(text, start):
            found.append(MeetingCitation(number_of(match[1]), (), match.start(), match.end()))
    return found


def _expanded(words: str) -> tuple[int, ...]:
    """二中、三中 → 2, 3; 三中至六中 → 3, 4, 5, 6."""
    numbers: list[int] = []
    running = False
    for match in _ONE.finditer(words):
        number = number_of(match[1])
        numbers.extend(range(numbers[-1] + 1, number) if running and numbers else ())
        numbers.append(number)
        running = match[2] is not None
    return tuple(numbers)
