"""The indicator catalogue on a terminal: the ids that rules refer to, and the words by which each is recognised."""

from __future__ import annotations

from rich.text import Text

from checker.facts.catalogue import Catalogue
from checker.report.console import View
from checker.report.layout import fit, wrap

__all__ = ["render_indicators"]


def render_indicators(catalogue: Catalogue, view: View, *, topic: str = "") -> list[Text]:
    """By topic: id, name and phrases of each indicator, then of each rate; all phrases where ``topic`` names one."""
    lines: list[Text] = []
    count = 0
    for one in catalogue.topics.values():
        if topic and one.name != topic:
            continue
        lines.append(Text().append(one.title, "bold blue").append(f"  {one.name}", "dim"))
        entries = [(f"{one.name}.{i.id}", i.name, i.phrases) for i in one.indicators]
        entries += [(f"{one.name}.{i.id}", i.name, i.phrases) for i in one.rates]
        width = max((len(key) for key, _, _ in entries), default=0)
        for key, name, phrases in entries:
            count += 1
            lines.append(Text().append(f" {key.ljust(width)}  ").append(name, "bold"))
            words = f"认作：{'、'.join(phrases)}"
            shown = wrap(words, max(view.columns - 4, 20)) if topic else [fit(words, max(view.columns - 4, 20))]
            lines += [Text().append(f"    {part}", "dim") for part in shown]
        lines.append(Text())
    return [*lines, Text(f"共{count}个指标和率", "dim")]
