"""Names of organs: telling them from other words, taking them apart, and what they say about the body."""

from __future__ import annotations

import re

from msgspec import Struct

from checker.document.model import Document, Span
from checker.document.passage import fold
from checker.outline.lines import Line
from checker.outline.model import BodyKind, Level
from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["Organ", "classify", "is_organ", "organs_of_line", "split_joint"]

_WIDE_GAP = re.compile(r"[ \u00a0\u2000-\u200a]{2,}|[\t\u3000]+|\u2003+")
_ORGAN_TEXT = re.compile(r"[一-鿿（）·“”]{2,50}")
_JOINT = re.compile(
    r"(中共.*(?:工作委员会|党工委|工委|委员会|党委|[省市区县州旗盟]委|党组))"
    r"(?:、|和)?([^共]{2,}(?:人民政府|管理委员会|管委会|办事处|[省市区县州旗镇乡]政府))"
)

# 临江市青石区…: each step may be missing; 市 in 市场, 市政, 城市 is no step.
_STEP = "[^省市县区旗委]"
_PLACE = re.compile(
    rf"(?:中共|中国共产党)?(?P<province>{_STEP}{{2,7}}(?:省|自治区))?"
    rf"(?P<city>{_STEP}{{1,9}}市(?!场|政(?!府)|民(?!政府)|容|域)|{_STEP}{{2,14}}自治州|{_STEP}{{2,8}}州(?![市区县])|{_STEP}{{2,6}}盟(?=委|行|公|$)"
    rf"|{_STEP}{{2,8}}地区)?"
    rf"(?P<county>市[中南北]区|{_STEP}{{1,11}}(?:县|自治县)(?!域|级)|{_STEP}{{1,8}}区(?!域|划|块)|{_STEP}{{2,8}}旗|{_STEP}{{2,6}}市(?!场|政(?!府)|民|容|域))?"
)


class Organ(Struct, frozen=True):
    """What a name says: kind and level of the body, and the place or unit it stands for."""

    kind: BodyKind
    level: Level
    place: str
    party: bool = False


def is_organ(text: str, vocabulary: OutlineVocabulary) -> bool:
    """Whether folded words are the name of an organ and nothing else."""
    text = vocabulary.tail.seal.sub("", text)
    return (
        _ORGAN_TEXT.fullmatch(text) is not None
        and vocabulary.organ_end.search(text) is not None
        and not re.search("第|报告|关于|工作$|要求|加强|推进|落实|以及|按照", text)
    )


def split_joint(text: str) -> tuple[str, ...]:
    """中共青石区委青石区人民政府 → both; any other name alone."""
    found = _JOINT.fullmatch(text)
    return (found[1], found[2]) if found else (text,)


def organs_of_line(document: Document, line: Line, vocabulary: OutlineVocabulary) -> list[tuple[str, Span]]:
    """The organs on a signature line, with their spans; empty when the line holds anything else."""
    span = line.span
    raw = document.quote(span)
    found: list[tuple[str, Span]] = []
    position = 0
    pieces: list[tuple[int, int]] = []
    for gap in _WIDE_GAP.finditer(raw):
        pieces.append((position, gap.start()))
        position = gap.end()
    pieces.append((position, len(raw)))
    pieces = [(a, b) for a, b in pieces if raw[a:b].strip()]
    named = [_bare_name(raw[a:b], vocabulary) for a, b in pieces]
    if len(pieces) == 1 and " " in raw:
        # One blank between two organs; 青 石 区 人 民 政 府 is one.
        words = [(word.start(), word.end()) for word in re.finditer(r"\S+", raw)]
        names = [_bare_name(raw[a:b], vocabulary) for a, b in words]
        if len(words) > 1 and all(len(name) >= 4 and is_organ(name, vocabulary) for name in names):
            pieces, named = words, names
    # 青　石　区　人　民　政　府: the blanks are letter spacing.
    if len(pieces) > 1 and not all(is_organ(name, vocabulary) for name in named):
        pieces = [(pieces[0][0], pieces[-1][1])]
        named = [_bare_name(raw, vocabulary)]
    for (start, end), name in zip(pieces, named, strict=True):
        if not is_organ(name, vocabulary):
            parts = re.split("、|，", name)
            if len(parts) < 2 or not all(is_organ(part, vocabulary) for part in parts):
                return []
        else:
            parts = list(split_joint(name))
        if len(parts) == 1:
            found.append((name, Span(span.start + start, span.start + end)))
            continue
        passage = line.passage
        at = passage.index_of(span.start + start)
        for part in parts:
            at = passage.text.find(part, at)
            found.append((part, Span(*passage.place(at, at + len(part)))))
            at += len(part)
    return found


