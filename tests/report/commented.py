"""What comments a file holds and which words each covers, told independently of what wrote them."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from checker.document.readers.docx import W
from tests.office import convert

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class Comment:
    text: str  # paragraphs joined by line breaks
    covered: str
    author: str = ""


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def comments_of_docx(data: bytes, main: str = "word/document.xml") -> list[Comment]:
    """The comments in the order of their references, with the visible words between their marks."""
    folder = main.rpartition("/")[0]
    bodies: dict[str, _Element] = {}
    for comment in etree.fromstring(part(data, f"{folder}/comments.xml")).iter(f"{W}comment"):
        bodies[comment.get(f"{W}id", "")] = comment
    covered: dict[str, str] = {}
    open_: list[str] = []
    order: list[str] = []
    for element in etree.fromstring(part(data, main)).iter():
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            assert key not in covered
            covered[key] = ""
            open_.append(key)
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(key)
        elif element.tag == f"{W}commentReference":
            order.append(key)
        elif element.tag in (f"{W}t", f"{W}tab", f"{W}br"):
            for one in open_:
                covered[one] += element.text or " "
    assert not open_ and len(set(order)) == len(order)
    return [Comment(_words(bodies[key]), covered.get(key, ""), bodies[key].get(f"{W}author", "")) for key in order]


def _words(comment: _Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p"))


def only_inserted(before: bytes, after: bytes) -> bool:
    """Whether all bytes of ``before`` stand in ``after`` in their order."""
    rest = iter(after)
    return all(byte in rest for byte in before)


def converted(data: bytes, target: str, suffix: str = ".docx") -> bytes:
    """The file as LibreOffice writes it in the format ``target`` (odt, pdf, txt:Text (encoded):UTF8 …)."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(data)
        profile = Path(tempfile.gettempdir()) / "checker-tests-office"
        convert([source], target, Path(folder) / "out", profile)
        (found,) = (Path(folder) / "out").iterdir()
        return found.read_bytes()


def comments_of_odt(data: bytes) -> list[Comment]:
    """Comments with the words they cover, as LibreOffice understood them."""
    root = etree.fromstring(part(data, "content.xml"))
    found: dict[str, Comment] = {}
    covered: dict[str, str] = {}
    open_: list[str] = []
    points: list[Comment] = []

    def say(text: str | None) -> None:
        for one in open_:
            covered[one] += text or ""

    def walk(element: _Element) -> None:
        if element.tag == f"{_OFFICE}annotation":
            text = "\n".join("".join(str(t) for t in p.itertext()) for p in element.iter(f"{_TEXT}p"))
            comment = Comment(text, "", element.findtext(f"{_DC}creator", ""))
            name = element.get(f"{_OFFICE}name")
            if name is None:
                points.append(comment)
            else:
                found[name] = comment
                covered[name] = ""
                open_.append(name)
        elif element.tag == f"{_OFFICE}annotation-end":
            open_.remove(element.get(f"{_OFFICE}name", ""))
        elif element.tag != f"{_TEXT}tracked-changes":
            if element.tag == f"{_TEXT}s":
                say(" " * int(element.get(f"{_TEXT}c", "1")))
            say(element.text)
            for child in element:
                walk(child)
                say(child.tail)

    walk(root)
    return [Comment(found[name].text, covered[name], found[name].author) for name in found] + points
