"""Words of a web page that were copied along with the report."""

from __future__ import annotations

from checker.document.furniture import is_furniture, is_page_number
from checker.document.model import BlockKind
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Evidence
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "web-residue"
PLACEHOLDERS = frozenset({"words", "count"})


class Parameters(CheckParameters):
    """None."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Told once. A saved web page has its furniture by nature; in a text, Word or PDF file it was copied along."""

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        if document.format in ("html", "mhtml"):
            return Examination.not_applicable("网页文件本来就带有页面部件，已与正文分开")
        blocks = [block for block in document.blocks if block.kind is BlockKind.FURNITURE]
        found = []
        for block in blocks:
            words = document.quote(block.span)
            if words.strip() and not is_page_number(words, bare=True) and is_furniture(words):
                found.append((block.span, " ".join(words.split())))
        if not found:
            return Examination.of(len(document.blocks), ())
        (span, _), *others = found
        shown = "、".join(f"“{words[:20]}”" for _, words in found[:4]) + ("等" if len(found) > 4 else "")
        fault = Fault(
            span,
            {"words": shown, "count": str(len(found))},
            evidence=tuple(Evidence("同类", document.quote(place), place) for place, _ in others[:9]),
            identity=("residue",),
        )
        return Examination.of(len(document.blocks), (fault,))

    return inspect
