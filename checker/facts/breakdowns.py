"""Wholes and their parts: 其中A x件、B y件 · 分别为 · （A x件，B y件） · A x件、B y件，共z件 · …中，以A方式x件.

The words decide what belongs together and how complete it is; whether the sum is right is asked on the floor above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Breakdown, Completeness, NumberKind

__all__ = ["Bound", "SetOf", "find_breakdowns"]


class Bound(Struct, frozen=True):
    """What a figure was bound to: topic, indicator, set of exclusive outcomes, the whole of that set, stage."""

    topic: str
    indicator: str
    set: str | None
    whole: str | None
    stage: int | None
    overlaps: tuple[str, ...] = ()


SetOf = Callable[[Figure], Bound | None]

_AMONG = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:当)?中(?:，|：)?")
_AMONG_THEM = re.compile(
    r"的?[\u4e00-\u9fff“”]{0,12}(?:中，|"
    r"(?:案件|申请|事项|项目|人员|企业|问题|单位|纠纷|文件|案卷|决定|投诉|建议|提案)(?:当)?中(?!心)(?:，|：)?)"
)
# What may stand between a whole and 包括, 分别为: its noun and a comma, nothing that brings in something else.
_OPENING_GAP = re.compile(r"[\u4e00-\u9fff“”]{0,8}[，：（]?(?:主要|具体|其|，)*")
_COLON_GAP = re.compile(r"[\u4e00-\u9fff“”]{0,8}：")
_TOTAL_AFTER = re.compile(
    r"(?:^|[，；、：])(?P<noun>[^，；、：。]{0,16}?)(?<!公)"
    r"(?P<word>总共|共计|合计|总计|一共|合共|累计(?=$)|共(?![享同建治和青产创管赢用商谋识]))(?P<verb>[\u4e00-\u9fff“”]{0,8})$"
)
_TOTAL_REACH = 10  # the longest word and verb of _TOTAL_AFTER
_SURE_TOTALS = frozenset({"总共", "共计", "合计", "总计", "一共", "合共"})
_EARLIER = re.compile(r"(?:同比|较上年|比上年|上年|去年|其中)")
_ABOVE = re.compile(r"(?:以上|上述)[^，；。]{0,6}(?:共|合计|总计)")
_GRADE = re.compile(r"(?:优秀|优良|良好|优|较好|基本\w{2})$")
_OVERLAP = re.compile(r"(?:并处|部分(?:案件)?同时|有交叉|有重复|有重叠|交叉计算)")
_TAKEN_IN = re.compile(
    r"(?:受理|办理|收|接|发现|查出|检查|抽查|审查|审核|承办|共|总|列入|梳理|登记|应|计划|对|问题|任务|事项)"
)
_REST = re.compile(r"^(?:其余|剩余|余下|剩下|其他|其它|另外)")
_CARRIED = re.compile(r"(?:结转(?!下|至下|到下)|年初|期初|旧存|存案|上年未)")
_PENDING = re.compile(
    r"(?:结转下年|转入下年|结转至下年|未结|尚在|正在|尚未|未办结|未审结|未整改|未完成|在办|待审|待办)"
)
_NEGATION = re.compile(r"^(?:不|未|没有|尚未|非)")
_PREVIOUS_YEAR = re.compile(r"(?:上年|去年|上一年)(?:度|同期)?[^，；。]{0,6}$")
_MAX_PARTS = 40


def find_breakdowns(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """All breakdowns that the sentence states."""
    figures = sum(map(_listed, sentence.figures))
    taken: set[int] = set()
    for way, fewest, sign in _WAYS:
        if figures < fewest or sign not in sentence.text:
            continue
        for breakdown in way(sentence, words, set_of):
            if breakdown.total in breakdown.parts or taken.intersection(breakdown.parts):
                continue
            taken.update(breakdown.parts)
            yield breakdown


def _listed(figure: Figure) -> bool:
    """Usable as a part: also a bare number with its name (受理268、不予受理21)."""
    if figure.quantity.kind is NumberKind.BARE and not figure.unit:
        return bool(figure.before.strip("，、；：")) and figure.quantity.printed.denominator == 1
    return figure.divisible


def _opened(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """其中 / 包括 / 分别为 after the whole."""
    if not any(word in sentence.text for word in words.openers):
        return
    for match in words.opener.finditer(sentence.text):
        opener = match.group()
        start, position = match.start() + sentence.start, match.end() + sentence.start
        after = [f for f in sentence.figures if f.start >= position and _listed(f)]
        if not after:
            continue
        first = after[0]
        between = sentence.between(position, first.start)
        if "；" in between or (opener not in words.part_openers and len(between) > 30):
            continue
        total = _total_before(sentence, start, first, words)
        if total is None:
            continue
        if opener not in words.part_openers and not _directly_after(sentence, total, start):
            continue
        limit = _region_end(sentence, position, first.depth)
        parts, stopped_by_open = _run(sentence, first, after, limit, words, set_of)
        yield _make(sentence, total, parts, opener, words, set_of, stopped_by_open)


def _directly_after(sentence: Sentence, total: Figure, opener_start: int) -> bool:
    """Whether little stands between the whole and the word that opens its parts."""
    return _OPENING_GAP.fullmatch(sentence.between(total.end, opener_start)) is not None


def _total_before(sentence: Sentence, position: int, part: Figure, words: ClaimWords) -> Figure | None:
    """The whole that parts opened at ``position`` belong to: the nearest count before it in the same unit."""
    earlier = [f for f in sentence.divisible if f.end <= position]
    earlier = [f for f in earlier if f.depth <= part.depth and "；" not in sentence.between(f.end, position)]
    if not earlier and sentence.previous is not None and _opens(sentence, position):
        earlier = list(sentence.previous.divisible)
    candidates = [f for f in reversed(earlier) if not words.previous.search(f.before)]
    nearest = [f for f in candidates[:4] if f.unit == part.unit]
    if nearest:
        return nearest[0]
    if part.quantity.kind is NumberKind.BARE:
        return candidates[0] if candidates else None
    return next((f for f in candidates[:3] if f.same_kind_of_thing(part)), None)


def _opens(sentence: Sentence, position: int) -> bool:
    """Whether the word at ``position`` begins the sentence."""
    return position - sentence.start <= 2


def _region_end(sentence: Sentence, position: int, depth: int) -> int:
    """Where the parts end at the latest: the closing bracket, the next 其中, or the end of the sentence."""
    end = sentence.end
    text = sentence.text
    start = position - sentence.start
    if depth:
        level = 1
        for offset in range(start, len(text)):
            if text[offset] == "（":
                level += 1
            elif text[offset] == "）":
                level -= 1
                if level == 0:
                    return sentence.start + offset
    following = text.find("其中", start)
    return min(end, sentence.start + following) if following >= 0 else end


def _run(
    sentence: Sentence,
    first: Figure,
    figures: Sequence[Figure],
    limit: int,
    words: ClaimWords,
    set_of: SetOf,
) -> tuple[list[Figure], bool]:
    """The parts that stand in parallel from ``first`` on, and whether 等 follows the last."""
    parts = [first]
    for figure in figures[1:]:
        if figure.start >= limit or len(parts) >= _MAX_PARTS:
            break
        if figure.depth > first.depth:
            continue
        if figure.depth < first.depth or not figure.same_kind_of_thing(first):
            break
        previous = parts[-1]
        gap = sentence.between(previous.end, figure.start)
        separator = _separator(gap)
        if "；" in gap and "；" not in sentence.between(first.end, parts[1].start if len(parts) > 1 else figure.start):
            break
        if words.total_before.search(figure.before) or "另" in figure.before[:2]:
            break
        if "；" in gap and not _parallel(previous, figure, words, set_of):
            break
        if separator != "、" and _joined_by_pauses(sentence, parts) and not _same_set(previous, figure, words, set_of):
            break  # 维持30件、驳回20件、撤销8件，未结12件: the mark changes, the list is over
        settled = len(parts) >= 3 and separator == "，" and figure.unit == first.unit and len(figure.label) <= 14
        if separator == "、" or settled or _parallel(previous, figure, words, set_of):
            parts.append(figure)
            continue
        break
    last = parts[-1]
    stop = min(limit, last.end + 6)
    tail = sentence.between(last.end, stop)
    return parts, tail.lstrip("的").startswith(("等", "以及其他"))


def _joined_by_pauses(sentence: Sentence, parts: Sequence[Figure]) -> bool:
    """Whether two or more parts stand joined by 、 alone."""
    gaps = [sentence.between(a.end, b.start) for a, b in pairwise(parts)]
    return bool(gaps) and all(_separator(gap) == "、" and "，" not in gap for gap in gaps)


def _same_set(previous: Figure, figure: Figure, words: ClaimWords, set_of: SetOf) -> bool:
    """Whether the catalogue knows both as outcomes of one kind, or the second is 其他."""
    ours, theirs = set_of(figure), set_of(previous)
    if ours and theirs and ours.set and (ours.topic, ours.set) == (theirs.topic, theirs.set):
        return True
    return any(word in figure.label[:3] for word in words.rest_words)


def _separator(gap: str) -> str:
    """、 when the item boundary between two figures is a pause mark or 和, else ，."""
    marks = [c for c in gap if c in "、，；"]
    if not marks:
        return "、" if re.search(r"[和及与]", gap) else ""
    return marks[-1] if len(set(marks)) == 1 else "，"


def _parallel(previous: Figure, figure: Figure, words: ClaimWords, set_of: SetOf) -> bool:
    """Whether a figure after ， is one more item of the same list rather than the next step of a story."""
    ours, theirs = set_of(figure), set_of(previous)
    if ours and theirs and ours.set and (ours.topic, ours.set) == (theirs.topic, theirs.set):
        return True
    if ours and theirs and ours.stage is not None and theirs.stage is not None and ours.stage != theirs.stage:
        return False
    a, b = previous.label, figure.label
    if words.process.search(figure.clause) and not words.process.search(previous.clause):
        return False
    if any(word in b[:3] for word in words.rest_words):
        return True
    if previous.unit != figure.unit:
        return False
    if _common_suffix(a, b) >= 2 or _common_prefix(a, b) >= 2 or _common_prefix(previous.after, figure.after) >= 2:
        return True
    if not previous.before.strip("，、；：") and not figure.before.strip("，、；："):
        return True
    return (
        0 < len(b) <= 8 and 0 < len(a) <= 8 and not words.process.search(b) and not figure.clause.endswith(("共", "约"))
    )


def _common_suffix(a: str, b: str) -> int:
    count = 0
    while count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count]:
        count += 1
    return count


def _common_prefix(a: str, b: str) -> int:
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count


def _bracketed(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """共X件（A x件、B y件）: parts in a bracket right after the whole, without an opening word."""
    for match in re.finditer(r"（", sentence.text):
        position = sentence.start + match.start()
        total = next((f for f in sentence.counts if f.end == position or 0 <= position - f.end <= 8), None)
        inside = [f for f in sentence.counts if f.start > position and f.depth and _listed(f)]
        if total is None or total.depth or not inside or not total.divisible:
            continue
        limit = _region_end(sentence, position + 1, 1)
        inside = [f for f in inside if f.start < limit and f.depth == total.depth + 1]
        text = sentence.between(position + 1, limit)
        if len(inside) < 2 or words.opener.search(text) or any(w in text for w in ("同比", "较上年", "比上年", "上年")):
            continue
        first = inside[0]
        if first.unit != total.unit and first.quantity.kind is not NumberKind.BARE:
            continue
        parts, open_ended = _run(sentence, first, inside, limit, words, set_of)
        if len(parts) == len(inside):
            yield _make(sentence, total, parts, "（", words, set_of, open_ended)


def _among(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """和解成功的案件中以撤诉方式结案43件，以调解方式结案2件: the whole is named again before 中."""
    for match in _AMONG.finditer(sentence.text):
        if sentence.text[match.end() - 1 :].startswith("中心") or match.group().startswith("其中"):
            continue
        name = match.group(1)
        position = sentence.start + match.end()
        after = [f for f in sentence.divisible if f.start >= position]
        earlier = [f for f in sentence.divisible if f.end <= sentence.start + match.start()]
        if not after or not earlier or len(sentence.between(position, after[0].start)) > 14:
            continue
        key = re.sub(r"(?:的|案件|项目|事项|人员|企业|问题|当|上述|这些|在)", "", name)[-6:]
        if len(key) < 2:
            continue
        named = [
            f
            for f in earlier
            if key in f.before
            and f.same_kind_of_thing(after[0])
            and f"不{key}" not in f.before
            and f"未{key}" not in f.before
        ]
        if not named:
            continue
        parts, open_ended = _run(sentence, after[0], after, sentence.end, words, set_of)
        yield _make(sentence, named[-1], parts, "中", words, set_of, open_ended)


def _named_whole(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """审结的88件案件中，维持41件、撤销8件: the whole itself stands before 中."""
    counts = sentence.divisible
    for position, total in enumerate(counts[:-1]):
        first = counts[position + 1]
        lead = _AMONG_THEM.match(sentence.between(total.end, first.start))
        if lead is None or not first.same_kind_of_thing(total):
            continue
        parts, open_ended = _run(sentence, first, counts[position + 1 :], sentence.end, words, set_of)
        yield _make(sentence, total, parts, "中", words, set_of, open_ended)


def _after_colon(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """公开信息8046条：网站5213条，微信2833条: a colon right after the whole."""
    counts = sentence.divisible
    for position, total in enumerate(counts[:-2]):
        first = counts[position + 1]
        lead = sentence.between(total.end, first.start)
        opening = _COLON_GAP.match(lead)
        if opening is None or first.unit != total.unit or len(lead) - opening.end() > 12:
            continue
        parts, open_ended = _run(sentence, first, counts[position + 1 :], sentence.end, words, set_of)
        if len(parts) > 1:
            yield _make(sentence, total, parts, "：", words, set_of, open_ended)


def _outcomes(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """审结88件，维持41件、驳回21件…: outcomes of one kind in a row, without 其中, after what they are outcomes of."""
    counts = sentence.divisible
    position = 0
    while position < len(counts):
        kind = set_of(counts[position])
        run = [counts[position]]
        while kind is not None and kind.set and position + len(run) < len(counts):
            following = set_of(counts[position + len(run)])
            if following is None or (following.topic, following.set) != (kind.topic, kind.set):
                break
            run.append(counts[position + len(run)])
        if kind is not None and kind.set and len(run) > 1:
            before = counts[:position]
            if not position and sentence.previous is not None:  # 办案1342件。刑事618件、民事709件…
                before = sentence.previous.divisible
            wholes = [f for f in before if (w := set_of(f)) and (w.topic, w.indicator) == (kind.topic, kind.whole)]
            if not wholes and not position and len(run) < len(counts):  # 97件被受理，11件不予受理，全年收到的108件…
                behind = counts[position + len(run)]
                after = set_of(behind)
                if after is not None and (after.topic, after.indicator) == (kind.topic, kind.whole):
                    yield _make(sentence, behind, run, "", words, set_of, False, total_first=False, sure=False)
            adjacent = bool(wholes) and bool(position) and wholes[-1] is counts[position - 1]
            apart = bool(position and wholes) and "；" in sentence.between(wholes[-1].end, run[0].start)
            summed_later = bool(re.search(r"(?:合计|共计|总计|；共)", sentence.between(run[-1].end, sentence.end)))
            together = (adjacent and not summed_later) or not apart
            if wholes and wholes[-1].depth == run[0].depth and together:
                yield _make(sentence, wholes[-1], run, "", words, set_of, False, sure=not apart)
        position += len(run)


def _summed_up(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """A x件、B y件，共计z件: the whole stands after its parts."""
    above = sentence.previous is not None and _ABOVE.match(sentence.text) is not None
    for total in sentence.divisible:
        near = sentence.between(max(sentence.start, total.start - _TOTAL_REACH), total.start)
        if not above and "共" not in near and "计" not in near:
            continue
        # 三类共725件: the number of kinds does not come between the parts and their total.
        counts = [f for f in sentence.divisible if f.start < total.start and not _is_kinds(f, total)]
        if not counts and above and sentence.previous is not None:
            before = sentence.previous
            row = before.divisible
            parts = _parts_before(before, row, total, words)
            if len(parts) > 1 and _may_add_up(total, parts, "", set_of):
                yield _make(sentence, total, parts, "共", words, set_of, False, total_first=False, row=before)
            continue
        if len(counts) < 2:
            continue
        match = _TOTAL_AFTER.search(sentence.between(counts[-1].end, total.start))
        if match is None or _EARLIER.search(match["noun"]):
            continue
        parts = _parts_before(sentence, counts, total, words)
        if len(parts) < 2 or not _may_add_up(total, parts, match["verb"], set_of):
            continue
        sure = match["word"] in _SURE_TOTALS or not match["verb"]
        yield _make(sentence, total, parts, "共", words, set_of, False, total_first=False, sure=sure)


def _is_kinds(figure: Figure, total: Figure) -> bool:
    """A number of kinds right before a total: 三类共…, 两项业务共…, 三级示范单位共…."""
    return figure.unit in ("类", "项", "级", "种", "者", "部分", "方面") and figure.unit != total.unit


def _parts_before(sentence: Sentence, counts: Sequence[Figure], total: Figure, words: ClaimWords) -> list[Figure]:
    """The row of figures of one kind that ends right before a total."""
    parts: list[Figure] = []
    for figure in reversed(counts):
        if figure.depth != total.depth:
            if figure.depth > total.depth:
                continue
            break
        if not figure.same_kind_of_thing(total) or _PREVIOUS_YEAR.search(figure.before):
            break
        if parts:
            gap = sentence.between(figure.end, parts[0].start)
            if len(gap) > 30 or _EARLIER.search(gap):
                break
            if "；" in gap and len(parts) > 1 and "；" not in sentence.between(parts[0].end, parts[-1].start):
                break  # a row joined by 、 or ， does not reach back over ；
        if parts and words.total_before.search(parts[0].before):
            break
        parts.insert(0, figure)
    while parts and words.total_before.search(parts[0].before):
        parts.pop(0)
    return parts


def _may_add_up(total: Figure, parts: Sequence[Figure], verb: str, set_of: SetOf) -> bool:
    """Whether the catalogue does not speak against the sum: steps of one procedure never add up to another."""
    whole = set_of(total)
    kinds = [set_of(part) for part in parts]
    if whole is not None and whole.stage is not None:
        same_topic = [k for k in kinds if k and k.topic == whole.topic]
        if any(k.stage is not None and k.set is None and k.indicator != whole.indicator for k in same_topic):
            return False
        others = [k for k in same_topic if k.indicator != whole.indicator]
        if any(k.whole is not None and k.whole != whole.indicator for k in others):
            return False
    stages = {(k.topic, k.stage) for k in kinds if k and k.stage is not None and k.set is None}
    return len(stages) < 2


def _opposites(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """抽检2860批次，合格2814批次、不合格46批次: a word and its negation leave nothing out."""
    counts = sentence.divisible
    for total, one, other in zip(counts, counts[1:], counts[2:], strict=False):
        if not (total.unit == one.unit == other.unit and total.depth <= one.depth == other.depth):
            continue
        ending = _common_suffix(one.label, other.label)
        stem = _negated_stem(one.label, other.label) or _negated_stem(one.label[:-ending], other.label[:-ending])
        if not stem and not words.complementary(one.label, other.label):
            continue
        if _separator(sentence.between(total.end, one.start)) == "、":  # 优秀42卷、合格101卷、不合格9卷
            continue
        if _GRADE.search(total.label):  # 优秀45卷，合格50卷，不合格5卷
            continue
        if stem and total.label.endswith(stem):  # 满意1876份、基本满意95份、不满意29份: three grades, no whole
            continue
        rows = sentence.between(total.end, other.start).count("；")
        if (rows and total is not counts[0]) or rows == 1 or len(sentence.between(total.end, one.start)) > 24:
            continue
        yield _make(sentence, total, [one, other], "不", words, set_of, False, closed=True)


def _with_others(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """下发图斑138个，合法97个、违法26个、其他15个: a row joined by 、 that ends with 其他 leaves nothing out."""
    counts = sentence.divisible
    for position, last in enumerate(counts):
        if not _REST.match(last.label) or position < 2:
            continue
        row = [last]
        for figure in reversed(counts[:position]):
            gap = sentence.between(figure.end, row[0].start)
            if figure.unit != last.unit or figure.depth != last.depth or _separator(gap) != "、" or "，" in gap:
                break
            row.insert(0, figure)
        before = position - len(row)
        if len(row) < 2 or before < 0:
            continue
        total = counts[before]
        gap = sentence.between(total.end, row[0].start)
        if total.unit == last.unit and total.depth <= last.depth and "；" not in gap and len(gap) <= 24:
            yield _make(sentence, total, row, "其他", words, set_of, False, closed=True)


def _negated_stem(first: str, second: str) -> str:
    """The word of which one label is the negation of the other: 合格 for 合格 and 不合格; "" where there is none."""
    negated, plain = (second, first) if _NEGATION.match(second) else (first, second)
    stem = _NEGATION.sub("", negated)
    found = len(stem) >= 2 and stem != negated and plain.endswith(stem) and not _NEGATION.match(plain)
    return stem if found else ""


def _remainders(sentence: Sentence, words: ClaimWords, set_of: SetOf) -> Iterator[Breakdown]:
    """受理120件，已办结105件，其余15件正在办理: what is done and what is left make up the whole."""
    counts = [f for f in sentence.divisible if not f.depth]
    if any(_CARRIED.search(f.before) for f in counts):
        return
    for total, done, rest in zip(counts, counts[1:], counts[2:], strict=False):
        if not total.unit == done.unit == rest.unit:
            continue
        named_rest = bool(_REST.match(rest.label))
        pending = bool(
            _PENDING.search(rest.before) or (not rest.before.strip("，、；") and _PENDING.search(rest.after))
        )
        if total is not counts[0] and not _TAKEN_IN.search(total.before + total.after):
            continue  # 查实12件，不属实48件，正在核查15件: outcomes in a row, none of them the whole
        if not (named_rest or pending) or "；" in sentence.between(total.end, rest.start):
            continue
        if (
            len(sentence.between(total.end, rest.start)) > 60
            or _separator(sentence.between(total.end, done.start)) == "、"
        ):
            continue
        yield _make(sentence, total, [done, rest], "其余", words, set_of, False, closed=True, sure=named_rest)


def _make(
    sentence: Sentence,
    total: Figure,
    parts: Sequence[Figure],
    opener: str,
    words: ClaimWords,
    set_of: SetOf,
    open_ended: bool,
    *,
    total_first: bool = True,
    closed: bool = False,
    sure: bool = True,
    row: Sentence | None = None,
) -> Breakdown:
    """One breakdown with what its words say of completeness and overlap."""
    labels = tuple(part.label for part in parts)
    home, sentence = sentence, row or sentence
    start = min(total.start, parts[0].start) if total.start >= sentence.start else parts[0].start
    end = max(total.end, parts[-1].end)
    lead = sentence.between(max(sentence.start, parts[0].item_start), parts[0].start)
    is_open = (
        open_ended
        or "等" in parts[-1].before[-8:]
        or any(word in lead for word in words.open_words if word not in ("等", "仅"))
    )
    kinds = [set_of(part) for part in parts]
    stages = {kind.stage for kind in kinds if kind and kind.stage is not None}
    overlap = any(any(word in label for word in words.overlap_words) for label in labels)
    overlap = overlap or _OVERLAP.search(sentence.text) is not None
    named = {kind.indicator for kind in kinds if kind}
    overlap = overlap or any(named.intersection(kind.overlaps) for kind in kinds if kind)
    rest = any(any(label.startswith(word) for word in words.rest_words) for label in labels[1:])
    nested = any(a in b or b in a for i, a in enumerate(labels) for b in labels[i + 1 :] if len(a) > 1 and len(b) > 1)
    gaps = [sentence.between(a.end, b.start) for a, b in pairwise(parts)]
    one_set = len(parts) > 1 and all(k and k.set for k in kinds) and len({(k.topic, k.set) for k in kinds if k}) == 1
    listed = bool(gaps) and (one_set or all(_separator(gap) == "、" and "，" not in gap for gap in gaps))
    tight = (listed or closed) and sure
    steps = len(stages) > 1 and not (one_set or closed)
    exclusive = len(parts) > 1 and not overlap and not steps and (tight or not nested or not total_first)
    both = len(parts) == 2 and words.complementary(labels[0], labels[1])
    if is_open or len(parts) < 2:
        completeness = Completeness.OPEN
    elif (
        closed
        or both
        or rest
        or opener == "（"
        or not total_first
        or (opener in words.whole_openers and words.total_before.search(total.before))
        or opener in ("分别为", "分为", "分别是", "分别有", "具体为")
    ):
        completeness = Completeness.CLOSED
    else:
        completeness = Completeness.LISTED
    span = home.span(min(start, end), max(start, end))
    for figure in (total, *parts):
        span = span.cover(figure.quantity.span)
    return Breakdown(
        total.index,
        tuple(part.index for part in parts),
        labels,
        completeness,
        exclusive,
        opener,
        span,
        sentence.passage,
        total_first,
        one_set,
        tight,
        sure,
    )


# Every way to state a breakdown, how many figures of a sentence it takes at least, and the sign it cannot do without.
_WAYS: tuple[tuple[Callable[[Sentence, ClaimWords, SetOf], Iterator[Breakdown]], int, str], ...] = (
    (_opened, 1, ""),
    (_bracketed, 3, "（"),
    (_among, 2, "中"),
    (_named_whole, 2, "中"),
    (_after_colon, 3, "："),
    (_outcomes, 2, ""),
    (_summed_up, 1, ""),
    (_opposites, 3, ""),
    (_with_others, 3, "其"),
    (_remainders, 3, ""),
)
