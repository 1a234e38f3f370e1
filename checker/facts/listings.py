"""Names in a row with their number: “A”“B”“C”三项制度 · 学法、普法、用法“三张清单” · 区、乡镇、村三级."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.document.model import Span
from checker.document.passage import Passage
from checker.facts.model import Listing, NumberKind, Quantity

__all__ = ["find_listings"]

_NUMERALS = "一二三四五六七八九十两"
# Quoted or titled names standing together, then the count: “甲”“乙”“丙”三项制度, 《甲》《乙》2个办法, “甲”、“乙”等4个
_QUOTED_RUN = re.compile(
    r"(?P<names>(?:“[^“”]{1,24}”|《[^《》]{1,60}》)(?:(?:、|和|及|与|以及)?(?:“[^“”]{1,24}”|《[^《》]{1,60}》))+)(?P<open>等)?"
)
_NAME = re.compile(r"“([^“”]{1,24})”|《([^《》]{1,60})》")
_PLAIN_RUN = re.compile(
    r"(?P<names>[\u4e00-\u9fffA-Za-z（）“”]{1,16}(?:、[\u4e00-\u9fffA-Za-z（）“”]{1,16})+)(?P<open>等)?$"
)
_QUOTED_COUNT = re.compile(
    r"“(?P<number>[一二三四五六七八九十两\d]{1,3})(?P<unit>[\u4e00-\u9fff]{1,2})[\u4e00-\u9fff]{0,6}”"
)
# What may count names: project, item, list, level, aspect … but not cases or persons.
_LIST_UNITS = frozenset("项个张类级大方面种制度机制单清库平台体系".replace("方面", "")) | {
    "方面",
    "项目",
    "环节",
    "领域",
    "部门",
    "单位",
}
_VERB = re.compile(
    r"(?:建设|开展|设立|成立|举办|召开|组织|新建|新增|建成|打造|选派|配备|投入|发放|完成|培育|建立|设置|选聘|聘请|"
    r"共有|共计|共|累计|达|为|有|评选|命名|创建|获评|培训|排查|化解|印发|制定|出台|修订|废止|审查|审核|办理|受理|调解)"
)
# Stock phrases whose number counts other things than the names before them.
_STOCK = re.compile(
    r"(?:两项补贴|八项规定|十项措施|三大攻坚|三大差距|十大|两大|三大|四大|八大|两级|两个大局|两个毫不|几)"
)
_QUOTED_ROW = re.compile(r"“(?P<names>[^“”、，]{1,10}(?:、[^“”、，]{1,10})+)”(?P<open>等)?$")
_JOIN = re.compile(r"(?:以及|和|及|与|或)")


def find_listings(
    passage_index: int, passage: Passage, quantities: Sequence[tuple[int, Quantity]]
) -> Iterator[Listing]:
    """All listings with a stated number in one passage. ``quantities``: those of the passage, masked ones included."""
    text = passage.text
    if "、" not in text and "”“" not in text and "》《" not in text:
        return
    seen: set[int] = set()
    for index, quantity in quantities:
        if quantity.kind not in (NumberKind.COUNT, NumberKind.SLOGAN, NumberKind.BARE):
            continue
        value = quantity.printed
        if value.denominator != 1 or not 2 <= value.numerator <= 20 or index in seen or not quantity.exact:
            continue
        listing = _listing(text, passage_index, passage, index, quantity)
        if listing is not None:
            seen.add(index)
            yield listing


def _listing(text: str, passage_index: int, passage: Passage, index: int, quantity: Quantity) -> Listing | None:
    start = quantity.number_start
    before = text[max(0, start - 240) : start]
    quoted_count = before.endswith("“")
    if quoted_count:
        before = before[:-1]
    run = next((m for m in _QUOTED_RUN.finditer(before) if m.end() == len(before)), None)
    if run is not None:
        names = tuple(a or b for a, b in _NAME.findall(run.group("names")))
        # “四项制度”“五个重点”“六项建设”: the count is itself one of the names.
        if quoted_count or not _unit_of_lists(text, quantity):
            return None
        first = len(text[:start]) - (1 if quoted_count else 0) - len(before) + run.start()
        return _made(passage_index, passage, index, quantity, names, len(names), len(names), run, first, True)
    inner = _QUOTED_ROW.search(before)
    if inner is not None and not quoted_count and _unit_of_lists(text, quantity):  # “镇、村、组”三级
        names = tuple(inner.group("names").split("、"))
        first = start - len(before) + inner.start()
        return _made(passage_index, passage, index, quantity, names, len(names), len(names), inner, first, True)
    chinese = text[quantity.number_start : quantity.number_end].strip() != "" and text[start] in _NUMERALS
    if not chinese or not _unit_of_lists(text, quantity):
        return None
    clause = re.split(r"[，；：。！？]", before)[-1]
    run = _PLAIN_RUN.search(clause)
    if run is None or re.search(r"[“”]", run.group("names")):
        return None
    names = tuple(run.group("names").split("、"))
    ends_open = names[-1].endswith("等")
    names = (*names[:-1], names[-1].removesuffix("等"))
    last = names[-1]
    if not last or _VERB.search(last) or any(len(name) > 12 for name in names[1:]) or "（" in run.group("names"):
        return None
    if (
        ends_open
        or max(map(len, names[1:])) - min(map(len, names[1:])) > 7
        or _STOCK.search(text[quantity.number_start : start + 6])
    ):
        return None
    if abs(int(quantity.printed) - len(names)) > 2 and not any(_JOIN.search(name) for name in names):
        return None
    joined = sum(len(_JOIN.findall(name)) for name in names)
    first = start - (1 if quoted_count else 0) - len(clause) + run.start()
    return _made(passage_index, passage, index, quantity, names, len(names), len(names) + joined, run, first, False)


def _unit_of_lists(text: str, quantity: Quantity) -> bool:
    """Whether the word after the number counts names: 三项制度, 五张清单, 三级, 四个平台."""
    following = text[quantity.number_end : quantity.number_end + 2]
    return bool(following) and (following[0] in _LIST_UNITS or following in _LIST_UNITS)


def _made(
    passage_index: int,
    passage: Passage,
    index: int,
    quantity: Quantity,
    names: tuple[str, ...],
    least: int,
    most: int,
    run: re.Match[str],
    first: int,
    quoted: bool,
) -> Listing:
    start, end = passage.place(first, quantity.end)
    return Listing(index, names, least, most, bool(run.group("open")), quoted, Span(start, end), passage_index)
