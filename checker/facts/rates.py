"""Rates, shares and fractions with every pair of counts that their words allow as an explanation.

A named rate of the catalogue looks for its numerators and bases among the measures of the paragraph; any other X率
for a count whose words carry X; 占 for the count right before it. Which pair gives the printed figure is asked above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from checker.facts.binding import Token
from checker.facts.catalogue import Rate, Topic
from checker.facts.claim_words import ClaimWords, alternation
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, Measure, NumberKind, RateClaim, RateKind

__all__ = ["RateReader"]

_RATE_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z“”]{1,20}率")
_PAIRED = re.compile(r"(?:和|及|与|、)")
_STEM_NOISE = re.compile(
    r"(?:全市|全区|全县|全省|全年|综合|平均|总|年度|及时|按时|按期|如期|法定|案件|工作|事项|群众|整体|行政机关|其中|年内|问题|实现|确保|做到|使)"
)
_SHARE_OF = re.compile(
    r"占(?P<base>[\u4e00-\u9fff“”]{0,24}?)(?:的)?(?:比重|比例|比率|比)?(?:均|分别|约|近|超过|达到|达|为|的|是|仅|只)*$"
)
_SHARE_NOUNS = re.compile(r"(?:总数|总量|总额|总件数|数|的|全部|全市|全区|全县|全省|案件|比重)")
_TARGET = re.compile(r"(?:预算|计划|目标|任务|年初|调整|上年|去年|GDP|全国|全省|世界|全球)")
_TRIMMED = re.compile(r"(?:共计|共|总数|达到|达|为|有|是|约|近)+$")
# What may stand before the name of a base without making it another thing: 全市审结, 共审结, but not 太阳能发电装机.
_BARE_LEAD = re.compile(
    r"(?:全[市区县省州]|本[市区县级]|年末|全年|本年度?|20\d\d年|总|共|已|依法|累计|其中|新增|办理|受理|审结|完成|开展|查处|发现|检查|各类|的)*"
)
# Rates of those who came among those who should have: 应考560人，实考550人，参考率98.2%.
_TURNOUT = re.compile(r"(?:参考|到会|参会|参训|出勤|到课|到岗|参加|参评|出席|出庭)$")
# The words before 占 in its own clause: 女性占35.6%.
_SUBJECT = re.compile(r"(?:^|[，；：、（])(?P<words>[\u4e00-\u9fff“”]{0,14}?)占[^，；占]{0,24}$")
_ANAPHOR = re.compile(r"(?:^其|约|均|数量|分值|累计|该类|合计|共|案件|同比|全年)")
_BARE_NOUN = re.compile(r"(?:各类)?(?:案件|申请|企业|单位|人员|事项|问题|项目|文件|案卷|纠纷|户|经营主体|市场主体)")
_DUE = re.compile(r"(?:应|应当|需要|需|须|要求|通知|计划|拟)[\u4e00-\u9fff]{0,6}的?$")
_MAX_ALTERNATIVES = 12


def _names_base(label: str, key: str) -> bool:
    """Whether a count's own words are the base that a share names: 抽查企业 for 抽查总数, not 太阳能发电装机."""
    head, found, tail = label.partition(key)
    return (
        bool(found) and _BARE_LEAD.fullmatch(head) is not None and (not tail or _BARE_NOUN.fullmatch(tail) is not None)
    )


