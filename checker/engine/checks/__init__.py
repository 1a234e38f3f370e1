"""The kinds of check: what a rule file may write after ``kind:``, and the module that carries it out.

A module is imported when the first rule of its kind is loaded. To add a kind, add its module and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from checker.engine.check import CheckModule

__all__ = ["KINDS", "kind_module"]

KINDS: Mapping[str, str] = {
    "element": "checker.engine.checks.element",
    "section": "checker.engine.checks.section",
}


def kind_module(kind: str) -> CheckModule:
    """The module of a kind. Raises KeyError where there is no such kind."""
    return cast("CheckModule", import_module(KINDS[kind]))
