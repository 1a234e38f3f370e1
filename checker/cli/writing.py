"""Put a finished output where it belongs: standard output, a file, or a folder of pages."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.options import Target
from checker.errors import UsageError, reason_of

if TYPE_CHECKING:
    from checker.engine.result import Result
    from checker.report.checklist import Checklist
    from checker.report.console import View

__all__ = ["write_file", "write_target", "write_text"]


def write_target(
    target: Target, results: Sequence[Result], checklist: Checklist, view: View, colour: bool | None = None
) -> None:
    """Render all results in the target's format and write them."""
    if target.format == "html":
        _write_pages(target, results, checklist)
        return
    text = _rendered(target.format, results, checklist, view, bool(colour))
    if target.file is None:
        sys.stdout.write(text)
    else:
        write_file(target.file, text)


def _rendered(format_name: str, results: Sequence[Result], checklist: Checklist, view: View, colour: bool) -> str:
    if format_name == "json":
        from checker.report.json_results import render_json

        return render_json(results, checklist)
    if format_name == "markdown":
        from checker.report.markdown import render_markdown

        return render_markdown(results, checklist)
    from checker.report.console import coloured, plain, render_report, render_summary

    count = len(results)
    lines = [
        line
        for number, result in enumerate(results, 1)
        for line in render_report(result, checklist, view, number=number, of=count)
    ]
    if count > 1:
        lines += render_summary(results, view)
    return coloured(lines) if colour else plain(lines)


def _write_pages(target: Target, results: Sequence[Result], checklist: Checklist) -> None:
    """One report: a page in the file or on standard output. Several: a folder with a page each and an index."""
    from checker.report.html.index import render_index
    from checker.report.html.page import page_names, render_page

    if len(results) == 1 and (target.file is None or target.file.suffix.lower() in (".html", ".htm")):
        text = render_page(results[0], checklist)
        if target.file is None:
            sys.stdout.write(text)
        else:
            write_file(target.file, text)
        return
    folder = target.file
    if folder is None or folder.suffix.lower() in (".html", ".htm"):
        raise UsageError("几份报告的网页要写进文件夹，每份一页；请写 --format html:文件夹")
    names = page_names(results)
    for result, name in zip(results, names, strict=True):
        write_file(folder / name, render_page(result, checklist, index="index.html"))
    write_file(folder / "index.html", render_index(results, names, checklist))


def write_text(text: str, output: str | None) -> None:
    """Write to the file that ``--output`` names, or to standard output: where it names none, and for ``-``."""
    if output is None or output == "-":
        sys.stdout.write(text)
    else:
        write_file(Path(output), text)


def write_file(file: Path, text: str) -> None:
    """Write UTF-8 in one step: a reader sees the old file or the new one, never half of it."""
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            # A pipe or device (/dev/stdout): nothing to replace.
            with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                stream.write(text)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise UsageError(f"“{file}”是文件夹，写不进去；请写文件名")
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise UsageError(f"写不进“{file}”（{reason_of(error)}）；请检查路径、权限和磁盘空间") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
