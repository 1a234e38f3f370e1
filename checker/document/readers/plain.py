"""Plain text and Markdown: the encoding found out, the lines made into paragraphs.

``Document.text`` is the decoded file with line breaks normalised to ``\\n``; every other character keeps
its place, so offsets are file offsets. Characters that cannot be shown (control characters; in Markdown
the marks of emphasis and links) are replaced one for one, never removed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.document.assembly import BLANKS, CONTROLS, is_blank_text
from checker.document.furniture import furniture_among
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Block, BlockKind, Cell, Document, Span
from checker.document.typed_tables import may_hold_tables, typed_tables
from checker.document.wrapping import Wrapping
from checker.errors import ReadError

__all__ = ["Decoded", "decode", "from_text", "is_chinese", "read"]

_MARKDOWN = (".md", ".markdown", ".mkd")


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a text file. Raises ReadError when its encoding cannot be told or when it is no text."""
    limits.check_bytes(len(data))
    decoded = decode(data)
    markdown = name.lower().endswith(_MARKDOWN)
    return _document(decoded.text, name, "md" if markdown else "txt", limits, decoded.encoding, decoded.notes)


def from_text(text: str, name: str = "<text>", format: str = "txt") -> Document:
    """A document from a string, as if it had been read from a file. An empty string gives no blocks."""
    return _document(text, name, format, DEFAULT_LIMITS, None, ())


# ── encoding ────────────────────────────────────────────────────────────────────────────────────


class Decoded(Struct, frozen=True):
    """Text of a file, the encoding it was in, and remarks for the user."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


# Longest first: the UTF-32 mark begins with the UTF-16 one.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAVE_AS_UTF8 = "请用记事本或 WPS 打开，确认文字正常后另存为 UTF-8 编码的文本"
_NOT_TEXT = f"不是文本文件（含有大量不可显示的字节）；请确认文件是否选对，{_SAVE_AS_UTF8}"
_UNKNOWN = f"认不出文件的文字编码（UTF-8、GB18030、UTF-16 都读不成通顺的中文）；{_SAVE_AS_UTF8}"
# How much of the Chinese must be everyday characters (GB 2312, first level) before a guess counts.
_PLAUSIBLE = 0.85
_NOT_FIRST_LEVEL = bytes(byte for byte in range(256) if not 0xB0 <= byte <= 0xD7)
_ASCII = re.compile("[\x00-\x7f]+")
_SAMPLE = 800


def decode(data: bytes) -> Decoded:
    """Decode strictly, by byte order mark or by what reads as Chinese. Raises ReadError when undecided."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _inspected(data[len(mark) :].decode(encoding.removesuffix("-sig")), encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    break
                raise ReadError(f"文件以 {encoding} 的标记开头，内容却不完整或已损坏；{_SAVE_AS_UTF8}") from None
    nuls = data.count(0)
    if nuls:
        return _utf16(data, nuls)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error)
    if text.isascii():
        return _inspected(text, "ascii")
    # Four bytes of GB18030 can happen to be valid UTF-8 (the old 联通 joke); a report cannot. Without NULs,
    # UTF-16 is never valid UTF-8 for more than a few characters either.
    if len(data) < 64 and _plausibility(text) < _PLAUSIBLE:
        other = _attempt(data, "gb18030")
        if other is not None and _plausibility(other) > max(_plausibility(text), _PLAUSIBLE):
            return _inspected(other, "gb18030")
    return _inspected(text, "utf-8")


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """What is not UTF-8: GB18030, UTF-16 without a mark, or a damaged UTF-8 file."""
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
        text = data[: error.start].decode("utf-8")
        if _plausibility(text) >= _PLAUSIBLE:
            return _inspected(text, "utf-8", "文件末尾的一个字符不完整，可能没有传完；请与原件核对结尾")
    best: tuple[float, str, str] | None = None
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        attempt = _attempt(data, encoding)
        if attempt is not None:
            score = _plausibility(attempt)
            if best is None or score > best[0]:
                best = (score, encoding, attempt)
    if best is not None and best[0] >= _PLAUSIBLE:
        return _inspected(best[2], best[1])
    cut = _attempt(data[:-1], "gb18030")
    if cut is not None and _plausibility(cut) >= _PLAUSIBLE:
        return _inspected(cut, "gb18030", "文件末尾的一个字符不完整，可能没有传完；请与原件核对结尾")
    if _looks_binary(data):
        raise ReadError(_NOT_TEXT)
    spoilt = data.decode("utf-8", "replace")
    if spoilt.count("\ufffd") * 20 < len(spoilt) and _plausibility(spoilt) >= _PLAUSIBLE:
        place = spoilt[: spoilt.index("\ufffd")].count("\n") + 1
        raise ReadError(f"文件大体是 UTF-8 编码，但第 {place} 行起有损坏的字节；{_SAVE_AS_UTF8}")
    raise ReadError(_UNKNOWN)


