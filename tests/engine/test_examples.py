from __future__ import annotations

import pytest

from checker.engine.examples import run_examples
from checker.engine.model import Status
from tests.engine.conftest import RULE, Load, Write


def test_examples_run(load: Load) -> None:
    runs = list(run_examples(load()))
    assert [(run.name, run.wrong) for run in runs] == [
        ("structure/request pass 1", None),
        ("structure/request fail 1", None),
    ]


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("特此报告。", "应为不通过，实为通过"),
        ("{text: 妥否。, expect: 恳请}", "没有说到“恳请”"),
        ("{text: 妥否。, expect: {findings: 2}}", "应有2处，实有1处"),
        ("{text: 妥否。, expect: {severity: info}}", "没有一处的等级是 info"),
        ("{text: 妥否。, expect: {quote: 恳请}}", "引的是“妥否”"),
        ("{text: 妥否。, expect: {replacement: 当否}}", "没有一处建议改为"),
    ],
)
def test_an_example_that_misbehaves_says_how(write: Write, load: Load, example: str, words: str) -> None:
    write("checklist/rules.yaml", RULE.replace("fail: [以上报告妥否。]", f"fail: [{example}]"))
    (failing,) = (run for run in run_examples(load()) if run.status is Status.FAIL)
    assert failing.wrong is not None
    assert words in failing.wrong


def test_an_example_that_behaves_in_every_respect(write: Write, load: Load) -> None:
    expect = "{findings: 1, severity: error, quote: 妥否, contains: [妥否, 删去]}"
    write("checklist/rules.yaml", RULE.replace("以上报告妥否。", f"{{text: 妥否。, expect: {expect}}}"))
    assert all(run.wrong is None for run in run_examples(load()))
