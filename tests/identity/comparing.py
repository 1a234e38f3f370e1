"""What a format changes: findings against those of the same report as plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker.document.passage import fold
from checker.document.reading import read_bytes
from checker.engine.model import Finding
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document
from checker.errors import ReadError
from tests.identity.renderings import TEXT, file_name

TODAY = date(2026, 1, 31)
# Rules on what only some formats have. What else differs is a fault.
ABOUT_FORMAT = {
    "format/stray-space": "行末的空格在 PDF、OFD 里不存，在按固定宽度折行的文本里也分不出来",
    "structure/web-residue": "网页里的“字号”“打印”等栏目文字读的时候就已分开，不算混入正文",
}
# Blanks, and what takes no room on the page.
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
# Each format tells places in its own way: 第22行 of a text is 第3页 of a PDF.
_PLACE = re.compile(r"(?:(?:、|^)?(?:表\d+第\d+行第\d+列|第\d+[行页段]))+")


@dataclass(frozen=True, order=True)
class Told:
    """A finding as it compares: where it stands in the file is left out."""

    rule: str
    quote: str
    message: str


@dataclass(frozen=True)
class Difference:
    """``missing`` were found in the text only, ``extra`` in the format only; ``allowed`` are those about the format."""

    same: int
    missing: tuple[Told, ...]
    extra: tuple[Told, ...]
    allowed: tuple[Told, ...] = ()
    error: str = ""

    @property
    def clean(self) -> bool:
        return not (self.missing or self.extra or self.error)

    def cell(self, counts: bool = True) -> str:
        """“17”, or “16 −1 +2”; without ``counts`` “同”, or “−1 +2”."""
        if self.error:
            return "读不了"
        marks = [f"−{len(self.missing)}" if self.missing else "", f"+{len(self.extra)}" if self.extra else ""]
        return " ".join(filter(None, [str(self.same) if counts else "" if any(marks) else "同", *marks]))


def told(data: bytes, format: str, rulebook: Rulebook) -> list[Told]:
    """The findings of a report. Raises ReadError."""
    checked = check_document(read_bytes(data, file_name(format)), rulebook, TODAY)
    return [_told(finding) for finding in checked.findings]


def _told(finding: Finding) -> Told:
    return Told(finding.rule, _plain(finding.quote), _PLACE.sub("某处", _plain(finding.message)))


def _plain(text: str) -> str:
    return _BLANKS.sub("", fold(text))


def compare(files: Mapping[str, bytes], rulebook: Rulebook) -> dict[str, Difference]:
    """Each format of one report against its plain text."""
    wanted = Counter(told(files[TEXT], TEXT, rulebook))
    found: dict[str, Difference] = {}
    for format, data in files.items():
        try:
            got = Counter(told(data, format, rulebook))
        except ReadError as error:
            found[format] = Difference(0, (), (), error=str(error))
            continue
        missing, extra = sorted((wanted - got).elements()), sorted((got - wanted).elements())
        allowed = tuple(one for one in (*missing, *extra) if one.rule in ABOUT_FORMAT)
        found[format] = Difference(
            (wanted & got).total(),
            tuple(one for one in missing if one.rule not in ABOUT_FORMAT),
            tuple(one for one in extra if one.rule not in ABOUT_FORMAT),
            allowed,
        )
    return found
