"""Limits on what one file may cost us: a report is data from outside.

A reader checks a limit *before* it spends the memory or the time, and answers with one Chinese
sentence. The defaults leave a factor of twenty or more above the largest real report.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import ReadError

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds per file. Counts are whole numbers; sizes are bytes; time is seconds."""

    max_bytes: int = 100 * 1024 * 1024  # of the file as it lies on disk
    max_expanded_bytes: int = 200 * 1024 * 1024  # of all that is unpacked from it, together
    max_part_bytes: int = 64 * 1024 * 1024  # of one unpacked part (one XML file of a package)
    max_ratio: int = 400  # unpacked to packed size, of one part; small parts (under 1 MiB) are exempt
    max_members: int = 5_000  # entries of a package
    max_pages: int = 2_000  # of a PDF or OFD
    max_characters: int = 2_000_000  # of text read
    max_blocks: int = 50_000  # paragraphs, cells, …
    max_depth: int = 200  # of nested elements; also of nested packages where a reader opens such
    max_cells: int = 30_000  # of all tables together
    max_seconds: float = 60.0  # for converters run as a process of their own (LibreOffice, antiword)

    def check_bytes(self, size: int) -> None:
        """Raise ReadError when a file of ``size`` bytes is too large to be opened."""
        if size > self.max_bytes:
            raise ReadError(
                f"文件过大（{_mega(size)}，上限 {_mega(self.max_bytes)}），未读取；请删去图片、附件后另存再核查"
            )

    def check_characters(self, count: int) -> None:
        """Raise ReadError when ``count`` characters of text are more than a report can hold."""
        if count > self.max_characters:
            raise ReadError(f"文字过多（超过 {self.max_characters} 字），不像一份年度报告；请确认文件是否选对")

    def check_pages(self, count: int) -> None:
        """Raise ReadError when a file has too many pages."""
        if count > self.max_pages:
            raise ReadError(f"页数过多（{count} 页，上限 {self.max_pages} 页），不像一份年度报告；请只保留报告正文")

    def check_blocks(self, count: int) -> None:
        """Raise ReadError when a file has too many paragraphs and cells."""
        if count > self.max_blocks:
            raise ReadError(f"段落和表格单元格过多（超过 {self.max_blocks} 个），不像一份年度报告；请确认文件是否选对")


def _mega(size: int) -> str:
    return f"{size // (1024 * 1024)} MB" if size >= 1024 * 1024 else f"{size // 1024} KB"


DEFAULT_LIMITS = Limits()
