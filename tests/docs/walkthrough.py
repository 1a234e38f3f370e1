"""A document that is executed: files to write, commands to run, the output that each must give.

Fenced blocks of a document are its steps, in order:

- ```` ```yaml file=folder/name.yaml ````: write this file; with ``wrong`` after it, one that is meant to be refused;
- ```` ```console ````: lines that begin with ``> `` are commands, the lines below each what it prints.

Other blocks are for the eye. ``python -m tests.docs.walkthrough docs/write-a-rule.md`` runs a document and puts in what
the commands print today: look at the difference before you commit it.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from checker.cli.main import main
from checker.review.running import rulebook_for

TODAY = "2025-02-20"
"""What stands for today in the commands of a document, which do not say it."""

_BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<body>.*?)^(?P=indent)```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """One fenced block. ``start`` and ``end`` are the offsets of what stands between the fences."""

    kind: str
    file: str
    wrong: bool
    body: str
    start: int
    end: int
    indent: str

    def commands(self) -> list[tuple[str, str]]:
        """The commands of a console block, each with its output."""
        found: list[tuple[str, str]] = []
        for line in self.body.splitlines():
            if line.startswith("> "):
                found.append((line[2:], ""))
            elif found:
                found[-1] = (found[-1][0], found[-1][1] + line + "\n")
        return found


def blocks_of(text: str) -> Iterator[Block]:
    """All fenced blocks of a document, in order; the indent of a block within a list is taken off."""
    for match in _BLOCK.finditer(text):
        indent = match["indent"]
        body = "".join(line.removeprefix(indent) for line in match["body"].splitlines(keepends=True))
        rest = match["rest"].split()
        file = next((word.removeprefix("file=") for word in rest if word.startswith("file=")), "")
        yield Block(match["kind"], file, "wrong" in rest, body, match.start("body"), match.end("body"), indent)


def write(block: Block, folder: Path) -> None:
    """Write the file of a block."""
    path = folder / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.body, encoding="utf-8")


def output_of(command: str, folder: Path) -> str:
    """Run one command in ``folder``, 80 cells wide and without colour; what it prints, without trailing blanks."""
    name, *arguments = shlex.split(command.replace("\\", "/"))
    assert name == "checker", command
    if arguments[0] == "check" and "--today" not in arguments:
        arguments += ["--today", TODAY]
    printed = io.StringIO()
    environment = {"COLUMNS": "80", "NO_COLOR": "1", "CHECKER_CACHE_DIR": str(folder / ".cache")}
    rulebook_for.cache_clear()  # the files of the folder may have changed since the last command
    with chdir(folder), redirect_stdout(printed), redirect_stderr(printed), patch.dict(os.environ, environment):
        code = main(arguments)
    assert code in (0, 1, 2), printed.getvalue()
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else ""


def refreshed(document: Path) -> str:
    """The document with the output that its commands have today.

    Run in an empty folder; a README.md in a copy of its own, beside the files that it speaks of.
    """
    text = document.read_text(encoding="utf-8")
    parts: list[str] = []
    last = 0
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(empty) / "here"
        if document.name == "README.md":
            shutil.copytree(document.parent, folder)
        folder.mkdir(exist_ok=True)
        for block in blocks_of(text):
            if block.file:
                write(block, folder)
            if block.kind != "console":
                continue
            body = "".join(f"> {command}\n{output_of(command, folder)}" for command, _ in block.commands())
            parts += [text[last : block.start], "".join(block.indent + line for line in body.splitlines(keepends=True))]
            last = block.end
    return "".join([*parts, text[last:]])


def stable(text: str) -> str:
    """Without the number of all rules, which grows."""
    return re.sub(r"\d+条规则", "几条规则", text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(refreshed(Path(name)), encoding="utf-8")
