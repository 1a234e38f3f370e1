from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.check import Examination, Fault
from checker.engine.checklist.profiles import ProfileRequest, request_of, request_of_value
from checker.engine.model import Severity, Status
from checker.engine.reading import Reading
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.run import check_document
from checker.errors import UsageError
from checker.outline.model import BodyKind
from tests.engine.conftest import RULE, Load, Write

TODAY = date(2023, 2, 20)
REPORT = """\
青石区2022年度法治政府建设情况报告

一、主要举措和成效
以上工作妥否，恳请市政府支持。
二、下一步打算
恳请市政府支持。
"""


def check(book: Rulebook, text: str = REPORT, *, strict: bool = True, **request: object) -> Checked:
    asked = ProfileRequest(**request)  # type: ignore[arg-type]
    return check_document(from_text(text, "x.txt"), book, TODAY, request=asked, strict=strict)


def test_faults_become_findings(load: Load) -> None:
    checked = check(load())
    assert [(f.quote, f.section) for f in checked.findings] == [
        ("妥否", "一、主要举措和成效"),
        ("恳请", "一、主要举措和成效"),
        ("恳请", "二、下一步打算"),
    ]
    first = checked.findings[0]
    assert first.message == "报告里有“妥否”。"
    assert first.suggestion == "删去“妥否”"[:-1] + "”。"
    assert first.basis == "《党政机关公文处理工作条例》第十五条（条款待核）"
    assert first.span is not None
    assert REPORT[first.span.start : first.span.end] == "妥否"
    assert checked.outcomes[0].status is Status.FAIL
    assert checked.count(Severity.ERROR) == 3
    assert (checked.title, checked.body, checked.year) == ("青石区2022年度法治政府建设情况报告", "青石区", 2022)


def test_fingerprints_follow_meaning_not_place(load: Load) -> None:
    book = load()
    before = {f.fingerprint for f in check(book).findings}
    edited = REPORT.replace("一、主要举措和成效\n", "一、主要举措和成效\n全年举办培训6期。\n")
    assert {f.fingerprint for f in check(book, edited).findings} == before
    assert len(before) == 3, "equal faults are told apart by their number"
    assert all(len(fingerprint) == 32 for fingerprint in before)


