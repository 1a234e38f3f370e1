"""docs/profiles.md against rules/profiles/*.yaml, and its commands executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from checker.engine.checklist.profiles import Adjustment, ProfileTable
from checker.engine.checklist.rule import Applies
from checker.engine.rulebook.rulebook import load_rulebook
from checker.outline.model import BodyKind, Form, Level
from checker.report.words import BODIES, FORMS, LEVELS, SEVERITIES
from tests.docs.walkthrough import refreshed, stable

DOCUMENT = Path(__file__).parents[2] / "docs" / "profiles.md"


def fits(match: Applies) -> str:
    """What a profile is for, in words."""
    parts = [str(match.years)] if match.years else []
    parts += [BODIES[body.value] for body in match.bodies]
    parts += [LEVELS[level.value] for level in match.levels]
    parts += [FORMS[form.value] for form in match.forms]
    return "、".join(parts)


def changes(adjustment: Adjustment) -> str:
    """One adjustment in words."""
    done = []
    if adjustment.enabled is not None:
        done.append("恢复" if adjustment.enabled else "停用")
    if adjustment.severity is not None:
        done.append(f"改为{SEVERITIES[adjustment.severity]}")
    if adjustment.weight is not None:
        done.append(f"权重改为{adjustment.weight}")
    rules = "、".join(f"`{rule}`" for rule in adjustment.rules)
    return f"{rules} {'，'.join(done)}（{adjustment.reason}）"


def table(profiles: tuple[ProfileTable, ...]) -> Iterator[str]:
    """The table that the document must hold."""
    yield "| 次序 | 画像 | 合乎什么 | 调整什么 |"
    yield "| ---: | --- | --- | --- |"
    for profile in profiles:
        adjustments = "<br>".join(changes(adjustment) for adjustment in profile.adjust) or "不另作调整"
        yield f"| {profile.order} | {profile.title} `{profile.name}` | {fits(profile.match)} | {adjustments} |"


def test_the_table_is_what_the_files_say() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(r"<!-- profiles -->\n(.*)<!-- /profiles -->", text, re.DOTALL)
    assert found is not None
    assert found[1].strip() == "\n".join(table(load_rulebook().profiles)), "请照测试给出的表更新 docs/profiles.md"


def test_every_value_is_told() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for kind, words in ((BodyKind, BODIES), (Level, LEVELS), (Form, FORMS)):
        for value in kind:
            if value.value != "unknown":
                assert f"`{value.value}` {words[value.value]}" in text


def test_its_commands_print_what_it_says() -> None:
    assert stable(DOCUMENT.read_text(encoding="utf-8")) == stable(refreshed(DOCUMENT)), (
        "请运行 python -m tests.docs.walkthrough docs/profiles.md，看过差别再提交"
    )
