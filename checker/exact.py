"""Exact rational numbers. To a type checker they are the standard library's ``Fraction``; what runs is quicktions' copy
of it, compiled: the same values, hashes and words, ten times as fast, and thousands are needed for each report.

Make them of whole numbers only, never of a string: quicktions 1.24 reads ``Fraction("2")`` into a buffer that is the
interpreter's own one-byte object, and every NUL byte of the process is then a 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
else:
    from quicktions import Fraction

__all__ = ["Fraction"]
