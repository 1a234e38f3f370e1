"""``checker explain``: what was recognised in a report."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["explain"]


def explain(
    path: Annotated[str, typer.Argument(metavar="文件", help="报告文件；- 从标准输入读")],
) -> int:
    """说明程序从报告里认出了什么：层次、标题、年度、指标和每一个数字。"""
    raise NotImplementedError(path)
