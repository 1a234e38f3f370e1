"""The table of docs/formats.md: ``python -m tests.identity [--write] [REPORT…]``.

Every source of ``seeds/`` in every format, and what its findings differ in from those of the plain text. Further
arguments are text files to be taken too. ``--write`` puts the table into the docs; the status is 1 where a finding
differs that is not about the format.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from checker.document.reading import read_file
from checker.engine.rulebook.rulebook import load_rulebook
from tests.identity.comparing import Difference, compare
from tests.identity.renderings import CONVERTED, OWN, TEXT, converted, for_office, rendered
from tests.office import OFFICE
from tests.seeds_writer.source import SOURCES, Part, Piece, read_source

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
_BEGIN, _END = "<!-- identity: begin -->", "<!-- identity: end -->"


def main(arguments: Sequence[str]) -> int:
    reports: dict[str, Sequence[Piece]] = {path.stem: read_source(path.stem) for path in sorted(SOURCES.glob("*.txt"))}
    for name in arguments:
        if not name.startswith("--"):
            reports[Path(name).name[:12]] = pieces_of(Path(name))
    files = {name: rendered(pieces, OWN) for name, pieces in reports.items()}
    formats = [*OWN]
    if OFFICE is not None:
        with tempfile.TemporaryDirectory() as profile:
            sources = {name: for_office(pieces) for name, pieces in reports.items()}
            for name, more in converted(sources, tuple(CONVERTED), Path(profile)).items():
                files[name] |= more
        formats += CONVERTED
    else:
        print("没有 LibreOffice，doc、rtf、pdf 未比较", file=sys.stderr)
    rulebook = load_rulebook()
    found = {name: compare(files[name], rulebook) for name in reports}
    lines = table(found, formats)
    print("\n".join(lines))
    for name, differences in found.items():
        for format, difference in differences.items():
            for mark, some in (("−", difference.missing), ("+", difference.extra), ("格式", difference.allowed)):
                for one in some:
                    print(f"{name} {format} {mark} {one.rule}：{one.message}｜{one.quote[:60]}")
            if difference.error:
                print(f"{name} {format} {difference.error}")
    if "--write" in arguments:
        text = DOCS.read_text(encoding="utf-8")
        # How many findings there are changes with the rules; that they are the same does not.
        body = "\n".join([_BEGIN, "", *table(found, formats, counts=False), "", _END])
        text = re.sub(f"{_BEGIN}.*{_END}", lambda _: body, text, flags=re.DOTALL)
        DOCS.write_text(text, encoding="utf-8")
    return 0 if all(one.clean for row in found.values() for one in row.values()) else 1


def table(found: dict[str, dict[str, Difference]], formats: Sequence[str], *, counts: bool = True) -> list[str]:
    """The table in Markdown: reports down, formats across. ``counts`` shows how many findings are the same."""
    columns = [format for format in formats if counts or format != TEXT]
    lines = ["| 报告 | " + " | ".join(columns) + " |", "| --- |" + " :---: |" * len(columns)]
    for name, row in found.items():
        cells = [row[format].cell(counts) if format in row else "" for format in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def pieces_of(file: Path) -> list[Piece]:
    """A text file as pieces: a short first line is the title, what is short and numbered a heading."""
    pieces: list[Piece] = []
    for number, line in enumerate(filter(None, map(str.strip, read_file(file).text.split("\n")))):
        part = Part.BODY
        if len(line) < 40 and "。" not in line:
            if re.match(r"[一二三四五六七八九十]+、", line):
                part = Part.FIRST_HEADING
            elif re.match(r"[（(][一二三四五六七八九十]+[）)]", line):
                part = Part.SECOND_HEADING
            elif number == 0:
                part = Part.TITLE
        pieces.append(Piece(part, line))
    return pieces


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
