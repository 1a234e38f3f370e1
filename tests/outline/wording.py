"""Prose and short forms that the outline tests share. All places are fictional."""

from __future__ import annotations

from collections.abc import Iterable

from checker.document.model import Block, BlockKind, Document, Span
from checker.outline.model import Outline, Role, Section

PROSE = "区政府把依法履职摆在突出位置，逐项细化任务、压实责任、跟踪问效，全年各项任务均按时间节点完成，群众反映良好。"
TITLE = "青石区2021年度法治政府建设情况报告"
LEAD = f"2021年，{PROSE}现将有关情况报告如下："
BODY = f"一、2021年主要举措和成效\n{PROSE}\n二、存在的不足和原因\n{PROSE}\n三、2022年工作安排\n{PROSE}"

_LETTERS = {
    Role.ACHIEVEMENTS: "A",
    Role.RESPONSIBILITY: "R",
    Role.PROBLEMS: "P",
    Role.PLAN: "N",
    Role.OTHER: "O",
}


def report(*, head: str = TITLE, lead: str = LEAD, body: str = BODY, tail: str = "") -> str:
    """A whole report; any part may be replaced, "" leaves it out."""
    return "\n".join(part for part in (head, lead, body, tail) if part)


def letters(roles: Iterable[Role]) -> str:
    """A achievements, R responsibility, P problems, N next year's plan, O other."""
    return "".join(_LETTERS[role] for role in roles)


def roles_of(outline: Outline) -> str:
    """Roles of the first-level sections, several of one section in brackets: A (PN)."""
    parts = [letters(section.roles) for section in outline.sections]
    return " ".join(part if len(part) == 1 else f"({part})" for part in parts)


def labels(sections: Iterable[Section]) -> list[str]:
    return [section.heading.label for section in sections]


def tree(outline: Outline) -> list[str]:
    """One line per section, indented by its level: label and words."""
    return [f"{'  ' * (s.level - 1)}{s.heading.label}{s.heading.text}" for s in outline.walk()]


def laid_out(lines: list[tuple[str, int | None]]) -> Document:
    """A document of these lines, each with the level of heading that its format gives it."""
    text = "\n".join(line for line, _ in lines)
    blocks = []
    start = 0
    for line, heading in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line)), heading=heading))
        start += len(line) + 1
    return Document("x.docx", "docx", text, tuple(blocks))
