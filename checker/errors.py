"""Everything that can go wrong and whose fault it is.

CheckerError            one clear Chinese sentence, and an exit code
├── UsageError          the caller's fault: option, configuration, nothing matched       (exit 2)
│   └── RuleError       the rule author's fault: a file under rules/, with line, column  (exit 2)
└── ReadError           the report's fault: it cannot be read                            (exit 3)

Messages are what a user reads, so they are Chinese, name the place and end with the remedy.
"""

from __future__ import annotations

import errno

__all__ = ["CheckerError", "ReadError", "RuleError", "UsageError", "reason_of"]

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被其他程序占用",
    errno.ETXTBSY: "正被其他程序占用",
    errno.ESTALE: "网络磁盘已断开",
    errno.ETIMEDOUT: "网络磁盘没有回应",
}


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in Chinese where it is a common reason."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


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
