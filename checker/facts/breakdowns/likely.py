"""Rows of figures that read like the parts of a whole though no word says so.

收案214件，立案187件，不予受理19件，转送8件 · 5起较大案件、218起一般案件，223起案件全部录入平台. The signs are those of
language: parts in parallel form, a whole that is named again, a word and its negation, a rest. Each sign weighs; what
weight a sum that fails must have to be told is asked on the floor above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.breakdowns.bound import SetOf
from checker.facts.breakdowns.rows import BY, common_prefix, common_suffix, outside_brackets, separator
from checker.facts.breakdowns.unmarked import negated_stem
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import LikelySum

__all__ = ["find_likely_sums"]

_MOST_PARTS = 16
_MOST_FIGURES = 40  # a sentence with more is a table in words
_BEHIND = 8  # characters between a whole and the bracket that divides it
_BRACKETED = 2  # what a bracket right behind a count speaks for its being a whole
_FARTHEST = 70  # characters between neighbours of one row

_CHANGED_TO = re.compile(r"(?:调整|压减|精简|减少|增加|扩大|提高|整合|合并)(?:为|到|至)$")
_FORMER = re.compile(r"^[^，；。]{0,6}?(?:调整|压减|精简|减少|增加|扩大|提高|整合|变)(?:为|到|至)")
_LIMITS = frozenset({"分", "岁", "周岁", "年", "倍"})
_DIGIT = re.compile(r"\d")
_EARLIER = re.compile(r"(?:上年|去年|上一年|同期|往年|前年)(?!.{0,4}(?:结转|转入|未结|留存))")
_CHANGE = re.compile(
    r"(?:同比|较上|比上|较去|比去|环比|增长|增加|减少|下降|调增|调减|调整[为到至]|压减|精简|核增|核减)"
)
_EXAMINED = re.compile(r"^[，；]?经[^，；。]{0,8}?(?:审查|核查|初审|审核|核实|梳理|评议|评查|研判|调查|办理|审理)")
_MARK = re.compile(r"[，；：、。]")
_ADDED = re.compile(r"(?:^|[，；])(?:加上?|再加|连同|另加)")
_TAKEN_OFF = re.compile(r"(?:^|[，；])(?:减去|扣除|剔除|除去?(?![了以夕]))")
_MADE_OF = re.compile(r"^(?:组成|构成|共同组成)")
_KIND = re.compile(r"(?:类|型|级|式|领域|方面|渠道|环节|等次|阶段|性质)$")
_WITHIN = re.compile(r"^[^，；：。、]{0,14}(?:中(?![心小学央层])|里(?!程)|之内)")
_SUM = re.compile(
    r"(?:总共|共计|合计|总计|一共|合共|累计|加起来|合起来|相加|合并|汇总|总数|总量|总额|总和|"
    r"总[\u4e00-\u9fff]{1,3}(?:数|量|次|额)|(?<!公)共(?![享同建治和青产创管赢用商谋识]))[^，；。、]{0,10}$"
)
_ALL_YEAR = re.compile(
    r"^[，；：]?(?:至此|至今|到此|目前|年末|年底)?(?:全年|上半年|全市|全县|全区|全省|全州|全镇|全乡|全街道|全系统|年度|本年度|年内|所有|上述|以上|这些|各类|各项|"
    r"[两二三四五六七八九十](?:者|项|类|所|级|方|个|轮|批|部分|种|条线)|待|应)[^，；。、]{0,12}$"
)
_TOGETHER = re.compile(r"(?:总共|共计|合计|总计|一共|相加|合并|总量|总数|加起来)")
_THINGS = frozenset({"generic", "orgs", "docs", "cases", "items", "", "single"})
_REACHED = re.compile(r"^，?(?:达到?|已达|为|共|至|计)$")
_AMOUNT = re.compile(r"总[\u4e00-\u9fff]{0,2}[数量额]")
_EVERY = re.compile(r"^[^，；：。、]{0,14}?(?:均|全部|都|共|皆|悉数|一律|已全|无一|没有一|无[^，。]{0,6}发生)")
_HEADED = re.compile(r"^[\u4e00-\u9fff]{2}")
_BY_THESE = re.compile(r"(?:^|[，；])(?:以|通过|用)$")
_REST = re.compile(r"^(?:其余|其他|其它|剩余|余下|剩下|另外|另有|另|还有|尚有|尚余|仍有|仍)")
_NEGATED = re.compile(r"(?:决定)?(?:不(?!同)|未|没有|非|缺|漏)")
_PENDING = re.compile(r"(?:未|尚|正在|待|在办|在审|审理中|办理中|过程中)")
_TURNS = re.compile(
    r"^(?:第?[一二三四]季度|[上下]半年|第[一二三四五六七八九十]+[轮批次期]|\d{1,2}月份?|[一二三四五六七八九十]+月份?|"
    r"20\d\d年|[前后](?:半年|三季度))"
)
_OWN = re.compile(r"(?:[市区县省州]本级|本级|[市区县省]直|[市区县省]级|机关)")
_OTHERS = re.compile(r"(?:县（市|县区|县\(|各县|各区|各镇|各乡|乡镇|街道|区县|镇街|镇（|基层|下级)")
_OF_THESE = re.compile(r"的(?:有|为|共|计|共有)?$")
_THERE_ARE = re.compile(r"(?:其中|另)?有|其余|另外|剩")
_INCLUDING = re.compile(r"(?:包括|包含|分为|分别|具体|主要)")
_OVERLAP = re.compile(r"(?:涉及(?!企)|同时|交叉|重复|并处|兼(?!职)|累计)")
_OTHER = re.compile(r"其[他它余]")
_AMONG = re.compile(
    r"^(?:其中|在|上述|这些|所)?(?P<name>[\u4e00-\u9fff]{2,10}?)(?:的)?(?:案件|事项|申请|项目|问题|人员|单位|文件|纠纷|当)*中(?:，|：)?"
)


def find_likely_sums(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[LikelySum]:
    """Every way to read figures of the sentence, or of it and the one before, as a whole and its parts."""
    figures = [f for f in sentence.divisible if _usable(f)]
    if not figures and "单位：" in sentence.text:  # （单位：件）：一季度112，二季度139，上半年251
        figures = [f for f in sentence.counts if not f.depth and f.before.strip("，、；：") and f.quantity.step == 1]
    if len(figures) > _MOST_FIGURES:
        return
    rows = _rows(sentence, figures)
    reader = _Reader(sentence, words, set_of)
    yield from reader.in_brackets()
    for row in rows:
        if len(row) >= 3:
            yield from reader.whole_first(row)
            yield from reader.whole_last(row)
    yield from reader.whole_before(rows, figures)
    yield from reader.whole_behind(figures)
    yield from reader.of_all_kinds(figures)
    if len(figures) > 3 and len({figure.unit for figure in figures}) > 1:
        yield from reader.strands(figures)


def _usable(figure: Figure) -> bool:
    """A count of this year, no limit of a class (90分至95分) and not what was before a change (由43个调整为31个)."""
    if figure.depth or figure.unit in _LIMITS or _EARLIER.search(figure.before) or _FORMER.match(figure.after):
        return False
    return _CHANGED_TO.search(figure.before) is not None or not _CHANGE.search(figure.before)


def _rows(sentence: Sentence, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures of one kind of thing that follow each other."""
    rows: list[list[Figure]] = []
    for figure in figures:
        last = rows[-1][-1] if rows else None
        if last is not None and "|" in sentence.between(last.end, figure.start):
            last = None  # cells of a table that became text
        if last is not None and not last.same_kind_of_thing(figure) and not _DIGIT.search(figure.quantity.text):
            continue  # 三所合计323件, 市县两级自筹465万元: a number of kinds between figures
        if last is not None and last.same_kind_of_thing(figure) and figure.start - last.end <= _FARTHEST:
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows


