"""Comparisons with an earlier period or another group: what changed, by how much, and between which two figures.

A figure of change (增长12.5%, 减少6件) is told from a level (办理151件) by the verb before it. Levels are
placed in time by the words before them (上年, 2022年, 由…增至…); the pair that a change compares is found by place and
wording, never by value. Where the words leave a doubt, the change is not ``sure``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from checker.document.model import Span
from checker.document.passage import Passage
from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Change, NumberKind, Quantity

__all__ = ["find_changes", "find_times", "is_frame"]

_NEARBY = 40  # figures before a change that may be what it compares
_TIMES_OF = re.compile(
    r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年|前一年|20\d\d年|上季度|上月|原来)?(?:全年|同期)?的?(?:近|约)?$"
)
_PER_YEAR = re.compile(r"(?:年均|年平均|月均|日均|累计|平均每年|复合|每年)")
_VERBS = (
    r"(?:提高|增加|上升|增长|下降|减少|降低|提升|压缩|缩短|扩大|压减|精简|精减|缩减|调减|调增|调整|回升|回落|攀升|优化|扩充|扩展|"
    r"整合|合并|归并|跌|降|增|升|减|缩|压|扩|涨)"
)
_FROM = re.compile(r"(?:由|从|自|将|把)[^，；：。]{0,18}$")
_TO = re.compile(
    rf"(?:{_VERBS}(?:了)?(?:至|到|为|成)|(?:达到|达|变为|变成|到|至))(?:20\d\d年度?的?|今年的?|本年度?的?|年底的?|现在的?|目前的?|如今的?)?"
    r"[^，；：。\d]{0,4}$"
)
_RAISED_TO = re.compile(rf"{_VERBS}(?:了)?(?:至|到|为|成)(?:20\d\d年度?的?|今年的?|本年度?的?)?$")

# What places a level in time. A comparison (较上年增加) places the figure it leads up to only if that is a level.
_PERIOD = re.compile(
    r"(?P<compared>(?:相较于?|对比|[较比与同和])?)(?:(?P<year>20\d\d)年|(?P<old>上年|去年|上一年|前一年|前年|上季度|上月|上个?月|同期|往年|原来|原有|"
    r"原先|此前|以往|法定|改革前|调整前|清理前)|(?P<new>今年|本年|当年|本季度|本月|全年|目前|现在|现有|改革后|调整后))(?:度|同期)?"
)
_COMPARED = re.compile(
    r"(?:同比|环比|(?:较|比|与|同|和|于)(?:上年|去年|上一年|前一年|前年|往年|20\d\d年|上季度|上月|同期|原|此前|一季度|二季度|三季度|上半年))"
)
# Words of an amount that say nothing of what changed.
_BARE_AMOUNT = re.compile(
    r"^(?:今年|本年度?|当年|(?:较|比|与|同)?(?:上年|去年|上一年|前一年|前年|20\d\d年|往年|上季度|上月)(?:度|全年)?(?:同期)?(?:的|相比|比较)?|同比|环比|同口径|分别|"
    r"实现|又|再|净|约|年度|数量|总量|件数|整体|总体|共|均|，)*"
)
_ABOUT = r"(?:了|约|近|超过|超|达到?|为|出|幅度|率|幅|均|比例)*$"
_AMOUNT = re.compile(
    r"(?:净增|净减|增幅|降幅|涨幅|减幅|升幅|多出|高出|少了|多了|少|多|压降|压减|缩短|延长|缩减|精简|精减|减负|下滑|攀升|递增|递减|回升|回落|收窄)"
    + _ABOUT
)
_ADDED = re.compile(r"(?:新增|净增|增加|新建|新设|增设|补充|新聘|新选聘)(?:了)?[^，；：。\d]{0,10}$")
_TAKEN = re.compile(r"(?:减少|撤销|取消|精简|核减|压减)(?:了)?[^，；：。\d]{0,10}$")
# 5个村被命名为省级民主法治示范村，全县省级示范村由21个增至26个
_NAMED_NEW = re.compile(
    "(?P<named>[^，；。、]{0,8}(?:新|被)(?:命名|认定|评定|评为|授予|确定|列为|创建)[^，；。、]{2,24})，"
    "[^，；。、]{0,10}(?P<what>[\u4e00-\u9fff]{3})(?:总数|数量|总量)?(?:由|从)(?:上年|去年|年初)?的?"
)
_NOT_A_TIME = re.compile(r"(?:末|底)?(?:结转|转入|未结|接转|存案|结余|结存|持平|水平|基本|基础|执行数|预算|决算)")
# 2022年这一数字为500件, behind a figure of the same unit without a year: the year before.
_FORMERLY = re.compile(r"(?:全年|度)?(?:的)?(?:这一数字|该数|此数|同口径|同期|数据|则|仅)*(?:为|是)(?:仅|只有|约)?$")
_OVER_YEARS = re.compile(rf"(?P<years>[两三四五])年(?:来|间)?(?:累计|共计|共)?(?:{_VERBS}|净增|净减)(?:了)?$")
_YEARS_APART = {"两": 2, "三": 3, "四": 4, "五": 5}
_YEAR_AGAINST = re.compile(r"(?P<this>20\d\d)年度?(?:较|比|同比|与)(?P<that>20\d\d)年")
_YEAR_OPENS = re.compile(r"；?(20\d\d)年度?")
_SERIES_AGAINST = re.compile(r"，?(?:比|较|同比)(?:上年度?|上一年度?|前一年|(?P<year>20\d\d)年)?")
_TOTAL_AGAINST = re.compile(r"总(?:量|数|额|计)[^，；。（]{0,6}[比较](?:上年度?|去年|上一年|20\d\d年)(?:同期)?的?（?")
_THAN_OF = re.compile(r"比[^，；。、]{2,14}的$")
_TIMES_THAT = re.compile(r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年|前一年|20\d\d年|原来)?(?:全年|同期)?的?$")
_OF_IT = re.compile(r"^的(?:近|约)?$")
_REVIEWED_RATE = re.compile(r"(?:核减|审减)率(?:达到?|为|是)?$")
_SOME_CHANGE = re.compile("[增减升降高低多少涨跌缩压倍扩落]")
_PART_OF_YEAR = re.compile(r"(?:第?[一二三四]季度|上半年|下半年|\d{1,2}月份?)")
_RISING = re.compile(r"(?:净增|增幅|涨幅|升幅|多出|高出|多了|多|攀升|递增|回升|延长|新增)")
_FALLING = re.compile(r"(?:净减|降幅|减幅|少了|少|压降|压减|缩短|缩减|精简|精减|减负|下滑|递减|回落|收窄|撤销|取消)")
_SHORTER = re.compile(r"(?:缩短|压缩|压减|减少|减|缩减|提速|降低|下降|节约|节省)(?:了|率|近|约|幅度|达|为|比例)*$")
_ALLOWED = re.compile(r"(?:法定|原有|原|规定)[^，；。\d]{0,8}(?:为|是|：)?$")  # 法定时限为20日，承诺时限压缩至6日
_LONGER = re.compile(r"(?:延长|增加|增长)(?:了|约|近)*$")
_GROWTH_RATE = re.compile(r"(?:增长|增加|提高|下降|降低)率(?:达到|达|为|是)?$")
_RATE_WORD = re.compile(r"(?<!增长)(?:率|占比|比重|比例)(?:达到|达|为|是|仅|约|近|至|到|：)*$")
_LEVELS = (NumberKind.COUNT, NumberKind.PERCENT)
_AMOUNTS = (
    NumberKind.PERCENT,
    NumberKind.POINTS,
    NumberKind.COUNT,
    NumberKind.MULTIPLE,
    NumberKind.FRACTION,
)
_THAN = re.compile(r"(?P<this>[\u4e00-\u9fff]{2,10}?)比(?P<that>[\u4e00-\u9fff]{2,10}?)(?:的)?$")
_THAN_BARE = re.compile(r"[比较](?P<that>[\u4e00-\u9fff]{2,8})")
_OTHER_GROUP = re.compile(r"(?:其中|分别|各)")
_OWN_WORDS = re.compile(
    r"(?:20\d\d年度?|今年|本年度?|全年|上年度?|去年度?|上一年度?|前一年|同期|的|是|为|有|共|达|仅|约|：|，|、|（|；|较|比|与|相比)"
)


_JOINED = ("、", "和", "及")
_AGAINST = ("相比", "比较", "相较")


class _Level(Struct, frozen=True):
    """A figure that is no change, with its place in time: ``old``, ``new`` or "" where the words do not say."""

    figure: Figure
    period: str
    year: int | None
    named: str  # the words that name it, those of time left out


def find_changes(
    sentence: Sentence, words: ClaimWords, following: Sentence | None = None, year: int | None = None
) -> Iterator[Change]:
    """All changes stated in a sentence, with both periods' figures where they are given.

    ``following`` is the next sentence of the paragraph, ``year`` the report's.
    """
    text = sentence.text
    if _SOME_CHANGE.search(text) is None:
        return
    figures = sentence.figures
    amounts = [_is_amount(figure, words) for figure in figures]
    if not any(amounts) and "总" not in text and _NAMED_NEW.search(text) is None:
        return
    levels = _levels(sentence, figures, amounts, words, year)
    frames = _frames(sentence, levels)
    in_rows: set[int] = set()
    for position, figure in enumerate(figures):
        row = _amounts_in_a_row(sentence, position) if amounts[position] and "分别" in figure.clause else []
        if len(row) > 1:
            in_rows.update(f.index for f in row)
            yield from _each_its_own(sentence, row, levels, words)
        if not amounts[position] or figure.index in in_rows:
            continue
        change = _change(sentence, figure, levels, frames, words, following)
        if change is not None:
            yield change
    for one, other in frames:
        yield from _added(sentence, one.figure, other.figure)


def _amounts_in_a_row(sentence: Sentence, position: int) -> list[Figure]:
    """The figures joined by 、 or 和 from ``position`` on: 同比分别增长12.3%、8.5%和6.1%."""
    row = [sentence.figures[position]]
    for figure in sentence.figures[position + 1 :]:
        kind = figure.quantity.kind is row[0].quantity.kind
        if not kind or sentence.between(row[-1].end, figure.start) not in ("、", "和", "及", "与"):
            break
        row.append(figure)
    return row


def _each_its_own(
    sentence: Sentence, row: Sequence[Figure], levels: Sequence[_Level], words: ClaimWords
) -> Iterator[Change]:
    """办理398件，挽回损失1039万元，同比分别增长109%和409%: each change is of the level in its place."""
    rising = _direction(row[0].before, words)
    before = [level for level in levels if level.figure.end <= row[0].start]
    current = before[-len(row) :]
    if rising is None or len(current) < len(row) or any(level.period == "old" for level in current):
        return
    earlier = before[-2 * len(row) : -len(row)]
    paired = (
        len(earlier) == len(row)
        and all(level.period == "old" for level in earlier)
        and all(a.figure.unit == b.figure.unit for a, b in zip(earlier, current, strict=True))
        and len({level.figure.unit for level in current}) == len(row)
    )
    for place, amount in enumerate(row):
        level = current[place].figure
        old = earlier[place].figure if paired else None
        first = old or level
        yield Change(
            amount.index,
            level.index,
            old.index if old else None,
            rising,
            False,
            row[0].before[-14:],
            sentence.span(first.item_start, amount.end),
            sentence.passage,
        )


def _added(sentence: Sentence, previous: Figure, current: Figure) -> Iterator[Change]:
    """新增9处，总数由31处达到40处: what was added stands before the frame."""
    position = sentence.figures.index(previous)
    if not position:
        return
    amount = sentence.figures[position - 1]
    named = _NAMED_NEW.fullmatch(sentence.between(amount.end, previous.start))
    if named is not None and named["what"] not in named["named"]:
        named = None
    rising = _ADDED.search(amount.before) is not None or named is not None
    if not (rising or _TAKEN.search(amount.before)) or amount.unit != previous.unit or not amount.is_count:
        return
    between = sentence.between(amount.end, previous.start)
    told = re.search(r"(?:总|数量|规模|已)", between) and len(between) <= 16 and "；" not in between
    if told or named is not None:
        span = sentence.span(amount.item_start, current.end)
        yield Change(
            amount.index,
            current.index,
            previous.index,
            rising,
            False,
            amount.before[-14:],
            span,
            sentence.passage,
            False,
        )


def _is_amount(figure: Figure, words: ClaimWords) -> bool:
    kind, before = figure.quantity.kind, figure.before
    if kind not in _AMOUNTS:
        return False
    if kind is NumberKind.MULTIPLE and _TIMES_OF.search(before):
        return True
    if _OVER_YEARS.search(before):
        return True
    if kind is NumberKind.MULTIPLE and _OF_IT.match(before):
        return True
    if before.endswith(("至", "到", "成")) or _RAISED_TO.search(before) or _PER_YEAR.search(before):
        return False
    if before.endswith("新增"):
        return False
    return bool(words.change_before.search(before) or _AMOUNT.search(before))


def _levels(
    sentence: Sentence, figures: Sequence[Figure], amounts: Sequence[bool], words: ClaimWords, report_year: int | None
) -> list[_Level]:
    """All levels of a sentence, each with its period."""
    named = [(int(m["year"]), m["compared"]) for m in _PERIOD.finditer(sentence.text) if m["year"]]
    named_years = [year for year, _ in named]
    compared_years = {year for year, compared in named if compared}
    newest = report_year if report_year in named_years else max(named_years, default=None)
    if newest in compared_years:
        newest = None
    levels: list[_Level] = []
    found: tuple[str, int | None]
    state: tuple[str, int | None] = ("", None)
    previous_end = sentence.start
    for position, figure in enumerate(figures):
        own = sentence.between(previous_end, figure.start)
        if "；" in own:
            own = own[own.rindex("；") + 1 :]
            state = ("", None)
        once: tuple[str, int | None] | None = None
        same = False
        for mark in _PERIOD.finditer(own):
            if mark["year"]:
                value = int(mark["year"])
                found = ("old" if value in compared_years or value != newest else "new", value)
            else:
                found = ("old" if mark["old"] else "new", None)
            if mark["compared"] and found[0] == "old":
                rest = own[mark.end() :]
                if not amounts[position] and "，" not in rest and len(rest) <= 12 and not words.rise.search(rest):
                    once = found
                continue
            if mark["year"] and _FORMERLY.fullmatch(own, mark.end()):
                before = levels[-1] if levels else None
                while before is not None and before.figure.depth > figure.depth:
                    before = next((one for one in reversed(levels) if one.figure.depth <= figure.depth), None)
                if before is not None and before.period != "old" and before.figure.unit == figure.unit:
                    once, same = ("old", found[1]), True
                    continue
            if mark["old"] == "同期" and state[0] == "old":
                continue
            if _NOT_A_TIME.match(own, mark.end()):
                continue
            lead = own[mark.end() :].lstrip("，")
            if found[0] == "old" and (
                "，" in lead[4 if mark["year"] else 0 :] or (amounts[position] and not mark["year"])
            ):
                continue  # 上年结余等60万元，收入总计…: it says nothing of what stands in the next clause
            state, once = found, None
        if not amounts[position] and figure.quantity.kind in _LEVELS:
            joined = not once and state == ("", None) and own in _JOINED and levels and levels[-1].period == "old"
            if joined and sentence.between(figure.end, figure.end + 2) in _AGAINST:
                once = "old", levels[-1].year  # 与上年的9起、11人相比
            period, year = once or state
            levels.append(_Level(figure, period, year, "" if same else _OWN_WORDS.sub("", figure.before)))
        previous_end = figure.end
    return _respectively(sentence, levels, newest)


def _respectively(sentence: Sentence, levels: list[_Level], newest: int | None) -> list[_Level]:
    """2022年、2023年…分别为91.4%、96.8%: the years in their order."""
    at = max(sentence.text.find("分别"), sentence.text.find("依次"))
    if at < 0:
        return levels
    years = re.search(r"20\d\d年(?:(?:、|和|及|与|至|到|—)?20\d\d年)+", sentence.text[:at])
    if years is None:
        return levels
    values = [int(y) for y in re.findall(r"20\d\d", years.group())]
    if len(values) == 2 and re.search("[至到—]", years.group()):
        values = list(range(values[0], values[1] + 1))
        if len(values) < 2:
            return levels
    run = [i for i, level in enumerate(levels) if level.figure.start - sentence.start > at][: len(values)]
    if len(run) != len(values):
        return levels
    if any(
        sentence.between(levels[a].figure.end, levels[b].figure.start) not in ("、", "和", "及", "与", "，")
        for a, b in pairwise(run)
    ):
        return levels
    last = max(values)
    for i, value in zip(run, values, strict=True):
        level = levels[i]
        levels[i] = _Level(level.figure, "new" if value == last else "old", value, "")
    return levels


def _frames(sentence: Sentence, levels: Sequence[_Level]) -> list[tuple[_Level, _Level]]:
    """由69元提高到74元: pairs in a frame of from and to."""
    frames = []
    for one, other in pairwise(levels):
        if is_frame(sentence, one.figure, other.figure):
            frames.append((one, other))
    return frames


def is_frame(sentence: Sentence, a: Figure, b: Figure) -> bool:
    """Whether two figures stand in a frame of from and to: 由年初的214人变为年末的206人."""
    if a.unit != b.unit or a.quantity.kind is not b.quantity.kind:
        return False
    between = sentence.between(a.end, b.start)
    if len(between) > 24 or "；" in between or not _TO.search(between):
        return False
    if _FROM.search(sentence.between(sentence.start, a.start)[-20:]):
        return True
    return bool(re.match(rf"(?:的基础上)?{_VERBS}", between) and _RAISED_TO.search(between))


def _change(
    sentence: Sentence,
    amount: Figure,
    levels: Sequence[_Level],
    frames: Sequence[tuple[_Level, _Level]],
    words: ClaimWords,
    following: Sentence | None,
) -> Change | None:
    kind = amount.quantity.kind
    of_it = kind is NumberKind.MULTIPLE and bool(_OF_IT.match(amount.before))
    times = of_it or (kind is NumberKind.MULTIPLE and bool(_TIMES_OF.search(amount.before)))
    rising = True if times else _direction(amount.before, words)
    if rising is None:
        return None
    pair = _over_years(amount, levels) or _framed(sentence, amount, frames) or _than(sentence, amount, levels)
    pair = pair or _than_of(sentence, amount, levels, times=of_it) or _reviewed(amount, levels)
    pair = pair or _in_series(sentence, amount, levels, words) or _of_total(sentence, amount, levels)
    if pair is None and (of_it or ("净" in amount.before and "年初" in amount.clause)):
        return None  # 年内新考取12名，比年初的92名净增5名: what was added is no level
    if pair is None:
        pair = _dated(sentence, amount, levels, words, following)
    current, previous, sure = pair
    rates = [(one.figure, other.figure) for one, other in frames if other.figure.is_rate]
    if kind is NumberKind.PERCENT and rates and 0 <= amount.start - rates[-1][1].end <= 12 and previous is None:
        current = rates[-1][1]  # 由92%提高到96%，提高4%: points are meant
        return Change(
            amount.index,
            current.index,
            None,
            rising,
            True,
            amount.before[-14:],
            sentence.span(rates[-1][0].start, amount.end),
            sentence.passage,
        )
    if previous is None:
        compared = words.compare.search(amount.clause) or _COMPARED.search(amount.clause)
        if times or (kind is not NumberKind.PERCENT and kind is not NumberKind.POINTS and not compared):
            return None
        if current is not None and sentence.between(current.end, amount.start).count("，") > 2:
            current = None
    elif current is None:
        return None
    of_rate = (
        current is not None
        and current.is_rate
        and bool(_RATE_WORD.search(current.clause))
        and amount.start - current.end >= 0
        and len(sentence.between(current.end, amount.start)) <= 16
        and not _GROWTH_RATE.search(amount.before)
        and _no_subject(amount, current, words)
    )
    start = min(f.start for f in (amount, current, previous) if f is not None and f.start >= sentence.start)
    start = min(start, amount.item_start)
    span = sentence.span(start, amount.end)
    for figure in (current, previous):
        if figure is not None:
            span = span.cover(figure.quantity.span)
    return Change(
        amount.index,
        current.index if current else None,
        previous.index if previous else None,
        rising,
        of_rate,
        amount.before[-14:],
        span,
        sentence.passage,
        sure,
    )


def _direction(before: str, words: ClaimWords) -> bool | None:
    """True for growth, False for decline: the verb nearest to the figure decides."""
    rise = max((m.end() for p in (words.rise, _RISING) for m in p.finditer(before)), default=-1)
    fall = max((m.end() for p in (words.fall, _FALLING) for m in p.finditer(before)), default=-1)
    if rise == fall:
        return None
    return rise > fall


def find_times(passage_index: int, passage: Passage, quantities: Sequence[tuple[int, Quantity]]) -> Iterator[Change]:
    """由20个工作日压缩至5个工作日，压缩75%: times taken, which are no figures elsewhere."""
    text = passage.text
    for (i, one), (j, other), (k, amount) in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if one.kind is not NumberKind.DURATION or other.kind is not NumberKind.DURATION or one.unit != other.unit:
            continue
        between, gap = text[one.end : other.start], text[other.end : amount.start]
        lead = text[max(0, one.start - 20) : one.start]
        if len(between) > 20 or not _TO.search(between) or not (_FROM.search(lead) or _ALLOWED.search(lead)):
            continue
        same = amount.kind is NumberKind.DURATION and amount.unit == one.unit
        if not (same or amount.kind in (NumberKind.PERCENT, NumberKind.FRACTION)) or len(gap) > 16 or "。" in gap:
            continue
        rise, fall = _LONGER.search(gap), _SHORTER.search(gap)
        if bool(rise) is bool(fall):
            continue
        span = Span(*passage.place(one.start, amount.end))
        yield Change(k, j, i, bool(rise), False, gap[-14:], span, passage_index)


_Pair = tuple[Figure | None, Figure | None, bool]


def _comparable(amount: Figure, level: Figure) -> bool:
    """Whether a change of this kind may be a change of this level."""
    kind, other = amount.quantity.kind, level.quantity.kind
    if kind is NumberKind.POINTS:
        return other is NumberKind.PERCENT
    if kind is NumberKind.COUNT:
        return other is kind and amount.unit == level.unit
    return other is NumberKind.COUNT


def _no_subject(amount: Figure, level: Figure, words: ClaimWords) -> bool:
    """Whether the amount has no subject of its own: 比上年增加36个，制造业投资增长13.3% speaks of investment."""
    rest = _BARE_AMOUNT.sub("", amount.before, 1)
    match = words.rise.search(rest) or words.fall.search(rest) or _RISING.search(rest) or _FALLING.search(rest)
    subject = rest[: match.start()] if match else rest
    subject = re.sub(
        r"(?:数量|起数|件数|人数|户数|次数|总量|总数|幅度|同比|较上年|比上年|连续|大幅|明显|实际|实现|平均|了)",
        "",
        subject,
    )
    return len(subject) <= 2 or subject[-2:] in level.clause


def _framed(sentence: Sentence, amount: Figure, frames: Sequence[tuple[_Level, _Level]]) -> _Pair | None:
    """The last frame before the amount."""
    for one, other in reversed(frames):
        a, b = one.figure, other.figure
        if b.end > amount.start or not (_comparable(amount, b) or amount.quantity.kind is NumberKind.MULTIPLE):
            continue
        between = sentence.between(b.end, amount.start)
        if len(between) > 30 or "；" in between or _OTHER_GROUP.search(between) or b.depth > amount.depth:
            return None
        if sum(f.start > b.end and f.end <= amount.start for f in sentence.figures) > 1:
            return None
        return b, a, between.count("，") <= 1 and len(between) <= 18
    return None


def _than(sentence: Sentence, amount: Figure, levels: Sequence[_Level]) -> _Pair | None:
    """上半年受理133件，下半年受理171件，下半年比上半年多38件: both are named as they were before."""
    if "比" not in amount.before:
        return None
    stem = re.sub(rf"(?:{_VERBS}|多|少|高|低)(?:了|出|约|近)*$", "", amount.before)
    bare = _THAN_BARE.fullmatch(stem)  # 上半年383件，下半年438件，比上半年多55件
    if bare is not None and not _PERIOD.match(bare["that"]):
        return _than_one_before(sentence, amount, levels, bare["that"])
    named = _THAN.search(stem)
    if named is None or _PERIOD.match(named["that"]):
        return None
    found: list[Figure] = []
    for name in (named["this"], named["that"]):
        holders = [
            level.figure for level in levels if level.figure.end <= amount.start and name in level.figure.clause[-20:]
        ]
        holders = [f for f in holders if _comparable(amount, f)]
        if len(holders) != 1:
            return None
        found.append(holders[0])
    return (found[0], found[1], True) if found[0] is not found[1] else None


def _than_one_before(sentence: Sentence, amount: Figure, levels: Sequence[_Level], name: str) -> _Pair | None:
    """The figure right before the amount, against the one that is named again."""
    before = [level.figure for level in levels if level.figure.end <= amount.start and not level.figure.depth]
    holders = [f for f in before[:-1] if f.before.startswith(name)]
    if len(holders) != 1 or not all(_comparable(amount, f) for f in (holders[0], before[-1])):
        return None
    if sentence.between(before[-1].end, amount.start) != f"，{amount.before}" or name in before[-1].clause:
        return None
    return before[-1], holders[0], True


def _over_years(amount: Figure, levels: Sequence[_Level]) -> _Pair | None:
    """从2021年的A到2022年的B，再降到2023年的C，两年累计减少D · 2023年比2022年增长: the years are named."""
    by_year: dict[int, Figure] = {}
    for one in levels:
        if one.year is not None and one.figure.end <= amount.start:
            by_year.setdefault(one.year, one.figure)  # a sum behind them stands under the last year too
    if len(by_year) < 2:
        return None
    apart, against = _OVER_YEARS.search(amount.before), _YEAR_AGAINST.search(amount.before)
    if apart is not None:
        last = max(by_year)
        this, that = last, last - _YEARS_APART[apart["years"]]
    elif against is not None:
        this, that = int(against["this"]), int(against["that"])
    else:
        return None
    current, previous = by_year.get(this), by_year.get(that)
    if current is None or previous is None or not (_comparable(amount, current) and _comparable(amount, previous)):
        return None
    return (current, previous, True) if current.unit == previous.unit else None


def _in_series(sentence: Sentence, amount: Figure, levels: Sequence[_Level], words: ClaimWords) -> _Pair | None:
    """2021年382件；2022年410件，比上年增加28件: one figure for each year, each against the year before."""
    part = sentence.text.rfind("；", 0, amount.start - sentence.start) + sentence.start
    if part == sentence.start or amount.depth:
        return None
    before = [level for level in levels if level.figure.end <= amount.start and not level.figure.depth]
    if (
        len(before) < 2
        or not part <= before[-1].figure.start
        or not _YEAR_OPENS.match(sentence.between(part, part + 9))
    ):
        return None
    current = before[-1]
    opened = _YEAR_OPENS.match(sentence.between(part, current.figure.start))
    if opened is None or current.year != int(opened[1]) or not _comparable(amount, current.figure):
        return None
    gap = sentence.between(current.figure.end, amount.start)
    against = _SERIES_AGAINST.match(gap)
    if against is None or gap.count("，") > 2:
        return None
    if against["year"] is not None and int(against["year"]) != current.year - 1:
        return None
    earlier = [level.figure for level in before if level.year == current.year - 1 and level.named == current.named]
    if len(earlier) != 1 or earlier[0].unit != current.figure.unit or not _no_subject(amount, current.figure, words):
        return None
    return current.figure, earlier[0], True


def _of_total(sentence: Sentence, amount: Figure, levels: Sequence[_Level]) -> _Pair | None:
    """投入2316.8万元，市级684.3万元、县级1632.5万元；总量比上年（2119.2万元）增加197.6万元: the whole is told first."""
    if "总" not in sentence.text:
        return None
    part = sentence.text.rfind("；", 0, amount.start - sentence.start) + sentence.start
    old = [level for level in levels if part < level.figure.start and level.figure.end <= amount.start]
    if part == sentence.start or len(old) != 1 or old[0].period != "old" or amount.depth:
        return None
    before = [level for level in levels if level.figure.end <= part and not level.figure.depth]
    before = [level for level in before if level.figure.unit == old[0].figure.unit]
    if len(before) < 2 or any(level.period == "old" for level in before):
        return None
    previous, current = old[0].figure, before[0].figure
    if not _TOTAL_AGAINST.fullmatch(sentence.between(part, previous.start).lstrip("；")):
        return None
    if not (_comparable(amount, previous) and _comparable(amount, current)) or previous.unit != current.unit:
        return None
    return current, previous, False


def _than_of(sentence: Sentence, amount: Figure, levels: Sequence[_Level], *, times: bool) -> _Pair | None:
    """88件…，比自然人提出的318件少230件 · 新收295件，是2023年118件的2.5倍: the other figure is told on the spot."""
    before = [level.figure for level in levels if level.figure.end <= amount.start]
    if len(before) < 2 or sentence.between(before[-1].end, amount.start) != amount.before:
        return None
    other = before[-1]
    if len(amount.before) > 4 or not (_TIMES_THAT if times else _THAN_OF).search(other.before):
        return None
    found = [f for f in before[:-1] if f.same_kind_of_thing(other) and f.depth == amount.depth]
    part = sentence.text.rfind("；", 0, amount.start - sentence.start) + sentence.start
    found = [f for f in found if f.start > part and f.quantity.kind is other.quantity.kind]
    if not found or len(found) > 2 or "净" in amount.before:
        return None
    return found[0], other, len(found) == 1


def _reviewed(amount: Figure, levels: Sequence[_Level]) -> _Pair | None:
    """送审56730万元，审定51284万元，…核减率9.6%."""
    if amount.quantity.kind is not NumberKind.PERCENT or not _REVIEWED_RATE.search(amount.before):
        return None
    before = [level.figure for level in levels if level.figure.end <= amount.start]
    sent = [f for f in before if "送审" in f.before]
    settled = [f for f in before if "审定" in f.before]
    if len(sent) != 1 or len(settled) != 1 or sent[0].unit != settled[0].unit:
        return None
    return settled[0], sent[0], True


def _dated(
    sentence: Sentence,
    amount: Figure,
    levels: Sequence[_Level],
    words: ClaimWords,
    following: Sentence | None,
) -> _Pair:
    """This period's figure and the earlier one, as the words place them in time."""
    part = sentence.text.rfind("；", 0, amount.start - sentence.start) + sentence.start
    before = [level for level in levels if level.figure.end <= amount.start][-_NEARBY:]
    if amount.depth:
        outside = [level for level in before if level.figure.depth < amount.depth]
        start = outside[-1].figure.end if outside else sentence.start
        before = outside[-2:] + [
            level for level in before if level.figure.depth == amount.depth and level.figure.start >= start
        ]
    else:
        before = [level for level in before if not level.figure.depth]
    near = [level for level in before if level.figure.start > part]
    current = next((level for level in reversed(near) if level.period != "old"), None)
    fits = [level for level in near if _comparable(amount, level.figure)]
    fresh = [level for level in fits if level.period != "old"]
    rate = current is not None and current.figure.is_rate and amount.quantity.kind is NumberKind.PERCENT
    if current is not None and current not in fits and fresh and not rate and _bridged(sentence, fresh[-1], amount):
        current = fresh[-1]
    if current is None or not _comparable(amount, current.figure):
        if current is None:
            return _across(sentence, amount, fits)
        if amount.quantity.kind is NumberKind.PERCENT and current.figure.is_rate:
            return current.figure, None, False
        return None, None, False
    old = [
        level
        for level in levels
        if level.period == "old"
        and _comparable(amount, level.figure)
        and level.figure.same_kind_of_thing(current.figure)
        and level.figure.depth <= max(amount.depth, current.figure.depth) + 1
    ]
    old = [level for level in old if _same_subject(level, current)]
    if current.year is not None and old and all(level.year is not None for level in old):
        stated = re.search(r"20\d\d", amount.before)
        wanted = int(stated.group()) if stated else max(level.year or 0 for level in old)
        old = [level for level in old if level.year == wanted]
    if amount.quantity.kind is not NumberKind.MULTIPLE and not _no_subject(amount, current.figure, words):
        return current.figure, None, False
    if not old and "环比" in amount.clause and len(fits) > 1:
        last, before_last = fits[-1], fits[-2]
        if _PART_OF_YEAR.search(last.figure.clause) and _PART_OF_YEAR.search(before_last.figure.clause):
            return last.figure, before_last.figure, last.figure.unit == before_last.figure.unit
    if old:
        previous = min(old, key=lambda level: (_distance(level.figure, current.figure, amount), level.figure.start))
        gap = sentence.between(current.figure.end, amount.start) if current.figure.end <= amount.start else ""
        rivals = [
            level
            for level in fits
            if level is not current and level is not previous and level.figure.unit == current.figure.unit
        ]
        sure = not rivals and gap.count("，") <= 2 and len(old) == 1 and not _OTHER_GROUP.search(gap)
        return current.figure, previous.figure, sure
    if following is not None and not part > sentence.start and current is near[-1]:
        first = next((f for f in following.counts if f.start - following.start <= 24), None)
        if first is not None and first.same_kind_of_thing(current.figure) and words.previous.search(first.before):
            return current.figure, first, False
    return current.figure, None, False


def _bridged(sentence: Sentence, level: _Level, amount: Figure) -> bool:
    """Whether only little stands between a level and the amount."""
    return sentence.between(level.figure.end, amount.start).count("，") <= 2


def _across(sentence: Sentence, amount: Figure, old: Sequence[_Level]) -> _Pair:
    """较上年的100件增加20件 in a sentence of its own: this year's figure ends the sentence before."""
    before = sentence.previous
    if before is None or before.end != sentence.start or not old or amount.start - sentence.start > 40:
        return None, None, False
    last = before.figures[-1]
    previous = old[-1].figure
    if before.end - last.end > 16 or not _comparable(amount, last) or not last.same_kind_of_thing(previous):
        return None, None, False
    return last, previous, False


def _same_subject(level: _Level, current: _Level) -> bool:
    """Whether an earlier figure may be of the same thing: it has no name of its own, or shares a word with the one."""
    name = level.named
    if len(name) <= 2:
        return True
    other = f"{current.figure.clause}{current.figure.after}"
    return any(name[i : i + 2] in other for i in range(len(name) - 1))


def _distance(level: Figure, current: Figure, amount: Figure) -> int:
    return min(abs(level.start - amount.end), abs(amount.start - level.end), abs(current.start - level.end))
