"""Rates, shares and fractions with every pair of counts that their words allow as an explanation.

A named rate of the catalogue looks for its numerators and bases among the measures of the paragraph; any other X率
for a count whose words carry X; 占 for the count right before it. The counts stand before the rate, or, where it is
told first, behind it: 95.6%的纠纷在基层化解，即1200件中的1147件. Which pair gives the printed figure is asked above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec.structs import replace

from checker.facts.binding import Token
from checker.facts.breakdowns.rows import outside_brackets
from checker.facts.catalogue import Rate, Topic
from checker.facts.chinese_numerals import small_number
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, Measure, NumberKind, Pair, RateClaim, RateKind
from checker.facts.rate_names import NameReader, RateName
from checker.facts.rate_pairs import Found, Scene, explain_by_name, rate_behind
from checker.facts.rounding import COUNTED

__all__ = ["RateReader"]

_SHARE_OF = re.compile(
    r"占(?:到|了)?(?P<base>[\u4e00-\u9fff“”]{0,24}?)(?:的)?(?:比重|比例|比率|比)?(?:均|分别|约|近|超过|达到|达|为|的|是|仅|只|有|到)*$"
)
# What is said of a base besides its name: 占案件总数, 占旁听总人次, 占全部.
_SHARE_NOUNS = re.compile(
    r"(?:总(?:人数|人次|件数|户数|次数|批次|量|数|额)|件数|人数|人次|户数|次数|数量|数|的|全部|所有|全市|全区|全县|全省|全镇|总体|整体|案件|比重|合计|同期|其)"
)
_TOGETHER = re.compile(r"(?:两者|二者|两项|三项|三者|两类|三类|合计|总和|之和)")
# 公安112件、市场监管76件，居前两位，合计占…: what the share is of is the row taken together.
_SUMMED = re.compile(
    r"(?:(?:合计|总计|共计|一共|合并)[^，；。占]{0,6}|[两二三四五六七八九十](?:者|类|项|种|部分)[^，；。占]{0,6}|(?<!公)共)占"
)
_OF_ROW = re.compile(
    r"(?:前|这|以上|上述)?[两二三四五六七八九十](?:者|类|项|种|部分)(?:案件|纠纷|诉求|问题|事项|人员)?"
)
_HOW_MANY = re.compile(r"前(?P<first>[两二三四五六七八九十2-9])|(?P<kinds>[两二三四五六七八九十])(?:者|类|项|种|部分)")
_TARGET = re.compile(r"(?:预算|计划|目标|任务|年初|调整|上年|去年|GDP|全国|全省|世界|全球)")
_TRIMMED = re.compile(r"(?:共计|共|总数|达到|达|为|有|是|约|近)+$")
# What may stand before the name of a base without making it another thing: 全市审结, 共审结, but not 太阳能发电装机.
_BARE_LEAD = re.compile(
    r"(?:全[市区县省州]|本[市区县级]|年末|全年|本年度?|20\d\d年|总|共|已|依法|累计|其中|新增|办理|受理|审结|完成|开展|查处|发现|检查|各类|的)*"
)
# The words before 占 in its own clause: 女性占35.6%.
_NAMED_ONLY = re.compile(r"(?:^|[，；：（])其中，?(?P<words>[^，；：、（）]{3,24}?)(?:约|共|均|仅|已|大约)*占")
_BOTH = re.compile(
    r"(?:^|[，；：（])(?P<words>[\u4e00-\u9fff]{2,10}(?:[及和与、][\u4e00-\u9fff]{2,10})+?)的?(?:案件|人员|部分)?(?:合计|共|合并|一共|总共|两项)占"
)
_SUBJECT = re.compile(
    r"(?:^|[，；：、（])(?P<words>[A-E]?[\u4e00-\u9fff“”]{0,14}?)(?:约|共|均|仅|已|合计|大约|还|就|则|也|又)*占[^，；占]{0,24}$"
)
_ANAPHOR = re.compile(r"(?:^其|约|均|数量|分值|累计|该类|合计|共|^案件$|同比|全年)")
_BARE_NOUN = re.compile(r"(?:各类)?(?:案件|申请|企业|单位|人员|事项|问题|项目|文件|案卷|纠纷|户|经营主体|市场主体)")
# What opens the counts that a share told first stands for: 一半，即44件; 超过六成（930件）.
_EXPLAINS = re.compile(r"(?:的?[\u4e00-\u9fff]{0,10})?(?:（(?:即|共|计|为)?|，?(?:即|也就是|计|共计|共))")
_IN_FULL = re.compile(r"(?P<link>[^，。；、（）]{0,40}?)(?:（|，)(?:即|也就是|为|其中)?")
_AMONG = re.compile(r"[^，。；（）]{0,14}(?:当中|之中|中|里|内)的?[^，。；（）、]{0,12}")
_BRACKETED = re.compile(r"（(?:占比?|占总数的?|占全部的?|比例|比重)?(?:为|约|达)?$")
_NAMES = re.compile(r"(?:[\u4e00-\u9fff“”]{1,14}率(?:、|和|及|与)?){2,}(?=(?:分别|依次)?(?:达到|达|为|是)?$)")
_SHARED_OUT = re.compile(r"[，、（]?(?:约|均|只|仅|还)?占")
_OWN_SHARE = re.compile(r"(?:约|均|只|仅|还)?占(?!比重)")
_STEP = re.compile(r"(?:化解|受理|办理|审结|办结|检查|抽查|调解|调处|接收|收到|新收|查处|发现|处理|立案|出庭|旁听)")
_OPENING = re.compile(r"^(?:其中|包括|包含|涉及|含|涉)+")
_MAX_ALTERNATIVES = 12
_FAR = 80  # numbers between a share and the base that an earlier paragraph gives


def _names_base(label: str, key: str) -> bool:
    """Whether a count's own words are the base that a share names: 抽查企业 for 抽查总数, not 太阳能发电装机."""
    head, found, tail = label.partition(key)
    if len(key) == 2 and not found and label.startswith(key[0]) and key[1] in label[1:]:
        return True  # 占受案数 of those 受理的案件
    label = _OPENING.sub("", label)
    if not found and len(label) >= 2 and key.startswith(label):  # 回收1440份…占回收问卷的93.0%
        return _BARE_NOUN.fullmatch(key[len(label) :]) is not None or len(key) - len(label) <= 2
    if not found or _BARE_LEAD.fullmatch(head) is None:
        return False
    return not tail or _BARE_NOUN.fullmatch(tail) is not None or (_STEP.fullmatch(key) is not None and len(tail) <= 6)


