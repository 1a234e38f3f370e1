"""The outline of the published reports beside the repository, where they are present.

Names stand here as digests: facts about those texts are checked, their words are not copied.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.document.readers.plain import from_text
from checker.outline.build import build_outline
from checker.outline.model import Outline
from checker.outline.vocabulary import OutlineVocabulary

from .wording import roles_of

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@dataclass(frozen=True)
class Expected:
    roles: str
    numbers: tuple[int, ...]  # children of each first-level section that are numbered （一）
    title: str
    organs: str
    place: str
    signed: str
    year: int
    identity: tuple[str, str, str]  # body, level, form
    parts: tuple[bool, ...]  # document number, addressee, lead, closing
    malformed: tuple[str, ...] = ()


EXPECTED = {
    "000": Expected(
        "R A P N",
        (0, 8, 2, 3),
        "31b86ad9c2d9",
        "e867f4160ed8",
        "c629a551db7f",
        "2021-02-10",
        2020,
        ("party_government", "county", "official"),
        (False, True, True, False),
    ),
    "001": Expected(
        "A R P N",
        (7, 2, 0, 6),
        "43c76709c39a",
        "be7309c63abd",
        "4c89c79b9f29",
        "2022-01-29",
        2021,
        ("park", "county", "official"),
        (False, True, True, True),
    ),
    "002": Expected(
        "A P N",
        (7, 0, 5),
        "",
        "",
        "c83271d4d7bf",
        "",
        2020,
        ("government", "county", "web"),
        (False, False, True, False),
        ("缺左括号",),
    ),
    "003": Expected(
        "A P N",
        (8, 0, 3),
        "b30a30f975ce",
        "",
        "815c0b25bf33",
        "",
        2022,
        ("government", "county", "web"),
        (False, False, True, False),
    ),
    "004": Expected(
        "R A A A A A P N",
        (3, 3, 2, 2, 3, 3, 2, 3),
        "45aa3c4a7983",
        "",
        "8e0501360566",
        "",
        2020,
        ("government", "city", "web"),
        (False, False, True, False),
    ),
}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""


@pytest.mark.parametrize("prefix", sorted(EXPECTED))
def test_published_report(prefix: str, vocabulary: OutlineVocabulary) -> None:
    found = sorted(SEEDS.glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip(f"published reports not present: {SEEDS}")
    outline = build_outline(from_text(found[0].read_text(encoding="utf-8")), vocabulary)
    assert _facts(outline) == EXPECTED[prefix]


def _facts(outline: Outline) -> Expected:
    return Expected(
        roles=roles_of(outline),
        numbers=tuple(sum(c.heading.scheme == "chinese-paren" for c in s.children) for s in outline.sections),
        title=digest(outline.title.text if outline.title else ""),
        organs=digest("、".join(name for name, _ in outline.organs)),
        place=digest(outline.place),
        signed=str(outline.signed.value) if outline.signed else "",
        year=outline.year or 0,
        identity=(outline.body.value, outline.level.value, outline.form.value),
        parts=tuple(
            part is not None for part in (outline.document_number, outline.addressee, outline.lead, outline.closing)
        ),
        malformed=tuple(s.heading.malformed for s in outline.walk() if s.heading.malformed),
    )
