"""What was recognised, on a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from checker.report.checklist import Checklist
from checker.report.console import View
from checker.report.explanation import KINDS, Explanation, LedgerRow, SectionRow
from checker.report.layout import clean, fit, pad, wrap
from checker.report.words import FORMATS

__all__ = ["render_explanation"]

Lines = list[Text]

_MARKS = {"pass": ("✓", "green"), "fail": ("✗", "bold red"), "undetermined": ("?", "magenta"), "": ("·", "dim")}


def render_explanation(explanation: Explanation, checklist: Checklist, view: View) -> Lines:
    """Head, outline, indicators, relations and the ledger of all numbers."""
    document = explanation.document
    details = [FORMATS.get(document.format, document.format)]
    if document.encoding:
        details.append(document.encoding.upper())
    if document.pages:
        details.append(f"{document.pages}页")
    details.append(f"{len(document.text)}字")
    title = f"{document.path}（{'，'.join(details)}）"
    lines = [Text(line, "bold") for line in wrap(title, view.columns)]
    lines.append(Text("━" * view.columns, "dim"))
    for note in document.notes:
        lines += [Text(f" 注意  {part}", "yellow") for part in wrap(note, view.columns - 7)]
    lines += _head(explanation, view)
    lines += _outline(explanation, view)
    lines += _indicators(explanation, view)
    lines += _relations(explanation, view)
    lines += _ledger(explanation, checklist, view)
    return lines


def _heading(words: str, detail: str, view: View) -> Lines:
    line = Text().append(words, "bold blue")
    if detail:
        line.append(f"  {detail}", "dim")
    room = view.columns - line.cell_len - 1
    return [line.append(" " + "─" * max(room, 0), "dim")]


def _head(explanation: Explanation, view: View) -> Lines:
    lines: Lines = []
    for row in explanation.head:
        head = f" {pad(row.label, 8)}  "
        value = clean(row.value) or "没有找到"
        detail = clean(row.reason)
        if row.span is not None:
            place = explanation.place(row.span)
            detail = f"{detail}，{place}" if detail else place
        room = view.columns - cell_len(head)
        words = wrap(value, room)
        for index, part in enumerate(words):
            line = Text().append(head if index == 0 else " " * cell_len(head), "dim")
            lines.append(line.append(part, "" if row.value else "yellow"))
        if detail:
            left = room - cell_len(words[-1]) - 3
            if cell_len(detail) <= left:
                lines[-1].append(f"   {detail}", "dim")
            else:
                lines += [Text(" " * cell_len(head) + part, "dim") for part in wrap(detail, room)]
    if explanation.year_claims:
        by_year: dict[int, dict[str, list[str]]] = {}
        for year, where, span in explanation.year_claims:
            by_year.setdefault(year, {}).setdefault(_WHERE.get(where, where), []).append(explanation.place(span))
        claims = "；".join(
            f"{year}年：" + "，".join(f"{where}（{'、'.join(places)}）" for where, places in found.items())
            for year, found in by_year.items()
        )
        head = f" {pad('年度出处', 8)}  "
        for index, part in enumerate(wrap(claims, view.columns - cell_len(head))):
            lines.append(Text((head if index == 0 else " " * cell_len(head)) + part, "dim"))
    return [*lines, Text()]


_WHERE = {
    "title": "标题",
    "heading": "小标题",
    "plan_heading": "安排部分的标题",
    "lead": "导语",
    "frequency": "文中出现最多",
    "signature": "成文日期",
}


def _outline(explanation: Explanation, view: View) -> Lines:
    rows = explanation.sections
    if not rows:
        return [*_heading("层次", "", view), Text(" 没有认出带序号的标题", "yellow"), Text()]
    lines = _heading("层次", f"{len(rows)}个标题", view)
    for row in rows:
        lines.append(_section(row, explanation, view))
    return [*lines, Text()]


def _section(row: SectionRow, explanation: Explanation, view: View) -> Text:
    indent = " " + "  " * (row.depth - 1)
    place = explanation.place(row.span)
    tail = f"  {row.characters}字  {place}"
    role = f"  【{row.role}】" if row.role else ""
    wrong = f"  {row.malformed}" if row.malformed else ""
    room = view.columns - cell_len(indent + role + wrong + tail)
    words = fit(clean(f"{row.label}{row.text}"), max(room, 12))
    line = Text(indent).append(words, "bold" if row.depth == 1 else "")
    line.append(role, "green").append(wrong, "yellow")
    gap = max(view.columns - line.cell_len - cell_len(tail), 0)
    return line.append(" " * gap + tail, "dim")


def _places(explanation: Explanation) -> int:
    """The room that the places take: cells of tables are 表1第12行第3列."""
    cells = any(block.cell is not None for block in explanation.document.blocks)
    return 15 if cells and explanation.document.format not in ("txt", "md", "pdf", "ofd") else 8


def _indicators(explanation: Explanation, view: View) -> Lines:
    rows = explanation.indicators
    if not rows:
        return [*_heading("指标", "", view), Text(" 没有认出指标目录里的数字", "dim"), Text()]
    lines = _heading("指标", f"{len(rows)}项", view)
    for topic, group in groupby(sorted(rows, key=lambda r: (_first(rows, r.topic), r.span.start)), lambda r: r.topic):
        lines.append(Text(f" {topic}", "bold"))
        for row in group:
            about = "，".join(part for part in (row.scope, row.period) if part)
            line = Text("   ").append(pad(clean(row.name), 16)).append(pad(clean(row.words), 15), "bold")
            line.append(pad(explanation.place(row.span), _places(explanation) + 1), "dim").append(pad(about, 12), "dim")
            label = f"“{clean(row.label)}”" + ("" if row.certain else "，主题承上文")
            line.append(fit(label, view.columns - line.cell_len), "dim")
            lines.append(line)
    return [*lines, Text()]


def _first(rows: tuple[object, ...], topic: str) -> int:
    return next(index for index, row in enumerate(rows) if getattr(row, "topic", None) == topic)


def _relations(explanation: Explanation, view: View) -> Lines:
    rows = explanation.relations
    if not rows:
        return []
    lines = _heading("数字之间的关系", f"{len(rows)}处", view)
    for row in rows:
        head = f" {row.kind}  {pad(explanation.place(row.span), _places(explanation))}"
        for index, part in enumerate(wrap(row.words, view.columns - cell_len(head))):
            lines.append(Text().append(head if index == 0 else " " * cell_len(head), "dim").append(part))
    return [*lines, Text()]


def _ledger(explanation: Explanation, checklist: Checklist, view: View) -> Lines:
    rows = explanation.ledger
    coverage = explanation.coverage
    kinds = "、".join(f"{KINDS[kind]}{count}" for kind, count in explanation.kinds)
    lines = _heading("数字台账", f"{len(rows)}个", view)
    if not rows:
        return [*lines, Text(" 文中没有数字", "dim"), Text()]
    lines += [Text(f" {part}", "dim") for part in wrap(kinds, view.columns - 1)]
    counted = sum(row.counts for row in rows)
    share = f"参与计算的{counted}个，认出用途{coverage.bound}个，经核算{coverage.checked}个"
    lines += [Text(f" {share}", ""), Text()]
    for row in rows:
        lines += _number(row, explanation, checklist, view)
    return [*lines, Text()]


def _number(row: LedgerRow, explanation: Explanation, checklist: Checklist, view: View) -> Lines:
    mark, style = _MARKS[row.verdict] if row.counts else (" ", "")
    line = Text().append(f" {mark} ", style)
    line.append(pad(explanation.place(row.span), _places(explanation)), "dim")
    line.append(pad(clean(row.words), 16), "bold" if row.counts else "dim")
    line.append(" " + pad(KINDS[row.kind], 10), "" if row.counts else "dim")
    if not row.counts:
        return [line.append(fit(clean(row.note), max(view.columns - line.cell_len, 8)), "dim")]
    indent = line.cell_len
    parts: list[tuple[str, str]] = []
    if row.value and row.value != row.words.removesuffix(row.unit):
        parts.append((row.value, "cyan"))
    if row.roles:
        parts.append(("，".join(row.roles), ""))
    for use in row.uses:
        use_mark, use_style = _MARKS[use.verdict]
        parts.append((f"{use_mark} {checklist.title(use.rule)}", use_style))
    if row.note:
        parts.append((row.note, "dim"))
    lines: Lines = []
    for words, part_style in parts:
        for piece in wrap(words, view.columns - indent):
            room = view.columns - line.cell_len - (0 if line.cell_len == indent else 2)
            if cell_len(piece) > room:
                lines.append(line)
                line = Text(" " * indent)
            line.append("" if line.cell_len == indent else "  ").append(piece, part_style)
    return [*lines, line]
