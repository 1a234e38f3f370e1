"""Brackets, quotation marks and title marks: each opened is closed, in the same paragraph, without crossing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "paired-marks"
PLACEHOLDERS = frozenset({"mark", "other", "problem", "around"})

_PAIRS = {
    "（": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
    "[": "]",
}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_OPENING])) + "]")
# A document number has its own rule, whatever its brackets: 〔2020】3号.
_NUMBER = re.compile(r"[〔\[【﹝（](?:19|20)\d\d年?[〕\]】﹞）]")
# 1） 七） a） ① at the head of a paragraph or clause: an enumerator, judged by structure/numbering-form.
_ENUMERATOR = re.compile(r"(?:^|[。；：，、\n“])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\Z")
_OPEN_ENUMERATOR = re.compile(
    r"（(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![）0-9一二三四五六七八九十])(?=[、.．\u4e00-\u9fff])"
)
_ANGLED = re.compile(r"<(?=[^<>=/\n]{2,60}>)([^<>\n]*[\u4e00-\u9fff][^<>\n]*)>")
_CLOSED_COUNT = re.compile(r"([0-9]{1,3})）")
_COUNTED = re.compile(r"(?<!\d)\d{1,2}\Z")
_INNER = {"《": ("〈〉", "书名号里面又用了双书名号"), "“": ("‘’", "引号里面又用了双引号")}
_QUOTED = 60  # marks further apart enclose no name: more likely a half is missing
_NEXT_PARAGRAPHS = 6  # a quotation may run over so many paragraphs
_DEEPEST = 60  # marks open at once: more are no nesting but junk, of which only the innermost are matched
_MISMATCHED = 40  # a pair of two different kinds lies no further apart


class Parameters(CheckParameters):
    """What to report: marks that lack their partner, or marks of one kind within each other."""

    report: Literal["unpaired", "nested"] = Field(
        default="unpaired", description="unpaired 缺一半或交叉；nested 同种套用"
    )


class _Open(Struct, frozen=True):
    mark: str
    at: int


class _Problem(Struct, frozen=True):
    at: int
    end: int
    mark: str
    other: str
    words: str
    right: str = ""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        marks: list[re.Match[str]] | None = reading.memo.get("paired_marks")
        if marks is None:
            marks = reading.memo["paired_marks"] = list(_MARKS.finditer(running.text))
        if not marks and not (parameters.report == "nested" and _ANGLED.search(running.text)):
            return Examination.not_applicable("文中没有括号、引号、书名号")
        if parameters.report == "unpaired":
            return Examination.of(len(marks), [_fault(reading, problem) for problem in _unpaired(running, marks)])
        inner, angled = _nested(running, marks)
        faults = [_fault(reading, problem) for problem in inner]
        if angled:
            faults.append(_together(reading, angled))
        return Examination.of(max(len(marks), len(faults)), faults)

    return inspect


def _fault(reading: Reading, problem: _Problem) -> Fault:
    running = reading.document.running
    span = Span(*running.place(problem.at, problem.end))
    around = running.text[problem.at : problem.at + 12].partition("\n")[0]
    if problem.mark in _OPENING:
        around = running.text[max(0, problem.at - 11) : problem.at + 1].rpartition("\n")[2]
    return Fault(
        span,
        values={"mark": problem.mark, "other": problem.other, "problem": problem.words, "around": around},
        replacement=problem.right or None,
        suggestion=f"改为“{problem.right}”" if problem.right else None,
        identity=(problem.words, around),
    )


def _together(reading: Reading, problems: list[_Problem]) -> Fault:
    """< > for title marks is a habit of whoever typed the text: told once, with all places."""
    first = _fault(reading, problems[0])
    if len(problems) == 1:
        return first
    more = (Span(*reading.document.running.place(one.at, one.end)) for one in problems[1:20])
    return replace(
        first,
        values={**first.values, "problem": f"{problems[0].words}（共{len(problems)}处）"},
        evidence=tuple(reading.evidence("另一处", span) for span in more),
        replacement=None,
    )


def _unpaired(running: RunningText, marks: list[re.Match[str]]) -> list[_Problem]:
    text = running.text
    in_numbers = {at for match in _NUMBER.finditer(text) for at in (match.start(), match.end() - 1)}
    open_: list[_Open] = []
    lonely: list[tuple[int, str, bool]] = []  # place, mark, whether it opens
    problems: list[_Problem] = []
    crossed: list[str] = []
    paragraph_end = 0
    for match in marks:
        at, mark = match.start(), match[0]
        if at >= paragraph_end:
            lonely.extend((one.at, one.mark, True) for one in open_)
            open_, crossed, paragraph_end = [], [], _end_of_paragraph(running, at)
        if at in in_numbers:
            continue
        if mark in _PAIRS:
            if mark == "（" and _is_open_enumerator(running, at):
                continue
            open_.append(_Open(mark, at))
            if len(open_) > _DEEPEST:
                outermost = open_.pop(0)
                lonely.append((outermost.at, outermost.mark, True))
        elif (not any(one.mark == "（" for one in open_) and _is_enumerator(text, at, mark)) or _is_apostrophe(
            text, at, mark
        ):
            continue
        else:
            _close(mark, at, open_, crossed, lonely, problems)
    lonely.extend((one.at, one.mark, True) for one in open_)
    lonely = _joined_over_paragraphs(running, sorted(lonely))
    return sorted([*problems, *_explained(running, lonely)], key=lambda problem: problem.at)


def _end_of_paragraph(running: RunningText, at: int) -> int:
    index = running.passage_at(at)
    return running.starts[index] + len(running.passages[index].text)


def _close(
    mark: str,
    at: int,
    open_: list[_Open],
    crossed: list[str],
    lonely: list[tuple[int, str, bool]],
    problems: list[_Problem],
) -> None:
    """Match a closing mark with what is open."""
    wanted = _OPENING[mark]
    if open_ and open_[-1].mark == wanted:
        open_.pop()
        return
    depth = next((i for i in range(len(open_) - 1, -1, -1) if open_[i].mark == wanted), None)
    if depth is None:
        if wanted in crossed:
            crossed.remove(wanted)  # the other half of a crossing that has been told
        else:
            lonely.append((at, mark, False))
        return
    # Something inside was not closed before: it is alone, or it is closed later, and then the two cross.
    inside = open_[depth + 1 :]
    del open_[depth:]
    open_.extend(inside)
    if inside:
        problems.append(_Problem(at, at + 1, mark, inside[-1].mark, f"“{mark}”与“{inside[-1].mark}”交叉或漏了一半"))
        crossed.extend(one.mark for one in inside)
        del crossed[:-_DEEPEST]
        for one in inside:
            open_.remove(one)


def _joined_over_paragraphs(running: RunningText, lonely: list[tuple[int, str, bool]]) -> list[tuple[int, str, bool]]:
    """Without the pairs that open in one paragraph and close in one of the next: a quotation of several paragraphs."""
    kept: list[tuple[int, str, bool]] = []
    for at, mark, opens in lonely:
        if opens and mark in "“‘" and _next_begins_with(running, at, mark):
            continue
        first = max(0, len(kept) - _DEEPEST)
        place = next(
            (
                place
                for place in range(len(kept) - 1, first - 1, -1)
                if not opens and kept[place][2] and _PAIRS[kept[place][1]] == mark
                and 0 < running.passage_at(at) - running.passage_at(kept[place][0]) <= _NEXT_PARAGRAPHS
            ),
            None,
        )  # fmt: skip
        if place is None:
            kept.append((at, mark, opens))
            continue
        partner = kept[place]
        # “…  “…  ”: each paragraph of a quotation opens anew, only the last closes.
        kept[place:] = [one for one in kept[place:] if not (one[2] and one[1] == partner[1])]
    return kept


def _next_begins_with(running: RunningText, at: int, mark: str) -> bool:
    """Whether the next paragraph opens the same quotation anew."""
    following = running.passage_at(at) + 1
    return following < len(running.passages) and running.passages[following].text.startswith(mark)


def _explained(running: RunningText, lonely: list[tuple[int, str, bool]]) -> list[_Problem]:
    """Single marks; two of one kind in a row, both opening or both closing, are one mistake of direction."""
    problems: list[_Problem] = []
    position = 0
    while position < len(lonely):
        at, mark, opens = lonely[position]
        following = lonely[position + 1] if position + 1 < len(lonely) else None
        same = following is not None and running.passage_at(following[0]) == running.passage_at(at)
        partner = _PAIRS[mark] if opens else _OPENING[mark]
        if same and following is not None and following[1] == mark and following[0] - at <= 30:
            wrong = at if not opens else following[0]
            words = "引号方向用反" if mark in "“”" else f"“{mark}”方向用反"
            problems.append(_Problem(wrong, wrong + 1, mark, partner, words, partner))
            position += 2
            continue
        if same and following is not None and opens and not following[2] and following[0] - at <= _MISMATCHED:
            right = _PAIRS[mark]
            words = f"前面用“{mark}”，后面用“{following[1]}”，不是一对"
            problems.append(_Problem(following[0], following[0] + 1, following[1], right, words, ""))
            position += 2
            continue
        words = f"“{mark}”没有与之配对的“{partner}”" if mark not in "“”‘’" else _quotation(mark)
        problems.append(_Problem(at, at + 1, mark, partner, words))
        position += 1
    return problems


def _quotation(mark: str) -> str:
    return {"“": "前引号没有配对的后引号", "”": "后引号没有配对的前引号"}.get(mark, "单引号没有配对")


@lru_cache(maxsize=1)
def _closed_counts(text: str) -> frozenset[str]:
    """The figures that stand before a closing bracket: 2 of 2）."""
    return frozenset(match[1][start:] for match in _CLOSED_COUNT.finditer(text) for start in range(len(match[1])))


def _is_enumerator(text: str, at: int, mark: str) -> bool:
    if mark != "）":
        return False
    if _ENUMERATOR.search(text, max(0, at - 6), at):
        return True
    count = _COUNTED.search(text, max(0, at - 3), at)  # 主要有1）……2）……
    return count is not None and any(str(int(count[0]) + step) in _closed_counts(text) for step in (1, -1))


def _is_open_enumerator(running: RunningText, at: int) -> bool:
    """（一 without its other half at the head of a paragraph: numbering, not punctuation."""
    if running.starts[running.passage_at(at)] != at:
        return False
    return _OPEN_ENUMERATOR.match(running.text, at) is not None


def _is_apostrophe(text: str, at: int, mark: str) -> bool:
    return mark == "’" and bool(re.match("[A-Za-z0-9]", text[at - 1 : at] or " "))


def _nested(running: RunningText, marks: list[re.Match[str]]) -> tuple[list[_Problem], list[_Problem]]:
    """《》 within 《》, “” within “”, and < > in the place of title marks."""
    problems: list[_Problem] = []
    angled: list[_Problem] = []
    text = running.text
    stacks: dict[str, list[int]] = {"《": [], "“": []}
    quoted: list[tuple[int, _Problem]] = []
    paragraph_end = 0
    for match in marks:
        at, mark = match.start(), match[0]
        if mark not in "《》“”":
            continue
        if at >= paragraph_end:
            stacks, quoted, paragraph_end = {"《": [], "“": []}, [], _end_of_paragraph(running, at)
        if mark in stacks:
            stacks[mark].append(at)
            continue
        opening = _OPENING[mark]
        stack = stacks[opening]
        if not stack:
            continue
        start = stack.pop()
        if stack:  # still within another
            inner, words = _INNER[opening]
            right = f"{inner[0]}{text[start + 1 : at]}{inner[1]}"
            problem = _Problem(start, at + 1, opening, inner[0], words, right)
            if opening == "《":
                problems.append(problem)
            elif at - start <= _QUOTED:
                quoted.append((stack[-1], problem))
            continue
        # Quotations lie within each other only where the outer one is closed as well: else a half was mistyped.
        problems.extend(problem for outer, problem in quoted if opening == "“" and start <= outer)
        quoted = []
    for match in _ANGLED.finditer(text):
        within = running.in_title(match.start())
        right = f"〈{match[1]}〉" if within else f"《{match[1]}》"
        angled.append(_Problem(match.start(), match.end(), "<", right[0], "用了半角尖括号代替书名号", right))
    return problems, angled
