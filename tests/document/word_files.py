"""Word files written by hand for the tests: only what the reader looks at, as Word or WPS writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str, properties: str = "") -> str:
    """A ``w:p`` of one run; ``properties`` is the inside of its ``w:pPr``."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(number: int, format: str, text: str, extra: str = "") -> str:
    """A ``w:lvl`` of numbering.xml."""
    counting = f'<w:start w:val="1"/><w:numFmt w:val="{format}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{counting}</w:lvl>'


def lists(*levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The inside of numbering.xml with one abstract list."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{instances}'


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    footnotes: str = "",
    headers: tuple[str, ...] = (),
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """A package with this inside of ``w:body``; the other arguments are the insides of their parts."""
    parts = {"word/document.xml": _root("document", f"<w:body>{body}<w:sectPr/></w:body>")}
    relations = []
    for kind, inside in (("numbering", numbering), ("styles", styles), ("footnotes", footnotes)):
        if inside:
            parts[f"word/{kind}.xml"] = _root(kind, inside)
            relations.append(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>')
    for index, inside in enumerate(headers):
        parts[f"word/header{index}.xml"] = _root("hdr", inside)
        relations.append(f'<Relationship Id="h{index}" Type="{_OFFICE}/header" Target="header{index}.xml"/>')
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations(
        [f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>']
    )
    return package({name: text.encode() for name, text in parts.items()} | dict(others or {}))


def package(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _root(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMESPACES}>{inside}</w:{name}>'


def _relations(relations: list[str]) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    )
