"""Expressions of a word list (rules/lexicons/), each with the contexts in which it is wrong."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checklist.profiles import assumed_year
from checker.engine.reading import Reading
from checker.engine.wording.expressions import Expression, Lexicon, Wording, outermost
from checker.engine.wording.faults import faults_of
from checker.engine.wording.spelling import (
    LookAlikes,
    Neighbours,
    SoundAlikes,
    Spelling,
    TradeWords,
    WordContexts,
    WordCosts,
)
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "lexicon"
PLACEHOLDERS = frozenset({"wrong", "right", "advice", "note", "reason", "source", "count", "places"})


class Parameters(CheckParameters):
    """Which list, what counts within 《》, and whether repeats are told one by one."""

    lexicon: str = Field(default="", description="词表的名称（rules/lexicons/ 下的 name）")
    expressions: tuple[Expression, ...] = Field(default=(), description="直接写在规则里的词条，不另立词表时用")
    misspelt_words: bool = Field(default=False, description="是否同时查词表没有列出的音近、形近误写")
    titles: Literal["check", "soften", "skip"] = Field(default="soften", description="书名号内：照查、降为提示、不查")
    once: bool = Field(default=False, description="同一词条在全文只报一次，其余各处列为依据")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Builds one automaton for the whole list."""
    expressions = parameters.expressions
    if parameters.lexicon:
        expressions += knowledge.model("lexicon", parameters.lexicon, Lexicon).expressions()
    if not expressions:
        raise ValueError("lexicon 与 expressions 至少要写一项")
    words = TradeWords()
    if "default" in knowledge.names("words"):
        words = knowledge.model("words", "default", TradeWords)
    wording = Wording(expressions, words.dictionary, knowledge.literals, knowledge.worked_out("anchors", dict))
    spelling = _spelling(words, knowledge) if parameters.misspelt_words else None

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        if not running.text:
            return Examination.not_applicable("没有正文")
        hits = wording.hits(running, assumed_year(reading.outline, reading.today))
        if spelling is not None:
            starts, ends = [hit.start for hit in hits], [hit.end for hit in hits]  # in order, none overlapping

            def listed(start: int, end: int) -> bool:
                before = bisect_left(starts, end)
                return before > 0 and start < ends[before - 1]

            if missed := spelling.hits(running, listed, reading.outline.place):
                hits = outermost([*hits, *missed])
        faults = faults_of(hits, reading, titles=parameters.titles, once=parameters.once)
        return Examination.of(len(running.passages), faults)

    return inspect


def _spelling(words: TradeWords, knowledge: Knowledge) -> Spelling:
    model = knowledge.model
    return Spelling(
        words,
        model("words", "word_frequencies", WordCosts),
        model("words", "neighbours", Neighbours),
        model("words", "same_sound", SoundAlikes),
        model("words", "similar_shape", LookAlikes),
        knowledge.worked_out("spelling", dict),
        model("words", "word_contexts", WordContexts),
    )
