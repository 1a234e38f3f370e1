"""Whether the plan takes up the problems that the report names."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.section_text import body_of, folded_text, items_of
from checker.knowledge.record import Field, Record
from checker.knowledge.regex import RegexText
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "ProblemTopic", "compile_check"]

KIND = "plan-answers"
PLACEHOLDERS = frozenset({"problems", "count", "heading"})
_SHOWN = 3
_HEAD = 40  # characters in which an item says what it is about


class ProblemTopic(Record):
    """A subject of problems: the words that name it, and those by which a plan takes it up (by default the same)."""

    named: RegexText
    answered: RegexText = ""


class Parameters(CheckParameters):
    """The topics. A problem of no topic says nothing; ``enough`` of a topic are needed."""

    topics: tuple[ProblemTopic, ...] = Field(min_length=1, description="问题的主题：怎样说的，安排里怎样回应")
    enough: int = Field(default=2, ge=1, description="至少有几条认得出主题的问题，才谈得上回应")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """A fault only where not one of the problems is taken up: plans answer in many words."""
    topics = [(re.compile(topic.named), re.compile(topic.answered or topic.named)) for topic in parameters.topics]

    def inspect(reading: Reading) -> Examination:
        outline = reading.outline
        problems, plans = outline.by_role(Role.PROBLEMS), outline.by_role(Role.PLAN)
        if not problems or not plans:
            return Examination.not_applicable("没有不足或安排部分（另有一条查）")
        document = reading.document
        plan = "".join(folded_text(document, body_of(section)) for section in plans)
        unanswered: list[str] = []
        for section in problems:
            if section in plans:
                return Examination.not_applicable("不足和安排写在一起")
            for item in items_of(document, section):
                answers = [answered for named, answered in topics if named.search(item, 0, _HEAD)]
                if not answers:
                    continue
                if any(answered.search(plan) for answered in answers):
                    return Examination.of(len(unanswered) + 1, ())
                unanswered.append(item)
        if len(unanswered) < parameters.enough:
            return Examination.not_applicable("认不出不足说的是什么")
        shown = "、".join(f"“{re.split('[。；，：]', item)[0][:24]}”" for item in unanswered[:_SHOWN])
        fault = Fault(
            plans[0].heading.span,
            {"problems": shown, "count": str(len(unanswered)), "heading": plans[0].heading.text},
            identity=("unanswered",),
        )
        return Examination.of(len(unanswered), (fault,))

    return inspect
