"""The configuration to begin with: every key, commented, with what it does."""

from __future__ import annotations

__all__ = ["starter"]

_STARTER = """\
# checker 的配置。放在报告所在的文件夹或它的上级文件夹里，核查时自动用上。
# 要用哪一项，去掉前面的“# ”；不写的照默认。命令行选项比这里的算数。
# 看哪些起作用、是谁定的：checker config show；校验写得对不对：checker config check

# ── 报告的情况：不写由程序认，认错了才写 ──
# body: government            # party_government 党委和政府、government 政府、department 部门、park 园区、town 乡镇街道
# level: county               # province 省级、city 市级、county 县级、town 乡级
# form: official              # official 公文、web 网页稿
# year: 2024                  # 报告年度
# era: from-2024              # 按哪个时期的要求检查：before-2019、2019-2023、from-2024；不写按报告年度

# ── 查什么 ──
# rules: [本省规则, 我的规则]   # 本单位的规则文件夹，路径从本文件所在的文件夹写起
# select: ['numbers/*', 'years/*']   # 只查这些；编号用 checker rules list 查看
# ignore: [language/superlative]     # 不查这些
# severities:                 # 改等级：error 错误、warning 警告、info 提示；后写的算数
#   numbers/rate-truncated: warning
#   'format/*': info

# ── 怎样算不通过、以哪一天为今天 ──
# fail_on: warning            # 有这一等级以上的问题，退出码为1；默认 error
# today: 2025-03-01           # 默认看系统时钟

# ── 输出：写进本文件所在的文件夹 ──
# format: [console, 'json:结果.json']   # console、json、html、markdown，后面可带文件名
# annotate: 批注              # 把问题批注在报告副本里，写进这个文件夹

# ── 进程和时间 ──
# jobs: 2                     # 用几个进程；默认自动
# time_limit: 60              # 一份报告最多查多少秒

# ── 某些报告另作规定：match 写路径，* 不跨文件夹，** 跨；后写的算数 ──
# files:
#   - match: 镇街/**
#     body: town
#     level: town
#   - match: ['*局.docx', '部门/**']
#     body: department
#     ignore: [numbers/core-indicator-missing]
#     severities: {structure/addressee-missing: info}
"""


def starter(schema: str | None) -> str:
    """The file's text. ``schema`` is where editors find the JSON Schema, from the file's own folder."""
    head = f"# yaml-language-server: $schema={schema}\n" if schema is not None else ""
    return head + _STARTER
