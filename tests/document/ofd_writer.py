"""A minimal writer of OFD (GB/T 33190) for tests: typeset pages as producers write them.

One text object per run, lengths in millimetres, distances between characters in ``DeltaX`` (with the ``g``
shorthand where they repeat); in between other ways to say the same: split runs, a matrix, no distances.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from tests.document.typeset import HEIGHT, WIDTH, Page, Run

_MM = 25.4 / 72
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_BOX = f"0 0 {WIDTH * _MM:.3f} {HEIGHT * _MM:.3f}"


def parts(pages: Sequence[Page], *, template: Page | None = None, style: str = "deltas") -> dict[str, str]:
    """The members of the package by name. ``style``: deltas, plain (no distances), matrix, split."""
    members = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>44c2</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
    }
    listed = "".join(
        f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    mother = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    members["Doc_0/Document.xml"] = (
        f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>{_BOX}</ofd:PhysicalBox></ofd:PageArea>{mother}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    for number, page in enumerate(pages):
        use = '<ofd:Template TemplateID="3" ZOrder="Background"/>' if template else ""
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(page, use, style)
    if template:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(template, "", style)
    return members


def package(members: dict[str, str] | dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 26, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def write(pages: Sequence[Page], *, template: Page | None = None, style: str = "deltas") -> bytes:
    return package(parts(pages, template=template, style=style))


def _page(page: Page, use: str, style: str) -> str:
    objects: list[str] = []
    for run in page.runs:
        for piece in _pieces(run) if style == "split" else [run]:
            objects.append(_text(piece, len(objects) + 100, style))
    for x0, y0, x1, y1 in page.rules:
        extent = f"{(x1 - x0) * _MM:.3f} {(y1 - y0) * _MM:.3f}"
        objects.append(
            f'<ofd:PathObject ID="{len(objects) + 100}" Boundary="{x0 * _MM:.3f} {y0 * _MM:.3f} {extent}" '
            f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {extent}</ofd:AbbreviatedData></ofd:PathObject>'
        )
    return (
        f'<ofd:Page {_SPACE}>{use}<ofd:Content><ofd:Layer ID="99" Type="Body">{"".join(objects)}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def _pieces(run: Run) -> list[Run]:
    """A run cut in three, last piece first, as editors leave it behind."""
    cuts = [0, len(run.text) // 3, 2 * len(run.text) // 3, len(run.text)]
    found = [
        Run(run.left + sum(run.steps[:a]), run.base, run.size, run.text[a:b], run.steps[a:b])
        for a, b in pairwise(cuts)
        if b > a
    ]
    return found[::-1]


def _text(run: Run, number: int, style: str) -> str:
    size = run.size * _MM
    left, top = run.left * _MM, (run.base - run.size) * _MM
    width = sum(run.steps) * _MM
    boundary = f"{left:.3f} {top:.3f} {width:.3f} {1.3 * size:.3f}"
    scale = 1.0
    matrix = ""
    if style == "matrix":
        scale, matrix = 2.0, ' CTM="2 0 0 2 0 0"'
    distances = ""
    if style != "plain" and len(run.text) > 1:
        distances = f' DeltaX="{_shorthand([step * _MM / scale for step in run.steps[:-1]])}"'
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{boundary}" Font="5" Size="{size / scale:.4f}"{matrix}>'
        f'<ofd:TextCode X="0" Y="{size / scale:.4f}"{distances}>{escape(run.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _shorthand(distances: list[float]) -> str:
    written = [f"{distance:.4f}" for distance in distances]
    groups = [(value, len(list(same))) for value, same in groupby(written)]
    return " ".join(f"g {count} {value}" if count > 2 else " ".join([value] * count) for value, count in groups)
