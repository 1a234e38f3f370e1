"""One report in every format that people have: written here, or by LibreOffice from the Word file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from tests.document import ofd_writer
from tests.document.typeset import HEIGHT, Page, Paper, Style, table, width, wrap
from tests.office import convert
from tests.seeds_writer.source import Part, Piece, plain_lines
from tests.seeds_writer.word import PDF_FONT, write_official, write_typed

# The formats by name, in the order of the table. The first is what all others are compared with.
TEXT = "txt"
OWN = (TEXT, "txt-gb18030", "txt-utf16", "txt-wrapped", "md", "docx", "docx-typed", "html", "ofd")
CONVERTED = {"docx-soffice": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "rtf": "rtf", "pdf": "pdf"}
SUFFIXES = {
    "txt-gb18030": ".txt",
    "txt-utf16": ".txt",
    "txt-wrapped": ".txt",
    "docx-typed": ".docx",
    "docx-soffice": ".docx",
}
_RIGHT = {Part.SIGNATURE, Part.DATE}
_CENTRED = {Part.NUMBER, Part.TITLE, Part.TABLE_TITLE}


def rendered(pieces: Sequence[Piece], formats: Sequence[str]) -> dict[str, bytes]:
    """The report in those of ``formats`` that are written here; one that cannot hold it is left out."""
    pieces = [piece for piece in pieces if piece.part is not Part.PUBLISHED]
    found: dict[str, bytes] = {}
    text = "\n".join(plain_lines(pieces)) + "\n"
    for name in formats:
        match name:
            case "txt":
                found[name] = text.encode()
            case "txt-gb18030":
                found[name] = text.replace("\n", "\r\n").encode("gb18030")
            case "txt-utf16":
                found[name] = text.encode("utf-16")
            case "txt-wrapped":
                found[name] = _wrapped(pieces).encode()
            case "md":
                found[name] = _markdown(pieces).encode()
            case "docx":
                found[name] = write_official(pieces)
            case "docx-typed":
                if not any(piece.part is Part.TABLE for piece in pieces):
                    found[name] = write_typed([_written_out(piece) for piece in pieces])
            case "html":
                found[name] = _page(pieces).encode()
            case "ofd":
                found[name] = ofd_writer.write(_typeset(pieces))
    return found


def file_name(format: str) -> str:
    return "report" + SUFFIXES.get(format, f".{format}")


def converted(sources: Mapping[str, bytes], formats: Sequence[str], profile: Path) -> dict[str, dict[str, bytes]]:
    """Each Word file, by name, in each of ``formats`` as LibreOffice writes it; ``profile`` holds its settings."""
    found: dict[str, dict[str, bytes]] = {name: {} for name in sources}
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(sources)}
        for name, file in files.items():
            file.write_bytes(sources[name])
        for format in formats:
            target = Path(folder) / format
            convert(list(files.values()), CONVERTED[format], target, profile)
            for name, file in files.items():
                found[name][format] = (target / file.with_suffix(Path(file_name(format)).suffix).name).read_bytes()
    return found


def for_office(pieces: Sequence[Piece]) -> bytes:
    """The Word file that LibreOffice converts: in one font, so that a PDF needs no substitutes."""
    return write_official([piece for piece in pieces if piece.part is not Part.PUBLISHED], font=PDF_FONT)


def _written_out(piece: Piece) -> Piece:
    """A paragraph that Word numbers, with its number as text."""
    return replace(piece, part=Part.BODY, text=piece.text.replace("|", "", 1)) if piece.part is Part.AUTO else piece


def _wrapped(pieces: Sequence[Piece]) -> str:
    """Lines broken at 39 characters, first lines indented: as copied out of an old editor."""
    lines: list[str] = []
    for piece in map(_written_out, pieces):
        if piece.part is Part.TABLE:
            lines += ["\t".join(row) for row in piece.rows]
        elif piece.part is Part.BODY:
            lines += wrap("　　" + piece.text, 1.0, 39.0, 0.0)
        else:
            lines.append(piece.text)
    return "\n".join(lines) + "\n"


def _markdown(pieces: Sequence[Piece]) -> str:
    marks = {Part.TITLE: "# ", Part.FIRST_HEADING: "## ", Part.SECOND_HEADING: "### "}
    blocks: list[str] = []
    for piece in map(_written_out, pieces):
        if piece.part is Part.TABLE:
            head, *rows = ["| " + " | ".join(row) + " |" for row in piece.rows]
            blocks.append("\n".join([head, "|" + " --- |" * len(piece.rows[0]), *rows]))
        elif piece.part is Part.TITLE and blocks and blocks[-1].startswith("# "):
            blocks[-1] += piece.text  # a title of several lines is one heading
        else:
            text = re.sub(r"^(\d+)\.", r"\1\\.", piece.text)  # else it would be a list
            blocks.append(marks.get(piece.part, "") + text)
    return "\n\n".join(blocks) + "\n"


def _page(pieces: Sequence[Piece]) -> str:
    tags = {Part.TITLE: "h1", Part.FIRST_HEADING: "h2", Part.SECOND_HEADING: "h3"}
    body: list[str] = []
    for piece in map(_written_out, pieces):
        if piece.part is Part.TABLE:
            rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in piece.rows)
            body.append(f"<table>{rows}</table>")
        elif piece.part is Part.TITLE and body and body[-1].endswith("</h1>"):
            body[-1] = body[-1].removesuffix("</h1>") + f"<br>{escape(piece.text)}</h1>"
        else:
            tag = tags.get(piece.part, "p")
            body.append(f"<{tag}>{escape(piece.text)}</{tag}>")
    head = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>报告</title></head><body>'
    return head + "\n".join(body) + "</body></html>"


def _typeset(pieces: Sequence[Piece]) -> list[Page]:
    """Pages of A4 as a word processor breaks them, with page numbers."""
    style = Style()
    paper = Paper(style)
    room = style.right - style.left
    for piece in map(_written_out, pieces):
        if piece.part is Part.TABLE:
            if paper.base + 24.0 * len(piece.rows) > style.bottom:
                paper.turn()
            table(paper.pages[-1], piece.rows, style.left, paper.base, step=room / len(piece.rows[0]))
            paper.base += 24.0 * len(piece.rows) + style.pitch
            continue
        size = 22.0 if piece.part is Part.TITLE else style.size
        indent = 0.0 if piece.part in _CENTRED | _RIGHT | {Part.ADDRESSEE, Part.ANNEX} else style.indent * size
        for number, line in enumerate(wrap(piece.text, size, room, indent)):
            left = style.left + (indent if number == 0 else 0.0)
            if piece.part in _CENTRED:
                left = (style.left + style.right - width(line, size)) / 2
            elif piece.part in _RIGHT:
                left = style.right - 2 * size - width(line, size)
            paper.draw(line, left, size, 36.0 if piece.part is Part.TITLE else style.pitch)
    for number, page in enumerate(paper.pages, 1):
        page.centred(f"— {number} —", HEIGHT - 42.0)
    return paper.pages
