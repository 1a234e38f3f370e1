"""The literals with which a match of a pattern can begin: what an automaton looks for before the pattern is tried.

Only the plain parts of the syntax are understood: characters, classes of a few characters, groups of alternatives,
fixed and optional repeats, look-around at the beginning. For anything else the answer is None: no anchors, the pattern
must be run over the whole text.
"""

from __future__ import annotations

from functools import cache

__all__ = ["anchors"]

_MOST = 400  # more anchors than this are no gain
_LONG_ENOUGH = 4
_SHORT_RANGE = 10
_EVERYWHERE = frozenset("，。；、：！？")
_SPECIAL = set("\\.^$*+?{}[]|()")


@cache
def anchors(pattern: str) -> frozenset[str] | None:
    """Non-empty strings, one of which every match begins with; None where they cannot be told."""
    try:
        found = _alternatives(pattern)
    except _NotPlainError:
        return None
    if not found or len(found) > _MOST or any(not prefix for prefix, _ in found):
        return None
    if all(prefix in _EVERYWHERE for prefix, _ in found):  # the pattern itself is as quick
        return None
    return frozenset(prefix for prefix, _ in found)


class _NotPlainError(Exception):
    """A construct that this reader does not know."""


_Prefixes = set[tuple[str, bool]]  # what a match begins with, and whether that is all of it


def _alternatives(pattern: str) -> _Prefixes:
    found: _Prefixes = set()
    for part in _split(pattern):
        found |= _sequence(part)
    return found


def _split(pattern: str) -> list[str]:
    """Top-level alternatives."""
    parts, depth, in_class, start, position = [], 0, False, 0, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position += 2
            continue
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
            position += pattern[position + 1 : position + 2] == "^"
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and depth == 0:
            parts.append(pattern[start:position])
            start = position + 1
        position += 1
    return [*parts, pattern[start:]]


def _sequence(pattern: str) -> _Prefixes:
    """Prefixes of a pattern without top-level alternatives."""
    found: _Prefixes = {("", True)}
    position = 0
    while position < len(pattern):
        if all(not whole or len(prefix) >= _LONG_ENOUGH for prefix, whole in found):
            break
        try:
            piece, position = _piece(pattern, position)
        except _NotPlainError:
            # What comes is not understood: what has been read so far is a prefix all the same.
            return {(prefix, False) for prefix, _ in found}
        if piece is None:
            continue
        longer = {
            joined
            for prefix, whole in found
            for joined in ([(prefix + more, ends) for more, ends in piece] if whole else [(prefix, False)])
        }
        if len(longer) > _MOST:  # the shorter ones will do
            return {(prefix, False) for prefix, _ in found}
        found = longer
    return found


def _piece(pattern: str, position: int) -> tuple[_Prefixes | None, int]:
    """The prefixes of one element and where the next begins; None for what matches no character."""
    sign = pattern[position]
    atom: _Prefixes
    if sign == "(":
        end = _closing(pattern, position)
        inner = pattern[position + 1 : end]
        if inner.startswith(("?=", "?!", "?<=", "?<!")):
            return None, end + 1
        if inner.startswith("?:"):
            inner = inner[2:]
        elif inner.startswith("?P<"):
            inner = inner[inner.index(">") + 1 :]
        elif inner.startswith("?"):
            raise _NotPlainError
        atom = _alternatives(inner)
        position = end + 1
    elif sign == "[":
        end = pattern.index("]", position + 1)
        members = pattern[position + 1 : end]
        atom = {(member, True) for member in _members(members)}
        position = end + 1
    elif sign == "\\" or sign in ".^$":
        raise _NotPlainError
    else:
        atom = {(sign, True)}
        position += 1
    return _repeated(atom, pattern, position)


def _members(inside: str) -> str:
    """The characters of a class: those named, and those of a short range (6-9)."""
    if inside.startswith("^") or "\\" in inside or len(inside) > 60:
        raise _NotPlainError
    if "-" not in inside:
        return inside
    if len(inside) != len("6-9") or inside[1] != "-" or not 0 <= ord(inside[2]) - ord(inside[0]) < _SHORT_RANGE:
        raise _NotPlainError
    return "".join(map(chr, range(ord(inside[0]), ord(inside[2]) + 1)))


def _repeated(atom: _Prefixes, pattern: str, position: int) -> tuple[_Prefixes, int]:
    following = pattern[position : position + 1]
    if following == "?":
        if pattern[position + 1 : position + 2] in ("?", "+"):
            raise _NotPlainError
        return atom | {("", True)}, position + 1
    if following == "*":
        raise _NotPlainError
    if following == "+":
        return {(prefix, False) for prefix, _ in atom}, position + 1
    if following == "{":
        end = pattern.index("}", position)
        least = pattern[position + 1 : end].split(",")[0]
        if not least.isdigit() or int(least) == 0:
            raise _NotPlainError
        repeated: _Prefixes = {("", True)}
        for _ in range(int(least)):
            repeated = {(a + b, ends) for a, whole in repeated for b, ends in (atom if whole else {("", False)})}
        exact = pattern[position + 1 : end].isdigit()
        return {(prefix, ends and exact) for prefix, ends in repeated}, end + 1
    return atom, position


def _closing(pattern: str, start: int) -> int:
    """Where the group that opens at ``start`` closes."""
    depth, position, in_class = 0, start, False
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    raise _NotPlainError
