"""What is learned from: candidates of sound texts, each with whether its sum is meant.

In a labelled passage the relations among its figures are stated (``holds``): a candidate with exactly these figures is
meant, one that does not add up is not. In published prose a sum that comes out exactly by chance is rare where the
figures are large, so that those that add up are meant and those that do not are not. What adds up by small figures, or
is stated as another relation, is left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from checker.document.readers.plain import from_text
from checker.engine.rulebook.rulebook import Rulebook
from checker.facts.breakdowns.candidates import Candidate, Place, find_candidates
from checker.facts.breakdowns.form import signs_of
from checker.facts.extract import FactReader
from checker.facts.figures import Sentence, build_sentences
from checker.facts.quantities import read_quantities
from checker.facts.rounding import is_counted
from checker.outline.build import build_outline
from tests.accuracy.passages import Passage

__all__ = ["Example", "from_passages", "from_prose", "sentences_of"]

_LEAST_BY_CHANCE = 60  # a whole of at least so much is no chance, where the run stands next to it
_SUM = re.compile(r"[\d.+]+")


@dataclass(frozen=True)
class Example:
    """The signs of one candidate, and whether its sum is meant; ``source`` is the file it comes from."""

    signs: tuple[str, ...]
    meant: bool
    source: str
    text: str  # where it stands, for reading
    weight: float = 1.0
    real: bool = False


def sentences_of(text: str, rulebook: Rulebook) -> tuple[Sentence, ...]:
    """The sentences of a text with their figures."""
    document = from_text(text)
    outline = build_outline(document, rulebook.outline_vocabulary)
    reader: FactReader = rulebook.fact_reader
    return build_sentences(document, read_quantities(document, outline, reader.lexicon))


def candidates_of(text: str, rulebook: Rulebook, *, every: bool = True) -> Iterator[Candidate]:
    """All candidates of a text."""
    for _, paragraph in groupby(sentences_of(text, rulebook), key=lambda sentence: sentence.passage):
        yield from find_candidates(list(paragraph), every=every)


def from_passages(passages: Iterable[Passage], rulebook: Rulebook) -> Iterator[Example]:
    """The examples of sound labelled passages."""
    for passage in passages:
        if passage.faulty:
            continue
        stated = set(_sums(passage.holds))
        for candidate in candidates_of(passage.text, rulebook):
            figures = _key(candidate)
            meant = figures in stated
            if candidate.missing == 0 and not meant:
                continue
            yield _example(candidate, meant, passage.file or "own")


def from_prose(files: Iterable[Path], rulebook: Rulebook) -> Iterator[Example]:
    """The examples of published prose."""
    for path in files:
        text = path.read_text("utf-8", "replace")
        for candidate in candidates_of(text, rulebook):
            counted = is_counted(candidate.whole.quantity)
            if candidate.missing == 0:
                step = min(figure.quantity.step for figure in (candidate.whole, *candidate.parts))
                value = candidate.whole.quantity.printed / step
                near = candidate.skipped == 0 and candidate.place is not Place.LONG_BEFORE
                if value >= (_LEAST_BY_CHANCE if near else 20 * _LEAST_BY_CHANCE):
                    yield _example(candidate, True, path.name, real=True)
            elif counted or abs(candidate.missing) > len(candidate.parts):
                yield _example(candidate, False, path.name, real=True)


def _example(candidate: Candidate, meant: bool, source: str, real: bool = False) -> Example:
    parts = candidate.sentence
    text = parts.between(candidate.parts[0].item_start - 10, candidate.parts[-1].end + 6)
    shown = f"{candidate.whole.quantity.text} {candidate.place.value} {text}"
    return Example(tuple(sorted(set(signs_of(candidate)))), meant, source, shown, real=real)


def _key(candidate: Candidate) -> tuple[str, tuple[str, ...]]:
    def shown(number: str) -> str:
        return number.replace(",", "")

    digits = [shown(re.sub(r"[^\d.]", "", f.quantity.text)) for f in (candidate.whole, *candidate.parts)]
    return digits[0], tuple(sorted(digits[1:]))


def _sums(holds: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for relation in re.split(r"[;；]\s*", holds):
        sides = relation.replace(" ", "").split("=")
        if len(sides) != 2 or not all(_SUM.fullmatch(side) for side in sides):
            continue
        left, right = (side.split("+") for side in sides)
        if len(left) > 1 and len(right) == 1:
            yield right[0], tuple(sorted(left))
        elif len(right) > 1 and len(left) == 1:
            yield left[0], tuple(sorted(right))
