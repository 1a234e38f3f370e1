"""A report with one table in it, in every format that people have."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape

import docx

from tests.document.pdf_writer import write as write_pdf
from tests.document.typeset import Page, Run, steps, width, wrap
from tests.tables.samples import Sample

__all__ = ["FORMATS"]

TITLE = "关于2023年度法治政府建设情况的报告"
OPENING = "2023年，我们深入学习贯彻习近平法治思想，扎实推进法治政府建设，现将有关情况报告如下。"


def _lines(sample: Sample) -> list[str]:
    return [TITLE, OPENING, *sample.prose]


def _extent(sample: Sample, row: int, column: int) -> tuple[int, int]:
    """How many rows and columns the cell at a place covers."""
    rows, columns = 1, 1
    while column + columns < len(sample.rows[row]) and sample.rows[row][column + columns] == "<":
        columns += 1
    while row + rows < len(sample.rows) and sample.rows[row + rows][column] == "^":
        rows += 1
    return rows, columns


def _cells(sample: Sample) -> list[tuple[int, int, int, int, str]]:
    """Row, column, extent and text of every cell that is not swallowed by a merge."""
    return [
        (r, c, *_extent(sample, r, c), sample.text(r, c))
        for r, row in enumerate(sample.rows)
        for c, text in enumerate(row)
        if text not in ("<", "^")
    ]


def _docx(sample: Sample) -> bytes:
    document = docx.Document()
    for line in (*_lines(sample), sample.title, *((sample.corner,) if sample.corner else ())):
        document.add_paragraph(line)
    table = document.add_table(len(sample.rows), len(sample.rows[0]))
    for r, c, rows, columns, text in _cells(sample):
        cell = table.cell(r, c)
        if rows > 1 or columns > 1:
            cell = cell.merge(table.cell(r + rows - 1, c + columns - 1))
        cell.text = text
    for line in sample.notes:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _html(sample: Sample) -> bytes:
    rows: list[str] = []
    cells = _cells(sample)
    for r in range(len(sample.rows)):
        tag = "th" if r < sample.head else "td"
        rows.append(
            "<tr>"
            + "".join(
                f'<{tag} rowspan="{down}" colspan="{across}">{escape(text)}</{tag}>'
                for row, _, down, across, text in cells
                if row == r
            )
            + "</tr>"
        )
    above = (*_lines(sample), sample.title, *((sample.corner,) if sample.corner else ()))
    body = "".join(f"<p>{escape(line)}</p>" for line in above) + f"<table>{''.join(rows)}</table>"
    body += "".join(f"<p>{escape(line)}</p>" for line in sample.notes)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _pdf(sample: Sample, *, ruled: bool) -> bytes:
    size = 10.5
    left, right = 50.0, 545.0
    page = Page()
    base = 80.0

    def draw(text: str, x: float, size: float) -> None:
        page.runs.append(Run(x, base, size, text, steps(text, size)))

    for line in _lines(sample):
        for part in wrap(line, 14.0, right - left, 28.0):
            draw(part, left, 14.0)
            base += 24.0
    draw(sample.title, 180.0, 12.0)
    base += 20.0
    if sample.corner:
        draw(sample.corner, right - width(sample.corner, size), size)
        base += 16.0
    cells = _cells(sample)
    wide = _widths(sample, lambda text: width(text, 1.0))
    wide = [min(one, 8.0) + 1.0 for one in wide] if ruled else [one + 2.2 for one in wide]
    size = min(size, (right - left) / sum(wide))
    edges = [left]
    for one in wide:
        edges.append(edges[-1] + one * size)
    top = base
    heights = [
        1.9
        * size
        * max(
            (
                len(wrap(text, size, edges[c + across] - edges[c] - 0.5 * size, 0.0)) if ruled else 1
                for r, c, down, across, text in cells
                if r == row and down == 1
            ),
            default=1,
        )
        for row in range(len(sample.rows))
    ]
    tops = [top]
    for one in heights:
        tops.append(tops[-1] + one)
    for r, c, down, across, text in cells:
        x0, x1, y0, y1 = edges[c], edges[c + across], tops[r], tops[r + down]
        parts = wrap(text, size, x1 - x0 - 0.5 * size, 0.0) if ruled and text else [text]
        high = 1.3 * size * len(parts)
        for number, part in enumerate(parts):
            base = (y0 + y1 - high) / 2 + size + 1.3 * size * number if ruled else y0 + size
            draw(part, x0 + 0.25 * size, size)
        if ruled:
            page.rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    base = tops[-1] + 20.0
    for line in sample.notes:
        draw(line, left, size)
        base += 16.0
    return write_pdf([page])


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _shown(sample: Sample) -> list[list[str]]:
    """Rows as a text file has them: a merged cell shows its words once."""
    return [[sample.text(r, c) for c in range(len(row))] for r, row in enumerate(sample.rows)]


def _padded(sample: Sample, between: str, left: str = "", right: str = "") -> list[str]:
    """Rows in which the columns stand under each other; a merged cell takes the room of all its columns."""
    wide = _widths(sample, _columns)
    lines: list[str] = []
    for r, row in enumerate(sample.rows):
        line = ""
        for c in range(len(row)):
            if row[c] == "<":
                continue
            across = 1
            while c + across < len(row) and row[c + across] == "<":
                across += 1
            room = sum(wide[c : c + across]) + _columns(between) * (across - 1)
            text = sample.text(r, c)
            line += text + " " * int(room - _columns(text)) + (between if c + across < len(row) else "")
        lines.append((left + line + right).rstrip())
    return lines


def _widths(sample: Sample, measure: Callable[[str], float]) -> list[float]:
    """The width of each column: its widest cell's; the last of merged ones is widened where their words need it."""
    cells = _cells(sample)
    wide = [
        max((measure(text) for _, c, _, across, text in cells if c == column and across == 1), default=1.0)
        for column in range(len(sample.rows[0]))
    ]
    for _, c, _, across, text in cells:
        wide[c + across - 1] += max(0.0, measure(text) - sum(wide[c : c + across]))
    return wide


