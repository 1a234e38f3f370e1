"""Sentences carried into complete sound reports, one at a time: with a fault that a rule must name, or a look-alike.

In ``carried/*.yaml`` a kind has ``expects`` (globs of rules), ``follows`` (rules that may speak as well), ``faulty``
sentences with the place of the fault in ⟦⟧, and ``sound`` ones, in which nothing may be found. ``place`` is where they
are put: the end of an item of what was done (default), a ``line`` or ``paragraph`` of its own, the end of the ``plan``.
``years`` limits the reports by report year, ``reports`` by name. In a sentence {Y} is the report year, {Y+1} the next,
{y} its last two figures, {Y2} its first two, {code} the code of the organ, {place} its name, {item} the number of the
plan's next item; {{ and }} are braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.passages import read_yaml
from tests.accuracy.planting import Planted
from tests.accuracy.whole_reports import WholeReport, whole_reports

__all__ = ["SoundText", "carried_faults", "carried_sound"]

FOLDER = Path(__file__).parent / "carried"
_FIELD = re.compile(r"\{(Y[+-]\d|Y2|[Yy]|place|code|item)\}")
_MARK = re.compile("⟦([^⟧]*)⟧")
_PLAN = "安排|打算"
_CHINESE = "一二三四五六七八九十"
# Words of a page on a line of their own put what follows under another heading.
_FOLLOWS = ("structure/*", "numbers/core-indicator-missing")


@dataclass(frozen=True)
class SoundText:
    """A report into which the look-alikes of one kind were put; ``added`` is what is new in it."""

    name: str
    text: str


@dataclass(frozen=True)
class _Kind:
    how: str
    expects: tuple[str, ...]
    follows: tuple[str, ...]
    place: str
    reports: tuple[WholeReport, ...]
    faulty: tuple[str, ...]
    sound: tuple[str, ...]


def carried_faults() -> Iterator[Planted]:
    """Every fault, each in one report, the reports taken in turn."""
    for kind in _kinds():
        for number, sentence in enumerate(kind.faulty):
            report = kind.reports[number % len(kind.reports)]
            words, start, end = _parsed(_filled(sentence, report))
            text, at = _with(report, words, kind.place)
            yield Planted(
                f"{report.name}/{kind.how}", "carried", kind.how, report.text, text, at + start, at + end, "",
                words, kind.expects, follows=(*kind.follows, *(_FOLLOWS if kind.place == "line" else ())),
            )  # fmt: skip


def carried_sound() -> Iterator[SoundText]:
    """Every kind's look-alikes together in one report."""
    for number, kind in enumerate(_kinds()):
        report = kind.reports[number % len(kind.reports)]
        sentences = [_filled(sentence, report) for sentence in kind.sound]
        if kind.place in ("plan", "line", "paragraph") or any("\n" in sentence for sentence in sentences):
            for position, sentence in enumerate(sentences):
                text, _ = _with(report, sentence, kind.place)
                yield SoundText(f"{report.name}/{kind.how}-{position + 1}", text)
        elif sentences:
            text, _ = _with(report, "".join(sentences), kind.place)
            yield SoundText(f"{report.name}/{kind.how}", text)


def _kinds() -> Iterator[_Kind]:
    every = tuple(whole_reports())
    for path in sorted(FOLDER.glob("*.yaml")):
        for entry in read_yaml(path.read_text("utf-8"))["kinds"]:
            first, _, last = str(entry.get("years", "..")).partition("..")
            fitting = tuple(
                report
                for report in every
                if report.name in entry.get("reports", [report.name])
                and int(first or 0) <= report.year <= int(last or 9999)
            )
            yield _Kind(
                entry["how"],
                tuple(entry["expects"]),
                tuple(entry.get("follows", ())),
                entry.get("place", "item"),
                fitting,
                tuple(entry["faulty"]),
                tuple(entry.get("sound", ())),
            )


def _filled(sentence: str, report: WholeReport) -> str:
    def value(match: re.Match[str]) -> str:
        field = match[1]
        if field in ("place", "code"):
            return str(getattr(report, field))
        if field == "item":
            start, end = report.section(_PLAN)
            return f"（{_CHINESE[len(re.findall('^（.）', report.text[start:end], re.M))]}）"
        if field == "y":
            return f"{report.year % 100}"
        if field == "Y2":
            return f"{report.year // 100}"
        return str(report.year + int(field[1:] or 0))

    return _FIELD.sub(value, sentence).replace("{{", "{").replace("}}", "}")


def _parsed(sentence: str) -> tuple[str, int, int]:
    """The words without marks, and the stretch that the marks cover; at an empty mark its neighbours."""
    starts, ends = [], []
    words = ""
    position = 0
    for match in _MARK.finditer(sentence):
        words += sentence[position : match.start()]
        starts.append(len(words))
        words += match[1]
        ends.append(len(words))
        position = match.end()
    words += sentence[position:]
    start, end = min(starts), max(ends)
    return words, start if end > start else max(start - 4, 0), end


def _with(report: WholeReport, words: str, place: str) -> tuple[str, int]:
    if place == "item":
        return report.with_sentence(words)
    if place == "plan":
        _, end = report.section(_PLAN)
        return report.text[:end] + words + "\n" + report.text[end:], end
    text, at = report.with_sentence("\n" + words)
    return text, at + 1
