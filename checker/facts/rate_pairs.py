"""Which counts could explain a named rate: those whose words carry its name, over those they may be a part of.

The counts before the rate come first, in its own part of the sentence, then in the sentence, then in the sentence
before; where there are none, those told behind it. Values are never compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise

from msgspec import Struct

from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, Pair
from checker.facts.rate_names import RateName
from checker.facts.rounding import COUNTED, is_counted

__all__ = ["Found", "Scene", "explain_by_name", "rate_behind", "words_beside"]

_DUE = re.compile(
    r"(?<![适反响对供])(?:应|应当|应该|需要|需|须|要求|通知|计划|拟|到期)(?!的)[\u4e00-\u9fff]{1,8}$|(?:任务|计划|目标)(?:数|量)?(?:共计|共|总数)?(?:为|是|有)?$"
)
_REAL = re.compile(r"(?:实|实际|已)[^，]{0,6}$")
# Rates of those who came among those who should have: 应考560人，实考550人，参考率98.2%.
_TURNOUT = re.compile(r"(?:参考|到会|参会|参训|出勤|到课|到岗|参加|参评|出席|出庭|到位|参与|完成)$")
_MONTHS = re.compile(r"\d{1,2}月(?:份|底|初)?(?:至|到|以来|起|—|-|～)|[上下]半年|[一二三四]季度")
_STOP = re.compile("[，；。！？：（）]")
_AVERAGE = re.compile(r"(?:人均|平均|每[^，；。、]{0,4}$)")
_AMONG = re.compile(r"^[^，；。（）]{0,16}?(?:当中|之中|中|里)，?(?:已?有|的)?[^，；。（）]{0,10}$")
_EARLIER = 5  # counts before a numerator that may be its base
_AHEAD = 8  # counts behind a rate that may explain it
_NEARBY = 40
# Groups of things that stand for each other in a procedure: 委托1730件，出具意见书1698份.
_EXCHANGED = frozenset({"cases", "docs", "items", "generic"})


class Scene(Struct, frozen=True, dict=True):
    """A rate with what stands around it."""

    sentence: Sentence
    figure: Figure
    wholes_of: Mapping[int, Sequence[Breakdown]]
    figures: Mapping[int, Figure]  # of the paragraph
    words: ClaimWords
    following: Sentence | None = None

    def _usable(self, figure: Figure) -> bool:
        return not (
            self.words.change_before.search(figure.before)
            or (self.words.previous.search(figure.before) and "以来" not in figure.before)
            or _AVERAGE.search(figure.before)
        )

    @cached_property
    def part_start(self) -> int:
        """Where the part of the sentence (；) begins that the rate stands in."""
        return self.sentence.text.rfind("；", 0, self.figure.start - self.sentence.start) + 1 + self.sentence.start

    @cached_property
    def part_end(self) -> int:
        """Where that part ends."""
        end = self.sentence.text.find("；", self.figure.start - self.sentence.start)
        return self.sentence.start + end if end >= 0 else self.sentence.end

    @cached_property
    def before(self) -> list[Figure]:
        """The counts before the rate in its own part of the sentence."""
        return [f for f in self.earlier if f.start >= self.part_start]

    @cached_property
    def earlier(self) -> list[Figure]:
        """The counts before the rate in the whole sentence, the last ones if there are many."""
        position = self.figure.start
        near = [f for f in self.sentence.counts if f.start < position]
        return [f for f in near[-_NEARBY:] if self._usable(f)]

    @cached_property
    def previous(self) -> list[Figure]:
        """The counts of the sentence before."""
        before = self.sentence.previous
        if before is None or (_MONTHS.search(self.sentence.text) and not _MONTHS.search(before.text)):
            return []  # 5月至年底…: of another stretch of time than the year
        return [f for f in before.counts[-_AHEAD:] if self._usable(f)]

    @cached_property
    def after(self) -> list[Figure]:
        """The counts told behind the rate, up to the next rate; behind a row of rates, those behind the row."""
        return self._told_behind(
            [f for f in self.sentence.figures if self.figure.start < f.start < self.part_end], self.figure
        )

    def _told_behind(self, figures: Sequence[Figure], rate: Figure | None) -> list[Figure]:
        found: list[Figure] = []
        for figure in figures:
            if figure.is_rate:
                if found:
                    break
            elif figure.is_count:
                if self._usable(figure):
                    found.append(figure)
                if len(found) >= _AHEAD:
                    break
        return found

    @cached_property
    def told_before(self) -> str:
        """The text before the name of the rate."""
        start = self.figure.start - len(self.figure.before) if self.figure.before else self.figure.clause_start
        told = self.sentence.between(self.sentence.start, max(start, self.sentence.start))
        return f"{self.sentence.previous.text}{told}" if self.sentence.previous is not None else told

    @cached_property
    def next(self) -> list[Figure]:
        """The counts of the sentence behind, for a rate that stands alone in its own."""
        if self.following is None or self.sentence.counts or self.following.previous is not self.sentence:
            return []
        if self.sentence.end != self.following.start:
            return []
        return self._told_behind(self.following.figures, None)

    def text(self, figure: Figure) -> str:
        """The text of the sentence that a figure stands in, from its end on."""
        for sentence in (self.sentence, self.following, self.sentence.previous):
            if sentence is not None and sentence.start <= figure.start < sentence.end:
                return sentence.text[figure.end - sentence.start :]
        return ""

    def wholes(self, figure: Figure) -> list[Figure]:
        """The figures that it is told to be a part of."""
        found = [breakdown.total for breakdown in self.wholes_of.get(figure.index, ())]
        return [self.figures[index] for index in dict.fromkeys(found) if index in self.figures]


class Found(Struct, frozen=True):
    """Numerators and bases by words, the further pairs, and how sure the words make them."""

    numerators: tuple[tuple[Figure, ...], ...] = ()
    bases: tuple[tuple[Figure, ...], ...] = ()
    others: tuple[Pair, ...] = ()
    complement: bool = False
    decisive: bool = False
    loose: bool = False


def words_beside(scene: Scene, figure: Figure) -> tuple[str, str]:
    """The words that name a figure: before it, and behind it where no other figure stands there."""
    rest = scene.text(figure)
    stop = _STOP.search(rest)
    behind = rest[: stop.start() if stop else 40]
    if figure.after and not behind.startswith(figure.after):
        behind = ""
    if len(behind) > len(figure.after) and any(char.isdigit() for char in behind):
        behind = figure.after if behind[len(figure.after) : len(figure.after) + 1] == "、" else ""
    elif not figure.after:
        behind = ""
    return figure.before, behind


def _told(scene: Scene, name: RateName, figure: Figure) -> int:
    before, behind = words_beside(scene, figure)
    for words in (before, behind):
        if "率" in words:  # 16个水源水质优良率100%: the count is what the rate is of
            continue
        told = name.told_by(words)
        if told:
            return told
    return 0


def explain_by_name(scene: Scene, name: RateName) -> Found:
    """Counts that carry the name of the rate and what they may be a part of; empty where no words tell."""
    found = _turnout(scene, name) or _from(scene, name, scene.before, scene.earlier)
    if found is None and scene.before != scene.earlier and not scene.before:
        found = _from(scene, name, scene.earlier, scene.earlier)
    if found is None:
        found = _told_first(scene, name, scene.after) or _told_first(scene, name, scene.next)
    if found is None and not scene.earlier:
        found = _from(scene, name, scene.previous, scene.previous)
    if found is not None:
        return found
    guesses = tuple(_guesses(scene))
    if guesses and not name.opinion and (not name.known or _told_as_part(scene)):
        # 下达通知书150份，收到报告147份，回告率98%: no step of its own, so most likely of the two before it.
        top, bottom = (scene.figures[side[0]] for side in (guesses[0].numerator, guesses[0].base))
        return Found(((top,),), ((bottom,),), guesses[1:], loose=True)
    return Found(others=guesses)


def _told_as_part(scene: Scene) -> bool:
    """18个中已有17个聘用法律顾问，覆盖率94.4%."""
    whole, part = scene.before[-2:]
    return bool(_AMONG.match(scene.sentence.between(whole.end, part.start)))


def _turnout(scene: Scene, name: RateName) -> Found | None:
    """应考560人，实考550人，参考率98.2%."""
    if not _TURNOUT.search(name.core) or not name.said_of(scene.told_before):
        return None
    due = [f for f in scene.before if _DUE.search(f.before)]
    real = [f for f in scene.before if _REAL.search(f.label) and due and due[-1].start < f.start]
    if not due or not real or not due[-1].same_kind_of_thing(real[-1]):
        return None
    return Found(((real[-1],),), ((due[-1],),), decisive=True)


def _from(scene: Scene, name: RateName, near: Sequence[Figure], earlier: Sequence[Figure]) -> Found | None:
    """The numerators among ``near``, all before the rate, with bases among ``earlier``."""
    told = [(figure, score) for figure in near if (score := _told(scene, name, figure))]
    due = [f for f, score in told if score > 0 and _DUE.search(f.before)]
    fits = [(f, score) for f, score in told if score >= 2 and f not in due]
    contrary = [f for f, score in told if score <= -2]
    if contrary and fits and -min(score for _, score in told) > max(score for _, score in fits):
        fits = []  # 抽检165批次，检出不合格4批次，抽检合格率: what the rate is of is told by its contrary only
    clause_base = _base_in_clause(scene, near)
    if clause_base is not None:
        fits = [(f, score) for f, score in fits if f is not clause_base]
    if not fits:
        if not contrary:
            return None
        numerator = contrary[-1]
        bases = _bases(scene, numerator, due, near, earlier, name)
        if not bases:
            return None
        return Found(((numerator,),), tuple((b,) for b in bases), complement=True)
    numerators, score = _best(scene, name, fits)
    first = numerators[0][0]
    bases = [clause_base] if clause_base is not None else _bases(scene, first, due, near, earlier, name)
    late = not bases
    if late:  # 收回760份，发放800份，收回率95%
        bases = [f for f in near if f.start > first.end and f.same_kind_of_thing(first)][:2]
    if not bases:
        return Found(numerators)
    others = [Pair((f.index,), (b.index,), f.label[-12:], b.label[-12:], True) for f in contrary for b in bases]
    others += [  # 化解成功197件、未成功213件 of 428 that came in
        Pair((first.index,), (first.index, f.index), first.label[-12:], "合计")
        for f in contrary
        if f.same_kind_of_thing(first)
    ]
    # 新收412件，旧存37件，结案405件，结案率90.2%: of both.
    others += [
        Pair((first.index,), (a.index, b.index), first.label[-12:], "合计")
        for a, b in pairwise(sorted(bases, key=lambda base: base.start))
        if first not in (a, b) and a.same_kind_of_thing(b)
    ]
    positive = tuple(f.index for f, _ in fits)
    if len(positive) > 1:
        others += [Pair(positive, (b.index,), "合计", b.label[-12:]) for b in bases if b.index not in positive]
        others += [
            Pair((f.index,), (b.index,), f.label[-12:], b.label[-12:])
            for f, _ in fits
            for b in bases
            if (f,) not in numerators and f is not b
        ]
    # What stands between the numerator and the rate may be the base as well.
    others += [
        Pair((first.index,), (f.index,), first.label[-12:], f.label[-12:])
        for f in near
        if f.start > first.start and f.same_kind_of_thing(first)
    ]
    same = first.same_kind_of_thing(bases[0])
    sentence = scene.sentence
    together = bases[0].start >= sentence.start and bases[0].start < sentence.end
    low, high = min(bases[0].end, first.end), max(bases[0].start, first.start)
    counted = _is_counted(first)
    whole_name = name.said_how(" ".join(words_beside(scene, first)))
    whole_name = whole_name and (score > 3 or name.said_of(scene.told_before))
    sure = not late and score >= 3 and same and together and counted and whole_name
    decisive = sure and sentence.between(low, high).count("，") <= 1 and not _has_rate(scene, bases[0])
    return Found(
        numerators,
        tuple((b,) for b in bases),
        tuple(islice(others, 10)),
        decisive=decisive,
        loose=not sure,
    )


def _best(
    scene: Scene, name: RateName, fits: Sequence[tuple[Figure, int]]
) -> tuple[tuple[tuple[Figure, ...], ...], int]:
    """The counts that carry the name best: alone, or the sum of several parts of one whole."""
    score = max(score for _, score in fits)
    top = [figure for figure, own in fits if own == score]
    named = [figure for figure in top if figure.label == name.core]
    if len(top) > 1 and not named:
        parts = {figure.index for figure in top if any(whole in top for whole in scene.wholes(figure))}
        top = [figure for figure in top if figure.index not in parts] or top
    if len(top) == 1:
        return ((top[0],),), score
    siblings = _siblings(scene, top)
    if len(name.joined) > 1:
        together = siblings or [figure for figure in top if figure.unit == top[-1].unit]
        return (tuple(together),), score
    if siblings and len(siblings) > 1:
        order = sorted(siblings, key=lambda figure: figure.label != name.core)
        return (*((figure,) for figure in order), tuple(siblings)), score
    last = named[-1] if named else top[-1]
    return ((last,),), score


def _siblings(scene: Scene, figures: Sequence[Figure]) -> list[Figure]:
    """Those of the figures that are parts of the last one's whole."""
    for whole in scene.wholes(figures[-1]):
        together = [f for f in figures if whole in scene.wholes(f)]
        if len(together) > 1:
            return together
    return []


