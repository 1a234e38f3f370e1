"""Spoil files at random and see that every reader answers with a document or with one clear sentence.

``pytest`` runs a few hundred spoilt files; ``python -m tests.document.fuzz --count 10000`` as many as wanted
(docs/fuzzing.md). The seed fixes everything: a failure is repeated with the number that it prints.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from checker.document.assembly import CONTROLS
from checker.document.limits import Limits
from checker.document.model import Document
from checker.document.reading import read_bytes
from checker.errors import ReadError
from tests.document.sample import LINES, TEXT
from tests.document.word_files import docx, level, lists, numbered, package, paragraph, run

__all__ = ["LIMITS", "SAMPLES", "Verdict", "judge", "mutations"]

# Tight, so that a spoilt size is caught by a limit and not by patience.
LIMITS = Limits(max_expanded_bytes=20_000_000, max_part_bytes=10_000_000, max_characters=500_000, max_seconds=20.0)
_PROJECT = Path(__file__).parent.parent.parent
# Pieces of syntax that make a difference where they land.
_TOKENS = tuple(
    token.encode()
    for token in (
        *("<", ">", "</", "/>", "&", "&#0;", "&#xFFFF;", "&amp;", "<!--", "-->", "<![CDATA["),
        *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "<table>", "<td colspan=99999999>", "</table>", "<w:p>", "<w:tbl>"),
        *("<w:vMerge/>", 'w:val="99999999999"', 'w:val="-1"', "<w:del>", "<mc:AlternateContent>", "%1%2%9", "|---|"),
        '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>',
        *("***", "# ", "\ufeff", "\u202e", "\ud7ff", "\U0010ffff", "一、", "（", "。", "\r", "\f", "\x1b[2J"),
        "charset=utf-7",
    )
)
_VALUES = ("", "-1", "0", "9", "10", "99999999999", "一", "restart", "none", "%1%9", "\u202e")


def _word() -> bytes:
    cells = "".join(f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in ("甲乙", "丙丁"))
    box = f"<w:txbxContent>{paragraph('框中的话')}</w:txbxContent>"
    body = (
        "".join(map(paragraph, LINES))
        + numbered("编号段落", 1)
        + numbered("二级编号", 1, 1)
        + f"<w:tbl>{cells}</w:tbl>"
        + f'<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict><w:footnoteReference w:id="1"/></w:r></w:p>'
        + f"<w:p><w:ins>{run('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
        + '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return docx(
        body,
        numbering=lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")),
        styles='<w:style w:type="paragraph" w:styleId="A" w:default="1">'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>',
        footnotes=f'<w:footnote w:id="1">{paragraph("脚注。")}</w:footnote>',
        headers=(paragraph("页眉"),),
    )


def _page() -> str:
    rows = "<table><tr><th rowspan=2>类别<th>件数<tr><td>206</table>"
    inside = "".join(f"<p>&nbsp;　{line}</p>" for line in LINES[1:])
    return (
        f'<html><head><meta charset="gbk"><title>{LINES[0]}-青石区</title></head><body><ul><li><a href=/>首页</a></ul>'
        f"<h1>{LINES[0]}</h1><div>字号：大 中 小</div><div id=zoom>{inside}{rows}</div>打印</body></html>"
    )


def _samples() -> dict[str, bytes]:
    table = "# 题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n**一、**\n"
    samples = {
        "utf8.txt": TEXT.encode(),
        "gb18030.txt": TEXT.encode("gb18030"),
        "utf16.txt": TEXT.encode("utf-16"),
        "report.md": (table + TEXT).encode(),
        "page.html": _page().encode("gb18030"),
        "page.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=gbk\r\n\r\n" + _page().encode("gb18030") + b"\r\n--b--\r\n",
        "report.docx": _word(),
    }
    for path in sorted((_PROJECT / "seeds").glob("*.*")):
        if path.suffix in (".pdf", ".ofd", ".docx", ".html") and path.stat().st_size < 2_000_000:
            samples[path.name] = path.read_bytes()
    return samples


SAMPLES = _samples()


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    length = chance.choice((1, 4, 16, 200))
    data[at : at + length] = chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length)))


def _insert(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(data) + 1)
        data[at:at] = chance.choice(_TOKENS)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _remove(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 2, 30, 500))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = bytes(data[at : at + chance.choice((5, 50, 500))])
    data[at:at] = piece * chance.choice((1, 10, 300))


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _overwrite, _insert, _cut, _remove, _repeat)


def mutations(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    """``count`` spoilt copies. Every other copy of a package is spoilt inside one of its members."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        if data.startswith(b"PK") and number % 2:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
            name = chance.choice(sorted(name for name in members if members[name]))
            members[name] = (_rearrange if chance.random() < 0.7 else _spoil)(members[name], chance)
            yield package(members)
        else:
            yield _spoil(data, chance)


