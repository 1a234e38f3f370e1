"""The organ in the title against the organs that sign."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check", "names_clash"]

KIND = "organ-mismatch"
PLACEHOLDERS = frozenset({"title", "signature"})

_OFFICE = re.compile(r"[局厅]$")
_BODY = re.compile(r"(?:政府|委员会|管委会|办事处|区委|市委|县委|省委)$")
_PLACE = re.compile(r"[省市县区旗州盟镇乡]$|街道$")


class Parameters(CheckParameters):
    """What says nothing about whose organ it is."""

    generic: tuple[str, ...] = Field(description="不带单位特征的通用词")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """A fault only where no name in the title can be meant by any that signs: abbreviations count as the same."""
    generic = re.compile("|".join(sorted(map(re.escape, parameters.generic), key=len, reverse=True)))

    def inspect(reading: Reading) -> Examination:
        title, signed = reading.outline.title, reading.outline.organs
        if title is None or not signed:
            return Examination.not_applicable("标题或署名不全，无从比较")
        named = [name for name in (*title.organs, title.organ) if name]
        named = [name for name in named if generic.sub("", name)]
        signing = [(name, span) for name, span in signed if generic.sub("", name)]
        if not named or not signing:
            return Examination.not_applicable("标题或署名没有写出单位的名称，无从比较")
        odd = [pair for pair in signing if all(names_clash(one, pair[0], generic) for one in named)]
        if len(odd) < len(signing):
            # One of several that sign: it must name another place than all the rest, not merely another office.
            others = [*named, *(name for name, _ in signing if name not in dict(odd))]
            odd = [pair for pair in odd if all(_elsewhere(one, pair[0], generic) for one in others)]
        if not odd:
            return Examination.of(1, ())
        signing = odd
        like = next((name for name in named if name[-2:] == signing[0][0][-2:]), named[0])
        values = {"title": like, "signature": "、".join(name for name, _ in signing)}
        evidence = (reading.evidence("标题", title.span),)
        return Examination.of(
            1, (Fault(signing[0][1], values, evidence=evidence, identity=(like, values["signature"])),)
        )

    return inspect


def names_clash(one: str, other: str, generic: re.Pattern[str]) -> bool:
    """Whether two names cannot mean the same unit or units of the same place."""
    if _is_short_for(one, other) or _is_short_for(other, one):
        return False
    a, b = _own_name(one, generic), _own_name(other, generic)
    if not any(a[i : i + 2] in b for i in range(len(a) - 1)):
        return True
    offices = [bool(_OFFICE.search(name)) for name in (one, other)]
    if all(offices):  # the same place, but the office of one is not the office of the other
        return True
    if any(offices):  # a government does not sign as its bureau
        return bool(_BODY.search(one) or _BODY.search(other))
    places = [_PLACE.search(name) for name in (a, b)]
    same_level = all(places) and places[0] is not None and places[1] is not None and places[0][0] == places[1][0]
    return same_level and not (a.endswith(b) or b.endswith(a))  # 松泉街道, 柳泉街道


def _own_name(name: str, generic: re.Pattern[str]) -> str:
    """A name without what says nothing about whose organ it is; of 青石街道办事处 the 街道 stays."""
    return generic.sub("", name.replace("街道办事处", "街道"))


def _elsewhere(one: str, other: str, generic: re.Pattern[str]) -> bool:
    """Whether both name a place and not the same one; 市人民政府 names none."""
    places = [_own_name(name, generic) for name in (one, other)]
    return all(len(place) > 1 and _PLACE.search(place) for place in places) and names_clash(one, other, generic)


def _is_short_for(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in this order: 区管委会 in 区管理委员会."""
    rest = iter(long)
    return all(character in rest for character in short)
