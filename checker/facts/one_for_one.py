"""One for each, without a figure that says so: 一企一档，为273家企业建立档案273份 · 148家…，逐企反馈报告148份 · 单价.

Which figures belong together is told by the words: the thing that there is one of for each is named in the phrase, in
the noun or in the measure word of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts.figures import Figure, Sentence
from checker.facts.model import Product
from checker.facts.rounding import is_counted

__all__ = ["find_one_for_one"]

_SIGN = re.compile("[一逐每]|单价|村村|户户|家家|校校|镇镇|乡乡|所所|站站|企企|[建成设配聘挂落][成立置备齐请牌实]")
_PAIR = re.compile(
    r"一(?P<one>[\u4e00-\u9fff]{1,4}?)(?:（[^（）]{1,8}）)?(?:[一1]|配一|设一|建一)(?P<other>[\u4e00-\u9fff]{1,6})"
)
_BY_ONE = re.compile(r"逐(?P<one>一|[企家户案件村校所人室镇乡站项点个条社份名厂店])")
_DOUBLED = re.compile(r"(?P<one>[村户家校镇乡所站企])(?P=one)(?:都|均)?(?=[建有设配])")  # 村村建有调解室，共145个
_MADE = re.compile(
    r"[^，；。：]{0,6}(?:建|设|制|配|签|发|反馈|形成|出具|立|送|写|编|作出|落实|确定|明确|寄|填)[^，；。：\d]{0,16}$"
)
# What is made or served once for each: a file, a report, a notice; not booklets that are handed out.
_PAPER = re.compile("[档案告账案单议书函表卡牌证码]$|台账|意见|对策")
_NOT_EACH = re.compile("兼任|部分[\u4e00-\u9fff]{0,4}(?:未|没有|兼|由)|暂未|尚未|不等|左右")
_PRICE = re.compile(r"(?:单价|[每单][台套件份本辆个块张组]均?价?格?)(?:均?为|是|约)?$")
_PLACE = re.compile(
    "(?:行政村|村[居民（）社区]*|社区|乡镇（街道）|乡镇|镇街|街道|镇|学校|中小学校?|司法所|派出所|站所|县区|县（市、区）|园区)"
)
_ALL = re.compile("均|都|全部|全覆盖|实现")
_EQUIPPED = re.compile(
    r"(?:均|都|全部|实现)?(?:已)?(?:建成|建立|设立|设置|成立|配备|配齐|聘请|选聘|挂牌|落实)[^，；。：\d]{2,14}$"
)
_IN_EACH = re.compile(
    r"每个?(?P<one>[\u4e00-\u9fff])[^，；。]{1,18}，(?:统一|全部)?(?:制作|悬挂|张贴|发放|建立|印制|设置|安装)[^，；。\d]{2,10}$"
)
_OTHER = re.compile(r"其中|另|占|同比|较上年|比上年|上年|累计|每|各|以上|不少于|至少|；")
_PAID = re.compile(r"(?:共|合计|总计|总[价额]|支出|金额|花费|投入|经费|资金|采购额|计|费用)[\u4e00-\u9fff]{0,6}$")
# The measure words that go with a thing named in one character.
_MEASURES = {
    "企": "家户",
    "校": "所家",
    "村": "个",
    "社": "个",
    "镇": "个",
    "乡": "个",
    "案": "件起宗",
    "人": "人名位",
    "员": "人名位",
    "家": "家",
    "户": "户",
    "件": "件",
    "店": "家",
    "厂": "家",
    "站": "个",
    "室": "个间",
    "点": "个处",
    "项": "项",
    "条": "条",
    "个": "个",
    "所": "所个",
    "份": "份",
    "名": "名人",
}
_FEWEST = 2
_BEFORE, _AFTER, _OBJECT, _NEAR = 48, 30, 26, 12


def find_one_for_one(sentence: Sentence, taken: frozenset[int]) -> Iterator[Product]:
    """What there is one of for each, and what so many cost at a price; ``taken`` figures are told already."""
    if len(sentence.counts) < _FEWEST:
        return
    counts = [f for f in sentence.counts if f.unit and not f.depth and f.index not in taken]
    if len(counts) < _FEWEST or _SIGN.search(sentence.text) is None or _NOT_EACH.search(sentence.text):
        return
    told: set[int] = set()
    for product in (
        *_paired(sentence, counts),
        *_by_one(sentence, counts),
        *_doubled(sentence, counts),
        *_everywhere(sentence, counts),
        *_priced(sentence, counts),
    ):
        if product.total not in told:
            told.add(product.total)
            yield product


def _paired(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """一村一顾问: so many villages, so many advisers."""
    for match in _PAIR.finditer(sentence.text):
        one, other = match["one"], match["other"]
        if one == other[: len(one)]:
            continue  # 一件一件
        at, end = sentence.start + match.start(), sentence.start + match.end()
        for position, figure in enumerate(counts):
            if not (at - _BEFORE <= figure.end <= at or end <= figure.start <= end + _AFTER):
                continue
            if not _counts(figure, one) or not is_counted(figure.quantity):
                continue
            total = next((f for f in counts[position + 1 :] if _is_of(f, other, figure)), None)
            if total is None:
                continue
            between = sentence.between(figure.end, total.start)
            if (
                total.end > at - _NEAR
                and len(between) <= _BEFORE
                and not _OTHER.search(between.replace(match.group(), ""))
            ):
                yield _made(sentence, figure, total)
                break


def _by_one(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """148家企业…，逐企反馈体检报告148份."""
    for match in _BY_ONE.finditer(sentence.text):
        at, end = sentence.start + match.start(), sentence.start + match.end()
        total = next((f for f in counts if f.start >= end), None)
        if total is None or not is_counted(total.quantity):
            continue
        lead = sentence.between(end, total.start)
        if len(lead) > _OBJECT or lead.count("，") > 1 or "；" in lead or _OTHER.search(lead):
            continue
        if _MADE.match(lead.rsplit("，", 1)[-1]) is None:
            continue
        before = [
            f
            for f in counts
            if at - _BEFORE <= f.end <= at
            and f.unit != total.unit
            and is_counted(f.quantity)
            and (match["one"] == "一" or _counts(f, match["one"]))
        ]
        if before and _PAPER.search(total.label):
            yield _made(sentence, before[-1], total, before[:-1])


def _doubled(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """145个村…，村村建有调解室，共145个."""
    for match in _DOUBLED.finditer(sentence.text):
        at, end = sentence.start + match.start(), sentence.start + match.end()
        number = next((f for f in reversed(counts) if f.end <= at and match["one"] in f"{f.after[:6]}{f.unit}"), None)
        total = next((f for f in counts if f.start >= end), None)
        if number is None or total is None or not is_counted(total.quantity):
            continue
        if len(sentence.between(end, total.start)) <= _OBJECT and not _OTHER.search(sentence.between(end, total.start)):
            yield _made(sentence, number, total)


def _everywhere(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """23个村、2个社区均建成服务室25个 · 建成服务室25个，每室落实1名顾问，制作公示牌25块."""
    each = "每" in sentence.text
    for position, total in enumerate(counts[1:], 1):
        lead = sentence.between(counts[position - 1].end, total.start)
        if len(lead) > _BEFORE or not is_counted(total.quantity):
            continue
        place = _PLACE.match(lead)
        if place is not None and _EQUIPPED.match(lead[place.end() :]):
            row = _places(sentence, counts[:position])
            if len(row) > 1 or _ALL.search(lead):
                yield _made(sentence, row[-1], total, more=row[:-1])
            continue
        if not each:
            continue
        shared = _IN_EACH.search(sentence.between(max(sentence.start, total.start - _BEFORE), total.start))
        if shared is None:
            continue
        at = total.start - (shared.end() - shared.start())
        before = [f for f in counts[:position] if f.end <= at and f.unit != total.unit and is_counted(f.quantity)]
        named = [f for f in before if shared["one"] in f.label[-3:] or f.after.startswith(shared["one"])]
        if named and at - named[-1].end <= _NEAR and _PAPER.search(total.label):
            yield _made(sentence, named[-1], total)


def _places(sentence: Sentence, before: Sequence[Figure]) -> list[Figure]:
    """The places in a row that end with the last figure."""
    row = [before[-1]]
    for figure in reversed(before[:-1]):
        between = sentence.between(figure.end, row[0].start)
        place = _PLACE.match(between)
        if place is None or between[place.end() :] not in ("、", "和", "及", "以及"):
            break
        row.insert(0, figure)
    return row


def _priced(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """采购记录仪186台，单价1180元，共支出21.95万元."""
    for position, each in enumerate(counts):
        if not position or position + 1 == len(counts) or each.quantity.group != "money":
            continue
        if _PRICE.search(each.before.strip("，、：")) is None:
            continue
        number, total = counts[position - 1], counts[position + 1]
        if number.quantity.group == "money" or total.quantity.group != "money" or not number.quantity.exact:
            continue
        if _PAID.search(total.before) and len(sentence.between(number.end, total.start)) <= _BEFORE:
            yield _made(sentence, number, total, each=each)


def _made(
    sentence: Sentence,
    number: Figure,
    total: Figure,
    others: Sequence[Figure] = (),
    each: Figure | None = None,
    more: Sequence[Figure] = (),
) -> Product:
    return Product(
        (*(figure.index for figure in more), number.index),
        each.index if each is not None else None,
        total.index,
        False,
        0,
        sentence.span(min(number.start, total.start), max(number.end, total.end)),
        sentence.passage,
        False,
        others=tuple(figure.index for figure in others),
    )


def _counts(figure: Figure, thing: str) -> bool:
    """Whether the figure counts what the phrase names: 273家重点企业 and 一企."""
    noun = f"{figure.before[-8:]}{figure.after[:10]}"
    if thing in noun or thing in figure.unit or (len(thing) > 1 and thing[-2:] in noun):
        return True
    return figure.unit[:1] in _MEASURES.get(thing[-1], "")


def _is_of(figure: Figure, thing: str, number: Figure) -> bool:
    """Whether the figure counts what there is one of for each."""
    if not is_counted(figure.quantity) or (figure.unit == number.unit and figure.after == number.after):
        return False
    words = f"{figure.before[-10:]}{figure.unit}{figure.after[:6]}"
    return any(character in words for character in thing[:4] if character not in "的了")