def _utf16(data: bytes, nuls: int) -> Decoded:
    """Data with NUL bytes: UTF-16 without a mark, or no text at all."""
    attempts = ((encoding, _attempt(data, encoding)) for encoding in ("utf-16-le", "utf-16-be"))
    scored = [
        (1.0 if text.isascii() and "\0" not in text else _plausibility(text), encoding, text)
        for encoding, text in attempts
        if text is not None
    ]
    score, encoding, text = max(scored, default=(0.0, "", ""))
    if score >= _PLAUSIBLE:
        return _inspected(text, encoding)
    if nuls * 1000 > len(data) or _looks_binary(data):
        raise ReadError(_NOT_TEXT)
    return decode(data.replace(b"\0", b"\x01"))  # a stray NUL: a control character like any other


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    """0 to 1: how much this looks like Chinese prose. Private use and control characters count against it."""
    sample = text[:_SAMPLE]
    if sample.isascii() and len(text) > _SAMPLE:
        sample = _ASCII.sub("", text)[:_SAMPLE]
    others = [character for character in sample if not "\u4e00" <= character <= "\u9fff"]
    chinese = len(sample) - len(others)
    odd = 0
    for character in others:
        if character > "~" or character < " ":
            if _is_rare_chinese(character):
                chinese += 1
            elif not _is_common_sign(character):
                odd += 1
    if not chinese:
        return 0.0
    # Without ASCII, GB 2312 takes two bytes a character; the first level has the lead bytes B0 to D7.
    leads = _ASCII.sub("", sample).encode("gb2312", "ignore")[::2]
    return len(leads.translate(None, _NOT_FIRST_LEVEL)) / (chinese + 3 * odd)


def is_chinese(text: str) -> bool:
    """Whether the text holds Chinese that reads as such: everyday characters, not those of a wrong decoding."""
    return not text.isascii() and _plausibility(_ASCII.sub("", text)) >= _PLAUSIBLE


# Loops over a short sample: patterns with ranges as wide as these take longer to compile than all of it to run.


def _is_rare_chinese(character: str) -> bool:
    return (
        "\u3400" <= character < "\u4e00"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _is_common_sign(character: str) -> bool:
    """Latin, Greek, Cyrillic, signs and pictures. All else beside Chinese speaks for a wrong decoding."""
    return (
        character in "\t\n\r\f\v"
        or "\xa0" <= character <= "\u04ff"
        or "\u2000" <= character <= "\u33ff"
        or "\ufe30" <= character <= "\uffef"
        or "\U0001f000" <= character <= "\U0001ffff"
    )


def _looks_binary(data: bytes) -> bool:
    sample = data[:65_536]
    return sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in sample) * 100 > len(sample)


def _inspected(text: str, encoding: str, *notes: str) -> Decoded:
    """The decoded text after a look for damage that an earlier program left in it."""
    found = list(notes)
    plausibility = _plausibility(text)
    if plausibility < 0.6 and sum("\u3400" <= one <= "\u9fff" for one in text[:100_000]) >= 20:
        repaired = text.replace("\ufffd", "").encode("gb18030", "ignore").decode("utf-8", "ignore")
        if len(repaired) * 3 > len(text) and _plausibility(repaired) >= _PLAUSIBLE:
            raise ReadError("文件里的文字已是乱码（UTF-8 曾被当作 GBK 打开后保存）；请回到原件重新另存")
        if plausibility < 0.2:
            raise ReadError(_UNKNOWN)
    lost = text.count("\ufffd") + text.count("锟斤拷")
    if lost:
        if lost * 20 > len(text):
            raise ReadError("文件里的文字大半已损坏成“�”；请回到原件重新另存")
        found.append(f"文中有 {lost} 处已损坏的字符（�），请与原件核对")
    return Decoded(text, encoding, tuple(found))


