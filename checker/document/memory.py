"""A bound on the memory of this process, where the platform has one (Linux; elsewhere nothing is bounded).

The bound is on address space: an allocation beyond it fails at once, as ``MemoryError`` in Python and as a crash in
libraries that do not expect it. Processes started from here inherit it, and LibreOffice needs more than a reader does:
``widened`` gives them their own.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["bound_memory", "widened"]

_FOR_CONVERTERS = 6 * 1024**3  # LibreOffice maps two before it has read anything


def bound_memory(most: int) -> None:
    """Let this process allocate at most ``most`` bytes more than it has now."""
    if sys.platform != "linux":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _set_bound(pages * resource.getpagesize() + most)


@contextlib.contextmanager
def widened() -> Iterator[None]:
    """Within, processes that are started get the bound of a converter."""
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)[0]
    if before == resource.RLIM_INFINITY:
        yield
        return
    with contextlib.suppress(OSError, ValueError):
        _set_bound(max(before, _FOR_CONVERTERS))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            _set_bound(before)


def _set_bound(most: int) -> None:
    # Only the soft bound: the hard one could not be raised again.
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