def _summed_row(scene: Scene, near: Sequence[Figure]) -> tuple[list[Figure], list[int]] | None:
    """The row of counts that 合计占 takes together, and of how many of the last it may speak; None if of none."""
    sentence = scene.sentence
    counts = [f for f in near if not _is_kind_number(f)]
    if not counts:
        return None
    said = sentence.between(counts[-1].end, scene.figure.start)
    if _SUMMED.search(said) is None or "；" in said:
        return None
    wholes = scene.wholes(counts[-1])
    row: list[Figure] = []
    for figure in reversed(counts):
        if figure in wholes or figure.start < sentence.start or not figure.same_kind_of_thing(counts[-1]):
            break
        row.insert(0, figure)
    number = _HOW_MANY.search(said)
    if number is not None:
        wanted = small_number(number["first"] or number["kinds"])
        if (
            wholes and number["first"] and wanted < len(row)
        ):  # 咨询3612件、投诉986件、求助512件、其他126件，前两类合计占87.8%
            row = row[:wanted]
        if wholes and wanted < len(row):
            return None  # which of them is not said
        return (row, [wanted]) if 1 < wanted <= len(row) else None
    lengths = list(range(len(row), 1, -1))
    if wholes and not any(kind.start < row[0].start for kind in wholes):
        return None
    return (row, [*lengths, 1] if "共占" in said and "合" not in said else lengths) if lengths else None


def _is_kind_number(figure: Figure) -> bool:
    """三类, 两项: a number of kinds, not one of the counts of a row."""
    return figure.unit in ("类", "者", "种", "位", "部分")


def _clause_of_share(figure: Figure) -> str:
    """The clause up to the figure, with a 占 that is read as part of it: 约占35.3%."""
    quantity = figure.quantity
    lead = quantity.text[: quantity.number_start - quantity.start]
    return f"{figure.clause}{lead}" if "占" in lead else figure.clause


def _has_share(figure: Figure, figures: Mapping[int, Figure]) -> bool:
    """Whether a share of its own is told of a count: 区政府收到168件，占27.1%. Such a count is a part among others."""
    behind = rate_behind(figure, figures)
    return behind is not None and _OWN_SHARE.match(behind.clause) is not None


def _carries(label: str, key: str) -> bool:
    """Whether a count's words are those of a base named elsewhere: 共收到行政复议申请 for 收到申请."""
    pieces = [key[at : at + 2] for at in range(0, len(key) - 1, 2)]
    if not pieces or not all(piece in label for piece in pieces):
        return False
    tail = label[max(label.rfind(piece) + len(piece) for piece in pieces) :]
    return not tail or _BARE_NOUN.fullmatch(tail) is not None


