from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.engine.result import Result
from checker.report.markdown import escape, render_markdown
from tests.report import sample


def test_snapshot(snapshot: Any) -> None:
    snapshot.snapshot_dir = Path(__file__).parent / "snapshots"
    results: list[Result] = [sample.checked(), sample.failed(), sample.clean()]
    snapshot.assert_match(render_markdown(results, sample.CHECKLIST), "results.md")


def test_words_of_a_report_stay_words() -> None:
    assert escape("*粗* [链](http://x) <b> | `码`") == r"\*粗\* \[链\]\(http\://x\) &lt;b\> \| \`码\`"
    assert escape("12.9%，2020-2025年") == "12.9%，2020-2025年"


def test_nothing_is_injected() -> None:
    nasty = "](javascript:alert(1)) <script>x</script> | # 标题\n\n# 新标题\n![](http://x/y.png)"
    checked = replace(sample.checked(), title=nasty, path=nasty, body=nasty)
    finding = replace(checked.findings[1], message=nasty, suggestion=nasty, section=nasty, arithmetic=nasty)
    text = render_markdown([replace(checked, findings=(finding,)), sample.clean()], sample.CHECKLIST)
    assert "<script" not in text
    assert "\n# 新标题" not in text
    assert "![](" not in text
    assert "](javascript" not in text