class RateReader:
    """Finds the rates of one report; compiled once per rule book."""

    def __init__(self, words: ClaimWords) -> None:
        self.words = words
        self._link = re.compile(f"(?:{alternation(words.rate_links)})*$")

    def name_before(self, figure: Figure) -> str:
        """The name of the rate right before the figure (…率), or ""."""
        text = self._link.sub("", figure.clause)
        text = re.sub(r"[（“”]|年度?$", "", text)
        match = _RATE_NAME.search(text[-24:])
        if match and text.endswith("率"):
            return match.group()
        if text.endswith("比例") or text.endswith("比率"):
            return text[-8:]
        return ""

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
    ) -> Iterator[RateClaim]:
        """The claims that one percentage or fraction makes."""
        if self.is_change(figure) or "‰" in figure.quantity.text:
            return
        row = self._row_of_rates(sentence, figure)
        if len(row) > 1:
            if row[0] is figure:
                yield from self._listed_shares(sentence, row)
            return
        inline = self._inline_base(sentence, figure)
        if inline is not None:
            yield inline
            return
        share = _SHARE_OF.search(figure.clause) or (_SHARE_OF.search(figure.before) if figure.before else None)
        if figure.quantity.kind is NumberKind.FRACTION:
            yield from self._fraction(sentence, figure, topic, measures, figures, share)
            return
        if share is not None:
            claim = self._share(sentence, figure, share.group("base"), topic, measures, figures, wholes_of)
            if claim is not None:
                yield claim
            return
        name = self.name_before(figure)
        if not name:
            return
        known = self._catalogued(sentence, figure, tokens, topic)
        if known is not None and topic is not None:
            claim = self._known(sentence, figure, name, known, topic, measures)
            if not (claim.numerators and claim.bases):
                claim = self._unknown(sentence, figure, name, topic.name, wholes_of, claim) or claim
            yield claim
            return
        claim = self._unknown(sentence, figure, name, topic.name if topic else "", wholes_of)
        if claim is not None:
            yield claim

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
            base_key=f"{topic.name}.{main}" if main else "",
            scope=scope,
        )

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

    def _unknown(
        self,
        sentence: Sentence,
        figure: Figure,
        name: str,
        topic: str,
        wholes_of: Mapping[int, Sequence[Breakdown]],
        known: RateClaim | None = None,
    ) -> RateClaim | None:
        """A rate without an entry, or whose entry finds no counts: what carries its stem, over the count before."""
        stem = _STEM_NOISE.sub("", name.removesuffix("率").removesuffix("比例").removesuffix("比"))
        if not stem:
            return None
        own = self._nearby_counts(sentence, figure)
        # A part of a listing carries the stem only if it is named by it alone (裁决结案 is not 结案).
        near = [
            f
            for f in own
            if all(len(b.parts) < 2 for b in wholes_of.get(f.index, ())) or _TRIMMED.sub("", f.label) == stem
        ]
        key = stem[-4:] if len(stem) > 4 else stem
        synonyms = next((group for group in self.words.synonyms if key in group), (key,))
        numerators: list[Figure] = []
        bases: list[Figure] = []
        due = [f for f in near if re.match(r"(?:应|应当|应该)[^，]{0,6}$", f.label)]
        real = [f for f in near if re.match(r"(?:实|实际)[^，]{0,6}$", f.label)]
        if (
            due and real and _TURNOUT.search(stem) and due[-1].start < real[-1].start
        ):  # 应考560人，实考550人，参考率98.2%
            numerators, bases = [real[-1]], [due[-1]]
        for candidate in [] if numerators else reversed(near):
            words = candidate.before if candidate.label != candidate.after else candidate.after
            if "率" in words:  # 16个水源水质优良率100%: the count is what the rate is of
                break
            if not any(word in words for word in synonyms) and not (len(key) >= 2 and key[-2:] in words):
                continue
            if _DUE.search(words):
                bases.append(candidate)
            elif not any(negation + key[-2:] in words for negation in ("不", "未", "没有")):
                numerators.append(candidate)
            break
        if not bases:
            end = numerators[0].start if numerators else figure.start
            earlier = [f for f in near if f.start < end]
            if not earlier and numerators:
                earlier = [f for f in sentence.counts if f.start < end and f.same_kind_of_thing(numerators[0])]
            if numerators:
                # The count that shares its noun with the numerator: 违法26个…违法图斑已整改22个.
                nouns = numerators[0].label.replace(key, "")[:2]
                akin = [f for f in sentence.counts if f.start < end and len(nouns) == 2 and nouns in f.label]
                others = [f for f in sentence.counts if f.start < end and f.same_kind_of_thing(numerators[0])]
                earlier = akin[-1:] or earlier
            if earlier and (not numerators or earlier[-1].same_kind_of_thing(numerators[0])):
                bases.append(earlier[-1])
                # 受理842，办结831；满意805，满意率95.6%: an earlier step may be the base as well.
                if numerators and not akin:
                    bases.extend(f for f in others[-4:] if f not in bases and f not in numerators)
        if not numerators and bases and not self._follows_directly(sentence, bases[0], figure):
            bases = []
        if known is not None and not (numerators and bases):
            return None
        decisive = bool(numerators and bases) and sentence.between(bases[0].end, numerators[0].start).count("，") <= 1
        return RateClaim(
            figure.index,
            name[-12:],
            RateKind.RATE,
            topic,
            known.rate if known else "",
            tuple((f.index,) for f in numerators),
            tuple(f.label[-12:] for f in numerators),
            tuple((f.index,) for f in bases),
            tuple(f.label[-12:] for f in bases),
            decisive=decisive,
            group=sentence.passage,
            span=sentence.span(max(sentence.start, figure.start - len(figure.before)), figure.end),
        )

    def _nearby_counts(self, sentence: Sentence, figure: Figure) -> list[Figure]:
        """Counts before the rate in its own sentence part (；), else in the whole sentence."""
        part_start = sentence.text.rfind("；", 0, figure.start - sentence.start)
        return [
            f
            for f in sentence.counts
            if f.start < figure.start
            and f.start - sentence.start > part_start
            and not self.words.change_before.search(f.before)
            and not self.words.previous.search(f.before)
        ]

    def _follows_directly(self, sentence: Sentence, base: Figure, figure: Figure) -> bool:
        """Whether only rates stand between a count and the rate: 留言332件，办结率100%，满意率98.8%."""
        between = [f for f in sentence.figures if base.start < f.start < figure.start]
        gap = sentence.between(base.end, figure.start)
        return all(f.is_rate for f in between) and gap.startswith("，") and len(gap) <= 12 + 12 * len(between)

    def _share(
        self,
        sentence: Sentence,
        figure: Figure,
        base_words: str,
        topic: Topic | None,
        measures: Sequence[Measure],
        figures: Mapping[int, Figure],
        wholes_of: Mapping[int, Sequence[Breakdown]],
    ) -> RateClaim | None:
        """占…的v%: the count right before 占, over the base it names."""
        near = self._nearby_counts(sentence, figure)
        subject = _SUBJECT.search(figure.clause)
        meant = [f for f in near if subject and len(subject["words"]) >= 2 and subject["words"] in f.label]
        if subject and len(subject["words"]) >= 2 and not meant and not _ANAPHOR.search(subject["words"]):
            return None  # 普通程序占62.0%: another thing than the figure right before
        if figure.depth:
            outside = [f for f in near if f.depth < figure.depth]
            inside = [f for f in near if f.depth == figure.depth and f.start > (outside[-1].end if outside else -1)]
            near = outside + inside
        if not near:
            return None
        numerator = meant[-1] if meant else near[-1]
        between = [f for f in sentence.figures if numerator.start < f.start < figure.start and not meant]
        gap = "" if meant else sentence.between(numerator.end, figure.start)
        if any(not f.is_rate for f in between) or len(gap) - len(base_words) > 14:
            return None
        if "分别" in figure.clause[-6:] or (between and "、" in gap):
            return None
        numerator_figures = (numerator.index,)
        bases: list[Figure] = []
        names: list[str] = []
        missing: tuple[str, ...] = ()
        key = _SHARE_NOUNS.sub("", base_words)
        if len(key) >= 2:
            if _TARGET.search(base_words):
                return None
            pool = [f for f in figures.values() if f.quantity.passage == sentence.passage and f.is_count]
            for candidate in pool:
                named = _TRIMMED.sub("", candidate.before) or candidate.after
                if candidate is not numerator and candidate.same_kind_of_thing(numerator) and _names_base(named, key):
                    bases.append(candidate)
                    names.append(candidate.label[-12:])
            if topic is not None and not bases:
                for measure in measures:
                    indicator = topic.by_id.get(measure.indicator) if measure.topic == topic.name else None
                    if indicator and any(phrase in base_words for phrase in indicator.phrases):
                        bases.append(figures[measure.quantity])
                        names.append(indicator.name)
            decisive = bool(bases)
            if not bases:
                missing = (base_words or key,)
        else:
            whole = next((b.total for b in wholes_of.get(numerator.index, ())), None)
            if whole is not None and whole in figures:
                bases = [figures[whole]]
            else:
                bases = [f for f in near if f is not numerator and f.same_kind_of_thing(numerator)][-3:]
            names = [f.label[-12:] for f in bases]
            decisive = whole is not None or len(bases) == 1
        topic_name = topic.name if topic else ""
        key_indicator = ""
        if topic is not None and len(key) >= 2:
            hit = next((i.id for i in topic.indicators if any(p in base_words for p in i.phrases)), "")
            key_indicator = f"{topic.name}.{hit}" if hit else ""
        return RateClaim(
            figure.index,
            f"占{base_words}比例" if base_words else "占比",
            RateKind.SHARE,
            topic_name,
            "",
            (numerator_figures,),
            (numerator.label[-12:],),
            tuple((f.index,) for f in bases),
            tuple(names),
            decisive=decisive,
            group=sentence.passage,
            span=sentence.span(numerator.start, figure.end),
            missing_bases=missing,
            base_key=key_indicator,
        )

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
                r"[\u4e00-\u9fff]{0,6}的(?:比重|比例)?(?:为|达|约)?", sentence.between(base.end, figure.start)
            )
        ):
            return None
        return RateClaim(
            figure.index,
            f"占{base.label[-10:]}比例",
            RateKind.SHARE,
            "",
            "",
            ((numerator.index,),),
            (numerator.label[-12:],),
            ((base.index,),),
            (base.label[-12:],),
            decisive=True,
            group=sentence.passage,
            span=sentence.span(numerator.start, figure.end),
        )

    def _fraction(
        self,
        sentence: Sentence,
        figure: Figure,
        topic: Topic | None,
        measures: Sequence[Measure],
        figures: Mapping[int, Figure],
        share: re.Match[str] | None,
    ) -> Iterator[RateClaim]:
        """近三分之一的…, 过半: the count right before, over the topic's totals or the counts before it."""
        near = self._nearby_counts(sentence, figure)
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
