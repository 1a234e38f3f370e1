"""Whether the text layer of a layout file (PDF, OFD) can be trusted: there at all, and no gibberish."""

from __future__ import annotations

from collections.abc import Sequence

from checker.document.layout import Sheet
from checker.errors import ReadError

__all__ = ["remarks"]

# A sixth to a quarter of running Chinese text; a wrong table of characters hits none of them.
_COMMON = frozenset("的、，。一和在是了有为法政行工府人治作年制建中与不以等大化依推设")
_ENOUGH = 300  # Chinese characters from which on these must occur


def remarks(sheets: Sequence[Sheet], format: str) -> list[str]:
    """Remarks for the user on pages without text and on characters lost; ``format`` is PDF or OFD.

    Raises ReadError where there is no text layer, or where it is gibberish.
    """
    # Scanners stamp a page number or the name of a program on each picture; that is no text layer.
    counts = [sum(glyph[4] != " " for glyph in sheet.glyphs) for sheet in sheets]
    if not sum(counts) or (len(sheets) > 1 and sum(counts) < 8 * len(sheets)):
        raise ReadError(
            f"{format} 没有文字层，是扫描件或图片，读不出文字；"
            f"请改交 Word 或由 Word 直接导出的 {format}，或先做文字识别（OCR）"
        )
    chinese = common = lost = 0
    for sheet in sheets:
        for *_, char in sheet.glyphs:
            if "\u4e00" <= char <= "\u9fff":
                chinese += 1
                common += char in _COMMON
            elif char in _COMMON:
                common += 1
            elif "\ue000" <= char <= "\uf8ff" or char == "\ufffd" or "\x7f" <= char <= "\x9f":
                lost += 1
    if lost * 5 > sum(counts) or (chinese > _ENOUGH and common * 100 < chinese):
        raise ReadError(
            f"{format} 的文字层是乱码（字体缺少对照表，复制出来也是乱码）；"
            f"请改交 Word 文件，或重新导出 {format}，或先做文字识别（OCR）"
        )
    notes: list[str] = []
    blank = [str(number) for number, count in enumerate(counts, 1) if not count]
    if blank:
        some = "、".join(blank[:10]) + (" 等" if len(blank) > 10 else "")
        notes.append(f"第 {some} 页没有文字（扫描页、图片或空白页），这些页未核查")
    if lost:
        notes.append(f"有 {lost} 个字符在 {format} 中没有对照的文字（可能是自造字或符号），请与原件核对")
    return notes
