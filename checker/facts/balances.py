"""Stocks and flows: what there was and what came in, against what went out and what is left; posts filled and vacant.

The role of a figure is told by the words before it, else by those after it (rules/vocabulary/claims.yaml, ``stocks``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.changes import is_frame
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Balance

__all__ = ["find_balances"]

_FEWEST = 3
_BESIDE, _SUMMED_BESIDE = 12, 6  # characters between what came in, what was carried over and their sum
_WITH = re.compile("(?:加上|连同|加之|另有|加)")
_SUM = re.compile("(?:共|合计|总计|总数|总量|总)")
_FRAME = re.compile("(?:精简|压减|整合|调整|减少|增加|缩减|压缩|扩大|变更?|减|增)(?:为|至|到|成)")
_NET = re.compile("净(?:增长|增加|减少|增|减)(?:了)?$")
_MORE = re.compile("相抵|等因素|等原因|自然增减|其他变动")  # more came and went than is told
_DONE_BY = re.compile(
    "(?:年[底末]|期末|目前|截至)[\u4e00-\u9fff]{0,4}(?:完成|办结|审结|整改|化解|办理|解决|结案|办复|答复)"
)
_SENT, _SETTLED, _CUT = re.compile("送审"), re.compile("审定"), re.compile("(?:核减|审减)(?!率)")
_CASES = re.compile("(?:结转|转入|未结|未办结|接转|遗留|存案)")


def find_balances(sentence: Sentence, words: ClaimWords, following: Sentence | None = None) -> Iterator[Balance]:
    """The balance of a sentence: one figure before, one after, and what came and went between, in one unit.

    ``following``: the next sentence of the paragraph, which may say what became of what came in.
    """
    if not sentence.counts:
        return
    text = sentence.text
    if "净" in text or "送审" in text:
        yield from _net(sentence, words)
    if words.stock_sign.search(text) is None and _FRAME.search(text) is None:
        return
    found = False
    for roles in _by_unit(sentence.counts, words):
        for balance in (*_flow(sentence, roles), *_posts(sentence, roles)):
            found = True
            yield balance
    if not found:
        yield from _taken_over(sentence, words)
    if found or following is None:
        return
    for roles in _by_unit((*sentence.counts, *following.counts), words):
        before = [figure for figure, role in roles if role == "before"]
        if len(before) == 1 and before[0] in sentence.counts:
            yield from _flow(sentence, roles, sure=False)


def _net(sentence: Sentence, words: ClaimWords) -> Iterator[Balance]:
    """新设立4872户，注销2106户，净增2766户 · 送审560万元，审定510万元，核减50万元."""
    for position, net in enumerate(sentence.counts):
        before = [f for f in sentence.counts[:position] if f.unit == net.unit and f.depth == net.depth]
        if len(before) < 2:
            continue
        if _NET.search(net.before):
            came = [f for f in before if _role(f, words) == "came"]
            went = [f for f in before if _role(f, words) == "went"]
            if not came or not went:
                continue
            (went if "增" in net.before else came).append(net)
            sure = False
        elif _CUT.search(net.before):
            came = [f for f in before if _SENT.search(f.before)]
            went = [f for f in before if _SETTLED.search(f.before)]
            if len(came) != 1 or len(went) != 1:
                continue
            went.append(net)
            sure = True
        else:
            continue
        span = net.quantity.span
        for figure in (*came, *went):
            span = span.cover(figure.quantity.span)
        yield Balance(tuple(f.index for f in came), tuple(f.index for f in went), span, sentence.passage, sure)


def _by_unit(figures: Sequence[Figure], words: ClaimWords) -> Iterator[list[tuple[Figure, str]]]:
    by_unit: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        by_unit.setdefault((figure.unit, figure.depth), []).append(figure)
    for members in by_unit.values():
        if len(members) >= _FEWEST:
            yield [(figure, _role(figure, words)) for figure in members]


def _role(figure: Figure, words: ClaimWords) -> str:
    """before, after, came, went, posts, filled, vacant, or ""."""
    own = figure.before.strip("，、；：（）和及")
    named = own if len(own) > 1 else own + figure.after
    if any(word in named for word in words.stocks["not"]) or _NET.search(own):
        return ""
    role = next((role for role, pattern in words.stock_roles if pattern.search(named)), "")
    return "went" if role == "after" and _DONE_BY.search(named) else role


def _flow(sentence: Sentence, roles: Sequence[tuple[Figure, str]], *, sure: bool = True) -> Iterator[Balance]:
    """原有132件，新制定17件，废止24件，保留125件."""
    known = {role for _, role in roles}
    if "before" not in known or "after" not in known:
        roles = _framed(sentence, roles)
    of = {role: [f for f, r in roles if r == role] for role in ("before", "after", "came", "went")}
    if len(of["before"]) != 1 or len(of["after"]) != 1 or not (of["came"] or of["went"]):
        return
    left = of["after"][0]
    told = {role: [f for f in of[role] if f.start < left.start] for role in ("came", "went")}
    if of["before"][0].start < left.start and told["came"] and told["went"]:
        of.update(told)  # 年末有效83件；新制定的7件均已备案: what comes after says it again
    whole = bool(of["came"] and of["went"]) or (bool(of["came"]) and not sure)
    if not whole and (_CASES.search(of["before"][0].before) or not sure):
        return  # 连同上年结转187件，审结1967件，未结266件: what was received stands elsewhere
    members = sorted((f for found in of.values() for f in found), key=lambda f: f.start)
    first, last = members[0], members[-1]
    state = ""
    parts_from = sentence.text.find("其中") + sentence.start if "其中" in sentence.text else last.start
    for figure, role in roles:  # a figure of unknown part goes with those before it
        if not role and figure.start > parts_from:
            continue
        if role in ("came", "went"):
            state = role
        elif not role and first.start < figure.start < last.start:
            if not state:
                return
            # 新收84件。予以公开29件，…，结转下年5件: what is told of after what came in went out
            part = "went" if state == "went" or not of["went"] else state
            state = part
            if "共" in figure.before[-3:] or "计" in figure.before[-2:]:
                return
            of[part].append(figure)
            sure = False
    sure = (
        sure
        and _MORE.search(sentence.text) is None
        and bool(of["came"] and of["went"])
        and all(len(of[role]) < 2 or _joined(sentence, of[role]) for role in ("came", "went"))
    )
    came, went = ([f.index for f in sorted(of[role], key=lambda f: f.start)] for role in ("came", "went"))
    if not went and not sure and _CASES.search(of["before"][0].before):
        return
    span = of["before"][0].quantity.span
    for figure in members:
        span = span.cover(figure.quantity.span)
    yield Balance((of["before"][0].index, *came), (*went, of["after"][0].index), span, sentence.passage, sure)


def _framed(sentence: Sentence, roles: Sequence[tuple[Figure, str]]) -> list[tuple[Figure, str]]:
    """事项由3750项变为3624项: what stands in a frame of from and to is the stock before and after."""
    changed = list(roles)
    for position, ((one, _), (other, _)) in enumerate(pairwise(roles)):
        if one.end <= other.start and other.end <= sentence.end and is_frame(sentence, one, other):
            changed[position], changed[position + 1] = (one, "before"), (other, "after")
            return changed
    return changed


def _taken_over(sentence: Sentence, words: ClaimWords) -> Iterator[Balance]:
    """受理301件。加上上年结转27件，共328件: what came in may stand in the sentence before."""
    for carried, total in pairwise(sentence.counts):
        if carried.unit != total.unit or not _WITH.search(carried.clause) or not _SUM.search(total.before):
            continue
        if _role(carried, words) != "before":
            continue
        earlier = [*(sentence.previous.counts if sentence.previous is not None else ()), *sentence.counts]
        came = [f for f in earlier if f.end <= carried.start and f.unit == carried.unit and _role(f, words) == "came"]
        if came:
            span = sentence.span(carried.start, total.end).cover(came[-1].quantity.span)
            # 新收33件，加上年结转5件，共38件: side by side, nothing else can be meant
            sure = (
                sentence.start <= came[-1].start
                and carried.start - came[-1].end <= _BESIDE
                and total.start - carried.end <= _SUMMED_BESIDE
            )
            yield Balance((came[-1].index, carried.index), (total.index,), span, sentence.passage, sure)


def _joined(sentence: Sentence, figures: Sequence[Figure]) -> bool:
    """Whether figures in one role stand side by side: 取消62项、下放35项."""
    return all(
        "，" not in sentence.between(a.end, b.start) and "；" not in sentence.between(a.end, b.start)
        for a, b in pairwise(figures)
    )


def _posts(sentence: Sentence, roles: Sequence[tuple[Figure, str]]) -> Iterator[Balance]:
    """核定编制45名，实有39名，空编6名 · 应到60人，实到55人，请假5人."""
    for (whole, a), (filled, b), (vacant, c) in zip(roles, roles[1:], roles[2:], strict=False):
        if (a, b, c) == ("posts", "filled", "vacant") and "；" not in sentence.between(whole.end, vacant.start):
            yield Balance(
                (whole.index,),
                (filled.index, vacant.index),
                sentence.span(whole.start, vacant.end),
                sentence.passage,
            )
