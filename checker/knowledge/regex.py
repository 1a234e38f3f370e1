"""Regular expressions in data files: a field type that refuses what does not compile."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

__all__ = ["TRUSTED", "RegexText"]

TRUSTED = {"trusted": True}
"""Validation context for data that was found valid before (the cache): its patterns are compiled only when used."""


def _compiles(pattern: str, info: ValidationInfo) -> str:
    if info.context is not TRUSTED:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"`{pattern}` 不是正确的正则表达式（{error}），请检查括号和转义") from error
    return pattern


RegexText = Annotated[str, AfterValidator(_compiles)]
"""The source of a regular expression, over folded text."""
