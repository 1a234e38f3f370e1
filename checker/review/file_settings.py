"""What is different for some of the reports of a run: what they are, which rules are left out, how severe the others.

Told by globs over the path of a report below one folder, that of the configuration.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.engine.checklist.profiles import ProfileRequest
from checker.engine.run import Severities

__all__ = ["FileSetting", "FileSettings"]


@dataclass(frozen=True, slots=True)
class FileSetting:
    """What holds for the reports whose path matches one of the patterns.

    ``globs`` are the patterns as written, none where all reports are meant; ``place`` is where they stand.
    """

    patterns: tuple[re.Pattern[str], ...]
    request: ProfileRequest = field(default_factory=ProfileRequest)
    ignore: tuple[str, ...] = ()
    severities: Severities = ()
    globs: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """All such settings in their order: of two that speak of the same, the later counts."""

    folder: Path = Path()
    settings: tuple[FileSetting, ...] = ()

    def of(self, path: str) -> Iterator[FileSetting]:
        """The settings that mean the report of this path (as given on the command line)."""
        if not self.settings:
            return
        name = self._name(path)
        for setting in self.settings:
            if any(pattern.fullmatch(name) for pattern in setting.patterns):
                yield setting

    def request(self, path: str, asked: ProfileRequest) -> ProfileRequest:
        """What is said of this report; ``asked`` is the command line's word, which counts more."""
        said = ProfileRequest()
        for setting in self.of(path):
            said = setting.request.over(said)
        return asked.over(said)

    def ignore(self, path: str) -> tuple[str, ...]:
        """Globs of rules that are left out for this report, beside those left out for all."""
        return tuple(glob for setting in self.of(path) for glob in setting.ignore)

    def severities(self, path: str) -> Severities:
        """Severities for this report; those of the command line are above them."""
        return tuple(pair for setting in self.of(path) for pair in setting.severities)

    def _name(self, path: str) -> str:
        """The path below the folder; of a report elsewhere its whole path."""
        whole = os.path.abspath(path)  # noqa: PTH100 - links are left as they are named
        try:
            below = os.path.relpath(whole, self.folder)
        except ValueError:  # on another drive
            below = whole
        name = below if not below.startswith(os.pardir) else whole
        return name.replace(os.sep, "/")
