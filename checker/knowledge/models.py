"""Records validated: the pydantic model of a record class, built when the first file is read."""

from __future__ import annotations

from inspect import get_annotations
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic import Field as ModelField
from pydantic import field_validator as field_check
from pydantic import model_validator as model_check
from pydantic_core import CoreSchema, core_schema

from checker.knowledge.record import MISSING, Check, Record

__all__ = ["model_of", "schema_of", "validated"]


_MODELS: dict[type[Record], type[BaseModel]] = {}
_ADAPTERS: dict[type[Record], TypeAdapter[Any]] = {}


def validated(record: type[Record], data: Any, context: Any = None) -> Any:
    """The record that plain data describes. Raises ValidationError."""
    return _adapter(record).validate_python(data, context=context)


def _adapter(record: type[Record]) -> TypeAdapter[Any]:
    known = _ADAPTERS.get(record)
    if known is None:
        known = _ADAPTERS[record] = TypeAdapter(record)
    return known


def model_of(record: type[Record]) -> type[BaseModel]:
    """The pydantic model with the record's fields; records that these refer to are validated by models of their own."""
    known = _MODELS.get(record)
    if known is not None:
        return known
    bases = tuple(model_of(base) for base in record.__bases__ if issubclass(base, Record) and base is not Record)
    annotations = get_annotations(record)
    content: dict[str, Any] = {
        "__module__": record.__module__,
        "__qualname__": record.__qualname__,
        "__annotations__": {name: kind for name, kind in annotations.items() if name in record.model_fields},
        "model_config": ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=record._numbers_as_words),
    }
    for name in content["__annotations__"]:
        spec = record.model_fields[name]
        keywords: dict[str, Any] = dict(spec.keywords)
        if spec.default is not MISSING:
            keywords["default"] = spec.default
        if spec.alias is not None:
            keywords["alias"] = spec.alias
        if keywords:
            content[name] = ModelField(**keywords)
    for name, part in record.__dict__.items():
        if isinstance(part, Check) and part.fields:
            mode: Any = part.mode
            on_fields: Any = field_check(*part.fields, mode=mode)
            content[name] = on_fields(classmethod(part.function))
        elif isinstance(part, Check) and part.mode == "before":
            on_all: Any = model_check(mode="before")
            content[name] = on_all(classmethod(part.function))
        elif name == "as_json_schema":
            content["__get_pydantic_json_schema__"] = part
    metaclass: Any = type(BaseModel)
    model: type[BaseModel] = metaclass(record.__name__, bases or (BaseModel,), content)
    _MODELS[record] = model
    return model


def schema_of(record: type[Record], handler: GetCoreSchemaHandler) -> CoreSchema:
    """pydantic's schema: that of the model, whose instance becomes a record."""
    after = [
        part.function
        for base in reversed(record.__mro__)
        for part in base.__dict__.values()
        if isinstance(part, Check) and part.mode == "after" and not part.fields
    ]

    def made(model: BaseModel) -> Record:
        made = record.made_of({name: getattr(model, name) for name in model.model_fields_set})
        for check in after:
            made = check(made)
        return made

    return core_schema.no_info_after_validator_function(made, handler.generate_schema(model_of(record)))
