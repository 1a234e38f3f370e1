"""Words of a web page that were copied along with the report."""

from __future__ import annotations

import re

from checker.document.furniture import is_furniture, is_page_number
from checker.document.model import BlockKind
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Evidence
from checker.engine.reading import Reading
from checker.knowledge.record import Field
from checker.knowledge.regex import RegexText

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "web-residue"
PLACEHOLDERS = frozenset({"words", "count"})
_LONGEST = 40  # characters of a line of prose that may be a leftover; the reader sets the certain ones apart


class Parameters(CheckParameters):
    """Lines that are leftovers although they read like prose."""

    patterns: tuple[RegexText, ...] = Field(default=(), description="整行符合即算网页文字（正则表达式）")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Told once. A saved web page has its furniture by nature; in a text, Word or PDF file it was copied along."""
    leftover = re.compile("|".join(f"(?:{pattern})" for pattern in parameters.patterns) or r"(?!)")

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        if document.format in ("html", "mhtml"):
            return Examination.not_applicable("网页文件本来就带有页面部件，已与正文分开")
        found = []
        for block in document.blocks:
            furniture = block.kind is BlockKind.FURNITURE
            if not furniture and len(block.span) > _LONGEST:
                continue
            words = document.quote(block.span).strip()
            if furniture:
                residue = not is_page_number(words, bare=True) and is_furniture(words)
            else:
                residue = leftover.fullmatch(words) is not None
            if residue:
                found.append((block.span, " ".join(words.split())))
        if not found:
            return Examination.of(len(document.blocks), ())
        (span, _), *others = found
        shown = "".join(f"“{words[:20]}”" for _, words in found[:4]) + ("等" if len(found) > 4 else "")
        fault = Fault(
            span,
            {"words": shown, "count": str(len(found))},
            evidence=tuple(Evidence("同类", document.quote(place), place) for place, _ in others[:9]),
            identity=("residue",),
        )
        return Examination.of(len(document.blocks), (fault,))

    return inspect