def _base_in_clause(scene: Scene, near: Sequence[Figure]) -> Figure | None:
    """92所学校配备率达100%: the count right before the name of the rate, in one breath with it."""
    if not near or near[-1].start < scene.sentence.start:
        return None
    last = near[-1]
    gap = scene.sentence.between(last.end, scene.figure.start)
    if scene.figure.depth != last.depth or _STOP.search(gap) or "、" in gap or len(gap) > 16:
        return None
    return last if last.quantity.unit and not last.label.startswith("其中") else None


def _bases(
    scene: Scene,
    numerator: Figure,
    due: Sequence[Figure],
    near: Sequence[Figure],
    earlier: Sequence[Figure],
    name: RateName,
) -> list[Figure]:
    """What the numerator may be a part of, the likeliest first."""
    bases: list[Figure] = [f for f in due if f.same_kind_of_thing(numerator)][-1:]
    wholes = [whole for whole in scene.wholes(numerator) if whole.same_kind_of_thing(numerator)]
    bases += wholes[:2]
    if not _is_counted(numerator):  # money, area: the figure before may be any other
        if not bases and name.told_by(numerator.before) >= 4:
            bases += [f for f in near if f.start < numerator.start and f.unit == numerator.unit][-2:]
        return list({f.index: f for f in bases if f is not numerator}.values())
    in_part = [f for f in near if f.start < numerator.start and f.same_kind_of_thing(numerator)]
    if not in_part:
        in_part = [f for f in earlier if f.start < numerator.start and f.same_kind_of_thing(numerator)]
    # The count that shares its noun with the numerator: 违法26个…违法图斑已整改22个.
    nouns = numerator.label.replace(name.core, "")[:2]
    if len(nouns) == 2:
        bases += [f for f in in_part if nouns in f.label][-1:]
    siblings = {part for b in scene.wholes_of.get(numerator.index, ()) for part in b.parts if len(b.parts) > 1}
    bases += [f for f in reversed(in_part[-_EARLIER:]) if f.index not in siblings]
    if bases and all(_has_rate(scene, f) for f in bases):  # what they are a part of is another's whole as well
        bases += [f for f in reversed(scene.previous[-3:]) if f.same_kind_of_thing(numerator)]
    if not bases:
        bases += [f for f in reversed(scene.previous[-3:]) if f.same_kind_of_thing(numerator)]
    if not bases:
        before = [f for f in near if f.start < numerator.start]
        if before and {before[-1].quantity.group, numerator.quantity.group} <= _EXCHANGED and before[-1].unit:
            gap = scene.sentence.between(before[-1].end, numerator.start)
            bases += before[-1:] if gap.count("，") <= 1 else []
    return list({f.index: f for f in bases if f is not numerator}.values())[:_EARLIER]


