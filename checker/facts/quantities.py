"""Reading numbers: every number of the prose, in the order of the text, with what it was taken for.

A number is found by its characters, given its value (digits, 万/亿, Chinese numerals, ranges, fractions), and then
classified: by set phrases, by its own shape (telephone numbers, 1+4+N), by what precedes it (第, 〔) and by what
follows it (a counter, %, 年 …). Nothing that looks like a number is dropped; what is no quantity is kept with its
reason, for the ledger of the report.
"""

from __future__ import annotations

import re
from fractions import Fraction

from checker.document.model import Document, Span
from checker.document.passage import Passage
from checker.facts.approximation import approximate
from checker.facts.chinese_numerals import NUMERAL_CHARACTERS, read_chinese
from checker.facts.lexicon import Follow, NumberLexicon
from checker.facts.masks import Mask, find_masks, find_quotes
from checker.facts.model import NumberKind, Quantity
from checker.facts.number_context import classify, doubling, half
from checker.facts.number_plain import PlainForm, plain_form
from checker.facts.number_reading import Reading
from checker.facts.number_shapes import shaped
from checker.facts.number_values import ASCII_DIGITS, ONE, Figure, Scan, digits_value, read_figure
from checker.facts.shared_units import share_units
from checker.outline.model import Outline

__all__ = ["read_quantities"]

_CANDIDATE = re.compile(rf"[0-9{''.join(sorted(NUMERAL_CHARACTERS))}半翻①-⒛㈠-㈩]")
_ENCLOSED = re.compile(r"[①-⒛㈠-㈩]+")
_TEN = Fraction(10)


def read_quantities(document: Document, outline: Outline, lexicon: NumberLexicon) -> tuple[Quantity, ...]:
    """Every number of the prose in the order of the text, those that are no quantities included.

    ``Quantity.start`` and ``end`` are indices into ``document.passages[passage].text``, ``text`` is that (folded) text.
    """
    form = plain_form(lexicon)
    labels = _label_spans(outline)
    quantities: list[Quantity] = []
    at = 0
    for index, passage in enumerate(document.passages):
        here: list[tuple[int, int]] = []
        while at < len(labels) and labels[at][0] < passage.end:
            start, end = labels[at]
            if start >= passage.start:
                here.append((passage.index_of(start), passage.index_of(end)))
            at += 1
        if _CANDIDATE.search(passage.text):
            first = len(quantities)
            _read_passage(document.text, index, passage, lexicon, form, here, quantities)
            share_units(passage.text, quantities, first)
    return tuple(quantities)


def _label_spans(outline: Outline) -> list[tuple[int, int]]:
    """Document offsets of the numbers of headings, in order."""
    headings = (section.heading for section in outline.walk())
    return sorted(
        (heading.span.start, heading.text_span.start)
        for heading in headings
        if heading.label and heading.text_span.start > heading.span.start
    )


def _read_passage(
    source: str,
    index: int,
    passage: Passage,
    lexicon: NumberLexicon,
    form: PlainForm,
    labels: list[tuple[int, int]],
    quantities: list[Quantity],
) -> None:
    """Append the quantities of one passage."""
    text = passage.text
    scan = Scan(source, text, passage.offsets, lexicon)
    quotes = find_quotes(text)
    scan.quote_starts = [start for start, _ in quotes]
    scan.quote_ends = [end for _, end in quotes]
    masks = find_masks(text, lexicon, labels)
    at_mask = 0
    position = 0
    search = _CANDIDATE.search
    while True:
        found = search(text, position)
        if found is None:
            return
        start = found.start()
        while at_mask < len(masks) and masks[at_mask].end <= start:
            at_mask += 1
        mask = masks[at_mask] if at_mask < len(masks) else None
        if mask is not None and mask.start <= start:
            reading = _read_masked(scan, start, mask)
        else:
            limit = len(text) if mask is None else mask.start
            plain = form.read(scan, start, limit)
            if plain is not None:
                quantity = _plain_quantity(plain, start, index, passage)
                quantities.append(quantity)
                scan.previous_end = position = quantity.end
                scan.previous_kind = NumberKind.COUNT
                continue
            reading = _read_number(scan, start, limit)
        if reading is None:
            position = start + 1
            continue
        quantities.append(_quantity(reading, index, passage))
        scan.previous_end = position = reading.end
        scan.previous_kind = reading.kind


