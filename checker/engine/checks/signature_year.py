"""The report is signed in the year after the report year."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, is_rule_of_law_report, settled_year

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "signature-year"
PLACEHOLDERS = frozenset({"signed", "problem", "expected"})


class Parameters(CheckParameters):
    """``early_month``: from this month of the report year on, a report signed early is only remarked upon."""

    early_month: int = 12


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """The year of signature against the report year."""

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        signed = reading.outline.signed
        year = settled_year(reading).year
        if signed is None:
            return Examination.not_applicable("没有成文日期（另有一条查）")
        if signed.value is None:
            return Examination.undetermined(f"成文日期“{signed.text}”读不出年月日")
        if year is None:
            return Examination.undetermined("认不出报告年度")
        written = signed.value.year
        if written == year + 1:
            return Examination.of(1, ())
        severity = None
        if written == year and signed.value.month >= parameters.early_month:
            problem, severity = "年度未终即已成文，数据可能不是全年的", Severity.INFO
        elif written <= year:
            problem = "早于报告年度结束"
        else:
            problem = f"晚了{written - year - 1}年"
        values = {"signed": f"{written}年", "problem": problem, "expected": f"{year + 1}年"}
        return Examination.of(1, [Fault(signed.span, values, severity=severity, identity=(str(written), str(year)))])

    return inspect
