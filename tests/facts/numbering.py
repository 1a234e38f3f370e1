"""Documents and outlines for the tests of numbers, made without the readers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checker.document.model import Block, BlockKind, Document, Span
from checker.facts.lexicon import NumberLexicon, compile_lexicon
from checker.facts.model import Quantity
from checker.facts.numerals import Numerals
from checker.facts.quantities import read_quantities
from checker.outline.model import BodyKind, Form, Level, Outline, Section, Source

VOCABULARY = Path(__file__).parents[2] / "rules" / "vocabulary" / "numerals.yaml"
SHARED = Path(__file__).parents[3] / "shared"


@cache
def table() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))["numerals"]
    return data


@cache
def numerals() -> Numerals:
    return Numerals.model_validate(table())


@cache
def lexicon() -> NumberLexicon:
    return compile_lexicon(numerals())


def document(text: str) -> Document:
    """Every line a paragraph."""
    blocks = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, Span(position, position + len(line))))
        position += len(line) + 1
    return Document("<test>", "txt", text, tuple(blocks))


def outline(text: str, sections: tuple[Section, ...] = ()) -> Outline:
    said = Source("")
    return Outline(
        title=None,
        document_number=None,
        addressee=None,
        lead=None,
        sections=sections,
        closing=None,
        organs=(),
        signed=None,
        body_span=Span(0, len(text)),
        form=Form.WEB,
        form_source=said,
        body=BodyKind.UNKNOWN,
        body_source=said,
        level=Level.UNKNOWN,
        level_source=said,
        place="",
        year=None,
        year_source=said,
    )


def read(text: str, sections: tuple[Section, ...] = ()) -> tuple[Quantity, ...]:
    return read_quantities(document(text), outline(text, sections), lexicon())