def _read_masked(scan: Scan, start: int, mask: Mask) -> Reading | None:
    """A number inside a mask: its value and unit stay readable, its kind is the mask's."""
    if mask.kind is NumberKind.YEAR:  # 十四五 is the fourteenth plan of five years
        period = read_chinese(scan.text[mask.start : mask.end - 1])
        value = period.low if period else ONE
        return Reading(Figure(start, mask.end, value, ONE, ONE), mask.kind, start, mask.end, mask.reason)
    figure = read_figure(scan, start, mask.end)
    if figure is None:
        enclosed = _ENCLOSED.match(scan.text, start, mask.end)
        return _enclosed(start, enclosed.end()) if enclosed else None
    end = figure.end
    unit = group = ""
    if mask.kind is NumberKind.SLOGAN:
        follow = scan.lexicon.follow(scan.text, end, mask.end)
        if follow is not None and follow.kind is NumberKind.COUNT:
            unit, group = follow.unit, follow.group
            end += len(follow.word)
    return Reading(figure, mask.kind, figure.start, end, mask.reason, unit, group)


def _enclosed(start: int, end: int) -> Reading:
    return Reading(Figure(start, end, ONE, ONE, ONE), NumberKind.ENUMERATOR, start, end, "带圈序号")


def _read_number(scan: Scan, start: int, limit: int) -> Reading | None:
    """A number outside all masks; ``limit`` is where the next mask begins."""
    text = scan.text
    char = text[start]
    if char in ASCII_DIGITS:
        reading = shaped(scan, start)
        if reading is not None:
            return reading
    elif char == "半" or (char == "一" and text.startswith("半", start + 1)):
        return half(scan, start)
    elif char == "翻":
        return doubling(scan, start)
    elif char not in NUMERAL_CHARACTERS:
        enclosed = _ENCLOSED.match(text, start)
        return _enclosed(start, enclosed.end()) if enclosed else None
    figure = read_figure(scan, start, limit)
    return None if figure is None else classify(scan, figure, limit)


def _plain_quantity(plain: tuple[int, Follow], start: int, index: int, passage: Passage) -> Quantity:
    number_end, follow = plain
    end = number_end + len(follow.word)
    value, step, _, _, interval = digits_value(passage.text[start:number_end], 1)
    return Quantity(
        Span(*passage.place(start, end)),
        index,
        start,
        end,
        start,
        number_end,
        passage.text[start:end],
        NumberKind.COUNT,
        interval,
        value,
        step,
        follow.unit,
        follow.group,
    )


def _quantity(reading: Reading, index: int, passage: Passage) -> Quantity:
    figure = reading.figure
    interval = figure.base
    names: tuple[str, ...] = (figure.several,) if figure.several else ()
    if reading.words:
        last = figure.last
        if reading.kind is NumberKind.COUNT and last == 1 and not reading.continuous and figure.high > 10:
            last = _TEN  # 35余件 has no room below 36件: the next place is meant
        if interval.high is not None:  # 上百余 is no narrower than 上百
            interval = approximate(interval, last, [sense for _, sense in reading.words])
        names += tuple(word for word, _ in reading.words)
    start, end = reading.start, reading.end
    return Quantity(
        Span(*passage.place(start, end)),
        index,
        start,
        end,
        figure.start,
        figure.number_end,
        passage.text[start:end],
        reading.kind,
        interval,
        figure.low,
        figure.step,
        reading.unit,
        reading.group,
        names,
        reading.reason,
        figure.range_high,
    )
