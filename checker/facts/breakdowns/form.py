"""How much the form of a passage says that a whole and its parts are meant to add up: a small learned model.

What the words and marks around the figures look like is written down as a set of signs; each sign has a weight that was
learned from passages whose sums are known (``tests/accuracy/learning``). The weights are data (``rules/vocabulary/
sum_forms.yaml``): no sentence can be read out of them, the signs are only known by their hash. Values are never looked
at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import add
from struct import Struct
from zlib import crc32

from checker.facts.breakdowns.candidates import Candidate, Place, kind_of
from checker.facts.breakdowns.rows import common_prefix, common_suffix, separator
from checker.facts.breakdowns.unmarked import negated_stem
from checker.facts.figures import Figure
from checker.facts.rounding import is_counted
from checker.knowledge.record import Record, field_validator

__all__ = ["LEXICAL", "SCALE", "SumForms", "is_flow", "packed", "signs_of"]

LEXICAL = "~"  # a sign that begins so is of words, all others are of marks, order and likeness
SCALE = 16  # the weights are sixteenths of a bit: 16 doubles the odds

_ENTRY = Struct(">Ib")
_MARK = re.compile(r"[，；：、。！？（）]")
_REST = re.compile(r"^(?:其余|其他|其它|剩余|余下|剩下|另外|另有|另|还有|尚有|尚余|仍有|仍|余)")
_NEGATED = re.compile(r"^(?:决定)?(?:不(?!同)|未|没有|非|缺|漏|无)")
_PENDING = re.compile(r"(?:未|尚|仍|正在|待|在办|在审|审理中|办理中|过程中)")
_CARRIED = re.compile(r"(?:上年|去年|年初|期初|往年|跨年)[^，；。]{0,6}(?:结转|转入|未结|留|存|旧)|^结转|结转$")
_CONCLUDED = re.compile(r"(?:审|办|了)结|结案|办毕|化解")
_COMPARED = re.compile(
    r"相比|(?:多|少|高|低)(?:出|了|于)?$|[比较][^，；。]{0,8}[多少增减]|净[增减]|增[加长]|减少|下降|上升"
)
_SUM = re.compile(r"(?:总共|共计|合计|总计|一共|合共|累计|加起来|合起来|相加|合并|汇总|总数|总量|总额|总和|总|共)")
_TURNS = re.compile(r"(?:第?[一二三四]季度|[上下]半年|第[一二三四五六七八九十]+[轮批次期]|月份?|20\d\d年)$")
_OWN = re.compile(r"(?:本级|[市区县省]直|[市区县省]级|机关)")
_OTHERS = re.compile(r"(?:县（市|县区|各县|各区|各镇|各乡|乡镇|街道|区县|镇街|基层|下级)")
_INSIDE = re.compile(r"其中|包括|包含|分为|分别|具体|从[^，；。]{1,12}看|按[^，；。]{1,12}[分看]|组成|构成")
_PERCENT = re.compile(r"\d[%％]")
_CHINESE = re.compile(r"[一二两三四五六七八九十]")
_DIVIDED = re.compile(r"^[^，；。]{0,8}[，（：]?(?:其中|包括|分别)|^[^，；。]{0,6}（")
_DIGITS = re.compile(r"\d+")
_TWO_CHARACTERS = re.compile(r"[\u4e00-\u9fff]{2}")
_STRIP = "，；：、。（）“” "


class SumForms(Record):
    """The learned weights: five bytes for each sign, its hash and its weight, as hexadecimal digits; and the bias."""

    bias: int
    weights: str

    @field_validator("weights")
    @classmethod
    def _complete(cls, value: str) -> str:
        if len(bytes.fromhex(value)) % _ENTRY.size:
            raise ValueError("每个写法应有十位十六进制数")
        return value

    @cached_property
    def table(self) -> dict[int, int]:
        """The weight of each sign by its hash, −128 to 127."""
        return dict(_ENTRY.iter_unpack(bytes.fromhex(self.weights)))

    def score(self, candidate: Candidate) -> int:
        """The odds that a sum is meant, in sixteenths of a bit."""
        weight_of = self.table.get
        return self.bias + sum([weight_of(crc32(sign.encode()), 0) for sign in set(signs_of(candidate))])


def is_flow(candidate: Candidate) -> bool:
    """Whether the parts are what was carried over and what was concluded: 受理88件，上年结转19件，审结96件."""
    befores = [part.before for part in candidate.parts]
    return any(map(_CARRIED.search, befores)) and any(map(_CONCLUDED.search, befores))


def packed(weights: Mapping[str, int]) -> str:
    """Signs with their weights as ``SumForms`` reads them; sorted by hash."""
    by_hash = {crc32(sign.encode()): weight for sign, weight in weights.items() if weight}
    return b"".join(_ENTRY.pack(*entry) for entry in sorted(by_hash.items())).hex()


def signs_of(candidate: Candidate) -> Iterator[str]:
    """The signs of the form of a candidate."""
    whole, parts, place = candidate.whole, candidate.parts, candidate.place.value
    sentence = candidate.sentence
    count = len(parts)
    many = "2" if count == 2 else "3" if count == 3 else "4" if count < 7 else "7"
    side = "a" if candidate.place in (Place.BEHIND, Place.LATER) else "b"
    gaps = [sentence.between(one.end, other.start) for one, other in pairwise(parts)]
    lead = _lead(candidate)
    yield f"place {place}"
    if candidate.place is Place.LONG_BEFORE:
        place = Place.EARLIER.value  # too rare to be learned on its own
    yield f"count {place} {many}"
    yield f"skipped {place} {min(candidate.skipped, 4)}"
    yield f"kind {kind_of(whole)}"
    yield f"measured {side} {is_counted(whole.quantity)}"
    yield from _marks(candidate, gaps, lead, place, many)
    yield from _surroundings(candidate, gaps, place)
    yield from _names(candidate, side, many)
    yield from _whole(candidate, place, side)
    between = lead.strip(_STRIP)
    between = between[-14:] if side == "b" else between[:14]
    yield from (f"~lead {side} {gram}" for gram in _grams(between))
    if _INSIDE.search(lead):
        yield f"inside {place}"
    if side == "b" and candidate.place is not Place.BRACKET and not any("其中" in gap for gap in gaps):
        yield f"opened {side} {'其中' in lead}"
    if _SUM.search(whole.before):
        yield f"sum {side}"


def _lead(candidate: Candidate) -> str:
    """The words between the whole and the run."""
    whole, parts, home, sentence = candidate.whole, candidate.parts, candidate.home, candidate.sentence
    if candidate.place in (Place.BEFORE, Place.BRACKET):
        return sentence.between(whole.end, parts[0].start)
    if candidate.place is Place.BEHIND:
        return sentence.between(parts[-1].end, whole.start)
    if candidate.place is Place.LATER:
        return sentence.between(parts[-1].end, sentence.end) + home.between(home.start, whole.start)
    return home.between(whole.end, home.end) + sentence.between(sentence.start, parts[0].start)


def _marks(candidate: Candidate, gaps: Sequence[str], lead: str, place: str, many: str) -> Iterator[str]:
    """What stands between the figures."""
    marks = [separator(gap) or "0" for gap in gaps]
    kinds = "".join(sorted(set(marks)))
    yield f"marks {place} {many} {kinds}"
    last = _MARK.findall(lead)
    first = last[0] if last else "0"
    final = last[-1] if last else "0"
    yield f"turn {place} {first}{final} {kinds}"
    yield f"turns {place} {len(last) if len(last) < 4 else 4}"
    if len(marks) > 1:
        yield f"change {place} {marks[0] == marks[-1]} {marks[-1]}"
        if marks[0] == "，" and marks[-1] == "、":
            yield f"step {place}"
    same = set(marks) == {final if final in "，；、" else "，"}
    yield f"flat {place} {many} {same}"
    yield f"near {place} {_size(len(lead))}"
    yield f"wide {place} {_size(max(map(len, gaps)))}"
    if any("。" in gap for gap in gaps):
        yield "broken"
    semicolons = sum("；" in gap for gap in gaps)
    if semicolons:
        yield f"semicolons {place} {semicolons == len(gaps)} {'；' in lead}"
    elif "；" in lead:
        yield f"beyond {place}"
    shares = sum(_PERCENT.search(gap) is not None for gap in gaps)
    if shares:
        yield f"shares {shares == len(gaps)}"
    if any("其中" in gap for gap in gaps):
        yield f"inner {place}"


def _surroundings(candidate: Candidate, gaps: Sequence[str], place: str) -> Iterator[str]:
    """What goes before the run, what follows it, what other figures stand between."""
    sentence, row, parts = candidate.sentence, candidate.row, candidate.parts
    inner = separator(gaps[-1]) or "0"
    following = row[candidate.last + 1] if candidate.last + 1 < len(row) else None
    if following is candidate.whole:
        following = row[candidate.last + 2] if candidate.last + 2 < len(row) else None
        start = candidate.whole.end
    else:
        start = parts[-1].end
    if following is None:
        yield f"after {place} none"
    else:
        gap = sentence.between(start, following.start)
        mark = separator(gap) or "0"
        alike = _alike(parts[-1], following)
        yield f"after {place} {mark} {mark == inner}"
        yield f"after {place} {alike} {mark == inner}"
        if "其中" in gap[:4]:
            yield f"after {place} inner"
        if mark == inner and "；" not in gap:
            yield f"after open {place} {_size(len(gap))}"
    ahead = row[candidate.first - 1] if candidate.first else None
    if ahead is candidate.whole:
        ahead = row[candidate.first - 2] if candidate.first > 1 else None
        yield f"ahead {place} whole {ahead is None}"
        if ahead is not None:
            gap = sentence.between(ahead.end, candidate.whole.start)
            yield f"level {place} {separator(gap) or '0'} {inner}"
    elif ahead is None:
        yield f"ahead {place} none"
    else:
        gap = sentence.between(ahead.end, parts[0].start)
        mark = separator(gap) or "0"
        yield f"ahead {place} {mark} {mark == inner} {_alike(ahead, parts[0])}"
    figures = sentence.figures
    inside = [sum(a.end <= f.start < b.start for f in figures) for a, b in pairwise(parts)]
    if any(inside):
        even = len(set(inside)) == 1
        yield f"others {place} {'even' if even else 'some'} {min(max(inside), 3)} {len(parts) > 2}"
    else:
        yield f"others {place} none"
    if candidate.place is Place.BEFORE:
        yield f"led {min(3, sum(candidate.whole.end <= f.start < parts[0].start for f in figures))}"
    elif candidate.place is Place.BEHIND:
        yield f"led a{min(3, sum(parts[-1].end <= f.start < candidate.whole.start for f in figures))}"
    tail = sentence.between(parts[-1].end, parts[-1].end + 12)
    yield f"~tail {place} {tail[:1]}"
    yield f"~tail {_words(tail)[:2]}"
    if tail.lstrip("的").startswith("等"):
        yield "and so on"


def _alike(one: Figure, other: Figure) -> int:
    return min(2, max(common_prefix(one.label, other.label), common_suffix(one.label, other.label)))


def _names(candidate: Candidate, side: str, many: str) -> Iterator[str]:
    """How the parts are named."""
    sentence, parts = candidate.sentence, candidate.parts
    befores = [part.before.strip(_STRIP) for part in parts]
    labels = [part.label.strip(_STRIP) for part in parts]
    items = [sentence.between(part.item_limit, part.start).strip(_STRIP) for part in parts]
    opening = min(min(common_prefix(a, b) for a, b in pairwise(befores)), 3)
    ending = min(min(common_suffix(a, b) for a, b in pairwise(befores)), 3)
    bare = sum(not before for before in befores)
    if bare == len(parts):
        yield f"bare {side} {many} all"
        afters = [part.after.strip(_STRIP) for part in parts]
        yield f"bare after {side} {all(afters)} {min(min(common_suffix(a, b) for a, b in pairwise(afters)), 2)}"
    elif bare:
        yield f"bare {side} {bare == 1} {not befores[0]}"
    else:
        yield f"opening {side} {opening}"
        yield f"ending {side} {ending}"
        if ending:
            yield f"~ending {side} {befores[0][-1]}"
        if len({len(before) for before in befores}) == 1:
            yield f"even {side} {many}"
        if opening:
            yield f"~opening {befores[0][:1]}"
    lengths = [len(label) for label in labels]
    yield f"short {side} {_size(max(lengths))}"
    yield f"spread {side} {_size(max(lengths) - min(lengths))}"
    followed = [part.after.strip(_STRIP) != "" for part in parts]
    yield f"followed {side} {'all' if all(followed) else 'some' if any(followed) else 'none'}"
    negated = [_NEGATED.match(item) is not None for item in items]
    if any(negated):
        yield f"negated {side} {many} {negated[-1]} {negated[0]}"
        if any(negated_stem(a, b) for at, a in enumerate(labels) for b in labels[at + 1 :]):
            yield f"halves {side} {many}"
    rests = [_REST.match(item) is not None for item in items]
    if any(rests):
        yield f"rest {side} {many} {rests[-1]} {any(rests[:-1])}"
    if _PENDING.search(parts[-1].before) or (not befores[-1] and _PENDING.search(parts[-1].after[:8])):
        yield f"pending {side} {many}"
    if any(map(_CARRIED.search, befores)):
        yield f"carried {side} {any(map(_CONCLUDED.search, befores))}"
    if _COMPARED.search(sentence.between(parts[0].item_limit, parts[-1].end)):
        yield f"compared {side} {many}"
    if any(map(_PENDING.search, befores[:-1])):
        yield f"pending early {side}"
    if all(map(_TURNS.search, befores)):
        yield f"turns {side}"
    if any(map(_OWN.search, labels)) and any(map(_OTHERS.search, labels)):
        yield f"own and others {side}"
    summed = [_SUM.search(before) is not None for before in befores]
    if any(summed[1:]):
        between = sentence.between(parts[summed.index(True, 1) - 1].end, parts[summed.index(True, 1)].start)
        yield f"total of names {side} {'、' in between.strip(_STRIP)}"
    if any(_CHINESE.search(part.quantity.text) for part in (candidate.whole, *parts)):
        yield f"in words {all(_CHINESE.search(part.quantity.text) for part in parts)}"
    if candidate.whole.label in labels and candidate.whole.before.strip(_STRIP):
        yield f"whole named as part {side}"
    elif side == "b" and candidate.skipped == 0 and _alike(candidate.whole, parts[0]) > 1:
        yield f"whole like part {side} {many}"
    if any(map(_SUM.search, befores)):
        yield f"totals {side} {_SUM.search(befores[0]) is not None} {all(map(_SUM.search, befores))}"
    units = {part.unit for part in parts}
    yield f"units {side} {len(units) == 1} {candidate.whole.unit in units}"
    for at, item in (("first", items[0]), ("last", items[-1])):
        yield f"~{at} opens {side} {item[:2]}"
        yield f"~{at} ends {item[-2:]}"
        yield f"~{at} opens {item[:1]}"
        yield f"~{at} ends {side} {item[-1:]}"
    grams = {gram for item in items for gram in _grams(item[-10:])}
    yield from (f"~names {gram}" for gram in sorted(grams))
    noun = _noun(candidate.whole)
    if noun:
        named = [noun in item or noun in part.after[:8] for item, part in zip(items, parts, strict=True)]
        yield f"noun {side} {'all' if all(named) else 'some' if any(named) else 'none'} {many}"
    own = set(candidate.whole.label)
    shared = sum([not own.isdisjoint(label) for label in labels])
    yield f"shared {side} {'all' if shared == len(labels) else 'some' if shared else 'none'}"


def _whole(candidate: Candidate, place: str, side: str) -> Iterator[str]:
    """How the whole is named."""
    whole = candidate.whole
    before, after = whole.before.strip(_STRIP), whole.after.strip(_STRIP)
    yield f"~whole ends {side} {before[-1:]}"
    yield f"~whole ends {side} {before[-2:]}"
    yield f"~whole opens {side} {before[:2]}"
    yield f"~whole clause {place} {_words(whole.clause)[:2]}"
    yield f"~whole after {side} {after[:2]}"
    yield f"whole after {place} {bool(after)} {bool(before)}"
    following = candidate.home.between(whole.end, whole.end + 20)
    if side == "a" and _DIVIDED.match(following):
        yield f"whole divided {place}"
    yield from (f"~whole {side} {gram}" for gram in _grams(before[-8:]))
    if side == "b":
        kinds = [f for f in candidate.home.divisible if not f.depth and kind_of(f) == kind_of(whole)]
        yield f"whole only {place} {len(kinds) == 1}"
        if kinds:
            yield f"whole first {place} {kinds[0] is whole} {kinds[-1] is whole}"
        yield f"whole first clause {place} {candidate.home.figures[0] is whole}"


def _noun(whole: Figure) -> str:
    """The last word of what is counted: 案件 of 受理案件 or of 件案件."""
    after = _TWO_CHARACTERS.match(whole.after)
    if after:
        return after.group()
    label = whole.label.strip(_STRIP)
    return label[-2:] if len(label) > 1 else ""


def _words(text: str) -> str:
    return text.strip(_STRIP)


def _grams(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters; digits count as one kind."""
    text = _DIGITS.sub("#", text)
    return map(add, text, text[1:])


def _size(length: int) -> str:
    for limit in (2, 4, 7, 11, 16, 24, 36, 60, 100):
        if length <= limit:
            return str(limit)
    return "more"
