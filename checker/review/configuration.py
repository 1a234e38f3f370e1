"""The configuration of a project: one YAML file that says how its reports are checked.

It is looked for in the folder of the reports and those above, then in the current folder and those above. Read as
strictly as a rule file: what is not known is an error with its place and the nearest known word. Whatever it says, the
command line counts more; where both are silent, the defaults do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path
from typing import Annotated

from checker.engine.checklist.profiles import PROFILE_KEYS, ProfileRequest
from checker.engine.checklist.rule import OneOrMore
from checker.engine.model import Severity
from checker.engine.rulebook.loading import CONFIGURATION
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import Severities
from checker.errors import UsageError, reason_of
from checker.knowledge.record import Field, Record, model_validator
from checker.knowledge.source import NodePath, Problem, Source, did_you_mean, parse_source, raise_problems
from checker.outline.model import BodyKind, Form, Level
from checker.review.file_settings import FileSetting, FileSettings
from checker.review.path_globs import path_pattern

__all__ = ["CONFIGURATION", "Configuration", "Configured", "FileEntry", "find_configuration", "read_configuration"]

_MOST_BYTES = 1_000_000

Globs = Annotated[tuple[str, ...], OneOrMore()]


class _Said(Record, numbers_as_words=True):
    """What may be said of all reports or of some."""

    body: BodyKind | None = Field(default=None, description="单位类别；不写由程序认")
    level: Level | None = Field(default=None, description="层级；不写由程序认")
    form: Form | None = Field(default=None, description="公文（official）或网页稿（web）；不写由程序认")
    year: int | None = Field(default=None, ge=1980, le=2100, description="报告年度；不写由程序认")
    era: str | None = Field(default=None, description="按哪个时期的要求检查，如 from-2024；不写按报告年度")
    ignore: Globs = Field(default=(), description="不查的规则，可用通配符，如 [language/superlative, 'format/*']")
    severities: dict[str, Severity] = Field(
        default_factory=dict, description="规则的等级，如 numbers/rate-truncated: warning；可用通配符，后写的算数"
    )

    def request(self) -> ProfileRequest:
        """What is said of the reports themselves."""
        return ProfileRequest(self.body, self.level, self.form, self.year, self.era)


class FileEntry(_Said):
    """What holds for the reports whose path matches."""

    match: Annotated[tuple[str, ...], OneOrMore()] = Field(
        min_length=1, description="哪些报告，写相对于本文件的路径，如 镇街/** 或 '*司法局*'"
    )
    note: str = Field(default="", description="说明")

    @model_validator(mode="after")
    def _says_something(self) -> FileEntry:
        if self.model_fields_set <= {"match", "note"}:
            raise ValueError("只写了 match，没有写要改什么")
        return self


class Configuration(_Said):
    """The whole file."""

    select: Globs = Field(default=(), description="只查这些规则，可用通配符；不写全查")
    rules: Annotated[tuple[str, ...], OneOrMore()] = Field(
        default=(), description="本单位的规则文件夹，路径相对于本文件；后面的说了算"
    )
    fail_on: Severity | None = Field(default=None, description="有这一等级以上的问题，退出码为1；默认 error")
    today: date | None = Field(default=None, description="以这一天为今天，如 2025-03-01；默认看系统时钟")
    format: Annotated[tuple[str, ...], OneOrMore()] = Field(
        default=(), description="输出：console、json、html、markdown，后面可带文件名，如 json:结果.json"
    )
    annotate: str | None = Field(default=None, min_length=1, description="批注副本写进哪个文件夹，路径相对于本文件")
    jobs: int | None = Field(default=None, ge=1, le=256, description="用几个进程；默认自动")
    time_limit: float | None = Field(default=None, gt=0, lt=1_000_000, description="一份报告最多查多少秒；默认60")
    files: tuple[FileEntry, ...] = Field(default=(), description="某些报告另作规定；后写的算数")


@dataclass(frozen=True)
class Configured:
    """A configuration that was read: ``file`` is its whole path, ``name`` the one that messages show."""

    file: Path
    name: str
    values: Configuration
    source: Source

    @property
    def folder(self) -> Path:
        """The folder that its paths start from."""
        return self.file.parent

    def place(self, *path: str | int) -> str:
        """“checker.yaml:3” for what stands at ``path``."""
        found = self.source.place(path, key=True)
        return f"{found.file}:{found.line}" if found.line else found.file

    def refuse(self, path: NodePath, message: str) -> UsageError:
        """The error for what stands at ``path``, to be raised."""
        try:
            raise_problems([self.source.problem(path, message)])
        except UsageError as error:
            return error
        raise AssertionError  # pragma: no cover

    def rule_folders(self) -> tuple[Path, ...]:
        """The folders of ``rules``. Raises UsageError for one that is not there."""
        folders = []
        for index, name in enumerate(self.values.rules):
            folder = self.folder / name.replace("\\", "/")
            if not folder.is_dir():
                raise self.refuse(("rules", index), f"找不到规则文件夹 `{name}`；路径从本文件所在的文件夹写起")
            folders.append(Path(_shown(folder)))
        return tuple(folders)

    def within(self, path: NodePath, name: str) -> Path:
        """A file or folder to write, below the configuration's own: a file that comes along with reports must not
        reach further. Raises UsageError."""
        whole = Path(os.path.abspath(self.folder / name.replace("\\", "/")))  # noqa: PTH100
        if not whole.is_relative_to(self.folder):
            words = "配置里只能写进本文件所在的文件夹；要写到别处，请用命令行选项"
            raise self.refuse(path, f"`{name}` 不在本文件所在的文件夹里；{words}")
        return Path(_shown(whole))

    def severities(self) -> Severities:
        """Those for all reports."""
        return tuple(self.values.severities.items())

    def file_settings(self) -> FileSettings:
        """What is said of the reports, of all and of some."""
        every = FileSetting((path_pattern("**"),), self._request(()), (), self.severities(), (), self.name)
        some = (
            FileSetting(
                tuple(path_pattern(glob) for glob in entry.match),
                self._request(("files", index)),
                entry.ignore,
                tuple(entry.severities.items()),
                entry.match,
                self.place("files", index, "match"),
            )
            for index, entry in enumerate(self.values.files)
        )
        return FileSettings(self.folder, (every, *some))

    def _request(self, path: NodePath) -> ProfileRequest:
        said: _Said = self.values.files[int(path[1])] if path else self.values
        request = said.request()
        sources = ((key, self.place(*path, key)) for key in PROFILE_KEYS if getattr(request, key) is not None)
        return replace(request, sources=tuple(sources))

    def hold_against(self, rulebook: Rulebook) -> None:
        """Raise UsageError, at its place, for a glob that selects no rule and for an unknown era."""
        raise_problems(sorted(self._strange_to(rulebook)))

    def _strange_to(self, rulebook: Rulebook) -> Iterator[Problem]:
        ids = [rule.id for rule in rulebook.rules]
        said: list[tuple[NodePath, _Said]] = [((), self.values)]
        said += [(("files", index), entry) for index, entry in enumerate(self.values.files)]
        globs: list[tuple[NodePath, str]] = [(("select", index), glob) for index, glob in enumerate(self.values.select)]
        for path, part in said:
            globs += [((*path, "ignore", index), glob) for index, glob in enumerate(part.ignore)]
            globs += [((*path, "severities", glob), glob) for glob in part.severities]
            if part.era is not None and part.era not in rulebook.eras:
                hint = did_you_mean(part.era, rulebook.eras) or "，只能是 " + "、".join(rulebook.eras)
                yield self.source.problem((*path, "era"), f"没有 `{part.era}` 这个时期{hint}")
        for place, glob in globs:
            if not any(fnmatchcase(identifier, glob) for identifier in ids):
                hint = did_you_mean(glob, ids) or "；用 checker rules list 查看全部规则"
                yield self.source.problem(place, f"`{glob}` 没有选中任何规则{hint}", key="severities" in place)


def read_configuration(file: Path) -> Configured:
    """Read and validate one file. Raises UsageError with the place of everything that is wrong in it."""
    name = _shown(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"配置文件“{name}”读不了（{reason_of(error)}）；请检查路径和权限") from error
    if len(content) > _MOST_BYTES:
        raise UsageError(f"配置文件“{name}”太大，不像是配置")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}：不是 UTF-8 编码，请另存为 UTF-8") from error
    from pydantic import ValidationError

    from checker.engine.checklist.validation import complaints, told_once

    source = parse_source(text, name)
    data = {} if source.data is None else source.data
    if not isinstance(data, Mapping):
        raise_problems([source.problem((), "配置应写成“项: 值”，一行一项；用 checker config init 生成一份样子")])
    # What is written without a value is a line not yet filled in, not an error.
    said = {key: value for key, value in data.items() if value is not None}
    try:
        values = Configuration.model_validate(said)
    except ValidationError as error:
        wrong = told_once(complaints(error, Configuration))
        raise_problems(sorted(source.problem(one.path, one.message, key=one.at_key) for one in wrong))
        raise AssertionError from error  # pragma: no cover - something was wrong
    return Configured(Path(os.path.abspath(file)), name, values, source)  # noqa: PTH100


def find_configuration(paths: Sequence[str]) -> Path | None:
    """The nearest ``checker.yaml`` from the folder that holds all reports named upwards, else from the current one."""
    current = Path.cwd()
    for start in dict.fromkeys((_common_folder(paths, current), current)):
        for folder in (start, *start.parents):
            file = folder / CONFIGURATION
            try:
                if file.is_file():
                    return Path(_shown(file))
            except OSError:  # a folder that may not be looked into
                continue
    return None


def _common_folder(paths: Sequence[str], current: Path) -> Path:
    folders = []
    for path in paths:
        if path == "-":
            folders.append(current)
            continue
        parts = Path(path).parts
        fixed = next((number for number, part in enumerate(parts) if has_magic(part)), len(parts))
        # A name with brackets in it may be a file's own.
        named = Path(path) if fixed == len(parts) or Path(path).exists() else Path(*parts[:fixed])
        whole = Path(os.path.abspath(named))  # noqa: PTH100 - links are left as they are named
        folders.append(whole if whole.is_dir() else whole.parent)
    try:
        return Path(os.path.commonpath(folders)) if folders else current
    except ValueError:  # on several drives
        return current


def _shown(path: Path) -> str:
    """As short as it can be told: from the current folder where it lies below, else whole."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    current = Path.cwd()
    return (whole.relative_to(current) if whole.is_relative_to(current) else whole).as_posix()