# ── lines ───────────────────────────────────────────────────────────────────────────────────────

_BREAKS = re.compile("\r?\n\f|\r\n|[\r\v\f\x85\u2028\u2029]")  # a page break after a line break is one
_ANY_BREAK = re.compile("[\r\v\f\x85\u2028\u2029]")


class _Line(Struct, frozen=True):
    start: int  # of the line in the text
    end: int
    inner_start: int  # without blanks at the ends
    inner_end: int


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        left = raw.lstrip(BLANKS)
        yield _Line(start, end, end - len(left), end - len(left) + len(left.rstrip(BLANKS)))
        start = end + 1


def _document(
    text: str, name: str, format: str, limits: Limits, encoding: str | None, notes: Sequence[str]
) -> Document:
    remarks = list(notes)
    if _ANY_BREAK.search(text):
        text = _BREAKS.sub("\n", text)
    text = text.removeprefix("\ufeff")
    limits.check_characters(len(text))
    if CONTROLS.search(text):
        controls = len(CONTROLS.findall(text))
        if encoding is not None and controls * 50 > len(text):
            raise ReadError(_NOT_TEXT)
        text = CONTROLS.sub(" ", text)
        remarks.append(f"文中有 {controls} 个不可显示的控制字符，已按空格处理")
    if encoding is not None:
        if is_blank_text(text):
            raise ReadError("文件是空的，没有任何文字；请确认文件是否选对、是否已保存")
        if not any("\u3400" <= character <= "\u9fff" for character in text):
            remarks.append("全文没有一个汉字，请确认文件是否选对")
    if format == "md":
        from checker.document.readers.markdown import read_markdown

        text, blocks = read_markdown(text)
    else:
        blocks = _paragraphs(text, limits)
    limits.check_blocks(len(blocks))
    if encoding is not None and not any(block.kind is not BlockKind.FURNITURE for block in blocks):
        raise ReadError("文件里只有网页的按钮和标签，没有报告正文；请确认文件是否选对")
    return Document(name, format, text, tuple(blocks), tuple(remarks), encoding=encoding)


def _paragraphs(text: str, limits: Limits) -> list[Block]:
    cells: list[Block] = []
    lines = list(_lines(text))
    if may_hold_tables(text):
        cells, taken = _tables(text, lines)
        lines = [line for number, line in enumerate(lines) if number not in taken]
    lines = [line for line in lines if line.inner_start < line.inner_end]
    limits.check_blocks(len(lines) + len(cells))
    wrapping = Wrapping([text[line.start : line.inner_end] for line in lines])
    blocks: list[Block] = []
    above: _Line | None = None
    furniture = furniture_among([text[line.inner_start : line.inner_end] for line in lines])
    for line, apart in zip(lines, furniture, strict=True):
        if apart:
            blocks.append(Block(BlockKind.FURNITURE, Span(line.inner_start, line.inner_end)))
            above = None
            continue
        if (
            above is not None
            and line.start == above.end + 1
            and wrapping.continues(text[above.start : above.end], text[line.start : line.end])
        ):
            joined = blocks.pop().span.start
            blocks.append(Block(BlockKind.PARAGRAPH, Span(joined, line.inner_end)))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(line.inner_start, line.inner_end)))
        above = line
    return sorted((*blocks, *cells), key=_by_start) if cells else blocks


def _by_start(block: Block) -> Span:
    return block.span


def _tables(text: str, lines: Sequence[_Line]) -> tuple[list[Block], set[int]]:
    """The cells of tables that were typed, and the numbers of the lines that they take up."""
    cells, taken = typed_tables([text[line.start : line.end] for line in lines])
    blocks: list[Block] = []
    for cell in cells:
        start = lines[cell.line].start
        place = Cell(cell.table, cell.row, cell.column, 1, cell.columns)
        blocks.append(Block(BlockKind.CELL, Span(start + cell.start, start + cell.end), cell=place))
        taken.add(cell.line)
    return blocks, taken
