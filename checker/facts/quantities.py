"""Reading numbers: every number of the prose, in the order of the text, with what it was taken for.

A number is found by its characters, given its value (digits, 万/亿, Chinese numerals, ranges, fractions), and then
classified by what stands around it: set phrases first, then what precedes it (第, 〔, a hotline), then what follows it
(a counter, %, 年 …). Nothing that looks like a number is dropped; what is no quantity is kept with its reason, for the
ledger of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from fractions import Fraction
from functools import lru_cache

from checker.document.model import Document, Span
from checker.document.passage import Passage
from checker.facts.approximation import approximate
from checker.facts.chinese_numerals import NUMERAL_CHARACTERS, ChineseNumeral, read_chinese
from checker.facts.interval import Interval
from checker.facts.lexicon import Follow, NumberLexicon
from checker.facts.masks import Mask, find_masks, find_quotes
from checker.facts.model import NumberKind, Quantity
from checker.facts.numerals import Numerals, Sense
from checker.outline.model import Outline

__all__ = ["read_quantities"]

_NUMERALS = "〇○零一二两俩仨三四五六七八九十百千万亿廿卅几"
_CANDIDATE = re.compile(rf"[0-9{_NUMERALS}半翻①-⒛㈠-㈩]")
_ARABIC = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?")
_CHINESE = re.compile(rf"[数上]?[{_NUMERALS}]+")
_CHINESE_DECIMALS = re.compile(r"点([〇零一二三四五六七八九]+)")
_SCALE_AFTER_DIGITS = re.compile(r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千])")
_SCALE_AFTER_MORE = re.compile(r"[余多几]([十百千]?万亿|[十百千]?[万亿])")
_CONNECTOR = re.compile(r"(?:-{1,2}|—{1,2}|~{1,2}|至|到)(?=[0-9一二两三四五六七八九十百])")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HALF = re.compile(r"(?:过|一|近|超)?半(?:数)?")
_DOUBLING = re.compile(r"翻了?([一二两三四五])?番")
_ENCLOSED = re.compile(r"[①-⒛㈠-㈩]+")

_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])|[48]00-?[0-9]{3,4}-?[0-9]{3,4}(?![0-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}(?![0-9])")
_IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9Xx](?![0-9])")
_ISO_DATE = re.compile(r"(?:19|20)[0-9]{2}([./-])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")
_TIME = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:.])")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?(?::[0-9]+(?:\.[0-9]+)?)+")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_SLASH = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?![0-9/])")
_SHIFT = re.compile(r"[0-9]+(?:[×xX*][0-9]+)+(?=小时|天)")
_CODE_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-_/.#][A-Za-z0-9]+)*")
_RUN_YEARS = re.compile(r"(?:19|20)[0-9]{2}20[0-9]{2}(?=年)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.,])")
_YEAR_LIST = re.compile(r"(?:[、和及与](?:19|20)[0-9]{2}){1,5}(?:两|三|四|五)?年")
_DAY_LIST = re.compile(r"(?:[、和及与][0-9]{1,2}){1,5}[日月号]")
_DAY_MONTH = re.compile(r"[0-9]{1,2}[·.][0-9]{1,2}(?=[”\"']|国?家?宪法|国际|全国|世界|消费者|知识产权|国家安全|消防|禁毒|宣传|活动|晚会|日)")
_LEAD_NUMBER = re.compile(r"[0-9]{1,2}(?:、|\.(?![0-9])|\.(?=20[0-9]{2}年)|）)|（[0-9]{1,2}）")
_CASE_NUMBER = re.compile(r"[〕\]】）][一-龥]{1,3}[0-9]{0,4}[一-龥]{1,4}[0-9]+号|[〕\]】）]第?[0-9]+号")

_OPENING = frozenset("〔[【（")
_CLOSING = frozenset("〕]】）")
_STOPS = frozenset("。；！？：")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_MEASURED = frozenset(
    {"money", "area", "length", "weight", "volume", "energy", "transport", "temperature", "data", "sound"}
)
_SHARES = frozenset({NumberKind.PERCENT, NumberKind.POINTS, NumberKind.FRACTION, NumberKind.MULTIPLE})
_CURRENCY = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_ZERO, _ONE = Fraction(0), Fraction(1)


class _Figure:
    """A number while it is being read; indices into the passage."""

    __slots__ = (
        "chinese", "end", "high", "high_open", "inside", "last", "low", "low_open", "number_end", "range_high",
        "scaled", "several", "start", "step",
    )  # fmt: skip

    def __init__(self, start: int, number_end: int, low: Fraction, step: Fraction, last: Fraction) -> None:
        self.start = start
        self.number_end = self.end = number_end
        self.low = self.high = low
        self.step = step
        self.last = last
        self.low_open = self.high_open = False
        self.inside: tuple[tuple[str, Sense], ...] = ()
        self.several = ""
        self.chinese = False
        self.scaled = False
        self.range_high: Fraction | None = None

    def multiply(self, factor: Fraction) -> None:
        self.low *= factor
        self.high *= factor
        self.step *= factor
        self.last *= factor
        if self.range_high is not None:
            self.range_high *= factor


@lru_cache(maxsize=8192)
def _digits(token: str, scale: int) -> tuple[Fraction, Fraction, Fraction]:
    """Value, step and unit of the last digit other than zero."""
    plain = token.replace(",", "").replace(" ", "")
    whole, _, decimals = plain.partition(".")
    mantissa = int(whole + decimals)
    step = Fraction(scale, 10 ** len(decimals))
    last = step
    if mantissa:
        rest = mantissa
        while rest % 10 == 0:
            rest //= 10
            last *= 10
    return mantissa * step, step, last


@lru_cache(maxsize=2048)
def _point(value: Fraction) -> Interval:
    return Interval(value, value)


def _scale_of(word: str) -> int:
    scale = 1
    for char in word:
        scale *= _SCALES[char]
    return scale


class _PassageReader:
    """One passage being read. ``quantities`` grows in the order of the text."""

    __slots__ = (
        "index", "lexicon", "masks", "passage", "previous", "quantities", "quote_starts", "quotes", "source", "text",
    )  # fmt: skip

    def __init__(
        self, source: str, index: int, passage: Passage, lexicon: NumberLexicon, labels: list[tuple[int, int]]
    ) -> None:
        self.source = source
        self.index = index
        self.passage = passage
        self.text = passage.text
        self.lexicon = lexicon
        self.quantities: list[Quantity] = []
        self.previous: Quantity | None = None
        self.masks = find_masks(self.text, lexicon, labels)
        self.quotes = find_quotes(self.text)
        self.quote_starts = [start for start, _ in self.quotes]

    # ---- going along the passage

    def read(self) -> list[Quantity]:
        text, masks = self.text, self.masks
        position = 0
        at_mask = 0
        search = _CANDIDATE.search
        while True:
            found = search(text, position)
            if found is None:
                return self.quantities
            start = found.start()
            while at_mask < len(masks) and masks[at_mask].end <= start:
                at_mask += 1
            mask = masks[at_mask] if at_mask < len(masks) else None
            if mask is not None and mask.start <= start:
                position = self._masked(start, mask)
            else:
                position = self._number(start, mask.start if mask is not None else len(text))

    def _masked(self, start: int, mask: Mask) -> int:
        """A number inside a mask: its value and unit stay readable, its kind is the mask's."""
        figure = self._figure(start, mask.end)
        if figure is None:
            return start + 1
        unit = group = ""
        end = figure.end
        if mask.kind is NumberKind.SLOGAN:
            follow = self.lexicon.follow(self.text, end, mask.end)
            if follow is not None and follow.kind is NumberKind.COUNT:
                unit, group = follow.unit, follow.group
                end += len(follow.word)
        return self._emit(figure, mask.kind, figure.start, end, unit, group, mask.reason)

    def _emit(
        self,
        figure: _Figure,
        kind: NumberKind,
        start: int,
        end: int,
        unit: str = "",
        group: str = "",
        reason: str = "",
        words: tuple[tuple[str, Sense], ...] = (),
    ) -> int:
        """Record a quantity; ``words`` are the approximators. Returns where reading goes on."""
        if figure.low == figure.high:
            interval = _point(figure.low)
        else:
            interval = Interval(figure.low, figure.high, figure.low_open, figure.high_open)
        names: tuple[str, ...] = (figure.several,) if figure.several else ()
        if words:
            last = figure.last
            if last == 1 and kind is NumberKind.COUNT and group not in _MEASURED and figure.high > 10:
                last = Fraction(10)  # 35余件 has no room below 36件: the next place is meant
            if figure.several == "上":  # 上百余 is no narrower than 上百
                interval = Interval(figure.low, None)
            interval = approximate(interval, last, (sense for _, sense in words))
            names += tuple(word for word, _ in words)
        elif figure.several == "上":
            interval = Interval(figure.low, None)
        first, past = self.passage.place(start, end)
        quantity = Quantity(
            Span(first, past), self.index, start, end, figure.start, figure.number_end, self.text[start:end], kind,
            interval, figure.low, figure.step, unit, group, names, reason, figure.range_high,
        )  # fmt: skip
        self.quantities.append(quantity)
        self.previous = quantity
        return end

    # ---- the value

    def _figure(self, start: int, limit: int) -> _Figure | None:
        """The number at ``start`` with its scale and 余/多, not reaching beyond ``limit``."""
        char = self.text[start]
        if char in _DIGITS:
            figure = self._arabic(start, limit)
        elif char in NUMERAL_CHARACTERS:
            figure = self._chinese(start, limit)
        elif char in "半翻":
            return None
        else:
            return self._enclosed(start)
        return figure

    def _enclosed(self, start: int) -> _Figure:
        match = _ENCLOSED.match(self.text, start)
        end = match.end() if match else start + 1
        return _Figure(start, end, _ONE, _ONE, _ONE)

    def _arabic(self, start: int, limit: int) -> _Figure | None:
        text = self.text
        match = _ARABIC.match(text, start, limit)
        if match is None:
            return None
        token = match[0]
        end = match.end()
        if "," in token:
            comma = token.index(",")
            # A full-width comma in the file separates; and 2020,123 is no grouping by thousands.
            full_width = self.source[self.passage.offsets[start + comma]] == "，"
            if comma > 3 or (full_width and self.source[self.passage.offsets[start]] in _DIGITS):
                token = token[:comma]
                end = start + comma
        elif " " in token and self.lexicon.follow(text, end, limit) is None:
            token = token[: token.index(" ")]  # 12 077件, but not two cells side by side
            end = start + len(token)
        scale = 1
        scaled = False
        more: tuple[tuple[str, Sense], ...] = ()
        number_end = end
        if end < limit:
            char = text[end]
            if char in _SCALES:
                match = _SCALE_AFTER_DIGITS.match(text, end, limit)
                follow = self.lexicon.follow(text, end, limit)
                # 3千瓦时 is three kilowatt hours, 3百分点 three points.
                if match and not (follow and len(follow.word) > 1):
                    scale, end, scaled = _scale_of(match[0]), match.end(), True
            elif char in "余多几":
                match = _SCALE_AFTER_MORE.match(text, end, limit)
                if match:
                    more = ((char, "more"),)
                    scale, end, scaled = _scale_of(match[1]), match.end(), True
        value, step, last = _digits(token, scale)
        figure = _Figure(start, number_end, value, step, last)
        figure.end = end
        figure.scaled = scaled
        figure.inside = more
        self._more(figure, limit)
        return figure

    def _chinese(self, start: int, limit: int) -> _Figure | None:
        text = self.text
        begin = start
        if start and text[start - 1] in "数上" and text[start] in "十百千万亿" and self._leads(start - 1):
            begin = start - 1
        match = _CHINESE.match(text, begin, limit)
        if match is None:
            return None
        run = match[0]
        numeral = read_chinese(run)
        end = match.end()
        while numeral is None and len(run) > 1:  # 三百四千: read what can be read, and go on after it
            run = run[:-1]
            end -= 1
            numeral = read_chinese(run)
        if numeral is None:
            return None
        if run in {"○", "数", "上"}:
            return None
        if end < limit and text[end] == "点" and not numeral.several:
            decimals = _CHINESE_DECIMALS.match(text, end, limit)
            if decimals:
                numeral, end = _with_decimals(numeral, decimals[1]), decimals.end()
        figure = _Figure(begin, end, numeral.low, numeral.step, numeral.last)
        figure.high = numeral.high
        figure.low_open, figure.high_open = numeral.low_open, numeral.high_open
        figure.several = numeral.several
        figure.chinese = True
        if numeral.several and numeral.several not in "几数上":
            figure.range_high = numeral.high
        if end < limit and text[end] in "余多几":
            scale = _SCALE_AFTER_MORE.match(text, end, limit)
            if scale:
                figure.inside = ((text[end], "more"),)
                figure.multiply(Fraction(_scale_of(scale[1])))
                figure.end = scale.end()
                figure.scaled = True
        self._more(figure, limit)
        return figure

    def _leads(self, at: int) -> bool:
        """Whether 数 or 上 at ``at`` belongs to the numeral (数百, 上万) and not to a word (人数, 线上)."""
        before = self.text[at - 1] if at else ""
        if self.text[at] == "数":
            return before not in "人件总次户个字参函指少多倍基分位岁天款项单份"
        return before not in "以线网之晚早马向身地海路车会天桌台"

    def _more(self, figure: _Figure, limit: int) -> None:
        """余, 多, 来, 几 after the number and before its counter."""
        end = figure.end
        if figure.inside or end >= limit:
            return
        char = self.text[end]
        if char not in "余多来几":
            return
        after = self.lexicon.follow(self.text, end + 1, limit)
        if char == "余":
            if end + 1 < limit and self.text[end + 1] in "额下款热杭姚震党":
                return
        elif char == "来":
            if after is None or not figure.chinese or self.text[figure.number_end - 1] not in _SCALES:
                return
        elif after is None and not (
            char == "多" and (end + 1 >= len(self.text) or self.text[end + 1] in "，。；、）%")
        ):
            return
        if figure.several and char == "几":
            return
        figure.inside = ((char, "more"),)
        figure.end = end + 1

    # ---- numbers that are told by their shape

    def _number(self, start: int, limit: int) -> int:
        text = self.text
        char = text[start]
        if char in _DIGITS:
            past = self._shaped(start)
            if past:
                return past
        elif char == "半" or (char == "一" and text.startswith("半", start + 1)):
            return self._half(start)
        elif char == "翻":
            return self._doubling(start)
        elif char not in NUMERAL_CHARACTERS:
            figure = self._enclosed(start)
            return self._emit(figure, NumberKind.ENUMERATOR, start, figure.end, reason="带圈序号")
        figure = self._figure(start, limit)
        if figure is None:
            return start + 1
        return self._classify(figure, limit)

    def _plain(self, start: int, end: int, kind: NumberKind, reason: str, begin: int | None = None) -> int:
        """Record a masked number whose value is its leading digits."""
        match = _ARABIC.match(self.text, start, end)
        value = _digits(match[0].split(",")[0].split(" ")[0], 1) if match else (_ZERO, _ONE, _ONE)
        figure = _Figure(start, end, *value)
        return self._emit(figure, kind, start if begin is None else begin, end, reason=reason)

    def _shaped(self, start: int) -> int:
        """Telephone numbers, identifiers, times, versions, combinations: told by their own characters. 0: none."""
        text = self.text
        size = len(text)
        end = start + 1
        while end < size and text[end] in _DIGITS:
            end += 1
        length = end - start
        left = text[start - 1] if start else ""
        right = text[end] if end < size else ""
        if (start == 0 or left in _STOPS or left == "（") and length <= 2 and right in "、.）":
            begin = start - 1 if left == "（" else start
            lead = _LEAD_NUMBER.match(text, begin)
            if lead and (left != "（" or begin == 0 or text[begin - 1] in _STOPS):
                return self._plain(start, end, NumberKind.ENUMERATOR, "序号")
        if length >= 7 or (text[start] == "0" and length >= 3) or (length == 3 and right == "-"):
            past = self._long(start, end, length)
            if past:
                return past
        if right == ":" or left == ":":
            match = _TIME.match(text, start)
            if match and left != ":":
                return self._plain(start, match.end(), NumberKind.DATE, "时刻")
            if left == ":" or _RATIO.match(text, start):
                match = _ARABIC.match(text, start)
                return self._plain(start, match.end() if match else end, NumberKind.BARE, "比值")
        if right in "./-" and right:
            match = _ISO_DATE.match(text, start)
            if match:
                return self._plain(start, match.end(), NumberKind.DATE, "日期")
            match = _VERSION.match(text, start)
            if match:
                return self._plain(start, match.end(), NumberKind.CODE, "版本号或编号")
        if right in ".·" and right and length <= 2 and left not in _DIGITS:
            match = _DAY_MONTH.match(text, start)
            if match:
                return self._plain(start, match.end(), NumberKind.DATE, "纪念日")
        if (right in "+×*" and right) or (left in "+×*" and left) or right in "xX":
            past = self._combination(start, end, left, right)
            if past:
                return past
        if left in _LETTERS or (right in _LETTERS and right) or (left in "-." and text[start - 2 : start - 1] in _LETTERS):
            past = self._code(start, end)
            if past:
                return past
        if left in "“‘\"" and left and right in "”’\"" and right:
            if text[start:end] in self.lexicon.hotlines:
                return self._plain(start, end, NumberKind.HOTLINE, "热线号码")
            return self._plain(start, end, NumberKind.SLOGAN, "引号内的数字代称")
        if text[start:end] in self.lexicon.hotlines and self._is_hotline(start, end):
            return self._plain(start, end, NumberKind.HOTLINE, "热线号码")
        if length == 8:
            match = _RUN_YEARS.match(text, start)
            if match:
                return self._plain(start, end + 1, NumberKind.YEAR, "两个年份连写，疑漏“—”")
        if left in _OPENING and left and length == 4 and right in _CLOSING:
            case = _CASE_NUMBER.match(text, end)
            if left in "〔[【" or case:
                return self._plain(start, end, NumberKind.DOCUMENT_NUMBER, "文号年份")
        return 0

    def _long(self, start: int, end: int, length: int) -> int:
        text = self.text
        for pattern, reason in ((_IDENTITY, "证件号码"), (_MOBILE, "手机号码"), (_LANDLINE, "电话号码")):
            match = pattern.match(text, start)
            if match and match.end() >= end:
                return self._plain(start, match.end(), NumberKind.CODE, reason)
        if text[start] == "0" and (end >= len(text) or text[end] != "."):
            if length <= 4:
                return self._plain(start, end, NumberKind.HOTLINE, "区号")
            return self._plain(start, end, NumberKind.CODE, "编号")
        if length >= 10 and self.lexicon.follow(text, end, len(text)) is None:
            return self._plain(start, end, NumberKind.CODE, "编号")
        return 0

    def _combination(self, start: int, end: int, left: str, right: str) -> int:
        """1+4+N, 4×4, 7×24小时. A lone + after a number (500+家) is an approximator and not meant here."""
        text = self.text
        shift = _SHIFT.match(text, start)
        if shift:
            figure = _Figure(start, shift.end(), *_digits(text[start:end], 1))
            past = shift.end() + (2 if text.startswith("小时", shift.end()) else 1)
            return self._emit(figure, NumberKind.DURATION, start, past, reason="轮值时长")
        after = text[end + 1 : end + 2]
        joined = right in "+×*xX" and right and (after in _DIGITS or after in "NXnx“") and after
        if joined or (left in "+×*" and left):
            return self._plain(start, end, NumberKind.SLOGAN, "组合式提法")
        return 0

    def _code(self, start: int, end: int) -> int:
        """A number that letters are part of: 5G, GB/T9704, K16059520. 0 where the letters are a unit (300km)."""
        text = self.text
        size = len(text)
        if end < size and text[end] in _LETTERS:
            follow = self.lexicon.follow(text, end, size)
            past = end + len(follow.word) if follow else 0
            before = text[start - 1] if start else ""
            if follow and (past >= size or text[past] not in _LETTERS) and before not in _LETTERS:
                return 0
        begin = start
        floor = self.previous.end if self.previous else 0
        while begin > floor and (text[begin - 1] in _LETTERS or text[begin - 1] in _DIGITS or text[begin - 1] in "-_/.#"):
            begin -= 1
        match = _CODE_TOKEN.match(text, start)
        past = match.end() if match else end
        return self._plain(start, past, NumberKind.CODE, "代号", begin)

    def _is_hotline(self, start: int, end: int) -> bool:
        text = self.text
        follow = self.lexicon.follow(text, end, len(text))
        if follow and follow.kind is NumberKind.COUNT and follow.group in {"cases", "persons", "person-times", "generic"}:
            return False
        if text.startswith(self.lexicon.hotline_after, end) or text.endswith(self.lexicon.hotline_before, 0, start):
            return True
        if end - start > 3 and text.startswith(("、", "和", "与", "的", "等", "及"), end):
            return True
        previous = self.previous
        if previous is not None and previous.kind is NumberKind.HOTLINE and previous.end == start - 1:
            return True
        if end < len(text) and text[end] in "、/和与":  # 110、119、120联动
            chain = re.compile(r"[、/和与]([0-9]{3,5})(?![0-9])").match(text, end)
            return chain is not None and chain[1] in self.lexicon.hotlines and self._is_hotline(chain.start(1), chain.end(1))
        return False

    def _half(self, start: int) -> int:
        """过半, 半数以上, 一半."""
        text = self.text
        place = start + 1 if text[start] == "一" else start
        begin = start
        if begin == place and place and text[place - 1] in "过近超折减多大对":
            begin -= 1
        whole = text.startswith("数", place + 1)
        end = place + (2 if whole else 1)
        if text[begin] not in "一过近超减" and not whole:
            return start + 1  # 半年, 上半年, 大半
        after = text[end : end + 1]
        if not whole and after in "年月天个径途边岛夜":
            return start + 1
        figure = _Figure(place if text[start] != "一" else start, end, Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))
        words: list[tuple[str, Sense]] = []
        first = begin if text[begin] in "过近超" else start
        if text[begin] == "过" and begin and text[begin - 1] == "超":
            first = begin - 1
            words.append(("超过", "above"))
        elif text[begin] in "过超":
            words.append((text[begin], "above"))
        elif text[begin] == "近":
            words.append(("近", "below"))
        else:
            first, found = self._before(start)
            words.extend(found)
        past, after_words = self._after(end, NumberKind.FRACTION, "")
        return self._emit(
            figure, NumberKind.FRACTION, first, past, "", "share", "分数", (*words, *after_words)
        )

    def _doubling(self, start: int) -> int:
        match = _DOUBLING.match(self.text, start)
        if match is None:
            return start + 1
        times = read_chinese(match[1]).low if match[1] else _ONE  # type: ignore[union-attr]
        figure = _Figure(start, match.end(), Fraction(2 ** int(times)), _ONE, _ONE)
        return self._emit(figure, NumberKind.MULTIPLE, start, match.end(), "番", "multiple", "翻番")

    # ---- approximators

    def _before(self, start: int) -> tuple[int, tuple[tuple[str, Sense], ...]]:
        """The approximators that end at ``start``, and where they begin."""
        text = self.text
        floor = self.previous.end if self.previous is not None else 0
        words: list[tuple[str, Sense]] = []
        position = start
        while position > floor and len(words) < 2:
            for written, word, sense in self.lexicon.before.get(text[position - 1], ()):
                begin = position - len(written)
                if begin < floor or not text.startswith(written, begin):
                    continue
                guard = self.lexicon.guards.get(word)
                if guard and text.endswith(guard, 0, begin):
                    return position, tuple(reversed(words))
                words.append((word, sense))
                position = begin
                break
            else:
                break
        return position, tuple(reversed(words))

    def _after(self, end: int, kind: NumberKind, group: str) -> tuple[int, tuple[tuple[str, Sense], ...]]:
        """The approximators that begin at ``end``, and where they end."""
        text = self.text
        lexicon = self.lexicon
        words: list[tuple[str, Sense]] = []
        while end < len(text) and text[end] in lexicon.after_first and len(words) < 2:
            for word, sense in lexicon.after:
                if not text.startswith(word, end):
                    continue
                past = end + len(word)
                if sense == "more" and len(word) == 1:
                    measured = kind in _SHARES or kind is NumberKind.DURATION or group in _MEASURED
                    if not measured or (past < len(text) and text[past] in "种样元次年方点部功渠层边头数家地项个名额化制调"):
                        continue
                if word == "上下" and past < len(text) and text[past] in "联级班游协贯一同左":
                    continue
                words.append((word, sense))
                end = past
                break
            else:
                break
        return end, tuple(words)

    # ---- classification by what stands around

    def _classify(self, figure: _Figure, limit: int) -> int:
        text = self.text
        start = figure.start
        left = text[start - 1] if start else ""
        if text.startswith("分之", figure.end):
            past = self._fraction(figure)
            if past:
                return past
        if not figure.chinese and text.startswith("/", figure.end):
            match = _SLASH.match(text, start)
            if match:
                return self._slash(figure, match)
        if left == "第":
            return self._ordinal(figure, start - 1)
        self._range(figure, limit)
        end = figure.end
        right = text[end] if end < len(text) else ""

        if left in "（(" and left and right == "）" and figure.chinese:
            return self._emit(figure, NumberKind.ENUMERATOR, start, end, reason="序号")
        if left == "其" and figure.chinese and figure.high < 10:
            return self._emit(figure, NumberKind.ENUMERATOR, start, end, reason="序号")
        if figure.chinese and (not left or left in _STOPS or left in "，、“”") and figure.high < 30:
            if right and right in "是要则" and not text.startswith(("要求", "要件", "要素", "要点"), end):
                return self._emit(figure, NumberKind.ENUMERATOR, start, end, reason="序号")
            if right == "、" and (not left or left in "。；"):
                return self._emit(figure, NumberKind.ENUMERATOR, start, end, reason="序号")
        past = self._calendar(figure, left, right)
        if past:
            return past
        follow = self.lexicon.follow(text, end, limit)
        if follow is None and end < limit and text[end] == "+":
            after = self.lexicon.follow(text, end + 1, limit)
            if after is not None or end + 1 >= len(text) or text[end + 1] not in _DIGITS:
                figure.inside += (("+", "at_least"),)
                figure.end = end = end + 1
                follow = after
        if follow is None or follow.kind is NumberKind.ORDINAL:
            past = self._ordinal_by_context(figure, left, right, follow)
            if past:
                return past
        if follow is None:
            return self._bare(figure)
        return self._measured(figure, follow, limit)

    def _range(self, figure: _Figure, limit: int) -> None:
        """Take 3—5, 3至5, 63%～68%, 5—10万 as one number with two ends."""
        text = self.text
        if figure.inside or figure.several:
            return
        end = figure.end
        if end >= limit:
            return
        share = text[end] if text[end] in "%‰" else ""
        place = end + len(share)
        unit = ""
        if place >= limit:
            return
        if text[place] not in "-—~至到":
            if share:
                return
            follow = self.lexicon.follow(text, place, limit)
            if follow is None or follow.kind is not NumberKind.COUNT:
                return
            unit = follow.word
            place += len(unit)
            if place >= limit or text[place] not in "-—~至":
                return
        connector = _CONNECTOR.match(text, place, limit)
        if connector is None:
            return
        if (text[place] == "到" or unit) and text[max(0, figure.start - 1) : figure.start] in ("由", "从", "自"):
            return  # 从35件至50件 is a change
        other = self._figure(connector.end(), limit)
        if other is None or other.chinese != figure.chinese or other.several or other.start != connector.end():
            return
        factor = Fraction(1)
        if other.scaled and not figure.scaled and not figure.chinese:
            factor = Fraction(_scale_of(text[other.number_end : other.end].strip("余多几"))) if not other.inside else factor
            if figure.low * factor >= other.low:
                factor = Fraction(1)
        if figure.low * factor >= other.low:
            return
        past = other.end
        if share and not text.startswith(share, past):
            return
        if unit and not text.startswith(unit, past):
            return
        if factor != 1:
            figure.multiply(factor)
        figure.high = figure.range_high = other.low
        figure.number_end, figure.end = other.number_end, past
        figure.step = other.step
        figure.last = other.last
        figure.inside = other.inside

    def _fraction(self, figure: _Figure) -> int:
        """三分之一, 百分之九十五, 万分之三."""
        text = self.text
        place = figure.end + 2
        if place >= len(text) or (text[place] not in NUMERAL_CHARACTERS and text[place] not in _DIGITS):
            return 0
        if figure.low <= 0 or figure.several:
            return 0
        part = self._figure(place, len(text))
        if part is None or part.start != place:
            return 0
        base = figure.low
        percent = base in (100, 1000, 10_000)
        kind = NumberKind.PERCENT if percent else NumberKind.FRACTION
        last = part.last if percent else part.last / 2
        part.last = last
        part.multiply(1 / base)
        part.start = figure.start
        begin, words = self._before(figure.start)
        past, more = self._after(part.end, kind, "")
        reason = "百分比" if percent else "分数"
        return self._emit(part, kind, begin, past, "", "share", reason, (*words, *part.inside, *more))

    def _slash(self, figure: _Figure, match: re.Match[str]) -> int:
        part, base = int(match[1]), int(match[2])
        if not 0 < part < base:
            return self._plain(figure.start, match.end(), NumberKind.CODE, "编号")
        fraction = _Figure(figure.start, match.end(), Fraction(part, base), Fraction(1, base), Fraction(1, 2 * base))
        begin, words = self._before(figure.start)
        past, more = self._after(match.end(), NumberKind.FRACTION, "")
        return self._emit(fraction, NumberKind.FRACTION, begin, past, "", "share", "分数", (*words, *more))

    def _ordinal(self, figure: _Figure, begin: int) -> int:
        text = self.text
        end = figure.number_end
        if text.startswith("号", end):
            return self._emit(figure, NumberKind.DOCUMENT_NUMBER, begin, end + 1, reason="编号“第…号”")
        return self._emit(figure, NumberKind.ORDINAL, begin, end, reason="“第”后的序数")

    def _calendar(self, figure: _Figure, left: str, right: str) -> int:
        """Years, months, days, hours, document numbers, congresses: 0 where it is none of them."""
        text = self.text
        start, end = figure.start, figure.end
        low, high = figure.low, figure.high
        if not figure.chinese and not figure.scaled and figure.step == 1 and 1900 <= low <= 2100 and high <= 2100:
            four = figure.number_end - start in (4, 9, 10)
            if four and right == "年":
                return self._emit(figure, NumberKind.YEAR, start, end + 1, reason="年份")
            if four and figure.range_high is not None and self.lexicon.follow(text, end, len(text)) is None:
                return self._emit(figure, NumberKind.YEAR, start, end, reason="年份起止")
            if four and right and right in "、和及与" and _YEAR_LIST.match(text, end):
                return self._emit(figure, NumberKind.YEAR, start, end, reason="年份")
            if four and text.startswith(("以来", "学年", "财年"), end):
                return self._emit(figure, NumberKind.YEAR, start, end, reason="年份")
            if four and right == "起" and left and left in "自从":
                return self._emit(figure, NumberKind.YEAR, start, end, reason="年份")
        if figure.chinese and right == "年" and 1900 <= low <= 2100 and figure.number_end - start == 4:
            return self._emit(figure, NumberKind.YEAR, start, end + 1, reason="年份")
        if figure.inside or not right:
            return 0
        handler = _CALENDAR.get(right)
        return handler(self, figure, left) if handler is not None else 0

    def _month(self, figure: _Figure, left: str) -> int:
        if 1 <= figure.low and figure.high <= 12 and figure.step == 1:
            end = figure.end + 1
            if self.text.startswith("份", end):
                end += 1
            return self._emit(figure, NumberKind.DATE, figure.start, end, reason="月份")
        return 0

    def _day(self, figure: _Figure, left: str) -> int:
        text = self.text
        end = figure.end + 1
        if figure.step != 1:
            return 0
        if left == "月" and figure.high <= 31:
            return self._emit(figure, NumberKind.DATE, figure.start, end, reason="日期")
        if text.startswith(("内", "以内", "之内", "以上", "以下", "游", "期限", "的"), end) or figure.high > 31:
            begin, words = self._before(figure.start)
            past, more = self._after(end, NumberKind.DURATION, "")
            return self._emit(figure, NumberKind.DURATION, begin, past, "日", "", "时长", (*words, *more))
        if figure.chinese and figure.high < 10 and left != "、":
            return self._emit(figure, NumberKind.DURATION, figure.start, end, "日", "", "时长")
        return self._emit(figure, NumberKind.DATE, figure.start, end, reason="日期")

    def _years(self, figure: _Figure, left: str) -> int:
        text = self.text
        end = figure.end + 1
        follow = self.lexicon.follow(text, figure.end, len(text))
        if follow is not None and len(follow.word) > 1 and follow.kind is not NumberKind.DURATION:
            return 0
        if text.startswith("代", end):
            return self._emit(figure, NumberKind.DATE, figure.start, end + 1, reason="年代")
        word = follow.word if follow is not None else "年"
        end = figure.end + len(word)
        begin, words = self._before(figure.start)
        past, more = self._after(end, NumberKind.DURATION, "")
        return self._emit(figure, NumberKind.DURATION, begin, past, "年", "", "时长", (*words, *more))

    def _hour(self, figure: _Figure, left: str) -> int:
        text = self.text
        end = figure.end + 1
        if figure.high <= 24 and figure.step == 1 and not text.startswith(("间", "代", "期", "段"), end):
            return self._emit(figure, NumberKind.DATE, figure.start, end, reason="时刻")
        return 0

    def _oclock(self, figure: _Figure, left: str) -> int:
        text = self.text
        end = figure.end + 1
        if figure.high <= 24 and text.startswith(("钟", "整", "半", "前", "至", "起", "到"), end):
            return self._emit(figure, NumberKind.DATE, figure.start, end, reason="时刻")
        if not figure.chinese and end < len(text) and text[end] in _DIGITS:
            return self._emit(figure, NumberKind.DATE, figure.start, end, reason="时刻")
        return 0

    def _minute(self, figure: _Figure, left: str) -> int:
        previous = self.previous
        if left in "时点" and left and previous is not None and previous.kind is NumberKind.DATE:
            return self._emit(figure, NumberKind.DATE, figure.start, figure.end + 1, reason="时刻")
        return 0

    def _numbered(self, figure: _Figure, left: str) -> int:
        """…号: a day, an address or a document."""
        text = self.text
        end = figure.end + 1
        start = figure.start
        if left == "月":
            return self._emit(figure, NumberKind.DATE, start, end, reason="日期")
        if left and (left in "路街道巷弄村院区里" or text.startswith(("楼", "院", "单元", "室", "门", "地块"), end)):
            return self._emit(figure, NumberKind.ADDRESS, start, end, reason="门牌地址")
        if text.startswith(("线", "机", "桥", "隧道", "井", "港", "航站", "卫星", "舱"), end):
            return self._emit(figure, NumberKind.NAME, start, end, reason="名称中的编号")
        return self._emit(figure, NumberKind.DOCUMENT_NUMBER, start, end, reason="文号或编号")

    def _congress(self, figure: _Figure, left: str) -> int:
        text = self.text
        if not figure.chinese and text.endswith(("连续", "举办", "共", "已", "连办", "举办了"), 0, figure.start):
            return 0
        if figure.chinese and text.endswith(("连续", "举办", "举办了"), 0, figure.start):
            return 0
        return self._emit(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, reason="届次")

    def _plenum(self, figure: _Figure, left: str) -> int:
        text = self.text
        if not figure.chinese or figure.high > 9:
            return 0
        previous = self.previous
        listed = previous is not None and previous.kind is NumberKind.ORDINAL and start_near(previous.end, figure.start)
        if left == "届" or text.startswith("中全会", figure.end) or (listed and left in "、和及中"):
            return self._emit(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, reason="全会届次")
        return 0

    def _party_congress(self, figure: _Figure, left: str) -> int:
        text = self.text
        end = figure.end + 1
        if not figure.chinese or figure.several:
            return 0
        if 12 <= figure.low <= 25 and not text.startswith(_GREAT_THINGS, end):
            return self._emit(figure, NumberKind.ORDINAL, figure.start, end, reason="党代会届次")
        if figure.low <= 11 and text.endswith(("党的", "中共"), 0, figure.start):
            return self._emit(figure, NumberKind.ORDINAL, figure.start, end, reason="党代会届次")
        return 0

    def _session(self, figure: _Figure, left: str) -> int:
        """十四届人大三次会议, 五届六次全会."""
        text = self.text
        end = figure.end + 1
        previous = self.previous
        if text.startswith(("会议", "全会", "全体", "常务", "党代会"), end) and (
            left == "届"
            or (previous is not None and previous.text.endswith("届") and figure.start - previous.end <= 14)
        ):
            return self._emit(figure, NumberKind.ORDINAL, figure.start, end, reason="会次")
        return 0

    def _grade(self, figure: _Figure, left: str) -> int:
        follow = self.lexicon.follow(self.text, figure.end, len(self.text))
        if follow is not None and len(follow.word) > 1:
            return 0
        text = self.text[figure.start : figure.number_end]
        if text in ("一", "二") or left in _LETTERS:
            return self._emit(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, reason="等级")
        return 0

    def _tenths(self, figure: _Figure, left: str) -> int:
        """九成, 八成以上."""
        text = self.text
        end = figure.end + 1
        if figure.high > 10 or (end < len(text) and text[end] in "立果效为员功绩本就长熟交品都型份分像色章"):
            return 0
        figure.multiply(Fraction(1, 10))
        begin, words = self._before(figure.start)
        past, more = self._after(end, NumberKind.PERCENT, "")
        return self._emit(
            figure, NumberKind.PERCENT, begin, past, "成", "share", "成数", (*words, *figure.inside, *more)
        )

    def _stage(self, figure: _Figure, left: str) -> int:
        follow = self.lexicon.follow(self.text, figure.end, len(self.text))
        if follow is not None and len(follow.word) > 1:
            return 0
        if self.text[figure.start : figure.number_end] in ("一", "二"):
            return self._emit(figure, NumberKind.ORDINAL, figure.start, figure.end + 1, reason="期次")
        return 0

    def _ordinal_by_context(self, figure: _Figure, left: str, right: str, follow: Follow | None) -> int:
        text = self.text
        start, end = figure.start, figure.end
        if follow is not None:
            return self._emit(figure, NumberKind.ORDINAL, start, end + len(follow.word), reason=follow.reason)
        if left and left in "前列" and text.endswith(("位列", "排名前", "排前", "进入前", "居前"), 0, start):
            return self._emit(figure, NumberKind.ORDINAL, start, end, reason="名次")
        if left and left in "经纬":
            return self._emit(figure, NumberKind.ADDRESS, start, end, reason="道路名")
        if right and right in "路街道巷" and figure.chinese:
            return self._emit(figure, NumberKind.ADDRESS, start, end, reason="道路名")
        if text.startswith(("国道", "省道", "县道"), end):
            return self._emit(figure, NumberKind.NAME, start, end, reason="道路编号")
        if right == "版" or (not figure.chinese and figure.step < 1 and text.startswith(("系统", "升级", "平台", "时代", "”"), end)):
            return self._emit(figure, NumberKind.CODE, start, end, reason="版本号")
        return 0

    def _quoted(self, start: int) -> bool:
        """Whether ``start`` lies in a short quoted phrase."""
        at = bisect_left(self.quote_starts, start + 1) - 1
        return at >= 0 and start < self.quotes[at][1]

    def _bare(self, figure: _Figure) -> int:
        text = self.text
        start, end = figure.start, figure.end
        begin, words = self._before(start)
        if not figure.chinese:
            if self._quoted(start):
                return self._emit(figure, NumberKind.SLOGAN, start, end, reason="引号内的提法")
            after = text[end : end + 1]
            if (
                1949 <= figure.low <= 2035
                and figure.step == 1
                and end - start == 4
                and not words
                and ("一" <= after <= "龥")
                and text[start - 1 : start] not in ("共", "计", "为", "达", "有")
            ):
                return self._emit(figure, NumberKind.YEAR, start, end, reason="年份")
            if (figure.low > 0 and _DAY_LIST.match(text, end) and end - start <= 2):
                return self._emit(figure, NumberKind.DATE, start, end, reason="日期")
            negative = self._negative(figure)
            if negative and text[start - 2 : start - 1] in ("为", "率", "：", "（", "至", "是", "达"):
                begin = start - 1
            past, more = self._after(end, NumberKind.BARE, "")
            return self._emit(figure, NumberKind.BARE, begin, past, "", "", "没有单位", (*words, *figure.inside, *more))
        run = text[start : figure.number_end]
        if self._quoted(start):
            return self._emit(figure, NumberKind.SLOGAN, start, end, reason="引号内的提法")
        if (words and figure.high >= 10) or (len(run) > 1 and figure.high >= 10 and any(char in _SCALES for char in run)):
            past, more = self._after(end, NumberKind.BARE, "")
            return self._emit(figure, NumberKind.BARE, begin, past, "", "", "没有单位", (*words, *figure.inside, *more))
        return self._emit(figure, NumberKind.INDEFINITE, start, end, reason="汉字数词，后无量词")

    def _negative(self, figure: _Figure) -> bool:
        """Whether a minus sign stands before the figure; applied to it if so."""
        text = self.text
        at = figure.start - 1
        if at < 0 or text[at] not in "-负":
            return False
        before = text[at - 1] if at else ""
        if before in _DIGITS or before in _LETTERS or (before and before in "%‰）"):
            return False
        figure.low, figure.high = -figure.high, -figure.low
        return True

    def _measured(self, figure: _Figure, follow: Follow, limit: int) -> int:
        """A number with a counter or a share after it."""
        text = self.text
        kind, unit, group, reason = follow.kind, follow.unit, follow.group, follow.reason
        start = figure.start
        end = figure.end + len(follow.word)
        begin, words = self._before(start)
        run = text[start : figure.number_end]
        if kind is NumberKind.COUNT:
            if figure.chinese:
                if run == "一" and not words and not text.endswith(self.lexicon.cues, 0, start):
                    return self._emit(figure, NumberKind.INDEFINITE, start, figure.end, reason="“一”作虚指")
                if run == "几":
                    return self._emit(figure, NumberKind.INDEFINITE, start, figure.end, reason="“几”为虚数")
                lone = len(run) == 1 and run in "百千万亿"
                if lone and not words and not figure.inside and not figure.several and not self._after(end, kind, group)[1]:
                    return self._emit(figure, NumberKind.INDEFINITE, start, figure.end, reason="虚指的百千万")
            if start and text[start - 1] in _CURRENCY and unit == "元":
                begin = min(begin, start - 1)
                unit = _CURRENCY[text[start - 1]]
            end, unit, group = self._compound(end, unit, group)
        elif kind is NumberKind.PERCENT:
            if self._negative(figure):
                begin = start - 1
            figure.multiply(Fraction(1, 1000 if unit == "‰" else 100))
        elif kind is NumberKind.POINTS:
            if unit.endswith("基点"):
                figure.multiply(Fraction(1, 100))
            if self._negative(figure):
                begin = start - 1
        elif kind is NumberKind.DURATION and text[start - 1 : start] == "第":
            kind = NumberKind.ORDINAL
        past, more = self._after(end, kind, group)
        if kind is NumberKind.COUNT and self._quoted(start):
            return self._emit(figure, NumberKind.SLOGAN, start, end, unit, group, "引号内的提法")
        return self._emit(figure, kind, begin, past, unit, group, reason, (*words, *figure.inside, *more))

    def _compound(self, end: int, unit: str, group: str) -> tuple[int, str, str]:
        """Dual counters 件（次） and rates 元/吨."""
        text = self.text
        if end >= len(text):
            return end, unit, group
        mark = text[end]
        if mark in "（·/":
            other = self.lexicon.follow(text, end + 1, len(text))
            if other is not None and other.kind is NumberKind.COUNT:
                past = end + 1 + len(other.word)
                if mark == "（":
                    if not text.startswith("）", past):
                        return end, unit, group
                    past += 1
                if mark == "/" and group in _MEASURED:
                    group = "ratio"
                return past, text[end - len(unit) : past] if text.endswith(unit, 0, end) else unit, group
        return end, unit, group


