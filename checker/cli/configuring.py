"""From the options of a command and the configuration that it finds to what is in force."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.options import Target, choice_of, comma_list, date_of, folders_of, targets_of
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.engine.checklist.profiles import ProfileRequest
    from checker.engine.run import Severities
    from checker.review.configuration import Configured
    from checker.review.effective import Options

__all__ = ["Said", "configuration_for", "configured_targets", "options_of"]

_VARIABLE = "CHECKER_CONFIG"


@dataclass(frozen=True)
class Said:
    """The options as they came, those that a command has."""

    profile: Sequence[str] | None = None
    body: str | None = None
    level: str | None = None
    form: str | None = None
    era: str | None = None
    year: int | None = None
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    severity: Sequence[str] | None = None
    rules: Sequence[str] | None = None
    today: str | None = None
    fail_on: str | None = None
    format: Sequence[str] | None = None
    annotate: str | None = None
    jobs: int | None = None
    time_limit: float | None = None


def configuration_for(paths: Sequence[str], given: str | None, off: bool) -> Configured | None:
    """The configuration for these reports: the one named by ``--config`` or CHECKER_CONFIG, or the one found."""
    from checker.review.configuration import find_configuration, read_configuration

    if off:
        if given is not None:
            raise UsageError("--config 和 --no-config 只能用一个")
        return None
    named = given if given is not None else os.environ.get(_VARIABLE)
    if named:
        file = Path(named)
        if not file.is_file():
            option = "--config" if given is not None else f"环境变量 {_VARIABLE}"
            raise UsageError(f"{option} 要的是配置文件，找不到“{named}”")
        return read_configuration(file)
    found = find_configuration(paths)
    return read_configuration(found) if found is not None else None


def configured_targets(configured: Configured) -> tuple[Target, ...]:
    """The outputs that the configuration asks for. Raises UsageError with the place of what is wrong."""
    try:
        targets = targets_of(configured.values.format, None)
    except UsageError as error:
        words = str(error).replace("--format ", "format ")
        raise configured.refuse(("format",), words) from None
    return tuple(
        target if target.file is None else Target(target.format, configured.within(("format",), target.file.as_posix()))
        for target in targets
    )


def options_of(said: Said) -> Options:
    """The options, read; the one place where the clock is looked at. Raises UsageError."""
    from checker.review.effective import Options

    if said.fail_on is not None:
        choice_of(said.fail_on, ("error", "warning", "info"), "--fail-on")
    if said.jobs is not None and said.jobs < 0:
        raise UsageError("--jobs 应为正整数")
    if said.time_limit is not None and not 0 < said.time_limit < 1_000_000:
        raise UsageError("--time-limit 应为大于0的秒数")
    select = comma_list(said.select or [])
    if said.select and not select:
        raise UsageError("--select 后面没有写规则，什么也选不出来；用 checker rules list 查看全部规则")
    return Options(
        clock=date.today(),
        request=_request(said),
        select=select or None,
        ignore=comma_list(said.ignore) if said.ignore else None,
        severities=_severities(said.severity or []),
        rules=folders_of(said.rules, "--rules") if said.rules else None,
        today=date_of(said.today, "--today") if said.today else None,
        fail_on=said.fail_on,
        format=tuple(said.format) if said.format else None,
        annotate=said.annotate,
        jobs=said.jobs or None,
        time_limit=said.time_limit,
    )


def _request(said: Said) -> ProfileRequest:
    """The more particular option counts: ``--body`` above ``--profile body=…``."""
    from checker.engine.checklist.profiles import PROFILE_KEYS, request_of, request_of_value

    request = request_of(",".join(said.profile or []), "--profile")
    for key in PROFILE_KEYS:
        value = getattr(said, key)
        if value is not None:
            request = request_of_value(key, str(value), f"--{key}").over(request)
    return request


def _severities(texts: Sequence[str]) -> Severities:
    from checker.engine.model import Severity

    pairs = []
    for text in comma_list(texts):
        glob, equals, level = (part.strip() for part in text.partition("="))
        if not (glob and equals):
            raise UsageError(f"--severity 应写成 规则=等级，如 numbers/rate-truncated=warning，不能是“{text}”")
        pairs.append((glob, Severity(choice_of(level, [one.value for one in Severity], "--severity 的等级"))))
    return tuple(pairs)
