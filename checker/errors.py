"""Everything that can go wrong and whose fault it is.

CheckerError            one clear Chinese sentence, and an exit code
├── UsageError          the caller's fault: option, configuration, nothing matched       (exit 2)
│   └── RuleError       the rule author's fault: a file under rules/, with line, column  (exit 2)
└── ReadError           the report's fault: it cannot be read                            (exit 3)

Messages are what a user reads, so they are Chinese, name the place and end with the remedy.
"""

from __future__ import annotations

__all__ = ["CheckerError", "ReadError", "RuleError", "UsageError"]


class CheckerError(Exception):
    """Base of all expected failures; ``exit_code`` follows the table in docs/exit-codes.md."""

    exit_code = 2


class UsageError(CheckerError):
    """The command was called in a way that cannot be carried out."""


class RuleError(UsageError):
    """A file of the checklist is wrong. ``line`` and ``column`` count from 1; 0 means the whole file."""

    def __init__(self, message: str, *, file: str, line: int = 0, column: int = 0) -> None:
        place = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{place}：{message}")
        self.file = file
        self.line = line
        self.column = column
        self.detail = message


class ReadError(CheckerError):
    """A report that cannot be read. The message says what is wrong and what to do, without the path."""

    exit_code = 3
