"""The labelled set: sound passages with the figures that a relation ties marked, and passages with known faults.

In a passage file (YAML list under ``passages:``) a marked figure is written ``⟦37⟧`` or ``⟦96.7%|rate⟧``. Kinds: count
(default), rate, weak (a count tied only through a rounded rate: small changes are not visible), amount (1.84 of
1.84万户), list (a stated number of names), year, and word (``健全>建全``: the sound form, then the fault to plant).

``holds`` of a passage states the relations among its figures (``35+61=96; 35/96=36.5%``); ``body`` and ``level`` say
who reports where it is not a county government.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

__all__ = ["FOLDER", "Mark", "Passage", "parsed", "passages", "read_yaml"]

FOLDER = Path(__file__).parent / "passages"
_MARK = re.compile(r"⟦(?P<text>[^⟦⟧|]+)(?:\|(?P<kind>[a-z]+))?⟧")


@dataclass(frozen=True)
class Mark:
    """A figure (or word) that may be changed; offsets are those of the sound text."""

    start: int
    end: int
    text: str
    kind: str
    wrong: str = ""


@dataclass(frozen=True)
class Passage:
    """One passage. ``faulty`` maps rule ids that must fire to the words they must touch; empty for a sound one."""

    id: str
    style: str
    text: str
    marks: tuple[Mark, ...]
    year: int
    faulty: dict[str, str] = field(default_factory=dict)
    held_out: bool = False
    blind: bool = False  # held out, and never shown to those who write the rules
    file: str = ""
    body: str = "government"
    level: str = "county"
    holds: str = ""

    @property
    def group(self) -> str:
        """core, held-out or blind."""
        return "blind" if self.blind else "held-out" if self.held_out else "core"


def read_yaml(text: str) -> Any:
    """What a data file of the set says; read in C where PyYAML has it."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def passages() -> Iterator[Passage]:
    """Every passage of every file, in order."""
    for path in sorted(FOLDER.glob("*.yaml")):
        content = read_yaml(path.read_text("utf-8"))
        for number, entry in enumerate(content["passages"], 1):
            text, marks = parsed(entry["text"])
            yield Passage(
                id=f"{path.stem}-{number}",
                style=entry.get("style", content.get("style", path.stem)),
                text=text,
                marks=marks,
                year=int(entry.get("year", content.get("year", 2023))),
                faulty={str(rule): str(words) for rule, words in (entry.get("faulty") or {}).items()},
                held_out=bool(content.get("held_out", False)),
                blind=bool(content.get("blind", False)),
                file=path.name,
                body=entry.get("body", content.get("body", "government")),
                level=entry.get("level", content.get("level", "county")),
                holds=str(entry.get("holds", "")),
            )


def parsed(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks."""
    pieces: list[str] = []
    marks: list[Mark] = []
    position = length = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        length += match.start() - position
        text, _, wrong = match["text"].partition(">")
        kind = match["kind"] or ("word" if wrong else "count")
        marks.append(Mark(length, length + len(text), text, kind, wrong))
        pieces.append(text)
        length += len(text)
        position = match.end()
    pieces.append(marked[position:])
    return "".join(pieces), tuple(marks)
