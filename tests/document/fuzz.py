"""Spoil files at random and see that every reader answers with a document or with one clear sentence.

``pytest`` runs a few hundred spoilt files; ``python -m tests.document.fuzz --count 10000`` as many as wanted
(docs/fuzzing.md). The seed fixes everything: a failure is repeated with the number that it prints.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from checker.document.assembly import CONTROLS
from checker.document.limits import Limits
from checker.document.model import Document
from checker.document.readers import legacy
from checker.document.readers.archive import members
from checker.document.reading import read_bytes
from checker.errors import ReadError
from tests.document import ofd_writer, pdf_writer
from tests.document.sample import LINES, TEXT
from tests.document.typeset import typeset
from tests.document.word_files import docx, level, lists, numbered, package, paragraph, run

__all__ = ["LIMITS", "SAMPLES", "Verdict", "judge", "mutations"]

# Tight, so that a spoilt size is caught by a limit and not by patience.
LIMITS = Limits(max_expanded_bytes=20_000_000, max_part_bytes=10_000_000, max_characters=500_000, max_seconds=20.0)
# Pieces of syntax that make a difference where they land.
_TOKENS = tuple(
    token.encode()
    for token in (
        *("<", ">", "</", "/>", "&", "&#0;", "&#xFFFF;", "&amp;", "<!--", "-->", "<![CDATA["),
        *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "<table>", "<td colspan=99999999>", "</table>", "<w:p>", "<w:tbl>"),
        *("<w:vMerge/>", 'w:val="99999999999"', 'w:val="-1"', "<w:del>", "<mc:AlternateContent>", "%1%2%9", "|---|"),
        '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>',
        *("***", "# ", "\ufeff", "\u202e", "\ud7ff", "\U0010ffff", "一、", "（", "。", "\r", "\f", "\x1b[2J"),
        *("charset=utf-7", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
        *("endstream", "endobj", "stream\n", "1 0 R", "/Kids[3 0 R]", "/Length 99999999", "/Filter/LZWDecode"),
        *("BT /F 1 Tf (x) Tj ET ", "q " * 300, "[" * 300, "<<" * 300, "/Rotate 45", "/UserUnit 1e9", "{" * 300),
    )
)
_NUMBER = re.compile(rb"[0-9]+")
_NUMBERS = (b"0", b"1", b"2", b"3", b"-1", b"9", b"255", b"65536", b"99999999999", b"4294967295", b"0.00001", b"1e308")
_VALUES = (
    "",
    "-1",
    "0",
    "9",
    "10",
    "99999999999",
    "1e308",
    "NaN",
    "g 99999999 1",
    "0 0 0 0 0 0",
    "一",
    "restart",
    "none",
    "%1%9",
    "\u202e",
)


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
    pages = typeset(LINES)
    samples["report.pdf"] = pdf_writer.write(pages, compressed=False)
    samples["report.ofd"] = ofd_writer.write(pages)
    return samples


SAMPLES = _samples()


def legacy_samples() -> dict[str, bytes]:
    """The report as .rtf, and as .doc made from it: one read by antiword, one by LibreOffice (it holds a table)."""
    office = shutil.which("soffice")
    if office is None:
        return {}
    simple = _rich(LINES)
    made = {"full.rtf": simple}
    table = r"\trowd\cellx3000\cellx6000\intbl \u30002?\cell 206\cell\row\pard "
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, data in (("plain", simple), ("full", simple[:-1] + table.encode() + b"}")):
            source = Path(folder, f"{name}.rtf")
            source.write_bytes(data)
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            command = [office, profile, "--headless", "--convert-to", "doc", "--outdir", folder, str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made[f"{name}.doc"] = source.with_suffix(".doc").read_bytes()
    return made


def _rich(lines: Sequence[str]) -> bytes:
    """Rich text: every character that is not ASCII by its number."""
    words = ("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return ("{\\rtf1\\ansi\\uc1 " + "\\par\n".join(words) + "}").encode("ascii")


def archive_sample() -> bytes:
    """A zip of reports; spoilt as a whole and member by member."""
    return package({"甲/报告.txt": TEXT.encode(), "乙.docx": SAMPLES["report.docx"], "丙.html": SAMPLES["page.html"]})


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


def _number(data: bytearray, chance: random.Random) -> None:
    """Lengths, counts, references, sizes: any number may become any other."""
    places = list(_NUMBER.finditer(data))
    for _ in range(chance.choice((1, 1, 3))):
        if places:
            place = chance.choice(places)
            data[place.start() : place.end()] = chance.choice(_NUMBERS)[: place.end() - place.start() + 12]
            places = list(_NUMBER.finditer(data))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _remove(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 2, 30, 500))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = bytes(data[at : at + chance.choice((5, 50, 500))])
    data[at:at] = piece * chance.choice((1, 10, 300))


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _overwrite,
    _insert,
    _number,
    _cut,
    _remove,
    _repeat,
)
_IN_WORDS = (_insert, _number, _cut, _remove, _repeat)


def mutations(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    """``count`` spoilt copies: every other one of a package inside one of its members, of a text in its words.

    The words of a text are spoilt so that its encoding stays whole: otherwise most copies end at the decoder.
    """
    encoding = next((one for one in ("utf-16", "utf-8", "gb18030") if _decodes(data, one)), None)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        if data.startswith(b"PK") and number % 2:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
            name = chance.choice(sorted(name for name in members if members[name]))
            members[name] = (_rearrange if chance.random() < 0.7 else _spoil)(members[name], chance)
            yield package(members)
        elif encoding is not None and number % 2:
            words = bytearray(data.decode(encoding).encode())
            for _ in range(chance.choice((1, 2, 4, 8))):
                if words:
                    chance.choice(_IN_WORDS)(words, chance)
            yield words.decode("utf-8", "ignore").encode(encoding, "ignore") or b" "
        else:
            yield _spoil(data, chance)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return encoding != "utf-16" or data.startswith(b"\xff\xfe") if data.decode(encoding) else False
    except UnicodeDecodeError:
        return False


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
    """What became of a file: how many documents were read from it, what was said of the others, seconds it all took."""

    documents: int
    sentences: tuple[str, ...]
    seconds: float


def judge(data: bytes, name: str, *, check: bool = False) -> Verdict:
    """Read and see what every reader promises; ``check``: the whole checklist and all outputs as well.

    Raises AssertionError, or whatever was let through.
    """
    start = time.perf_counter()
    documents: list[Document] = []
    sentences: list[str] = []
    try:
        if name.endswith(".zip"):
            parts = [(member.name, member.data) for member in members(data, name, LIMITS) if not member.error]
        else:
            parts = [(name, data)]
    except ReadError as error:
        parts = []
        sentences.append(str(error))
    for part, content in parts:
        try:
            documents.append(read_bytes(content, part, LIMITS))
        except ReadError as error:
            sentences.append(str(error))
    for sentence in sentences:
        assert sentence and "\n" not in sentence and any("一" <= sign <= "鿿" for sign in sentence), sentence
        assert len(sentence) < 200 and "；" in sentence, sentence
    for document in documents:
        _keeps_its_promises(document)
        if check:
            _checks(document)
    return Verdict(len(documents), tuple(sentences), time.perf_counter() - start)


def _keeps_its_promises(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(document.text), block
        end = block.span.end
    assert document.prose, "a document without prose"
    assert not CONTROLS.search(document.text), "control characters in the text"
    assert document.text.encode("utf-8")


def _checks(document: Document) -> None:
    from checker.engine.run import check_document
    from checker.report.checklist import checklist_of
    from checker.report.console import View, coloured, plain, render_report
    from checker.report.html.page import render_page
    from checker.report.json_results import render_json
    from checker.report.markdown import render_markdown
    from checker.review.running import rulebook_for

    book = rulebook_for(())
    result = check_document(document, book, date(2024, 3, 1))
    broken = [outcome.reason for outcome in result.outcomes if (outcome.reason or "").startswith("规则运行出错")]
    assert not broken, broken
    checklist = checklist_of(book, indicators=True)
    lines = render_report(result, checklist, View())
    assert "\x1b" not in plain(lines)
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", coloured(lines))
    json.loads(render_json([result], checklist))
    for text in (render_markdown([result], checklist), render_page(result, checklist)):
        assert text.encode("utf-8")


def main() -> None:
    """The long run, a process for each sample: how many were read or refused, the slowest, the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="spoilt copies of each sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only samples whose name contains this")
    parser.add_argument("--check", action="store_true", help="not only read: check, and write all outputs")
    parser.add_argument("--legacy", action="store_true", help="also .doc and .rtf (LibreOffice: one copy in 500)")
    parser.add_argument("--keep", type=Path, help="folder for the files that failed")
    options = parser.parse_args()
    samples = {**SAMPLES, "reports.zip": archive_sample(), **(legacy_samples() if options.legacy else {})}
    print(f"{'sample':12} {'read':>7} {'refused':>8} {'FAILED':>7} {'slowest':>9} {'seconds':>8} {'peak MiB':>9}")
    wrong = 0
    for name, sample in samples.items():
        if options.only in name:
            count = options.count // 500 or 1 if name.startswith("full.") else options.count
            wrong += _apart(lambda name=name, sample=sample, count=count: _long_run(name, sample, count, options))  # type: ignore[misc]
    sys.exit(1 if wrong else 0)


