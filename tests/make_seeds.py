"""Write ``seeds/`` anew: ``python -m tests.make_seeds [FOLDER]``. PDF files are made with LibreOffice.

Also puts the line of each quote into the gold files, so that a person finds it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.seeds_writer.source import plain_lines, read_source
from tests.seeds_writer.web import write_page
from tests.seeds_writer.word import PDF_FONT, write_official, write_typed

SEEDS = Path(__file__).parents[1] / "seeds"
FILES = {  # each source and the file made from it
    "yunxi-2021": "yunxi-2021.docx",
    "nanping-2022": "nanping-2022.pdf",
    "qingshi-2019": "qingshi-2019.txt",
    "chenghu-2023": "chenghu-2023.html",
    "linjiang-2024": "linjiang-2024.txt",
    "market-2020": "market-2020.txt",
    "shiqiao-2025": "shiqiao-2025.docx",
}


def render(name: str) -> bytes:
    """The bytes of the sample made from ``sources/NAME.txt``."""
    pieces = read_source(name)
    text = "\n".join(plain_lines(pieces)) + "\n"
    match name:
        case "yunxi-2021":
            return write_official(pieces)
        case "shiqiao-2025":
            return write_typed(pieces)
        case "nanping-2022":
            return _pdf(write_official(pieces, font=PDF_FONT))
        case "chenghu-2023":
            return write_page(pieces).encode()
        case "qingshi-2019":
            return text.encode("gb18030")
        case "market-2020":  # as Notepad on Windows saves it
            return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        case _:
            return text.encode()


def _pdf(docx: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(docx)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return path.with_suffix(".pdf").read_bytes()


def number_lines(gold: Path, lines: list[str]) -> None:
    """Write into each entry of the gold file the line, from 1, on which its quote stands."""
    data = json.loads(gold.read_text(encoding="utf-8"))
    for entry in [*data["defects"], *data["true_negatives"]]:
        if entry["quote"]:
            entry["line"] = next((n for n, line in enumerate(lines, 1) if entry["quote"] in line), None)
    head = json.dumps({k: v for k, v in data.items() if not isinstance(v, list)}, ensure_ascii=False, indent=1)
    parts = [head.removesuffix("\n}")]
    for key in ("defects", "true_negatives"):
        rows = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in data[key])
        parts.append(f' "{key}": [\n  {rows}\n ]')
    gold.write_text(",\n".join(parts) + "\n}\n", encoding="utf-8")


def main(folder: Path = SEEDS) -> None:
    folder.mkdir(exist_ok=True)
    for name, file in FILES.items():
        (folder / file).write_bytes(render(name))
        gold = folder / f"{name}.gold.json"
        if gold.exists():
            number_lines(gold, plain_lines(read_source(name)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
