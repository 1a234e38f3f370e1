"""Where a report cites a law of the calendar, and what it says it did with it."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from msgspec import Struct

from checker.engine.checklist.calendar import LawCalendar
from checker.engine.reading import Reading

__all__ = ["Citation", "Citations", "citations_for", "one_dash"]

# Behind a name in running text these make another word or law of it: 合同法律, 民法典物权编, 行政复议法实施条例.
_NOT_BEHIND = re.compile(
    "[律规治制定庭官院学务人理典]|实施条例|实施办法|实施细则|司法解释|的?解释|修正案|（?(?:草案|修订草案|征求意见)"
)
_DRAFT = re.compile("》?（?(?:草案|修订草案|征求意见|送审稿|修订征求)")
# What may stand before a name that is not within 《》: a verb, a conjunction or a mark.
_BEFORE_PLAIN = re.compile(
    "(?:[、，。；：“”（《〈\n]|贯彻|落实|实施|施行的?|执行|依据|按照|根据|依照|适用|学习|宣传|宣讲|宪法|和|与|及|对|以|新|新修订的?|新修改的?|国共和国)\\Z"
)
_NEW = re.compile("新(?:修订|修改|修正|颁布|出台)?的?[《〈]?(?:中华人民共和国)?\\Z")
_CLAUSE = "。；，！？\n"


def one_dash(reading: Reading) -> str:
    """The running text with one kind of dash, as names of the calendar have it; offsets stay."""
    known: str | None = reading.memo.get("one_dash")
    if known is None:
        known = reading.document.running.text.replace("—", "-").replace("~", "-").replace("–", "-")
        reading.memo["one_dash"] = known
    return known


class Citation(Struct, frozen=True):
    """A law named in the text: ``name`` is folded as in the calendar; offsets are those of the running text.

    ``renewed``: the words say 新修订的. ``before`` is the clause up to the name, ``clause`` all of it, ``around`` the
    sentence.
    """

    name: str
    start: int
    end: int
    titled: bool
    renewed: bool
    before: str
    clause: str
    around: str


class Citations:
    """The names of one calendar, ready to search."""

    def __init__(self, calendar: LawCalendar) -> None:
        self._names: list[str] = []
        self._means: list[str] = []
        for name in calendar.names:
            self._names.append(name)
            self._means.append(name)
            if name.endswith("年）"):  # （2021-2025） is written as often
                self._names.append(name[:-2] + "）")
                self._means.append(name)
        self._automaton: AhoCorasick | None = None

    def of(self, reading: Reading) -> tuple[Citation, ...]:
        """All citations, in order; worked out once per reading."""
        key = ("citations", id(self._names))
        known: tuple[Citation, ...] | None = reading.memo.get(key)
        if known is None:
            known = tuple(self._find(reading))
            reading.memo[key] = known
        return known

    def _find(self, reading: Reading) -> list[Citation]:
        if self._automaton is None:
            self._automaton = AhoCorasick(
                self._names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
            )
        running = reading.document.running
        text = running.text
        searched = one_dash(reading)
        found: list[Citation] = []
        for index, start, end in self._automaton.find_matches_as_indexes(searched):
            titled = running.in_title(start)
            left = text[max(0, start - 16) : start]
            if titled:
                if not re.search("[《〈](?:中华人民共和国|国务院)?\\Z", left) or _NOT_BEHIND.match(text, end):
                    continue
            elif (left and not _BEFORE_PLAIN.search(left)) or _NOT_BEHIND.match(text, end):
                continue
            if _DRAFT.match(text, end):
                continue
            first, last = running.sentence(start)
            clause = first
            for mark in _CLAUSE:
                clause = max(clause, text.rfind(mark, first, start) + 1)
            found.append(
                Citation(
                    self._means[index],
                    start,
                    end,
                    titled,
                    _NEW.search(left) is not None,
                    text[clause:start],
                    text[clause : min((p for m in _CLAUSE if (p := text.find(m, end, last)) >= 0), default=last)],
                    text[first:last],
                )
            )
        return found


def citations_for(calendar: LawCalendar) -> Citations:
    """The names of a calendar, ready to search: one automaton for all rules that ask of the same calendar."""
    known = _BUILT.get(id(calendar))
    if known is None or known[0] is not calendar:
        _BUILT[id(calendar)] = known = (calendar, Citations(calendar))
    return known[1]


_BUILT: dict[int, tuple[LawCalendar, Citations]] = {}
