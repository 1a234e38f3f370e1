"""What rule files hold, declared once as classes: plain frozen records in a run, pydantic models when a file is read.

A class derived from ``Record`` is written like a pydantic model, and ``model_validate`` does what pydantic's does: the
model is built from the declaration when a file is read for the first time. Records that were found valid before and
come out of the cache need no model, and a run that only uses them does not import pydantic at all: its machinery and
a hundred models would be half of a cold start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["MISSING", "Check", "Field", "FieldSpec", "Record", "field_validator", "model_validator"]

MISSING: Any = object()
"""The default of a field that must be given."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


class FieldSpec:
    """How a field is declared: its default and, for whoever validates, pydantic's own keywords."""

    __slots__ = ("alias", "default", "keywords")

    def __init__(self, default: Any, alias: str | None, keywords: Mapping[str, Any]) -> None:
        self.default = default
        self.alias = alias
        self.keywords = keywords


def Field(  # noqa: N802 - written like pydantic's
    *,
    default: Any = MISSING,
    default_factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    **keywords: Any,
) -> Any:
    """A field of a record; ``keywords`` (description, min_length, ge, pattern, …) are pydantic's."""
    return FieldSpec(default_factory() if default_factory is not None else default, alias, keywords)


class Check:
    """A check that runs when a record is validated, of the whole (no ``fields``) or of single fields."""

    __slots__ = ("fields", "function", "mode")

    def __init__(self, function: Callable[..., Any], mode: str, fields: tuple[str, ...] = ()) -> None:
        self.function = function
        self.mode = mode
        self.fields = fields


def model_validator(*, mode: str) -> Callable[[Any], Any]:
    """Marks a method that sees the whole: ``before`` (a class method) what was written, ``after`` the record."""
    return lambda function: Check(_plain(function), mode)


def field_validator(*fields: str, mode: str = "after") -> Callable[[Any], Any]:
    """Marks a class method that sees the value of each of these fields and returns it, or raises ValueError."""
    return lambda function: Check(_plain(function), mode, fields)


def _plain(function: Any) -> Callable[..., Any]:
    plain: Callable[..., Any] = getattr(function, "__func__", function)
    return plain


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class Record:
    """Base of all records: unknown keys are errors, values do not change.

    The constructor takes values as they are. ``numbers_as_words``: figures where words are wanted are read as words.
    A class method ``as_json_schema`` stands in for pydantic's ``__get_pydantic_json_schema__``.
    """

    model_fields: ClassVar[Mapping[str, FieldSpec]] = {}
    """The fields by name, those of the bases first."""

    def __init_subclass__(cls, *, numbers_as_words: bool | None = None) -> None:
        own = get_annotations(cls)
        fields = dict(cls.model_fields)
        for name, annotation in own.items():
            if name.startswith("_") or str(annotation).startswith("ClassVar"):
                continue
            given = cls.__dict__.get(name, MISSING)
            spec = given if isinstance(given, FieldSpec) else FieldSpec(given, None, {})
            fields[name] = spec
            # What is not given is the class's: an instance holds only what it was given.
            if spec.default is not MISSING:
                setattr(cls, name, spec.default)
            elif isinstance(given, FieldSpec):
                delattr(cls, name)
        cls.model_fields = fields
        if numbers_as_words is not None:
            cls._numbers_as_words = numbers_as_words

    _numbers_as_words: ClassVar[bool] = False

    def __init__(self, **values: Any) -> None:
        fields = type(self).model_fields
        for name in values:
            if name not in fields:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
        for name, spec in fields.items():
            if spec.default is MISSING and name not in values:
                raise TypeError(f"{type(self).__name__} needs a value for {name!r}")
        self.__dict__.update(values)

    @classmethod
    def model_validate(cls, data: Any, *, context: Any = None) -> Self:
        """A record of plain data. Raises pydantic's ValidationError."""
        from checker.knowledge.models import validated

        record: Self = validated(cls, data, context)
        return record

    @classmethod
    def made_of(cls, values: Mapping[str, Any]) -> Self:
        """A record of values that are known to be right."""
        record = object.__new__(cls)
        record.__dict__.update(values)
        return record

    @property
    def model_fields_set(self) -> frozenset[str]:
        """The fields that were given."""
        return frozenset(self.__dict__) & type(self).model_fields.keys()

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """A copy with some fields changed."""
        return type(self).made_of({**self.__getstate__(), **(update or {})})

    def __getstate__(self) -> dict[str, Any]:
        # Without what was worked out of them.
        fields = type(self).model_fields
        return {name: value for name, value in self.__dict__.items() if name in fields}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _values(self) -> Iterable[Any]:
        return (getattr(self, name) for name in type(self).model_fields)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return type(self) is type(other) and tuple(self._values()) == tuple(other._values())

    def __hash__(self) -> int:
        return hash((type(self), *self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__getstate__().items())})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from checker.knowledge.models import schema_of

        return schema_of(cls, handler)
