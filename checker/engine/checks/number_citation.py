"""Citing a document: its title first, then its number in round brackets."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.organ_code import organ_code

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "number-citation"
PLACEHOLDERS = frozenset({"number", "problem"})

_NUMBER = re.compile(r"[〔\[【﹝（]20\d\d[〕\]】﹞）]第?\d+号")
_TITLE_AFTER = re.compile(r"(?:文件)?(?:关于(?:转发|印发)[^，。；《]{0,24})?《")


class Parameters(CheckParameters):
    """No parameters."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        text = running.text
        examined = 0
        faults: list[Fault] = []
        for match in _NUMBER.finditer(text):
            start = organ_code(text, match.start())
            if start == match.start():
                continue
            examined += 1
            number = text[start : match.end()]
            problem = ""
            if _TITLE_AFTER.match(text, match.end()):
                problem = "字号写在了文件标题前面"
            elif text[start - 1 : start] == "》":
                problem = "标题后的字号没有加圆括号"
            if problem:
                span = Span(*running.place(start, match.end()))
                faults.append(Fault(span, values={"number": number, "problem": problem}, identity=(number, problem)))
        return Examination.of(examined, faults)

    return inspect