def _rearrange(data: bytes, chance: random.Random) -> bytes:
    """Well-formed all the same: elements dropped, copied, moved, their attributes and words changed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _spoil(data, chance)
    for _ in range(chance.choice((1, 3, 10, 40))):
        elements = list(root.iter(etree.Element))[1:]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        match chance.randrange(6):
            case 0 if parent is not None:
                parent.remove(one)
            case 1:
                other.append(deepcopy(one))
            case 2 if other not in one.iter() and one not in other.iterancestors():
                other.insert(0, one)
            case 3 if one.attrib:
                one.set(chance.choice(list(one.keys())), chance.choice(_VALUES))
            case 4:
                one.tag = other.tag
            case _:
                one.text = chance.choice(("", "一、", "\n", "　", "206件。" * 50, None))
    return etree.tostring(root)


def _spoil(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        if spoilt:
            chance.choice(_WAYS)(spoilt, chance)
    return bytes(spoilt)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader made of a file: ``document`` or the sentence of refusal; seconds it took."""

    document: Document | None
    sentence: str | None
    seconds: float


def judge(data: bytes, name: str) -> Verdict:
    """Read and check what every reader promises. Raises AssertionError, or whatever the reader let through."""
    start = time.perf_counter()
    try:
        document = read_bytes(data, name, LIMITS)
    except ReadError as error:
        sentence = str(error)
        assert sentence and "\n" not in sentence and any("一" <= sign <= "鿿" for sign in sentence), sentence
        assert len(sentence) < 200, sentence
        return Verdict(None, sentence, time.perf_counter() - start)
    seconds = time.perf_counter() - start
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(document.text), block
        end = block.span.end
    assert document.prose, "a document without prose"
    assert not CONTROLS.search(document.text), "control characters in the text"
    assert document.text.encode("utf-8")
    return Verdict(document, None, seconds)


def main() -> None:
    """The long run: prints how many files were read or refused, the slowest, and each failure with its number."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="spoilt copies of each sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only samples whose name contains this")
    parser.add_argument("--keep", type=Path, help="folder for the files that failed")
    options = parser.parse_args()
    failed = 0
    for name, sample in SAMPLES.items():
        if options.only not in name:
            continue
        outcome: Counter[str] = Counter()
        slowest = 0.0
        for number, data in enumerate(mutations(sample, options.seed, options.count)):
            try:
                verdict = judge(data, name)
            except Exception as error:  # what the readers must not let through is what this program looks for
                failed += 1
                outcome["FAILED"] += 1
                print(f"{name} seed {options.seed} number {number}: {error!r}"[:300], file=sys.stderr)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{options.seed}-{number}-{name}").write_bytes(data)
                continue
            outcome["read" if verdict.document else "refused"] += 1
            slowest = max(slowest, verdict.seconds)
        print(f"{name:24} {dict(outcome)} slowest {slowest:.2f} s")
    try:
        import resource
    except ImportError:  # not on Windows
        pass
    else:
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
