"""So many for each: 18个村每村3名，共54名 · 文件384份，意见1152条，平均每份3条 · 每月1次，全年12次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts.breakdowns.rows import outside_brackets
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Product

__all__ = ["find_products"]

_SIGN = re.compile("[每各均]|分别")
_EACH = re.compile(
    r"(?:每(?:一)?(?:个)?(?P<noun>[\u4e00-\u9fff]{0,6})|(?:(?<![全由对从在向让使及和])各(?![类级项方地界自种部处单色不])|分别|均)(?P<each>[\u4e00-\u9fff“”]{0,14}?))"
    r"(?P<verb>[\u4e00-\u9fff“”]{0,16})$"
)
_AVERAGE = re.compile(
    r"(?:平均(?:每(?:一)?个?(?P<noun>[\u4e00-\u9fff]{1,5}?)|(?P<nothing>))|每(?P<each>[\u4e00-\u9fff]{1,4}?)平均|(?P<short>[人户件场所村家份次案镇校])均)"
    r"(?:收到|提出|制发|发现|配备|拥有|办理|服务|受理|调解|参与|参加|减免|补助|罚款|检查|达到?|约|为|有|不足|接待|培训|援助|追回|挽回|处罚|兑付|补贴|发放|开展|化解|帮扶|覆盖|，|：){0,3}$"
)
_SHORTLY = re.compile(
    r"(?P<noun>(?!))?(?P<each>(?!))?(?P<short>[人户件场所村家份次案镇校])均(?P<freely>[\u4e00-\u9fff]{1,6})$"
)
_SUMMED = re.compile(r"(?:共|合计|总计|累计|总数|总量|总额|全[年市区县镇省州]|总(?![队局站所院会厅]))")
_OTHER = re.compile(r"(?:其中|同比|较上年|比上年|各类|各项|各种|其他|其它|连同|加上|含|另|；)")
_AT_LEAST = re.compile(r"(?:至少|不少于|不低于|最多|不超过|以上|大约|左右|原则上)")
_ONLY_SUMMED = re.compile(
    r"^(?:，|、|；)?(?:全[年市区县镇省州乡]|累计|合计|总计|共计|总数|总量|共|已|年内|目前|[区市县镇])*(?P<rest>[\u4e00-\u9fff“”]{0,10})"
    r"(?:累计|合计|总计|共计|总共|达到|达|为|共)*$"
)
_TAKEN_UP = re.compile("(?:案卷|卷宗|样品)?，(?:对|将|把)(?:抽取的?|抽到的?|抽出的?|选出的?|这)?")
_PERIODS = {"月": 12, "季度": 4, "季": 4, "半年": 2, "周": 52, "两月": 6, "两个月": 6}
_PERIOD = re.compile(r"每个?(?P<period>月|季度|季|半年|周|两个?月)[\u4e00-\u9fff“”]{0,16}$")
_YEARLY = re.compile(r"全年|一年|年内|共")
_ABOUT = re.compile(r"[\u4e00-\u9fff]{0,4}(?:左右|上下|不等|以上)")
_FAR = 30
_NEAR = 14
# What one of a kind gets: 一般案件每件补贴150元, 每个中心镇配备3名, 其他乡镇配备2名.
_GRADED = re.compile(
    r"(?:^|[，、；：]|对|为|按|每(?:一)?个?)(?P<noun>(?!每)[\u4e00-\u9fff（）]{2,10}?)(?:每[一个]?[\u4e00-\u9fff])?"
    r"(?:补贴|补助|奖励|发放|给予|配备|选聘|聘请|安排|设置|抽取|按|计)+$"
)


def find_products(sentence: Sentence) -> Iterator[Product]:
    """All products that the sentence states."""
    counts = [f for f in sentence.counts if f.unit]
    if len(counts) < 2 or _SIGN.search(sentence.text) is None:
        return
    graded = tuple(_graded(sentence, counts))
    yield from graded
    taken = {index for made in graded for index in made.operands}
    for position, each in enumerate(counts):
        if each.index in taken:
            continue
        lead = sentence.between(max(each.clause_start, each.previous_end), each.start)
        average = _AVERAGE.search(lead) or _SHORTLY.search(lead)
        if average is not None:
            yield from _averages(sentence, counts, each, average)
            continue
        period = _PERIOD.search(lead)
        if period is not None:
            yield from _periods(sentence, counts, position, _PERIODS[period["period"]])
            continue
        shared = _EACH.search(lead)
        if shared is not None:
            made = tuple(_shares(sentence, counts, position, shared))
            yield from made or _standards(sentence, counts, position, shared["noun"] or "")


def _made(
    sentence: Sentence,
    factors: Sequence[Figure],
    each: Figure,
    total: Figure,
    sure: bool,
    average: bool = False,
    periods: int = 0,
    more: Sequence[tuple[Figure, Figure]] = (),
    added: Sequence[Figure] = (),
) -> Product:
    members = (*factors, each, total, *(figure for pair in more for figure in pair), *added)
    return Product(
        tuple(f.index for f in factors),
        each.index,
        total.index,
        average,
        periods,
        sentence.span(min(f.start for f in members), max(f.end for f in members)),
        sentence.passage,
        sure,
        tuple((number.index, part.index) for number, part in more),
        tuple(figure.index for figure in added),
    )


def _graded(sentence: Sentence, counts: Sequence[Figure]) -> Iterator[Product]:
    """简易案件每件50元、一般案件每件150元，…简易案件420件、一般案件186件，共…元: a price for each kind."""
    if len(counts) < 5 or "每" not in sentence.text:
        return
    prices: list[tuple[Figure, str]] = []
    for figure in counts:
        lead = sentence.between(max(figure.previous_end, figure.start - 24), figure.start)
        graded = _GRADED.search(lead)
        if graded is None or (prices and figure.unit != prices[0][0].unit) or (not prices and "每" not in lead):
            if prices:
                break
            continue
        prices.append((figure, graded["noun"]))
    if len(prices) < 2:
        return
    after = [f for f in counts if f.start > prices[-1][0].start]
    pairs: list[tuple[Figure, Figure]] = []
    for price, noun in prices:
        others = [f for f in after if f.unit != price.unit]
        named = [f for f in others if f.before.endswith(noun)] or [
            f for f in others if sentence.between(f.end, min(sentence.end, f.end + len(noun))) == noun
        ]
        if len(named) != 1:
            return
        pairs.append((named[0], price))
    totals = [f for f in after if f.unit == prices[0][0].unit and f.start > max(n.start for n, _ in pairs)]
    if len(totals) == 1 and _SUMMED.search(sentence.between(pairs[-1][0].end, totals[0].start)):
        (number, price), *more = pairs
        yield _made(sentence, (number,), price, totals[0], sure=False, more=more)


def _shares(sentence: Sentence, counts: Sequence[Figure], position: int, shared: re.Match[str]) -> Iterator[Product]:
    """N个X每X P名，共T名; also with the total first."""
    each = counts[position]
    before = [f for f in counts[:position] if f.depth <= each.depth]  # 79所学校（小学60所、初中19所），每校2名
    if not before or not each.quantity.exact or _ABOUT.match(each.after):
        return
    last = before[-1]
    gap = outside_brackets(sentence.between(last.end, each.start))
    if len(gap) > _FAR or _OTHER.search(gap) or _AT_LEAST.search(gap) or gap.count("，") > 1:
        return
    noun = shared["noun"]
    if noun and not _names(last, gap, noun):
        return
    factors = [last]
    for other in reversed(before[:-1]):  # 18个村、3个社区各1名
        between = sentence.between(other.end, factors[0].start)
        if other.unit != last.unit or len(between) > 10 or re.search("[，；：（）]", between):
            break
        factors.insert(0, other)
    if factors[0] is not last and noun:
        factors = [last]
    after = counts[position + 1 :]
    total = next((f for f in after if _same_kind(f, each)), None)
    if total is not None:
        between = sentence.between(each.end, total.start)
        alike = total.unit == each.unit or each.quantity.group == "persons"
        summed = alike and _SUMMED.search(between) is not None
        if alike and after[0] is total and _TAKEN_UP.fullmatch(between):  # 从24个部门各抽取4卷，对96卷案卷集中评查
            yield _made(sentence, factors, each, total, sure=False)
            return
        if len(between) <= 24 and not _OTHER.search(between) and (summed or (noun and after[0] is total)):
            plain = _ONLY_SUMMED.match(between)
            sure = summed and after[0] is total and plain is not None and len(plain["rest"]) <= 6
            yield _made(sentence, factors, each, total, sure=sure)
            return
        if not summed and (made := _and_more(sentence, factors, each, after)) is not None:
            yield made
            return
    before = [f for f in counts[: position - len(factors)] if _same_kind(f, each)]
    if before and noun and sentence.between(before[-1].end, factors[0].start).count("，") <= 1:
        total, last_told = _whole_of_row(sentence, before), before[-1]
        story = sentence.between(total.end, each.start)
        if len(sentence.between(last_told.end, factors[0].start)) <= 20 and not _OTHER.search(story):
            yield _made(sentence, factors, each, total, sure=False)


def _whole_of_row(sentence: Sentence, figures: Sequence[Figure]) -> Figure:
    """The last of the figures, or what those in a row with it are parts of: 村（社区）236个，行政村198个、社区38个."""
    row = len(figures) - 1
    while row and sentence.between(figures[row - 1].end, figures[row].start).startswith("、"):
        row -= 1
    return figures[row - 1] if 0 < row < len(figures) - 1 else figures[-1]


def _and_more(sentence: Sentence, factors: Sequence[Figure], each: Figure, after: Sequence[Figure]) -> Product | None:
    """从16个县各抽取10卷，从直属队抽取8卷，共168卷: what came from elsewhere is added."""
    if len(after) < 2 or not (after[0].unit == after[1].unit == each.unit):
        return None
    other, total = after[:2]
    lead, close = sentence.between(each.end, other.start), sentence.between(other.end, total.start)
    if len(lead) > 24 or len(close) > 16 or "其中" in lead or _SUMMED.search(lead) or not _SUMMED.search(close):
        return None
    return _made(sentence, factors, each, total, sure=False, added=(other,))


def _standards(sentence: Sentence, counts: Sequence[Figure], position: int, noun: str) -> Iterator[Product]:
    """按每个行政村3名的标准，在158个行政村培养474名: what each has is told first."""
    noun = noun.removesuffix("每年")  # 每个村每年2000元
    if position + 2 >= len(counts) or not noun or "每" in noun:
        return
    each, number, total = counts[position : position + 3]
    between = sentence.between(each.end, number.start)
    if len(between) > 20 or _OTHER.search(between) or not _same_kind(total, each):
        return
    named = _counts_of(number, noun) or any(noun[:n] in number.after[:8] for n in (3, 2) if len(noun) >= n)
    named = named or (noun.endswith("村") and number.after.startswith("村"))  # 每个行政村2000元，给118个村
    if named and "；" not in sentence.between(number.end, total.start):
        yield _made(sentence, (number,), each, total, sure=False)


def _same_kind(figure: Figure, each: Figure) -> bool:
    """人 and 名 count the same; 个 and 家 need not."""
    group = figure.quantity.group
    if group in ("persons", "person_times") and each.quantity.group == "persons":
        return True
    return figure.unit == each.unit or (group in ("person_times", "times") and group == each.quantity.group)


def _names(figure: Figure, gap: str, noun: str) -> bool:
    """Whether 每X speaks of what the figure counts: 16个乡镇每个乡镇, 5个督察组，每组, 司法所19个…每所."""
    counted = f"{figure.unit}{gap.split('每')[0]}"
    before = figure.before[-8:]
    if noun.startswith("人") and figure.quantity.group == "persons":
        return True
    return any(noun[:length] in counted or before.endswith(noun[:length]) for length in range(min(3, len(noun)), 0, -1))


def _averages(sentence: Sentence, counts: Sequence[Figure], each: Figure, average: re.Match[str]) -> Iterator[Product]:
    """意见1152条，文件384份，平均每份3条: in any order."""
    noun = average["noun"] or average["each"] or average["short"] or ""
    others = [f for f in counts if f is not each and f.start < each.start and f.depth <= each.depth]
    part = max((f.end for f in others if "；" in sentence.between(f.end, each.start)), default=sentence.start)
    others = [f for f in others if f.start >= part]
    totals = [f for f in others if _same_unit(f, each)]
    numbers = [f for f in others if f not in totals]
    if noun:  # 14个设区的市，发现问题168个，平均每市12个
        numbers = [f for f in numbers or totals if _counts_of(f, noun)]
        totals = [f for f in totals if f not in numbers]
    after = next((f for f in counts if f.start > each.start), None)
    if not totals and after is not None and _same_unit(after, each):  # 人均减免150元，减免总额1.44万元
        between = sentence.between(each.end, after.start)
        if average["short"] and between.startswith("的标准"):  # 按46万人、人均1.5元的标准，将普法经费69万元列入预算
            number = others[-1] if others else None
            if number is not None and _counts_of(number, noun) and len(between) <= _FAR and not _OTHER.search(between):
                yield _made(sentence, (number,), each, after, sure=False)
            return
        totals = [after] if len(between) <= _NEAR and _SUMMED.search(between) else []
    if not totals or not numbers:
        return
    total = totals[-1]
    if len(numbers) > 1:
        verb = sentence.between(sentence.start, each.start)[-3:].rstrip("约为达")[-2:]
        numbers = [f for f in numbers if verb in f.before and not re.search("[不未非无]", f.before)]
    if len(numbers) != 1:
        return
    if any(_AVERAGE.search(f.clause) or f.before.endswith("每") for f in (total, numbers[0])):
        return
    sure = len(totals) == 1 and bool(noun) and "freely" not in average.groupdict() and total.start < each.start
    yield _made(sentence, numbers, each, total, sure=sure, average=True)


def _same_unit(figure: Figure, each: Figure) -> bool:
    """万元 and 元 are one unit; 件 and 起 are not."""
    if figure.unit == each.unit:
        return True
    group = figure.quantity.group
    return bool(group) and group == each.quantity.group and figure.unit[-1:] == each.unit[-1:]


def _counts_of(figure: Figure, noun: str) -> bool:
    """Whether a figure counts what the average is taken over."""
    if noun == "人" and figure.quantity.group == "persons":
        return True
    if figure.unit.startswith(noun) or noun.startswith(figure.unit):
        return True
    return figure.after.startswith(noun) or figure.label.endswith(noun) or noun in figure.after[:8]


def _sharers(sentence: Sentence, before: Sequence[Figure], each: Figure) -> tuple[Figure, ...]:
    """12家单位每家每季度1场: those of which each does so."""
    if not before:
        return ()
    gap = sentence.between(before[-1].end, each.start)
    shared = re.search(r"每(?:一)?个?(?P<noun>[\u4e00-\u9fff]{1,4}?)每", gap)
    return (before[-1],) if shared is not None and _names(before[-1], gap, shared["noun"]) else ()


def _periods(sentence: Sentence, counts: Sequence[Figure], position: int, times: int) -> Iterator[Product]:
    """每季度2次，全年共8次."""
    each = counts[position]
    for total in counts[position + 1 :]:
        between = sentence.between(each.end, total.start)
        if total.unit != each.unit or len(between) > 24 or _OTHER.search(between):
            continue
        if _YEARLY.search(between):
            sharers = _sharers(sentence, counts[:position], each)
            yield _made(sentence, sharers, each, total, sure=False, periods=times)
            return
