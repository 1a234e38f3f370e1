"""Numbers that are told by their own characters: telephone numbers, identifiers, times, versions, 1+4+N, hotlines."""

from __future__ import annotations

import re

from checker.facts.model import NumberKind
from checker.facts.number_reading import Reading
from checker.facts.number_values import ASCII_DIGITS, Scan

__all__ = ["JOINING_LEFT", "JOINING_RIGHT", "LETTERS", "STOPS", "shaped"]

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
STOPS = frozenset("。；！？：")

_IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9Xx](?![0-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}(?![0-9])")
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])|[48]00-?[0-9]{3,4}-?[0-9]{3,4}(?![0-9])")
_LONG = ((_IDENTITY, "证件号码"), (_MOBILE, "手机号码"), (_LANDLINE, "电话号码"))
_ISO_DATE = re.compile(r"(?:19|20)[0-9]{2}([./-])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")
_TIME = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:.])")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?:[0-9]")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_SHIFT = re.compile(r"[0-9]+(?:[×xX*][0-9]+)+(?=小时|天)")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_/.#][A-Za-z0-9]+)*")
_RUN_YEARS = re.compile(r"(?:19|20)[0-9]{2}20[0-9]{2}(?=年)")
_DAY_MONTH = re.compile(
    r"[0-9]{1,2}[·.][0-9]{1,2}"
    r"(?=[”\"'’]|国?家?宪法|国际|全国|世界|消费者|知识产权|国家安全|消防|禁毒|国家宪法日|法制宣传日)"
)
_MONTH_DAY = re.compile(r"[0-9]{1,2}[·.][0-9]{1,2}(?![0-9.])")
_LEAD = re.compile(r"[0-9]{1,2}(?:、|\.(?![0-9])|\.(?=20[0-9]{2}年)|）)|（[0-9]{1,2}）")
_CASE_NUMBER = re.compile(r"[〕\]】）](?:[一-龥]{1,3}[0-9]{0,4}[一-龥]{1,4}|第?)[0-9]+号")
_NEXT_HOTLINE = re.compile(r"[、/和与及]([0-9]{3,5})(?![0-9])")

_LONGEST_CHAIN = 6

_OPEN = frozenset("〔[【（")
_CLOSE = frozenset("〕]】）")
_QUOTE_OPEN = frozenset('“‘"「')
_QUOTE_CLOSE = frozenset('”’"」')
# What joins digits to what stands on either side of them.
JOINING_LEFT = frozenset("+×*:") | LETTERS | frozenset("-._₂")
JOINING_RIGHT = frozenset("+×*:/.-·") | LETTERS


def shaped(scan: Scan, start: int) -> Reading | None:
    """The number of ASCII digits at ``start`` if its shape tells what it is."""
    text = scan.text
    size = len(text)
    end = start + 1
    while end < size and text[end] in ASCII_DIGITS:
        end += 1
    length = end - start
    left = text[start - 1] if start else ""
    right = text[end] if end < size else ""
    if length <= 2 and right and right in "、.）" and (not left or left in STOPS or left == "（"):
        begin = start - 1 if left == "（" else start
        if _LEAD.match(text, begin) and (left != "（" or begin == 0 or text[begin - 1] in STOPS):
            return Reading.masked(scan, start, end, NumberKind.ENUMERATOR, "序号")
    if left in JOINING_LEFT or right in JOINING_RIGHT:
        reading = _joined(scan, start, end, left, right)
        if reading is not None:
            return reading
    if length >= 7 or (length >= 3 and (text[start] == "0" or right == "-")):
        reading = _long(scan, start, end)
        if reading is not None:
            return reading
    if left in _QUOTE_OPEN and right in _QUOTE_CLOSE:
        if text[start:end] in scan.lexicon.hotlines:
            return Reading.masked(scan, start, end, NumberKind.HOTLINE, "热线号码")
        return Reading.masked(scan, start, end, NumberKind.SLOGAN, "引号内的数字代称")
    if 3 <= length <= 5 and text[start:end] in scan.lexicon.hotlines and _is_hotline(scan, start, end):
        return Reading.masked(scan, start, end, NumberKind.HOTLINE, "热线号码")
    if left in _OPEN and right in _CLOSE:
        return _bracketed(scan, start, end, left)
    return None


def _joined(scan: Scan, start: int, end: int, left: str, right: str) -> Reading | None:
    """Numbers joined by signs or letters to what stands beside them."""
    text = scan.text
    if right == ":" or left == ":":
        if left != ":":
            match = _TIME.match(text, start)
            if match:
                return Reading.masked(scan, start, match.end(), NumberKind.DATE, "时刻")
        if left == ":" or _RATIO.match(text, start):
            match = _DECIMAL.match(text, start)
            return Reading.masked(scan, start, match.end() if match else end, NumberKind.BARE, "比值")
    if right and right in "./-":
        match = _ISO_DATE.match(text, start)
        if match:
            return Reading.masked(scan, start, match.end(), NumberKind.DATE, "日期")
        match = _VERSION.match(text, start)
        if match:
            return Reading.masked(scan, start, match.end(), NumberKind.CODE, "版本号或编号")
    if right and right in ".·" and end - start <= 2:
        match = _DAY_MONTH.match(text, start) or _memorial_day(scan, start)
        if match:
            return Reading.masked(scan, start, match.end(), NumberKind.DATE, "纪念日")
    if (right and right in "+×*xX") or (left and left in "+×*"):
        reading = _combination(scan, start, end, left, right)
        if reading is not None:
            return reading
    if left in LETTERS or right in LETTERS or (left and left in "-.₂" and text[start - 2 : start - 1] in LETTERS):
        return _code(scan, start, end)
    return None


