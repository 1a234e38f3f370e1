"""The compiled cache: what the rule files were found to say, in the user's cache folder, by content.

Parsing and validating YAML is most of a cold start. The cache holds the records that came of it, as plain JSON: nothing
in it can be run, and only records of this program are made of it. It is known by the content of the rule files and by
the program that read them, carries a digest of itself, is written in one step, for its owner alone, and is left aside
when anyone else could have written it. No cache is never an error. A run decodes of it what it needs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from fractions import Fraction
from importlib import import_module, resources
from typing import Any

from checker.errors import UsageError
from checker.knowledge.cache_files import cache_folder, read_safely, write_safely
from checker.knowledge.record import Record

__all__ = ["Kept", "keep", "kept", "program_key"]

_KEEP = 8  # how many rule books stay in the folder: a few versions, a few --rules folders
_CLASS = "\0"  # no key of a YAML file holds this character
_VALUE = "\0value"
_DATE, _FRACTION, _MAPPING = -1, -2, -3
_PLAIN: Mapping[int, Callable[[Any], Any]] = {_DATE: date.fromisoformat, _FRACTION: Fraction, _MAPPING: dict}


class Kept:
    """The parts of one cache file by name, decoded when asked for."""

    def __init__(self, content: bytes) -> None:
        """Raises ValueError, KeyError or TypeError for what is no cache file."""
        head, _, body = content.partition(b"\n")
        told = json.loads(head)
        self.key: str = told["key"]
        if hashlib.sha256(body).hexdigest() != told["digest"]:
            raise ValueError("damaged")
        self._body = body
        self._classes: list[str] = told["classes"]
        self._found: dict[int, type[Any]] = {}
        self._places: dict[str, tuple[int, int]] = {}
        start = 0
        for name, length in told["parts"]:
            self._places[name] = start, start + length
            start += length

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def plain(self, name: str) -> Any:
        """A part that holds no records."""
        start, end = self._places[name]
        return json.loads(self._body[start:end])

    def records(self, name: str) -> Any:
        """A part that holds records; every list of it is a tuple."""
        start, end = self._places[name]
        return _tupled(json.loads(self._body[start:end], object_hook=self._record))

    def _record(self, values: dict[str, Any]) -> Any:
        for key, value in values.items():
            if type(value) is list:
                values[key] = _tupled(value)
        number = values.pop(_CLASS, None)
        if number is None:
            return values
        if number < 0:
            return _PLAIN[number](values[_VALUE])
        found = self._found.get(number) or self._class(number)
        return found(values[_VALUE]) if _VALUE in values else found.made_of(values)

    def _class(self, number: int) -> type[Any]:
        module, _, name = self._classes[number].partition(":")
        if not module.startswith("checker."):
            raise ValueError(module)
        found = getattr(import_module(module), name)
        if not (isinstance(found, type) and issubclass(found, Record | Enum)):
            raise TypeError(name)
        self._found[number] = found
        return found


def _tupled(value: Any) -> Any:
    if type(value) is not list:
        return value
    return tuple(map(_tupled, value)) if list in map(type, value) else tuple(value)


def program_key() -> str:
    """What tells this program from others that may share the folder: its files with their sizes and times."""
    told: list[str] = []
    folders = [str(resources.files("checker"))]
    with suppress(OSError):
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        told.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
                    elif entry.name.isidentifier() and entry.name not in ("__pycache__", "rules") and entry.is_dir():
                        folders.append(entry.path)
    return "\n".join(sorted(told))


def kept(key: str) -> Kept | None:
    """What was kept under ``key``, or None: absent, unreadable, damaged, or not safely ours."""
    folder = cache_folder()
    content = read_safely(folder / _name(key)) if folder is not None else None
    if content is None:
        return None
    try:
        found = Kept(content)
    except (ValueError, KeyError, TypeError, RecursionError, UsageError):
        return None
    return found if found.key == key else None


def keep(key: str, records: Mapping[str, Any], plain: Mapping[str, Any]) -> None:
    """Keep both kinds of parts under ``key``; a folder that cannot be written is not an error."""
    folder = cache_folder()
    if folder is None:
        return
    classes: dict[str, int] = {}
    with suppress(ValueError, TypeError):
        parts = {name: _json(_told(part, classes)) for name, part in records.items()}
        parts.update((name, _json(part)) for name, part in plain.items())
        body = b"".join(parts.values())
        head = {
            "key": key,
            "digest": hashlib.sha256(body).hexdigest(),
            "classes": list(classes),
            "parts": [[name, len(part)] for name, part in parts.items()],
        }
        write_safely(folder / _name(key), _json(head) + b"\n" + body, keep=("rules-*.kept", _KEEP))


def _name(key: str) -> str:
    return f"rules-{key}.kept"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _told(value: Any, classes: dict[str, int]) -> Any:
    """Records, enumerations and dates as JSON can tell them. Raises TypeError for anything it cannot."""
    if isinstance(value, Record | Enum):
        kind = type(value)
        number = classes.setdefault(f"{kind.__module__}:{kind.__qualname__}", len(classes))
        if isinstance(value, Enum):
            return {_CLASS: number, _VALUE: value.value}
        return {_CLASS: number} | {name: _told(inner, classes) for name, inner in value.__getstate__().items()}
    if isinstance(value, date):
        return {_CLASS: _DATE, _VALUE: value.isoformat()}
    if isinstance(value, Fraction):
        return {_CLASS: _FRACTION, _VALUE: str(value)}
    if isinstance(value, Mapping):
        if not all(type(name) is str for name in value):
            pairs = [[_told(name, classes), _told(inner, classes)] for name, inner in value.items()]
            return {_CLASS: _MAPPING, _VALUE: pairs}
        return {name: _told(inner, classes) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_told(inner, classes) for inner in value]
    if value is None or type(value) in (str, int, float, bool):
        return value
    raise TypeError(type(value).__name__)
