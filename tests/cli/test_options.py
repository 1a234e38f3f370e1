from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.cli.options import Target, comma_list, date_of, targets_of
from checker.errors import UsageError


def test_lists_by_comma_of_either_width() -> None:
    assert comma_list(["a/*, b/*", "c/d，e/f", ""]) == ("a/*", "b/*", "c/d", "e/f")


def test_dates() -> None:
    assert date_of("2025-03-01", "--today") == date(2025, 3, 1)
    with pytest.raises(UsageError, match="--today"):
        date_of("2025年3月1日", "--today")


def test_targets() -> None:
    assert targets_of([], None) == (Target("console"),)
    assert targets_of(["json:a.json", "console"], None) == (Target("json", Path("a.json")), Target("console"))
    assert targets_of(["json"], "a.json") == (Target("json", Path("a.json")),)
    assert targets_of([r"json:C:\结果\a.json"], None)[0].file == Path(r"C:\结果\a.json")
    assert targets_of(["json:-"], None) == (Target("json"),)


@pytest.mark.parametrize(
    ("formats", "output"),
    [
        (["xml"], None),
        (["json", "console"], None),
        (["json:"], None),
        (["json:a", "markdown:a"], None),
        (["json:a"], "b"),
        (["json", "markdown"], "b"),
    ],
)
def test_refused_targets(formats: list[str], output: str | None) -> None:
    with pytest.raises(UsageError):
        targets_of(formats, output)