def _has_rate(scene: Scene, figure: Figure) -> bool:
    """Whether a rate of its own follows a count: 直接纠错164件，直接纠错率13.5%."""
    behind = rate_behind(figure, scene.figures)
    return behind is not None and "率" in behind.clause


def rate_behind(figure: Figure, figures: Mapping[int, Figure]) -> Figure | None:
    """The rate that opens the clause right behind a count, where one does."""
    behind = figures.get(figure.index + 1)
    follows = behind is not None and behind.is_rate and 0 <= behind.clause_start - figure.end <= 1
    return behind if follows else None


def _is_counted(figure: Figure) -> bool:
    return figure.quantity.group in COUNTED or is_counted(figure.quantity)


def _told_first(scene: Scene, name: RateName, after: Sequence[Figure]) -> Found | None:
    """按期办结率达97.5%，80件建议提案中按期办结78件; 查实率45%，查实432件 of the 960 before the rate."""
    told = [(f, score) for f in after if (score := _told(scene, name, f)) >= 2 and not _DUE.search(f.before)]
    if not told:
        return None
    best = max(score for _, score in told)
    numerator = next(f for f, score in told if score == best)
    if any(f.is_rate for f in scene.sentence.figures if scene.figure.end < f.start < numerator.start):
        best = min(best, 2)
    bases = [f for f in after if f is not numerator and f.start < numerator.start and f.same_kind_of_thing(numerator)]
    bases = bases[::-1] or [f for f in reversed(scene.earlier) if f.same_kind_of_thing(numerator)]
    bases += [whole for whole in scene.wholes(numerator) if whole not in bases]
    if not bases:
        return None
    alone = len(bases) == 1 and best >= 3
    positive = tuple(f.index for f, _ in told if f not in bases)
    others = [Pair(positive, (b.index,), "合计", b.label[-12:]) for b in bases[:_EARLIER]] if len(positive) > 1 else []
    return Found(((numerator,),), tuple((b,) for b in bases[:_EARLIER]), tuple(others), decisive=alone, loose=not alone)


def _guesses(scene: Scene) -> list[Pair]:
    """The count right before the rate over those before it, whatever their names."""
    near = scene.before
    if len(near) < 2:
        return []
    last = near[-1]
    gap = scene.sentence.between(last.end, scene.figure.start)
    between = [f for f in scene.sentence.figures if last.start < f.start < scene.figure.start]
    if between or gap.count("，") != 1 or "。" in gap or last.depth != scene.figure.depth:
        return []
    bases = [f for f in near[:-1] if f.same_kind_of_thing(last) and f.depth == last.depth][-2:]
    return [Pair((last.index,), (b.index,), last.label[-12:], b.label[-12:]) for b in bases]