class RateReader:
    """Finds the rates of one report; compiled once per rule book."""

    def __init__(self, words: ClaimWords) -> None:
        self.words = words
        self.names = NameReader(words)

    def is_change(self, figure: Figure) -> bool:
        """Whether the percentage is growth or decline, not a rate."""
        return bool(self.words.change_before.search(figure.before)) or (
            not figure.before and bool(self.words.change_before.search(figure.clause))
        )

    def read(
        self,
        sentence: Sentence,
        figure: Figure,
        tokens: Sequence[Token],
        topic: Topic | None,
        measures: Sequence[Measure],
        figures: Mapping[int, Figure],
        wholes_of: Mapping[int, Sequence[Breakdown]],
        following: Sentence | None = None,
    ) -> Iterator[RateClaim]:
        """The claims that one percentage or fraction makes."""
        if self.is_change(figure):
            return
        scene = Scene(sentence, figure, wholes_of, figures, self.words, following)
        row = self._row_of_rates(sentence, figure)
        if len(row) > 1:
            if row[0] is figure:
                yield from list(self._listed_shares(sentence, row)) or self._listed_names(scene, row, topic)
            return
        claim = self._inline_base(sentence, figure) or self._told_in_full(scene) or self._in_bracket(scene)
        if claim is not None:
            yield claim
            return
        clause = _clause_of_share(figure)
        share = _SHARE_OF.search(clause) or (_SHARE_OF.search(figure.before) if figure.before else None)
        if share is not None:
            claim = self._share(scene, share.group("base"), topic, measures)
            if claim is not None:
                yield claim
            return
        if figure.quantity.kind is NumberKind.FRACTION:
            yield from self._fraction(scene, topic, measures)
            return
        if not figure.clause and sentence.between(figure.end, sentence.end).startswith("的"):
            yield from self._remaining(scene)
            return
        name = self.names.before(sentence.between(sentence.start, figure.start)[-60:])
        if name:
            known = self._catalogued(sentence, figure, tokens, topic)
            yield from self._named(scene, name, known, topic, measures)

    def over_the_report(self, claims: Sequence[RateClaim], figures: Mapping[int, Figure]) -> list[RateClaim]:
        """The claims, shares whose base is named but not given in their paragraph with the counts of that name before.

        占27.1% behind a share that names its base is a share of the same.
        """
        placed: list[RateClaim] = []
        named: dict[int, tuple[str, ...]] = {}
        for claim in claims:
            if claim.kind is not RateKind.SHARE or claim.bases or not claim.numerators:
                placed.append(claim)
                continue
            missing = claim.missing_bases or named.get(claim.group, ())
            named[claim.group] = missing
            key = _SHARE_NOUNS.sub("", missing[0]) if missing else ""
            numerator = figures[claim.numerators[0][0]]
            counted = key and numerator.quantity.group in COUNTED  # sums of money go by too many names
            found = [f for f in self._far(key, claim, figures) if f.same_kind_of_thing(numerator)] if counted else []
            placed.append(
                replace(
                    claim,
                    missing_bases=missing,
                    bases=tuple((f.index,) for f in found),
                    base_names=tuple(f.label[-12:] for f in found),
                )
            )
        return placed

    def _far(self, key: str, claim: RateClaim, figures: Mapping[int, Figure]) -> list[Figure]:
        """The last counts named ``key`` in the paragraphs before."""
        found: list[Figure] = []
        for index in range(claim.quantity - 1, max(-1, claim.quantity - _FAR), -1):
            figure = figures.get(index)
            if (
                figure is not None
                and figure.is_count
                and figure.quantity.passage < claim.group
                and _carries(figure.label, key)
                and not _has_share(figure, figures)
                and not self.words.previous.search(figure.before)
            ):
                found.append(figure)
                if len(found) >= 2:
                    break
        return found

    def _named(
        self, scene: Scene, name: str, known: Rate | None, topic: Topic | None, measures: Sequence[Measure]
    ) -> Iterator[RateClaim]:
        """X率: by the catalogue, else by the words of the name."""
        sentence, figure = scene.sentence, scene.figure
        taken = self.names.taken_apart(name)
        found = explain_by_name(scene, taken) if taken is not None else Found()
        claim = None
        if known is not None and topic is not None:
            claim = self._known(sentence, figure, name, known, topic, measures)
            if any(not set(n) & set(b) for n in claim.numerators for b in claim.bases):
                claim = replace(claim, others=(*self._as_pairs(found, claim), *found.others))
                top = tuple(f.index for f in found.numerators[0]) if found.numerators else ()
                if found.decisive and not found.complement and top in claim.numerators:
                    # What stands right beside the rate goes before what the paragraph says elsewhere.
                    near = {tuple(f.index for f in bottom): bottom[0].label[-12:] for bottom in found.bases}
                    all_bases = near | dict(zip(claim.bases, claim.base_names, strict=True))
                    claim = replace(claim, bases=tuple(all_bases), base_names=tuple(all_bases.values()))
                if taken is not None and not taken.said_of(scene.told_before) and not found.decisive:
                    claim = replace(claim, decisive=False, loose=True)
                yield claim
                return
        if found.numerators and found.bases:
            yield self._claim(scene, name, found, topic.name if topic else "", claim)
        elif claim is not None:
            yield replace(claim, others=claim.others or found.others)
        else:
            if not found.numerators:
                bases = self._base_alone(scene, taken)
                found = Found(bases=tuple((base,) for base in bases), others=found.others)
            yield self._claim(scene, name, found, topic.name if topic else "", None)

    @staticmethod
    def _as_pairs(found: Found, claim: RateClaim) -> Iterator[Pair]:
        """What the words of the sentence allow besides what the catalogue found."""
        for top in found.numerators:
            for bottom in found.bases:
                pair = tuple(f.index for f in top), tuple(f.index for f in bottom)
                if pair[0] not in claim.numerators or pair[1] not in claim.bases:
                    yield Pair(*pair, top[0].label[-12:], bottom[0].label[-12:], found.complement)

    @staticmethod
    def _claim(scene: Scene, name: str, found: Found, topic: str, known: RateClaim | None) -> RateClaim:
        sentence, figure = scene.sentence, scene.figure
        start = max(sentence.start, figure.start - len(figure.before))
        return RateClaim(
            figure.index,
            name[-12:],
            RateKind.COMPLEMENT if found.complement else RateKind.RATE,
            topic,
            known.rate if known else "",
            tuple(tuple(f.index for f in top) for top in found.numerators),
            tuple(top[0].label[-12:] if len(top) == 1 else "合计" for top in found.numerators),
            tuple(tuple(f.index for f in bottom) for bottom in found.bases),
            tuple(bottom[0].label[-12:] for bottom in found.bases),
            decisive=found.decisive,
            group=sentence.passage,
            span=sentence.span(start, figure.end),
            base_key="",
            others=found.others,
            loose=found.loose,
        )

    @staticmethod
    def _base_alone(scene: Scene, name: RateName | None) -> Sequence[Figure]:
        """The counts that only rates follow: 留言332件，办结率100%，满意率98.8%; the nearest first."""
        sentence, figure = scene.sentence, scene.figure
        if not scene.before or name is None:
            return ()
        of = name.core[:-2]
        told = sentence.between(sentence.start, figure.start - len(figure.before))
        if len(of) >= 2 and not any(of[i : i + 2] in told for i in range(len(of) - 1)):
            return ()  # 计量标准6项，产品质量合格率97.2%: the rate is of something else
        base = scene.before[-1]
        between = [f for f in sentence.figures if base.start < f.start < figure.start]
        gap = sentence.between(base.end, figure.start)
        if not (all(f.is_rate for f in between) and gap.startswith("，") and len(gap) <= 12 + 12 * len(between)):
            return ()
        return [f for f in scene.before[::-1] if f.same_kind_of_thing(base)][:4]

    def _remaining(self, scene: Scene) -> Iterator[RateClaim]:
        """27件，占审结总数245件的11.0%，89.0%的案件实现案结事了: perhaps what the share before leaves."""
        sentence, figure = scene.sentence, scene.figure
        earlier = [f for f in sentence.figures if f.is_rate and f.start < figure.start]
        share = self._inline_base(sentence, earlier[-1]) if earlier else None
        if share is not None:
            pair = Pair(share.numerators[0], share.bases[0], share.numerator_names[0], share.base_names[0], True)
            found = Found(others=(pair,), complement=True)
            yield self._claim(scene, "其余比例", found, "", None)

    def _told_in_full(self, scene: Scene) -> RateClaim | None:
        """The counts right behind the share: 95.6%的纠纷在基层化解，即1200件中的1147件; 超过六成（930件）."""
        sentence, figure = scene.sentence, scene.figure
        position = next((i for i, f in enumerate(sentence.figures) if f is figure), 0)
        behind = sentence.figures[position + 1 : position + 3]
        if not behind:
            return None
        first = behind[0]
        gap = sentence.between(figure.end, first.start)
        if first.quantity.kind is NumberKind.FRACTION:
            if "/" in first.quantity.text and gap in ("（", "，即", "（即", "（为"):
                return self._share_claim(scene, figure.quantity.text, ((first.index,),), ((),), decisive=True)
            return None
        if not first.is_count:
            return None
        pair = len(behind) > 1 and behind[1].is_count and behind[1].same_kind_of_thing(first)
        if pair and _IN_FULL.fullmatch(gap) and _AMONG.fullmatch(sentence.between(first.end, behind[1].start)):
            return self._share_claim(scene, "", ((behind[1].index,),), ((first.index,),), decisive=True)
        if _EXPLAINS.fullmatch(gap):
            bases = [f for f in scene.before if f.same_kind_of_thing(first)] or [
                f for f in scene.earlier if f.same_kind_of_thing(first)
            ]
            if bases:
                alternatives = tuple((f.index,) for f in reversed(bases[-3:]))
                return self._share_claim(scene, "", ((first.index,),), alternatives, decisive=len(bases) == 1)
        return None

    def _in_bracket(self, scene: Scene) -> RateClaim | None:
        """维持140件（56%）: the count right before the bracket, over the whole that it is a part of."""
        sentence, figure = scene.sentence, scene.figure
        if not figure.depth or not scene.before:
            return None
        numerator = scene.before[-1]
        gap = sentence.between(numerator.end, figure.start)
        if not _BRACKETED.fullmatch(gap):
            return None
        bases = [whole for whole in scene.wholes(numerator) if whole.same_kind_of_thing(numerator)]
        sure = bool(bases)
        bases = bases or [
            f for f in reversed(scene.before[:-1]) if f.same_kind_of_thing(numerator) and f.depth == numerator.depth
        ]
        if not bases or (not sure and "占" not in gap and "比" not in gap):
            return None
        bottom = tuple((f.index,) for f in bases[:3])
        return self._share_claim(scene, "", ((numerator.index,),), bottom, decisive=sure or len(bases) == 1)

    def _share_together(
        self, scene: Scene, near: Sequence[Figure], row: Sequence[Figure], lengths: Sequence[int]
    ) -> RateClaim | None:
        """合计占v%: the last counts of a row together, over the whole they are parts of or what stands before them."""
        last = row[-1]
        wholes = [whole for whole in scene.wholes(last) if whole.same_kind_of_thing(last)]
        if not wholes:
            first = row[-min(lengths)]
            wholes = [f for f in near if f.start < first.start and f.same_kind_of_thing(last)]
        if len(lengths) == 1:
            wholes = [f for f in wholes if not row[-lengths[0]].start <= f.start <= last.start]
        if not wholes:
            return None
        together = tuple(tuple(f.index for f in row[-length:]) for length in lengths)
        bases = tuple((whole.index,) for whole in wholes[:3])
        return self._share_claim(scene, "合计占比", together, bases, decisive=len(lengths) == 1)

    def _share_claim(
        self,
        scene: Scene,
        name: str,
        numerators: tuple[tuple[int, ...], ...],
        bases: tuple[tuple[int, ...], ...],
        *,
        decisive: bool,
    ) -> RateClaim:
        """A share of counts that stand right beside it."""
        sentence, figure, figures = scene.sentence, scene.figure, scene.figures
        given = [index for side in (*numerators, *bases) for index in side if index in figures]
        places = [f for index in given for f in (figures[index],) if sentence.start <= f.start < sentence.end]
        places.append(figure)
        name = name or self.names.before(sentence.between(sentence.start, figure.start)[-60:])
        kind = RateKind.FRACTION if figure.quantity.kind is NumberKind.FRACTION else RateKind.SHARE

        def named(side: tuple[int, ...]) -> str:
            return figures[side[0]].label[-12:] if side and side[0] in figures else ""

        return RateClaim(
            figure.index,
            (name or ("" if kind is RateKind.FRACTION else "占比"))[-12:] or figure.quantity.text,
            kind,
            "",
            "",
            numerators,
            tuple(named(side) for side in numerators),
            bases,
            tuple(named(side) for side in bases),
            decisive=decisive,
            group=sentence.passage,
            span=sentence.span(min(f.start for f in places), max(f.end for f in places)),
        )

    def _listed_names(self, scene: Scene, row: Sequence[Figure], topic: Topic | None) -> Iterator[RateClaim]:
        """办结率、满意率分别为99.1%、97.6%: one name for each rate of a row."""
        found = _NAMES.search(row[0].clause)
        names = [name for name in re.split("[、和及与]", found.group()) if name] if found else []
        if len(names) != len(row):
            return
        for name, figure in zip(names, row, strict=True):
            own = Scene(scene.sentence, figure, scene.wholes_of, scene.figures, self.words, scene.following)
            yield from self._named(own, name, None, topic, ())

    def _catalogued(
        self, sentence: Sentence, figure: Figure, tokens: Sequence[Token], topic: Topic | None
    ) -> Rate | None:
        if topic is None:
            return None
        for token in reversed(tokens):
            if token.end <= figure.start and token.start >= figure.clause_start:
                identifier = token.of(topic.name, "rate")
                if identifier is not None:
                    return next(rate for rate in topic.rates if rate.id == identifier)
        return None

    def _known(
        self, sentence: Sentence, figure: Figure, name: str, rate: Rate, topic: Topic, measures: Sequence[Measure]
    ) -> RateClaim:
        """A rate of the catalogue: alternatives from the measures of its topic."""
        scope = self._scope(sentence, figure)
        by_indicator = self._nearest(sentence, figure, topic, scope, measures)
        numerators, numerator_names = self._sums(rate.numerators, by_indicator, topic)
        bases, base_names = self._sums(rate.bases, by_indicator, topic)
        missing = tuple(
            topic.by_id[part].name
            for alternative in rate.bases
            if "+" not in alternative
            for part in (alternative,)
            if part not in by_indicator
        )
        if not numerators:  # a base told behind the rate in another part of the sentence is that part's own
            kept = [
                i
                for i, base in enumerate(bases)
                if base[-1] < figure.index or self._in_one_part(sentence, figure, base)
            ]
            bases, base_names = tuple(bases[i] for i in kept), tuple(base_names[i] for i in kept)
        if not numerators and len(bases) > 1:
            # Nothing but the base to go by: the one right before the rate.
            nearest = max(bases, key=lambda base: base[-1] if base[-1] < figure.index else -1)
            bases, base_names = (nearest,), (base_names[bases.index(nearest)],)
        kind = RateKind.RATE
        if rate.complement and not numerators:
            numerators, numerator_names = self._sums(rate.complement, by_indicator, topic)
            kind = RateKind.COMPLEMENT
        main = rate.bases[0] if rate.bases else ""
        named = bool(rate.numerators) and rate.numerators[0] in by_indicator
        return RateClaim(
            figure.index,
            rate.name,
            kind,
            topic.name,
            rate.id,
            numerators,
            numerator_names,
            bases,
            base_names,
            decisive=named and main in by_indicator,
            group=sentence.passage,
            span=sentence.span(max(sentence.start, figure.start - len(figure.before)), figure.end),
            missing_bases=missing,
            # Where what was carried over may belong to the base, two rates need not rest on the same.
            base_key=f"{topic.name}.{main}" if main and f"{main}+carried" not in rate.bases else "",
            scope=scope,
        )

    @staticmethod
    def _in_one_part(sentence: Sentence, figure: Figure, base: Sequence[int]) -> bool:
        """Whether figures behind a rate stand with it in one part of the sentence."""
        behind = [f for f in sentence.figures if f.index in base]
        return bool(behind) and "；" not in sentence.between(figure.end, behind[-1].start)

    @staticmethod
    def _nearest(
        sentence: Sentence, figure: Figure, topic: Topic, scope: str, measures: Sequence[Measure]
    ) -> dict[str, list[int]]:
        """Indicator → its figures: of its part of the sentence if any, else of the sentence, else of the paragraph."""
        usable = [
            m
            for m in measures
            if m.topic == topic.name and m.period != "previous" and (not scope or not m.scope or m.scope == scope)
        ]
        own = {f.index for f in sentence.figures}
        break_before = sentence.text.rfind("；", 0, figure.start - sentence.start) + sentence.start
        break_after = sentence.text.find("；", figure.start - sentence.start)
        limit = sentence.start + break_after if break_after >= 0 else sentence.end
        near = {f.index for f in sentence.figures if break_before < f.start < limit}
        found: dict[str, list[int]] = {}
        for measure in usable:
            found.setdefault(measure.indicator, []).append(measure.quantity)
        for indicator, indices in found.items():
            for circle in (near, own):
                inside = [i for i in indices if i in circle]
                if inside:
                    found[indicator] = inside
                    break
        return found

    def _scope(self, sentence: Sentence, figure: Figure) -> str:
        scope = ""
        for match in self.words.scope_pattern.finditer(figure.clause):
            scope = match.lastgroup or scope
        return scope

    @staticmethod
    def _sums(
        alternatives: Sequence[str], by_indicator: Mapping[str, Sequence[int]], topic: Topic
    ) -> tuple[tuple[tuple[int, ...], ...], tuple[str, ...]]:
        found: list[tuple[int, ...]] = []
        names: list[str] = []
        for alternative in alternatives:
            parts = [part.strip() for part in alternative.split("+")]
            present = [part for part in parts if part in by_indicator]
            if not present or parts[0] not in by_indicator or (len(parts) > 1 and len(present) < len(parts)):
                continue
            for combination in product(*(by_indicator[part][:3] for part in present)):
                if combination not in found and len(found) < _MAX_ALTERNATIVES:
                    found.append(combination)
                    names.append("＋".join(topic.by_id[part].name for part in present))
        return tuple(found), tuple(names)

    def _share(
        self, scene: Scene, base_words: str, topic: Topic | None, measures: Sequence[Measure]
    ) -> RateClaim | None:
        """占…的v%: the count right before 占, over the base it names."""
        if _TARGET.search(base_words):
            return None
        sentence, figure, figures = scene.sentence, scene.figure, scene.figures
        near = scene.before
        subject = _SUBJECT.search(_clause_of_share(figure))
        words = subject["words"] if subject else ""
        meant = [f for f in near if len(words) >= 2 and words in f.label]
        if not meant and len(words) >= 2 and words[0].isascii():  # 基本解决的（A类）231件，…，A类占比81.9%
            meant = [f for f in near if words in sentence.between(max(f.previous_end, sentence.start), f.start)]
        clause = _clause_of_share(figure)
        if _NAMED_ONLY.search(clause) and near and near[-1].start < figure.clause_start:
            return None  # 律师2386人，其中35岁以下青年律师占四成: of those no count is given
        both = _BOTH.search(clause)
        if both is not None:
            said = re.split("[及和与、]", both["words"])
            summed = [next((f for f in near if f.label == name), None) for name in said]
            whole = next((w for f in summed if f is not None for w in scene.wholes(f)), near[0] if near else None)
            parts = tuple(f.index for f in summed if f is not None)
            if len(parts) < len(said) or whole is None or whole.index in parts:
                return None
            return self._share_claim(scene, "合计占比", (parts,), ((whole.index,),), decisive=False)
        of_row = _OF_ROW.fullmatch(words) is not None  # 前两类合计占87.8%
        if len(words) >= 2 and not meant and not of_row and not _ANAPHOR.search(words):
            return None  # 普通程序占62.0%: another thing than the figure right before
        if figure.depth:
            outside = [f for f in near if f.depth < figure.depth]
            inside = [f for f in near if f.depth == figure.depth and f.start > (outside[-1].end if outside else -1)]
            near = outside + inside
        else:
            near = [f for f in near if not f.depth]  # 687人（专职402、兼职285），占执法人员5.5%: of all of them
        if not near:
            return None
        together_row = None if meant else _summed_row(scene, near)
        if together_row is not None:
            known_base = not _SHARE_NOUNS.sub("", base_words)
            return self._share_together(scene, near, *together_row) if known_base else None
        numerator = meant[-1] if meant else near[-1]
        between = [
            f
            for f in sentence.figures
            if numerator.start < f.start < figure.start and f.depth <= figure.depth and not meant
        ]
        gap = "" if meant else outside_brackets(sentence.between(numerator.end, figure.start))
        if any(not f.is_rate for f in between) or len(gap) - len(base_words) > 14:
            return None
        if "分别" in figure.clause[-6:] or (between and "、" in gap):
            return None
        bases: list[Figure] = []
        alternatives: list[tuple[int, ...]] = []
        names: list[str] = []
        missing: tuple[str, ...] = ()
        key = _SHARE_NOUNS.sub("", base_words)
        together = _TOGETHER.search(base_words)
        whole = next((f for f in scene.wholes(numerator) if f.same_kind_of_thing(numerator)), None)
        if together is not None:
            rest = [f for f in scene.earlier if f is not numerator and f.same_kind_of_thing(numerator)]
            alternatives = [(numerator.index, *(f.index for f in rest)), *((f.index,) for f in rest[-3:])]
            names = ["合计", *(f.label[-12:] for f in rest[-3:])]
            decisive = len(rest) == 1
        elif len(key) >= 2:
            pool = [f for f in figures.values() if f.quantity.passage == sentence.passage and f.is_count]
            for candidate in pool:
                named = _TRIMMED.sub("", candidate.before) or candidate.after
                same = candidate is not numerator and candidate.same_kind_of_thing(numerator)
                if (
                    same
                    and not _has_share(candidate, figures)
                    and (_names_base(named, key) or _names_base(candidate.label, key))
                ):
                    bases.append(candidate)
            if topic is not None and not bases:
                for measure in measures:
                    indicator = topic.by_id.get(measure.indicator) if measure.topic == topic.name else None
                    candidate = figures[measure.quantity]
                    if (
                        indicator
                        and any(phrase in base_words for phrase in indicator.phrases)
                        and candidate is not numerator
                        and not _has_share(candidate, figures)
                    ):
                        bases.append(candidate)
            decisive = bool(bases)
            if not bases:
                missing = (base_words or key,)
        else:
            if whole is not None:
                bases = [whole]
            else:
                bases = self._undivided(scene, numerator, near)[-3:]
                if meant and not bases:
                    bases = [f for f in near if f.start > numerator.start and f.same_kind_of_thing(numerator)][:3]
                if not bases:  # …520件，刑事案件182件，占35%；民事案件325件，占62.5%
                    bases = self._undivided(scene, numerator, scene.earlier)
                    bases = bases[:1] + bases[1:][-2:]
            decisive = whole is not None or len(bases) == 1
        if not alternatives:
            alternatives = [(f.index,) for f in bases]
            names = [f.label[-12:] for f in bases]
        others: list[Pair] = []
        if whole is not None and whole not in bases:
            others.append(Pair((numerator.index,), (whole.index,), numerator.label[-12:], whole.label[-12:]))
        topic_name = topic.name if topic else ""
        key_indicator = ""
        if topic is not None and len(key) >= 2:
            hit = next((i.id for i in topic.indicators if any(p in base_words for p in i.phrases)), "")
            key_indicator = f"{topic.name}.{hit}" if hit else ""
        fraction = figure.quantity.kind is NumberKind.FRACTION
        if fraction and not alternatives:
            return None
        return RateClaim(
            figure.index,
            f"占{base_words}比例" if base_words else "占比",
            RateKind.FRACTION if fraction else RateKind.SHARE,
            topic_name,
            "",
            ((numerator.index,),),
            (numerator.label[-12:],),
            tuple(alternatives),
            tuple(names),
            decisive=decisive,
            group=sentence.passage,
            span=sentence.span(min(numerator.start, figure.start), figure.end),
            missing_bases=missing,
            base_key=key_indicator,
            others=tuple(others),
        )

    @staticmethod
    def _undivided(scene: Scene, numerator: Figure, near: Sequence[Figure]) -> list[Figure]:
        """Counts before a part that may be its base: not those of which a share is told themselves."""
        text, start = scene.sentence.text, scene.sentence.start
        return [
            f
            for f in near
            if f is not numerator
            and f.start < numerator.start
            and f.same_kind_of_thing(numerator)
            and not _SHARED_OUT.match(text, f.end - start)
        ]

    @staticmethod
    def _row_of_rates(sentence: Sentence, figure: Figure) -> list[Figure]:
        """The percentages joined by 、 that the figure stands among: 45%、30%、25%."""
        figures = sentence.figures
        position = next(i for i, f in enumerate(figures) if f is figure)
        first = last = position

        def joined(a: Figure, b: Figure) -> bool:
            return a.is_rate and b.is_rate and sentence.between(a.end, b.start) in ("、", "和", "及")

        while first and joined(figures[first - 1], figures[first]):
            first -= 1
        while last + 1 < len(figures) and joined(figures[last], figures[last + 1]):
            last += 1
        return list(figures[first : last + 1])

    def _listed_shares(self, sentence: Sentence, row: Sequence[Figure]) -> Iterator[RateClaim]:
        """分别为54件、36件、30件，占受理总数120件的45%、30%、25%: the shares of a row of counts, one by one."""
        before = [f for f in sentence.counts if f.start < row[0].start and not f.depth]
        words = row[0].clause
        base: Figure | None = None
        if before and "占" in sentence.between(before[-2].end if len(before) > 1 else sentence.start, before[-1].start):
            base = before.pop()
        elif not re.search(r"占[^，；。]{0,12}$", words) or len(before) <= len(row):
            return
        parts = before[-len(row) :]
        if len(parts) < len(row) or any(f.unit != parts[0].unit for f in parts):
            return
        if base is None:
            base = before[-len(row) - 1]
        if not base.same_kind_of_thing(parts[0]):
            return
        for part, rate in zip(parts, row, strict=True):
            yield RateClaim(
                rate.index,
                "占比",
                RateKind.SHARE,
                "",
                "",
                ((part.index,),),
                (part.label[-12:] or "该项",),
                ((base.index,),),
                (base.label[-12:],),
                decisive=True,
                group=sentence.passage,
                span=sentence.span(part.start, rate.end),
            )

    def _inline_base(self, sentence: Sentence, figure: Figure) -> RateClaim | None:
        """27件，占审结总数245件的11.0%: the base stands in the words of the share itself."""
        position = next((i for i, f in enumerate(sentence.figures) if f is figure), 0)
        if position < 2:
            return None
        base, numerator = sentence.figures[position - 1], sentence.figures[position - 2]
        opening = re.search(r"占[^，；。]{0,16}$", sentence.between(numerator.end, base.start))
        if (
            opening is None
            or not (base.is_count and numerator.is_count and base.same_kind_of_thing(numerator))
            or not re.fullmatch(
                r"）?[\u4e00-\u9fff]{0,6}的(?:比重|比例)?(?:为|达|约)?", sentence.between(base.end, figure.start)
            )
        ):
            return None
        numerators: list[tuple[int, ...]] = [(numerator.index,)]
        if _SUMMED.search(sentence.between(numerator.end, base.start)) is not None:
            row = [f for f in sentence.counts if f.start <= numerator.start and f.same_kind_of_thing(numerator)]
            numerators = [tuple(f.index for f in row[first:]) for first in range(len(row) - 1)] or numerators
        return RateClaim(
            figure.index,
            f"占{base.label[-10:]}比例",
            RateKind.SHARE,
            "",
            "",
            tuple(numerators),
            tuple(numerator.label[-12:] for _ in numerators),
            ((base.index,),),
            (base.label[-12:],),
            decisive=len(numerators) == 1,
            group=sentence.passage,
            span=sentence.span(numerator.start, figure.end),
        )

    @staticmethod
    def _fraction(scene: Scene, topic: Topic | None, measures: Sequence[Measure]) -> Iterator[RateClaim]:
        """近三分之一的…, 过半: the count right before, over the topic's totals or the counts before it."""
        sentence, figure, near = scene.sentence, scene.figure, scene.before
        if not near:
            return
        numerator = near[-1]
        gap = sentence.between(numerator.end, figure.start)
        if len(gap) > 16 or not gap.startswith(("，", "（", "、")) or "、" in gap[1:]:
            return
        bases: list[int] = []
        names: list[str] = []
        if topic is not None:
            for measure in measures:
                indicator = topic.by_id.get(measure.indicator) if measure.topic == topic.name else None
                if (
                    indicator is not None
                    and indicator.stage is not None
                    and indicator.stage <= 3
                    and measure.quantity < numerator.index
                    and measure.quantity not in bases
                    and measure.period == "year"
                ):
                    bases.append(measure.quantity)
                    names.append(indicator.name)
        if not bases:
            others = [f for f in near[:-1] if f.same_kind_of_thing(numerator)][-3:]
            bases = [f.index for f in others]
            names = [f.label[-12:] for f in others]
        if not bases:
            return
        yield RateClaim(
            figure.index,
            figure.quantity.text,
            RateKind.FRACTION,
            topic.name if topic else "",
            "",
            ((numerator.index,),),
            (numerator.label[-12:],),
            tuple((i,) for i in bases),
            tuple(names),
            decisive=True,
            group=sentence.passage,
            span=sentence.span(numerator.start, figure.end),
        )
