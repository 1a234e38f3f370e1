"""The form of the title: organ, year and genre."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "title-form"
PLACEHOLDERS = frozenset({"title", "fault"})


class Parameters(CheckParameters):
    """What the genre at the end of the title may be. With ``words``, nothing but these words is asked for."""

    genres: tuple[str, ...] = Field(default=("报告",), description="规范的文种")
    words: tuple[str, ...] = Field(default=(), description="标题里要有其中任何一个；写了它，就只查它")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """A missing organ is merely odd (a red head may name it), a missing year or a wrong genre is a slip."""
    genres = frozenset(parameters.genres)
    proper = "、".join(parameters.genres)

    def inspect(reading: Reading) -> Examination:
        title = reading.outline.title
        if title is None:
            return Examination.not_applicable("没有标题（另有一条查）")
        faults = []

        def note(what: str, fault: str, suggestion: str, severity: Severity | None = None) -> None:
            faults.append(
                Fault(
                    title.span,
                    {"title": title.text, "fault": fault},
                    suggestion=suggestion,
                    severity=severity,
                    identity=(what, title.genre if what == "genre" else ""),
                )
            )

        if parameters.words:
            if not any(word in "".join(title.text.split()) for word in parameters.words):
                wanted = "”或“".join(parameters.words)
                note("words", f"里没有“{wanted}”", f"在标题里写“{parameters.words[0]}”。")
            return Examination.of(1, faults)
        if title.genre not in genres:
            fault = f"文种写成了“{title.genre}”" if title.genre else "没有文种"
            note("genre", fault, f"这份材料的文种应为“{proper}”，请改标题末尾的文种。")
        if title.year is None:
            year = f"{reading.year}年度" if reading.year else "报告年度"
            note("year", "没有写年度", f"在标题中写明{year}。")
        if not (title.organ or title.organs):
            who = reading.outline.place or "发文机关名称"
            suggestion = f"在标题开头加“{who}”；有红头版记标明机关的，可以不改。"
            note("organ", "没有发文机关", suggestion, Severity.INFO)
        return Examination.of(1, faults)

    return inspect
