"""What was recognised in a report, as rows that any output can show: head, outline, indicators, relations, ledger.

The ledger lists *every* number of the report: what it was taken for, what it was bound to, which rules used it and with
which verdict, or why not. A reviewer sees here what was not checked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from checker.document.model import Document, Span
from checker.engine.model import Coverage, Status
from checker.engine.reading import Reading
from checker.engine.result import Checked
from checker.facts.interval import Interval
from checker.facts.model import Completeness, Facts, NumberKind, Quantity
from checker.outline.model import Section
from checker.report.excerpt import place_words
from checker.report.words import BODIES, FORMS, LEVELS, ROLES

__all__ = [
    "KINDS",
    "Explanation",
    "HeadRow",
    "IndicatorRow",
    "LedgerRow",
    "RelationRow",
    "SectionRow",
    "Use",
    "exact_words",
    "explain_reading",
    "interval_words",
]

KINDS = {
    NumberKind.COUNT: "数量",
    NumberKind.PERCENT: "百分比",
    NumberKind.POINTS: "百分点",
    NumberKind.FRACTION: "分数",
    NumberKind.MULTIPLE: "倍数",
    NumberKind.BARE: "无单位",
    NumberKind.YEAR: "年份",
    NumberKind.DATE: "日期",
    NumberKind.DURATION: "时长",
    NumberKind.DOCUMENT_NUMBER: "文号",
    NumberKind.TITLE: "书名号内",
    NumberKind.HOTLINE: "热线",
    NumberKind.SLOGAN: "口号简称",
    NumberKind.ORDINAL: "序次",
    NumberKind.ENUMERATOR: "层次序号",
    NumberKind.INDEFINITE: "虚数",
    NumberKind.ADDRESS: "地址",
    NumberKind.CODE: "编号",
    NumberKind.NAME: "名称",
}

_SCOPES = {"whole": "全域", "own": "本级", "defendant": "作被告", "units": "部门乡镇", "": ""}
_PERIODS = {"year": "", "previous": "上年", "cumulative": "累计"}
_COMPLETENESS = {
    Completeness.CLOSED: "分项齐全",
    Completeness.LISTED: "分项并列",
    Completeness.OPEN: "分项不全",
}
_VERDICTS = {Status.PASS: "pass", Status.FAIL: "fail", Status.UNDETERMINED: "undetermined"}


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One thing recognised about the report as a whole. ``value`` is "" where it was not found."""

    key: str
    label: str
    value: str
    reason: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One heading of the outline, in reading order; ``depth`` counts from 1."""

    depth: int
    label: str
    text: str
    role: str
    malformed: str
    span: Span
    characters: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A figure bound to an indicator of the catalogue. ``label`` is what the report calls it."""

    topic: str
    name: str
    key: str
    words: str
    label: str
    scope: str
    period: str
    certain: bool
    span: Span
    number: int  # index into the ledger


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation between numbers that the words state. ``numbers`` index the ledger."""

    kind: str  # 分项, 比率, 增减, 列举, 全部
    words: str
    span: Span
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A rule that looked at a number, and what it said there: pass, fail or undetermined."""

    rule: str
    verdict: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One number of the report. ``note`` says why it was masked, or why nothing was made of it."""

    number: int
    words: str
    span: Span
    kind: NumberKind
    counts: bool
    value: str
    unit: str
    label: str
    roles: tuple[str, ...]
    uses: tuple[Use, ...]
    note: str

    @property
    def verdict(self) -> str:
        """fail before undetermined before pass; "" where no rule used it."""
        verdicts = {use.verdict for use in self.uses}
        return next((verdict for verdict in ("fail", "undetermined", "pass") if verdict in verdicts), "")


@dataclass(frozen=True)
class Explanation:
    """All that was recognised. ``document`` resolves spans to places."""

    document: Document
    head: tuple[HeadRow, ...]
    year_claims: tuple[tuple[int, str, Span], ...]
    sections: tuple[SectionRow, ...]
    indicators: tuple[IndicatorRow, ...]
    relations: tuple[RelationRow, ...]
    ledger: tuple[LedgerRow, ...]
    coverage: Coverage

    def place(self, span: Span) -> str:
        """第5行."""
        return place_words(self.document, span)

    @cached_property
    def kinds(self) -> tuple[tuple[NumberKind, int], ...]:
        """How many numbers were taken for what, in the order of ``NumberKind``."""
        counts = Counter(row.kind for row in self.ledger)
        return tuple((kind, counts[kind]) for kind in NumberKind if counts[kind])


def explain_reading(reading: Reading, checked: Checked, names: Mapping[str, str] | None = None) -> Explanation:
    """Everything recognised in one report. ``names`` is ``Checklist.indicators``."""
    names = names or {}
    outline = reading.outline
    return Explanation(
        reading.document,
        tuple(_head(reading)),
        tuple((claim.year, claim.where, claim.span) for claim in outline.year_claims),
        tuple(_sections(outline.sections, 1)),
        tuple(_indicators(reading, names)),
        tuple(_relations(reading)),
        tuple(_ledger(reading, checked, names)),
        checked.coverage,
    )


# --- head and outline -------------------------------------------------------------------------------------------------


def _head(reading: Reading) -> Iterator[HeadRow]:
    outline, document = reading.outline, reading.document
    title = outline.title
    yield HeadRow("title", "标题", title.text if title else "", "", title.span if title else None)
    number = outline.document_number
    if number is not None:
        yield HeadRow("document_number", "发文字号", document.quote(number), "", number)
    addressee = outline.addressee
    yield HeadRow("addressee", "主送机关", document.quote(addressee).strip() if addressee else "", "", addressee)
    organs = outline.organs
    yield HeadRow("organs", "署名机关", "、".join(name for name, _ in organs), "", organs[0][1] if organs else None)
    signed = outline.signed
    if signed is None:
        yield HeadRow("signed", "成文日期", "")
    else:
        value = signed.value.isoformat() if signed.value else ""
        reason = f"写作“{signed.text}”" if value else f"“{signed.text}”不成日期"
        yield HeadRow("signed", "成文日期", value, reason, signed.span)
    yield HeadRow("place", "报告单位", outline.place)
    source = outline.year_source
    yield HeadRow("year", "报告年度", str(outline.year) if outline.year else "", source.reason, source.span)
    source = outline.body_source
    yield HeadRow("body", "性质", BODIES.get(outline.body.value, outline.body.value), source.reason, source.span)
    source = outline.level_source
    yield HeadRow("level", "层级", LEVELS.get(outline.level.value, outline.level.value), source.reason, source.span)
    source = outline.form_source
    yield HeadRow("form", "文种", FORMS.get(outline.form.value, outline.form.value), source.reason, source.span)
    if reading.profile.era:
        reasons = reading.profile.reasons
        yield HeadRow("era", "时期", reading.profile.era, reasons.get("era") or reasons.get("profile", ""))


def _sections(sections: Iterable[Section], depth: int) -> Iterator[SectionRow]:
    for section in sections:
        heading = section.heading
        roles = section.roles or ((section.role,) if section.role else ())
        yield SectionRow(
            depth,
            heading.label,
            heading.text,
            "、".join(ROLES.get(role.value, role.value) for role in roles),
            heading.malformed or "",
            heading.span,
            len(section.span),
        )
        yield from _sections(section.children, depth + 1)


# --- statements -------------------------------------------------------------------------------------------------------


def _indicators(reading: Reading, names: Mapping[str, str]) -> Iterator[IndicatorRow]:
    quantities = reading.facts.quantities
    for measure in sorted((*reading.facts.measures, *reading.facts.named), key=lambda one: one.quantity):
        quantity = quantities[measure.quantity]
        yield IndicatorRow(
            names.get(measure.topic, measure.topic),
            names.get(measure.key, measure.label),
            measure.key,
            quantity.text,
            measure.label,
            _SCOPES.get(measure.scope, measure.scope),
            _PERIODS.get(measure.period, measure.period),
            measure.certain,
            quantity.span,
            measure.quantity,
        )


def _relations(reading: Reading) -> Iterator[RelationRow]:
    facts = reading.facts
    quantities = facts.quantities

    def text(index: int) -> str:
        return quantities[index].text

    def summed(indices: tuple[int, ...]) -> str:
        return "+".join(text(index) for index in indices)

    rows: list[RelationRow] = []
    for breakdown in facts.breakdowns:
        parts = "、".join(
            f"{label} {text(part)}".strip() for label, part in zip(breakdown.labels, breakdown.parts, strict=False)
        )
        words = f"{text(breakdown.total)} 分为 {parts}（{_COMPLETENESS[breakdown.completeness]}）"
        rows.append(RelationRow("分项", words, breakdown.span, (breakdown.total, *breakdown.parts)))
    for rate in facts.rates:
        numerators = "或".join(summed(alternative) for alternative in rate.numerators) or "分子未给出"
        bases = "或".join(summed(alternative) for alternative in rate.bases) or "基数未给出"
        used = {index for alternative in (*rate.numerators, *rate.bases) for index in alternative}
        words = f"{rate.name or rate.rate} {text(rate.quantity)} = {numerators} ÷ {bases}"
        rows.append(RelationRow("比率", words, rate.span, (rate.quantity, *sorted(used))))
    for shares in facts.shares:
        words = "、".join(
            f"{label} {text(index)}".strip() for label, index in zip(shares.labels, shares.quantities, strict=True)
        )
        rows.append(RelationRow("占比", f"{words}，合计应为100%", shares.span, shares.quantities))
    for change in facts.changes:
        direction = "上升" if change.rising else "下降"
        sides = [text(index) for index in (change.previous, change.current) if index is not None]
        words = f"{change.words}：{direction} {text(change.amount)}" + (f"（{' → '.join(sides)}）" if sides else "")
        used = {index for index in (change.amount, change.current, change.previous) if index is not None}
        rows.append(RelationRow("增减", words, change.span, tuple(sorted(used))))
    for listing in facts.listings:
        count = str(listing.least) if listing.least == listing.most else f"{listing.least}—{listing.most}"
        words = f"{text(listing.quantity)}：列出{count}个（{'、'.join(listing.names)}）" + (
            "等" if listing.open else ""
        )
        rows.append(RelationRow("列举", words, listing.span, (listing.quantity,)))
    rows.extend(
        RelationRow("全部", f"{text(completion.of)}，全部{completion.words}", completion.span, (completion.of,))
        for completion in facts.completions
    )
    rows.extend(
        RelationRow(
            "收支", f"{summed(balance.came)} = {summed(balance.went)}", balance.span, (*balance.came, *balance.went)
        )
        for balance in facts.balances
    )
    for product in facts.products:
        times = summed(product.factors) if product.factors else f"{product.periods}期"
        if product.each is None:
            rows.append(
                RelationRow("乘积", f"一一对应：{times} = {text(product.total)}", product.span, product.operands)
            )
            continue
        words = (
            f"{text(product.total)} ÷ {times} = {text(product.each)}"
            if product.average
            else f"{times} × {text(product.each)} = {text(product.total)}"
        )
        rows.append(RelationRow("乘积", words, product.span, product.operands))
    yield from sorted(rows, key=lambda row: (row.span.start, row.span.end, row.kind))


# --- ledger -----------------------------------------------------------------------------------------------------------


def _ledger(reading: Reading, checked: Checked, names: Mapping[str, str]) -> Iterator[LedgerRow]:
    facts = reading.facts
    roles = _roles(reading, names)
    uses = _uses(reading, checked)
    for index, quantity in enumerate(facts.quantities):
        own_uses = tuple(uses.get(index, ()))
        own_roles = tuple(roles.get(index, ()))
        yield LedgerRow(
            index,
            quantity.text,
            quantity.span,
            quantity.kind,
            quantity.counts,
            _value(quantity) if quantity.counts or quantity.kind is NumberKind.BARE else "",
            quantity.unit,
            _label(facts, index),
            own_roles,
            own_uses,
            _note(reading, index, own_roles, own_uses),
        )


def _roles(reading: Reading, names: Mapping[str, str]) -> dict[int, list[str]]:
    facts = reading.facts
    roles: dict[int, list[str]] = {}

    def add(index: int | None, role: str) -> None:
        if index is not None and role not in roles.setdefault(index, []):
            roles[index].append(role)

    for measure in (*facts.measures, *facts.named):
        scope = _SCOPES.get(measure.scope, "")
        period = _PERIODS.get(measure.period, "")
        detail = "，".join(part for part in (scope, period) if part)
        name = f"{names.get(measure.topic, measure.topic)}·{names.get(measure.key, measure.label)}"
        add(measure.quantity, name + (f"（{detail}）" if detail else ""))
    for breakdown in facts.breakdowns:
        add(breakdown.total, "总数")
        for part in breakdown.parts:
            add(part, "分项")
    for rate in facts.rates:
        if rate.numerators or rate.bases or rate.rate:
            add(rate.quantity, rate.name or "比率")
        for alternative in rate.numerators:
            for index in alternative:
                add(index, "分子")
        for alternative in rate.bases:
            for index in alternative:
                add(index, "基数")
    for shares in facts.shares:
        for index in shares.quantities:
            add(index, "占比")
    for change in facts.changes:
        add(change.amount, "增减幅度")
        add(change.current, "本期数")
        add(change.previous, "上期数")
    for listing in facts.listings:
        add(listing.quantity, "列举的个数")
    for completion in facts.completions:
        add(completion.of, f"全部{completion.words}")
    for balance in facts.balances:
        for index in balance.came:
            add(index, "原有或收进")
        for index in balance.went:
            add(index, "去向或结存")
    for product in facts.products:
        for index in product.factors:
            add(index, "乘数")
        if product.each is not None:
            add(product.each, "平均数" if product.average else "每份的数")
        add(product.total, "总量")
    return roles


def _uses(reading: Reading, checked: Checked) -> dict[int, list[Use]]:
    """By number: the rules that used it. A failing rule fails only the numbers that its findings rest on."""
    uses: dict[int, list[Use]] = {}
    quantities = reading.facts.quantities
    starts = [quantity.span.start for quantity in quantities]
    furthest = list(accumulate((max(quantity.span.end, quantity.span.start + 1) for quantity in quantities), max))
    for outcome in checked.outcomes:
        verdict = _VERDICTS.get(outcome.status)
        if verdict is None:
            continue
        faulty: set[int] = set()
        for finding in outcome.findings:
            if finding.waived is not None:
                continue
            spans = [item.span for item in finding.evidence] or ([finding.span] if finding.span else [])
            for span in spans:
                near = range(bisect_right(furthest, span.start), bisect_left(starts, max(span.end, span.start + 1)))
                faulty.update(i for i in near if quantities[i].span.overlaps(span))
        if not outcome.used:
            # A rule about something else than figures: what it marks may well hold a date or an ordinal.
            faulty = {i for i in faulty if quantities[i].counts} if outcome.rule.startswith("numbers/") else set()
        for index in sorted({*outcome.used, *faulty}):
            own = "fail" if index in faulty else "pass" if verdict == "fail" else verdict
            uses.setdefault(index, []).append(Use(outcome.rule, own))
    return uses


def _label(facts: Facts, index: int) -> str:
    """The words that name a number; of a cell, its row and column."""
    cell = facts.cells.get(index)
    if cell is not None:
        return cell.words
    return facts.labels[index] if index < len(facts.labels) else ""


def _note(reading: Reading, index: int, roles: tuple[str, ...], uses: tuple[Use, ...]) -> str:
    """Why a number was masked, or why nothing was made of it and what the author can do."""
    quantity = reading.facts.quantities[index]
    label = reading.facts.labels[index] if index < len(reading.facts.labels) else ""
    if not quantity.counts:
        return quantity.reason
    if uses:
        return ""
    if roles:
        return "没有可与它核对的数"
    if quantity.kind is NumberKind.PERCENT:
        return "没有写出分子和基数，无从验算"
    if quantity.kind in (NumberKind.POINTS, NumberKind.MULTIPLE, NumberKind.FRACTION):
        return "没有写出相比的数，无从验算"
    if not label:
        return "数的前后没有写明数的是什么"
    return f"指标表里没有“{label[-12:]}”，也没有可与它核对的数"


def _value(quantity: Quantity) -> str:
    percent = quantity.kind in (NumberKind.PERCENT, NumberKind.FRACTION)
    words = interval_words(quantity.interval, percent=percent)
    if quantity.kind is NumberKind.PERCENT and not quantity.approximators and quantity.range_high is None:
        return exact_words(quantity.printed, percent=True)
    return words


def interval_words(interval: Interval, *, percent: bool = False) -> str:
    """An interval as a clerk would say it: 37; 大于9450，小于9460; 不小于50%."""
    if interval.low is not None and interval.low == interval.high:
        return exact_words(interval.low, percent=percent)
    parts = []
    if interval.low is not None:
        parts.append(("大于" if interval.low_open else "不小于") + exact_words(interval.low, percent=percent))
    if interval.high is not None:
        parts.append(("小于" if interval.high_open else "不大于") + exact_words(interval.high, percent=percent))
    return "，".join(parts) or "不定"


def exact_words(value: Fraction, *, percent: bool = False) -> str:
    """A fraction in decimal notation where it ends, else as a fraction: 12.9%, 5600, 1/3."""
    scaled = value * 100 if percent else value
    denominator = scaled.denominator
    digits = 0
    while denominator % 10 == 0 or denominator % 2 == 0 or denominator % 5 == 0:
        denominator //= 10 if denominator % 10 == 0 else 2 if denominator % 2 == 0 else 5
        digits += 1
    if denominator != 1:
        return str(value)
    text = f"{scaled.numerator * 10**digits // scaled.denominator}"
    if digits:
        sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
        text = text.rjust(digits + 1, "0")
        text = f"{sign}{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".")
    return text + ("%" if percent else "")
