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
from checker.facts.figures import CHANGED, EARLIER, Figure, Sentence
from checker.facts.model import LikelySum

__all__ = ["find_likely_sums"]

_MOST_PARTS = 16
_MOST_FIGURES = 40  # a sentence with more is a table in words
_BEHIND = 8  # characters between a whole and the bracket that divides it
_BRACKETED = 2  # what a bracket right behind a count speaks for its being a whole
_FARTHEST = 70  # characters between neighbours of one row

_DIGIT = re.compile(r"\d")
_EXAMINED = re.compile(
    r"^[，；]?经[^，；。]{0,8}?(?:审查|核查|初审|审核|核实|梳理|评议|评查|研判|调查|办理|审理|协调|调解|互评|复评|评审|讨论)"
)
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
_PLACES = frozenset({"generic", "orgs", ""})
_PLACES_TAKEN = frozenset({"docs", "persons", "generic", "items", ""})
_THINGS = frozenset({"generic", "orgs", "docs", "cases", "items", "", "single"})
_REACHED = re.compile(r"^，?(?:达到?|已达|为|共|至|计)$")
_AMOUNT = re.compile(r"总[\u4e00-\u9fff]{0,2}[数量额]")
_EVERY = re.compile(r"^[^，；：。、]{0,14}?(?:均|全部|都|共|皆|悉数|一律|已全|无一|没有一|无[^，。]{0,6}发生)")
_HEADED = re.compile(r"^[\u4e00-\u9fff]{2}")
_BY_THESE = re.compile(r"(?:^|[，；])(?:以|通过|用)$")
_REST = re.compile(r"^(?:其余|其他|其它|剩余|余下|剩下|另外|另有|另|还有|尚有|尚余|仍有|仍)")
_NEGATED = re.compile(r"(?:决定)?(?:不(?!同)|未|没有|非|缺|漏)")
_PENDING = re.compile(r"(?:未|尚|仍|正在|待|在办|在审|审理中|办理中|过程中)")
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
_TOWN_WIDE = re.compile(
    r"，(?:全[年市县区省州镇乡]|总|各[类项]|两项|三项|[两三四]者)[^，；。]{0,12}(?:，[^，；。]{0,10})?$"
)
_NEXT = re.compile(r"^(?:截至|年底|目前|已|均|全部|到期|其中|另|同期|因|当年|罚款|涉及|新一轮|现|并|累计|对|经)")
_NEVER = 99
_OF_ALL = re.compile(r"占[^，；。]{0,10}$")
_BROUGHT = re.compile(r"(?:上年|去年|年初|往年)[^，；。]{0,4}$|结转$")
_CORRECTED = re.compile(r"(?:直接|综合)纠错$")
_FOUND = re.compile(r"发现|查出|排查|提出(?!的)")
_OTHER = re.compile(r"其[他它余]")
# What may become of an application, a case, a report.
_OUTCOME = re.compile(
    r"批准|核准|许可|准予|准许|通过|公开|提供|受理|立案|办结|审结|结案|完成|成立|属实|查实|认定|处罚|采纳|采用|吸收|维持|撤销|变更|"
    r"驳回|终止|中止|撤回|退回|补正|退件|移送|移交|转办|转送|转交|转入|不予|未予|不属|不予|不合|不符|未|部分|仍在|正在|尚|整改|立改|"
    r"化解|调解|和解|胜诉|败诉|改判|发回|裁定|判决|裁决|达成|诉讼|仲裁|继续|保留|修改|废止|失效|取消|下放|合格|优秀|良好|警告|罚款|不掌握|其他方式"
)
_CALLED = re.compile(r"(?:这|上述|以上)$")
_LAST_OF = re.compile(r"^(?:其中|上述|以上)?[，]?(?P<side>[前后])(?P<count>[两二三四五六])[种项类者个][^，；。]*$")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_LESSENED = re.compile(r"^[^，；。、]{0,6}?(?:调整|压减|精简|减少|整合|合并|压缩|缩减|梳理整合|减)(?:为|到|至)$")
_TAKEN_AWAY = re.compile(r"取消|下放|合并|废止|停止|撤销|移交|归并|减少|核减|转为|调出|承接")
_STAFFED = re.compile(
    r"配备|聘任|聘请|选聘|签订|签约|续签|选派|派驻|提交|设立|建立|覆盖|全部|均|一[校村社镇乡企人]一|述法|述职|出具|组建|发放"
)
_AMONG = re.compile(
    r"^(?:其中|在|上述|这些|所)?(?P<name>[\u4e00-\u9fff]{2,10}?)(?:的)?(?:案件|事项|申请|项目|问题|人员|单位|文件|纠纷|当)*中(?:，|：)?"
)


