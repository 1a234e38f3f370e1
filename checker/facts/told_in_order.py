"""What is told one by one beside its number: 三件事：一是…，二是… · 四期，第一期…，第二期… · 于3月、6月和9月召开3次.

Here the order itself does the counting: the last 四是, the last 第四期, the number of months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.document.passage import Passage
from checker.facts.chinese_numerals import small_number
from checker.facts.model import NumberKind, Quantity
from checker.facts.rows import CLEAR, LIKELY, Row, read_row, stretch_before

__all__ = ["Told", "find_told", "find_told_below", "may_be_ordered"]

_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_ORDERED = re.compile(
    r"(?P<mark>[一二三四五六七八九十]{1,2})(?:是|要)|[（(](?P<bracket>[一二三四五六七八九十]{1,2}|\d{1,2})[）)]"
    r"|第(?P<nth>[一二三四五六七八九十])，|(?P<circle>[①②③④⑤⑥⑦⑧⑨⑩])|其(?P<among>[一二三四五六七八九])[，是]"
    r"|(?<![\d.])(?P<arabic>\d{1,2})[.、．](?![\d.])"
)
_FIRST = re.compile(r"一[是要]|（[一1]）|第一，|①|其一|1[.、]")
_ASPECTS = re.compile(
    r"^(?:个|项|条|点|件|类|大|方面|种|步|道|句|招)?(?:方面|主要|突出|重点|大|具体|关键)?(?:的)?[\u4e00-\u9fff“”]{0,14}(?:：|，|——|。|；)?"
    r"(?:主要)?(?:即|分别是|分别为|表现在|体现在|表现为|包括|就是)?(?:：|，)?$"
)
_NOT_THE_NUMBER = re.compile(r"[了过到入出]$|召开|开展|办理|收到")
_MONTH = re.compile(
    r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月|第?[一二三四]季度|[上下]半年|[春夏秋冬]季|年[初中底末]"
)
_TIME_SIGNS = frozenset("月季半年")
_MONTHS = re.compile(
    rf"(?P<names>(?:(?:{_MONTH.pattern})(?:份|\d{{1,2}}日|[初中底末])?(?:、|和|及|与|，|以及)?){{2,}})[^，；。\d、]{{0,10}}$"
)
_MONTHS_AFTER = re.compile(
    r"[^，；。\d]{0,20}?[，（：]?(?:时间)?(?:分别|依次|先后)?(?:安排|定|集中)?(?:于|在|是|为)?"
    rf"(?P<names>(?:(?:{_MONTH.pattern})(?:份|\d{{1,2}}日|[初中底末])?(?:、|和|及|与|以及)?){{2,}})"
)
_FIRST_OF_ALL = re.compile(
    r"(?:第[一1]|首)(?P<word>季度|阶段|环节|部分|方面|小组|梯队|档次|层次|[次场期批轮届组步档季类层级道关件项条点种])"
)
_TIMES = frozenset("次场期批轮届回")
_ROUNDS = frozenset("次场期批轮届组步档季个类层级道件项条点种")
_EACH = re.compile(
    r"各(?:[一1][\u4e00-\u9fff]|自?(?:开展|组织|举办|召开)[一1][次场期])[，、]?(?:总共|共计|合计|总计|一共|共)$"
)
_FIGURED = re.compile(r"[^，；、。：\d]{1,14}\d+(?:\.\d+)?(?P<unit>[\u4e00-\u9fff]{1,2})(?:（[^（）]*）)?[，；、]")
_SUMMED_UNITS = frozenset("种类项个条路方途渠")


def may_be_ordered(text: str) -> bool:
    """Whether anything in the text is told in order, so that ``find_told`` need look for it."""
    return _FIRST.search(text) is not None


def find_told(text: str, quantity: Quantity, ordered: bool) -> Row | None:
    """The row that is told one by one beside this number, if there is one."""
    unit = text[quantity.number_end : quantity.number_end + 1]
    found = None
    if ordered and quantity.kind is not NumberKind.INDEFINITE and unit not in _TIMES:
        found = _ordered(text, quantity)
    if found is None and unit in _ROUNDS:
        found = _numbered(text, quantity, unit) or (_dates(text, quantity) if unit in _TIMES else None)
    if found is None and unit in _SUMMED_UNITS:
        found = _figures(text, quantity)
    if found is None and "各" in text[max(0, quantity.start - 16) : quantity.start]:
        found = _one_of_each(text, quantity)
    return found


def _row(names: tuple[str, ...], count: int, weight: int, start: int, end: int, is_open: bool = False) -> Row:
    return Row(names, frozenset({count}), count, is_open, weight, start, end)


def _ordered(text: str, quantity: Quantity) -> Row | None:
    """三件事：一是…，二是…，三是… · 三个方面的不足：（一）…；（二）…."""
    start = quantity.end
    if _FIRST.search(text, start, start + 60) is None:
        return None
    first = next((m for m in _ORDERED.finditer(text, start, start + 60) if _place(m) == 1), None)
    if first is None or not _ASPECTS.match(text[quantity.number_end : first.start()]):
        return None
    kind = first.lastgroup
    wanted, end = 2, first.end()
    names = [_words(text, end)]
    for mark in _ORDERED.finditer(text, first.end()):
        if mark.lastgroup != kind:
            continue
        place = _place(mark)
        if place == wanted:
            wanted, end = wanted + 1, mark.end()
            names.append(_words(text, end))
        elif place == 1:
            break
    counted = wanted - 1
    if counted < 2 or abs(counted - int(quantity.printed)) > 2:
        return None
    return _row(tuple(names), counted, CLEAR, quantity.start, end)


_FIRST_WORDS = re.compile(r"[^，。；：、（\n]{0,14}")


def _words(text: str, at: int) -> str:
    """The words that one of a row told in order begins with."""
    found = _FIRST_WORDS.match(text, at)
    return found.group() if found is not None else ""


def _place(mark: re.Match[str]) -> int:
    circle = mark["circle"]
    if circle:
        return ord(circle) - ord("①") + 1
    return small_number(mark["mark"] or mark["bracket"] or mark["nth"] or mark["among"] or mark["arabic"])


def _numbered(text: str, quantity: Quantity, unit: str) -> Row | None:
    """发布案例四批，第一批5件，第二批6件… · 分三批下放，首批24项、第二批17项… · 三个阶段，第一阶段…，第二阶段…."""
    if text.find("第", quantity.end, quantity.end + 40) < 0 and text.find("首", quantity.end, quantity.end + 40) < 0:
        return None
    stop = text.find("。", quantity.end)
    stop = len(text) if stop < 0 else stop
    first = _FIRST_OF_ALL.search(text, quantity.end, min(stop, quantity.end + 40))
    if first is None:
        return None
    word = first["word"]
    if word != unit and not text.startswith(word, quantity.number_end + 1) and not (word == "季度" and unit in _TIMES):
        return None
    end, counted = first.end(), 1
    for numeral, place in list(_NUMERALS.items())[1:]:
        at = max(text.find(f"第{numeral}{word}", end, end + 60), text.find(f"第{place}{word}", end, end + 60))
        if at < 0 or at >= stop:
            break
        end, counted = at + 3, counted + 1
    if counted < 2 or abs(counted - int(quantity.printed)) > 1:
        return None
    names = tuple(f"第{numeral}{word}" for numeral in list(_NUMERALS)[:counted])
    return _row(names, counted, CLEAR, quantity.start, end, "等" in text[end : end + 10])


def _dates(text: str, quantity: Quantity) -> Row | None:
    """分别于3月、6月和9月召开3次."""
    before = text[max(0, quantity.start - 60) : quantity.start]
    match = _MONTHS.search(before) if not _TIME_SIGNS.isdisjoint(before) else None
    if match is not None:
        first, last = quantity.start - len(before) + match.start(), quantity.end
    else:
        match = _MONTHS_AFTER.match(text, quantity.end)
        if match is None:
            return None
        first, last = quantity.start, match.end()
    names = tuple(_MONTH.findall(match.group("names")))
    if abs(len(names) - int(quantity.printed)) > 1:
        return None
    return _row(names, len(names), LIKELY, first, last)


def _one_of_each(text: str, quantity: Quantity) -> Row | None:
    """完善考核办法、奖惩办法、问责办法各一项，合计三项."""
    each = _EACH.search(text, max(0, quantity.start - 16), quantity.number_start)
    if each is None:
        return None
    origin, separators = stretch_before(text, each.start(), "、")
    row = read_row(text, origin, each.start(), separators) if separators else None
    if row is None or not row.weight or min(abs(length - int(quantity.printed)) for length in row.lengths) > 1:
        return None
    return replace(row, weight=LIKELY)


def _figures(text: str, quantity: Quantity) -> Row | None:
    """窗口递交73件，邮寄递交58件，线上提交94件，三种渠道汇总共225件: as many as there are figures in the row."""
    start = quantity.number_start
    while start and text[start - 1] in "以上述这共合总计":
        start -= 1
    if not start or text[start - 1] not in "，；":
        return None
    sentence = max(text.rfind("。", 0, start), text.rfind("：", 0, start), text.rfind("\n", 0, start), start - 240) + 1
    clauses = [(m.start(), m["unit"], m.group(), m.end()) for m in _FIGURED.finditer(text, sentence, start)]
    if not clauses or clauses[-1][3] != start:
        return None
    unit = clauses[-1][1]
    names: list[str] = []
    lengths: set[int] = set()
    expected = start
    for place, other, words, end in reversed(clauses):
        if end != expected or other != unit:
            break
        between = {name[-1] for name in names[:-1]}
        if between and words[-1] not in between:
            lengths.add(len(names))  # 收到94件，涉及公安的31件、涉及住建的17件: the first may be the whole
        names.insert(0, words)
        expected = place
        if "其中" in words:
            break
    lengths.add(len(names))
    if len(names) < 2 or min(abs(length - int(quantity.printed)) for length in lengths) > 1:
        return None
    row = tuple(words.rstrip("，；、") for words in names)
    return Row(row, frozenset(lengths), len(row), False, LIKELY, expected, quantity.end)


# ---- below the number, each in a paragraph of its own

_LABEL = re.compile(
    r"(?P<heading>[一二三四五六七八九十]{1,2})、|（(?P<bracket>[一二三四五六七八九十]{1,2})）|(?P<arabic>\d{1,2})[.、](?!\d)"
    r"|（(?P<small>\d{1,2})）|(?P<mark>[一二三四五六七八九十]{1,2})(?:是|要)|第(?P<nth>[一二三四五六七八九十])[，、]"
)
_RANKS = {"heading": 0, "bracket": 1, "arabic": 2, "small": 3, "mark": 4, "nth": 4}
_LEAD = re.compile(
    r"(?:个|项|条|点|件|类|大|种|步)?(?:方面|主要|突出|重点|大|具体|关键)?的?"
    r"(?P<what>[\u4e00-\u9fff]{0,12}?)(?P<end>[：。；]?)$"
)
_TOLD_OF = ("问题", "不足", "短板", "差距", "弱项", "原因", "体会", "特点", "方面", "做法", "启示", "建议", "困难")


class Told(Struct, frozen=True):
    """The paragraphs below a number that are told in order, by their first words; ``index`` is the number's."""

    index: int
    names: tuple[str, ...]
    weight: int


