"""LibreOffice, where it is installed: it writes what word processors write."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

OFFICE = shutil.which("soffice")


def convert(files: Sequence[Path], format: str, folder: Path, profile: Path) -> None:
    """Write the files in ``format`` (pdf, odt, doc:MS Word 97 …) to ``folder``; ``profile`` holds its settings."""
    assert OFFICE is not None
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command = [OFFICE, *options, "--convert-to", format, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
