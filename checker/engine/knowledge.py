"""The data a check is compiled with: everything under ``rules/`` that is not itself a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checker.engine.literals import LiteralIndex
from checker.engine.validation import complaints, told_once
from checker.errors import RuleError
from checker.facts.catalogue import Catalogue, Topic
from checker.knowledge.regex import TRUSTED
from checker.knowledge.source import NodePath, Place, Problem, did_you_mean, raise_problems

__all__ = ["TABLE_KINDS", "Knowledge"]

TABLE_KINDS = frozenset(
    {
        "accuracy",
        "calendar",
        "claims",
        "dictionary",
        "gazetteer",
        "history",
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

_Table = TypeVar("_Table", bound=BaseModel)
_Plain = TypeVar("_Plain")


@dataclass(frozen=True)
class Knowledge:
    """Parsed data files by kind and name, for example ``tables["lexicon"]["confusable"]``.

    A data file carries one top-level key naming its kind (``lexicon:``, ``calendar:``, ``indicators:``, …) and, beside
    it, ``name:``; the check that uses a table validates it with its own pydantic model when it is compiled, by
    ``knowledge.model(kind, name, Model)``, which points at the file and line of what is wrong. ``places`` is empty
    when the tables came from the cache, which holds only tables that were once found right.
    """

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Mapping[NodePath, Place]] = field(default_factory=dict, repr=False, compare=False)
    trusted: bool = False  # the tables come from the cache: they were found valid before
    # Plain data that was worked out of the tables, by name; it goes into the cache with them.
    derived: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    literals: LiteralIndex = field(default_factory=LiteralIndex, repr=False, compare=False)
    _models: dict[tuple[str, str, type[BaseModel]], BaseModel] = field(default_factory=dict, repr=False, compare=False)

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
            content = self.table(kind, name)
            try:
                known = model.model_validate(content, context=TRUSTED if self.trusted else None)
            except ValidationError as error:
                raise_problems(
                    Problem(self.place(kind, name, wrong.path), f"{kind} 表 {name}：{wrong.message}")
                    for wrong in told_once(complaints(error, model))
                )
                raise RuleError(str(error), file=str(self.place(kind, name, ()))) from error
            self._models[key] = known
        assert isinstance(known, model)
        return known

    def place(self, kind: str, name: str, path: NodePath) -> Place:
        """Where the node at ``path`` of a table stands, as far as it is known."""
        places = self.places.get((kind, name), {})
        while path and path not in places:
            path = path[:-1]
        return places.get(path, Place(f"{kind}/{name}"))
