"""The indicator catalogue on a terminal: the ids that rules refer to, and the words by which each is recognised."""

from __future__ import annotations

from rich.text import Text

from checker.facts.catalogue import Catalogue
from checker.report.console import View
from checker.report.layout import fit, wrap

__all__ = ["render_indicators"]


def render_indicators(catalogue: Catalogue, view: View, word: str = "") -> list[Text]:
    """By topic: id, name and phrases of each indicator, then of each rate.

    ``word`` limits to one topic, by its name, or to what carries the word; then all phrases are told. Empty where
    nothing carries it.
    """
    lines: list[Text] = []
    count = 0
    for topic in catalogue.topics.values():
        entries = [(f"{topic.name}.{i.id}", i.name, i.phrases) for i in topic.indicators]
        entries += [(f"{topic.name}.{i.id}", i.name, i.phrases) for i in topic.rates]
        if word and word not in (topic.name, topic.title):
            entries = [entry for entry in entries if word in entry[0] or any(word in p for p in (entry[1], *entry[2]))]
        if not entries:
            continue
        count += len(entries)
        lines.append(Text().append(topic.title, "bold blue").append(f"  {topic.name}", "dim"))
        width = max(len(key) for key, _, _ in entries)
        for key, name, phrases in entries:
            lines.append(Text().append(f" {key.ljust(width)}  ").append(name, "bold"))
            words = f"认作：{'、'.join(phrases)}"
            room = max(view.columns - 4, 20)
            lines += [
                Text().append(f"    {part}", "dim") for part in (wrap(words, room) if word else [fit(words, room)])
            ]
        lines.append(Text())
    return [*lines, Text(f"共{count}个指标和率", "dim")] if lines else []
