"""The gold files beside the sample reports, and which finding names which fault.

A defect is found when a finding of one of its rules stands, with itself or with an operand, at the quoted words; a
defect without quotation (something is missing) when the report has such a finding at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from checker.document.reading import read_file
from tests.e2e.conftest import SEEDS

Finding = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A defect, or a sound statement (then ``rules`` is empty)."""

    id: str
    report: str
    rules: tuple[str, ...]
    quote: str | None
    why: str
    severity: str


@cache
def text_of(report: str) -> str:
    return read_file(SEEDS / report).text


def gold_files() -> list[Path]:
    return sorted(SEEDS.glob("*.gold.json"))


def _items(key: str) -> Iterator[Item]:
    for path in gold_files():
        data = json.loads(path.read_text(encoding="utf-8"))
        for entry in data[key]:
            rules = tuple(entry.get("rule", "").split())
            yield Item(entry["id"], data["report"], rules, entry["quote"], entry["why"], entry.get("severity", ""))


DEFECTS = tuple(_items("defects"))
SOUND = tuple(_items("true_negatives"))


def place(item: Item) -> tuple[int, int] | None:
    """Where the quoted words stand in the text that was read; None for what is missing from the report."""
    if item.quote is None:
        return None
    start = text_of(item.report).index(item.quote)
    return start, start + len(item.quote)


def _touches(span: dict[str, int] | None, item: Item) -> bool:
    where = place(item)
    return span is not None and where is not None and span["start"] < where[1] and where[0] < span["end"]


def claims(finding: Finding, defect: Item) -> bool:
    """Whether the finding names this defect."""
    if not any(fnmatchcase(finding["rule"], glob) for glob in defect.rules):
        return False
    if defect.quote is None:
        return True
    spans = [finding["span"], *(operand["span"] for operand in finding["evidence"])]
    return any(_touches(span, defect) for span in spans)


def loud(finding: Finding) -> bool:
    return finding["severity"] in ("error", "warning")


def claims_any(finding: Finding, report: str) -> bool:
    return any(claims(finding, defect) for defect in DEFECTS if defect.report == report)


def disturbs(finding: Finding, sound: Item) -> bool:
    """Whether an error or warning that names no defect stands at a sound statement."""
    return loud(finding) and _touches(finding["span"], sound) and not claims_any(finding, sound.report)


def told(finding: Finding) -> str:
    return f"{finding['severity']} {finding['rule']}：{finding['message']}（“{finding['quote']}”）"
