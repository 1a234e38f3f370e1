"""The tool held to the gold files of the sample reports."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.conftest import SEEDS, Check
from tests.e2e.gold import DEFECTS, SOUND, Item, claims, claims_any, disturbs, gold_files, loud, place, text_of, told

Reports = dict[str, dict[str, Any]]

# What the rules do not yet see, or wrongly see. Each line goes when its rule is mended.
MISSED = {
    "qingshi-D11": "fraction-mismatch：分子以“运用调解、和解方式结案的”说出",
}
DISTURBED: dict[str, str] = {}
WARNINGS_BEYOND_GOLD = 1  # in one report


@pytest.fixture(scope="module")
def reports(check: Check) -> Reports:
    return {report["path"].rpartition("/")[2]: report for report in check(SEEDS)}


def _listed(items: tuple[Item, ...], known: dict[str, str]) -> list[Any]:
    return [
        pytest.param(item, id=item.id, marks=pytest.mark.xfail(reason=known[item.id]) if item.id in known else ())
        for item in items
    ]


def test_every_sample_has_its_gold_file_and_is_read(reports: Reports) -> None:
    assert {item.report for item in DEFECTS} == set(reports)
    assert all(report["status"] == "checked" for report in reports.values())


def test_as_many_faults_as_in_life() -> None:
    for path in gold_files():
        code = path.name.partition("-")[0]
        assert 6 <= sum(item.id.startswith(f"{code}-") for item in DEFECTS) <= 15
        assert sum(item.id.startswith(f"{code}-") for item in SOUND) >= 20


@pytest.mark.parametrize("item", [*DEFECTS, *SOUND], ids=lambda item: item.id)
def test_the_quoted_words_stand_in_the_report_once(item: Item) -> None:
    if item.quote is not None:
        assert text_of(item.report).count(item.quote) == 1


def test_a_sound_statement_is_no_defect() -> None:
    for sound in SOUND:
        where = place(sound)
        assert where is not None
        for defect in DEFECTS:
            if defect.report == sound.report and (other := place(defect)) is not None:
                assert where[1] <= other[0] or other[1] <= where[0], (sound.id, defect.id)


@pytest.mark.parametrize("defect", _listed(DEFECTS, MISSED))
def test_defect_is_found(reports: Reports, defect: Item) -> None:
    findings = reports[defect.report]["findings"]
    assert any(claims(finding, defect) for finding in findings), f"{defect.quote}：{defect.why}"


@pytest.mark.parametrize("sound", _listed(SOUND, DISTURBED))
def test_sound_statement_is_left_alone(reports: Reports, sound: Item) -> None:
    wrong = [told(finding) for finding in reports[sound.report]["findings"] if disturbs(finding, sound)]
    assert not wrong, f"{sound.why}；{wrong}"


@pytest.mark.parametrize("name", sorted({item.report for item in DEFECTS}))
def test_nothing_loud_beyond_the_gold(reports: Reports, name: str) -> None:
    """What disturbs a sound statement is told above and does not count again."""
    beyond = [
        finding
        for finding in reports[name]["findings"]
        if loud(finding)
        and not claims_any(finding, name)
        and not any(disturbs(finding, sound) for sound in SOUND if sound.report == name)
    ]
    listed = "\n".join(map(told, beyond))
    assert not [finding for finding in beyond if finding["severity"] == "error"], listed
    assert len(beyond) <= WARNINGS_BEYOND_GOLD, listed
