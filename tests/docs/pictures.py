"""The pictures of the README, made again: ``python -m tests.docs.pictures``.

Needs chromium, Pillow and the Noto CJK fonts.

The console is what rich exports, in a font whose Chinese characters are two cells wide (rich's SVG squeezes them into
one); the page is opened as a reader would.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from io import StringIO
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.terminal_theme import MONOKAI

from checker.document.reading import read_file
from checker.engine.rulebook.rulebook import load_rulebook
from checker.engine.run import check_document
from checker.report.checklist import checklist_of
from checker.report.console import View, render_report
from checker.report.html.page import render_page

HOME = Path(__file__).parents[2]
PICTURES = HOME / "docs" / "pictures"
SAMPLE = Path("seeds") / "yunxi-2021.docx"
TODAY = date(2022, 3, 20)
COLUMNS = 92
LINES = 41
_DIM = "#727272"
IGNORED = ("numbers/unit", "format/*")

_QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def photograph(page: str, picture: Path, width: int, height: int, scale: float) -> None:
    """A picture of a local page in chromium, which sees no network and leaves nothing behind."""
    with tempfile.TemporaryDirectory() as profile:
        size = [f"--window-size={width},{height}", f"--force-device-scale-factor={scale}"]
        options = [*_QUIET, f"--user-data-dir={profile}", *size, f"--screenshot={picture}"]
        subprocess.run(["chromium", *options, page], check=True, capture_output=True, timeout=120)
    with Image.open(picture) as photo:
        photo.convert("RGB").quantize(64).save(picture, optimize=True)


_SCREEN = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: {background}; }}
pre {{ margin: 14px 18px; overflow: hidden; color: {foreground}; background: {background};
  font: 15px/1.34 "Noto Sans Mono CJK SC", monospace; }}
{stylesheet}
</style><pre>{code}</pre>"""


def console_html() -> str:
    """The first lines of ``checker check`` on the sample, as a page."""
    book = load_rulebook()
    checked = check_document(read_file(SAMPLE), book, TODAY, ignore=IGNORED)
    lines = render_report(checked, checklist_of(book), View(COLUMNS))
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(f"[dim]$[/dim] checker check {SAMPLE.as_posix()} --ignore '{','.join(IGNORED)}'", highlight=False)
    for line in lines[: LINES - 1]:
        console.print(line, highlight=False, soft_wrap=True)
    page = console.export_html(theme=MONOKAI, code_format=_SCREEN)
    return page.replace(_DIM, "#9a9a94")  # what is dim on a screen would be lost in a picture


def page_html() -> str:
    """The page of the sample."""
    book = load_rulebook()
    checked = check_document(read_file(SAMPLE), book, TODAY)
    return render_page(checked, checklist_of(book, indicators=True))


def main() -> None:
    """Make both pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screen = folder / "console.html"
        screen.write_text(console_html(), encoding="utf-8")
        photograph(
            screen.as_uri(), PICTURES / "console.png", COLUMNS * 15 // 2 + 36, round(LINES * 15 * 1.34) + 28, 1.25
        )
        page = folder / "page.html"
        page.write_text(page_html(), encoding="utf-8")
        photograph(page.as_uri(), PICTURES / "page.png", 1180, 1560, 0.85)


if __name__ == "__main__":
    main()