def test_a_crash_in_a_check_is_seen_and_does_not_pass(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    book = load()

    def broken(reading: Reading) -> Examination:
        raise ZeroDivisionError("零")

    book._inspects["structure/request"] = broken
    outcome = check(book, strict=False).outcomes[0]
    assert outcome.status is Status.UNDETERMINED
    assert outcome.reason is not None
    assert "ZeroDivisionError" in outcome.reason
    with pytest.raises(ZeroDivisionError):
        check(book)


def test_a_fault_may_only_soften(load: Load) -> None:
    book = load()
    warning = replace(book, rules=tuple(r.model_copy(update={"severity": Severity.WARNING}) for r in book.rules))
    for of, given, shown in (
        (book, Severity.INFO, Severity.INFO),
        (book, Severity.ERROR, Severity.ERROR),
        (book, None, Severity.ERROR),
        (warning, Severity.ERROR, Severity.WARNING),
    ):
        seen = Examination.of(1, (Fault(None, {"phrase": "妥否"}, severity=given),))

        def found(reading: Reading, seen: Examination = seen) -> Examination:
            return seen

        of._inspects["structure/request"] = found
        assert check(of).findings[0].severity is shown


def test_undetermined_always_has_a_reason(load: Load) -> None:
    book = load()
    book._inspects["structure/request"] = lambda reading: Examination(Status.UNDETERMINED, 0)
    assert check(book).outcomes[0].reason


def test_a_report_is_judged_by_what_held_in_its_year(write: Write, load: Load) -> None:
    write("checklist/rules.yaml", RULE.replace("clause: 第十五条", "clause: 第十五条, years: '2019..'"))
    book = load()
    outcome = check(book, year=2018).outcomes[0]
    assert outcome.status is Status.NOT_APPLICABLE
    assert outcome.reason is not None
    assert "2018年度" in outcome.reason
    assert check(book, year=2019).outcomes[0].status is Status.FAIL


def test_applies(write: Write, load: Load) -> None:
    write(
        "checklist/rules.yaml", RULE + "    applies: {years: '2020..', bodies: [department, park], forms: official}\n"
    )
    book = load()
    asked = [
        ({"body": "department", "form": "official"}, Status.FAIL),
        ({"body": "unknown", "form": "official"}, Status.FAIL),
        ({"body": "government", "form": "official"}, Status.NOT_APPLICABLE),
        ({"body": "park", "form": "web"}, Status.NOT_APPLICABLE),
        ({"body": "park", "form": "official", "year": "2019"}, Status.NOT_APPLICABLE),
    ]
    for request, status in asked:
        parsed = request_of(",".join(f"{key}={value}" for key, value in request.items()))
        found = check_document(from_text(REPORT), book, TODAY, request=parsed)
        assert found.outcomes[0].status is status, request


PROFILE = """\
profile:
  name: park
  title: 园区
  match: {bodies: park}
  era: some-era
  adjust:
    - {rules: structure/*, severity: info}
"""


def test_profiles_change_severity_and_switch_off(write: Write, load: Load) -> None:
    write("profiles/park.yaml", PROFILE)
    book = load()
    as_park = check_document(from_text(REPORT), book, TODAY, request=request_of("body=park"))
    assert {f.severity for f in as_park.findings} == {Severity.INFO}
    assert as_park.profile.era == "some-era"
    assert as_park.profile.reasons["body"] == "由使用者指定（程序认作政府）"
    assert as_park.profile.given == {"body": "使用者"}
    assert "园区" in as_park.profile.reasons["profile"]
    as_town = check_document(from_text(REPORT), book, TODAY, request=request_of("body=town"))
    assert {f.severity for f in as_town.findings} == {Severity.ERROR}
    write("profiles/park.yaml", PROFILE.replace("severity: info", "enabled: false, reason: 园区不查"))
    off = check_document(from_text(REPORT), load(), TODAY, request=request_of("body=park")).outcomes[0]
    assert (off.status, off.reason) == (Status.NOT_APPLICABLE, "园区不查")


def test_a_profile_that_names_no_rule_is_a_mistake(write: Write, load: Load) -> None:
    write("profiles/park.yaml", PROFILE.replace("structure/*", "structre/*"))
    with pytest.raises(UsageError, match=r"park\.yaml:7:7"):
        load()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bod=park", "是不是想写 `body`"),
        ("body=parc", "是不是想写 `park`"),
        ("year=22", "四位数字"),
        ("form=", "只能是"),
    ],
)
def test_a_request_is_read_strictly(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        request_of(text)


ERAS = """\
profile:
  name: {name}
  title: {name}
  match: {{years: "{years}"}}
  era: {name}
"""


def test_an_era_holds_a_report_to_what_was_asked_then(write: Write, load: Load) -> None:
    write("checklist/rules.yaml", RULE + "    applies: {years: '..2018'}\n")
    write("profiles/old.yaml", ERAS.format(name="old", years="..2018"))
    write("profiles/middle.yaml", ERAS.format(name="middle", years="2019..2023"))
    write("profiles/new.yaml", ERAS.format(name="new", years="2024.."))
    book = load()
    assert book.eras == ("old", "middle", "new")
    plain = check(book, year=2022)
    assert (plain.profile.era, plain.outcomes[0].status) == ("middle", Status.NOT_APPLICABLE)
    held = check(book, year=2022, era="old", sources=(("era", "--era"),))
    assert (held.year, held.profile.era, held.outcomes[0].status) == (2022, "old", Status.FAIL)
    assert held.profile.reasons["era"] == "由 --era 指定，按2018年度的要求检查"
    assert check(book, year=2022, era="new").profile.reasons["era"].endswith("按2024年度的要求检查")
    with pytest.raises(UsageError, match="是不是想写 `middle`"):
        check(book, year=2022, era="midle")


def test_a_users_severity_is_above_that_of_a_profile(write: Write, load: Load) -> None:
    write("profiles/park.yaml", PROFILE)
    given = (("structure/*", Severity.ERROR), ("structure/req*", Severity.WARNING))
    found = check_document(from_text(REPORT), load(), TODAY, request=request_of("body=park"), severities=given)
    assert {f.severity for f in found.findings} == {Severity.WARNING}


def test_the_more_particular_request_counts() -> None:
    said = request_of("body=park,year=2020", "--profile")
    both = request_of_value("body", "town", "--body").over(said)
    assert (both.body, both.year) == (BodyKind.TOWN, 2020)
    assert both.given() == {"body": "--body", "year": "--profile"}


def test_an_unknown_year_is_taken_to_be_the_last(write: Write, load: Load) -> None:
    write("checklist/rules.yaml", RULE.replace("clause: 第十五条", "clause: 第十五条, years: '2019..'"))
    checked = check(load(), "以上报告妥否。")
    assert checked.year is None
    assert checked.outcomes[0].status is Status.FAIL
    assert "2022年" in checked.profile.reasons["year"]


def test_nothing_selected_is_misuse(load: Load) -> None:
    with pytest.raises(UsageError):
        check_document(from_text(REPORT), load(), TODAY, select=["numbers/*"])


def test_same_input_same_output(load: Load) -> None:
    assert check(load()) == check(load())
