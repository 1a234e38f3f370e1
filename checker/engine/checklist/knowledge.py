"""The data a check is compiled with: everything under ``rules/`` that is not itself a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from checker.engine.checklist.cache import Kept
from checker.engine.searching.literals import LiteralIndex
from checker.errors import RuleError
from checker.facts.catalogue import Catalogue, Topic
from checker.knowledge.record import Record
from checker.knowledge.source import NodePath, Place, Problem, did_you_mean, raise_problems

__all__ = ["TABLE_KINDS", "Knowledge"]

TABLE_KINDS = frozenset(
    {
        "accuracy",
        "calendar",
        "claims",
        "dictionary",
        "forms",
        "gazetteer",
        "indicators",
        "lexicon",
        "numerals",
        "outline",
        "profile",
        "structure",
        "terms",
        "vocabulary",
        "words",
    }
)
"""The kinds of table that a data file may hold: a misspelt kind must not pass in silence. Add a new kind here."""

_Table = TypeVar("_Table", bound=Record)
_Plain = TypeVar("_Plain")

_TABLE, _MODEL, _DERIVED = "table", "model", "derived"  # what the parts of the cache are called
_STROKE = "\t"


@dataclass(frozen=True)
class Knowledge:
    """Parsed data files by kind and name, for example ``tables["lexicon"]["confusable"]``.

    A data file carries one top-level key naming its kind (``lexicon:``, ``calendar:``, ``indicators:``, …) and, beside
    it, ``name:``; the check that uses a table validates it with its own record class when it is compiled, by
    ``knowledge.model(kind, name, Model)``, which points at the file and line of what is wrong. ``places`` is empty
    when the tables came from the cache, which holds only tables that were once found right.
    """

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Mapping[NodePath, Place]] = field(default_factory=dict, repr=False, compare=False)
    # Plain data that was worked out of the tables, by name; it goes into the cache with them.
    derived: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    literals: LiteralIndex = field(default_factory=LiteralIndex, repr=False, compare=False)
    _models: dict[tuple[str, str, type[Record]], Record] = field(default_factory=dict, repr=False, compare=False)
    _kept: Kept | None = field(default=None, repr=False, compare=False)

    @classmethod
    def restored(cls, kept: Kept) -> Knowledge:
        """What ``to_keep`` told. Raises KeyError where it is not all there."""
        tables: dict[str, dict[str, str]] = {}
        for part in kept:
            sort, *rest = part.split(_STROKE)
            if sort == _TABLE:
                kind, name = rest
                tables.setdefault(kind, {})[name] = part
        return cls({kind: _Later(kept, parts) for kind, parts in tables.items()}, {}, kept.plain(_DERIVED), _kept=kept)

    def to_keep(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the cache is to hold, by name: the records made of the tables so far, and plain data."""
        records = {_part(kind, name, model): record for (kind, name, model), record in self._models.items()}
        plain = {
            _STROKE.join((_TABLE, kind, name)): table
            for kind, named in self.tables.items()
            for name, table in named.items()
        }
        return records, {_DERIVED: self.derived, **plain}

    def worked_out(self, name: str, work: Callable[[], _Plain]) -> _Plain:
        """What ``work`` makes of the tables: strings, numbers, lists and mappings of them. Kept in the cache."""
        if name not in self.derived:
            self.derived[name] = work()
        result: _Plain = self.derived[name]
        return result

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of the tables of this kind, sorted."""
        return tuple(sorted(self.tables.get(kind, {})))

    @cached_property
    def catalogue(self) -> Catalogue:
        """All indicators (tables ``indicators``, one per topic). Raises RuleError."""
        return Catalogue({name: self.model("indicators", name, Topic) for name in self.names("indicators")})

    def table(self, kind: str, name: str = "default") -> Any:
        """The parsed content of a table. Raises ValueError, in Chinese, where there is none."""
        try:
            return self.tables[kind][name]
        except KeyError:
            known = self.names(kind)
            raise ValueError(
                f"没有名为 `{name}` 的 {kind} 数据表{did_you_mean(name, known) or '，请在 rules/ 下补上'}"
            ) from None

    def model(self, kind: str, name: str, model: type[_Table]) -> _Table:
        """A table validated with ``model``; validated once, however many rules use it. Raises RuleError."""
        key = (kind, name, model)
        known = self._models.get(key)
        if known is None:
            known = self._models[key] = self._read(kind, name, model)
        assert isinstance(known, model)
        return known

    def _read(self, kind: str, name: str, model: type[_Table]) -> Record:
        part = _part(kind, name, model)
        if self._kept is not None and part in self._kept:
            record: Record = self._kept.records(part)
            return record
        content = self.table(kind, name)
        from pydantic import ValidationError

        from checker.engine.checklist.validation import complaints, told_once

        try:
            return model.model_validate(content)
        except ValidationError as error:
            raise_problems(
                Problem(self.place(kind, name, wrong.path), f"{kind} 表 {name}：{wrong.message}")
                for wrong in told_once(complaints(error, model))
            )
            raise RuleError(str(error), file=str(self.place(kind, name, ()))) from error

    def place(self, kind: str, name: str, path: NodePath) -> Place:
        """Where the node at ``path`` of a table stands, as far as it is known."""
        places = self.places.get((kind, name), {})
        while path and path not in places:
            path = path[:-1]
        return places.get(path, Place(f"{kind}/{name}"))


class _Later(Mapping[str, Any]):
    """The tables of one kind in a cache file: few runs ask for one."""

    def __init__(self, kept: Kept, parts: Mapping[str, str]) -> None:
        self._kept = kept
        self._parts = parts

    def __getitem__(self, name: str) -> Any:
        return self._kept.plain(self._parts[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _part(kind: str, name: str, model: type[Record]) -> str:
    return _STROKE.join((_MODEL, kind, name, f"{model.__module__}:{model.__qualname__}"))
