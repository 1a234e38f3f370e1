"""Reading the folders of a checklist: which files there are, what each may hold, how tables of several files join."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from checker.engine.checklist.knowledge import TABLE_KINDS
from checker.errors import RuleError, UsageError
from checker.knowledge.source import NodePath, Place, Problem, Source, did_you_mean, parse_source, raise_problems

__all__ = [
    "CONFIGURATION",
    "Entry",
    "Material",
    "RuleFile",
    "content_key",
    "parse_files",
    "rule_files",
    "shipped_folder",
]

CONFIGURATION = "checker.yaml"
"""The file that tells how to check, not what: it may lie in a folder of rules and is none of them."""
_LISTS = ("rules", "overrides")
_BESIDE = frozenset({"name", "title", "about"})  # what may stand beside the key that names the kind of table


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of a checklist. ``folder`` counts the folders: 0 is the shipped one, 1… the user's own."""

    name: str  # as messages show it
    folder: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ``rules:`` or ``overrides:`` list, not yet validated."""

    value: dict[str, Any]
    place: Place
    path: NodePath
    source: Source

    def problem(self, path: Sequence[str | int], message: str, *, key: bool = False) -> Problem:
        """A problem at a node of this entry."""
        return self.source.problem((*self.path, *path), message, key=key)


@dataclass
class Material:
    """All that was read: entries in order, tables joined."""

    rules: list[Entry] = field(default_factory=list)
    overrides: list[Entry] = field(default_factory=list)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], dict[NodePath, Place]] = field(default_factory=dict)


def shipped_folder() -> Path:
    """The checklist that comes with the program: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("checker")))
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise UsageError("找不到随程序安装的规则目录 rules/，请重新安装")


def rule_files(extra: Sequence[Path] = (), shipped: Path | None = None) -> list[RuleFile]:
    """Every YAML file of the shipped folder and of the user's own, in a fixed order. Raises UsageError."""
    files: list[RuleFile] = []
    for number, folder in enumerate([shipped or shipped_folder(), *extra]):
        if not folder.is_dir():
            raise UsageError(f"规则目录 {folder} 不存在或不是目录，请检查 --rules 后的路径")
        found = sorted(
            (
                path
                for path in folder.rglob("*")
                if path.suffix in (".yaml", ".yml") and path.name != CONFIGURATION and path.is_file()
            ),
            key=lambda path: path.relative_to(folder).as_posix(),
        )
        if not found:
            raise UsageError(f"规则目录 {folder} 里没有 .yaml 文件，请检查 --rules 后的路径")
        shown = Path("rules") if number == 0 else folder
        for path in found:
            name = (shown / path.relative_to(folder)).as_posix()
            try:
                files.append(RuleFile(name, number, path.read_bytes()))
            except OSError as error:
                raise RuleError(f"读不了（{error.strerror}），请检查权限", file=name) from error
    return files


def content_key(files: Iterable[RuleFile], *more: str) -> str:
    """A digest of the files' names and contents and of whatever else decides what they mean (64 hex digits)."""
    digest = hashlib.sha256()
    for part in more:
        digest.update(f"{len(part)}:{part}".encode())
    for file in files:
        head = f"{file.folder}:{file.name}:{len(file.content)}:"
        digest.update(head.encode("utf-8", "surrogateescape"))
        digest.update(file.content)
    return digest.hexdigest()


def parse_files(files: Iterable[RuleFile]) -> Material:
    """Parse all files. Raises RuleError with the problems of every file."""
    material = Material()
    problems: list[Problem] = []
    joiner = _Joiner(material, problems)
    for file in files:
        try:
            text = file.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = file.content.count(b"\n", 0, error.start) + 1
            problems.append(Problem(Place(file.name, line, 1), "不是 UTF-8 编码，请另存为 UTF-8"))
            continue
        try:
            source = parse_source(text, file.name)
        except RuleError as error:
            problems.append(Problem(Place(error.file, error.line, error.column), error.detail))
            continue
        _sort_in(source, file.folder, material, joiner, problems)
    raise_problems(problems)
    return material


