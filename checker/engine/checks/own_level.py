"""Does the report speak for itself: 我区 in a district's report, not 本乡镇, 我局 or 我县?"""

from __future__ import annotations

import re
from collections import Counter

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.places_named import together
from checker.engine.text.section_text import head_words
from checker.knowledge.record import Record
from checker.outline.model import BodyKind, Level

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "Speaker", "compile_check"]

KIND = "own-level"
PLACEHOLDERS = frozenset({"words", "own", "speaker", "count", "places"})

_BODIES = {
    BodyKind.PARTY_GOVERNMENT: "党委和政府",
    BodyKind.GOVERNMENT: "政府",
    BodyKind.DEPARTMENT: "部门",
    BodyKind.PARK: "园区",
    BodyKind.TOWN: "乡镇（街道）",
}
_SUFFIXES = ("自治县", "自治州", "自治旗", "区", "县", "市", "旗", "州", "盟", "省")
_CITY = re.compile("市(?!场)")
_DISTRICT = re.compile("区[委政]")
_FEW = 3  # a form of address that stands this often is the report's own


class Speaker(Record):
    """Words by which one kind of body speaks of itself, and which bodies may use them."""

    words: tuple[str, ...]
    speaker: str
    bodies: tuple[BodyKind, ...] = ()


class Territory(Record):
    """Words by which a territory speaks of itself, and which endings of names and which levels do not use them."""

    words: tuple[str, ...]
    speaker: str
    not_of: tuple[str, ...] = ()
    not_levels: tuple[Level, ...] = ()
    not_city_parks: bool = False  # nor do parks under a city or a district


class Parameters(CheckParameters):
    """``speakers`` go by the kind of body, ``territories`` by the ending of the place's name and by level.

    ``told``: where these stand earlier in the sentence, it is subordinates who are meant (各乡镇要把……摆在本乡镇……).
    """

    speakers: tuple[Speaker, ...]
    territories: tuple[Territory, ...]
    told: tuple[str, ...]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """One search for all words."""
    owners: dict[str, Speaker | Territory] = {}
    for speaker in parameters.speakers:
        owners.update(dict.fromkeys(speaker.words, speaker))
    for territory in parameters.territories:
        owners.update(dict.fromkeys(territory.words, territory))
    words = re.compile("|".join(sorted(map(re.escape, owners), key=len, reverse=True)))
    told = re.compile("|".join(map(re.escape, parameters.told)))

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        text = running.text
        own_region = "自治区" in text
        found = [match for match in words.finditer(text) if not _elsewhere(reading, match.start())]
        if not found:
            return Examination.not_applicable("没有“我区”“本局”一类的自称")
        outline = reading.outline
        counts = Counter(match[0] for match in found)
        known = outline.body is not BodyKind.UNKNOWN
        ending = _ending(outline.place) or _by_habit(counts)
        faults: list[Fault] = []
        wrong: dict[str, list[tuple[int, int]]] = {}
        for match in found:
            owner = owners[match[0]]
            if isinstance(owner, Speaker):
                foreign = known and outline.body not in owner.bodies
            else:
                foreign = _foreign(owner, reading, ending, own_region)
            if not foreign:
                continue
            first = running.sentence(match.start())[0]
            if isinstance(owner, Speaker) and told.search(text, first, match.start()):
                continue
            wrong.setdefault(owner.speaker, []).append(match.span())
        for voice, places in wrong.items():
            if len(places) > _FEW and len(places) * 2 > sum(counts.values()):
                return Examination.undetermined(f"全文多以{voice}自称，与识别出的报告单位不符，请核对单位", len(found))
            shown = "".join(f"“{word}”" for word in dict.fromkeys(text[a:b] for a, b in places))
            own = outline.place or _BODIES.get(outline.body, "本单位")
            values = {"words": shown, "own": own, "speaker": voice}
            faults.append(together(reading, places, values, identity=(voice,)))
        if not faults and not known and ending is None:
            return Examination.undetermined("认不出是哪一级、哪一类单位的报告", len(found))
        return Examination.of(len(found), faults)

    return inspect


def _elsewhere(reading: Reading, offset: int) -> bool:
    running = reading.document.running
    text = running.text
    if running.in_title(offset):
        return True
    opened = text.rfind("“", max(0, offset - 40), offset)
    return opened >= 0 and text.find("”", opened, offset) < 0


def _ending(place: str) -> str | None:
    """区 of 青石区 and of 青石区司法局, by the last division that the name holds; None where it holds none."""
    best: tuple[int, str] | None = None
    for suffix in _SUFFIXES:
        position = place.rfind(suffix)
        # 2: a name has two characters at least; 开发区 and the like are no divisions.
        if position < 2 or place[:position].endswith(("开发", "高新", "园", "景", "保税", "示范", "经开")):
            continue
        if best is None or position + len(suffix) > best[0]:
            best = (position + len(suffix), suffix)
    return best[1] if best else None


def _by_habit(counts: Counter[str]) -> str | None:
    """The ending by which a report without a title calls itself, where one prevails."""
    district, county = counts["我区"] + counts["本区"], counts["我县"] + counts["本县"]
    if district >= _FEW and district > 3 * county:
        return "区"
    if county >= _FEW and county > 3 * district:
        return "县"
    return None


def _foreign(owner: Territory, reading: Reading, ending: str | None, own_region: bool) -> bool:
    outline = reading.outline
    if outline.body is BodyKind.PARK:
        return owner.not_city_parks and _under_city(reading, owner.speaker)
    if outline.body is BodyKind.TOWN:
        return False  # belongs to a district, a county or a city and may speak of it
    if "区" in owner.speaker and own_region:
        return False  # 我区 of an autonomous region
    if ending is not None and ending in owner.not_of:
        return True
    return outline.level in owner.not_levels and ending is not None


def _under_city(reading: Reading, speaker: str) -> bool:
    """Whether a park's title, signature and addressee tell of a city or district above it, and of no 县 (旗)."""
    words = head_words(reading.document, reading.outline)
    return speaker not in words and (_CITY.search(words) is not None or _DISTRICT.search(words) is not None)
