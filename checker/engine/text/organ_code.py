"""机关代字: the characters before the year of a document number, without the verb before them."""

from __future__ import annotations

import re

__all__ = ["organ_code"]

_HAN = re.compile("[\u4e00-\u9fff]+\\Z")
_LONGEST = 10
_LEAD = re.compile(
    r".*(?:通过|制发|印发|转发|下发|发布|出台|根据|按照|依据|依照|遵照|参照|落实|执行|贯彻|详见|办理|以|日|经|的|和|及|与|在|对|将|按|据)(?=.{2,})"
)


def organ_code(text: str, end: int) -> int:
    """Where the organ code that ends at ``end`` begins; ``end`` itself where there is none."""
    match = _HAN.search(text, max(0, end - _LONGEST), end)
    if match is None:
        return end
    lead = _LEAD.match(match[0])
    return match.start() + (lead.end() if lead else 0)
