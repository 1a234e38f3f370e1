"""What a number is by what stands around it: years and dates, document numbers, congresses, counters and shares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction

from checker.facts.chinese_numerals import NUMERAL_CHARACTERS, read_chinese
from checker.facts.lexicon import Follow
from checker.facts.model import NumberKind
from checker.facts.number_reading import Reading, Words, words_after, words_before
from checker.facts.number_shapes import LETTERS, STOPS
from checker.facts.number_values import ASCII_DIGITS, ONE, SCALES, Figure, Scan, read_figure, take_range

__all__ = ["MEANINGFUL_LEFT", "MEANINGFUL_RIGHT", "classify", "doubling", "half", "quoted"]

_SLASH = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?![0-9/])")
_YEAR_LIST = re.compile(r"(?:[、和及与](?:19|20)[0-9]{2}){1,5}(?:[两三四五])?年")
_DAY_LIST = re.compile(r"(?:[、和及与][0-9]{1,2}){1,5}[日月号]")
_DOUBLING = re.compile(r"翻了?([一二两三四五])?番")
_PERIOD_UNITS = ("年", "月", "日", "天", "人", "小时", "公里", "升", "度")
_CURRENCIES = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_PAPERS = (
    "文",
    "令",
    "公告",
    "通知",
    "决定",
    "决议",
    "议案",
    "提案",
    "建议",
    "命令",
    "函",
    "通报",
    "意见",
    "件",
    "）",
    "〕",
)
_NAMES = ("线", "机", "桥", "隧道", "井", "港", "航站", "卫星", "舱", "厅", "通道", "工程", "工位", "园", "馆", "台")
_BUILDINGS = ("楼", "院", "单元", "室", "门", "地块", "库")
_ROADS_AND_RUNS = ("国道", "省道", "县道", "路公交", "次列车", "次航班", "航班")
_CODE_LABELS = (
    "邮编",
    "邮政编码",
    "编号",
    "代码",
    "账号",
    "证号",
    "索引号",
    "备案号",
    "许可证号",
    "电话",
    "传真",
    "房间",
)
_BEFORE_INDEFINITE_ONE = frozenset("下这那每同另任某唯第上前后新的如统单为是又进，。、；：“（")
_HELD = frozenset("办开织发印训出共编版行计了刊班报")
_HALVED = Fraction(1, 2)
_STRICT_CUES = ("共", "计", "为", "达", "有")

Rule = Callable[[Scan, Figure, str], Reading | None]


def classify(scan: Scan, figure: Figure, limit: int) -> Reading:
    """Take a number for what the words around it make it. ``limit`` is where the next set phrase begins."""
    text = scan.text
    start = figure.start
    left = text[start - 1] if start else ""
    if left == "第":
        return _ordinal(scan, figure)
    end = figure.end
    right = text[end] if end < len(text) else ""
    if right == "分" and text.startswith("之", end + 1):
        fraction = _fraction(scan, figure)
        if fraction is not None:
            return fraction
    elif right == "/" and not figure.chinese:
        slash = _SLASH.match(text, start)
        if slash:
            return _slash(scan, figure, slash)
    follow = scan.lexicon.follow(text, end, limit)
    take_range(scan, figure, limit, follow)
    if figure.end != end:
        end = figure.end
        right = text[end] if end < len(text) else ""
        follow = scan.lexicon.follow(text, end, limit)

    if figure.chinese:
        listed = _enumerator(scan, figure, left, right)
        if listed is not None:
            return listed
    elif 1900 <= figure.whole <= 2100 and not figure.scaled:
        year = _arabic_year(scan, figure, left, right)
        if year is not None:
            return year
    if right:
        rule = _BY_NEXT.get(right)
        if rule is not None and not figure.inside:
            found = rule(scan, figure, left)
            if found is not None:
                return found
    if follow is None and right == "+":  # 500+家
        after = scan.lexicon.follow(text, end + 1, limit)
        if after is not None or end + 1 >= len(text) or text[end + 1] not in ASCII_DIGITS:
            figure.inside = (*figure.inside, ("+", "at_least"))
            figure.end = end + 1
            follow = after
    if left and left in "前经纬":
        placed = _placed(scan, figure, left, right, follow)
        if placed is not None:
            return placed
    if follow is None:
        return _unmeasured(scan, figure, left, right)
    if follow.kind is NumberKind.ORDINAL:
        return Reading(figure, NumberKind.ORDINAL, start, figure.end + len(follow.word), follow.reason)
    return _measured(scan, figure, follow)


def _placed(scan: Scan, figure: Figure, left: str, right: str, follow: Follow | None) -> Reading | None:
    """全国前三, 前10名; 经一路, 纬十二路."""
    if left == "前":
        ranks = follow is None or follow.word in ("名", "位", "强")
        if ranks and scan.text[figure.start - 2 : figure.start - 1] not in tuple("目日此以之年提当事会庭"):
            return Reading(figure, NumberKind.ORDINAL, figure.start, figure.end, "名次")
    elif right and (right in "路街道巷纬经" or scan.previous_kind is NumberKind.ADDRESS):
        return Reading(figure, NumberKind.ADDRESS, figure.start, figure.end, "道路名")
    return None


# ---- fractions


def _fraction(scan: Scan, figure: Figure) -> Reading | None:
    """三分之一, 百分之九十五, 万分之三."""
    text = scan.text
    place = figure.end + 2
    if place >= len(text) or (text[place] not in NUMERAL_CHARACTERS and text[place] not in ASCII_DIGITS):
        return None
    base = figure.low
    if base <= 0 or figure.several:
        return None
    part = read_figure(scan, place, len(text))
    if part is None or part.start != place:
        return None
    take_range(scan, part, len(text), None)
    percent = base in (100, 1000, 10_000)
    kind = NumberKind.PERCENT if percent else NumberKind.FRACTION
    if not percent:
        part.last /= 2  # 三分之一多 stays well below two thirds
    part.multiply(1 / base)
    part.start = figure.start
    begin, words = words_before(scan, figure.start)
    past, more = words_after(scan, part.end, kind)
    reason = "百分比" if percent else "分数"
    return Reading(part, kind, begin, past, reason, "", "share", (*words, *part.inside, *more))


def _slash(scan: Scan, figure: Figure, match: re.Match[str]) -> Reading:
    part, base = int(match[1]), int(match[2])
    if part >= 1900 and base >= 1900:
        return Reading(figure, NumberKind.YEAR, figure.start, match.end(), "年份起止")
    if not 0 < part < base:
        return Reading.masked(scan, figure.start, match.end(), NumberKind.CODE, "编号")
    fraction = Figure(figure.start, match.end(), Fraction(part, base), Fraction(1, base), Fraction(1, 2 * base))
    begin, words = words_before(scan, figure.start)
    past, more = words_after(scan, match.end(), NumberKind.FRACTION)
    return Reading(fraction, NumberKind.FRACTION, begin, past, "分数", "", "share", (*words, *more))


def half(scan: Scan, start: int) -> Reading | None:
    """过半, 半数以上, 一半, 减半; None for 半年, 上半场."""
    text = scan.text
    place = start + 1 if text[start] == "一" else start
    lead = text[place - 1] if place else ""
    if start == place and lead == "一":
        return None
    whole = text.startswith("数", place + 1)
    end = place + (2 if whole else 1)
    if lead not in ("一", "过", "近", "超", "减") and not whole:
        return None
    if not whole and text[end : end + 1] in tuple("年月天个径途边岛夜小辈生成导程截场"):
        return None
    figure = Figure(start, end, _HALVED, _HALVED, _HALVED)
    words: Words = ()
    begin = start
    if lead == "过":
        begin = place - 1
        if begin and text[begin - 1] in "超通":
            begin -= 1
        if text[begin] == "通":
            return None
        words = ((text[begin:place], "above"),)
    elif lead in ("超", "近"):
        begin = place - 1
        words = ((lead, "above"),) if lead == "超" else ((lead, "below"),)
    else:
        begin, words = words_before(scan, start)
    past, more = words_after(scan, end, NumberKind.FRACTION)
    begin = max(begin, scan.previous_end)
    return Reading(figure, NumberKind.FRACTION, begin, past, "分数", "", "share", (*words, *more))


def doubling(scan: Scan, start: int) -> Reading | None:
    """翻番, 翻一番 (×2), 翻两番 (×4)."""
    match = _DOUBLING.match(scan.text, start)
    if match is None:
        return None
    numeral = read_chinese(match[1]) if match[1] else None
    times = int(numeral.low) if numeral else 1
    figure = Figure(start, match.end(), Fraction(2**times), ONE, ONE, 2**times)
    return Reading(figure, NumberKind.MULTIPLE, start, match.end(), "翻番", "番", "multiple")


# ---- order


def _ordinal(scan: Scan, figure: Figure) -> Reading:
    end = figure.number_end
    begin = max(figure.start - 1, scan.previous_end)
    if scan.text.startswith("号", end):
        return Reading(figure, NumberKind.DOCUMENT_NUMBER, begin, end + 1, "编号“第…号”")
    return Reading(figure, NumberKind.ORDINAL, begin, end, "“第”后的序数")


def _enumerator(scan: Scan, figure: Figure, left: str, right: str) -> Reading | None:
    """（一）, 一是, 一、, 其一."""
    text = scan.text
    if left == "（" and right == "）":
        return Reading(figure, NumberKind.ENUMERATOR, figure.start, figure.end, "序号")
    if not 0 < figure.whole < 30:
        return None
    opens = not left or left in STOPS
    if right == "是" and (opens or left not in LETTERS):
        return Reading(figure, NumberKind.ENUMERATOR, figure.start, figure.end, "序号")
    if opens or left in "，、“":
        if right and right in "要则" and not text.startswith(("要求", "要件", "要素", "要点"), figure.end):
            return Reading(figure, NumberKind.ENUMERATOR, figure.start, figure.end, "序号")
        if right == "、" and opens:
            return Reading(figure, NumberKind.ENUMERATOR, figure.start, figure.end, "序号")
    if left == "其" and figure.whole < 10:
        return Reading(figure, NumberKind.ENUMERATOR, figure.start, figure.end, "序号")
    return None


def _congress(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """十九届, but 连续举办3届."""
    text = scan.text
    counted = ("连续", "举办", "举办了", "连办") if figure.chinese else ("连续", "举办", "共", "已", "连办", "举办了")
    if text.endswith(counted, 0, figure.start):
        return None
    return Reading(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, "届次")


def _plenum(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """二中、三中全会."""
    if not figure.chinese or not 0 < figure.whole < 10:
        return None
    listed = scan.previous_kind is NumberKind.ORDINAL and 0 <= figure.start - scan.previous_end <= 1
    if left == "届" or scan.text.startswith("中全会", figure.end) or (listed and left in tuple("、和及中")):
        return Reading(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, "全会届次")
    return None


def _party_congress(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """十八大, 党的八大; but 十大行动, 七大领域."""
    if not figure.chinese or figure.whole < 0:
        return None
    text = scan.text
    end = figure.end + 1
    if (12 <= figure.whole <= 25 and not text.startswith(scan.lexicon.great_things, end)) or (
        figure.whole < 12 and text.endswith(("党的", "中共"), 0, figure.start)
    ):
        return Reading(figure, NumberKind.ORDINAL, figure.start, end, "党代会届次")
    return None


def _session(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """十四届人大三次会议, 五届六次全会."""
    text = scan.text
    end = figure.end + 1
    if not text.startswith(("会议", "全会", "全体", "常务", "党代会"), end):
        return None
    near = text.rfind("届", max(0, figure.start - 14), figure.start)
    if near >= 0 and scan.previous_kind is NumberKind.ORDINAL and scan.previous_end >= near:
        return Reading(figure, NumberKind.ORDINAL, figure.start, end, "会次")
    return None


def _grade(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """一级, 二级 are grades; 两级, 三级 count."""
    follow = scan.lexicon.follow(scan.text, figure.end, len(scan.text))
    if follow is not None and len(follow.word) > 1:
        return None
    if (figure.chinese and scan.text[figure.start : figure.number_end] in ("一", "二")) or left in LETTERS:
        return Reading(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, "等级")
    return None


def _stage(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """一期, 三期 of a project; but 举办培训班三期 and 两期 count."""
    text = scan.text
    follow = scan.lexicon.follow(text, figure.end, len(text))
    if not figure.chinese or (follow is not None and len(follow.word) > 1):
        return None
    run = text[figure.start : figure.number_end]
    held = _HELD.intersection(text[max(0, figure.start - 5) : figure.start])
    if run in ("一", "二") or (run in ("三", "四", "五", "六") and not held):
        return Reading(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, "期次")
    return None


def _numbered(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """…号: a day, an address, a name or a document."""
    text = scan.text
    end = figure.end + 1
    start = figure.start
    if left == "月":
        return Reading(figure, NumberKind.DATE, start, end, "日期")
    if left in tuple("路街道巷弄村院区里") or text.startswith(_BUILDINGS, end):
        return Reading(figure, NumberKind.ADDRESS, start, end, "门牌地址")
    if text.startswith(_NAMES, end):
        return Reading(figure, NumberKind.NAME, start, end, "名称中的编号")
    if left in tuple("〕]】）年字") or end >= len(text) or text[end] in "，。；、》" or text.startswith(_PAPERS, end):
        return Reading(figure, NumberKind.DOCUMENT_NUMBER, start, end, "文号或编号")
    if figure.chinese:
        return Reading(figure, NumberKind.NAME, start, end, "名称中的编号")
    return Reading(figure, NumberKind.DOCUMENT_NUMBER, start, end, "文号或编号")


def _road(scan: Scan, figure: Figure, left: str) -> Reading | None:
    if not figure.chinese and not scan.text.startswith("道", figure.end):
        return None
    if figure.chinese and scan.text[figure.start : figure.number_end] == "一":
        return None
    return Reading(figure, NumberKind.ADDRESS, figure.start, figure.end, "道路名") if figure.chinese else None


def _version(scan: Scan, figure: Figure, left: str) -> Reading | None:
    if scan.lexicon.follow(scan.text, figure.end, len(scan.text)) is not None:
        return None
    return Reading(figure, NumberKind.CODE, figure.start, figure.end, "版本号")


# ---- time


def _arabic_year(scan: Scan, figure: Figure, left: str, right: str) -> Reading | None:
    """2020年, 2015—2020年, 2016-2020, 2019、2020年, 自2021起."""
    text = scan.text
    start, end = figure.start, figure.end
    if figure.number_end - start not in (4, 9, 10, 11):
        return None
    if figure.range_high is not None and not (figure.low < figure.range_high <= 2100):
        return None
    if right == "年":
        return Reading(figure, NumberKind.YEAR, start, end + 1, "年份" if figure.range_high is None else "年份起止")
    if figure.range_high is not None:
        follow = scan.lexicon.follow(text, end, len(text))
        return Reading(figure, NumberKind.YEAR, start, end, "年份起止") if follow is None else None
    if (
        (right and right in "、和及与" and _YEAR_LIST.match(text, end))
        or text.startswith(("以来", "学年", "财年"), end)
        or (right == "起" and left and left in "自从")
    ):
        return Reading(figure, NumberKind.YEAR, start, end, "年份")
    return None


def _years(scan: Scan, figure: Figure, left: str) -> Reading | None:
    text = scan.text
    start = figure.start
    if figure.chinese and 1900 <= figure.whole <= 2100 and figure.number_end - start == 4:
        return Reading(figure, NumberKind.YEAR, start, figure.end + 1, "年份")
    follow = scan.lexicon.follow(text, figure.end, len(text))
    if follow is not None and len(follow.word) > 1 and follow.kind is not NumberKind.DURATION:
        return None  # 年级
    end = figure.end + 1
    if text.startswith("代", end):
        return Reading(figure, NumberKind.DATE, start, end + 1, "年代")
    if figure.number_end - start == 2 and figure.whole >= 10 and text.startswith(("末", "底", "初"), end):
        return Reading(figure, NumberKind.YEAR, start, end, "年份（两位）")
    if follow is not None:
        end = figure.end + len(follow.word)
    begin, words = words_before(scan, start)
    past, more = words_after(scan, end, NumberKind.DURATION)
    return Reading(figure, NumberKind.DURATION, begin, past, "时长", "年", "", (*words, *more))


def _month(scan: Scan, figure: Figure, left: str) -> Reading | None:
    if not 1 <= figure.whole <= 12 or figure.high > 12:
        return None
    end = figure.end + 1
    if scan.text.startswith("份", end):
        end += 1
    return Reading(figure, NumberKind.DATE, figure.start, end, "月份")


def _day(scan: Scan, figure: Figure, left: str) -> Reading | None:
    if figure.whole < 0:
        return None
    text = scan.text
    end = figure.end + 1
    if left == "月" and figure.whole <= 31:
        return Reading(figure, NumberKind.DATE, figure.start, end, "日期")
    lasts = figure.high > 31 or (figure.chinese and figure.high < 10 and left != "、")
    if lasts or text.startswith(("内", "以内", "之内", "以上", "以下", "游", "期限", "的"), end):
        begin, words = words_before(scan, figure.start)
        past, more = words_after(scan, end, NumberKind.DURATION)
        return Reading(figure, NumberKind.DURATION, begin, past, "时长", "日", "", (*words, *more))
    return Reading(figure, NumberKind.DATE, figure.start, end, "日期")


def _hour(scan: Scan, figure: Figure, left: str) -> Reading | None:
    end = figure.end + 1
    if 0 <= figure.whole <= 24 and not scan.text.startswith(("间", "代", "期", "段"), end):
        return Reading(figure, NumberKind.DATE, figure.start, end, "时刻")
    return None


def _oclock(scan: Scan, figure: Figure, left: str) -> Reading | None:
    text = scan.text
    end = figure.end + 1
    if not 0 <= figure.whole <= 24:
        return None
    digits = not figure.chinese and end < len(text) and text[end] in ASCII_DIGITS
    if digits or text.startswith(("钟", "整", "半", "前", "至", "起", "到"), end):
        return Reading(figure, NumberKind.DATE, figure.start, end, "时刻")
    return None


def _minute(scan: Scan, figure: Figure, left: str) -> Reading | None:
    if left and left in "时点" and scan.previous_kind is NumberKind.DATE:
        return Reading(figure, NumberKind.DATE, figure.start, figure.end + 1, "时刻")
    return None


# ---- measures


def _tenths(scan: Scan, figure: Figure, left: str) -> Reading | None:
    """九成, 八成以上."""
    text = scan.text
    end = figure.end + 1
    if figure.high > 10 or (end < len(text) and text[end] in "立果效为员功绩本就长熟交品都型份分像色章"):
        return None
    figure.multiply(Fraction(1, 10))
    if end < len(text) and text[end] in "一二三四五六七八九" and scan.lexicon.follow(text, end + 1, len(text)) is None:
        hundredths = read_chinese(text[end])
        if hundredths is not None:  # 九成五 is 95 %
            value = figure.low + hundredths.low / 100
            part = Figure(figure.start, end + 1, value, _PER_CENT, _PER_CENT)
            part.chinese = True
            figure, end = part, end + 1
    begin, words = words_before(scan, figure.start)
    past, more = words_after(scan, end, NumberKind.PERCENT)
    return Reading(figure, NumberKind.PERCENT, begin, past, "成数", "成", "share", (*words, *more))


def quoted(scan: Scan, start: int) -> bool:
    """Whether ``start`` lies in a short quoted phrase."""
    at = bisect_right(scan.quote_starts, start) - 1
    return at >= 0 and start < scan.quote_ends[at]


def _negative(scan: Scan, figure: Figure) -> bool:
    """Whether a minus sign stands before the figure; applied to it if so."""
    at = figure.start - 1
    if at < scan.previous_end or scan.text[at] not in "-负":
        return False
    before = scan.text[at - 1] if at else ""
    if before in ASCII_DIGITS or before in LETTERS or (before and before in "%‰）"):
        return False
    figure.low, figure.high = -figure.high, -figure.low
    figure.interval = None
    return True


def _unmeasured(scan: Scan, figure: Figure, left: str, right: str) -> Reading:
    """A number with nothing after it that would make it a quantity."""
    text = scan.text
    start, end = figure.start, figure.end
    if quoted(scan, start):
        return Reading(figure, NumberKind.SLOGAN, start, end, "引号内的提法")
    begin, words = words_before(scan, start)
    if figure.chinese:
        run = text[start : figure.number_end]
        # 千亿 alone is a way of speaking; 超千亿, 两百多万 and 三十五 are numbers that lack their counter.
        counted = len(run) > 1 and figure.high >= 10 and any(char not in SCALES for char in run)
        if not (words and figure.high >= 10) and not (counted and any(char in SCALES for char in run)):
            return Reading(figure, NumberKind.INDEFINITE, start, end, "汉字数词，后无量词")
    elif end - start == 4 and 1949 <= figure.whole <= 2035 and not words and "一" <= right <= "龥":
        if text[start - 1 : start] not in _STRICT_CUES:
            return Reading(figure, NumberKind.YEAR, start, end, "年份")
    elif end - start <= 2 and figure.whole > 0 and _DAY_LIST.match(text, end):
        return Reading(figure, NumberKind.DATE, start, end, "日期")
    elif text.endswith(("图", "表", "附件", "专栏", "附表", "附图"), 0, start):
        return Reading(figure, NumberKind.ORDINAL, start, end, "图表编号")
    elif text.startswith(_ROADS_AND_RUNS, end):
        return Reading(figure, NumberKind.NAME, start, end, "名称中的编号")
    elif text.endswith(_CODE_LABELS, 0, start - (left == "：")):
        return Reading(figure, NumberKind.CODE, start, end, "编号")
    elif figure.whole < 0 and text.startswith(("系统", "升级", "平台", "时代"), end):
        return Reading(figure, NumberKind.CODE, start, end, "版本号")
    elif _negative(scan, figure):
        begin = start - 1
    past, more = words_after(scan, end, NumberKind.BARE)
    return Reading(figure, NumberKind.BARE, begin, past, "没有单位", "", "", (*words, *figure.inside, *more))


def _measured(scan: Scan, figure: Figure, follow: Follow) -> Reading:
    """A number with a counter, a share or a time after it."""
    text = scan.text
    kind, unit, group = follow.kind, follow.unit, follow.group
    start = figure.start
    end = figure.end + len(follow.word)
    begin, words = words_before(scan, start)
    if kind is NumberKind.COUNT:
        if figure.chinese:
            reason = _indefinite(scan, figure, end, bool(words))
            if reason:
                return Reading(figure, NumberKind.INDEFINITE, start, figure.end, reason)
        if start and text[start - 1] in _CURRENCIES and unit == "元":
            begin = min(begin, max(start - 1, scan.previous_end))
            unit = _CURRENCIES[text[start - 1]]
        elif end < len(text) and text[end] in "（·/":
            end, unit, group = _compound(scan, end, unit, group)
        if quoted(scan, start):
            return Reading(figure, NumberKind.SLOGAN, start, end, "引号内的提法", unit, group)
    elif kind is NumberKind.PERCENT or kind is NumberKind.POINTS:
        if _negative(scan, figure):
            begin = start - 1
        if kind is NumberKind.PERCENT:
            figure.multiply(_PER_MILLE if unit == "‰" else _PER_CENT)
        elif unit.endswith("基点"):
            figure.multiply(_PER_CENT)
    past, more = words_after(scan, end, kind, follow.continuous)
    if words or more or figure.inside:
        words = (*words, *figure.inside, *more)
    return Reading(figure, kind, begin, past, follow.reason, unit, group, words, follow.continuous)


_PER_CENT = Fraction(1, 100)
_PER_MILLE = Fraction(1, 1000)


def _indefinite(scan: Scan, figure: Figure, end: int, approximate: bool) -> str:
    """Why a Chinese numeral with a counter counts nothing after all, or ""."""
    text = scan.text
    run = text[figure.start : figure.number_end]
    if len(run) > 2 or approximate or figure.inside:
        return ""
    if run == "一":
        if text.endswith(scan.lexicon.cues, 0, figure.start):
            return ""
        # 建成宪法公园一处、… counts; 下一步，… does not.
        closes = end >= len(text) or text[end] in "，。、；）"
        led = figure.start == 0 or text[figure.start - 1] in _BEFORE_INDEFINITE_ONE or not closes
        return "“一”作虚指" if led or text[end - 1] in "步点面方端线层级环页" else ""
    if run == "几":
        return "“几”为虚数"
    if run == "零":
        return "“零”作修饰"
    if all(char in "百千万亿" for char in run) and not words_after(scan, end, NumberKind.COUNT)[1]:
        return "虚指的百千万"
    return ""


def _compound(scan: Scan, end: int, unit: str, group: str) -> tuple[int, str, str]:
    """Dual counters 件（次）, 张·本 and rates 元/吨, 万吨/年. ``end`` is at the mark."""
    text = scan.text
    mark = text[end]
    other = scan.lexicon.follow(text, end + 1, len(text))
    word = ""
    if other is not None and other.kind is NumberKind.COUNT:
        word = other.word
    elif mark == "/":
        word = next((period for period in _PERIOD_UNITS if text.startswith(period, end + 1)), "")
    if not word:
        return end, unit, group
    past = end + 1 + len(word)
    if mark == "（":
        if not text.startswith("）", past):
            return end, unit, group
        past += 1
    if mark == "/" and not (other is not None and other.group == group):
        group = ""  # a rate (元/吨) compares only with its like
    return past, unit + text[end:past], group


_BY_NEXT: dict[str, Rule] = {
    "年": _years,
    "月": _month,
    "日": _day,
    "时": _hour,
    "点": _oclock,
    "分": _minute,
    "号": _numbered,
    "届": _congress,
    "中": _plenum,
    "大": _party_congress,
    "次": _session,
    "级": _grade,
    "期": _stage,
    "成": _tenths,
    "路": _road,
    "街": _road,
    "版": _version,
}

# Beside digits these characters may tell what the digits are; all others leave them what their counter makes them.
MEANINGFUL_LEFT = frozenset("第前经纬-负").union(_CURRENCIES)
MEANINGFUL_RIGHT = frozenset("、）%‰").union(_BY_NEXT)