def find_likely_sums(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[LikelySum]:
    """Every way to read figures of the sentence, or of it and the one before, as a whole and its parts."""
    figures = [f for f in sentence.present if not f.depth]
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
    if any(map(_NEGATED.match, (figure.before.lstrip("，；：、") for figure in figures))):
        yield from reader.two_wholes(figures)
    if len(figures) > 2 and len({figure.unit for figure in figures}) > 1:
        yield from reader.staffed(figures)
        yield from reader.strands(figures)
    if sentence.text.find("为") > 0 or sentence.text.find("至") > 0 or sentence.text.find("到") > 0:
        yield from reader.lessened()


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
        self._values: dict[int, int | None] = {}

    def _value(self, figure: Figure) -> int | None:
        """The figure, where it is a whole number claimed exactly; None for all else."""
        if figure.index not in self._values:
            quantity = figure.quantity
            plain = quantity.step == 1 and quantity.exact and quantity.printed.denominator == 1
            self._values[figure.index] = quantity.printed.numerator if plain else None
        return self._values[figure.index]

    def _worth_weighing(self, whole: Figure, parts: Sequence[Figure], beside: Sequence[Figure] = ()) -> bool:
        """Whether the figures add up, or differ as one slip makes them differ.

        Swapped digits and a nought too many change a figure by a multiple of nine; weighing the words costs far more.
        """
        value = self._value(whole)
        if value is None:
            return True
        added = 0
        for part in parts:
            one = self._value(part)
            if one is None:
                return True
            added += one
        for further in beside:
            value += self._value(further) or 0
        missing = added - value
        if missing % 9 == 0 or missing in (1, -1):
            return True
        first = self._value(parts[0])
        return first is not None and value + added - first == first

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
                or any(EARLIER.search(f.before) or CHANGED.search(f.before) for f in parts)
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
            elif begin > 2 and separator(gap) != "、":
                start = begin - 1  # 投诉28件，其中来信3件、来访25件，属实4件、不属实24件
                while start and separator(self._gap(row[start - 1], row[start])) == "、":
                    start -= 1
                if 0 < start < begin - 1:
                    wholes.append(row[start - 1])
            for whole in wholes:
                if separator(gap) == "、" and whole is row[begin - 1]:
                    continue  # the whole is never an item of the row
                weight: int | None = None
                natural: list[int] | None = None
                for end in range(min(len(row), begin + _MOST_PARTS), begin + 1, -1):
                    if not self._worth_weighing(whole, row[begin:end]):
                        continue
                    if natural is None or weight is None:
                        natural, weight = self._ends(row, begin), self._before(whole, gap)
                    if end > max(natural, default=0):
                        continue
                    cut = 0 if end in natural and not self._left_over(row, end) else self._cut(row, end)
                    yield from self._weighed(whole, row[begin:end], weight - cut, True)

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
        wholes = [f for f in before.present if not f.depth and f.same_kind_of_thing(first[0])]
        if not wholes:
            return
        lead = self.sentence.between(self.sentence.start, first[0].start)
        weight = 2 if len(wholes) == 1 else 1
        weight += bool(_EXAMINED.match(lead)) + bool(BY.search(lead)) - 4 * bool(_ADDED.search(lead))
        weight += 2 * bool(_TAKEN_OFF.search(lead))
        among = _AMONG.match(lead)
        named = [
            f
            for f in wholes
            if among and (key := among["name"].removesuffix("的")[-2:]) in f.before + f.after
            if not any(no + key in f.before for no in ("不予", "未予", "不", "未"))
        ]
        if named:  # 已结案326件，…。结案案件中，走普通程序的238件
            wholes, weight = named[-1:], weight + 2
        natural = self._ends(first, 0)
        for index in dict.fromkeys((wholes[-1].index, wholes[0].index)):
            whole = next(f for f in wholes if f.index == index)
            for end in range(max(natural, default=0), 1, -1):
                if self._worth_weighing(whole, first[:end]):
                    cut = 0 if end in natural else self._cut(first, end)
                    yield from self._weighed(whole, first[:end], weight - cut, True)

    def whole_behind(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """The parts in the sentence before: 上半年审核71件，下半年审核97件。全年审核的168件文件均…."""
        before = self.sentence.previous
        if before is None or not figures or self.sentence.start - before.end > 1:
            return
        whole = figures[0]
        some = None
        if len(figures) > 1 and not _DIGIT.search(whole.quantity.text):  # 上述后三种情形共88件
            whole = figures[1]
            some = _LAST_OF.search(self.sentence.between(self.sentence.start, whole.start))
        named = some or _ALL_YEAR.search(whole.before) or _ALL_YEAR.search(whole.before.removesuffix("的"))
        if not named and not _TOGETHER.search(whole.before):
            return  # 共有幼儿园456所 begins something new
        rows = _rows(before, [f for f in before.present if not f.depth and f.same_kind_of_thing(whole)])
        reader = _Reader(before, self.words, self.set_of)
        if some and rows:
            count = _COUNTS[some["count"]]
            chosen = rows[-1][-count:] if some["side"] == "后" else rows[-1][:count]
            if len(chosen) == count:
                yield from reader._weighed(whole, chosen, 5, False)
            return
        for row in rows[-1:]:
            outer = reader._without_inner(row)
            if len(outer) > 1 and len(outer) < len(row):
                yield from reader._weighed(whole, outer, 3, False)
            for start in reader._starts(row, len(row)):
                yield from reader._weighed(whole, row[start:], 3, False)

    def _without_inner(self, row: Sequence[Figure]) -> list[Figure]:
        """The row without the parts that 其中 opens: 无证14起，其中行医11起、执业3起；处置8起."""
        outer: list[Figure] = []
        inner = False
        for position, figure in enumerate(row):
            gap = self._gap(row[position - 1], figure) if position else ""
            inner = "其中" in gap or (inner and "；" not in gap)
            if not inner:
                outer.append(figure)
        return outer

    def two_wholes(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """抽取处罚案卷96卷、许可案卷48卷。优秀37卷、合格101卷、不合格6卷: outcomes that leave nothing out, of both."""
        before = self.sentence.previous
        if before is not None and figures and self.sentence.start - before.end <= 1:
            wholes = [f for f in before.present if not f.depth and f.unit == figures[0].unit]
            if len(wholes) > 1 and not self._step_between(before, wholes[-2], wholes[-1]):
                yield from self._shared(wholes[-2], wholes[-1], figures)
        for position in range(1, len(figures) - 2):
            one, other = figures[position - 1], figures[position]
            gap = self._gap(other, figures[position + 1])
            if separator(gap) != "、" and not self._step_between(self.sentence, one, other):
                yield from self._shared(one, other, figures[position + 1 :])

    def _step_between(self, sentence: Sentence, one: Figure, other: Figure) -> bool:
        gap = outside_brackets(sentence.between(one.end, other.start))
        return one.unit != other.unit or not (separator(gap) == "、" or "另" in gap) or "；" in gap or "其中" in gap

    def _shared(self, one: Figure, other: Figure, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        for end in range(2, min(len(figures), 6) + 1):
            parts = figures[:end]
            if any(part.unit != one.unit for part in parts):
                return
            labels = [part.label for part in parts]
            if self._halves(labels) and self._halves([labels[0], labels[-1]] if end == 2 else labels[-2:]):
                yield from self._weighed(one, parts, 0, True, beside=[other])

    def lessened(self) -> Iterator[LikelySum]:
        """由41项精简为33项，取消3项，下放5项: what is left and what was taken away make up what there was."""
        figures = self.sentence.counts
        for position, (former, left) in enumerate(pairwise(figures)):
            gap = self._gap(former, left)
            if former.unit != left.unit or not _LESSENED.match(gap) or former.depth:
                continue
            parts = [left]
            for figure in figures[position + 2 :]:
                if figure.unit != left.unit or not _TAKEN_AWAY.search(figure.before):
                    break
                parts.append(figure)
            if len(parts) > 2:
                yield from self._weighed(former, parts, 4, True)

    def staffed(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """17个村、3个社区…，签约20份: one for each of the places, which are counted in units of their own."""
        for position in range(2, len(figures)):
            whole = figures[position]
            begin = position - 1
            while begin and separator(self._gap(figures[begin - 1], figures[begin])) == "、":
                begin -= 1
            parts = figures[begin:position]
            if len(parts) < 2 or any(part.quantity.group not in _PLACES or part.unit == whole.unit for part in parts):
                continue
            if any(part.before.strip("，；：、和及与") for part in parts[1:]) or not all(part.after for part in parts):
                continue
            gap = self._gap(parts[-1], whole)
            if whole.quantity.group in _PLACES_TAKEN and "；" not in gap and len(gap) < 40 and _STAFFED.search(gap):
                yield from self._weighed(whole, parts, 1, False, alike=False)

    def of_all_kinds(self, figures: Sequence[Figure]) -> Iterator[LikelySum]:
        """Parts counted each in its own way: 公园6座、广场14个、长廊23条，43处阵地…."""
        for position in range(2, len(figures)):
            whole = figures[position]
            begin = position
            while (
                begin
                and (figures[begin - 1].quantity.group in _THINGS or figures[begin - 1].same_kind_of_thing(whole))
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
        found: list[tuple[Figure, Sequence[Figure], int, bool]] = []
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
                        wholes = [f for f in self.sentence.previous.present if f.unit == unit and not f.depth][-1:]
                    if not wholes and len(parts) > 2:  # the first of the row is itself the whole
                        wholes, parts = parts[:1], parts[1:]
                    found.extend((whole, parts, 2, True) for whole in wholes)
                    *earlier, last = [figures[place] for place in places[begin : end + 1]]
                    gap = self._gap(earlier[-1], last) if earlier else ""
                    if len(earlier) > 1 and (_TOGETHER.search(gap) or _TOWN_WIDE.search(gap)):
                        found.append((last, earlier, 3, False))
                begin = max(end, begin + 1)
        for whole, members, weight, whole_first in found:
            # One strand that adds up says what the one beside it is.
            beside = any(
                other is not whole and abs(other.index - whole.index) < 3 and self._adds_up(other, row)
                for other, row, _, _ in found
            )
            yield from self._weighed(whole, members, weight + 2 * beside, whole_first)

    def _adds_up(self, whole: Figure, parts: Sequence[Figure]) -> bool:
        return sum(part.quantity.printed for part in parts) == whole.quantity.printed

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

    def _left_over(self, row: Sequence[Figure], end: int) -> bool:
        """Whether what is still open follows in the same row: 成功197件、未成功213件、年底仍在协调18件."""
        if end == len(row) or separator(self._gap(row[end - 1], row[end])) != "、":
            return False
        return _PENDING.search(row[end].before) is not None

    def _cut(self, row: Sequence[Figure], end: int) -> int:
        """What speaks against a row that ends before ``end`` though more figures follow."""
        gap = self._gap(row[end - 1], row[end])
        if separator(gap) != separator(self._gap(row[end - 2], row[end - 1])):
            return 1
        following = row[end].before.strip("，；：、")
        if _PENDING.search(following):
            return _NEVER
        # 6项决策全部…, 年底前查结39个: said again, or the next step. Else the row goes on.
        return 1 if not following or len(row[end].label) > 12 or _NEXT.match(following) else _NEVER

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
        if first and position - first < _MOST_PARTS and separator(self._gap(row[first - 1], row[first])) == "、":
            starts.append(first - 1)  # 共有专职412名、兼职530名，942名…
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
        if _CALLED.search(whole.before) or _CORRECTED.search(whole.before):
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
        self,
        whole: Figure,
        parts: Sequence[Figure],
        weight: int,
        whole_first: bool,
        *,
        alike: bool = True,
        beside: Sequence[Figure] = (),
    ) -> Iterator[LikelySum]:
        """The reading with its weight, unless something speaks against it; ``alike``: all counted in one way."""
        if not self._worth_weighing(whole, parts, beside):
            return
        if alike and not all(part.same_kind_of_thing(whole) for part in parts):
            return
        totals = sum(_SUM.search(part.before) is not None for part in parts)
        shared = totals == 1 and not whole_first and _SUM.search(parts[0].before) is not None
        if 0 < totals < len(parts) and not (shared or _SUM.search(whole.before) or _ALL_YEAR.search(whole.before)):
            return  # a total is no part of another, unless each part has its own
        weight += self._form(whole, parts, whole_first)
        if weight <= 0:
            return
        span = whole.quantity.span
        for part in (*parts, *beside):
            span = span.cover(part.quantity.span)
        yield LikelySum(
            whole.index,
            tuple(part.index for part in parts),
            tuple(part.label for part in parts),
            weight,
            span,
            self.sentence.passage,
            tuple(further.index for further in beside),
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
        elif len(marks) == 1 and len(parts) > 2 and whole_first and "其中" in self._gap(whole, parts[0]):
            weight += 2
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
        if len(parts) > 2 and befores[0] and min(common_prefix(befores[0], before) for before in befores[1:]) > 1:
            weight += 2  # 依托党组会议学习6次，依托局务会议学习8次，…
        if whole_first and all(map(_OUTCOME.search, labels)):
            weight += 2 * (len(parts) > 2 or any(map(_NEGATED.search, items)))
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
        if whole_first and (_FOUND.search(befores[0]) or (parts[0].unit != whole.unit and not befores[0])):
            weight -= 3  # 检查企业96家，发现问题51个，整改44个: the next step, not a part
        if any(_OF_ALL.search(part.before) or (whole_first and _BROUGHT.search(part.before)) for part in parts):
            weight -= 4  # 88件，占全市收案406件; 受理88件，上年结转19件
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