def _memorial_day(scan: Scan, start: int) -> re.Match[str] | None:
    """3.15, 12.4 without a name beside them: a day where nothing follows that would make it a measure."""
    match = _MONTH_DAY.match(scan.text, start)
    if match is None or match[0].replace("·", ".") not in scan.lexicon.memorial_days:
        return None
    past = match.end()
    if scan.text[past : past + 1] in tuple("%‰万亿余多") or scan.lexicon.follow(scan.text, past, len(scan.text)):
        return None
    return match


def _combination(scan: Scan, start: int, end: int, left: str, right: str) -> Reading | None:
    """1+4+N, 4×4, 7×24小时. A lone + after a number (500+家) is an approximator and not meant here."""
    text = scan.text
    shift = _SHIFT.match(text, start)
    if shift:
        past = shift.end() + (2 if text.startswith("小时", shift.end()) else 1)
        return Reading.masked(scan, start, past, NumberKind.DURATION, "轮值时长")
    after = text[end + 1 : end + 2]
    joined = right and right in "+×*xX" and after and (after in ASCII_DIGITS or after in "NXnx“")
    if joined or (left and left in "+×*"):
        return Reading.masked(scan, start, end, NumberKind.SLOGAN, "组合式提法")
    return None


def _code(scan: Scan, start: int, end: int) -> Reading | None:
    """A number that letters are part of: 5G, GB/T9704, K16059520. None where the letters are a unit (300km)."""
    text = scan.text
    size = len(text)
    if end < size and text[end] in LETTERS:
        follow = scan.lexicon.follow(text, end, size)
        before = text[start - 1] if start else ""
        if follow is not None and before not in LETTERS:
            past = end + len(follow.word)
            if past >= size or text[past] not in LETTERS:
                return None
    begin = start
    while begin > scan.previous_end:
        char = text[begin - 1]
        if char not in LETTERS and char not in ASCII_DIGITS and char not in "-_/.#₂":
            break
        begin -= 1
    match = _CODE.match(text, start)
    return Reading.masked(scan, start, match.end() if match else end, NumberKind.CODE, "代号", begin)


def _long(scan: Scan, start: int, end: int) -> Reading | None:
    text = scan.text
    for pattern, reason in _LONG:
        match = pattern.match(text, start)
        if match and match.end() >= end:
            return Reading.masked(scan, start, match.end(), NumberKind.CODE, reason)
    if text[start] == "0" and (end >= len(text) or text[end] != "."):
        if end - start <= 4:
            return Reading.masked(scan, start, end, NumberKind.HOTLINE, "区号")
        return Reading.masked(scan, start, end, NumberKind.CODE, "编号")
    if end - start == 8:
        match = _RUN_YEARS.match(text, start)
        if match:
            return Reading.masked(scan, start, end + 1, NumberKind.YEAR, "两个年份连写，疑漏“—”")
    if end - start >= 10 and scan.lexicon.follow(text, end, len(text)) is None:
        return Reading.masked(scan, start, end, NumberKind.CODE, "编号")
    return None


def _bracketed(scan: Scan, start: int, end: int, left: str) -> Reading | None:
    """〔2020〕7号, （2024）鲁0301行初12号, footnotes [3]."""
    if left == "（":
        if end - start == 4 and _CASE_NUMBER.match(scan.text, end):
            return Reading.masked(scan, start, end, NumberKind.DOCUMENT_NUMBER, "文号年份")
        return None
    if end - start == 4:
        return Reading.masked(scan, start, end, NumberKind.DOCUMENT_NUMBER, "文号年份")
    if end - start <= 2:
        return Reading.masked(scan, start, end, NumberKind.ENUMERATOR, "注释序号")
    return None


def _is_hotline(scan: Scan, start: int, end: int) -> bool:
    text = scan.text
    lexicon = scan.lexicon
    follow = lexicon.follow(text, end, len(text))
    if follow and follow.kind is NumberKind.COUNT and follow.group in ("cases", "persons", "person_times", "generic"):
        return False
    if end - start > 3 and text.startswith(lexicon.hotline_list, end):
        return True
    if scan.previous_kind is NumberKind.HOTLINE and scan.previous_end == start - 1 and text[start - 1] in "、/和与及":
        return True
    for _ in range(_LONGEST_CHAIN):
        if text.startswith(lexicon.hotline_after, end) or text.endswith(lexicon.hotline_before, 0, start):
            return True
        following = _NEXT_HOTLINE.match(text, end)  # 110、119、120联动
        if following is None or following[1] not in lexicon.hotlines:
            return False
        start, end = following.span(1)
    return False