def _sort_in(source: Source, folder: int, material: Material, joiner: _Joiner, problems: list[Problem]) -> None:
    data = source.data
    if not isinstance(data, dict):
        problems.append(source.problem((), "文件顶层应是 `rules:`、`overrides:` 或一种数据表的名字"))
        return
    kinds = [key for key in data if key not in _BESIDE]
    for key in kinds:
        if key in _LISTS:
            entries = data[key]
            if not isinstance(entries, list):
                problems.append(source.problem((key,), f"`{key}` 应是列表（每项一行，前加“- ”）"))
                continue
            target = material.rules if key == "rules" else material.overrides
            for index, value in enumerate(entries):
                if isinstance(value, dict):
                    target.append(Entry(value, source.place((key, index)), (key, index), source))
                else:
                    problems.append(source.problem((key, index), "这一项应是“键: 值”的组合"))
        elif key in TABLE_KINDS:
            joiner.add(source, key, folder)
        else:
            known = [*_LISTS, *TABLE_KINDS, *_BESIDE]
            hint = did_you_mean(key, known) or f"；可以写的有 {'、'.join(sorted(known))}"
            problems.append(source.problem((key,), f"不认识的键 `{key}`{hint}", key=True))
    if not kinds:
        problems.append(source.problem((), "文件里没有规则，也没有数据表"))


class _Joiner:
    """Joins tables of one kind and name: lists are strung together, mappings merged, the later folder's word counts.

    An entry of a list that carries the ``id`` of an entry of an earlier folder is joined with that one: a folder of
    one's own adds phrases to an indicator by naming it.
    """

    def __init__(self, material: Material, problems: list[Problem]) -> None:
        self.tables = material.tables
        self.places = material.places
        self.problems = problems
        self._folders: dict[tuple[str, str, NodePath], int] = {}

    def add(self, source: Source, kind: str, folder: int) -> None:
        content = source.data[kind]
        inner = content.get("name") if isinstance(content, dict) else None
        name = source.data.get("name", inner if isinstance(inner, str) else "default")
        if not isinstance(name, str):
            self.problems.append(source.problem(("name",), "`name` 应为文字"))
            return
        places = self.places.setdefault((kind, name), {})
        tables = self.tables.setdefault(kind, {})
        below = {path[1:]: Place(source.name, *at) for path, at in source.places.items() if path[:1] == (kind,)}
        joined = self._join(tables.get(name), content, (), (), below, (kind, name), folder)
        tables[name] = joined
        places.setdefault((), below.get((), Place(source.name)))

    def _join(
        self,
        old: Any,
        new: Any,
        to: NodePath,
        at: NodePath,
        below: Mapping[NodePath, Place],
        table: tuple[str, str],
        folder: int,
    ) -> Any:
        """``new`` (at ``at`` in its own file) put into ``old`` (at ``to`` in the joined table)."""
        places = self.places[table]
        here = below.get(at, Place("?"))
        if isinstance(old, list) and isinstance(new, list):
            strung = list(old)
            known = {item["id"]: i for i, item in enumerate(old) if isinstance(item, dict) and "id" in item}
            for i, item in enumerate(new):
                meant = known.get(item.get("id")) if isinstance(item, dict) else None
                if meant is not None and self._folders.get((*table, (*to, meant, "id")), 0) < folder:
                    strung[meant] = self._join(old[meant], item, (*to, meant), (*at, i), below, table, folder)
                else:
                    strung.append(self._join(None, item, (*to, len(strung)), (*at, i), below, table, folder))
            return strung
        if isinstance(old, dict) and isinstance(new, dict):
            merged = dict(old)
            for key, value in new.items():
                merged[key] = self._join(old.get(key), value, (*to, key), (*at, key), below, table, folder)
            return merged
        if old is not None and old != new and self._folders.get((*table, to), 0) >= folder:
            self.problems.append(
                Problem(here, f"与 {places.get(to, places.get((), '前文'))} 处的内容不一致，请只留一处")
            )
            return old
        if old is None or old != new:
            self._note(new, to, at, below, table, folder)
        return new

    def _note(
        self, new: Any, to: NodePath, at: NodePath, below: Mapping[NodePath, Place], table: tuple[str, str], folder: int
    ) -> None:
        self.places[table][to] = below.get(at, Place("?"))
        self._folders[*table, to] = folder
        if isinstance(new, list):
            for index, item in enumerate(new):
                self._note(item, (*to, index), (*at, index), below, table, folder)
        elif isinstance(new, dict):
            for key, value in new.items():
                self._note(value, (*to, key), (*at, key), below, table, folder)
