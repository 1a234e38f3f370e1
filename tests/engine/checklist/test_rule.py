from __future__ import annotations

import pytest
from pydantic import ValidationError

from checker.engine.checklist.rule import Amendment, Applies, Basis, Example, Rule, Years, placeholders_of


@pytest.mark.parametrize(
    ("text", "inside", "outside", "shown"),
    [
        ("2019..", [2019, 2030], [2018], "2019年度及以后"),
        ("..2018", [2018, 1990], [2019], "2018年度及以前"),
        ("2019..2023", [2019, 2023], [2018, 2024], "2019—2023年度"),
        ("2020", [2020], [2019, 2021], "2020年度"),
        (2020, [2020], [2021], "2020年度"),
    ],
)
def test_years(text: str | int, inside: list[int], outside: list[int], shown: str) -> None:
    years = Years.model_validate(text)
    assert all(year in years for year in inside)
    assert not any(year in years for year in outside)
    assert "2020" not in years
    assert str(years) == shown


@pytest.mark.parametrize("text", ["", "..", "2019...", "19..", "2023..2019", "今年"])
def test_years_written_otherwise_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Years.model_validate(text)


def test_one_entry_needs_no_brackets() -> None:
    applies = Applies.model_validate({"bodies": "park", "levels": ["city", "county"]})
    assert [body.value for body in applies.bodies] == ["park"]
    assert Example.model_validate("一句话").text == "一句话"
    assert Example.model_validate({"text": "一句话", "expect": "字样"}).expect is not None


def test_basis_says_whether_it_was_verified() -> None:
    assert str(Basis(source="行政复议法", clause="第三十条", verified=True)) == "《行政复议法》第三十条"
    assert str(Basis(source="行政复议法", clause="第三十条")) == "《行政复议法》第三十条（条款待核）"
    assert (
        str(Basis(source="GB/T 9704-2012《党政机关公文格式》", verified=True)) == "GB/T 9704-2012《党政机关公文格式》"
    )


def test_basis_by_year() -> None:
    rule = Rule.model_validate(
        {
            "id": "a/b",
            "title": "题",
            "kind": "phrase",
            "severity": "info",
            "weight": 1,
            "basis": [{"source": "旧", "years": "..2018"}, {"source": "新", "years": "2019..", "verified": True}],
            "message": "话",
            "fix": "改",
        }
    )
    assert rule.basis_line(2018) == "《旧》（条款待核）"
    assert rule.basis_line(2020) == "《新》"
    assert rule.basis_line() == "《旧》（条款待核）；《新》"


def test_placeholders() -> None:
    assert placeholders_of("共{total}件，{{不是}}，其中{part}件") == {"total", "part"}
    for wrong in ("{", "}", "{0}", "{}", "{a.b}", "{a[0]}", "{a:>5}", "{a!r}", "{中文}"):
        with pytest.raises(ValueError, match="花括号"):
            placeholders_of(wrong)


def test_a_change_is_dated() -> None:
    both = Amendment.model_validate({"version": "0.2.0", "date": "2027-03-01", "change": "改为警告"})
    assert str(both) == "0.2.0，2027-03-01：改为警告"
    assert str(Amendment.model_validate({"version": "0.1.0", "change": "首次收入"})) == "0.1.0：首次收入"
    with pytest.raises(ValidationError, match="哪一版"):
        Amendment.model_validate({"change": "首次收入"})
