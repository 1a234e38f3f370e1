"""Indicators that a report of this kind of body is expected to give (the catalogue's ``core``, or the rule's)."""

from __future__ import annotations

from pydantic import Field

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.facts.catalogue import Catalogue
from checker.knowledge.source import did_you_mean

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "core-indicators"
PLACEHOLDERS = frozenset({"missing", "body"})

_NOTHING = ("未发生", "没有发生", "无行政复议", "未受理", "零发生", "无行政诉讼", "未收到")


class Parameters(CheckParameters):
    """Which indicators or rates; without them, what the catalogue says is core for this kind of body."""

    indicators: tuple[str, ...] = Field(
        default=(), description="要有的指标或率，写作 主题.指标，如 reconsideration.received；不写则按指标表里的 core"
    )


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """One finding that names all that is missing, topic by topic."""
    catalogue = Catalogue.from_tables(knowledge.tables.get("indicators", {}))
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
            if any(word in text for word in _NOTHING) and not any(key.startswith(f"{topic.name}.") for key in given):
                continue
            lacking = [i.name for i in wanted if f"{topic.name}.{i.id}" not in given]
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
