"""Regular expressions of data files: a field type that refuses what does not compile; one expression of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["RegexText", "alternation", "any_word"]


def alternation(words: Iterable[str]) -> str:
    """The source of an expression that matches any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def any_word(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the words; None where there are none."""
    listed = tuple(words)
    return re.compile(alternation(listed)) if listed else None


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"`{pattern}` 不是正确的正则表达式（{error}），请检查括号和转义") from error
    return pattern


class _Compiles:
    """pydantic's ``AfterValidator(_compiles)``, without importing pydantic before anything is validated."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(_compiles, handler(source))


RegexText = Annotated[str, _Compiles()]
"""The source of a regular expression, over folded text."""