def _bare_name(raw: str, vocabulary: OutlineVocabulary) -> str:
    return vocabulary.tail.seal.sub("", re.sub(r"\s+", "", fold(raw)))


# ── what a name says ────────────────────────────────────────────────────────────────────────────


def classify(name: str, vocabulary: OutlineVocabulary, *, place_only: bool = False) -> Organ | None:
    """Kind, level and place of an organ; ``place_only`` takes 青石区 as the place's government. None when unknown."""
    words = vocabulary.body
    name = name.removeprefix("中国共产党").removeprefix("中共")
    found = _PLACE.match(name)
    province, city, county = (found["province"], found["city"], found["county"]) if found else (None, None, None)
    rest = name[found.end() :] if found else name
    own = county or city or province or ""
    level = _level(province, city, county, words.municipalities)
    if name in words.municipalities:
        level = Level.PROVINCE

    if words.office_word.search(name):
        return Organ(BodyKind.PARTY_GOVERNMENT, level, own, party=True)
    # 青石区人民政府东河街道办事处: the government that sent the office out stands before it.
    if rest and (town := words.town_end.match(rest.removeprefix("人民政府") if own else rest)):
        return Organ(BodyKind.TOWN, Level.TOWN, town[1], party=_is_party(rest, vocabulary))
    if words.park_word.search(name) and not words.not_park_word.search(name) and not _is_bureau(rest or name):
        return Organ(BodyKind.PARK, Level.COUNTY, _park_name(name), party="工作委员会" in name or name.endswith("工委"))
    if not rest:
        return Organ(BodyKind.GOVERNMENT, level, own) if place_only and own else None
    if rest in ("委", "委员会") or (own and re.fullmatch("[省市区县州旗盟地]委", rest)):
        return Organ(BodyKind.PARTY_GOVERNMENT, level, own, party=True)
    if words.government_end.search(rest) and len(rest) <= 6:
        return Organ(BodyKind.GOVERNMENT, level, own)
    if words.department_end.search(rest):
        if level is Level.UNKNOWN and rest.endswith("厅"):
            level = Level.PROVINCE
        elif level is Level.CITY and rest.endswith("分局"):
            level = Level.COUNTY
        return Organ(BodyKind.DEPARTMENT, level, name)
    return Organ(BodyKind.GOVERNMENT, level, own) if place_only and own and len(rest) <= 2 else None


def _is_party(rest: str, vocabulary: OutlineVocabulary) -> bool:
    return vocabulary.body.party_end.search(rest) is not None and "政府" not in rest


def _is_bureau(name: str) -> bool:
    return re.search("(?:局|厅|大队|分局|支队)$", name) is not None


def _park_name(name: str) -> str:
    bare = re.sub("(?:党工委|工作委员会|工委|管理委员会|管委会|党委)$", "", name)
    # 临江市委临江高新区工委: the committee that set it up stands before it.
    return re.sub("^.{2,8}?(?:市委|区委|县委|省委)", "", bare)


def _level(province: str | None, city: str | None, county: str | None, municipalities: tuple[str, ...]) -> Level:
    if county:
        return Level.COUNTY
    if city:
        return Level.PROVINCE if city in municipalities else Level.CITY
    return Level.PROVINCE if province else Level.UNKNOWN
