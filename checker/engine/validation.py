"""pydantic's complaints in Chinese, each at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from checker.knowledge.source import NodePath, did_you_mean

__all__ = ["complaints"]

_WANTED = {
    "string_type": "应为文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表（每项一行，前加“- ”）",
    "tuple_type": "应为列表（每项一行，前加“- ”）",
    "set_type": "应为列表（每项一行，前加“- ”）",
    "frozen_set_type": "应为列表（每项一行，前加“- ”）",
    "dict_type": "应为“键: 值”",
    "model_type": "应为“键: 值”",
    "dataclass_type": "应为“键: 值”",
    "date_from_datetime_parsing": "应为日期，如 2021-02-10",
    "date_parsing": "应为日期，如 2021-02-10",
    "date_type": "应为日期，如 2021-02-10",
    "too_short": "不能为空",
    "string_too_short": "不能为空",
}


def complaints(
    error: ValidationError, model: type[BaseModel], *, also: Iterable[str] = ()
) -> list[tuple[NodePath, str, bool]]:
    """What is wrong, as (path, message, whether the key itself is meant). ``also``: further keys known at the top."""
    found = []
    for detail in error.errors(include_url=False):
        path = _plain(detail["loc"])
        name = str(path[-1]) if path else "此处"
        kind, context = detail["type"], detail.get("ctx", {})
        if kind == "extra_forbidden":
            known = [*_keys_at(model, path[:-1]), *(also if len(path) == 1 else ())]
            found.append((path, f"不认识的键 `{name}`{did_you_mean(name, known) or '；请删去或改正'}", True))
        elif kind == "missing":
            found.append((path[:-1], f"缺少 `{name}`，请补上", False))
        elif kind in ("enum", "literal_error"):
            words = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
            given = str(detail["input"])
            found.append(
                (path, f"`{name}` 不能是 `{given}`，只能是 {words}{did_you_mean(given, words.split('、'))}", False)
            )
        elif kind == "string_pattern_mismatch":
            found.append((path, f"`{name}` 的写法不对：`{detail['input']}`（应符合 {context.get('pattern')}）", False))
        elif kind == "value_error":
            found.append((path, f"`{name}`：{context.get('error')}", False))
        elif kind in _WANTED:
            found.append((path, f"`{name}` {_WANTED[kind]}", False))
        else:
            found.append((path, f"`{name}` 的值不对：{detail['msg']}", False))
    return found


def _plain(loc: Sequence[Any]) -> NodePath:
    # Branches of a union and validators put their own names into the path: these are no keys of the file.
    return tuple(
        part for part in loc if isinstance(part, int) or (isinstance(part, str) and "[" not in part and "(" not in part)
    )


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The keys that the model allows at ``path``."""
    models: list[type[BaseModel]] = [model]
    for part in path:
        if isinstance(part, int):
            continue
        deeper: list[type[BaseModel]] = []
        for current in models:
            for name, info in current.model_fields.items():
                if part in (name, info.alias):
                    deeper.extend(_models_in(info.annotation))
        models = deeper
    return [info.alias or name for current in models for name, info in current.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
