"""Strict YAML: plain data, and the line and column of every node.

The language is YAML without its traps. A plain scalar is the text that stands there, save for ``true``, ``false``,
``null`` and nothing at all: ``no`` stays a word, ``010`` keeps its nought, ``12345`` is a hotline until the model that
validates it wants a number. Duplicate keys, anchors, aliases, merge keys and tags are errors. Everything that is wrong
with a file carries its place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.errors import RuleError

__all__ = ["NodePath", "Place", "Problem", "Source", "did_you_mean", "parse_source", "raise_problems"]

NodePath = tuple[str | int, ...]
"""The way to a node: keys and indexes from the top of the file."""

MAX_CHARACTERS = 4_000_000
MAX_NODES = 500_000
MAX_DEPTH = 60
MAX_SHOWN = 20
"""How many problems one message lists."""

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_STANDARD_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the checklist; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a place: ``message`` is Chinese and ends with the remedy."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


@dataclass(frozen=True)
class Source:
    """One parsed file: plain data (str, bool, None, list, dict) and where each node stands."""

    name: str
    data: Any
    places: Mapping[NodePath, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[NodePath, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the node at ``path`` stands (its key, when asked), or else the nearest node above it.

        An index that the file does not have is passed over: a list of one may be written without brackets.
        """
        found: NodePath = ()
        for part in path:
            deeper = (*found, part)
            if deeper in self.places or deeper in self.keys:
                found = deeper
            elif not isinstance(part, int):
                break
        if key and found in self.keys and found[-1:] == tuple(path[-1:]):
            return Place(self.name, *self.keys[found])
        return Place(self.name, *self.places.get(found, (0, 0)))

    def problem(self, path: Sequence[str | int], message: str, *, key: bool = False) -> Problem:
        """A problem at the node at ``path``."""
        return Problem(self.place(path, key=key), message)


def raise_problems(problems: Iterable[Problem]) -> None:
    """Raise one RuleError that stands at the first problem and lists them all; do nothing where there is none."""
    found = list(dict.fromkeys(problems))
    if not found:
        return
    first, *rest = found
    shown = [first.message, *(str(problem) for problem in rest[: MAX_SHOWN - 1])]
    if len(found) > MAX_SHOWN:
        shown.append(f"……另有{len(found) - MAX_SHOWN}处")
    raise RuleError("\n".join(shown), file=first.place.file, line=first.place.line, column=first.place.column)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“，是不是想写 `x`？” for the closest known word, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"，是不是想写 `{close[0]}`？" if close else ""


def parse_source(text: str, name: str) -> Source:
    """Parse one file. Raises RuleError with every problem found in it."""
    if len(text) > MAX_CHARACTERS:
        raise RuleError(f"文件过大（超过{MAX_CHARACTERS}字），请拆分", file=name)
    _refuse_deep_nesting(text, name)
    root = _compose(text, name)
    if root is None:
        return Source(name, None)
    reader = _Reader(name)
    data = reader.read(root, ())
    raise_problems(sorted(reader.problems))
    return Source(name, data, reader.places, reader.keys)


def _refuse_deep_nesting(text: str, name: str) -> None:
    # The C parser recurses per level: brackets that nest beyond all reason must not reach it.
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if bracket.group() in "[{" else max(depth - 1, 0)
        if depth > 500:
            line = text.count("\n", 0, bracket.start()) + 1
            raise RuleError("括号嵌套过深，请检查是否漏写了右括号", file=name, line=line, column=1)


def _compose(text: str, name: str) -> Any:
    import yaml  # costs 16 ms: not needed at all where the compiled cache answers

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = "，".join(part for part in (error.context, error.problem) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise RuleError(
            f"不是合法的 YAML（{words}）；请检查缩进、引号和冒号后的空格", file=name, line=line, column=column
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise RuleError(f"不是合法的 YAML（{error}）；请另存为 UTF-8 文本并去掉控制字符", file=name) from error


class _Reader:
    """Turns nodes into data and notes their places; collects all problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[NodePath, tuple[int, int]] = {}
        self.keys: dict[NodePath, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: Any, path: NodePath) -> Any:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.places[path] = place
        if id(node) in self._seen:
            return self._wrong(place, "这里不支持锚点和别名（& 和 *），请直接写出内容")
        self._seen.add(id(node))
        if len(self._seen) > MAX_NODES or len(path) > MAX_DEPTH:
            raise RuleError("文件的节点过多或层次过深，请拆分", file=self.name, line=place[0], column=place[1])
        if node.tag not in _STANDARD_TAGS:
            return self._wrong(place, f"这里不支持标签 {node.tag}，请直接写出内容")
        if node.id == "scalar":
            return _scalar(node)
        if node.id == "sequence":
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _pairs(self, node: Any, path: NodePath) -> Iterator[tuple[str, Any]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key_node.id != "scalar":
                self._wrong(place, "键必须是一个词")
                continue
            key = key_node.value
            if key == "<<":
                self._wrong(place, "这里不支持合并键 <<，请直接写出内容")
                continue
            if key in first:
                self._wrong(place, f"键 `{key}` 重复，第{first[key]}行已经写过；请删去一处")
                continue
            first[key] = place[0]
            self.keys[*path, key] = place
            yield key, self.read(value_node, (*path, key))

    def _wrong(self, place: tuple[int, int], message: str) -> None:
        self.problems.append(Problem(Place(self.name, *place), message))


def _scalar(node: Any) -> str | bool | None:
    text: str = node.value
    if node.style:  # quoted or a block: text, whatever it looks like
        return text
    return _WORDS.get(text, text)