def _text(sample: Sample, table: Sequence[str]) -> bytes:
    lines = [*_lines(sample), sample.title, *((sample.corner,) if sample.corner else ()), *table, *sample.notes]
    return ("\n".join(lines) + "\n").encode()


def _spaces(sample: Sample) -> bytes:
    return _text(sample, _padded(sample, "  "))


def _tabs(sample: Sample) -> bytes:
    return _text(sample, ["\t".join(row) for row in _shown(sample)])


def _bars(sample: Sample) -> bytes:
    return _text(sample, ["|" + "|".join(row) + "|" for row in _shown(sample)])


def _boxed(sample: Sample) -> bytes:
    rows = _padded(sample, " │ ", "│ ", " │")
    wide = [int(one) + 2 for one in _widths(sample, _columns)]

    def line(start: str, middle: str, end: str) -> str:
        return start + middle.join("─" * one for one in wide) + end

    table = [line("┌", "┬", "┐")]
    for number, row in enumerate(rows):
        table.append(row)
        last = number == len(rows) - 1
        table.append(line("└", "┴", "┘") if last else line("├", "┼", "┤"))
    return _text(sample, table)


def _markdown(sample: Sample) -> bytes:
    rows = ["| " + " | ".join(row) + " |" for row in _shown(sample)]
    rows.insert(1, "|" + " --- |" * len(sample.rows[0]))
    lines = [f"# {TITLE}", OPENING, *sample.prose, sample.title, *((sample.corner,) if sample.corner else ())]
    return ("\n\n".join([*lines, "\n".join(rows), *sample.notes]) + "\n").encode()


FORMATS: Mapping[str, tuple[str, Callable[[Sample], bytes]]] = {
    "markdown": ("report.md", _markdown),
    "word": ("report.docx", _docx),
    "page": ("report.html", _html),
    "pdf ruled": ("report.pdf", lambda sample: _pdf(sample, ruled=True)),
    "pdf aligned": ("report.pdf", lambda sample: _pdf(sample, ruled=False)),
    "spaces": ("report.txt", _spaces),
    "tabs": ("report.txt", _tabs),
    "bars": ("report.txt", _bars),
    "boxed": ("report.txt", _boxed),
}
