"""What is in force, told row by row: for all reports, and for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.engine.checklist.profiles import PROFILE_KEYS
from checker.engine.reading import Reading
from checker.engine.run import Severities
from checker.report.setting_console import SettingRow
from checker.report.words import BODIES, FORMS, LEVELS, SEVERITIES
from checker.review.configuration import Configured
from checker.review.effective import CLOCK, DEFAULT, Effective
from checker.review.file_settings import FileSetting

__all__ = ["report_told", "settings_told"]


def settings_told(run: Effective, configured: Configured | None) -> Iterator[SettingRow]:
    """Every setting for all reports, and what is said of some."""
    every = run.files.settings[0] if run.files.settings else FileSetting(())
    said = run.request.over(every.request)
    for key in PROFILE_KEYS:
        value = getattr(said, key)
        if value is None:
            yield SettingRow(key, "按报告年度" if key == "era" else "由程序认", DEFAULT)
        else:
            yield SettingRow(key, _value(key, str(value)), said.source(key))
    yield SettingRow("rules", _listed((f.as_posix() for f in run.rules.value), "只用自带的"), run.rules.origin)
    yield SettingRow("select", _listed(run.select.value, "全部规则"), run.select.origin)
    yield SettingRow("ignore", _listed(run.ignore.value, "无"), run.ignore.origin)
    origin = configured.place("severities") if configured is not None and every.severities else DEFAULT
    yield SettingRow("severities", _severities(every.severities) or "照规则和画像", origin)
    yield SettingRow("fail_on", run.fail_on.value, run.fail_on.origin)
    # The same configuration is told in the same words every day.
    today = "核查当天" if run.today.origin == CLOCK else run.today.value.isoformat()
    yield SettingRow("today", today, run.today.origin)
    yield SettingRow("format", _listed(run.format.value, ""), run.format.origin)
    yield SettingRow("annotate", run.annotate.value or "不批注", run.annotate.origin)
    yield SettingRow("jobs", str(run.jobs.value or "自动"), run.jobs.origin)
    yield SettingRow("time_limit", f"{run.time_limit.value:g}秒", run.time_limit.origin)
    yield from (_file_row(setting) for setting in run.files.settings[1:])


def report_told(run: Effective, path: str, reading: Reading) -> Iterator[SettingRow]:
    """What one report is taken for, and why; what the configuration says of it beyond that."""
    profile = reading.profile
    values = {
        "body": profile.body,
        "level": profile.level,
        "form": profile.form,
        "year": str(reading.year or "不明"),
        "era": profile.era or "无",
    }
    for key, value in values.items():
        reason = profile.reasons.get(key) or ("按报告年度" if key == "era" else "")
        yield SettingRow(key, _value(key, value), reason)
    yield from (_file_row(setting) for setting in run.files.of(path) if setting.globs)


def _file_row(setting: FileSetting) -> SettingRow:
    said = [f"{key}: {_value(key, str(getattr(setting.request, key)))}" for key in setting.request.given()]
    if setting.ignore:
        said.append(f"ignore: {_listed(setting.ignore, '')}")
    if setting.severities:
        said.append(f"severities: {_severities(setting.severities)}")
    return SettingRow("files", f"{_listed(setting.globs, '')}：{'；'.join(said)}", setting.place)


def _value(key: str, value: str) -> str:
    """“town（乡镇街道）”."""
    known = {"body": BODIES, "level": LEVELS, "form": FORMS}.get(key, {}).get(value)
    return f"{value}（{known}）" if known else value


def _severities(pairs: Severities) -> str:
    return "、".join(f"{glob} 改为{SEVERITIES[severity]}" for glob, severity in pairs)


def _listed(words: Iterable[str], empty: str) -> str:
    return "、".join(words) or empty
