"""Stocks and flows: what was carried over and what came in, against what was concluded and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.figures import Figure, Sentence
from checker.facts.model import Balance

__all__ = ["find_balances"]

_ROLES = (
    ("carried", re.compile(r"(?:上年度?结转|去年结转|年初|期初|旧存|存案|上年度?未结|上年转入|往年结转|结转上年)")),
    (
        "left",
        re.compile(r"(?:年末|期末|年底|未结|未审结|未办结|结转下年|结转至下年|转入下年|尚在|正在|在办|待办|待结|尚未)"),
    ),
    ("concluded", re.compile(r"(?:办结|审结|结案|完成|化解|注销|减少|退出|销号|解除)")),
    ("received", re.compile(r"(?:新收|收到|受理|新增|新立|收案|立案|接收|新接|本年收|登记)")),
)


def find_balances(sentence: Sentence) -> Iterator[Balance]:
    """The balance of a sentence that names each of the four figures exactly once, in one unit."""
    if len(sentence.counts) < len(_ROLES):
        return
    found: dict[str, Figure] = {}
    for figure in sentence.counts:
        words = figure.before or figure.after
        role = next((name for name, pattern in _ROLES if pattern.search(words)), None)
        if role is None:
            continue
        if role in found:
            return
        found[role] = figure
    if len(found) < 4 or len({(figure.unit, figure.depth) for figure in found.values()}) > 1:
        return
    span = sentence.span(min(f.start for f in found.values()), max(f.end for f in found.values()))
    yield Balance(
        found["carried"].index,
        found["received"].index,
        found["concluded"].index,
        found["left"].index,
        span,
        sentence.passage,
    )