def find_told_below(
    passages: Sequence[Passage], number: int, quantities: Sequence[tuple[int, Quantity]]
) -> Told | None:
    """下一年做好以下四项工作：⏎（一）…⏎（二）…: the paragraphs below count what the last number of this one says.

    ``number``: of the passage that says how many; ``quantities``: its numbers.
    """
    if number + 1 >= len(passages):
        return None
    first = _LABEL.match(passages[number + 1].text)
    if first is None or _label_place(first) != 1:
        return None
    text = passages[number].text
    index, quantity = quantities[-1]
    lead = _LEAD.match(text, quantity.number_end)
    if lead is None or not (lead["end"] == "：" or lead["what"].endswith(_TOLD_OF)):
        return None
    style, counted = first.lastgroup or "", 1
    names = [_words(passages[number + 1].text, first.end())]
    for place in range(number + 2, len(passages)):
        label = _LABEL.match(passages[place].text)
        if label is None:
            continue
        if label.lastgroup == style:
            if _label_place(label) == 1:
                break
            if _label_place(label) != counted + 1:
                return None  # what is missing there is told by another rule
            counted += 1
            names.append(_words(passages[place].text, label.end()))
        elif _RANKS[label.lastgroup or ""] < _RANKS[style]:
            break
    if counted < 2 or abs(counted - int(quantity.printed)) > 2:
        return None
    return Told(index, tuple(names), CLEAR if lead["end"] == "：" else LIKELY)


def _label_place(label: re.Match[str]) -> int:
    return small_number(label[label.lastgroup or 0])
