"""The benchmark runs; what it prints is for people, nothing is asserted of time."""

from __future__ import annotations

from tests.bench.__main__ import floor, ours, per_report, sources


def test_it_measures() -> None:
    paths = sources()[:2]
    assert paths
    assert per_report(floor, paths, 1) > 0
    assert per_report(ours, paths, 1) > 0
