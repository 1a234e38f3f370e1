"""Sound reports, a short and a full one of each kind, of all eras: nothing loud; under a new date, stale years."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Check
from tests.e2e.gold import loud, told

FOLDER = Path(__file__).parent / "sound"
KINDS = {  # file: body, level, form, report year
    "county": ("party_government", "county", "official", 2023),
    "city": ("government", "city", "official", 2022),
    "department": ("department", "city", "official", 2024),
    "park": ("park", "county", "official", 2021),
    "town": ("town", "town", "official", 2024),
    "web": ("government", "county", "web", 2020),
}
FULL = {  # the same, at the length at which such reports are written
    "county-government-2017": ("government", "county", "official", 2017),
    "city-web-2022": ("government", "city", "web", 2022),
    "department-2025": ("department", "county", "official", 2025),
    "park-2019": ("park", "county", "official", 2019),
    "street-2023": ("town", "town", "official", 2023),
    "party-government-2024": ("party_government", "county", "official", 2024),
}
KINDS |= FULL
ERAS = {
    year: "before-2019" if year < 2019 else "2019-2023" if year < 2024 else "from-2024"
    for _, _, _, year in KINDS.values()
}
# What the rules wrongly see. Each line goes when its rule is mended.
DISTURBED: dict[str, str] = {}
_YEAR = re.compile(r"20\d\d")
_TITLE = re.compile(r"年度?法治政府建设(?:情况|年度报告)")
_DATE = re.compile(r"\d{4}年\d+月\d+日")


@pytest.fixture(scope="module")
def reports(check: Check) -> dict[str, dict[str, Any]]:
    return {Path(report["path"]).stem: report for report in check(FOLDER)}


@pytest.mark.parametrize("kind", KINDS)
def test_recognised(reports: dict[str, dict[str, Any]], kind: str) -> None:
    report = reports[kind]
    profile = report["profile"]
    assert (profile["body"], profile["level"], profile["form"], report["year"]) == KINDS[kind]
    assert profile["era"] == ERAS[report["year"]]
    assert not profile["given"] and all(profile["reasons"][key] for key in ("body", "level", "form", "year"))


def test_all_eras_and_all_kinds_of_body_are_there() -> None:
    assert set(ERAS.values()) == {"before-2019", "2019-2023", "from-2024"}
    assert {body for body, _, _, _ in FULL.values()} == {
        "party_government",
        "government",
        "department",
        "park",
        "town",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_complete_and_long_enough(kind: str) -> None:
    assert len(re.sub(r"\s", "", _text(kind))) >= (2400 if kind in FULL else 1200)


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=pytest.mark.xfail(reason=DISTURBED[k]) if k in DISTURBED else ()) for k in KINDS]
)
def test_nothing_loud(reports: dict[str, dict[str, Any]], kind: str) -> None:
    listed = [told(finding) for finding in reports[kind]["findings"] if loud(finding)]
    assert not listed, listed


def _text(kind: str) -> str:
    return (FOLDER / f"{kind}.txt").read_text(encoding="utf-8")


def _next_year(found: re.Match[str]) -> str:
    return str(int(found[0]) + 1)


def _redated(text: str) -> str:
    """Last year's report with only its date of signature a year later."""
    *lines, last = text.rstrip().split("\n")
    return "\n".join([*lines, _YEAR.sub(_next_year, last, count=1)]) + "\n"


def _retitled(text: str) -> str:
    """The same with the year of the title moved too: a report copied forward and touched at both ends only."""
    lines = (_redated(text) if _DATE.search(text.rstrip().split("\n")[-1]) else text).split("\n")
    at = next(index for index, line in enumerate(lines) if _TITLE.search(line))
    lines[at] = _YEAR.sub(_next_year, lines[at], count=1)
    return "\n".join(lines)


def _new_rules(check: Check, path: Path, text: str, before: dict[str, Any]) -> set[str]:
    """Rules that give an error or warning on the changed text and gave none before."""
    path.write_text(text, encoding="utf-8")
    (after,) = check(path)
    rules = [{f["rule"] for f in report["findings"] if loud(f)} for report in (after, before)]
    return rules[0] - rules[1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "web" not in kind])
def test_a_year_later_by_its_date(check: Check, reports: dict[str, dict[str, Any]], tmp_path: Path, kind: str) -> None:
    new = _new_rules(check, tmp_path / f"{kind}.txt", _redated(_text(kind)), reports[kind])
    assert new == {"years/signature-year"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_later_by_title_and_date(
    check: Check, reports: dict[str, dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    """Either the text is last year's or the title and date are wrong: the one or the other is said, and only that."""
    new = _new_rules(check, tmp_path / f"{kind}.txt", _retitled(_text(kind)), reports[kind])
    assert {"years/heading-year", "years/plan-year"} <= new or "years/title-vs-body" in new
    assert all(rule.startswith("years/") for rule in new)


@pytest.mark.parametrize("kind", FULL)
def test_a_full_report_a_year_later(
    check: Check, reports: dict[str, dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    new = _new_rules(check, tmp_path / f"{kind}.txt", _retitled(_text(kind)), reports[kind])
    signed = set() if "web" in kind else {"years/signature-year"}
    assert new == {"years/title-vs-body"} | signed


# A report whose every own year was moved on; nothing has yet been held that a report on 2026 could leave out.
_OWN_YEAR = re.compile(r"(?<![（(〔—－-])20\d\d(?=年)(?!年?[）)版—])")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "department-2025"])
def test_carried_forward_with_all_its_years(
    check: Check, reports: dict[str, dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    """What tells it then is what has happened since: the plenum of the year is not named."""
    path = tmp_path / f"{kind}.txt"
    text = _OWN_YEAR.sub(_next_year, _text(kind))
    assert not _new_rules(check, path, text, reports[kind])
    (after,) = check(path)
    messages = [
        {f["message"] for f in report["findings"] if f["rule"] == "years/meetings-incomplete"}
        for report in (after, reports[kind])
    ]
    assert len(messages[0] - messages[1]) == 1