class _Reader:
    """Weighs the readings of one sentence."""

    def __init__(self, sentence: Sentence, words: ClaimWords, set_of: SetOf) -> None:
        self.sentence = sentence
        self.words = words
        self.set_of = set_of

    def in_brackets(self) -> Iterator[LikelySum]:
        """The parts in a bracket right behind the whole: 查处违法行为4815起（立案查处495起，教育整改4320起）."""
        divisible = self.sentence.divisible
        for position, whole in enumerate(divisible[:-2]):
            first = divisible[position + 1]
            if (
                first.depth != whole.depth + 1
                or not 0
                <= self.sentence.text.find("（", whole.end - self.sentence.start) + self.sentence.start - whole.end
                <= _BEHIND
            ):
                continue
            parts = []
            for figure in divisible[position + 1 :]:
                if figure.depth < first.depth:
                    break
                if figure.depth == first.depth:
                    parts.append(figure)
            inside = self.sentence.between(first.item_start, parts[-1].end)
            if (
                "）" in inside
                or "其中" in inside
                or any(_EARLIER.search(f.before) or _CHANGE.search(f.before) for f in parts)
            ):
                continue
            if 2 <= len(parts) <= _MOST_PARTS and all(part.unit == whole.unit for part in parts):
                yield from self._weighed(whole, parts, _BRACKETED, True)

    def whole_first(self, row: Sequence[Figure]) -> Iterator[LikelySum]:
        """The whole before its parts, in one sentence."""
        for begin in range(1, len(row) - 1):
            gap = self._gap(row[begin - 1], row[begin])
            wholes = [row[begin - 1]]
            if begin > 1 and ("；" in gap or BY.search(gap)):
                wholes.append(row[0])
            for whole in wholes:
                lead = self._gap(whole, row[begin]) if whole is row[begin - 1] else gap
                if separator(self._gap(row[begin - 1], row[begin])) == "、" and whole is row[begin - 1]:
                    continue  # the whole is never an item of the row
                for end in self._ends(row, begin):
                    yield from self._weighed(whole, row[begin:end], self._before(whole, lead), True)

    def whole_last(self, row: Sequence[Figure]) -> Iterator[LikelySum]:
        """The parts before their whole, in one sentence."""
        for position in range(2, len(row)):
            whole = row[position]
            gap = self._gap(row[position - 1], whole)
            if separator(gap) == "、":
                continue
            weight = self._after(whole, gap)
            summed = self.set_of(whole)
            if summed is not None and summed.any_of:
                named = {k.indicator for f in row[:position] if (k := self.set_of(f)) and k.topic == summed.topic}
                weight = max(weight, 4 if len(named & set(summed.any_of)) > 1 else 0)
            if not weight:
                continue
            for begin in self._starts(row, position):
                yield from self._weighed(whole, row[begin:position], weight, False)

    def whole_before(self, rows: Sequence[Sequence[Figure]], figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """The whole in the sentence before: 登记申请176件。予以受理的158件，…."""
        before = self.sentence.previous
        if before is None or not rows or len(rows[0]) < 2 or not figures:
            return
        if self.sentence.start - before.end > 1:
            return
        first = rows[0]
        wholes = [f for f in before.divisible if _usable(f) and f.same_kind_of_thing(first[0])]
        if not wholes:
            return
        lead = self.sentence.between(self.sentence.start, first[0].start)
        weight = 2 if len(wholes) == 1 else 1
        weight += bool(_EXAMINED.match(lead)) + bool(BY.search(lead)) - 4 * bool(_ADDED.search(lead))
        weight += 2 * bool(_TAKEN_OFF.search(lead))
        among = _AMONG.match(lead)
        named = [f for f in wholes if among and among["name"][-2:] in f.before + f.after]
        if named:  # 已结案326件，…。结案案件中，走普通程序的238件
            wholes, weight = named[-1:], weight + 2
        for whole in dict.fromkeys((wholes[-1].index, wholes[0].index)):
            for end in self._ends(first, 0):
                yield from self._weighed(next(f for f in wholes if f.index == whole), first[:end], weight, True)

    def whole_behind(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """The parts in the sentence before: 上半年审核71件，下半年审核97件。全年审核的168件文件均…."""
        before = self.sentence.previous
        if before is None or not figures or self.sentence.start - before.end > 1:
            return
        whole = figures[0]
        named = _ALL_YEAR.search(whole.before) or _ALL_YEAR.search(whole.before.removesuffix("的"))
        if not named and not _TOGETHER.search(whole.before):
            return  # 共有幼儿园456所 begins something new
        rows = _rows(before, [f for f in before.divisible if _usable(f) and f.same_kind_of_thing(whole)])
        reader = _Reader(before, self.words, self.set_of)
        for row in rows[-1:]:
            for start in reader._starts(row, len(row)):
                yield from reader._weighed(whole, row[start:], 3, False)

    def of_all_kinds(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """Parts counted each in its own way: 公园6座、广场14个、长廊23条，43处阵地…."""
        for position in range(2, len(figures)):
            whole = figures[position]
            begin = position
            while (
                begin
                and figures[begin - 1].quantity.group in _THINGS
                and (begin == position or separator(self._gap(figures[begin - 1], figures[begin])) == "、")
            ):
                begin -= 1
            parts = figures[begin:position]
            if len(parts) < 2 or whole.quantity.group not in _THINGS or len({f.unit for f in parts}) == 1:
                continue
            gap = self._gap(parts[-1], whole)
            weight = self._after(whole, gap)
            if weight and separator(gap) != "、":
                yield from self._weighed(whole, parts, weight, False, alike=False)

    def strands(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """Rows that run side by side: 占道经营58起、罚款2.31万元，违法建设12起、罚款5.82万元."""
        figures = [figure for figure in figures if _DIGIT.search(figure.quantity.text)]  # not the 两项 of 两项相加
        for unit in dict.fromkeys(figure.unit for figure in figures):
            places = [place for place, figure in enumerate(figures) if figure.unit == unit]
            between = [tuple(f.unit for f in figures[a + 1 : b]) for a, b in pairwise(places)]
            begin = 0
            while begin < len(between):
                end = begin
                while end < len(between) and between[end] and between[end] == between[begin]:
                    end += 1
                parts = [figures[place] for place in places[begin : end + 1]]
                if end > begin:
                    wholes = [figures[places[begin - 1]]] if begin else []
                    if not wholes and self.sentence.previous is not None:
                        wholes = [f for f in self.sentence.previous.divisible if f.unit == unit and _usable(f)][-1:]
                    if not wholes and len(parts) > 2:  # the first of the row is itself the whole
                        wholes, parts = parts[:1], parts[1:]
                    for whole in wholes:
                        yield from self._weighed(whole, parts, 2, True)
                    *earlier, last = [figures[place] for place in places[begin : end + 1]]
                    if len(earlier) > 1 and _TOGETHER.search(self._gap(earlier[-1], last)):
                        yield from self._weighed(last, earlier, 3, False)
                begin = max(end, begin + 1)

    def _following(self, figure: Figure) -> str:
        """The words after a figure, without brackets."""
        return outside_brackets(self.sentence.between(figure.end, figure.end + 24))

    def _gap(self, first: Figure, second: Figure) -> str:
        return outside_brackets(self.sentence.between(first.end, second.start))

    def _ends(self, row: Sequence[Figure], begin: int) -> list[int]:
        """Where a row that begins at ``begin`` may end: with the sentence, before ；, where 、 turns to ，."""
        limit = len(row)
        for position in range(begin + 1, limit):
            if _SUM.search(row[position].before) or position - begin >= _MOST_PARTS:
                limit = position
                break
        ends = [limit]
        marks = [separator(self._gap(a, b)) for a, b in pairwise(row[begin:limit])]
        gaps = [self._gap(a, b) for a, b in pairwise(row[begin:limit])]
        for position, (mark, gap) in enumerate(zip(marks, gaps, strict=True)):
            if position and (
                ("；" in gap and not all("；" in g for g in gaps[:position]))
                or (mark != "、" and all(m == "、" for m in marks[:position]))
                or BY.search(gap)
            ):
                ends.append(begin + position + 1)
                break
        for position in range(begin + 2, limit):
            if (
                self._alike([f.label for f in row[begin:position]])
                > 1
                > self._alike([f.label for f in row[begin : position + 1]])
            ):
                ends.append(position)
                break
        rests = [p + 1 for p in range(begin + 1, limit - 1) if _REST.match(row[p].label)]
        ends.extend(rests[:1])
        return [end for end in dict.fromkeys(ends) if end - begin >= 2]

    def _starts(self, row: Sequence[Figure], position: int) -> list[int]:
        """Where a row that ends before ``position`` may begin: with the sentence, after ； or a total."""
        first = 0
        for earlier in range(position - 1, -1, -1):
            if position - earlier > _MOST_PARTS:
                first = earlier + 1
                break
            if _SUM.search(row[earlier].before) and earlier < position - 1:
                first = earlier + 1
                break
        starts = [first]
        gaps = [self._gap(a, b) for a, b in pairwise(row[first:position])]
        last_mark = separator(gaps[-1]) if gaps else ""
        for back in range(len(gaps) - 1, -1, -1):
            if ("；" in gaps[back] and "；" not in gaps[-1]) or (last_mark == "、" and separator(gaps[back]) != "、"):
                starts.append(first + back + 1)
                break
        return [start for start in dict.fromkeys(starts) if position - start >= 2]

    def _before(self, whole: Figure, lead: str) -> int:
        """What speaks for a whole before its parts; ``lead`` stands between it and the first of them."""
        weight = 0
        if _WITHIN.match(self._following(whole)):
            weight += 2
        if "：" in lead:
            weight += 3
        if _MADE_OF.match(lead):
            weight += 3
        if _TAKEN_OFF.search(lead):
            weight += 2
        if BY.search(lead):
            weight += 2
        elif _EXAMINED.match(lead.removeprefix(whole.after)):
            weight += 3
        if _SUM.search(whole.before) or "总" in whole.before:
            weight += 1
        if "其中" in lead or _INCLUDING.search(lead):
            weight += 2
        if lead and not _MARK.search(lead):  # 46个问题已整改41个: said of the whole
            weight += 2
        return weight - 4 * bool(_ADDED.search(lead))  # 加上解支出120.9亿元: on top of the figure before

    def _after(self, whole: Figure, gap: str) -> int:
        """What speaks for a whole after its parts; nothing, and it is none."""
        if _SUM.search(whole.before) or (_REACHED.match(whole.before) and _AMOUNT.search(gap)):
            return 4
        if _ALL_YEAR.search(whole.before):
            return 3
        following = self._following(whole)
        bare = not whole.before.strip("，；：全部")
        if (bare or whole.before.endswith("的")) and _EVERY.match(following):
            return 3
        if (bare or whole.before.endswith("的")) and _HEADED.match(following):
            return 2
        if _BY_THESE.search(whole.before):
            return 3
        return 0

    def _weighed(
        self, whole: Figure, parts: Sequence[Figure], weight: int, whole_first: bool, *, alike: bool = True
    ) -> Iterator[LikelySum]:
        """The reading with its weight, unless something speaks against it; ``alike``: all counted in one way."""
        if alike and not all(part.same_kind_of_thing(whole) for part in parts):
            return
        totals = sum(_SUM.search(part.before) is not None for part in parts)
        if 0 < totals < len(parts) and not (_SUM.search(whole.before) or _ALL_YEAR.search(whole.before)):
            return  # a total is no part of another, unless each part has its own
        weight += self._form(whole, parts, whole_first)
        if weight <= 0:
            return
        span = whole.quantity.span
        for part in parts:
            span = span.cover(part.quantity.span)
        yield LikelySum(
            whole.index,
            tuple(part.index for part in parts),
            tuple(part.label for part in parts),
            weight,
            span,
            self.sentence.passage,
        )

    def _form(self, whole: Figure, parts: Sequence[Figure], whole_first: bool) -> int:
        """What the form of the row says."""
        befores = [part.before.strip("，；：、") for part in parts]
        labels = [part.label for part in parts]
        items = [self.sentence.between(part.item_limit, part.start).lstrip("，；：、") for part in parts]
        gaps = [self._gap(a, b) for a, b in pairwise(parts)]
        marks = {separator(gap) for gap in gaps}
        weight = 0
        tight = marks == {"、"}
        if tight:
            weight += 3 if len(parts) > 2 else 2
        elif len(marks) == 1 and len(parts) > 2:
            weight += 1
        if all(map(_OF_THESE.search, befores)) or all(map(_THERE_ARE.match, befores)):
            weight += 4
        elif all(not before for before in befores):
            weight += 3 if whole_first and whole.after.strip("，；：、。") else 2
        else:
            weight += self._alike(labels)
            if whole_first:
                weight += self._of_the_whole(whole, labels)
        if all(_TURNS.match(label) for label in labels):
            weight += 3
        if self._halves(labels):
            weight += 3 if len(parts) == 2 else 2
        elif any(map(_NEGATED.match, items)):
            weight += 1
        if any(_OWN.search(label) for label in labels) and any(_OTHERS.search(label) for label in labels):
            weight += 2
        rest = whole_first and _REST.match(befores[-1]) is not None
        if whole_first:
            last = parts[-1]
            if rest:
                weight += 3
            elif _OTHER.search(items[-1]):
                weight += 2
            if tight and befores[0].startswith("涉及"):
                weight += 1
            elif _PENDING.search(last.before) or (not befores[-1] and _PENDING.search(last.after[:8])):
                weight += 2
        if all(len(label) <= 6 for label in labels):
            weight += 1
        kinds = [self.set_of(part) for part in parts]
        if all(k and k.set for k in kinds) and len({(k.topic, k.set) for k in kinds if k}) == 1:
            weight += 2
        if whole_first and _HEADED.match(whole.after) and not any(part.after.strip("，；：、。") for part in parts):
            weight += 2  # 29个问题，完成24个，推进5个: the parts leave out what is counted
        if len(parts) == 2 and not (rest or tight):
            steps = [self.words.process.search(part.before) is None for part in parts]
            weight -= steps[0] is not steps[1]
        if any(_OVERLAP.search(before) for before in (befores[0].removeprefix("涉及"), *befores[1:])):
            weight -= 2
        if all(_KIND.search(label) for label in labels):
            weight += 3
        return weight

    def _halves(self, labels: Sequence[str]) -> bool:
        """Whether two of the names leave nothing out: 合格 and 不合格, 男 and 女."""
        if any(_NEGATED.match(label) for label in labels):
            pairs = ((a, b) for i, a in enumerate(labels) for b in labels[i + 1 :])
            if any(negated_stem(a, b) for a, b in pairs):
                return True
        named = [label for label in labels if self.words.complement.search(label)]
        return any(self.words.complementary(a, b) for i, a in enumerate(named) for b in named[i + 1 :])

    @staticmethod
    def _of_the_whole(whole: Figure, labels: Sequence[str]) -> int:
        """Names that leave out what the whole has named, or repeat it: 负责人出庭, 主要负责人出庭."""
        weight = 0
        if min(common_suffix(whole.label, label) for label in labels) > 1:
            weight += 2
        elif max(map(len, labels)) <= min(8, len(whole.label) - 2):
            weight += 1
        if all(label[0] in whole.clause for label in labels if label):
            weight += 1
        return weight

    @staticmethod
    def _alike(labels: Sequence[str]) -> int:
        """Names that begin or end alike."""
        first = labels[0]
        ending = min(common_suffix(first, label) for label in labels[1:])
        opening = min(common_prefix(first, label) for label in labels[1:])
        return min(2, max(ending, opening))
