"""What the words of an option mean: dates, lists of globs, formats. Every refusal says what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.errors import UsageError

__all__ = ["FORMATS", "Target", "choice_of", "comma_list", "date_of", "folders_of", "targets_of"]

FORMATS = ("console", "json", "html", "markdown")


@dataclass(frozen=True, slots=True)
class Target:
    """One output of a run: its format and where it goes; ``file`` None is standard output."""

    format: str
    file: Path | None = None


def comma_list(values: Iterable[str]) -> tuple[str, ...]:
    """``["numbers/*,years/*", "format/*"]`` as three globs; Chinese commas are as good."""
    pieces = (piece.strip() for value in values for piece in value.replace("，", ",").split(","))
    return tuple(piece for piece in pieces if piece)


def date_of(text: str, option: str) -> date:
    """A day written 2025-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} 应写成 2025-03-01 这样的日期，不能是“{text}”") from None


def choice_of(text: str, choices: Sequence[str], option: str) -> str:
    """One of the choices."""
    if text not in choices:
        raise UsageError(f"{option} 只能是 {'、'.join(choices)}，不能是“{text}”")
    return text


def folders_of(paths: Iterable[str], option: str) -> tuple[Path, ...]:
    """Folders that exist."""
    folders = []
    for path in paths:
        folder = Path(path)
        if not folder.is_dir():
            raise UsageError(f"{option} 要的是文件夹，找不到“{path}”")
        folders.append(folder)
    return tuple(folders)


def targets_of(formats: Sequence[str], output: str | None) -> tuple[Target, ...]:
    """The outputs of a run from ``--format FORMAT[:FILE]`` (repeatable) and ``--output FILE``.

    Only one of them can go to standard output; ``--output`` names the file of the one that has none.
    """
    targets = []
    for text in formats or ["console"]:
        name, colon, file = text.partition(":")
        choice_of(name, FORMATS, "--format")
        if colon and not file:
            raise UsageError(f"--format {text} 冒号后面缺文件名")
        targets.append(Target(name, Path(file) if file and file != "-" else None))
    nameless = [target for target in targets if target.file is None]
    if output is not None and output != "-":
        if len(nameless) != 1:
            raise UsageError("--output 只管一种没有写文件名的格式；几种格式请各写 --format 格式:文件")
        targets = [Target(t.format, Path(output)) if t.file is None else t for t in targets]
    elif len(nameless) > 1:
        words = "、".join(target.format for target in nameless)
        raise UsageError(f"{words} 不能都写到屏幕上；请给其中的写明文件，如 --format json:结果.json")
    files = [target.file for target in targets if target.file is not None]
    if len(set(files)) != len(files):
        raise UsageError("两种格式不能写进同一个文件")
    return tuple(targets)
