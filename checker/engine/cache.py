"""The compiled cache: what the rule files say, as JSON in the user's cache folder, by content.

Parsing YAML is most of a cold start. The cache holds nothing but plain data that was found valid once; it is validated
again like the files themselves, is written in one step, for its owner alone, and is left aside when anyone else could
have written it. No cache is never an error.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from checker.engine.loading import Entry, Material
from checker.knowledge.cache_files import cache_folder, read_safely, write_safely
from checker.knowledge.source import Place

__all__ = ["read", "write"]

_KEEP = 8  # how many rule books stay in the folder: a few versions, a few --rules folders


def read(key: str) -> Material | None:
    """What was kept under ``key``, or None: absent, unreadable, damaged, or not safely ours."""
    folder = cache_folder()
    content = read_safely(folder / _name(key)) if folder is not None else None
    if content is None:
        return None
    try:
        return _material(json.loads(content), key)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def write(key: str, material: Material) -> None:
    """Keep ``material`` under ``key``; a folder that cannot be written is not an error."""
    folder = cache_folder()
    if folder is None:
        return
    content = {
        "key": key,
        "rules": [[entry.place.file, entry.place.line, entry.value] for entry in material.rules],
        "overrides": [[entry.place.file, entry.place.line, entry.value] for entry in material.overrides],
        "tables": material.tables,
        "derived": material.derived,
    }
    with suppress(ValueError):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_safely(folder / _name(key), text.encode(), keep=("rules-*.json", _KEEP))


def _name(key: str) -> str:
    return f"rules-{key}.json"


def _material(content: Any, key: str) -> Material:
    if content["key"] != key:
        raise ValueError("another rule book")
    return Material(
        rules=[_entry(item) for item in content["rules"]],
        overrides=[_entry(item) for item in content["overrides"]],
        tables=content["tables"],
        trusted=True,
        derived=content["derived"],
    )


def _entry(item: Any) -> Entry:
    file, line, value = item
    return Entry(value, Place(file, line, 1))
