"""What a run does in the end: the command line over the configuration over the defaults, each value with its origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from checker.engine.checklist.profiles import ProfileRequest, era_year
from checker.engine.run import Severities
from checker.review.configuration import Configured
from checker.review.file_settings import FileSettings
from checker.review.running import Settings, rulebook_for

__all__ = ["CLOCK", "DEFAULT", "Effective", "Options", "Value", "effective"]

DEFAULT = "默认"
CLOCK = "系统时钟"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None where it is silent. ``clock`` is the day to go by where nobody names one."""

    clock: date
    request: ProfileRequest = field(default_factory=ProfileRequest)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severities: Severities = ()
    rules: tuple[Path, ...] | None = None
    today: date | None = None
    fail_on: str | None = None
    format: tuple[str, ...] | None = None
    annotate: str | None = None
    jobs: int | None = None
    time_limit: float | None = None


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value and who said it: an option, a place in the configuration (``checker.yaml:3``), or the default."""

    value: T
    origin: str


@dataclass(frozen=True)
class Effective:
    """Everything that is in force for a run. ``configuration`` is the file's name, or None."""

    configuration: str | None
    select: Value[tuple[str, ...]]
    ignore: Value[tuple[str, ...]]
    severities: Severities  # the command line's; the configuration's are in ``files``
    rules: Value[tuple[Path, ...]]
    today: Value[date]
    fail_on: Value[str]
    format: Value[tuple[str, ...]]
    annotate: Value[str | None]
    jobs: Value[int]
    time_limit: Value[float]
    request: ProfileRequest
    files: FileSettings

    def settings(self, *, keep_reading: bool = False, debug: bool = False) -> Settings:
        """What the run needs of it."""
        return Settings(
            today=self.today.value,
            rules=self.rules.value,
            request=self.request,
            select=self.select.value,
            ignore=self.ignore.value,
            severities=self.severities,
            files=self.files,
            keep_reading=keep_reading,
            debug=debug,
            time_limit=self.time_limit.value,
        )


def effective(options: Options, configured: Configured | None) -> Effective:
    """Merge them. Raises UsageError where the configuration names what is not there: a rule, a folder, an era."""

    def pick(key: str, option: str, said: T | None, written: T | None, default: T, origin: str = DEFAULT) -> Value[T]:
        if said is not None:
            return Value(said, option)
        if written is not None and configured is not None:
            return Value(written, configured.place(key))
        return Value(default, origin)

    values = configured.values if configured is not None else None
    written_rules = configured.rule_folders() if configured is not None and options.rules is None else ()
    annotate = (
        configured.within(("annotate",), values.annotate).as_posix()
        if configured is not None and values is not None and values.annotate and options.annotate is None
        else None
    )
    merged = Effective(
        configuration=configured.name if configured is not None else None,
        select=pick("select", "--select", options.select, (values and values.select) or None, ()),
        ignore=pick("ignore", "--ignore", options.ignore, (values and values.ignore) or None, ()),
        severities=options.severities,
        rules=pick("rules", "--rules", options.rules, written_rules or None, ()),
        today=pick("today", "--today", options.today, values.today if values else None, options.clock, CLOCK),
        fail_on=pick(
            "fail_on",
            "--fail-on",
            options.fail_on,
            values.fail_on.value if values and values.fail_on else None,
            "error",
        ),
        format=pick("format", "--format", options.format, (values and values.format) or None, ("console",)),
        annotate=pick("annotate", "--annotate", options.annotate, annotate, None),
        jobs=pick("jobs", "--jobs", options.jobs, values.jobs if values else None, 0),
        time_limit=pick("time_limit", "--time-limit", options.time_limit, values.time_limit if values else None, 60.0),
        request=options.request,
        files=configured.file_settings() if configured is not None else FileSettings(),
    )
    if configured is not None or options.severities or options.request.era is not None:
        rulebook = rulebook_for(merged.rules.value)
        if configured is not None:
            configured.hold_against(rulebook)
        for glob, _ in options.severities:
            rulebook.meant_by(glob, "--severity")
        if options.request.era is not None:
            era_year(options.request.era, merged.today.value.year, rulebook.profiles)
    return merged
