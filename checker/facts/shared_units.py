"""Units said once: 预算1285.60万元（执法装备642.35、培训146.20）, 案卷520份（依次为310、145、65）.

In a bracket right behind a figure, numbers without a unit that fill it are counted as that figure is. Whole numbers
that are named need no unit to be parts, and stay as they are (3.2万人（男18000、女14000） is told in persons), unless
their names look like counts (公益一类39、公益二类13).
"""

from __future__ import annotations

import re
from collections.abc import MutableSequence
from fractions import Fraction

from msgspec.structs import replace

from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity

__all__ = ["share_units"]

_NUMBER = r"\d+(?:\.\d+)?"
_NAME = r"[\u4e00-\u9fff“”]{2,14}"
_IN_ORDER = re.compile(rf"（(?:依次|分别|各自|顺次)(?:为|是|有|计)?：?{_NUMBER}(?:[、，]{_NUMBER})+）")
_NAMED = re.compile(rf"（{_NAME}{_NUMBER}(?:[、，；]{_NAME}{_NUMBER})+）")
# What has a unit of its own, or is no part.
_OTHERWISE = re.compile(
    r"同比|环比|[较比]|[增降减]|占|上年|去年|同期|率|每|平均|人均|第|得分|评分|指数|系数|最[高低大小]"
)
_APART = re.compile(r"[，；、：。中内]|排名|位次|名次")
_DECIMALS = re.compile(r"\d+(?:\.(?P<decimals>\d+))?")
_GRADED = re.compile(r"[一二三四五六七八九](?:类|级|档|等)\d")  # 公益一类39: the name is no count
_NEAR = 8  # characters between a figure and its bracket: its noun


def share_units(text: str, quantities: MutableSequence[Quantity], first: int) -> None:
    """Give the numbers of such brackets in a passage their unit; its quantities are those from ``first`` on."""
    if "（" not in text:
        return
    for at in range(first, len(quantities) - 2):
        whole = quantities[at]
        if whole.kind is not NumberKind.COUNT or not whole.unit or not whole.exact:
            continue
        opened = text.find("（", whole.end, whole.end + _NEAR + 1)
        if opened < 0 or quantities[at + 1].start < opened or _APART.search(text, whole.end, opened):
            continue
        named = _NAMED.match(text, opened)
        bracket = named or _IN_ORDER.match(text, opened)
        if bracket is None or _OTHERWISE.search(bracket.group()):
            continue
        scale = _scale(whole, text)
        if named and "." not in named.group() and (scale != 1 or not _GRADED.search(named.group())):
            continue
        inside = at + 1
        while inside < len(quantities) and quantities[inside].end < bracket.end():
            part = quantities[inside]
            if part.kind is NumberKind.BARE and not part.unit and part.exact:
                value = part.printed * scale
                quantities[inside] = replace(
                    part,
                    kind=NumberKind.COUNT,
                    interval=Interval.point(value),
                    printed=value,
                    step=part.step * scale,
                    unit=whole.unit,
                    group=whole.group,
                )
            inside += 1


def _scale(whole: Quantity, text: str) -> Fraction:
    """What one before the point stands for: 10000 in 398.6万条."""
    digits = _DECIMALS.match(text, whole.number_start)
    if digits is None:
        return Fraction(1)
    return whole.step * Fraction(10 ** len(digits["decimals"] or ""))
