"""Measured accuracy in words."""

from __future__ import annotations

from checker.engine.checklist.accuracy import Accuracy

__all__ = ["accuracy_lines"]


def accuracy_lines(figures: Accuracy | None) -> list[str]:
    """The figures in words, one line each: 查准率：98.7%; none where nothing was measured."""
    if figures is None:
        return []
    lines = [f"测过：{figures.examined}处"]
    lines += [f"查准率：{100 * figures.precision:.1f}%"] if figures.precision is not None else []
    lines += [f"查全率：{100 * figures.recall:.1f}%"] if figures.recall is not None else []
    return [*lines, f"植入的错误查出：{figures.killed}个", f"误伤：{figures.collateral}处"]
