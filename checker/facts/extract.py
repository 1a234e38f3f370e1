"""From quantities to statements: the one pass over the sentences of a report."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from msgspec import Struct

from checker.document.model import Document
from checker.facts.balances import find_balances
from checker.facts.binding import Binder, Meaning, Token
from checker.facts.breakdowns import Bound, SumForms, find_breakdowns, find_formed_sums, find_likely_sums
from checker.facts.catalogue import Catalogue
from checker.facts.changes import find_changes, find_times
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence, build_sentences
from checker.facts.lexicon import NumberLexicon, compile_lexicon
from checker.facts.listings import find_listings, find_spread_listings
from checker.facts.model import (
    Balance,
    Breakdown,
    Change,
    Completion,
    Facts,
    LikelySum,
    Listing,
    Measure,
    NumberKind,
    Product,
    Quantity,
    RateClaim,
    Shares,
)
from checker.facts.numerals import Numerals
from checker.facts.one_for_one import find_one_for_one
from checker.facts.products import find_products
from checker.facts.quantities import read_quantities
from checker.facts.rates import RateReader
from checker.facts.repeats import find_definite, find_echoes, find_repeats, find_wholes
from checker.facts.shares import find_shares
from checker.facts.stocks import find_stocks
from checker.facts.tables import read_tables
from checker.outline.model import Outline

__all__ = ["FactReader"]

_COMPLETED = re.compile(
    r"(?:已|现已|均已|已经|现)?(?:全部|悉数|全数)(?:按期|按时|依法|如期|按要求|已|均|进行|予以|得到|无害化|妥善)*"
    r"(?P<step>审结|办结|整改|化解|结案|办理答复|答复|办复|完成|整改到位|调处|处理|解决|办理|受理|清偿|销号)"
)
_ALL_OF_IT = re.compile("全部|悉数|全数")


_REACH = 300  # figures to either side of a rate: a paragraph of prose has no more
_Item = TypeVar("_Item")


def _around(items: Sequence[_Item], index: int, index_of: Callable[[_Item], int]) -> Sequence[_Item]:
    """Those of the items, in the order of their figures, that lie within reach of a figure."""
    if len(items) <= _REACH:
        return items
    first = bisect_left(items, index - _REACH, key=index_of)
    return items[first : bisect_right(items, index + _REACH, key=index_of)]


def _is_flow(breakdown: Breakdown, flow: Balance) -> bool:
    """Whether what looks like a sum is what came and went: 调整前1840项，取消62项、新增35项，调整后共1813项."""
    if not (flow.sure or flow.loose) or not {breakdown.total, *breakdown.parts} <= {*flow.operands}:
        return False
    if breakdown.total in (flow.came[0], flow.went[-1]):
        return True
    # 上期留下33件，本期收到412件，办结419件，未办结26件: the latter are not those of 412
    return len(flow.came) > 1 and len(flow.went) > 1 and breakdown.opener != "其中"


def _overlap(one: Balance, other: Balance) -> bool:
    """Whether two balances are readings of the same figures."""
    return len({*one.operands} & {*other.operands}) > 1


class FactReader(Struct, frozen=True, dict=True):
    """Reads the facts of reports; built once per rule book.

    ``meanings``: where those of the catalogue's words are kept, or were kept by an earlier run.
    """

    numerals: Numerals
    catalogue: Catalogue
    words: ClaimWords
    forms: SumForms
    meanings: dict[str, list[Meaning]] = {}

    @classmethod
    def from_tables(cls, tables: Mapping[str, Mapping[str, Any]]) -> FactReader:
        """From the parsed tables ``numerals``, ``indicators``, ``claims`` and ``forms``.

        Raises pydantic's ValidationError.
        """
        return cls(
            Numerals.model_validate(tables["numerals"]["default"]),
            Catalogue.from_tables(tables.get("indicators", {})),
            ClaimWords.model_validate(tables["claims"]["default"]),
            SumForms.model_validate(tables["forms"]["sums"]),
        )

    @cached_property
    def lexicon(self) -> NumberLexicon:
        return compile_lexicon(self.numerals)

    @cached_property
    def binder(self) -> Binder:
        return Binder(self.catalogue, self.words, self.meanings)

    @cached_property
    def rates(self) -> RateReader:
        return RateReader(self.words)

    def read(self, document: Document, outline: Outline) -> Facts:
        """All facts of one report."""
        quantities = read_quantities(document, outline, self.lexicon)
        sentences = build_sentences(document, quantities)
        figures = {figure.index: figure for sentence in sentences for figure in sentence.figures}
        measures: list[Measure] = []
        named: list[Measure] = []
        breakdowns: list[Breakdown] = []
        changes: list[Change] = []
        completions: list[Completion] = []
        balances: list[Balance] = []
        shares: list[Shares] = []
        products: list[Product] = []
        likely: list[LikelySum] = []
        topics: dict[int, str | None] = {}
        inherited_by: list[str | None] = []
        tokens_of: list[list[Token]] = []
        for sentence in sentences:
            tokens = self.binder.tokens(sentence.text, sentence.start)
            tokens_of.append(tokens)
            inherited = (
                topics[sentence.previous.number] if sentence.previous is not None else self._heading(sentence, outline)
            )
            inherited_by.append(inherited)
            topics[sentence.number] = inherited
            for figure in sentence.figures:
                topic, certain = self.binder.topic_at(tokens, figure.start, inherited)
                topics[sentence.number] = topic
                if not figure.is_count:
                    continue
                measure = self.binder.measure(sentence, figure, tokens, topic, certain) if topic else None
                if measure is None:
                    other = self.binder.self_sufficient(sentence, figure, tokens, topic)
                    measure = self.binder.measure(sentence, figure, tokens, other, True) if other else None
                if measure is not None:
                    measures.append(measure)
                    continue
                for likely_topic in (topic, self.binder.only_topic(figure, tokens, topic)):
                    if likely_topic is not None:
                        measure = self.binder.measure(sentence, figure, tokens, likely_topic, False, behind=True)
                        if measure is not None:
                            named.append(measure)
                            break
        tabled = read_tables(document, quantities, self.binder, self.lexicon, outline.year)
        if tabled is not None:
            measures = [measure for measure in measures if measure.quantity not in tabled.names]
            measures.extend(tabled.measures)
            breakdowns.extend(tabled.breakdowns)
            changes.extend(tabled.changes)
            balances.extend(tabled.balances)
        by_quantity = {measure.quantity: measure for measure in measures}

        bounds: dict[int, Bound | None] = {}

        def set_of(figure: Figure) -> Bound | None:
            if figure.index not in bounds:
                bounds[figure.index] = bound_of(figure.index)
            return bounds[figure.index]

        def bound_of(index: int) -> Bound | None:
            measure = by_quantity.get(index)
            if measure is None or measure.period == "previous":
                return None
            topic = self.catalogue.topics[measure.topic]
            indicator = topic.by_id[measure.indicator]
            whole = topic.wholes.get(indicator.set) if indicator.set else None
            return Bound(
                topic.name,
                indicator.id,
                indicator.set,
                whole,
                indicator.stage,
                indicator.overlaps,
                indicator.any_of,
            )

        after = {s.previous.number: s for s in sentences if s.previous is not None and s.previous.end == s.start}
        for sentence in sentences:
            flows = list(find_balances(sentence, self.words, after.get(sentence.number)))
            changed_here = list(find_changes(sentence, self.words, after.get(sentence.number), outline.year))
            if not any(flow.sure for flow in flows):
                freely = list(find_stocks(sentence, after.get(sentence.number), outline.year))
            else:
                freely = []
            if freely:
                told = [{change.amount, change.current, change.previous} for change in changed_here]
                freely = [balance for balance in freely if not any({*balance.operands} <= figures for figures in told)]
                flows = [flow for flow in flows if not any(_overlap(flow, other) for other in freely)] + freely
                # 较原先的147项增列26项、核减12项: with what came and what went, neither is the change
                changed_here = [
                    change
                    for change in changed_here
                    if not any({change.amount, change.current, change.previous} < {*flow.operands} for flow in freely)
                ]
            changes.extend(changed_here)
            balances.extend(flows)
            breakdowns.extend(
                b for b in find_breakdowns(sentence, self.words, set_of) if not any(_is_flow(b, flow) for flow in flows)
            )
            completions.extend(self._completions(sentence))
            stated = tuple(find_products(sentence))
            products.extend(stated)
            products.extend(find_one_for_one(sentence, frozenset(product.total for product in stated)))
            shares.extend(find_shares(sentence, self.words))
            likely.extend(
                sum_
                for sum_ in find_likely_sums(sentence, self.words, set_of)
                if not any({sum_.total, *sum_.parts} <= {*flow.operands} and not flow.loose for flow in flows)
            )
        flowing = [frozenset((*flow.came, *flow.went)) for flow in balances if flow.sure]
        likely.extend(
            sum_
            for sum_ in find_formed_sums(sentences, quantities, self.forms, (*breakdowns, *likely))
            if not any(flow.issuperset((sum_.total, *sum_.parts)) for flow in flowing)
        )
        repeats = [
            repeat
            for _, paragraph in groupby(sentences, key=lambda sentence: sentence.passage)
            for repeat in find_repeats(tuple(paragraph), self.words)
        ]
        repeats.extend(find_wholes(sentences))
        repeats.extend(find_echoes(sentences, self.words))
        repeats.extend(find_definite(sentences, self.words))
        in_passages = self._by_passage(quantities)
        for passage_index, members in in_passages.items():
            if sum(quantity.kind is NumberKind.DURATION for _, quantity in members) > 1:
                changes.extend(find_times(passage_index, document.passages[passage_index], members))
        changed = {change.amount for change in changes}
        claims: list[RateClaim] = []
        by_group: dict[int, list[Measure]] = {}
        for measure in sorted(measures, key=lambda one: one.quantity):
            by_group.setdefault(measure.group, []).append(measure)
        wholes_of: dict[int, list[Breakdown]] = {}
        for breakdown in breakdowns:
            for part in breakdown.parts:
                wholes_of.setdefault(part, []).append(breakdown)
        beside: dict[int, list[Figure]] = {}
        for index in sorted(figures):
            beside.setdefault(figures[index].quantity.passage, []).append(figures[index])
        all_beside = {passage: {f.index: f for f in members} for passage, members in beside.items()}
        followers: Iterable[Sentence | None] = (*sentences[1:], None)
        for sentence, following, tokens, inherited in zip(
            sentences, followers, tokens_of, inherited_by, strict=bool(sentences)
        ):
            for figure in sentence.figures:
                if figure.quantity.kind not in (NumberKind.PERCENT, NumberKind.FRACTION) or figure.index in changed:
                    continue
                name, _ = self.binder.topic_at(tokens, figure.start, inherited)
                subject = self.catalogue.topics[name] if name else None
                near = _around(by_group.get(sentence.passage, []), figure.index, lambda measure: measure.quantity)
                known = all_beside[sentence.passage]
                if len(known) > _REACH:
                    known = {f.index: f for f in _around(beside[sentence.passage], figure.index, lambda f: f.index)}
                claims.extend(self.rates.read(sentence, figure, tokens, subject, near, known, wholes_of, following))
        over_the_report = self.rates.over_the_report(claims, figures)
        if tabled is not None:
            quantities = tuple(tabled.quantities.get(i, quantity) for i, quantity in enumerate(quantities))
            over_the_report = [claim for claim in over_the_report if claim.quantity not in tabled.names]
            over_the_report.extend(tabled.rates)
        return Facts(
            quantities,
            tuple(figures[i].label if i in figures else "" for i in range(len(quantities))),
            tuple(measures),
            tuple(breakdowns),
            tuple(over_the_report),
            tuple(changes),
            tuple(self._listings(document, in_passages)),
            tuple(completions),
            tuple(balances),
            tuple(shares),
            tuple(products),
            tuple(repeats),
            tuple(likely),
            tabled.names if tabled is not None else {},
            tuple(named),
        )

    def _heading(self, sentence: Sentence, outline: Outline) -> str | None:
        """The topic of the heading that the paragraph stands under, where it names exactly one."""
        section = outline.section_at(sentence.document_offsets[sentence.start])
        return self.binder.topic_of(section.heading.text) if section is not None else None

    @staticmethod
    def _completions(sentence: Sentence) -> list[Completion]:
        if _ALL_OF_IT.search(sentence.text) is None:
            return []
        found = []
        for match in _COMPLETED.finditer(sentence.text):
            position = sentence.start + match.start()
            host = [f for f in sentence.counts if f.end <= position]
            if not host or len(sentence.between(host[-1].end, position)) > 8:
                continue
            whole, done, step = host[-1], None, match.group("step")
            if step[:2] in whole.before and len(host) > 1 and host[-2].unit == whole.unit:
                if step[:2] in host[-2].label:
                    continue  # 发现743处，当场整改512处、限期整改231处，已全部整改到位: neither is the whole
                whole, done = host[-2], host[-1]  # 发现问题86个，已整改84个，全部整改到位
            span = sentence.span(whole.start, sentence.start + match.end())
            found.append(
                Completion(whole.index, step, span, sentence.passage, done.index if done is not None else None)
            )
        return found

    @staticmethod
    def _by_passage(quantities: Sequence[Quantity]) -> dict[int, list[tuple[int, Quantity]]]:
        by_passage: dict[int, list[tuple[int, Quantity]]] = {}
        for index, quantity in enumerate(quantities):
            by_passage.setdefault(quantity.passage, []).append((index, quantity))
        return by_passage

    @staticmethod
    def _listings(document: Document, in_passages: Mapping[int, Sequence[tuple[int, Quantity]]]) -> list[Listing]:
        found: list[Listing] = []
        for passage_index, members in in_passages.items():
            found.extend(find_listings(passage_index, document.passages[passage_index], members))
        found.extend(find_spread_listings(document.passages, in_passages))
        return found