def _apart(run: Callable[[], int]) -> int:
    """``run`` in a process of its own, whose peak of memory is then its own."""
    if not hasattr(os, "fork"):
        return run()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            status = min(run(), 1)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _long_run(name: str, sample: bytes, count: int, options: argparse.Namespace) -> int:
    if name.startswith("plain."):
        legacy._office = lambda: None  # type: ignore[assignment]  # what antiword refuses goes to it: seconds each
    if options.check:
        judge(sample, name, check=True)  # the rule book is loaded
    outcome: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    slowest = (0.0, -1)
    start = time.perf_counter()
    for number, data in enumerate(mutations(sample, options.seed, count)):
        faulthandler.dump_traceback_later(120, exit=True)  # a hang, even in C
        try:
            verdict = judge(data, name, check=options.check)
        except Exception as error:  # what must not be let through is what this program looks for
            outcome["failed"] += 1
            print(f"{name} seed {options.seed} number {number}: {error!r}"[:600], file=sys.stderr)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{number}-{name}").write_bytes(data)
            continue
        outcome["read" if verdict.documents else "refused"] += 1
        sentences.update(re.sub("[0-9]+", "…", sentence) for sentence in verdict.sentences)
        slowest = max(slowest, (verdict.seconds, number))
    faulthandler.cancel_dump_traceback_later()
    took = time.perf_counter() - start
    peak = "?"
    with contextlib.suppress(ImportError):  # not on Windows
        import resource

        peak = str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    counts = f"{outcome['read']:7} {outcome['refused']:8} {outcome['failed']:7}"
    print(f"{name:12} {counts} {slowest[0]:7.2f} s {took:8.0f} {peak:>9}   slowest is number {slowest[1]}")
    for sentence, times in sentences.most_common():
        print(f"    {times:6}  {sentence}")
    return outcome["failed"]


if __name__ == "__main__":
    main()