def start_near(end: int, start: int) -> bool:
    """Whether a number begins right after a list mark that follows another."""
    return 0 <= start - end <= 1


_GREAT_THINGS = (
    "行动", "工程", "重点", "类", "领域", "体系", "专项", "产业", "任务", "举措", "措施", "平台", "中心", "项目", "方面",
    "板块", "机制", "系统", "指标", "问题", "环节", "功能", "战略", "支柱", "品牌", "特色", "集群", "优势", "片区", "基地",
    "场景", "模块", "改革", "攻坚", "活动", "步骤", "突破", "提升", "抓手", "模式", "创新", "典型", "案例", "案件", "事件",
)  # fmt: skip

_CALENDAR = {
    "月": _PassageReader._month,
    "日": _PassageReader._day,
    "年": _PassageReader._years,
    "时": _PassageReader._hour,
    "点": _PassageReader._oclock,
    "分": _PassageReader._minute,
    "号": _PassageReader._numbered,
    "届": _PassageReader._congress,
    "中": _PassageReader._plenum,
    "大": _PassageReader._party_congress,
    "次": _PassageReader._session,
    "级": _PassageReader._grade,
    "成": _PassageReader._tenths,
    "期": _PassageReader._stage,
}


def _with_decimals(numeral: ChineseNumeral, decimals: str) -> ChineseNumeral:
    """三点五: the digits after 点."""
    value = _ZERO
    step = _ONE
    for char in decimals:
        digit = read_chinese(char)
        step /= 10
        value += (digit.low if digit else _ZERO) * step
    total = numeral.low + value
    return ChineseNumeral(total, total, step, step)


def _label_spans(outline: Outline) -> list[tuple[int, int]]:
    """Document offsets of the numbers of headings, in order."""
    spans: list[tuple[int, int]] = []
    for section in outline.walk():
        heading = section.heading
        if heading.label and heading.text_span.start > heading.span.start:
            spans.append((heading.span.start, heading.text_span.start))
    spans.sort()
    return spans


def read_quantities(document: Document, outline: Outline, numerals: Numerals) -> tuple[Quantity, ...]:
    """Every number of the prose in the order of the text, those that are no quantities included.

    Offsets of ``Quantity.start``/``end`` are indices into ``document.passages[passage].text``.
    """
    lexicon = numerals.lexicon
    labels = _label_spans(outline)
    starts = [start for start, _ in labels]
    quantities: list[Quantity] = []
    for index, passage in enumerate(document.passages):
        here: list[tuple[int, int]] = []
        at = bisect_left(starts, passage.start)
        while at < len(labels) and labels[at][0] < passage.end:
            here.append((passage.index_of(labels[at][0]), passage.index_of(labels[at][1])))
            at += 1
        quantities.extend(_PassageReader(document.text, index, passage, lexicon, here).read())
    return tuple(quantities)
