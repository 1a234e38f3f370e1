"""pydantic's complaints in Chinese, each at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from checker.knowledge.models import model_of
from checker.knowledge.record import Record
from checker.knowledge.source import NodePath, did_you_mean

__all__ = ["Complaint", "complaints", "told_once"]

_WANTED = {
    "string_type": "应为文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
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


_BOUNDS = {
    "greater_than": ("大于", "gt"),
    "greater_than_equal": ("不小于", "ge"),
    "less_than": ("小于", "lt"),
    "less_than_equal": ("不大于", "le"),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong at ``path``. ``at_key`` says that the key itself is meant.

    ``missing`` is the name of a key that is not there; ``meant`` the one that an unknown key was most likely to be.
    """

    path: NodePath
    message: str
    at_key: bool = False
    missing: str = ""
    meant: str = ""


def complaints(error: ValidationError, model: type[Record], *, also: Iterable[str] = ()) -> list[Complaint]:
    """What pydantic found, in Chinese. ``also`` are further keys known at the top."""
    return [_complaint(detail, model, also) for detail in error.errors(include_url=False)]


def told_once(found: Iterable[Complaint]) -> list[Complaint]:
    """Without what another complaint already says: a key that is missing because it is misspelt, a list that is empty
    because its only entry is wrong."""
    found = list(found)
    misspelt = {(c.path[:-1], c.meant) for c in found if c.meant}
    return [
        c
        for c in found
        if not (c.missing and (c.path, c.missing) in misspelt)
        and not (
            c.message.endswith(_WANTED["too_short"])
            and any(len(o.path) > len(c.path) and o.path[: len(c.path)] == c.path for o in found)
        )
    ]


def _complaint(detail: Any, model: type[Record], also: Iterable[str]) -> Complaint:
    path = _plain(detail["loc"])
    name = str(path[-1]) if path else "此处"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = [*_keys_at(model, path[:-1]), *(also if len(path) == 1 else ())]
        hint = did_you_mean(name, known)
        meant = next((key for key in known if f"`{key}`" in hint), "")
        return Complaint(path, f"不认识的键 `{name}`{hint or '；请删去或改正'}", at_key=True, meant=meant)
    if kind == "missing":
        return Complaint(path[:-1], f"缺少 `{name}`，请补上", missing=name)
    if kind in ("enum", "literal_error"):
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        given = str(detail["input"])
        hint = did_you_mean(given, words.split("、"))
        return Complaint(path, f"`{name}` 不能是 `{given}`，只能是 {words}{hint}")
    if kind == "string_pattern_mismatch":
        return Complaint(path, f"`{name}` 的写法不对：`{detail['input']}`（应符合 {context.get('pattern')}）")
    if kind == "value_error":
        return Complaint(path, f"`{name}`：{context.get('error')}")
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        return Complaint(path, f"`{name}` 应{words}{context.get(bound)}，不能是 `{detail['input']}`")
    if kind in _WANTED:
        return Complaint(path, f"`{name}` {_WANTED[kind]}")
    return Complaint(path, f"`{name}` 的值不对：{detail['msg']}")


def _plain(loc: Sequence[Any]) -> NodePath:
    # Branches of a union and validators put their own names into the path: these are no keys of the file.
    return tuple(
        part for part in loc if isinstance(part, int) or (isinstance(part, str) and "[" not in part and "(" not in part)
    )


def _keys_at(model: type[Record], path: Sequence[str | int]) -> list[str]:
    """The keys that the model allows at ``path``."""
    models = [model_of(model)]
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
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [model_of(annotation)]
    return [model for part in get_args(annotation) for model in _models_in(part)]
