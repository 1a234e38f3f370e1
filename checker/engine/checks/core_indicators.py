"""Indicators that a report of this kind of body is expected to give (the catalogue's ``core``, or the rule's)."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.facts.catalogue import Indicator, Topic
from checker.knowledge.record import Field
from checker.knowledge.source import did_you_mean

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "core-indicators"
PLACEHOLDERS = frozenset({"missing", "body"})

# 未发生行政诉讼案件 says that there is nothing to count; 未发生败诉案件 does not.
_NOTHING = re.compile(
    "(?:未发生|没有发生|未受理|没有受理|未收到|没有收到|未出现|未新增|未产生|零发生|零申请|无(?=行政复议|行政诉讼|行政应诉))"
    "(?![^，。；、\n]{0,14}(?:败诉|纠错|撤销|变更|确认违法|责令|超期|逾期|拒不|不履行))"
)
_NEAR = 12  # characters between these words and a cue of the topic
_CLAUSE_ENDS = "。；！？\n"


class Parameters(CheckParameters):
    """Which indicators or rates; without them, what the catalogue says is core for this kind of body."""

    indicators: tuple[str, ...] = Field(
        default=(), description="要有的指标或率，写作 主题.指标，如 reconsideration.received；不写则按指标表里的 core"
    )


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """One finding that names all that is missing, topic by topic."""
    catalogue = knowledge.catalogue
    asked = frozenset(parameters.indicators)
    known = [
        f"{topic.name}.{identifier}"
        for topic in catalogue.topics.values()
        for identifier in (*(i.id for i in topic.indicators), *(r.id for r in topic.rates))
    ]
    for key in parameters.indicators:
        if key not in known:
            hint = did_you_mean(key, known) or "；全部指标见 checker rules indicators"
            raise ValueError(f"指标表里没有 {key}{hint}")

    def inspect(reading: Reading) -> Examination:
        body = reading.profile.body
        given = {measure.key for measure in reading.facts.measures}
        rates = {f"{claim.topic}.{claim.rate}" for claim in reading.facts.rates if claim.rate}
        missing: list[str] = []
        examined = 0
        text = reading.document.text
        for topic in catalogue.topics.values():
            if asked:
                wanted = [i for i in topic.indicators if f"{topic.name}.{i.id}" in asked]
                wanted_rates = [r for r in topic.rates if f"{topic.name}.{r.id}" in asked]
            else:
                wanted = [i for i in topic.indicators if body in i.core]
                wanted_rates = [r for r in topic.rates if body in r.core]
            if not wanted and not wanted_rates:
                continue
            examined += len(wanted) + len(wanted_rates)
            if not any(key.startswith(f"{topic.name}.") for key in given) and _none(text, topic):
                continue
            lacking = [i.name for i in wanted if not _given(i, topic, given)]
            lacking += [r.name for r in wanted_rates if f"{topic.name}.{r.id}" not in rates]
            if lacking:
                missing.append(f"{topic.title}（{'、'.join(lacking)}）")
        if not examined:
            return Examination.not_applicable("没有为这类单位规定核心指标")
        if not missing:
            return Examination.of(examined, ())
        return Examination.of(
            examined, [Fault(None, {"missing": "；".join(missing), "body": body}, identity=tuple(missing))]
        )

    return inspect


def _given(indicator: Indicator, topic: Topic, given: set[str]) -> bool:
    """Whether the report counts it, or, where it is the topic's total, one of the instances that make it up (一审)."""
    if f"{topic.name}.{indicator.id}" in given:
        return True
    parts = {name for name, whole in topic.wholes.items() if whole == indicator.id} if indicator.total else set()
    return any(one.set in parts and f"{topic.name}.{one.id}" in given for one in topic.indicators)


def _none(text: str, topic: Topic) -> bool:
    """Whether the text says, next to one of the topic's cues and in the same sentence, that nothing occurred."""
    for match in _NOTHING.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        behind = text[match.end() : match.end() + _NEAR]
        before = re.split(f"[{_CLAUSE_ENDS}]", before)[-1]
        behind = re.split(f"[{_CLAUSE_ENDS}]", behind)[0]
        around = f"{before}{match[0]}{behind}"
        for word in topic.neutral:
            around = around.replace(word, "")
        if any(cue in around for cue in topic.cues):
            return True
    return False
